"""Writers compiled from the models, as `reader_code` compiles readers.

Of the ProductReferentie of a claim it is, with its long names cut short:

    def write_klasse(klasse):
        values = klasse.__dict__
        value_0 = values['ReferentieNummer']
        value_1 = values['VorigReferentieNummer']
        part_1 = '' if value_1 is None else f'<ijw:Vorig…>{text(value_1)}</ijw:Vorig…>'
        return f'<ijw:Referentie…>{text(value_0)}</ijw:Referentie…>{part_1}'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from ijw.contracts.catalog import BASIS_NAMESPACE
from ijw.messages.base import Klasse
from ijw.messages.steps import Step, steps

WriteKlasse = Callable[[Klasse], str]
"""Gives the elements of a class, without the one around them."""

# A bare carriage return would be read back as a line feed.
_CARRIAGE_RETURN = {"\r": "&#13;"}
_MARKUP = re.compile("[&<>\r]").search


@cache
def writer_of(klasse: type[Klasse]) -> WriteKlasse:
    """The function that writes this class."""
    names: dict[str, Any] = {"text": _text}
    for number, step in enumerate(steps(klasse).values()):
        names[f"write_{number}"] = step.klasse and writer_of(step.klasse)
    exec("\n".join(_source(klasse)), names)  # noqa: S102 - made of our own models alone
    write: WriteKlasse = names["write_klasse"]
    return write


def _text(value: str) -> str:
    # Few values need escaping, and looking for what does is quicker than replacing four times.
    return escape(value, _CARRIAGE_RETURN) if _MARKUP(value) else value


def _source(klasse: type[Klasse]) -> Iterator[str]:
    fields = list(steps(klasse).values())
    whole = ""
    yield "def write_klasse(klasse):"
    yield " values = klasse.__dict__"
    for number, step in enumerate(fields):
        yield f" value_{number} = values[{step.field!r}]"
        if step.many:
            one = _element(klasse, number, step, "one")
            yield f" part_{number} = ''.join([f'{one}' for one in value_{number}])"
            whole += f"{{part_{number}}}"
        elif step.needed:
            whole += _element(klasse, number, step, f"value_{number}")
        else:
            there = _element(klasse, number, step, f"value_{number}")
            yield f" part_{number} = '' if value_{number} is None else f'{there}'"
            whole += f"{{part_{number}}}"
    yield f" return f'{whole}'"


def _element(klasse: type[Klasse], number: int, step: Step, value: str) -> str:
    """What stands in an f-string for an element with this value."""
    name = f"ijw:{step.field}" if klasse.namespace == BASIS_NAMESPACE else step.field
    if step.klasse is not None:
        content = f"write_{number}({value})"
    else:
        content = f"text({value})" if step.convert is str else value
    return f"<{name}>{{{content}}}</{name}>"
