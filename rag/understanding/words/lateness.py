# ruff: noqa: E501 - a pattern is read on one line
"""How late an open order is said to be: "overdue by more than two days", "due over a week ago", "at least 5 days late"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rag.plan import Filter
from rag.understanding.words.numbers import NUMBER, number

__all__ = ["DAYS_SAID", "late_limits"]

#: Columns that a number of days is taken for where nothing says that it is one of lateness.
DAYS_SAID = frozenset({"days_of_cover", "lead_time_days", "supplier_lead_time_days"})

_OPS = {
    "more than": "<", "over": "<", "longer than": "<", "greater than": "<", "beyond": "<", "upwards of": "<",
    "at least": "<=", "no less than": "<=", "not less than": "<=", "or more": "<=", "and more": "<=", "or longer": "<=",
    "less than": ">", "under": ">", "fewer than": ">", "not even": ">", "at most": ">=", "up to": ">=", "no more than": ">=",
    "not more than": ">=",
}  # fmt: skip
_BEFORE = "|".join(sorted((op for op in _OPS if not op.startswith(("or ", "and "))), key=len, reverse=True))
_SPAN = rf"(?:(?P<op{{0}}>{_BEFORE}) )?(?P<n{{0}}>{NUMBER}|an?) (?P<unit{{0}}>days?|weeks?)\b(?: (?P<more{{0}}>or more|and more|or longer))?"
_OWED = r"(?:due|overdue|late(?!r|st)|delayed|lateness|delay|promised|deliver\w*|behind|passed|(?:should|ought to)(?: \w+){0,2} (?:have )?(?:come|arrived|been|be))"
_LATE = (
    re.compile(
        rf"{_SPAN.format(1)} (?:too )?(?:late|overdue|delayed|past due|behind(?: schedule)?|(?:past|after|beyond|behind) (?:its|their|the) (?:due|delivery|promised|agreed|planned))\b"
    ),
    re.compile(
        rf"\b{_OWED}\b(?![^?.;]{{0,40}}\b(?:placed|raised|issued|ordered)\b)[^?.;:]{{0,45}}?{_SPAN.format(2)} (?:ago|back|before|in the past|past|earlier|behind us)\b"
    ),
    re.compile(
        rf"\b(?:overdue|late(?!r|st)|delayed|past due|behind schedule|past (?:its|their|the) (?:due|delivery|promised|agreed|planned) (?:date|day)s?|lateness|delay)\b(?: \w+){{0,2}}? ?(?:by|for|since|of|is|are)? ?{_SPAN.format(3)}"
    ),
)


def late_limits(text: str, as_of: date) -> list[Filter]:
    """Conditions on the due date that `text`, spelt out and with its times, states as a length of lateness."""
    for place, pattern in enumerate(_LATE, 1):
        said = pattern.search(text)
        if said is None:
            continue
        op = _OPS.get(said[f"op{place}"] or said[f"more{place}"] or "")
        if op is None:
            continue
        count = 1.0 if said[f"n{place}"] in ("a", "an") else number(said[f"n{place}"])
        day = as_of - timedelta(int(count * (7 if said[f"unit{place}"].startswith("week") else 1)))
        limit = Filter("due_on", op, day)  # type: ignore[arg-type]
        return [limit] if op.startswith("<") else [limit, Filter("due_on", "<", as_of)]
    return []
