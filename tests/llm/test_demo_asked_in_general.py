# ruff: noqa: E501 - queries are read on one line
"""General questions of a working day: a budget's lines, transfers, last week's forecast, and what is pointed at."""

from __future__ import annotations

import itertools

import pytest

from tests.llm.demo_world import select, value_of

_WEEK = "date_trunc('week', (SELECT max(date)::DATE FROM sales) + 1) - INTERVAL 7 DAY"
_LAST_WEEK = f"date::DATE BETWEEN ({_WEEK})::DATE AND ({_WEEK})::DATE + 6"
_TALKS = itertools.count()


def _names(answer):
    return {row["name"] for row in answer.rows}


def _one(connection, query, *values):
    """The only figure of a query."""
    return select(connection, query, *values)[0][0]


def _goods(connection, supplier_id):
    """The names of what a supplier sells to us."""
    return {name for (name,) in select(connection, "SELECT DISTINCT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.supplier_id = ?", supplier_id)}  # fmt: skip


def _talk(assistant, *messages):
    """The answer to the last of `messages` in a conversation of its own."""
    talk = f"in general {next(_TALKS)}"
    return [assistant.ask(message, conversation_id=talk) for message in messages][-1]


@pytest.fixture(scope="module")
def supplier(connection):
    """A supplier that something must be ordered from."""
    return select(connection, "SELECT s.name, s.supplier_id FROM replenishment r JOIN suppliers s USING (supplier_id) WHERE r.order_qty > 0 GROUP BY ALL ORDER BY sum(r.order_qty) DESC LIMIT 1")[0]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "I can only spend {b} euros today. What should I buy first?",
        "with {b} euros for today, which orders do I place?",
        "we have a budget of {b} for today, what goes out?",
    ],
)
def test_what_fits_a_budget_is_told_line_by_line(assistant, connection, words):
    due = _one(connection, "SELECT sum(order_value) FROM replenishment WHERE order_qty > 0 AND action IN ('order_now', 'expedite')")  # fmt: skip
    budget = int(due / 2)
    answer = assistant.ask(words.format(b=budget))
    spent = next(f.value for f in answer.facts if f.label == "cost of what fits the budget")
    lines = [f for f in answer.facts if f.label == "order quantity that fits the budget"]
    assert 0 < spent <= budget
    assert lines
    assert all(f.subject.get("product") and f.subject.get("store") for f in lines)
    assert any(f.measure == "order_value" and f.value == pytest.approx(due) for f in answer.facts)
    assert lines[0].subject["product"] in answer.answer


@pytest.mark.parametrize(
    "words",
    ["what could we move between stores?", "are there any transfers that make sense?", "what can I shift from one shop to another"],
)  # fmt: skip
def test_transfers_are_what_one_store_has_too_much_of_and_another_has_to_order(assistant, connection, words):
    wanted = select(connection, "SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.action = 'excess' AND EXISTS (FROM replenishment o WHERE o.product_id = r.product_id AND o.store_id <> r.store_id AND o.order_qty > 0)")  # fmt: skip
    assert _names(assistant.ask(words)) == {name for (name,) in wanted}


@pytest.mark.parametrize(
    "words", ["how good was the forecast for {p} last week?", "did {p} sell what you had predicted last week?", "forecast vs actual of {p}, last week"]
)  # fmt: skip
def test_the_forecast_of_past_days_is_that_of_the_backtest(assistant, connection, words):
    name, id = select(connection, "SELECT name, product_id FROM products JOIN backtest USING (product_id) WHERE target = 'sales' GROUP BY ALL ORDER BY sum(actual) DESC LIMIT 1")[0]  # fmt: skip
    then, sold = select(connection, f"SELECT sum(mean), sum(actual) FROM backtest WHERE target = 'sales' AND actual IS NOT NULL AND product_id = ? AND {_LAST_WEEK}", id)[0]  # fmt: skip
    facts = {f.measure: f.value for f in assistant.ask(words.format(p=name)).facts}
    assert facts["forecast_then"] == pytest.approx(then)
    assert facts["actual_sales"] == pytest.approx(sold)
    assert facts["bias_pct"] == pytest.approx(100 * (then / sold - 1))


def test_real_sales_without_the_forecast_are_sales(assistant):
    facts = {f.measure for f in assistant.ask("no forecast please: what did we really sell last week?").facts}
    assert "actual_sales" in facts
    assert "forecast_then" not in facts


def test_a_forecast_older_than_the_backtest_is_not_told(assistant):
    answer = assistant.ask("how good was the forecast in March 2026?")
    assert answer.status == "no_data"
    assert "backtest" in answer.answer


@pytest.mark.parametrize(
    "words",
    ["any of those running low?", "any of those at risk of running out?", "which of their products are running low?"],
)
def test_what_is_pointed_at_is_not_everything(assistant, connection, supplier, words):
    answer = _talk(assistant, f"what is the stock value of {supplier[0]}?", words)
    theirs = select(connection, "SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.supplier_id = ? AND r.stockout_probability >= 0.2", supplier[1])  # fmt: skip
    assert _names(answer) >= {name for (name,) in theirs}
    assert _names(answer) <= _goods(connection, supplier[1])


