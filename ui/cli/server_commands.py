"""Commands of the server: serve, users."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from ui.cli.output import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, emit, open_workspace

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    app.command()(serve)
    users = typer.Typer(
        help="Users, roles and API tokens; the first user turns authentication on.", no_args_is_help=True
    )
    users.command("add")(users_add)
    users.command("remove")(users_remove)
    users.command("list")(users_list)
    users.command("token")(users_token)
    app.add_typer(users, name="users")


def serve(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    host: Annotated[str, typer.Option(help="Address to listen on; not localhost needs users.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 7860,
) -> None:
    """Serve the chat, the boards and the REST API."""
    from ui.serve import serve as run_server

    run_server(open_workspace(workspace).create(), host=host, port=port)


def users_add(
    name: Annotated[str, typer.Argument(help="User name.")],
    role: Annotated[str, typer.Option(help="viewer, buyer or admin.")] = "viewer",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Add a user, or change password and role. The password is read from QM_PASSWORD or asked for."""
    from ui.auth import Users

    password = os.environ.get("QM_PASSWORD") or typer.prompt(
        "password", hide_input=True, confirmation_prompt=True, err=True
    )
    Users(open_workspace(workspace).create()).add(name, password, role)  # type: ignore[arg-type]
    print(f"{name} is {role}", file=sys.stderr)


def users_remove(name: str, workspace: WorkspaceOption = DEFAULT_WORKSPACE) -> None:
    """Remove a user with all sessions and tokens."""
    from ui.auth import Users

    Users(open_workspace(workspace)).remove(name)


def users_list(workspace: WorkspaceOption = DEFAULT_WORKSPACE, json: JsonOption = False) -> None:
    """List users and roles."""
    from ui.auth import Users

    users = [{"name": n, "role": r, "tokens": t} for n, r, t in Users(open_workspace(workspace)).list()]
    emit(
        users,
        json,
        "\n".join(f"{u['name']}\t{u['role']}\t{u['tokens']} tokens" for u in users)
        or "no users: authentication is off",
    )


def users_token(
    name: Annotated[str, typer.Argument(help="User name.")],
    label: Annotated[str, typer.Option(help="What the token is for.")] = "api",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Make an API token and print it once."""
    from ui.auth import Users

    print(Users(open_workspace(workspace)).new_token(name, label))
