"""Valid messages with synthetic persons, as models and as bytes.

    from support import factories as make

    start = make.jw305([make.start_product(Begindatum=date(2026, 2, 9))], bsn=make.bsn(7))
    payload = make.to_bytes(start)

The factory of a class takes the elements that the test is about by their own names. The factory of a message
takes its classes, `bsn`, more elements of the client as a mapping, and for the header `sender` (the AGB of
the provider), `municipality`, `identificatie` and `dagtekening`. What is left out gets a value that passes
levels 1 and 2; `identificatie` is then a new one for each message.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Unpack

from ijw.messages import mapper
from ijw.messages.base import Bericht
from ijw.messages.jw301 import JW301, Contact, Relatie, ToegewezenProduct
from ijw.messages.jw305 import JW305, StartProduct
from ijw.messages.jw307 import JW307, StopProduct
from ijw.messages.jw315 import JW315, AangevraagdProduct
from ijw.messages.jw317 import JW317, NieuwProduct, OngewijzigdProduct, TeWijzigenProduct
from ijw.messages.jw319 import JW319, Antwoord
from support import parts
from support.claims import claim_client, credit, jw323, jw325, prestatie, refused_client, refused_line
from support.parts import (
    AGB,
    CATEGORY,
    CODE,
    MUNICIPALITY,
    NOTHING,
    NUMBER,
    TODAY,
    Elements,
    Kop,
    amount,
    bad_bsn,
    birth,
    bsn,
    full_name,
    header,
    identification,
    omvang,
    period,
    person,
    product,
    total,
)

__all__ = [
    "AGB",
    "CATEGORY",
    "CODE",
    "MUNICIPALITY",
    "NUMBER",
    "TODAY",
    "aangevraagd_product",
    "amount",
    "antwoord",
    "bad_bsn",
    "birth",
    "bsn",
    "claim_client",
    "contact",
    "credit",
    "full_name",
    "header",
    "identification",
    "jw301",
    "jw305",
    "jw307",
    "jw315",
    "jw317",
    "jw319",
    "jw323",
    "jw325",
    "nieuw_product",
    "omvang",
    "ongewijzigd_product",
    "period",
    "prestatie",
    "product",
    "refused_client",
    "refused_line",
    "relatie",
    "start_product",
    "stop_product",
    "te_wijzigen_product",
    "to_bytes",
    "toegewezen_product",
    "total",
]


def to_bytes(bericht: Bericht) -> bytes:
    """The message as it goes over the line."""
    return mapper.render(bericht)


def start_product(**elements: Any) -> StartProduct:
    """A first report of care that started on 2 February 2026."""
    values = {
        "ToewijzingNummer": NUMBER,
        "Product": product(),
        "ToewijzingIngangsdatum": date(2026, 2, 1),
        "Begindatum": date(2026, 2, 2),
        "StatusAanlevering": "1",
    }
    return StartProduct.model_validate({**values, **elements})


def stop_product(**elements: Any) -> StopProduct:
    """A first report that this care stopped for good on 27 February 2026."""
    values = {"RedenBeeindiging": "31", "Einddatum": date(2026, 2, 27)}
    return StopProduct.model_validate({**dict(start_product()), **values, **elements})


def jw305(
    products: Sequence[StartProduct] = (),
    *,
    bsn: str | None = None,
    client: Elements = NOTHING,
    **kop: Unpack[Kop],
) -> JW305:
    """A start of care."""
    own = {"StartProducten": {"StartProduct": list(products) or [start_product()]}}
    values = {"Header": header("JW305", **kop), "Client": person(bsn, {**own, **client})}
    return JW305.model_validate(values)


def jw307(
    products: Sequence[StopProduct] = (),
    *,
    bsn: str | None = None,
    client: Elements = NOTHING,
    **kop: Unpack[Kop],
) -> JW307:
    """A stop of care."""
    own = {"StopProducten": {"StopProduct": list(products) or [stop_product()]}}
    values = {"Header": header("JW307", **kop), "Client": person(bsn, {**own, **client})}
    return JW307.model_validate(values)


def aangevraagd_product(**elements: Any) -> AangevraagdProduct:
    """Four hours a week from 16 March to 30 September 2026, referred by the family doctor."""
    values = {
        "ReferentieAanbieder": "VOT-1",
        "Product": product(),
        "ToewijzingIngangsdatum": date(2026, 3, 16),
        "ToewijzingEinddatum": date(2026, 9, 30),
        "Omvang": omvang(),
        "Verwijzer": {"Type": "02", "ZorgverlenerCode": "01000001"},
    }
    return AangevraagdProduct.model_validate({**values, **elements})


def jw315(
    products: Sequence[AangevraagdProduct] = (),
    *,
    bsn: str | None = None,
    client: Elements = NOTHING,
    **kop: Unpack[Kop],
) -> JW315:
    """A request for an assignment."""
    own = {"AangevraagdeProducten": {"AangevraagdProduct": list(products) or [aangevraagd_product()]}}
    values = {"Header": header("JW315", **kop), "Client": person(bsn, {**own, **client})}
    return JW315.model_validate(values)


def ongewijzigd_product(number: int = NUMBER) -> OngewijzigdProduct:
    """An assignment that stays as it is."""
    return OngewijzigdProduct(ToewijzingNummer=number)


def te_wijzigen_product(**elements: Any) -> TeWijzigenProduct:
    """Six hours a week on an assignment from 16 March to 30 September 2026."""
    values = {
        "ToewijzingNummer": NUMBER,
        "GewensteIngangsdatum": date(2026, 3, 16),
        "Einddatum": date(2026, 9, 30),
        "Omvang": omvang(6),
    }
    return TeWijzigenProduct.model_validate({**values, **elements})


def nieuw_product(**elements: Any) -> NieuwProduct:
    """Four hours a week more from 16 March to 30 September 2026."""
    values = {
        "Product": product(),
        "GewensteIngangsdatum": date(2026, 3, 16),
        "Einddatum": date(2026, 9, 30),
        "Omvang": omvang(),
    }
    return NieuwProduct.model_validate({**values, **elements})


def jw317(
    *,
    unchanged: Sequence[OngewijzigdProduct] = (),
    changed: Sequence[TeWijzigenProduct] | None = None,
    new: Sequence[NieuwProduct] = (),
    bsn: str | None = None,
    verzoek: Elements = NOTHING,
    **kop: Unpack[Kop],
) -> JW317:
    """A request for a change of assignments; one assignment changes unless the test says what does."""
    changes = [te_wijzigen_product()] if changed is None else list(changed)
    own = {
        "ReferentieAanbieder": "VOW-1",
        "RedenVerzoek": "1",
        "OngewijzigdeProducten": {"OngewijzigdProduct": list(unchanged)} if unchanged else None,
        "TeWijzigenProducten": {"TeWijzigenProduct": changes} if changes else None,
        "NieuweProducten": {"NieuwProduct": list(new)} if new else None,
    }
    client = {"Bsn": bsn or parts.bsn(), "Verzoek": {**own, **verzoek}}
    return JW317.model_validate({"Header": header("JW317", **kop), "Client": client})


def antwoord(**elements: Any) -> Antwoord:
    """A request that is still being looked into."""
    return Antwoord.model_validate({"ReferentieAanbieder": "VOT-1", "VerzoekAntwoord": "2", **elements})


def jw319(answer: Antwoord | None = None, **kop: Unpack[Kop]) -> JW319:
    """An answer to a request."""
    return JW319.model_validate({"Header": header("JW319", **kop), "Antwoord": answer or antwoord()})


def contact(**elements: Any) -> Contact:
    """The address where a person is registered."""
    address = {"Huis": {"Huisnummer": 1}, "Postcode": "1011AB", "LandCode": "NL"}
    return Contact.model_validate({"Soort": "01", "Adres": address, **elements})


def relatie(**elements: Any) -> Relatie:
    """A parent."""
    values = {"Nummer": "R1", "Soort": "15", "Naam": full_name(), "Contact": contact()}
    return Relatie.model_validate({**values, **elements})


def toegewezen_product(**elements: Any) -> ToegewezenProduct:
    """Four hours a week from 1 February to 30 September 2026."""
    values = {
        "ToewijzingNummer": NUMBER,
        "Product": product(),
        "Toewijzingsdatum": date(2026, 2, 1),
        "Toewijzingstijd": "09:30:00",
        "Ingangsdatum": date(2026, 2, 1),
        "Einddatum": date(2026, 9, 30),
        "Omvang": omvang(),
    }
    return ToegewezenProduct.model_validate({**values, **elements})


def jw301(
    products: Sequence[ToegewezenProduct] = (),
    *,
    contacts: Sequence[Contact] = (),
    relations: Sequence[Relatie] = (),
    bsn: str | None = None,
    client: Elements = NOTHING,
    **kop: Unpack[Kop],
) -> JW301:
    """An assignment of care."""
    own = {
        "Naam": full_name(),
        "Relaties": {"Relatie": list(relations)} if relations else None,
        "Contactgegevens": {"Contact": list(contacts) or [contact()]},
        "ToegewezenProducten": {"ToegewezenProduct": list(products) or [toegewezen_product()]},
    }
    values = {"Header": header("JW301", **kop), "Client": person(bsn, {**own, **client})}
    return JW301.model_validate(values)
