# ruff: noqa: E501 - a pattern is read on one line
"""Conditions of which one is enough: "rising or falling", "less than 3 days of cover or a risk above 40%"."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from rag.plan import Ambiguity, Filter, Plan
from rag.understanding.message.masking import Masked
from rag.understanding.plans.any_of import put_any_of
from rag.understanding.words.amounts import Amounts

__all__ = ["put_alternatives"]

_SETS = ("list", "count", "rank")
_OR = re.compile(r"\bor\b")
_AND = re.compile(r"\b(?:and|but|while|whose|who|nor)\b|[.;?!]")
#: "Rises or falls by more than 20%": two limits in one
_EITHER_WAY = re.compile(
    r"\b(?:ris|grow|gr[eo]w|increas|climb|gain|up)\w* or (?:\w+ )?(?:fall|fell|drop|declin|decreas|shr[aiu]nk|los|down)\w*\b"
    r"|\b(?:fall|fell|drop|declin|decreas|shr[aiu]nk|los|down)\w* or (?:\w+ )?(?:ris|rose|grow|gr[eo]w|increas|climb|gain|up)\w*\b"
)
_FLAT, _UP, _DOWN = (
    r"(?:flat|stable|steady|unchanged|sideways|level)",
    r"(?:ris|grow|increas|climb|up)\w*",
    r"(?:fall|declin|decreas|shrink|dropp|sink|losing|down)\w*",
)
_OR_ELSE = (
    r"(?:,? (?:or|and|n|&) |/|, )(?:(?:the|a|an|is|are|also|still|even|going|trending|with|stays?|remains?|holds?) )*"
)
_OTHER_TRENDS = {
    pair: re.compile(rf"\b{_FLAT}{_OR_ELSE}{way}\b|\b{way}{_OR_ELSE}{_FLAT}\b")
    for pair, way in ((("flat", "rising"), _UP), (("flat", "falling"), _DOWN))
}
#: "Anything but falling", "leaving out what is on the rise": the third of them is what is not wanted
_NOT = r"\b(?:(?:anything|everything|all|any|nothing) but|except\w*|not|isn'?t|aren'?t|leav\w+ out|without|exclud\w+|other than|rather than|no)\b[^.;?]{0,40}?\b"
_THIRD = {("flat", "rising"): re.compile(_NOT + _DOWN), ("flat", "falling"): re.compile(_NOT + _UP)}
_ONE_IS_ENOUGH = (
    "I can list what meets all of its conditions, not what meets the one or the other. "
    "Which of the conditions shall I take? You can ask for each by itself."
)


def put_alternatives(plan: Plan, masked: Masked, amounts: Amounts) -> Plan:
    """`plan` with two values of one column as either of them; asked back where two limits are joined by "or"."""
    if plan.intent not in _SETS:
        return plan
    either = put_any_of(plan, masked)
    if either is not plan:
        return either
    plan = plan.with_(filters=_either_value(_said_again(plan.filters, masked.text)))
    limited = {f.column for f in plan.filters if isinstance(f.value, (int, float))}
    both_ways = "trend_pct_28d" in limited and amounts.thresholds and _EITHER_WAY.search(masked.text)
    if not both_ways and not (len(plan.filters) > 1 and _limits_apart(amounts)):
        return plan
    return plan.with_(intent="clarify", problem=_ONE_IS_ENOUGH, ambiguity=Ambiguity("meaning", masked.question))


def _either_value(filters: tuple[Filter, ...]) -> tuple[Filter, ...]:
    """ "Rising or falling": nothing is both; nor is what is gone more than what lasts less than some days."""
    filters = _limit_and_more(filters)
    covers = any(f.column == "days_of_cover" and f.op in ("<", "<=") for f in filters)
    kept: list[Filter] = []
    for one in filters:
        same = [f for f in filters if (f.column, f.op) == (one.column, "=") and one.op == "="]
        values = tuple(dict.fromkeys(f.value for f in same))
        if len(values) > 1:
            one = Filter(one.column, "in", values)
        if covers and (one.column, one.op) == ("on_hand", "<="):
            continue  # of what is gone the cover is zero days
        if one not in kept:
            kept.append(one)
    return tuple(kept)


_AND_IT = {"<": "<=", ">": ">="}


def _limit_and_more(filters: tuple[Filter, ...]) -> tuple[Filter, ...]:
    """ "Above 50%, exactly 50% counts too": at least as much."""
    at = {(f.column, f.value) for f in filters if f.op == "=" and isinstance(f.value, (int, float))}
    both = {(f.column, f.value) for f in filters if f.op in _AND_IT and (f.column, f.value) in at}
    kept = (f for f in filters if not (f.op == "=" and (f.column, f.value) in both))
    return tuple(replace(f, op=_AND_IT.get(f.op, f.op)) if (f.column, f.value) in both else f for f in kept)  # type: ignore[arg-type]


_TREND = re.compile(r"\btrends?\b")


def _said_again(filters: tuple[Filter, ...], text: str) -> tuple[Filter, ...]:
    """ "Not falling, i.e. flat or rising": two of the three trends, once."""
    pair = next((names for names, said in _OTHER_TRENDS.items() if said.search(text)), None)
    if pair is None or not (_TREND.search(text) or any(f.column == "trend" for f in filters)):
        return filters
    other = any(f.column == "trend" and f.op == "=" and f.value not in pair for f in filters)
    if other and not _THIRD[pair].search(text):
        return filters
    return (*(f for f in filters if f.column != "trend"), Filter("trend", "in", pair))


def _limits_apart(amounts: Amounts) -> bool:
    """Are two limits joined by "or"?"""
    limits = sorted(amounts.thresholds, key=lambda t: t.at)
    for first, second in itertools.pairwise(limits):
        between = amounts.text[first.to : second.at]
        if first.at != second.at and _OR.search(between) and not _AND.search(between):
            return True
    return False
