"""The Replenishment tab: what to order and why, other targets at once, what-if, purchase orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError, WorkspaceError
from ui.app.exports import csv_file
from ui.app.localised import Localised
from ui.app.purchase_orders_panel import build_purchase_orders
from ui.app.tables import Column, Kind, empty_grid, grid, widths
from ui.app.visitor import needs
from ui.boards import Boards

if TYPE_CHECKING:
    import pandas as pd

    from ui.services import Services

__all__ = ["build_replenishment_tab"]

SERVED, LEVEL, FACTOR = "As in the run", "Other cycle service level", "Simple rule with safety factor"
SHOWN_ROWS = 1000  # rows on screen, most urgent first; the download has all
NO_RUN = "**Nothing to order from yet.** Load sales and stock and make a run in the *Data* tab."
COLUMNS = {
    "store": Column("Store", width=110),
    "product": Column("Product", width=250),
    "supplier": Column("Supplier", width=180),
    "action": Column("Action", "words", width=105),
    "order_qty": Column("Order (units)", "number", 0, 125),
    "order_value": Column("Value", "money", 2, 105),
    "order_by": Column("Order by", "date", width=115),
    "on_hand": Column("On hand", "number", 0, 95),
    "on_order": Column("On order", "number", 0, 95),
    "reorder_point": Column("Reorder point", "number", 1, 125),
    "safety_stock": Column("Safety stock", "number", 1, 120),
    "days_of_cover": Column("Cover (days)", "number", 1, 120),
    "stockout_date": Column("Runs out", "date", width=115),
    "policy_cost_26w": Column("Cost of 26 weeks", "money", 2, 145),
    "rule_cost_26w": Column("Usual rule's cost", "money", 2, 145),
    "saved_26w": Column("Saved", "money", 2, 100),
    "reason": Column("Why", width=520),
}
_MEASURES: tuple[tuple[str, str, Kind, int], ...] = (
    ("order_qty", "Order", "number", 0),
    ("reorder_point", "Reorder point", "number", 1),
    ("safety_stock", "Safety stock", "number", 1),
    ("stockout_probability", "Stockout risk", "share", 1),
    ("expected_lost_units", "Lost units", "number", 1),
)
SIDES = {
    "store": Column("Store", width=110),
    "product": Column("Product", width=250),
    "supplier": Column("Supplier", width=180),
    **{
        f"{name}_{side}": Column(f"{label} {told}", kind, digits, 150)
        for name, label, kind, digits in _MEASURES
        for side, told in (("today", "today"), ("scenario", "then"))
    },
}
SCENARIOS = {
    "Demand changes by (%)": ("demand", 20),
    "Lead time becomes (days)": ("lead_time", 10),
    "Cycle service level becomes (%)": ("cycle_service_level", 99),
    "Budget is": ("budget", 1000),
    "The recommended orders are skipped": ("skip_order", 0),
    "Open orders come late by (days)": ("late_order", 7),
    "Supplier is down for (days)": ("supplier_down", 14),
}


def build_replenishment_tab(services: Services) -> Any:
    """Lay out the tab; returns (function, outputs) that fill it when it is opened."""
    import gradio as gr

    tab = _ReplenishmentTab(services)
    with gr.Row():
        store = gr.Dropdown(label="Store", choices=[("All stores", "")], value="", elem_id="order-store")
        supplier = gr.Dropdown(label="Supplier", choices=[("All suppliers", "")], value="", elem_id="order-supplier")
        category = gr.Dropdown(label="Category", choices=[("All categories", "")], value="", elem_id="order-category")
        only = gr.Checkbox(label="Only what has to be ordered", value=True, elem_id="order-only")
    with gr.Row():
        rule = gr.Radio([SERVED, LEVEL, FACTOR], value=SERVED, label="Quantities", elem_id="order-rule")
        level = gr.Slider(80, 99.5, value=95, step=0.5, label="Cycle service level (%)", elem_id="order-level")
        factor = gr.Slider(1.0, 2.0, value=1.2, step=0.05, label="Safety factor", elem_id="order-factor")
    headline = gr.Markdown(NO_RUN, elem_id="order-headline")
    table = gr.Dataframe(
        empty_grid(COLUMNS),
        label="What to order",
        interactive=False,
        show_search="filter",
        elem_id="order-table",
        max_height=460,
        column_widths=widths(COLUMNS),
    )
    why = gr.Markdown("Click a row to read why it is ordered.", elem_id="order-why")
    export = gr.Button("Download all rows as CSV", size="sm", elem_id="order-export")
    file = gr.DownloadButton("The file is ready: save it", size="sm", visible=False, elem_id="order-file")
    with gr.Accordion("What if ...", open=False, elem_id="whatif"):
        with gr.Row(elem_classes="qm-end"):
            kind = gr.Dropdown(list(SCENARIOS), value=next(iter(SCENARIOS)), label="Change", elem_id="whatif-kind")
            value = gr.Number(20, label="Value", elem_id="whatif-value")
            compare = gr.Button("Compare with today", variant="primary", elem_id="whatif-run")
        outcome = gr.Markdown(elem_id="whatif-outcome")
        sides = gr.Dataframe(
            empty_grid(SIDES),
            label="Today and under the change: what differs",
            interactive=False,
            elem_id="whatif-table",
            max_height=360,
            column_widths=widths(SIDES),
        )
    build_purchase_orders(services, store, supplier)

    chosen = [store, supplier, category, only, rule, level, factor]
    gr.on(
        [c.input for c in (store, supplier, category, only, rule)] + [level.release, factor.release],
        tab.table,
        chosen,
        [headline, table],
        trigger_mode="always_last",
        api_visibility="private",
        show_progress="hidden",
    )

    def chosen_row(event: Any) -> str:
        return reason_of(event.row_value)

    # Gradio hands the event over by annotation; as text it would not be found outside this function.
    chosen_row.__annotations__["event"] = gr.SelectData
    table.select(chosen_row, None, why, api_visibility="private", show_progress="hidden")
    kind.input(lambda k: SCENARIOS[k][1], kind, value, api_visibility="private")
    export.click(tab.export, chosen, file, api_visibility="private")
    compare.click(tab.compare, [kind, value, store, supplier], [outcome, sides], api_visibility="private")
    filled = [store, supplier, category, headline, table]
    return lambda *now: (*tab.pickers(), *tab.table(*now)), filled, chosen


def reason_of(row: list[Any] | None) -> str:
    """The whole reason of one row of the table, with what it is about."""
    names = list(COLUMNS)
    if not row or len(row) != len(names):
        return ""
    cells = dict(zip(names, row, strict=True))
    return f"**{cells['product']}, {cells['store']}:** {cells['reason'] or 'no order is due.'}"


class _ReplenishmentTab:
    def __init__(self, services: Services) -> None:
        self.services = services
        self.boards = Boards(services)
        self.local = Localised.of(services.workspace)

    def pickers(self) -> tuple[Any, Any, Any]:
        import gradio as gr

        try:
            choices = self.boards.choices()
        except QuartermasterError:
            return gr.update(), gr.update(), gr.update()
        return (
            gr.update(choices=[("All stores", ""), *choices["stores"]]),
            gr.update(choices=[("All suppliers", ""), *choices["suppliers"]]),
            gr.update(choices=[("All categories", ""), *choices["categories"]]),
        )

    def table(
        self, store: str, supplier: str, category: str, only: bool, rule: str, level: float, factor: float
    ) -> tuple[str, Any]:
        """Headline and table under the filters and targets."""
        try:
            frame = self._frame(store, supplier, category, rule, level, factor)
        except WorkspaceError:
            return NO_RUN, empty_grid(COLUMNS)
        except QuartermasterError as error:
            return str(error), empty_grid(COLUMNS)
        checked, shown = len(frame), frame[frame["order_qty"] > 0] if only else frame
        if shown.empty:
            return f"Nothing has to be ordered ({checked} store-products checked).", empty_grid(COLUMNS)
        return self._headline(shown, frame, rule), grid(shown.head(SHOWN_ROWS), COLUMNS, self.local)

    def _frame(self, store: str, supplier: str, category: str, rule: str, level: float, factor: float) -> pd.DataFrame:
        frame = self.boards.replenishment(store or None, supplier or None, category or None)
        return frame if rule == SERVED else self._recomputed(frame, store, supplier, rule, level, factor)

    def export(
        self, store: str, supplier: str, category: str, only: bool, rule: str, level: float, factor: float
    ) -> Any:
        """A CSV file of every row under the filters."""
        import gradio as gr

        try:
            frame = self._frame(store, supplier, category, rule, level, factor)
        except QuartermasterError as error:
            raise gr.Error(str(error), print_exception=False) from None
        frame = frame[frame["order_qty"] > 0] if only else frame
        return gr.update(value=csv_file("what_to_order.csv", frame), visible=True)

    def _recomputed(
        self, frame: pd.DataFrame, store: str, supplier: str, rule: str, level: float, factor: float
    ) -> pd.DataFrame:
        """`frame` with the figures of another target, in the same order of urgency."""
        other = self.services.planning.recompute(
            store or None,
            supplier or None,
            cycle_service_level=level / 100 if rule == LEVEL else None,
            safety_factor=factor if rule == FACTOR else None,
        )
        names = frame[["store_id", "product_id", "store", "product", "supplier", "category"]]
        merged = names.merge(other, on=["store_id", "product_id"], how="inner")
        rank = merged["action"].map({"expedite": 0, "order_now": 1, "order_soon": 2, "excess": 3}).fillna(4)
        return (
            merged.assign(_rank=rank)
            .sort_values(["_rank", "order_value"], ascending=[True, False])
            .drop(columns="_rank")
        )

    def _headline(self, shown: pd.DataFrame, checked: pd.DataFrame, rule: str) -> str:
        """Lines, value, urgency; what was checked; the record in money of the run's own policy."""
        local = self.local
        urgent = shown["action"].isin(["order_now", "expedite"]).sum()
        lines = (shown["order_qty"] > 0).sum()
        text = (
            f"**{local.number(lines)} order lines** worth {local.money(shown['order_value'].sum())}, "
            f"{local.number(urgent)} of them to place now · {local.number(len(checked))} store-products checked"
        )
        if len(shown) > SHOWN_ROWS:
            text += f" · the {local.number(SHOWN_ROWS)} most urgent are shown, the download has all"
        record = checked[["policy_cost_26w", "rule_cost_26w", "saved_26w"]].dropna()
        if rule == SERVED and len(record):
            cost, usual, saved = record.sum()
            share = f" ({local.percent(saved / usual)})" if usual else ""
            text += (
                f"\n\n**Record of the last 26 weeks:** these orders would have cost {local.money(cost)}, "
                f"the usual rule {local.money(usual)}: {local.money(saved)}{share} saved. Holding and lost sales, "
                f"{local.number(len(record))} store-products; single rows can be worse."
            )
        return text

    def compare(self, label: str, value: float | None, store: str, supplier: str) -> tuple[str, Any]:
        """One scenario beside today."""
        kind, _ = SCENARIOS[label]
        relative = kind == "demand"
        amount = value / 100 if value is not None and kind in ("demand", "cycle_service_level") else value
        given = None if kind == "skip_order" else amount
        needs("buyer")
        try:
            table = self.services.whatif(
                kind=kind, value=given, relative=relative, store_id=store or None, supplier_id=supplier or None
            )
        except WorkspaceError:
            return NO_RUN, empty_grid(SIDES)
        except QuartermasterError as error:
            return str(error), empty_grid(SIDES)
        local = self.local
        now, then = table["order_value_today"].sum(), table["order_value_scenario"].sum()
        units = (table["order_qty_today"].sum(), table["order_qty_scenario"].sum())
        changed = table[
            (table["order_qty_today"] != table["order_qty_scenario"])
            | (table["stockout_probability_today"] != table["stockout_probability_scenario"])
        ]
        text = (
            f"Orders go from {local.number(units[0])} to {local.number(units[1])} units, "
            f"from {local.money(now)} to {local.money(then)} in value. "
            f"{local.number(len(table))} store-products recomputed, {local.number(len(changed))} differ."
        )
        return text, grid(changed.head(SHOWN_ROWS), SIDES, local)
