"""A receipt without classes is the model that pydantic would make of the same values."""

from __future__ import annotations

from datetime import date

import pytest

from ijw.contracts import schemas
from ijw.contracts.catalog import BERICHTSOORTEN, Berichtsoort
from ijw.contracts.schemas import Valid
from ijw.messages import retour
from ijw.messages.catalog import MODELS
from ijw.messages.mapper import read, write
from support.xsd_generator import MessageGenerator

STAMP = retour.Stamp("000000000001", date(2026, 3, 2))
WITH_RECEIPT = [soort for soort in BERICHTSOORTEN if soort.retour]


@pytest.mark.parametrize("codes", [(), ("0001",), ("9056", "8848")])
@pytest.mark.parametrize("soort", WITH_RECEIPT, ids=lambda soort: soort.type)
def test_iv028_the_receipt_of_a_header_is_complete(soort: Berichtsoort, codes: tuple[str, ...]) -> None:
    """Every field is there in its order, with values of its type, and the contract accepts the document."""
    heen = read(Valid(MessageGenerator(soort.type, seed=1).valid()), MODELS[soort.type])
    receipt = retour.header_only(heen, STAMP, codes)
    again = type(receipt).model_validate(receipt.model_dump())
    assert receipt == again
    assert repr(receipt) == repr(again)
    assert schemas.validate_outgoing(write(receipt)) is None
    assert receipt.type == soort.retour
