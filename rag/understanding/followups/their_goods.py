# ruff: noqa: E501 - a pattern is read on one line
"""What else comes from the supplier that was just told: "who delivers [product]?", "and what other products do we get from them?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.names.catalogue import Catalogue
from rag.plan import Filter, Plan
from rag.understanding.message.tidying import tidy

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["from_the_firm_before", "others_of_theirs", "with_their_name"]

_GOODS = (
    r"(?:products?|items?|articles?|goods|lines?|things|stuff|range|assortment|orders?|order lines?|deliver(?:y|ies))"
)
_FIRM = r"(?:that|this|the same|same|said) (?:supplier|vendor|firm|company|manufacturer|producer|distributor)"
_THEIR_GOODS = re.compile(rf"\b(?:all (?:of )?)?their (?P<what>(?:\w+ )??{_GOODS})\b", re.IGNORECASE)
_THEIRS = re.compile(rf"\b(?:them|they|theirs|{_FIRM})\b", re.IGNORECASE)
#: "What do we get from them?", "which products do they supply us with?": all goods of the supplier
_GOT = re.compile(
    rf"^\W*(?:(?:and|so|ok|but|then),? )*(?:what|which (?:products?|items?|articles?|goods|things))(?: (?:else|exactly|all))? (?:do|does|are|can) (?:we|i|you) (?:get|buy|order|source|purchase|carry|stock|getting|buying|ordering)(?: in)? (?:from|of|with|by) (?:them|{_FIRM})\W*$"
    rf"|^\W*(?:(?:and|so|ok|but|then|no),? )*(?:what|which (?:products?|items?|articles?|goods|things))(?: (?:else|exactly|all))? (?:do|does) (?:they|them|{_FIRM}) (?:supply|deliver|sell|make|provide|offer)(?: (?:to )?us)?(?: with)?\W*$",
    re.IGNORECASE,
)
_ELSE = re.compile(r"\b(?:what|which|anything|something) else\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:other|else|besides|apart from (?:it|that|this)|further|additional)\b", re.IGNORECASE)
_OF_THEIRS = re.compile(r"\b(?:from|with|of|by|at) (?:them|theirs)\b|\btheir\b", re.IGNORECASE)
_THERE = re.compile(
    r"(?<!is )(?<!are )\bthere\b(?! (?:is|are|was|were|any|a)\b)|\b(?:in|at|for) (?:that|this|the same) (?:shop|store|branch)\b",
    re.IGNORECASE,
)
#: Figures of a product that are its supplier's: "they" is the supplier still
_TERMS = frozenset({"lead_time_days", *(m for m in MEASURES if m.startswith("supplier_"))})
_OF_FIRM = re.compile(rf"\b(?:from|with|of) (?:them|{_FIRM})\b", re.IGNORECASE)
_SETS = ("list", "rank", "count", "draft_order")


def with_their_name(turn: Turn, earlier: Plan, catalogue: Catalogue) -> str | None:
    """The question with the supplier of `earlier` by name where it asks for a set of their goods; None for another."""
    one = earlier.entities.products
    firm = catalogue.product_supplier.get(one[0]) if len(one) == 1 else None
    text, plan = tidy(turn.masked.question), turn.plan
    told = earlier.entities.suppliers
    if len(told) == 1 and not _named(turn) and _GOT.match(text):
        return _THEIRS.sub(lambda _: catalogue.name("supplier", told[0]), _ELSE.sub("which products", text))
    of_firm = earlier.measures == ("product_supplier",) or _TERMS & set(earlier.measures)
    if not of_firm or firm is None or _named(turn):
        return None
    if earlier.measures != ("product_supplier",) and not _OF_FIRM.search(text):
        return None
    goods = _THEIR_GOODS.search(text)
    said = goods or _THEIRS.search(text)
    ordered = _OF_THEIRS.search(text) and set(plan.measures) & {"order_qty", "order_value", "on_order"}
    if said is None or not (plan.intent in _SETS or turn.reading.templates or _ELSE.search(text) or ordered or goods):
        return None
    name = catalogue.name("supplier", firm)
    text = _ELSE.sub("which products", text)
    text = _THEIR_GOODS.sub(lambda m: f"the {m['what']} of {name}", text)
    text = re.sub(r"\btheir\b", f"{name}'s", _THEIRS.sub(lambda _: name, text), flags=re.IGNORECASE)
    if len(stores := earlier.entities.stores) == 1:
        text = _THERE.sub(lambda _: f"in {catalogue.name('store', stores[0])}", text)
    return re.sub(r"\bother (?=products|items|articles|goods|lines|things)", "", text, flags=re.IGNORECASE)


#: "Is there anything to get from them for that shop?", "what do we order from them there?"
_FROM_THEM = re.compile(
    rf"\b(?:get|buy|order|ordered|bought|purchase|take|need|needed|source|due|place|send for|anything|something|lines?|pieces|units)\b[^.?!]{{0,25}}?\bfrom (?P<firm>them|{_FIRM})\b",
    re.IGNORECASE,
)
_ORDERS = frozenset({"order_qty", "order_value", "order_by", "action"})


def from_the_firm_before(turn: Turn, plans: Sequence[Plan], catalogue: Catalogue) -> str | None:
    """The question with the supplier by name that was spoken of before one of its products; None for another."""
    said, last = _FROM_THEM.search(text := tidy(turn.masked.question)), plans[-1].entities
    ranked = plans[-1].intent == "rank" and plans[-1].group_by == "product"  # not the first of its goods
    if said is None or _named(turn) or (last.suppliers and not ranked) or not set(turn.plan.measures) <= _ORDERS:
        return None
    firm = next((p.entities.suppliers for p in reversed(plans) if p.entities.suppliers), ())
    firm = firm or next((p.among.entities.suppliers for p in reversed(plans) if p.among is not None), ())
    of_another = [i for i in last.products if catalogue.product_supplier.get(i) not in firm]
    if len(firm) != 1 or of_another:
        return None
    return text[: said.start("firm")] + catalogue.name("supplier", firm[0]) + text[said.end("firm") :]


def others_of_theirs(plan: Plan, turn: Turn, earlier: Plan, catalogue: Catalogue) -> Plan:
    """`plan` of that question; without the product that was spoken of where the others are asked for."""
    asked = turn.masked.question
    plan = plan.with_(question=asked)
    if not earlier.entities.products or not _OTHERS.search(asked) or plan.intent not in ("list", "rank", "count"):
        return plan
    told = Filter("product_name", "not in", (catalogue.name("product", earlier.entities.products[0]),))
    return plan.with_(filters=(*plan.filters, told))


def _named(turn: Turn) -> bool:
    return any(m.kind in ("product", "supplier") for m in turn.masked.mentions) or bool(turn.masked.unknown)
