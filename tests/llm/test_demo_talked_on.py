"""Messages about the last two answers: both lists, the rest of a list, other numbers, names after an excuse."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of

_EXCESS = "SELECT product_id FROM replenishment WHERE store_id = ? AND action = 'excess'"
_TODAY = "action IN ('order_now', 'expedite') AND order_qty > 0"


def _ids(answer):
    return {row["product_id"] for row in answer.rows}


def _column(connection, sql, *parameters):
    return {value for (value,) in select(connection, sql, *parameters)}


@pytest.fixture(scope="module")
def overstocked(connection):
    """(name, id) of the two stores with the most overstocked products in common."""
    (pair,) = select(
        connection,
        "SELECT s.name, a.store_id, t.name, b.store_id FROM replenishment a JOIN replenishment b USING (product_id) "
        "JOIN stores s ON s.store_id = a.store_id JOIN stores t ON t.store_id = b.store_id "
        "WHERE a.store_id < b.store_id AND a.action = b.action AND a.action = 'excess' "
        "GROUP BY ALL ORDER BY count(*) DESC, a.store_id, b.store_id LIMIT 1",
    )
    return pair[:2], pair[2:]


@pytest.fixture(scope="module")
def due_today(connection):
    """(store, its id, supplier, its id) of a list for today that more than one supplier is on."""
    sql = (
        f"WITH k AS (SELECT store_id, supplier_id, count(*) AS n FROM replenishment WHERE {_TODAY} GROUP BY ALL), "
        "g AS (SELECT store_id FROM k GROUP BY ALL HAVING count(*) > 1 AND count(*) = count(supplier_id)) "
        "SELECT s.name, store_id, u.name, supplier_id FROM k JOIN g USING (store_id) JOIN stores s USING (store_id) "
        "JOIN suppliers u USING (supplier_id) ORDER BY n DESC, store_id, supplier_id LIMIT 1"
    )
    return select(connection, sql)[0]


@pytest.fixture(scope="module")
def item(connection):
    """(product, its id, store, its id) of a recommended order whose product has a plain name."""
    return select(
        connection,
        "SELECT p.name, product_id, s.name, store_id FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE order_qty > 5 AND r.lead_time_days IS NOT NULL "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "ORDER BY order_qty DESC, product_id LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    "then",
    ["what do the two lists have in common?", "which items show up in both?", "name those that are on both lists"],
)
def test_what_is_on_both_lists(turns, assistant, connection, overstocked, then):
    (one, one_id), (two, two_id) = overstocked
    answer = turns(assistant, f"What do we have too much of in {one}?", f"and in {two}?", then)
    assert answer.plan.intent == "list"
    assert _ids(answer) == _column(connection, _EXCESS, one_id) & _column(connection, _EXCESS, two_id)
    assert "both lists" in answer.answer


def test_both_lists_of_two_matters(turns, assistant, connection, overstocked):
    (store, store_id), _ = overstocked
    opening = (f"What is overstocked in {store}?", f"Which products have an open order in {store}?")
    sql = "SELECT product_id FROM replenishment WHERE store_id = ? AND on_order > 0"
    expected = _column(connection, _EXCESS, store_id) & _column(connection, sql, store_id)
    answer = turns(assistant, *opening, "anything that is on both lists?")
    assert _ids(answer) == expected


@pytest.mark.parametrize("then", ["what is on the first list but not on the second?", "which are only on one list?"])
def test_what_only_one_list_has_is_not_made_up(turns, assistant, overstocked, then):
    (one, _), (two, _) = overstocked
    assert turns(assistant, f"What is overstocked in {one}?", f"and in {two}?", then).status == "no_data"


def test_two_rankings_are_not_compared_by_their_totals(turns, assistant, overstocked):
    (one, _), (two, _) = overstocked
    opening = (f"Top 5 products of {one} by revenue", f"and of {two}?")
    assert turns(assistant, *opening, "which products are on both lists?").status == "no_data"


@pytest.mark.parametrize("then", ["and the others?", "now the rest of them please", "what about the remaining ones?"])
def test_the_rest_of_a_list_that_was_narrowed(turns, assistant, connection, due_today, then):
    store, store_id, supplier, supplier_id = due_today
    opening = (f"Which products must be ordered today in {store}?", f"which of them do we get from {supplier}?")
    sql = f"SELECT product_id FROM replenishment WHERE store_id = ? AND {_TODAY} AND supplier_id"
    assert _ids(turns(assistant, *opening)) == _column(connection, f"{sql} = ?", store_id, supplier_id)
    assert _ids(turns(assistant, *opening, then)) == _column(connection, f"{sql} <> ?", store_id, supplier_id)


def test_the_rest_after_a_condition(turns, assistant, connection, due_today):
    store, store_id, *_ = due_today
    opening = (f"Which products must be ordered today in {store}?", "which of those are worth more than 30 euros?")
    sql = f"SELECT product_id FROM replenishment WHERE store_id = ? AND {_TODAY} AND order_value <= 30"
    assert _ids(turns(assistant, *opening, "and the rest?")) == _column(connection, sql, store_id)


@pytest.mark.parametrize(
    "then", ["the same again without the lines we get from {}", "leave out those that come from {}"]
)
def test_a_list_without_what_comes_from_a_supplier(turns, assistant, connection, due_today, then):
    store, store_id, supplier, supplier_id = due_today
    answer = turns(assistant, f"Which products must be ordered today in {store}?", then.format(supplier))
    sql = f"SELECT product_id FROM replenishment WHERE store_id = ? AND {_TODAY} AND supplier_id <> ?"
    assert _ids(answer) == _column(connection, sql, store_id, supplier_id)


@pytest.mark.parametrize(("then", "many"), [("make that four", 4), ("rather 6 of them", 6), ("show me the top two", 2)])
def test_another_number_of_a_ranking(turns, assistant, overstocked, then, many):
    (store, _), _ = overstocked
    plan = turns(assistant, f"Which 3 products in {store} sold the most last week?", then).plan
    assert (plan.intent, plan.limit, plan.group_by) == ("rank", many, "product")


@pytest.mark.parametrize("then", ["add those two up", "and both of them added together?", "what's the sum of the two?"])
def test_two_figures_added_up(turns, assistant, connection, overstocked, then):
    (one, one_id), (two, two_id) = overstocked
    opening = (f"How much money do the recommended orders for {one} come to?", f"and for {two}?")
    sql = "SELECT sum(order_value) FROM replenishment WHERE order_qty > 0 AND store_id IN (?, ?)"
    answer = turns(assistant, *opening, then)
    expected = select(connection, sql, one_id, two_id)[0][0]
    assert f"{expected:,.2f}" in answer.answer


@pytest.mark.parametrize(
    "excuse",
    [
        "oh, that one opens next month. {} then",
        "we closed it last year, sorry. So {}",
        "it's not ours, {} please",
    ],
)
def test_a_store_after_an_excuse_keeps_all_that_was_asked(turns, assistant, item, excuse):
    name, product_id, store, store_id = item
    asked = f"How many {name} will our Vrindle Quay shop sell next week?"
    plan = turns(assistant, asked, excuse.format(store)).plan
    assert (plan.entities.products, plan.entities.stores) == ((product_id,), (store_id,))
    assert (plan.measures, plan.window.label) == (("expected_sales",), "next week")


@pytest.mark.parametrize(("then", "value"), [("and if it's just 5%?", 0.05), ("only 12 percent?", 0.12)])
def test_another_size_of_a_supposition(turns, assistant, item, then, value):
    name, _, store, _ = item
    plan = turns(assistant, f"What if we sell 40% more {name} in {store} next week?", then).plan
    assert (plan.intent, plan.scenario.value, plan.window.label) == ("whatif", value, "next week")


@pytest.mark.parametrize(("then", "value"), [("and only 2 days longer?", 2.0), ("what about a week more?", 7.0)])
def test_other_days_of_a_lead_time(turns, assistant, item, then, value):
    name, _, store, _ = item
    asked = f"What if the lead time of {name} in {store} were 5 days longer, what would I order?"
    scenario = turns(assistant, asked, then).plan.scenario
    assert (scenario.kind, scenario.value, scenario.added) == ("lead_time", value, True)


def test_the_lead_time_that_is_supposed_is_told(turns, assistant, connection, item):
    name, product_id, store, store_id = item
    then = "if the delivery took 4 days longer, what would the lead time be and how many would I have to order?"
    answer = turns(assistant, f"How many {name} should I order for {store}?", then)
    sql = "SELECT lead_time_days FROM replenishment WHERE store_id = ? AND product_id = ?"
    now = select(connection, sql, store_id, product_id)[0][0]
    assert f"{now + 4:g} days" in answer.answer
    assert "order_qty" in answer.plan.measures


def test_by_how_many_days_one_of_two_suppliers_is_quicker(turns, assistant, connection):
    sql = "SELECT name, lead_time_days FROM suppliers ORDER BY lead_time_days, name"
    rows = select(connection, sql)
    (one, quick), (two, slow) = rows[0], rows[-1]
    opening = (f"What is the lead time of {one}?", f"and of {two}?")
    for said in ((*opening, "by how many days is the faster one faster?"),
                 (opening[0], f"and of {two}? By how many days is the slower one slower?")):  # fmt: skip
        assert f"{slow - quick:g} days" in turns(assistant, *said).answer


def test_which_of_two_products_spoken_of_is_gone_first(turns, assistant, connection):
    rows = select(
        connection,
        "SELECT s.name, p.name, product_id FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE stockout_date IS NOT NULL "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "QUALIFY min(stockout_date) OVER (PARTITION BY store_id) < max(stockout_date) OVER (PARTITION BY store_id) "
        "ORDER BY store_id, stockout_date, product_id",
    )
    store = rows[0][0]
    (_, early, early_id), (_, late, late_id) = rows[0], [r for r in rows if r[0] == store][-1]
    opening = (f"What's the stock of {late} in {store}?", f"and of {early}?")
    answer = turns(assistant, *opening, "which of the two is gone first?")
    assert set(answer.plan.entities.products) == {early_id, late_id}
    assert answer.answer.startswith(early)


@pytest.mark.parametrize("asked", ["How must we pay {}?", "how are we supposed to pay {}?"])
def test_payment_terms_of_another_supplier(turns, assistant, connection, asked):
    (one, _), (two, terms), *_ = select(connection, "SELECT name, payment_terms FROM suppliers ORDER BY supplier_id")
    assert terms in turns(assistant, asked.format(one), f"and {two}?").answer


def test_how_far_a_daily_average_is_from_another(turns, assistant, connection, item):
    name, product_id, store, store_id = item
    opening = f"What was the daily average of {name} in {store} over the last 28 days?"
    answer = turns(assistant, opening, "how far off is that from the average per day of the last 7 days, in units?")
    sql = "SELECT abs(avg_daily_7d - avg_daily_28d) FROM stats WHERE store_id = ? AND product_id = ?"
    assert value_of(answer, "difference") == pytest.approx(
        select(connection, sql, store_id, product_id)[0][0], abs=0.01
    )


@pytest.fixture(scope="module")
def awaited(connection):
    """(store, its id, last day of the data) of the store with the most late orders."""
    return select(
        connection,
        "SELECT s.name, store_id, (SELECT max(date) FROM sales) AS today "
        "FROM open_orders o JOIN stores s USING (store_id) "
        "WHERE due_on < (SELECT max(date) FROM sales) GROUP BY ALL ORDER BY count(*) DESC, store_id LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    "then", ["only what is past due", "which of those have a due date that is over?", "just the late ones, please"]
)
def test_open_orders_narrowed_to_the_late_ones(turns, assistant, connection, awaited, then):
    store, store_id, today = awaited
    answer = turns(assistant, f"Which products have an open order in {store}?", then)
    sql = "SELECT DISTINCT product_id FROM open_orders WHERE store_id = ? AND due_on < ?"
    assert _ids(answer) == _column(connection, sql, store_id, today)


def test_open_orders_narrowed_to_the_next_days(turns, assistant, connection, awaited):
    store, store_id, today = awaited
    opening = (f"What do we have on order for {store}?", "just those that arrive within the next 5 days")
    sql = "SELECT DISTINCT product_id FROM open_orders WHERE store_id = ? AND due_on > ? AND due_on <= ?::DATE + 5"
    assert _ids(turns(assistant, *opening)) == _column(connection, sql, store_id, today, today)
    assert turns(assistant, *opening, "and the rest?").status == "no_data"
