# ruff: noqa: E501 - a pattern is read on one line
"""By what firms, stores and categories are ranked where no figure is named: "which of our suppliers is the worst?"."""

from __future__ import annotations

import re

from rag.plan import Ambiguity, GroupBy, Plan, Sort
from rag.understanding.message.masking import Masked
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.measures import find_measures

__all__ = ["put_unnamed_figure"]

_BEST = r"best|strongest|most (?:reliable|trustworthy|dependable|punctual|successful)|top"
_WORST = r"worst|weakest|poorest|least (?:reliable|trustworthy|dependable|punctual|successful)|most unreliable"
_PRICED = r"cheapest|dearest|most expensive|priciest|least expensive|cheaper|good value|(?:with|has|have|charges?|asks?|takes?) (?:the |our )?(?:highest|lowest|best|steepest|dearest|cheapest|worst) prices?"
_CHEAP = r"(?:\w+,? (?:and|but|yet) )?(?:cheap|inexpensive|affordable)"
_NOUNS: tuple[tuple[GroupBy, str, str], ...] = (
    ("supplier", r"suppliers?|vendors?", "supplier_on_time_rate"),
    ("store", r"stores?|shops?|branch(?:es)?|outlets?", "revenue_90d"),
    ("category", r"categor(?:y|ies)|departments?", "revenue_90d"),
)
_NEAR = (
    r"(?: (?:is|are|was|were|one|of|ours|the|our|my|do|you|think|would|be|all|performing|which|we|have|by far)){0,5} "
)
#: "I need to know"
_NEED = re.compile(r"need\w*")
#: "Which supplier has the most products?"
_MOST_GOODS = re.compile(
    r"\b(?:has|have|carries|carry|delivers?|supplies|offers?|holds|with|sells) (?:us )?(?:the )?(?P<end>most|fewest|least|(?:largest|biggest|smallest) number of) (?:different |of our )?(?:products|items|articles|skus)(?=\s*(?:[?.!,;]|$|with us|in (?:the|our) range|overall|in all\b))"
)
_BY_WHAT = "By what should I compare them? For instance by lead time, by on-time rate, or by the price of one product that you name."


def put_unnamed_figure(plan: Plan, masked: Masked, amounts: Amounts) -> Plan:
    """`plan` as a ranking by what a buyer means; unchanged where a figure is named, or a time."""
    text = masked.text
    if (
        plan.intent not in ("rank", "value", "list", "compare")
        or masked.windows
        or plan.entities.products
        or plan.share
    ):
        return plan
    if _two_firms_unmeasured(plan, text):
        return _asked_by_what(plan, masked)
    if plan.group_by in ("supplier", None) and _said(_NOUNS[0][1], _CHEAP, text):
        return _asked_by_what(plan, masked)
    named = {f.id for f in find_measures(text) if not _NEED.fullmatch(f.text)}
    goods = _MOST_GOODS.search(text)
    if (
        goods
        and plan.group_by in ("supplier", "category", "store")
        and not plan.filters
        and named <= {"product_supplier", "product_category"}
    ):
        most = goods["end"] not in ("fewest", "least") and not goods["end"].startswith("smallest")
        return plan.with_(
            intent="rank", measures=("count",), sort=Sort("count", most), window=None, limit=plan.limit or 1
        )
    if named - {"product_supplier", "product_unit_price", "product_unit_cost"}:
        return plan
    for kind, nouns, measure in _NOUNS:
        if _said(nouns, _PRICED, text) and kind == "supplier":
            return _asked_by_what(plan, masked)
        worst, best = _said(nouns, _WORST, text), _said(nouns, _BEST, text)
        if worst == best or (kind != "supplier" and named):
            continue
        return plan.with_(
            intent="rank", measures=(measure,), sort=Sort(measure, best), group_by=kind, window=None, filters=(),
            limit=amounts.limit or 1, statistic="total", per_series=False, difference=False,
        )  # fmt: skip
    return plan


_BETTER = re.compile(
    r"\b(?:better|worse|nicer|preferable|superior|inferior|easier|handier|fairer|more (?:pleasant|useful|helpful|suitable))\b"
)


def _two_firms_unmeasured(plan: Plan, text: str) -> bool:
    """ "Who is better, [supplier] or [supplier]?": in what is not said."""
    two = plan.intent == "compare" and len(plan.entities.suppliers) > 1 and plan.measures == ("expected_sales",)
    return two and _BETTER.search(text) is not None and not find_measures(text)


def _asked_by_what(plan: Plan, masked: Masked) -> Plan:
    unclear = Ambiguity("meaning", masked.question)
    return plan.with_(intent="clarify", problem=_BY_WHAT, ambiguity=unclear, measures=(), sort=None)


def _said(nouns: str, end: str, text: str) -> bool:
    """Is one of the nouns called so, before it or after it?"""
    return (
        re.search(
            rf"\b(?:{end})(?: (?:performing|of (?:the|our|all)|one of (?:the|our)))? (?:{nouns})\b|\b(?:{nouns})\b{_NEAR}(?:{end})\b",
            text,
        )
        is not None
    )
