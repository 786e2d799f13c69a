# ruff: noqa: E501 - a pattern is read on one line
"""A message that points back ("any of those close to running out?") is not answered for everything there is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.plan import KINDS, Ambiguity, Entities, Plan
from rag.understanding.followups.of_ranked import placed_at
from rag.understanding.followups.ranked_places import PAGE
from rag.understanding.followups.same_things import with_those_before
from rag.understanding.message.tidying import tidy

__all__ = ["kept_to_what_is_pointed_at"]

_ASKS_OF_DATA = ("value", "list", "rank", "count", "explain", "compare", "whatif", "draft_order")
#: What says that a "it" or "that" points at nothing: "is it true", "how does it look", "it is high time"
_EXPLETIVE = re.compile(
    r"\b(?:is|was|will|would|makes?|find|found|does|do|did) it (?:true|possible|likely|right|correct|safe|wise|better|best|ok|okay|fair|worth\w*|sensible|necessary|enough|too|normal|usual|look|seem|matter|make|take|mean|happen|going to|all)\b"
    r"|\bit (?:is|was|'s|will be|would be|seems?|looks?|takes?|depends?|rains?|snows?|turns|happens|says|all|matters?|makes)\b|\bit's\b|(?<!is )(?<!are )(?<!was )(?<!of )(?<!for )(?<!and )(?<!on )(?<!to )(?<!at )(?<!in )(?<!with )(?<!by )(?<!has )\bits\b|\bworth it\b|\b(?:that's|do|doing|done|make|leave|take|put|call) it\b|\bas it\b|\bhow (?:is|does|'s) it\b"
    r"|\bthese days\b|\b(?:those|these) (?:that|which|who|with|in|from|due|of|whose|where|we|i|under|over|above|below|on)\b|(?<!\bof )\bthat (?:is|are|was|were|we|i|have|has|do|does|need|needs|must|can|will|sell|run|come|should)\b"
)
_POINTS = re.compile(
    r"\b(?P<one>it|its|that one|this one|(?:that|this) (?:product|item|article|line|sku|store|shop|branch|supplier|vendor|firm|company|category|group|place|order|purchase|delivery))\b"
    r"|\b(?P<many>those|these|them|they|their|theirs|(?<=\bof )(?:that|this)(?=\s*(?:[,?!.]|$)| (?:is|are|was|were|will|would|has|have|had|costs?|comes?|goes|needs?|runs?|sells?)\b))\b"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )\b(?P<place>there)\b(?! (?:is|are|was|were|a|an|any|will|has|have|be|must|should|may|could|might|would)\b)"
)
#: A thing that the pronoun may stand for in the message itself: "which orders are late, and when are they due?"
_OWN = re.compile(
    r"\b(?:products?|items?|articles?|lines?|skus?|goods|stores?|shops?|branch(?:es)?|suppliers?|vendors?|firms?|categor(?:y|ies)|groups?|orders?|deliver(?:y|ies)|alerts?|notes?|letters?|warnings?|promotions?|offers?|forecasts?|days?|weeks?|months?|events?|holidays?|units|pieces|stock|demand|sales|returns?|people|customers|everything|anything|nothing|something|who|ones)\b"
)
#: "Which products do we get from them?": not the products
_FROM_OUTSIDE = re.compile(r"\b(?:from|by|with|at|to|in|through|via|of|among) $")
#: Everything is meant after all
_ALL = re.compile(
    r"\b(?:overall|in general|everywhere|across|company|chain|all (?:our |the )?(?:stores|shops|branches|products|suppliers|orders)|every (?:store|shop|product|supplier)|anything|everything)\b"
)
_ALL_PLACES = re.compile(
    r"\b(?:overall|everywhere|across|company|chain|all (?:our |the |of our |of the )?(?:stores|shops|branches)|every (?:store|shop|branch))\b"
)
_ALL_KINDS = re.compile(
    r"\b(?:all (?:our |the )?(?:products|suppliers|orders)|every (?:product|supplier)|anything|everything)\b"
)
_FIELDS: dict[str, str] = {"product": "products", "store": "stores", "supplier": "suppliers", "category": "categories"}


#: "Return rate of the same item in [store]", "how many of that one come back in [store]?"
_SAME_ITEM = re.compile(
    r"\b(?:the )?(?:very )?same (?:item|product|article|sku|one|line)\b(?! (?:of|as)\b)|\b(?:of|for|from|with) (?:this|that) (?:one|item|product|article|sku)\b"
)


def _same_item_there(plan: Plan, plans: Sequence[Plan]) -> Plan:
    """`plan` of the one product before it, where it names a place and points at that product."""
    held = plan.entities
    placed = bool(held.stores) and not (held.products or held.categories or held.suppliers)
    one = plans[-1].entities.products if plans else ()
    if not placed or len(one) != 1 or plan.intent not in ("value", "compare") or plan.also:
        return plan
    return plan.with_(entities=replace(held, products=one)) if _SAME_ITEM.search(tidy(plan.question).lower()) else plan


def kept_to_what_is_pointed_at(plan: Plan, plans: Sequence[Plan]) -> Plan:
    """`plan`, the reading of a message after those of `plans`, about what the message points at.

    Unchanged where it names things of its own, points at nothing, or what was spoken of is everything.
    """
    plan = _same_item_there(_of_the_supplier(plan), plans)
    if plans and (asked := _which_on_the_list(plan, plans[-1])) is not None:
        return asked
    if not plans or plan.intent not in _ASKS_OF_DATA or plan.entities != Entities() or plan.among or plan.also:
        return plan
    said = _ORDERED.match(plan.question) if _of_an_order(plan) else _pointer(plan.question)
    earlier = plans[-1]
    if earlier.intent == "clarify" and _GOES_ON.match(plan.question) and len(plan.question.split()) <= _FEW:
        said = said or _NOTHING.match(plan.question)  # "and in money?", while it is not known of what
    if said is None or _tells_already(plan, earlier):
        return plan
    if _ALL.search(plan.question.lower()):
        kept = _everywhere(earlier, plan, said)
    else:
        kept = _of(earlier, plan, said)
    if kept is None or kept is earlier:
        return kept or plan  # what was asked back about is still to be answered
    return kept.with_(question=plan.question, resolved_question=plan.question)


_GOES_ON = re.compile(r"\W*(?:and|or|but|so|then|also|ok|what about|how about)\b", re.IGNORECASE)
_FEW = 6  # words
_NOTHING = re.compile(r"(?P<one>)(?P<many>)(?P<place>(?!x)x)?")
#: "When will it run out there?"
_ONE = re.compile(r"\b(?:when|how long|how many days)\b[^?]*\b(?:it|that one|this one|that product)\b", re.IGNORECASE)
_OF_ONE = frozenset(
    {"stockout_date", "days_of_cover", "stockout_probability", "reorder_point", "safety_stock", "order_by"}
)


def _which_on_the_list(plan: Plan, earlier: Plan) -> Plan | None:
    """ "When will it run out?" after a list of products: asked back which of them, and not told of their store."""
    listed = earlier.intent == "list" and earlier.group_by == "product" and earlier.filters and not earlier.limit
    one = plan.intent == "value" and set(plan.measures) <= _OF_ONE and plan.measures and not plan.among
    if not listed or not one or plan.entities != earlier.entities or plan.filters or not _ONE.search(plan.question):
        return None
    asked = "I told you of several products. Which of them do you mean?"
    ambiguity = Ambiguity("meaning", "it", ())
    return Plan("clarify", ambiguity=ambiguity, problem=asked, question=plan.question, resolved_question=plan.question)


#: "Draft that", "what if I wait a week?": an order of what was spoken of, unless everything is said
_ORDERED = re.compile(
    r"(?P<one>(?P<many>(?P<place>(?!x)x)?))(?!.*\b(?:all|everything|every|each|overall|whole|today|chain|company)\b)",
    re.IGNORECASE | re.DOTALL,
)


def _of_an_order(plan: Plan) -> bool:
    """A draft, or an order that is not placed."""
    skipped = plan.scenario is not None and plan.scenario.kind == "skip_order"
    return (
        plan.intent == "draft_order" or skipped or (plan.intent == "explain" and "expected_lost_units" in plan.measures)
    )


_OF_FIRM = frozenset({"product_supplier", "lead_time_days", "supplier_lead_time_days", "supplier_on_time_rate"})


def _of_the_supplier(plan: Plan) -> Plan:
    """ "From whom?" after an order of one product: who supplies it, ordered or not."""
    of_one = plan.intent == "value" and len(plan.entities.products) == 1 and plan.measures
    if not of_one or not set(plan.measures) <= _OF_FIRM:
        return plan
    return plan.with_(filters=tuple(f for f in plan.filters if f.column not in ("order_qty", "action")))


def _pointer(question: str) -> re.Match[str] | None:
    """The word that points at something outside the message; None where there is none."""
    text = _EXPLETIVE.sub(lambda m: " " * len(m[0]), tidy(question).lower())
    if _ALL.search(text):
        if _ALL_KINDS.search(text) or not _ALL_PLACES.search(text):
            return None
        text = _ALL_PLACES.sub(lambda m: " " * len(m[0]), text)
    for said in _POINTS.finditer(text):
        before = text[: said.start()]
        clause = re.split(r"[.!?;]", before)[-1]
        if not _OWN.search(clause) or (_FROM_OUTSIDE.search(before) and not re.search(r"[,]| and | or ", clause)):
            return said
    return None


def _everywhere(earlier: Plan, plan: Plan, said: re.Match[str]) -> Plan | None:
    """ "Of all our shops, where is its error the smallest?": of the one product, wherever it was asked of."""
    one = earlier.entities.products
    return plan.with_(entities=Entities(products=one)) if said["one"] and len(one) == 1 else None


def _tells_already(plan: Plan, earlier: Plan) -> bool:
    """Does the plan hold what was spoken of, as the conditions of a list or as the same ranking?"""
    same = earlier.filters and set(earlier.filters) <= set(plan.filters) and plan.entities == earlier.entities
    return bool(same) or plan.sort == earlier.sort is not None


def _of(earlier: Plan, plan: Plan, said: re.Match[str]) -> Plan | None:
    if earlier.intent == "clarify":
        return earlier if earlier.ambiguity is not None and earlier.ambiguity.kind in _FIELDS else None
    ranked = _FIELDS.get(earlier.among.group_by or "") if earlier.among is not None else None
    if earlier.among is not None and not (ranked and getattr(earlier.entities, ranked)):
        return plan.with_(among=earlier.among, entities=earlier.entities)
    field = _FIELDS.get(earlier.group_by or "")
    if earlier.intent == "rank" and field and earlier.measures != ("count",):
        several = said["many"] is not None and (earlier.limit or PAGE) > 1
        among = earlier.with_(limit=earlier.limit or PAGE, also=(), combine=None) if several else placed_at(earlier, 0)
        return plan.with_(among=among, entities=_without(earlier.entities, field))
    if earlier.intent in ("list", "count") and earlier.filters and plan.intent in ("value", "list", "rank", "count"):
        if said["many"] is None and said["place"] is None:
            return None
        return plan.with_(filters=with_those_before(plan.filters, earlier.filters), entities=earlier.entities)
    if said["place"] is not None:
        stores = earlier.entities.stores
        return plan.with_(entities=Entities(stores=stores)) if stores else None
    told = replace(earlier.entities, notes=())
    told = _without(told, _FIELDS[plan.group_by]) if plan.group_by in _FIELDS and plan.intent == "rank" else told
    return plan.with_(entities=told) if any(getattr(told, k) for k in KINDS) else None


def _without(entities: Entities, field: str) -> Entities:
    return replace(entities, **{field: ()})
