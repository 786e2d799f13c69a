# ruff: noqa: E501 - questions and queries are read on one line
"""A figure of what leads a ranking is told of that; a place is told beside all the others."""

from __future__ import annotations

import pytest

from rag.understanding.message.of_the_leader import leader_first
from tests.llm.demo_world import select


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "How many units are on order with the supplier whose lead time is longest, and which supplier is that?",
            "which supplier has the longest lead time, and how many units are on order with it?",
        ),
        (
            "Lead time of the supplier with the highest order value?",
            "which supplier has the highest order value, and what is the lead time of it?",
        ),
        (
            "Stockout date of the product in Leeds with the highest return rate?",
            "which product has the highest return rate in Leeds, and what is the stockout date of it?",
        ),
        (
            "Days of cover for the best-selling product in Leeds?",
            "which product sells best in Leeds, and what is the days of cover for it?",
        ),
        (
            "What are the payment terms of our slowest supplier?",
            "which supplier is the slowest, and what are the payment terms of it?",
        ),
        ("What is the name of the product with the highest return rate?", ""),
        ("How many does the store with the widest range sell?", ""),
        ("Which product of the supplier with the longest lead time runs out first?", ""),
    ],
)
def test_the_leader_is_asked_for_first(question, said):
    assert leader_first(question) == (said or question)


def test_what_is_on_order_with_the_slowest(assistant, connection):
    answer = assistant.ask("How many units are on order with the supplier whose lead time is longest?")
    name, units = select(
        connection,
        "SELECT s.name, sum(r.on_order) FROM replenishment r JOIN suppliers s ON s.supplier_id = r.supplier_id "
        "WHERE s.supplier_id = (SELECT supplier_id FROM suppliers ORDER BY lead_time_days DESC LIMIT 1) GROUP BY 1",
    )[0]
    assert name in answer.answer
    assert f"{units:,.0f}" in answer.answer


def test_the_stock_of_what_comes_back_most(assistant, connection):
    answer = assistant.ask("What is on hand of the product with the highest return rate in Cork?")
    name, units = select(
        connection,
        "SELECT p.name, r.on_hand FROM stats t JOIN replenishment r USING (store_id, product_id) JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE s.name = 'Cork' AND return_rate_pct IS NOT NULL ORDER BY return_rate_pct DESC LIMIT 1",
    )[0]
    assert name in answer.answer
    assert f"{units:,.0f} units" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "What does Cork sell of Dairy next week, and what do all other shops sell together?",
        "Expected sales of Dairy in Cork next week and in all the other branches combined?",
    ],
)
def test_a_place_and_all_the_others(assistant, connection, question):
    sold = dict(
        select(
            connection,
            "SELECT s.name = 'Cork', sum(f.mean) FROM forecasts f JOIN products p USING (product_id) JOIN stores s USING (store_id) "
            "WHERE f.target = 'sales' AND p.category = 'Dairy' AND f.step BETWEEN 8 - isodow((SELECT max(date)::DATE FROM sales)) "
            "AND 14 - isodow((SELECT max(date)::DATE FROM sales)) GROUP BY 1",
        )
    )
    told = [f.value for f in assistant.ask(question).facts if f.measure == "expected_sales"]
    for units in sold.values():
        assert any(value == pytest.approx(units, abs=0.05) for value in told), told
