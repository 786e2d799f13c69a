"""Typed queries: every measure, grain and intent against plain pandas, and every fact against its cell."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pandas as pd
import pytest

from forecasting.runstore import RunStore
from rag.measures import MEASURES
from rag.plan import Entities, Filter, Plan, Scenario, Sort, Window
from rag.queries import answer, open_view
from rag.queries.quantile_levels import level_terms
from rag.queries.view import RunView
from tests.rag.small_run import AS_OF, PRODUCTS, STORES, make_small_workspace

FIRST = AS_OF.date() + timedelta(days=1)
NEXT_7 = Window("forecast", FIRST, FIRST + timedelta(days=6), "next 7 days")
NEXT_WEEK = Window("forecast", date(2024, 3, 18), date(2024, 3, 24), "next week")
LAST_7 = Window("history", date(2024, 3, 8), date(2024, 3, 14), "last 7 days")
ONE = Entities(products=("P3",), stores=("S2",))
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


def opened(root, **options) -> tuple[RunView, RunStore]:
    store = RunStore(make_small_workspace(root, **options))
    return open_view(store.connect(), store.served(), store.manifest()), store


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    return opened(tmp_path_factory.mktemp("queries") / "w")[0]


@pytest.fixture(scope="module")
def tables(view):
    names = (
        "forecasts",
        "replenishment",
        "stats",
        "sales",
        "products",
        "accuracy",
        "alerts",
        "group_accuracy",
        "changes",
    )
    return {n: view.connection.execute(f"SELECT * FROM {n}").df() for n in names}


def inside(frame: pd.DataFrame, scope: Entities) -> pd.DataFrame:
    """The rows of a table with store_id and product_id that a scope holds."""
    about = {p: (c, s) for p, (_, c, s) in PRODUCTS.items()}
    keep = pd.Series(True, index=frame.index)
    if scope.products:
        keep &= frame["product_id"].isin(scope.products)
    if scope.stores:
        keep &= frame["store_id"].isin(scope.stores)
    if scope.categories:
        keep &= frame["product_id"].map(lambda p: about[p][0]).isin(scope.categories)
    if scope.suppliers:
        keep &= frame["product_id"].map(lambda p: about[p][1]).isin(scope.suppliers)
    return frame[keep]


def between(frame: pd.DataFrame, window: Window) -> pd.DataFrame:
    day = pd.to_datetime(frame["date"]).dt.date
    return frame[(day >= window.start) & (day <= window.end)]


def told(evidence, measure=None):
    return [f for f in evidence.facts if f.asked and (measure is None or f.measure == measure)]


def cell_of(view, fact):
    """The value in the cell that a fact names, as people are told it."""
    where = " AND ".join(f"{k} = ?" for k in fact.key)
    sql = f"SELECT {fact.column} FROM {fact.table} WHERE {where}" + (" AND served" if fact.table == "accuracy" else "")
    (value,) = view.connection.execute(sql, list(fact.key.values())).fetchone()
    scale = MEASURES[fact.measure].scale if fact.measure in MEASURES else 1.0
    return value * scale if isinstance(value, float) else value


def assert_traceable(view, evidence):
    """Cells hold what facts say; what is derived names inputs that exist; everything is JSON without NaN."""
    ids = [f.id for f in evidence.facts]
    assert ids == [f"f{n + 1}" for n in range(len(ids))]
    for fact in evidence.facts:
        assert set(fact.inputs) <= set(ids)
        assert fact.run_id == view.run_id
        if fact.operation or fact.table in ("manifest", "") or "run_id" in fact.key:
            assert fact.operation or fact.table, fact
            continue
        if fact.measure in ("product_supplier", "note_supplier", "note_product", "note_store", "note_figure"):
            continue  # told by name or as a part of a text, not as the cell
        if fact.measure == "alert_kind":
            continue
        cell = cell_of(view, fact)
        assert cell == (pytest.approx(fact.value) if isinstance(fact.value, float) else fact.value), fact
    by_id = {f.id: f for f in evidence.facts}
    for fact in evidence.facts:
        values = [by_id[i].value for i in fact.inputs]
        if fact.operation == "sum" and values:
            assert fact.value == pytest.approx(sum(values))
        if fact.operation == "difference" and len(values) == 2:
            assert abs(fact.value) == pytest.approx(abs(values[0] - values[1]))
    json.dumps([f.to_dict() for f in evidence.facts] + list(evidence.rows) + [evidence.coverage], allow_nan=False)


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


def test_a_stock_figure_of_a_product_lists_every_store_and_the_total_with_its_parts(view, tables):
    evidence = answer(view, Plan("value", ("on_hand",), Entities(products=("P1",))))
    rows = inside(tables["replenishment"], Entities(products=("P1",)))
    *parts, total = told(evidence, "on_hand")
    assert [f.subject["store"] for f in parts] == ["Leeds", "Lyon", "Porto"]
    assert total.value == rows["on_hand"].sum()
    assert total.inputs == tuple(f.id for f in parts)
    assert [r["name"] for r in evidence.rows] == ["Leeds", "Lyon", "Porto"]


def test_orders_of_today_are_the_complete_set_with_their_coverage(view, tables):
    filters = (Filter("order_qty", ">", 0), Filter("action", "in", ("order_now", "expedite")))
    for stores in ((), ("S1",), ("S2", "S3")):
        scope = Entities(stores=stores)
        rows = inside(tables["replenishment"], scope)
        wanted = rows[(rows["order_qty"] > 0) & rows["action"].isin(["order_now", "expedite"])]
        evidence = answer(view, Plan("list", ("order_qty",), scope, filters=filters))
        found = {(r["store_id"], r["product_id"]) for r in evidence.rows}
        assert found == set(zip(wanted["store_id"], wanted["product_id"], strict=True))
        assert evidence.coverage["total"] == len(rows)
        assert evidence.coverage["checked"] == rows["order_qty"].notna().sum()
        if evidence.coverage["skipped"]:
            assert evidence.coverage["skipped_reason"] == "no lead time"
        total = answer(view, Plan("value", ("order_value",), scope, filters=filters))
        if len(wanted):
            assert told(total)[-1].value == pytest.approx(wanted["order_value"].sum())


def test_a_supplier_list_over_all_stores_names_each_product_and_store(view, tables):
    plan = Plan(
        "list", ("order_qty",), Entities(suppliers=("V2",)), filters=(Filter("order_qty", ">", 0),), group_by="product"
    )
    rows = tables["replenishment"].query("supplier_id == 'V2' and order_qty > 0")
    evidence = answer(view, plan)
    assert {r["name"] for r in evidence.rows} == {PRODUCTS[p][0] for p in rows["product_id"]}
    assert len(evidence.rows) == len(rows)


def test_stockouts_within_a_week_are_found_by_date_in_any_store(view, tables):
    until = AS_OF.date() + timedelta(days=7)
    frame = tables["replenishment"]
    expected = frame[pd.to_datetime(frame["stockout_date"]) <= pd.Timestamp(until)]
    evidence = answer(view, Plan("list", ("stockout_date",), filters=(Filter("stockout_date", "<=", until),)))
    assert {(r["store_id"], r["product_id"]) for r in evidence.rows} == set(
        zip(expected["store_id"], expected["product_id"], strict=True)
    )
    assert evidence.coverage["checked"] == 17


@pytest.mark.parametrize(("descending", "offset", "limit"), [(True, 0, 3), (False, 0, 1), (True, 1, 1)])
def test_rankings_follow_direction_offset_and_limit(view, tables, descending, offset, limit):
    frame = between(tables["forecasts"].query("target == 'sales'"), NEXT_7).groupby("product_id")["mean"].sum()
    wanted = frame.sort_values(ascending=not descending).index[offset : offset + limit]
    sort = Sort("expected_sales", descending)
    plan = Plan(
        "rank", ("expected_sales",), Entities(), NEXT_7, group_by="product", sort=sort, limit=limit, offset=offset
    )
    evidence = answer(view, plan)
    assert [r["product_id"] for r in evidence.rows] == list(wanted)
    if limit == 1:
        assert told(evidence, "winner")[0].value == PRODUCTS[wanted[0]][0]


def test_a_ranking_by_what_has_no_group_value_keeps_the_best_row_of_each_product(view, tables):
    plan = Plan("rank", ("cv",), Entities(), group_by="product", sort=Sort("cv"), limit=3)
    evidence = answer(view, plan)
    best = tables["stats"].groupby("product_id")["cv"].max().sort_values(ascending=False)
    assert [r["product_id"] for r in evidence.rows] == list(best.index[:3])
    assert len({r["name"] for r in evidence.rows}) == 3


def test_counts_tell_products_and_rows_apart(view, tables):
    due = tables["replenishment"].query("order_qty > 0")
    evidence = answer(view, Plan("count", ("count",), filters=(Filter("order_qty", ">", 0),)))
    assert [f.value for f in told(evidence, "count")] == [due["product_id"].nunique(), len(due)]
    for kind, number in (("product", len(PRODUCTS)), ("store", len(STORES)), ("supplier", 3)):
        assert told(answer(view, Plan("count", ("count",), group_by=kind)), "count")[0].value == number


def test_alerts_are_counted_and_listed_by_severity_and_store(view, tables):
    scope = Entities(stores=("S1",))
    expected = inside(tables["alerts"], scope).query("severity == 'critical'")
    filters = (Filter("severity", "=", "critical"),)
    counted = answer(view, Plan("count", ("alert_count",), scope, filters=filters))
    assert told(counted, "count")[0].value == len(expected)
    listed = answer(view, Plan("list", ("alert_count",), scope, filters=filters, group_by="alert"))
    assert {r["alert_id"] for r in listed.rows} == set(expected["alert_id"])


def test_comparisons_give_both_values_the_difference_and_the_winner(view, tables):
    plan = Plan(
        "compare", ("expected_sales",), Entities(products=("P1",), stores=("S1", "S2")), NEXT_7, difference=True
    )
    evidence = answer(view, plan)
    first, second = (f.value for f in told(evidence, "expected_sales"))
    assert told(evidence, "winner")[0].value == ("Leeds" if first > second else "Lyon")
    assert told(evidence, "difference")[0].value == pytest.approx(abs(first - second))
    slower = answer(view, Plan("compare", ("supplier_lead_time_days",), Entities(suppliers=("V1", "V2"))))
    assert told(slower, "winner")[0].value == "Northern Tools"
    lower = Plan("compare", ("supplier_lead_time_days",), Entities(suppliers=("V1", "V2")), sort=Sort("x", False))
    assert told(answer(view, lower), "winner")[0].value == "Harbour Dairy"


def test_two_periods_of_different_length_are_compared_per_day(view):
    longer = Window("history", date(2024, 2, 16), date(2024, 3, 14), "last 28 days")
    plan = Plan("compare", ("expected_sales", "actual_sales"), ONE, NEXT_7, second_window=longer)
    evidence = answer(view, plan)
    assert any("per day" in m for m in evidence.messages)
    assert told(evidence, "winner")


def test_shares_are_the_part_over_the_wider_whole(view, tables):
    rows = between(tables["forecasts"].query("target == 'sales'"), NEXT_7)
    store = answer(view, Plan("value", ("expected_sales",), Entities(stores=("S1",)), NEXT_7, share=True))
    assert told(store, "share")[0].value == pytest.approx(
        100 * rows.query("store_id == 'S1'")["mean"].sum() / rows["mean"].sum()
    )
    product = answer(view, Plan("value", ("expected_sales",), ONE, NEXT_7, share=True))
    inner = rows.query("store_id == 'S2'")
    assert told(product, "share")[0].value == pytest.approx(
        100 * inner.query("product_id == 'P3'")["mean"].sum() / inner["mean"].sum()
    )
    grouped = answer(view, Plan("value", ("expected_sales",), Entities(), NEXT_7, share=True, group_by="store"))
    assert sum(f.value for f in told(grouped, "share")) == pytest.approx(100)


def test_the_busiest_day_and_the_days_themselves(view, tables):
    rows = between(inside(tables["forecasts"], ONE).query("target == 'sales'"), NEXT_WEEK)
    best = rows.sort_values(["mean", "date"], ascending=[False, True]).iloc[0]
    evidence = answer(view, Plan("value", ("peak_day",), ONE, NEXT_WEEK, statistic="peak_day"))
    assert told(evidence, "peak_day")[0].value == pd.Timestamp(best["date"]).date()
    days = answer(view, Plan("value", ("expected_sales",), ONE, NEXT_WEEK, statistic="by_day"))
    assert [r["mean"] for r in days.rows] == pytest.approx(list(rows.sort_values("date")["mean"]))


def test_weekdays_of_a_store_are_means_over_its_days(view, tables):
    sold = inside(tables["sales"], Entities(stores=("S1",))).groupby("date")["units_sold"].sum()
    means = sold.groupby(pd.to_datetime(sold.index).day_name()).mean()
    evidence = answer(view, Plan("value", ("peak_weekday",), Entities(stores=("S1",))))
    assert told(evidence, "peak_weekday")[0].value == means.idxmax()
    assert evidence.rows[0]["units_sold"] == pytest.approx(means.max())


def test_a_draft_order_has_all_lines_and_their_totals(view, tables):
    scope = Entities(stores=("S2",))
    lines = inside(tables["replenishment"], scope).query("order_qty > 0")
    evidence = answer(view, Plan("draft_order", ("order_qty",), scope))
    assert told(evidence, "order_qty")[0].value == lines["order_qty"].sum()
    assert told(evidence, "order_value")[0].value == pytest.approx(lines["order_value"].sum())
    assert len(evidence.rows) == len(lines)


def test_open_orders_tell_dates_and_that_one_is_late(view):
    evidence = answer(view, Plan("value", ("on_order", "due_on"), Entities(products=("P1",), stores=("S2",))))
    assert told(evidence, "on_order")[0].value == 25
    assert told(evidence, "due_on")[0].value == date(2024, 3, 12)
    assert any("late" in m for m in evidence.messages)
    none = answer(view, Plan("value", ("due_on",), Entities(products=("P6",), stores=("S1",))))
    assert none.status == "answered"
    assert "no open order" in none.messages[0]


def test_why_an_order_is_what_it_is_shows_the_arithmetic(view, tables):
    evidence = answer(view, Plan("explain", ("order_qty",), Entities(products=("P3",), stores=("S1",))))
    row = inside(tables["replenishment"], Entities(products=("P3",), stores=("S1",))).iloc[0]
    by = {f.measure: f.value for f in evidence.facts}
    assert by["inventory_position"] == row["inventory_position"]
    assert by["protection_mean"] + by["safety_stock"] == pytest.approx(by["reorder_point"])
    assert by["protection_days"] == by["lead_time_days"] + by["review_period_days"]


def test_changes_since_the_last_run_name_their_causes_or_say_there_was_none(view, tmp_path):
    evidence = answer(view, Plan("explain", ("order_qty_change",), ONE))
    by = {f.measure: f.value for f in told(evidence)}
    assert by["order_qty_change"] == pytest.approx(by["from_forecast"] + by["from_stock"])
    forecast = answer(view, Plan("explain", ("expected_sales", "expected_sales_before"), ONE, NEXT_7))
    now, before, change = (
        told(forecast, m)[0].value for m in ("expected_sales", "expected_sales_before", "difference")
    )
    assert before == pytest.approx(0.9 * now)
    assert change == pytest.approx(now - before)
    first, _ = opened(tmp_path / "first", previous=False)
    alone = answer(first, Plan("explain", ("expected_sales", "expected_sales_before"), ONE, NEXT_7))
    assert told(alone, "expected_sales")[0].value == pytest.approx(now)
    assert "There is no previous run to compare with." in alone.messages


def test_without_an_inventory_stock_questions_have_no_data_and_forecasts_still_answer(tmp_path):
    view, _ = opened(tmp_path / "w", inventory=False)
    for intent in ("value", "list", "rank", "count", "draft_order"):
        evidence = answer(
            view, Plan(intent, ("order_qty",), Entities(stores=("S1",)), filters=(Filter("order_qty", ">", 0),))
        )
        assert evidence.status == "no_data", intent
        assert evidence.messages
        assert {f.measure for f in evidence.facts} <= {"limit_day"}
    assert answer(view, Plan("value", ("expected_sales",), ONE, NEXT_7)).status == "answered"


def test_what_the_run_does_not_know_is_said_with_its_reason(view):
    unknown = answer(view, Plan("value", ("order_qty",), Entities(products=("P5",), stores=("S1",))))
    assert not told(unknown)
    assert "no lead time" in unknown.messages[0]
    lasting = answer(view, Plan("value", ("stockout_date",), Entities(products=("P1",), stores=("S1",))))
    assert "not expected to run out" in lasting.messages[0]


def test_unknown_ids_and_measures_are_no_data_and_values_are_bound_never_formatted_in(view):
    hostile = "P1'; DROP TABLE stores; --"
    assert answer(view, Plan("value", ("on_hand",), Entities(products=(hostile,)))).status == "no_data"
    evidence = answer(view, Plan("list", ("on_hand",), filters=(Filter("category", "=", hostile),)))
    assert evidence.rows == ()
    assert answer(view, Plan("list", ("on_hand",), filters=(Filter("1=1; --", "=", 1),))).status == "no_data"
    assert answer(view, Plan("value", ("no_such",), ONE)).status == "no_data"
    assert view.connection.execute("SELECT count(*) FROM stores").fetchone() == (3,)


def test_fractions_are_told_and_filtered_in_percent_but_kept_as_stored_in_rows(view, tables):
    expected = tables["replenishment"].query("stockout_probability > 0.5")
    for value in (50, 0.5):
        plan = Plan("list", ("stockout_probability",), filters=(Filter("stockout_probability", ">", value),))
        evidence = answer(view, plan)
        assert len(evidence.rows) == len(expected)
        assert all(0.5 < r["stockout_probability"] <= 1 for r in evidence.rows)
        assert all(f.value > 50 for f in told(evidence, "stockout_probability"))
