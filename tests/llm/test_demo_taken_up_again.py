# ruff: noqa: E501 - a question is read on one line
"""Figures of earlier messages taken up again: for another shop, under a supposition, as a share of what was told."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of

_AHEAD = "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 14 AND product_id = ? AND store_id = ?"


@pytest.fixture(scope="module")
def kept(connection, stores):
    """(product, its id) of an item that both of the first two stores keep, by a plain name."""
    return select(
        connection,
        "SELECT p.name, p.product_id FROM products p JOIN replenishment r USING (product_id) WHERE r.store_id IN (?, ?) "
        "AND r.safety_stock > 0 AND r.days_of_cover IS NOT NULL "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "GROUP BY ALL HAVING count(*) = 2 ORDER BY 2 LIMIT 1",
        stores[0][1],
        stores[1][1],
    )[0]


@pytest.mark.parametrize(
    "then", ["the same two for {b} now", "ok, both figures in {b} as well?", "and both of those for {b}"]
)
def test_two_figures_told_one_after_the_other_for_another_store(turns, assistant, connection, stores, kept, then):
    (a, _), (b, b_id) = stores[:2]
    name, product = kept
    answer = turns(assistant, f"safety stock of {name}, {a}?", "the order-up-to level?", then.format(b=b))
    assert answer.plan.measures == ("safety_stock", "order_up_to")
    assert answer.plan.entities.stores == (b_id,)
    sql = "SELECT safety_stock, order_up_to FROM replenishment WHERE product_id = ? AND store_id = ?"
    safety, level = select(connection, sql, product, b_id)[0]
    assert value_of(answer, "safety_stock") == pytest.approx(safety, abs=0.1)
    assert value_of(answer, "order_up_to") == pytest.approx(level, abs=0.1)


def test_two_figures_of_a_supplier_for_another(turns, assistant, connection):
    (first, _), (second, id) = select(connection, "SELECT name, supplier_id FROM suppliers ORDER BY 2 LIMIT 2")
    answer = turns(assistant, f"payment terms of {first}?", "lead time?", f"and both for {second}")
    assert answer.plan.entities.suppliers == (id,)
    assert len(answer.plan.measures) == 2


@pytest.mark.parametrize("then", ["now the sales forecast again, only for {b}", "back to the forecast, for {b} please"])
def test_a_figure_again_after_another(turns, assistant, connection, stores, kept, then):
    (a, _), (b, b_id) = stores[:2]
    name, product = kept
    first = f"How many {name} will {a} sell over the next 14 days?"
    answer = turns(assistant, first, "which weekday is the best one for it?", then.format(b=b))
    wanted = select(connection, _AHEAD, product, b_id)[0][0]
    assert value_of(answer, "expected_sales") == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize("between", ["who supplies it?", "how accurate are you on it?", "what is its lead time?"])
def test_more_demand_after_a_figure_that_it_does_not_change(turns, assistant, connection, stores, kept, between):
    (a, a_id), (name, product) = stores[0], kept
    first = f"How many {name} will {a} sell over the next 14 days?"
    answer = turns(assistant, first, between, "and if demand came in 25% higher, how many would that be?")
    wanted = 1.25 * select(connection, _AHEAD, product, a_id)[0][0]
    assert value_of(answer, "scenario_value") == pytest.approx(wanted, abs=0.1)


def test_the_first_total_supposed_after_a_part_of_it(turns, assistant, connection, stores):
    category = select(connection, "SELECT category FROM products GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")[0][0]
    answer = turns(
        assistant,
        f"forecast of {category} in all stores for the next 7 days?",
        f"and for {stores[0][0]} alone?",
        "with 20% less demand, what becomes of the first total?",
    )
    sql = (
        "SELECT sum(f.mean) FROM forecasts f JOIN products p USING (product_id) WHERE f.target = 'sales' "
        "AND f.step <= 7 AND p.category = ?"
    )
    wanted = 0.8 * select(connection, sql, category)[0][0]
    assert value_of(answer, "scenario_value") == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize(
    "then",
    ["and how big a share of the total has {s}?", "{s}'s part of the whole, in percent?", "what % does {s} make up"],
)
def test_the_share_of_one_store_after_which_one_leads(turns, assistant, connection, stores, then):
    (name, store), category = stores[1], select(connection, "SELECT min(category) FROM products")[0][0]
    answer = turns(
        assistant, f"stock value of {category}, all shops together?", "which shop has the most?", then.format(s=name)
    )
    sql = (
        "SELECT 100 * sum(r.on_hand * p.unit_cost) FILTER (r.store_id = ?) / sum(r.on_hand * p.unit_cost) "
        "FROM replenishment r JOIN products p USING (product_id) WHERE p.category = ?"
    )
    wanted = select(connection, sql, store, category)[0][0]
    assert any(f.unit == "%" and f.value == pytest.approx(wanted, abs=0.1) for f in answer.facts)


def test_what_lies_there_and_what_is_on_its_way(turns, assistant, stores, kept):
    first = f"stock of {kept[0]} in {stores[0][0]}?"
    answer = turns(assistant, first, "anything else of it coming in?")
    assert answer.plan.measures[:1] == ("on_order",)
    assert answer.plan.entities.products == (kept[1],)
    alone = turns(assistant, first, "anything more underway?", "for how many days will the shelf stock by itself do?")
    assert alone.plan.measures[:1] == ("days_of_cover",)
    assert alone.plan.entities.products == (kept[1],)


@pytest.mark.parametrize(
    "then",
    ["from whom, and by which day must it be sent off?", "which vendor, and until when does it have to be placed?"],
)
def test_the_supplier_and_the_deadline_of_an_order(turns, assistant, connection, then):
    product, store, supplier, day = select(
        connection,
        "SELECT p.name, s.name, u.name, r.order_by::DATE FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) JOIN suppliers u ON u.supplier_id = r.supplier_id WHERE r.order_qty > 0 "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 ORDER BY 1, 2 LIMIT 1",
    )[0]
    answer = turns(assistant, f"how much {product} should {store} order?", then)
    assert supplier in answer.answer
    assert value_of(answer, "order_by") == day
