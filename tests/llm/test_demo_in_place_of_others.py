# ruff: noqa: E501 - queries are read on one line
"""Goods in place of others, orders less what can wait, times told of an absence, errors ranked in a named set, two averages."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def instead(connection):
    """(product, what a note names instead, a store that has it, units there) of a product with one such note."""
    return select(
        connection,
        "SELECT p.name, q.name, s.name, r.on_hand FROM notes n JOIN products p USING (product_id) "
        "JOIN products q ON contains(n.body, q.name) AND q.product_id <> p.product_id AND NOT contains(p.name, q.name) "
        "JOIN replenishment r ON r.product_id = q.product_id JOIN stores s ON s.store_id = r.store_id "
        "WHERE regexp_matches(n.body, 'instead|same job|closest thing') AND r.on_hand > 0 "
        "AND (SELECT count(*) FROM products o WHERE contains(o.name, q.name)) = 1 ORDER BY 1, 2, 3 LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def closed(connection):
    """A supplier of whose closure a note tells."""
    return select(
        connection,
        "SELECT u.name, u.supplier_id FROM notes n JOIN suppliers u USING (supplier_id) "
        "WHERE regexp_matches(n.body, '(?i)closed from|no dispatch|pause for') ORDER BY 1 LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    "said",
    [
        "{0} has sold out, what do we tell shoppers to buy?",
        "A lady asks for {0} and there is none. Which article should our people hand over in its stead?",
        "we're out of {0}, what else can the customer have",
        "What have the colleagues advised recommending in place of {0}?",
        "The peg for {0} is empty. Which product should people be pointed to?",
        "What stands in for {0}?",
    ],
)
def test_what_to_offer_when_goods_are_out_is_in_the_notes(assistant, instead, said):
    answer = assistant.ask(said.format(*instead))
    assert answer.plan.intent == "notes"
    assert instead[1] in answer.answer


@pytest.mark.parametrize(
    "said",
    [
        "How many does {2} hold of the article that our notes suggest as a substitute for {0}?",
        "{0} is sold out. What does the note name in its place, and how many of the named article has {2} on hand?",
        "For {0} the notes name a stand-in. How many units of the stand-in are on hand in {2}?",
        "What do we tell customers to take when {0} is gone, and how much of that has {2} in stock?",
    ],
)
def test_a_figure_of_the_goods_that_a_note_names_instead(assistant, instead, said):
    answer = assistant.ask(said.format(*instead))
    told = {f.subject.get("product") for f in answer.facts if f.measure == "on_hand"}
    assert told == {instead[1]}
    assert value_of(answer, "on_hand") == instead[3]


def test_goods_that_are_out_are_still_asked_about_themselves(assistant, instead):
    product, _, store, _ = instead
    answer = assistant.ask(f"{product} is sold out in {store}. Which other stores have it?")
    assert answer.plan.intent != "notes"
    answer = assistant.ask(f"Is there an alternative to {product} in the notes, and how many {product} has {store}?")
    assert {f.subject.get("product") for f in answer.facts if f.measure == "on_hand"} <= {product}


@pytest.mark.parametrize(
    "said",
    [
        "{0} will be shut for a couple of days. From what day, and how many of their units do we expect to sell in the next 7 days?",
        "{0} told us they close from 1 December. Until when, and what do we expect to sell of their range in the next 7 days?",
        "{0} is closed for a week. When does it begin and what do we expect to sell of theirs in the next 7 days?",
        "{0} said they would be closed for a few days. How many of their units are expected to sell in the next 7 days?",
    ],
)
def test_how_long_somebody_is_away_is_no_time_that_is_asked_about(assistant, connection, closed, said):
    supplier, id_ = closed
    units = select(
        connection,
        "SELECT sum(mean) FROM forecasts f JOIN products p USING (product_id) WHERE target = 'sales' AND step <= 7 AND p.supplier_id = ?",
        id_,
    )[0][0]
    assert value_of(assistant.ask(said.format(supplier)), "expected_sales") == pytest.approx(units)


@pytest.mark.parametrize(
    ("said", "actions"),
    [
        ("Leaving out anything that can be put off, what do we have to order for {0}?", ("order_now", "expedite")),
        ("Apart from what isn't urgent, which products should {0} order?", ("order_now", "expedite")),
        ("Which products should {0} order, not counting those that can wait?", ("order_now", "expedite")),
        ("Which orders for {0} can't wait?", ("order_now", "expedite")),
        ("Apart from what is urgent, what do we order for {0}?", ("order_soon",)),
        ("Which orders for {0} are not urgent?", ("order_soon",)),
        (
            "Ignoring whatever is fine as it is, what should be ordered for {0}?",
            ("order_now", "expedite", "order_soon"),
        ),
    ],
)
def test_orders_less_what_can_wait(assistant, connection, ordered, said, actions):
    store, id_, _ = ordered
    wanted = select(
        connection,
        f"SELECT DISTINCT p.name FROM replenishment r JOIN products p USING (product_id) WHERE store_id = ? AND order_qty > 0 AND action IN ({', '.join('?' * len(actions))})",
        id_,
        *actions,
    )
    assert {r["name"] for r in assistant.ask(said.format(store)).rows} == {n for (n,) in wanted}


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("Of the {0} sold in {1}, which one is forecast most accurately?", "ASC"),
        ("Out of the {0} in {1}, whose forecast comes closest to what was sold?", "ASC"),
        ("Of the {0} in {1}, which one did the forecast miss by the widest margin?", "DESC"),
        ("Among the {0} in {1}, which forecast is off by the least?", "ASC"),
    ],
)
def test_the_best_and_the_worst_forecast_of_a_named_set(assistant, connection, said, order):
    category, store, id_ = select(
        connection,
        "SELECT p.category, s.name, s.store_id FROM accuracy a JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE a.target = 'sales' AND a.served AND a.wape IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, 1, 2 LIMIT 1",
    )[0]
    (first,) = select(
        connection,
        "SELECT p.name FROM accuracy a JOIN products p USING (product_id) WHERE a.target = 'sales' AND a.served "
        f"AND a.store_id = ? AND p.category = ? AND a.wape IS NOT NULL ORDER BY a.wape {order} LIMIT 1",
        id_,
        category,
    )[0]
    answer = assistant.ask(said.format(category, store))
    assert answer.rows[0]["name"] == first
    assert first in answer.answer


@pytest.mark.parametrize(
    "said",
    [
        "Has {0} picked up in {2}? Set its daily average of the last 7 days against that of the last 28 days.",
        "Is {0} slowing down in {2}? Hold its average per day over the last 28 days beside the last 7 days.",
        "Put the 28-day daily average of {0} in {2} next to the 7-day one.",
    ],
)
def test_two_averages_side_by_side(assistant, connection, sold, said):
    week, month = select(
        connection,
        "SELECT avg_daily_7d, avg_daily_28d FROM stats WHERE product_id = ? AND store_id = ?",
        sold[1],
        sold[3],
    )[0]
    answer = assistant.ask(said.format(*sold))
    assert value_of(answer, "avg_daily_7d") == pytest.approx(week)
    assert value_of(answer, "avg_daily_28d") == pytest.approx(month)
