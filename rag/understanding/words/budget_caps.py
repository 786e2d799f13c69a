# ruff: noqa: E501 - a pattern is read on one line
"""A budget told as a cap on what may be ordered: "purchasing is capped at 2,000", "we can not go past 3,000"."""

from __future__ import annotations

import re

from rag.plan import Scenario
from rag.understanding.words.numbers import CURRENCY, NUMBER, number
from rag.understanding.words.supposed_orders import Result

__all__ = ["capped_at"]

_N = rf"(?:(?:only|just|about|around|a (?:maximum|total) of|more than|at most) )*(?P<n>{NUMBER})(?P<money> ?{CURRENCY}\b)?(?! ?(?:days?|weeks?|units?|pieces|pcs|products?|items?|lines?|orders|%|percent))"
_CAP = re.compile(
    rf"\b(?:capp?ed|limited|restricted|held|kept|pegged|frozen|confined|held down) (?:at|to|by) {_N}"
    rf"|\b(?:can|may|must|shall|should|do|could) ?(?:not|n't) (?:be )?(?:go|get|climb|spend|order|buy|come|exceed|overstep|cross|pass)(?: (?:past|over|above|beyond|for))? {_N.replace('<n>', '<n2>').replace('<money>', '<money2>')}"
    rf"|\b(?:allow|grant|permit|approve|release|sign off|authori[sz]e|free up|part with)(?:s|ed|d)? (?:only|just|no more than|not more than|at most|up to|a maximum of|a mere) {_N.replace('<n>', '<n4>').replace('<money>', '<money4>')}"
    rf"|\b(?:allow|grant|permit|give|approve|release|let)(?:s|ed|d)? \[(?:store|supplier|category)\](?: have| spend)? {_N.replace('<n>', '<n3>').replace('<money>', '<money3>')}"
)
#: "By how much do the recommended orders exceed 2,000 pounds?"
_HOW_FAR = re.compile(
    r"\b(?:by how much|how far|how much|by what amount)\b[^?.]*\b(?:orders?|ordering|list|purchas\w+|buying|everything|proposals?|spend\w*)\b"
)
_OVER = re.compile(
    rf"\b(?:exceed\w*|overshoot\w*|overstep\w*|overrun\w*|(?:go|goes|going|be|are|is|come|comes|run|runs|end up|land|lie|lies|how far|how much) (?:over|above|beyond|past)) {_N}"
)
_MONEY = re.compile(r"\b(?:spend\w*|purchas\w+|buying|budget\w*|money|funds?|cash|finance|spendings?|cost\w*)\b|[€$£]")
_ORDERS = re.compile(r"\b(?:orders?|ordering|purchas\w+|buy|buying|list|proposals?|recommend\w+|proposed|suggested)\b")
_ASKS = re.compile(
    r"\b(?:exceed\w*|over|overshoot\w*|overrun\w*|overspend\w*|excess|beyond|short|shortfall|left|headroom|within|fits?|enough|above|cover\w*|afford|gap|room|remain\w*|unspent|missing|too much)\b"
)


def capped_at(text: str) -> Result:
    """The budget that is told as a cap, where it is asked how the orders stand to it."""
    if not _ORDERS.search(text):
        return None
    far = _HOW_FAR.search(text)
    said = _OVER.search(text, far.start()) if far else None
    if said is None:
        said = _CAP.search(text)
        if said is None or not _ASKS.search(text[said.end() :]):
            return None
    size = next(said[g] for g in ("n", "n2", "n3", "n4") if g in said.re.groupindex and said[g])
    money = any(said[g] for g in ("money", "money2", "money3", "money4") if g in said.re.groupindex)
    if not (money or size[:1] in "€$£" or _MONEY.search(text)):
        return None
    return Scenario("budget", number(size), unit="currency"), said
