"""Commands about orders: replenishment, what-if, replay, purchase orders."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.output import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, emit_table, open_workspace

__all__ = ["register"]

_SHOWN = [
    "store",
    "product",
    "supplier",
    "action",
    "order_qty",
    "order_value",
    "order_by",
    "on_hand",
    "on_order",
    "reorder_point",
    "days_of_cover",
    "stockout_date",
    "reason",
]


def register(app: typer.Typer) -> None:
    app.command("replenishment")(replenishment)


def replenishment(
    store_id: Annotated[str | None, typer.Option(help="Only this store.")] = None,
    supplier_id: Annotated[str | None, typer.Option(help="Only this supplier.")] = None,
    category: Annotated[str | None, typer.Option(help="Only this category.")] = None,
    all_rows: Annotated[bool, typer.Option("--all", help="Also the rows with nothing to order.")] = False,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """What to order: quantity, by when, from whom, at what cost, and why."""
    from ui.boards import Boards
    from ui.services import Services

    boards = Boards(Services(open_workspace(workspace, needs_run=True)))
    frame = boards.replenishment(store_id, supplier_id, category, recommended=not all_rows)
    emit_table(frame if json else frame[_SHOWN], json, "replenishment")
