"""The protocols that this deployment decides by, read at start."""

from __future__ import annotations

from ijw.contracts.codelists import municipalities
from ijw.contracts.location import contracts_dir
from ijw.policy.protocols import ProtocolSet, load_protocols
from ijw.settings import ConfigurationError, Settings


def protocols(settings: Settings) -> ProtocolSet:
    """The shipped protocols, and those of the deployment's own folder (`IJW_PROTOCOLS_DIR`).

    Raises ConfigurationError with one line that names each file, line and reason.
    """
    own = [settings.protocols_dir] if settings.protocols_dir else []
    loaded = load_protocols([contracts_dir() / "protocols", *own], municipalities())
    if isinstance(loaded, ProtocolSet):
        return loaded
    raise ConfigurationError("; ".join(map(str, loaded)))
