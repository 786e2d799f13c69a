# ruff: noqa: E501 - a pattern is read on one line
"""What belongs to the part of a share and what to its whole: "of the overstocked money, how much sits in [store]?"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from rag.measures import MEASURES
from rag.plan import EACH_ITS_OWN, FIELD_OF, Filter, GroupBy, Plan, Sort
from rag.understanding.message.masking import Masked
from rag.understanding.plans.part_with import GOODS_SAID, SHARE_SAID, as_goods, sum_of
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.conditions import class_filters, template_filters, templates_in

__all__ = ["put_part_in_whole"]

_GROUPS: tuple[GroupBy, ...] = ("store", "supplier", "category")
_KINDS = ("product", "category", "supplier", "store")  # the narrowest first
#: "... as a percentage of that category's own stock value", "of its own sales"
_OWN = re.compile(
    r"\b(?:of|in|to|by|against|within|from) (?:its|their|that|this|the|each|every)(?: (?:store|shop|branch|category|supplier|vendor|product|article|item|department|group)(?:'?s|s'?)?)? (?:own|respective)\b|\b(?:its|their) own\b"
    r"|\b(?:largest|biggest|highest|greatest|smallest|lowest|least|most|higher|larger|bigger|smaller|lower) (?:part|share|percentage|proportion|fraction|portion) of (?:its|their)\b"
)
#: "Share of [category] in [store]'s total": the category is the part there
_PART_IN_PLACE = re.compile(
    r"\b(?:share|percent(?:age)?|per cent|%|proportion|part|portion|fraction) of (?:the |our |all )*\[(?:product|category|supplier)\] (?:in|within|of|at) (?:the |our |all of )*\[store\](?! (?:\w+ ){0,4}?(?:is|are|was|were|comes?|came|goes|went|sits?|lies?|needs?|has|have|does|do|will|gets?|must|should)\b)"
)
#: "Only count pairs that have a class at all"
_KNOWN_ONLY = re.compile(
    r"\b(?:only (?:count|take|consider|include)|count(?:ing)? only|(?:leav\w+ out|exclud\w+|ignor\w+|skip\w*|without|not counting|disregard\w*) (?:\w+ ){0,3}?(?:without|that have no|with no|where there is no|that lack))\b[^?.]{0,40}\b(?:class\w*|trend|classif\w+|(?:days of )?cover|value|figure)\b"
)
_PAIRS = re.compile(
    r"(?:(?:all|the|our|its|your|different|of) )*(?:(?:products?|items?|skus?|articles?|stores?|shops?|\[store\]|\[category\])[ -]?(?:/|x|by|and|per|in)?[ -]?)*(?:pairs?|combinations?|combos?|series|rows)\b.*"
)


def put_part_in_whole(plan: Plan, masked: Masked, amounts: Amounts, as_of: date) -> Plan:
    """`plan`, a share, with its whole as the words have it; unchanged otherwise."""
    if plan.scenario or plan.levels or plan.group_by in ("alert", "note", "order", "order_line", "day", "weekday"):
        return plan
    if (
        plan.intent in ("rank", "list", "compare")
        and (own := _of_their_own(plan, masked.text, amounts, as_of)) is not None
    ):
        return own
    if plan.share and plan.share_of not in MEASURES and _PART_IN_PLACE.search(masked.text):
        return plan.with_(share_of="store")
    said = next((m for pattern in SHARE_SAID if (m := pattern.search(masked.text))), None)
    if said is None or plan.intent not in ("value", "list", "compare", "count"):
        return plan
    pairs = _PAIRS.fullmatch(said["whole"].strip()) is not None
    if pairs:
        plan = _of_pairs(plan, said["part"], amounts, as_of)
    elif plan.share and set(plan.measures) != {"count"} and not _bare_goods(said["whole"]):
        plan = _whole_said(plan, said["whole"], said["part"], amounts, as_of)
    elif not plan.whole_filters and GOODS_SAID.search(said["whole"]):
        plan = _of_goods_with(plan, said["whole"], said["part"], amounts, as_of)
    if plan.share and plan.filters and _KNOWN_ONLY.search(masked.question.lower()):
        known = tuple(Filter(f.column, "is not null") for f in plan.filters if f.column in MEASURES)
        plan = plan.with_(whole_filters=tuple(dict.fromkeys((*plan.whole_filters, *known))))
    return plan


def _bare_goods(words: str) -> bool:
    """ "The overstocked products": things, and no sum of them."""
    return bool(GOODS_SAID.search(words)) and not sum_of(_STOCKED.sub(" ", words))


_STOCKED = re.compile(r"\b(?:over-?|under-?)stock\w*|\bin (?:excess|stock|surplus)\b|\bout of stock\b")


def _conditions(words: str, amounts: Amounts, as_of: date) -> tuple[Filter, ...]:
    """What the words demand of a row, without the orders that money is spoken of with."""
    found = as_goods(words)
    templates = templates_in(found, amounts) - {"recommended", "at_risk"}
    return (*template_filters(templates, as_of, None), *class_filters(found, []))


def _share(plan: Plan, measure: str, filters: tuple[Filter, ...], whole: tuple[Filter, ...]) -> Plan:
    return plan.with_(
        intent="value", measures=(measure,), filters=filters, whole_filters=whole, share=True, share_of="",
        group_by=None, sort=None, limit=None, offset=0, difference=False, per_series=False, statistic="total",
        window=plan.window if MEASURES[measure].windowed else None, second_window=None,
    )  # fmt: skip


def _of_pairs(plan: Plan, part: str, amounts: Amounts, as_of: date) -> Plan:
    """ "What share of our product-store pairs has intermittent demand?": of rows, not of products."""
    filters = _conditions(part, amounts, as_of)
    if "recommended" in templates_in(as_goods(part), amounts) and not filters:
        filters = (Filter("order_qty", ">", 0),)
    filters = filters or tuple(f for f in plan.filters if f.column not in ("product_id",))
    return _share(plan, "count", filters, ()) if filters else plan


def _of_goods_with(plan: Plan, whole: str, part: str, amounts: Amounts, as_of: date) -> Plan:
    """ "Of the overstocked products, what percentage is falling?": both conditions of the part, one of the whole."""
    first, second = _conditions(whole, amounts, as_of), _conditions(part, amounts, as_of)
    if not first or not (second or _named(part)) or plan.entities.products:
        return plan
    return _share(plan, "count", tuple(dict.fromkeys((*first, *second))), first)


def _whole_said(plan: Plan, whole: str, part: str, amounts: Amounts, as_of: date) -> Plan:
    """A condition of the whole is met by both; what only the part names is left out of the whole."""
    of_whole, of_part = _named(whole), _named(part)
    wholly = _conditions(whole, amounts, as_of)
    if wholly and set(wholly) & set(plan.filters):
        plan = plan.with_(whole_filters=wholly)
    if plan.share_of in MEASURES or not (of_part - of_whole):
        return plan
    inner = next((k for k in _KINDS if k in of_whole), "")
    return plan.with_(share_of=inner) if inner else plan


def _named(words: str) -> set[str]:
    found = set(re.findall(r"\[(product|category|supplier|store|region)\]", words))
    return {("store" if kind == "region" else kind) for kind in found}


def _of_their_own(plan: Plan, text: str, amounts: Amounts, as_of: date) -> Plan | None:
    """ "Which category has the largest part of its own stock in overstocked items?": each group by itself."""
    summed = plan.measures and plan.measures[0] in MEASURES and MEASURES[plan.measures[0]].additivity == "sum"
    several: GroupBy | None = next((k for k in _GROUPS if len(_ids(plan, k)) > 1), None)
    kind = plan.group_by or several
    told = plan.share or re.search(r"\b(?:share|part|portion|per ?cent\w*|proportion|fraction)\b|%", text)
    filters = plan.filters or _conditions(text, amounts, as_of)
    if not (summed and filters and kind in _KINDS and told and _OWN.search(text)):
        return None
    ranked = plan.intent == "rank" or (plan.intent == "compare" and plan.sort is not None)
    return replace(
        plan, intent="rank", filters=filters, group_by=kind, sort=plan.sort or Sort(plan.measures[0]), share=True, share_of=EACH_ITS_OWN, per_series=False, difference=False,
        limit=(plan.limit or (1 if plan.intent == "compare" else None)) if ranked else None,
    )  # fmt: skip


def _ids(plan: Plan, kind: str) -> tuple[str, ...]:
    return tuple(getattr(plan.entities, FIELD_OF[kind]))
