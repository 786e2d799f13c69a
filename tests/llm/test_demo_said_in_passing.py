# ruff: noqa: E501 - a question is read on one line
"""What a question says in passing: in which unit, of which year, under which supposition, which class."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.llm.demo_world import select, value_of


@pytest.mark.parametrize(
    "said",
    [
        "how much of our revenue in the last 90 days came from {c}? in percent please",
        "last 90 days, how much of the company's revenue did {c} bring? In %, thanks",
    ],
)
def test_the_unit_told_after_the_question(assistant, connection, said):
    sql = "SELECT category, sum(revenue_90d) FROM stats JOIN products USING (product_id) GROUP BY 1 ORDER BY 2 DESC"
    rows = select(connection, sql)
    answer = assistant.ask(said.format(c=rows[1][0]))
    share = 100 * rows[1][1] / sum(r[1] for r in rows)
    assert answer.plan.share
    assert any(abs(f.value - share) < 0.05 for f in answer.facts if isinstance(f.value, float))


@pytest.mark.parametrize(
    "said",
    [
        "Which articles have a promotion at {s} in the next 14 days?",
        "every product that gets a promo in {s} in the next 14 days, please",
        "list the products with at least one promotion day in {s} over the next 14 days",
    ],
)
def test_products_that_have_a_promotion(assistant, connection, as_of, said):
    name, store_id = select(
        connection,
        "SELECT s.name, store_id FROM promotions p JOIN stores s USING (store_id) "
        "WHERE on_promo AND date > ?::DATE AND date <= ?::DATE GROUP BY ALL ORDER BY store_id LIMIT 1",
        as_of,
        as_of + timedelta(14),
    )[0]
    plan = assistant.ask(said.format(s=name)).plan
    assert [f.column for f in plan.filters] == ["on_promotion"]
    assert (plan.entities.stores, plan.group_by) == ((store_id,), "product")


@pytest.mark.parametrize(
    "said", ["Look up {y} for me: units of {p} sold at {s}.", "Take {y}: what did {s} sell of {p}?"]
)
def test_a_year_outside_the_data_is_told(assistant, connection, sold, said):
    product, _, store, _ = sold
    year = select(connection, "SELECT year(min(date)) FROM sales")[0][0] - 4
    answer = assistant.ask(said.format(y=year, p=product, s=store))
    assert answer.status == "no_data"
    assert answer.plan.window.start == date(year, 1, 1)


def test_all_three_letters_ask_for_the_class(assistant, connection, sold):
    product, product_id, store, store_id = sold
    answer = assistant.ask(f"Revenue of {product} at {store} in the last 90 days, and is it an A, B or C item?")
    sql = "SELECT abc_class, revenue_90d FROM stats WHERE product_id = ? AND store_id = ?"
    letter, revenue = select(connection, sql, product_id, store_id)[0]
    assert value_of(answer, "abc_class") == letter
    assert value_of(answer, "revenue_90d") == pytest.approx(revenue)


@pytest.mark.parametrize(
    "said",
    [
        "if {v} goes up 6% on everything, what do the recommended orders with them cost?",
        "If {v} increases by 6% across their whole range, what is the bill for the orders recommended with them?",
    ],
)
def test_a_supplier_that_goes_up_raises_prices(assistant, connection, said):
    name, value = select(
        connection,
        "SELECT s.name, sum(order_value) FROM replenishment r JOIN suppliers s USING (supplier_id) "
        "GROUP BY ALL HAVING sum(order_value) > 0 ORDER BY s.name LIMIT 1",
    )[0]
    answer = assistant.ask(said.format(v=name))
    assert (answer.plan.scenario.kind, answer.plan.scenario.value) == ("price", 0.06)
    assert any(f.value == pytest.approx(1.06 * value, rel=1e-6) for f in answer.facts if isinstance(f.value, float))


def test_a_scenario_that_is_stated_is_supposed(assistant, sold):
    product, _, store, _ = sold
    said = f"Scenario: a contest multiplies demand for {product} at {store} by a factor of 3. How many units in the next 7 days?"
    scenario = assistant.ask(said).plan.scenario
    assert (scenario.kind, scenario.value) == ("demand", 2.0)


def test_who_comes_second_is_one_product(assistant, connection, sold):
    *_, store, store_id = sold
    sql = (
        "SELECT p.name FROM forecasts JOIN products p USING (product_id) WHERE store_id = ? AND target = 'sales' "
        "AND step <= 7 GROUP BY ALL ORDER BY sum(mean) DESC LIMIT 1 OFFSET 1"
    )
    answer = assistant.ask(f"who's 2nd in the forecast for {store} over the next 7 days?")
    assert select(connection, sql, store_id)[0][0] in answer.answer
    assert answer.plan.offset == 1


def test_a_budget_that_somebody_allocated(assistant, connection):
    name, value = select(
        connection,
        "SELECT s.name, sum(order_value) FROM replenishment r JOIN suppliers s USING (supplier_id) "
        "GROUP BY ALL HAVING sum(order_value) > 0 ORDER BY s.name DESC LIMIT 1",
    )[0]
    money = round(value) + 150
    answer = assistant.ask(
        f"For {name} finance has approved {money}: cost of all recommended orders, and the remaining balance?"
    )
    assert any(f.value == pytest.approx(money - value, abs=0.01) for f in answer.facts if isinstance(f.value, float))


@pytest.mark.parametrize("said", ["What is the discount on {p}?", "how deep is the promotion discount for {p}?"])
def test_a_discount_is_no_measure_of_accuracy(assistant, connection, said):
    name = select(
        connection,
        "SELECT p.name FROM notes n JOIN products p ON contains(n.body, p.name) WHERE n.body ILIKE '% off and lasts%' "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 ORDER BY p.name LIMIT 1",
    )[0][0]
    answer = assistant.ask(said.format(p=name))
    assert answer.plan.intent == "notes"
    assert "off and lasts" in answer.answer


def test_one_figure_is_told_once(assistant, connection):
    name, value = select(
        connection,
        "SELECT s.name, sum(order_value) FROM replenishment r JOIN stores s USING (store_id) "
        "WHERE action IN ('order_now', 'expedite') GROUP BY ALL HAVING count(*) > 1 ORDER BY s.name LIMIT 1",
    )[0]
    answer = assistant.ask(f"What should I order today in {name}, and what does it cost?")
    assert answer.answer.count(f"{value:,.2f}") == 1
