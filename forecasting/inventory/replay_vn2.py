"""The VN2 inventory planning challenge as a replay: its history, its opening state, and later weeks.

The folder holds `sales_instock_weekly.parquet` (Store, Product, week, sales, in_stock) or the
files as published (`... Sales.csv` and `... In Stock.csv`, one column per week), and beside
them the initial state and the product master where they are known.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from data.errors import DataError
from forecasting.inventory.later_weeks import read_later_weeks, read_table
from forecasting.inventory.replay_data import Opening, ReplayData, season_positions, uncensored

__all__ = ["load_vn2"]

_KEYS = ["Store", "Product"]
_STATE = ["End Inventory", "In Transit W+1", "In Transit W+2"]
_MASTER = ("Department", "ProductGroup", "Division", "StoreFormat", "Format")


def load_vn2(folder: Path, actuals: Path | None = None) -> ReplayData:
    """The challenge's data in `folder`; `actuals` is a file of later weeks (see `later_weeks`).

    Demand of the later weeks is what the file says was sold, as the challenge counted it. A
    later week flagged as out of stock is a gap to the policies, as in the history.
    """
    wide, stocked = _history(folder)
    known = wide.shape[1]
    notes: list[str] = []
    later = None if actuals is None else read_later_weeks(actuals, wide.index, pd.DatetimeIndex(wide.columns))
    if later is not None:
        wide = pd.concat([wide.reindex(later.units.index), later.units], axis=1)
        stocked = pd.concat([stocked.reindex(later.units.index, fill_value=False), later.in_stock], axis=1)
        notes += later.notes
    sales = np.where(stocked.to_numpy(bool), wide.to_numpy(float), np.nan)
    demand = uncensored(sales)
    if later is not None:
        demand[:, known:] = later.units.to_numpy(float)
    dates = pd.DatetimeIndex(wide.columns)
    series = pd.DataFrame({name: wide.index.get_level_values(i) for i, name in enumerate(("store_id", "product_id"))})
    position, season = season_positions(dates)
    data = ReplayData(series, dates, sales, demand, position, season, _groups(folder, wide.index))
    opening, day, more = _opening(folder, wide.index)
    if day is not None and day not in dates:
        return replace(
            data, notes=(*notes, f"the state of {day.date()} is not used: the weeks end on {dates[-1].date()}")
        )
    return replace(data, opening=opening, opening_date=day, notes=(*notes, *more))


def _history(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Units and in-stock flags, series (text ids, in order of their numbers) x weeks."""
    long = folder / "sales_instock_weekly.parquet"
    if long.is_file():
        table = pd.read_parquet(long)
        units = table.pivot(index=_KEYS, columns="week", values="sales").sort_index()
        flags = table.pivot(index=_KEYS, columns="week", values="in_stock").reindex_like(units)
    else:
        units, flags = _published(folder)
    index = pd.MultiIndex.from_frame(units.index.to_frame().astype(str), names=_KEYS)
    return units.set_axis(index), flags.fillna(False).astype(bool).set_axis(index)


def _published(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The wide files of the challenge: one column per week."""
    sales = _one(folder, "*Sales.csv*")
    if sales is None:
        raise DataError(
            f"{folder} has neither sales_instock_weekly.parquet nor a file ... Sales.csv; give the folder of VN2"
        )
    units = _wide(sales).apply(pd.to_numeric, errors="coerce")
    flags_file = _one(folder, "*In Stock.csv*")
    if flags_file is None:
        return units.fillna(0.0), units.notna()
    flags = _wide(flags_file).apply(lambda c: c.str.lower().isin(("true", "1", "1.0")))
    return units.fillna(0.0), flags.reindex_like(units)


def _one(folder: Path, pattern: str) -> Path | None:
    """The first file of that name, in order of names: week 0 before later weeks."""
    return next(iter(sorted(folder.glob(pattern))), None)


def _wide(path: Path) -> pd.DataFrame:
    table = read_table(path)
    weeks = [c for c in table.columns if re.fullmatch(r"\d{4}-\d{2}-\d{2}", c)]
    if not weeks or not set(_KEYS) <= set(table.columns):
        raise DataError(f"{path.name} has no columns {', '.join(_KEYS)} and one per week such as 2024-04-08")
    table = table.assign(**{key: pd.to_numeric(table[key]) for key in _KEYS}).set_index(_KEYS)[weeks].sort_index()
    table.columns = pd.DatetimeIndex(table.columns)
    return table


def _opening(folder: Path, index: pd.Index) -> tuple[Opening | None, pd.Timestamp | None, list[str]]:
    """Stock at the end of the state's week and what arrives one and two weeks later; what it does not name has none."""
    path = _one(folder, "initial_state*.csv*") or _one(folder, "*Initial State.csv*")
    if path is None:
        return None, None, []
    day = re.search(r"\d{4}-\d{2}-\d{2}", path.name)
    table = read_table(path)
    missing = [c for c in (*_KEYS, *_STATE) if c not in table.columns]
    if missing or day is None:
        what = f"no column {missing[0]}" if missing else "no date in its name"
        raise DataError(f"{path.name} has {what}; expected {', '.join((*_KEYS, *_STATE))} and initial_state_2024-04-08")
    state = table.set_index(_KEYS)[_STATE].apply(pd.to_numeric).reindex(index)
    notes = []
    unknown = int(state.isna().any(axis=1).sum())
    if unknown:
        notes.append(f"{path.name}: {unknown} series are not in it and start with nothing")
    units = state.fillna(0.0).to_numpy(float)
    return Opening(units[:, 0], units[:, 1:]), pd.Timestamp(day.group()), notes


def _groups(folder: Path, index: pd.Index) -> dict[str, np.ndarray]:
    """Codes (S,) that pool series: product, store, and the columns of the master where there is one."""
    groups = {
        "product": pd.factorize(index.get_level_values("Product"))[0],
        "store": pd.factorize(index.get_level_values("Store"))[0],
    }
    path = _one(folder, "*[Mm]aster.csv*")
    if path is not None:
        master = read_table(path)
        if not set(_KEYS) <= set(master.columns):
            raise DataError(f"{path.name} has no columns {', '.join(_KEYS)}")
        known = master.drop_duplicates(_KEYS).set_index(_KEYS).reindex(index)
        for name in (n for n in _MASTER if n in known):
            groups[name.lower()] = pd.factorize(known[name], use_na_sentinel=False)[0]
    return groups
