"""Typed queries: every measure and grain against plain pandas, and every fact against its cell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rag.measures import MEASURES
from rag.plan import Entities, Plan, Scenario, Sort, Window
from rag.queries import answer
from rag.queries.quantile_levels import level_terms
from tests.rag.run_checks import (
    FIRST,
    LAST_7,
    NEXT_7,
    NEXT_WEEK,
    ONE,
    assert_traceable,
    between,
    inside,
    told,
)
from tests.rag.small_run import PRODUCTS, STORES

SCOPES = (
    Entities(),
    ONE,
    Entities(products=("P1",)),
    Entities(stores=("S1",)),
    Entities(suppliers=("V1",)),
    Entities(categories=("Hardware",), stores=("S2",)),
    Entities(products=("P1", "P2"), stores=("S1",)),
    Entities(stores=("S1", "S3")),
)


@pytest.mark.parametrize("intent", ["value", "list", "rank", "count", "compare", "explain", "draft_order"])
def test_every_measure_over_every_scope_and_grain_answers_traceably_or_says_why_not(view, intent):
    grains = (None, "series", "product", "store", "supplier", "category", "day", "weekday")
    checked = 0
    measures = list(MEASURES)[::8] if intent == "draft_order" else list(MEASURES)  # a draft does not look at them
    for number, measure_id in enumerate(measures):
        for offset in (0, 3):  # each measure with two of the scopes, each scope with many measures
            scope = SCOPES[(number + offset) % len(SCOPES)]
            grain = grains[(number // 8 + offset) % len(grains)] if intent not in ("explain", "draft_order") else None
            window = (NEXT_7, NEXT_WEEK, LAST_7)[(number + offset) % 3] if MEASURES[measure_id].windowed else None
            sort = Sort(measure_id, bool(offset % 2)) if intent == "rank" else None
            plan = Plan(intent, (measure_id,), scope, window, group_by=grain, sort=sort, limit=3 if sort else None)
            evidence = answer(view, plan)
            assert_traceable(view, evidence)
            assert evidence.status in ("answered", "no_data")
            assert evidence.facts or evidence.messages, plan
            if evidence.status == "no_data":
                assert {f.measure for f in evidence.facts} <= {"limit_day"}
                assert evidence.messages
            checked += 1
    assert checked == 2 * len(measures)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
@pytest.mark.parametrize("window", [NEXT_7, NEXT_WEEK], ids=lambda w: w.label)
@pytest.mark.parametrize("target", ["sales", "returns"])
def test_forecast_totals_are_the_sums_of_means_that_pandas_finds(view, tables, scope, window, target):
    rows = between(inside(tables["forecasts"], scope), window)
    expected = rows.loc[rows["target"] == target, "mean"].sum()
    evidence = answer(view, Plan("value", (f"expected_{target}",), scope, window))
    totals = told(evidence, f"expected_{target}")
    assert totals[-1].value == pytest.approx(expected)
    assert (totals[-1].start, totals[-1].end) == (window.start, window.end)


@pytest.mark.parametrize("grain", ["product", "store", "supplier", "category"])
@pytest.mark.parametrize(
    ("measure_id", "table", "column"),
    [
        ("expected_sales", "forecasts", "mean"),
        ("actual_sales", "sales", "units_sold"),
        ("actual_returns", "sales", "units_returned"),
        ("on_hand", "replenishment", "on_hand"),
        ("order_qty", "replenishment", "order_qty"),
        ("order_value", "replenishment", "order_value"),
        ("expected_lost_units", "replenishment", "expected_lost_units"),
        ("revenue_90d", "stats", "revenue_90d"),
        ("avg_daily_28d", "stats", "avg_daily_28d"),
    ],
)
def test_groups_add_up_to_what_pandas_finds(view, tables, grain, measure_id, table, column):
    frame = tables[table]
    window = LAST_7 if table == "sales" else NEXT_7 if table == "forecasts" else None
    if window:
        frame = between(frame, window)
    if table == "forecasts":
        frame = frame[frame["target"] == "sales"]
    key = {"product": "product_id", "store": "store_id"}.get(grain)
    place = {"category": 1, "supplier": 2}
    keys = frame[key] if key else frame["product_id"].map(lambda p: PRODUCTS[p][place[grain]])
    expected = frame.groupby(keys)[column].sum(min_count=1).dropna()
    plan = Plan("rank", (measure_id,), Entities(), window, group_by=grain, sort=Sort(measure_id), limit=100)
    evidence = answer(view, plan)
    names = {"product": {p: v[0] for p, v in PRODUCTS.items()}, "store": STORES}.get(grain, {})
    if grain == "supplier":
        names = view.names["supplier"]
    found = {r["name"]: next(v for k, v in r.items() if k in (column, measure_id)) for r in evidence.rows}
    assert found == pytest.approx({names.get(k, k): v for k, v in expected.items()}, abs=1e-5)
    values = list(found.values())
    assert values == sorted(values, reverse=True)


def test_ratios_of_groups_are_recomputed_from_numerators_and_denominators(view, tables):
    scope = Entities(categories=("Drinks",))
    sold = inside(tables["sales"], scope)
    rate = 100 * sold["units_returned"].sum() / sold["units_sold"].sum()
    stock, pace = inside(tables["replenishment"], scope), inside(tables["forecasts"], scope)
    cover = stock["on_hand"].sum() / (pace.loc[pace["target"] == "sales", "mean"].sum() / 28)
    stats = inside(tables["stats"], scope)
    before = stats["avg_daily_28d"] / (1 + stats["trend_pct_28d"] / 100)
    trend = 100 * (stats["avg_daily_28d"].sum() / before.sum() - 1)
    evidence = answer(view, Plan("value", ("return_rate_pct", "days_of_cover", "trend_pct_28d"), scope))
    assert [f.value for f in told(evidence)] == pytest.approx([rate, cover, trend])
    assert {f.operation for f in told(evidence)} == {"ratio of sums"}


def test_errors_of_groups_come_from_the_group_table_and_are_never_averaged(view, tables):
    known = tables["group_accuracy"].query("level == 'store' and group_id == 'S1' and target == 'sales'").iloc[0]
    fact = told(answer(view, Plan("value", ("wape",), Entities(stores=("S1",)))), "wape")[0]
    assert fact.value == pytest.approx(100 * known["wape"])
    assert (fact.table, fact.key["level"], fact.key["group_id"]) == ("group_accuracy", "store", "S1")
    mixed = answer(view, Plan("value", ("wape",), Entities(stores=("S1",), categories=("Drinks",))))
    assert {f.table for f in told(mixed, "wape")} == {"accuracy"}
    assert any("listed for each" in m for m in mixed.messages)


def test_a_quantile_of_a_day_and_of_a_window_from_step_one_is_the_stored_cell(view, tables):
    rows = inside(tables["forecasts"], ONE).query("target == 'sales'").sort_values("step")
    day = Window("forecast", FIRST + timedelta(days=4), FIRST + timedelta(days=4), "Tuesday")
    for window, column, step in ((NEXT_7, "cum_p90", 7), (day, "p90", 5)):
        fact = told(answer(view, Plan("value", ("sales_quantile",), ONE, window, levels=(0.9,))))[0]
        assert fact.value == pytest.approx(rows[column].iloc[step - 1])
        assert (fact.column, fact.level) == (column, 0.9)


def test_a_level_between_stored_ones_is_interpolated_and_says_so(view):
    evidence = answer(view, Plan("value", ("sales_quantile",), ONE, NEXT_7, levels=(0.75, 0.8, 0.9)))
    low, middle, high = (f.value for f in told(evidence))
    assert low < middle < high
    assert any("interpolated" in m for m in evidence.messages)
    assert level_terms(0.8, (0.75, 0.9)).terms[1][1] == pytest.approx(0.275, abs=0.002)
    with pytest.raises(ValueError, match="between 0 and 1"):
        level_terms(1.0, (0.1, 0.9))


def test_a_quantile_of_a_later_window_comes_from_sample_paths_between_its_bounds(view, tables):
    rows = between(inside(tables["forecasts"], ONE).query("target == 'sales'"), NEXT_WEEK)
    evidence = answer(view, Plan("value", ("sales_quantile",), ONE, NEXT_WEEK, levels=(0.1, 0.9)))
    low, high = (f.value for f in told(evidence))
    assert rows["p10"].sum() < low < rows["mean"].sum() < high < rows["p90"].sum()
    assert any("sample paths" in m for m in evidence.messages)


def test_a_group_the_run_has_no_quantile_for_gets_one_from_paths_too(view, tables):
    scope = Entities(stores=("S2",), categories=("Hardware",))
    rows = between(inside(tables["forecasts"], scope).query("target == 'sales'"), NEXT_7)
    evidence = answer(view, Plan("value", ("sales_quantile",), scope, NEXT_7, levels=(0.9,)))
    assert rows["mean"].sum() < told(evidence)[0].value < rows["p90"].sum()


def test_a_window_beyond_the_horizon_is_answered_in_part_and_says_so(view, tables):
    window = Window("forecast", date(2024, 4, 1), date(2024, 4, 30), "next month")
    evidence = answer(view, Plan("value", ("expected_sales",), ONE, window))
    rows = between(inside(tables["forecasts"], ONE).query("target == 'sales'"), window)
    fact = told(evidence)[0]
    assert fact.value == pytest.approx(rows["mean"].sum())
    assert fact.end == date(2024, 4, 11)
    assert any("2024-04-11" in m for m in evidence.messages)


def test_a_window_outside_the_data_is_no_data_without_any_figure(view):
    window = Window("forecast", date(2031, 3, 1), date(2031, 3, 31), "March 2031")
    for intent in ("value", "list", "rank", "compare", "whatif"):
        evidence = answer(view, Plan(intent, ("expected_sales",), ONE, window, scenario=Scenario("demand", 0.2, True)))
        assert (evidence.status, evidence.rows) == ("no_data", ())
        assert {f.measure for f in evidence.facts} == {"limit_day"}
        assert evidence.messages
