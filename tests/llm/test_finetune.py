"""Fine-tuning on a model of a few thousand weights: it learns, it resumes exactly, it refuses what cannot work."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
import torch

from data.errors import SettingsError
from llm.finetune import main, prepare
from llm.models import AdapterMismatch
from llm.tuning import encode, read_settings
from llm.tuning.loop import train
from llm.tuning.lora import MissingModule, add_adapter, completion_loss, trainable
from llm.tuning.rows import NothingToLearn, batches, encode_rows
from tests.llm.tiny import make_tiny_adapter, make_tiny_model

CONFIGS = Path(__file__).parents[2] / "llm" / "configs"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    make_tiny_model(folder / "base")
    rows = [{"input": f"about: w{i} =>", "output": f"w{i} sells w{(i * 7) % 60} units", "kind": "values",
             "told": [f"w{(i * 7) % 60}"], "roles": ["on_hand"], "names": [f"w{i}"]} for i in range(48)]  # fmt: skip
    (folder / "rows").mkdir()
    for split, part in (("train", rows), ("validation", rows[:6])):
        (folder / "rows" / f"{split}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in part))
    return folder


def settings(tiny, **more):
    fields = {"base": str(tiny / "base"), "rows": str(tiny / "rows"), "rank": 4, "alpha": 8, "batch_tokens": 64,
              "max_length": 32, "max_steps": 12, "eval_every": 100, "save_every": 100, "eval_briefs": 2, "threads": 1,
              "learning_rate": 5e-3, "tensorboard": False}  # fmt: skip
    return read_settings(None, **(fields | more))


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.toml")), ids=lambda p: p.name)
def test_every_shipped_config_is_read(path):
    assert read_settings(path).name


def test_an_unknown_setting_names_the_nearest_known_one():
    with pytest.raises(SettingsError, match="learning_rate"):
        read_settings(None, learning_rat=1)


def test_settings_that_contradict_each_other_are_refused():
    with pytest.raises(SettingsError, match="qlora with dora"):
        read_settings(None, qlora=True, dora=True)
    with pytest.raises(SettingsError, match="batch_tokens"):
        read_settings(None, batch_tokens=10, max_length=100)


def test_loss_is_taken_on_the_sentence_alone(tiny):
    run = prepare(settings(tiny), tiny / "loss")
    (batch, *_) = batches(run.train_rows, 64, 0, 0, 1)
    for ids, labels in zip(batch.ids, batch.labels, strict=True):
        learned = [i for i, label in enumerate(labels) if label != -100]
        assert [ids[i + 1] for i in learned[:-1]] == [labels[i] for i in learned[:-1]]
        assert labels[learned[-1]] == run.tokenizer.eos_token_id
        assert learned[0] == ids.index(run.tokenizer("=>")["input_ids"][0])
    assert batch.learned == sum(label != -100 for row in batch.labels for label in row)


def test_the_loss_equals_that_of_full_logits(tiny):
    run = prepare(settings(tiny), tiny / "full")
    (batch, *_) = batches(run.train_rows, 64, 0, 0, 1)
    ids, labels = torch.tensor(batch.ids), torch.tensor(batch.labels)
    with torch.no_grad():
        logits = run.model(input_ids=ids).logits.float()
        whole = torch.nn.functional.cross_entropy(
            logits.flatten(0, 1), labels.flatten(), ignore_index=-100, reduction="sum"
        )
        assert completion_loss(run.model, ids, labels).item() == pytest.approx(whole.item(), rel=1e-4)


def test_batches_hold_every_row_once_within_the_budget_and_in_a_seeded_order(tiny):
    run = prepare(settings(tiny), tiny / "batches")
    found = list(batches(run.train_rows, 64, 3, 0, 1))
    assert sum(len(b.ids) for b in found) == len(run.train_rows)
    assert all(len(b.ids) * len(b.ids[0]) <= 64 for b in found)
    assert found == list(batches(run.train_rows, 64, 3, 0, 1))
    assert found != list(batches(run.train_rows, 64, 3, 1, 1))


def test_training_lowers_the_loss_and_leaves_the_base_unmoved(tiny):
    run = prepare(settings(tiny, max_steps=40), tiny / "learn")
    base = {n: p.detach().clone() for n, p in run.model.named_parameters() if not p.requires_grad}
    first = train(prepare(settings(tiny, max_steps=1), tiny / "one"))["loss"]
    report = train(run)
    assert report["loss"] < first * 0.6
    assert all(torch.equal(p, base[n]) for n, p in run.model.named_parameters() if n in base)
    assert (tiny / "learn" / "best" / "adapter_model.safetensors").is_file()
    assert (tiny / "learn" / "last" / "base_model.json").is_file()


def test_a_run_that_was_interrupted_ends_with_the_same_loss(tiny):
    whole = train(prepare(settings(tiny, dropout=0.1), tiny / "whole"))
    train(prepare(settings(tiny, dropout=0.1), tiny / "parts"), stop_after=5)
    resumed = train(prepare(settings(tiny, dropout=0.1), tiny / "parts"), resume=True)
    assert resumed["steps"] == whole["steps"] == 12
    assert resumed["loss"] == pytest.approx(whole["loss"], abs=1e-3)
    assert resumed["history"][-1]["loss"] == pytest.approx(whole["history"][-1]["loss"], abs=1e-3)


def test_resuming_with_other_settings_is_refused(tiny):
    train(prepare(settings(tiny), tiny / "other"), stop_after=2)
    with pytest.raises(SettingsError, match="learning_rate"):
        train(prepare(settings(tiny, learning_rate=1e-4), tiny / "other"), resume=True)


def test_rows_without_a_sentence_are_refused(tiny):
    tokenizer = prepare(settings(tiny), tiny / "x").tokenizer
    with pytest.raises(NothingToLearn, match="none of 1 rows"):
        encode_rows(tokenizer, [{"input": "about: w1 =>", "output": " "}], 32)


def test_a_missing_target_module_is_named(tiny):
    from llm.models import load_base

    model, _ = load_base(str(tiny / "base"))
    with pytest.raises(MissingModule, match=r"wq.*k_proj"):
        add_adapter(model, settings(tiny, target_modules=("wq",)))
    with pytest.raises(MissingModule, match="2 layers"):
        add_adapter(model, settings(tiny, first_layer=9))


def test_an_adapter_of_another_base_is_refused(tiny):
    make_tiny_model(tiny / "second", seed=9)
    make_tiny_adapter(tiny / "foreign", tiny / "second")
    with pytest.raises(AdapterMismatch):
        prepare(settings(tiny, start_from=str(tiny / "foreign")), tiny / "y")


def test_training_goes_on_from_an_adapter(tiny):
    train(prepare(settings(tiny, max_steps=15), tiny / "start"))
    on = prepare(settings(tiny, start_from=str(tiny / "start" / "last")), tiny / "on")
    fresh = prepare(settings(tiny), tiny / "fresh")
    (batch, *_) = batches(on.train_rows, 64, 0, 0, 1)
    ids, labels = torch.tensor(batch.ids), torch.tensor(batch.labels)
    with torch.no_grad():
        assert completion_loss(on.model, ids, labels) < completion_loss(fresh.model, ids, labels)


@pytest.mark.parametrize("option", ["rslora", "dora"])
def test_the_options_of_lora_train(tiny, option):
    report = train(prepare(settings(tiny, max_steps=2, **{option: True}), tiny / option))
    assert math.isfinite(report["loss"])


def test_layers_below_the_first_get_no_adapter(tiny):
    run = prepare(settings(tiny, first_layer=1), tiny / "upper")
    assert all(".layers.1." in name for name in trainable(run.model))


def test_qlora_without_cuda_says_what_to_do(tiny, capsys):
    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA device")
    code = main(["--out", str(tiny / "q"), "--base", str(tiny / "base"), "--rows", str(tiny / "rows"), "--qlora"])
    assert code == 1
    assert "qlora = false" in capsys.readouterr().err


def test_the_command_trains_and_reports(tiny, capsys):
    arguments = ["--out", str(tiny / "cli"), "--base", str(tiny / "base"), "--rows", str(tiny / "rows"), "--rank", "4",
                 "--max-steps", "2", "--batch-tokens", "64", "--max-length", "32", "--eval-briefs", "2"]  # fmt: skip
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["steps"] == 2
    assert list((tiny / "cli" / "tensorboard").glob("events*"))


def test_prompt_and_sentence_are_encoded_the_same_in_training_and_in_use(tiny):
    tokenizer = prepare(settings(tiny), tiny / "z").tokenizer
    asked, whole = encode(tokenizer, "about: w1 =>"), encode(tokenizer, "about: w1 =>", "w1 sells w7")
    assert whole.ids[: whole.start] == asked.ids
    assert whole.ids[-1] == tokenizer.eos_token_id
