"""JW318: receipt of a request for a change of assignments."""

from __future__ import annotations

from typing import ClassVar

from ijw.contracts.catalog import by_type
from ijw.messages import headers, jw317
from ijw.messages.base import Bericht, Klasse

NAMESPACE = by_type("JW318").namespace


class Retourcodes(headers.Retourcodes):
    """The verdicts on one class."""

    namespace: ClassVar[str] = NAMESPACE


class RetourHeader(headers.RetourHeader):
    """The header of the request, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes | None = None


class OngewijzigdProduct(jw317.OngewijzigdProduct):
    """An unchanged assignment of the request, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes


class TeWijzigenProduct(jw317.TeWijzigenProduct):
    """A change of the request, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes


class NieuwProduct(jw317.NieuwProduct):
    """An addition of the request, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    RetourCodes: Retourcodes


class Ongewijzigd(Klasse):
    """The assignments that stay as they are."""

    namespace: ClassVar[str] = NAMESPACE
    OngewijzigdProduct: list[OngewijzigdProduct]


class TeWijzigen(Klasse):
    """The assignments to change."""

    namespace: ClassVar[str] = NAMESPACE
    TeWijzigenProduct: list[TeWijzigenProduct]


class Nieuw(Klasse):
    """The care to add."""

    namespace: ClassVar[str] = NAMESPACE
    NieuwProduct: list[NieuwProduct]


class Verzoek(Klasse):
    """The request, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    ReferentieAanbieder: str
    RedenVerzoek: str
    OngewijzigdeProducten: Ongewijzigd | None = None
    TeWijzigenProducten: TeWijzigen | None = None
    NieuweProducten: Nieuw | None = None
    RetourCodes: Retourcodes


class RetourClient(Klasse):
    """The client of the request, with the verdict on it."""

    namespace: ClassVar[str] = NAMESPACE
    Bsn: str
    Verzoek: Verzoek
    RetourCodes: Retourcodes


class JW318(Bericht):
    """The message; without a client when the request is wholly approved or refused at its header."""

    namespace: ClassVar[str] = NAMESPACE
    type: ClassVar[str] = "JW318"
    Header: RetourHeader
    Client: RetourClient | None = None
