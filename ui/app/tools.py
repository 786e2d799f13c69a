"""What other assistants may call: the MCP tools of the served run, all of them read-only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ui.boards import Boards
from ui.cli.output import plain, records

if TYPE_CHECKING:
    from ui.services import Services

__all__ = ["build_tools"]

ROWS = 200  # rows of one reply; `total` says how many there are


def build_tools(services: Services) -> None:
    """Register the tools inside the current `gr.Blocks`; gradio makes the MCP endpoint from their docstrings."""
    import gradio as gr

    boards = Boards(services)

    def ask(question: str) -> str:
        """Ask about sales forecasts, stock, orders, suppliers or notes; every figure of the answer is verified.

        Args:
            question: What a buyer would type, such as "What do I have to order today?"
        """
        answer = services.ask(question[:2000], [], None).to_dict()
        return _json({key: answer[key] for key in ("answer", "status", "verified", "facts", "rows", "run_id")})

    def forecast(store_id: str, product_id: str, horizon: int = 28) -> str:
        """Expected sales and quantiles of one product in one store, one row per period.

        Args:
            store_id: Id of the store.
            product_id: Id of the product.
            horizon: Periods ahead, 1 to 90.
        """
        return _reply(services, boards.forecast(store_id, product_id, "sales", max(1, min(90, horizon))))

    def orders(store_id: str = "", supplier_id: str = "") -> str:
        """What has to be ordered, most urgent first, with quantity, value, date and reason.

        Args:
            store_id: Id of a store; empty for all stores.
            supplier_id: Id of a supplier; empty for all suppliers.
        """
        return _reply(services, boards.replenishment(store_id or None, supplier_id or None, recommended=True))

    def alerts(store_id: str = "", severity: str = "") -> str:
        """What needs attention, most severe first.

        Args:
            store_id: Id of a store; empty for all stores.
            severity: critical, warning or info; empty for all.
        """
        return _reply(services, boards.alerts(store_id or None, severity or None))

    for tool in (ask, forecast, orders, alerts):
        gr.api(tool, api_name=tool.__name__, concurrency_limit=2)


def _reply(services: Services, frame: Any) -> str:
    return _json({"run_id": services.run_id, "total": len(frame), "rows": records(frame.head(ROWS))})


def _json(value: Any) -> str:
    # As an object gradio would send Python's own notation of it.
    return json.dumps(plain(value), ensure_ascii=False)
