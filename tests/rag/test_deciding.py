"""Rules and trained heads: the shipped weights fit, read better than rules alone, and never turn an answer round."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import numpy as np
import pytest

from rag.understanding.corpus import corpus_hash, phrasings
from rag.understanding.deciding import MARGIN, decide, likelihood
from rag.understanding.encoder import FIELDS, MULTI, WEIGHTS, Guess, Reader, encoder_text, labels_of
from rag.understanding.reading import Reading


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def sure_of(reading: Reading, p: float = 0.99) -> Guess:
    """A guess that gives every field of `reading` the probability `p`."""
    choices = {}
    for name, options in FIELDS.items():
        rest = (1 - p) / (len(options) - 1)
        choices[name] = {o: p if o == getattr(reading, name) else rest for o in options}
    for name, options in MULTI.items():
        choices[name] = {o: p if o in getattr(reading, name) else 1 - p for o in options}
    return Guess(choices)


def test_the_shipped_weights_were_trained_on_this_corpus():
    meta = json.loads((WEIGHTS / "understanding.json").read_text(encoding="utf-8"))
    assert meta["corpus"] == corpus_hash()


def test_the_heads_are_taken_where_their_reading_is_clearly_more_likely():
    rules, heads = Reading(measures=("on_hand",)), Reading(measures=("days_of_cover",))
    guess = sure_of(heads)
    assert likelihood(heads, guess) - likelihood(rules, guess) > MARGIN
    assert decide(rules, guess).measures == ("days_of_cover",)
    assert decide(rules, sure_of(rules)) is rules


@pytest.mark.parametrize(
    "rules",
    [
        Reading(topic="injection", intent="refuse"),
        Reading(topic="other", intent="refuse"),
        Reading(intent="whatif", scenario="demand", measures=("expected_sales",)),
    ],
)
def test_instructions_other_subjects_and_suppositions_stay_as_the_rules_read_them(rules):
    assert decide(rules, sure_of(Reading(measures=("expected_sales",)))) is rules


def test_a_condition_that_turns_the_answer_round_is_never_dropped():
    rules = Reading(intent="list", group="product", measures=("order_qty",), templates=frozenset({"no_order"}))
    heads = replace(rules, intent="rank", order="desc", templates=frozenset({"recommended"}))
    decided = decide(rules, sure_of(heads))
    assert decided.intent == "rank"
    assert "no_order" in decided.templates


def test_held_out_wordings_are_read_far_better_than_by_rules_alone(reader):
    from rag.understanding.understander import Understander
    from rag.understanding.voices import fill, practice_catalogue

    held = [p for p in phrasings() if p.held_out and p.family.startswith("asked")]
    rng = random.Random(11)
    rules_alone, decided = [], []
    understander = Understander(practice_catalogue(), reader=None)
    for phrasing in rng.sample(held, 150):
        turn = understander.read(fill(phrasing, rng))
        wanted = labels_of(phrasing.reading)
        for reading, right in (
            (turn.rules, rules_alone),
            (decide(turn.rules, reader(turn.masked.text, turn.rules)), decided),
        ):
            got = labels_of(reading)
            right.append(got["intent"] == wanted["intent"] and bool((got["measures"] == wanted["measures"]).all()))
    assert np.mean(decided) > 0.7
    assert np.mean(decided) > np.mean(rules_alone) + 0.15


def test_training_and_reading_see_the_same_sentence(reader):
    """Padding is no word: a batch of unlike lengths gives what each sentence gives alone."""
    import torch

    from rag.train_understanding import TrainingSettings, _Trainer
    from rag.understanding.encoder import pool

    texts = [
        encoder_text("days of cover [product]"),
        encoder_text("which [category] products in [store] run out by [future] please"),
    ]
    trainer = _Trainer(TrainingSettings(adapted_layers=0))
    together = trainer.lower(texts, lambda *_, **__: None)
    for text, row in zip(texts, together, strict=True):
        encoded = trainer.backbone.tokenizer.encode(text)
        ids, mask = torch.tensor([encoded.ids]), torch.tensor([encoded.attention_mask])
        with torch.inference_mode():
            alone = pool(trainer.backbone.network(input_ids=ids, attention_mask=mask).last_hidden_state, mask)[0]
        assert len(encoded.ids) < 30
        assert torch.allclose(row, alone, atol=1e-3)


def test_a_what_if_that_the_heads_do_not_know_is_none_to_them_and_stays_the_rules():
    rules = Reading(intent="whatif", measures=("order_value",), scenario="quantity")
    assert FIELDS["scenario"][labels_of(rules)["scenario"]] == ""
    assert decide(rules, sure_of(Reading(measures=("on_hand",)))) is rules


def test_measures_joined_by_words_stay_together_where_the_heads_drop_one():
    rules, heads = Reading(measures=("on_hand", "on_order")), Reading(measures=("on_hand",))
    decided = decide(rules, sure_of(heads), "on hand / on order of [product] in [store]")
    assert set(decided.measures) == {"on_hand", "on_order"}


def test_who_has_most_is_a_store_unless_suppliers_are_asked_for_and_whole_is_not_who():
    rules = Reading(measures=("on_hand",))  # a plain value: the heads see that something is ranked
    heads = Reading(intent="rank", measures=("on_hand",), group="supplier", order="desc")
    for text, group in (
        ("who has the most of it in stock at the moment?", "store"),
        ("which supplier has the most stock?", "supplier"),
        ("most of the whole stock, by whom we buy it", "supplier"),
    ):
        assert decide(rules, sure_of(heads), text).group == group
