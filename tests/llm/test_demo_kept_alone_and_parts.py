# ruff: noqa: E501 - queries are read on one line
"""What is kept alone of orders, parts of a sum of money, alerts by their size, classes in the plural, notes gone back to."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of

_TODAY = "r.order_qty > 0 AND r.action IN ('order_now', 'expedite')"


@pytest.fixture(scope="module")
def due(connection):
    """(store, store id, supplier, supplier id, value, lines) of what a shop orders today from one of its suppliers."""
    return select(
        connection,
        f"SELECT s.name, r.store_id, u.name, r.supplier_id, sum(r.order_value), count(*) FROM replenishment r JOIN stores s USING (store_id) JOIN suppliers u ON u.supplier_id = r.supplier_id WHERE {_TODAY} GROUP BY ALL ORDER BY count(*) DESC, 5 DESC LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    "then",
    [
        "Strike all that doesn't come from {u}, what does that make in money?",
        "drop everything except {u}. What's the total?",
        "ignore whatever is not from {u} - how much is it then?",
        "Just {u}, what's the bill?",
    ],
)
def test_all_but_one_supplier_left_out(assistant, turns, due, then):
    store, store_id, supplier, supplier_id, value, _ = due
    answer = turns(assistant, f"What do I have to order today for {store}?", then.format(u=supplier))
    assert answer.plan.entities.suppliers == (supplier_id,)
    assert answer.plan.entities.stores == (store_id,)
    assert value_of(answer, "order_value") == pytest.approx(value, abs=0.01)


def test_so_many_lines_are_left(assistant, turns, due):
    store, _, supplier, _, _, lines = due
    first = f"What do I have to order today for {store}?"
    answer = turns(assistant, first, f"Kick out anything that isn't {supplier}'s. How many lines are left?")
    assert any(f.value == lines for f in answer.facts)
    others = turns(assistant, first, f"Leave out everything from {supplier}. What does the rest come to?")
    assert len(others.plan.entities.suppliers) > 1  # said once, it is left out


@pytest.mark.parametrize(
    ("condition", "then"),
    [
        ("r.action = 'expedite'", "How much of it has to be expedited?"),
        ("r.action IN ('order_now', 'expedite')", "and how much of that bill is urgent?"),
        ("r.action = 'order_soon'", "How much of that can still wait?"),
    ],
)
def test_part_of_a_sum_of_money_stays_money(assistant, turns, connection, ordered, condition, then):
    store, store_id, _ = ordered
    sql = f"SELECT coalesce(sum(order_value), 0) FROM replenishment r WHERE store_id = ? AND order_qty > 0 AND {condition}"
    value = select(connection, sql, store_id)[0][0]
    if not value:
        pytest.skip("nothing of the kind")
    answer = turns(assistant, f"What do all recommended orders for {store} cost?", then)
    assert value_of(answer, "order_value") == pytest.approx(value, abs=0.01)


def test_part_of_the_stock_in_money_and_percent(assistant, turns, connection):
    store, whole, part = select(
        connection,
        "SELECT s.name, sum(on_hand * unit_cost), sum(on_hand * unit_cost) FILTER (action = 'excess') FROM replenishment JOIN products USING (product_id) JOIN stores s USING (store_id) GROUP BY 1 HAVING count(*) FILTER (action = 'excess') > 0 ORDER BY 1 LIMIT 1",
    )[0]
    first = f"What is the stock worth in {store}?"
    assert value_of(turns(assistant, first, "How much of that is overstocked?"), "stock_value") == pytest.approx(
        part, rel=1e-3
    )
    share = turns(assistant, first, "What share of that is overstocked?")
    assert any(f.unit == "%" and f.value == pytest.approx(100 * part / whole, abs=0.1) for f in share.facts)


def test_share_of_a_firms_order(assistant, turns, connection, due):
    store, _, supplier, supplier_id, value, _ = due
    whole = select(connection, f"SELECT sum(order_value) FROM replenishment r WHERE supplier_id = ? AND {_TODAY}", supplier_id)[0][0]  # fmt: skip
    answer = turns(
        assistant,
        "Which suppliers must get an order today?",
        f"Only {supplier}: how much is it for {store}?",
        "What percentage of their order is that?",
    )
    assert any(f.unit == "%" and f.value == pytest.approx(100 * value / whole, abs=0.1) for f in answer.facts)


@pytest.fixture(scope="module")
def spikes(connection):
    """(store, store id, product, product id) of the biggest demand spike of a shop with several."""
    found = select(
        connection,
        "SELECT s.name, a.store_id, p.name, a.product_id, a.kind FROM alerts a JOIN stores s USING (store_id) JOIN products p USING (product_id) WHERE a.kind = 'return_rate' "
        "QUALIFY count(*) OVER (PARTITION BY a.store_id) > 1 AND row_number() OVER (PARTITION BY a.store_id ORDER BY a.value DESC) = 1 ORDER BY 2 LIMIT 1",
    )
    return found[0] if found else None


def test_alerts_by_their_size(assistant, turns, connection, spikes):
    if spikes is None:
        pytest.skip("no such alerts")
    store, store_id, product, product_id, _ = spikes
    first = f"Show me the alerts on the return rate in {store}"
    answer = turns(assistant, first, "which one is the worst?")
    assert product in answer.answer
    assert answer.rows[0]["product_id"] == product_id
    least = turns(assistant, first, "and which is the mildest?")
    assert least.rows[0]["product_id"] != product_id
    stock = select(connection, "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?", store_id, product_id)[0][0]  # fmt: skip
    assert value_of(turns(assistant, first, "which is the highest?", "how much of it is on hand?"), "on_hand") == stock


@pytest.mark.parametrize("then", ["and which {c} are As there?", "which of the {c} are the A's in the shop?"])
def test_classes_in_the_plural(assistant, turns, connection, then):
    store, store_id, category, product = select(
        connection,
        "SELECT s.name, store_id, p.category, min(p.name) FROM stats JOIN products p USING (product_id) JOIN stores s USING (store_id) GROUP BY 1, 2, 3 "
        "HAVING count(*) FILTER (abc_class = 'A') BETWEEN 1 AND 3 AND count(DISTINCT abc_class) > 1 ORDER BY 2, 3 LIMIT 1",
    )[0]
    names = {
        n
        for (n,) in select(connection, "SELECT p.name FROM stats JOIN products p USING (product_id) WHERE store_id = ? AND category = ? AND abc_class = 'A'", store_id, category)
    }  # fmt: skip
    answer = turns(assistant, f"Is {product} an A, B or C in {store}?", then.format(c=category))
    assert {str(r["name"]) for r in answer.rows} == names


def test_as_at_the_head_of_a_sentence_is_no_class(assistant, stores):
    store = stores[0][0]
    plan = assistant.ask(f"As for the Cs in {store}, how many are there?").plan
    assert [f.value for f in plan.filters if f.column == "abc_class"] == ["C"]


def test_what_somebody_had_bet_is_not_asked(assistant, turns, sold, stores):
    name, _, store, store_id = sold
    other, other_id = next(s for s in stores if s[1] != store_id)
    answer = turns(
        assistant,
        f"Which weekday is the best for {name} in {store}?",
        f"Funny, I'd have bet good money on a Sunday. The same for {name}, but in {other}",
    )
    assert answer.plan.measures == ("peak_weekday",)
    assert answer.plan.entities.stores == (other_id,)


def test_the_ranking_without_a_category(assistant, turns, connection, stores):
    store, store_id = stores[0]
    rows = select(
        connection,
        "SELECT p.name, p.category FROM accuracy a JOIN products p USING (product_id) WHERE store_id = ? AND target = 'sales' AND served AND wape IS NOT NULL ORDER BY wape DESC",
        store_id,
    )
    out = rows[0][1]
    expected = next(name for name, category in rows if category != out)
    answer = turns(
        assistant,
        f"Which product has the highest WAPE in {store}?",
        f"Those hardly matter. Not counting {out}, which is it?",
    )
    assert expected in answer.answer


def test_that_note_after_another_subject(assistant, turns, connection):
    title, supplier, product = select(
        connection,
        "SELECT n.title, s.name, (SELECT min(p.name) FROM products p WHERE p.supplier_id <> s.supplier_id) FROM notes n JOIN suppliers s USING (supplier_id) WHERE regexp_matches(n.body, '(?i)prices rise|price list') ORDER BY n.date DESC LIMIT 1",
    )[0]
    answer = turns(
        assistant,
        f"Is there a price letter from {supplier}?",
        f"Who supplies {product}?",
        "Thanks. From which day on did that letter say prices rise?",
    )
    assert answer.plan.intent == "notes"
    assert title in {c.title for c in answer.citations}


def test_without_the_quarter(assistant, turns, connection, sold):
    name, product, store, store_id = sold
    units = select(connection, "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND product_id = ? AND store_id = ?", product, store_id)[0][0]  # fmt: skip
    first = f"How many {name} will {store} sell over the next 7 days?"
    answer = turns(assistant, first, "and if demand is a quarter higher?", "and without the quarter?")
    assert answer.plan.scenario is None
    assert value_of(answer, "expected_sales") == pytest.approx(units, abs=0.06)


def test_numbers_of_orders_behind_the_question(assistant, connection, as_of):
    supplier, numbers = select(
        connection,
        "SELECT s.name, list(DISTINCT order_id) FROM open_orders o JOIN suppliers s USING (supplier_id) WHERE due_on < ? GROUP BY 1 ORDER BY 1 LIMIT 1",
        as_of,
    )[0]
    answer = assistant.ask(f"Which open POs from {supplier} are already past the due date? PO numbers, please.")
    assert answer.plan.group_by == "order"
    assert {str(r["order_id"]) for r in answer.rows} == set(numbers)


def test_left_out_and_back_in(assistant, turns, connection, stores):
    supplier, supplier_id = select(connection, f"SELECT u.name, u.supplier_id FROM replenishment r JOIN suppliers u USING (supplier_id) WHERE {_TODAY} GROUP BY ALL ORDER BY count(DISTINCT store_id) DESC, count(*) DESC, 2 LIMIT 1")[0]  # fmt: skip
    store, store_id = stores[0]
    by_store = dict(select(connection, f"SELECT store_id, sum(order_value) FROM replenishment r WHERE supplier_id = ? AND {_TODAY} GROUP BY 1", supplier_id))  # fmt: skip
    first = f"What must be ordered today from {supplier}?"
    then = f"Drop the {store} lines, what does it come to?"
    less = turns(assistant, first, then)
    rest = sum(v for s, v in by_store.items() if s != store_id)
    assert any(f.value == pytest.approx(rest, abs=0.01) for f in less.facts)
    whole = turns(assistant, first, then, f"and with {store} back in?")
    assert any(f.value == pytest.approx(sum(by_store.values()), abs=0.01) for f in whole.facts)


def test_the_rest_of_the_excess_stock(assistant, turns, connection):
    store, values = select(
        connection,
        "SELECT s.name, list(on_hand * unit_cost ORDER BY on_hand * unit_cost DESC) FROM replenishment JOIN products USING (product_id) JOIN stores s USING (store_id) WHERE action = 'excess' GROUP BY 1 HAVING count(*) > 2 ORDER BY 1 LIMIT 1",
    )[0]
    answer = turns(
        assistant,
        f"Which products in {store} are overstocked?",
        "which of those ties up the most money?",
        "Without that one, what is the rest worth?",
    )
    assert any(f.value == pytest.approx(sum(values[1:]), rel=1e-3) for f in answer.facts)


def test_why_the_first_of_a_ranking(assistant, turns, stores):
    store = stores[0][0]
    first = f"Which product has the highest return rate in {store}?"
    top = turns(assistant, first)
    why = turns(assistant, first, "why is that?")
    assert value_of(why, "return_rate_pct") == pytest.approx(value_of(top, "return_rate_pct"))


def test_quid_are_pounds(assistant, turns, stores):
    plan = turns(assistant, f"What must we order for {stores[0][0]}?", "anything there above 40 quid?").plan
    assert ("order_value", ">", 40) in {(f.column, f.op, f.value) for f in plan.filters}
