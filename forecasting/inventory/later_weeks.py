"""Weeks after the end of a replay's history, from one file: read, checked, and put on the same grid.

Two forms are read, as CSV (also `.gz`) or Parquet:

- one row per series and week: `Store, Product, week, sales`, or with this project's own names
  `store_id, product_id, date, units_sold`; `in_stock` may be missing;
- one row per series and one column per week (2024-04-15, 2024-04-22, ...), as published.

Weeks that the history has already are left out. What is left must begin with the next week,
have no gap, and say for every series of the history what was sold. A series that the history
does not know joins without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.columns import match_columns
from data.errors import DataError
from data.tables import INPUT_TABLES

__all__ = ["LaterWeeks", "read_later_weeks", "read_table"]

_FORMS = (
    "expected Store, Product, week, sales (or store_id, product_id, date, units_sold), "
    "or Store, Product and one column per week such as 2024-04-15"
)
_WEEK = pd.Timedelta(days=7)


@dataclass(frozen=True)
class LaterWeeks:
    """`units` and `in_stock`: series x weeks, the history's series first. `notes`: what was assumed or left out."""

    units: pd.DataFrame
    in_stock: pd.DataFrame
    notes: tuple[str, ...] = ()


def read_table(path: Path) -> pd.DataFrame:
    """A CSV or Parquet file with every cell as trimmed text. Raises `DataError`."""
    if not path.is_file():
        raise DataError(f"there is no file {path}")
    try:
        if path.suffix == ".parquet":
            table = pd.read_parquet(path)
            return table.astype(str).rename(columns=lambda c: str(c).strip())
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, OSError, EOFError) as error:  # what pandas and pyarrow raise for a file that is no table
        raise DataError(f"{path.name} cannot be read as a table ({str(error).splitlines()[0][:120]})") from None
    return table.rename(columns=lambda c: str(c).strip()).apply(lambda column: column.str.strip())


def read_later_weeks(path: Path, series: pd.Index, known_weeks: pd.DatetimeIndex) -> LaterWeeks:
    """The weeks after `known_weeks` in the file at `path`, for `series` (store, product: text). Raises `DataError`."""
    table, last = read_table(path), pd.Timestamp(known_weeks[-1])
    long = _long(table, path.name)
    _check_cells(long, path.name)
    old = int((long["week"] <= last).sum())
    long = long[long["week"] > last]
    weeks = _weeks(long["week"], last, path.name)
    _check_keys(long, path.name)
    units = long.pivot(index=["store", "product"], columns="week", values="units")
    flags = long.pivot(index=["store", "product"], columns="week", values="in_stock")
    fresh = units.index.difference(series).set_names(series.names)
    order = series.append(fresh) if len(fresh) else series
    units = _complete(units.reindex(index=order, columns=weeks), path.name)
    flags = flags.reindex(index=order, columns=weeks).ne(False)  # a week that is not told was in stock
    return LaterWeeks(units, flags, _notes(path.name, weeks, old, fresh, flags))


def _long(table: pd.DataFrame, place: str) -> pd.DataFrame:
    """Columns store, product, week, units, in_stock and line (of the file), whichever form the file has."""
    spec = INPUT_TABLES["sales"]
    dated = [c for c in table.columns if _is_week(c)]
    rest = [c for c in table.columns if c not in dated]
    given = {"date": "=", "units_sold": "="} if dated else {}
    try:
        found = match_columns(spec, rest, place, given).source
    except DataError:
        raise DataError(f"{place} has the columns {', '.join(table.columns[:6])}; {_FORMS}") from None
    table = table.assign(line=range(2, len(table) + 2))
    if not dated:
        named = table.rename(columns={found[k]: v for k, v in _NAMES.items() if k in found})
        columns = [*_NAMES.values(), "line"]
        return named.assign(in_stock=named.get("in_stock", "true"))[columns]
    keys = [found["store_id"], found["product_id"], "line"]
    long = table.melt(id_vars=keys, value_vars=dated, var_name="week", value_name="units")
    return long.set_axis(["store", "product", "line", "week", "units"], axis=1).assign(in_stock="true")


_NAMES = {"store_id": "store", "product_id": "product", "date": "week", "units_sold": "units", "in_stock": "in_stock"}


