# ruff: noqa: E501 - questions and queries are read on one line
"""Words that an auditor chooses with care: days after one that is left out, one of two conditions, limits said again."""

from __future__ import annotations

import pytest

from rag.plan import ANY_OF, Filter, Plan
from tests.llm.demo_world import select, value_of


def _figures(answer):
    return [float(f.value) for f in answer.facts if isinstance(f.value, (int, float))]


def _names(answer):
    return {row["name"].strip() for row in answer.rows}


def _is_told(answer, gold):
    assert any(abs(v - gold) <= 0.002 * abs(gold) for v in _figures(answer)), (gold, answer.answer)


@pytest.fixture(scope="module")
def sold(connection):
    """(product, product id, store, store id) of what sells well in one store, with something on order."""
    return select(
        connection,
        "SELECT trim(p.name), p.product_id, trim(s.name), s.store_id FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE r.on_order > 0 AND r.on_hand > 0 AND r.reorder_point > 0 AND "
        "(SELECT count(*) FROM products q WHERE q.name ILIKE '%' || trim(p.name) || '%') = 1 ORDER BY r.protection_mean DESC LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Leaving tomorrow out, how many {p} will {s} sell on the four days after it?", 2, 5),
        ("how many {p} will {s} sell in the five days after tomorrow?", 2, 6),
        ("Forecast for {p} in {s}: skip tomorrow, then the three days that follow, in total", 2, 4),
        ("how many {p} will {s} sell from the day after tomorrow for 4 days?", 2, 5),
        ("sales of {p} in {s} over the next 7 days without tomorrow?", 2, 7),
        ("how many {p} will {s} sell in the next 7 days, not counting the first two days?", 3, 7),
        ("how many {p} will {s} sell in the next 10 days except the last day?", 1, 9),
    ],
)
def test_days_after_one_that_is_left_out(assistant, connection, sold, words, first, last):
    product, product_id, store, store_id = sold
    gold = select(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step BETWEEN ? AND ? AND product_id = ? AND store_id = ?",
        first, last, product_id, store_id,
    )[0][0]  # fmt: skip
    answer = assistant.ask(words.format(p=product, s=store), [])
    _is_told(answer, gold)


@pytest.mark.parametrize(
    ("words", "table", "condition"),
    [
        ("are of XYZ class Z or have a falling trend", "stats", "xyz_class = 'Z' OR trend = 'falling'"),
        ("are class A or have a rising trend", "stats", "abc_class = 'A' OR trend = 'rising'"),
        ("have a return rate above 4% or a falling trend", "stats", "return_rate_pct > 4 OR trend = 'falling'"),
        ("have less than 4 days of cover or a stockout probability above 30%", "replenishment", "days_of_cover < 4 OR stockout_probability > 0.3"),
        ("have more than 60 days of cover or less than 5 days of cover", "replenishment", "days_of_cover > 60 OR days_of_cover < 5"),
        ("are overstocked or out of stock", "replenishment", "action = 'excess' OR on_hand <= 0"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("asks", ["Which products in Cork {}?", "How many products in Dublin {}?"])
def test_one_of_two_conditions_is_enough(assistant, connection, words, table, condition, asks):
    store = "Cork" if "Cork" in asks else "Dublin"
    gold = select(
        connection,
        f"SELECT trim(p.name) FROM {table} t JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        f"WHERE trim(s.name) = '{store}' AND ({condition})",
    )
    answer = assistant.ask(asks.format(words), [])
    if asks.startswith("Which"):
        assert _names(answer) == {row[0] for row in gold}
    else:
        assert value_of(answer, "count") == len(gold)


def test_a_plan_with_one_of_two_conditions_is_json_both_ways():
    either = Filter(ANY_OF, "in", (Filter("xyz_class", "=", "Z"), Filter("wape", ">", 50)))
    plan = Plan("count", ("count",), filters=(either, Filter("trend", "in", ("flat", "rising"))))
    assert Plan.from_dict(plan.to_dict()) == plan


def test_a_third_condition_after_either_is_asked_back(assistant):
    asked = (
        "Which products in Cork have less than 3 days of cover or a stockout probability above 40% and a rising trend?"
    )
    assert assistant.ask(asked, []).status == "clarify"


@pytest.mark.parametrize(
    ("words", "trends"),
    [
        ("are not falling, i.e. flat or rising", "flat rising"),
        ("don't grow, so stable or declining", "flat falling"),
        ("have a trend that is flat or falling", "flat falling"),
        ("are not going up: falling or flat ones", "flat falling"),
    ],
)
def test_two_of_three_trends(assistant, connection, words, trends):
    gold = select(
        connection,
        "SELECT trim(p.name) FROM stats JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE trim(s.name) = 'Cork' AND trend IN (?, ?)", *trends.split(),
    )  # fmt: skip
    assert _names(assistant.ask(f"Which products in Cork {words}?", [])) == {row[0] for row in gold}


@pytest.mark.parametrize(
    "then",
    [
        "ok, and counting what's already ordered too?",
        "and if we count what is on its way as well?",
        "now add everything on order",
    ],
)
def test_what_is_on_order_counted_in(turns, assistant, connection, sold, then):
    product, product_id, store, store_id = sold
    gold = select(
        connection,
        "SELECT inventory_position FROM replenishment WHERE product_id = ? AND store_id = ?",
        product_id,
        store_id,
    )[0][0]
    answer = turns(assistant, f"stock on hand of {product} in {store}?", then)
    assert value_of(answer, "inventory_position") == gold


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        (
            "The reorder point of {p} in {s} is high. How much of it is expected demand, and over how many days?",
            "protection_mean, lead_time_days + review_period_days",
        ),
        ("Reorder point of {p} in {s}: how much of it is safety stock?", "safety_stock"),
        (
            "How much of the reorder point of {p} in {s} is safety stock and how much is expected demand?",
            "safety_stock, protection_mean",
        ),
    ],
)
def test_parts_of_a_reorder_point(assistant, connection, sold, words, columns):
    product, product_id, store, store_id = sold
    gold = select(
        connection, f"SELECT {columns} FROM replenishment WHERE product_id = ? AND store_id = ?", product_id, store_id
    )[0]
    answer = assistant.ask(words.format(p=product, s=store), [])
    for value in gold:
        _is_told(answer, value)


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ("What do the recommended orders for Cork cost, without the ones for today?", "order_value"),
        ("For Cork, how many units are recommended that are merely 'order soon'?", "order_qty"),
        ("What is the value of the recommended orders for Cork, leaving out today's?", "order_value"),
    ],
)
def test_orders_without_those_of_today(assistant, connection, words, column):
    gold = select(
        connection,
        f"SELECT sum({column}) FROM replenishment r JOIN stores s USING (store_id) WHERE trim(s.name) = 'Cork' "
        "AND order_qty > 0 AND action NOT IN ('order_now', 'expedite')",
    )[0][0]
    _is_told(assistant.ask(words, []), gold)


