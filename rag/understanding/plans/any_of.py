# ruff: noqa: E501 - a pattern is read on one line
"""Two conditions of which one is enough, each on a figure of its own: "of class Z or with a falling trend"."""

from __future__ import annotations

import re
from datetime import date

from rag.plan import ANY_OF, Ambiguity, Filter, Plan
from rag.understanding.message.masking import Masked
from rag.understanding.words.amounts import Amounts, read_amounts
from rag.understanding.words.conditions import class_filters, template_filters, templates_in
from rag.understanding.words.limits import threshold_filters
from rag.understanding.words.measures import find_measures

__all__ = ["put_any_of"]

_GROUPS = (None, "product", "series", "store", "supplier", "category")
_OR = re.compile(
    r"(?:, )?\bor(?: else| with| that| which| whose| those with| (?:have|has|are|is)(?= (?:an?|the)\b))*\b ?"
)
_BREAK = re.compile(r"\b(?:and|but|while|nor)\b|[.;?!:]")
_AND = re.compile(r"^[^.;?!]*?\band\b(?P<more>[^.;?!]*)")
_BOTH_OUT = re.compile(r"\b(?:not|never|but not|without) both\b|\bonly one of (?:the two|them|both)\b")
_NO_DAY = date.min
_DATED = frozenset({"order_by", "due_on", "stockout_date"})
_RECOMMENDED = Filter("order_qty", ">", 0)


_JOINED_HOW = "I cannot tell which of the conditions belong together. Could you ask for one of them, or for two joined by one word?"


def put_any_of(plan: Plan, masked: Masked) -> Plan:
    """`plan` with the two conditions around an "or" as one filter of which either part is enough; else unchanged."""
    text = masked.text
    asks = plan.intent in ("list", "count", "rank") and plan.group_by in _GROUPS and not plan.scenario
    if not asks or len(re.findall(r"\bor\b", text)) > 2:
        return plan
    for said in _OR.finditer(text):
        before, after = _BREAK.split(text[: said.start()])[-1], _BREAK.split(text[said.end() :])[0]
        sides = [_condition(plan, part) for part in (before, after)]
        first, second = sides
        if first is None or second is None or not _apart(first, second):
            continue
        rest = tuple(f for f in plan.filters if f.column not in (first.column, second.column))
        third = _AND.search(text[said.end() :])
        if _BOTH_OUT.search(text) or (third and _stated(plan, third["more"])):
            unclear = Ambiguity("meaning", masked.question)  # "A or B and C" may be either
            return plan.with_(intent="clarify", problem=_JOINED_HOW, ambiguity=unclear)
        return plan.with_(filters=(*rest, Filter(ANY_OF, "in", (first, second))))
    return plan


def _apart(first: Filter, second: Filter) -> bool:
    """Two figures, or two limits on one; two values of one class are read as either of them anyway."""
    limits = all(isinstance(f.value, (int, float)) for f in (first, second))
    return first.column != second.column or (limits and first != second)


def _stated(plan: Plan, words: str) -> list[Filter]:
    """The conditions that a few words state."""
    said = f"products with {words.strip(' ,')}"
    amounts: Amounts = read_amounts(said)
    found = find_measures(amounts.text)
    limits = threshold_filters(amounts.thresholds, found, plan.measures, said, plan.group_by or "")
    are = f"products are {words.strip(' ,')}"
    named = template_filters(templates_in(amounts.text, amounts) | templates_in(are, amounts), _NO_DAY, None)
    return [*limits, *class_filters(amounts.text, found), *(f for f in named if f != _RECOMMENDED)]


def _condition(plan: Plan, words: str) -> Filter | None:
    """The one condition that a side of the "or" states; as the whole plan has it, where it has one of that figure."""
    every = _stated(plan, words)
    columns = {f.column for f in every}
    if len(columns) != 1 or len(every) != 1:
        return None
    one = every[0]
    whole = [f for f in plan.filters if f.column == one.column or (f.op, f.value) == (one.op, one.value)]
    return whole[0] if len(whole) == 1 else None if columns & _DATED else one
