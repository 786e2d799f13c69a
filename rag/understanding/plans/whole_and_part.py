# ruff: noqa: E501 - a pattern is read on one line
"""Two figures of one time, a whole and a part of it: "total units, whole company, and of that [store]"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.plan import Plan

__all__ = ["whole_and_part"]

_WHOLE = r"(?:whole|entire|total|complete) (?:company|business|chain|group|firm)|company[- ]?wide|chain[- ]?wide|(?:all|every|across all) (?:of )?(?:the |our )?(?:stores?|shops?|branches)|company total|overall|the company|everything"
_PLACE = r"\[(?:store|region)\]"
_SAID = re.compile(
    rf"\b(?:{_WHOLE})\b[^?;]{{0,60}}?[,;:]? ?(?:\b(?:and|plus|then|with|also|thereof|including|incl\.?)\b|[/&+])(?: also| then| how (?:many|much)| what)?[ ,]*(?:(?:of|out of|from) (?:that|it|this|which|these|those|them)|thereof|(?:in|at|for|from|just|only|alone|the part (?:of|in)|the share of))?(?: (?:in|at|for|from|just|only|the|our|part of|go(?:es)? to|come(?:s)? from|are|is)){{0,3}} {_PLACE}"
    rf"|{_PLACE}(?: (?:alone|only|by itself|on its own))?,? ?(?:and|plus|&|\+|/)(?: (?:also|then|for|in|the|our|those of|that of))* (?:{_WHOLE})\b"
)
_NOT_SUMS = re.compile(
    r"%|\bper ?cent|\bshare\b|\b(?:vs|versus|than|against|compar\w+|differ\w*|gap)\b"
    r"|\b(?:except\w*|without|w/o|excluding|exclude|apart from|aside from|other than|not counting|minus|but|bar|leav\w+|omit\w*|skip\w*|ignor\w+|forget)\b"
)


def whole_and_part(plan: Plan, text: str) -> Plan | None:
    """The same figure of all stores and of those that are named; None where one figure is asked for."""
    figure = plan.intent in ("value", "compare") and not (plan.group_by or plan.filters)
    plain = (figure or plan.intent == "count") and not (plan.also or plan.scenario)
    plain = plain and not (plan.share or plan.difference or plan.second_window)
    if not plain or not plan.entities.stores or not _SAID.search(text) or _NOT_SUMS.search(text):
        return None
    part = plan if plan.intent == "count" else plan.with_(intent="value", share_of="", sort=None, per_series=False)
    return part.with_(entities=replace(plan.entities, stores=()), also=(part,))
