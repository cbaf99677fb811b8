"""The 11-proof of a BSN (CS002)."""

from __future__ import annotations

from operator import mul

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def _weighed(digits: bytes) -> int:
    total: int = sum(map(mul, _WEIGHTS, digits))
    return total % 11


_OF_ZEROES = _weighed(b"000000000")


def passes_eleven_proof(bsn: str) -> bool:
    """Whether nine digits pass: 9, 8, … 2 and -1 times the digits add up to a multiple of 11."""
    # character codes instead of digits, so compared with the codes of nine zeroes
    return _weighed(bsn.encode()) == _OF_ZEROES
