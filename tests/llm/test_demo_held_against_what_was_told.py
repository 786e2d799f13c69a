# ruff: noqa: E501 - a question is read on one line
"""Conversations that hold another thing against what was told, put figures told together, or ask who else does so."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of

_SAW = "Hand Saw 550mm"


@pytest.fixture(scope="module")
def saw(connection):
    return select(connection, "SELECT product_id FROM products WHERE name = ?", _SAW)[0][0]


def _on_hand(connection, store, product):
    sql = "SELECT on_hand FROM replenishment WHERE store_id = ? AND product_id = ?"
    return select(connection, sql, store, product)[0][0]


@pytest.mark.parametrize(
    "then",
    [
        "By how many does Cork exceed that?",
        "how much higher is Cork?",
        "how far is Cork above it?",
        "by how many units does Cork fall short of that?",
        "how many fewer does Cork have?",
    ],
)
def test_another_store_against_what_was_told(turns, assistant, connection, saw, then):
    ids = dict(select(connection, "SELECT name, store_id FROM stores"))
    answer = turns(assistant, f"How many {_SAW} are on hand in Dublin?", then)
    gap = abs(_on_hand(connection, ids["Dublin"], saw) - _on_hand(connection, ids["Cork"], saw))
    assert value_of(answer, "difference") == pytest.approx(gap)


@pytest.mark.parametrize("then", ["how many more does Cork sell?", "by how many units does the stock exceed that?"])
def test_another_figure_is_not_held_against_it(turns, assistant, then):
    answer = turns(assistant, f"reorder point of {_SAW} in Dublin?", then)
    assert not (answer.plan.intent == "compare" and answer.plan.measures == ("reorder_point",))


@pytest.mark.parametrize(
    "then", ["the reorder point, there and at Cork please", "and in Cork and there, the reorder point?"]
)
def test_there_and_elsewhere_is_both(turns, assistant, connection, then):
    ids = dict(select(connection, "SELECT name, store_id FROM stores"))
    answer = turns(assistant, f"safety stock of {_SAW} in Dublin?", then)
    assert set(answer.plan.entities.stores) == {ids["Dublin"], ids["Cork"]}
    assert answer.plan.measures == ("reorder_point",)


@pytest.mark.parametrize(
    "then", ["and the one that's not unsweetened?", "the non-unsweetened one?", "and the one without unsweetened?"]
)
def test_the_one_without_a_word_of_its_name(turns, assistant, connection, then):
    answer = turns(assistant, "stock of Soya Drink 1L Unsweetened in Cork?", then)
    id = select(connection, "SELECT product_id FROM products WHERE name = 'Soya Drink 1L'")[0][0]
    assert answer.plan.entities.products == (id,)
    assert answer.plan.measures == ("on_hand",)


@pytest.mark.parametrize("then", ["and the other hand saw?", "what is it for the other hand saw"])
def test_the_other_of_a_name_that_two_have(turns, assistant, connection, then):
    answer = turns(assistant, f"days of cover of {_SAW} in Cork?", then)
    id = select(connection, "SELECT product_id FROM products WHERE name = 'Hand Saw 400mm'")[0][0]
    assert answer.plan.entities.products == (id,)


@pytest.mark.parametrize("then", ["Sum of those?", "what do they add up to?", "the total, please"])
def test_the_lines_of_a_ranking_added_up(turns, assistant, connection, stores, then):
    name, id = stores[0]
    answer = turns(assistant, f"Four largest order lines for {name}, by value.", then)
    sql = "SELECT sum(v) FROM (SELECT order_value AS v FROM replenishment WHERE store_id = ? AND order_qty > 0 ORDER BY v DESC LIMIT 4)"
    assert pytest.approx(select(connection, sql, id)[0][0]) in [f.value for f in answer.facts]


@pytest.mark.parametrize("first", ["90-day revenue, {0}, Cork", "what is the 90 day turnover of {0} in Cork?"])
def test_revenue_of_so_many_days_is_of_the_past(turns, assistant, connection, saw, first):
    ids = dict(select(connection, "SELECT name, store_id FROM stores"))
    sql = "SELECT revenue_90d FROM stats WHERE store_id = ? AND product_id = ?"
    cork, dublin = (select(connection, sql, ids[n], saw)[0][0] for n in ("Cork", "Dublin"))
    assert value_of(turns(assistant, first.format(_SAW)), "revenue_90d") == pytest.approx(cork)
    gap = turns(assistant, first.format(_SAW), "Dublin likewise", "Gap between them?")
    assert value_of(gap, "difference") == pytest.approx(abs(cork - dublin))


@pytest.mark.parametrize(
    "then",
    [
        "Of the two combined, what percentage is Highmoor?",
        "what share of both together is Highmoor Wholesale?",
        "Highmoor's share of the combined total?",
    ],
)
def test_a_part_of_two_told_one_after_the_other(turns, assistant, connection, then):
    first = "Value of all recommended orders with Highmoor Wholesale, every store."
    answer = turns(assistant, first, "Same for Holloway Wholesale.", then)
    sql = "SELECT sum(order_value) FROM replenishment JOIN suppliers USING (supplier_id) WHERE order_qty > 0 AND suppliers.name = ?"
    one, two = (select(connection, sql, n)[0][0] for n in ("Highmoor Wholesale", "Holloway Wholesale"))
    assert value_of(answer, "part_of_it") == pytest.approx(100 * one / (one + two))


@pytest.mark.parametrize("then", ["Give me Cork and Sligo separately.", "Cork and Sligo, each by itself"])
def test_two_stores_of_a_total_apart(turns, assistant, connection, then):
    answer = turns(assistant, "Plumbing, all stores, next 7 days: how many units do we sell?", then)
    ids = dict(select(connection, "SELECT name, store_id FROM stores"))
    told = [f.value for f in answer.facts]
    for name in ("Cork", "Sligo"):
        sql = "SELECT sum(mean) FROM forecasts JOIN products USING (product_id) WHERE target = 'sales' AND step <= 7 AND category = 'Plumbing' AND store_id = ?"
        assert pytest.approx(select(connection, sql, ids[name])[0][0]) in told


def test_they_are_the_supplier_after_its_lead_time(turns, assistant, connection, stores):
    name, id = stores[0]
    told = [
        "Who do we buy the Shower Hose 2m from?",
        "how long do they take to deliver?",
        f"What do I need from them for {name}?",
    ]
    sql = "SELECT supplier_id FROM products WHERE name = 'Shower Hose 2m'"
    supplier = select(connection, sql)[0][0]
    whole, today = turns(assistant, *told), turns(assistant, *told, "which of these must go out today?")
    for answer in (whole, today):
        assert (answer.plan.entities.suppliers, answer.plan.entities.stores) == ((supplier,), (id,))
    assert "action" in {f.column for f in today.plan.filters}


@pytest.mark.parametrize(
    "then", ["take the top one there, how many do we have coming in?", "the top one of those: what is on order?"]
)
def test_the_top_one_there_is_that_of_the_ranking(turns, assistant, connection, then):
    first = turns(assistant, "which three Plumbing products have the fewest days of cover in Cork?")
    answer = turns(assistant, "which three Plumbing products have the fewest days of cover in Cork?", then)
    top = first.rows[0]["product_id"]
    sql = (
        "SELECT on_order FROM replenishment JOIN stores USING (store_id) WHERE stores.name = 'Cork' AND product_id = ?"
    )
    assert value_of(answer, "on_order") == pytest.approx(select(connection, sql, top)[0][0])


@pytest.mark.parametrize(
    "then", ["any other supplier doing so?", "and who else?", "are any other suppliers putting theirs up?"]
)
def test_others_of_whom_notes_tell_the_same(turns, assistant, then):
    answer = turns(assistant, "does Highmoor Wholesale raise its prices?", then)
    assert answer.plan.group_by == "supplier"
    assert "Holloway Wholesale" in answer.answer


def test_other_suppliers_of_another_matter_are_none_of_theirs(turns, assistant):
    answer = turns(
        assistant, "does Highmoor Wholesale raise its prices?", "which other supplier has a shorter lead time?"
    )
    assert answer.plan.intent != "notes"


@pytest.mark.parametrize("then", ["How much busier did it get in the past?", "what did it bring us in other years?"])
def test_what_an_event_brought_before_is_told_by_its_note(turns, assistant, then):
    answer = turns(assistant, "When is the Cork Open Day?", then)
    assert "Plan for the Cork Open Day" in answer.answer


def test_an_event_without_a_note_is_said_to_have_none(turns, assistant):
    answer = turns(assistant, "When is Black Friday?", "how much busier did it get in the past?")
    assert answer.status == "no_data"


@pytest.mark.parametrize(
    ("then", "at"), [("and the second one: what is in stock?", 1), ("so the third one: how many are on hand?", 2)]
)
def test_a_place_before_a_colon_is_not_passed_over(turns, assistant, connection, then, at):
    first = "which three Plumbing products have the fewest days of cover in Cork?"
    id = turns(assistant, first).rows[at]["product_id"]
    sql = "SELECT on_hand FROM replenishment JOIN stores USING (store_id) WHERE stores.name = 'Cork' AND product_id = ?"
    assert value_of(turns(assistant, first, then), "on_hand") == select(connection, sql, id)[0][0]
