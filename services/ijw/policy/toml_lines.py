"""Finds the line of a key in a TOML text, so that a wrong value is shown where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_LONG_STRING = re.compile(r'"""|\'\'\'')

Path = tuple[str | int, ...]


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Give the line, from 1, of the key at `path` (a list counts from 0), or of its nearest known table."""
    lines = dict(_located(text))
    wanted = tuple(path)
    while wanted and wanted not in lines:
        wanted = wanted[:-1]
    return lines.get(wanted, 1)


def _located(text: str) -> Iterator[tuple[Path, int]]:
    """Every table header and every key with its path; what stands inside a long string is none."""
    table: Path = ()
    seen: Counter[Path] = Counter()
    inside_string = False
    for number, line in enumerate(text.splitlines(), start=1):
        starts_inside = inside_string
        inside_string ^= len(_LONG_STRING.findall(line)) % 2 == 1
        if starts_inside:
            continue
        if header := _TABLE.match(line):
            table = _table_path(_split(header[2]), is_list=header[1] == "[[", seen=seen)
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_split(key[1])), number


def _table_path(names: list[str], *, is_list: bool, seen: Counter[Path]) -> Path:
    """The path of a table, with the place in its list after each name that is a list of tables."""
    path: Path = ()
    for name in names[:-1]:
        path = _in_last(path, name, seen)
    if not is_list:
        return _in_last(path, names[-1], seen)
    path = (*path, names[-1])
    seen[path] += 1
    return (*path, seen[path] - 1)


def _in_last(path: Path, name: str, seen: Counter[Path]) -> Path:
    inner = (*path, name)
    return (*inner, seen[inner] - 1) if seen[inner] else inner


def _split(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]
