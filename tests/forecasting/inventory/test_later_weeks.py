"""A replay goes on through weeks that a file adds: either form, the same result, bad files refused in plain words."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.errors import DataError
from forecasting.inventory.demand_models import SeasonalLevel
from forecasting.inventory.replay import ReplayResult, replay_window
from forecasting.inventory.replay_data import Terms
from forecasting.inventory.replay_vn2 import load_vn2

WEEKS = pd.date_range("2023-01-02", periods=70, freq="7D")
SERIES = [(store, product) for store in (0, 3, 11) for product in (5, 40)]
CUT = WEEKS[60]


def long_rows() -> pd.DataFrame:
    rng = np.random.default_rng(4)
    rows = [(s, p, week, float(rng.poisson(1.5 + s / 8)), True) for s, p in SERIES for week in WEEKS]
    table = pd.DataFrame(rows, columns=["Store", "Product", "week", "sales", "in_stock"])
    table.loc[[20, 90], ["sales", "in_stock"]] = [0.0, False]
    return table


def state_rows() -> pd.DataFrame:
    state = pd.DataFrame(SERIES, columns=["Store", "Product"])
    return state.assign(**{"End Inventory": 4, "In Transit W+1": 2, "In Transit W+2": 3})


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, pd.DataFrame]:
    """(whole history, history up to the cut, the weeks after the cut); the state is that of the cut."""
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    table = long_rows()
    for folder, rows in ((whole, table), (cut, table[table["week"] <= CUT])):
        folder.mkdir()
        rows.to_parquet(folder / "sales_instock_weekly.parquet")
        state_rows().to_csv(folder / f"initial_state_{CUT.date()}.csv", index=False)
    return whole, cut, table[table["week"] > CUT]


def wide(rows: pd.DataFrame, values: str = "sales") -> pd.DataFrame:
    named = rows.assign(week=rows["week"].dt.strftime("%Y-%m-%d"))
    return named.pivot(index=["Store", "Product"], columns="week", values=values).reset_index()


def costs(folder: Path, actuals: Path | None = None) -> pd.DataFrame:
    data = load_vn2(folder, actuals)
    outcomes = replay_window(data, data.index_of(CUT), 8, Terms(), SeasonalLevel())
    return ReplayResult("vn2", Terms(), 8, outcomes, data.notes).table()


def test_the_history_in_two_parts_gives_the_same_costs_in_every_form(folders, tmp_path):
    whole, cut, later = folders
    expected = costs(whole)
    ours = later.rename(columns={"Store": "store_id", "Product": "product_id", "week": "date", "sales": "units_sold"})
    wide(later).to_csv(tmp_path / "wide.csv", index=False)
    wide(later).to_csv(tmp_path / "wide.csv.gz", index=False)
    wide(long_rows()).to_csv(tmp_path / "all_weeks.csv", index=False)
    later.drop(columns="in_stock").to_csv(tmp_path / "long.csv", index=False)
    later.to_parquet(tmp_path / "long.parquet")
    ours.sample(frac=1, random_state=1).to_csv(tmp_path / "ours.csv", index=False)
    for name in ("wide.csv", "wide.csv.gz", "all_weeks.csv", "long.csv", "long.parquet", "ours.csv"):
        pd.testing.assert_frame_equal(costs(cut, tmp_path / name), expected)


def test_the_opening_stock_is_the_state_itself_and_not_scaled(folders, tmp_path):
    _, cut, later = folders
    wide(later).to_csv(tmp_path / "later.csv", index=False)
    data = load_vn2(cut, tmp_path / "later.csv")
    assert data.opening_date == CUT
    assert data.opening.on_hand.tolist() == [4.0] * 6
    assert data.opening.arriving.tolist() == [[2.0, 3.0]] * 6
    assert list(data.dates[-9:]) == list(WEEKS[-9:])


def test_a_flagged_later_week_is_a_gap_to_policies_and_demand_is_what_was_sold(folders, tmp_path):
    _, cut, later = folders
    flagged = later.copy()
    flagged.iloc[0, 3:] = [1.0, False]
    flagged.to_csv(tmp_path / "flags.csv", index=False)
    data = load_vn2(cut, tmp_path / "flags.csv")
    at = data.index_of(WEEKS[61])
    assert np.isnan(data.sales[0, at])
    assert data.demand[0, at] == 1.0
    assert any("1 weeks without stock" in note for note in data.notes)


def test_a_series_without_history_joins_and_nothing_breaks(folders, tmp_path):
    _, cut, later = folders
    pd.DataFrame(SERIES, columns=["Store", "Product"]).assign(Department=[1, 1, 2, 2, 3, 3]).to_csv(
        cut / "master.csv", index=False
    )
    table = wide(later)
    fresh = table.iloc[:1].assign(Product=77)
    pd.concat([table, fresh]).to_csv(tmp_path / "new.csv", index=False)
    data = load_vn2(cut, tmp_path / "new.csv")
    assert data.series.iloc[-1].tolist() == ["0", "77"]
    assert np.isnan(data.sales[-1, :61]).all()
    outcomes = {o.policy: o for o in replay_window(data, data.index_of(CUT), 8, Terms())}
    assert np.isfinite(outcomes["quantile"].per_series).all()
    assert any("1 series is not in the history" in note for note in data.notes)


def test_the_published_files_give_what_the_long_file_gives(folders, tmp_path):
    whole, _, _ = folders
    published = tmp_path / "published"
    published.mkdir()
    wide(long_rows()).to_csv(published / "Week 0 - 2024-04-29 - Sales.csv", index=False)
    wide(long_rows(), "in_stock").to_csv(published / "Week 0 - In Stock.csv", index=False)
    state_rows().to_csv(published / f"Week 0 - {CUT.date()} - Initial State.csv", index=False)
    first, second = load_vn2(whole), load_vn2(published)
    np.testing.assert_array_equal(first.sales, second.sales)
    np.testing.assert_array_equal(first.opening.arriving, second.opening.arriving)
    pd.testing.assert_frame_equal(first.series, second.series)


BAD = {
    "no store column": (lambda t: t.drop(columns="Store"), "expected Store, Product, week, sales"),
    "a series is missing": (lambda t: t.iloc[1:], "nothing for 1 of 6 series of the history, first store 0, product 5"),
    "a week is missing": (lambda t: t.drop(columns="2024-03-11"), "the week 2024-03-18 where 2024-03-11 is expected"),
    "weeks begin on a Wednesday": (
        lambda t: t.rename(columns=lambda c: f"{pd.Timestamp(c) + pd.Timedelta(days=2):%Y-%m-%d}" if "-" in c else c),
        "weeks begin on a Monday",
    ),
    "a cell is no number": (lambda t: t.assign(**{"2024-03-11": "n/a"}), 'sales is "n/a"; expected a'),
    "sales are negative": (lambda t: t.assign(**{"2024-03-11": -1}), "0 or more"),
    "a series comes twice": (lambda t: pd.concat([t, t.iloc[:1]]), "line 8: store 0, product 5 has the week .* twice"),
    "only old weeks": (lambda t: t[["Store", "Product"]].assign(**{"2024-02-05": 1}), "no week after 2024-02-26"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_file_of_later_weeks_is_refused_with_its_place_and_the_mend(folders, tmp_path, fault):
    _, cut, later = folders
    spoil, message = BAD[fault]
    spoil(wide(later)).to_csv(tmp_path / "later.csv", index=False)
    with pytest.raises(DataError, match=message) as error:
        load_vn2(cut, tmp_path / "later.csv")
    assert "later.csv" in str(error.value)


def test_a_hole_in_the_long_form_is_refused_unless_the_file_never_writes_zeros(folders, tmp_path):
    _, cut, later = folders
    assert (later["sales"] == 0).any()
    later.iloc[:-1].to_csv(tmp_path / "hole.csv", index=False)
    with pytest.raises(DataError, match="lacks the week 2024-04-29 of store 11, product 40"):
        load_vn2(cut, tmp_path / "hole.csv")
    sold = later[later["sales"] > 0]
    assert len(sold.groupby(["Store", "Product"])) == len(SERIES)
    sold.to_csv(tmp_path / "sold.csv", index=False)
    np.testing.assert_array_equal(load_vn2(cut, tmp_path / "sold.csv").demand[:, 61:], wide(later).iloc[:, 2:])


@pytest.mark.parametrize("name", ["nothing.csv", "bytes.csv", "bytes.parquet", "absent.csv", "bytes.csv.gz"])
def test_a_file_that_is_no_table_is_refused(folders, tmp_path, name):
    _, cut, _ = folders
    if "absent" not in name:
        (tmp_path / name).write_bytes(b"" if "nothing" in name else os.urandom(300))
    with pytest.raises(DataError, match=r"cannot be read as a table|there is no file"):
        load_vn2(cut, tmp_path / name)


def test_a_state_beyond_the_weeks_is_left_out_and_said(folders):
    _, cut, _ = folders
    (cut / f"initial_state_{CUT.date()}.csv").rename(cut / "initial_state_2025-01-06.csv")
    data = load_vn2(cut)
    assert data.opening is None
    assert "2025-01-06 is not used" in data.notes[0]
