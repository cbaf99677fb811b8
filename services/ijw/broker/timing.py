"""How long each step of a batch takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter


@dataclass
class Steps:
    """Seconds spent in each step of one batch."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure the block as part of that step."""
        started = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - started

    def per_message(self, messages: int) -> dict[str, float]:
        """Microseconds a message, by step."""
        return {name: round(spent / messages * 1e6, 1) for name, spent in self.seconds.items()}
