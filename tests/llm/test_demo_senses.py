"""Words of two senses in the demo world: without, too low, none of theirs, the last one, and what a limit is on."""

from __future__ import annotations

import pytest

from rag.plan import Filter
from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def line(connection):
    """(product, store, product_id, store_id) that sells, and is on order."""
    return select(
        connection,
        "SELECT p.name, s.name, product_id, store_id FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE on_order > 0 AND stockout_date IS NOT NULL "
        "ORDER BY protection_mean DESC, product_id LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def store(connection):
    """(name, id) of the store with the most stock."""
    return select(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) "
        "GROUP BY ALL ORDER BY sum(on_hand) DESC, 2",
    )[0]


def _ids(answer):
    return {(r["store_id"], r["product_id"]) for r in answer.rows}


# -- without --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Which shop will be without {product} earliest?",
        "which of our stores has to do without {product} first",
        "What store is going to be left without {product} soonest?",
    ],
)
def test_a_store_without_goods_has_run_out_of_them(assistant, line, question):
    plan = assistant.ask(question.format(product=line[0])).plan
    assert plan.entities.products == (line[2],)
    assert plan.measures[0] == "stockout_date"
    assert plan.sort is not None
    assert not plan.sort.descending


def test_when_a_store_will_be_without_it(assistant, line):
    answer = assistant.ask(f"When will {line[1]} be without {line[0]}?")
    assert answer.plan.entities.products == (line[2],)
    assert value_of(answer, "stockout_date") is not None


def test_a_sum_without_goods_still_leaves_them_out(assistant, connection, store):
    group = select(connection, "SELECT category FROM products GROUP BY ALL ORDER BY count(*) DESC, 1")[0][0]
    answer = assistant.ask(f"How much is the stock in {store[0]} worth without {group}?")
    wanted = select(
        connection,
        "SELECT sum(on_hand * unit_cost) FROM replenishment JOIN products p USING (product_id) "
        "WHERE store_id = ? AND p.category <> ?",
        store[1],
        group,
    )[0][0]
    assert any(f.measure == "stock_value" and f.value == pytest.approx(wanted, abs=0.01) for f in answer.facts)


def test_all_of_a_supplier_but_one_product(assistant, line, connection):
    supplier = select(
        connection, "SELECT s.name FROM products p JOIN suppliers s USING (supplier_id) WHERE product_id = ?", line[2]
    )[0][0]
    for but in ("bar", "save", "but not"):
        plan = assistant.ask(f"Everything from {supplier} {but} the {line[0]}: how much will we sell next week?").plan
        assert plan.entities.products == (), but
        assert Filter("product_name", "not in", (line[0],)) in plan.filters, but


# -- the sign of a bias ---------------------------------------------------------------------------


def _biased(connection, condition, store_id):
    sql = "SELECT product_id FROM accuracy WHERE served AND target = 'sales' AND store_id = ? AND " + condition
    return {(store_id, product) for (product,) in select(connection, sql, store_id)}


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("Which products in {store} do we under-forecast by over 5 percent?", "bias_pct < -5"),
        ("for what items are the predictions more than 5% too low in {store}", "bias_pct < -5"),
        ("Which items in {store} do we overestimate by more than 5%?", "bias_pct > 5"),
        ("products in {store} whose forecast is too high by 2 to 10%", "bias_pct BETWEEN 2 AND 10"),
    ],
)
def test_too_low_is_a_negative_bias(assistant, connection, store, question, condition):
    answer = assistant.ask(question.format(store=store[0]))
    assert {(store[1], r["product_id"]) for r in answer.rows} == _biased(connection, condition, store[1])


def test_the_most_underestimated_product_comes_first(assistant, connection, store):
    answer = assistant.ask(f"Which product in {store[0]} do we under-predict the most?")
    lowest = select(
        connection,
        "SELECT product_id FROM accuracy WHERE served AND target = 'sales' AND store_id = ? AND bias_pct IS NOT NULL "
        "ORDER BY bias_pct, product_id",
        store[1],
    )[0][0]
    assert answer.rows[0]["product_id"] == lowest


# -- what a limit is on ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Which products tie up more than EUR 100 in {store}?",
        "items in {store} with over 100 euros of stock",
        "goods in {store} of which more than 100 euros worth is sitting in stock",
        "products in {store} with a stock value above €100",
    ],
)
def test_money_in_stock_is_the_value_of_the_stock(assistant, connection, store, question):
    answer = assistant.ask(question.format(store=store[0]))
    wanted = select(
        connection,
        "SELECT product_id FROM replenishment JOIN products USING (product_id) "
        "WHERE store_id = ? AND on_hand * unit_cost > 100",
        store[1],
    )
    assert {r["product_id"] for r in answer.rows} == {product for (product,) in wanted}


