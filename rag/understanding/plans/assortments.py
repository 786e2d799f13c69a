# ruff: noqa: E501 - a pattern is read on one line
"""What one place has and another does not, or what both have: "which products sell in Cork but not in Sligo?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.names.catalogue import Catalogue
from rag.names.linking import Mention
from rag.plan import BESIDE, IN_STORES, Filter, Plan
from rag.understanding.message.masking import Masked

__all__ = ["put_assortments"]

_GOODS = r"(?:products?|items?|articles?|goods|lines?|skus?|things?|stuff|assortments?|ranges?)"
_SHOPS = r"(?:stores?|shops?|branch(?:es)?|outlets?|locations?)"
_STOCKED = r"\b(?:in stock|on hand|on (?:the|its|their) shel(?:f|ves)|left|available)\b"
#: Everything that may be said in a question for an assortment; one word more and it asks for something else.
_PLAIN = re.compile(
    rf"\[(?:store|product|category|supplier)\]|{_STOCKED}|\b(?:which|what|whats|that|who|how|many|number|list|show|name|give|tell|me|us|is|are|be|was|there|any|anything|something|everything|it|its|they|them|their|those|one|ones"
    r"|do|does|did|has|have|had|got|having|can|could|we|i|you|our|my|the|an?|of|in|at|by|from|for|to|as|with|between|on|all|each|every|same|ours"
    r"|sells?|sold|selling|carr(?:y|ies|ied)|carrying|keeps?|kept|keeping|stocks?|stocked|stocking|holds?|held|offers?|offered|lists?|listed|finds?|found|gets?|buys?|bought|available|held|supply|supplies|supplied|deliver(?:s|ed)?|exists?"
    r"|but|and|yet|while|whereas|though|although|not|never|without|missing|absent|lacks?|lacking|no|n't|both|common|shares?|alike|also|too|well|either|only|exclusive(?:ly)?|just|alone|else|nowhere|anywhere|elsewhere|other|others|everywhere|two|three|four|five|six|seven|eight|nine|ten|\d+|please|currently|now|together"
    rf"|s|{_GOODS}|{_SHOPS}|categor(?:y|ies)|suppliers?|vendors?|firms?)\b|[^\w\[\]]"
)
_ASKED = re.compile(
    rf"\b(?:which|what|whats|list|show|name|give me|any(?:thing)?|something|everything|how many (?:different )?(?:{_GOODS}|{_SHOPS}|suppliers|categories))\b"
)
_NOT = re.compile(r"\b(?:not|n't|never|without|missing|absent|lack(?:s|ing)?|no(?! other)|cannot)\b")
_CLAUSE = re.compile(r"\b(?:but|and|yet|that|which|while|though|although|whereas)\b|[,;]")
_BOTH = re.compile(r"\b(?:both|common|shares?|alike|as well as|also|too)\b")
_ONLY = re.compile(
    rf"\b(?:only|exclusive(?:ly)?|nowhere else|not (?:(?:found|sold|kept|carried|stocked) )?(?:anywhere else|elsewhere)|no(?:t any)? other {_SHOPS}|(?:none of )?the other(?:s| {_SHOPS}) (?:do|does|have|has|are|is)?\s?not)\b"
)
_EVERYWHERE = re.compile(
    rf"\b(?:in|at|by) (?:all|each|every)(?: (?:one )?of)?(?: (?:our|the|my))?(?: (?:two|three|four|five|six|seven|eight|nine|ten|\d+))? {_SHOPS}\b|\b(?:do|does) (?:all|each|every)(?: of)?(?: (?:our|the|my))?(?: (?:two|three|four|five|six|seven|eight|nine|ten|\d+))? {_SHOPS}\b|\b(?:all|every|each)(?: of)?(?: (?:our|the))? (?:(?:two|three|four|five|six|seven|eight|nine|ten|\d+) )?{_SHOPS} (?:carry|carries|have|has|keep|keeps|stock|stocks|sell|sells|offer|offers|share)\b|\beverywhere\b"
)
#: "Overstocked in [store] but not in [store]": the same condition in each, which the second one does not meet
_SAME_NOT = re.compile(
    r"\b(?:in|at|for|by) \[(?P<a>store)\](?: (?:\[(?:future|past)\]|now|today|right now))?,? ?(?:but|and|yet|though|while|whereas)? ?(?:(?:is|are|it is|they are) )?not (?:(?:so|also|too) )?(?:(?:in|at|for|by) )\[store\](?=\s*(?:[?.!,;]|$|\[(?:future|past)\]|right now|now\b|today\b|next week\b))"
)
_SAME_BOTH = re.compile(
    r"\b(?:in|at|for|by) (?:both )?\[store\] (?:and|as well as) (?:(?:also )?(?:in|at) )?\[store\](?: (?:alike|too|as well|both))?"
)
_NOT_CARRIED = re.compile(
    r"\b(?:we|i|you)\b[^?]{0,12}\bnot (?:sell|carry|keep|stock|list|offer)\b|\[store\] (?:does|do) not (?:sell|carry|keep|stock|list|offer)\b(?! well| much| at all)|\b(?:does|do) \[store\] not (?:sell|carry|keep|stock|list|offer)\b|\bnot (?:carried|kept|listed|offered|stocked|sold)\b|\bsuppl\w+\b[^?]{0,25}\bnot (?:deliver|supply|ship)\b|\bnot in (?:the )?(?:\[store\] )?(?:range|assortment)\b"
)
_HAVE_NOT = re.compile(
    r"\b(?:we|i|they|\[store\])\b[^?]{0,12}\bnot (?:have|got|hold)\b|\b(?:does|do|has|have) (?:\[store\]|we|i) not (?:have|got|hold)\b|\b(?:is|are) not (?:in stock|available|on hand|on the shel(?:f|ves))\b"
)
_KEPT_IN = re.compile(
    r"\b(?:sell|sells|sold|selling|carried|carry|kept|keep|stocked|listed|offered|available|found) (?:in|at|by|for) (?:both )?\[store\]"
)
_ONE_STORE = re.compile(rf"\b(?:only|just|exactly) (?:one|a single|1) (?:of (?:our|the) )?{_SHOPS}\b")
#: "Which products sell better in [store] than in [store]?": every product of two stores, side by side
_SIDE_BY_SIDE = re.compile(
    rf"\b(?:which|what)(?: of (?:our|the))? (?:{_GOODS}|\[category\]|categor(?:y|ies))\b[^?]{{0,60}}\b(?:more|better|less|fewer|worse|faster|slower|higher|lower)\b[^?]{{0,40}}\[store\] than (?:(?:in|at|for|by) )?\[store\]"
)
_NOT_SIDE_BY_SIDE = (
    "I do not hold every product of one store against that of another. I can compare the two stores as a whole, or one "
    "product in both."
)
_GROUP = {"suppl": "supplier", "vendo": "supplier", "firms": "supplier", "firm": "supplier", "categ": "category"}
_READ = ("list", "value", "count", "compare", "rank", "clarify", "notes")


def put_assortments(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """`plan` as the things that one place has and another has not, or both have; unchanged where that is not asked."""
    if plan.intent not in _READ or plan.scenario or not _ASKED.search(masked.text) or masked.unknown:
        return plan
    if _SIDE_BY_SIDE.search(masked.text) and plan.intent != "clarify":
        return plan.with_(intent="no_data", problem=_NOT_SIDE_BY_SIDE, measures=(), filters=(), window=None)
    places = [m for m in masked.mentions if m.kind == "store" and len(m.items) == 1]
    two = len(places) == 2 and masked.text.count("[store]") == 2
    if (
        two
        and plan.filters
        and plan.intent in ("list", "count", "rank")
        and plan.group_by in ("product", "series", None)
    ):
        return _same_condition(plan, masked.text, places)
    if masked.windows or not _is_plain(masked.text):
        return plan
    stocked = (Filter("on_hand", ">", 0),) if re.search(_STOCKED, masked.text) else ()
    if two and "[product]" not in masked.text:
        has, lacks = _has_and_lacks(masked.text, "[store]")
        if has is None:
            return plan
        first, second = places[has], places[1 - has]
        return _listed(plan, masked.text, first, [second.items[0].name], stocked, lacks)
    things = [m for m in masked.mentions if m.kind == "product" and len(m.items) == 1]
    if len(things) == 2 and not places and masked.text.count("[product]") == 2:
        return _places_of(plan, masked.text, things, stocked)
    if not things and len(places) <= 1:
        return _of_all_others(plan, masked.text, places, catalogue, stocked)
    return plan


def _is_plain(text: str) -> bool:
    return not re.search(r"\w", _PLAIN.sub(" ", text)) and not re.search(r"\bsells? (?:well|better|best|more)\b", text)


def _has_and_lacks(text: str, mask: str) -> tuple[int | None, bool]:
    """(Which of the two places has the things, does the other lack them?); None where the words say neither."""
    before, between, after = text.split(mask)
    said = _NOT.findall(text)
    if not said:
        return (0 if _BOTH.search(text) and not re.search(r"\bonly\b", text) else None), False
    if len(said) > 1:
        return None, False
    if _NOT.search(before):
        return 1, True
    if _NOT.search(after):
        return 0, True
    asked = re.search(r"\b(?:do|does|did|has|have|is|are)\s*$", before)
    if asked and re.match(r"\s*(?:not|n't)\b", between):
        return 1, True  # "what does Cork not have of Sligo's range?"
    last = _CLAUSE.split(between)[-1]
    return (0 if _NOT.search(last) else 1), True


def _listed(
    plan: Plan, text: str, first: Mention, names: Sequence[str], stocked: tuple[Filter, ...], lacks: bool
) -> Plan:
    """The things of `first` that the places called `names` lack, or have as well."""
    noun = re.search(r"\b(?:which|what|how many|any|list)(?: of (?:our|the))? (suppl|vendo|firms?|categ)", text)
    group = _GROUP[noun[1]] if noun else "product"
    beside = [Filter(f"{BESIDE}{group}.store", "not in" if lacks else "in", (name, *stocked)) for name in names]
    counted = plan.intent == "count" or re.search(r"\bhow many\b", text)
    return plan.with_(
        intent="count" if counted else "list", measures=("count",), group_by=group, window=None, statistic="total",
        entities=replace(plan.entities, stores=(first.items[0].id,)), filters=(*stocked, *beside), sort=None,
        limit=None, second_window=None, per_series=False, difference=False, ambiguity=None,
    )  # fmt: skip


def _places_of(plan: Plan, text: str, things: Sequence[Mention], stocked: tuple[Filter, ...]) -> Plan:
    """ "Which shops carry [product] but not [product]?", "who sells both?" """
    if not re.search(rf"\b(?:which|what|how many|list|any)(?: of (?:our|the))? {_SHOPS}\b|\bwho\b", text):
        return plan
    has, lacks = _has_and_lacks(text, "[product]")
    if has is None:
        return plan
    other = Filter(f"{BESIDE}store.product", "not in" if lacks else "in", (things[1 - has].items[0].name, *stocked))
    return plan.with_(
        intent="count" if re.search(r"\bhow many\b", text) else "list", measures=("count",), group_by="store",
        window=None, statistic="total", entities=replace(plan.entities, products=(things[has].items[0].id,)),
        filters=(*stocked, other), sort=None, limit=None, second_window=None, per_series=False, difference=False,
        ambiguity=None,
    )  # fmt: skip


def _of_all_others(
    plan: Plan, text: str, places: Sequence[Mention], catalogue: Catalogue, stocked: tuple[Filter, ...]
) -> Plan:
    """Sold in one store only, in every store, or in all but one: "which of our articles does Cork not carry?"."""
    stores = catalogue.of_kind("store")
    if not places:
        alone = _ONE_STORE.search(text) is not None
        if not (_EVERYWHERE.search(text) or alone) or _NOT.search(text) or stocked or plan.filters or len(stores) < 2:
            return plan
        everywhere = Filter(f"{IN_STORES}product", "=", 1 if alone else len(stores))
        return plan.with_(
            intent="count" if re.search(r"\bhow many\b", text) else "list", measures=("count",), group_by="product",
            filters=(everywhere,), window=None, sort=None, limit=None,
        )  # fmt: skip
    here = places[0].items[0]
    others = [s.name for s in stores if s.id != here.id]
    if not others or here.name in others or plan.filters[1:]:
        return plan
    if _ONLY.search(text):
        return _listed(plan, text, places[0], [], stocked, True).with_(
            filters=(*stocked, Filter(f"{BESIDE}product.store", "not in", (*others, *stocked)))
        )
    if _HAVE_NOT.search(text) and len(_NOT.findall(text)) == 1:
        gone = _listed(plan, text, places[0], [], (), True)
        return gone.with_(measures=("on_hand",), filters=(Filter("on_hand", "<=", 0),))
    if _NOT_CARRIED.search(text) and not stocked and len(_NOT.findall(text)) == 1:
        rest = _listed(plan, text, places[0], [here.name], (), True)
        return rest.with_(entities=replace(plan.entities, stores=tuple(s.id for s in stores if s.id != here.id)))
    return plan


def _same_condition(plan: Plan, text: str, places: Sequence[Mention]) -> Plan:
    """The condition of `plan` in the first of two stores, and not in the second, or in both."""
    lacks = _SAME_NOT.search(text) is not None
    if not lacks and not (re.search(r"\b(?:both|alike)\b", text) and _SAME_BOTH.search(text)):
        return plan
    first, second = places[0].items[0], places[1].items[0]
    met = () if _KEPT_IN.search(text) else plan.filters  # "which class B products sell here but not there?"
    other = Filter(f"{BESIDE}product.store", "not in" if lacks else "in", (second.name, *met))
    return plan.with_(
        entities=replace(plan.entities, stores=(first.id,)), filters=(*plan.filters, other), group_by="product"
    )
