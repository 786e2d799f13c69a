# ruff: noqa: E501 - a pattern is read on one line
"""A figure of what leads a ranking: "how many are on order with the supplier whose lead time is longest?".

Two things are asked: who leads, and a figure of it. They are put one after the other, as a person would who looks it up.
"""

from __future__ import annotations

import re

__all__ = ["leader_first"]

_KIND = r"(?P<kind>product|item|article|sku|supplier|vendor|store|shop|branch|category)"
_MOST = r"(?:highest|lowest|longest|shortest|largest|smallest|biggest|greatest|fewest|most|least|best|worst|latest|earliest)"
_LED = (
    # "with the highest return rate", "that has the most stock", "whose lead time is longest", "that sells best"
    rf"(?:with|having|(?:that|which) (?:has|shows|carries)) (?:the |our )?(?P<has>{_MOST} [^?.;,]{{3,70}}?)"
    rf"|whose (?P<whose>[^?.;,]{{3,40}}?) (?:is|are) (?:the )?(?P<most>{_MOST})(?P<where>(?: (?:in|at|for|of|over) [^?.;,]{{2,40}}?)?)"
    r"|(?:that|which) (?:we )?(?P<sells>sells? (?:the )?(?:best|most|worst|least)(?: [^?.;,]{2,50}?)?)"
)
#: "The best-selling product in Leeds", "our slowest supplier"
_LEADING = rf"(?P<adj>(?:best|top|worst|slowest)[- ]selling|most (?:punctual|reliable|expensive)|least (?:punctual|reliable)|slowest|fastest|dearest|cheapest) {_KIND}(?P<place>(?: (?:in|at|of) [^?.;,]{{2,40}}?)?)"
_TAIL = rf"(?P<tail>(?:,? and (?:which|what|who)(?: {_KIND.replace('?P<kind>', '?:')}| one)? is (?:that|it|this))?(?:,? please)?)(?=\s*(?:[?.!]|$))"
_HEAD = r"^(?P<lead>\W*(?:(?:and|so|ok|hi|hello|please|pls|hey|now|then),? )*)(?P<head>(?:(?!\bnames?\b|\bwhich\b|\b(?:product|item|article|supplier|vendor|store|shop|branch|category)\b|\btop\b)[^?.;:,]){4,70}? (?:of|for|from|with|at|by|in)) (?:the|our|my|that) "
_RELATIVE = re.compile(rf"{_HEAD}{_KIND}(?P<in>(?: (?:in|at) [^?.;,]{{2,30}}?)?) (?:{_LED}){_TAIL}", re.IGNORECASE)
_ADJECTIVE = re.compile(rf"{_HEAD}{_LEADING}{_TAIL}", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:how|what|when|where|who|whose|why|is|are|was|does|do|did|will|would|can|could|should|show|give|tell|list)\b",
    re.IGNORECASE,
)


def leader_first(text: str) -> str:
    """`text` as "which supplier has the longest lead time, and how many are on order with it?"."""
    if (said := _RELATIVE.match(text)) is not None:
        if said["has"]:
            leads = f"has the {said['has']}{said['in']}"
        elif said["whose"]:
            leads = f"has the {said['most']} {said['whose']}{said['where']}{said['in']}"
        else:
            leads = f"{said['sells']}{said['in']}"
    elif (said := _ADJECTIVE.match(text)) is not None:
        selling = re.match(r"(\w+)[- ]selling", said["adj"], re.IGNORECASE)
        way = {"best": "best", "top": "best"}.get(selling[1].lower(), "worst") if selling else ""
        leads = (f"sells {way}" if selling else f"is the {said['adj']}") + said["place"]
    else:
        return text
    head = f"{said['head'][0].lower()}{said['head'][1:]}"
    if not _ASKS.match(head):
        head = f"what is the {re.sub(r'^(?:the|our) ', '', head)}"
    return f"{said['lead']}which {said['kind']} {leads}, and {head} it?{text[said.end() :].lstrip('?.! ')}"
