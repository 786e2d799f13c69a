# ruff: noqa: E501 - a pattern is read on one line
"""Is there enough in a question to answer it at all?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.notes.sets import asks_whether
from rag.plan import Ambiguity, Entities, Plan
from rag.understanding.half_read import half_read
from rag.understanding.message.lexicon import subject_words
from rag.understanding.message.note_evidence import uncommon
from rag.understanding.message.note_topics import NOTE_TOPIC, NOTE_WORD
from rag.understanding.words.measures import find_measures
from rag.understanding.words.topics import NEVER_IN_NOTES, not_held, refusal

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = [
    "NOTHING_ON_IT",
    "SAYS_WHY",
    "about_us",
    "asks_something_else",
    "names_figures",
    "odd_words",
    "without_grounds",
]

NOTHING_ON_IT = "The data and the notes hold nothing on that."
_OURS = re.compile(
    r"\b(?:we|our|us|total|all|company|chain|overall|products?|items?|skus?|stores?|shops?|suppliers?|units|everything|"
    r"together|sell|sales|stock|orders?|forecast|demand)\b"
)
SAYS_WHY = re.compile(r"^(?:and |but |ok |so |then |well |right |really |please )*(?:why|how come|on what basis)\b")
_SHORT = 3  # words; a fragment is asked back about, a sentence on something else is refused


def odd_words(text: str) -> list[str]:
    """Words of a masked text that no question of this subject uses."""
    plain = re.sub(r"\[[a-z ]+\]", " ", text)
    known = subject_words()
    words = re.findall(r"[a-z]{3,}", plain)
    return [w for w in words if w not in known and not (len(w) > 4 and w.endswith("s") and w[:-1] in known)]


_SUBJECT = re.compile(
    r"\b(?:sell\w*|sold|sales?|intervals?|pay\w*|terms|agreed|contract\w*|late|punctual\w*|risk\w*|popular|"
    r"weekdays?|service level|"
    r"stock\w*|order\w*|reorder\w*|forecast\w*|demand\w*|products?|items?|skus?|suppliers?|stores?|inventory|"
    r"deliver\w*|receipts?|shipments?|arriv\w*|returns?|returned|revenue|turnover|price\w*|cost\w*|alerts?|notes?|memos?|notices?|letters?|lead|safety|promo\w*|trend\w*|wape|bias\w*|"
    r"data|run|units?|categor\w+|cover\w*|purchase\w*|buy\w*|accura\w+|eoq|moq|class\w*|shops?|branch\w*|budget|quantity|round(?:ing|ed)(?: up)?\b|shortfalls?|full (?:packs?|cases?)|target (?:level|stock)|\[\w)"
)


def about_us(text: str) -> bool:
    """Is there any word of our subject, or a name?"""
    return bool(_SUBJECT.search(text))


def names_figures(turn: Turn) -> bool:
    """Are at least two figures of ours named ("what is on hand, and up to what level do you fill?")?"""
    return len(set(turn.rules.measures) - {"expected_sales"}) > 1


def _off_subject(turn: Turn) -> bool:
    """Words that could be ours by chance ("recommend a good book"), beside words that are not."""
    text = turn.masked.text
    asks = turn.plan.intent in ("value", "list", "rank", "count", "compare", "explain", "whatif", "notes")
    if turn.rules.templates - _ANYBODYS:
        return False
    if turn.plan.intent == "notes" and (asks_whether(text) or "[quote]" in text):
        return False
    if turn.masked.of_notes or names_figures(turn) or turn.amounts.scenario is not None or turn.amounts.levels:
        return False
    return asks and not turn.masked.mentions and not about_us(text) and bool(odd_words(text))


#: Conditions in words that anybody uses of anything ("recommend a good book", "today").
_ANYBODYS = frozenset({"recommended", "today", "this_week", "ok", "rising", "falling", "flat"})
#: "Which items are ...": what follows limits them.
_LIMITED = re.compile(
    r"\b(?:with|without|whose|having|where|that|who)\b|\b(?:products|items|articles|skus|lines|stores|shops|suppliers|things) (?:are|is|were|will|have|has|had|do|does|did|can|could|would|should)\b"
    r"|\b(?:which|what)\b[^?]{0,40}\b(?:are|is|were|was|got|gets?|going)\b"
)
_OF_ALL = re.compile(
    r"\b(?:in|does|do|has|have) (?:the|this|our|your) (?:data|data ?set|system|database|files?|catalogue|tables?|workspace)\b|\b(?:are|is) there (?:in (?:all|total)|altogether|here)\b|\b(?:do|does) (?:we|you|they|i|\[store\]|\[supplier\]|\[category\]) (?:have|sell|carry|stock|keep|hold|offer|list|supply|deliver)\b|\b(?:sold|carried|stocked|held|listed|offered|supplied|delivered) (?:in|at|by|from)\b"
    r"|\b(?:work|deal|trade) with\b|\bwith (?:which|what|whom)\b[^?]*\b(?:work|deal|trade)\b|\b(?:all|every|each|complete|full|whole|entire|overview|assortment|range|catalogue|catalog|comes? from|belong|buy|get from)\b"
)


_WHICH_OF_ALL = (
    "Which ones do you mean? I did not understand what limits the list. Could you name the condition in other words, "
    "for instance: those that run out next week, those on promotion, those of class A?"
)


_ONE_OF_TWO = (
    "I understood one of your conditions and not the other. Could you name it in other words, for instance: class A, "
    "rising sales, overstocked, nothing on order, less than 10 days of cover?"
)


_COMPARED = re.compile(
    r"\b(?:less|fewer|lower|shorter|smaller|more|higher|longer|bigger|greater)\b[^?]{0,25}\bthan\b|\bnot (?:a|one|even|enough)\b|\bno longer\b"
)
#: What is out of stock is some of it, never all
_GONE = re.compile(
    r"\b(?:run|runs|ran|running|sold|sell|sells|clean|right) out\b|\bout of stock\b|\b(?:used up|sold through)\b"
)
#: "Which stores have more than 35 products?", "which suppliers have at least 3 products at risk?"
_SO_MANY_GOODS = re.compile(
    r"\b(?:which|what|list|name|show(?: me)?|any|all)(?: of)?(?: (?:all|our|the))* (?:stores?|shops?|branch(?:es)?|suppliers?|vendors?|categor(?:y|ies))\b[^?.;]{0,40}?"
    r"\b(?:have|has|having|with|carry|carries|hold|holds|keep|keeps|stock|stocks|list|lists|offer|offers|supply|supplies|bring|brings|show|shows|contains?)(?: us)?"
    r" (?:more than|over|above|at least|at most|fewer than|less than|under|exactly|up to|no more than|not more than) \d+ (?:(?!units|pieces|of)[\w-]+ ){0,2}(?P<goods>products|skus|items|articles)\b"
)
_SO_MANY_ORDERS = re.compile(
    r"\b(?:more than|over|above|at least|at most|fewer than|less than|under|exactly|no more than) (?:\d+|one|two|three|four|five|ten) (?:open |late |overdue |purchase |outstanding |pending )*(?:orders|pos|deliveries)\b"
)
#: "Sell on weekends only", "neither sales nor stock": said of goods, and no condition came of it
_NOT_TAKEN_UP = re.compile(
    r"\bneither\b[^?]*\bnor\b|\bonly (?:on|at|during|when|if)\b|\b(?:on|at|during) (?!\[)[^?,;]{2,25} only\b"
)
_NUMBER_LEFT = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)? ?(?:%|percent|units?|pieces|days|euros?|eur)(?!\w)")


#: "Any slow movers in stock?": some of the goods, and not the stock of all of them
_SOME_LEFT = re.compile(
    r"\b(?:any|some)(?: (?:more|other|of (?:our|the)))? (?!(?:stock|units?|pieces?|goods|products?|items?|articles?|things?|more|inventory|left|of|at|in|space|room)\b)[a-z][a-z -]{2,30}? (?:left|in stock|available|on hand)\b"
)


def _some_of_what(turn: Turn) -> bool:
    """Is the stock of everything told although the words ask for some goods that were not understood?"""
    plan = turn.plan
    everything = plan.intent == "value" and plan.measures == ("on_hand",) and not plan.filters and not plan.note_query
    named = plan.entities.products or plan.entities.categories or plan.entities.suppliers
    return everything and not named and not plan.among and _SOME_LEFT.search(turn.masked.text) is not None


def _of_notes_alone(turn: Turn) -> bool:
    """A named thing, no time and no figure: the notes are asked first."""
    named = any(turn.masked.of_kind(kind) for kind in ("product", "store", "supplier"))
    return turn.reading.weak and named and not turn.masked.windows


_ALL_GOODS = re.compile(
    r"\b(?:products?|items?|articles?|skus?|goods|lines?|ranges?|assortments?|catalogue|everything|all|each|every|sell|sold|stock|carry|have)\b"
)


def _unlimited(turn: Turn) -> bool:
    """A list or count of everything, although the words limit it: what limits it was not understood."""
    plan, text = turn.plan, turn.masked.text
    everything = plan.intent in ("list", "count") and plan.group_by in ("product", "series", "store", "supplier")
    if everything and not plan.filters and not plan.limit and _NUMBER_LEFT.search(turn.amounts.text):
        return True  # "likelier than 50%" in words that no condition knows
    if everything and not plan.filters and not plan.limit and not plan.sort and _NOT_TAKEN_UP.search(text):
        return True
    bare = everything and plan.group_by in ("product", "series") and not (plan.filters or plan.limit or plan.sort)
    if bare and plan.entities == Entities() and not plan.among and not _ALL_GOODS.search(text):
        return True  # "anything that I should look after?", "what starts then?": not the whole range
    past = [w for w in turn.masked.windows if w.side == "history"]
    if plan.intent in ("list", "count") and len(turn.amounts.thresholds) > 1 and len(past) > 1:
        return True  # "less than 5 last week, more than 20 the week before": a limit in each of two times
    if plan.intent in ("list", "count") and plan.group_by in ("supplier", "store") and _SO_MANY_ORDERS.search(text):
        return True  # of how many orders there are with a supplier there is no condition
    goods = _SO_MANY_GOODS.search(text)
    if goods and (goods["goods"] in ("products", "skus") or not plan.filters or plan.measures == ("expected_sales",)):
        return True  # of how many goods a store or a supplier has there is no condition
    if everything and not plan.filters and not plan.limit and not plan.sort and _COMPARED.search(text):
        return True  # "lasts fewer days than ..." and no condition came of it
    if everything and not plan.filters and not plan.limit and not plan.sort and _GONE.search(text):
        return True  # "have we run clean out of anything?" and no condition came of it
    plain = set(plan.measures) <= {"count", "expected_sales", "on_hand"} and (
        turn.reading.weak or plan.intent == "count"
    )
    if not (everything and plain) or plan.filters or plan.limit or plan.share or plan.per_series or plan.note_query:
        return False
    return bool(_LIMITED.search(text)) and not _OF_ALL.search(text)


#: Words that figures of ours are asked for in, and anything else as well: "what will copper cost?", "how many tills have we?"
_GENERIC = re.compile(
    r"(?:do|does|have|has|had|we|is|are|they|still|got|left|hold\w*|it|you|i|stock|\s|\[store\]|\[supplier\])+"
    r"|.{0,60}\b(?:costs?|worth|money|cash|spend|spending|pay|prices?|rates?)|expect\w*|need\w*|predict\w*|project\w*|forecasts?"
    r"|std|sd|sigma|.*\b(?:make|makes|made|bring|brings|brought|earn\w*)|orders?|buy|purchase|swing\w*|stable|class|trust"
    r"|right|wrong|fall\w*|ris\w*|rose|going (?:up|down)|grow\w*|up or down|flat|drop\w*"
)
_FIGURES = re.compile(
    r"\b(?:products?|items?|articles?|skus?|units?|pieces|stocks?|sales|sell\w*|sold|money|revenue|turnover|forecasts?|returns?|returned"
    r"|stores?|shops?|inventory|orders?|deliver\w+|promotion\w*|suppliers?|figures?|total|altogether|notes?|accura\w*|demand)\b"
)
#: Things that are had, and are no goods.
_COUNTED_THINGS = re.compile(
    r"\bhow many (?!units|pieces|products|items|articles|skus|goods|lines|things|days|weeks|boxes|packs|cases|bottles|cartons|pallets|tins|cans|bags|jars|sacks|rolls|sets|pairs|stores|shops|suppliers|"
    r"orders|deliveries|alerts|warnings|notes|categories|pos|returns|branches|outlets|customers)[a-z]{2,}s (?:do|does|has|have|did) (?:\[store\]|\[supplier\]|we|they) (?:have|own|run|keep|hold|got|operate)\b"
)
#: "Will it be on television next week?": no figure answers that.
_NO_FIGURE = re.compile(
    r"^\W*(?:(?:and|so|but|ok|please|by the way|tell me|do you know|is it true that)\W+)*(?:is|are|was|were|will|would|does|do|did|has|have|can|could|who|whose|whom|where|why)\b"
)


def _of_something_else(turn: Turn) -> bool:
    """Nothing in the words names a figure of ours, and something is named that no question about figures speaks of."""
    reading, masked, amounts = turn.reading, turn.masked, turn.amounts
    sized = (
        amounts.levels or amounts.thresholds or amounts.scenario or reading.templates or reading.statistic != "total"
    )
    plain = turn.plan.intent in ("value", "compare", "explain") and reading.topic == "ours" and not sized
    unheard = set(uncommon(masked.text))
    of_notes = masked.of_notes or masked.of_kind("note") or turn.plan.note_query
    if not plain or of_notes or NOTE_TOPIC.search(masked.text) or NOTE_WORD.search(masked.text):
        return False
    goods = masked.of_kind("product") or masked.of_kind("category")
    if not goods and _COUNTED_THINGS.search(masked.text) and set(reading.measures) <= {"on_hand"}:
        return True  # "how many tills does Dublin have open tomorrow?"
    if not unheard:
        return False
    if reading.weak and reading.intent == "value" and not reading.group:
        return not goods or bool(_NO_FIGURE.search(masked.text))
    guessed = reading == turn.rules and all(_GENERIC.fullmatch(f.text.strip()) for f in find_measures(amounts.text))
    strange = bool(unheard & set(odd_words(masked.text)) or _NO_FIGURE.search(masked.text))
    plain_words = re.sub(r"\[[a-z ]+\]", " ", masked.text)
    return guessed and not goods and strange and not _FIGURES.search(plain_words)


#: "What colour is the [product]?": something of it that is named, and nothing that was told before
_WHAT_OF_IT = re.compile(
    r"\b(?:what|which|how many) (?P<noun>[a-z]{3,})(?: of (?:the |a |an |our )?\[product\])? (?:is|are|was|were|does|do|did|has|have|had|comes?|fits?|makes?|goes|go)\b"
)


def asks_something_else(turn: Turn) -> bool:
    """Does a message that names a product itself ask for something of it that no question about figures speaks of?"""
    masked, said = turn.masked, _WHAT_OF_IT.search(turn.masked.text)
    plain = turn.reading.weak and turn.reading.intent == "value" and not turn.reading.templates
    plain = plain and not (masked.windows or turn.amounts.scenario or turn.amounts.levels or turn.amounts.thresholds)
    return bool(plain and said and masked.of_kind("product") and said["noun"] in uncommon(masked.text))


_OF_TOLD = re.compile(
    r"\b(?:is|are|was|were|does|do|will|makes?) (?:it|that|this|they|those|these)\b|\b(?:do|does|did|can|may|must|should|have|am) (?:i|we|they|she|he) (?:\w+ )?(?:get|have|need|take|tell|ask|entitled|allowed|sign|fill)\b|\bof (?:it|that|them)\b"
)


def _of_their_own_days(turn: Turn) -> bool:
    """ "Somebody said that trainees get extra days off. How many days is it?": of the staff, whatever the figure's words."""
    masked, question = turn.masked, turn.masked.question.lower()
    named = masked.mentions or masked.windows or turn.amounts.scenario or turn.amounts.levels
    if named or turn.plan.intent not in ("value", "count", "list", "notes") or not _OF_TOLD.search(masked.text):
        return False
    return not_held(question) in NEVER_IN_NOTES and not _FIGURES.search(masked.text)


