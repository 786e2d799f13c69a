"""Every column of the replenishment table means what the contract says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecasting.inventory import InventorySettings, recommend
from forecasting.paths import sample_paths
from forecasting.run_tables import RUN_TABLES

AS_OF = date(2024, 3, 3)  # the day the small world ends


def day(offset: int) -> pd.Timestamp:
    return pd.Timestamp(AS_OF + timedelta(days=offset))


def test_the_table_has_exactly_the_columns_of_the_contract(world):
    assert tuple(recommend(world(on_hand=[5])).columns) == RUN_TABLES["replenishment"].names


def test_a_due_order_is_the_gap_to_the_level_raised_to_the_minimum_and_then_to_the_multiple(world):
    row = recommend(world(rate=[10.0], on_hand=[83.0], moq=40, multiple=12)).iloc[0]
    assert row.protection_mean == pytest.approx(120)  # 12 days at 10 a day, no spread
    assert row.safety_stock == pytest.approx(0, abs=1e-3)
    assert row.shortfall == pytest.approx(37)
    assert row.order_qty == 48  # 37 -> 40 -> 48
    assert (row.moq_added, row.rounding_added) == (pytest.approx(3), pytest.approx(8))
    assert row.order_value == 96.0
    assert row.order_by == day(1)
    assert row.action == "order_now"


def test_quantities_are_an_exact_sum_for_every_row(world):
    rng = np.random.default_rng(3)
    inputs = world(rate=rng.gamma(1.5, 6, 60), on_hand=rng.integers(0, 300, 60), spread=0.6, moq=7, multiple=4)
    table = recommend(inputs)
    ordered = table[table.order_qty > 0]
    assert len(ordered) > 10
    assert (table.reorder_point - table.protection_mean - table.safety_stock).abs().max() < 1e-9
    gap = ordered.order_up_to - ordered.inventory_position + ordered.demand_until_order
    assert (gap - ordered.shortfall).abs().max() < 1e-9
    assert (ordered.shortfall + ordered.moq_added + ordered.rounding_added - ordered.order_qty).abs().max() < 1e-9
    assert (ordered.order_qty % 4 == 0).all()
    assert (ordered.order_qty >= 7).all()


def test_an_order_is_due_only_when_the_position_is_below_the_reorder_point(world):
    table = recommend(world(rate=[10.0] * 3, on_hand=[119.0, 120.001, 300.0], review=0.0, lead=12.0))
    assert table.action.tolist() == ["expedite", "ok", "ok"]  # 119 units end before day 13
    assert table.order_qty.tolist() == [1.0, 0.0, 0.0]
    assert table.order_by.isna().tolist() == [False, True, True]


def test_what_falls_due_within_a_review_period_is_planned_for_its_day(world):
    row = recommend(world(rate=[10.0], on_hand=[145.0])).iloc[0]
    # After 3 days the position is 115, below 120: the order is placed on day 4.
    assert row.action == "order_soon"
    assert row.order_by == day(4)
    assert row.demand_until_order == pytest.approx(30)
    assert row.order_qty == 5
    later = recommend(world(rate=[10.0], on_hand=[195.0])).iloc[0]
    assert later.action == "ok"  # due after 8 days, beyond the review period of 7
    assert later.next_due_on == day(9)


def test_stock_that_ends_before_a_normal_delivery_is_expedited(world):
    table = recommend(world(rate=[10.0, 10.0], on_hand=[55.0, 70.0]))
    # Ordered tomorrow, 5 days on the way: arrives on day 6. 55 units end on day 6, 70 on day 7.
    assert table.stockout_date.tolist() == [day(6), day(7)]
    assert table.action.tolist() == ["order_now", "order_now"]
    assert recommend(world(rate=[10.0], on_hand=[45.0])).iloc[0].action == "expedite"  # ends on day 5


def test_the_stockout_date_counts_open_orders_on_their_due_dates(world):
    orders = [(0, 100.0, "2024-03-08"), (1, 100.0, "2024-03-12")]
    table = recommend(world(rate=[10.0] * 3, on_hand=[50.0] * 3, orders=orders))
    assert table.stockout_date.tolist() == [day(15), day(5), day(5)]
    assert table.on_order.tolist() == [100.0, 100.0, 0.0]
    assert table.inventory_position.tolist() == [150.0, 150.0, 50.0]


def test_an_empty_shelf_is_a_stockout_on_the_next_day_even_with_a_delivery_coming(world):
    row = recommend(world(rate=[10.0], on_hand=[0.0], orders=[(0, 100.0, "2024-03-04")])).iloc[0]
    assert row.stockout_date == day(1)
    assert row.stockout_probability == 1.0
    assert row.days_of_cover == 0.0


def test_stock_that_outlasts_the_horizon_has_no_stockout_date_but_days_of_cover(world):
    row = recommend(world(rate=[10.0], on_hand=[500.0])).iloc[0]
    assert pd.isna(row.stockout_date)
    assert row.days_of_cover == pytest.approx(50)


def test_days_of_cover_is_of_the_stock_on_hand_alone_and_linear_within_a_day(world):
    row = recommend(world(rate=[4.0], on_hand=[10.0], orders=[(0, 500.0, "2024-03-05")])).iloc[0]
    assert row.days_of_cover == pytest.approx(2.5)


def test_without_demand_nothing_runs_out_and_nothing_is_ordered(world):
    table = recommend(world(rate=[0.0, 0.0], on_hand=[0.0, 2.0]))
    assert table.order_qty.tolist() == [0.0, 0.0]
    assert table.days_of_cover.isna().all()
    assert table.action.tolist() == ["ok", "ok"]
    assert table.expected_lost_units.tolist() == [0.0, 0.0]


def test_a_late_order_counts_and_is_expected_the_next_day(world):
    row = recommend(world(rate=[10.0], on_hand=[5.0], orders=[(0, 100.0, "2024-02-20")])).iloc[0]
    assert row.on_order == 100.0
    assert row.late_on_order == 100.0
    assert row.stockout_date == day(11)
    assert "late" in row.reason


def test_backorders_are_negative_stock_and_raise_the_order(world):
    row = recommend(world(rate=[10.0], on_hand=[-15.0])).iloc[0]
    assert row.inventory_position == -15.0
    assert row.order_qty == 135.0
    assert row.expected_lost_units == pytest.approx(120, rel=1e-3)  # new demand only, not the backlog


def test_missing_stock_leaves_the_order_unknown_and_says_so(world):
    table = recommend(world(rate=[10.0, 10.0], on_hand=[50.0, np.nan]))
    row = table.iloc[1]
    assert pd.isna(row.on_hand)
    assert pd.isna(row.order_qty)
    assert pd.isna(row.order_by)
    assert row.action is None
    assert row.reorder_point == pytest.approx(120, abs=0.01)
    assert "stock record" in row.reason


def test_missing_supplier_data_uses_the_default_lead_time_and_says_so(world):
    row = recommend(world(rate=[10.0], on_hand=[50.0], lead=None)).iloc[0]
    assert row.lead_time_days == 7.0
    assert row.protection_mean == pytest.approx(140)
    assert "default lead time of 7 days" in row.reason


def test_stock_without_a_forecast_gets_a_row_with_a_reason(world):
    inputs = world(rate=[10.0], on_hand=[50.0])
    nothing = replace(inputs, mean=inputs.mean * np.nan, quantiles=inputs.quantiles * np.nan)
    row = recommend(nothing).iloc[0]
    assert pd.isna(row.protection_mean)
    assert pd.isna(row.order_qty)
    assert "No forecast" in row.reason
    dead = replace(nothing, last_sale=np.array(["2022-01-01"], dtype="datetime64[D]"))
    assert recommend(dead).iloc[0].action == "excess"


def test_no_value_is_infinite(world):
    table = recommend(world(rate=[0.0, 1e-5, 3.0], on_hand=[5.0, 5.0, np.nan], unit_cost=None))
    numbers = table.select_dtypes("number").to_numpy(float)
    assert not np.isinf(numbers).any()
    assert table.order_value.isna().all()
    assert table.eoq.isna().all()


def test_the_reorder_point_is_the_quantile_of_summed_demand_not_a_sum_of_quantiles(world):
    inputs = world(rate=[100.0], on_hand=[0.0], spread=0.3)
    row = recommend(inputs).iloc[0]
    paths = sample_paths(inputs.levels, inputs.quantiles, None, None, 400, 7)
    assert row.reorder_point == pytest.approx(np.quantile(paths[0, :, :12].sum(axis=1), 0.95), rel=1e-5)
    # Independent days of sd 30: 1200 + 1.645 * 30 * sqrt(12) = 1371; twelve daily p95 would be 1792.
    assert row.reorder_point == pytest.approx(1371, rel=0.02)


def test_the_spread_of_the_lead_time_widens_the_safety_stock_as_the_textbook_says(world):
    plain = recommend(world(rate=[100.0], on_hand=[0.0], spread=0.2)).iloc[0]
    spread = recommend(world(rate=[100.0], on_hand=[0.0], spread=0.2, lead_sd=1.0)).iloc[0]
    # sqrt(12 * 20^2 + 100^2 * 1^2) * 1.645 = 200.1
    assert spread.classic_safety_stock == pytest.approx(200.1, rel=0.01)
    assert spread.safety_stock == pytest.approx(200.1, rel=0.08)  # gamma lead times are a little skewed
    assert plain.safety_stock == pytest.approx(114.0, rel=0.10)  # tails are exponential beyond p05 and p95
    assert spread.protection_mean == plain.protection_mean


def test_a_protection_period_beyond_the_horizon_repeats_the_last_season_and_says_so(world):
    rate = np.r_[np.full(7, 50.0), np.arange(1.0, 8.0)][None]
    row = recommend(world(rate=rate, horizon=14, on_hand=[0.0], lead=14.0, review=7.0)).iloc[0]
    assert row.protection_mean == pytest.approx(350 + 28 + 28)
    assert "reaches 14 days" in row.reason


def test_weekly_forecasts_are_spread_over_their_days(world):
    row = recommend(world(rate=[70.0], horizon=8, frequency="weekly", on_hand=[45.0], lead=10.0, review=7.0)).iloc[0]
    assert row.protection_mean == pytest.approx(170)
    assert row.stockout_date == day(5)
    assert row.days_of_cover == pytest.approx(4.5)


def test_excess_is_stock_far_above_the_horizon_and_the_level(world):
    table = recommend(world(rate=[10.0, 10.0], on_hand=[561.0, 559.0]))
    assert table.action.tolist() == ["excess", "ok"]  # twice 28 days at 10
    assert table.excess_units.iloc[0] == pytest.approx(281)


def test_net_demand_and_the_published_returns_rule_are_selectable(world):
    returns = np.full((1, 28), 2.0)
    gross = recommend(world(rate=[10.0], on_hand=[0.0], returns=returns)).iloc[0]
    net = recommend(world(rate=[10.0], on_hand=[0.0], returns=returns), InventorySettings(returns="net")).iloc[0]
    rule = InventorySettings(policy="returns_factor", safety_factor=1.5)
    simple = recommend(world(rate=[10.0], on_hand=[0.0], returns=returns), rule).iloc[0]
    assert (gross.protection_mean, net.protection_mean) == (pytest.approx(120), pytest.approx(96))
    assert net.reorder_point == pytest.approx(96, abs=0.01)
    assert simple.order_up_to == pytest.approx(1.5 * 96)


def test_larger_lots_raise_the_level_they_refill_to(world):
    inputs = world(rate=[10.0], on_hand=[100.0])
    row = recommend(inputs, InventorySettings(policy="s_S")).iloc[0]
    assert row.eoq == pytest.approx(np.sqrt(2 * 3650 * 20 / 0.4), rel=1e-4)
    assert row.order_up_to == pytest.approx(row.reorder_point + row.eoq)
    lots = recommend(inputs, InventorySettings(policy="R_Q")).iloc[0]
    assert lots.order_qty >= row.eoq


def test_no_more_is_ordered_than_sells_before_it_expires(world):
    inputs = world(rate=[10.0, 10.0], on_hand=[0.0, 0.0], multiple=12, order_cost=500.0)
    inputs.terms["shelf_life_days"] = [6.0, np.nan]
    table = recommend(inputs, InventorySettings(policy="s_S"))
    # 5 days on the way and 6 on the shelf sell 110: nine packs of 12.
    assert table.order_qty.iloc[0] == 108
    assert table.order_qty.iloc[1] > 300
    row = table.iloc[0]
    assert row.shortfall + row.moq_added + row.rounding_added == pytest.approx(108)
    assert "expires" in row.reason


def test_the_fill_rate_target_is_met_on_the_paths_and_needs_less_than_the_cycle_level(world):
    inputs = world(rate=[100.0], on_hand=[0.0], spread=0.3)
    filled = recommend(inputs, InventorySettings(target="fill_rate", fill_rate=0.95)).iloc[0]
    cycle = recommend(inputs).iloc[0]
    assert filled.reorder_point < cycle.reorder_point
    assert 0.3 < filled.cycle_service_level < 0.95


def test_the_cost_target_uses_the_critical_ratio_of_margin_and_holding(world):
    row = recommend(world(rate=[10.0], on_hand=[0.0], spread=0.3), InventorySettings(target="cost")).iloc[0]
    assert row.cycle_service_level == pytest.approx(1 / (1 + 2 * 0.2 * 7 / 365), abs=1e-6)


def test_rows_do_not_depend_on_how_series_are_cut_into_chunks(world):
    rng = np.random.default_rng(5)
    inputs = world(rate=rng.gamma(1, 8, 300), on_hand=rng.integers(0, 200, 300), spread=0.7, lead_sd=2.0)
    whole = recommend(inputs, InventorySettings(chunk_cells=8_000_000))
    parts = recommend(inputs, InventorySettings(chunk_cells=100_000))
    pd.testing.assert_frame_equal(whole, parts, rtol=1e-6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rate=st.floats(0, 200), stock=st.floats(-20, 500), more=st.floats(0.1, 200), moq=st.integers(0, 50),
    multiple=st.integers(1, 24), level=st.floats(0.55, 0.98),
)  # fmt: skip
def test_more_stock_never_means_a_larger_order_and_a_higher_level_never_a_smaller_one(
    world, rate, stock, more, moq, multiple, level
):
    inputs = world(rate=[rate, rate], on_hand=[stock, stock + more], spread=0.5, moq=moq, multiple=multiple)
    table = recommend(inputs, InventorySettings(cycle_service_level=level, paths=50))
    now = table[table.action.isin(["order_now", "expedite"])]
    assert (table.order_qty >= 0).all()
    assert (now.order_qty % multiple == 0).all()
    assert (now.order_qty >= moq).all()
    if len(now) == 2:
        assert now.order_qty.iloc[1] <= now.order_qty.iloc[0]
    higher = recommend(inputs, InventorySettings(cycle_service_level=level + 0.015, paths=50))
    assert (higher.reorder_point >= table.reorder_point - 1e-6).all()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lead=st.floats(0, 25), longer=st.floats(0.1, 20), spread=st.floats(0, 1))
def test_a_longer_lead_time_never_lowers_the_reorder_point(world, lead, longer, spread):
    small = recommend(world(rate=[9.0], on_hand=[3.0], spread=spread, lead=lead), InventorySettings(paths=60)).iloc[0]
    large = recommend(world(rate=[9.0], on_hand=[3.0], spread=spread, lead=lead + longer), InventorySettings(paths=60))
    assert large.iloc[0].reorder_point >= small.reorder_point - 1e-3
    assert large.iloc[0].protection_mean >= small.protection_mean


def test_the_order_date_is_never_before_tomorrow(world):
    rng = np.random.default_rng(1)
    table = recommend(world(rate=rng.gamma(1, 5, 80), on_hand=rng.integers(-5, 100, 80), spread=0.5))
    placed = table.order_by.dropna()
    assert len(placed) > 10
    assert (placed >= day(1)).all()
    assert table.loc[table.action.isin(["order_now", "expedite"]), "order_by"].eq(day(1)).all()
