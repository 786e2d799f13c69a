"""Export: merged weights say what the adapter said; cards and promotion follow from scores."""

from __future__ import annotations

import json

import pytest
import torch

from llm.export import ExportError, export, logits_agree
from llm.model_card import model_card
from llm.models import AdapterMismatch, load_base
from llm.tuning.comparison import better, interval, summarise
from tests.llm.tiny import make_tiny_adapter, make_tiny_model


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    make_tiny_model(folder / "base")
    make_tiny_adapter(folder / "adapter", folder / "base")
    return folder


def test_the_merged_model_agrees_with_its_adapter_and_loads_by_itself(pair):
    report = export(pair / "adapter", pair / "merged", str(pair / "base"))
    assert report["largest_logit_difference"] < 1e-2
    model, tokenizer = load_base(str(pair / "merged"), dtype="float32")
    plain, _ = load_base(str(pair / "base"), dtype="float32")
    ids = torch.tensor([tokenizer("about: w1 =>")["input_ids"]])
    with torch.inference_mode():
        assert not torch.allclose(model(input_ids=ids).logits, plain(input_ids=ids).logits)


def test_an_adapter_of_another_base_is_not_exported(pair):
    make_tiny_model(pair / "other", seed=5)
    with pytest.raises(AdapterMismatch):
        export(pair / "adapter", pair / "nowhere", str(pair / "other"))


@pytest.mark.parametrize("wrong", [1.0, float("nan")])
def test_a_merge_that_changes_the_logits_is_an_error(wrong):
    with pytest.raises(ExportError, match="differs"):
        logits_agree([torch.zeros(2, 3)], [torch.full((2, 3), wrong)])


def test_a_missing_converter_says_where_to_get_it(pair):
    with pytest.raises(ExportError, match=r"llama\.cpp"):
        export(pair / "adapter", pair / "gguf", str(pair / "base"), pair / "convert.py")


def test_an_interval_holds_its_mean_and_shrinks_with_more_values():
    mean, low, high = interval([1.0, 0.0] * 20)
    assert mean == 0.5
    assert low < 0.5 < high
    _, low_many, high_many = interval([1.0, 0.0] * 200)
    assert high_many - low_many < high - low


def test_a_challenger_is_better_only_where_it_wins():
    champion = [True] * 90 + [False] * 10
    assert better([True] * 99 + [False], champion)
    assert not better(champion, champion)
    assert not better([False] * 5 + [True] * 95, [True] * 100)


def test_the_card_is_made_from_the_records(pair):
    record = json.loads((pair / "adapter" / "base_model.json").read_text())
    rows = [{"input": "on hand: 2 units =>", "output": "2 units on hand", "told": ["2 units"], "roles": ["on_hand"],
             "names": [], "kind": "values"}] * 4  # fmt: skip
    scores = summarise(rows, ["2 units on hand"] * 3 + ["3 units on hand"]) | {"perplexity": 1.5}
    card = model_card(pair / "adapter", {"adapter": scores})
    assert record["base_sha256"] in card
    assert "| all of it right | 0.750" in card
    assert "| values | 4 |" in card
