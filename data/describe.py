"""The input tables in words: Markdown made from the specifications, so that it cannot rot.

python -m data.describe > docs/tables.md      # or the part between the marks of docs/DATA.md
"""

from __future__ import annotations

from data.tables import INPUT_TABLES, TableSpec

__all__ = ["describe", "tables_markdown"]


def tables_markdown() -> str:
    """All input tables, one Markdown table each."""
    return "\n\n".join(describe(spec) for spec in INPUT_TABLES.values()) + "\n"


def describe(spec: TableSpec) -> str:
    lines = [f"### {spec.name}", "", f"One row per {', '.join(f'`{k}`' for k in spec.key)}. {spec.description}".strip()]
    lines += ["", "| column | kind | unit | may be missing | limits |", "|---|---|---|---|---|"]
    for column in spec.columns:
        low = "" if column.minimum is None else f"{column.minimum:g} or more"
        high = "" if column.maximum is None else f"{column.maximum:g} or less"
        limits = ", ".join(part for part in (low, high) if part)
        missing = "no" if column.required else "yes"
        lines.append(f"| `{column.name}` | {column.kind} | {column.unit} | {missing} | {limits} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(tables_markdown(), end="")
