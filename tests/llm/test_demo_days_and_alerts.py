# ruff: noqa: E501 - queries are read on one line
"""Days in order, alerts by group, means per week, what a minimum order adds, and lists whose condition is not understood."""

from __future__ import annotations

from datetime import timedelta

import pytest

import llm.composing as composing
from llm.composing import UNWORDED
from tests.llm.demo_world import select


def _names(answer):
    return [r["name"] for r in answer.rows]


@pytest.fixture(scope="module")
def store(connection):
    """(name, id) of the store that sells most."""
    return select(
        connection,
        "SELECT s.name, store_id FROM forecasts JOIN stores s USING (store_id) WHERE target = 'sales' GROUP BY ALL ORDER BY sum(mean) DESC LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def next_week(connection):
    """The days of the first Monday to Sunday ahead."""
    ((as_of,),) = select(connection, "SELECT max(date)::DATE FROM sales")
    monday = as_of + timedelta(7 - as_of.weekday())
    return monday, monday + timedelta(6)


@pytest.fixture(scope="module")
def days(connection, store, next_week):
    """The days of next week in that store, the strongest first."""
    found = select(
        connection,
        "SELECT date::DATE, sum(mean) AS v FROM forecasts WHERE target = 'sales' AND store_id = ? AND date BETWEEN ? AND ? GROUP BY ALL ORDER BY v DESC",
        store[1],
        *next_week,
    )
    return [day.isoformat() for day, _ in found]


def test_days_come_in_their_order(assistant, store, days):
    for question, wanted in (
        (f"what day is the second busiest next week in {store[0]}?", days[1:2]),
        (f"top 2 days next week in {store[0]}", days[:2]),
        (f"which are the three strongest days next week in {store[0]}?", days[:3]),
        (f"the 2nd quietest day of next week in {store[0]}?", [days[-2]]),
    ):
        answer = assistant.ask(question)
        assert [r["date"] for r in answer.rows] == wanted, question
    assert "second-lowest" in answer.answer


def test_weekdays_come_in_their_order(assistant, connection, store):
    wanted = select(
        connection,
        "WITH d AS (SELECT date, sum(units_sold) AS v FROM sales WHERE store_id = ? AND date > (SELECT max(date) FROM sales) - INTERVAL 364 DAY GROUP BY ALL) "
        "SELECT dayname(date), avg(v) AS v FROM d GROUP BY ALL ORDER BY v DESC",
        store[1],
    )
    assert _names(assistant.ask(f"which weekday is the second best for {store[0]}?")) == [wanted[1][0]]
    assert _names(assistant.ask(f"which are the two quietest weekdays in {store[0]}?")) == [
        wanted[-1][0],
        wanted[-2][0],
    ]


def test_second_and_twelfth_places_are_told_as_such(assistant, connection, next_week):
    ranked = [
        n
        for n, _ in select(
            connection,
            "SELECT p.name, sum(mean) AS v FROM forecasts JOIN products p USING (product_id) WHERE target = 'sales' AND date BETWEEN ? AND ? GROUP BY ALL ORDER BY v DESC",
            *next_week,
        )
    ]
    second = assistant.ask("which product sells second most next week?")
    assert _names(second) == [ranked[1]]
    assert "second-highest" in second.answer
    assert _names(assistant.ask("which is the 12th best selling product next week?")) == [ranked[11]]


def test_alerts_are_counted_listed_and_ranked_by_what_is_asked(assistant, connection):
    by = {
        kind: dict(select(connection, f"SELECT {name}, count(*) FROM alerts a JOIN products p USING (product_id) JOIN stores s USING (store_id) LEFT JOIN suppliers u USING (supplier_id) GROUP BY ALL"))
        for kind, name in (("store", "s.name"), ("supplier", "u.name"), ("category", "p.category"), ("product", "p.name"))
    }  # fmt: skip
    for question, kind in (
        ("how many alerts are there per category?", "category"),
        ("how many alerts does each supplier have?", "supplier"),
        ("alerts by store", "store"),
    ):
        rows = {r["name"]: r["alert_count"] for r in assistant.ask(question).rows}
        assert rows == by[kind], question
    answer = assistant.ask("which supplier has the most alerts?")
    assert by["supplier"][_names(answer)[0]] == max(by["supplier"].values())
    assert assistant.ask("how many products have an alert?").facts[0].value == len(by["product"])
    critical = {n for (n,) in select(connection, "SELECT DISTINCT u.name FROM alerts a JOIN products p USING (product_id) JOIN suppliers u USING (supplier_id) WHERE severity = 'critical'")}  # fmt: skip
    assert set(_names(assistant.ask("which suppliers have products with critical alerts?"))) == critical
    late = assistant.ask("show me the products that have a late order alert")
    assert "late order alert" in late.answer and "1 alerts" not in late.answer  # noqa: PT018


def test_counts_of_alerts_go_on_by_severity(assistant, connection, turns):
    ((kind, total, critical),) = select(
        connection,
        "SELECT kind, count(*), count(*) FILTER (severity = 'critical') AS c FROM alerts GROUP BY ALL ORDER BY c DESC LIMIT 1",
    )
    said = kind.replace("_", " ")
    answer = assistant.ask(f"How many {said} alerts are open over all stores, and how many of them are critical?")
    assert [f.value for f in answer.facts if f.measure == "count" and f.asked][:2] == [total, critical]
    second = turns(assistant, f"How many {said} alerts are there?", "and how many of them are critical?")
    assert second.facts[0].value == critical


def test_means_per_week_and_days_out_of_stock(assistant, connection, store):
    ((product, total),) = select(
        connection,
        "SELECT p.name, sum(units_sold) AS v FROM sales JOIN products p USING (product_id) WHERE store_id = ? AND date > (SELECT max(date) FROM sales) - INTERVAL 28 DAY GROUP BY ALL ORDER BY v DESC LIMIT 1",
        store[1],
    )
    answer = assistant.ask(f"How much {product} does {store[0]} sell in an average week?")
    assert answer.facts[0].value == pytest.approx(total / 4)
    assert "per week" in answer.answer
    ((gone, where, days),) = select(
        connection,
        "SELECT p.name, s.name, count(*) AS n FROM sales JOIN products p USING (product_id) JOIN stores s USING (store_id) WHERE NOT in_stock AND date > (SELECT max(date) FROM sales) - INTERVAL 28 DAY GROUP BY ALL ORDER BY n DESC, 1 LIMIT 1",
    )
    answer = assistant.ask(f"on how many days was {gone} out of stock in {where} during the last 28 days?")
    assert answer.facts[0].value == days


def test_what_only_the_minimum_order_adds(assistant, connection, turns):
    product, where, extra = select(
        connection,
        "SELECT p.name, s.name, order_qty - (order_up_to - inventory_position) AS x FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id) WHERE order_qty > 0 ORDER BY x DESC LIMIT 1",
    )[0]
    answer = turns(
        assistant,
        f"How many {product} should I order for {where}?",
        "How many of those are only there because of the minimum order?",
    )
    assert answer.facts[0].value == pytest.approx(extra, abs=0.01)


def test_at_risk_is_a_condition(assistant, connection, store):
    wanted = {n for (n,) in select(connection, "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND stockout_probability >= 0.2", store[1])}  # fmt: skip
    answer = assistant.ask(f"which products are at risk in {store[0]}?")
    assert set(_names(answer)) == wanted
    ((every,),) = select(connection, "SELECT count(*) FROM products")
    assert len(wanted) < every


@pytest.mark.parametrize(
    "question",
    ["Which products are quibbled at this time?", "how many items are taller than 50% of the others in cartons?"],
)
def test_a_list_whose_condition_is_not_understood_is_asked_back_about(assistant, question):
    assert assistant.ask(question).status == "clarify"


def test_a_list_of_everything_is_told(assistant, connection):
    ((every,),) = select(connection, "SELECT count(*) FROM products")
    assert assistant.ask("how many products do we have?").facts[0].value == every
    assert assistant.ask("With which suppliers do we work?").status == "answered"


def test_last_week_from_monday_to_sunday_lies_behind(assistant, connection):
    ((as_of,),) = select(connection, "SELECT max(date)::DATE FROM sales")
    sunday = as_of - timedelta((as_of.weekday() + 1) % 7)
    ((sold,),) = select(
        connection, "SELECT sum(units_sold) FROM sales WHERE date BETWEEN ? AND ?", sunday - timedelta(6), sunday
    )
    answer = assistant.ask("Actual figures: how many units did the whole chain sell last week, Monday to Sunday?")
    assert answer.facts[0].value == pytest.approx(sold)


def test_averages_and_rankings_go_on_in_second_messages(assistant, connection, store, turns):
    ((product, seven),) = select(
        connection,
        "SELECT p.name, avg_daily_7d FROM stats JOIN products p USING (product_id) WHERE store_id = ? AND abs(avg_daily_7d - avg_daily_28d) > 1 ORDER BY avg_daily_7d DESC LIMIT 1",
        store[1],
    )
    answer = turns(
        assistant,
        f"How many {product} did {store[0]} sell a day on average over the last 28 days?",
        "and if you take only the last 7?",
    )
    assert answer.facts[0].value == pytest.approx(seven)
    best = select(
        connection,
        "SELECT p.name FROM accuracy JOIN products p USING (product_id) WHERE served AND target = 'sales' AND store_id = ? AND wape IS NOT NULL ORDER BY wape LIMIT 1",
        store[1],
    )[0][0]
    answer = turns(assistant, f"Which product has the worst forecast in {store[0]}, by WAPE?", "And the best one?")
    assert _names(answer) == [best]


def test_a_sentence_that_cannot_be_worded_is_told_as_such(assistant, monkeypatch, store):
    def fails(*_):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(composing, "_one", fails)
    answer = assistant.ask(f"How many units will {store[0]} sell tomorrow?")
    assert UNWORDED in answer.answer
    assert answer.rows
