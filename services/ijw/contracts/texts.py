"""What levels 0 and 1 say to people, in English and Dutch; never with a value of the message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ijw.contracts.codelists import Language
    from ijw.contracts.refusal import Refusal, RefusalCode, SchemaRule

Kind = Literal["digits", "letters", "spaces", "line breaks", "other characters"]

_RULES: dict[SchemaRule, tuple[str, str]] = {
    "missing-element": ("misses an element", "mist een element"),
    "unexpected-element": ("is not expected here", "wordt hier niet verwacht"),
    "unexpected-children": (
        "holds elements where only a value is expected",
        "bevat elementen waar alleen een waarde hoort",
    ),
    "unexpected-text": ("holds text between its elements", "bevat tekst tussen zijn elementen"),
    "unexpected-attribute": (
        "has an attribute that the schema does not allow",
        "heeft een attribuut dat het schema niet toestaat",
    ),
    "data-type": ("is not a value of its data type", "is geen waarde van zijn datatype"),
    "minLength": ("is shorter than allowed", "is korter dan toegestaan"),
    "maxLength": ("is longer than allowed", "is langer dan toegestaan"),
    "pattern": ("does not have the required form", "heeft niet de vereiste vorm"),
    "enumeration": ("is not one of the allowed codes", "is niet een van de toegestane codes"),
    "minInclusive": ("is lower than allowed", "is lager dan toegestaan"),
    "maxInclusive": ("is higher than allowed", "is hoger dan toegestaan"),
    "structure": ("is not as the schema describes it", "is niet zoals het schema beschrijft"),
}

_CODES_NL: dict[RefusalCode, str] = {
    "empty": "Het document is leeg.",
    "too-large": "Het document is groter dan 25 MB.",
    "wrong-encoding": "Het document is geen geldig UTF-8.",
    "not-well-formed": "Het document is geen welgevormde XML.",
    "doctype": "Een DOCTYPE, en daarmee elke entiteit of externe verwijzing, is niet toegestaan.",
    "wrong-root": "Het buitenste element is niet Bericht.",
    "unknown-namespace": "De namespace van Bericht hoort niet bij iJw 3.2.",
    "schema-invalid": "Het bericht voldoet niet aan het schema.",
}

_KINDS_NL: dict[Kind, str] = {
    "digits": "cijfers",
    "letters": "letters",
    "spaces": "spaties",
    "line breaks": "regeleinden",
    "other characters": "andere tekens",
}


@dataclass(frozen=True, slots=True)
class ValueClass:
    """What a value looks like without telling the value: `11 characters: digits, letters`."""

    length: int
    kinds: tuple[Kind, ...]

    def text(self, language: Language = "en") -> str:
        """Say it in words."""
        if not self.length:
            return "empty" if language == "en" else "leeg"
        nl = language == "nl"
        unit = ("teken" if nl else "character") if self.length == 1 else ("tekens" if nl else "characters")
        return f"{self.length} {unit}: {', '.join(_KINDS_NL[kind] if nl else kind for kind in self.kinds)}"


def value_class(text: str) -> ValueClass:
    """Describe a value by its length and the kinds of characters in it."""
    found: dict[Kind, bool] = {
        "digits": any(sign.isdigit() for sign in text),
        "letters": any(sign.isalpha() for sign in text),
        "spaces": any(sign in " \t" for sign in text),
        "line breaks": any(sign in "\r\n" for sign in text),
        "other characters": any(not sign.isalnum() and not sign.isspace() for sign in text),
    }
    return ValueClass(len(text), tuple(kind for kind, present in found.items() if present))


def rule_sentence(rule: SchemaRule, subject: str, language: Language = "en") -> str:
    """Say which rule an element breaks, without a full stop: `Bsn does not have the required form`."""
    return f"{subject} {_RULES[rule][language == 'nl']}"


def refusal_sentence(refusal: Refusal, language: Language = "en") -> str:
    """Say why a message was refused: in English as it stands in `detail`, in Dutch in general words."""
    if language == "en":
        return refusal.detail
    if refusal.rule is None or refusal.path is None:
        return _CODES_NL[refusal.code]
    return f"{subject_of(refusal.path, language)} {_RULES[refusal.rule][1]}."


def subject_of(path: str, language: Language = "en") -> str:
    """Give the name that a sentence starts with, for the last step of a path."""
    name = path.rpartition("/")[2].partition("[")[0]
    if name != "*":
        return name
    return "Een onbekend element" if language == "nl" else "An unknown element"