def _is_week(name: str) -> bool:
    if len(name) < 8 or not name[:4].isdigit():
        return False
    return not pd.isna(pd.to_datetime(name, errors="coerce"))


def _check_cells(long: pd.DataFrame, place: str) -> None:
    """Turn the text of `long` into dates, numbers and flags, in place; the first bad cell is an error."""
    week = pd.to_datetime(long["week"], errors="coerce", format="ISO8601").dt.normalize()
    units = pd.to_numeric(long["units"], errors="coerce")
    flag = long["in_stock"].str.lower().map({"true": True, "1": True, "1.0": True, "false": False, "0": False,
                                             "0.0": False, "": True, "nan": True, "none": True})  # fmt: skip
    for name, values, bad, expected in (
        ("week", long["week"], week.isna(), "a date such as 2024-04-15"),
        ("sales", long["units"], units.isna() | (units < 0), "a number, 0 or more; 0 where nothing was sold"),
        ("in_stock", long["in_stock"], flag.isna(), "true or false"),
    ):
        if bad.any():
            first = int(bad.to_numpy().argmax())
            line, cell = int(long["line"].iloc[first]), values.iloc[first]
            raise DataError(f'{place} line {line}: {name} is "{cell}"; expected {expected} ({int(bad.sum())} such)')
    long["week"], long["units"], long["in_stock"] = week, units, flag.astype(bool)


def _weeks(found: pd.Series, last: pd.Timestamp, place: str) -> pd.DatetimeIndex:
    """The later weeks in order; they must follow the last known one without a gap."""
    weeks = pd.DatetimeIndex(sorted(found.unique()))
    if len(weeks) == 0:
        raise DataError(f"{place} has no week after {last.date()}, where the history ends")
    wanted = pd.date_range(last + _WEEK, periods=len(weeks), freq="7D")
    for have, want in zip(weeks, wanted, strict=True):
        if have != want:
            raise DataError(
                f"{place} has the week {have.date()} where {want.date()} is expected: weeks begin on a "
                f"{last:%A} and follow {last.date()} without a gap"
            )
    return wanted


def _check_keys(long: pd.DataFrame, place: str) -> None:
    twice = long.duplicated(["store", "product", "week"]).to_numpy()
    if twice.any():
        row = long.iloc[int(twice.argmax())]
        raise DataError(
            f"{place} line {row['line']}: store {row['store']}, product {row['product']} has the week "
            f"{row['week'].date()} twice ({int(twice.sum())} such); expected one figure for each"
        )


def _complete(units: pd.DataFrame, place: str) -> pd.DataFrame:
    """Every series has every week; a file that never writes a zero leaves out what was not sold."""
    gaps = units.isna()
    whole = gaps.all(axis=1).to_numpy()
    if whole.any():
        store, product = units.index[int(whole.argmax())]
        raise DataError(
            f"{place} has nothing for {int(whole.sum())} of {len(units)} series of the history, first store {store}, "
            f"product {product}; give 0 where nothing was sold"
        )
    if not gaps.to_numpy().any() or not (units == 0).to_numpy().any():
        return units.fillna(0.0)
    row, column = (int(i[0]) for i in gaps.to_numpy().nonzero())
    store, product = units.index[row]
    raise DataError(
        f"{place} lacks the week {pd.Timestamp(units.columns[column]).date()} of store {store}, product {product} "
        f"({int(gaps.to_numpy().sum())} such gaps); give 0 where nothing was sold"
    )


def _notes(place: str, weeks: pd.DatetimeIndex, old: int, fresh: pd.Index, flags: pd.DataFrame) -> tuple[str, ...]:
    notes = [f"{place}: {len(weeks)} weeks, {weeks[0].date()} to {weeks[-1].date()}, follow the history"]
    if old:
        notes.append(f"{place}: {old:,} figures of weeks that the history has already are not used")
    if len(fresh):
        store, product = fresh[0]
        count = "1 series is" if len(fresh) == 1 else f"{len(fresh)} series are"
        notes.append(f"{place}: {count} not in the history and start without one (store {store}, product {product})")
    out = int((~flags.to_numpy()).sum())
    if out:
        notes.append(f"{place}: {out:,} weeks without stock are gaps to the policies; demand is what the file says")
    return tuple(notes)
