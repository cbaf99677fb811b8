"""The fourteen messages of the standard: names, codes, namespaces and who sends what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from lxml import etree

from ijw.contracts.location import RELEASE, schema_dir

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Partij = Literal["gemeente", "aanbieder"]

_NAMESPACES = f"http://www.istandaarden.nl/ijw/{RELEASE.replace('.', '_')}"

BASIS_NAMESPACE = f"{_NAMESPACES}/basisschema/schema"
"""Namespace of the elements inside the shared types (CDT_*)."""

BERICHT_VERSIE, BERICHT_SUBVERSIE = (int(part) for part in RELEASE.split("."))
"""What BerichtVersie and BerichtSubversie of every message must hold."""


@dataclass(frozen=True, slots=True)
class Berichtsoort:
    """One kind of message.

    `afzender` is the party that Header/Afzender names: a retour copies the header of the message it
    answers, so there it is the party that receives the retour (IV028).
    """

    type: str
    """Name of the message, such as `JW305`; also the value of the header `ijw-type`."""
    code: str
    """BerichtCode of the header, such as `438`."""
    afzender: Partij
    retour: str | None = None
    """Type of the technical receipt, None when there is none (a retour, JW323, JW325)."""
    heenbericht: str | None = None
    """Type of the message that this retour answers, None when this is not a retour."""

    @property
    def namespace(self) -> str:
        """Target namespace of the schema, that of the root element `Bericht`."""
        return f"{_NAMESPACES}/{self.type.lower()}/schema"

    @property
    def is_retour(self) -> bool:
        """Whether this is a technical receipt. JW325 is not: it is an answer with content of its own."""
        return self.heenbericht is not None

    @property
    def sent_by(self) -> Partij:
        """Party that puts this message on the way."""
        if not self.is_retour:
            return self.afzender
        return "aanbieder" if self.afzender == "gemeente" else "gemeente"


@dataclass(frozen=True, slots=True)
class XsdVersie:
    """The two versions that CDT_XsdVersie carries (IV034)."""

    BasisschemaXsdVersie: str
    BerichtXsdVersie: str


def _pair(
    heen: str, heen_code: str, retour: str, retour_code: str, afzender: Partij
) -> tuple[Berichtsoort, ...]:
    return (
        Berichtsoort(heen, heen_code, afzender, retour=retour),
        Berichtsoort(retour, retour_code, afzender, heenbericht=heen),
    )


BERICHTSOORTEN: tuple[Berichtsoort, ...] = (
    *_pair("JW301", "436", "JW302", "437", "gemeente"),
    *_pair("JW305", "438", "JW306", "439", "aanbieder"),
    *_pair("JW307", "440", "JW308", "441", "aanbieder"),
    *_pair("JW315", "446", "JW316", "447", "aanbieder"),
    *_pair("JW317", "486", "JW318", "487", "aanbieder"),
    *_pair("JW319", "488", "JW320", "489", "gemeente"),
    Berichtsoort("JW323", "490", "aanbieder"),
    Berichtsoort("JW325", "491", "gemeente"),
)
"""All messages, in the order of their numbers."""

TYPES: tuple[str, ...] = tuple(soort.type for soort in BERICHTSOORTEN)

_BY_TYPE: Mapping[str, Berichtsoort] = MappingProxyType({soort.type: soort for soort in BERICHTSOORTEN})
_BY_NAMESPACE: Mapping[str, Berichtsoort] = MappingProxyType(
    {soort.namespace: soort for soort in BERICHTSOORTEN}
)


def by_type(type: str) -> Berichtsoort:  # noqa: A002 - the word of the standard and of the header ijw-type
    """Give the message with this name (`JW305`); KeyError when there is none."""
    return _BY_TYPE[type]


def find_type(type: str) -> Berichtsoort | None:  # noqa: A002 - as by_type
    """Give the message with this name, or None: for names that come from outside."""
    return _BY_TYPE.get(type)


def by_namespace(namespace: str) -> Berichtsoort | None:
    """Give the message whose root element is in this namespace, or None."""
    return _BY_NAMESPACE.get(namespace)


def schema_path(soort: Berichtsoort) -> Path:
    """Give the file with the XML schema of this message."""
    return schema_dir() / f"{soort.type}.xsd"


@cache
def xsd_versie(soort: Berichtsoort) -> XsdVersie:
    """Give the versions to write in XsdVersie, read from the appinfo of our schema (IV034)."""
    appinfo = "{http://www.w3.org/2001/XMLSchema}annotation/{http://www.w3.org/2001/XMLSchema}appinfo"
    place = etree.parse(str(schema_path(soort))).getroot().find(appinfo)
    if place is None:
        raise LookupError(f"{soort.type}.xsd has no appinfo")
    read = {name: place.findtext(f"{{{BASIS_NAMESPACE}}}{name}") for name in XsdVersie.__slots__}
    missing = [name for name, value in read.items() if not value]
    if missing:
        raise LookupError(f"{soort.type}.xsd: no {', '.join(missing)} in appinfo")
    return XsdVersie(**{name: value for name, value in read.items() if value})
