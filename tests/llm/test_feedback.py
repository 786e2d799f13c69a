"""Feedback is kept whole, with its answer, whatever happens to the process."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.workspace import Workspace
from llm.feedback import FeedbackError, checked, feedback_path, read, record, summary

ANSWER = {
    "question": "How much oat milk for Leeds?",
    "answer": "Order 240 units of Oat Milk 1L.",
    "facts": [{"id": "f1", "value": 240.0, "unit": "units", "label": "order quantity"}],
    "rows": [{"name": "Oat Milk 1L"}],
    "run_id": "20250131T060000-000000",
}


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


def test_an_entry_comes_back_with_its_answer(workspace):
    entry_id = record(workspace, ANSWER, 1, "thanks", "ann")
    (entry,) = read(workspace)
    assert (entry["id"], entry["rating"], entry["comment"], entry["user"]) == (entry_id, 1, "thanks", "ann")
    assert entry["answer"] == ANSWER


def test_sixteen_writers_leave_whole_lines(workspace):
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda i: record(workspace, ANSWER, -1, f"no {i}"), range(64)))
    assert {e["comment"] for e in read(workspace)} == {f"no {i}" for i in range(64)}


def test_a_half_line_of_a_killed_process_is_left_out_and_does_not_spoil_the_next(workspace):
    record(workspace, ANSWER, 1)
    with feedback_path(workspace).open("a") as stream:
        stream.write('{"id": "x", "rating": 1, "ans')
    record(workspace, ANSWER, -1)
    assert [e["rating"] for e in read(workspace)] == [1, -1]


@pytest.mark.parametrize(("answer", "rating"), [(ANSWER, 0), (ANSWER, 5), ({}, 1), ({"question": "q"}, 1)])
def test_what_is_no_feedback_is_refused(workspace, answer, rating):
    with pytest.raises(FeedbackError):
        record(workspace, answer, rating)
    assert read(workspace) == []


def test_control_characters_and_length_of_comments_are_limited(workspace):
    record(workspace, ANSWER, 1, "a\x00b\u202ec\n" + "x" * 5000)
    (entry,) = read(workspace)
    assert entry["comment"].startswith("abc x")
    assert len(entry["comment"]) == 2000
    assert len(feedback_path(workspace).read_text().splitlines()) == 1


def test_a_correction_may_be_learned_only_when_its_numbers_are_facts(workspace):
    record(workspace, ANSWER, -1, correction="Leeds should order 240 units of Oat Milk 1L.")
    record(workspace, ANSWER, -1, correction="Leeds should order 250 units of Oat Milk 1L.")
    good, bad = read(workspace)
    assert checked(good) == []
    assert "1 of 1 values" in checked(bad)[0]
    assert summary(workspace) == {"entries": 2, "thumbs_up": 0, "corrections": 2, "usable_corrections": 1}


def test_every_line_is_json(workspace):
    record(workspace, {**ANSWER, "answer": 'He said "240"\nunits'}, 1)
    (line,) = feedback_path(workspace).read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["answer"]["answer"].startswith("He said")
