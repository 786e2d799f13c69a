# ruff: noqa: E501 - a pattern is read on one line
"""Alerts in a conversation: "how many of them are about late orders?" counts alerts, not products; "do they have any?" is asked of the shop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.plan import Entities, Plan
from rag.understanding.words.alerts import alert_filters

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_their_alerts", "of_those_alerts"]

_ASKED = re.compile(
    r"^\W*(?:(?:and|so|ok|then|but|now|please) )*(?:(?:out )?of (?:those|them|these)\W+)?"
    r"(?:(?P<count>how many)|which(?: ones?)?|show me|list)(?: of)?(?: the| those| them| these)?(?: alerts| ones)?(?: that)? "
    r"(?:are|is|concern\w*|relate\w*|deal\w*|have to do|belong|come|fall|stem)\b[^?;.]{0,60}[?.!]*$"
)


def of_those_alerts(turn: Turn, earlier: Plan) -> Plan | None:
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


_THEY = re.compile(r"\b(?:they|them|their|theirs)\b")
_OF_THOSE = re.compile(
    r"\b(?:of|for|on|about|among) (?:those|these)\b|\b(?:any|some|one|which|all|how many|none) of (?:them|those|these)\b"
)
_WHICH_PRODUCT = re.compile(r"\b(?:which|what) (?:products?|items?|articles?|lines?)\b")


def of_their_alerts(turn: Turn, earlier: Plan) -> Plan | None:
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
