# ruff: noqa: E501 - a pattern is read on one line
"""What a message asks of the last two lists: what is on both of them, or the rest of the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from rag.names.catalogue import Catalogue
from rag.plan import Filter, Plan
from rag.understanding.followups.again import REST
from rag.understanding.followups.carrying import KINDS

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_two_lists"]

_LISTS = r"(?:the |these |those |of the |of those |of these )*(?:two |2 )?(?:lists?|tables?)"
#: "Which products are on both lists?", "is there anything that the two lists share?"
_ON_BOTH = re.compile(
    rf"\b(?:on|in|part of|of|appear\w* (?:on|in)|common to|shared by) (?:both|the two|each)(?: of)? ?(?:{_LISTS}|of (?:them|these|those)|(?:shops|stores|branches|sites|places))?\W*$"
    rf"|\b(?:both|the two|these two|those two) (?:of (?:the|those|these) )?lists\b|\b(?:lists|two|both|they|them) (?:have|share|got|hold)\b[^?]{{0,25}}\bcommon\b|\b(?:show|turn)s? up (?:on|in) both\b|\boverlap\w*\b"
)
#: ... and not on the other
_ON_ONE = re.compile(
    r"\b(?:on|in) the (?:first|second|one|latter|former|other)(?: (?:one|list))?\b[^?]{0,20}\b(?:not|missing|absent)\b[^?]{0,12}\b(?:on|in|from) (?:the|that)(?: (?:other|first|second|latter|former|one|list))+\b"
    r"|\bonly (?:on|in) (?:one|(?:the|that|this) (?:first|second|one|former|latter)(?: one)? ?list)\b|\b(?:not|missing|absent) (?:on|in|from) the (?:other|first|second|former|latter)(?: one)? ?list\b"
)
_ASKS_OF_GOODS = re.compile(
    r"\b(?:which|what|anything|any|something|name|list|show|overlap\w*|how many|is there|are there|same)\b"
)
_CANNOT = "Of two lists I can tell what is on both, where both are lists of products, told one after the other; nothing else of the two."
_NO_REST = "The list was narrowed by more than one condition: say which of the others are meant."
_LISTED = ("list", "count")


def of_two_lists(turn: Turn, plans: Sequence[Plan], catalogue: Catalogue) -> Plan | None:
    """The plan of a message about the last two lists; None where it is about something else."""
    new = [k for k in KINDS if getattr(turn.plan.entities, k)]
    named = any(getattr(turn.plan.entities, k) != getattr(plans[-1].entities, k) for k in new) or turn.masked.windows
    if named or turn.plan.intent in ("refuse", "help"):
        return None
    asked = {"question": turn.masked.question, "resolved_question": turn.masked.question, "also": (), "combine": None}
    found = _on_both(turn, plans) or _the_rest(turn, plans, catalogue)
    return found.with_(**asked) if found is not None else None


def _on_both(turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    text = turn.masked.text
    lists, apart = re.search(r"\blists?\b", text) is not None, _ON_ONE.search(text) is not None
    said = (apart or _ON_BOTH.search(text)) and _ASKS_OF_GOODS.search(text)
    if not said or not (lists or turn.reading.weak) or not (lists or plans[-1].intent in ("list", "rank")):
        return None
    cannot = Plan("no_data", problem=_CANNOT, entities=plans[-1].entities)
    if len(plans) < 2 or apart or not all(_of_products(p) for p in plans[-2:]):
        return cannot if lists or len(plans) > 1 else None
    first, second = (p.with_(group_by="product", also=(), combine=None) for p in plans[-2:])
    if first.with_(question="", resolved_question="") == second.with_(question="", resolved_question=""):
        return None
    intent: Literal["count", "list"] = "count" if re.search(r"\bhow many\b", text) else "list"
    measures = ("count",) if intent == "count" else second.measures
    return second.with_(intent=intent, measures=measures, among=first.with_(intent="list"))


def _of_products(plan: Plan) -> bool:
    return plan.intent == "list" and plan.group_by in ("product", "series", None) and not plan.limit and not plan.among


_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "=", "in": "not in", "not in": "in"}


def _the_rest(turn: Turn, plans: Sequence[Plan], catalogue: Catalogue) -> Plan | None:
    """ "And the rest?" after "which of those come from [supplier]?": what that message left of the list before it."""
    if len(plans) < 2 or not REST.match(turn.masked.text) or any(p.intent not in _LISTED for p in plans[-2:]):
        return None
    whole, part = plans[-2:]
    changed = [k for k in KINDS if getattr(part.entities, k) != getattr(whole.entities, k)]
    more = [f for f in part.filters if f not in whole.filters]
    if any(f not in part.filters for f in whole.filters):
        return None
    if len(changed) == 1 and not more:
        kind, ids = changed[0], getattr(part.entities, changed[0])
        among = getattr(whole.entities, kind) or tuple(i.id for i in catalogue.of_kind(_ONE[kind]))
        others = tuple(i for i in among if i not in ids)
        within = ids and set(ids) <= set(among) and kind != "products"
        return part.with_(entities=replace(part.entities, **{kind: others})) if others and within else None
    if not changed and len(more) == 1 and more[0].op in _OPPOSITE:
        turned = Filter(more[0].column, _OPPOSITE[more[0].op], more[0].value)  # type: ignore[arg-type]
        return part.with_(filters=(*whole.filters, turned))
    return Plan("no_data", problem=_NO_REST, entities=part.entities) if more and not changed else None


_ONE: dict[str, Literal["product", "store", "supplier", "category"]] = {
    "products": "product", "stores": "store", "suppliers": "supplier", "categories": "category",
}  # fmt: skip
