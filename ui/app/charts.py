"""Plotly figures: quantiles over history, actual against predicted, and the chart under a list answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

    from ui.app.localised import Localised

__all__ = ["backtest_chart", "bars", "fan_chart", "line"]

_FAN = ((("p05", "p95"), 0.15, "90% range"), (("p10", "p90"), 0.2, "80% range"), (("p25", "p75"), 0.3, "50% range"))
_GREEN = "16, 145, 108"  # seen on white and on dark slate
_GREY = "#7c8aa0"


def _layout(figure: Figure, title: str, unit: str, local: Localised, height: int = 400) -> Figure:
    """What all figures share; the page's style sheet gives text and grid their colours in the dark."""
    figure.update_layout(
        title={"text": title, "font": {"size": 15}},
        yaxis_title=unit,
        height=height,
        margin={"l": 50, "r": 15, "t": 55, "b": 40},
        legend={"orientation": "h", "y": -0.18},
        hovermode="x unified",
        template="plotly_white",
        separators=local.separators,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "system-ui, sans-serif"},
    )
    return figure


def _band(figure: Figure, x: Any, low: Any, high: Any, opacity: float, name: str) -> None:
    figure.add_scatter(x=x, y=high, mode="lines", line={"width": 0}, showlegend=False, hoverinfo="skip")
    figure.add_scatter(
        x=x,
        y=low,
        mode="lines",
        line={"width": 0},
        fill="tonexty",
        fillcolor=f"rgba({_GREEN}, {opacity})",
        name=name,
        hoverinfo="skip",
    )


def fan_chart(
    history: pd.DataFrame, forecast: pd.DataFrame, events: pd.DataFrame, title: str, unit: str, local: Localised
) -> Figure:
    """History as a line with promotions, stockouts and events marked; quantiles as bands; the mean as a line."""
    import plotly.graph_objects as go

    figure = go.Figure()
    if not history.empty:
        name = "sold" if unit == "units" else unit
        figure.add_scatter(
            x=history["date"], y=history["y"], name=name, mode="lines", line={"color": _GREY, "width": 1.5}
        )
        _mark(figure, history, "on_promo", True, "promotion", "triangle-up", "#c2670c")
        _mark(figure, history, "in_stock", False, "out of stock", "x", "#d13438")
    for (low, high), opacity, name in _FAN:
        _band(figure, forecast["date"], forecast[low], forecast[high], opacity, name)
    figure.add_scatter(
        x=forecast["date"],
        y=forecast["mean"].round(1),
        name="forecast (mean)",
        mode="lines",
        line={"color": f"rgb({_GREEN})", "width": 2.5},
    )
    _mark_events(figure, events)
    return _layout(figure, title, unit, local)


def _mark_events(figure: Figure, events: pd.DataFrame) -> None:
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
            marker={"symbol": "diamond", "size": 8, "color": _GREY},
        )


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


def backtest_chart(past: pd.DataFrame, title: str, local: Localised) -> Figure:
    """What the served model said about past windows before it saw them, beside what came."""
    import plotly.graph_objects as go

    figure = go.Figure()
    _band(figure, past["date"], past["p10"], past["p90"], 0.25, "80% range")
    figure.add_scatter(
        x=past["date"],
        y=past["mean"].round(1),
        name="predicted (mean)",
        mode="lines",
        line={"color": f"rgb({_GREEN})", "width": 2.5},
    )
    figure.add_scatter(
        x=past["date"],
        y=past["actual"],
        name="actual",
        mode="lines+markers",
        line={"color": _GREY, "width": 1.5},
        marker={"size": 4},
    )
    for day in past.loc[past["step"] == 1, "date"]:
        figure.add_vline(x=day, line={"color": "#94a3b8", "dash": "dot", "width": 1})
    return _layout(figure, title, "units", local, height=340)


def bars(labels: Any, values: Any, heading: str, local: Localised) -> Figure:
    """Horizontal bars, the first on top."""
    import plotly.graph_objects as go

    # Equal labels would be stacked on one bar; the axis is by position and the names are put beside it.
    at = list(range(len(values)))
    figure = go.Figure()
    figure.add_bar(
        x=list(values),
        y=at,
        orientation="h",
        marker={"color": f"rgb({_GREEN})"},
        customdata=list(labels),
        hovertemplate="%{customdata}: %{x:,.1f}<extra></extra>",
    )
    _layout(figure, heading, "", local, height=110 + 26 * len(at))
    shown = [label if len(label) <= 34 else label[:33] + "…" for label in labels]
    figure.update_yaxes(tickvals=at, ticktext=shown, autorange="reversed", automargin=True, showgrid=False)
    figure.update_layout(hovermode="closest", showlegend=False)
    return figure


def line(dates: Any, values: Any, heading: str, local: Localised) -> Figure:
    """One value per day."""
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.add_scatter(
        x=list(dates), y=list(values), mode="lines+markers", line={"color": f"rgb({_GREEN})", "width": 2.5}
    )
    _layout(figure, heading, "", local, height=300)
    figure.update_layout(showlegend=False)
    return figure
