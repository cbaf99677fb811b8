"""The client against what is known here (level 3)."""

from __future__ import annotations

from typing import Protocol

from ijw.messages import jw317
from ijw.rules.registry import rule


class ClientFacts(Protocol):
    """What is known of the client."""

    @property
    def client_known(self) -> bool:
        """Whether the sender has, or had, an assignment or a request for this client here."""


@rule("TR304", level=3, retourcode="8187", messages=["JW317"], at=["Client"])
def tr304(_client: jw317.Client, facts: ClientFacts) -> bool:
    """The BSN is that of a client who is known here with this provider."""
    return not facts.client_known
