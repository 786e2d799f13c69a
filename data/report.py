"""What came of an ingestion, for people and for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.errors import DataError
from data.validation import Problem

__all__ = ["IngestError", "IngestReport", "TableReport", "count_of"]


def count_of(count: int, what: str) -> str:
    """`1 row`, `2,000 rows`."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


@dataclass
class TableReport:
    """Rows in and out of one table. `messages` are decisions and remarks, not faults."""

    table: str
    files: tuple[str, ...] = ()
    rows_read: int = 0
    rows_written: int = 0
    rows_rejected: int = 0
    problems: list[Problem] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        return {
            "table": self.table,
            "files": list(self.files),
            "rows_read": self.rows_read,
            "rows_written": self.rows_written,
            "rows_rejected": self.rows_rejected,
            "problems": [p.to_dict() for p in self.problems],
            "messages": list(self.messages),
        }


@dataclass
class IngestReport:
    """Everything that an ingestion found and did; `str()` of it is what the command prints."""

    tables: list[TableReport] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # of a preset: what was merged or left out, and why
    as_of: dt.date | None = None
    frequency: str = ""
    series: int = 0
    rejected_path: Path | None = None
    seconds: float = 0.0

    @property
    def problems(self) -> list[Problem]:
        return [p for t in self.tables for p in t.problems]

    @property
    def rows_rejected(self) -> int:
        return sum(t.rows_rejected for t in self.tables)

    def table(self, name: str) -> TableReport:
        """The report of that table, made when there is none yet."""
        for report in self.tables:
            if report.table == name:
                return report
        self.tables.append(TableReport(name))
        return self.tables[-1]

    def to_dict(self) -> dict[str, Any]:
        return {
            "tables": [t.to_dict() for t in self.tables],
            "messages": list(self.messages),
            "counts": dict(self.counts),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "frequency": self.frequency,
            "series": self.series,
            "rows_rejected": self.rows_rejected,
            "rejected_path": str(self.rejected_path) if self.rejected_path else None,
            "seconds": round(self.seconds, 2),
        }

    def __str__(self) -> str:
        lines = []
        for table in self.tables:
            read = f" of {table.rows_read:,} read" if table.rows_read != table.rows_written else ""
            from_files = f" from {', '.join(table.files)}" if table.files else ""
            lines.append(f"{table.table}: {count_of(table.rows_written, 'row')}{read}{from_files}")
            lines += [f"  set aside: {problem}" for problem in table.problems]
            lines += [f"  {message}" for message in table.messages]
        lines += [f"{what}: {count:,}" for what, count in self.counts.items()]
        lines += self.messages
        if self.as_of:
            lines.append(f"{self.series:,} series, {self.frequency}, last day {self.as_of.isoformat()}")
        if self.rejected_path:
            lines.append(f"{count_of(self.rows_rejected, 'row')} set aside in {self.rejected_path}")
        return "\n".join(lines)


class IngestError(DataError):
    """Input that was refused. The message is one line; `problems` has all findings."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        first, rest = self.problems[0], self.problems[1:]
        text = str(first)
        if rest:
            rows = sum(p.count for p in rest)
            kinds = "kind" if len(rest) == 1 else "kinds"
            text += (
                f"; and {len(rest)} more {kinds} of fault in {rows:,} row{'s' if rows != 1 else ''} (next: {rest[0]})"
            )
        super().__init__(f"{text}. Nothing was changed; correct the file, or set bad rows aside with --skip-bad-rows")
