"""What is told before a question leaves it what it is, and the second of two figures is answered too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rag.plan import IN_STORES
from tests.llm.demo_world import select, value_of


def _numbers(answer):
    return {float(f.value) for f in answer.facts if isinstance(f.value, (int, float))}


@pytest.mark.parametrize(
    "said",
    [
        "could i get one quick figure? {0} in {2}, units in stock",
        "just a number please - what have we got in stock of {0} at {2}",
        "Another thing: how many {0} has {2} in stock?",
        "My colleague is off sick and left me her desk, so: stock on hand of {0} in {2}?",
        "We had a long talk about this over coffee: how many {0} are on the shelf in {2}?",
    ],
)
def test_what_is_told_before_a_question_is_not_part_of_it(assistant, connection, sold, said):
    answer = assistant.ask(said.format(*sold))
    (held,) = select(
        connection, "SELECT on_hand FROM replenishment WHERE product_id = ? AND store_id = ?", sold[1], sold[3]
    )[0]
    assert (answer.plan.intent, answer.plan.measures[0]) == ("value", "on_hand")
    assert value_of(answer, "on_hand") == held


def test_what_names_something_of_ours_is_kept(assistant, as_of, sold):
    plan = assistant.ask("We are closed from tomorrow on: how many {0} does {2} sell next week?".format(*sold)).plan
    assert plan.measures == ("expected_sales",)
    plan = assistant.ask(f"I want this for each store: stock on hand of {sold[0]}").plan
    assert plan.per_series or plan.group_by == "store"


def test_orders_of_which_the_largest_are_asked_for_after_a_remark(assistant, connection):
    (store, store_id) = select(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) "
        "WHERE action IN ('order_now', 'expedite') GROUP BY ALL ORDER BY count(*) DESC, 2 LIMIT 1",
    )[0]
    answer = assistant.ask(
        f"The chief goes through the large ones herself: of the orders to place today in {store}, "
        "which two are the biggest by quantity?"
    )
    assert (answer.plan.intent, answer.plan.limit, answer.plan.also) == ("rank", 2, ())
    assert [f.column for f in answer.plan.filters] == ["order_qty", "action"]
    largest = select(
        connection,
        "SELECT product_id FROM replenishment WHERE store_id = ? AND action IN ('order_now', 'expedite') "
        "ORDER BY order_qty DESC LIMIT 2",
        store_id,
    )
    assert {row["product_id"] for row in answer.rows} == {r[0] for r in largest}


@pytest.mark.parametrize(
    "said",
    [
        "900 has been set aside for {0}. We place all that is recommended with them: what does it cost, what is left?",
        "Finance grants 900 for the orders to {0}. What do all recommended ones cost, and how much is lacking?",
    ],
)
def test_money_for_a_supplier_is_a_budget_for_that_supplier(assistant, connection, said):
    supplier, supplier_id = select(
        connection,
        "SELECT u.name, supplier_id FROM replenishment JOIN suppliers u USING (supplier_id) "
        "WHERE order_qty > 0 GROUP BY ALL ORDER BY sum(order_value) DESC, 2 LIMIT 1",
    )[0]
    plan = assistant.ask(said.format(supplier)).plan
    assert (plan.scenario.kind, plan.scenario.value) == ("budget", 900)
    assert plan.entities.suppliers == (supplier_id,)


@pytest.mark.parametrize(
    "said",
    ["the upper and lower quartile of {0} in {2} for tomorrow", "{0} in {2} tomorrow: first and third quartile?"],
)
def test_quartiles_are_levels(assistant, sold, said):
    assert assistant.ask(said.format(*sold)).plan.levels == (0.25, 0.75)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Its XYZ class and how many do we sell a day: {0} in {2}?", {"xyz_class", "avg_daily_28d"}),
        ("{0}, {2}: strongest weekday, and the percent by which sales of the last 28 days deviate from those before?",
         {"peak_weekday", "trend_pct_28d"}),
        ("{0} in {2}: how many pieces are there now and to what level do we refill when we order?",
         {"on_hand", "order_up_to"}),
        ("How many {0} are there right now in {2}, and what is the safety stock?", {"on_hand", "safety_stock"}),
    ],
)  # fmt: skip
def test_both_of_two_figures(assistant, sold, said, wanted):
    answer = assistant.ask(said.format(*sold))
    assert wanted <= {m for part in answer.plan.parts() for m in part.measures}


@pytest.mark.parametrize("word", ["together", "combined", "in total", "between them"])
def test_two_stores_together_are_one_sum(assistant, connection, as_of, word):
    (a, first), (b, second) = select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 2")
    answer = assistant.ask(f"How many units will {a} and {b} sell {word} over the next 7 days?")
    (total,) = select(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id IN (?, ?)",
        first, second,
    )[0]  # fmt: skip
    assert answer.plan.intent == "value"
    assert any(f.value == pytest.approx(total, rel=0.01) for f in answer.facts if f.measure == "expected_sales")
    assert assistant.ask(f"How many units will {a} and {b} each sell {word} next week?").plan.intent == "compare"


@pytest.mark.parametrize("way", ["dropping the hardest", "that shrank hardest", "which plunged furthest"])
def test_what_falls_hardest_comes_first(assistant, connection, way):
    store, _ = select(connection, "SELECT name, store_id FROM stores ORDER BY store_id LIMIT 1")[0]
    plan = assistant.ask(f"the 3 products {way} in {store}").plan
    assert (plan.intent, plan.sort.measure, plan.sort.descending) == ("rank", "trend_pct_28d", False)


def test_the_lines_of_a_drafted_order_and_their_units(assistant, connection):
    supplier, lines, units = select(
        connection,
        "SELECT u.name, count(*), sum(order_qty) FROM replenishment JOIN suppliers u USING (supplier_id) "
        "WHERE action IN ('order_now', 'expedite') GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT 1",
    )[0]
    answer = assistant.ask(
        f"Please write up for us the order to {supplier}, with what has to be ordered today only. "
        "How many lines does it have and how many units altogether?"
    )
    told = _numbers(answer)
    assert {float(lines), float(units)} <= told
    assert all("expected_sales" not in part.measures for part in answer.plan.parts())


def test_how_many_of_the_lines_are_for_today(assistant, connection):
    supplier, lines, today = select(
        connection,
        "SELECT u.name, count(*), count(*) FILTER (action IN ('order_now', 'expedite')) AS today "
        "FROM replenishment JOIN suppliers u USING (supplier_id) WHERE order_qty > 0 "
        "GROUP BY ALL HAVING today > 0 ORDER BY 2 DESC LIMIT 1",
    )[0]
    answer = assistant.ask(
        f"{supplier}: how many order lines do you recommend, and among these, how many are for today?"
    )
    first, second = answer.plan.parts()
    assert (first.group_by, second.group_by) == ("series", "series")
    assert {float(lines), float(today)} <= _numbers(answer)


@pytest.fixture(scope="module")
def owed(connection, as_of):
    """(product, its id, store, its id, late units) of goods of which a part is late."""
    return select(
        connection,
        "SELECT p.name, product_id, s.name, store_id, sum(quantity) FILTER (due_on < ?) AS late FROM open_orders o "
        "JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "GROUP BY ALL HAVING late > 0 ORDER BY count(*) DESC, late DESC, 2, 4 LIMIT 1",
        as_of,
    )[0]


@pytest.mark.parametrize(
    "said",
    [
        ("How many units of {0} on order for {2} are overdue?",),
        ("{0}, {2}: how much of what is on order is late?",),
        ("How many units of {0} should already have arrived in {2}?",),
        ("What is on order of {0} for {2}?", "and how much of it is late?"),
        ("What is on order of {0} for {2}?", "how many of that are overdue"),
    ],
)
def test_late_units_are_not_all_that_are_on_order(assistant, turns, owed, said):
    answer = turns(assistant, *(q.format(*owed) for q in said))
    assert answer.plan.measures == ("open_units",)
    assert value_of(answer, "open_units") == owed[4]


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ("Is any delivery of {0} to {2} overdue?", "open_units"),
        ("{0} in {2}: are there any late orders?", "open_units"),
        ("How many days late is the order of {0} for {2}?", "days_late"),
    ],
)
def test_whether_an_order_is_late_and_since_when(assistant, owed, said, measure):
    answer = assistant.ask(said.format(*owed))
    assert answer.plan.measures == (measure, "first_due")
    assert [(f.column, f.op) for f in answer.plan.filters] == [("due_on", "<")]


def test_units_and_money_of_the_lines_for_today(assistant, connection):
    supplier, units, value = select(
        connection,
        "SELECT u.name, sum(order_qty), sum(order_value) FROM replenishment JOIN suppliers u USING (supplier_id) "
        "WHERE action IN ('order_now', 'expedite') GROUP BY ALL ORDER BY 2 DESC LIMIT 1",
    )[0]
    answer = assistant.ask(f"Draft the order to {supplier} for today. How many lines, how many units, how much money?")
    told = _numbers(answer)
    assert float(units) in told
    assert any(number == pytest.approx(value, abs=0.01) for number in told)


def test_what_is_offered_when_something_is_out_is_asked_of_those_goods(assistant, connection):
    (product,) = select(
        connection,
        "SELECT p.name FROM notes n JOIN products p USING (product_id) "
        "WHERE regexp_matches(n.body, 'instead|same job|closest thing') ORDER BY 1 LIMIT 1",
    )[0]
    answer = assistant.ask(
        f"What should we suggest when {product} is out, and how much of that is in stock in all stores?"
    )
    told = {f.subject.get("product") for f in answer.facts if f.measure == "on_hand"}
    assert told
    assert product not in told


@pytest.mark.parametrize(
    ("words", "having"),
    [
        ("in two or more of our stores", ">= 2"),
        ("in more than one shop", "> 1"),
        ("in only one store", "= 1"),
        ("in at least three stores", ">= 3"),
    ],
)
def test_what_holds_in_so_many_stores(assistant, connection, words, having):
    answer = assistant.ask(f"Which products are overstocked {words}?")
    expected = select(
        connection,
        "SELECT product_id FROM replenishment WHERE action = 'excess' GROUP BY 1 "
        f"HAVING count(DISTINCT store_id) {having}",
    )
    assert {row["product_id"] for row in answer.rows} == {r[0] for r in expected}
    assert any(f.column == f"{IN_STORES}product" for f in answer.plan.filters)
    assert all(f.column != "on_hand" for f in answer.plan.filters)
    many = assistant.ask(f"How many products are overstocked {words}?")
    assert (
        float(len(expected)) in {float(f.value) for f in many.facts if isinstance(f.value, (int, float))}
        or not expected
    )


def test_a_limit_of_sales_in_so_many_stores_is_one_of_each_store(assistant, connection, as_of):
    answer = assistant.ask("Which products sell more than 20 units next week in at least two stores?")
    monday = as_of + timedelta(7 - as_of.weekday())
    expected = select(
        connection,
        "SELECT product_id FROM (SELECT product_id, store_id FROM forecasts WHERE target = 'sales' "
        "AND date BETWEEN ? AND ? GROUP BY ALL HAVING sum(mean) > 20) GROUP BY 1 HAVING count(*) >= 2",
        monday, monday + timedelta(6),
    )  # fmt: skip
    assert {row["product_id"] for row in answer.rows} == {r[0] for r in expected}


def test_the_rate_of_a_note_and_the_one_measured(assistant, connection):
    product, store = select(
        connection,
        "SELECT p.name, s.name FROM notes n JOIN products p USING (product_id) JOIN stats t USING (product_id) "
        "JOIN stores s ON s.store_id = t.store_id WHERE t.return_rate_pct IS NOT NULL AND p.name NOT LIKE '%,%' "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 ORDER BY 1, 2 LIMIT 1",
    )[0]
    plan = assistant.ask(
        f"The return rate which the note on {product} mentions, and the one recorded in {store}, please."
    ).plan
    assert plan.measures == ("return_rate_pct",)
    assert plan.note_query
