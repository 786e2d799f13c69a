"""What buyers decide with, in the demo world: deliveries of new orders, money, offers, days and prices of notes."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import value_of


def _of_line(connection, expression, line):
    """What the recommendation of a (product, store) says."""
    return connection.execute(
        f"SELECT {expression} FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE p.name = ? AND s.name = ?", line,
    ).fetchone()[0]  # fmt: skip


def _line(connection, condition):
    """(product, store, rest of the columns) of a line of the recommendations."""
    return connection.execute(
        "SELECT p.name, s.name, r.order_by::DATE, r.delivery_on::DATE, r.lead_time_days, r.stockout_date::DATE, "
        "(SELECT max(date)::DATE FROM sales) FROM replenishment r JOIN products p USING (product_id) "
        f"JOIN stores s USING (store_id) WHERE {condition} ORDER BY r.product_id, r.store_id LIMIT 1"
    ).fetchone()


def test_an_order_that_is_placed_today_arrives_after_its_lead_time_whatever_is_on_order(assistant, connection):
    product, store, _, due, _, _, _ = _line(connection, "r.action IN ('order_now', 'expedite') AND r.on_order > 0")
    answer = assistant.ask(f"If I order {product} for {store} today, when will it arrive?")
    assert value_of(answer, "arrival_at_once") == due
    assert not any(f.measure == "due_on" for f in answer.facts)


def test_an_order_of_a_later_day_arrives_so_much_later(assistant, connection):
    product, store, _, due, _, _, _ = _line(connection, "r.action IN ('order_now', 'expedite')")
    later = connection.execute("SELECT max(date)::DATE + 5 FROM sales").fetchone()[0]  # four days after the first
    answer = assistant.ask(f"If I order {product} for {store} on {later.isoformat()}, when will it arrive?")
    assert (value_of(answer, "arrival_at_once") - due).days == 4


def test_whoever_waits_is_told_the_last_day_and_the_delivery_of_that_day(assistant, connection):
    product, store, order_by, due, _, _, _ = _line(connection, "r.action = 'order_soon'")
    answer = assistant.ask(
        f"What is the last possible day to order {product} for {store}, and when would it turn up if I wait until then?"
    )
    assert {value_of(answer, "order_by"), value_of(answer, "delivery_on")} == {order_by, due}


def test_when_will_it_be_here_after_what_to_order_is_about_that_order(turns, assistant, connection):
    product, store, _, due, _, _, _ = _line(connection, "r.action = 'order_now'")
    answer = turns(
        assistant, f"How many {product} should we order for {store}?", "And which day will the goods be here?"
    )
    assert value_of(answer, "delivery_on") == due


def test_money_in_open_orders_is_units_on_order_at_their_cost(assistant, connection):
    name, money = connection.execute(
        "SELECT v.name, sum(r.on_order * p.unit_cost) AS money FROM replenishment r JOIN products p USING (product_id) "
        "JOIN suppliers v ON v.supplier_id = r.supplier_id GROUP BY ALL ORDER BY money DESC LIMIT 1"
    ).fetchone()
    answer = assistant.ask(f"How much money is tied up in orders already placed with {name} but not delivered yet?")
    assert value_of(answer, "on_order_value") == pytest.approx(money)


def test_selling_price_less_cost_of_a_product(assistant, connection):
    name, margin = connection.execute(
        "SELECT min(name), min(unit_price - unit_cost) FROM products GROUP BY lower(name) HAVING count(*) = 1 LIMIT 1"
    ).fetchone()
    answer = assistant.ask(f"What do we earn per piece of {name}, selling price minus purchase price?")
    assert value_of(answer, "product_unit_margin") == pytest.approx(margin)


def test_products_on_offer_are_those_of_the_plan_of_promotions(assistant, connection):
    store, day, number = connection.execute(
        "SELECT s.name, x.date::DATE, count(DISTINCT x.product_id) AS n FROM promotions x JOIN stores s "
        "USING (store_id) WHERE x.on_promo AND x.date > (SELECT max(date) FROM sales) "
        "GROUP BY ALL ORDER BY n DESC, 1, 2 LIMIT 1"
    ).fetchone()
    answer = assistant.ask(f"Which products are on offer in {store} on {day.isoformat()}?")
    names = {
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT p.name FROM promotions x JOIN products p USING (product_id) JOIN stores s "
            "USING (store_id) WHERE x.on_promo AND s.name = ? AND x.date = ?", [store, day],
        ).fetchall()
    }  # fmt: skip
    assert len(names) == number
    assert {r["name"] for r in answer.rows} == names


def test_a_suppliers_share_of_all_recommended_orders_is_not_of_its_own(assistant, connection):
    name, share = connection.execute(
        "SELECT v.name, 100 * sum(r.order_value) / (SELECT sum(order_value) FROM replenishment) AS share "
        "FROM replenishment r JOIN suppliers v ON v.supplier_id = r.supplier_id "
        "GROUP BY ALL ORDER BY share DESC LIMIT 1"
    ).fetchone()
    answer = assistant.ask(f"Add up the money in all recommended orders. What percentage of it goes to {name}?")
    assert share < 99
    assert value_of(answer, "share") == pytest.approx(share)


def test_orders_at_the_prices_that_a_note_tells(assistant, connection):
    told = connection.execute(
        "SELECT v.name, n.title, n.body FROM notes n JOIN suppliers v USING (supplier_id) "
        "WHERE n.title LIKE 'New price list%' OR n.title LIKE 'Price letter%' ORDER BY n.date DESC"
    ).fetchall()
    asked = [
        assistant.ask(f"What would the orders you recommend from {name} cost at the new prices?") for name, *_ in told
    ]
    answer, (_, title, body) = next(
        (a, note) for a, note in zip(asked, told, strict=True) if any(f.measure == "scenario_value" for f in a.facts)
    )
    rise = next(f.value for f in answer.facts if f.measure == "scenario_input")
    assert any(c.title == title for c in answer.citations)
    assert f"{rise:g}" in body
    assert value_of(answer, "scenario_value") == pytest.approx(value_of(answer, "order_value") * (1 + rise / 100))


def test_sales_of_the_days_that_a_note_names_in_another_sentence(assistant, connection):
    told = connection.execute(
        "SELECT v.name, n.body FROM notes n JOIN suppliers v USING (supplier_id) "
        "WHERE n.title LIKE '%shutdown%' OR n.title LIKE 'No deliveries%' ORDER BY n.date DESC"
    ).fetchall()
    found = []
    for name, body in told:
        answer = assistant.ask(f"{name} closes soon, it is in the notes. How much do we sell of theirs while it lasts?")
        sold = (f for f in answer.facts if f.measure == "expected_sales" and f.start is not None)
        found += [f for f in sold if f"{f.start.day} {f.start:%B %Y}" in body]
    assert found, "no closure that begins within the forecast was taken as the time that is asked about"


def test_an_answer_of_two_counts_has_both(assistant, connection):
    stores, suppliers = connection.execute(
        "SELECT (SELECT count(*) FROM stores), (SELECT count(*) FROM suppliers)"
    ).fetchone()
    answer = assistant.ask("How many shops do we have, and how many suppliers do we work with?")
    assert [f.value for f in answer.facts if f.measure == "count"] == [stores, suppliers]


def test_a_product_is_left_out_of_a_total_by_a_second_message(turns, assistant, connection):
    product, store, whole, own = connection.execute(
        "WITH f AS (SELECT store_id, product_id, sum(mean) AS m FROM forecasts WHERE target = 'sales' AND step <= 7 "
        "GROUP BY ALL) SELECT p.name, s.name, sum(m) OVER (PARTITION BY f.store_id), m FROM f JOIN products p "
        "USING (product_id) JOIN stores s USING (store_id) ORDER BY m DESC LIMIT 1"
    ).fetchone()
    answer = turns(assistant, f"How much will {store} sell in total over the next 7 days?", f"And without {product}?")
    assert value_of(answer, "expected_sales") == pytest.approx(whole - own)


def test_whom_is_meant_by_leaving_them_out(turns, assistant, connection):
    store = connection.execute(
        "SELECT min(name) FROM stores WHERE store_id IN (SELECT store_id FROM forecasts)"
    ).fetchone()[0]
    rest = connection.execute(
        "SELECT sum(r.order_qty) FROM replenishment r JOIN stores s USING (store_id) WHERE s.name <> ?", [store]
    ).fetchone()[0]
    answer = turns(
        assistant, "What is the total recommended order in units, all shops?",
        f"{store} does its own this time, so leave them out. How many units is it then?",
    )  # fmt: skip
    assert pytest.approx(rest) in [f.value for f in answer.facts if f.measure == "order_qty"]
    assert not any(f.subject.get("store") == store for f in answer.facts)


def test_units_of_order_lines_due_by_a_day_leave_out_later_lines(turns, assistant, connection):
    name, day, units = connection.execute(
        "WITH o AS (SELECT v.name, o.due_on::DATE AS d, o.quantity FROM open_orders o "
        "JOIN products p USING (product_id) "
        "JOIN suppliers v ON v.supplier_id = p.supplier_id WHERE o.due_on <= (SELECT max(date) FROM sales)) "
        "SELECT name, max(d), sum(quantity) FROM o GROUP BY ALL ORDER BY 3 DESC LIMIT 1"
    ).fetchone()
    answer = turns(
        assistant, f"List the open order lines from {name} due on or before {day.day} {day:%B}, all stores",
        "How many pieces is that in all?",
    )  # fmt: skip
    assert value_of(answer, "open_units") == pytest.approx(units)


@pytest.mark.parametrize(
    ("question", "column", "order"),
    [("Which product has the least reliable sales forecast? Go by WAPE.", "wape", "DESC"),
     ("Which product has the most reliable sales forecast in WAPE?", "wape", "ASC")],
)  # fmt: skip
def test_the_least_reliable_forecast_has_the_largest_error(assistant, connection, question, column, order):
    answer = assistant.ask(question)
    best = connection.execute(
        f"SELECT p.name FROM group_accuracy g JOIN products p ON p.product_id = g.group_id WHERE level = 'product' "
        f"AND target = 'sales' AND {column} IS NOT NULL ORDER BY {column} {order} LIMIT 1"
    ).fetchone()[0]
    assert answer.rows[0]["name"] == best


def test_the_cheapest_has_the_lowest_cost(assistant, connection):
    answer = assistant.ask("cheapest item we buy, purchase price per unit?")
    lowest = connection.execute("SELECT min(unit_cost) FROM products").fetchone()[0]
    assert value_of(answer, "product_unit_cost") == pytest.approx(lowest)


@pytest.fixture(scope="module")
def seller(connection):
    """(product, store) of a line that sells, with stock and an open order."""
    return connection.execute(
        "SELECT p.name, s.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE r.on_hand > 0 AND r.on_order > 0 AND r.order_qty > 0 ORDER BY r.protection_mean DESC LIMIT 1"
    ).fetchone()


def test_what_is_there_and_what_is_coming_add_up_in_a_third_message(turns, assistant, connection, seller):
    product, store = seller
    position = _of_line(connection, "on_hand + on_order", seller)
    answer = turns(
        assistant, f"How many {product} do we have in {store}?", "And how many are on order?",
        "So how many is that altogether?",
    )  # fmt: skip
    assert value_of(answer, "inventory_position") == pytest.approx(position)


def test_the_one_in_second_place_and_how_much_of_the_first(turns, assistant, seller):
    store = seller[1]
    three = assistant.ask(f"Which 3 products will sell most in {store} over the next 7 days?").rows
    second = turns(
        assistant, f"Which product will be the best seller in {store} over the next 7 days?", "And which comes second?"
    )
    first = turns(
        assistant,
        f"Which 3 products will sell most in {store} over the next 7 days?",
        "How many units of the first one?",
    )
    assert [r["name"] for r in second.rows] == [three[1]["name"]]
    assert [r["name"] for r in first.rows] == [three[0]["name"]]


def test_the_store_that_has_the_most_of_what_was_asked_about(turns, assistant, connection, seller):
    product = seller[0]
    most = connection.execute(
        "SELECT s.name FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE p.name = ? ORDER BY on_hand DESC LIMIT 1", [product],
    ).fetchone()[0]  # fmt: skip
    answer = turns(assistant, f"How much {product} is in stock over all shops?", "And who has the most of it?")
    assert [r["name"] for r in answer.rows] == [most]


def test_the_difference_of_the_last_two_however_it_is_asked(turns, assistant, connection):
    rows = connection.execute(
        "SELECT p.name, sum(f.mean) FROM forecasts f JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE f.target = 'sales' AND f.step <= 7 AND s.name = (SELECT min(name) FROM stores WHERE store_id IN "
        "(SELECT store_id FROM forecasts)) GROUP BY ALL ORDER BY 2 DESC LIMIT 2"
    ).fetchall()
    store = connection.execute(
        "SELECT min(name) FROM stores WHERE store_id IN (SELECT store_id FROM forecasts)"
    ).fetchone()[0]
    for asked in ("So by how many units is the first one ahead?", "so whats the diffrence in units"):
        answer = turns(
            assistant, f"How many {rows[0][0]} will {store} sell in the next 7 days?", f"and {rows[1][0]}?", asked
        )
        gaps = [f.value for f in answer.facts if f.operation == "difference"]
        assert pytest.approx(abs(rows[0][1] - rows[1][1])) in [abs(g) for g in gaps]


def test_from_tomorrow_up_to_a_day_that_was_told_before(assistant, connection, seller):
    product, store = seller
    first = connection.execute("SELECT max(date)::DATE + 1 FROM sales").fetchone()[0]
    day = connection.execute("SELECT max(date)::DATE + 5 FROM sales").fetchone()[0]
    answer = assistant.ask(
        f"The next lorry for {store} comes on {day.isoformat()}. "
        f"How many {product} will they sell from tomorrow up to and including that day?"
    )
    fact = next(f for f in answer.facts if f.measure == "expected_sales")
    assert (fact.start, fact.end) == (first, day)


def test_an_amount_more_per_unit_makes_an_order_dearer_by_its_units(assistant, connection, seller):
    product, store = seller
    units = _of_line(connection, "order_qty", seller)
    answer = assistant.ask(
        f"If {product} got two euros dearer per unit, how much more would the order you recommend for {store} cost?"
    )
    assert pytest.approx(2 * units) in [f.value for f in answer.facts if f.operation == "difference"]
    assert "%" not in answer.answer.split(".")[0]


def test_units_on_the_busiest_day_are_those_of_that_day(turns, assistant, connection, seller):
    store = seller[1]
    most = connection.execute(
        "SELECT max(m) FROM (SELECT date, sum(mean) AS m FROM forecasts JOIN stores s USING (store_id) WHERE "
        "target = 'sales' AND step <= 7 AND s.name = ? GROUP BY ALL)", [store],
    ).fetchone()[0]  # fmt: skip
    answer = turns(
        assistant,
        f"Over the next 7 days, which day will be the busiest in {store}?",
        "And how many units is that on that day?",
    )
    assert pytest.approx(most) in [f.value for f in answer.facts if f.measure == "expected_sales"]


def test_what_is_on_offer_after_a_figure_is_a_list_and_its_total_says_of_what(turns, assistant, seller):
    product, store = seller
    answer = turns(
        assistant, f"How many {product} will {store} sell over the next 7 days?", "n 10% less = ?",
        f"Which products are on offer in {store} next week?",
    )  # fmt: skip
    assert answer.plan.intent == "list"
    assert len(answer.rows) < 30
    totals = [s for s in answer.answer.split(". ") if "total expected sales" in s]
    assert all("on promotion" in s for s in totals)
