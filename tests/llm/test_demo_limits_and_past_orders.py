# ruff: noqa: E501 - a question is read on one line
"""Sums against a limit, what was ordered before, how late orders are, names in a hurried hand, and what is told around."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def open_line(connection):
    """(product, store, store id, units, day placed) of the largest product on order in one store by one order."""
    return select(
        connection,
        "SELECT p.name, s.name, s.store_id, sum(o.quantity), max(o.ordered_on::DATE) FROM open_orders o "
        "JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "GROUP BY 1, 2, 3 HAVING count(*) = 1 ORDER BY 4 DESC, 1 LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def supplier(connection):
    """(name, id, units on open order) of the supplier that has most of them."""
    return select(
        connection,
        "SELECT v.name, v.supplier_id, sum(o.quantity) FROM open_orders o JOIN suppliers v USING (supplier_id) "
        "GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT 1",
    )[0]


# ---- a sum against a limit ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Recommended orders for {store}: how far above EUR {n} are they?",
        "Controlling wants no more than {n} euros. How far over am I with all the orders you recommend for {store}?",
        "We have only got {n} euros for {store}. Are the recommended orders over that, and by how much?",
        "If I order everything you recommend for {store}, do I stay below {n} euros?",
        "Are all recommended orders for {store} together over {n} euros, and by how much?",
        "The budget is EUR {n}. By how much do all recommended orders for {store} exceed it?",
    ],
)
def test_orders_together_are_held_against_a_limit(assistant, ordered, question):
    store, _, cost = ordered
    limit = int(cost) - 300
    answer = assistant.ask(question.format(store=store, n=limit))
    assert any(
        abs(f.value) == pytest.approx(cost - limit, abs=0.01) for f in answer.facts if f.value.__class__ is float
    )


@pytest.mark.parametrize(
    "said", ["accounting said at most {n} euros, how much over is that?", "how much is that over {n} euros?", "do we stay within {n} euros?"]
)  # fmt: skip
def test_what_orders_cost_is_held_against_a_limit_later(assistant, turns, ordered, said):
    store, _, cost = ordered
    limit = int(cost) - 200
    answer = turns(assistant, f"What do all recommended orders for {store} cost?", said.format(n=limit))
    assert any(
        abs(f.value) == pytest.approx(cost - limit, abs=0.01) for f in answer.facts if f.value.__class__ is float
    )


@pytest.mark.parametrize(
    "question",
    [
        "Which recommended orders for {store} are over {n} euros, and by how much?",
        "Above {n} euros we need a signature. Which recommended orders for {store} are over that?",
        "Above €{n} we need a signature. Which recommended orders for {store} are over that?",
    ],
)
def test_a_limit_of_each_order_stays_one_in_money(assistant, connection, ordered, question):
    store, id, _ = ordered
    right = {
        name
        for (name,) in select(
            connection,
            "SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.store_id = ? AND r.order_value > 100",
            id,
        )
    }
    answer = assistant.ask(question.format(store=store, n=100))
    assert answer.plan.intent == "list"
    assert answer.plan.scenario is None
    assert {row["name"] for row in answer.rows} == right


@pytest.mark.parametrize(
    "said", ["how big a check am I writing", "how large a bill would that be", "how fat a cheque do I sign"]
)
def test_how_big_a_check_is_money(assistant, ordered, said):
    store, _, cost = ordered
    answer = assistant.ask(f"If I bought everything you recommend for {store}, {said}?")
    assert value_of(answer, "order_value") == pytest.approx(cost, abs=0.01)


# ---- what was ordered ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    ["How much did we order from {name}?", "hi, how many units have we ordered from {name} so far"],
)  # fmt: skip
def test_what_was_ordered_is_on_order(assistant, supplier, question):
    name, _, units = supplier
    answer = assistant.ask(question.format(name=name))
    assert value_of(answer, "on_order") == units


@pytest.mark.parametrize(
    "question",
    [
        "What did we order from {name}?",
        "Which products have we ordered from {name}?",
        "Did we already order from {name}?",
    ],
)
def test_the_goods_that_were_ordered_are_those_on_order(assistant, connection, supplier, question):
    name, id, _ = supplier
    answer = assistant.ask(question.format(name=name))
    assert answer.plan.measures == ("on_order",)
    assert [f.column for f in answer.plan.filters] == ["on_order"]
    goods = select(connection, "SELECT DISTINCT product_id FROM open_orders WHERE supplier_id = ?", id)
    assert {row["product_id"] for row in answer.rows} == {g for (g,) in goods}


@pytest.mark.parametrize(
    "question", ["Did we order {product} for {store}?", "Have we already ordered {product} in {store}"]
)
def test_whether_a_product_was_ordered(assistant, open_line, question):
    product, store, _, units, _ = open_line
    assert value_of(assistant.ask(question.format(product=product, store=store)), "on_order") == units


@pytest.mark.parametrize(
    "question", ["When did we last order {product} for {store}?", "When did we order {product} in {store}?"]
)
def test_when_it_was_ordered_is_a_day_that_was(assistant, open_line, question):
    product, store, _, _, day = open_line
    answer = assistant.ask(question.format(product=product, store=store))
    assert value_of(answer, "ordered_on") == day


@pytest.mark.parametrize(
    "question", ["What should we order from {name}?", "What would we have to order from {name} today?", "What do you want us to order from {name}?"]
)  # fmt: skip
def test_what_is_to_be_ordered_is_not_what_was(assistant, supplier, question):
    answer = assistant.ask(question.format(name=supplier[0]))
    assert "order_qty" in answer.plan.measures


@pytest.mark.parametrize(
    "question",
    [
        "How late are the orders from {name}?",
        "How far behind are {name} deliveries?",
        "how late r {name} orders running",
    ],
)
def test_how_late_orders_are_recommends_none(assistant, supplier, question):
    answer = assistant.ask(question.format(name=supplier[0]))
    assert answer.plan.measures[0] == "days_late"


# ---- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("stk of clw hmmr 16oz in {store}", "Claw Hammer 16oz"),
        ("r we forcasting claw hamers too low in {store}", "Claw Hammer 16oz"),
        ("grk yghrt 1kg fcst {store} nxt wk", "Greek Yoghurt 1kg"),
        ("greek yogurt 1kg stock in {store}", "Greek Yoghurt 1kg"),
    ],
)
def test_names_in_a_hurried_hand(assistant, connection, stores, question, name):
    ((id,),) = select(connection, "SELECT product_id FROM products WHERE name = ?", name)
    answer = assistant.ask(question.format(store=stores[0][0].lower()))
    assert answer.plan.entities.products == (id,)


@pytest.mark.parametrize(
    "question",
    [
        "{word} stuff that must be ordered today, list please",
        "any {word} lorries late?",
        "which {word} items do we have to order",
    ],
)
def test_a_supplier_by_the_first_word_of_its_name(assistant, connection, question):
    firms = select(connection, "SELECT name, supplier_id FROM suppliers")
    first = [name.split()[0].lower() for name, _ in firms]
    for (_, id), word in zip(firms, first, strict=True):
        if first.count(word) == 1:
            assert assistant.ask(question.format(word=word)).plan.entities.suppliers == (id,)


# ---- what is told around the question -----------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Buying meeting on Thursday, I need one number: units {store} is expected to sell next week, all products.",
        "We have a call tomorrow at 10: how many units will {store} sell next week in total?",
        "How many units will {store} sell next week in total? I need to know whether one forklift is enough.",
    ],
)
def test_when_it_is_needed_is_not_what_is_asked(assistant, connection, stores, question):
    store, id = stores[0]
    ((units,),) = select(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND store_id = ? AND step BETWEEN "
        "8 - isodow((SELECT max(date)::DATE FROM sales)) AND 14 - isodow((SELECT max(date)::DATE FROM sales))",
        id,
    )
    assert value_of(assistant.ask(question.format(store=store)), "expected_sales") == pytest.approx(units, abs=0.01)


@pytest.mark.parametrize(
    "question",
    ["{one} apart, which store has the most stock on hand?", "Which store has the most stock on hand, {one} aside?"],
)
def test_a_store_set_apart_is_left_out(assistant, connection, question):
    ranked = select(
        connection,
        "SELECT s.name FROM replenishment r JOIN stores s USING (store_id) GROUP BY 1 ORDER BY sum(r.on_hand) DESC",
    )
    answer = assistant.ask(question.format(one=ranked[0][0]))
    assert ranked[1][0] in answer.answer
    assert ranked[0][0] not in answer.answer.split(":")[0]


@pytest.mark.parametrize(
    "question",
    ["How many days do we get to pay an invoice from {name}?", "How long have we got to pay {name}?", "How many days credit do we have with {name}?"],
)  # fmt: skip
def test_the_time_to_pay_is_the_payment_terms(assistant, supplier, question):
    assert assistant.ask(question.format(name=supplier[0])).plan.measures == ("supplier_payment_terms",)


@pytest.mark.parametrize(
    "question",
    ["what does tool barn charge for the Claw Hammer 16oz", "Is the supermarket next door cheaper than us for Claw Hammer 16oz?", "wat does mega diy ask for Claw Hammer 16oz, r they cheaper than us"],
)  # fmt: skip
def test_what_others_charge_is_not_held(assistant, question):
    assert assistant.ask(question).status in ("no_data", "refused")


def test_an_event_is_told_in_the_month_that_it_falls_into(assistant, connection, as_of):
    names = select(
        connection,
        "SELECT name, min(date)::DATE FROM events WHERE date::DATE > ? AND month(date::DATE) = month(?::DATE + 1) GROUP BY 1",
        as_of,
        as_of,
    )
    for name, day in names:
        if (day.year, day.month) == (as_of.year, as_of.month):
            assert value_of(assistant.ask(f"When is {name} happening this month?"), "next_event") == day


def test_a_note_that_says_something_supposes_nothing(assistant, supplier):
    answer = assistant.ask(
        f"I hear {supplier[0]} is closing for a while. What does the note say, and how much do you recommend to order from them?"
    )
    assert answer.plan.scenario is None


@pytest.mark.parametrize(
    "question",
    [
        "How many sales of {name} do we expect in {store} next week?",
        "Demand for {name} in {store} over the next 7 days?",
    ],
)
def test_a_size_with_a_times_sign_multiplies_no_demand(assistant, connection, stores, question):
    for (name,) in select(connection, "SELECT name FROM products WHERE regexp_matches(name, '\\d x \\d')"):
        answer = assistant.ask(question.format(name=name, store=stores[0][0]))
        assert answer.plan.intent == "value"
        assert answer.plan.scenario is None
