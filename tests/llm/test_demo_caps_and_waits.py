# ruff: noqa: E501 - questions are read on one line
"""Caps on money and what goes over them, waits for a delivery, what is left out, other people's prices, places in a list."""

from __future__ import annotations

import pytest

from rag.plan import EVERYWHERE
from tests.llm.demo_world import expected_units, select, value_of


@pytest.fixture(scope="module")
def plan(assistant):
    return assistant.understander.plan


@pytest.mark.parametrize(
    "words",
    [
        "We only get 300 from finance for Cork. If I ordered all that you advise there, what would be the overrun?",
        "Cork: cost of all recommended orders, and excess over 300?",
        "For Cork they won't go past €300. If we placed every order you recommend, what would it cost and what's the excess over that limit?",
        "By how many euros do the recommended orders for Cork exceed a ceiling of 300 euros?",
        "How much more than 300 would I be spending if I followed every recommendation for Cork?",
        "We have 300 for Cork, not a cent more. Buying all you recommend there costs how much, and what is that above the budget?",
    ],
)
def test_what_goes_over_a_cap(plan, words):
    asked = plan(words)
    assert asked.scenario.kind == "budget"
    assert asked.scenario.value == 300
    assert len(asked.entities.stores) == 1
    assert [(f.column, f.op) for f in asked.filters] == [("order_qty", ">")]


@pytest.mark.parametrize(
    "words",
    [
        "If {supplier} really needs 16 days to deliver, what will {store} have sold of {product} by the time that's over?",
        "Their lead time is being raised to 16 days, {supplier} writes. How many units of {product} is {store} expected to sell in that time?",
        "Expected sales of {product}, {store}, during the new lead time of 16 days that {supplier} announced",
        "Suppose {supplier} takes 16 days rather than the usual ones to get {product} to us: how many should {store} count on selling within that 16-day stretch?",
        "Starting tomorrow, how many {product} would {store} be selling over 16 days?",
        "How many {product} does {store} sell over a 16-day wait? {supplier} warns of that, where 4 is the rule.",
        "{product} {store}, wait goes 4d to 16d, units sold while waiting?",
        "The lorry with {product} for {store} may well last 16 days, normally it is 4. How many pieces are we selling meanwhile?",
    ],
)
def test_what_is_sold_while_a_delivery_is_awaited(assistant, connection, sold, words):
    product, product_id, store, store_id = sold
    supplier = select(
        connection,
        "SELECT s.name FROM suppliers s JOIN products p USING (supplier_id) WHERE product_id = ?",
        product_id,
    )[0][0]
    answer = assistant.ask(words.format(supplier=supplier, store=store, product=product))
    assert value_of(answer, "expected_sales") == pytest.approx(expected_units(connection, store_id, product_id, 16))


@pytest.mark.parametrize("words", ["If that went to 16 days, what would the shop sell in them?", "They hinted at more. What goes out of {store} during the wait, were it 16 days?"])  # fmt: skip
def test_a_wait_after_the_lead_time(assistant, connection, sold, words):
    product, product_id, store, store_id = sold
    assistant.ask(f"What is the delivery time of {product} to {store}?", conversation_id=words)
    answer = assistant.ask(words.format(store=store), conversation_id=words)
    assert value_of(answer, "expected_sales") == pytest.approx(expected_units(connection, store_id, product_id, 16))


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("{product}, {store}, next 7 days: 30% more demand, how many units on top?", 0.3),
        ("If a third of the demand for {product} in {store} never shows up in the next 7 days, how many fewer is that?", -1 / 3),
        ("Suppose {product} beats our forecast in {store} by a quarter over the next 7 days: just the extra units, please", 0.25),
    ],
)  # fmt: skip
def test_what_more_or_less_demand_makes(assistant, connection, sold, words, changes):
    product, product_id, store, store_id = sold
    answer = assistant.ask(words.format(product=product, store=store))
    change = changes * expected_units(connection, store_id, product_id)
    assert value_of(answer, "difference") == pytest.approx(change, rel=1e-4)


@pytest.mark.parametrize(
    "words",
    [
        "{product}, {store}: inv position with all open POs binned, rest as is?",
        "Their lorry may never turn up, and {store} would lose what is on order of {product}. Where would our inventory position be?",
    ],
)
def test_the_position_without_lost_orders(assistant, connection, words):
    product, store, position = select(
        connection,
        "SELECT p.name, s.name, r.inventory_position - r.on_order FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE r.on_order > 0 ORDER BY r.on_order DESC, product_id LIMIT 1",
    )[0]
    answer = assistant.ask(words.format(product=product, store=store))
    assert value_of(answer, "scenario_value") == pytest.approx(position)


@pytest.mark.parametrize(
    "words",
    [
        "T-Shirts always come back because of the sizes, so forget those. What three other products have the highest return rate in Sligo?",
        "The top three of Sligo by return rate, but not looking at T-Shirts.",
        "Sligo overstock w/o T-Shirts?",
    ],
)
def test_what_is_left_out(plan, words):
    asked = plan(words)
    assert "T-Shirts" not in asked.entities.categories
    assert len(asked.entities.categories) > 1
    assert asked.intent in ("rank", "list")


@pytest.mark.parametrize(
    "words",
    [
        "Any idea what the discount shop across the road from our Cork branch will be asking for {product} next week?",
        "rival opposite Cork: {product} price next week?",
        "How much is the other shop close to Cork going to charge for {product}?",
        "Someone undercuts us on {product}. What do they ask, less than we do?",
        "At how much do the other shops of the town sell {product}?",
    ],
)
def test_prices_of_others_are_not_ours(plan, sold, words):
    assert plan(words.format(product=sold[0])).intent == "no_data"


