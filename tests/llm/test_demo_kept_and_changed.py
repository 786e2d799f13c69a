"""What a second message keeps of the first: the product that a supplier brings, a supposition, a list, an order."""

from __future__ import annotations

import pytest

from rag.plan import Scenario
from tests.llm.demo_world import select


def _of(plan):
    return plan.entities.products, plan.entities.stores, plan.entities.suppliers


@pytest.mark.parametrize(
    "then",
    [
        "If Lowland Distribution took 11 days rather than 5, how many would we sell there in those 11 days?",
        "Lowland Distribution LT 11d instead of 5: sales over those 11d?",
        "They say it may be 11 days on its way from now on, not 5. What does that shop sell meanwhile?",
        "The lead time could go from 5 to 11 days, so what sells until it is here?",
    ],
)
def test_a_supplier_that_takes_longer_leaves_the_product(assistant, turns, then):
    first = turns(assistant, "How many Shower Hose 2m will Cork sell next week?")
    answer = turns(assistant, "How many Shower Hose 2m will Cork sell next week?", then)
    assert _of(answer.plan) == _of(first.plan)
    assert answer.plan.measures == ("expected_sales",)
    supposed = answer.plan.scenario
    assert supposed.value == 11.0 if supposed is not None else answer.plan.window.days == 11


@pytest.mark.parametrize(
    "then", ["What do we order from Lowland Distribution there?", "And all products of Lowland Distribution?"]
)
def test_goods_of_a_supplier_are_theirs(assistant, turns, then):
    answer = turns(assistant, "How many Shower Hose 2m will Cork sell next week?", then)
    assert answer.plan.entities.suppliers
    assert not answer.plan.entities.products


def test_a_shop_put_right_after_that(assistant, turns):
    wait = "If Lowland Distribution took 11 days rather than 5, how many would we sell in Cork in those 11 days?"
    asked = ("How many Shower Hose 2m will Cork sell next week?", wait, "And what did Cork sell of it last week?")
    meant = turns(assistant, *asked, "Sorry, wrong shop, I meant Sligo.")
    assert {(r["product"], r["store"]) for r in meant.rows} == {("Shower Hose 2m", "Sligo")}
    assert meant.plan.measures == ("actual_sales",)


@pytest.mark.parametrize(
    "then",
    [
        "And Greek Yoghurt 1kg, same plus, same day?",
        "Greek Yoghurt 1kg: date and uplift unchanged",
        "Do Greek Yoghurt 1kg now, keep the date and the percentage",
        "now Greek Yoghurt 1kg, everything else as before",
    ],
)
def test_a_supposition_of_the_next_product(assistant, turns, then):
    asked = ("Shower Hose 2m in Cork on 14 November 2026?", "And with 30% more?", "Too much, try 15% more instead.")
    before, plan = turns(assistant, *asked).plan, turns(assistant, *asked, then).plan
    assert (plan.window, plan.entities.stores) == (before.window, before.entities.stores)
    assert plan.scenario == Scenario("demand", 0.15, relative=True)
    assert plan.entities.products not in ((), before.entities.products)


@pytest.mark.parametrize(
    ("then", "size"),
    [
        ("And if 30% of that demand doesn't show up?", -0.3),
        ("A quarter of these buyers may go elsewhere. What remains?", -0.25),
        ("What would it drop to if the strike costs us 12 percent of it?", -0.12),
        ("What if demand exceeded this figure by 40%?", 0.4),
    ],
)
def test_a_part_that_stays_away_is_lost(assistant, turns, then, size):
    plan = turns(assistant, "How many Shower Hose 2m will Cork sell next week?", then).plan
    assert plan.scenario == Scenario("demand", size, relative=True)


@pytest.mark.parametrize(
    ("then", "measures"),
    [
        ("total qty + total EUR?", ("order_qty", "order_value")),
        ("Total pieces and money, for approval?", ("order_qty", "order_value")),
        ("What's the overall quantity in units?", ("order_qty",)),
    ],
)
@pytest.mark.parametrize("first", ["Which lines should I order for Dublin?", "What must be ordered in Dublin?"])
def test_totals_of_an_order_list(assistant, turns, first, then, measures):
    listed, answer = turns(assistant, first), turns(assistant, first, then)
    assert answer.plan.measures == measures
    assert _of(answer.plan) == _of(listed.plan)


@pytest.mark.parametrize(
    "then", ["top one by qty OH?", "no.1 by units on hand?", "the one with the most on the shelf?"]
)
def test_the_first_of_a_list(assistant, connection, turns, then):
    answer = turns(assistant, "Dublin, full overstock list please", then)
    (name,) = select(
        connection,
        "SELECT p.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE s.name = 'Dublin' AND r.action = 'excess' ORDER BY r.on_hand DESC LIMIT 1",
    )[0]
    assert name in answer.answer


@pytest.mark.parametrize(
    "then", ["By stock on hand, which one comes first?", "Head office looks at stock on hand. Which one leads?"]
)
def test_the_first_store_by_another_figure(assistant, turns, then):
    plan = turns(assistant, "Which store will sell the most units next week?", then).plan
    assert (plan.group_by, plan.sort.measure) == ("store", "on_hand")
