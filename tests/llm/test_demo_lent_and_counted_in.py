"""Units lent from store to store, late orders counted in, places reached, and what is told only to be asked beside."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.llm.demo_world import expected_units, select, value_of


def _numbers(answer):
    return {float(f.value) for f in answer.facts if isinstance(f.value, (int, float))}


@pytest.fixture(scope="module")
def shared(connection):
    """(product, its id, (store, id, on hand), (store, id, on hand)): stocked in two stores, more in the first."""
    product, product_id, *stocks = select(
        connection,
        "SELECT p.name, a.product_id, s.name, a.store_id, a.on_hand, t.name, b.store_id, b.on_hand "
        "FROM replenishment a JOIN replenishment b USING (product_id) JOIN products p USING (product_id) "
        "JOIN stores s ON s.store_id = a.store_id JOIN stores t ON t.store_id = b.store_id "
        "WHERE a.on_hand > b.on_hand + 3 AND b.on_hand > 3 AND a.on_hand > 20 "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "ORDER BY product_id, a.store_id, b.store_id LIMIT 1",
    )[0]
    return product, product_id, tuple(stocks[:3]), tuple(stocks[3:])


@pytest.mark.parametrize(
    "said",
    [
        "{a} might give {b} 7 units of {p}. What does each of them hold then?",
        "{a} ships 7 units of {p} to {b}. How much is in stock in both afterwards?",
        "Suppose {a} spares {b} 7 units of {p}: stock in both after that?",
        "{b} borrows 7 units of {p} from {a}. How many would {b} have then, and how many {a}?",
    ],
)
def test_units_that_one_store_lends_another(assistant, shared, said):
    product, _, (a, _, held_a), (b, _, held_b) = shared
    answer = assistant.ask(said.format(p=product, a=a, b=b))
    assert answer.plan.scenario.kind == "transfer"
    assert {held_a - 7, held_b + 7} <= _numbers(answer)


@pytest.fixture(scope="module")
def half_late(connection, as_of):
    """(supplier, its id) with open orders that are late and others that are not."""
    return select(
        connection,
        "SELECT v.name, supplier_id FROM open_orders JOIN suppliers v USING (supplier_id) GROUP BY ALL "
        "HAVING count(*) FILTER (due_on < ?) > 0 AND count(*) FILTER (due_on >= ?) > 0 ORDER BY supplier_id LIMIT 1",
        as_of,
        as_of,
    )[0]


@pytest.mark.parametrize(
    "said",
    [
        "Units still to come from {}, all shops, the overdue ones count as well",
        "how many units are on order with {}, no matter if late",
        "How many units are open on order with {}, overdue ones included?",
        "units on order with {}, on time or late?",
    ],
)
def test_late_orders_that_are_counted_in(assistant, connection, half_late, said):
    supplier, supplier_id = half_late
    open_units = select(connection, "SELECT sum(quantity) FROM open_orders WHERE supplier_id = ?", supplier_id)[0][0]
    assert open_units in _numbers(assistant.ask(said.format(supplier)))


def test_orders_that_are_late_alone(assistant, connection, half_late, as_of):
    supplier, supplier_id = half_late
    late = "SELECT sum(quantity) FROM open_orders WHERE supplier_id = ? AND due_on < ?"
    answer = assistant.ask(f"How many units on order with {supplier} are late?")
    assert value_of(answer, "open_units") == select(connection, late, supplier_id, as_of)[0][0]


@pytest.mark.parametrize(
    "said", ["who finished second", "which product ended up second", "which product placed second"]
)
def test_the_place_that_was_reached(assistant, connection, as_of, said):
    ranked = select(
        connection,
        "SELECT p.name FROM sales s JOIN products p USING (product_id) WHERE s.date::DATE > ? "
        "GROUP BY p.product_id, p.name ORDER BY sum(units_sold) DESC LIMIT 2",
        as_of - timedelta(14),
    )
    answer = assistant.ask(f"By units sold over the last 14 days, all stores: {said}?")
    if said.startswith("who"):
        assert (answer.plan.limit, answer.plan.offset) == (1, 1)
    else:
        assert [r["name"] for r in answer.rows] == [ranked[1][0]]


@pytest.mark.parametrize(
    "said",
    [
        "top money makers in {store}, going back 90 days, three please",
        "{store}: best earners 90 days back, 3 of them",
        "revenue top 3 {store} 90d",
    ],
)
def test_days_back_are_a_stretch_of_time(assistant, connection, sold, said):
    best = select(
        connection,
        "SELECT p.name FROM stats JOIN products p USING (product_id) WHERE store_id = ? "
        "ORDER BY revenue_90d DESC LIMIT 3",
        sold[3],
    )
    answer = assistant.ask(said.format(store=sold[2]))
    assert [r["name"] for r in answer.rows] == [name for (name,) in best]


def test_a_day_so_many_days_back_is_one_day(assistant, connection, as_of, sold):
    answer = assistant.ask(f"how many {sold[0]} did {sold[2]} sell 3 days back?")
    day = as_of - timedelta(3)
    assert (answer.plan.window.start, answer.plan.window.end) == (day, day)


@pytest.mark.parametrize(
    "said",
    [
        "We rearrange the {0} shelf in {2} when it is calm. Which day next week has the smallest forecast?",
        "I order the cleaners for {2} when there is least to do. On which day next week is the {0} forecast lowest?",
    ],
)
def test_what_is_planned_is_no_question(assistant, sold, said):
    plan = assistant.ask(said.format(*sold)).plan
    assert (plan.measures, plan.statistic, plan.also) == (("expected_sales",), "low_day", ())


@pytest.mark.parametrize(
    "said",
    [
        "Suppose the {0} we order today lands in {2} only after two weeks. What do we sell until then?",
        "If a lorry with {0} came to {2} after 14 days, how many units would people want in the meantime?",
        "Say goods ordered now get to {2} in 14 days. Demand for {0} throughout that time?",
    ],
)
def test_demand_until_a_delivery_comes(assistant, connection, sold, said):
    answer = assistant.ask(said.format(*sold))
    assert answer.plan.scenario.kind == "lead_time"
    assert any(n == pytest.approx(expected_units(connection, sold[3], sold[1], 14)) for n in _numbers(answer))


@pytest.fixture(scope="module")
def rounded_up(connection):
    """(product, store, gap, order) where packs or a minimum raise the order above the gap."""
    return select(
        connection,
        "SELECT p.name, s.name, order_up_to - inventory_position, order_qty FROM replenishment r "
        "JOIN products p USING (product_id) JOIN stores s USING (store_id) WHERE action IN ('order_now', 'expedite') "
        "AND order_qty - (order_up_to - inventory_position) > 1 AND order_up_to - inventory_position > 1 "
        "ORDER BY product_id, store_id LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    "said",
    [
        "What would it be without rounding up to whole packs or minimum quantities?",
        "And the raw shortfall against the target level, before rounding?",
        "How many units are we short of the target level, ignoring packs and minimum quantities?",
    ],
)
def test_the_gap_before_packs(assistant, turns, rounded_up, said):
    product, store, gap, _ = rounded_up
    answer = turns(assistant, f"How many {product} should we order for {store}?", said)
    assert any(abs(n) == pytest.approx(gap) for n in _numbers(answer))


def test_what_rounding_alone_adds(assistant, turns, rounded_up):
    product, store, gap, order = rounded_up
    said = "How many of those are only there because of rounding?"
    answer = turns(assistant, f"How many {product} should we order for {store}?", said)
    assert value_of(answer, "lot_extra") == pytest.approx(order - gap)


@pytest.mark.parametrize(("said", "way"), [("highest", "DESC"), ("lowest", "ASC")])
def test_minimum_orders_are_ranked_from_either_end(assistant, connection, said, way):
    answer = assistant.ask(f"Which product has the {said} minimum order quantity?")
    best = select(connection, f"SELECT moq FROM products WHERE moq IS NOT NULL ORDER BY moq {way} LIMIT 1")[0][0]
    assert (answer.plan.intent, answer.plan.measures, answer.plan.sort.descending) == (
        "rank",
        ("product_moq",),
        way == "DESC",
    )
    assert value_of(answer, "product_moq") == best


@pytest.mark.parametrize(
    "said",
    [
        "Of everything that must be ordered for {0}, which items have a stockout probability above 30%?",
        "Among the articles you suggest buying for {0}, which have a stockout probability over 30 %?",
    ],
)
def test_what_is_recommended_beside_another_condition(assistant, connection, said):
    store, store_id = select(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) "
        "WHERE order_qty > 0 AND stockout_probability > 0.3 GROUP BY ALL ORDER BY count(*) DESC, store_id LIMIT 1",
    )[0]
    names = select(
        connection,
        "SELECT p.name FROM replenishment r JOIN products p USING (product_id) "
        "WHERE store_id = ? AND order_qty > 0 AND stockout_probability > 0.3",
        store_id,
    )
    answer = assistant.ask(said.format(store))
    assert {r["name"] for r in answer.rows} == {name for (name,) in names}


@pytest.mark.parametrize(
    "said",
    [
        "Once every recommended order from each store is sent, which supplier gets the most money?",
        "If all recommended orders of every branch are placed, which vendor receives the biggest sum?",
    ],
)
def test_the_supplier_with_the_most_of_all_stores_orders(assistant, connection, said):
    best = select(
        connection,
        "SELECT v.name FROM replenishment r JOIN suppliers v USING (supplier_id) WHERE order_qty > 0 "
        "GROUP BY ALL ORDER BY sum(order_value) DESC LIMIT 1",
    )[0][0]
    answer = assistant.ask(said)
    assert answer.plan.group_by == "supplier"
    assert answer.rows[0]["name"] == best


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (
            'What does the note "{title}" say?',
            "How many products do we get from them, and what is their contract lead time?",
        ),
        (
            'What does the note "{title}" say?',
            "Contractual lead time of that supplier? And how many articles come from them?",
        ),
        ("How punctual is {supplier}?", "What is their contractual lead time, and how many items do they deliver?"),
    ],
)
def test_goods_of_a_supplier_are_counted_beside_its_lead_time(assistant, connection, turns, first, said):
    title, supplier, lead_time, goods = select(
        connection,
        "SELECT n.title, v.name, v.lead_time_days, count(DISTINCT p.product_id) FROM notes n "
        "JOIN suppliers v USING (supplier_id) JOIN products p USING (supplier_id) WHERE n.product_id IS NULL "
        "AND (SELECT count(*) FROM notes m WHERE m.title = n.title) = 1 AND v.lead_time_days IS NOT NULL "
        "GROUP BY ALL ORDER BY n.title LIMIT 1",
    )[0]
    answer = turns(assistant, first.format(title=title, supplier=supplier), said)
    assert {float(lead_time), float(goods)} <= _numbers(answer)


@pytest.mark.parametrize(
    "said",
    [
        "A note says that {} goes on offer. What percentage off, and how many of it will we sell in the next 7 days?",
        "What discount does the note on {} state, and what do we expect to sell of it over the next 7 days?",
    ],
)
def test_percent_off_is_told_by_a_note_beside_a_forecast(assistant, connection, said):
    product, product_id, body = select(
        connection,
        "SELECT p.name, product_id, n.body FROM notes n JOIN products p USING (product_id) "
        "WHERE contains(lower(n.title), 'on offer') AND regexp_matches(n.body, '[0-9]+%') "
        "AND (SELECT count(*) FROM products q WHERE q.name = p.name) = 1 ORDER BY note_id LIMIT 1",
    )[0]
    sql = "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND product_id = ?"
    answer = assistant.ask(said.format(product))
    assert value_of(answer, "expected_sales") == pytest.approx(select(connection, sql, product_id)[0][0])
    assert re.search(r"\d+%", body).group() in answer.answer


def test_a_forecast_that_was_off_is_no_discount(assistant, sold):
    assert assistant.ask(f"What percentage off were your forecasts for {sold[0]} in {sold[2]}?").plan.intent != "notes"
