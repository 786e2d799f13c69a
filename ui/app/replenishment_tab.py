"""The Replenishment tab: what to order and why, other targets at once, what-if, purchase orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from ui.app.purchase_orders_panel import build_purchase_orders
from ui.boards import Boards

if TYPE_CHECKING:
    import pandas as pd

    from ui.services import Services

__all__ = ["build_replenishment_tab"]

SERVED, LEVEL, FACTOR = "As in the run", "Other cycle service level", "Simple rule with safety factor"
SHOWN = {
    "store": "Store", "product": "Product", "supplier": "Supplier", "action": "Action", "order_qty": "Order (units)",
    "order_value": "Value", "order_by": "Order by", "on_hand": "On hand (units)", "on_order": "On order (units)",
    "reorder_point": "Reorder point", "safety_stock": "Safety stock", "days_of_cover": "Cover (days)",
    "stockout_date": "Runs out", "reason": "Why",
}  # fmt: skip
WIDTHS = [
    "100px",
    "200px",
    "150px",
    "100px",
    "120px",
    "100px",
    "110px",
    "140px",
    "140px",
    "120px",
    "110px",
    "110px",
    "110px",
    "420px",
]
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
        category = gr.Dropdown(label="Category", choices=[("All categories", "")], value="")
        only = gr.Checkbox(label="Only what has to be ordered", value=True, elem_id="order-only")
    with gr.Row():
        rule = gr.Radio([SERVED, LEVEL, FACTOR], value=SERVED, label="Quantities", elem_id="order-rule")
        level = gr.Slider(80, 99.5, value=95, step=0.5, label="Cycle service level (%)", elem_id="order-level")
        factor = gr.Slider(1.0, 2.0, value=1.2, step=0.05, label="Safety factor", elem_id="order-factor")
    headline = gr.Markdown(elem_id="order-headline")
    table = gr.Dataframe(
        label="What to order",
        interactive=False,
        show_search="filter",
        elem_id="order-table",
        max_height=420,
        column_widths=WIDTHS,
    )
    with gr.Accordion("What if ...", open=False, elem_id="whatif"):
        with gr.Row():
            kind = gr.Dropdown(list(SCENARIOS), value=next(iter(SCENARIOS)), label="Change", elem_id="whatif-kind")
            value = gr.Number(20, label="Value", elem_id="whatif-value")
            compare = gr.Button("Compare with today", variant="primary", elem_id="whatif-run")
        outcome = gr.Markdown(elem_id="whatif-outcome")
        sides = gr.Dataframe(
            label="Today and under the change", interactive=False, elem_id="whatif-table", max_height=360
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
    kind.input(lambda k: SCENARIOS[k][1], kind, value, api_visibility="private")
    compare.click(tab.compare, [kind, value, store, supplier], [outcome, sides], api_visibility="private")
    return lambda: (*tab.pickers(), *tab.table("", "", "", True, SERVED, 95, 1.2)), [
        store,
        supplier,
        category,
        headline,
        table,
    ]


class _ReplenishmentTab:
    def __init__(self, services: Services) -> None:
        self.services = services
        self.boards = Boards(services)

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
        import pandas as pd

        try:
            frame = self.boards.replenishment(store or None, supplier or None, category or None)
            if rule != SERVED:
                frame = self._recomputed(frame, store, supplier, rule, level, factor)
        except QuartermasterError as error:
            return str(error), pd.DataFrame()
        checked = len(frame)
        if only:
            frame = frame[frame["order_qty"] > 0]
        if frame.empty:
            return f"Nothing has to be ordered ({checked} store-products checked).", pd.DataFrame()
        return self._headline(frame, checked), told(frame)

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

    def _headline(self, frame: pd.DataFrame, checked: int) -> str:
        value = frame["order_value"].sum()
        urgent = frame["action"].isin(["order_now", "expedite"]).sum()
        lines = (frame["order_qty"] > 0).sum()
        text = f"**{lines} order lines** worth {value:,.2f}, {urgent} of them to place now"
        return f"{text} · {checked} store-products checked"

    def compare(self, label: str, value: float, store: str, supplier: str) -> tuple[str, Any]:
        """One scenario beside today."""
        import pandas as pd

        kind, _ = SCENARIOS[label]
        relative = kind == "demand"
        amount = value / 100 if kind in ("demand", "cycle_service_level") else value
        given = None if kind == "skip_order" else amount
        try:
            table = self.services.whatif(
                kind=kind, value=given, relative=relative, store_id=store or None, supplier_id=supplier or None
            )
        except QuartermasterError as error:
            return str(error), pd.DataFrame()
        now, then = table["order_value_today"].sum(), table["order_value_scenario"].sum()
        units = (table["order_qty_today"].sum(), table["order_qty_scenario"].sum())
        text = (
            f"Orders go from {units[0]:,.0f} to {units[1]:,.0f} units, from {now:,.2f} to {then:,.2f} in value "
            f"({len(table)} store-products recomputed)."
        )
        columns = ["store", "product", "supplier"]
        for name in ("order_qty", "reorder_point", "safety_stock", "stockout_probability", "expected_lost_units"):
            columns += [f"{name}_today", f"{name}_scenario"]
        changed = table[
            (table["order_qty_today"] != table["order_qty_scenario"])
            | (table["stockout_probability_today"] != table["stockout_probability_scenario"])
        ]
        return text, readable(changed[columns].round(2))


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Column names as words."""
    return frame.rename(columns=lambda name: name.replace("_", " ").replace("scenario", "then"))


def told(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns that people read, under their labels, dates as ISO text."""
    shown = frame[list(SHOWN)].copy()
    for column in ("order_by", "stockout_date"):
        shown[column] = shown[column].astype(str).str[:10].replace({"NaT": "", "None": "", "nan": ""})
    for column in ("reorder_point", "safety_stock", "days_of_cover"):
        shown[column] = shown[column].round(1)
    shown["order_value"] = shown["order_value"].round(2)
    shown["action"] = shown["action"].str.replace("_", " ")
    return shown.rename(columns=SHOWN)
