# ruff: noqa: E501 - a pattern is read on one line
"""Which open order "it" is: the one whose number was said, or that came first, in the message before."""

from __future__ import annotations

import re

from rag.measures import ORDER_LINE
from rag.plan import Ambiguity, Plan
from rag.understanding.order_lines import said_order_number
from rag.understanding.order_words import CONTENT, FIGURES, LATE
from rag.understanding.tidying import tidy

__all__ = ["which_order", "with_the_order_meant"]

_IT = re.compile(
    r"\b(?:(?:that|this|the|such an) (?:purchase )?(?:order|po|delivery|shipment|one)"
    r"(?! (?:value|quantity|size|line))|it|that one)\b(?!'?s? (?:sell|sold))",
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


#: One of them, whichever
_ONE_ORDER = re.compile(
    r"\b(?:that|this|the) (?:one|order|po|purchase order|delivery|shipment)\b|\bit\b", re.IGNORECASE
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
    said = next((str(f.value) for f in last.filters if f.column == "order_id"), "")
    if said:
        return (said,)
    if last.intent != "rank" or last.group_by != "order" or not set(last.measures[:1]) <= ORDER_LINE:
        return ()
    return tuple(dict.fromkeys(_NUMBER.findall(answer)))
