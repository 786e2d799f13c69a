"""Which open order "it" is: the one whose number was said, or that came first, in the message before."""

from __future__ import annotations

import re

from rag.measures import ORDER_LINE
from rag.plan import Plan
from rag.understanding.order_lines import said_order_number
from rag.understanding.order_words import CONTENT, FIGURES, LATE
from rag.understanding.tidying import tidy

__all__ = ["with_the_order_meant"]

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


def with_the_order_meant(question: str, last: Plan | None, answer: str) -> str:
    """ "When was it placed?" after one open order: `question` with the number of that order; else unchanged."""
    number = "" if last is None else _spoken_of(last, answer)
    if not number or said_order_number(tidy(question)) or _NOT_OF_ORDERS.search(question):
        return question
    text = tidy(question).lower()
    asked = any(pattern.search(text) for pattern in FIGURES.values()) or CONTENT.search(text) or LATE.search(text)
    if not asked and not _GONE.search(text):
        return question
    return _IT.sub(number if number.upper().startswith("PO") else f"order {number}", question, count=1)


def _spoken_of(last: Plan, answer: str) -> str:
    said = next((str(f.value) for f in last.filters if f.column == "order_id"), "")
    if said:
        return said
    if last.intent != "rank" or last.group_by != "order" or not set(last.measures[:1]) <= ORDER_LINE:
        return ""
    found = dict.fromkeys(_NUMBER.findall(answer))
    return next(iter(found)) if len(found) == 1 else ""
