"""Quantiles of windows and groups that no column holds, from the run's own sample paths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from rag.facts import Fact
from rag.measures import Measure
from rag.queries.inquiry import Inquiry, column_name, public_value
from rag.queries.measure_sql import Expression
from rag.queries.quantile_levels import SERIES_LEVELS
from rag.queries.spans import Span
from rag.queries.table_query import Column

if TYPE_CHECKING:
    import numpy as np

__all__ = ["sampled_quantiles", "window_quantiles"]

#: Series whose paths are drawn for one question.
MOST_SERIES = 2000
_CUT = "These days or this group have no stored quantile, so it is read from sample paths of the forecast."


def sampled_quantiles(inquiry: Inquiry, measures: Sequence[Measure], span: Span | None) -> list[Fact]:
    """Facts for quantiles of one series or one total that the tables do not hold; says where they cannot be had."""
    facts: list[Fact] = []
    for wanted in measures:
        if not wanted.id.endswith("_quantile"):
            continue
        told = {f.level for f in inquiry.book.facts if f.measure == wanted.id}
        levels = [lv for lv in inquiry.plan.levels or (0.9,) if lv not in told]
        window = inquiry.span_for(wanted, span)
        if levels and window is not None and not window.empty:
            facts += _sampled(inquiry, wanted, window, levels)
    return facts


def _sampled(inquiry: Inquiry, wanted: Measure, span: Span, levels: Sequence[float]) -> list[Fact]:
    found = window_quantiles(inquiry, wanted.target or "sales", span, levels)
    if found is None:
        return []
    if _CUT not in inquiry.messages:
        inquiry.messages.append(_CUT)
    facts = []
    key = inquiry.scope.key() | {"target": wanted.target or "sales", "date": f"{span.start}..{span.end}"}
    for level, value in zip(levels, found, strict=True):
        label = f"{level * 100:g}% quantile of {'returns' if wanted.target == 'returns' else 'demand'}"
        facts.append(
            inquiry.book.derived(
                float(value),
                wanted.unit,
                label,
                wanted.id,
                "quantile of sample paths",
                table="forecasts",
                key=key,
                level=level,
                subject=inquiry.scope.subject(inquiry.view),
                start=span.start,
                end=span.end,
                window_label=span.label,
                decimals=wanted.decimals,
                cells=span.days * len(SERIES_LEVELS),
            )
        )
        if len(inquiry.rows) == 1:
            column = Column("", wanted, Expression("", "", "", ""), span, level)
            inquiry.rows[0][column_name(column, [column])] = public_value(float(value))
    return facts


def window_quantiles(inquiry: Inquiry, target: str, span: Span, levels: Sequence[float]) -> Sequence[float] | None:
    """Quantiles of the sum over the scope and the window; None, with a message, where they cannot be computed."""
    import numpy as np

    where, parameters = inquiry.scope.where()
    names = ", ".join(f"x.p{round(lv * 100):02d}" for lv in SERIES_LEVELS)
    rows = inquiry.session.rows(
        f"SELECT x.store_id, x.product_id, x.step, x.mean, {names}, s.category FROM forecasts x "
        "JOIN held.series s ON s.store_id = x.store_id AND s.product_id = x.product_id "
        f"WHERE x.target = ? AND x.date <= ? AND {where} ORDER BY x.product_id, x.store_id, x.step",
        [target, span.end, *parameters],
    )
    keys = list(dict.fromkeys((r["store_id"], r["product_id"], r["category"] or "") for r in rows))
    if not rows or len(keys) > MOST_SERIES or any(r["p50"] is None for r in rows):
        inquiry.messages.append("The quantile of this group cannot be had from its parts: quantiles do not add.")
        return None
    steps = len(rows) // len(keys)
    if steps * len(keys) != len(rows):
        inquiry.messages.append(
            "The forecasts of this group reach different days, so there is no quantile of their sum."
        )
        return None
    cells = np.array([[r[f"p{round(lv * 100):02d}"] for lv in SERIES_LEVELS] for r in rows], dtype=np.float32)
    mean = np.array([r["mean"] for r in rows], dtype=np.float32).reshape(len(keys), steps)
    first = 1 + sum(1 for r in rows[:steps] if r["step"] < _first_step(inquiry, span))
    total = _paths(inquiry, target, keys, cells.reshape(len(keys), steps, -1), mean)[:, first - 1 :].sum(axis=1)
    middle, width = float(np.median(total)), _width(inquiry, target) if len(keys) > 1 else 1.0
    return [max(middle + (float(q) - middle) * width, 0.0) for q in np.quantile(total, list(levels))]


def _width(inquiry: Inquiry, target: str) -> float:
    """The run's calibration factor for sums of this level; of a mixed group that of its widest level."""
    widths = ((inquiry.view.manifest.get("dependence") or {}).get(target) or {}).get("widths") or {}
    named = [k for k in ("store", "product", "category", "supplier") if inquiry.scope.ids(k)] or ["total"]
    return max(float(widths.get(k, 1.0)) for k in named)


def _first_step(inquiry: Inquiry, span: Span) -> int:
    row = inquiry.session.row("SELECT min(step) AS step FROM held.forecast WHERE date >= ?", [span.start], keep=False)
    return int(row["step"] or 1)


def _paths(
    inquiry: Inquiry, target: str, keys: Sequence[tuple[str, str, str]], quantiles: np.ndarray, mean: np.ndarray
) -> np.ndarray:
    """(n, H) paths of the sum over the series, drawn as the run drew its own."""
    manifest = inquiry.view.manifest
    dependence: dict[str, Any] = (manifest.get("dependence") or {}).get(target) or {}
    paths: dict[str, Any] = manifest.get("paths") or {}
    n, seed = int(paths.get("n", 400)), int(paths.get("seed", 7))
    if len(keys) == 1:
        from forecasting.paths import sample_paths

        return sample_paths(SERIES_LEVELS, quantiles, None, dependence, n, seed)[0]
    return _group_paths(keys, quantiles, mean, dependence, seed)


def _group_paths(
    keys: Sequence[tuple[str, str, str]], quantiles: np.ndarray, mean: np.ndarray, dependence: dict[str, Any], seed: int
) -> np.ndarray:
    import numpy as np
    import pandas as pd

    from forecasting.dependence import Loadings
    from forecasting.groups import GroupSums, group_codes
    from forecasting.protocol import QuantileForecast

    series = pd.DataFrame(keys, columns=["store_id", "product_id", "category"]).assign(supplier_id=None)
    codes = {k: v for k, v in group_codes(series).items() if k != "supplier"}
    shares = Loadings(**{f.name: dependence[f.name] for f in fields(Loadings) if f.name in dependence})
    sums = GroupSums(codes, quantiles.shape[1], shares, float(dependence.get("rho", 0.0)), seed=seed)
    sums.add(np.arange(len(keys)), QuantileForecast(SERIES_LEVELS, quantiles, mean, "served"))
    return sums._sums["total"][0]
