# ruff: noqa: E501 - a pattern is read on one line
"""What changed between two stretches of the past: "revenue change against the 90 days before"; and past spending, which no table holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from rag.measures import TO_HISTORY
from rag.names.catalogue import Catalogue
from rag.plan import Ambiguity, Plan, Window
from rag.times.windows import Calendar, make_window
from rag.understanding.message.masking import Masked

__all__ = ["put_change_between", "spent_in_the_past"]

_CHANGE = re.compile(
    r"\b(?:chang\w*|differ\w*|develop\w*|compar\w+|against|vs|versus|grow\w*|grew|gr[eo]w[nt]\w*|ris\w+|rose|fall\w*|fell|up|down|more|less|better|worse|increas\w*|decreas\w*)\b"
)
_HELD_AGAINST = (
    r"(?:against|vs\.?|versus|compared (?:with|to)|in comparison (?:with|to)|relative to|than|on|from|over|to|with|and)"
)
_BEFORE = re.compile(
    rf"\b{_HELD_AGAINST} (?:that of |the one of |in )?the (?:(?P<unit>month|week|year) before(?: (?:that|it))?|(?:previous|preceding|prior) (?P<unit2>month|week|year))\b"
)
_AGAINST_A_TIME = re.compile(
    r"\b(?:against|vs\.?|versus|compared (?:with|to)|in comparison (?:with|to)|than|up or down on|up on|down on) (?:the |that of |same (?:period|time|weeks?|days?) |in |of )*\[past\]"
)
_THE_ONES_BEFORE = re.compile(r"\bbefore\b")
_IN_HISTORY = {"revenue_90d": "actual_revenue", **TO_HISTORY}
_OF_SALES = frozenset({"actual_revenue", "actual_sales", "actual_returns"})
_ALONGSIDE = frozenset({"trend", "trend_pct_28d", "sales_change", "sales_change_pct", "count"})
_WHICH_TIMES = "Which two stretches of time shall I compare? For instance: the last 28 days with the 28 days before."


def put_change_between(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` as the figure in each of two stretches of the past, where a change between them is asked."""
    text = masked.text
    measures = tuple(dict.fromkeys(_IN_HISTORY.get(m, m) for m in plan.measures if m not in _ALONGSIDE))
    plain = plan.intent in ("value", "compare", "explain") and plan.group_by is None and not plan.scenario
    if not plain or not measures or not set(measures) <= _OF_SALES or not _CHANGE.search(text) or plan.also:
        return plan
    if any(w.side != "history" for w in masked.windows) or any(
        len(getattr(plan.entities, k)) > 1 for k in ("products", "stores", "suppliers", "categories")
    ):
        return plan
    pair = _pair(plan, masked, catalogue.calendar)
    if pair is not None:
        return plan.with_(
            intent="compare", measures=measures[:1], window=pair[0], second_window=pair[1], difference=True,
            statistic="total", sort=None, limit=None, filters=(),
        )  # fmt: skip
    against = _AGAINST_A_TIME.search(text)
    points = re.search(r"\b(?:that|it|this|those)\b", text)  # what was told before is the other stretch
    if (
        len(masked.windows) == 1
        and not plan.second_window
        and against
        and not (points or against[0].startswith("than"))
    ):
        return Plan(
            "clarify", ambiguity=Ambiguity("window", masked.question, ()), problem=_WHICH_TIMES,
            question=plan.question, resolved_question=plan.resolved_question, entities=plan.entities,
        )  # fmt: skip
    return plan


