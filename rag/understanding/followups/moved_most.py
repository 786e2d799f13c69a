# ruff: noqa: E501 - a pattern is read on one line
"""After what lost, or gained, most: the other way round, of the same things and times ("same, but which grew most?")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import Filter, Plan, Sort

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["moved_most", "with_both_times"]

_CHANGES = ("sales_change", "sales_change_pct", "trend", "trend_pct_28d")
_BETWEEN = (("sales_change",), ("sales_change_pct",))
_FIGURES = {*_CHANGES, "expected_sales", "actual_sales", "actual_daily_sales", "avg_daily_28d", "count", "abc_class", "xyz_class"}  # fmt: skip
_CLASSES = ("abc_class", "xyz_class")
_UP = r"gain\w*|grew|grow\w*|rose|ris(?:e|es|en|ing|ers?)|increas\w*|climb\w*|improv\w*|picked up|went up|gone up|winners?|upwards?"
_DOWN = r"lost|los(?:e|es|ing|s|ses|ers?)|fell|fall\w*|dropp?\w*|declin\w*|shr[aiu]nk\w*|decreas\w*|slump\w*|slid\w*|went down|gone down|downwards?"
#: "And which grew most?", "same but the biggest gain", "now the three biggest climbers": no subject of its own
_OTHER_WAY = re.compile(
    r"^\W*(?:(?:and|or|ok|okay|but|now|so|then|also|again|the|same|thing|question|only|just|what about|how about|show me|give me)\b\W*)*"
    r"(?:(?:which|what|who)(?: \d+)?(?: class \w)?(?: ones?| products?| items?| stores?| shops?)?(?: (?:have|has|are|is|did))? |(?:those|ones|the ones) (?:that|which) (?:have |are )?|(?:the )?(?:\d+ |top \d+ |two |three |five )?(?:biggest|largest|strongest|steepest|highest|greatest|most|worst|best|top) )?"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?: (?:the )?(?:most|fastest|hardest|strongest|furthest|best|worst))?(?: instead| then| please| now| too)*\W*$"
)
_NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b(?! (?:that|which))", re.IGNORECASE)


def moved_most(turn: Turn, earlier: Plan) -> Plan | None:
    """The plan of a message that asks what moved the other way after a ranking, or a list, of changes."""
    told = earlier.measures[:1]
    if earlier.intent not in ("rank", "list", "count") or not told or told[0] not in _CHANGES:
        return None
    said = _OTHER_WAY.match(turn.masked.text)
    own = turn.masked.mentions or turn.masked.windows or turn.amounts.scenario or turn.amounts.thresholds
    if said is None or own or not set(turn.reading.measures) <= _FIGURES:
        return None
    up = said["up"] is not None
    classes = tuple(f for f in turn.plan.filters if f.column in _CLASSES)
    kept = tuple(_turned(f, up) for f in earlier.filters if f.column not in {c.column for c in classes})
    sort = Sort(earlier.sort.measure, up) if earlier.sort is not None else None
    asked = turn.masked.question
    limit = turn.amounts.limit if _NUMBER.search(asked) else None  # "the climbers" are so many as were told
    return earlier.with_(
        filters=(*kept, *classes), sort=sort, limit=limit or earlier.limit, offset=0, also=(), combine=None,
        question=asked, resolved_question=asked,
    )  # fmt: skip


def _turned(one: Filter, up: bool) -> Filter:
    """ "Below nothing" as above it, falling as rising."""
    if one.column == "trend" and one.value in ("falling", "rising"):
        return replace(one, value="rising" if up else "falling")
    if one.column in _CHANGES and one.op in ("<", ">") and one.value == 0:
        return replace(one, op=">" if up else "<")
    return one


def with_both_times(plan: Plan, earlier: Plan) -> Plan:
    """ "And class B?" after a change between two times: between the same two."""
    same = plan.measures[:1] == earlier.measures[:1] and plan.window == earlier.window and plan.second_window is None
    return plan.with_(second_window=earlier.second_window) if same and plan.measures[:1] in _BETWEEN else plan
