"""Commands that bring data in: demo-data, ingest."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.output import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, emit, open_workspace

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    app.command("demo-data")(demo_data)


def demo_data(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    seed: Annotated[int, typer.Option(help="Another seed makes another world.")] = 7,
    stores: Annotated[int, typer.Option(min=1, max=50)] = 4,
    products: Annotated[int, typer.Option(min=4, max=400)] = 40,
    months: Annotated[int, typer.Option(min=6, max=120, help="Length of the history.")] = 30,
    json: JsonOption = False,
) -> None:
    """Make a seeded demo world: sales, stock, suppliers, promotions, notes."""
    from data.demo import make_demo
    from data.errors import WorkspaceError

    target = open_workspace(workspace)
    if target.has_table("sales"):
        raise WorkspaceError(f"{target.root} holds sales already; choose another folder with --workspace")
    make_demo(target.create(), seed=seed, stores=stores, products=products, months=months)
    emit(
        {"workspace": str(target.root), "seed": seed},
        json,
        f"made a demo world in {target.root}; next: quartermaster run",
    )
