# ruff: noqa: E501 - questions and statements are read on one line
"""Questions that were answered with their opposite, with the half of it, or with another figure altogether."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of

_TODAY = "action IN ('order_now', 'expedite')"


def _names(answer):
    return {r["name"] for r in answer.rows}


def _column(connection, sql):
    return {v for (v,) in select(connection, sql)}


@pytest.mark.parametrize(
    "words",
    [
        "Which vendors don't we owe an order today?",
        "which suppliers do we not have to order from today?",
        "Which suppliers are we not ordering from today?",
    ],
)
def test_suppliers_without_an_order_today(assistant, connection, words):
    due = f"SELECT s.name FROM suppliers s JOIN replenishment r USING (supplier_id) WHERE {_TODAY}"
    assert _names(assistant.ask(words)) == _column(connection, f"SELECT name FROM suppliers WHERE name NOT IN ({due})")


def test_what_loses_customers_falls(assistant):
    plan = assistant.understander.plan("Which product of Lowland Distribution is losing ground the fastest?")
    assert (plan.intent, plan.sort.measure, plan.sort.descending) == ("rank", "trend_pct_28d", False)


def test_categories_fall_as_a_whole(assistant):
    """Of each category the trend of its sum, and not that any product of it falls."""
    for group in ("categories", "shops"):
        listed = assistant.ask(f"Which {group} are going downhill?")
        assert all(r["trend"] == "falling" for r in listed.rows)


@pytest.mark.parametrize(
    "words",
    [
        "Which products haven't we ordered yet although they need it?",
        "which items should be ordered and have nothing on order?",
    ],
)
def test_to_be_ordered_and_nothing_on_its_way(assistant, connection, words):
    lines = select(
        connection,
        "SELECT p.name, s.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id) WHERE order_qty > 0 AND on_order <= 0",
    )
    rows = assistant.ask(words).rows
    assert {r.get("product") or r["name"] for r in rows} == {product for product, _ in lines}


def test_the_priciest_and_its_supplier(assistant, connection):
    answer = assistant.ask("what's the dearest article we carry and who makes it?")
    name, supplier = select(
        connection,
        "SELECT p.name, s.name FROM products p JOIN suppliers s USING (supplier_id) ORDER BY unit_price DESC LIMIT 1",
    )[0]
    assert name in answer.answer
    assert supplier in answer.answer


def test_money_left_on_the_table(assistant):
    answer = assistant.ask(
        "How much turnover will we leave on the table because of empty shelves, and which store is hit hardest?"
    )
    ranked = answer.plan.also[0]
    assert (answer.plan.measures, ranked.measures, ranked.group_by) == (
        ("expected_lost_value",),
        ("expected_lost_value",),
        "store",
    )


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("Which product was out of stock most often in the last 90 days?", True),
        ("In the last 90 days, which article was sold out on the most days?", True),
    ],
)
def test_days_out_of_stock_are_ranked(assistant, words, end):
    plan = assistant.understander.plan(words)
    assert (plan.intent, plan.measures, plan.sort.descending) == ("rank", ("oos_days",), end)


def test_a_month_of_stock_is_cover(assistant, connection):
    answer = assistant.ask("Which stores have more than a month's worth of Washers M8 100 Pack?")
    sql = "SELECT s.name FROM replenishment r JOIN stores s USING (store_id) JOIN products p USING (product_id) WHERE p.name = 'Washers M8 100 Pack' AND days_of_cover > 30"
    assert _names(answer) == _column(connection, sql)


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("What product do we hold the most units of, and which the fewest?", "on_hand"),
        ("Which supplier has the highest on-time rate and which the lowest?", "supplier_on_time_rate"),
        ("Which store sells the least and which sells the most next week?", "expected_sales"),
    ],
)
def test_both_ends_of_a_ranking(assistant, words, measure):
    plan = assistant.understander.plan(words)
    assert [p.measures[:1] for p in plan.parts()] == [(measure,)] * 2
    assert {p.sort.descending for p in plan.parts()} == {True, False}


def test_two_figures_are_no_two_ends(assistant):
    plan = assistant.understander.plan("Which store sells the most and has the least stock?")
    ends = {p.sort.measure: p.sort.descending for p in plan.parts()}
    assert ends == {"days_of_cover": False, "expected_sales": True, "on_hand": False}


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("How many different products do we get from Lowland Distribution and how many of them are overstocked?", 2),
        ("The number of alerts in Cork, and how many are critical?", 2),
        ("What is tied up in Plumbing, and how much of it sits in Cork?", 2),
        ("Name the store with the lowest stock of Shower Hose 2m and tell me how long it lasts there.", 2),
    ],
)
def test_both_figures_are_told(assistant, words, parts):
    assert len(assistant.ask(words).plan.parts()) == parts


def test_the_part_is_of_the_same_figure(assistant, connection):
    answer = assistant.ask("What is tied up in Plumbing, and how much of that sits in Cork?")
    sql = "SELECT sum(i.on_hand * p.unit_cost) FROM inventory i JOIN products p USING (product_id) JOIN stores s USING (store_id) WHERE category = 'Plumbing'"
    whole, part = select(connection, sql)[0][0], select(connection, f"{sql} AND s.name = 'Cork'")[0][0]
    told = [f.value for f in answer.facts if f.measure == "stock_value"]
    assert any(v == pytest.approx(whole, abs=0.01) for v in told)
    assert any(v == pytest.approx(part, abs=0.01) for v in told)


def test_what_is_thrown_away_is_not_held(assistant):
    assert assistant.ask("How many Greek Yoghurt 1kg did we chuck out last month?").status == "no_data"


def test_what_a_supplier_asks_is_asked_back(assistant):
    assert assistant.ask("Whose prices are the highest?").status == "clarify"


def test_ever_is_all_days_on_record(assistant, connection):
    answer = assistant.ask("On which day did we sell the most Washers M8 100 Pack ever?")
    first, last = select(connection, "SELECT min(date)::DATE, max(date)::DATE FROM sales")[0]
    assert (answer.plan.window.start, answer.plan.window.end) == (first, last)


def test_stores_that_will_still_have_it(assistant, connection):
    answer = assistant.ask("Which of our shops will still have Shower Hose 2m on Friday?")
    sql = (
        "SELECT s.name FROM replenishment r JOIN stores s USING (store_id) JOIN products p USING (product_id) "
        "WHERE p.name = 'Shower Hose 2m' AND (stockout_date IS NULL OR stockout_date > (SELECT max(date)::DATE FROM sales) + 6)"
    )
    assert _names(answer) == _column(connection, sql)


def test_out_before_the_next_delivery(assistant, connection):
    answer = assistant.ask("Which products run dry before their next delivery comes?")
    sql = (
        "SELECT p.name FROM replenishment r JOIN products p USING (product_id) JOIN (SELECT store_id, product_id, min(due_on) AS due "
        "FROM open_orders GROUP BY 1, 2) o USING (store_id, product_id) WHERE r.stockout_date < o.due"
    )
    assert {r.get("product") or r["name"] for r in answer.rows} == _column(connection, sql)


def test_a_promotion_that_lifted_sales(assistant):
    answer = assistant.ask("We had an offer on PTFE Tape 12mm. By how much did it boost sales?")
    assert {f.measure for f in answer.facts} >= {"promo_uplift_pct"}


def test_the_others_and_not_the_one(assistant, connection):
    answer = assistant.ask("Not Cork, the other three: what was their revenue in the last 90 days?")
    assert len(answer.plan.entities.stores) == 3


def test_most_products_are_counted(assistant, connection):
    answer = assistant.ask("Who supplies the most of our products?")
    sql = "SELECT s.name FROM products p JOIN suppliers s USING (supplier_id) GROUP BY 1 ORDER BY count(*) DESC, 1"
    counts = select(connection, f"SELECT name, n FROM ({sql.replace('s.name', 's.name AS name, count(*) AS n', 1)})")
    assert answer.rows[0]["name"] in {name for name, n in counts if n == counts[0][1]}


def test_all_lines_of_a_list_that_is_ordered(assistant):
    assert len(assistant.ask("I'd like the stock value per shop, biggest first").rows) > 1


def test_next_promotions_and_the_first_of_them(assistant):
    plan = assistant.understander.plan("What offers are coming up in Cork, and which product is first?")
    assert (plan.intent, plan.measures, plan.sort.descending) == ("rank", ("promotion_on",), False)


def test_what_is_owed_is_money(assistant, connection):
    answer = assistant.ask("How much do we still owe Lowland Distribution for what is on its way?")
    sql = "SELECT sum(quantity * p.unit_cost) FROM open_orders o JOIN products p USING (product_id) JOIN suppliers s ON s.supplier_id = p.supplier_id WHERE s.name = 'Lowland Distribution'"
    assert value_of(answer, "on_order_value") == pytest.approx(select(connection, sql)[0][0], abs=0.01)


def test_what_was_gone_in_a_time_that_is_over(assistant, connection):
    answer = assistant.ask("Which products went out of stock last month?")
    window = answer.plan.window
    sql = f"SELECT DISTINCT p.name FROM sales JOIN products p USING (product_id) WHERE NOT in_stock AND date::DATE BETWEEN '{window.start}' AND '{window.end}'"
    assert {r["name"] for r in answer.rows} == _column(connection, sql)


def test_days_of_a_promotion_that_is_over_are_asked_for(assistant):
    assert assistant.ask("How many PTFE Tape 12mm did we sell during the last promotion?").status == "clarify"


def test_a_limit_on_what_a_store_has(assistant, connection):
    answer = assistant.ask("Which branches have fewer than 30 Shower Hose 2m?")
    sql = "SELECT s.name FROM inventory i JOIN stores s USING (store_id) JOIN products p USING (product_id) WHERE p.name = 'Shower Hose 2m' AND on_hand < 30"
    assert _names(answer) == _column(connection, sql)


def test_who_has_the_most_of_it_is_a_store(assistant):
    plan = assistant.understander.plan("Who has the most Shower Hose 2m?")
    assert (plan.intent, plan.measures, plan.group_by) == ("rank", ("on_hand",), "store")