def test_what_the_first_of_a_ranking_is_short_of(assistant, connection):
    first = _talk(assistant, "which store is in the worst shape?")
    store = first.rows[0]["store_id"]
    short = select(connection, "SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.store_id = ? AND r.stockout_probability >= 0.2", store)  # fmt: skip
    answer = _talk(assistant, "which store is in the worst shape?", "what is it short of?")
    assert _names(answer) == {name for (name,) in short}


@pytest.mark.parametrize("words", ["ok, draft it", "draft that please", "make me the order"])
def test_what_was_recommended_is_drafted(assistant, connection, supplier, words):
    answer = _talk(assistant, f"what should I order from {supplier[0]}?", words)
    units = _one(connection, "SELECT sum(order_qty) FROM replenishment WHERE supplier_id = ? AND order_qty > 0", supplier[1])  # fmt: skip
    assert units in [f.value for f in answer.facts if f.measure == "order_qty"]


def test_waiting_is_an_order_that_is_not_placed(assistant, connection, supplier):
    answer = _talk(assistant, f"what should I order from {supplier[0]}?", "what happens if I wait a week?")
    lost = _one(connection, "SELECT sum(expected_lost_units) FROM replenishment WHERE supplier_id = ? AND order_qty > 0", supplier[1])  # fmt: skip
    assert lost == pytest.approx(value_of(answer, "expected_lost_units"))


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("and if I only order half of it?", 0.5),
        ("what if we buy just 25% of that?", 0.25),
        ("what if I take a third of it?", 1 / 3),
    ],
)
def test_a_part_of_an_order_changes_no_demand(assistant, connection, words, part):
    store, product, units = select(connection, "SELECT s.name, p.name, r.order_qty FROM replenishment r JOIN stores s USING (store_id) JOIN products p USING (product_id) WHERE r.action = 'order_now' AND r.order_qty > 30 ORDER BY r.order_qty DESC LIMIT 1")[0]  # fmt: skip
    answer = _talk(assistant, f"should I order {product} for {store}?", words)
    assert units * part == pytest.approx(value_of(answer, "scenario_value"), abs=0.01)
    assert "demand" not in answer.answer


@pytest.mark.parametrize("words", ["what is the most urgent product in {s}?", "which is the most urgent order in {s}?"])
def test_the_most_urgent_order_is_the_earliest(assistant, connection, words):
    store, id = select(connection, "SELECT s.name, s.store_id FROM replenishment r JOIN stores s USING (store_id) WHERE r.order_qty > 0 GROUP BY ALL HAVING count(DISTINCT r.order_by) > 1 LIMIT 1")[0]  # fmt: skip
    first = _one(connection, "SELECT min(order_by)::DATE FROM replenishment WHERE store_id = ? AND order_qty > 0", id)
    assert first in [f.value for f in assistant.ask(words.format(s=store)).facts]


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("what are our most important products?", "revenue_90d"),
        ("which forecasts were the most wrong?", "wape"),
        ("which promotions work best?", "promo_uplift_pct"),
        ("which suppliers are slow?", "supplier_lead_time_days"),
    ],
)
def test_general_words_stand_for_a_figure(assistant, words, measure):
    answer = assistant.ask(words)
    told = [f.value for f in answer.facts if f.measure in (measure, measure.removeprefix("supplier_"))]
    assert len(told) > 3
    assert told == sorted(told, reverse=True)


def test_a_quiet_week_to_come_is_its_expected_sales(assistant, connection):
    monday = "(date_trunc('week', (SELECT max(date)::DATE FROM sales)))::DATE + 7"
    week = f"date::DATE BETWEEN {monday} AND {monday} + 6"
    mean = _one(connection, f"SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND {week}")
    answer = assistant.ask("is next week going to be busy?")
    assert mean == pytest.approx(value_of(answer, "expected_sales"))


def test_a_long_conversation_keeps_what_it_began_with(assistant, connection):
    """Eleven messages on one product in one store, and back to it after another."""
    store, product, other = select(connection, "SELECT s.name, max(p.name), min(p.name) FROM replenishment r JOIN stores s USING (store_id) JOIN products p USING (product_id) WHERE r.on_order = 0 AND r.on_hand > 0 AND r.stockout_date IS NOT NULL AND r.supplier_id IS NOT NULL GROUP BY s.name HAVING count(*) > 1 ORDER BY s.name LIMIT 1")[0]  # fmt: skip
    row = select(connection, "SELECT r.*, p.name AS product, s.name AS store FROM replenishment r JOIN stores s USING (store_id) JOIN products p USING (product_id) WHERE s.name = ? AND p.name = ?", store, product)  # fmt: skip
    names = [column[0] for column in connection.description]
    held = dict(zip(names, row[0], strict=True))
    on_time = _one(connection, "SELECT on_time_rate FROM suppliers WHERE supplier_id = ?", held["supplier_id"])
    said = [f"How many {product} are on hand in {store}?", "is there an order open for it?", "who supplies it?", "how long do they take?"]  # fmt: skip
    assert value_of(_talk(assistant, *said), "lead_time_days") == held["lead_time_days"]
    said += ["are they reliable?"]
    assert value_of(_talk(assistant, *said), "supplier_on_time_rate") == pytest.approx(100 * on_time)
    said += ["will that last until the next delivery?"]
    assert value_of(_talk(assistant, *said), "stockout_date") == held["stockout_date"]
    said += [f"what is the trend of {other} there?", "and its safety stock?", "expected sales next week?", "thanks", "back to the first product: how many days of cover?"]  # fmt: skip
    assert value_of(_talk(assistant, *said), "days_of_cover") == pytest.approx(held["days_of_cover"])


