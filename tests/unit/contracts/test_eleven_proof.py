"""The 11-proof of a BSN (CS002)."""

from __future__ import annotations

import pytest

from ijw.contracts.eleven_proof import passes_eleven_proof
from support.factories import bsn


@pytest.mark.parametrize("n", [1, 2, 100, 9000])
def test_a_right_number_passes(n: int) -> None:
    """The weighed digits add up to a multiple of 11."""
    assert passes_eleven_proof(bsn(n))


@pytest.mark.parametrize("place", range(9))
def test_one_wrong_digit_fails(place: int) -> None:
    """A single digit that is one off is always found."""
    right = bsn()
    digit = str((int(right[place]) + 1) % 10)
    assert not passes_eleven_proof(right[:place] + digit + right[place + 1 :])


def test_two_digits_exchanged_fail() -> None:
    """Neighbours that changed places are found."""
    right = next(bsn(n) for n in range(1, 100) if bsn(n)[7] != bsn(n)[8])
    assert not passes_eleven_proof(right[:7] + right[8] + right[7])
