"""Recommendations computed again under a scenario, by the inventory engine, for the series asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from rag.facts import Fact
from rag.measures import MEASURES
from rag.plan import Scenario
from rag.queries.inquiry import Inquiry, public_value

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["recomputed", "scenario_table"]

#: Series recomputed for one question; beyond it the answer would take seconds.
MOST_SERIES = 5000
_ADDS_UP = (
    "expected_sales",
    "protection_mean",
    "safety_stock",
    "reorder_point",
    "order_up_to",
    "order_qty",
    "order_value",
    "expected_lost_units",
)
#: Tables by store and product that the engine may read.
_SCOPED = ("forecasts", "inventory", "open_orders", "replenishment", "previous_replenishment")
_WORDS = {"scenario": "in the scenario", "planned": "with the recommended order placed"}


def recomputed(
    inquiry: Inquiry, measure_ids: Sequence[str], scenario: Scenario, asked: bool = True, planned: bool = False
) -> pd.DataFrame | None:
    """Facts and rows of today and of the scenario; None (and a message) where it cannot be computed."""
    table = scenario_table(inquiry, scenario)
    if table is None:
        return None
    known = [m for m in dict.fromkeys(measure_ids) if f"{m}_today" in table]
    one = len(table) == 1
    for measure_id in known:
        if one:
            _one(inquiry, table.iloc[0].to_dict(), measure_id, asked, planned)
        elif measure_id in _ADDS_UP:
            _sum(inquiry, table, measure_id, asked, planned)
    inquiry.rows = _rows(inquiry, table, known)
    if not one and "action_today" in table:
        changed = int((table["action_today"].fillna("") != table["action_scenario"].fillna("")).sum())
        inquiry.count_fact(changed, "products in stores whose action changes", asked=False)
    return table


def scenario_table(inquiry: Inquiry, scenario: Scenario) -> pd.DataFrame | None:
    """`forecasting.inventory.whatif` over the scope of the question."""
    where, parameters = inquiry.scope.where()
    count = inquiry.session.row(f"SELECT count(*) AS n FROM held.series s WHERE {where}", parameters, keep=False)["n"]
    if not count or count > MOST_SERIES:
        inquiry.messages.append("Name a store, a supplier or a category: this is too much to recompute at once.")
        return None
    if not inquiry.view.has_stock:
        inquiry.messages.append("No inventory was supplied, so orders cannot be recomputed.")
        return None
    from forecasting.inventory.settings import InventorySettings
    from forecasting.inventory.whatif import load_inputs, whatif

    try:
        inputs = load_inputs(_scoped(inquiry), _manifest(inquiry))
        today = inquiry.session.cursor.execute("SELECT * FROM replenishment").df()
        settings = inquiry.view.inventory_settings or InventorySettings()
        table = whatif(inputs, scenario, settings=settings, today=today, window=_window(inquiry))
    except QuartermasterError as error:
        inquiry.messages.append(f"That cannot be recomputed: {error}.")
        return None
    return table.astype(object).where(table.notna(), None)


def _scoped(inquiry: Inquiry) -> Any:
    """This question's cursor with tables of the same names that hold the scope only.

    Temporary tables hide the views of the run for this cursor; sales keep the last day of the
    data, by which the engine knows what "today" is.
    """
    where, parameters = inquiry.scope.where()
    cursor = inquiry.session.cursor
    inside = f"JOIN held.series s ON s.store_id = x.store_id AND s.product_id = x.product_id WHERE {where}"
    for table in _SCOPED:
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT x.* FROM main.{table} x {inside}", parameters)
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE sales AS "
        f"SELECT x.store_id, x.product_id, x.date, x.units_sold FROM main.sales x {inside} "
        "UNION ALL SELECT '', '', ?::DATE, 0",
        [*parameters, inquiry.view.as_of],
    )
    return cursor


def _manifest(inquiry: Inquiry) -> Mapping[str, Any]:
    """The manifest with the dependence of sales where the engine looks for it."""
    manifest = dict(inquiry.view.manifest)
    dependence = manifest.get("dependence") or {}
    manifest["dependence"] = dependence.get("sales", dependence)
    manifest.setdefault("frequency", inquiry.view.frequency)
    return manifest


def _window(inquiry: Inquiry) -> tuple[date, date] | None:
    """The window to which a change of demand is confined, where one was named."""
    window = inquiry.plan.window
    if window is None or not window.asked or window.side != "forecast":
        return None
    return window.start, window.end


def _subject(inquiry: Inquiry, row: Mapping[Any, Any]) -> dict[str, str]:
    view = inquiry.view
    return {"product": view.name("product", row["product_id"]), "store": view.name("store", row["store_id"])}


def _one(inquiry: Inquiry, row: Mapping[Any, Any], measure_id: str, asked: bool, planned: bool) -> None:
    wanted, book = MEASURES[measure_id], inquiry.book
    key = {"store_id": str(row["store_id"]), "product_id": str(row["product_id"])}
    subject = _subject(inquiry, row)
    today = _told(inquiry, row[f"{measure_id}_today"], measure_id)
    fact = None
    if today is not None:
        origin = {"table": wanted.table, "key": key, "column": wanted.column}
        if measure_id == "expected_sales":
            origin = {"operation": "sum", "table": "forecasts", "key": key, "column": "mean"}
        fact = book.add(
            today,
            wanted.unit,
            wanted.label,
            measure=measure_id,
            subject=subject,
            asked=asked,
            decimals=wanted.decimals,
            **origin,
        )
    for which in ("scenario", "planned") if planned else ("scenario",):
        value = _told(inquiry, row.get(f"{measure_id}_{which}"), measure_id)
        if value is None:
            if which == "scenario" and wanted.kind == "date":
                inquiry.messages.append(f"In the scenario there is no {wanted.label} within the horizon.")
            continue
        new = book.derived(
            value,
            wanted.unit,
            f"{wanted.label} {_WORDS[which]}",
            "scenario_value",
            "recomputed",
            [fact] if fact else [],
            subject=subject,
            asked=asked,
            decimals=wanted.decimals,
            key=key | {"measure": measure_id},
        )
        if which == "scenario" and fact is not None:
            tell_difference(inquiry, fact, new)


def tell_difference(inquiry: Inquiry, today: Fact, scenario: Fact) -> None:
    """ "How much more would that cost?": the scenario less today, where the question asks for it."""
    if not (
        inquiry.plan.difference and isinstance(today.value, (int, float)) and isinstance(scenario.value, (int, float))
    ):
        return
    gap = scenario.value - today.value
    inquiry.book.derived(
        gap, today.unit, f"change of {today.label}", "difference", "difference", [scenario, today],
        subject=today.subject, asked=today.asked, decimals=today.decimals,
    )  # fmt: skip


def _told(inquiry: Inquiry, value: Any, measure_id: str) -> Any:
    if value is None:
        return None
    wanted = MEASURES[measure_id]
    if wanted.kind == "date":
        return value.date() if hasattr(value, "hour") else value
    return value if wanted.kind == "text" else float(value) * wanted.scale


def _sum(inquiry: Inquiry, table: pd.DataFrame, measure_id: str, asked: bool, planned: bool) -> None:
    wanted, book = MEASURES[measure_id], inquiry.book
    facts: list[Fact] = []
    for which in ("today", "scenario", "planned") if planned else ("today", "scenario"):
        column = f"{measure_id}_{which}"
        values = [float(v) for v in table[column] if v is not None] if column in table else []
        if not values:
            continue
        label = f"total {wanted.label}" + (f" {_WORDS[which]}" if which in _WORDS else "")
        facts.append(
            book.derived(
                sum(values),
                wanted.unit,
                label,
                measure_id if which == "today" else "scenario_value",
                "sum" if which == "today" else "recomputed, then summed",
                facts[:1],
                table="replenishment",
                column=wanted.column,
                key=inquiry.scope.key(),
                cells=len(values),
                subject=inquiry.scope.subject(inquiry.view),
                asked=asked,
                decimals=wanted.decimals,
            )
        )
    if len(facts) > 1:
        tell_difference(inquiry, facts[0], facts[1])


def _rows(inquiry: Inquiry, table: pd.DataFrame, measure_ids: Sequence[str]) -> list[dict[str, Any]]:
    rows, one_product = [], len(inquiry.scope.ids("product")) == 1
    for row in table.to_dict("records"):
        names = _subject(inquiry, row)
        item = {
            "store_id": row["store_id"],
            "product_id": row["product_id"],
            "name": names["store" if one_product and len(table) > 1 else "product"],
            **names,
        }
        for measure_id in (*measure_ids, "action"):
            for which in ("today", "scenario"):
                value = row.get(f"{measure_id}_{which}")
                if value is not None and hasattr(value, "hour"):
                    value = value.date()
                item[measure_id if which == "today" else f"{measure_id}_scenario"] = public_value(value)
        rows.append(item)
    return rows
