# ruff: noqa: E501 - a pattern is read on one line
"""Days in order: "the two busiest days", "the second-quietest day", "which weekday comes third"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from rag.plan import Filter, Plan, Sort
from rag.understanding.words.amounts import ORDINALS, Threshold
from rag.understanding.words.numbers import number

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["other_day", "put_days_counted", "put_ranked_days"]

_HIGH = r"(?:busiest|strongest|best(?:[- ]selling)?|biggest|highest|top|peak|largest|most|heaviest)"
_LOW = r"(?:quietest|slowest|weakest|lowest|smallest|worst|calmest|fewest|least|bottom|poorest)"
_SUPER = rf"(?:{_HIGH}|{_LOW})"
_DAYS = r"(?:days?|dates?|weekdays?)"
_MANY = r"(?P<n>[2-9]|two|three|four|five|six)"
_PLACE = r"(?P<o>second|third|fourth|fifth|2nd|3rd|4th|5th)"
_RANKED = [
    re.compile(rf"\b(?:the |which |our |what (?:are|were|will be) )?{_SUPER}[ -]{_MANY} (?:\w+ )?{_DAYS}\b"),
    re.compile(rf"\b{_MANY} (?:single )?{_SUPER}(?: \w+)? {_DAYS}\b"),
    re.compile(
        rf"\b{_MANY} {_DAYS}\b[^?.]{{0,30}}\b(?:with|of|sells?|sold|have|has|had|having|sees?|saw|bring|brought|are|were|will be)(?: [\[\w\]]+){{0,3}}? (?:the |as )?{_SUPER}\b"
    ),
    re.compile(rf"\b{_PLACE}[ -]{_SUPER}(?:[ -]\w+){{0,2}} {_DAYS}\b"),
    re.compile(rf"\b{_DAYS}\b(?! of)[^?.]{{0,40}}\b{_PLACE}[ -](?:{_SUPER}\b|in the ranking|place)"),
    re.compile(
        rf"\b(?:which|what) {_DAYS}\b[^?.]{{0,20}}\b(?:comes?|ranks?|is|lands?|finishes) (?:in |on |at )?{_PLACE}\b"
    ),
]


#: "A lead time of at least 9 days", "above 9 days, which sells the most?": so many days are a limit there
_A_LIMIT = re.compile(
    r"(?:\b(?:at|than|above|below|over|under|within|up to|least|most|exactly|(?:lead|delivery)[ -]times? of)|[<>=])(?: the| an?)? $"
)


#: "On how many days did we sell more than 50?"
_HOW_MANY_DAYS = re.compile(
    rf"\b(?:how many|number of|count (?:the|of)) (?:of (?:the|those) )?{_DAYS}\b(?! (?:of cover|late|does|do|will it|until|till|before|longer|left))"
    r"(?![^?]{0,60}\b(?:lasts?|carry|tides?|hold out|suffices?|stretch\w*|be enough|keep (?:us|them|it) going|see us (?:through|out))\b)"
)


#: "On how many of [the last 28 days]"
_DAYS_OF = re.compile(r"\b(?:on |in )?how many of (?:the |those )?\[(?:past|future)\]")
#: "... did not sell a single one", "... were there no sales"
_NO_SALES = re.compile(
    r"\b(?:sell|sold|selling|sales?|buy|bought)\b[^?]{0,15}\b(?:no|none|zero|nothing|0)\b|\b(?:no|zero|without(?: any)?|0) (?:\w+ )?(?:sales?|units? sold)\b"
    r"|\b(?:not|never|n't) (?:sell|sold|selling|a single (?:sale|one (?:sold|went|bought)))\b|\bnot a single\b[^?,;]{0,40}\b(?:sold|sale|bought|went)\b|\bnot\b[^?]{0,20}\bsell\b|\b(?:none|nothing)\b[^?]{0,30}\b(?:sold|went|bought)\b"
)


def put_days_counted(plan: Plan, text: str, thresholds: tuple[Threshold, ...]) -> Plan:
    """`plan` as the number of days whose figure lies beyond a limit, where masked `text` asks for it."""
    limits = [t for t in thresholds if t.unit in ("", "unit", "piece", "pc")]
    counted = _HOW_MANY_DAYS.search(text) or _DAYS_OF.search(text)
    if not limits and counted and _NO_SALES.search(text) and plan.intent in ("value", "count", "list"):
        return plan.with_(
            intent="count", measures=("actual_sales",), statistic="total", group_by="day",
            filters=(Filter("actual_sales", "=", 0),),
        )  # fmt: skip
    if not (limits and counted) or plan.intent not in ("value", "count", "list"):
        return plan
    past = plan.window is not None and plan.window.side == "history"
    sold = {"actual_sales", "expected_sales", "actual_returns", "expected_returns"} & set(plan.measures)
    measure = next(iter(sold), "actual_sales" if past else "expected_sales")
    filters = tuple(Filter(measure, t.op, t.value) for t in limits)  # type: ignore[arg-type]
    return plan.with_(intent="count", measures=(measure,), statistic="total", group_by="day", filters=filters)


#: "On which weekday does it sell the least?", "which day of the week brought in the most?"
_WEEKDAY_OF_ALL = re.compile(
    rf"(?:\b(?:which|what|the|name) |^\W*|[:,] )(?:weekday|day of the week)\b[^?]{{0,70}}\b(?:{_LOW[3:-1]}|most|highest|best)\b|\b{_LOW} (?:weekday|day of the week)\b"
)
_IN_ONE_DAY = re.compile(r"\b(?:on|in|within) (?:a|one|any|a single|any single|one single) (?:single )?day\b")
_MOST_EVER = re.compile(
    r"\b(?:most|highest|record|maximum|best|biggest|least|fewest|lowest)\b[^?]{0,60}\b(?:ever|sold|sell|sales)\b|\bever\b[^?]{0,40}\b(?:most|highest|record|best)\b"
)


def put_ranked_days(plan: Plan, text: str) -> Plan:
    """`plan` as a ranking of days or weekdays where masked `text` asks for more than the first of them."""
    past = plan.window if plan.window is not None and plan.window.asked and plan.window.side == "history" else None
    if plan.measures == ("peak_weekday",) and plan.intent in ("value", "rank") and past is not None and past.days >= 14:
        fewest = re.search(rf"\b{_LOW}\b", text) is not None
        return plan.with_(
            intent="rank",
            measures=("actual_sales",),
            group_by="weekday",
            sort=Sort("actual_sales", not fewest),
            limit=1,
        )  # "over the last 8 weeks, on which weekday did we sell the most?"
    if (
        _WEEKDAY_OF_ALL.search(text)
        and plan.intent in ("value", "rank")
        and "trend_pct_28d" not in plan.measures  # told beside it: "how have sales moved, and which weekday is best?"
        and not plan.filters
        and (past is None or past.days >= 14)
    ):
        fewest = re.search(rf"\b{_LOW}\b", text) is not None
        usual = set(plan.measures) <= {"peak_weekday"} and past is None and not fewest
        fixed = plan.window is not None and plan.window.asked and plan.window.side == "forecast"
        if not usual and not fixed and not re.search(r"\b(?:second|third|2nd|3rd|two|three)\b", text):
            return plan.with_(
                intent="rank", measures=("actual_sales",), statistic="total", group_by="weekday",
                sort=Sort("actual_sales", not fewest), limit=1,
            )  # fmt: skip
    if _IN_ONE_DAY.search(text) and plan.intent in ("value", "rank") and _MOST_EVER.search(text):
        least = re.search(r"\b(?:least|fewest|lowest|smallest|minimum)\b", text) is not None
        return plan.with_(
            intent="value",
            measures=("actual_sales",),
            statistic="low_day" if least else "peak_day",
            sort=None,
            limit=None,
            group_by=None,
        )
    found = next((m for p in _RANKED for m in p.finditer(text) if not _A_LIMIT.search(text[: m.start()])), None)
    measures = tuple(m for m in plan.measures if m not in ("peak_weekday", "peak_day", "low_day"))
    if found is None or plan.intent not in ("value", "rank", "list", "compare") or len(measures) > 1:
        return plan
    said = found.groupdict()
    weekday = "peak_weekday" in plan.measures or bool(re.search(r"\bweekdays?\b|\bdays? of the week\b", text))
    weekday = weekday and not (plan.window is not None and plan.window.asked and plan.window.side == "forecast")
    measure = measures[0] if measures else "actual_sales" if weekday else "expected_sales"
    low = re.search(rf"\b{_LOW}\b", found.group())
    limit, offset = (1, ORDINALS[said["o"]]) if said.get("o") else (int(number(said["n"])), 0)
    return plan.with_(
        intent="rank", measures=(measure,), statistic="total", group_by="weekday" if weekday else "day",
        sort=Sort(measure, low is None), limit=limit, offset=offset, filters=(), share=False, per_series=False,
    )  # fmt: skip


_ITS_OTHER_END = re.compile(
    r"^\W*(?:(?:and|ok|so|now|but|then) )*(?:(?:which|what)(?: one| day| of them)?|on which(?: one| day)?|when)?(?: ?\b(?:is|are|will|do|does|did|was|be|it|they|we|that|sells?|sold))* ?"
    r"\b(?:the |its |their |there )?(?:(?P<low>least|lowest|weakest|slowest|quietest|worst|fewest|smallest|calmest)|(?P<high>most|highest|strongest|busiest|best|biggest|peak))(?: (?:one|day|of them))?\W*$"
)


def other_day(turn: Turn, earlier: Plan) -> Plan | None:
    """ "And which one is the quietest?" after the busiest day of a week: the day at that end; None for other things."""
    said = _ITS_OTHER_END.match(turn.masked.text)
    if said is None or earlier.statistic not in ("peak_day", "low_day") or earlier.intent != "value":
        return None
    if turn.masked.mentions or turn.masked.windows:
        return None
    asked = turn.masked.question
    statistic: Literal["low_day", "peak_day"] = "low_day" if said["low"] else "peak_day"
    return earlier.with_(statistic=statistic, question=asked, resolved_question=asked)
