"""Panels: dense arrays, what a missing row means, prices and promotions ahead, leak-free cuts."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.errors import DataError
from data.workspace import Workspace
from forecasting.missing import FillRule, closed_ahead, closures, fill
from forecasting.panel import PanelSource, actuals_after, at_origin, select
from forecasting.periods import Calendar, detect_frequency
from tests.forecasting.world import small_world

WRITES, SPARSE = FillRule(True, 0.1, 1.0), FillRule(False, 0.0, 0.3)
nan = np.nan


def test_before_the_first_sale_a_series_is_not_yet_launched():
    y = fill(np.array([[nan, 0.0, 2.0, 0.0]], np.float32), np.zeros((1, 4), bool), WRITES, "daily")
    np.testing.assert_array_equal(y, [[nan, nan, 2.0, 0.0]])


def test_a_missing_row_is_unknown_where_zeros_are_written_and_zero_where_not():
    units = np.array([[3.0, nan, 2.0]], np.float32)
    none_closed = np.zeros((1, 3), bool)
    np.testing.assert_array_equal(fill(units, none_closed, WRITES, "daily"), [[3.0, nan, 2.0]])
    np.testing.assert_array_equal(fill(units, none_closed, SPARSE, "daily"), [[3.0, 0.0, 2.0]])


def test_a_series_whose_rows_end_early_is_discontinued():
    units = np.full((2, 60), 2.0, np.float32)
    units[0, 30:] = nan  # 30 days without a row
    units[1, 50:] = nan  # 10 days
    y = fill(units, np.zeros((2, 60), bool), WRITES, "daily")
    assert (y[0, 30:] == 0).all()
    assert np.isnan(y[1, 50:]).all()


def test_a_closed_day_is_unknown_but_a_weekday_that_is_always_closed_is_zero():
    sold = np.ones((1, 140), bool)
    sold[0, 6::7] = False  # never open on that weekday
    sold[0, 100] = False  # a holiday
    found = closures(sold, "daily")
    assert found.other[0].nonzero()[0].tolist() == [100]
    units = np.where(sold, 5.0, nan).astype(np.float32)
    for rule in (SPARSE, WRITES):
        y = fill(units, found.other, rule, "daily", found.regular)
        assert np.isnan(y[0, 100])
        assert (y[0, 6::7] == 0).all()


def test_a_day_that_was_closed_every_year_is_closed_ahead():
    past, future = pd.date_range("2021-06-01", "2023-11-30"), pd.date_range("2023-12-20", "2024-01-05")
    closed = np.zeros((2, len(past)), bool)
    closed[0, (past.month == 12) & (past.day == 25)] = True
    closed[0, past == "2022-01-02"] = True  # in one year of two
    ahead = closed_ahead(closed, past, future)
    assert [str(d.date()) for d in future[ahead[0]]] == ["2023-12-25"]
    assert not ahead[1].any()


@pytest.mark.parametrize(("step", "expected"), [(1, "daily"), (7, "weekly"), (30, "monthly")])
def test_the_median_gap_tells_the_frequency(step, expected):
    dates = pd.date_range("2020-01-01", periods=40, freq=f"{step}D").to_numpy()
    assert detect_frequency(dates) == expected


def test_closed_weekends_leave_daily_data_daily():
    assert detect_frequency(pd.bdate_range("2024-01-01", periods=50).to_numpy()) == "daily"


def test_periods_end_on_as_of_and_go_on_after_it():
    weekly = Calendar("weekly", date(2024, 1, 1), date(2024, 1, 29))
    assert weekly.past.strftime("%d").tolist() == ["01", "08", "15", "22", "29"]
    assert weekly.position(np.array(["2024-01-09"], "datetime64[D]")).tolist() == [1]
    month_end = Calendar("monthly", date(2023, 11, 30), date(2024, 1, 31))
    assert [str(d.date()) for d in month_end.future(2)] == ["2024-02-29", "2024-03-31"]
    assert [str(d.date()) for d in month_end.past] == ["2023-11-30", "2023-12-31", "2024-01-31"]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return PanelSource(small_world(tmp_path_factory.mktemp("panel")))


def test_a_panel_holds_the_sales_rows_where_they_belong(source):
    panel = source.panel("sales", 14)
    sales = source._con.execute("SELECT * FROM sales WHERE store_id = 'S1' AND product_id = 'P2' ORDER BY date").df()
    row = panel.series.query("store_id == 'S1' and product_id == 'P2'").index[0]
    expected = sales["units_sold"].to_numpy()
    known = np.isfinite(panel.y[row])
    np.testing.assert_array_equal(panel.y[row][known], expected[known])
    np.testing.assert_array_equal(panel.available[row], sales["in_stock"].to_numpy())
    assert panel.dates[-1] == pd.Timestamp("2024-06-30")
    assert panel.future_dates[0] == pd.Timestamp("2024-07-01")
    assert panel.horizon == 14


def test_future_promotions_and_prices_are_known_and_the_regular_price_goes_on(source):
    panel = source.panel("sales", 14)
    T = len(panel.dates)
    assert panel.promo[0, T : T + 3].tolist() == [0.0, 1.0, 0.0]
    assert panel.price[0, T : T + 3].tolist() == [5.0, 4.0, 5.0]
    assert np.isfinite(panel.price).all()


def test_returns_come_with_the_sales_beside_them(source):
    panel = source.panel("returns", 14)
    assert panel.target == "returns"
    np.testing.assert_array_equal(panel.related, source.panel("sales", 14).y)
    assert (np.nan_to_num(panel.y) <= np.nan_to_num(panel.related)).all()


def test_chunks_put_together_are_the_whole_panel(source):
    whole = source.panel("sales", 7)
    parts = [source.panel("sales", 7, rows) for rows in source.chunks(3)]
    np.testing.assert_array_equal(np.concatenate([p.y for p in parts]), whole.y)
    assert pd.concat([p.series for p in parts])["product_id"].tolist() == whole.series["product_id"].tolist()


def test_a_cut_holds_nothing_from_after_the_origin(source):
    panel = source.panel("sales", 14)
    cut = at_origin(panel, 100, 10)
    spoilt = source.panel("sales", 14)
    spoilt.y[:, 100:] = 1e6
    spoilt.available[:, 100:] = False
    again = at_origin(spoilt, 100, 10)
    np.testing.assert_array_equal(cut.y, again.y)
    np.testing.assert_array_equal(cut.available, again.available)
    assert cut.y.shape[1] == 100
    assert cut.horizon == 10
    assert cut.future_dates[0] == panel.dates[100]
    assert (cut.series["last_sale"].dropna() <= panel.dates[99]).all()


def test_actuals_after_an_origin_leave_out_stockouts_and_what_is_still_ahead(source):
    panel = source.panel("sales", 14)
    T = len(panel.dates)
    actual = actuals_after(panel, T - 3, 5)
    assert np.isnan(actual[:, 3:]).all()
    assert (np.isnan(actual[:, :3]) == (~panel.available | np.isnan(panel.y))[:, T - 3 :]).all()


def test_what_follows_the_end_of_a_discontinued_series_judges_no_forecast(tmp_path):
    workspace = small_world(tmp_path)
    sales = pd.read_parquet(workspace.table_path("sales"))
    ends = pd.Timestamp("2024-05-20").date()
    gone = (sales["store_id"] == "S0") & (sales["product_id"] == "P1") & (sales["date"] > ends)
    sales[~gone].to_parquet(workspace.table_path("sales"))
    panel = PanelSource(workspace).panel("sales", 14)
    row = panel.series.query("store_id == 'S0' and product_id == 'P1'").index[0]
    end = int(panel.series["ended"][row])
    assert panel.dates[end - 1].date() == ends
    assert (panel.y[row, end:] == 0).all()  # nothing is to be forecast for it now
    assert np.isnan(actuals_after(panel, end - 5, 10)[row, 5:]).all()
    assert np.isnan(at_origin(panel, end + 10).y[row, end:]).all()  # ten days later nobody knew
    assert (at_origin(panel, end + 30).y[row, end:] == 0).all()
    assert panel.series["ended"].drop(row).isna().all()


def test_selected_series_keep_their_rows(source):
    panel = source.panel("sales", 7)
    part = select(panel, np.array([2, 5]))
    np.testing.assert_array_equal(part.y, panel.y[[2, 5]])
    assert part.series["product_id"].tolist() == panel.series["product_id"].iloc[[2, 5]].tolist()


def test_a_product_with_stock_but_no_sales_is_a_series_too(tmp_path):
    workspace = small_world(tmp_path)
    stock = pd.read_parquet(workspace.table_path("inventory"))
    new = pd.DataFrame({"as_of": stock["as_of"][:1], "store_id": ["S0"], "product_id": ["NEW"], "on_hand": [5.0]})
    pd.concat([stock, new]).to_parquet(workspace.table_path("inventory"))
    series = PanelSource(workspace).series
    assert "NEW" in set(series["product_id"])
    assert series.query("product_id == 'NEW'")["launch_date"].isna().all()


def test_without_sales_the_error_says_what_to_do(tmp_path):
    with pytest.raises(DataError, match="quartermaster ingest"):
        PanelSource(Workspace(tmp_path))


def test_returns_that_nobody_records_cannot_be_forecast(tmp_path):
    workspace = small_world(tmp_path)
    sales = pd.read_parquet(workspace.table_path("sales")).drop(columns="units_returned")
    sales.to_parquet(workspace.table_path("sales"))
    with pytest.raises(DataError, match="units_returned"):
        PanelSource(workspace).panel("returns", 7)


def test_the_store_item_history_begins_as_its_authors_printed_it(tmp_path, datasets):
    frame = pd.read_parquet(datasets / "store_item" / "train.parquet").query("store == 1 and item == 1")
    sales = pd.DataFrame(
        {
            "date": pd.to_datetime(frame["date"]).dt.date,
            "store_id": "1",
            "product_id": "1",
            "units_sold": frame["sales"].astype(float),
        }
    )
    workspace = Workspace(tmp_path).create()
    sales.to_parquet(workspace.table_path("sales"))
    panel = PanelSource(workspace).panel("sales", 42)
    assert panel.y[0, :5].tolist() == [13, 11, 14, 13, 10]
    assert panel.y.shape == (1, 1826)
