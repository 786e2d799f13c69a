# ruff: noqa: E501 - a pattern is read on one line
"""Counts by class: "how many A items do we have, and how many C?" is one count per class."""

from __future__ import annotations

import re

from rag.plan import Filter, Plan
from rag.understanding.words.conditions import class_filters
from rag.understanding.words.denied import AXES, without_denied_classes

__all__ = [
    "classes_counted",
    "counts_a_class",
    "of_each_class",
    "of_each_trend",
    "today_and_later",
    "trends_counted",
]

_COUNTS = re.compile(r"\bhow many\b|\bnumber of\b|\bcount\b|\bsplit\b|\bdivided?\b|\bbreak\w*\b")
_AFTER = "and|or|how|has|have|do|does|are|in|need|needs|is"
_THING = r"(?:class|items?|products?|articles?|skus?|lines?|ones)"


def classes_counted(text: str) -> tuple[str, tuple[str, ...]]:
    """(column, letters) of a masked question that counts several classes of one kind; ("", ()) otherwise."""
    text, denied = without_denied_classes(text)
    if not _COUNTS.search(text) or denied:
        return "", ()
    for column, letters in AXES:
        context = rf"\b{letters}\b|\bclass(?:es)?\b|\b[{letters[1:]}][ -]{_THING}\b"
        listed = re.search(rf"\bhow many (?:[{letters}](?: ?, ?(?:and )?| ?/ ?| and )){{1,2}}[{letters}]\b", text)
        if not listed and not re.search(context, text):
            continue
        said = re.findall(rf"\b([{letters}])(?=(?:[ -]{_THING}){{0,2}}\s*(?:[,&/?.]|$|(?:{_AFTER})\b))", text)
        each = re.search(rf"\b{letters}\b", text) and re.search(
            rf"\b(?:each|every|per|by) (?:{letters} )?class\b", text
        )
        found = tuple(dict.fromkeys(letter.upper() for letter in said)) if len(set(said)) > 1 else ()
        if each and not found:
            found = tuple(letters.upper())
        if len(found) > 1:
            return column, found
    return "", ()


#: "How many are in group A?": how many of a class, whatever they are called
_HOW_MANY_ARE = re.compile(
    r"\bhow many\b(?: of (?:them|those|these|our|the) ?\w*)?(?: products| items| ones)? ?(?:(?:do|does|did|have|has|we|you|they|\[store\]|(?:in|at|of|from) (?!class\b)[\w'&-]+|in|at|of|belong|fall|count|are|is|there|now|got) ?)*\b"
    r"(?:are|is|belong|fall|count|there|have|has|got|in)\b"
)


def counts_a_class(text: str) -> bool:
    """Does a masked text count what is of a class?"""
    return bool(_HOW_MANY_ARE.search(text)) and any(f.column.endswith("_class") for f in class_filters(text, []))


_TREND = {
    "rising": re.compile(r"\b(?:ris\w+|trending up|going up|upward|growing|increasing|climb\w*|up)\b"),
    "falling": re.compile(
        r"\b(?:fall\w+|trending down|going down|downward|shrinking|declining|decreasing|sink\w*|drop\w*|down)\b"
    ),
    "flat": re.compile(r"\b(?:flat|stable|steady|unchanged)\b"),
}


_NOT_ONE = re.compile(
    r"(?:\bnot|n't) (?:\w+ ){0,2}?(?:ris|grow|increas|climb|fall|declin|decreas|dropp?|shrink|sink)\w*\b"
)


def trends_counted(text: str) -> tuple[str, ...]:
    """Trends of a masked question that counts several of them: "how many are rising and how many falling?" """
    joined = re.search(r"\band\b|,|/|&|\bvs\b|\bor\b", text)
    if not (
        _COUNTS.search(text)
        and joined
        and re.search(r"\btrend\w*\b|\bris\w+|\bfall\w+|\bgrow\w+|\bclimb\w*|\bsink\w*", text)
    ):
        return ()
    found = tuple(name for name, said in _TREND.items() if said.search(text))
    if len(found) == len(_TREND) and _NOT_ONE.search(text):
        return ()  # "not rising, i.e. flat or falling": one number of those two
    return found if len(found) > 1 else ()


def of_each_trend(plan: Plan, trends: tuple[str, ...]) -> Plan:
    """The count of `plan`'s products of each trend."""
    others = tuple(f for f in plan.filters if f.column != "trend")
    each = [plan.with_(intent="count", measures=("count",), window=None, group_by=plan.group_by or "product",
                       filters=(*others, Filter("trend", "=", trend))) for trend in trends]  # fmt: skip
    return each[0].with_(also=tuple(each[1:]))


_TODAY = re.compile(r"\b(?:today|right now|at once|immediately)\b")
_LATER = re.compile(
    r"\b(?:can|could|may) (?:still )?wait\b|\b(?:every|all|the) others?\b|\bthe rest\b|\bhold\w* (?:back|on to)?\b|\blater\b"
)
_ONLY_LATER = re.compile(r"\bhold\w* (?:back|off|every|all|the|on)\b|\bkeep(?:ing)? back\b|\bsav\w+\b")


def today_and_later(plan: Plan, text: str) -> Plan | None:
    """ "The money that goes out today, and the money that can wait": the value of the orders of either kind."""
    money = plan.intent in ("value", "list") and bool({"order_value", "order_qty"} & set(plan.measures))
    asked = re.search(r"\b(?:money|spend\w*|value|cost|dollars?|euros?|pounds?|how much)\b", text)
    if not (money and asked and _TODAY.search(text) and _LATER.search(text)) or plan.entities.products:
        return None
    base = plan.with_(intent="value", measures=("order_value",), group_by=None, sort=None, limit=None, per_series=False)
    due, waits = (
        base.with_(filters=(Filter("order_qty", ">", 0), Filter("action", op, ("order_now", "expedite"))))  # type: ignore[arg-type]
        for op in ("in", "not in")
    )
    return waits if _ONLY_LATER.search(text) else due.with_(also=(waits,))


def of_each_class(plan: Plan, column: str, letters: tuple[str, ...]) -> Plan:
    """The count of `plan`'s products in each class."""
    others = tuple(f for f in plan.filters if f.column != column)
    each = [
        plan.with_(
            intent="count", measures=("count",), group_by="product", window=None, share=False,
            filters=(*others, Filter(column, "=", letter)),
        )
        for letter in letters
    ]  # fmt: skip
    return each[0].with_(also=tuple(each[1:]))
