# ruff: noqa: E501 - questions and statements are read on one line
"""What is sold over all days of the next promotion, or on its first, against the plan of promotions and the forecast."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def on_offer(connection):
    """Name of a product with a planned promotion, its first and last day, and the units of each day in all stores."""
    as_of = select(connection, "SELECT max(date)::DATE FROM sales")[0][0]
    running = {
        p for (p,) in select(connection, "SELECT product_id FROM sales WHERE on_promo AND date::DATE = ?", as_of)
    }
    planned: dict[str, set] = {}
    sql = "SELECT product_id, date::DATE FROM promotions WHERE on_promo AND date > ? ORDER BY date"
    for product, day in select(connection, sql, as_of):
        planned.setdefault(product, set()).add(day)
    for product, days in sorted(planned.items()):
        last = first = min(days)
        while last + timedelta(days=1) in days:
            last += timedelta(days=1)
        stores = select(
            connection, "SELECT count(DISTINCT store_id) FROM promotions WHERE on_promo AND product_id = ? AND date BETWEEN ? AND ?",
            product, first, last,
        )  # fmt: skip
        units = dict(
            select(
                connection,
                "SELECT date::DATE, sum(mean) FROM forecasts WHERE target = 'sales' AND product_id = ? GROUP BY 1", product,
            )
        )  # fmt: skip
        if product not in running and last > first and last in units and stores and first > as_of + timedelta(days=1):
            name = select(connection, "SELECT name FROM products WHERE product_id = ?", product)[0][0]
            return name, first, last, units
    pytest.skip("no promotion of several days is planned")


@pytest.mark.parametrize(
    "words",
    [
        "how many {p} will be sold throughout the next promotion?",
        "{p}, units over the whole of its planned promotion",
        "While {p} is on special offer, what do we expect to sell?",
        "What quantity of {p} is forecast for the promo period?",
        "There is a discount planned for {p}. What will we sell while it lasts?",
    ],
)
def test_all_days_of_the_promotion_are_its_time(assistant, on_offer, words):
    name, first, last, units = on_offer
    expected = sum(v for day, v in units.items() if first <= day <= last)
    assert value_of(assistant.ask(words.format(p=name)), "expected_sales") == pytest.approx(expected, abs=0.6)


def test_of_the_promotion_that_was_told(assistant, on_offer):
    name, first, last, units = on_offer
    history = [
        {"role": "user", "content": f"Until when does the next promo on {name} run?"},
        {"role": "assistant", "content": ""},
    ]
    expected = sum(v for day, v in units.items() if first <= day <= last)
    answer = assistant.ask("and how many do we sell as long as it runs?", history=history)
    assert value_of(answer, "expected_sales") == pytest.approx(expected, abs=0.6)


def test_an_uplift_is_no_number_of_units(assistant, on_offer):
    answer = assistant.ask(f"How much more do we sell of {on_offer[0]} during a promotion, in percent?")
    assert any(f.measure == "promo_uplift_pct" for f in answer.facts)
