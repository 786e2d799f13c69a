"""Commands about orders: replenishment, what-if, replay, purchase orders."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.output import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, emit, emit_table, open_workspace

if TYPE_CHECKING:
    from forecasting.inventory.purchase_orders import PurchaseOrder
    from ui.ordering import Ordering

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
    # A negative value ("whatif demand -0.2 --relative") is a value, not an option.
    app.command("whatif", context_settings={"ignore_unknown_options": True})(whatif)
    app.command("replay")(replay)
    orders = typer.Typer(
        help="Purchase orders: draft, list, edit, approve, reject, receive, export.", no_args_is_help=True
    )
    orders.command("draft")(orders_draft)
    orders.command("list")(orders_list)
    orders.command("edit")(orders_edit)
    orders.command("approve")(orders_approve)
    orders.command("reject")(orders_reject)
    orders.command("receive")(orders_receive)
    orders.command("export")(orders_export)
    app.add_typer(orders, name="orders")


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


def replay(
    path: Annotated[Path | None, typer.Argument(help="Folder of the data set; without it, your own sales.")] = None,
    preset: Annotated[str, typer.Option(help="vn2")] = "vn2",
    start: Annotated[
        list[str] | None, typer.Option(help="Last day known at the first decision (ISO date); repeatable.")
    ] = None,
    periods: Annotated[int | None, typer.Option(min=2, max=400, help="Periods of a window (vn2: 8 weeks).")] = None,
    windows: Annotated[int | None, typer.Option(min=1, max=50, help="Without --start: the last so many.")] = None,
    actuals: Annotated[Path | None, typer.Option(help="Sales of later periods, to roll forward through.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write JSON here and a plot beside it.")] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Replay past periods with only what was known then: our policy against the classic ones, in money."""
    from data.errors import DataError
    from data.settings import load
    from forecasting.inventory.replay import replay as run_replay
    from forecasting.inventory.replay import replay_workspace
    from forecasting.inventory.settings import InventorySettings

    if path is None and actuals is not None:
        raise DataError("--actuals goes with a folder; bring later sales of your own in: quartermaster ingest --update")
    if path is None:
        own = open_workspace(workspace)
        settings = load(own, "inventory", InventorySettings)
        result = replay_workspace(own, start or None, periods, windows or 3, settings)
    else:
        result = run_replay(preset, path, start or None, periods or 8, actuals, windows or 6)
    if out is not None:
        result.save(out)
    for note in result.notes:
        print(note, file=sys.stderr)
    if json:
        emit(result.to_dict(), True)
    else:
        emit_table(result.table().reset_index(), False, f"cost per {result.periods}-period window")


def orders_draft(
    store_id: Annotated[str | None, typer.Option(help="Only this store.")] = None,
    supplier_id: Annotated[str | None, typer.Option(help="Only this supplier.")] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Draft one purchase order per supplier from the served run's recommendations."""
    _print_orders(_ordering(workspace, needs_run=True).draft(store_id, supplier_id), json)


def orders_list(workspace: WorkspaceOption = DEFAULT_WORKSPACE, json: JsonOption = False) -> None:
    """List the purchase orders, oldest first."""
    _print_orders(_ordering(workspace).book.orders(), json)


def orders_edit(
    order_id: str,
    line: Annotated[int, typer.Argument(min=1, help="Which line, 1 for the first.")],
    quantity: Annotated[float, typer.Argument(help="The new quantity; 0 orders none of it.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Change the quantity of one line of a draft."""
    _print_orders([_ordering(workspace).book.edit(order_id, line - 1, quantity)], json)


def orders_approve(
    order_id: str,
    reason: Annotated[str, typer.Option(help="Kept with the order.")] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Approve a draft: from now on it counts as an open order."""
    _print_orders([_ordering(workspace).book.approve(order_id, reason=reason)], json)


def orders_reject(
    order_id: str,
    reason: Annotated[str, typer.Option(help="Why; kept with the order.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Reject a draft with a reason."""
    _print_orders([_ordering(workspace).book.reject(order_id, reason)], json)


def orders_receive(order_id: str, workspace: WorkspaceOption = DEFAULT_WORKSPACE, json: JsonOption = False) -> None:
    """An approved order has arrived: it no longer counts as open."""
    _print_orders([_ordering(workspace).book.receive(order_id)], json)


def orders_export(
    order_id: str,
    out: Annotated[Path, typer.Argument(help="File to write; .csv, .xlsx or .pdf")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Write one order as CSV, Excel or PDF."""
    out.write_bytes(_ordering(workspace).export(order_id, out.suffix.lstrip(".").lower()))
    emit({"order_id": order_id, "file": str(out)}, json, f"wrote {out}")


def _ordering(path: Path, needs_run: bool = False) -> Ordering:
    from ui.ordering import Ordering
    from ui.services import Services

    return Ordering(Services(open_workspace(path, needs_run=needs_run)))


def _print_orders(orders: list[PurchaseOrder], as_json: bool) -> None:
    import pandas as pd

    if as_json:
        emit([order.to_dict() for order in orders], True)
        return
    rows: list[dict[str, Any]] = [
        {
            "order": o.order_id,
            "supplier": o.supplier,
            "status": o.status,
            "lines": len(o.lines),
            "units": o.units,
            "value": o.value,
            "currency": o.currency,
        }
        for o in orders
    ]
    emit_table(pd.DataFrame(rows), False, "purchase orders")
