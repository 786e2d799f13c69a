"""From the tables of a workspace to dense panels.

    source = PanelSource(workspace)
    panel = source.panel("sales", horizon=42)             # every series
    for rows in source.chunks(5000): source.panel("sales", 42, rows)

`at_origin` cuts a panel at an earlier period for backtests: nothing after the cut is left
in it but what is known beforehand (calendar, price, promotion).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from data.errors import DataError
from data.frequency import detect_frequency
from data.tables import INPUT_TABLES
from data.workspace import Workspace
from forecasting.missing import DISCONTINUED, Closures, FillRule, closed_ahead, closures, ended, fill
from forecasting.periods import Calendar
from forecasting.protocol import Panel
from forecasting.views import create_view

if TYPE_CHECKING:
    import duckdb

__all__ = ["PanelSource", "actuals_after", "at_origin", "life_length", "select"]

Target = Literal["sales", "returns"]
_MAX_EVENTS = 40  # event names with a column of their own; the most frequent ones

_SERIES_SQL = """
WITH sold AS (
    SELECT store_id, product_id, min(date) FILTER (units_sold > 0) AS launch_date,
           max(date) FILTER (units_sold > 0) AS last_sale
    FROM sales GROUP BY ALL
), stocked AS (
    SELECT store_id, product_id FROM inventory
    WHERE as_of = (SELECT max(as_of) FROM inventory) AND on_hand <> 0
    UNION SELECT store_id, product_id FROM open_orders WHERE quantity > 0
), wanted AS (
    SELECT store_id, product_id FROM sold WHERE last_sale > (SELECT max(date) FROM sales) - INTERVAL 365 DAY
    UNION SELECT store_id, product_id FROM stocked
)
SELECT w.store_id, w.product_id, p.category, p.supplier_id, s.launch_date, s.last_sale, p.unit_price
FROM wanted w LEFT JOIN sold s USING (store_id, product_id) LEFT JOIN products p USING (product_id)
ORDER BY w.store_id, w.product_id
"""
_ROWS_SQL = """
SELECT c.i, s.date, greatest(sum(s.units_sold), 0)::FLOAT AS units,
       coalesce(sum(s.units_returned), 0)::FLOAT AS returned,
       coalesce(avg(s.price), 'nan'::DOUBLE)::FLOAT AS price,
       coalesce(bool_or(s.on_promo), false) AS promo, coalesce(bool_and(s.in_stock), true) AS available
