# ruff: noqa: E501 - a pattern is read on one line
"""A word after what was told last: "are they reliable?" of a supplier, "how much money is that?" of stock."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.plan import Filter, Plan, Sort
from rag.understanding.followups.longer_waits import LEAD_TIMES
from rag.understanding.plans.ordering import better_end

__all__ = ["as_it_was_told", "asked_of_the_supplier"]

_RELIABLE = re.compile(
    r"^(?P<lead>\W*(?:(?:and|so|ok|okay|but)[, ]+)*)(?:are|is) (?:they|he|she|that one|those|it|that supplier)"
    r"(?: \w+)? (?:reliable|dependable|trustworthy|punctual|any good|good|trusted)\W*$",
    re.IGNORECASE,
)
#: "How late are they usually?", "do they ever come late?", "how punctual are they?"
_USUALLY = re.compile(
    r"^(?P<lead>\W*(?:(?:and|so|ok|okay|but|n)[, ]+)*)(?:"
    r"how (?:punctual|reliable|dependable)\b(?: \w+){0,3}"
    r"|(?=[^?]*\b(?:usually|normally|typically|generally|ever|often|always|as a rule|on average|tend)\b)(?=[^?]*\b(?:late|on time|punctual\w*|delayed)\b)"
    r"(?:how (?:late|often) )?(?:are|do|does|is|have|has) (?:they|he|she|it|that supplier)\b(?: \w+){1,7})\W*$",
    re.IGNORECASE,
)
_OF_A_SUPPLIER = frozenset({"product_supplier", "lead_time_days", "supplier_lead_time_days", "supplier_payment_terms"})
_IF_IT_WERE = re.compile(
    r"\b(?P<if>if|suppos(?:e|ing)|say|imagine|assum(?:e|ing)|what if|as though)(?: that)? (?:it|that|this)(?:'s|'d be| were| was| is| became| becomes| rose to| rises to| went up to| goes up to| grew to| got| fell to| falls to)(?: (?:now|only|really|rather|instead|just))? (?P<n>\d+|one|two|three|four|five|six|eight|ten|twelve|a) (?=days?\b|weeks?\b)(?! (?:days?|weeks?) (?:late|ago|of))",
    re.IGNORECASE,
)
_EXCESS = Filter("action", "=", "excess")
_OF_ORDERS = re.compile(r"\b(?:orders?|ordered|ordering|buy|purchas\w*|recommend\w*)\b", re.IGNORECASE)

_JUDGED = re.compile(r"\b(?:(?P<worst>worst)|best)\b", re.IGNORECASE)
_SAID = re.compile(r"\b(?:highest|lowest|most|least|fewest|smallest|biggest|largest|longest|shortest)\b", re.IGNORECASE)


def as_it_was_told(plan: Plan, plans: Sequence[Plan]) -> Plan:
    """`plan` of the things, by the figure and in the worth that the message before was about."""
    return _judged_by_its_figure(_worth_of_the_stock(_ranked_as_before(plan, plans), plans), plans)


def _judged_by_its_figure(plan: Plan, plans: Sequence[Plan]) -> Plan:
    """ "Which shop comes out worst?" of a figure told before: the highest error, the highest return rate."""
    said = _JUDGED.search(plan.question)
    if not plans or said is None or _SAID.search(plan.question) or plan.intent != "rank" or plan.sort is None:
        return plan
    good = "low" if _EXCESS in (*plan.filters, *plans[-1].filters) else better_end(plan.sort.measure)  # too much of it
    return plan.with_(sort=Sort(plan.sort.measure, (good == "high") != (said["worst"] is not None))) if good else plan


#: "Who comes out on top?", "and which brought in the most revenue?": neither goods nor anything else is named
_WHICH_ONE = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|then|but|now|great)[, ]+)*(?:who|where|which(?: one)?|whose)(?:'s| is| was| has| had| comes| came| brings| brought"
    r"| sells| sold| will| does| did| makes| made| earns| earned| gets| got| leads| wins| holds| needs)\b",
    re.IGNORECASE,
)
_GOODS = re.compile(r"\b(?:products?|items?|articles?|skus?|goods|lines?|sellers?|things?)\b", re.IGNORECASE)
_GROUPED = ("store", "supplier", "category")


def _ranked_as_before(plan: Plan, plans: Sequence[Plan]) -> Plan:
    """A ranking of the kind of things that the message before told one by one, where it names no other kind."""
    if not plans or plan.intent != "rank" or plan.group_by != "product" or plans[-1].group_by not in _GROUPED:
        return plan
    kind = plans[-1].group_by
    if not _WHICH_ONE.match(plan.question) or _GOODS.search(plan.question) or plan.among:
        return plan
    return plan.with_(group_by=kind, limit=plan.limit or 1)


def asked_of_the_supplier(question: str, plans: Sequence[Plan]) -> str:
    """ "Are they reliable?", "if it were 12 days?", after a supplier or its lead time was told, in the words of the figure."""
    if plans and LEAD_TIMES & set(plans[-1].measures):
        question = _IF_IT_WERE.sub(lambda m: f"{m['if']} the lead time were {m['n']} ", question, count=1)
    said = _RELIABLE.match(question) or _USUALLY.match(question)
    if said is None or not plans or not _OF_A_SUPPLIER & set(plans[-1].measures):
        return question
    return f"{said['lead']}are they usually on time?"


def _worth_of_the_stock(plan: Plan, plans: Sequence[Plan]) -> Plan:
    """The value of a stock that is too high; nothing of it is ordered."""
    if not plans or _EXCESS not in plans[-1].filters or _EXCESS not in plan.filters:
        return plan
    if plan.measures != ("order_value",) or _OF_ORDERS.search(plan.question):
        return plan
    return plan.with_(measures=("stock_value",))
