"""Second messages that keep what was spoken of: a limit, a what-if, a draft, a set less some of it, an unknown name."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of

_TODAY = "action IN ('order_now', 'expedite') AND order_qty > 0"
_ORDERED = "order_qty > 0"


@pytest.fixture(scope="module")
def busy(connection):
    """(name, id) of the stores with the most recommended orders."""
    return select(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) WHERE order_qty > 0 "
        "GROUP BY ALL ORDER BY count(*) DESC, store_id LIMIT 2",
    )


@pytest.fixture(scope="module")
def goods(connection):
    """(name, id, store, its id) of products with plain names, two in the same store first."""
    return select(
        connection,
        "SELECT p.name, product_id, s.name, store_id FROM replenishment JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) JOIN stats USING (product_id, store_id) WHERE trend_pct_28d IS NOT NULL "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(p.name), lower(q.name))) = 1 "
        "ORDER BY store_id, product_id LIMIT 2",
    )


def _names(answer):
    return {row["name"] for row in answer.rows}


def _ordered(connection, store_id, condition=_ORDERED):
    rows = select(
        connection,
        f"SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE store_id = ? AND {condition}",
        store_id,
    )
    return {name for (name,) in rows}


def _sum(connection, column, store_id, condition=_ORDERED):
    return select(connection, f"SELECT sum({column}) FROM replenishment WHERE store_id = ? AND {condition}", store_id)[
        0
    ][0]


@pytest.mark.parametrize(
    "right", ["typo, sorry. {}", "no wait, {} is the one I'm after", "my mistake, it should be {}", "I need {} instead"]
)
def test_a_name_put_right_answers_the_question_before(turns, assistant, connection, goods, right):
    name, product_id, store, store_id = goods[0]
    answer = turns(assistant, f"How many Zorblatt Gizmos are on hand in {store}?", right.format(name))
    sql = "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?"
    assert value_of(answer, "on_hand") == select(connection, sql, store_id, product_id)[0][0]


def test_a_store_beside_the_name_put_right_is_put_right_too(turns, assistant, connection, goods, busy):
    name, product_id, store, store_id = goods[0]
    other = next(n for n, i in busy if i != store_id)
    question = f"How many Zorblatt Gizmos are on hand in {other}?"
    answer = turns(assistant, question, f"sorry, wrong name: {name}, and in {store} please")
    sql = "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?"
    assert value_of(answer, "on_hand") == select(connection, sql, store_id, product_id)[0][0]


@pytest.mark.parametrize("then", ["and what runs out there?", "how many alerts does that shop have?"])
def test_an_unknown_store_stays_unknown(turns, assistant, busy, then):
    answer = turns(assistant, f"What has to be ordered today in {busy[0][0]}?", "And in our Vrindle Quay branch?", then)
    assert answer.status == "no_data"
    assert "Vrindle Quay" in answer.answer


def test_another_store_after_an_unknown_one_has_what_was_asked_first(turns, assistant, busy):
    opening = (f"How many products need an order in {busy[0][0]}?", "and at our Vrindle Quay branch?")
    assert turns(assistant, *opening, f"and in {busy[1][0]}?").plan.entities.stores == (busy[1][1],)


@pytest.mark.parametrize("said", ["and last week, i mean monday to sunday?", "last week then, that is from mon to sun"])
def test_monday_to_sunday_says_which_week(turns, assistant, goods, said):
    name, _, store, _ = goods[0]
    plan = turns(assistant, f"How many {name} did {store} sell yesterday?", said).plan
    assert (plan.window.label.startswith("last week"), plan.filters) == (True, ())


def test_the_first_of_two_products_in_another_store(turns, assistant, connection, goods, busy):
    (one, one_id, store, store_id), (two, *_) = goods
    other, other_id = next((n, i) for n, i in busy if i != store_id)
    known = select(
        connection, "SELECT trend_pct_28d FROM stats WHERE store_id = ? AND product_id = ?", other_id, one_id
    )
    opening = f"By what percentage has {one} changed in {store} over the last 28 days?"
    answer = turns(assistant, opening, f"and {two}?", f"now the first of those two in {other}")
    assert answer.plan.entities.products == (one_id,)
    assert answer.plan.measures[0] == "trend_pct_28d"
    if known:
        assert value_of(answer, "trend_pct_28d") == pytest.approx(known[0][0])


def test_units_after_a_list_of_orders_are_units_of_the_orders(turns, assistant, connection, busy):
    (store, store_id), *_ = busy
    opening = (f"Which orders do you recommend for {store}?", "only those with fewer than 12 units")
    assert _names(turns(assistant, *opening)) == _ordered(connection, store_id, "order_qty > 0 AND order_qty < 12")
    answer = turns(assistant, *opening, "too many, make it fewer than 6")
    assert _names(answer) == _ordered(connection, store_id, "order_qty > 0 AND order_qty < 6")


def test_what_need_not_go_out_today(turns, assistant, connection, busy):
    (store, store_id), *_ = busy
    then = "and which of the recommended orders don't have to go out today?"
    answer = turns(assistant, f"Which products must be ordered today in {store}?", then)
    expected = _ordered(connection, store_id, "order_qty > 0 AND action NOT IN ('order_now', 'expedite')")
    assert _names(answer) == expected


def _supplier_of_today(connection, store_id):
    return select(
        connection,
        "SELECT v.name, supplier_id FROM replenishment JOIN suppliers v USING (supplier_id) "
        f"WHERE store_id = ? AND {_TODAY} GROUP BY ALL ORDER BY count(*), 1 LIMIT 1",
        store_id,
    )[0]


def test_a_supplier_left_out_of_todays_orders(turns, assistant, connection, busy):
    (store, store_id), *_ = busy
    firm, firm_id = _supplier_of_today(connection, store_id)
    rest = f"{_TODAY} AND r.supplier_id <> '{firm_id}'"
    opening = f"What do I have to order today for {store}?"
    answer = turns(assistant, opening, f"drop the {firm} lines, which ones are left?")
    assert _names(answer) == _ordered(connection, store_id, rest)
    answer = turns(assistant, opening, "what does it cost?", f"and what is it without {firm}, in money?")
    left = _sum(connection, "order_value", store_id, rest.replace("r.", ""))
    assert any(f.value == pytest.approx(left) for f in answer.facts if f.measure == "order_value")


def _firm_of_two(connection, busy):
    return select(
        connection,
        "SELECT v.name, supplier_id FROM replenishment JOIN suppliers v USING (supplier_id) WHERE order_qty > 0 "
        "AND store_id IN (?, ?) GROUP BY ALL HAVING count(DISTINCT store_id) = 2 ORDER BY count(*) DESC, 1 LIMIT 1",
        *(i for _, i in busy),
    )[0]


def test_the_same_draft_for_another_store(turns, assistant, connection, busy):
    (store, _), (other, other_id) = busy
    firm, firm_id = _firm_of_two(connection, busy)
    opening = (f"Draft an order to {firm} for {store}.", "How much is it?")
    answer = turns(assistant, *opening, f"Make another one for {other}.")
    assert answer.plan.intent == "draft_order"
    assert _names(answer) == _ordered(connection, other_id, f"order_qty > 0 AND r.supplier_id = '{firm_id}'")
    answer = turns(assistant, *opening, f"Do the same for {other}. How many units would that be?")
    units = _sum(connection, "order_qty", other_id, f"order_qty > 0 AND supplier_id = '{firm_id}'")
    assert value_of(answer, "order_qty") == units


def test_the_rest_of_a_ranking_is_all_that_comes_after_it(turns, assistant, connection, busy):
    (store, store_id), *_ = busy
    answer = turns(assistant, f"Which 2 recommended orders of {store} are the dearest?", "show me the others")
    rows = select(
        connection,
        "SELECT order_value FROM replenishment WHERE store_id = ? AND order_qty > 0 ORDER BY order_value DESC OFFSET 2",
        store_id,
    )
    assert sorted(r["order_value"] for r in answer.rows) == pytest.approx(sorted(v for (v,) in rows))
    assert "highest" not in answer.answer


@pytest.mark.parametrize(("said", "severity"), [("and the warnings?", "warning"), ("how about info?", "info")])
def test_another_severity_and_then_another_store(turns, assistant, connection, busy, said, severity):
    (store, _), (other, other_id) = busy
    answer = turns(assistant, f"How many critical alerts does {store} have?", said, f"and {other}?")
    sql = "SELECT count(*) FROM alerts WHERE store_id = ? AND severity = ?"
    assert len(answer.rows) == select(connection, sql, other_id, severity)[0][0]


@pytest.mark.parametrize(
    "said", ["and for the 7 days ahead, more or less?", "and the next 7 days, up or down, and by how much?"]
)
def test_more_or_less_is_the_difference_of_both_times(turns, assistant, connection, goods, said):
    name, product_id, store, store_id = goods[0]
    answer = turns(assistant, f"How many {name} did {store} sell in the last 7 days?", said)
    gap = select(
        connection,
        "SELECT abs((SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id = $1 "
        "AND product_id = $2)"
        " - (SELECT sum(units_sold) FROM sales WHERE date > (SELECT max(date) FROM sales) - INTERVAL 7 DAY"
        " AND store_id = $1 AND product_id = $2))",
        store_id,
        product_id,
    )[0][0]
    assert value_of(answer, "difference") == pytest.approx(gap)


@pytest.mark.parametrize("said", ["and {}, under the same assumption?", "and {}?", "same drop in {}, what then?"])
def test_a_what_if_goes_on_in_another_store(turns, assistant, busy, said):
    (store, _), (other, other_id) = busy
    opening = (f"How many units will {store} sell next week?", "and if demand fell by 15%?")
    plan = turns(assistant, *opening, said.format(other)).plan
    assert plan.scenario.value == -0.15
    assert plan.entities.stores == (other_id,)


@pytest.mark.parametrize("said", ["what if it was 90?", "and how much would be missing with 90?", "make it 90"])
def test_another_budget(turns, assistant, connection, busy, said):
    (store, store_id), *_ = busy
    opening = (f"What do all the recommended orders for {store} cost?", "I have only 50 to spend. What is missing?")
    answer = turns(assistant, *opening, said)
    assert value_of(answer, "shortfall") == pytest.approx(_sum(connection, "order_value", store_id) - 90)


def test_a_question_about_their_prices_is_one_about_the_supplier_of_the_product(turns, assistant, connection, goods):
    name, product_id, *_ = goods[0]
    ((firm,),) = select(connection, "SELECT supplier_id FROM products WHERE product_id = ?", product_id)
    plan = turns(assistant, f"Who supplies {name}?", "are they raising their prices?").plan
    assert (plan.intent, plan.entities.suppliers) == ("notes", (firm,))
    plan = turns(
        assistant, f"Who supplies {name}?", "are they raising their prices?", "by what percentage, and when?"
    ).plan
    assert (plan.intent, plan.entities.suppliers) == ("notes", (firm,))
    assert "raising" in plan.note_query


def test_a_recall_of_it_is_of_the_product_spoken_of(turns, assistant, goods):
    name, product_id, store, _ = goods[0]
    opening = (f"How many {name} do we sell in {store} next week?", "i heard it was recalled at some point?")
    assert turns(assistant, *opening).plan.entities.products == (product_id,)
    plan = turns(assistant, *opening, "what batch was that").plan
    assert (plan.intent, plan.entities.products) == ("notes", (product_id,))


def test_the_closure_of_another_supplier(turns, assistant, connection):
    (one, _), (two, two_id) = select(connection, "SELECT name, supplier_id FROM suppliers ORDER BY supplier_id LIMIT 2")
    plan = turns(assistant, f"When is {one} closed?", f"thanks. and {two}, until when?").plan
    assert (plan.intent, plan.entities.suppliers) == ("notes", (two_id,))


@pytest.mark.parametrize("said", ["and what do your own figures say for {}?", "what's the percentage in {} alone?"])
def test_the_rate_after_a_note_on_returns(turns, assistant, connection, goods, said):
    name, product_id, store, store_id = goods[0]
    answer = turns(assistant, f"What does the note on the returns of {name} say?", said.format(store))
    sql = "SELECT return_rate_pct FROM stats WHERE store_id = ? AND product_id = ?"
    assert value_of(answer, "return_rate_pct") == pytest.approx(select(connection, sql, store_id, product_id)[0][0])


@pytest.mark.parametrize(
    ("opening", "said", "columns"),
    [
        (
            "How much stock of {0} is in {1}?",
            "by how many units is that above the safety stock?",
            "r.on_hand - r.safety_stock",
        ),
        (
            "What is the reorder point of {0} in {1}?",
            "what is the gap between that and our stock?",
            "r.on_hand - r.reorder_point",
        ),
        (
            "How many {0} will {1} sell tomorrow?",
            "how far off is that from the daily average of the last 28 days, in units?",
            "(SELECT f.mean FROM forecasts f WHERE f.target = 'sales' AND f.step = 1 AND f.store_id = r.store_id "
            "AND f.product_id = r.product_id) - t.avg_daily_28d",
        ),
    ],
)  # fmt: skip
def test_a_figure_held_against_another_is_their_difference(turns, assistant, connection, goods, opening, said, columns):
    name, product_id, store, store_id = goods[0]
    answer = turns(assistant, opening.format(name, store), said)
    sql = (
        f"SELECT abs({columns}) FROM replenishment r JOIN stats t USING (store_id, product_id) "
        "WHERE store_id = ? AND product_id = ?"
    )
    gap = select(connection, sql, store_id, product_id)[0][0]
    assert value_of(answer, "difference") == pytest.approx(gap)
    assert not any(f.measure == "change_pct" for f in answer.facts)
