# ruff: noqa: E501 - a pattern is read on one line
"""Whether a message needs the one before, or stands by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import SOLD_THROUGH
from rag.plan import Plan
from rag.understanding.followups.after_notes import PRONOUN
from rag.understanding.followups.carrying import ADDS_UP, ANY_OF_IT, KINDS
from rag.understanding.followups.explained import without_explained
from rag.understanding.followups.ranked_places import after_them, places_on
from rag.understanding.followups.same_things import OF_THEM, units_only
from rag.understanding.followups.taken_up_again import FIGURE_AGAIN
from rag.understanding.followups.that_day import told_that_day
from rag.understanding.grounds import SAYS_WHY, about_us, names_figures, odd_words
from rag.understanding.plans.left_out import is_left_out, only_leaves_out
from rag.understanding.words.patterns import PART_OF

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["BY_THEMSELVES", "WHICH_ONES", "leans", "quotes_a_note"]

_OPENS = re.compile(
    r"^(?:and|or|but|so|ok|okay|then|now|also|plus|alright|right|well|hmm|what about|how about|same|only|just|instead|for|in|at|with|without|not|no|yes|why|how come|when|who|from who|(?:from|by|of|in|for) (?:which|what)|by when|which one|which of|if|what if|suppose|both|all of|compare|versus|vs|sorry|i mean|i meant|actually|rather|make it|again|the|total|per|this|that|\[store\]|\[product\]|\[category\]|\[supplier\]|\[future\]|\[past\]|next|last|p ?\d)\b|^\["
)
_WHOLE = re.compile(
    r"\b(?:all (?:our |the )?(?:stores|products|suppliers)|whole (?:company|chain|business)|company[- ]?wide|overall|in general|every store|across (?:the|all)|total (?:company|for everything)|chain|all (?:our |the )?(?:doors|outlets|sites|locations|branches|shops)(?: in)?(?: combined| together| counted)?)\b"
)
_NARROWS = re.compile(
    r"\bthe (?:\w+ )?ones\b(?! (?:that|which|who|with|in|from|of|for))|\b(?:leave out|drop|skip|remove|hide|forget) (?:whatever|what|everything|all|those|the ones|anything)\b|\bonly (?:want|need|show|list|give me|see)?\s?(?:what|those|the ones)\b"
)
_THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )\bthere\b(?! (?:is|are|was|were|a|an|any|will|has|have|be|must|should|may|could))"
    r"|\b(?:in|at|for) that (?:shop|store|branch)\b"
)
_SAME_FOR = re.compile(r"\b(?:the same|another|one)(?: \w+)? (?:for|in|at|with|from|of|to) (?:the )?\[")
BY_THEMSELVES = frozenset({"chance_above", "chance_below", "gap_to_number", "reached_on", *SOLD_THROUGH})
_ONE_OF_THEM = re.compile(r"\bwhich (?:of the two|one|is|has|was|keeps?)\b|\bwho (?:of|is|has|keeps?|among)\b")
#: "So for [store]: too high or too low?"
_SO_THERE = re.compile(
    r"^\W*(?:(?:so|then|now|ok|okay|well|right|fine|good)\b[,.!]? )+(?:(?:what|how) about |for |in |at )(?:the )?\[store\](?: then| now)?[:,?-]"
)
_THE_WHOLE_LIST = re.compile(
    r"\b(?:everything|(?:full|whole|entire|complete)(?: \w+)? (?:lists?|orders?|recommendations?|set of \w+)|all (?:\w+ ){0,2}(?:orders|recommendations|lines|recommended|you (?:recommend|advise|propose|suggest)))\b"
)
_OF_NOTES_ALONE = re.compile(r"^(?:if )?there\b|(?<=\] )\binstead\b|(?<=[a-z] )instead(?=\W*$)")
#: Says that it goes on with what was told
_MORE = re.compile(r"\b(?:others?|rest|else|again|too|as well|also|instead|remaining|remainder)\b")
_A_FRAGMENT = 6  # words
_SURE_IT_FOLLOWS = 0.9  # probability
_ADDS_ON = re.compile(r"^(?:and|but|so|now|ok|then|or)\b")


#: "How many are on hand in [store]?" after a product: of it; no goods are named
_BARE_MANY = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|then|but|now|well|also)[,]? )*how (?:many|much) (?:are|is|do|does|did|will|have|has|were|was|should|would|can|could|must) "
)
#: "Stock left across all stores?", "total on hand, whole chain": a figure and a place, in no sentence
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|am|do|does|did|has|have|had|will|would|can|could|should|must|may|might|need|want|sells?|sold|holds?|runs?|needs?|got|get|gets|give|show|tell|list|name|looks?|comes?|goes)\b"
)
#: Goods, in whatever words: then the figure is theirs, and not that of the product spoken of
_GOODS = re.compile(
    r"\b(?:products?|items?|articles?|goods|skus?|lines?|stuff|things?|everything|anything|assortment|range|suppliers?|vendors?|categor\w+|departments?|overall|company|business|turnover|revenue)\b|\[(?:category|supplier)\]"
)
_SHORT = 10  # words


_WHICH_SUPPLIER = re.compile(r"^\W*(?:(?:and|so|ok) )*(?:from |with )?(?:which|what) (?:supplier|vendor)\W*$")


_ALL_IN = re.compile(
    r"\b(?:all in(?! \[)|all told|in all|altogether|everything|as a whole|all (?:goods|products|lines|articles))\b"
)


def _of_that_product(turn: Turn, earlier: Plan) -> bool:
    promoted = any(f.column == "on_promotion" for f in earlier.filters)
    told = promoted or earlier.intent in ("value", "compare", "whatif", "explain", "notes")
    one = told and len(earlier.entities.products) == 1
    own, goods = turn.plan.entities, turn.reading.group or turn.plan.filters
    bare = not (own.products or own.suppliers or own.categories) and not goods and turn.plan.intent == "value"
    bare = bare and not _ALL_IN.search(turn.masked.text)
    return bool(one and bare and own.stores and _BARE_MANY.match(turn.masked.text)) or (
        bool(bare and one) and _bare_figure(turn)
    )


def _bare_figure(turn: Turn) -> bool:
    """ "Stock across all stores?", "on hand in [store] right now": words without a verb, and no goods named."""
    text, places = turn.masked.text, turn.plan.entities.stores or _WHOLE.search(turn.masked.text)
    named = places and not turn.reading.weak and turn.plan.measures and len(text.split()) <= _SHORT
    return bool(named) and not (_VERB.search(text) or _GOODS.search(text))


def _a_set(earlier: Plan) -> bool:
    """A list, or the sum of one."""
    return earlier.intent == "list" or (earlier.intent == "value" and bool(earlier.filters))


WHICH_ONES = re.compile(r"^(?:and |so |but |ok )*(?:which|what|how many) (?:ones?|of (?:them|those|these))\b")


#: "Which must I order first?", "what is the first to go?" after a list: the first of those
_FIRST_OF_THEM = re.compile(
    r"^\W*(?:(?:and|so|but|ok|then),? )*which (?:must|should|do|does|will|would|can|is|are|has|have|needs?|goes|runs?|comes|falls?)\b[^?]*\b(?:first|next|soonest|earliest|last)\b(?! (?:week|month|\d))"
    r"|^\W*(?:(?:and|so|but|ok|then),? )*(?:what|which|who) (?:is|are|will be|would be) (?:the )?(?:first|next|last) to\b"
)
_OF_AN_ORDER = frozenset({"order_by", "order_qty", "order_value", "due_on", "on_order"})
_ORDER_IT = re.compile(r"\b(?:place|order|buy|send|cancel|postpone|delay|skip|reorder) (?:it|them|that one)\b")


def _one_against(plan: Plan, earlier: Plan) -> bool:
    """Is the one thing that is to be compared of a kind with the one that was told?"""
    kinds = [k for k in KINDS if getattr(plan.entities, k)]
    alone = len(kinds) == 1 and len(getattr(plan.entities, kinds[0])) == 1 and plan.second_window is None
    return alone and len(getattr(earlier.entities, kinds[0])) == 1 and set(plan.measures) <= set(earlier.measures)


#: "What do the other shops sell without [store]?": of what was told
_THE_OTHERS = re.compile(r"\bthe (?:other|remaining) (?:stores|shops|branches|ones)\b|\bthe (?:others|rest)\b")


def quotes_a_note(turn: Turn) -> bool:
    """Is the note asked for by its title or its words? "Who wrote '...'?" needs nothing that was told before."""
    return turn.plan.intent == "notes" and ("[quote]" in turn.masked.text or bool(turn.plan.entities.notes))


def leans(turn: Turn, earlier: Plan) -> bool:
    """Does the question need the one before?"""
    text, plan, reading = without_explained(turn.masked.text), turn.plan, turn.reading
    if _THERE.search(text) and earlier.entities.stores and not plan.entities.stores:
        return True  # "give me the top 5 there by revenue"
    if places_on(after_them(turn.masked.spelled, earlier) or text, earlier) is not None or (
        earlier.entities.products and ANY_OF_IT.match(text)
    ):
        return True
    named = any(getattr(plan.entities, kind) for kind in KINDS)
    same_for = _SAME_FOR.search(text)
    if named and same_for and "[" not in text[: same_for.start()]:
        return True  # "do the same for [store]. How many lines would that have?"
    if named and earlier.intent in ("value", "whatif") and PART_OF.search(text):
        return True  # "how much of the original bill is for [store]?"
    if plan.intent == "compare" and _one_against(plan, earlier):
        return True  # "how does [supplier] compare?"
    if FIGURE_AGAIN.search(turn.masked.question.lower()) and earlier.entities.products and not plan.entities.products:
        return True  # "units again, but [store]"
    others = _THE_OTHERS.search(text) and earlier.intent == "value" and plan.intent == "value"
    if others and any(is_left_out(turn.masked, m) for m in turn.masked.mentions):
        return True
    if _of_that_product(turn, earlier) or told_that_day(turn, earlier):
        return True
    if plan.entities.notes or (plan.entities.products and plan.entities.stores and BY_THEMSELVES & set(plan.measures)):
        return False
    if not named and plan.measures == ("product_supplier",) and (PRONOUN.search(text) or _WHICH_SUPPLIER.match(text)):
        return True  # "which suppliers is that from?"
    if not named and WHICH_ONES.match(text) and earlier.intent in ("list", "count", "rank"):
        return True  # "which ones have more than 60%?"
    of_products = reading.group in ("", "product", "series")
    if not (named or turn.masked.windows) and earlier.intent == "list" and of_products and _FIRST_OF_THEM.match(text):
        return True
    if not named and _ADDS_ON.match(text) and plan.intent == "list" and of_products and _a_set(earlier):
        return True  # "and if I take everything that must be ordered within the next 7 days, which are these?"
    only_some = earlier.intent in ("list", "count", "draft_order") and plan.intent == "list" and of_products
    if not named and only_some and (turn.follows >= _SURE_IT_FOLLOWS or _NARROWS.search(text)):
        return True  # "leave out whatever can wait, I only want what must go out today"
    if units_only(turn, earlier):
        return True  # "and for all stores? The number of units only"
    if only_leaves_out(turn):
        return True  # "now without [store] and [store], how many units in all?"
    summed = ADDS_UP.search(text) and set(reading.measures) <= {"expected_sales"}
    if summed and not named and earlier.intent == "list" and not turn.masked.windows:
        return True  # "how many units altogether, for all shops?"
    if _WHOLE.search(text) and not reading.weak and not PRONOUN.search(text) and not summed:
        return False
    if (
        not named
        and turn.amounts.levels
        and (PRONOUN.search(text) or (len(text.split()) <= 16 and reading.group in ("", "day")))
    ):
        return True  # "how many to be 95% safe for those days?"
    if (
        not named
        and turn.amounts.scenario
        and turn.amounts.scenario.kind in ("demand", "price", "quantity", "budget", "taken")
        and not (turn.amounts.scenario.kind == "taken" and plan.intent == "rank")
    ):
        return True  # "and supposing the roadworks let us reach a mere 70% of it?"
    if (
        not named
        and plan.intent == "explain"
        and SAYS_WHY.match(text)
        and any(getattr(earlier.entities, k) for k in KINDS)
    ):
        return True  # "why not? what is the reasoning?"
    specific = set(reading.measures) & {"coverage_80", "wape", "bias_pct"}  # "and your 80% range, what did it catch?"
    if not named and set(plan.measures) & set(SOLD_THROUGH):
        return True  # "if no lorry comes for ten days, how many of them are left?"
    of_them = OF_THEM.search(text) or _ONE_OF_THEM.search(text)  # a figure by name, of those spoken of
    about = (
        specific
        or about_us(text)
        or names_figures(turn)
        or of_them
        or (PRONOUN.search(text) and len(text.split()) <= 10)
    )
    if not named and set(plan.measures) & _OF_AN_ORDER and _ORDER_IT.search(text):
        return True  # "... so tell me the last date on which I can still place it"
    if not named and odd_words(text) and (reading.weak or not about):
        return turn.follows >= _SURE_IT_FOLLOWS
    if re.search(r"\b(?:of|from|among|amongst|out of|in) (?:all of )?(?:these|those|them)\b", text) and not named:
        return True
    if (
        earlier.intent in ("list", "rank")
        and not named
        and re.search(r"\b(?:on|from) (?:it|(?:that|the|this) list)\b", text)
    ):
        return True  # "which product on it is the dearest line?"
    budget = plan.intent == "whatif" and plan.scenario is not None and plan.scenario.kind == "budget"
    if budget and plan.entities.stores and _THE_WHOLE_LIST.search(text) and not _ADDS_ON.match(text):
        return False  # "finance caps [store] at 650: by how much does the full list break it?"
    told = _OF_NOTES_ALONE.sub("", text)
    if plan.intent == "notes" and named and not (PRONOUN.search(told) or _OPENS.search(told) or _MORE.search(told)):
        return False  # "is there a note on [supplier]?", "[product] is gone, what can we offer instead?"
    if reading.statistic in ("peak_day", "low_day") and plan.entities.products and plan.entities.stores:
        return False  # "quietest day next week for [product] in [store]?"
    of_a_set = named and plan.intent in ("list", "rank", "count") and plan.filters and len(text.split()) > _A_FRAGMENT
    if of_a_set and not (PRONOUN.search(text) or _OPENS.search(text) or _MORE.search(text)):
        return False  # "how many products in [store] are we under-forecasting by more than 20%?"
    if reading.weak:  # no measure of its own
        return bool(
            named or PRONOUN.search(text) or _OPENS.search(text) or len(text.split()) <= 10 or turn.amounts.scenario
        )
    if not named and re.search(r"\b(?:with|from|at|by|of|to|for) (?:them|it|him|her)\b|\btheirs?\b", text):
        return True
    if not named:
        if (PRONOUN.search(text) and plan.intent not in ("list", "rank")) or (
            _OPENS.match(text) and len(text.split()) <= 14
        ):
            return True
        theirs = any(m.startswith("supplier_") or m == "lead_time_days" for m in plan.measures)
        of_supplier = earlier.entities.suppliers and earlier.intent == "value" and theirs
        return (
            plan.intent in ("value", "explain", "whatif", "compare")
            and bool(earlier.entities.products or earlier.entities.stores or of_supplier)
            and not reading.group
        )
    if plan.entities.products and not plan.entities.stores and earlier.entities.stores and not reading.group:
        return True
    if _SO_THERE.match(text) and earlier.entities.products:
        return True
    return bool(re.match(r"^(?:and|or|what about|how about|also|same|but|just|only)\b", text)) or bool(
        PRONOUN.search(text) and not plan.entities.products
    )
