# ruff: noqa: E501 - queries are read on one line
"""The demo world: every figure of a row, means of certain weekdays, two weekdays side by side."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


def test_every_figure_of_a_row_is_told(assistant, connection):
    ((store, product, quantity, value, order_by, supplier),) = select(
        connection,
        "SELECT s.name, p.name, order_qty, order_value, order_by::DATE, v.name FROM replenishment JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) JOIN suppliers v ON v.supplier_id = p.supplier_id WHERE order_qty > 0 ORDER BY order_value DESC, product_id LIMIT 1",
    )
    answer = assistant.ask(
        f"What is proposed for {product}, {store}? Quantity, supplier, last day to place it and the cost. One line is enough."
    )
    told = {f.measure: f.value for f in answer.facts if f.asked}
    assert told["order_qty"] == quantity
    assert told["order_value"] == pytest.approx(value, abs=0.01)
    assert told["order_by"] == order_by
    assert told["product_supplier"] == supplier


# -- certain weekdays -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "average {product} sales on tuesdays in {store} over the last 8 weeks",
        "{product} in {store}: how much did we sell on an average Tuesday in the last 8 weeks?",
        "A normal Tuesday in {store}: how much {product} on average over the last eight of them?",
    ],
)
def test_a_mean_of_certain_weekdays_is_of_those_days_only(assistant, connection, two, as_of, said):
    store, store_id, product, product_id, *_ = two
    ((mean,),) = select(
        connection,
        "SELECT avg(units_sold) FROM sales WHERE isodow(date) = 2 AND date > ? AND store_id = ? AND product_id = ?",
        as_of - timedelta(56), store_id, product_id,
    )  # fmt: skip
    answer = assistant.ask(said.format(product=product, store=store))
    assert value_of(answer, "actual_sales") == pytest.approx(mean)
    assert "on Tuesdays" in answer.answer


def test_two_weekdays_are_compared(assistant, connection, two):
    store, store_id, *_ = two
    answer = assistant.ask(f"do we sell more on fridays or on saturdays in {store}?")
    ((friday,), (saturday,)) = select(
        connection,
        "SELECT sum(units_sold) / count(DISTINCT date) FROM sales WHERE isodow(date) IN (5, 6) AND store_id = ? "
        "AND date > (SELECT max(date) FROM sales) - INTERVAL 364 DAY GROUP BY isodow(date) ORDER BY isodow(date)",
        store_id,
    )
    assert [r["name"] for r in answer.rows] == (
        ["Friday", "Saturday"] if friday >= saturday else ["Saturday", "Friday"]
    )
