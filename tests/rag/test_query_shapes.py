"""Typed queries by shape: lists, rankings, counts, comparisons, what-ifs, and what a run does not hold."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from rag.plan import Entities, Filter, Plan, Scenario, Sort, Window
from rag.queries import answer
from tests.rag.run_checks import (
    LAST_7,
    NEXT_7,
    NEXT_WEEK,
    ONE,
    between,
    inside,
    opened,
    told,
)
from tests.rag.small_run import AS_OF, PRODUCTS, STORES


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


def test_groups_are_ranked_by_how_many_of_their_products_meet_a_condition(view, tables):
    due = tables["replenishment"].query("order_qty > 0").groupby("store_id").size().sort_values(ascending=False)
    filters = (Filter("order_qty", ">", 0),)
    plan = Plan("rank", ("count",), group_by="store", filters=filters, sort=Sort("count"))
    evidence = answer(view, plan)
    assert [r["count"] for r in evidence.rows] == due.tolist()
    assert {f.unit for f in told(evidence, "products_counted")} == {"products"}


def test_another_quantity_costs_its_pieces_at_the_unit_cost_or_the_order_times_the_factor(view, tables):
    unit_cost = tables["products"].set_index("product_id").loc["P3", "unit_cost"]
    pieces = answer(view, Plan("whatif", ("order_value",), ONE, scenario=Scenario("quantity", 50.0, unit="units")))
    assert told(pieces, "quantity_cost")[0].value == pytest.approx(50 * unit_cost)
    row = inside(tables["replenishment"], Entities(products=("P1",), stores=("S1",))).iloc[0]
    doubled = Plan("whatif", (), Entities(products=("P1",), stores=("S1",)), scenario=Scenario("quantity", 1.0, True))
    values = [f.value for f in told(answer(view, doubled), "scenario_value")]
    assert values == pytest.approx([2 * row["order_qty"], 2 * row["order_value"]])


def test_a_change_in_percent_is_of_the_earlier_period(view, tables):
    earlier = Window("history", date(2024, 3, 1), date(2024, 3, 7), "the 7 before")
    plan = Plan(
        "compare", ("actual_sales",), Entities(), LAST_7, second_window=earlier, question="by how many percent?"
    )
    change = told(answer(view, plan), "change_pct")[0]
    new, old = (between(tables["sales"], w)["units_sold"].sum() for w in (LAST_7, earlier))
    assert change.value == pytest.approx(100 * (new - old) / old)
