"""The phrasing bank: every role has words, every sentence carries its values where its spans say."""

from __future__ import annotations

from random import Random

import pytest

from llm.briefs import Brief, line_of, prompt
from llm.phrasing import realise, sample_sentences
from llm.phrasing.combos import COMBOS, combos_for
from llm.phrasing.roles import ROLES, words_of
from llm.phrasing.values import random_fact, random_window
from llm.tuning.evaluation import judge
from rag.measures import MEASURES

WORDLESS = {"sales_quantile", "returns_quantile", "reason", "count"}
SAMPLES = sample_sentences(Random(11), 600)


@pytest.mark.parametrize("measure", [m for m in MEASURES if m not in WORDLESS])
def test_every_measure_can_be_told_alone_in_every_phrasing(measure):
    rng = Random(measure)
    side = "history" if MEASURES[measure].table == "sales" else "forecast"
    fact = random_fact(measure, rng, 1, {"product": "Rice", "store": "Leeds"}, random_window(rng, side))
    brief = Brief("values", (line_of(fact),), (fact,), dict(fact.subject))
    for _ in range(12):
        told = realise(brief, rng)
        assert brief.lines[0].text in told.text
        assert "{" not in told.text


def test_spans_are_where_the_values_stand_with_the_roles_of_their_lines():
    for text, spans, brief in SAMPLES:
        for start, end, role, index in spans:
            assert text[start:end] == brief.lines[index].text
            assert role == brief.lines[index].role


def test_sampled_sentences_tell_every_value_and_read_as_sentences():
    for text, spans, brief in SAMPLES:
        told = {index for *_, index in spans}
        silent = {i for i, line in enumerate(brief.lines) if line.role == "winner"}
        assert told | silent == set(range(len(brief.lines)))
        assert text.endswith(".")
        assert "  " not in text
        assert " ." not in text
        assert "{" not in text


def test_samples_are_the_same_for_the_same_seed():
    again = sample_sentences(Random(11), 600)
    assert [t for t, *_ in again] == [t for t, *_ in SAMPLES]


def test_samples_hold_every_kind_and_hard_values():
    kinds = {b.kind for *_, b in SAMPLES}
    assert kinds == {"values", "list", "rank", "compare", "whatif"}
    texts = " ".join(t for t, *_ in SAMPLES)
    assert " 0 units" in texts
    assert "-" in texts
    assert any(len(n) > 12 and n.isupper() for *_, b in SAMPLES for n in b.subject.values())


def test_prompts_are_short():
    lengths = sorted(len(prompt(b)) for *_, b in SAMPLES)
    assert lengths[len(lengths) // 2] < 130


def test_every_set_of_roles_is_told_with_each_of_its_values_once():
    for group in COMBOS:
        for template in group:
            roles = [p.split("}")[0] for p in template.split("{")[1:]]
            values = [r for r in roles if r not in ("x", "product", "store", "when")]
            assert sorted(values) == sorted(set(values)), template
            assert template in combos_for(tuple(values)), template


def test_a_role_without_words_is_told_with_its_label():
    assert words_of("brand_new", "shelf gap").label == "shelf gap"
    assert all(words.sentences and words.nouns for words in ROLES.values())


def test_the_judge_accepts_the_house_voice_and_rejects_a_wrong_value():
    row = {"input": "about: Rice\non hand: 24 units\n=>", "told": ["24 units"], "roles": ["on_hand"], "names": ["Rice"]}
    assert judge(row, "Rice has 24 units on hand.")["exact"]
    assert not judge(row, "Rice has 240 units on hand.")["exact"]
    assert not judge(row, "Rice has 24 units on hand and 3 units on order.")["grounded"]
    assert not judge(row, "It has 24 units on hand.")["names"]


def test_the_judge_rejects_values_that_changed_places():
    row = {"input": "reorder point: 30 units\nsafety stock: 12 units", "told": ["30 units", "12 units"],
           "roles": ["reorder_point", "safety_stock"], "names": []}  # fmt: skip
    assert judge(row, "The reorder point is 30 units and the safety stock is 12 units.")["exact"]
    assert not judge(row, "The safety stock is 30 units and the reorder point is 12 units.")["roles"]