def test_what_was_asked_back_about_stays_open(assistant, connection):
    """ "And on order?" before it is known of which of two products."""
    group = select(connection, "SELECT split_part(name, ' ', 2) FROM products WHERE name LIKE 'Greek %' LIMIT 1")[0][0].lower()  # fmt: skip
    said = [f"how many {group} do we have?", "and on order?"]
    answer = _talk(assistant, *said)
    assert answer.status == "clarify"
    size = select(connection, "SELECT split_part(name, ' ', -1), product_id FROM products WHERE name LIKE 'Greek %' ORDER BY name LIMIT 1")[0]  # fmt: skip
    held = _one(connection, "SELECT sum(on_hand) FROM replenishment WHERE product_id = ?", size[1])
    answer = _talk(assistant, *said, f"the {size[0]} one")
    assert held in [f.value for f in answer.facts if f.measure == "on_hand"]


@pytest.mark.parametrize(("many", "said"), [(0, True), (7, False)])
def test_another_quantity_is_not_confirmed(assistant, connection, many, said):
    store, product, units = select(connection, "SELECT s.name, p.name, r.order_qty FROM replenishment r JOIN stores s USING (store_id) JOIN products p USING (product_id) WHERE r.action = 'order_now' ORDER BY r.order_qty DESC LIMIT 1")[0]  # fmt: skip
    answer = assistant.ask(f"should I order {units + many:.0f} units of {product} for {store}?").answer
    assert answer.startswith("Yes") == said
    assert f"{units:.0f} units" in answer


@pytest.mark.parametrize(
    "words", ["write the supplier an email", "please send them a letter", "compose a text message"]
)
def test_letters_are_not_written(assistant, words):
    assert assistant.ask(words).status == "refused"


def test_no_order_is_due_where_none_is(assistant, connection):
    product = select(connection, "SELECT p.name FROM replenishment r JOIN products p USING (product_id) GROUP BY p.name HAVING count(r.order_by) = 0 AND sum(r.order_qty) = 0 LIMIT 1")[0][0]  # fmt: skip
    assert "No order is due" in assistant.ask(f"when should I reorder {product}?").answer


def test_what_cannot_wait_is_what_must_go_out_today(assistant, connection):
    category, value = select(connection, "SELECT p.category, sum(r.order_value) FROM replenishment r JOIN products p USING (product_id) WHERE r.order_qty > 0 AND r.action IN ('order_now', 'expedite') GROUP BY 1 ORDER BY 2 DESC LIMIT 1")[0]  # fmt: skip
    answer = assistant.ask(f"What do all the {category} orders cost that can't wait beyond today?")
    assert value_of(answer, "order_value") == pytest.approx(value)


@pytest.mark.parametrize("words", ["Who comes out on top?", "and which brings in the least?"])
def test_stores_told_one_by_one_are_ranked_as_stores(assistant, connection, words):
    sums = dict(select(connection, "SELECT s.name, sum(f.mean) FROM forecasts f JOIN stores s USING (store_id) WHERE f.target = 'sales' AND f.step <= 7 GROUP BY 1"))  # fmt: skip
    answer = _talk(assistant, "A slide on our shops. Units each is forecast to sell, next 7 days?", words)
    assert answer.rows[0]["name"] in sums
    if "top" in words:
        assert answer.rows[0]["name"] == max(sums, key=sums.get)


def test_a_product_by_its_kind_is_the_one_spoken_of(assistant, connection):
    name, id = select(connection, "SELECT name, product_id FROM products WHERE category = 'T-Shirts' AND name LIKE '%Shirt%' ORDER BY name LIMIT 1")[0]  # fmt: skip
    answer = _talk(assistant, f"how many {name} are on hand?", "and what is on order of that shirt?")
    held = _one(connection, "SELECT sum(on_order) FROM replenishment WHERE product_id = ?", id)
    assert held in [f.value for f in answer.facts if f.measure == "on_order"]


def test_a_store_with_two_letters_exchanged_is_that_store(assistant, connection):
    name, id = select(connection, "SELECT name, store_id FROM stores WHERE length(name) > 5 ORDER BY name LIMIT 1")[0]
    said = f"{name[0]}{name[2]}{name[1]}{name[3:]}".lower()
    units = _one(
        connection, "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id = ?", id
    )
    assert value_of(assistant.ask(f"sales in {said} over the next 7 days"), "expected_sales") == pytest.approx(units)
