# ruff: noqa: E501 - a pattern is read on one line
"""Second messages after a note: more of the same note, or something of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.names.catalogue import Catalogue
from rag.notes.words import INSTEAD, NEW_PRICES, THAT_DAY, THAT_TIME
from rag.plan import Entities, Plan
from rag.understanding.followups.carrying import KINDS
from rag.understanding.followups.going_back import THAT_NOTE
from rag.understanding.message.note_topics import NOTE_TOPIC
from rag.understanding.reading import Reading

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = [
    "PRONOUN",
    "asks_on",
    "at_their_new_prices",
    "lasts_so_long",
    "of_that_note",
    "of_their_notes",
    "of_their_stock",
    "of_what_was_told",
    "the_same_of",
]

PRONOUN = re.compile(
    r"\b(?:it|its|that|this|those|these|them|they|their|there|the two|both|the same|ones?|the first|the second|the former|the latter|the other|said|all of that|instead|that order|that product|that store|this item)\b"
)


_HAVE_THEM = re.compile(
    r"\b(?:do|does|have|has) (?:we|they|you|\[store\]) (?:still |even |also )?(?:have|got|stock|carry)\b[^?]{0,20}\b(?:those|these|them|it|that|any|one|some)\b"
    r"|\b(?:is|are) (?:it|that|those|they|there any) (?:still )?(?:in stock|on hand|available)\b"
)
_CHANGES = frozenset({"trend", "trend_pct_28d", "product_unit_price", "product_unit_cost", "promo_uplift_pct"})
#: "Somebody told me it had a recall once": what was spoken of, not "is it true that ..."
_ITS = re.compile(
    r"\b(?:it|its)\b(?! (?:is |was )?(?:true|right|correct|possible|said|says|seems|looks|turns|called|rain|snow))(?<!is it)(?<!was it)|\b(?:they|their|them|he|she)\b|\b(?:that|this) (?:product|item|article|supplier|vendor|firm|company|store|shop|branch)\b"
)
_HOW_MUCH = re.compile(r"\b(?:per ?cent|%|how (?:much|many)|by what)")
_MORE_OF_IT = re.compile(r"\b(?:cause[ds]?|reason|afterwards|happened|went wrong|who wrote|exactly was it|catch up)\b")


#: "By what percentage, and when?"
_JUST_HOW_MUCH = re.compile(
    r"^\W*(?:and |so |ok |but )*(?:by )?(?:how (?:much|long|many (?:percent|%|days))|what (?:percent\w*|%|date|day)|which (?:day|date)|from when|since when|until when|when)"
    r"(?:[ ,]+(?:and|or|by|from|since|until|till|to|when|how|much|long|what|which|percent\w*|day|date|exactly|on|as|of|again|please))*\W*$"
)


#: "And that counts for anything ordered since when?"
_SINCE_WHEN = re.compile(
    r"^(?!\W*(?:and |so |but )*when\b)(?=[^?]*\b(?:that|this|it|these|those)\b)[^?]*\b(?:since|from|until|till|up to|as of) (?:when|what (?:date|day)|which (?:date|day))(?: on(?:wards?)?)?\W*$"
)
_FIRM = r"(?:them|they|(?:that|this|the|said) (?:supplier|vendor|firm|company|maker|manufacturer))"
#: "How many articles does that firm supply?"
_THEIR_GOODS = re.compile(
    rf"\bhow many\b[^?]*\b(?:products|items|articles|skus|goods|things)\b[^?]*\b(?:from|by|of|with) {_FIRM}\b"
    rf"|\bhow many\b[^?]*\b(?:products|items|articles|skus|goods|things)\b[^?]*\b(?:do|does|did) {_FIRM} (?:suppl|deliver|make|sell|ship|provid|send|have)\w*"
    r"|\bhow many of (?:their|its|that supplier's|that firm's) (?:products|items|articles|skus|goods)\b"
)


#: "So how many days is that without any dispatch?", "how long is the closure in all?"
_HOW_LONG_IN_ALL = re.compile(
    r"^\W*(?:and |so |ok |okay |but |then |right |that makes |which makes |hm+,? )*(?:for |over |that is |that's )?(?:how many (?:working |calendar |business |whole )?(?:days|weeks|nights)|how long)(?: in (?:all|total)| altogether)?"
    r" (?:is|are|was|were|does|do|did|will|would|without|with no|that)\b[^?]*\b(?:that|it|this|they|we|the (?:closure|shut ?down|break|pause|offer|promotion|campaign|strike|delay|stop))\b"
    r"|^\W*(?:and |so |ok |okay |but |then )*how many (?:working |calendar |business )?(?:days|weeks)(?: in (?:all|total)| altogether)? (?:without|with no) (?:any |a )?(?:dispatch\w*|deliver\w*|shipments?|goods|supply)\b"
)
#: "When does it end?", "from which day do they apply?", "until when are they shut?"
_WHEN_IT_IS = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|but|then|well|right|great|thanks)[,.]? )*(?:(?:(?:from|since|until|till|by|as of|up to) )?when(?: exactly)?|(?:(?:from|on|since|until|till|by|as of|up to) )?(?:what|which) (?:day|date)(?: exactly)?)"
    r" (?:does|do|did|will|would|is|are|was|were|has|have)(?: (?:it|that|this|they|these|those|the (?:closure|shut ?down|break|pause|holidays?|price(?:s| rise| increase)?|increase|rise|new prices?|delay|disruption|strike|promotion|offer|campaign|change|works?|event|fair|festival|contract|agreement|recall|sale)))?"
    r" (?:all |then |still |again |supposed to |going to |due to |meant to |be )*(?:ends?|ended|ending|over|finish(?:es|ed)?|stops?|stopp(?:ed|ing)|starts?|started|starting|begins?|began|beginning|appl(?:y|ies)|in force|(?:take|takes|come|comes|go|goes) (?:into )?(?:effect|force)|kicks? in|valid|resum\w+|re-?open\w*|open(?:s| again)?|(?:come |be |are |go )?back(?: (?:to normal|again|at work|open|in business))?|shut|closed?|close[sd]? (?:for|down)|expires?|runs? (?:from|until|to|till)|lasts? (?:until|till|to)|take place|happen\w*|effective)(?: (?:then|again|exactly|on|from|for|until|till|please|there))*\W*$"
)
#: "How much do we take off the price?"
_OFF_OR_ON = re.compile(
    r"\b(?:take[ns]?|taking|comes?|knock\w*|get|gets|percent|%|much|give|gives?) (?:\w+ )?off\b|\boff (?:the|its|their) (?:\w+ )?price\b"
    r"|\b(?:cut|reduc\w+|lower\w*|slash\w*|discount\w*|cheaper|mark\w* ?down|dearer|more expensive)\b|\b(?:rais\w+|ris\w+|increas\w+|go(?:es)? (?:up|down)|drop\w*)\b"
)


#: "So how late are those orders running?" after a note on a backlog
_HOW_LATE_THEN = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|but|then|well)[,.]? )*(?:by )?(?:about |roughly )?(?:how (?:late|delayed|overdue|far behind|(?:many days|long)(?: too)? (?:late|behind|overdue|delayed))) (?:are|is|do|does|will|would)\b(?: \w+){0,6}\W*$"
    r"|^\W*(?:(?:and|so|ok|okay|but|then|well)[,.]? )*by (?:about |roughly )?how (?:many (?:days|weeks)|much|long) (?:are|is|do|does|will|would|have|has)\b(?: \w+){1,5}? (?:slip\w*|drag\w*|lag\w*|late|later|behind|delayed|overdue|held up|put back|pushed back)\b(?: \w+){0,3}\W*$"
)
#: "How many days' delay should we count on?" after a note on a backlog
_WHAT_DELAY = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|but|then|well)[,.]? )*(?:with |of |for |by )?(?:(?:about|roughly) )?(?:(?:what|which|how (?:long|big|much|great|bad))(?: of)?(?: an?| is the| will the)?|how many (?:working |calendar )?(?:days|weeks)'?(?: of)?) (?:delays?|lateness|late)\b(?! (?:orders|deliveries|lines))[^?]*\W*$"
)
#: "..., going by our notes?": where it stands is said
_BY_OUR_NOTES = re.compile(
    r"[,:;(-]? ?\b(?:going by|judging by|according to|as per|per|based on|if (?:we|you|i) go by|from) (?:what is in )?(?:the |our |my |any |those |these )*(?:notes?|memos?|letters?)\b(?: we have| on (?:them|it|that))?(?=\W*$)"
)


def of_that_note(turn: Turn, earlier: Plan) -> bool:
    """ "Which supplier is that, and when was it written?" after a note: more of the same note."""
    text, plan = turn.masked.text, turn.plan
    if earlier.intent == "notes" and not plan.entities.notes and THAT_NOTE.search(text):
        return True  # "how long did that note say the window in [store] lasts?"
    if not earlier.entities.notes:
        return False
    named = any(getattr(plan.entities, kind) for kind in (*KINDS, "notes"))
    about = re.search(
        r"\b(?:written|wrote|dated?|title|author|says?|said|supplier|vendor|product|who|which|when)\b", text
    )
    of_any_note = {"product_supplier", "run_created", "expected_sales", "data_end", "due_on", "order_by"}
    figures = set(turn.reading.measures) - of_any_note
    return bool(not named and about and not figures and PRONOUN.search(text) and len(text.split()) <= 14
                and not re.search(r"\b(?:sell|sold|units|stock|order|buy|forecast|how many|how much)\b", text))  # fmt: skip


def of_what_was_told(turn: Turn, earlier: Plan, catalogue: Catalogue) -> Plan | None:
    """ "Are they putting their prices up?" after a figure: notes on the one thing spoken of; None where else is asked.

    "They" of a product are its supplier.
    """
    text, plan, one = turn.masked.text, turn.plan, earlier.entities
    said = _ITS.search(text)
    if said is None or plan.intent not in ("value", "notes", "refuse") or any(getattr(plan.entities, k) for k in KINDS):
        return None
    if not NOTE_TOPIC.search(text) or not (turn.reading.weak or (plan.intent == "notes" and not turn.masked.windows)):
        return None
    if plan.intent == "refuse" and turn.reading.topic != "ours":
        return None
    theirs = said.group() in ("they", "their", "them", "he", "she") and len(one.products) == 1
    if theirs and (firm := catalogue.product_supplier.get(one.products[0])):
        one = Entities(suppliers=(firm,))
    elif len(one.products) == 1:
        one = Entities(products=one.products)
    elif len(one.suppliers) == 1 and not one.products:
        one = Entities(suppliers=one.suppliers)
    elif len(one.stores) == 1 and not (one.products or one.suppliers or one.categories):
        one = Entities(stores=one.stores)
    else:
        return None
    asked = turn.masked.question
    return Plan(
        "notes", entities=one, note_query=asked, question=asked, resolved_question=asked, confidence=plan.confidence
    )


#: What is agreed with a supplier and stands in the tables
_IN_FIGURES = frozenset({"lead_time_days", "supplier_lead_time_days"})


def asks_on(turn: Turn) -> bool:
    """ "By how much, and from which date?" after notes: a short question that names nothing of its own."""
    amounts, reading = turn.amounts, turn.reading
    named = turn.plan.entities
    times = turn.masked.windows or amounts.scenario or amounts.levels or reading.templates
    own = times or named.products or named.stores or named.suppliers
    words = len(turn.masked.text.split())
    if (
        turn.plan.intent == "count"
        and _THEIR_GOODS.search(turn.masked.text)
        and not NOTE_TOPIC.search(turn.masked.text)
    ):
        return False  # "how many different products come from them?"
    if _JUST_HOW_MUCH.match(turn.masked.text):
        return True
    if not turn.masked.mentions and not turn.masked.windows and _WHEN_IT_IS.match(turn.masked.text):
        return True
    own_things = named.products or named.stores or named.suppliers or turn.masked.windows
    if not turn.masked.mentions and not turn.masked.windows and words <= 14 and _SINCE_WHEN.search(turn.masked.text):
        return True
    asked = _BY_OUR_NOTES.sub("", turn.masked.text)
    if not own_things and PRONOUN.search(asked) and (_HOW_LATE_THEN.match(asked) or asked != turn.masked.text):
        return True
    if not own_things and words <= 14 and _WHAT_DELAY.match(asked):
        return True
    if _MORE_OF_IT.search(turn.masked.text) and not own and words <= 20:
        return True  # "what was the cause, and how many days did they need to catch up afterwards?"
    named_none = not any(getattr(named, kind) for kind in KINDS) and not turn.masked.windows
    of_days = reading.weak or set(reading.measures) <= {"days_of_cover"}
    if named_none and of_days and words <= 18 and _HOW_LONG_IN_ALL.search(turn.masked.text):
        return True
    by_how_much = _HOW_MUCH.search(turn.masked.text) and _OFF_OR_ON.search(turn.masked.text)
    if not own and words <= 20 and reading.measures and set(reading.measures) <= _CHANGES and by_how_much:
        return True
    windowed = any(MEASURES[m].windowed for m in reading.measures if m in MEASURES)
    if windowed and (THAT_TIME.search(turn.masked.text) or THAT_DAY.search(turn.masked.text)):
        return False  # "how many of theirs will we sell while they are shut?"
    if not own and words <= 12 and set(reading.measures) <= _CHANGES and _HOW_MUCH.search(turn.masked.text):
        return True  # "how many percent was the increase?"
    if _IN_FIGURES & set(reading.measures) and not reading.weak and PRONOUN.search(turn.masked.text):
        return False  # "what lead time did they sign up to in the contract?": the tables hold it
    return not own and (
        (reading.weak and words <= (18 if PRONOUN.search(turn.masked.text) else 10))
        or (words <= 18 and NOTE_TOPIC.search(turn.masked.text) is not None)
    )


def of_their_stock(turn: Turn, earlier: Plan) -> Reading | None:
    """ "Do we have those there? How many?" after a note that names goods: their stock; None where else is asked."""
    asked = earlier.intent == "notes" and earlier.entities.products and _HAVE_THEM.search(turn.masked.text)
    return Reading(intent="value", measures=("on_hand",)) if asked and not turn.plan.entities.products else None


_RISE = r"(?:increase|rise|hike|price letter)"
#: "And plus the increase they have announced?"
_WITH_THE_RISE = re.compile(
    rf"\b(?:with|plus|add(?:ing)?|after|once|incl\w*|counting|on top|if|assum\w+|suppos\w+|apply\w*|under)\b[^?]{{0,40}}\b{_RISE}\b"
    rf"|\b{_RISE}\b[^?]{{0,40}}\b(?:on top|included|added|appl(?:y|ies|ied)|in (?:force|effect))\b|\bat (?:the|their) (?:new|higher|coming) prices\b"
)
_OF_THE_NOTE = re.compile(
    r"\b(?:when|by how (?:much|many)|how (?:big|high|large)|(?:what|which|how many) ?(?:%|percent\w*|day|date)|why|who)\b"
    r"|\b(?:demand|sales|sell\w*|sold|forecast\w*|lead times?|stock)\b"
)


def at_their_new_prices(turn: Turn, earlier: Plan, catalogue: Catalogue) -> Plan | None:
    """ "And with the increase from that letter on top?" after what orders cost: their money, at the price of the note."""
    text, named, own = turn.masked.text, earlier.entities, turn.plan.entities
    ordered = {"order_value", "order_qty"} & set(earlier.measures)
    costs = earlier.intent in ("value", "list") and ordered and not earlier.scenario
    said = (NEW_PRICES.search(text) or _WITH_THE_RISE.search(text)) and not _OF_THE_NOTE.search(text)
    if not costs or not said or turn.amounts.scenario is not None or turn.masked.windows:
        return None
    if len(named.products) == 1 and (firm := catalogue.product_supplier.get(named.products[0])):
        named = replace(named, suppliers=(firm,))  # it is the supplier who raises them
    if len(named.suppliers) != 1 or own.products or own.stores or own.categories or len(own.suppliers) > 1:
        return None
    if own.suppliers:
        if named.products and own.suppliers != named.suppliers:
            return None
        named = replace(named, suppliers=own.suppliers)  # "and with [supplier], after their increase?"
    asked = turn.masked.question
    return earlier.with_(
        intent="value", measures=("order_value",), entities=named, group_by=None, limit=None, sort=None,
        note_query=f"{asked} (price increase)", question=asked, resolved_question=f"{asked} (at the new prices)",
    )  # fmt: skip


#: "How long does that last?" after a closure
_LASTS = re.compile(
    r"\bhow (?:long|many days) (?:(?:does|will|would|did) )?(?:that|it|this|they|the)(?: whole)?(?: (?:closure|closing|shutdown|shut-down|break|pause|stop|holidays?|delay|strike|stoppage|interruption))?(?: all| altogether)? (?:lasts?|takes?|goes? on|runs?)\b"
)


def lasts_so_long(turn: Turn, earlier: Plan) -> bool:
    """Of what a note tells, rather than of stock, where it is about no product."""
    own = any(getattr(turn.plan.entities, kind) for kind in KINDS)
    return bool(not own and not earlier.entities.products and _LASTS.search(turn.masked.text))


_WROTE = r"(?:sent|send|wrote|written|gave|given|give|got|get|had|have|has|announced?|issued?|there (?:is|was)|(?:is|was) there|did|does|do|put out|told us)"
_ONE = r"(?:one|another(?: one)?|the same(?: thing)?|something (?:similar|like (?:that|it))|(?:such )?an? (?:similar )?(?:notice|letter|note|message|announcement|memo))"
#: "[supplier] sent one too, didn't they?", "is there one from [supplier] as well?"
_SENT_ONE_TOO = re.compile(
    rf"\[(?:supplier|product|store)\](?:'s)?,? (?:also |too |have also |has also )?{_WROTE}(?:n't)? (?:us )?(?:also )?{_ONE}\b"
    rf"|\b(?:did|didn't|did not|has|hasn't|have|haven't|does|do|doesn't) \[(?:supplier|product|store)\] (?:also |not |too )?{_WROTE} (?:us )?(?:also )?{_ONE}\b"
    rf"|\b{_WROTE} (?:we |you )?(?:got |have )?(?:also )?{_ONE} (?:too |as well |also )?(?:from|of|by|on|for|about) (?:the )?\[(?:supplier|product|store)\]"
)
#: "[supplier]?", "I need it for [supplier] as well": nothing but another name
_JUST_OF = re.compile(
    r"^\W*(?:(?:and|or|ok|okay|so|now|then|please|also|but|thanks|great|good|right)[,.! ]+)*"
    r"(?:(?:(?:i|we)(?:'d| would| will)? (?:also )?(?:need|want|like|require|would like)|(?:can|could|may) (?:i|we) (?:also )?(?:have|get|see)|give me|tell me|show me|(?:and )?(?:what|how) (?:is|are|does|do) (?:it|that|things?|this)(?: (?:look|like|stand))*|do|check|look up|repeat)(?: (?:it|that|this|the same(?: thing| info\w*)?|those|them|one|(?:the|that) (?:answer|info\w*)))?(?: also)? )?"
    r"(?:(?:for|of|with|from|about|at|on|by) )?(?:the )?\[(?:supplier|product|store)\](?:'s)?(?:,? (?:too|as well|also|then|please|instead|now|next))*\W*$"
)
_AND_OF = re.compile(
    r"^(?:(?:thanks|thank you|thx|great|good|fine|perfect)[.,!]* )?(?:and |or |what about |how about |ok |same |the same |now )+(?:(?:with|of|for|from|about|by) )?\[\w+\](?: (?:too|as well|then))?"
    r"(?:,? (?:and |or )?(?:from (?:when|which day|what date)(?: (?:on |onwards )?(?:to|until|till) (?:when|which day|what date))?|between which (?:days|dates)|on (?:which|what) (?:days|dates)|which (?:days|dates)|how many days|until (?:when|which day)|till when|to when|since when|when(?: exactly)?|how long|(?:by )?how much|(?:by )?what percent\w*|exactly|please|(?:the )?same(?: thing| question| matter| there| again)?)(?: on)?)*\W*$"
)


#: "And instead of [product]?" after what to offer for another
_AND_INSTEAD = re.compile(
    r"^(?:(?:and|or|what about|how about|ok|so|then|what|which one)[, ]+)*(?:instead of|as an? (?:alternative|substitute|replacement) (?:to|for)) (?:the |our )?\[product\](?: (?:too|as well|then))?\W*$"
)


def the_same_of(turn: Turn, earlier: Plan) -> Plan | None:
    """ "And with [supplier]?" after what a note tells: the same of another; None where something else is asked."""
    query = earlier.note_query or earlier.question
    another = _AND_INSTEAD.match(turn.masked.text) and INSTEAD.search(query)
    if _SENT_ONE_TOO.search(turn.masked.text) and len(turn.masked.mentions) == 1 and not turn.masked.windows:
        asked = turn.masked.question
        return earlier.with_(
            entities=turn.plan.entities, note_query=query, question=asked, resolved_question=f"{asked} ({query})"
        )
    just = _JUST_OF.match(turn.masked.text)  # "need" is no demand there
    more = (another or _AND_OF.match(turn.masked.text)) and turn.reading.weak
    if not (just or more):
        return None
    asked = turn.masked.question
    return earlier.with_(
        entities=turn.plan.entities, note_query=query, question=asked, resolved_question=f"{asked} ({query})"
    )


def of_their_notes(turn: Turn, merged: Plan, earlier: Plan) -> Plan:
    """ "Do they shut down at some point soon?" after a figure of a supplier: what its notes tell."""
    named = any(getattr(merged.entities, kind) for kind in ("products", "stores", "suppliers"))
    plain = merged.intent == "value" and turn.reading.weak and not (turn.masked.windows or turn.amounts.levels)
    if not (named and plain and merged.measures == earlier.measures) or turn.amounts.scenario is not None:
        return merged
    if NOTE_TOPIC.search(turn.masked.text) is None:
        return merged
    return merged.with_(intent="notes", measures=(), window=None, filters=(), note_query=turn.masked.question)
