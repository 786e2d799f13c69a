"""Plotly figures: the fan of quantiles over history, and stock against the reorder point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

__all__ = ["fan_chart"]

_FAN = ((("p05", "p95"), 0.15, "90% range"), (("p10", "p90"), 0.2, "80% range"), (("p25", "p75"), 0.3, "50% range"))
_GREEN = "16, 120, 88"


def fan_chart(history: pd.DataFrame, forecast: pd.DataFrame, events: pd.DataFrame, title: str, unit: str) -> Figure:
    """History as a line with promotions, stockouts and events marked; quantiles as bands; the mean as a line."""
    import plotly.graph_objects as go

    figure = go.Figure()
    if not history.empty:
        figure.add_scatter(
            x=history["date"],
            y=history["y"],
            name="sold" if unit == "units" else unit,
            mode="lines",
            line={"color": "#475569", "width": 1.5},
        )
        _mark(figure, history, "on_promo", True, "promotion", "triangle-up", "#b45309")
        _mark(figure, history, "in_stock", False, "out of stock", "x", "#b91c1c")
    for (low, high), opacity, name in _FAN:
        figure.add_scatter(
            x=forecast["date"], y=forecast[high], mode="lines", line={"width": 0}, showlegend=False, hoverinfo="skip"
        )
        figure.add_scatter(
            x=forecast["date"],
            y=forecast[low],
            mode="lines",
            line={"width": 0},
            fill="tonexty",
            fillcolor=f"rgba({_GREEN}, {opacity})",
            name=name,
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=forecast["date"],
        y=forecast["mean"],
        name="forecast (mean)",
        mode="lines",
        line={"color": f"rgb({_GREEN})", "width": 2.5},
    )
    for event in events.itertuples(index=False):
        figure.add_vline(x=event.date, line={"color": "#94a3b8", "dash": "dot", "width": 1})
    if not events.empty:
        figure.add_scatter(
            x=events["date"],
            y=[0] * len(events),
            mode="markers",
            name="holiday or event",
            text=events["name"],
            hovertemplate="%{text}, %{x|%d %b %Y}<extra></extra>",
            marker={"symbol": "diamond", "size": 8, "color": "#64748b"},
        )
    figure.update_layout(
        title=title,
        yaxis_title=unit,
        height=430,
        margin={"l": 50, "r": 15, "t": 50, "b": 40},
        legend={"orientation": "h", "y": -0.18},
        hovermode="x unified",
        template="plotly_white",
    )
    return figure


def _mark(figure: Any, history: pd.DataFrame, column: str, value: bool, name: str, symbol: str, color: str) -> None:
    if column not in history or history[column].isna().all():
        return
    marked = history[history[column] == value]
    if not marked.empty:
        figure.add_scatter(
            x=marked["date"],
            y=marked["y"],
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": 8, "color": color},
        )
