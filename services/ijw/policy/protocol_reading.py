"""Reads one protocol file and tells what is wrong in it: file, line and reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ijw.policy.protocol_file import Protocol
from ijw.policy.toml_lines import line_of


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a protocol file cannot be used, and where."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


def read_protocol(text: str, file: str) -> Protocol | tuple[Problem, ...]:
    """Read one protocol file; every mistake comes with its line and what is expected there."""
    try:
        return Protocol.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return (Problem(file, _line_in(str(error), text), f"not TOML: {error}"),)
    except ValidationError as error:
        return tuple(
            Problem(file, line_of(text, found["loc"]), _reason(dict(found))) for found in _causes(error)
        )


def _causes(error: ValidationError) -> list[ErrorDetails]:
    """The mistakes themselves: not that a list is too short when that is because of a wrong item in it."""
    errors = error.errors(include_url=False, include_context=False)
    deeper = {found["loc"][:depth] for found in errors for depth in range(len(found["loc"]))}
    return [found for found in errors if found["type"] != "too_short" or found["loc"] not in deeper]


def _line_in(message: str, text: str) -> int:
    """The line that the TOML reader names; it says "end of document" for the last one."""
    named = message.rpartition("(at line ")[2].partition(",")[0]
    return int(named) if named.isdigit() else max(1, len(text.splitlines()))


def _reason(error: dict[str, Any]) -> str:
    where = ".".join(str(part) for part in error["loc"]) or "the file"
    given = (
        "" if error["type"] in {"missing", "value_error", "extra_forbidden"} else f", not {error['input']!r}"
    )
    return f"{where}: {error['msg']}{given}"
