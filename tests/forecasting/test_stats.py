"""Statistics by hand-worked numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting.panel import PanelSource
from forecasting.stats import abc_classes, demand_classes, promo_uplift_pct, series_stats, trend_pct
from tests.forecasting.world import small_world

nan = np.nan


def test_the_trend_compares_the_last_28_days_with_the_28_before():
    demand = np.concatenate([np.full(28, 10.0), np.full(28, 12.0)])[None]
    assert trend_pct(demand).tolist() == pytest.approx([20.0])


def test_out_of_stock_days_do_not_drag_the_trend_down():
    demand = np.concatenate([np.full(28, 10.0), np.full(28, 12.0)])[None]
    demand[0, 30:40] = nan
    assert trend_pct(demand).tolist() == pytest.approx([20.0])


def test_a_trend_from_nothing_is_not_known():
    assert np.isnan(trend_pct(np.concatenate([np.zeros(28), np.ones(28)])[None])).all()


def test_demand_classes_follow_the_two_cuts():
    rng = np.random.default_rng(0)
    steady = rng.normal(100, 5, 365)
    erratic = np.where(rng.random(365) < 0.5, 1.0, 60.0)
    rare = np.where(np.arange(365) % 5 == 0, 4.0, 0.0)
    lumpy = np.where(np.arange(365) % 5 == 0, erratic, 0.0)
    classes = demand_classes(np.stack([steady, erratic, rare, lumpy, np.zeros(365)]))
    assert classes.tolist() == ["smooth", "erratic", "intermittent", "lumpy", None]


def test_abc_goes_by_the_share_of_the_total():
    assert abc_classes(np.array([70.0, 15.0, 8.0, 4.0, 3.0, nan])).tolist() == ["A", "A", "B", "B", "C", "C"]


def test_the_promotion_uplift_is_measured_against_the_same_weekday():
    demand = np.tile([10.0, 10, 10, 10, 10, 40, 10], 20)[None]
    promo = np.zeros(demand.shape)
    for week in (5, 9, 13):
        promo[0, week * 7 + 5] = 1  # a Saturday: 40 without a promotion
        demand[0, week * 7 + 5] = 60
    assert promo_uplift_pct(demand, promo, 7).tolist() == pytest.approx([50.0])


def test_two_promotion_days_are_too_few_for_an_uplift():
    promo = np.zeros((1, 70))
    promo[0, [20, 40]] = 1
    assert np.isnan(promo_uplift_pct(np.ones((1, 70)), promo, 7)).all()


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small_world(tmp_path_factory.mktemp("stats"))


def test_statistics_agree_with_sql_over_the_sales_table(world):
    import duckdb

    source = PanelSource(world)
    stats = series_stats(source.panel("sales", 7), source.panel("returns", 7).y)
    sql = f"""
        SELECT store_id, product_id,
               avg(units_sold) FILTER (in_stock AND date > DATE '2024-06-30' - 7) AS a7,
               avg(units_sold) FILTER (in_stock AND date > DATE '2024-06-30' - 28) AS a28,
               stddev_samp(units_sold) FILTER (in_stock AND date > DATE '2024-06-30' - 28) AS sd28,
               100 * sum(units_returned) / sum(units_sold) AS rate,
               sum(units_sold * price) FILTER (date > DATE '2024-06-30' - 90) AS revenue
        FROM read_parquet('{world.table_path("sales")}') GROUP BY ALL ORDER BY ALL
    """
    expected = duckdb.sql(sql).df()
    for ours, theirs in (
        ("avg_daily_7d", "a7"),
        ("avg_daily_28d", "a28"),
        ("std_daily_28d", "sd28"),
        ("return_rate_pct", "rate"),
        ("revenue_90d", "revenue"),
    ):
        np.testing.assert_allclose(stats[ours], expected[theirs], rtol=1e-5, err_msg=ours)
    np.testing.assert_allclose(stats["cv"], stats["std_daily_28d"] / stats["avg_daily_28d"])
    assert set(stats["peak_weekday"]) == {"Saturday"}
    assert stats["promo_uplift_pct"].between(-20, 150).all()


def test_weekly_data_have_averages_per_day_and_no_weekday(tmp_path):
    from data.workspace import Workspace

    workspace = Workspace(tmp_path).create()
    dates = pd.date_range("2023-01-02", periods=60, freq="7D").date
    pd.DataFrame({"date": dates, "store_id": "S", "product_id": "P", "units_sold": 70.0}).to_parquet(
        workspace.table_path("sales")
    )
    stats = series_stats(PanelSource(workspace).panel("sales", 4)).iloc[0]
    assert stats["avg_daily_7d"] == stats["avg_daily_28d"] == pytest.approx(10.0)
    assert stats["peak_weekday"] is None
    assert np.isnan(stats["revenue_90d"])
    assert np.isnan(stats["return_rate_pct"])
