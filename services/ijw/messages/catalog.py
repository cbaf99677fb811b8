"""Which model belongs to which message type."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ijw.messages.base import Bericht
from ijw.messages.jw305 import JW305
from ijw.messages.jw306 import JW306
from ijw.messages.jw307 import JW307
from ijw.messages.jw308 import JW308

MODELS: Mapping[str, type[Bericht]] = MappingProxyType({m.type: m for m in (JW305, JW306, JW307, JW308)})
