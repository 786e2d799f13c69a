"""Make docs/commands.md from the commands themselves.

python -m ui.cli.reference           # rewrite
python -m ui.cli.reference --check   # exit 1 when it is stale
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["main", "reference"]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
_HEAD = """# Commands

Made by `python -m ui.cli.reference`; do not edit. `quartermaster` is `.venv/bin/quartermaster` (or `python -m ui.cli`).
Exit codes: 0 done, 1 something you can mend (one line says what), 2 wrong usage, 3 a fault of ours (logged),
130 interrupted.
"""


def reference() -> str:
    """The whole page as Markdown."""
    import typer

    from ui.cli.application import app

    parts = [_HEAD]
    for path, command in sorted(_leaves(typer.main.get_command(app), ("quartermaster",))):
        parts.append(_section(path, command))
    return "\n".join(parts)


def _leaves(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name, child in children.items():
        yield from _leaves(child, (*path, name))


def _section(path: tuple[str, ...], command: Any) -> str:
    lines = [f"## `{' '.join(path)}`", "", (command.help or "").strip(), ""]
    rows = [_row(parameter) for parameter in command.params if parameter.name != "help"]
    if rows:
        lines += ["| | default | |", "|---|---|---|", *rows, ""]
    return "\n".join(lines)


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        shown = f"`{parameter.name.upper()}`" + (" ..." if parameter.nargs == -1 else "")
    else:
        shown = ", ".join(f"`{flag}`" for flag in parameter.opts)
    default = parameter.default
    told = "" if default in (None, (), [], False, "") or callable(default) else f"`{default}`"
    help_text = (getattr(parameter, "help", None) or "").replace("|", "\\|")
    needed = "required. " if parameter.required else ""
    return f"| {shown} | {told} | {needed}{help_text} |"


def main(argv: list[str] | None = None) -> int:
    check = "--check" in (sys.argv[1:] if argv is None else argv)
    fresh = reference()
    if check:
        stale = not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != fresh
        if stale:
            print("docs/commands.md is stale; call python -m ui.cli.reference", file=sys.stderr)
        return int(stale)
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
