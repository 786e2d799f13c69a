"""LightGBM over all series at once: direct, for every step, with quantiles from held-out errors.

A Tweedie mean model on demand over scale. Its quantiles are those of actual / expected in
held-out windows, looked up by how much is expected and how restless the series is: at small
expectations they are those of counts, at large ones those of ratios.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from data.errors import DataError
from forecasting.baselines.empirical import finish
from forecasting.baselines.gbm_features import CATEGORICAL, GBMFeatures
from forecasting.protocol import MODEL_LEVELS, Panel, QuantileForecast

__all__ = ["LightGBM"]

_ROWS = 60_000  # training rows drawn
_ROUNDS = 250
_PATIENCE = 20
_LEAST_ROUNDS = 30  # at this learning rate fewer leave a tenth of every effect unlearnt
_HISTORY = {"daily": 730, "weekly": 156, "monthly": 60}  # periods that origins are drawn from
_MIN_HISTORY = {"daily": 56, "weekly": 26, "monthly": 18}  # periods before the first origin
_CLASSES, _BINS = 3, 10  # restlessness classes, bins of the expected units
_WINDOWS = 3  # held-out windows that quantiles are read from
_MIN_RATIOS = 80  # held-out ratios below which a bin takes those of its class
_PARAMETERS: dict[str, Any] = {
    "objective": "tweedie",
    "tweedie_variance_power": 1.2,
    "learning_rate": 0.08,
    "num_leaves": 31,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "verbosity": -1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,  # the same trees on any machine, and seconds lost at most: the rows are few
}


class LightGBM:
    """Forecaster protocol. `update(panel)` refits with the rounds and on newer data without a second search."""

    name = "lightgbm"

    def __init__(self, seed: int = 7, levels: tuple[float, ...] = MODEL_LEVELS, rows: int = _ROWS) -> None:
        self.levels, self.seed, self.row_limit = levels, seed, rows
        self.booster: Any = None
        self.rounds = 0
        self.codes: dict[str, list[str]] = {}
        self.edges = np.zeros(0)  # restlessness class edges
        self.tables: list[tuple[np.ndarray, np.ndarray]] = []  # per class: bin centres (log), ratios (B, Q)

    def fit(self, panel: Panel) -> LightGBM:
        """Train on all but the last windows, read the quantiles and the rounds off them, train again on everything."""
        T, H = panel.y.shape[1], max(panel.horizon, 1)
        first = _MIN_HISTORY[panel.frequency]
        held = min(H, max(1, (T - first) // 4))
        if T - held - H < first:
            raise DataError(f"{T} periods are too few for boosted trees; {first + held + H} are needed")
        features = GBMFeatures(panel)
        self.codes = features.codes
        origins = _origins(T, held, first + H)
        start = origins[0]
        train, check = self._draw(features, first, start, H), self._draw(features, start, T, held, 0.3)
        self.booster = self._train(train, _ROUNDS, check)
        self.rounds = max(self.booster.best_iteration, _LEAST_ROUNDS)
        self._learn_ratios(panel, features, origins, held)
        self.booster = self._train(self._draw(features, first, T, H), self.rounds)
        return self

    def update(self, panel: Panel) -> LightGBM:
        """Learn from newer data: the last periods renew the quantiles, not seen so far, and all is refitted."""
        features = GBMFeatures(panel, self.codes)
        T, H = panel.y.shape[1], max(panel.horizon, 1)
        held, first = min(H, max(1, T // 8)), _MIN_HISTORY[panel.frequency]
        self._learn_ratios(panel, features, _origins(T, held, first + H), held)
        self.booster = self._train(self._draw(features, first, T, H), self.rounds)
        return self

    def predict(self, panel: Panel) -> QuantileForecast:
        if self.booster is None:
            raise DataError("the boosted trees were not fitted; call fit first")
        features = GBMFeatures(panel, self.codes)
        S, T = panel.y.shape
        mean = self._mean(features, np.arange(S), np.full(S, T), panel.horizon)
        quantiles = self._quantiles(mean, _restlessness(panel))
        quantiles, mean = finish(quantiles, mean)
        return QuantileForecast(self.levels, quantiles, mean, self.name)

    # -- training ------------------------------------------------------------------------------

    def _draw(
        self, features: GBMFeatures, start: int, stop: int, horizon: int, share: float = 1.0
    ) -> tuple[Any, np.ndarray, np.ndarray]:
        """Random (series, origin, step) with targets in [start, stop): features, target / scale, weight.

        Steps are drawn evenly over the horizon; origins may lie before `start` only for held-out data.
        """
        rng = np.random.default_rng([self.seed, start, stop])
        y = features.demand
        low = max(start, stop - _HISTORY[features.frequency])
        s, t = np.nonzero(np.isfinite(y[:, low:stop]))
        t = t + low
        keep = rng.permutation(len(s))[: int(self.row_limit * share)]
        s, t = s[keep], t[keep]
        h = rng.integers(0, horizon, len(s))
        h = np.minimum(h, t - _MIN_HISTORY[features.frequency] // 2)
        usable = h >= 0
        s, t, h = s[usable], t[usable], h[usable]
        table, scale = features.rows(s, t - h, h)
        target = y[s, t] / scale
        return table, np.minimum(target, 50.0), np.clip(scale / np.median(scale), 0.1, 20.0)

    def _train(self, drawn: tuple[Any, np.ndarray, np.ndarray], rounds: int, check: Any = None) -> Any:
        import lightgbm as lgb

        parameters = {**_PARAMETERS, "seed": self.seed}
        categories = [c for c in CATEGORICAL if c in drawn[0]]

        def dataset(rows: tuple[Any, np.ndarray, np.ndarray], reference: Any = None) -> Any:
            table, target, weight = rows
            return lgb.Dataset(
                _coded(table), target, weight=weight, categorical_feature=categories, reference=reference
            )

        data = dataset(drawn)
        if check is None:
            return lgb.train(parameters, data, rounds)
        stop = lgb.early_stopping(_PATIENCE, verbose=False)
        return lgb.train(parameters, data, rounds, valid_sets=[dataset(check, data)], callbacks=[stop])

    def _mean(self, features: GBMFeatures, rows: np.ndarray, origins: np.ndarray, horizon: int) -> np.ndarray:
        """(len(rows), horizon) expected units."""
        s, o = np.repeat(rows, horizon), np.repeat(origins, horizon)
        table, scale = features.rows(s, o, np.tile(np.arange(horizon), len(rows)))
        table = _coded(table.reindex(columns=self.booster.feature_name()))  # an input that is not there is unknown
        return (self.booster.predict(table) * scale).reshape(len(rows), horizon)

    # -- quantiles -----------------------------------------------------------------------------

    def _learn_ratios(self, panel: Panel, features: GBMFeatures, origins: list[int], horizon: int) -> None:
        """Tables of actual / expected over the held-out windows, by class and by expected units.

        More than one window: a shock that all series shared in one of them is not taken for the usual error.
        """
        S = panel.y.shape[0]
        rows = np.arange(S)
        means = [self._mean(features, rows, np.full(S, o), horizon) for o in origins]
        expected = np.concatenate(means, axis=1)
        actual = np.concatenate([features.demand[:, o : o + horizon] for o in origins], axis=1)
        expected = np.maximum(expected, 1e-3)
        restless = _restlessness(panel, origins[0])
        self.edges = np.quantile(restless, np.arange(1, _CLASSES) / _CLASSES)
        group = np.searchsorted(self.edges, restless)
        everything = (np.isfinite(actual), np.log(expected), actual / expected)
        self.tables = []
        for c in range(_CLASSES):
            known = everything[0] & (group == c)[:, None]
            if known.sum() < _MIN_RATIOS:
                known = everything[0]
            self.tables.append(self._table(everything[1][known], everything[2][known]))

    def _table(self, expected: np.ndarray, ratio: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if not len(ratio):
            return np.zeros(1), np.ones((1, len(self.levels)))
        bins = max(1, min(_BINS, len(ratio) // _MIN_RATIOS))
        order = np.argsort(expected)
        parts = np.array_split(order, bins)
        centres = np.array([expected[p].mean() for p in parts])
        return centres, np.array([np.quantile(ratio[p], self.levels) for p in parts])

    def _quantiles(self, mean: np.ndarray, restless: np.ndarray) -> np.ndarray:
        out = np.empty((*mean.shape, len(self.levels)))
        group = np.searchsorted(self.edges, restless)
        log_mean = np.log(np.maximum(mean, 1e-3))
        for c, (centres, ratios) in enumerate(self.tables):
            rows = group == c
            for i in range(len(self.levels)):
                out[rows, :, i] = mean[rows] * np.interp(log_mean[rows], centres, ratios[:, i])
        return out

    # -- files ---------------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """LightGBM's own text format and a JSON file beside it."""
        (folder / "model.txt").write_text(self.booster.model_to_string(), encoding="utf-8")
        state = {
            "levels": self.levels,
            "seed": self.seed,
            "rounds": self.rounds,
            "codes": self.codes,
            "edges": self.edges.tolist(),
            "tables": [[a.tolist(), b.tolist()] for a, b in self.tables],
        }
        (folder / "state.json").write_text(json.dumps(state), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LightGBM:
        """The model that `save` wrote."""
        import lightgbm as lgb

        state = json.loads((folder / "state.json").read_text(encoding="utf-8"))
        model = cls(state["seed"], tuple(state["levels"]))
        model.booster = lgb.Booster(model_str=(folder / "model.txt").read_text(encoding="utf-8"))
        model.rounds, model.codes = state["rounds"], state["codes"]
        model.edges = np.asarray(state["edges"])
        model.tables = [(np.asarray(a), np.asarray(b)) for a, b in state["tables"]]
        return model


def _origins(periods: int, held: int, least: int) -> list[int]:
    """Origins of up to `_WINDOWS` held-out windows of `held` periods at the end; `least` periods lie before them."""
    count = max(1, min(_WINDOWS, (periods - least) // (2 * held)))
    return [periods - held * k for k in range(count, 0, -1)]


def _coded(table: Any) -> Any:
    """Category columns as whole numbers, -1 (not known) as LightGBM wants it: NaN."""
    for name in CATEGORICAL:
        if name in table:
            table[name] = table[name].where(table[name] >= 0)
    return table


def _restlessness(panel: Panel, origin: int | None = None) -> np.ndarray:
    """(S,) coefficient of variation of the last half-year before `origin`; 1 where nothing was sold."""
    y = np.where(panel.available, panel.y, np.nan)[:, :origin][:, -182:]
    known = np.isfinite(y)
    n = np.maximum(known.sum(1), 1)
    mean = np.where(known, y, 0.0).sum(1) / n
    square = np.where(known, (y - mean[:, None]) ** 2, 0.0).sum(1) / n
    return np.divide(np.sqrt(square), mean, out=np.ones(len(y)), where=mean > 0)
