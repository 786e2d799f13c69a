"""What answers rest on in the demo world: groups over later windows, products that left, breakdowns, faults."""

from __future__ import annotations

import pytest

from forecasting.runstore import RunStore
from llm.assistant import Assistant


@pytest.fixture(scope="module")
def assistant(demo_workspace):
    return Assistant(demo_workspace, writer=None)


def test_a_group_has_quantiles_over_a_window_that_begins_later(assistant):
    answer = assistant.ask("What are the 10th and 90th percentile of Dairy demand next week?")
    assert answer.status == "answered"
    low, high = (next(f.value for f in answer.facts if f.level == level) for level in (0.1, 0.9))
    mean = assistant.ask("How many units of Dairy do we expect to sell next week?")
    total = next(f.value for f in mean.facts if f.measure == "expected_sales")
    assert 0 < low < total < high


def test_a_product_that_left_the_range_is_neither_forecast_nor_ordered(demo_workspace):
    with RunStore(demo_workspace).connect() as connection:
        gone = connection.execute(
            "WITH last AS (SELECT store_id, product_id, max(date) AS day FROM sales GROUP BY ALL) "
            "SELECT sum(f.mean), max(f.p95), max(r.order_qty), count(DISTINCT f.product_id) FROM last l "
            "JOIN forecasts f USING (store_id, product_id) JOIN replenishment r USING (store_id, product_id) "
            "WHERE l.day <= (SELECT max(date) FROM sales) - 28 AND f.target = 'sales'"
        ).fetchone()
    assert gone[3] >= 1, "the demo world has products that left the range"
    assert gone[:3] == (0.0, 0.0, 0.0)


def test_a_breakdown_tells_each_group_and_their_total(assistant):
    answer = assistant.ask("How many units did each store sell last week?")
    parts = [f for f in answer.facts if f.measure == "actual_sales" and "store" in f.subject]
    whole = [f for f in answer.facts if f.measure == "actual_sales" and "store" not in f.subject]
    assert len(parts) == 4
    assert sum(f.value for f in parts) == pytest.approx(whole[0].value)
    assert all(f.subject["store"] in answer.answer for f in parts)


def test_a_fault_in_one_question_is_told_and_logged_and_the_next_one_is_answered(demo_workspace, monkeypatch, caplog):
    assistant = Assistant(demo_workspace, writer=None)
    with monkeypatch.context() as broken:
        broken.setattr(assistant.gatherer, "gather", lambda plan: {}["missing"])
        answer = assistant.ask("How many suppliers do we have?")
    assert answer.status == "no_data"
    assert "fault" in answer.answer
    assert "Traceback" not in answer.answer
    assert "could not be answered" in caplog.text
    assert assistant.ask("How many suppliers do we have?").status == "answered"
