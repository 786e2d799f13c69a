# ruff: noqa: E501 - a question is read on one line
"""Things told one after the other put together, a figure against its level, and what else is asked beside a what-if."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import expected_units, select, value_of


@pytest.fixture(scope="module")
def stores(connection):
    """(name, id) of the three stores that sell most."""
    return select(
        connection,
        "SELECT s.name, store_id FROM forecasts JOIN stores s USING (store_id) WHERE target = 'sales' AND step <= 7 "
        "GROUP BY ALL ORDER BY sum(mean) DESC LIMIT 3",
    )


@pytest.fixture(scope="module")
def shelf(connection):
    """(product, its id, store, its id) of a well stocked product with a plain name that needs no order."""
    return select(
        connection,
        "SELECT p.name, product_id, s.name, store_id FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE r.order_qty = 0 AND r.inventory_position > r.reorder_point + 5 "
        "AND r.on_hand > 20 AND r.days_of_cover BETWEEN 15 AND 60 "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "ORDER BY on_hand DESC, product_id LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def order(connection):
    """(product, its id, store, its id, supplier, value) of an order beside which that supplier has others there."""
    return select(
        connection,
        "SELECT p.name, r.product_id, s.name, r.store_id, u.name, r.order_value FROM replenishment r "
        "JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "JOIN suppliers u ON u.supplier_id = r.supplier_id WHERE r.order_value > 50 AND EXISTS (SELECT 1 FROM replenishment o "
        "WHERE o.store_id = r.store_id AND o.supplier_id = r.supplier_id AND o.product_id <> r.product_id AND o.order_qty > 0) "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "ORDER BY order_value DESC, r.product_id LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def suppliers(connection):
    """(slower, quicker, days between them)."""
    return select(
        connection,
        "SELECT a.name, b.name, a.lead_time_days - b.lead_time_days AS gap FROM suppliers a JOIN suppliers b "
        "ON a.lead_time_days > b.lead_time_days + 1 ORDER BY gap DESC, a.name, b.name LIMIT 1",
    )[0]


def _sold(connection, store_ids, steps=7):
    marks = ", ".join("?" for _ in store_ids)
    sql = f"SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= ? AND store_id IN ({marks})"
    return select(connection, sql, steps, *store_ids)[0][0]


def _told(answer, value):
    """Is it among the figures that are told?"""
    numbers = [f.value for f in answer.facts if isinstance(f.value, int | float)]
    return any(n == pytest.approx(float(value), rel=0.001) for n in numbers)


@pytest.mark.parametrize(
    "then",
    [
        "with {} added, what do the three make in one number?",
        "put {} on top of that: all three stores summed, please",
        "include {} as well, the total of all three?",
        "what do those two and {} come to in total?",
    ],
)
def test_a_third_store_and_the_sum_of_the_three(turns, assistant, connection, stores, then):
    (a, a_id), (b, b_id), (c, c_id) = stores
    answer = turns(assistant, f"How many units will {a} sell in the next 7 days?", f"and {b}?", then.format(c))
    assert _told(answer, _sold(connection, (a_id, b_id, c_id)))


@pytest.mark.parametrize("then", ["what do all of them hold together?", "so those three shops together, how many?"])
def test_three_stores_told_one_by_one(turns, assistant, connection, stores, shelf, then):
    product, product_id = shelf[:2]
    first, *rest = (name for name, _ in stores)
    asked = [f"How many {product} are on hand in {first}?", *(f"and in {name}?" for name in rest)]
    sql = "SELECT sum(on_hand) FROM replenishment WHERE product_id = ? AND store_id IN (?, ?, ?)"
    answer = turns(assistant, *asked, then)
    assert _told(answer, select(connection, sql, product_id, *(i for _, i in stores))[0][0])


@pytest.mark.parametrize(
    ("then", "place"),
    [
        ("which of the three sells least?", 2),
        ("and who is the strongest of them?", 0),
        ("of those three shops, which has the lowest figure?", 2),
    ],
)
def test_one_of_three_stores_put_side_by_side(turns, assistant, stores, then, place):
    names = [name for name, _ in stores]
    first = f"Compare {names[1]} and {names[2]}: units over the next 7 days"
    answer = turns(assistant, first, f"now {names[0]} next to those two", then)
    assert [row["name"] for row in answer.rows] == [names[place]]


@pytest.mark.parametrize(
    "then",
    [
        "Say no van turns up in the next 7 days. What remains of it?",
        "with nothing delivered for the next 7 days, what will still be on the shelf?",
        "if the supplier sends nothing over the next 7 days, how many are left of that?",
    ],
)
def test_what_is_left_where_nothing_comes(turns, assistant, connection, shelf, then):
    product, product_id, store, store_id = shelf
    answer = turns(assistant, f"How many {product} does {store} have?", "is any of it on order?", then)
    sql = "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?"
    left = select(connection, sql, store_id, product_id)[0][0] - expected_units(connection, store_id, product_id)
    assert value_of(answer, "stock_left") == pytest.approx(max(left, 0), rel=0.001)


@pytest.mark.parametrize(
    "then",
    [
        "how come not? How does our stock compare with its reorder point?",
        "are we above or below the reorder point?",
        "and how far are we from the reorder point?",
    ],
)
def test_where_a_thing_stands_against_its_reorder_point(turns, assistant, connection, shelf, then):
    product, product_id, store, store_id = shelf
    answer = turns(assistant, f"Should we order {product} for {store}?", then)
    sql = "SELECT inventory_position, reorder_point FROM replenishment WHERE store_id = ? AND product_id = ?"
    position, point = select(connection, sql, store_id, product_id)[0]
    assert value_of(answer, "inventory_position") == pytest.approx(position)
    assert value_of(answer, "reorder_point") == pytest.approx(point)


@pytest.mark.parametrize(
    "then",
    [
        "if {} gets 5% dearer, what will that amount cost?",
        "say {} adds 5% to its prices: the bill for this order?",
        "{} wants 5% more from now on. What would the same order come to?",
    ],
)
def test_a_dearer_supplier_and_that_same_order(turns, assistant, order, then):
    product, _, store, _, supplier, value = order
    answer = turns(assistant, f"How many {product} should I order for {store}?", then.format(supplier))
    assert _told(answer, 1.05 * value)


def test_more_than_last_week(turns, assistant, connection, stores):
    name, id = stores[0]
    answer = turns(
        assistant, f"Units {name} sells over the next 7 days?", "is that any better than what they sold last week?"
    )
    assert value_of(answer, "expected_sales") == pytest.approx(_sold(connection, (id,)), rel=0.001)
    assert any(f.measure == "actual_sales" for f in answer.facts)


@pytest.mark.parametrize(
    "then", ["suppose demand comes in 20% above forecast", "and if 20% more is sold than you say?"]
)
def test_what_is_supposed_after_the_past_lies_ahead(turns, assistant, connection, stores, then):
    name, id = stores[0]
    asked = (f"Expected units in {name} over the next 7 days?", "how many did they sell last week?", then)
    answer = turns(assistant, *asked)
    assert _told(answer, 1.2 * _sold(connection, (id,)))


@pytest.mark.parametrize(
    "question",
    [
        "Suppose {product} in {store} sells 30% more over the next 7 days: units then? And what do we hold of it now?",
        "If demand for {product} in {store} rises by 30% over the next 7 days, how many is that, and how many are on the shelf today?",
    ],
)
def test_what_is_there_beside_a_what_if(assistant, connection, shelf, question):
    product, product_id, store, store_id = shelf
    answer = assistant.ask(question.format(product=product, store=store))
    sql = "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?"
    assert _told(answer, 1.3 * expected_units(connection, store_id, product_id))
    assert value_of(answer, "on_hand") == select(connection, sql, store_id, product_id)[0][0]


@pytest.mark.parametrize(
    "question",
    [
        "order lines that are overdue - how many are there, all stores?",
        "number of open order lines with a due date before {as_of}",
        "purchase order lines that should be here by now: how many have we?",
        "open order lines whose due date has passed, how many do we have in total?",
    ],
)
def test_lines_whose_day_is_past_are_counted(assistant, connection, as_of, question):
    answer = assistant.ask(question.format(as_of=f"{as_of.day} {as_of:%B %Y}"))
    gold = select(connection, "SELECT count(*) FROM open_orders WHERE due_on::DATE < ?", as_of)[0][0]
    assert _told(answer, gold)


@pytest.mark.parametrize(
    "question",
    [
        "Who is slower to deliver by contract, {b} or {a}? What's the gap?",
        "who takes longer on paper, {a} or {b}, and how many days apart are they?",
        "Is {a} or {b} the slower one in delivery, by contract? Difference in days please",
        "{a} or {b}, who is slower and by how many days?",
    ],
)
def test_lead_times_of_two_suppliers(assistant, suppliers, question):
    slower, quicker, gap = suppliers
    answer = assistant.ask(question.format(a=slower, b=quicker))
    assert answer.answer.index(slower) < answer.answer.index(quicker)
    assert _told(answer, gap)


@pytest.mark.parametrize("aside", ["trolley is empty", "the cage was empty this morning", "display looks bare"])
def test_what_is_told_aside_is_no_store(assistant, connection, shelf, aside):
    product, product_id, store, store_id = shelf
    answer = assistant.ask(f"what's the stock of {product} at {store}, {aside}")
    sql = "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?"
    assert value_of(answer, "on_hand") == select(connection, sql, store_id, product_id)[0][0]


@pytest.mark.parametrize("said", ["as a percentage (%) of", "as a share (in %) of", "in percent of"])
def test_a_category_as_a_share_of_its_store(assistant, connection, stores, said):
    store, store_id = stores[0]
    sql = (
        "SELECT p.category, 100 * sum(mean) / sum(sum(mean)) OVER () FROM forecasts JOIN products p USING (product_id) "
        "WHERE target = 'sales' AND step <= 7 AND store_id = ? AND p.category IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    )
    category, share = select(connection, sql, store_id)[0]
    answer = assistant.ask(f"{category} {said} the {store} forecast, next 7 days, units")
    assert any(f.unit == "%" and f.value == pytest.approx(share, abs=0.5) for f in answer.facts)


@pytest.mark.parametrize(
    "question",
    [
        "how many pieces went missing when {store} counted its back room?",
        "{store} checked the whole inventory - how many units could not be accounted for?",
        "at the count of the stock in {store}, how many units turned up short?",
    ],
)
def test_a_stock_count_is_told_by_its_note(assistant, connection, question):
    counted = select(
        connection,
        "SELECT s.name, regexp_extract(body, '(\\d+) units were missing', 1) FROM notes n JOIN stores s USING (store_id) "
        "WHERE regexp_matches(body, '\\d+ units were missing') ORDER BY note_id LIMIT 1",
    )
    if not counted:
        pytest.skip("no note of a stock count")
    store, missing = counted[0]
    assert missing in assistant.ask(question.format(store=store)).answer


@pytest.mark.parametrize(
    ("then", "slowest"), [("who of the three is the slowest?", True), ("and the quickest of the three?", False)]
)
def test_the_end_of_a_ranking_fits_its_figure(turns, assistant, connection, then, slowest):
    three = select(
        connection, "SELECT name FROM suppliers GROUP BY 1 HAVING count(*) = 1 ORDER BY min(lead_time_days) LIMIT 3"
    )
    names = [name for (name,) in three]
    times = dict(select(connection, "SELECT name, lead_time_days FROM suppliers"))
    answer = turns(assistant, f"Compare the lead times of {names[0]} and {names[1]}", f"add {names[2]}", then)
    end = max if slowest else min
    assert times[answer.rows[0]["name"]] == end(times[n] for n in names)


@pytest.mark.parametrize(
    "then", ["And how many of those will be left on {day}?", "if they sell as forecast, what will remain by {day}?"]
)
def test_what_is_left_on_a_day(turns, assistant, connection, as_of, shelf, then):
    product, product_id, store, store_id = shelf
    day = as_of + timedelta(6)
    asked = then.format(day=f"{day.day} {day:%B}")
    answer = turns(assistant, f"How many {product} does {store} have?", asked)
    sql = "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?"
    left = select(connection, sql, store_id, product_id)[0][0] - expected_units(connection, store_id, product_id, 6)
    assert value_of(answer, "stock_left") == pytest.approx(max(left, 0), rel=0.001)


def test_a_category_as_a_share_of_the_stock(assistant, connection, stores):
    store, store_id = stores[0]
    sql = (
        "SELECT p.category, 100 * sum(on_hand * unit_cost) / sum(sum(on_hand * unit_cost)) OVER () FROM replenishment "
        "JOIN products p USING (product_id) WHERE store_id = ? AND unit_cost IS NOT NULL AND p.category IS NOT NULL "
        "GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    )
    category, share = select(connection, sql, store_id)[0]
    answer = assistant.ask(f"What share of the stock value in {store} is {category}?")
    assert any(f.unit == "%" and f.value == pytest.approx(share, abs=0.5) for f in answer.facts)
