"""Judging cells: one SQL expression per column turns text into the contract's type, and one says why not.

Nothing here touches files. `staging_query` builds the SELECT that types and judges a
whole table in one pass; `Problem` is a finding that people read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.columns import ColumnMatch
from data.tables import Column, TableSpec

__all__ = ["CellStyle", "Check", "Problem", "learn_style", "quoted", "staging_query"]

#: Texts that mean "not known" in any column that is not itself text.
MISSING_WORDS = ("null", "nan", "none", "nat", "n/a", "na", "#n/a", "\\n", "-")
TRUE_WORDS = ("true", "t", "yes", "y", "on", "1", "1.0")
FALSE_WORDS = ("false", "f", "no", "n", "off", "0", "0.0")
EARLIEST = dt.date(1970, 1, 1)
FURTHEST_YEARS = 10  # a planned date further ahead than this is a typing error
#: Columns whose dates have happened already; the others may lie ahead.
PAST_DATES = {
    ("sales", "date"), ("inventory", "as_of"), ("open_orders", "ordered_on"),
    ("deliveries", "ordered_on"), ("deliveries", "delivered_on"),
}  # fmt: skip

#: Tried in this order; the first that fits every sampled date is used for the whole column.
DATE_FORMATS: tuple[tuple[str, str], ...] = (
    ("ISO", "year-month-day"),
    ("%d.%m.%Y", "day.month.year"),
    ("%d/%m/%Y", "day/month/year"),
    ("%m/%d/%Y", "month/day/year"),
    ("%d-%m-%Y", "day-month-year"),
    ("%m-%d-%Y", "month-day-year"),
    ("%Y/%m/%d", "year/month/day"),
    ("%Y%m%d", "yearmonthday"),
    ("%d-%b-%Y", "day-month-year"),
    ("%d-%b-%y", "day-month-year"),
    ("%d %b %Y", "day month year"),
    ("%d/%m/%y", "day/month/year"),
    ("%m/%d/%y", "month/day/year"),
    ("%d.%m.%y", "day.month.year"),
    ("%Y-%m", "year-month"),
)


@dataclass(frozen=True)
class Problem:
    """One kind of fault in one column, with its first occurrence and how often it occurs."""

    file: str
    line: int | None
    finding: str  # `units_sold is "n/a"`
    expected: str  # `a number`
    count: int = 1
    place_word: str = "line"
    table: str = ""
    column: str = ""

    def __str__(self) -> str:
        where = f"{self.file} {self.place_word} {self.line}" if self.line is not None else self.file
        rows = "row" if self.count == 1 else "rows"
        first = f", first at {self.place_word} {self.line}" if self.line is not None and self.count > 1 else ""
        return f"{where}: {self.finding}; expected {self.expected} ({self.count:,} such {rows}{first})"

    def to_dict(self) -> dict[str, object]:
        return {
            "file": self.file, "line": self.line, "table": self.table, "column": self.column,
            "finding": self.finding, "expected": self.expected, "count": self.count, "message": str(self),
        }  # fmt: skip


@dataclass(frozen=True)
class Check:
    """A way in which a row can fail: `sql` is true for a bad row."""

    column: str
    sql: str
    expected: str


@dataclass
class CellStyle:
    """How a file writes dates and numbers, learnt from its first rows."""

    decimal_comma: bool = False
    date_formats: dict[str, str] = field(default_factory=dict)  # table column -> format
    messages: list[str] = field(default_factory=list)


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def learn_style(spec: TableSpec, match: ColumnMatch, sample: Mapping[str, Sequence[str]]) -> CellStyle:
    """Date format and decimal mark from `sample` (file column -> cells)."""
    style = CellStyle()
    numbers: list[str] = []
    for name, column in match.source.items():
        cells = [c.strip() for c in sample.get(column, ()) if c and c.strip()]
        kind = spec[name].kind
        if kind == "number":
            numbers += cells
        elif kind == "date":
            known = [c for c in cells if c.lower() not in MISSING_WORDS]
            style.date_formats[name] = _date_format(name, known, style.messages)
    style.decimal_comma = _decimal_comma(numbers)
    if style.decimal_comma:
        style.messages.append("numbers are read with a decimal comma")
    elif grouped := next((c for c in numbers if re.fullmatch(r"-?\d{1,3}(,\d{3})+", c)), None):
        style.messages.append(
            f"a comma before three digits is read as grouping: {grouped} is {grouped.replace(',', '')}"
        )
    return style


def _decimal_comma(cells: Sequence[str]) -> bool:
    """True where a comma can only be a decimal mark, and no point can."""
    comma = any(re.fullmatch(r"-?[\d.\s]*\d,(\d{1,2}|\d{4,})", c) for c in cells)
    point = any(re.fullmatch(r"-?[\d,\s]*\d\.(\d{1,2}|\d{4,})", c) for c in cells)
    return comma and not point


def _date_format(name: str, cells: Sequence[str], messages: list[str]) -> str:
    fits = [f for f, _ in DATE_FORMATS if cells and all(_parses(c, f) for c in cells)]
    if not fits:  # judge by the majority, so that one bad cell is a bad cell and not a riddle
        share = {f: sum(_parses(c, f) for c in cells) for f, _ in DATE_FORMATS}
        best = max(share, key=lambda f: share[f], default="ISO")
        return best if cells and share[best] else "ISO"
    words = dict(DATE_FORMATS)
    if len(fits) > 1 and fits[0] != "ISO":
        messages.append(f"{name} is read as {words[fits[0]]}; it could also be {words[fits[1]]}")
    elif fits[0] != "ISO":
        messages.append(f"{name} is read as {words[fits[0]]}")
    return fits[0]


def _parses(cell: str, form: str) -> bool:
    try:
        if form == "ISO":
            dt.datetime.fromisoformat(cell)
            return len(cell) >= 10 and cell[4] == "-"
        day = dt.datetime.strptime(cell.split(" ")[0] if ":" in cell and "%b" not in form else cell, form)
        return day.year > 1900
    except ValueError:
        return False


def _typed(table: str, column: Column, text: str, style: CellStyle) -> str:
    """SQL: the trimmed text as the contract's type, NULL where that fails."""
    if column.kind == "text":
        return text
    known = f"CASE WHEN lower({text}) IN ({', '.join(map(_literal, MISSING_WORDS))}) THEN NULL ELSE {text} END"
    if column.kind == "bool":
        true, false = (", ".join(map(_literal, words)) for words in (TRUE_WORDS, FALSE_WORDS))
        return f"CASE WHEN lower({text}) IN ({true}) THEN true WHEN lower({text}) IN ({false}) THEN false END"
    if column.kind == "date":
        form = style.date_formats.get(column.name, "ISO")
        if form == "ISO":
            return f"coalesce(try_cast({known} AS DATE), try_cast({known} AS TIMESTAMP)::DATE)"
        first = f"split_part({known}, ' ', 1)" if "%b" not in form else known
        return f"try_strptime({first}, {_literal(form)})::DATE"
    return _number(column, known, style)