@pytest.mark.parametrize(
    "words",
    [
        "in how many store/product combinations do we have excess stock, and how many different products is that?",
        "How many product-store pairs are overstocked, and how many distinct products are those?",
    ],
)
def test_combinations_and_different_products(assistant, connection, words):
    gold = select(connection, "SELECT count(*), count(DISTINCT product_id) FROM replenishment WHERE action = 'excess'")[
        0
    ]
    answer = assistant.ask(words, [])
    assert {float(v) for v in gold} <= set(_figures(answer))
    assert "order lines" not in answer.answer  # of what is too much nothing is ordered


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        (
            "was the forecast too high (positive bias) and at the same time the WAPE above 40%",
            "bias_pct > 0 AND wape > 0.4",
        ),
        ("was the forecast too low and the WAPE over 35%", "bias_pct < 0 AND wape > 0.35"),
    ],
)
def test_the_sign_of_the_bias_and_a_limit_on_the_error(assistant, connection, words, condition):
    gold = select(
        connection,
        "SELECT count(*) FROM accuracy a JOIN stores s USING (store_id) WHERE a.served AND a.target = 'sales' "
        f"AND trim(s.name) = 'Cork' AND {condition}",
    )[0][0]
    assert value_of(assistant.ask(f"For how many products in Cork {words}?", []), "count") == gold


@pytest.mark.parametrize(
    ("words", "op"),
    [
        ("exactly {d} days does not qualify.", ">"),
        ("{d} days itself doesn't count!", ">"),
        ("exactly {d} days counts too", ">="),
    ],
)
def test_a_limit_that_is_said_again(assistant, connection, words, op):
    days = select(connection, "SELECT median(lead_time_days)::INT FROM suppliers")[0][0]
    gold = select(connection, f"SELECT trim(name) FROM suppliers WHERE lead_time_days {op} ?", days)
    asked = f"Which suppliers have a lead time longer than {days} days, {words.format(d=days)}"
    assert _names(assistant.ask(asked, [])) == {row[0] for row in gold}


@pytest.mark.parametrize(
    ("words", "factor"),
    [
        (
            "Suppose only {p} sells 20% better and all others stay as forecast. What would {s} sell in {c} over the next 7 days?",
            1.2,
        ),
        ("If demand for {p} fell by 10%, how many units of {c} would {s} sell in the next 7 days?", 0.9),
    ],
)
def test_one_product_changed_in_the_total_of_its_category(assistant, connection, sold, words, factor):
    product, product_id, store, store_id = sold
    category = select(connection, "SELECT category FROM products WHERE product_id = ?", product_id)[0][0]
    gold = select(
        connection,
        "SELECT sum(mean * CASE WHEN product_id = ? THEN CAST(? AS DOUBLE) ELSE 1 END) FROM forecasts JOIN products USING (product_id) "
        "WHERE target = 'sales' AND step <= 7 AND store_id = ? AND category = ?", product_id, factor, store_id, category,
    )[0][0]  # fmt: skip
    answer = assistant.ask(words.format(p=product, s=store, c=category), [])
    assert any(abs(v - gold) < 0.05 for v in _figures(answer)), (gold, answer.answer)
