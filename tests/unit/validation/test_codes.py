"""What `ijw explain` knows: every code that can be in a verdict or a retour."""

from __future__ import annotations

from importlib import import_module
from typing import get_args

import pytest

from ijw.contracts.codelists import codelist, retourcodes
from ijw.contracts.refusal import RefusalCode, SchemaRule
from ijw.rules.published import published
from ijw.rules.registry import all_rules
from ijw.validation.codes import FileMeaning, RetourMeaning, RuleMeaning, UnknownCode, look_up, meaning
from ijw.validation.words import ArchiveCode, words

FILE_CODES = [*get_args(RefusalCode), *get_args(ArchiveCode), *get_args(SchemaRule)]


def found(function: str) -> object:
    """What a dotted name names."""
    module, _, name = function.rpartition(".")
    return getattr(import_module(module), name)


def test_the_words_are_about_the_codes_of_levels_0_and_1_and_no_others() -> None:
    """Every code that a refusal can bear has a sentence in both languages."""
    assert set(FILE_CODES) == set(words())
    assert all(text["en"].strip() and text["nl"].strip() for text in words().values())


@pytest.mark.parametrize("code", sorted(set(FILE_CODES)))
def test_a_code_of_level_0_or_1_is_explained_with_the_function_that_gives_it(code: str) -> None:
    """The level is that of the refusal, and the function exists."""
    explained = look_up(code)
    assert isinstance(explained, FileMeaning)
    assert (code in get_args(SchemaRule)) == (explained.level == 1)
    assert callable(found(explained.function))


@pytest.mark.parametrize("code", sorted(published()))
def test_every_published_rule_is_explained(code: str) -> None:
    """Its messages, level and retourcode are those of the standard, in either language something is said."""
    explained = look_up(code, "nl")
    assert isinstance(explained, RuleMeaning)
    assert published()[code].messages == set(explained.messages)
    assert published()[code].retourcode == explained.retourcode
    assert explained.says == meaning(code, "nl") != meaning(code, "en")


@pytest.mark.parametrize("code", [rule.code for rule in all_rules()])
def test_a_built_rule_names_the_function_that_checks_it(code: str) -> None:
    """The named function is the one in the register of rules."""
    explained = look_up(code)
    assert isinstance(explained, RuleMeaning)
    assert explained.function is not None
    assert [rule.check for rule in all_rules() if rule.code == code] == [found(explained.function)]


@pytest.mark.parametrize("code", sorted(retourcodes()))
def test_every_retourcode_is_explained_with_its_rules(code: str) -> None:
    """The rules are those that say they give it, and each can be explained in turn."""
    explained = look_up(code)
    assert isinstance(explained, RetourMeaning)
    giving = {rule.code for rule in published().values() if rule.retourcode == code}
    assert giving <= set(explained.rules) <= set(published())
    assert codelist("retourcode", "nl")[code] != codelist("retourcode", "en")[code]


def test_9069_is_given_by_tr382_at_the_product_of_a_stop() -> None:
    """TR382: the list of retourcodes names the rule by the number it had before."""
    explained = look_up("9069")
    assert isinstance(explained, RetourMeaning)
    assert explained.rules == ("TR382",)
    rule = look_up("tr382")
    assert isinstance(rule, RuleMeaning)
    assert (rule.level, rule.classes, rule.messages) == (3, ("StopProduct",), ("JW307",))


def test_an_unknown_code_gets_the_codes_that_look_like_it() -> None:
    """Small letters and a wrong digit are near enough; a word that looks like nothing has no neighbours."""
    near = look_up("tr3822")
    assert isinstance(near, UnknownCode)
    assert near.nearest[0] == "TR382"
    assert look_up("gemeente") == UnknownCode("gemeente", ())