def _number(column: Column, known: str, style: CellStyle) -> str:
    bare = f"regexp_replace({known}, '[\\s\\x{{00A0}}''€$£]', '', 'g')"
    if style.decimal_comma:
        plain = f"replace(replace({bare}, '.', ''), ',', '.')"
        value = f"try_cast({plain} AS DOUBLE)"
    else:
        thousands = f"regexp_full_match({bare}, '-?\\d{{1,3}}(,\\d{{3}})+(\\.\\d+)?')"
        grouped = f"CASE WHEN {thousands} THEN replace({bare}, ',', '') ELSE {bare} END"
        value = f"coalesce(try_cast({known} AS DOUBLE), try_cast({grouped} AS DOUBLE))"
    if column.unit == "fraction":
        value = f"coalesce({value}, try_cast(rtrim({bare}, '%') AS DOUBLE) / 100)"
    return f"CASE WHEN isfinite({value}) THEN {value} END"


def checks_for(spec: TableSpec, present: Sequence[str], today: dt.date) -> list[Check]:
    """Every way in which a row of the table can fail, in the order in which it is reported."""
    found: list[Check] = []
    for name in present:
        column, raw, typed = spec[name], quoted(f"raw_{name}"), quoted(name)
        what = {"text": "a text", "date": "a date", "bool": "true or false"}.get(column.kind, "a number")
        if column.required:
            found.append(Check(name, f"{typed} IS NULL", what))
        elif column.kind != "text":
            words = ", ".join(map(_literal, MISSING_WORDS))
            found.append(Check(name, f"{typed} IS NULL AND {raw} IS NOT NULL AND lower({raw}) NOT IN ({words})", what))
        if column.pattern:
            whole = f"regexp_full_match({typed}, {_literal('(?i)' + column.pattern)})"
            found.append(Check(name, f"{typed} IS NOT NULL AND NOT {whole}", column.example))
        if column.kind == "number":
            found += _limits(column, typed)
        if column.kind == "date":
            found += _date_limits(spec.name, name, typed, today)
    return found


