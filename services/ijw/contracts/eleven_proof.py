"""The 11-proof of a BSN (CS002)."""

from __future__ import annotations

from itertools import accumulate


def _weighed(digits: bytes) -> int:
    # The sums so far hold the first digit nine times, the next eight, and so on; the last one counts as -1.
    return (sum(accumulate(digits)) - 2 * digits[-1]) % 11


_OF_ZEROES = _weighed(b"000000000")


def passes_eleven_proof(bsn: str) -> bool:
    """Whether nine digits pass: 9, 8, … 2 and -1 times the digits add up to a multiple of 11."""
    # character codes instead of digits, so compared with the codes of nine zeroes
    return _weighed(bsn.encode()) == _OF_ZEROES
