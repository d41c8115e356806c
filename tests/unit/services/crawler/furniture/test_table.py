"""Every rule of the table does what its example says, where it says so."""

from __future__ import annotations

import pytest

from services.crawler.furniture.line import at_bottom, at_top, is_ending, is_outermost, kind_of
from services.crawler.furniture.rule import Rule, Where
from services.crawler.furniture.table import RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_example(rule: Rule) -> None:
    if rule.where in (Where.HEAD, Where.EDGE):
        assert at_top(rule.example)
    if rule.where in (Where.TAIL, Where.EDGE):
        assert at_bottom(rule.example)
    if rule.where in (Where.ANYWHERE, Where.LINE, Where.NOTICE):
        assert kind_of(rule.example)
    if rule.where is Where.OUTERMOST:
        assert is_outermost(rule.example)
    if rule.where is Where.ANYWHERE and not rule.example.endswith("."):
        assert is_ending(rule.example)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_no_rule_takes_a_sentence_that_begins_like_its_example(rule: Rule) -> None:
    first = rule.example.split(":")[0].split()[0].strip("([")
    sentence = (
        f"{first} itu disampaikan camat kepada warga yang datang ke balai desa sejak pagi, lalu dicatat."
    )
    assert kind_of(sentence) is None
    assert at_top(sentence) is None
    assert at_bottom(sentence) is None
    assert not is_outermost(sentence)
