# ruff: noqa: E501 - queries are read on one line
"""What shop managers ask of sales alone: labels, shares of a store, losses, events, a whole and its part, weeks in order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import expected_units, select, value_of

_AS_OF = "(SELECT max(date)::DATE FROM sales)"


@pytest.fixture(scope="module")
def series(connection):
    """(product, its id, store, its id) of the series that sells most."""
    return select(
        connection,
        "SELECT p.name, product_id, s.name, store_id FROM forecasts JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE target = 'sales' GROUP BY ALL ORDER BY sum(mean) DESC LIMIT 1",
    )[0]


def _all(connection, where, steps=7):
    sql = f"SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= {steps} AND {where}"
    return select(connection, sql)[0][0]


def _values(answer):
    return [f.value for f in answer.facts if isinstance(f.value, float)]


def test_a_label_names_nothing(assistant, connection, series):
    total = _all(connection, "TRUE")
    for label in ("Board paper", "For the Monday report", "KPI dashboard"):
        answer = assistant.ask(f"{label}: units we sell in all stores in the next 7 days?")
        assert value_of(answer, "expected_sales") == pytest.approx(total, rel=1e-3), label
    assert assistant.ask("Turbo Sprocket: how many next week?").status == "no_data"


def test_a_figure_as_a_part_of_its_store_and_of_the_company(turns, assistant, connection, series):
    product, product_id, store, store_id = series
    units = expected_units(connection, store_id, product_id, 14)
    first = f"units of {product} in {store} over the next 14 days?"
    for said, where in (
        ("which share of the store's total is that?", f"store_id = '{store_id}'"),
        ("what percentage of that shop's forecast is it?", f"store_id = '{store_id}'"),
        ("and what percentage of the whole company is that?", "TRUE"),
    ):
        answer = turns(assistant, first, said)
        assert value_of(answer, "share") == pytest.approx(100 * units / _all(connection, where, 14), rel=1e-3), said


def test_a_loss_told_as_a_cost_is_a_supposition(assistant, connection, series):
    product, product_id, store, store_id = series
    units = expected_units(connection, store_id, product_id, 14)
    for said, left in (("costs us 15% of", 0.85), ("takes a quarter of", 0.75)):
        answer = assistant.ask(f"If the new shop {said} {product} in {store}, how many do we sell in the next 14 days?")
        assert any(v == pytest.approx(left * units, rel=1e-3) for v in _values(answer)), said


def test_a_mean_and_a_level_are_both_told(assistant, series):
    product, _, store, _ = series
    for said in ("And the 90% level?", "Also the p90 please."):
        answer = assistant.ask(f"What do you forecast for {product} in {store} in the next 14 days? {said}")
        assert {"expected_sales", "sales_quantile"} <= {f.measure for f in answer.facts if f.asked}, said


def test_typical_weekdays_of_a_stretch_told_beside(assistant, connection, series):
    product, product_id, store, store_id = series
    ((mean,),) = select(
        connection,
        f"SELECT avg(units_sold) FROM sales WHERE store_id = ? AND product_id = ? AND date::DATE > {_AS_OF} - 42 AND isodow(date) = 2",
        store_id,
        product_id,
    )
    for said in ("Average of the Tuesdays in the last 6 weeks.", "Take the last 6 weeks."):
        answer = assistant.ask(f"How many {product} does {store} sell on a normal Tuesday? {said}")
        assert any(v == pytest.approx(mean, rel=1e-2) for v in _values(answer)), said


def test_the_next_event_is_told_with_its_day(assistant, connection, series):
    _, _, store, store_id = series
    name, day = select(
        connection,
        f"SELECT name, date::DATE FROM events WHERE date::DATE > {_AS_OF} AND (store_id IS NULL OR store_id = ?) ORDER BY date LIMIT 1",
        store_id,
    )[0]
    for question in (f"what is the next event in {store}?", f"when is our next bank holiday or event at {store}?"):
        answer = assistant.ask(question)
        assert answer.status == "answered", question
        assert answer.rows[0] == {"name": name, "date": day.isoformat()}, question
        assert name in answer.answer
    coming = assistant.ask("which public holidays are coming up?")
    assert coming.rows[0]["date"] <= day.isoformat()


def test_a_whole_and_its_part(assistant, connection, series):
    _, _, store, store_id = series
    whole, part = _all(connection, "TRUE"), _all(connection, f"store_id = '{store_id}'")
    for question in (
        f"next 7 days: total units, whole company, and of that {store}?",
        f"company-wide units in the next 7 days, and {store} alone?",
    ):
        told = _values(assistant.ask(question))
        assert any(v == pytest.approx(whole, rel=1e-3) for v in told), question
        assert any(v == pytest.approx(part, rel=1e-3) for v in told), question


def test_what_a_ranking_adds_up_to(turns, assistant, connection, series):
    _, _, store, store_id = series
    best = select(
        connection,
        "SELECT sum(mean) AS v FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id = ? GROUP BY product_id ORDER BY v DESC LIMIT 4",
        store_id,
    )
    for said in ("together, how many units?", "and how many units is that in total?"):
        answer = turns(assistant, f"top 4 products of {store} by units in the next 7 days", said)
        assert any(v == pytest.approx(sum(b for (b,) in best), rel=1e-3) for v in _values(answer)), said


def test_weeks_are_told_one_by_one(assistant, connection, as_of, series):
    _, _, store, store_id = series
    answer = assistant.ask(f"units of {store} in the next 3 weeks, week by week")
    weeks = [
        _all(connection, f"store_id = '{store_id}' AND date BETWEEN DATE '{as_of + timedelta(a)}' AND DATE '{as_of + timedelta(a + 6)}'", 99)
        for a in (1, 8, 15)
    ]  # fmt: skip
    told = _values(answer)
    assert all(any(v == pytest.approx(w, rel=1e-3) for v in told) for w in weeks)


def test_weekends_as_a_share(assistant, connection, series):
    _, _, store, store_id = series
    ((share,),) = select(
        connection,
        f"SELECT 100 * sum(units_sold) FILTER (isodow(date) >= 6) / sum(units_sold) FROM sales WHERE store_id = ? AND date::DATE > {_AS_OF} - 28",
        store_id,
    )
    answer = assistant.ask(f"what percentage of the units {store} sold in the last 4 weeks went at weekends?")
    assert any(v == pytest.approx(share, rel=1e-2) for v in _values(answer))


def test_regions_are_not_ranked_as_something_else(assistant):
    for question in ("which region sells the most next week?", "rank the regions by units, last 28 days"):
        answer = assistant.ask(question)
        assert answer.status == "no_data", question
        assert "region" in answer.answer


def test_products_of_a_limit_ahead_need_no_past_sales(assistant, series):
    plan = assistant.ask(
        f"how many different items will {series[2]} sell more than 20 units of in the next 7 days?"
    ).plan
    assert [f.column for f in plan.filters] == ["expected_sales"]
