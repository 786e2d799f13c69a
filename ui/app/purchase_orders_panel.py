"""Draft purchase orders by supplier: edit, approve or reject with a reason, export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from ui.app.exports import export_file
from ui.app.localised import Localised
from ui.app.visitor import needs, visitor
from ui.ordering import Ordering

if TYPE_CHECKING:
    from ui.services import Services

__all__ = ["build_purchase_orders"]

FORMS = ["csv", "xlsx", "pdf"]
LINES = ["line", "store", "product", "quantity", "recommended", "unit cost", "order by"]


def build_purchase_orders(services: Services, store: Any, supplier: Any) -> None:
    """Lay the panel out below the table; `store` and `supplier` are the filters above."""
    import gradio as gr

    panel = _PurchaseOrders(services)
    with gr.Accordion("Purchase orders", open=False, elem_id="orders"):
        with gr.Row(elem_classes="qm-end"):
            draft = gr.Button("Draft purchase orders for these filters", variant="primary", elem_id="orders-draft")
            chosen = gr.Dropdown(label="Order", choices=[], elem_id="orders-choice")
        state = gr.Markdown(elem_id="orders-state")
        lines = gr.Dataframe(
            headers=LINES,
            label="Lines (change a quantity, then save)",
            interactive=True,
            elem_id="orders-lines",
            static_columns=[0, 1, 2, 4, 5, 6],
            max_height=320,
        )
        with gr.Row(elem_classes="qm-end"):
            save = gr.Button("Save quantities", size="sm")
            reason = gr.Textbox(label="Reason", placeholder="needed to reject", max_lines=2, scale=2)
            approve = gr.Button("Approve", size="sm", variant="primary", elem_id="orders-approve")
            reject = gr.Button("Reject", size="sm", elem_id="orders-reject")
        with gr.Row(elem_classes="qm-end"):
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
        self.local = Localised.of(services.workspace)

    def _store_names(self) -> dict[str, str]:
        stores = self.ordering.services.query("SELECT store_id, name FROM stores")
        return dict(zip(stores["store_id"], stores["name"], strict=True))

    def draft(self, store: str, supplier: str, form: str) -> tuple[Any, ...]:
        needs("buyer")
        try:
            drafts = self.ordering.draft(store or None, supplier or None)
        except QuartermasterError as error:
            return self._nothing(str(error))
        if not drafts:
            return self._nothing("Nothing is left to order: what is recommended has been requested already.")
        value = sum(order.value for order in drafts)
        text = f"Drafted {len(drafts)} orders worth {self._money(value, drafts[0].currency)}. "
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
        text += f"**{order.order_id}** to {order.supplier}: {order.status}{why}, "
        text += f"{self.local.number(order.units)} units, "
        text += f"{self._money(order.value, order.currency)}."
        names = self._store_names()
        frame = pd.DataFrame(
            [
                (i, names.get(x.store_id, x.store_id), x.name, x.quantity, x.recommended, x.unit_cost, x.order_by)
                for i, x in enumerate(order.lines)
            ],
            columns=LINES,
        )
        path = export_file(f"{order.order_id}.{form}", self.ordering.export(order_id, form))
        choices = gr.update(choices=self._choices(), value=order_id)
        return text, choices, frame, gr.update(value=path, visible=True)

    def save(self, order_id: str | None, lines: Any, form: str) -> tuple[Any, ...]:
        needs("buyer")
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
        needs("buyer")
        if not order_id:
            return self._nothing("Choose an order first.")
        try:
            if what == "approve":
                self.ordering.book.approve(order_id, by=visitor().name, reason=reason)
            else:
                self.ordering.book.reject(order_id, reason, by=visitor().name)
        except QuartermasterError as error:
            return self.show(order_id, form, f"**{error}** ")
        return self.show(order_id, form)

    def _money(self, value: float, currency: str) -> str:
        return f"{self.local.number(value, 2)} {currency}"

    def _choices(self) -> list[tuple[str, str]]:
        return [(f"{o.order_id} · {o.supplier} · {o.status}", o.order_id) for o in self.ordering.book.orders()[::-1]]

    def _nothing(self, text: str) -> tuple[Any, ...]:
        import gradio as gr

        return text, gr.update(choices=self._choices()), None, gr.update(visible=False)
