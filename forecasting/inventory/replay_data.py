"""What a replay needs: sales with in-stock flags, the opening stock, and the terms of the game.

Sales of a period without stock are censored: the demand that nobody saw is not known. To the
policies such a period is a gap (NaN). To score all policies alike, the replay takes as demand
the rounded mean of the in-stock periods within four periods on either side: the same estimate
for every policy, and made only after the orders were.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.errors import DataError
from data.workspace import Workspace
from forecasting.inventory.inputs import terms_table
from forecasting.inventory.settings import InventorySettings

__all__ = ["Opening", "ReplayData", "Terms", "load_workspace", "scaled_opening", "uncensored"]


@dataclass(frozen=True)
class Terms:
    """The game: an order is placed before each period and arrives `lead` periods later, before its sales.

    `holding` per unit left at the end of a period, `shortage` per unit lost, `order_cost` per
    order line, in currency. The first `lead` periods are not counted: no decision reaches them.
    """

    lead: int = 2
    review: int = 1
    holding: float | np.ndarray = 0.2  # one for all, or (S,)
    shortage: float | np.ndarray = 1.0
    order_cost: float = 0.0

    @property
    def critical_ratio(self) -> float | np.ndarray:
        return self.shortage / (self.shortage + self.holding * self.review)

    def to_dict(self) -> dict[str, float]:
        """JSON-ready; the mean where a cost differs by series."""
        return {
            "lead": self.lead,
            "review": self.review,
            "holding": float(np.mean(self.holding)),
            "shortage": float(np.mean(self.shortage)),
            "order_cost": self.order_cost,
        }


@dataclass(frozen=True)
class Opening:
    """Units per series at the end of the start period: on hand, and arriving 1 .. lead periods later (S, lead)."""

    on_hand: np.ndarray
    arriving: np.ndarray


@dataclass(frozen=True)
class ReplayData:
    """S series over T periods. `sales` is NaN where there was no stock; `demand` has an estimate there.

    `position` (T + 60,) is each period's place in the season of length `season` (week of the
    year, or weekday), running on beyond the data. `groups` are codes (S,) that pool series.
    """

    series: pd.DataFrame
    dates: pd.DatetimeIndex
    sales: np.ndarray
    demand: np.ndarray
    position: np.ndarray
    season: int
    groups: dict[str, np.ndarray] = field(default_factory=dict)
    opening: Opening | None = None  # known state at the last date, where there is one
    opening_date: pd.Timestamp | None = None
    notes: tuple[str, ...] = ()  # what was assumed or left out in reading the data

    def index_of(self, day: str | pd.Timestamp) -> int:
        """Position of a date; `DataError` names the range where it is not there."""
        wanted = pd.to_datetime(day, errors="coerce")
        first, last = self.dates[0].date(), self.dates[-1].date()
        if pd.isna(wanted):
            raise DataError(f'the start "{day}" is not a date; expected one such as {last}')
        found = self.dates.get_indexer(pd.DatetimeIndex([wanted]))[0]
        if found < 0:
            near = self.dates[int(np.abs(self.dates - wanted).argmin())].date()
            raise DataError(f"no period starts on {wanted.date()}; the nearest is {near} ({first} to {last})")
        return int(found)


def uncensored(sales: np.ndarray, reach: int = 4) -> np.ndarray:
    """Demand (S, T): sales, and in periods without stock (NaN) the rounded mean of those within `reach`."""
    near = pd.DataFrame(sales.T).rolling(2 * reach + 1, center=True, min_periods=1).mean().to_numpy().T
    return np.where(np.isnan(sales), np.round(np.nan_to_num(near)), sales)


def season_positions(dates: pd.DatetimeIndex, more: int = 60) -> tuple[np.ndarray, int]:
    """Place in the season of each period and of `more` later ones; weeks of the year (52) or weekdays (7)."""
    step = pd.Series(dates).diff().median() if len(dates) > 1 else pd.Timedelta(days=7)
    later = pd.date_range(dates[-1] + step, periods=more, freq=step)
    whole = pd.DatetimeIndex(dates.append(later))
    if step >= pd.Timedelta(days=5):
        return np.minimum(whole.isocalendar().week.to_numpy().astype(int), 52) - 1, 52
    return whole.weekday.to_numpy(), 7


def scaled_opening(data: ReplayData, start: int, lead: int, review: int = 1) -> Opening:
    """Stock and goods in transit at a past date.

    Where a real state is known (at the end of the data), the same number of average periods
    per series, at the level of that date; else what lasts one period and half a review
    period on hand, and one period's sales arriving in each.
    """
    level = _recent_mean(data.sales, start)
    if data.opening is None:
        return Opening(np.round((1 + review / 2) * level), np.repeat(np.round(level)[:, None], lead, axis=1))
    known = data.index_of(data.opening_date) if data.opening_date is not None else len(data.dates) - 1
    if start == known:
        return data.opening
    ratio = level / _recent_mean(data.sales, known)
    return Opening(np.round(data.opening.on_hand * ratio), np.round(data.opening.arriving * ratio[:, None]))


def _recent_mean(sales: np.ndarray, t: int, periods: int = 13) -> np.ndarray:
    window = sales[:, max(0, t - periods + 1) : t + 1]
    count = (~np.isnan(window)).sum(axis=1)
    return np.maximum(np.nansum(window, axis=1) / np.maximum(count, 1), 0.25)


def load_workspace(workspace: Workspace, settings: InventorySettings) -> tuple[ReplayData, Terms]:
    """A user's own sales, with lead time, review period and costs from the product and supplier tables.

    One lead time and review period for all: their medians over the products, rounded up to
    whole periods. Costs per series: holding_rate x unit_cost, and the margin; 0.2 and 1 of
    the median where a product has none. MOQ and multiples are left out of a replay.
    """
    if not workspace.has_table("sales"):
        raise DataError(f"{workspace.root} has no sales yet; bring them in: quartermaster ingest")
    sales = pd.read_parquet(workspace.table_path("sales"))
    keys = ["store_id", "product_id"]
    if "in_stock" in sales:
        out = sales["in_stock"].eq(False).fillna(False).to_numpy(bool)
        sales = sales.assign(units_sold=sales["units_sold"].where(~out))
    wide = sales.assign(date=pd.to_datetime(sales["date"])).pivot_table(
        index=keys, columns="date", values="units_sold", aggfunc=lambda v: v.sum(min_count=1), dropna=False
    )
    known = sales.groupby(keys)["date"].agg(["min", "max"]).reindex(wide.index)
    wide = wide.loc[wide.notna().any(axis=1)]
    dates = pd.DatetimeIndex(wide.columns)
    values = wide.to_numpy(float)
    stocked = sales.assign(date=pd.to_datetime(sales["date"]), there=1.0).pivot_table(
        index=keys, columns="date", values="there", aggfunc="max"
    )
    listed = stocked.reindex(index=wide.index, columns=wide.columns).notna().to_numpy()
    first = pd.to_datetime(known.loc[wide.index, "min"]).to_numpy()
    started = dates.to_numpy()[None, :] >= first[:, None]
    values = np.where(np.isnan(values) & ~listed & started, 0.0, values)  # no row inside its life: nothing sold
    series = wide.index.to_frame(index=False)
    position, season = season_positions(dates)
    data = ReplayData(series, dates, values, uncensored(values), position, season, _own_groups(workspace, series))
    return data, _own_terms(workspace, settings, series, dates)


def _own_groups(workspace: Workspace, series: pd.DataFrame) -> dict[str, np.ndarray]:
    groups = {"product": pd.factorize(series["product_id"])[0], "store": pd.factorize(series["store_id"])[0]}
    if workspace.has_table("products"):
        products = pd.read_parquet(workspace.table_path("products"))
        if "category" in products:
            category = series["product_id"].map(products.set_index("product_id")["category"])
            groups["category"] = pd.factorize(category.fillna("-"))[0]
    return groups


def _own_terms(
    workspace: Workspace, settings: InventorySettings, series: pd.DataFrame, dates: pd.DatetimeIndex
) -> Terms:
    tables = {
        name: pd.read_parquet(workspace.table_path(name)) if workspace.has_table(name) else None
        for name in ("products", "suppliers")
    }
    terms = terms_table(series, tables["products"], tables["suppliers"])
    days = float(pd.Series(dates).diff().dt.days.median()) if len(dates) > 1 else 1.0
    lead = terms["lead_time_days"].fillna(settings.default_lead_time_days).median()
    review = terms["review_period_days"].fillna(settings.default_review_period_days).median()
    cost = terms["unit_cost"].fillna(terms["unit_cost"].median()).fillna(1.0).to_numpy()
    margin = (terms["unit_price"] - terms["unit_cost"]).where(lambda m: m > 0)
    return Terms(
        lead=int(np.ceil(lead / days)),
        review=max(int(np.ceil(review / days)), 1),
        holding=settings.holding_rate * cost * days / 365,
        shortage=margin.fillna(margin.median()).fillna(1.0).to_numpy(),
        order_cost=0.0,
    )
