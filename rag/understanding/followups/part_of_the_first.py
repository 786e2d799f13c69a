# ruff: noqa: E501 - a pattern is read on one line
"""A part of what a ranking put first: "how much of that is [category]?" after the store that sells the most."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import KINDS, Plan, Sort
from rag.understanding.followups.carrying import SINGULAR
from rag.understanding.plans.left_out import is_left_out

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["part_of_the_first"]

_UNITS = (
    r"(?: (?:units|pieces|money|sales|revenue|total|sum|amount|figure|value|orders|stock|bill|lot|number|quantity))?"
)
_THAT = rf"(?:that|those|this|these|it|them|(?:the|that|its|their) (?:winner|leader|loser|first|top one|total|sum|bigger|smaller|larger|higher|lower|better|worse)(?: one| shop| store| supplier)?(?:'s)?){_UNITS}"
_PART = re.compile(
    rf"\b(?:how (?:many|much)(?: units| pieces| money)?|what part|which part|what) (?:of|from|out of) {_THAT}\b(?! (?:list|order|kind|sort|size))"
    rf"|^\W*(?:(?:and|so|but|ok|now|then),? )*(?:of|from|out of|within) {_THAT}\b[^?]*\b(?:how (?:many|much)|what)\b"
)
_IN_PERCENT = re.compile(r"%|\bper ?cent|\bshare\b|\bproportion\b|\bfraction\b")
#: What is said where the figure stays the one that was ranked by, and figures of one matter
_GENERIC = frozenset({"expected_sales", "actual_sales"})
_ALIKE = (
    frozenset({"order_qty", "order_value"}),
    frozenset({"on_hand", "stock_value"}),
    frozenset({"actual_sales", "actual_revenue", "revenue_90d", "on_hand"}),
)


def part_of_the_first(turn: Turn, earlier: Plan) -> Plan | None:
    """The figure of the first of `earlier`, a ranking, for what the message names beside it; None for anything else."""
    plan, text, asked = turn.plan, turn.masked.text, turn.masked.question
    earlier = _ranked(text, earlier)
    kind = next((many for many, one in SINGULAR.items() if one == earlier.group_by), "")
    if earlier.intent != "rank" or not kind or not _PART.search(text) or _IN_PERCENT.search(text):
        return None
    named = {k: ids for k in KINDS if (ids := getattr(plan.entities, k))}
    measure = MEASURES.get(earlier.measures[0]) if earlier.measures else None
    if not named or kind in named or measure is None or measure.additivity != "sum":
        return None
    if turn.masked.windows or turn.amounts.scenario or any(is_left_out(turn.masked, m) for m in turn.masked.mentions):
        return None
    own = set(plan.measures) - ({"expected_lost_units"} if _LOSER.search(text) else set())  # "the loser's"
    if any(m.ambiguous for m in turn.masked.mentions) or not own <= _same_matter(earlier):
        return None
    return earlier.with_(
        intent="value", measures=earlier.measures[:1], entities=replace(earlier.entities, **{**named, kind: ()}), group_by=None,
        sort=None, limit=None, offset=0, per_series=False, among=earlier.with_(limit=earlier.limit or 1, also=(), combine=None),
        also=(), combine=None, question=asked, resolved_question=asked,
    )  # fmt: skip


def _same_matter(earlier: Plan) -> set[str]:
    alike = next((ids for ids in _ALIKE if earlier.measures[0] in ids), frozenset())
    return {*earlier.measures, *_GENERIC, *alike}


_WINNER = re.compile(r"\b(?:winner|leader|first|top one|bigger|larger|higher|better)\b")
_LOSER = re.compile(r"\b(?:loser|smaller|lower|worse)\b")


def _ranked(text: str, earlier: Plan) -> Plan:
    """A comparison of several things as a ranking of them, where the message speaks of its winner or its loser."""
    kinds = [k for k in KINDS if len(getattr(earlier.entities, k)) > 1]
    end = _WINNER.search(text) or _LOSER.search(text)
    if earlier.intent != "compare" or len(kinds) != 1 or end is None or earlier.second_window or not earlier.measures:
        return earlier
    group, upper = SINGULAR[kinds[0]], _WINNER.search(text) is not None
    return earlier.with_(
        intent="rank",
        group_by=group,
        sort=Sort(earlier.measures[0], upper),
        limit=1,
        difference=False,
        also=(),
        combine=None,
    )
