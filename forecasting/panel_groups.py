"""What a network remembers of the panel it was trained on, and the running levels of groups of series."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from forecasting.calendar_features import SEASONS, harmonics_for
from forecasting.history_levels import RunningLevels, group_sums
from forecasting.protocol import Panel

__all__ = ["Layout", "PanelGroups"]

MAX_NAMES = 4096  # rows of an embedding; more names than that share rows by hash
PARTITION = 8192  # series that are summed at a time
GROUP_COLUMNS = ("store_id", "category", "product_id")


@dataclass(frozen=True)
class Layout:
    """Which inputs the network has and the names behind its embedding rows; saved with the weights."""

    frequency: str
    target: str
    typical: float  # mean demand of a known period, units
    country: str | None
    groups: tuple[str, ...]  # columns of `series` by which levels are pooled
    promo: bool
    price: bool
    events: bool
    related: bool
    harmonics: int  # of the year, as the length of the history allows
    names: dict[str, tuple[str, ...]]  # column -> names, empty where they are hashed

    @classmethod
    def of(cls, panel: Panel, country: str | None = None) -> Layout:
        """The layout that fits this panel. Country: argument, else panel.settings["country"]."""
        country = country or panel.settings.get("country")
        usable = np.isfinite(panel.y) & panel.available
        typical = float(np.where(usable, panel.y, 0.0).sum() / max(usable.sum(), 1))
        names, groups = {}, []
        for column in GROUP_COLUMNS:
            values = sorted(set(_text(panel.series, column)))
            names[column] = tuple(values) if len(values) <= MAX_NAMES else ()
            if 1 < len(values) <= len(panel.series) // 2:
                groups.append(column)
        return cls(
            frequency=panel.frequency,
            target=panel.target,
            typical=max(typical, 1e-6),
            country=country,
            groups=tuple(groups),
            promo=panel.promo is not None and bool(np.nan_to_num(panel.promo).any()),
            price=panel.price is not None and bool(np.isfinite(panel.price).any()),
            events=bool(country) or (panel.events is not None and panel.events.size > 0 and bool(panel.events.any())),
            related=panel.related is not None,
            harmonics=harmonics_for(panel.y.shape[1] / SEASONS[panel.frequency].year),
            names=names,
        )

    def sizes(self) -> dict[str, int]:
        """Embedding rows per column, without the row for the unknown."""
        return {column: len(names) or MAX_NAMES for column, names in self.names.items()}

    def codes(self, series: pd.DataFrame) -> np.ndarray:
        """(S, 3) store, product, category rows; -1 for a name that was not there in training."""
        columns = []
        for column in ("store_id", "product_id", "category"):
            values = _text(series, column)
            if self.names[column]:
                columns.append(pd.Index(self.names[column]).get_indexer(pd.Index(values)))
            else:
                columns.append(np.array([zlib.crc32(v.encode()) % MAX_NAMES for v in values]))
        return np.stack(columns, axis=1).astype(np.int64)

    def to_json(self) -> dict[str, Any]:
        return {**self.__dict__, "groups": list(self.groups), "names": {k: list(v) for k, v in self.names.items()}}

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Layout:
        names = {k: tuple(v) for k, v in raw["names"].items()}
        return cls(**{**raw, "groups": tuple(raw["groups"]), "names": names})


class PanelGroups:
    """Running levels of all series together and of each store, category and product.

    A series weighs 1 / sqrt(its level): neither the best seller nor the slow ones decide alone.
    """

    def __init__(self, panel: Panel, layout: Layout) -> None:
        self.layout = layout
        self.horizon = panel.horizon
        self.season = SEASONS[panel.frequency]
        self.floor = 0.005 * layout.typical
        columns = dict.fromkeys((*layout.groups, "store_id", "category"))
        self._index = {c: pd.Index(sorted(set(_text(panel.series, c)))) for c in columns}
        weighted, plain, counts = self._sums(panel)
        self._plain = {c: self._levels(plain[c], counts[c], layout.typical) for c in ("", "store_id", "category")}
        self._weighted = {c: self._levels(weighted[c], counts[c]) for c in ("", *layout.groups)}
        self.total_day = (weighted[""] / np.maximum(counts[""], 1e-9))[0]
        self.total_known = counts[""][0] > 0

    def _sums(self, panel: Panel) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], dict[str, np.ndarray]]:
        length = panel.y.shape[1] + self.horizon
        shapes = {"": 1, **{c: len(index) for c, index in self._index.items()}}
        weighted, plain, counts = ({c: np.zeros((n, length)) for c, n in shapes.items()} for _ in range(3))
        for start in range(0, len(panel.series), PARTITION):
            rows = slice(start, start + PARTITION)
            usable = np.isfinite(panel.y[rows]) & panel.available[rows]
            seen = np.where(usable, panel.y[rows], 0.0).astype(np.float32)
            level = seen.sum(axis=1) / np.maximum(usable.sum(axis=1), 1)
            scaled = seen / np.sqrt(level + self.floor)[:, None]
            part = panel.series.iloc[rows]
            for column, groups in shapes.items():
                codes = (
                    self._index[column].get_indexer(pd.Index(_text(part, column)))
                    if column
                    else np.zeros(len(part), int)
                )
                past = slice(0, panel.y.shape[1])
                weighted[column][:, past] += group_sums(scaled, codes, groups)
                plain[column][:, past] += group_sums(seen, codes, groups)
                counts[column][:, past] += group_sums(usable.astype(np.float32), codes, groups)
        return weighted, plain, counts

    def _levels(self, total: np.ndarray, count: np.ndarray, typical: float | None = None) -> RunningLevels:
        typical = typical or float(total.sum() / max(count.sum(), 1.0)) + 1e-9
        return RunningLevels(total, count, np.full((1, 1), typical), 0.005 * typical, prior_periods=1.0)

    def sibling_level(self, series: pd.DataFrame) -> np.ndarray:
        """(S, T + H + 1) level to assume without history: the category's, times the size of the store."""
        year = self.season.year
        size = np.clip(self._plain["store_id"].mean(year) / (self._plain[""].mean(year) + self.floor), 0.2, 5.0)
        category = self._plain["category"].mean(year)[self._rows(series, "category")]
        return category * size[self._rows(series, "store_id")]

    def levels(self, series: pd.DataFrame) -> list[tuple[np.ndarray, RunningLevels]]:
        """Row of each series (S,) and the levels, for everything and then each grouping of the layout."""
        key = id(series)
        if getattr(self, "_key", None) != key:
            kinds = [("", np.zeros(len(series), np.int64))]
            kinds += [(column, self._rows(series, column)) for column in self.layout.groups]
            self._rowed = [(rows, self._weighted[column]) for column, rows in kinds]
            self._key, self._held = key, series
        return self._rowed

    def _rows(self, series: pd.DataFrame, column: str) -> np.ndarray:
        return np.maximum(self._index[column].get_indexer(pd.Index(_text(series, column))), 0)


def _text(series: pd.DataFrame, column: str) -> list[str]:
    """Names of a column as text; empty where the column or the name is missing."""
    if column not in series:
        return [""] * len(series)
    return series[column].astype(object).where(series[column].notna(), "").astype(str).tolist()
