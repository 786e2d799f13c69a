# ruff: noqa: E501 - a pattern is read on one line
"""Both ends of one ranking: "which tea do we have the most of, and which the least?"."""

from __future__ import annotations

import re

from rag.plan import Plan, Sort

__all__ = ["of_both_ends"]

_HIGH = r"(?:most|best|highest|biggest|largest|top(?! (?:\d|two|three|four|five|six|ten)\b)|strongest|fastest|longest|dearest|most expensive|busiest)"
_LOW = r"(?:least|worst|lowest|smallest|fewest|weakest|slowest|shortest|cheapest|quietest|poorest)"
_NOUN = r"(?:stores?|shops?|branch(?:es)?|suppliers?|vendors?|categor(?:y|ies)|products?|items?|articles?)"
_GROUP = {
    "sho": "store", "sto": "store", "bra": "store", "sup": "supplier", "ven": "supplier", "cat": "category",
    "pro": "product", "ite": "product", "art": "product",
}  # fmt: skip
_SAME = rf"(?:(?:and|or),? (?:also )?|, )(?:(?:which|what|who|where)(?: (?:one|ones|{_NOUN}|of (?:them|those|these)))?(?: (?:do|does|did|will|would) (?:we|they|it|i))?(?: (?:is|are|sells?|sold|has|have|had|comes?|goes|does|gets?|makes?|brings?))?(?: (?:in|out))?(?: \w+ing)? )?(?:the |our )?"
_BOTH = re.compile(
    rf"\b(?P<high>{_HIGH})\b[^?.;]{{0,40}}?[?]? ?{_SAME}(?:very )?{_LOW}\b(?P<rest>[^?.;]*)"
    rf"|\b{_LOW}\b[^?.;]{{0,40}}?[?]? ?{_SAME}(?:very )?{_HIGH}\b(?P<rest2>[^?.;]*)"
)
#: "... and which has the lowest stock": another figure
_FIGURE = re.compile(
    r"^ (?!(?:of|in|at|for|from|there|overall|next|last|this|over|on|with us|at the moment|now|today|seller|selling)\b|\[)[a-z]+"
)


def of_both_ends(plan: Plan, text: str) -> Plan | None:
    """The first and the last of `plan`, a ranking by one figure, where masked `text` asks for both."""
    if plan.intent != "rank" or plan.sort is None or plan.also or plan.offset or plan.scenario is not None:
        return None
    said = _BOTH.search(text)
    if said is None or len(set(plan.measures) - {"trend"}) > 1:
        return None
    rest = said["rest"] if said["rest"] is not None else said["rest2"]
    noun = re.match(rf" (?P<n>{_NOUN})\b", rest)
    other = noun is not None and plan.group_by not in (None, _GROUP[noun["n"][:3]])
    if other or (noun is None and _FIGURE.match(rest)):
        return None
    first = plan.with_(sort=Sort(plan.sort.measure, said["high"] is not None), limit=plan.limit or 1)
    return first.with_(also=(first.with_(sort=Sort(plan.sort.measure, said["high"] is None)),))
