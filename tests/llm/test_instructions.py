"""Rows for training: checked, split by phrasing and world, with a card."""

from __future__ import annotations

import json

import pytest

from data.workspace import Workspace
from llm.feedback import record
from llm.instructions import feedback_rows, main, make_rows, run_rows, synthetic_rows
from llm.tuning.evaluation import judge
from llm.tuning.rows import read_rows


def test_every_row_says_its_evidence_and_no_prompt_comes_twice():
    rows = synthetic_rows(300, 3)
    assert all(judge(r, r["output"])["exact"] for r in rows)
    assert len({r["input"] for r in rows}) == 300


def test_rows_carry_instruction_input_output_and_messages():
    (row,) = synthetic_rows(1, 3)
    assert row["messages"][1]["content"] == row["output"]
    assert row["input"] in row["messages"][0]["content"]
    assert row["instruction"]


def test_rows_are_the_same_for_the_same_seed_and_differ_between_splits():
    assert synthetic_rows(40, 3) == synthetic_rows(40, 3)
    train = {r["input"] for r in synthetic_rows(200, 3, "train")}
    assert not train & {r["input"] for r in synthetic_rows(200, 3, "test")}


def test_some_phrasings_are_met_outside_of_training_only(monkeypatch):
    monkeypatch.setattr("llm.instructions.HELD_OUT", 2)
    kept = synthetic_rows(150, 3, "train")
    monkeypatch.setattr("llm.instructions.HELD_OUT", 10**9)
    free = synthetic_rows(150, 3, "train")
    assert {r["output"] for r in free[:100]} - {r["output"] for r in kept}


def test_the_command_writes_all_splits_and_a_card(tmp_path, capsys):
    assert main(["--out", str(tmp_path), "--rows", "120", "--seed", "4"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert counts["train"] == 120
    assert len(read_rows(tmp_path / "train.jsonl")) == 120
    card = (tmp_path / "CARD.md").read_text()
    assert "120 rows" in card
    assert "| values |" in card


def test_a_senseless_number_of_rows_is_one_line_and_exit_code_one(tmp_path, capsys):
    assert main(["--out", str(tmp_path), "--rows", "0"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_rows_of_a_published_run_tell_its_facts(demo_workspace):
    rows = run_rows(demo_workspace, 25, 1, "test")
    assert len(rows) == 25
    assert all(judge(r, r["output"])["exact"] for r in rows)


def _answer(**more):
    fact = {"id": "f1", "value": 240.0, "unit": "units", "label": "recommended order quantity"}
    return {"question": "what to order?", "answer": "Order 240 units.", "facts": [fact], "rows": [],
            "claims": [{"text": "240", "value": 240.0, "unit": "units", "fact": "f1"}], **more}  # fmt: skip


def test_a_correction_becomes_a_row_only_if_its_values_are_in_the_facts(tmp_path):
    workspace = Workspace(tmp_path / "w").create()
    record(workspace, _answer(), -1, correction="Please order 240 units.")
    record(workspace, _answer(), -1, correction="Please order 999 units.")
    record(workspace, _answer(), 1)
    (row,) = feedback_rows(workspace)
    assert row["output"] == "Please order 240 units."
    assert "recommended order quantity: 240 units" in row["input"]
    made = make_rows(60, 2, feedback=[workspace])
    assert made.rows["train"][-1]["kind"] == "feedback"


@pytest.mark.parametrize("line", ["{", '{"input": 1}'])
def test_a_damaged_line_is_named(tmp_path, line):
    (tmp_path / "rows.jsonl").write_text('{"input": "a", "output": "b"}\n' + line + "\n")
    from data.errors import QuartermasterError

    with pytest.raises(QuartermasterError, match="line 2"):
        read_rows(tmp_path / "rows.jsonl")
