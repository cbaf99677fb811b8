"""Where and why a document does not fit its model: the words, once `reader` has seen that it does not.

A document that has passed its schema always fits, but for dates and numbers outside our calendar.
"""

from __future__ import annotations

from lxml import etree

from ijw.messages.base import Klasse
from ijw.messages.steps import Step, steps

_VALUE = "holds elements inside a value"


class UnreadableMessageError(ValueError):
    """The document cannot be held by the model: an unknown element, or a date outside the calendar.

    Carries the path of the place and never its value.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def unreadable(root: etree._Element, model: type[Klasse]) -> UnreadableMessageError:
    """The first thing that keeps this document out of the model."""
    found = _klasse(root, model)
    return found or UnreadableMessageError(_path(root), "does not fit the model")


def _klasse(element: etree._Element, klasse: type[Klasse]) -> UnreadableMessageError | None:
    known = steps(klasse)
    seen: list[str] = []
    for child in element:
        step = known.get(child.tag)
        if step is None:
            return _error(element, "holds an element the model does not know")
        if child.tag in seen and not step.many:
            return _error(child, "occurs twice")
        found = _value(child, step) if step.klasse is None else _klasse(child, step.klasse)
        if found:
            return found
        seen.append(child.tag)
    return _gaps(element, klasse, seen)


def _value(element: etree._Element, step: Step) -> UnreadableMessageError | None:
    if len(element):
        return _error(element, _VALUE)
    assert step.convert is not None, "a step has a class or a conversion"
    try:
        step.convert(element.text or "")
    except ValueError:
        return _error(element, "is outside the calendar or the numbers")
    return None


def _gaps(element: etree._Element, klasse: type[Klasse], seen: list[str]) -> UnreadableMessageError | None:
    order = list(steps(klasse))
    needed = {step.tag for step in steps(klasse).values() if step.needed}
    if not needed <= set(seen):
        return _error(element, "misses an element")
    if seen != sorted(seen, key=order.index):
        return _error(element, "has its elements in another order")
    return None


def _error(element: etree._Element, reason: str) -> UnreadableMessageError:
    return UnreadableMessageError(_path(element), reason)


def _path(element: etree._Element) -> str:
    way = [element, *element.iterancestors()]
    return "".join(f"/{etree.QName(one).localname}" for one in reversed(way))
