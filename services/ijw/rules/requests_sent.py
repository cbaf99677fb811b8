"""Whether a request may be sent at all (JW315 and JW317, level 3)."""

from __future__ import annotations

from ijw.messages import jw315, jw317
from ijw.rules.registry import rule
from ijw.rules.requests_facts import RequestFacts

_REQUESTS = ("JW315", "JW317")


@rule("TR347", level=3, retourcode="9347", messages=_REQUESTS, at=["AangevraagdProduct", "Verzoek"])
def tr347(asked: jw315.AangevraagdProduct | jw317.Verzoek, facts: RequestFacts) -> bool:
    """A provider uses a ReferentieAanbieder once; doubles inside one message are TR383."""
    return asked.ReferentieAanbieder in facts.references


@rule("TR374", level=3, retourcode="9374", messages=_REQUESTS, at=["Client"])
def tr374(_client: jw315.Client | jw317.Client, facts: RequestFacts) -> bool:
    """The previous request for this client was refused or honoured (OP350)."""
    return facts.request_open