FROM sales s JOIN chunk c USING (store_id, product_id) GROUP BY c.i, s.date
"""
_FUTURE_SQL = """
SELECT c.i, f.date, coalesce(f.price, 'nan'::DOUBLE)::FLOAT AS price, f.on_promo::FLOAT AS promo
FROM promotions f JOIN chunk c USING (store_id, product_id)
"""


class PanelSource:
    """Reads the input tables of a workspace once and builds panels from them."""

    def __init__(self, workspace: Workspace) -> None:
        import duckdb

        if not workspace.has_table("sales"):
            raise DataError(f"{workspace.root} has no sales; bring them in first: quartermaster ingest")
        self._con = duckdb.connect(":memory:")
        for name, spec in INPUT_TABLES.items():
            create_view(self._con, name, spec, workspace.table_path(name))
        self.calendar = self._calendar()
        self.series = self._series()
        self.flags = self._flags()

    def _calendar(self) -> Calendar:
        dates = self._con.execute("SELECT DISTINCT date FROM sales ORDER BY date").fetchnumpy()["date"]
        if not len(dates):
            raise DataError("the sales table is empty; bring in history first: quartermaster ingest")
        first, last = np.asarray(dates, "datetime64[D]")[[0, -1]].tolist()
        return Calendar(detect_frequency(self._con, "sales").frequency, first, last)

    def _series(self) -> pd.DataFrame:
        series = self._con.execute(_SERIES_SQL).df()
        for column in ("launch_date", "last_sale"):
            series[column] = pd.to_datetime(series[column])
        if not len(series):
            raise DataError("no series has stock, an open order or sales in the last 365 days; there is nothing to do")
        return series

    def _flags(self) -> dict[str, bool]:
        """Which optional inputs hold any value."""
        row = self._con.execute(
            "SELECT count(units_returned), count(price), count(on_promo), count(in_stock) FROM sales"
        ).fetchall()[0]
        future = self._con.execute("SELECT count(price), count(on_promo) FROM promotions").fetchall()[0]
        return {
            "returns": row[0] > 0,
            "price": row[1] > 0 or future[0] > 0,
            "promo": row[2] > 0 or future[1] > 0,
            "in_stock": row[3] > 0,
        }

    @cached_property
    def rule(self) -> FillRule:
        """How missing rows are read, from the whole table."""
        row = self._con.execute(
            "SELECT sum(n), sum(zeros), list(first), list(last) FROM (SELECT count(DISTINCT date) AS n, "
            "count(*) FILTER (units_sold = 0) AS zeros, min(date) AS first, max(date) AS last "
            "FROM sales GROUP BY store_id, product_id)"
        ).fetchall()[0]
        first, last = (self.calendar.position(np.array(d, dtype="datetime64[D]")) for d in row[2:])
        return FillRule.of(int(row[0]), int(row[1]), int((last - first + 1).sum()))

    @cached_property
    def _closed(self) -> tuple[dict[str, int], Closures]:
        """Row of each store, and the periods on which it was closed."""
        days = self._con.execute("SELECT DISTINCT store_id, date FROM sales").fetchnumpy()
        stores, index = np.unique(np.asarray(days["store_id"], dtype=str), return_inverse=True)
        sold = np.zeros((len(stores), len(self.calendar.past)), dtype=bool)
        sold[index, self.calendar.position(np.asarray(days["date"]))] = True
        return {s: i for i, s in enumerate(stores)}, closures(sold, self.calendar.frequency)

    @property
    def has_returns(self) -> bool:
        return self.flags["returns"]

    def chunks(self, size: int) -> Iterator[slice]:
        """Slices of `series` of at most `size` rows."""
        for start in range(0, len(self.series), size):
            yield slice(start, min(start + size, len(self.series)))

    def panel(self, target: Target, horizon: int, rows: slice | np.ndarray | None = None) -> Panel:
        """The panel of `target` with `horizon` future periods, of all series or of `rows`.

        Raises `DataError` for returns where none are recorded.
        """
        if target == "returns" and not self.has_returns:
            raise DataError("the sales table has no units_returned; there are no returns to forecast")
        series = (self.series if rows is None else self.series.iloc[rows]).reset_index(drop=True)
        past, future = self.calendar.past, self.calendar.future(horizon)
        grid = _Grid(len(series), len(past), horizon)
        frame = pd.DataFrame({"i": np.arange(len(series)), **series[["store_id", "product_id"]]})
        self._con.register("chunk", frame)
        try:
            grid.read_sales(self._con, self.calendar)
            grid.read_promotions(self._con, self.calendar)
        finally:
            self._con.unregister("chunk")
        stores, closed = self._closed
        store_rows = np.array([stores.get(s, -1) for s in series["store_id"]])
        known_store = store_rows[:, None] >= 0
        other, regular = (np.where(known_store, c[store_rows], False) for c in (closed.other, closed.regular))
        y = fill(grid.units, other, self.rule, self.calendar.frequency, regular)
        series["ended"] = ended(grid.units, self.rule, self.calendar.frequency)
        ahead = np.where(known_store, closed_ahead(closed.other, past, future)[store_rows], False)
        returned = np.where(np.isnan(y), np.nan, np.nan_to_num(grid.returned)).astype(np.float32)
        names, events = self._events(series, len(past) + horizon)
        return Panel(
            series=series,
            dates=past,
            future_dates=future,
            frequency=self.calendar.frequency,
            target=target,
            y=y if target == "sales" else returned,
            available=grid.available,
            price=grid.filled_price(series["unit_price"].to_numpy(np.float32)) if self.flags["price"] else None,
            promo=grid.promo if self.flags["promo"] else None,
            events=events,
            event_names=names,
            related=y if target == "returns" else None,
            settings={"missing": str(self.rule), "as_of": str(self.calendar.as_of), "closed_ahead": ahead},
        )

    def _events(self, series: pd.DataFrame, width: int) -> tuple[tuple[str, ...], np.ndarray | None]:
        """Event names and their (S, width, E) 0/1 array; a view without copies where no event is of one store."""
        rows = self._con.execute("SELECT date, name, store_id FROM events").df()
        if rows.empty:
            return (), None
        column = self.calendar.position(rows["date"].to_numpy("datetime64[D]"))
        keep = (column >= 0) & (column < width)
        rows, column = rows[keep], column[keep]
        names = tuple(sorted(rows["name"].value_counts().index[:_MAX_EVENTS]))
        stores = sorted(series["store_id"].unique())
        grid = np.zeros((len(stores), width, len(names)), dtype=np.uint8)
        for t, name, store in zip(column, rows["name"], rows["store_id"], strict=True):
            if name not in names or (isinstance(store, str) and store and store not in stores):
                continue
            where = stores.index(store) if isinstance(store, str) and store else slice(None)
            grid[where, t, names.index(name)] = 1
        if rows["store_id"].isna().all() or len(stores) == 1:
            return names, np.broadcast_to(grid[0], (len(series), width, len(names)))
        return names, grid[pd.Categorical(series["store_id"], stores).codes]


class _Grid:
    """The dense arrays of one panel while it is being filled."""

    def __init__(self, S: int, T: int, H: int) -> None:
        self.T = T
        self.units = np.full((S, T), np.nan, dtype=np.float32)
        self.returned = np.full((S, T), np.nan, dtype=np.float32)
        self.available = np.ones((S, T), dtype=bool)
        self.price = np.full((S, T + H), np.nan, dtype=np.float32)
        self.promo = np.zeros((S, T + H), dtype=np.float32)

    def read_sales(self, con: duckdb.DuckDBPyConnection, calendar: Calendar) -> None:
        rows = con.execute(_ROWS_SQL).fetchnumpy()
        at = (rows["i"], calendar.position(np.asarray(rows["date"])))
        self.units[at] = rows["units"]
        self.returned[at] = rows["returned"]
        self.available[at] = rows["available"]
        self.price[at] = rows["price"]
        self.promo[at] = rows["promo"]

    def read_promotions(self, con: duckdb.DuckDBPyConnection, calendar: Calendar) -> None:
        """Future prices and promotions; rows inside the history are the sales table's to tell."""
        rows = con.execute(_FUTURE_SQL).fetchnumpy()
        column = calendar.position(np.asarray(rows["date"]))
        ahead = (column >= self.T) & (column < self.price.shape[1])
        at = (rows["i"][ahead], column[ahead])
        self.price[at] = rows["price"][ahead]
        self.promo[at] = rows["promo"][ahead]

    def filled_price(self, list_price: np.ndarray) -> np.ndarray:
        """Prices without gaps: the last known price goes on, and the future goes on from the last
        price outside a promotion. `list_price` (S,) where a series has none at all (NaN: not known)."""
        past, future = self.price[:, : self.T], self.price[:, self.T :]
        regular = np.where(self.promo[:, : self.T] > 0, np.nan, past)
        last = pd.DataFrame(regular.T).ffill().iloc[-1].to_numpy(np.float32)
        last = np.where(np.isnan(last), pd.DataFrame(past.T).ffill().iloc[-1].to_numpy(np.float32), last)
        last = np.where(np.isnan(last), list_price, last)
        whole = pd.DataFrame(past.T).ffill().bfill().to_numpy(np.float32).T
        whole = np.where(np.isnan(whole), last[:, None], whole)
        return np.concatenate([whole, np.where(np.isnan(future), last[:, None], future)], axis=1).astype(np.float32)


