"""Values for the simple types of the schemas: ordinary, at their bounds, and odd."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from support.xsd_types import Simple

LETTERS = "abcdefghijklmnopqrstuvwxyzABCXYZ"
_UNLIMITED = 40
"""Length tried for a text without a maximum."""

_DATES = ("2024-02-29", "2026-03-31", "1900-01-01", "0001-01-01", "9999-12-31", " 2025-06-30\n", "2009-05-17")
_TIMES = ("00:00:00", "23:59:59", "12:30:00.5", "08:05:00")
_ODD_DATES = (
    "2025-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "20240101", "01-02-2024", "2024-01-01Z",
    "2024-01-01+01:00", "2024-01-01-05:00", "2024-01-01T00:00:00", "-0001-01-01", "0000-01-01", "12024-01-01",
    "2024-04-31", "24-04-30", "2024/04/30",
)  # fmt: skip
_ODD_TIMES = (
    "24:00:00",
    "24:00:01",
    "12:60:00",
    "12:30",
    "12:30:00Z",
    "12:30:00+01:00",
    "1:2:3",
    "12.30.00",
    "",
)
_ODD_INTEGERS = (
    "-1", "+1", "007", " 5 ", "1.0", "1e3", "0x10", "1 2", "-0", "+", "0" * 30 + "1", "9" * 30, "1,5", "٣",
)  # fmt: skip
_ODD_TEXTS = (
    "", " ", "\t", "\n", "   \n  ", "a\nb", "a\tb", " a", "a ", "\u00a0", "\u3000", "\u0085", "é", "ÿ", "ỳ",
    "ỹ", "😀", "<&>\"'", "a" * 300, "1" * 300, "a" * 20 + "\n", "\u00d7", "0" * 8, "0" * 9, "12 45678",
    "١٢٣٤", "1.2", "1.2.3", "01.2.3", "1.2.3.4", "-1.2.3", "0.1.0",
)  # fmt: skip


def ordinary(simple: Simple, rng: Random) -> str:
    """A value that the type allows, often at a bound of it."""
    if simple.codes:
        return rng.choice(simple.codes)
    if simple.name == "LDT_BurgerServicenummer":
        return f"9999{rng.randrange(100_000):05}"
    literal = [pattern for pattern in simple.patterns if pattern.isdigit()]
    return literal[-1] if literal else _BASES[simple.base](simple, rng)


def odd(simple: Simple) -> tuple[str, ...]:
    """Values around and beyond what the type allows; some of them it does allow."""
    chosen: tuple[str, ...] = _ODD_TEXTS
    if simple.base == "integer":
        low, high = simple.bound("minInclusive", 0), simple.bound("maxInclusive", 10)
        chosen += (*_ODD_INTEGERS, str(low), str(low - 1), str(high), str(high + 1))
    elif simple.base == "string":
        longest = simple.bound("maxLength", _UNLIMITED)
        chosen += tuple("7" * (longest + extra) for extra in (-1, 0, 1) if longest + extra > 0)
        chosen += tuple("é" * (longest + extra) for extra in (0, 1))
    else:
        chosen += _ODD_DATES + _ODD_TIMES
    near = tuple(form for code in simple.codes for form in (code + " ", code.lower(), code + "0"))
    return chosen + simple.codes + near[:60]


def _integer(simple: Simple, rng: Random) -> str:
    low, high = simple.bound("minInclusive", 0), simple.bound("maxInclusive", 10)
    value = rng.choice((low, high, rng.randint(low, high), rng.randint(low, min(high, low + 100))))
    return rng.choice((str(value), str(value), f"+{value}", f"0{value}", f" {value}\n"))


def _text(simple: Simple, rng: Random) -> str:
    shortest, longest = simple.bound("minLength", 0), simple.bound("maxLength", _UNLIMITED)
    length = rng.choice((shortest, longest, rng.randint(shortest, longest)))
    return _PATTERNS[simple.patterns[-1] if simple.patterns else ""](length, rng)


def _signs(alphabet: str) -> Callable[[int, Random], str]:
    return lambda length, rng: "".join(rng.choice(alphabet) for _ in range(length))


def _not_blank(alphabet: str) -> Callable[[int, Random], str]:
    def make(length: int, rng: Random) -> str:
        text = [rng.choice(alphabet) for _ in range(length)]
        text[rng.randrange(length)] = rng.choice(LETTERS)
        return "".join(text)

    return make


def _version(_length: int, rng: Random) -> str:
    return ".".join(str(rng.choice((0, 1, 7, 10, 120))) for _ in range(3))


_PATTERNS: dict[str, Callable[[int, Random], str]] = {
    "": _signs(LETTERS + "0123456789 \n-"),
    r".*[^\s].*": _not_blank(LETTERS + "0123456789 '-.éÜ\t"),
    r"([.\s]*\S+[.\s]*)+": _not_blank(LETTERS + "0123456789 .,\n\té😀"),
    r"[0-9]{8}": lambda _, rng: _signs("0123456789")(8, rng),
    r"[0-9]{4}": lambda _, rng: _signs("0123456789")(4, rng),
    r"[0-9]*": _signs("0123456789"),
    r"([a-zA-Z0-9])+": _signs(LETTERS + "0123456789"),
    r"([a-zA-ZÀ-ỳ])+": _signs(LETTERS + "Éü"),
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)": _version,
}
"""Every pattern of the schemas; a new one makes the generator fail instead of guess."""

_BASES: dict[str, Callable[[Simple, Random], str]] = {
    "integer": _integer,
    "string": _text,
    "date": lambda _, rng: rng.choice(_DATES),
    "time": lambda _, rng: rng.choice(_TIMES),
}