def _limits(column: Column, typed: str) -> list[Check]:
    found = []
    if column.minimum is not None:
        more = "; returns go to units_returned" if column.name == "units_sold" else ""
        found.append(Check(column.name, f"{typed} < {column.minimum}", f"{column.minimum:g} or more{more}"))
    if column.maximum is not None:
        found.append(Check(column.name, f"{typed} > {column.maximum}", f"{column.maximum:g} or less"))
    return found


def _date_limits(table: str, name: str, typed: str, today: dt.date) -> list[Check]:
    past = (table, name) in PAST_DATES
    latest = today if past else today.replace(year=today.year + FURTHEST_YEARS, day=min(today.day, 28))
    word = "a date up to today" if past else "a date within ten years"
    return [
        Check(name, f"{typed} > DATE '{latest.isoformat()}'", f"{word} ({latest.isoformat()})"),
        Check(name, f"{typed} < DATE '{EARLIEST.isoformat()}'", f"a date since {EARLIEST.isoformat()}"),
    ]


def staging_query(
    spec: TableSpec, match: ColumnMatch, style: CellStyle, today: dt.date, relation: str, file_columns: Sequence[str]
) -> tuple[str, list[Check]]:
    """(SELECT, checks) over a relation with the file's cells as `f0`, `f1` ... and `line`.

    It yields the typed columns, `line`, `fault` (number of the first failed check, or NULL),
    `fault_value` (the offending text) and `row_text` (the whole row, of bad rows only).
    """
    at = {name: f"f{n}" for n, name in enumerate(file_columns)}
    raw, typed, present = [], [], []
    for column in spec.columns:
        if column.name in match.source:
            text = f"nullif(trim({at[match.source[column.name]]}, ' \t\r\n\u00a0'), '')"
            if column.kind == "text" and column.name in ("name", "title", "category", "region"):
                text = f"regexp_replace({text}, '\\s+', ' ', 'g')"
        elif column.name in match.constant:
            text = _literal(match.constant[column.name])
        else:
            typed.append(f"NULL::{column.sql_type} AS {quoted(column.name)}")
            continue
        present.append(column.name)
        raw.append(f"{text} AS {quoted('raw_' + column.name)}")
        typed.append(f"{_typed(spec.name, column, quoted('raw_' + column.name), style)} AS {quoted(column.name)}")
    checks = checks_for(spec, present, today)
    fault = " ".join(f"WHEN {c.sql} THEN {n}" for n, c in enumerate(checks))
    value = " ".join(f"WHEN {n} THEN {quoted('raw_' + c.column)}" for n, c in enumerate(checks))
    filled = [f"coalesce({c}, '')" for c in at.values()]
    row = f"concat_ws(';', {', '.join(filled)})"
    blank = " AND ".join(f"{c} = ''" for c in filled)
    query = f"""
        WITH cells AS (SELECT *, {", ".join(raw)} FROM {relation} WHERE NOT ({blank})),
        typed AS (SELECT *, {", ".join(typed)} FROM cells),
        judged AS (SELECT *, CASE {fault} END AS fault FROM typed)
        SELECT {", ".join(quoted(n) for n in spec.names)}, line, fault::TINYINT AS fault,
               CASE fault {value} END AS fault_value,
               CASE WHEN fault IS NOT NULL THEN {row} END AS row_text
        FROM judged"""
    return query, checks
