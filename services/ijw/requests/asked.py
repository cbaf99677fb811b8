"""A request as the policy reads it: JW315 and JW317 as facts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, assert_never
from uuid import UUID

from ijw.broker.consumer import Message
from ijw.messages import cdt, jw315, jw317
from ijw.policy import requests, standard

_YES = "1"


class Client(NamedTuple):
    """A client of a municipality."""

    municipality: str
    bsn: str


class Subject(NamedTuple):
    """A client at a provider: whom a request is about, and who asks."""

    client: Client
    agb: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request in hand."""

    message_id: UUID
    subject: Subject
    verzoek: requests.VerzoekOmToewijzing | requests.VerzoekOmWijziging
    guardian_known: bool
    """Whether the agency knows who has the authority over the child (OP002x1)."""

    @property
    def references(self) -> tuple[str, ...]:
        """Each ReferentieAanbieder: one a product (VOT), or one for the whole (VOW)."""
        match self.verzoek:
            case requests.VerzoekOmToewijzing():
                return tuple(one.ReferentieAanbieder for one in self.verzoek.AangevraagdeProducten)
            case requests.VerzoekOmWijziging():
                return (self.verzoek.ReferentieAanbieder,)
            case _:
                assert_never(self.verzoek)


def subject(message: Message) -> Subject:
    """The client and the provider of a message."""
    return Subject(Client(message.municipality, str(message.document.bericht.Client.Bsn)), message.sender)


def asked(message: Message) -> Asked:
    """The request in a message that passed every level."""
    bericht, identity = message.document.bericht, message.incoming.message_id
    if isinstance(bericht, jw315.JW315):
        return Asked(identity, subject(message), _vot(bericht), bericht.Client.GezagsdragerBekend == _YES)
    assert isinstance(bericht, jw317.JW317), "no other message comes in on this topic"
    return Asked(identity, subject(message), _vow(bericht), guardian_known=False)


def _vot(bericht: jw315.JW315) -> requests.VerzoekOmToewijzing:
    client = bericht.Client
    birth = client.Geboortedatum
    return requests.VerzoekOmToewijzing(
        bericht.Header.BerichtIdentificatie.Dagtekening,
        tuple(map(_aangevraagd, client.AangevraagdeProducten.AangevraagdProduct)),
        # A date of which a part is unknown (IV009) says nothing on an age.
        birth.Datum if birth.DatumGebruik is None else None,
        client.Commentaar,
    )


def _aangevraagd(product: jw315.AangevraagdProduct) -> requests.AangevraagdProduct:
    return requests.AangevraagdProduct(
        product.ReferentieAanbieder,
        _product(product.Product),
        product.ToewijzingIngangsdatum,
        product.ToewijzingEinddatum,
        product.Verwijzer.Type,
        _omvang(product.Omvang),
        product.Budget,
        product.Commentaar,
    )


def _vow(bericht: jw317.JW317) -> requests.VerzoekOmWijziging:
    verzoek = bericht.Client.Verzoek
    unchanged = verzoek.OngewijzigdeProducten
    changed, new = verzoek.TeWijzigenProducten, verzoek.NieuweProducten
    return requests.VerzoekOmWijziging(
        bericht.Header.BerichtIdentificatie.Dagtekening,
        verzoek.ReferentieAanbieder,
        verzoek.RedenVerzoek,
        tuple(one.ToewijzingNummer for one in unchanged.OngewijzigdProduct) if unchanged else (),
        tuple(map(_te_wijzigen, changed.TeWijzigenProduct)) if changed else (),
        tuple(map(_nieuw, new.NieuwProduct)) if new else (),
    )


def _te_wijzigen(product: jw317.TeWijzigenProduct) -> requests.TeWijzigenProduct:
    return requests.TeWijzigenProduct(
        product.ToewijzingNummer,
        product.GewensteIngangsdatum,
        product.Einddatum,
        _omvang(product.Omvang),
        product.Budget,
    )


def _nieuw(product: jw317.NieuwProduct) -> requests.NieuwProduct:
    return requests.NieuwProduct(
        _product(product.Product),
        product.GewensteIngangsdatum,
        product.Einddatum,
        _omvang(product.Omvang),
        product.Budget,
    )


def _product(product: cdt.Product | None) -> standard.Product | None:
    return standard.Product(product.Categorie, product.Code) if product else None


def _omvang(omvang: cdt.Omvang | None) -> standard.Omvang | None:
    return standard.Omvang(omvang.Volume, omvang.Eenheid, omvang.Frequentie) if omvang else None
