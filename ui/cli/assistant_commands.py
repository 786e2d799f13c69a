"""Commands that ask: ask, chat, notes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ui.cli.output import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, emit, emit_table, open_workspace

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    app.command()(ask)
    app.command()(chat)
    notes = typer.Typer(help="Supply-chain notes: add, list, delete.", no_args_is_help=True)
    notes.command("add")(notes_add)
    notes.command("list")(notes_list)
    notes.command("delete")(notes_delete)
    app.add_typer(notes, name="notes")


def ask(
    question: Annotated[str, typer.Argument(help="What a buyer would type.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
    conversation: Annotated[str, typer.Option(help="Continue the conversation of this id.")] = "",
) -> None:
    """Ask one question; the answer is verified against the served run before it is printed."""
    from ui.services import Services

    services = Services(open_workspace(workspace, needs_run=True))
    answer = services.ask(question, history=[], conversation_id=conversation or None).to_dict()
    emit(answer, json, readable(answer))


def readable(answer: dict[str, Any]) -> str:
    """The answer with its sources, for a terminal."""
    lines = [answer["answer"]]
    titles = dict.fromkeys(c["title"] for c in answer.get("citations", []) if c.get("title"))
    if titles:
        lines.append("sources: " + "; ".join(titles))
    tables = dict.fromkeys(f["table"] for f in answer.get("facts", []) if f.get("table"))
    if tables:
        lines.append(f"from {', '.join(tables)} of run {answer['run_id']}")
    return "\n".join(lines)


def chat(workspace: WorkspaceOption = DEFAULT_WORKSPACE) -> None:
    """Ask several questions in one conversation; an empty line ends it."""
    from ui.services import Services

    services = Services(open_workspace(workspace, needs_run=True))
    history: list[dict[str, str]] = []
    while question := _prompt():
        answer = services.ask(question, history=history, conversation_id=None)
        print(readable(answer.to_dict()))
        history += [{"role": "user", "content": question}, {"role": "assistant", "content": answer.answer}]


def _prompt() -> str:
    print("> ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def notes_add(
    files: Annotated[list[Path], typer.Argument(help="Markdown, text or PDF files, front matter optional.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Add notes; they can be asked about within seconds, without a new run."""
    from ui.services import Services

    added = Services(open_workspace(workspace)).add_notes(files)
    emit(added, json, f"added {len(added)} notes: " + ", ".join(n["title"] for n in added))


def notes_list(workspace: WorkspaceOption = DEFAULT_WORKSPACE, json: JsonOption = False) -> None:
    """List the notes of the workspace, newest first."""
    from ui.services import Services

    emit_table(Services(open_workspace(workspace)).notes(), json, "notes")


def notes_delete(
    note_id: Annotated[str, typer.Argument(help="Id of the note, as `notes list` shows it.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Delete a note from the workspace and from the index."""
    from ui.services import Services

    Services(open_workspace(workspace)).delete_note(note_id)
    emit({"deleted": note_id}, json, f"deleted {note_id}")
