# ruff: noqa: E501 - a pattern is read on one line
"""Conditions of which one is enough: "rising or falling", "less than 3 days of cover or a risk above 40%"."""

from __future__ import annotations

import itertools
import re

from rag.plan import Ambiguity, Filter, Plan
from rag.understanding.message.masking import Masked
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
    r"(?:fall|declin|decreas|shrink|dropp|sink|down)\w*",
)
_OR_ELSE = r"(?:,? (?:or|and) |/|, )(?:(?:the|a|an|is|are|also|still|even|going|trending|with) )*"
_OTHER_TRENDS = re.compile(
    "|".join(rf"\b{a}{_OR_ELSE}{b}\b" for way in (_UP, _DOWN) for a, b in ((_FLAT, way), (way, _FLAT)))
)
_ONE_IS_ENOUGH = (
    "I can list what meets all of its conditions, not what meets the one or the other. "
    "Which of the conditions shall I take? You can ask for each by itself."
)


def put_alternatives(plan: Plan, masked: Masked, amounts: Amounts) -> Plan:
    """`plan` with two values of one column as either of them; asked back where two limits are joined by "or"."""
    if plan.intent not in _SETS:
        return plan
    plan = plan.with_(filters=_either_value(_said_again(plan.filters, masked.text)))
    limited = {f.column for f in plan.filters if isinstance(f.value, (int, float))}
    both_ways = "trend_pct_28d" in limited and amounts.thresholds and _EITHER_WAY.search(masked.text)
    if not both_ways and not (len(plan.filters) > 1 and _limits_apart(amounts)):
        return plan
    return plan.with_(intent="clarify", problem=_ONE_IS_ENOUGH, ambiguity=Ambiguity("meaning", masked.question))


def _either_value(filters: tuple[Filter, ...]) -> tuple[Filter, ...]:
    """ "Rising or falling": nothing is both; nor is what is gone more than what lasts less than some days."""
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


def _said_again(filters: tuple[Filter, ...], text: str) -> tuple[Filter, ...]:
    """ "Not falling, i.e. flat or rising": the others of three trends, named after what they are not."""
    if not any((f.column, f.op) == ("trend", "!=") for f in filters) or not _OTHER_TRENDS.search(text):
        return filters
    return tuple(f for f in filters if (f.column, f.op) != ("trend", "="))


def _limits_apart(amounts: Amounts) -> bool:
    """Are two limits joined by "or"?"""
    limits = sorted(amounts.thresholds, key=lambda t: t.at)
    for first, second in itertools.pairwise(limits):
        between = amounts.text[first.to : second.at]
        if first.at != second.at and _OR.search(between) and not _AND.search(between):
            return True
    return False
