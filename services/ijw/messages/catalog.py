"""Which model belongs to which message type."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ijw.messages.base import Bericht
from ijw.messages.jw301 import JW301
from ijw.messages.jw302 import JW302
from ijw.messages.jw305 import JW305
from ijw.messages.jw306 import JW306
from ijw.messages.jw307 import JW307
from ijw.messages.jw308 import JW308
from ijw.messages.jw315 import JW315
from ijw.messages.jw316 import JW316
from ijw.messages.jw317 import JW317
from ijw.messages.jw318 import JW318
from ijw.messages.jw319 import JW319
from ijw.messages.jw320 import JW320
from ijw.messages.jw323 import JW323
from ijw.messages.jw325 import JW325

_MODELS: tuple[type[Bericht], ...] = (
    JW301,
    JW302,
    JW305,
    JW306,
    JW307,
    JW308,
    JW315,
    JW316,
    JW317,
    JW318,
    JW319,
    JW320,
    JW323,
    JW325,
)

MODELS: Mapping[str, type[Bericht]] = MappingProxyType({model.type: model for model in _MODELS})
"""All fourteen, by type, in the order of their numbers."""