def test_two_conditions_keep_a_limit_each(assistant, connection):
    answer = assistant.ask("Which products have a return rate above 2 % and a rising trend?")
    sql = "SELECT store_id, product_id FROM stats WHERE return_rate_pct > 2 AND trend = 'rising'"
    assert {f.column for f in answer.plan.filters} == {"return_rate_pct", "trend"}
    assert _ids(answer) <= set(select(connection, sql))


# -- none of theirs -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "group", "condition"),
    [
        ("Which stores have no excess stock?", "store_id", "action = 'excess'"),
        ("which categories have nothing sold out", "category", "on_hand <= 0"),
        ("Suppliers with no open orders?", "supplier_id", "on_order > 0"),
        ("which suppliers have no overdue orders", "supplier_id", "late_on_order > 0"),
    ],
)
def test_groups_of_which_nothing_is_so(assistant, connection, question, group, condition):
    answer = assistant.ask(question)
    column = {"category": "p.category", "supplier_id": "r.supplier_id"}.get(group, group)
    wanted = select(
        connection,
        f"SELECT {column} FROM replenishment r JOIN products p USING (product_id) "
        f"GROUP BY 1 HAVING count(*) FILTER ({condition}) = 0",
    )
    assert {r["name" if group == "category" else group] for r in answer.rows} == {g for (g,) in wanted}


def test_no_open_order_leaves_the_order_that_is_needed(assistant, connection):
    answer = assistant.ask("Which products must be ordered but have no open order?")
    sql = "SELECT store_id, product_id FROM replenishment WHERE order_qty > 0 AND on_order <= 0"
    assert _ids(answer) == set(select(connection, sql))


def test_goods_of_which_nothing_was_sold(assistant, connection, store):
    answer = assistant.ask(f"Which items did we not sell at all in {store[0]} over the last 7 days?")
    assert Filter("actual_sales", "<=", 0) in answer.plan.filters


# -- rankings and pairs ---------------------------------------------------------------------------


def test_the_last_to_run_out_has_the_longest_cover(assistant, connection, store):
    answer = assistant.ask(f"Which product is the last to run out in {store[0]}?")
    longest = select(connection, "SELECT max(days_of_cover) FROM replenishment WHERE store_id = ?", store[1])[0][0]
    assert value_of(answer, "days_of_cover") == pytest.approx(longest, abs=0.1)


def test_a_ranking_says_of_which_class(assistant, store):
    answer = assistant.ask(f"Fewest units on hand among the B products in {store[0]}?")
    assert "ABC class B" in answer.answer
    answer = assistant.ask(f"Which of our Y items sells least next week in {store[0]}?")
    assert Filter("xyz_class", "=", "Y") in answer.plan.filters


@pytest.mark.parametrize(
    ("question", "measures"),
    [
        ("Expected sales and return rate of {product} in {store} next week?", {"expected_sales", "return_rate_pct"}),
        ("bias plus demand for {product} in {store} next week", {"expected_sales", "bias_pct"}),
        ("trend and expected sales of {product} in {store} tomorrow", {"expected_sales", "trend_pct_28d"}),
    ],
)
def test_two_figures_are_both_told(assistant, line, question, measures):
    answer = assistant.ask(question.format(product=line[0], store=line[1]))
    assert measures <= {f.measure for f in answer.facts}


# -- open orders and chances ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "What is the order number for {product} in {store}?",
        "under which PO does {product} come to {store}",
        "Which open purchase orders do we have for {product} in {store}?",
    ],
)
def test_the_numbers_of_the_open_orders_of_a_product(assistant, connection, line, question):
    answer = assistant.ask(question.format(product=line[0], store=line[1]))
    sql = "SELECT DISTINCT order_id FROM open_orders WHERE product_id = ? AND store_id = ?"
    wanted = {order for (order,) in select(connection, sql, line[2], line[3])}
    assert {f.value for f in answer.facts if f.measure == "order_number"} == wanted


def test_is_it_likely_asks_for_a_chance(assistant, line):
    answer = assistant.ask(f"Is it likely that {line[1]} sells more than 5 {line[0]} next week?")
    assert answer.plan.measures == ("chance_above",)
