"""Make every table of README.md and docs/*.md from benchmarks/results/*.json.

    python -m benchmarks.tables           # rewrite
    python -m benchmarks.tables --check   # exit 1 when a table is stale

A table stands between `<!-- table: NAME -->` and `<!-- end -->`; nothing between them is typed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from benchmarks.record import RESULTS

__all__ = ["documents", "main", "markdown", "refresh"]

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"(<!-- table: ([\w.-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}"
    return str(value)


def markdown(name: str) -> str:
    """The table of one result, with its command, machine and notes below."""
    path = RESULTS / f"{name}.json"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; measure it first")
    result = json.loads(path.read_text(encoding="utf-8"))
    lines = ["| " + " | ".join(result["columns"]) + " |", "|" + "---|" * len(result["columns"])]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in result["rows"]]
    foot = f"`{result['command']}` · {result['measured_on']} · {result['hardware']}"
    if result.get("wall_seconds"):
        foot += f" · {result['wall_seconds']:,.0f} s"
    lines += ["", foot, *(f"- {note}" for note in result["notes"])]
    return "\n".join(lines) + "\n"


def refresh(text: str) -> str:
    """`text` with every table made anew."""
    return _BLOCK.sub(lambda match: match.group(1) + markdown(match.group(2)) + match.group(3), text)


def documents() -> list[Path]:
    """Every Markdown file that has a table."""
    files = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [file for file in files if file.is_file() and "<!-- table:" in file.read_text(encoding="utf-8")]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a table is stale")
    options = parser.parse_args(argv)
    stale = []
    for file in documents():
        text = file.read_text(encoding="utf-8")
        fresh = refresh(text)
        if fresh != text:
            stale.append(file.relative_to(ROOT))
            if not options.check:
                file.write_text(fresh, encoding="utf-8")
    if options.check and stale:
        print(f"stale tables in {', '.join(map(str, stale))}; call python -m benchmarks.tables", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