def _pair(plan: Plan, masked: Masked, calendar: Calendar) -> tuple[Window, Window] | None:
    """(The later stretch, the earlier one) where the words tell both."""
    windows, text, as_of = masked.windows, masked.text, calendar.as_of
    if len(windows) == 2:
        joined = re.search(
            rf"\[past\][^?]{{0,40}}\b(?:{_HELD_AGAINST}|compar\w*)\b[^?]{{0,40}}\[past\]|\bcompar\w+|\bbetween \[past\] and",
            text,
        )
        alike = joined and plan.second_window is None
        return (windows[0], windows[1]) if alike else None
    if said := _BEFORE.search(text):
        later = windows[0] if windows else _last(said["unit"] or said["unit2"], calendar)
        return (later, _one_before(later, said["unit"] or said["unit2"], calendar)) if later else None
    if len(windows) != 1 or not _AGAINST_A_TIME.search(text):
        return None
    only = windows[0]
    if _THE_ONES_BEFORE.search(only.label) and (as_of - only.end).days == only.days:
        return _last_days(only.days, as_of, calendar), only
    if only.end == as_of and re.match(r"(?:previous|preceding|prior) \d+ (?:days?|weeks?)\b", only.label.lower()):
        before = make_window(
            only.start - timedelta(only.days),
            only.start - timedelta(1),
            f"{only.days} days before",
            calendar,
            "history",
        )
        return _last_days(only.days, as_of, calendar), before
    return None


def _last_days(days: int, as_of: date, calendar: Calendar) -> Window:
    return make_window(as_of - timedelta(days - 1), as_of, f"last {days} days", calendar, "history")


def _last(unit: str, calendar: Calendar) -> Window | None:
    """The last whole month or week."""
    as_of = calendar.as_of
    if unit == "month":
        whole = (as_of + timedelta(1)).day == 1
        end = as_of if whole else as_of.replace(day=1) - timedelta(1)
        return make_window(end.replace(day=1), end, "last month", calendar, "history")
    if unit == "week":
        end = as_of - timedelta(as_of.isoweekday() % 7)
        return make_window(end - timedelta(6), end, "last week", calendar, "history")
    return None


def _one_before(window: Window, unit: str, calendar: Calendar) -> Window:
    """The stretch of the same kind right before `window`."""
    end = window.start - timedelta(1)
    if unit == "month" and window.start.day == 1:
        return make_window(end.replace(day=1), end, "month before", calendar, "history")
    if unit == "year":
        back = [d - timedelta(365 if (d.month, d.day) != (2, 29) else 366) for d in (window.start, window.end)]
        return make_window(back[0], back[1], "year before", calendar, "history")
    return make_window(window.start - timedelta(window.days), end, f"{unit} before", calendar, "history")


_SPENT = re.compile(
    r"\bhow (?:much|many)\b[^?.]{0,30}\b(?:did|have|had) (?:we|i) (?:already |ever |actually |all |so far )*(?:spen[dt]|bought|buy|purchased?|paid to|pay to|laid out|lay out)\b"
    r"|\bwhat (?:did|have) (?:we|i) (?:already |actually |so far )*(?:spen[dt]|paid?(?= (?:to |\[supplier\]))|pay(?= (?:to |\[supplier\])))\b"
    r"|\b(?:our|the|total|my) (?:total |whole )?(?:past )?(?:spend|spending|expenditure|purchases|purchase volume|purchasing volume)\b[^?]*(?:\[past\]|\bso far\b|\bto date\b|\bever\b)"
    r"|\bwhat did (?:the|our|my) (?:last|latest|previous|most recent) (?:purchase )?order\b[^?]*\b(?:cost|come to)\b"
    r"|\bwhen (?:was|did)\b[^?]{0,40}\b(?:last|latest|most recent) (?:deliver\w*|shipment|arriv\w*|receiv\w*|receipt)\b(?! (?:was |is )?(?:due|expected|planned))"
)
_STILL_OPEN = re.compile(
    r"\b(?:open|outstanding|on order|in transit|on (?:its|their|the) way|due|not (?:yet )?(?:here|arrived|delivered)|underway|coming|stock|on hand|shel\w+)\b"
)


def spent_in_the_past(plan: Plan, masked: Masked) -> Plan | None:
    """What was bought and paid for is over: the tables hold open orders and those that are recommended."""
    said = _SPENT.search(masked.text)
    if said is None or _STILL_OPEN.search(masked.text) or plan.scenario or plan.intent in ("refuse", "notes"):
        return None
    return replace(
        plan, intent="no_data", measures=(), filters=(), window=None, sort=None, limit=None, group_by=None, also=(),
        problem="The data holds no orders that were received or paid, so what was bought, paid or delivered in the past "
        "is not known. I can tell the value of the open orders, or of the orders that I recommend.",
    )  # fmt: skip
