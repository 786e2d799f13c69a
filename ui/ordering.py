"""Purchase orders from the served run: drafts, quantities, exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from forecasting.inventory.purchase_orders import OrderBook, PurchaseOrder

if TYPE_CHECKING:
    from ui.services import Services

__all__ = ["Ordering"]


class Ordering:
    """The order book of a workspace, filled from the served run's recommendations."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.book = OrderBook(services.workspace)

    def draft(self, store_id: str | None = None, supplier_id: str | None = None) -> list[PurchaseOrder]:
        """One draft per supplier from what is recommended; what was approved before is not ordered twice."""
        from data.settings import BusinessSettings, load

        query = self.services.query
        table = query(
            "SELECT * FROM replenishment WHERE order_qty > 0 AND (? IS NULL OR store_id = ?) "
            "AND (? IS NULL OR supplier_id = ?)",
            [store_id, store_id, supplier_id, supplier_id],
        )
        return self.book.draft(
            table,
            query("SELECT * FROM products"),
            query("SELECT * FROM suppliers"),
            run_id=self.services.run_id,
            currency=load(self.services.workspace, "business", BusinessSettings).currency,
            open_order_ids=query("SELECT DISTINCT order_id FROM open_orders")["order_id"],
        )

    def set_quantities(self, order_id: str, quantities: Mapping[int, float]) -> int:
        """Change the quantities of a draft by line number; returns how many changed."""
        lines = self.book.get(order_id).lines
        changed = {i: float(q) for i, q in quantities.items() if float(q) != lines[i].quantity}
        for line, quantity in changed.items():
            self.book.edit(order_id, line, quantity)
        return len(changed)

    def export(self, order_id: str, form: str) -> bytes:
        """The order as `csv`, `xlsx` or `pdf`."""
        from forecasting.inventory.order_export import export

        return export(self.book.get(order_id), form)
