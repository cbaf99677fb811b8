"""Changes to a message that may break its schema, each with a name; the tree is changed in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random

from lxml import etree

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"

Change = Callable[[etree._Element], None]
"""Changes one element, or what is around it; never called on the root when it needs a parent."""


def _drop(place: etree._Element) -> None:
    _parent(place).remove(place)


def _duplicate(place: etree._Element) -> None:
    place.addnext(deepcopy(place))


def _swap(place: etree._Element) -> None:
    after = place.getnext()
    if after is not None:
        after.addnext(place)


def _lift(place: etree._Element) -> None:
    grandparent = _parent(place).getparent()
    if grandparent is not None:
        grandparent.append(place)


def _rename(place: etree._Element) -> None:
    place.tag = f"{{{etree.QName(place).namespace}}}Onbekend"


def _lower(place: etree._Element) -> None:
    name = etree.QName(place)
    place.tag = f"{{{name.namespace}}}{name.localname.lower()}"


def _other_namespace(place: etree._Element) -> None:
    place.tag = f"{{urn:elsewhere}}{etree.QName(place).localname}"


def _no_namespace(place: etree._Element) -> None:
    place.tag = etree.QName(place).localname


def _parents_namespace(place: etree._Element) -> None:
    place.tag = f"{{{etree.QName(_parent(place)).namespace}}}{etree.QName(place).localname}"


def _unknown_before(place: etree._Element) -> None:
    place.addprevious(etree.Element(f"{{{etree.QName(place).namespace}}}Onbekend"))


def _unknown_inside(place: etree._Element) -> None:
    etree.SubElement(place, f"{{{etree.QName(place).namespace}}}Onbekend")


def _itself_inside(place: etree._Element) -> None:
    place.append(deepcopy(place))


def _text_inside(place: etree._Element) -> None:
    place.text = (place.text or "") + "tekst"


def _text_after(place: etree._Element) -> None:
    place.tail = "tekst"


def _space_after(place: etree._Element) -> None:
    place.tail = " \n"


def _empty(place: etree._Element) -> None:
    del place[:]
    place.text = None


def _attribute(place: etree._Element) -> None:
    place.set("soort", "1")


def _nil(place: etree._Element) -> None:
    place.set(f"{XSI}nil", "true")


def _not_nil(place: etree._Element) -> None:
    place.set(f"{XSI}nil", "false")


def _typed(place: etree._Element) -> None:
    place.set(f"{XSI}type", "xs:string")


def _located(place: etree._Element) -> None:
    place.set(f"{XSI}schemaLocation", "urn:elsewhere file:///nowhere.xsd")


ON_ANY: dict[str, Change] = {
    "unknown-inside": _unknown_inside,
    "itself-inside": _itself_inside,
    "text-inside": _text_inside,
    "empty": _empty,
    "attribute": _attribute,
    "nil": _nil,
    "not-nil": _not_nil,
    "typed": _typed,
    "located": _located,
}
"""Changes for every element."""

BELOW_ROOT: dict[str, Change] = {
    "drop": _drop,
    "duplicate": _duplicate,
    "swap": _swap,
    "lift": _lift,
    "rename": _rename,
    "lower": _lower,
    "other-namespace": _other_namespace,
    "no-namespace": _no_namespace,
    "parents-namespace": _parents_namespace,
    "unknown-before": _unknown_before,
    "text-after": _text_after,
    "space-after": _space_after,
}
"""Changes for every element but the root."""


def every_change(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Each change at each element, on a copy of the message every time, with its name and path."""
    for index, original in enumerate(root.iter(etree.Element)):
        changes = ON_ANY if index == 0 else ON_ANY | BELOW_ROOT
        for name, change in changes.items():
            copy = deepcopy(root)
            change(_nth(copy, index))
            yield f"{name} at {original.tag}", copy


def random_changes(root: etree._Element, rng: Random) -> str:
    """Change the message in one to three places; gives the names of the changes."""
    names = []
    for _ in range(rng.randint(1, 3)):
        places = list(root.iter(etree.Element))
        index = rng.randrange(len(places))
        name, change = rng.choice(list((ON_ANY if index == 0 else ON_ANY | BELOW_ROOT).items()))
        change(places[index])
        names.append(f"{name} at {index}")
    return ", ".join(names)


def _nth(root: etree._Element, index: int) -> etree._Element:
    return next(place for number, place in enumerate(root.iter(etree.Element)) if number == index)


def _parent(place: etree._Element) -> etree._Element:
    parent = place.getparent()
    assert parent is not None
    return parent
