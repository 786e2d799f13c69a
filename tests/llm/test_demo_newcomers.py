# ruff: noqa: E501 - queries are read on one line
"""What people ask who open the chat for the first time: a few general words, and second messages of a word or two."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of

_AS_OF = "(SELECT max(date)::DATE FROM sales)"
_SOLD = (
    f"FROM sales s JOIN products p USING (product_id) WHERE s.date::DATE > {_AS_OF} - 28 GROUP BY p.product_id, p.name"
)


def _names(answer):
    return [row["name"] for row in answer.rows]


def _values(answer, measure):
    return [f.value for f in answer.facts if f.measure == measure]


@pytest.fixture(scope="module")
def store(connection):
    return select(connection, "SELECT name, store_id FROM stores ORDER BY name DESC LIMIT 1")[0]


@pytest.mark.parametrize(
    "words",
    [
        "are you overstocked in {s}",
        "do we have way too much of something in {s}?",
        "is anything overstocked at {s}",
        "surplus in {s}",
        "show me the overstock in {s}, please",
        "what should I mark down in {s}?",
    ],
)
def test_what_is_too_much(assistant, connection, store, words):
    wanted = select(connection, "SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.store_id = ? AND r.action = 'excess'", store[1])  # fmt: skip
    assert set(_names(assistant.ask(words.format(s=store[0])))) == {name for (name,) in wanted}


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("slow movers", "ASC"),
        ("which items are selling badly?", "ASC"),
        ("hello, what isn't moving well?", "ASC"),
        ("our weakest sellers please", "ASC"),
        ("what is selling really well at the moment", "DESC"),
        ("fast movers?", "DESC"),
        ("what sells", "DESC"),
        ("what do our customers buy most", "DESC"),
    ],
)
def test_what_sells_well_or_badly(assistant, connection, words, order):
    answer = assistant.ask(words)
    sold = dict(select(connection, f"SELECT p.name, sum(s.units_sold) {_SOLD}"))
    wanted = sorted(sold.values(), reverse=order == "DESC")[:10]
    assert [sold[name] for name in _names(answer)] == wanted
    assert "28 days" in answer.answer


def test_what_sold_badly_in_a_time_that_is_said(assistant, connection, store):
    name, store_id = store
    answer = assistant.ask(f"what did worst in {name} last week")
    lowest = select(connection, f"SELECT min(n) FROM (SELECT sum(units_sold) AS n FROM sales WHERE store_id = ? AND date::DATE BETWEEN date_trunc('week', {_AS_OF} + 1)::DATE - 7 AND date_trunc('week', {_AS_OF} + 1)::DATE - 1 GROUP BY product_id)", store_id)[0][0]  # fmt: skip
    assert min(_values(answer, "actual_sales")) == pytest.approx(lowest)


@pytest.mark.parametrize(("words", "order"), [("what's trending", "DESC"), ("biggest losers", "ASC"), ("what is slowing down in {s}", "ASC")])  # fmt: skip
def test_what_rises_or_falls_most(assistant, connection, store, words, order):
    answer = assistant.ask(words.format(s=store[0]))
    first = _values(answer, "trend_pct_28d")[:10]
    assert first == sorted(first, reverse=order == "DESC")
    if "{s}" in words:
        end = select(connection, "SELECT min(trend_pct_28d) FROM stats WHERE store_id = ?", store[1])[0][0]
        assert first[0] == pytest.approx(end, abs=0.05)


@pytest.mark.parametrize("words", ["which items are we going to run out of?", "what's about to run out", "running out soon"])  # fmt: skip
def test_about_to_run_out_is_within_seven_days(assistant, connection, words):
    wanted = select(connection, f"SELECT DISTINCT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.stockout_date <= {_AS_OF} + 7")  # fmt: skip
    assert set(_names(assistant.ask(words))) == {name for (name,) in wanted}


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("our least reliable supplier?", "ASC"),
        ("who lets us down most often", "ASC"),
        ("which vendor should I trust least", "ASC"),
        ("tell me who the weakest supplier is", "ASC"),
        ("I need to know which of our vendors is the worst", "ASC"),
        ("best supplier", "DESC"),
        ("who can I rely on most?", "DESC"),
    ],
)
def test_suppliers_go_by_their_on_time_rate(assistant, connection, words, order):
    name, rate = select(connection, f"SELECT name, 100 * on_time_rate FROM suppliers ORDER BY on_time_rate {order} LIMIT 1")[0]  # fmt: skip
    answer = assistant.ask(words)
    assert _names(answer)[0] == name
    assert value_of(answer, "supplier_on_time_rate") == pytest.approx(rate, abs=0.5)
    assert "on-time rate" in answer.answer


def test_a_supplier_is_not_cheap_by_itself(assistant):
    assert assistant.ask("which supplier is the cheapest?").status == "clarify"


@pytest.mark.parametrize(("words", "order"), [("weakest shop", "ASC"), ("which store is doing badly", "ASC"), ("best performing branch?", "DESC"), ("top store", "DESC")])  # fmt: skip
def test_stores_go_by_their_revenue(assistant, connection, words, order):
    wanted = select(connection, f"SELECT s.name FROM stats t JOIN stores s USING (store_id) GROUP BY s.name ORDER BY sum(t.revenue_90d) {order} LIMIT 1")[0][0]  # fmt: skip
    answer = assistant.ask(words)
    assert _names(answer)[0] == wanted
    assert "revenue" in answer.answer


def test_sales_and_money_that_are_lost_or_bound(assistant, connection):
    lost = select(connection, "SELECT sum(r.expected_lost_units * p.unit_price) FROM replenishment r JOIN products p USING (product_id)")[0][0]  # fmt: skip
    for words in ("how much are empty shelves costing us?", "what do stockouts cost us"):
        answer = assistant.ask(words)
        assert value_of(answer, "expected_lost_value") == pytest.approx(lost, abs=0.5)
        assert not _values(answer, "stock_value")
    units = select(connection, "SELECT p.name FROM replenishment r JOIN products p USING (product_id) GROUP BY p.name ORDER BY sum(r.expected_lost_units) DESC LIMIT 1")[0][0]  # fmt: skip
    assert _names(assistant.ask("where are we missing out on sales"))[0] == units
    bound = select(connection, "SELECT p.name FROM replenishment r JOIN products p USING (product_id) GROUP BY p.name ORDER BY sum(r.on_hand * p.unit_cost) DESC LIMIT 1")[0][0]  # fmt: skip
    assert _names(assistant.ask("what ties up most of our cash?"))[0] == bound


@pytest.mark.parametrize(("words", "days"), [("what's coming in this week?", 7), ("deliveries tomorrow", 1)])
def test_what_comes_in_is_counted(assistant, connection, words, days):
    lines, units = select(connection, f"SELECT count(*), sum(quantity) FROM open_orders WHERE due_on::DATE BETWEEN {_AS_OF} + 1 AND {_AS_OF} + ?", days)[0]  # fmt: skip
    answer = assistant.ask(words)
    assert value_of(answer, "open_units") == pytest.approx(units)
    if "what" in words:
        assert value_of(answer, "open_lines") == lines


@pytest.mark.parametrize(("measure", "words"), [("action", "what is the action for {s}"), ("abc_class", "what ABC classes are there in {s}")])  # fmt: skip
def test_what_is_said_of_each_product_is_counted(assistant, connection, store, measure, words):
    table = "replenishment" if measure == "action" else "stats"
    counted = dict(select(connection, f"SELECT {measure}, count(*) FROM {table} WHERE store_id = ? GROUP BY 1", store[1]))  # fmt: skip
    if measure == "action":
        urgent = counted.pop("order_now", 0) + counted.pop("expedite", 0)
        counted["urgent"] = urgent
    told = _values(assistant.ask(words.format(s=store[0])), "count")
    assert {n for n in counted.values() if n} <= set(told)


@pytest.mark.parametrize("words", ["when does the Easter business begin?", "is Christmas coming soon", "when is Christmas?"])  # fmt: skip
def test_a_season_that_the_data_does_not_hold(assistant, words):
    answer = assistant.ask(words)
    assert answer.status == "no_data"
    assert not any(c.isdigit() for c in answer.answer)


@pytest.mark.parametrize("words", ["{s}", "{s}?", "main issues in the business", "top priorities", "my to-do list", "what now?", "where should I start"])  # fmt: skip
def test_a_name_or_a_general_wish_gives_an_overview(assistant, connection, store, words):
    where = "AND store_id = ?" if "{s}" in words else ""
    due = select(connection, f"SELECT count(*) FROM replenishment WHERE order_qty > 0 AND action IN ('order_now', 'expedite') {where}", *([store[1]] if where else []))[0][0]  # fmt: skip
    answer = assistant.ask(words.format(s=store[0]))
    assert due in _values(answer, "count")
    assert _values(answer, "stockout_probability")


def test_a_name_after_an_overview_gives_another(assistant, connection, store, turns):
    other, other_id = select(connection, "SELECT name, store_id FROM stores ORDER BY name LIMIT 1")[0]
    critical = select(connection, "SELECT count(*) FROM alerts WHERE store_id = ? AND severity = 'critical'", other_id)[0][0]  # fmt: skip
    assert critical in _values(turns(assistant, f"how is {store[0]} doing?", f"and {other}?"), "count")
    orders = select(connection, "SELECT count(DISTINCT order_id) FROM open_orders WHERE store_id = ?", other_id)[0][0]
    assert orders in _values(turns(assistant, "how many open orders are there?", other), "open_orders") + _values(turns(assistant, "how many open orders are there?", other), "count")  # fmt: skip


@pytest.mark.parametrize("words", ["which orders are overdue in {s}", "late deliveries at {s}", "what is late in {s}?"])
def test_what_is_late_in_a_store_is_not_all_that_is_open_there(assistant, connection, words):
    name, store_id = select(connection, f"SELECT s.name, s.store_id FROM open_orders o JOIN stores s USING (store_id) WHERE o.due_on::DATE < {_AS_OF} GROUP BY ALL ORDER BY count(*), 1 LIMIT 1")[0]  # fmt: skip
    late = select(connection, f"SELECT DISTINCT p.name FROM open_orders o JOIN products p USING (product_id) WHERE o.store_id = ? AND o.due_on::DATE < {_AS_OF}", store_id)  # fmt: skip
    assert set(_names(assistant.ask(words.format(s=name)))) == {row[0] for row in late}


def test_what_is_at_risk_within_a_time(assistant, connection, store):
    wanted = select(connection, f"SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.store_id = ? AND r.stockout_date <= {_AS_OF} + 7", store[1])  # fmt: skip
    answer = assistant.ask(f"what is at risk at {store[0]} in the next 7 days?")
    assert set(_names(answer)) == {name for (name,) in wanted}


@pytest.mark.parametrize("words", ["seasonal products", "which items are new?", "our fancy articles"])
def test_goods_that_nothing_limits_are_asked_back_about(assistant, words):
    assert assistant.ask(words).status in ("clarify", "no_data", "refused")


def test_the_best_store_by_forecast_sells_the_most(assistant, connection):
    best = select(connection, "SELECT s.name FROM forecasts f JOIN stores s USING (store_id) WHERE f.target = 'sales' AND f.step <= 7 GROUP BY 1 ORDER BY sum(f.mean) DESC LIMIT 1")[0][0]  # fmt: skip
    assert _names(assistant.ask("strongest shop by forecast?"))[0] == best


# -- second messages -------------------------------------------------------------------------------


def test_more_of_a_ranking(assistant, turns, connection):
    sold = sorted((n for (n,) in select(connection, f"SELECT sum(s.units_sold) {_SOLD}")), reverse=True)
    assert _values(turns(assistant, "fast movers", "more"), "actual_sales")[:10] == pytest.approx(sold[10:20])
    assert _values(turns(assistant, "fast movers", "the next three"), "actual_sales")[:3] == pytest.approx(sold[10:13])


def test_the_worst_after_a_second_page(assistant, turns, connection):
    sold = sorted(n for (n,) in select(connection, f"SELECT sum(s.units_sold) {_SOLD}"))
    assert _values(turns(assistant, "fast movers", "more", "and the worst?"), "actual_sales")[0] == pytest.approx(sold[0])  # fmt: skip


def test_why_after_what_sells_badly_is_of_those(assistant, turns):
    first = turns(assistant, "slow movers")
    assert set(_names(turns(assistant, "slow movers", "why?"))) <= set(_names(first))


@pytest.mark.parametrize("words", ["since when?", "how long already"])
def test_since_when_is_not_known(assistant, turns, words):
    assert turns(assistant, "which products are overstocked?", words).status == "no_data"


def test_no_reason_is_made_up_for_a_supplier(assistant, turns):
    assert turns(assistant, "who is the worst supplier?", "why?").status == "no_data"


def test_from_whom_after_what_to_order(assistant, turns, connection):
    wanted = select(connection, "SELECT v.name FROM replenishment r JOIN suppliers v USING (supplier_id) WHERE r.order_qty > 0 GROUP BY 1 ORDER BY sum(r.order_qty) DESC")  # fmt: skip
    assert _names(turns(assistant, "what should I order?", "from whom?")) == [name for (name,) in wanted]


def test_the_most_urgent_of_what_to_order(assistant, turns, connection):
    name, lost = select(connection, "SELECT p.name, r.expected_lost_units FROM replenishment r JOIN products p USING (product_id) WHERE r.order_qty > 0 ORDER BY 2 DESC LIMIT 1")[0]  # fmt: skip
    answer = turns(assistant, "what should I order?", "which is the most urgent?")
    assert _names(answer)[0] == name
    assert value_of(answer, "expected_lost_units") == pytest.approx(lost, abs=0.05)


def test_the_other_direction_of_a_trend(assistant, turns, connection, store):
    name, store_id = store
    end = select(connection, "SELECT min(trend_pct_28d) FROM stats WHERE store_id = ?", store_id)[0][0]
    answer = turns(assistant, f"what's trending in {name}", "and down?")
    assert value_of(answer, "trend_pct_28d") == pytest.approx(end, abs=0.05)


def test_the_best_of_the_groups_that_were_told(assistant, turns, connection):
    best = select(connection, "SELECT s.name FROM stats t JOIN stores s USING (store_id) GROUP BY 1 ORDER BY sum(t.revenue_90d) DESC LIMIT 1")[0][0]  # fmt: skip
    assert _names(turns(assistant, "revenue of each store?", "best one?")) == [best]


def test_how_late_after_who_is_late(assistant, turns, connection):
    days = select(connection, f"SELECT max({_AS_OF} - due_on::DATE) FROM open_orders WHERE due_on::DATE < {_AS_OF}")[0][
        0
    ]
    assert value_of(turns(assistant, "is anything late?", "how late?"), "days_late") == days


def test_ordering_what_runs_out_first(assistant, turns, connection):
    answer = turns(assistant, "what runs out first?", "order it")
    (name,) = {f.subject.get("product") for f in answer.facts if f.measure == "order_qty"}
    wanted = select(connection, "SELECT sum(r.order_qty) FROM replenishment r JOIN products p USING (product_id) WHERE p.name = ?", name)[0][0]  # fmt: skip
    assert value_of(answer, "order_qty") == pytest.approx(wanted)


@pytest.mark.parametrize("first", ["how is {s} doing?", "what should I order in {s}?"])
def test_general_words_after_a_store_are_of_that_store(assistant, turns, connection, store, first):
    name, store_id = store
    excess = select(connection, "SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.store_id = ? AND r.action = 'excess'", store_id)  # fmt: skip
    assert set(_names(turns(assistant, first.format(s=name), "overstock?"))) == {row[0] for row in excess}


def test_thanks_before_a_question_is_no_matter_of_notes(assistant, connection):
    lines = select(connection, "SELECT count(*) FROM replenishment WHERE order_qty > 0")[0][0]
    assert len(assistant.ask("Thank you! And what do I have to order?").rows) == lines


def test_a_place_may_follow_without_a_word_between(assistant, connection):
    store, name = connection.execute("SELECT store_id, name FROM stores ORDER BY name LIMIT 1").fetchone()
    answer = assistant.ask(f"slow movers {name}")
    assert answer.plan.intent == "rank"
    assert answer.plan.entities.stores == (store,)


def test_a_ranking_of_prices_looks_at_all_products(assistant, connection):
    answer = assistant.ask("cheapest product")
    priced = connection.execute("SELECT count(*) FROM products WHERE unit_price IS NOT NULL").fetchone()[0]
    assert answer.coverage["total"] == priced
