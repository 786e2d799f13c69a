"""Messages on which the rest of a conversation hangs: put on order, another size by its numbers, that one elsewhere."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select

_TODAY = "order_qty > 0 AND action IN ('order_now', 'expedite')"


@pytest.fixture(scope="module")
def screws(connection):
    """(name, id, store, its id, units, money) of two products of one name that differ in two numbers."""
    return select(
        connection,
        "SELECT p.name, product_id, s.name, store_id, order_qty, order_value FROM replenishment "
        "JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE p.name LIKE 'Decking Screws % x %mm%' AND store_id IN (SELECT store_id FROM replenishment "
        "JOIN products q USING (product_id) WHERE q.name LIKE 'Decking Screws % x %mm%' GROUP BY 1 "
        "HAVING count(*) = 2 ORDER BY 1 LIMIT 1) ORDER BY product_id",
    )


@pytest.mark.parametrize(
    "asked",
    [
        "so what would you have me put on order for them, and what's the bill?",
        "ok how many should I put on order then, and what does that cost?",
    ],
)
@pytest.mark.parametrize("other", ["the same for the {}s", "and for the {} ones?"])
def test_both_figures_of_another_size_by_its_numbers(turns, assistant, screws, asked, other):
    (name, _, store, *_), (second, _, _, _, units, money) = screws
    size = second.removeprefix("Decking Screws ").split("mm")[0]
    answer = turns(assistant, f"How many {name} are there in {store}?", asked, other.format(size))
    row = answer.rows[0]
    assert row["product"] == second
    assert (row["order_qty"], row["order_value"]) == pytest.approx((units, money))


def test_a_size_that_nobody_has_is_not_another(turns, assistant, screws):
    name, _, store, *_ = screws[0]
    answer = turns(assistant, f"How many {name} are there in {store}?", "and the 9 x 95 ones?")
    assert answer.status in ("clarify", "no_data")


def test_what_was_put_on_order_is_there_already(assistant, connection):
    name, store, units = select(
        connection,
        "SELECT p.name, s.name, on_order FROM replenishment JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE on_order > 0 AND order_qty != on_order "
        "ORDER BY store_id, product_id LIMIT 1",
    )[0]
    answer = assistant.ask(f"How much have we put on order of {name} for {store}?")
    assert f"{units:,.0f} units" in answer.answer


@pytest.mark.parametrize("after", ["{} is full of them, isn't it? What's the stock there?", "has {} got any of it?"])
def test_the_only_one_of_a_list_in_another_store(turns, assistant, connection, after):
    category, store, other, held, product = select(
        connection,
        "SELECT p.category, s.name, o.name, r2.on_hand, p.name FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) JOIN replenishment r2 USING (product_id) "
        "JOIN stores o ON o.store_id = r2.store_id WHERE r.on_hand = 0 AND r2.on_hand > 0 "
        "AND (SELECT count(*) FROM replenishment x JOIN products q USING (product_id) "
        "WHERE x.store_id = r.store_id AND q.category = p.category AND x.on_hand = 0) = 1 "
        "ORDER BY r.store_id, product_id, r2.store_id LIMIT 1",
    )[0]
    answer = turns(assistant, f"Which {category} products have zero stock in {store}?", after.format(other))
    assert answer.rows[0]["product"] == product
    assert answer.rows[0]["on_hand"] == held


_DAY = (
    "SELECT date::DATE FROM forecasts WHERE target = 'sales' AND store_id = ? AND product_id = ? AND step BETWEEN "
    "8 - isodow((SELECT max(date)::DATE FROM sales)) AND 14 - isodow((SELECT max(date)::DATE FROM sales)) "
    "ORDER BY mean {} LIMIT 1"
)
_BEST = (
    "SELECT product_id, name FROM forecasts JOIN products USING (product_id) WHERE target = 'sales' AND store_id = ? "
    "AND step BETWEEN 8 - isodow((SELECT max(date)::DATE FROM sales)) "
    "AND 14 - isodow((SELECT max(date)::DATE FROM sales)) "
    "GROUP BY ALL ORDER BY sum(mean) DESC LIMIT 3"
)


@pytest.mark.parametrize(
    ("then", "place", "way"),
    [
        ("and its strongest day that week?", 0, "DESC"),
        ("what's the quietest day of the second one?", 1, "ASC"),
        ("the busiest day for the first one?", 0, "DESC"),
    ],
)
def test_the_day_of_one_that_was_ranked(turns, assistant, connection, stores, then, place, way):
    store, store_id = stores[0]
    best = select(connection, _BEST, store_id)
    day = select(connection, _DAY.format(way), store_id, best[place][0])[0][0]
    answer = turns(assistant, f"Top 3 products in {store} by forecast sales next week", then)
    assert answer.rows[0]["date"] == str(day)


def test_back_to_the_best_seller(turns, assistant, connection, stores):
    (store, store_id), (other, _) = stores[:2]
    product = select(connection, _BEST, store_id)[0]
    held = select(
        connection, "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?", store_id, product[0]
    )[0][0]
    ranking = f"Top 3 products in {store} by forecast sales next week"
    aside = f"how many units are on order for {other} in all?"
    answer = turns(assistant, ranking, aside, "ok, back to that best seller: how many are on hand?")
    assert answer.rows[0]["product"] == product[1]
    assert answer.rows[0]["on_hand"] == held


@pytest.mark.parametrize(
    "given",
    [
        "Accounts gives me 100 for all of today's orders. By how much do we fall short?",
        "The boss gave me 100 for today's lot. How much do I miss it by?",
    ],
)
def test_money_that_is_given_for_todays_orders(assistant, connection, given):
    (money,) = select(connection, f"SELECT sum(order_value) FROM replenishment WHERE {_TODAY}")[0]
    assert money > 100
    assert f"{money - 100:,.2f}" in assistant.ask(given).answer


def test_another_sum_from_them(turns, assistant, connection):
    (money,) = select(connection, f"SELECT sum(order_value) FROM replenishment WHERE {_TODAY}")[0]
    first = "Our budget is 100 for today's orders. How much is missing?"
    assert f"{money - 150:,.2f}" in turns(assistant, first, "and if they gave us 150?").answer


@pytest.fixture(scope="module")
def firms(connection):
    """(name, days of payment) of the two suppliers with the longest and the shortest payment terms that name days."""
    found = select(
        connection,
        "SELECT name, regexp_extract(payment_terms, '([0-9]+) days', 1)::INT AS days FROM suppliers "
        "WHERE regexp_matches(payment_terms, '[0-9]+ days') ORDER BY days DESC, name",
    )
    return found[0], found[-1]


@pytest.mark.parametrize(
    "asked",
    [
        "of those two, who gives us more time to pay?",
        "of the two, who lets us wait longer until we have to pay?",
        "which of those two lets us take longer to settle up?",
    ],
)
def test_who_lets_us_wait_to_pay(turns, assistant, firms, asked):
    (longest, days), (shortest, fewer) = firms
    assert days > fewer
    answer = turns(assistant, f"How much is on order from {shortest}?", f"and from {longest}?", asked)
    assert 0 <= answer.answer.find(longest) < answer.answer.find(shortest)


def test_and_after_n(turns, assistant, connection, screws):
    (name, _, store, *_), (second, _, _, _, _, money) = screws
    answer = turns(
        assistant, f"what does the order of {name} for {store} cost", f"n the {second}? just what it costs me"
    )
    assert answer.rows[0]["order_value"] == pytest.approx(money)
