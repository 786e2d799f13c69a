"""Draft purchase orders by supplier: edit, approve or reject with a reason, export."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from ui.ordering import Ordering

if TYPE_CHECKING:
    from ui.services import Services

__all__ = ["build_purchase_orders"]

FORMS = ["csv", "xlsx", "pdf"]


def build_purchase_orders(services: Services, store: Any, supplier: Any) -> None:
    """Lay the panel out below the table; `store` and `supplier` are the filters above."""
    import gradio as gr

    panel = _PurchaseOrders(services)
    with gr.Accordion("Purchase orders", open=False, elem_id="orders"):
        with gr.Row():
            draft = gr.Button("Draft purchase orders for these filters", variant="primary", elem_id="orders-draft")
            chosen = gr.Dropdown(label="Order", choices=[], elem_id="orders-choice")
        state = gr.Markdown(elem_id="orders-state")
        lines = gr.Dataframe(
            label="Lines (change a quantity, then save)",
            interactive=True,
            elem_id="orders-lines",
            static_columns=[0, 1, 2, 4, 5, 6],
            max_height=320,
        )
        with gr.Row():
            save = gr.Button("Save quantities", size="sm")
            reason = gr.Textbox(label="Reason", placeholder="needed to reject", max_lines=2, scale=2)
            approve = gr.Button("Approve", size="sm", variant="primary", elem_id="orders-approve")
            reject = gr.Button("Reject", size="sm", elem_id="orders-reject")
        with gr.Row():
            form = gr.Radio(FORMS, value="xlsx", label="Export as")
            export = gr.DownloadButton("Download the order", size="sm", visible=False, elem_id="orders-export")

    shown = [state, chosen, lines, export]
    draft.click(panel.draft, [store, supplier, form], shown, api_visibility="private")
    gr.on([chosen.input, form.input], panel.show, [chosen, form], shown, api_visibility="private")
    save.click(panel.save, [chosen, lines, form], shown, api_visibility="private")
    approve.click(
        lambda o, r, f: panel.decide(o, "approve", r, f), [chosen, reason, form], shown, api_visibility="private"
    )
    reject.click(
        lambda o, r, f: panel.decide(o, "reject", r, f), [chosen, reason, form], shown, api_visibility="private"
    )


class _PurchaseOrders:
    def __init__(self, services: Services) -> None:
        self.ordering = Ordering(services)

    def draft(self, store: str, supplier: str, form: str) -> tuple[Any, ...]:
        try:
            drafts = self.ordering.draft(store or None, supplier or None)
        except QuartermasterError as error:
            return self._nothing(str(error))
        if not drafts:
            return self._nothing("Nothing is left to order: what is recommended has been requested already.")
        value = sum(order.value for order in drafts)
        text = f"Drafted {len(drafts)} orders worth {value:,.2f} {drafts[0].currency}. "
        return self.show(drafts[0].order_id, form, text)

    def show(self, order_id: str | None, form: str, text: str = "") -> tuple[Any, ...]:
        """State, choices, lines and export of one order."""
        import gradio as gr
        import pandas as pd

        if not order_id:
            return self._nothing("Choose an order, or draft new ones.")
        try:
            order = self.ordering.book.get(order_id)
        except QuartermasterError as error:
            return self._nothing(str(error))
        why = f" ({order.reason})" if order.reason else ""
        text += f"**{order.order_id}** to {order.supplier}: {order.status}{why}, {order.units:,.0f} units, "
        text += f"{order.value:,.2f} {order.currency}."
        frame = pd.DataFrame(
            [
                (i, x.store_id, x.name, x.quantity, x.recommended, x.unit_cost, x.order_by)
                for i, x in enumerate(order.lines)
            ],
            columns=["line", "store", "product", "quantity", "recommended", "unit cost", "order by"],
        )
        path = Path(tempfile.mkdtemp(prefix="quartermaster-")) / f"{order.order_id}.{form}"
        path.write_bytes(self.ordering.export(order_id, form))
        choices = gr.update(choices=self._choices(), value=order_id)
        return text, choices, frame, gr.update(value=str(path), visible=True)

    def save(self, order_id: str | None, lines: Any, form: str) -> tuple[Any, ...]:
        if not order_id:
            return self._nothing("Choose an order first.")
        try:
            changed = self.ordering.set_quantities(
                order_id, {int(r["line"]): r["quantity"] for r in lines.to_dict("records")}
            )
        except (QuartermasterError, TypeError, ValueError) as error:
            return self.show(order_id, form, f"**Not saved:** {error}. ")
        return self.show(order_id, form, f"Saved {changed} changed quantities. ")

    def decide(self, order_id: str | None, what: str, reason: str, form: str) -> tuple[Any, ...]:
        if not order_id:
            return self._nothing("Choose an order first.")
        try:
            if what == "approve":
                self.ordering.book.approve(order_id, reason=reason)
            else:
                self.ordering.book.reject(order_id, reason)
        except QuartermasterError as error:
            return self.show(order_id, form, f"**{error}** ")
        return self.show(order_id, form)

    def _choices(self) -> list[tuple[str, str]]:
        return [(f"{o.order_id} · {o.supplier} · {o.status}", o.order_id) for o in self.ordering.book.orders()[::-1]]

    def _nothing(self, text: str) -> tuple[Any, ...]:
        import gradio as gr

        return text, gr.update(choices=self._choices()), None, gr.update(visible=False)