def test_a_rival_told_beside_the_question_refuses_nothing(plan, sold):
    asked = plan(f"The shop across the road sells it cheaper now. How many {sold[0]} will we sell in Cork next week?")
    assert asked.measures == ("expected_sales",)


@pytest.mark.parametrize(
    ("words", "offset"),
    [
        ("Rank the Cork products on their unit forecast for next week and name me the one at position two.", 1),
        ("Which product takes place 3 in Cork by expected sales next week?", 2),
    ],
)
def test_one_place_of_a_list(plan, words, offset):
    asked = plan(words)
    assert (asked.intent, asked.limit, asked.offset) == ("rank", 1, offset)


@pytest.mark.parametrize(
    "words",
    [
        "Dairy next wk: chain units, and Cork share in %?",
        "What part, in percent, does Cork have in the Dairy units we expect to sell next week in all shops, and how many units is that whole?",
        "I'm putting together the slide on Dairy. How many units do you expect us to sell next week over the entire chain, and what percentage of them goes through Cork?",
    ],
)
def test_a_share_of_the_same_goods_everywhere(plan, words):
    asked = plan(words)
    assert asked.share
    assert asked.share_of in (EVERYWHERE, "category")
    assert (asked.entities.categories, len(asked.entities.stores)) == (("Dairy",), 1)


def test_the_dearest_of_the_orders_just_told_is_one_of_that_place(plan):
    first = "Cork, all recommended orders pls"
    told = [{"role": "user", "content": first}, {"role": "assistant", "content": ""}]
    assert plan("which is the most expensive?", told).entities.stores == plan(first).entities.stores


def test_so_many_of_the_days_named_before(plan, sold):
    asked = plan(f"{sold[0]} in Cork: units forecast for the coming seven days against units sold over the last seven.")
    assert {w.side for w in (asked.window, asked.second_window)} == {"forecast", "history"}
    assert asked.window.days == asked.second_window.days == 7
    lowest = plan(f"On which day in the coming seven will Cork sell the fewest {sold[0]}?")
    assert (lowest.statistic, lowest.measures) == ("low_day", ("expected_sales",))


@pytest.mark.parametrize(
    "words",
    [
        "In Cork, what have we got in Dairy without any open PO?",
        "Please show the Dairy articles of Cork where no order is open",
        "Which Dairy articles of Cork aren't on any open purchase order?",
        "In Cork, for which Dairy items is there no purchase order running?",
        "Cork Dairy: no open PO, list",
    ],
)
def test_goods_without_an_open_order(plan, words):
    asked = plan(words)
    assert asked.intent == "list"
    assert [(f.column, f.op, f.value) for f in asked.filters] == [("on_order", "<=", 0)]
    assert (asked.entities.categories, len(asked.entities.stores)) == (("Dairy",), 1)


@pytest.mark.parametrize(
    "words",
    [
        "Jan 2026 note, Lowland Distribution batch withdrawal: which product, and its expected sales for the next 7 days, all stores?",
        "How many units are forecast for the next 7 days of the product whose batch Lowland Distribution took back, and which product is it?",
        "Which item had the batch withdrawn by Lowland Distribution (see the notes)? Please add its expected sales for the next 7 days.",
    ],
)
def test_goods_called_by_a_note_and_the_firm_in_it(plan, connection, words):
    note, product = select(
        connection,
        "SELECT note_id, product_id FROM notes JOIN suppliers s USING (supplier_id) WHERE title ILIKE '%batch%' AND s.name = 'Lowland Distribution'",
    )[0]
    asked = plan(words)
    assert (asked.entities.products, asked.entities.notes) == ((product,), (note,))
    assert asked.measures[0] == "expected_sales"


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        (
            "The quantity of {product} that we expect {store} to be unable to sell for want of stock",
            "expected_lost_units",
        ),
        ("Out of 100 times, how many is the up/down call on {product} in {store} correct?", "direction_accuracy"),
        ("Has any {product} been ordered for {store} yet, and if so what quantity?", "on_order"),
        ("EUR of recommended orders, {store}", "order_value"),
        ("Which products in {store} come back the most in relation to sales?", "return_rate_pct"),
        ("{store}: 3 lowest days of cover?", "days_of_cover"),
    ],
)
def test_figures_in_other_words(plan, sold, words, measure):
    product, _, store, _ = sold
    asked = plan(words.format(product=product, store=store))
    assert asked.measures[0] == measure
    assert asked.group_by in (None, "product")


@pytest.mark.parametrize(
    ("words", "days", "size"),
    [
        ("Right, I'll be away then, so do me the one after next week too", 7, None),
        ("and one week later how is it?", 7, None),
        ("Say people buy 30 percent more, where do we end up then?", 7, 0.3),
        ("it's been raining all week so I'm not so sure. knock 10% off the demand, what do we get", 7, -0.1),
    ],
)
def test_a_week_later_and_another_demand_after_sales(plan, sold, words, days, size):
    product, product_id, store, store_id = sold
    first = f"Expected sales of {product} in {store} next week, please."
    before = plan(first)
    asked = plan(words, [{"role": "user", "content": first}, {"role": "assistant", "content": ""}])
    assert (asked.entities.products, asked.entities.stores) == ((product_id,), (store_id,))
    assert asked.measures == ("expected_sales",)
    assert asked.window.days == days
    assert (asked.scenario.value if asked.scenario else None) == size
    assert (asked.window.start > before.window.end) == (size is None)
