# ruff: noqa: E501 - a question is read on one line
"""Things named by half, by their place or as a part of what was told, in conversations of several messages."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import expected_units, select, value_of

_SEVERAL = (
    "SELECT name, product_id FROM products WHERE name IN ('Hand Saw 400mm', 'Hand Saw 550mm', 'Shower Hose 2m', 'Shower Hose 1.5m', "
    "'Polo Shirt Navy Medium', 'Polo Shirt Navy Large')"
)


@pytest.fixture(scope="module")
def goods(connection):
    return dict(select(connection, _SEVERAL))


@pytest.mark.parametrize(
    "back", ["ok, back to the hand saw, how long does our stock of it last?", "so who delivers that hand saw?"]
)
def test_a_name_that_fits_several_is_the_one_spoken_of(turns, assistant, goods, back):
    answer = turns(assistant, "stock of Hand Saw 550mm in Cork?", "lead time of Willowbank Merchants?", back)
    assert answer.plan.entities.products == (goods["Hand Saw 550mm"],)


@pytest.mark.parametrize("then", ["and the hand saws?", "and what of the screws?"])
def test_several_are_still_asked_back_about(turns, assistant, goods, then):
    answer = turns(assistant, "stock of Hand Saw 550mm in Cork?", then)
    assert answer.status == "clarify" or set(answer.plan.entities.products) != {goods["Hand Saw 550mm"]}


@pytest.mark.parametrize(
    ("first", "then", "meant"),
    [
        ("stock of Shower Hose 1.5m in Sligo?", "and the other size?", "Shower Hose 2m"),
        ("stock of Shower Hose 1.5m in Sligo?", "and the longer one?", "Shower Hose 2m"),
        ("stock of Polo Shirt Navy Medium in Sligo?", "what about in large?", "Polo Shirt Navy Large"),
        ("stock of Polo Shirt Navy Large in Sligo?", "and the medium one?", "Polo Shirt Navy Medium"),
        ("stock of Hand Saw 550mm in Sligo?", "the smaller one, how many of it are there?", "Hand Saw 400mm"),
    ],
)
def test_another_size_of_what_was_spoken_of(turns, assistant, goods, first, then, meant):
    answer = turns(assistant, first, then)
    assert answer.plan.entities.products == (goods[meant],)
    assert answer.plan.measures == ("on_hand",)


def test_a_question_back_is_answered_by_a_bare_number(turns, assistant, goods):
    answer = turns(assistant, "how many hand saws are on hand in Cork?", "the 400")
    assert answer.plan.entities.products == (goods["Hand Saw 400mm"],)


def test_it_after_a_question_back_is_none_of_all(turns, assistant, goods):
    asked = turns(assistant, "stock of the hand saw in Cork?", "and how many of it did we sell last month?")
    assert asked.status == "clarify"


@pytest.mark.parametrize("then", ["why?", "and why so many?"])
def test_why_after_a_count_tells_what_was_counted(turns, assistant, connection, stores, then):
    name, id = stores[0]
    answer = turns(assistant, f"how many products are overstocked in {name}?", then)
    sql = "SELECT count(*) FROM replenishment WHERE action = 'excess' AND store_id = ?"
    assert len(answer.rows) == select(connection, sql, id)[0][0]


def test_the_total_and_the_first_of_a_list(turns, assistant, connection, stores):
    name, id = stores[0]
    first = f"which products are overstocked in {name}?"
    total = turns(assistant, first, "how much stock is that?")
    sql = "SELECT sum(on_hand) FROM replenishment WHERE action = 'excess' AND store_id = ?"
    assert value_of(total, "on_hand") == pytest.approx(select(connection, sql, id)[0][0])
    listed = turns(assistant, first)
    supplier = turns(assistant, first, "how much stock is that?", "who supplies the first one?")
    assert str(listed.rows[0]["name"]) in supplier.answer
    assert len(supplier.rows) == 1


def test_why_the_first_of_a_list_and_what_it_costs(turns, assistant, connection, stores):
    name, id = stores[0]
    listed = turns(assistant, f"what should I order for {name} today?")
    top = str(listed.rows[0]["product_id"])
    cost = turns(assistant, f"what should I order for {name} today?", "why the first one?", "what does it cost?")
    sql = "SELECT order_qty * unit_cost FROM replenishment JOIN products USING (product_id) WHERE store_id = ? AND product_id = ?"
    assert value_of(cost, "order_value") == pytest.approx(select(connection, sql, id, top)[0][0], abs=0.01)


@pytest.mark.parametrize(
    "back",
    [
        "back to that top three: what's the stock of the second one?",
        "going back to the ranking, what is the stock of the second one?",
    ],
)
def test_a_place_of_a_ranking_that_the_message_goes_back_to(turns, assistant, stores, back):
    name, _ = stores[0]
    first = f"top 3 products in {name} by forecast sales next week"
    ranked = turns(assistant, first)
    answer = turns(assistant, first, "who supplies Claw Hammer 16oz?", back)
    assert value_of(answer, "on_hand") is not None
    assert str(ranked.rows[1]["name"]) in answer.answer


def test_a_figure_of_each_of_a_ranking(turns, assistant, stores):
    name, _ = stores[0]
    first = f"top 3 products in {name} by forecast sales next week"
    names = {str(r["name"]) for r in turns(assistant, first).rows}
    answer = turns(assistant, first, "and the trend of each?")
    assert {f.subject.get("product") for f in answer.facts if f.measure == "trend"} <= {*names, None}
    assert all(name in answer.answer for name in names)


@pytest.mark.parametrize(
    "then", ["{b} as a share of the first number", "what is the second figure as a percentage of the first?"]
)
def test_a_figure_in_percent_of_another_one_told(turns, assistant, connection, stores, then):
    (a, a_id), (b, b_id) = stores[:2]
    answer = turns(assistant, f"forecast of all sales in {a}, next 7 days", f"and {b}?", then.format(b=b))
    sql = "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id = ?"
    one, two = (select(connection, sql, s)[0][0] for s in (a_id, b_id))
    assert value_of(answer, "part_of_it") == pytest.approx(100 * two / one, abs=0.1)


def test_the_forecast_beside_what_was_sold_and_the_difference(turns, assistant, connection, stores, goods):
    name, id = stores[0]
    product = goods["Shower Hose 2m"]
    first = f"How many Shower Hose 2m did {name} sell in the last 7 days?"
    both = turns(assistant, first, "put the forecast for the next 7 days next to it")
    assert {"actual_sales", "expected_sales"} <= {f.measure for f in both.facts}
    gap = turns(assistant, first, "put the forecast for the next 7 days next to it", "so what's the difference?")
    sql = "SELECT sum(units_sold) FROM sales WHERE store_id = ? AND product_id = ? AND date > (SELECT max(date) FROM sales) - INTERVAL 7 DAY"
    past = select(connection, sql, id, product)[0][0]
    assert value_of(gap, "difference") == pytest.approx(abs(expected_units(connection, id, product) - past), abs=0.1)


@pytest.mark.parametrize("then", ["how many more is that than without it?", "and what's the difference in units?"])
def test_what_a_supposition_changes(turns, assistant, connection, stores, goods, then):
    name, id = stores[0]
    first = f"If demand for Shower Hose 2m in {name} goes up 20%, how many will we sell in the next 7 days?"
    answer = turns(assistant, first, then)
    more = 0.2 * expected_units(connection, id, goods["Shower Hose 2m"])
    assert any(isinstance(f.value, float) and f.value == pytest.approx(more, abs=0.05) for f in answer.facts)


def test_the_money_of_a_list_keeps_its_conditions(turns, assistant, connection):
    first, then = "which supplier has the longest lead time?", "what do we have to order from them today?"
    answer = turns(assistant, first, then, "what does it come to?")
    sql = (
        "SELECT sum(order_qty * unit_cost) FROM replenishment JOIN products p USING (product_id) WHERE action IN ('order_now', 'expedite') "
        "AND p.supplier_id = (SELECT supplier_id FROM suppliers ORDER BY lead_time_days DESC LIMIT 1)"
    )
    wanted = select(connection, sql)[0][0]
    assert wanted is None or value_of(answer, "order_value") == pytest.approx(wanted, abs=0.01)
    assert any(f.column == "action" for f in answer.plan.filters)


def test_what_we_buy_from_the_first_of_a_ranking_in_one_store(turns, assistant, stores):
    answer = turns(
        assistant, "which supplier has the longest lead time?", f"what do we buy from them in {stores[0][0]}?"
    )
    assert answer.plan.among is not None
    assert len({r["supplier"] for r in answer.rows}) <= 1


@pytest.mark.parametrize("asked", ["is there any recall?", "any recalls lately?"])
def test_whether_there_is_anything_of_a_matter(turns, assistant, asked):
    answer = turns(assistant, asked)
    assert answer.status == "answered"
    assert answer.plan.intent == "notes"


def test_returns_in_percent_of_sales(turns, assistant, stores):
    answer = turns(assistant, f"expected returns in {stores[0][0]} next week?", "what percentage of sales is that?")
    assert answer.plan.share_of == "expected_sales"
    assert "expected_returns" in {f.measure for f in answer.facts}


def test_what_runs_out_is_no_order_list(turns, assistant, stores):
    answer = turns(assistant, f"What's running out in {stores[0][0]} this week?")
    assert {f.column for f in answer.plan.filters} == {"stockout_date"}


@pytest.mark.parametrize("then", ["do they have anything overdue?", "have they got any orders late?"])
def test_what_is_overdue_from_the_supplier_told(turns, assistant, connection, then):
    name, firm = select(connection, "SELECT name, supplier_id FROM products WHERE name = 'Hand Saw 550mm'")[0]
    answer = turns(assistant, f"who supplies {name}?", then)
    assert answer.plan.entities.suppliers == (firm,)
    assert any(f.column == "due_on" and f.op == "<" for f in answer.plan.filters)


@pytest.mark.parametrize("then", ["so where is it higher?", "and in which shop is it growing faster?"])
def test_where_something_is_more(turns, assistant, stores, then):
    (a, a_id), (b, b_id) = stores[:2]
    answer = turns(assistant, f"28-day trend of Shower Hose 2m in {a}?", f"and {b}?", then)
    assert set(answer.plan.entities.stores) in ({a_id, b_id}, set())
    assert answer.plan.intent in ("compare", "list", "rank")
