# ruff: noqa: E501 - questions and statements are read on one line
"""Causes of a what-if, classes in other words, how many of a ranking, how fast sales move, times before the data, names in fragments."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def series(connection):
    """One series with forecasts: ids and names of its product and its store, and the units of the next seven days."""
    sql = (
        "SELECT p.product_id, p.name, s.store_id, s.name, sum(mean) FROM forecasts f JOIN products p USING (product_id)"
        " JOIN stores s USING (store_id) WHERE target = 'sales' AND step <= 7 AND s.name = 'Cork'"
        " GROUP BY ALL ORDER BY 5 DESC LIMIT 1"
    )
    return select(connection, sql)[0]


@pytest.mark.parametrize(
    ("said", "factor"),
    [
        ("Fine, and should a cold snap drive that down by 18%?", 0.82),
        ("Suppose a walkout of the tram drivers takes 22 percent off that. What volume is left?", 0.78),
        ("A street carnival would lift it by 40%: how many then?", 1.4),
        ("What if the scaffolding keeps a fifth of our customers away?", 0.8),
        ("Say a rival's closing brings us 15% more. What does that make?", 1.15),
        ("Road closures would cost us 30% of it. How much remains?", 0.7),
    ],
)
def test_a_cause_is_no_matter_of_its_own(assistant, series, said, factor):
    _, product, _, store, units = series
    first = f"How many {product} do you expect {store} to sell over the next 7 days?"
    history = [{"role": "user", "content": first}, {"role": "assistant", "content": assistant.ask(first).answer}]
    answer = assistant.ask(said, history)
    assert answer.status == "answered"
    assert any(f.value == pytest.approx(factor * units, abs=0.5) for f in answer.facts)


def test_a_cause_with_what_it_moves(assistant, series):
    _, product, _, store, units = series
    answer = assistant.ask(
        f"Imagine a food festival pushes demand for {product} in {store} up by 25% over the next 7 days. How many units?"
    )
    assert any(f.value == pytest.approx(1.25 * units, abs=0.5) for f in answer.facts)


@pytest.mark.parametrize(
    "asked", ["What was the weather like in Cork last week?", "How sunny will it be in Cork tomorrow?"]
)
def test_the_weather_itself_is_not_known(assistant, asked):
    assert assistant.ask(asked).status in ("no_data", "refused")


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("List all articles in Cork whose demand pattern turns out as {demand}.", "demand_class = '{demand}'"),
        ("Which items in Cork are filed under {demand}?", "demand_class = '{demand}'"),
        ("Which lines in Cork carry the label {demand}?", "demand_class = '{demand}'"),
        ("Which products in Cork are not {demand}?", "demand_class <> '{demand}'"),
        ("Which articles in Cork have an ABC grade that works out as B?", "abc_class = 'B'"),
        ("Which products in Cork end up as Z?", "xyz_class = 'Z'"),
        ("Name the products in Cork classed smooth or intermittent.", "demand_class IN ('smooth', 'intermittent')"),
    ],
)
def test_classes_however_they_are_said(assistant, connection, words, condition):
    joined = "FROM stats t JOIN products p USING (product_id) JOIN stores s USING (store_id) WHERE s.name = 'Cork'"
    demand = select(connection, f"SELECT demand_class {joined} GROUP BY 1 ORDER BY count(*), 1 LIMIT 1")[0][0]
    names = select(connection, f"SELECT DISTINCT p.name {joined} AND {condition.format(demand=demand)}")
    rows = assistant.ask(words.format(demand=demand)).rows
    assert {row["name"] for row in rows} == {name for (name,) in names}


@pytest.mark.parametrize(
    ("words", "n", "descending"),
    [
        ("Rank Cork's products by stock value and show me just the leading four.", 4, True),
        ("Sort the products in Cork by stock value, highest first, and cut it off after six.", 6, True),
        ("Rank Cork's products by stock value; I only want two of them.", 2, True),
        ("Products in Cork by stock value, highest first, no more than five please", 5, True),
        ("Rank Cork's products by stock value and stop when you have three.", 3, True),
        ("Rank Cork's products by stock value, the last three only.", 3, False),
    ],
)
def test_so_many_of_a_ranking(assistant, words, n, descending):
    plan = assistant.understander.plan(words)
    assert (plan.intent, plan.limit, plan.sort.descending) == ("rank", n, descending)
    assert not plan.filters


@pytest.mark.parametrize(
    ("words", "descending"),
    [
        ("Which article in Cork has been shedding sales most rapidly?", False),
        ("Which article in Cork is sliding downhill at the steepest rate?", False),
        ("What in Cork shows the quickest loss of demand?", False),
        ("Which article in Cork has lost custom the fastest?", False),
        ("Which article in Cork is winning customers quickest?", True),
        ("Which article in Cork gains ground at the fastest pace?", True),
    ],
)
def test_how_fast_sales_move(assistant, words, descending):
    plan = assistant.understander.plan(words)
    assert plan.intent == "rank"
    assert (plan.sort.measure, plan.sort.descending) == ("trend_pct_28d", descending)


@pytest.mark.parametrize(
    ("words", "measure", "descending"),
    [
        ("Which supplier ships most swiftly?", "supplier_lead_time_days", False),
        ("Which supplier delivers most slowly?", "supplier_lead_time_days", True),
        ("Which product in Cork sells most slowly?", "expected_sales", False),
        ("Which product in Cork goes out of stock most rapidly?", "stockout_date", False),
    ],
)
def test_fast_is_not_always_much(assistant, words, measure, descending):
    plan = assistant.understander.plan(words)
    assert (plan.sort.measure, plan.sort.descending) == (measure, descending)


@pytest.mark.parametrize(
    "time",
    [
        "in the winter of 2013",
        "in Q2 2010",
        "in the nineties",
        "back in '09",
        "in H2 2011",
        "twelve years ago",
        "in mid-2014",
    ],
)
@pytest.mark.parametrize("figure", ["revenue", "unit turnover"])
def test_times_before_the_data(assistant, time, figure):
    answer = assistant.ask(f"What was Cork's {figure} {time}?")
    assert answer.status == "no_data"
    assert "outside the data" in answer.answer


def test_revenue_of_a_quarter_is_of_its_days(assistant):
    plan = assistant.understander.plan("What was Cork's revenue in the third quarter of 2025?")
    assert plan.measures == ("actual_revenue",)
    assert (plan.window.start.isoformat(), plan.window.end.isoformat()) == ("2025-07-01", "2025-09-30")
    assert assistant.understander.plan("Cork's revenue of the last 90 days?").measures == ("revenue_90d",)


def test_unit_turnover_is_units(assistant):
    assert assistant.understander.plan("What was Cork's unit turnover last week?").measures == ("actual_sales",)
    assert assistant.understander.plan("Cork's turnover in pieces last month?").measures == ("actual_sales",)
    assert assistant.understander.plan("What was Cork's turnover last week?").measures == ("actual_revenue",)


@pytest.mark.parametrize(
    ("asked", "unknown"),
    [
        ("Cork, next week, Marlowin Copper Kettles. Units?", "Marlowin Copper Kettles"),
        ("Next week, Dublin, Velvet Garden Gnomes. How many units?", "Velvet Garden Gnomes"),
        ("Tomorrow, Cork, Brimstone Oak Shelving. Expected sales?", "Brimstone Oak Shelving"),
    ],
)
def test_unknown_names_in_fragments(assistant, asked, unknown):
    answer = assistant.ask(asked)
    assert answer.status == "no_data"
    assert unknown in answer.answer


@pytest.mark.parametrize(
    "asked",
    [
        "Good Morning, Cork, next week. Units?",
        "Cork, Next Week, Expected Sales. Units?",
        "CORK, NEXT WEEK, UNITS?",
        "Cork, next week. How many units? Thanks, Moira Brennan",
        "Thanks, Fiona. Cork, next week, units?",
    ],
)
def test_innocent_capitals(assistant, connection, asked):
    sql = (
        "SELECT sum(mean) FROM forecasts JOIN stores USING (store_id) WHERE stores.name = 'Cork' AND target = 'sales'"
        " AND step BETWEEN 8 - isodow((SELECT max(date)::DATE FROM sales)) AND 14 - isodow((SELECT max(date)::DATE FROM sales))"
    )
    assert value_of(assistant.ask(asked), "expected_sales") == pytest.approx(select(connection, sql)[0][0], rel=1e-3)
