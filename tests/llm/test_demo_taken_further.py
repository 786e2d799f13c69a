"""Messages that take what was told further: a part of a sum, the same supposition, back to a supplier or a list."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select

_TODAY = "action IN ('order_now', 'expedite') AND order_qty > 0"


def _one(connection, sql, *parameters):
    return select(connection, sql, *parameters)[0][0]


def _value(answer, measure):
    return next(f.value for f in answer.facts if f.measure == measure)


@pytest.fixture(scope="module")
def busy(connection):
    """(store, its id) with the most to order today."""
    return select(
        connection,
        f"SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) WHERE {_TODAY} "
        "GROUP BY ALL ORDER BY sum(order_value) DESC, store_id LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    "then",
    [
        "And if we stick to the ones that must go out today?",
        "what if I keep it to what has to be ordered today",
        "only what must be ordered today",
        "and if we limit ourselves to what must be sent off today?",
    ],
)
def test_a_sum_kept_to_what_goes_out_today(turns, assistant, connection, busy, then):
    store, store_id = busy
    all_of_it = f"SELECT sum(order_value) FROM replenishment WHERE {_TODAY}"
    answer = turns(assistant, "What do all recommended orders cost?", then)
    assert _value(answer, "order_value") == pytest.approx(_one(connection, all_of_it))
    answer = turns(assistant, "What do all recommended orders cost?", then, f"How much of that is for {store}?")
    there = _one(connection, f"{all_of_it} AND store_id = ?", store_id)
    assert _value(answer, "order_value") == pytest.approx(there)


def test_a_list_gone_back_to_is_the_whole_list(turns, assistant, connection, busy):
    store, store_id = busy
    asked = (f"What has to be ordered today for {store}?", "Which line is the largest?", "Why that much?")
    answer = turns(assistant, *asked, "Let us go back to the list: what does that come to in total?")
    total = f"SELECT sum(order_value) FROM replenishment WHERE {_TODAY} AND store_id = ?"
    assert _value(answer, "order_value") == pytest.approx(_one(connection, total, store_id))


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("Which product do you predict most accurately in {}?", "ASC"),
        ("which item do you get most right at {}", "ASC"),
        ("Which line do you get most wrong in {}?", "DESC"),
        ("What product are you furthest off with in {}?", "DESC"),
    ],
)
def test_most_right_is_the_lowest_error(turns, assistant, connection, busy, asked, order):
    store, store_id = busy
    answer = turns(assistant, asked.format(store))
    best = (
        "SELECT p.name FROM accuracy JOIN products p USING (product_id) "
        f"WHERE served AND target = 'sales' AND store_id = ? AND wape IS NOT NULL ORDER BY wape {order} LIMIT 1"
    )
    assert _one(connection, best, store_id) in answer.answer


def test_where_most_is_lost_is_a_store(turns, assistant, connection):
    worst = (
        "SELECT s.name FROM replenishment JOIN stores s USING (store_id) "
        "GROUP BY ALL ORDER BY sum(expected_lost_units) DESC LIMIT 1"
    )
    for asked in ("Where do we lose the most sales?", "Where are the most units lost?"):
        answer = turns(assistant, asked)
        assert answer.answer.startswith(_one(connection, worst)), answer.answer


@pytest.mark.parametrize(
    "asked",
    [
        "Which store loses the most revenue?",
        "In which shop do we lose most money?",
        "Where are we losing the most turnover?",
    ],
)
def test_the_most_revenue_lost_is_no_low_revenue(turns, assistant, connection, asked):
    worst = (
        "SELECT s.name FROM replenishment JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "GROUP BY ALL ORDER BY sum(expected_lost_units * p.unit_price) DESC LIMIT 1"
    )
    answer = turns(assistant, asked)
    assert answer.plan.measures[0] == "expected_lost_value"
    assert answer.answer.startswith(_one(connection, worst)), answer.answer


def test_most_late_and_most_returns_come_from_their_worse_end(turns, assistant):
    late = turns(assistant, "Which suppliers are late most often?").plan
    assert late.sort.measure == "supplier_on_time_rate"
    assert not late.sort.descending
    assert turns(assistant, "In which store do we lose the most returns?").plan.sort.descending


def test_what_takes_the_longest_to_sell(turns, assistant, connection, busy):
    store, store_id = busy
    longest = (
        "SELECT p.name FROM replenishment JOIN products p USING (product_id) "
        "WHERE store_id = ? AND days_of_cover IS NOT NULL ORDER BY days_of_cover DESC LIMIT 1"
    )
    answer = turns(assistant, f"Which product in {store} would need the longest to clear?")
    assert _one(connection, longest, store_id) in answer.answer


def test_the_same_bump_for_another_product(turns, assistant, connection, line):
    store, others = line[2], select(connection, "SELECT name FROM products ORDER BY product_id LIMIT 2")
    first, second = (name for (name,) in others)
    asked = (f"How many {first} will {store} sell tomorrow?", "What if demand is 30% above that?")
    answer = turns(assistant, *asked, f"Now {second}, same day and the same bump")
    assert answer.plan.scenario is not None
    assert answer.plan.scenario.value == pytest.approx(0.3)
    answer = turns(assistant, *asked, f"Leave the promotion for a moment. What do they hold of {first} as of now?")
    assert answer.plan.measures == ("on_hand",)


def test_back_to_the_supplier_for_another_store(turns, assistant, connection):
    supplier, supplier_id, store, other, other_id = select(
        connection,
        "SELECT v.name, supplier_id, s.name, t.name, t.store_id FROM suppliers v, stores s, stores t "
        "WHERE s.store_id <> t.store_id "
        "AND 1 < (SELECT count(*) FROM replenishment r JOIN products p USING (product_id) "
        "WHERE p.supplier_id = v.supplier_id AND r.store_id = s.store_id AND order_qty > 0) "
        "AND 0 < (SELECT count(*) FROM replenishment r JOIN products p USING (product_id) "
        "WHERE p.supplier_id = v.supplier_id AND r.store_id = t.store_id AND order_qty > 0) ORDER BY ALL LIMIT 1",
    )[0]
    asked = (f"What should I order from {supplier} for {store}?", "Which of those runs out first?")
    answer = turns(
        assistant, *asked, f"Now {other}: is there anything to get from them for that shop, and how many pieces?"
    )
    total = (
        "SELECT sum(order_qty) FROM replenishment JOIN products p USING (product_id) "
        "WHERE p.supplier_id = ? AND store_id = ?"
    )
    assert f"{_one(connection, total, supplier_id, other_id):,.0f} units" in answer.answer, answer.answer
    answer = turns(assistant, f"What do we buy from {supplier}?", "Which of their open orders is the oldest?")
    assert answer.plan.group_by == "order"
    assert answer.plan.entities.suppliers == (supplier_id,)


def test_a_list_after_late_units_and_no_product_for_several_of_them(turns, assistant, connection):
    late = select(
        connection,
        "SELECT s.name, count(DISTINCT product_id) FROM open_orders JOIN stores s USING (store_id) "
        "WHERE due_on < (SELECT max(date) FROM sales) GROUP BY ALL ORDER BY 2, 1",
    )
    assert late[0][1] == 1 < late[-1][1]
    for store, products in (late[0], late[-1]):
        asked = (f"How many units are late for {store}?", "Which products are those?")
        assert turns(assistant, *asked).plan.intent == "list"
        then = turns(assistant, *asked, "And when will it run out there?")
        assert len(then.plan.entities.products) == 1 if products == 1 else then.status == "clarify"


def test_money_released_and_by_how_much_it_is_overshot(turns, assistant, connection, busy):
    store, store_id = busy
    total = _one(connection, f"SELECT sum(order_value) FROM replenishment WHERE {_TODAY} AND store_id = ?", store_id)
    cap = int(total * 0.6)
    asked = f"Suppose finance releases no more than {cap} euros for those {store} orders. How far would we overshoot?"
    answer = turns(assistant, f"What does it cost to order what must be ordered today in {store}?", asked)
    assert f"{total - cap:,.2f}" in answer.answer, answer.answer