def at_origin(panel: Panel, origin: int, horizon: int | None = None) -> Panel:
    """The panel as it was known after its first `origin` periods, with up to `horizon` to forecast."""
    T, H = len(panel.dates), panel.horizon
    if not 1 <= origin <= T:
        raise ValueError(f"origin {origin} is outside the {T} periods of the panel")
    horizon = H if horizon is None else min(horizon, T + H - origin)
    every = pd.DatetimeIndex(panel.dates.append(panel.future_dates))
    series = panel.series.copy()
    for column in ("launch_date", "last_sale"):  # not known yet where it lies ahead
        if column in series:
            series[column] = series[column].where(series[column] <= every[origin - 1])

    y = panel.y[:, :origin]
    if "ended" in series:  # rows that stopped shortly before: nobody knew then that it was for good
        late = (series["ended"] > origin - DISCONTINUED[panel.frequency]).to_numpy()
        after = np.arange(origin)[None, :] >= series["ended"].to_numpy()[:, None]
        y = np.where(late[:, None] & after, np.nan, y).astype(np.float32)

    def known(values: np.ndarray | None) -> np.ndarray | None:
        return None if values is None else values[:, : origin + horizon]

    return replace(
        panel,
        series=series,
        dates=every[:origin],
        future_dates=every[origin : origin + horizon],
        y=y,
        available=panel.available[:, :origin],
        price=known(panel.price),
        promo=known(panel.promo),
        events=known(panel.events),
        related=None if panel.related is None else panel.related[:, :origin],
        settings={k: v for k, v in panel.settings.items() if k != "closed_ahead"},  # of the days after `as_of` only
    )


def actuals_after(panel: Panel, origin: int, horizon: int) -> np.ndarray:
    """What came after `origin` (S, horizon): NaN where unknown, out of stock (a lower bound only), no longer
    offered, or still ahead."""
    seen = np.where(panel.available, panel.y, np.nan)[:, origin : origin + horizon]
    if "ended" in panel.series:
        column = np.arange(origin, origin + seen.shape[1])
        seen = np.where(column[None, :] >= panel.series["ended"].to_numpy()[:, None], np.nan, seen)
    ahead = np.full((len(seen), horizon - seen.shape[1]), np.nan, dtype=np.float32)
    return np.concatenate([seen, ahead], axis=1).astype(np.float32)


def select(panel: Panel, rows: np.ndarray | slice) -> Panel:
    """The panel of some of its series."""

    def part(values: np.ndarray | None) -> np.ndarray | None:
        return None if values is None else values[rows]

    return replace(
        panel,
        series=panel.series.iloc[rows].reset_index(drop=True),
        y=panel.y[rows],
        available=panel.available[rows],
        price=part(panel.price),
        promo=part(panel.promo),
        events=part(panel.events),
        related=part(panel.related),
        settings={k: part(v) if isinstance(v, np.ndarray) else v for k, v in panel.settings.items()},
    )


def life_length(panel: Panel) -> np.ndarray:
    """Known periods of each series (S,)."""
    return (~np.isnan(panel.y)).sum(axis=1)
