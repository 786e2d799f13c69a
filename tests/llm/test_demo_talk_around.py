"""Questions with talk around them, and ordinary requests in formal or translated words."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select


@pytest.fixture(scope="module")
def named(connection):
    """Two suppliers, a store, and a product of it with something on order."""
    suppliers = [name for (name,) in select(connection, "SELECT name FROM suppliers ORDER BY supplier_id LIMIT 2")]
    product, product_id, store, store_id = select(
        connection,
        "SELECT p.name, product_id, s.name, store_id FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE r.on_order > 0 "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "ORDER BY product_id, store_id LIMIT 1",
    )[0]
    return {
        "s1": suppliers[0], "s2": suppliers[1], "p": product, "p_id": product_id, "s": store, "s_id": store_id,
    }  # fmt: skip


def _asked(assistant, turns, names):
    history, answer = [], None
    for said in turns:
        said = said.format(**names)
        answer = assistant.ask(said, history)
        history += [{"role": "user", "content": said}, {"role": "assistant", "content": answer.answer}]
    return answer


@pytest.mark.parametrize(
    "said",
    [
        "my head is splitting after that stocktake, so one number is enough: how many {p} are on hand in {s}?",
        "The driver was moaning about road works again, and my knees are gone. How many {p} are on hand in {s}?",
        "Honest to God, what a day. I'm fed up with the recall business, how many {p} are on hand in {s}?",
        "don't give me a table, there was something on the news about a strike, how many {p} are on hand in {s}?",
    ],
)
def test_talk_around_a_question_is_no_part_of_it(assistant, named, said):
    plan = _asked(assistant, [said], named).plan
    assert (plan.intent, plan.measures, plan.note_query) == ("value", ("on_hand",), "")
    assert (plan.entities.products, plan.entities.stores) == ((named["p_id"],), (named["s_id"],))


@pytest.mark.parametrize(
    "said",
    [
        "Fair enough, but I don't care how fast they are, which of the two comes when they said?",
        "I'm fed up with promises. Which of the two can I set my clock by?",
    ],
)
def test_who_keeps_to_what_was_promised(assistant, named, said):
    plan = _asked(assistant, ["What are the lead times of {s1} and {s2}?", said], named).plan
    assert (plan.measures, plan.note_query) == (("supplier_on_time_rate",), "")
    assert len(plan.entities.suppliers) == 2


@pytest.mark.parametrize(
    "said",
    [
        "The papers say prices will climb. Say it all goes up 5%, what is the total then?",
        "The boss is already sulking. What if the suppliers put five percent on the lot?",
        "and if all prices rise by five percent?",
    ],
)
def test_prices_that_go_up_are_no_demand(assistant, named, said):
    plan = _asked(assistant, ["What do all recommended orders for {s} cost together?", said], named).plan
    assert (plan.scenario.kind, plan.scenario.value) == ("price", pytest.approx(0.05))
    assert plan.measures == ("order_value",)


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("Requested is the on-time rate of {s1}.", ("supplier_on_time_rate",)),
        ("The number of pieces of {p} on hand at {s} is to be communicated.", ("on_hand",)),
        ("A statement of the stock on hand of {p} at {s} is kindly requested.", ("on_hand",)),
        ("The variation coefficient of {p} at {s}, please.", ("cv",)),
    ],
)
def test_formal_requests(assistant, named, said, figures):
    assert _asked(assistant, [said], named).plan.measures == figures


def test_the_same_across_everything_in_formal_words(assistant, named):
    said = "For completeness, an indication of the corresponding figure for the totality of our branches is desired."
    plan = _asked(assistant, ["How many {p} are on hand in {s}?", said], named).plan
    assert (plan.measures, plan.entities.products, plan.entities.stores) == (("on_hand",), (named["p_id"],), ())


@pytest.mark.parametrize("said", ["the last but one place", "last place but one", "the penultimate place"])
def test_the_place_before_the_last(assistant, said):
    plan = assistant.ask(f"Ranked by on-time rate, which supplier is in {said}?").plan
    assert (plan.sort.measure, plan.sort.descending) == ("supplier_on_time_rate", False)
    assert (plan.limit, plan.offset) == (1, 1)


def test_goods_on_order_that_never_arrive(assistant, named):
    plan = _asked(
        assistant,
        ["Suppose the {p} that is already ordered for {s} never comes. What is the inventory position?"],
        named,
    ).plan
    assert (plan.intent, plan.scenario.kind, plan.measures) == ("whatif", "cancel_order", ("inventory_position",))


@pytest.mark.parametrize("said", ["what is left over from your list then?", "And what is still on your list?"])
def test_the_rest_of_a_list(assistant, named, said):
    turns = ["Which products do you recommend ordering for {s}?", "Which of those must go out today?", said]
    filters = {(f.column, f.op) for f in _asked(assistant, turns, named).plan.filters}
    assert ("order_qty", ">") in filters
    assert ("action", "not in") in filters


def test_what_is_still_owed_is_open_late_or_not(assistant, connection, named):
    answer = _asked(assistant, ["How many pieces does {s1} still owe us, over all shops?"], named)
    owed = select(
        connection,
        f"SELECT sum(quantity) FROM open_orders JOIN suppliers s USING (supplier_id) WHERE s.name = '{named['s1']}'",
    )[0][0]
    assert any(f.value == pytest.approx(owed) for f in answer.facts)


@pytest.mark.parametrize("said", ["a better than 60 percent chance of running out", "a more than 60% risk to run out"])
def test_a_chance_above_a_limit(assistant, named, said):
    plan = _asked(assistant, [f"How many class A products in {{s}} have {said}?"], named).plan
    assert ("stockout_probability", ">", 60) in {(f.column, f.op, f.value) for f in plan.filters}
