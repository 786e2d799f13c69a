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
    app.command("whatif")(whatif)


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


def whatif(
    kind: Annotated[
        str,
        typer.Argument(
            help="demand, promotion, lead_time, cycle_service_level, budget, skip_order, late_order, supplier_down"
        ),
    ],
    value: Annotated[float | None, typer.Argument(help="The new value; days, fraction or money.")] = None,
    relative: Annotated[bool, typer.Option(help="VALUE is a relative change: 0.2 is 20% more.")] = False,
    store_id: Annotated[str | None, typer.Option(help="Only this store.")] = None,
    supplier_id: Annotated[str | None, typer.Option(help="Only this supplier.")] = None,
    product_id: Annotated[str | None, typer.Option(help="Only this product.")] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Recompute every order under a change, side by side with today."""
    from ui.services import Services

    services = Services(open_workspace(workspace, needs_run=True))
    table = services.whatif(
        kind=kind, value=value, relative=relative, store_id=store_id, supplier_id=supplier_id, product_id=product_id
    )
    shown = ["store", "product"] + [
        f"{name}_{side}"
        for name in ("order_qty", "reorder_point", "stockout_probability")
        for side in ("today", "scenario")
    ]
    emit_table(table if json else table[shown], json, f"what if {kind} {'' if value is None else value}")