#: "Seasonal products", "new items": what limits them is not understood
_SOME_GOODS = re.compile(
    r"^\W*(?:(?:our|the|all|show|list|me|any|which|are)\b ?)*(?P<kind>(?!top|best|worst|most|bottom|these|those|other)[a-z]{3,}) (?:products|items|articles|skus|goods)\W*$"
)


def _of_some_goods(turn: Turn) -> bool:
    plan, said = turn.plan, _SOME_GOODS.match(turn.masked.text)
    whole = plan.intent in ("value", "list", "count") and not (
        plan.filters or plan.limit or plan.sort or plan.note_query
    )
    told = set(plan.measures) <= {"expected_sales", "count"} and not turn.rules.templates
    return bool(said and whole and told and not turn.masked.mentions and not turn.masked.windows)


def without_grounds(turn: Turn) -> Plan | None:
    """What becomes of a question that names no measure, no thing and no condition; None where it has grounds."""
    plan, reading, masked = turn.plan, turn.reading, turn.masked
    if _of_their_own_days(turn):
        return plan.with_(intent="no_data", problem=NOTHING_ON_IT, measures=(), window=None, filters=())
    if (masked.mentions or masked.windows) and _of_something_else(turn) and not _of_notes_alone(turn):
        return plan.with_(intent="no_data", problem=NOTHING_ON_IT, measures=(), window=None, filters=())
    if _off_subject(turn):
        return plan.with_(intent="refuse", problem=refusal("other"), measures=(), window=None, filters=())
    if _unlimited(turn) or _of_some_goods(turn) or _some_of_what(turn):
        return plan.with_(intent="clarify", problem=_WHICH_OF_ALL, ambiguity=Ambiguity("meaning", masked.question))
    if half_read(turn):
        return plan.with_(intent="clarify", problem=_ONE_OF_TWO, ambiguity=Ambiguity("meaning", masked.question))
    if plan.intent not in ("value", "list", "rank", "count", "compare", "explain", "whatif") or not reading.weak:
        return None
    if (
        masked.mentions
        or turn.amounts.scenario
        or turn.amounts.levels
        or reading.templates
        or reading.flags - {"latest"}
    ):
        return None
    if plan.intent in ("count", "list", "rank") and reading.group:
        return None
    odd = odd_words(masked.text)
    if (masked.windows or turn.amounts.limit) and not odd:
        return None
    if _OURS.search(masked.text) and not odd:
        return None
    if len(masked.text.split()) <= _SHORT and not odd:
        return plan.with_(intent="clarify", ambiguity=Ambiguity("meaning", masked.question))
    return plan.with_(intent="refuse", problem=refusal("other"), measures=(), window=None)
