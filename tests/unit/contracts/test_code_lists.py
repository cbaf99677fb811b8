"""The code lists: the same codes as the standard's lists and as the schemas, and typed access to them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree

from ijw.contracts import codelists
from ijw.contracts.catalog import BERICHTSOORTEN
from ijw.contracts.location import schema_dir
from ijw.contracts.sources import XS

PUBLISHED = Path(__file__).resolve().parents[4] / "shared" / "standard" / "codelists"

SOURCES = {
    "aanduiding_woonadres": "NUM061_Aanduiding_woonadres.csv",
    "berichtcode": "COD002VEKTIS_Berichtcode.csv",
    "communicatievorm": "COD747_Communicatievorm.csv",
    "datum_gebruik": "COD170_Datumgebruik.csv",
    "debet_credit": "COD043_Indicatie_debet_credit.csv",
    "eenheid": "WJ756_Eenheid.csv",
    "frequentie": "WMO757_Frequentie.csv",
    "gemeente": "CBS_Gemeentecodes.csv",
    "geslacht": "COD046_Geslacht.csv",
    "hub_fault": "Fo01_Foutcodelijst.csv",
    "ja_nee": "COD260_Ja_nee.csv",
    "juridische_status": "WJ232_Juridische_status.csv",
    "land": "COD032_Land.json",
    "naam_gebruik": "COD700_Naamgebruik.csv",
    "productcategorie": "JZ020_Productcategorie.csv",
    "productcode": "JZ021_Productcode.csv",
    "reden_afwijzing_verzoek": "WJ759_Reden_afwijzing_verzoek.csv",
    "reden_beeindiging": "JZ588_Reden_beeindiging.csv",
    "reden_verzoek": "WJ758_Reden_verzoek.csv",
    "reden_wijziging": "JZ002_Reden_wijziging_toewijzing.csv",
    "retourcode": "WJ001_Retourcode.csv",
    "soort_adres": "COD757_Soort_adres.csv",
    "soort_relatie": "COD472_Soort_relatie.csv",
    "status_aanlevering": "COD467_Status_aanlevering.csv",
    "type_verwijzer": "COD327_Code_verwijzer.csv",
    "verzoek_antwoord": "WJ760_Verzoek_antwoord.csv",
    "wettelijke_vertegenwoordiging": "WJ003_wettelijke_vertegenwoordiging.csv",
}
"""Our list -> the list of the standard with the same codes; regional_products is not of the standard."""

ONLY_IN_THE_SCHEMA = {"retourcode": {"9355"}}
"""Codes that the schemas and the rules (TR355) have but the published list has not."""

IN_THE_SCHEMA = {
    "aanduiding_woonadres": "AanduidingWoonadres",
    "communicatievorm": "Communicatievorm",
    "datum_gebruik": "DatumGebruik",
    "debet_credit": "DebetCredit",
    "eenheid": "Eenheid",
    "frequentie": "Frequentie",
    "geslacht": "Geslacht",
    "ja_nee": "JaNee",
    "juridische_status": "JuridischeStatus",
    "land": "LandCode",
    "naam_gebruik": "NaamGebruik",
    "productcategorie": "ProductCategorie",
    "reden_afwijzing_verzoek": "RedenAfwijzingVerzoek",
    "reden_beeindiging": "RedenBeeindiging",
    "reden_verzoek": "RedenVerzoek",
    "reden_wijziging": "RedenWijziging",
    "retourcode": "RetourCode",
    "soort_adres": "AdresSoort",
    "soort_relatie": "SoortRelatie",
    "status_aanlevering": "StatusAanlevering",
    "type_verwijzer": "TypeVerwijzer",
    "verzoek_antwoord": "VerzoekAntwoord",
    "wettelijke_vertegenwoordiging": "WettelijkeVertegenwoordiging",
}
"""Our list -> the type of the basic schema that allows its codes."""

PRODUCTS, MUNICIPALITIES = "e859cd250ae40e1b", "a0d09d281edb35d6"
"""Fingerprints of the two long lists, taken from those of the standard."""

GI_REGIONS = {"Amsterdam-Amstelland", "Zaanstreek-Waterland", "West-Friesland"}


def published(file: str) -> list[dict[str, str]]:
    """The rows of a list of the standard."""
    text = (PUBLISHED / file).read_text("utf-8")
    if file.endswith(".json"):
        rows: list[dict[str, str]] = json.loads(text)["codelijst"]["codes"]
        return rows
    return list(csv.DictReader(text.splitlines()))


def code_of(row: dict[str, str]) -> str:
    """The code of a row; the lists give that column different names."""
    return next(
        row[name] for name in ("Code", "code", "Berichtcode", "Gemeentecode", "Foutcode") if name in row
    )


def test_every_list_has_its_source() -> None:
    """No list of ours is left out of the comparison, and none of the standard out of ours."""
    assert set(codelists.list_names()) == {*SOURCES, "regional_products"}
    if PUBLISHED.is_dir():
        assert {path.name for path in PUBLISHED.iterdir()} == set(SOURCES.values())


@pytest.mark.parametrize("name", SOURCES)
def test_a_list_has_the_codes_of_the_standard(name: str) -> None:
    """Every code, both ways; without the published lists at least a list that is not empty, in one piece."""
    ours = list(codelists.entries(name))
    assert ours
    assert all(code and code == code.strip() for code in ours)
    if PUBLISHED.is_dir():
        theirs = {code_of(row) for row in published(SOURCES[name])}
        assert set(ours) == theirs | ONLY_IN_THE_SCHEMA.get(name, set())


@pytest.mark.parametrize("name", IN_THE_SCHEMA)
def test_a_list_has_the_codes_that_the_schema_allows(name: str) -> None:
    """A code that passes level 1 has a name, and the other way round."""
    basis = etree.parse(str(schema_dir() / "basisschema.xsd")).getroot()
    named = basis.find(f"{XS}simpleType[@name='LDT_{IN_THE_SCHEMA[name]}']")
    assert named is not None
    assert set(codelists.entries(name)) == {code.get("value") for code in named.iter(f"{XS}enumeration")}


@pytest.mark.parametrize("name", [*SOURCES, "regional_products"])
def test_every_code_has_a_name_in_some_language(name: str) -> None:
    """Nobody has to read a bare code."""
    assert all(codelists.codelist(name, "nl").values())
    assert all(codelists.codelist(name, "en").values())


def digest(rows: Iterable[tuple[str, ...]]) -> str:
    """A fingerprint of rows in whatever order."""
    return sha256(repr(sorted(rows)).encode()).hexdigest()[:16]


def test_products_are_those_of_the_standard() -> None:
    """Name, category and variant are copied without loss."""
    names = codelists.codelist("productcode")
    products = (codelists.products()[code] for code in names)
    assert digest((one.code, names[one.code], one.category, one.variant) for one in products) == PRODUCTS
    if PUBLISHED.is_dir():
        assert digest(tuple(row.values()) for row in published(SOURCES["productcode"])) == PRODUCTS


def test_municipalities_are_those_of_the_standard() -> None:
    """Name, province and youth care region are copied without loss."""
    found = codelists.municipalities().items()
    assert digest((code, one.name, one.province, one.region) for code, one in found) == MUNICIPALITIES
    if PUBLISHED.is_dir():
        assert digest(tuple(row.values()) for row in published(SOURCES["gemeente"])) == MUNICIPALITIES


@pytest.mark.parametrize(
    ("code", "category", "regions"),
    [
        ("GIGM1", "48", GI_REGIONS),
        *((code, "48", {"West-Friesland"}) for code in ("48XJR", "48XOT", "48XVD", "48XGM")),
        *((code, "50", {"Zeeland"}) for code in ("50Z27", "50Z28", "50Z29")),
    ],
)
def test_regions_have_products_of_their_own_gi_1_b_gi_b2_1_let_1(
    code: str, category: str, regions: set[str]
) -> None:
    """GIGM1 in three regions, sibling codes in West-Friesland, LET JB in Zeeland; none is national."""
    product = codelists.products()[code]
    assert code not in codelists.entries("productcode")
    assert (category, regions) == (product.category, set(product.regions))
    assert all(codelists.municipalities_in(region) for region in regions)
    assert all(product.known_in(region) for region in regions)
    assert not product.known_in("Drenthe")
    assert not product.known_in(None)


def test_a_national_product_is_known_everywhere() -> None:
    """Also where the municipality is not known."""
    product = codelists.products()["48A01"]
    assert ("48", frozenset()) == (product.category, product.regions)
    assert product.known_in("Zeeland")
    assert product.known_in(None)


def test_every_product_is_in_a_category_of_the_list() -> None:
    """The categories of products and the list of categories agree."""
    categories = {product.category for product in codelists.products().values()}
    assert categories <= set(codelists.entries("productcategorie"))


def test_a_region_is_found_both_ways() -> None:
    """Municipality to region and region to municipalities."""
    assert codelists.region_of("0363") == "Amsterdam-Amstelland"
    assert codelists.region_of("0664") == "Zeeland"
    assert codelists.region_of("0000") is None
    assert "0664" in codelists.municipalities_in("Zeeland")
    assert codelists.municipalities_in("Nergens") == frozenset()


def test_validity_dates_are_read() -> None:
    """Reasons to end delivery came into use at different days."""
    ended = codelists.entries("reden_beeindiging")
    assert ended["36"].valid_from == date(2021, 1, 1)
    assert [ended[code].valid_on(date(2021, 12, 31)) for code in ("02", "36", "38")] == [True, True, False]
    limited = codelists.Code("x", "", "", date(2020, 1, 1), date(2020, 12, 31))
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1))
    assert [limited.valid_on(day) for day in days] == [False, True, True, False]


def test_a_retourcode_knows_its_rules_and_messages() -> None:
    """9326 comes from TR326 and is about a start."""
    code = codelists.retourcodes()["9326"]
    assert (code.rules, code.messages) == (frozenset({"TR326"}), frozenset({"JW305"}))
    assert codelists.retourcodes()["0001"].rules == frozenset()


def test_message_codes_are_those_of_the_catalogue() -> None:
    """The list of message numbers and the catalogue agree."""
    assert codelists.codelist("berichtcode") == {soort.code: soort.type for soort in BERICHTSOORTEN}


def test_an_unknown_list_is_an_error() -> None:
    """A wrong name is a bug, not an empty list."""
    with pytest.raises(LookupError, match="nergens"):
        codelists.entries("nergens")
