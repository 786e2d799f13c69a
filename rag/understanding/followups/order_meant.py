# ruff: noqa: E501 - a pattern is read on one line
"""Which open order "it" is: the one whose number was said, or that came first, in the message before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.measures import ORDER_LINE
from rag.plan import Ambiguity, Entities, Filter, Plan
from rag.understanding.message.tidying import tidy
from rag.understanding.plans.order_lines import said_order_number
from rag.understanding.words.orders import CONTENT, FIGURES, LATE

__all__ = ["after_orders"]

_IT = re.compile(
    r"\b(?:(?:that|this|the|such an) (?:purchase )?(?:order|po|delivery|shipment|one)"
    r"(?! (?:value|quantity|size|line))|it|that one|(?<=was )that|(?<=is )that)\b(?!'?s? (?:sell|sold))",
    re.IGNORECASE,
)
_NOT_OF_ORDERS = re.compile(
    r"\b(?:sell\w*|sold|sales|demand|forecast\w*|recommend\w*|trend\w*|stock|safety|notes?)\b", re.IGNORECASE
)
#: An order's number in an answer: letters, a dash and digits, as no figure is written
_NUMBER = re.compile(r"\b[A-Z]{1,4}[-/]?\d{3,}\b")
_GONE = re.compile(r"\b(?:never|not|n't|cancel\w*|lost|fails?)\b", re.IGNORECASE)


#: "The second one", "the last of them": by its place in the answer
_NTH = re.compile(
    r"\b(?:the |that )?(?P<nth>first|second|third|fourth|fifth|last)(?: (?:one|order|po))?(?: (?:of|on|in) (?:them|those|these|the list|that list|the three|the two))?(?= |\W|$)(?! (?:day|week|month|deliver|time|line|order line)\w*)",
    re.IGNORECASE,
)
_PLACES = ("first", "second", "third", "fourth", "fifth")


def with_the_order_meant(question: str, last: Plan | None, answer: str) -> str:
    """ "When was it placed?" after one open order: `question` with the number of that order; else unchanged."""
    numbers = () if last is None else _spoken_of(last, answer)
    if not numbers or not _asks_of_an_order(question):
        return question
    if len(numbers) == 1:
        return _IT.sub(_order(numbers[0]), question, count=1)
    if said := _NTH.search(question):
        at = len(numbers) - 1 if said["nth"].lower() == "last" else _PLACES.index(said["nth"].lower())
        if at < len(numbers):
            return question[: said.start()] + _order(numbers[at]) + question[said.end() :]
    return question


def which_order(question: str, last: Plan | None, answer: str) -> Plan | None:
    """ "When is that one due?" after several orders, equally old: asked back; None where one is meant, or all."""
    numbers = () if last is None else _spoken_of(last, answer)
    said = _ONE_ORDER.search(question)
    if len(numbers) < 2 or said is None or _NTH.search(question) or not _asks_of_an_order(question):
        return None
    named = ", ".join(numbers[:-1]) + f" and {numbers[-1]}"
    ambiguity = Ambiguity("meaning", said.group(), tuple(numbers))
    asked = f"I told you of {named}. Which of these orders do you mean?"
    return Plan("clarify", ambiguity=ambiguity, problem=asked, question=question, resolved_question=question)


_THEY = re.compile(
    r"\b(?:(?:all of |each of )?(?:they|them|those|these)(?: (?:orders|ones|two|three|four))?|all (?:two|three|four)(?: of them)?)\b",
    re.IGNORECASE,
)
_SUMMED = re.compile(r"\b(?:together|altogether|in (?:all|total|sum)|combined|sum|add\w* up)\b", re.IGNORECASE)
_AMONG = re.compile(
    r"\b(?:which|who|what)(?: one)? (?:of|among|from) (?:all )?(?:of )?(?:them|those|these)\b|\bwhich one\b",
    re.IGNORECASE,
)
_MOST = 4  # orders told one by one


def among_these_orders(question: str, last: Plan | None, answer: str) -> tuple[str, tuple[Filter, ...]] | None:
    """ "Which of them is the biggest?", "and the newest one?": asked of open orders, and the filter of those told."""
    numbers = () if last is None else _spoken_of(last, answer)
    if last is not None and last.group_by == "order" and last.intent == "list":
        numbers = tuple(dict.fromkeys(_NUMBER.findall(answer)))
    if last is None or not numbers or last.group_by != "order":
        return None
    if other := _ANOTHER.match(question.strip()):
        kept = tuple(f for f in last.filters if f.column != "order_id")
        return f"which open order {'has' if other['has'] else 'is'} the {other['adj'] or other['has']}?", kept
    chosen = (Filter("order_id", "in", numbers),)
    if len(numbers) == 2 and (one := _OF_TWO.search(question)):
        the_one = f"the {_SUPERLATIVES[one['adj'].lower()]} open order"
        said = _IT.search(question, one.end())
        return f"{question[one.end() : said.start()]}{the_one}{question[said.end() :]}" if said else the_one, chosen
    if len(numbers) < 2 or not _AMONG.search(question):
        return None
    return _AMONG.sub("which of these open orders", question, count=1), chosen


_SUPERLATIVES = {"older": "oldest", "newer": "newest", "bigger": "biggest", "larger": "largest", "smaller": "smallest",
                 "dearer": "most expensive", "cheaper": "cheapest", "earlier": "oldest"}  # fmt: skip
#: "The older of the two, how many units are on it?"
_OF_TWO = re.compile(
    rf"\b(?:for |of |on |and |take )*the (?P<adj>{'|'.join(_SUPERLATIVES)})(?: one| order| po)?(?: of (?:the|these|those) two| of them| of those)?\b[,:;]?",
    re.IGNORECASE,
)


#: "And the newest?", "the one with the fewest units?": another end of all of them
_ANOTHER = re.compile(
    r"^\W*(?:(?:and|ok|now|then|so|what about|how about|which is|what is) )*the (?:one with the (?P<has>(?:most|fewest|highest|lowest) [a-z ]{3,20}?)"
    r"|(?P<adj>oldest|newest|youngest|most recent|biggest|largest|smallest|dearest|most expensive|most valuable|cheapest)(?: one| order)?)\W*$",
    re.IGNORECASE,
)


def all_those_orders(question: str, last: Plan | None, answer: str) -> tuple[str, Filter] | None:
    """ "How many units is that altogether?": the question of one of the orders told, and the filter that all meet."""
    numbers = () if last is None else _spoken_of(last, answer)
    said = _THEY.search(question) or _IT.search(question) or re.search(r"\b(?:that|this)\b", question)
    if len(numbers) < 2 or said is None or not _SUMMED.search(question) or not _asks_of_an_order(question):
        return None
    asked = question[: said.start()] + _order(numbers[0]) + question[said.end() :]
    return _SUMMED.sub(" ", asked), Filter("order_id", "in", numbers)


def each_order(question: str, last: Plan | None, answer: str) -> tuple[str, ...]:
    """ "When are they due?" after a few orders, level or ranked: the question for each; empty where none or one is meant."""
    numbers = () if last is None else _spoken_of(last, answer)
    said = _THEY.search(question)
    if not 1 < len(numbers) <= _MOST or said is None or _SUMMED.search(question) or _AMONG.search(question):
        return ()
    if not _asks_of_an_order(question):
        return ()
    return tuple(question[: said.start()] + _order(n) + question[said.end() :] for n in numbers)


#: One of them, whichever
_ONE_ORDER = re.compile(
    r"\b(?:that|this|the) (?:one|order|po|purchase order|delivery|shipment)\b(?! (?:with|that|which|of|from|in|for)\b)|\bit\b",
    re.IGNORECASE,
)


def _order(number: str) -> str:
    return number if number.upper().startswith("PO") else f"order {number}"


def _asks_of_an_order(question: str) -> bool:
    text = tidy(question).lower()
    if said_order_number(tidy(question)) or _NOT_OF_ORDERS.search(question):
        return False
    asked = any(pattern.search(text) for pattern in FIGURES.values()) or CONTENT.search(text) or LATE.search(text)
    return bool(asked or _GONE.search(text))


def _spoken_of(last: Plan, answer: str) -> tuple[str, ...]:
    """Numbers of the orders that the answer told of, the one that was asked about or those that came first."""
    said = next((f.value for f in last.filters if f.column == "order_id"), "")
    if said and (last.intent != "rank" or not isinstance(said, tuple)):
        return tuple(said) if isinstance(said, tuple) else (str(said),)
    if last.intent != "rank" or last.group_by != "order" or not set(last.measures[:1]) <= ORDER_LINE:
        return ()
    return tuple(dict.fromkeys(_NUMBER.findall(answer)))


#: "Which of their open orders is the oldest?" after a supplier
_OF_THEIR_ORDERS = re.compile(
    r"\b(?P<w>which|what) (?:one )?of (?:their|its|those|these|the) (?P<o>(?:open|late|overdue|outstanding|pending) (?:purchase )?(?:orders|pos))\b",
    re.IGNORECASE,
)


def one_of_theirs(
    said: str, last: Plan | None, read: Callable[[str, Sequence[Plan], Plan | None], Plan]
) -> Plan | None:
    """Which open order of the supplier, or the store, spoken of comes first; None where something else is asked."""
    if last is None or not _OF_THEIR_ORDERS.search(said) or last.entities.products or last.group_by == "order":
        return None
    ranked = read(_OF_THEIR_ORDERS.sub(r"\g<w> of the \g<o>", said), (), None)
    theirs = last.entities
    if ranked.intent != "rank" or ranked.group_by != "order" or ranked.entities != Entities():
        return None
    if last.intent == "rank" and last.limit == 1 and last.group_by in ("supplier", "store"):
        return ranked.with_(among=last.with_(also=(), combine=None), question=said, resolved_question=said)
    if not (theirs.suppliers or theirs.stores):
        return None
    told = Entities(suppliers=theirs.suppliers, stores=theirs.stores)
    return ranked.with_(entities=told, question=said, resolved_question=said)


def after_orders(
    said: str,
    plans: Sequence[Plan],
    last: Plan | None,
    told: str,
    read: Callable[[str, Sequence[Plan], Plan | None], Plan],
) -> Plan:
    """The plan of a message, as `read` makes it, with the open orders that it means put in; `told` answered `last`."""
    if several := each_order(said, last, told):
        first, *others = (read(question, plans, last) for question in several)
        return first.with_(also=tuple(others))
    if (summed := all_those_orders(said, last, told)) is not None:
        plan = read(summed[0], plans, last)
        kept = tuple(summed[1] if f.column == "order_id" else f for f in plan.filters)
        return plan.with_(filters=kept, question=said, resolved_question=said)
    if (among := among_these_orders(said, last, told)) is not None and last is not None:
        ranked = read(among[0], (), None)
        if ranked.intent == "rank" and ranked.group_by == "order":
            filters = tuple(f for f in among[1] if f not in ranked.filters)
            return ranked.with_(
                filters=(*ranked.filters, *filters), entities=last.entities, question=said, resolved_question=said
            )
    if (theirs := one_of_theirs(said, last, read)) is not None:
        return theirs
    return which_order(said, last, told) or read(with_the_order_meant(said, last, told), plans, last)
