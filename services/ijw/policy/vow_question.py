"""A request for change (VOW) with everything that its rules look at."""

from __future__ import annotations

from dataclasses import dataclass

from ijw.policy.facts import Situation, Toewijzing
from ijw.policy.let_rules import Change, Pair, let_1, let_3
from ijw.policy.outcome import Handling
from ijw.policy.protocol_file import ExpertTeam
from ijw.policy.protocols import InForce, ProtocolSet
from ijw.policy.requests import NieuwProduct, VerzoekOmWijziging
from ijw.policy.standard import RedenWijziging


@dataclass(frozen=True, slots=True)
class Exchange:
    """The part of a request that exchanges a measure for an expert team's product, or back."""

    in_force: InForce
    rule: ExpertTeam
    pairs: tuple[tuple[NieuwProduct, Pair], ...]

    def takes(self, code: str | None) -> bool:
        """Tell whether a change of that product is part of the exchange."""
        return any(pair.shortened == code for _, pair in self.pairs)

    def asks(self, nieuw: NieuwProduct) -> bool:
        """Tell whether a new product is part of the exchange."""
        return any(one is nieuw for one, _ in self.pairs)


@dataclass(frozen=True, slots=True)
class VowQuestion:
    """The request, the facts around it, and what the protocols recognise in it."""

    verzoek: VerzoekOmWijziging
    situation: Situation
    protocols: ProtocolSet
    changes: tuple[Change, ...]
    exchange: Exchange | None

    def choose(self, code: str | None) -> InForce | None:
        """Give the protocol that decides on a product."""
        return self.protocols.choose(self.situation.municipality, code, self.situation.today)

    @property
    def reasons(self) -> dict[int, RedenWijziging]:
        """Each RedenWijziging other than the usual 12, by ToewijzingNummer (LET-3)."""
        if self.exchange is None:
            return {}
        return let_3(self.exchange.rule, [pair for _, pair in self.exchange.pairs], self.changes)

    @property
    def handling(self) -> Handling:
        """How the answer is made: the protocol of the exchange, else the first that covers a product."""
        request = self.verzoek
        handling = Handling(request.ReferentieAanbieder, request.Dagtekening, self.situation.today)
        chosen = self.exchange.in_force if self.exchange else self._first_covering()
        return handling.under(chosen.protocol) if chosen else handling

    def _first_covering(self) -> InForce | None:
        codes = [code_of(current) for _, current in self.changes]
        codes += [nieuw.Product.Code if nieuw.Product else None for nieuw in self.verzoek.NieuweProducten]
        return next((chosen for code in codes if (chosen := self.choose(code))), None)


def vow_question(verzoek: VerzoekOmWijziging, situation: Situation, protocols: ProtocolSet) -> VowQuestion:
    """Look up what a request is about; KeyError when it names an assignment that is not there (TR351)."""
    changes = tuple(
        (asked, situation.assignment(asked.ToewijzingNummer)) for asked in verzoek.TeWijzigenProducten
    )
    return VowQuestion(
        verzoek, situation, protocols, changes, _exchange(verzoek, changes, situation, protocols)
    )


def code_of(toewijzing: Toewijzing) -> str | None:
    """Give the product code of an assignment; None for a whole category or budget."""
    return toewijzing.Product.Code if toewijzing.Product else None


def _exchange(
    verzoek: VerzoekOmWijziging, changes: tuple[Change, ...], situation: Situation, protocols: ProtocolSet
) -> Exchange | None:
    in_force = protocols.expert_team(situation.municipality, situation.today)
    teams = [one.terms for one in in_force]
    recognised = ((nieuw, let_1(teams, nieuw, changes)) for nieuw in verzoek.NieuweProducten)
    pairs = tuple((nieuw, pair) for nieuw, pair in recognised if pair)
    rule = in_force[0].protocol.expert_team if in_force else None
    return Exchange(in_force[0], rule, pairs) if rule and pairs else None
