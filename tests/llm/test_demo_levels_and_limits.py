# ruff: noqa: E501 - queries are read on one line
"""The demo world: probable totals, limits with a sign, shares, places of a ranking, sizes and times taken on."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import expected_units, select, value_of


def _names(answer):
    return {r["name"] for r in answer.rows}


def test_a_total_that_is_not_exceeded_with_so_much_probability_is_that_level(assistant, connection, line):
    store, store_id, *_ = line
    ((high,),) = select(
        connection,
        "SELECT cum_p90 FROM group_forecasts WHERE target = 'sales' AND step = 7 AND level = 'store' AND group_id = ?",
        store_id,
    )
    answer = assistant.ask(
        f"For all products of {store} together, what unit total over the next 7 days will not be exceeded with 90% probability?"
    )
    assert [f.value for f in answer.facts if f.level == 0.9] == pytest.approx([high])


def test_a_negative_limit_is_one_of_its_own_sign(assistant, connection):
    rows = select(
        connection,
        "SELECT s.name, p.name FROM accuracy a JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE a.served AND a.target = 'sales' AND bias_pct < -20",
    )
    store = max({s for s, _ in rows}, key=lambda s: (sum(r[0] == s for r in rows), s))
    answer = assistant.ask(
        f"Which products in {store} are under-forecast badly, I mean with a bias of worse than -20%?"
    )
    assert _names(answer) == {p for s, p in rows if s == store}


def test_what_is_gone_does_not_run_out_first(assistant, connection, line):
    store, store_id, *_ = line
    ((product,),) = select(
        connection,
        "SELECT p.name FROM replenishment JOIN products p USING (product_id) WHERE store_id = ? AND on_hand > 0 "
        "AND stockout_date IS NOT NULL ORDER BY stockout_date, 1 LIMIT 1",
        store_id,
    )
    assert assistant.ask(f"wich item runs out 1st in {store}").answer.startswith(product)


def test_a_category_is_a_share_of_the_total_of_the_store(assistant, connection, line):
    store, store_id, *_ = line
    category, share = select(
        connection,
        "SELECT category, 100 * sum(mean) / (SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 28 AND store_id = $store) "
        "FROM forecasts JOIN products USING (product_id) WHERE target = 'sales' AND step <= 28 AND store_id = $store GROUP BY 1 ORDER BY 1 LIMIT 1".replace(
            "$store", f"'{store_id}'"
        ),
    )[0]
    answer = assistant.ask(f"Share of {category} in {store}'s total forecast units, next 28 days, as a percentage pls")
    assert value_of(answer, "share") == pytest.approx(share)


def test_what_lies_between_the_mean_and_a_level_is_told(assistant, connection, line):
    store, store_id, product, product_id = line
    ((high,),) = select(
        connection,
        "SELECT cum_p90 FROM forecasts WHERE target = 'sales' AND step = 14 AND store_id = ? AND product_id = ?",
        store_id, product_id,
    )  # fmt: skip
    answer = assistant.ask(
        f"How many units lie between the expected total and the 90% level of the total for {product} in {store}, both over the next 14 days?"
    )
    assert value_of(answer, "difference") == pytest.approx(high - expected_units(connection, store_id, product_id, 14))


def test_what_is_not_marked_as_excess_is_listed(assistant, connection):
    rows = select(
        connection,
        "SELECT s.name, p.name, action FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id) WHERE days_of_cover > 40",
    )
    store = max({s for s, _, a in rows if a != "excess"}, key=lambda s: (len({a for t, _, a in rows if t == s}), s))
    answer = assistant.ask(f"Everything in {store} with more than 40 days of cover that you have NOT marked as excess.")
    assert _names(answer) == {p for s, p, a in rows if s == store and a != "excess"}


def test_the_third_of_a_ranking_is_named_alone(assistant, connection, line):
    store, store_id, *_ = line
    rows = select(
        connection,
        "SELECT p.name FROM forecasts JOIN products p USING (product_id) WHERE target = 'sales' AND step <= 7 AND store_id = ? "
        "GROUP BY 1 ORDER BY sum(mean) DESC LIMIT 3",
        store_id,
    )
    answer = assistant.ask(f"Rank {store}'s products by forecast units for the next 7 days. Who is number three?")
    assert _names(answer) == {rows[2][0]}


def test_a_supplier_is_a_share_of_all_orders_that_go_out(assistant, connection):
    rows = select(
        connection,
        "SELECT s.name, sum(r.order_qty * p.unit_cost) FROM replenishment r JOIN products p USING (product_id) "
        "JOIN suppliers s ON s.supplier_id = r.supplier_id WHERE r.order_qty > 0 GROUP BY 1 ORDER BY 1",
    )
    supplier, value = rows[0]
    answer = assistant.ask(
        f"What percentage of the value of all recommended orders, over all stores, goes to {supplier}?"
    )
    assert value_of(answer, "share") == pytest.approx(100 * value / sum(v for _, v in rows), rel=1e-3)


def test_a_bare_number_after_a_what_if_is_its_size(turns, assistant, connection, line):
    store, store_id, product, product_id = line
    answer = turns(
        assistant,
        f"next 14 days of {product} in {store}: how many do you expect?",
        "suppose the demand is 15 percent up",
        "and with 40?",
    )
    assert value_of(answer, "scenario_value") == pytest.approx(
        1.4 * expected_units(connection, store_id, product_id, 14)
    )


def test_the_best_month_is_the_time_of_the_next_question(turns, assistant, connection, line):
    store, _, product, _ = line
    ((first,),) = select(
        connection,
        "SELECT date_trunc('month', date)::DATE FROM sales GROUP BY 1 HAVING count(DISTINCT date) >= 28 ORDER BY sum(units_sold) DESC LIMIT 1",
    )
    ((best,),) = select(
        connection,
        "SELECT s.name FROM sales JOIN stores s USING (store_id) WHERE date_trunc('month', date) = ? GROUP BY 1 ORDER BY sum(units_sold) DESC LIMIT 1",
        first,
    )
    told = ("What was our best month ever?", "which store sold the most that month?")
    assert turns(assistant, *told).answer.startswith(best)
    answer = turns(assistant, *told, f"what will be left of {product} in {store} in 5 days if no delivery comes?")
    assert [f.measure for f in answer.facts if f.asked][:1] == ["stock_left"]
