# ruff: noqa: E501 - a pattern is read on one line
"""The stores that have a product: "which shop has still got some?", "who has any left?", "where can I send a customer?"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.plan import ANY_OF, Filter, Plan, Sort
from rag.understanding.message.masking import Masked

__all__ = ["put_which_have_it"]

_STORE = r"(?:stores?|shops?|branch(?:es)?|outlets?|locations?|sites?)"
_WHICH = rf"(?:(?:which|what)(?: (?:one|ones))?(?: of (?:our|the|my|your))?(?: other)? {_STORE}|who)"
_STILL = r"(?:still|currently|actually|now|already|also|yet|even)"
_SOME = r"(?:some|any|a few|stock|units|pieces|it|them|that|this|\[product\])"
_THERE = (
    r"(?:left|in stock|on hand|available|on (?:the|its|their) shel(?:f|ves)|in (?:the|its) (?:back ?room|store ?room))"
)
_HAS = rf"(?:(?:{_STILL} )*(?:has|have|holds?|stocks?|keeps?|carr(?:y|ies)|(?:is|are) (?:holding|got|(?:still|also) got)|(?:has|have) got|got)(?: {_STILL})*(?: got)?)"
_HAVE_IT = re.compile(
    rf"\b{_WHICH} (?:do |does )?{_HAS}(?: (?:some|any|stock)(?: more)?)?(?: of)?(?: (?:the|it|them|that|this|our|those))*(?: \[product\])?(?: {_STILL})*(?: {_THERE})?(?=\s*(?:[?.!,;]|$|and\b|right now\b|at the moment\b))"
    rf"|\b(?:in|at) (?:which|what)(?: of our)? {_STORE} (?:is|are|do we have|have we(?: got)?) (?:there )?(?:{_STILL} )*{_SOME}(?: of)?(?: (?:it|them|\[product\]))?(?: {_STILL})*(?: {_THERE})?(?=\s*(?:[?.!,;]|$))"
    rf"|\bwhere (?:is|are) there (?:{_STILL} )*(?:some|any|stock)(?: of (?:it|them|the|\[product\]))*(?: \[product\])?(?: {_STILL})*(?: {_THERE})?(?=\s*(?:[?.!,;]|$))"
    rf"|\b(?:where|(?:to |in )?which(?: of our)? {_STORE}) (?:can|could|should|do|may) (?:i|we|they|(?:a|the|our|my) (?:customer|shopper|client|lady|gentleman|man|woman)) (?:send|refer|direct|point)\b[^?]{{0,60}}\b(?:get|buy|find|for|has|have|pick|stock|in stock)\b"
    rf"|\b(?:where|(?:in |at )?which(?: of our)? {_STORE}) (?:can|could|may) (?:a|the|our|my|this|that) (?:customer|shopper|client|lady|gentleman|man|woman) (?:still )?(?:get|buy|find|pick up)\b"
)
#: "Which shops have none left?", "who does not have it?"
_HAVE_NONE = re.compile(
    rf"\b{_WHICH} (?:do|does)(?: not|n't) (?:{_STILL} )*(?:have|hold|stock|keep|carry)(?: got)?(?: (?:any|some|stock))?(?: of)?(?: (?:the|it|them|that|this))*(?: \[product\])?(?: {_STILL})*(?: {_THERE}| anymore| any more)?(?=\s*(?:[?.!,;]|$|and\b))"
    rf"|\b{_WHICH} (?:has|have)(?: got)? (?:none|not any|no stock|no \[product\]|no units|no pieces|nothing)(?: of)?(?: (?:the|it|them|that|this))*(?: \[product\])?(?: {_THERE}| anymore| any more| at all)*(?=\s*(?:[?.!,;]|$|and\b))"
)
#: "Which shops will still have some on Friday?"
_WILL_HAVE = re.compile(
    rf"\b{_WHICH} (?:will|would|should|(?:is|are) going to) (?:{_STILL} )*(?:have|hold|be holding)(?: got)?(?: (?:some|any|stock))?(?: of)?(?: (?:the|it|them|that|this))*(?: \[product\])?(?: {_STILL})*(?: {_THERE})?(?: (?:on|by|after|come|at the end of))? \[future\]"
)
_LIMITED = re.compile(
    r"\b(?:no|none|not|n't|never|nothing|without|least|most|fewest|more|less|over|under|at least|too (?:much|many)|enough)\b"
)
_READ_AS = frozenset({"on_hand", "product_supplier", "days_of_cover", "expected_sales", "order_qty"})


def put_which_have_it(plan: Plan, masked: Masked) -> Plan:
    """`plan` as the stores that have the one product on hand, the fullest first, where it asks who has it."""
    text = masked.text
    if _WILL_HAVE.search(text) and len(plan.entities.products) == 1 and len(masked.windows) == 1 and not plan.scenario:
        then = masked.windows[0].end
        lasts = (Filter("stockout_date", "is null"), Filter("stockout_date", ">", then))
        return plan.with_(
            intent="list",
            measures=("stockout_date",),
            group_by="store",
            window=None,
            filters=(Filter(ANY_OF, "in", lasts),),
        )
    none = _HAVE_NONE.search(text)
    said = none or _HAVE_IT.search(text)
    if said is None or (none is None and _LIMITED.search(text)) or any(w.side == "forecast" for w in masked.windows):
        return plan
    named = text.find("[store]")
    of_one = len(plan.entities.products) == 1 and named < said.start()
    plain = plan.intent in ("value", "list", "rank") and plan.scenario is None and not plan.note_query
    if not (of_one and plain and set(plan.measures) <= _READ_AS):
        return plan
    others = plan.entities.stores if len(plan.entities.stores) > 1 else ()  # without the one that asks
    return plan.with_(
        intent="list", measures=("on_hand",), group_by="store", window=None, limit=None, statistic="total",
        filters=(Filter("on_hand", "<=", 0) if none else Filter("on_hand", ">", 0),), per_series=False,
        sort=None if none else Sort("on_hand"), entities=replace(plan.entities, stores=others, suppliers=()),
    )  # fmt: skip
