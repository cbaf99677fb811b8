"""The catalogue of messages, and where the contracts are found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import etree

from ijw.contracts import catalog, location
from ijw.contracts.catalog import BERICHTSOORTEN, TYPES, by_type


@pytest.mark.parametrize("type_", TYPES)
def test_the_catalogue_agrees_with_the_schema(type_: str) -> None:
    """Namespace, message code and the party in Afzender are as the schema has them."""
    soort = by_type(type_)
    root = etree.parse(str(catalog.schema_path(soort))).getroot()
    assert soort.namespace == root.get("targetNamespace")
    header = "//*[@name='Header']//*[@name='{}']"
    code = root.xpath(header.format("BerichtCode") + "//*[local-name()='pattern']/@value")
    sender = root.xpath(header.format("Afzender") + "/@type")
    assert [soort.code] == code
    assert sender == ["ijw:LDT_Gemeente" if soort.afzender == "gemeente" else "ijw:LDT_AgbCode"]
    assert catalog.by_namespace(soort.namespace) is soort


def test_there_are_fourteen_messages() -> None:
    """Six pairs of message and receipt, the claim and its answer."""
    assert len(BERICHTSOORTEN) == 14
    pairs = {soort.type: soort.retour for soort in BERICHTSOORTEN if soort.retour}
    assert pairs == {
        "JW301": "JW302",
        "JW305": "JW306",
        "JW307": "JW308",
        "JW315": "JW316",
        "JW317": "JW318",
        "JW319": "JW320",
    }
    assert {by_type(retour).heenbericht: retour for retour in pairs.values()} == pairs


def test_a_receipt_goes_the_other_way_iv028() -> None:
    """A receipt names the sender of the message that it answers, but the other party sends it."""
    assert (by_type("JW305").afzender, by_type("JW306").afzender) == ("aanbieder", "aanbieder")
    assert (by_type("JW305").sent_by, by_type("JW306").sent_by) == ("aanbieder", "gemeente")
    assert (by_type("JW302").sent_by, by_type("JW325").sent_by) == ("aanbieder", "gemeente")
    assert not by_type("JW325").is_retour


def test_what_comes_from_outside_may_be_unknown() -> None:
    """An unknown name or namespace is an answer where it is data, an error where it is ours."""
    assert catalog.find_type("JW305") is by_type("JW305")
    assert catalog.find_type("JW304") is None
    assert catalog.by_namespace("urn:x") is None
    with pytest.raises(KeyError):
        by_type("JW304")


def test_the_versions_come_from_the_schema_iv034(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another version in the appinfo of the schema is another version in our messages."""
    assert catalog.xsd_versie(by_type("JW306")) == catalog.XsdVersie("0.1.0", "0.1.0")
    shutil.copytree(location.contracts_dir(), tmp_path / "contracts")
    schema = tmp_path / "contracts" / "ijw" / "3.2" / "JW306.xsd"
    text = schema.read_text("utf-8").replace("BerichtXsdVersie>0.1.0", "BerichtXsdVersie>0.2.7")
    schema.write_text(text, "utf-8")
    monkeypatch.setenv(location.VARIABLE, str(tmp_path / "contracts"))
    catalog.xsd_versie.cache_clear()
    try:
        assert catalog.xsd_versie(by_type("JW306")) == catalog.XsdVersie("0.1.0", "0.2.7")
    finally:
        catalog.xsd_versie.cache_clear()


def test_a_wrong_folder_is_told_by_the_name_of_the_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The person who set it can see what to change."""
    monkeypatch.setenv(location.VARIABLE, str(tmp_path))
    with pytest.raises(FileNotFoundError, match=location.VARIABLE):
        location.contracts_dir()


def test_the_checkout_has_the_contracts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the variable, the schemas and the code lists are found by themselves."""
    monkeypatch.delenv(location.VARIABLE, raising=False)
    assert (location.schema_dir() / "basisschema.xsd").is_file()
    assert (location.codelist_dir() / "gemeente.csv").is_file()
