# ruff: noqa: E501 - a pattern is read on one line
"""Which names a follow-up takes of the question before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import Entities, Plan
from rag.understanding.followups.carrying import AGAINST, KINDS, ONE_OF_TWO, SINGULAR
from rag.understanding.followups.same_things import OF_THEM
from rag.understanding.plans.left_out import is_left_out
from rag.understanding.words.patterns import WHO_MORE

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["asking_of_the_two", "asking_the_same_name", "inherited_entities"]

_EVERYWHERE = re.compile(
    r"\b(?:all|every|each)(?: of)? (?:our |the )?(?:stores?|shops?|branch(?:es)?)\b|company[- ]?wide|whole (?:company|chain)|everywhere"
)
#: "How many of it are in our shops?" after one of them
_IN_OUR_SHOPS = re.compile(
    r"\b(?:in|across|at|over) (?:the |our |all ){1,3}(?:(?:two|three|four|five|six|\d) )?(?:stores|shops|branches)\b(?! (?:of|in|at|near|around|with|where|that|which)\b)"
)
#: "Make that all the shops. How many units in total?"
_WIDENED = re.compile(
    r"^\W*(?:and |ok |now |then |so |please )*(?:make|take|do|use) (?:it|that|this)(?: for| to| in)? (?:all|every)(?: of)? (?:our |the )?(?:stores?|shops?|branch(?:es)?)\b",
    re.IGNORECASE,
)


#: "Now both in [store]", "both figures for [product]": of the two things, or figures, spoken of
_BOTH_THERE = re.compile(
    r"\bboth(?: of (?:them|those|these)| (?:the )?(?:figures|numbers|values))?(?= (?:(?:in|at|for|of|from) (?:the )?\[(?:store|product|supplier|category)\]))"
)
_RATHER = re.compile(r"\brather than\b")
#: "And with [store] back in?" after it was left out
_BACK_IN = re.compile(
    r"\b(?:with|put|putting|add|adding|bring|bringing|take|taking|count|counting) (?:the |in )?\[\w+\](?:'s)?(?: \w+)? (?:back|(?:in|included|counted)(?: in)? again|in (?:it )?again)\b|\b(?:put|add|bring|take|count|include)\w*(?: back)?(?: in)? (?:the )?\[\w+\](?: \w+)? (?:again|back)\b|\b(?:add|put|bring|take|count)(?:ing)? back (?:in )?(?:the )?\[\w+\]"
)
_OF_THE_TWO = re.compile(
    r"\b(?:which|who|what|whichever)(?: \w+)? (?:of|from|between|among) (?:(?:the|these|those) (?:two|2|pair)|both)\b|\bwhich of (?:them|these|those)\b"
)
#: "And [store] beside those two", "put [product] next to them"
_BESIDE_THEM = re.compile(
    r"^(?:and |now |please |also |then |ok |so )*(?:add|include|throw in|bring in|put in) (?:the )?\[\w+\](?: too| as well| in| please)*\W*$|\] (?:\w+ ){0,2}?(?:beside|next to|alongside|against|with|to|by) (?:all )?(?:them|those|these|the (?:two|three|four|others?)|(?:that|the|this) (?:comparison|list|table|picture))\b"
)
#: "There and at [store]", "in [store] and there as well"
_THERE_TOO = re.compile(
    r"\b(?:there|here|(?:in|at|for) that (?:shop|store|branch)),? (?:and|plus|as well as|and also|along with|together with)(?: then| also)?(?: (?:in|at|for))? (?:the )?\[store\]|\[store\],? (?:and|plus|as well as|along with) (?:also )?(?:there|here|(?:in|at|for) that (?:shop|store|branch))\b(?! (?:is|are|was|were|any)\b)"
)
_THAT_ORDER = re.compile(
    r"\b(?:that|this|the same|same|that same|this same) (?:quantity|amount|order|number|many|much|lot|purchase|line|product|article|item)\b"
    r"|\b(?:it|that|this|the (?:order|bill|line)|one|a piece) (?:cost|come|then|be|make|instead)\b|\b(?:cost|price|bill|pay|value|total)\b[^?]{0,15}\b(?:of|for) (?:it|that|this)\b|\b(?:pay|cost us) for (?:it|that|this)\b|\bthis order\b"
)
_AS_A_WHOLE = re.compile(
    r"\[store\] (?:taken as a whole|as a whole|overall|altogether|in total)\b|^\W*(?:(?:and|or|what about|how about|for|in) )*(?:all of|the whole of|everything in|all in) \[store\]\W*$|\b(?:whole|entire) (?:store|shop|branch)\b"
)


#: "Which one is it there?", "which one would that be?", "which one?"
_WHICH_IS_IT = re.compile(
    r"\b(?:which|what) one(?: (?:is|was|are|would|will|does|do|did)(?: (?:it|that|this|they))?(?: be)?)?(?= (?:there|then|in|at|for|here)\b|\s*(?:[?.,!]|$))"
)
_NAMES_ARE_TOLD = frozenset(
    {"peak_weekday", "product_supplier", "abc_class", "xyz_class", "demand_class", "forecast_model", "action"}
)


def _answers_a_name(plan: Plan) -> bool:
    """Is what was told a name: a weekday, a day, a class, a supplier?"""
    told = bool(plan.measures) and plan.measures[0] in _NAMES_ARE_TOLD
    of_supplier = plan.intent == "list" and plan.measures == ("product_supplier",)
    return of_supplier or (plan.intent == "value" and (told or plan.statistic in ("peak_day", "low_day")))


def asking_the_same_name(turn: Turn, earlier: Plan) -> Turn:
    """ "And in [store], which one is it there?" after a weekday: which weekday, and not which of two stores."""
    text = _WHICH_IS_IT.sub(" ", turn.masked.text)
    if not turn.reading.weak or text == turn.masked.text or not _answers_a_name(earlier):
        return turn
    reading = turn.reading.with_(intent="value", order="", sort="")
    return replace(
        turn, masked=replace(turn.masked, text=text), reading=reading, plan=turn.plan.with_(intent="value", sort=None)
    )


_WHICH_OF_TWO = re.compile(
    r"\b(?:which|who|where|what) (?:one )?(?:of|from|between) (?:the|these|those) (?:two|2|both)\b(?! \w*(?:products|items|articles|goods)\b)"
)


def asking_of_the_two(turn: Turn, earlier: Plan) -> Turn:
    """ "Which of the two runs dry first?" after one product in two stores: which of the stores, and no ranking of goods."""
    pair = [k for k in KINDS if len(getattr(turn.plan.entities, k) or getattr(earlier.entities, k)) == 2]
    other = turn.reading.group and len(pair) == 1 and turn.reading.group != SINGULAR[pair[0]]
    if not other or not _WHICH_OF_TWO.search(turn.masked.text) or turn.plan.intent not in ("rank", "compare"):
        return turn
    reading = turn.reading.with_(group="", intent="compare")
    return replace(turn, reading=reading, plan=turn.plan.with_(intent="compare", group_by=None, limit=None))


def _all_left_out(turn: Turn, kind: str) -> bool:
    named = [m for m in turn.masked.mentions if m.kind == kind]
    return bool(named) and all(is_left_out(turn.masked, m) for m in named)


_ONLY = re.compile(r"^\W*(?:(?:and|now|then|ok|but|please|so|show me|give me) )*(?:only|just)\b")


def _narrows(turn: Turn, earlier: Plan) -> bool:
    """ "And without [category] as well", "of those just the [category] ones": of the same list, still."""
    said = OF_THEM.search(turn.masked.text) or _ONLY.match(turn.masked.text) or _all_left_out(turn, "category")
    return bool(earlier.intent in ("list", "rank", "count") and said)


#: "And all categories together?", "across all our suppliers"
_ALL_OF_A_KIND = re.compile(
    r"\b(?:all|every|each)(?: of)?(?: the| our| my)?(?: other)? (?P<kind>products?|items?|articles?|categor(?:y|ies)|departments?|suppliers?|vendors?)\b(?! (?:in|of|from|that|which|with|we|there|on)\b)"
)
_KIND_OF = {"p": "products", "i": "products", "a": "products", "c": "categories", "d": "categories", "s": "suppliers", "v": "suppliers"}  # fmt: skip
#: "And everything together?", "the whole assortment?"
_ALL_GOODS = re.compile(
    r"^\W*(?:(?:and|or|ok|so|now|then|but|what about|how about|for|in|if you take|make it|take) )*(?:everything|(?:the |our )?(?:whole|entire|full|complete) (?:assortment|range|lot|shop|store|company|business|chain)|all (?:the |our )?(?:goods|assortment)|all (?:that )?(?:we|they|it) (?:sells?|have|has)|the (?:grand )?total|company[- ]?wide|all in all|overall)(?: (?:together|combined|summed up|in total|in all|altogether|we (?:sell|have)|they (?:sell|have)|then|please))*\W*$"
)


def _put_all_of_a_kind(turn: Turn, earlier: Plan, chosen: dict[str, tuple[str, ...]]) -> None:
    """ "And all categories together?" after one category: of none in particular."""
    plan, text = turn.plan, turn.masked.text
    if plan.intent not in ("value", "compare", "count") or earlier.intent not in ("value", "compare", "count"):
        return
    said = _ALL_OF_A_KIND.search(text)
    kind = _KIND_OF[said["kind"][0]] if said else ""
    if kind and not getattr(plan.entities, kind):
        chosen[kind] = ()
        if kind != "products" and not plan.entities.products:
            chosen["products"] = ()
    elif _ALL_GOODS.match(text) and not earlier.filters:
        chosen |= {"products": (), "categories": (), "suppliers": ()}


def inherited_entities(turn: Turn, earlier: Plan) -> Entities:
    """The names of a follow-up, with those of the question before where it has none of a kind."""
    plan, text = turn.plan, turn.masked.text
    compares = (
        plan.intent == "compare"
        or WHO_MORE.search(text)
        or AGAINST.search(_RATHER.sub(" ", ONE_OF_TWO.sub(" ", _BOTH_THERE.sub(" ", text))))
    )
    chosen: dict[str, tuple[str, ...]] = {}
    for kind in KINDS:
        new, old = getattr(plan.entities, kind), getattr(earlier.entities, kind)
        if new and old and compares and set(new) != set(old) and len(new) == 1:
            chosen[kind] = tuple(dict.fromkeys((*old, *new)))
        elif new and set(old) & set(new) and _all_left_out(turn, SINGULAR[kind]):
            chosen[kind] = tuple(i for i in old if i in new) or new  # "and without [supplier] as well?"
        elif (new and old and _BACK_IN.search(text)) or (
            new and ((len(old) > 1 and _BESIDE_THEM.search(text)) or (kind == "stores" and _THERE_TOO.search(text)))
        ):
            chosen[kind] = tuple(dict.fromkeys((*old, *new)))
        elif new:
            chosen[kind] = new
        elif len(old) == 2 and _OF_THE_TWO.search(text):
            chosen[kind] = old  # "which of the two is gone first?"
        elif turn.reading.group == SINGULAR[kind] and turn.plan.intent in ("list", "rank", "count"):
            chosen[kind] = ()
        else:
            chosen[kind] = old
    _put_all_of_a_kind(turn, earlier, chosen)
    for kind in turn.masked.wider:
        chosen[kind] = getattr(plan.entities, kind)
        if kind in ("categories", "suppliers") and not plan.entities.products:
            chosen["products"] = ()
    if len(earlier.entities.stores) == 1 and plan.intent == "value" and _IN_OUR_SHOPS.search(text):
        chosen["stores"] = plan.entities.stores
    if _EVERYWHERE.search(text) or _WIDENED.search(turn.masked.question):
        chosen["stores"] = plan.entities.stores
    if _AS_A_WHOLE.search(text) and not plan.entities.products:
        chosen |= {"products": (), "categories": plan.entities.categories, "suppliers": plan.entities.suppliers}
    if plan.entities.products:
        chosen["categories"] = plan.entities.categories
        chosen["suppliers"] = plan.entities.suppliers
    elif turn.amounts.scenario and not plan.entities.categories and _THAT_ORDER.search(text):
        chosen["categories"] = earlier.entities.categories  # "[supplier] puts 8% on it: what does that quantity cost?"
    elif plan.entities.categories or plan.entities.suppliers:
        chosen["products"] = ()
        if plan.entities.categories and not plan.entities.suppliers and not _narrows(turn, earlier):
            chosen["suppliers"] = ()
    return replace(plan.entities, **chosen)
