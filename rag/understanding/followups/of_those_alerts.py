# ruff: noqa: E501 - a pattern is read on one line
"""Alerts in a conversation: "how many of them are about late orders?" counts alerts, not products; "do they have any?" is asked of the shop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Entities, Plan, Sort
from rag.understanding.words.alerts import alert_filters

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_alerts"]

_ASKED = re.compile(
    r"^\W*(?:(?:and|so|ok|then|but|now|please) )*(?:(?:out )?of (?:those|them|these)\W+)?"
    r"(?:(?P<count>how many)|which(?: ones?)?|show me|list)(?: of)?(?: the| those| them| these)?(?: alerts| ones)?(?: that)? "
    r"(?:are|is|concern\w*|relate\w*|deal\w*|have to do|belong|come|fall|stem)\b[^?;.]{0,60}[?.!]*$"
)


def _those_alerts(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier`, alerts, narrowed to the kind or severity that is named now; None where something else is asked."""
    if earlier.group_by != "alert" or earlier.intent not in ("count", "list") or turn.masked.mentions:
        return None
    said, asked = _ASKED.match(turn.masked.text), tuple(alert_filters(turn.masked.text))
    if said is None or not asked:
        return None
    named = {f.column for f in asked}
    return earlier.with_(
        intent="count" if said["count"] else "list",
        filters=(*(f for f in earlier.filters if f.column not in named), *asked),
        question=turn.masked.question,
        resolved_question=turn.masked.question,
    )


_UPPER = re.compile(
    r"\b(?:biggest|largest|highest|steepest|sharpest|strongest|worst|greatest|longest|fiercest|(?:most|more) (?:severe|serious|extreme|dramatic|pronounced|urgent|alarming)|furthest|(?:jump|rise|spike|drift|swing|move|soar|shoot|climb|grow|go)\w*(?: up)? (?:the |by the )?most|(?:the )?most (?:of a |over|above|off))\b"
)
_LOWER = re.compile(
    r"\b(?:smallest|mildest|lowest|weakest|slightest|shortest|gentlest|least (?:severe|serious|extreme|dramatic|pronounced|urgent|alarming))\b"
)
_WHICH = re.compile(r"\b(?:which|what|who|where|show|name|tell)\b|^\W*(?:(?:and|so|now|ok|then),? )*the\b")
#: Figures that are not those of an alert
_OF_OTHERS = re.compile(
    r"\b(?:stock|orders?|order(?:ed|ing)|sell\w*|sold|seller|sales|price|cost|value|worth|money|revenue|supplier|category|shop|store|branch|returns?|forecasts?|units|days? of cover)\b"
)
_MOST_WORDS = 16


def _ranked(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Which of them is the biggest jump?" after alerts of one kind: by how far they go; None where else is asked."""
    text = turn.masked.text
    up, down = _UPPER.search(text), _LOWER.search(text)
    kinds = [f for f in earlier.filters if f.column == "kind" and f.op == "="]
    told = "alert_count" in earlier.measures and earlier.group_by in (None, "alert")
    if not told or len(kinds) != 1 or earlier.intent not in ("list", "count", "rank", "value") or not (up or down):
        return None
    said = text if up is None else text.replace(up.group(), " ")
    about = str(kinds[0].value).split("_")[0]  # "which late order is the longest overdue?"
    other = any(not w.startswith(about) for w in _OF_OTHERS.findall(said)) and about not in ("late", "return")
    if other or turn.masked.mentions or turn.masked.windows or turn.amounts.scenario or not _WHICH.search(text):
        return None
    if len(text.split()) > _MOST_WORDS or re.search(r"\b(?:are|were)\b", text):
        return None  # "which of them are the most serious?": those of the worst level
    asked = turn.masked.question
    return earlier.with_(
        intent="rank", measures=("alert_count",), window=None, group_by="alert", sort=Sort("alert_value", up is not None), limit=turn.amounts.limit or 1,
        offset=turn.amounts.offset, question=asked, resolved_question=asked,
    )  # fmt: skip


_OF_IT = re.compile(
    r"\b(?:it|its|that one|this one|(?:that|this) (?:product|item|article|one|line))\b(?! (?:is|was)\b(?! (?:on|in|due|sold|selling)))"
)
_OF_THEM = re.compile(r"\b(?:of|among|from) (?:them|those|these)\b|\bwhich ones?\b|\bdo (?:they|those|these)\b")


def _alerted_goods(turn: Turn, earlier: Plan) -> Plan | None:
    """ "How much of it have we got?" after the biggest alert, "which of them sells the most?" after several: of the goods."""
    plan, text, asked = turn.plan, turn.masked.text, turn.masked.question
    told = "alert_count" in earlier.measures and earlier.group_by == "alert" and earlier.intent in ("rank", "list")
    own = bool(plan.measures) and "alert_count" not in plan.measures
    own = own and (not turn.reading.weak or re.search(r"\bsell", text) is not None)
    if not told or not own or plan.entities.products or plan.entities.categories or plan.entities.suppliers:
        return None
    if earlier.intent == "rank":
        if earlier.limit != 1 or plan.intent not in ("value", "explain") or not _OF_IT.search(text):
            return None
        return plan.with_(among=earlier.with_(also=()), group_by=None, question=asked, resolved_question=asked)
    if plan.intent != "rank" or not _OF_THEM.search(text) or plan.group_by not in (None, "product", "series"):
        return None
    filters = tuple(f for f in plan.filters if f.column not in ("kind", "severity"))
    return plan.with_(
        filters=filters, entities=earlier.entities, group_by="product", question=asked, resolved_question=asked,
        among=earlier.with_(measures=("alert_count",), window=None, group_by="product", limit=None, also=()),
    )  # fmt: skip


_THEY = re.compile(r"\b(?:they|them|their|theirs)\b")
_OF_THOSE = re.compile(
    r"\b(?:of|for|on|about|among) (?:those|these)\b|\b(?:any|some|one|which|all|how many|none) of (?:them|those|these)\b"
)
_WHICH_PRODUCT = re.compile(r"\b(?:which|what) (?:products?|items?|articles?|lines?)\b")


def _their_alerts(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Do they have any alert on returns?" after what a shop has too much of: of the shop, and not of that alone."""
    plan, text, whose = turn.plan, turn.masked.text, earlier.entities
    if plan.measures[:1] != ("alert_count",) or earlier.measures[:1] == ("alert_count",) or turn.masked.mentions:
        return None
    if not _THEY.search(text) or _OF_THOSE.search(text) or not (whose.stores or whose.suppliers) or turn.masked.windows:
        return None
    which = _WHICH_PRODUCT.search(text)
    if whose.products and not which:
        return None  # "any alert for them?" after a product
    listed = which or plan.intent == "list"
    asked = turn.masked.question
    return plan.with_(
        intent="list" if listed else plan.intent, group_by="alert" if listed else plan.group_by,
        entities=Entities(stores=whose.stores, suppliers=whose.suppliers), question=asked, resolved_question=asked,
    )  # fmt: skip


def of_alerts(turn: Turn, earlier: Plan) -> Plan | None:
    """What is asked of the alerts of `earlier`, of their goods, or of alerts of what it told; None for other things."""
    return (
        _ranked(turn, earlier)
        or _those_alerts(turn, earlier)
        or _alerted_goods(turn, earlier)
        or _their_alerts(turn, earlier)
    )
