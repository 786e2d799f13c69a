# ruff: noqa: E501 - a pattern is read on one line
"""Of the promotion whose begin, end or length was told: "and when does it end?", "start date, and what is in stock?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import PLANNED_PROMOTION
from rag.names.catalogue import Catalogue
from rag.plan import KINDS, Plan
from rag.understanding.plans.promotion_times import times_of_promotion

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_that_promotion", "with_its_promotion"]

_OTHER_THINGS = re.compile(
    r"\b(?:stock\w*|suppl\w+|cover|orders?|deliver\w*|sell\w*|sold|sales|demand|forecast\w*|shel\w+|lead times?)\b"
    r"|\b(?:discount|per ?cent|price cut)\b|%"
)


def of_that_promotion(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier` with the times of the promotion that are asked for now; None where something else is."""
    text = turn.masked.text
    if not PLANNED_PROMOTION & set(earlier.measures) or turn.masked.windows or _OTHER_THINGS.search(text):
        return None
    times = times_of_promotion(text)
    if not times or any(getattr(turn.plan.entities, kind) for kind in KINDS):
        return None
    if earlier.measures == ("running_promotion_until",) and times == ("promotion_until",):
        return None
    return earlier.with_(measures=times, question=turn.masked.question, resolved_question=turn.masked.question)


_PROMOTION = r"(?:promo(?:tion)?s?|(?:special )?offers?|campaigns?|deals?|specials?|discounts?)"
_IT = rf"(?:it|this|that|they|(?:the|that|this|its) (?:planned |coming |next |special )*{_PROMOTION})"
_GOES = r"(?:kick(?:s|ing)? (?:off|in)|start(?:s|ing)?|begin(?:s|ning)?|run(?:s|ning)?|go(?:es)? live|appl(?:y|ies)|valid|live|on|launch(?:es)?)"
#: "Start date?", "the first day of it", "from what day does the promotion run"
_ITS_START = re.compile(
    rf"(?:(?:what|when)(?:'s| is) )?(?<!\bon )(?<!\bon the )(?<!\bon its )(?<!\bthat )(?<!\bthis )(?<!\bvery )(?<!\bby )(?<!\bfrom )(?:\b(?:the|its) )?\b(?:start(?:ing)?|begin(?:ning)?|kick-?off|launch|first|opening)[ -](?:date|day)\b(?: (?:of|for) {_IT}\b)?"
    rf"|\b(?:(?:from|on|since|as of) )?(?:(?:which|what) (?:day|date)|when)(?: on)? (?:does|do|will|is|are) {_IT} {_GOES}\b|\bfrom when(?: on)?\b(?! (?:do|does|is|are|will|to))",
    re.IGNORECASE,
)
_ASKED_OF_IT = re.compile(rf"\b{_PROMOTION}\b", re.IGNORECASE)
_MORE = 3  # words


def with_its_promotion(question: str, last: Plan, catalogue: Catalogue) -> str | None:
    """ "Start date? And stock in [store]?" after one product's promotion: whose start; None where it is asked of none.

    Alone, after a note on it, that is a question of the note.
    """
    listed = any(f.column == "on_promotion" for f in last.filters) or PLANNED_PROMOTION & set(last.measures)
    noted = last.intent == "notes" and _ASKED_OF_IT.search(last.question)
    said = _ITS_START.search(question)
    if said is None or len(last.entities.products) != 1 or not (listed or noted):
        return None
    rest = f"{question[: said.start()]} {question[said.end() :]}"
    if noted and len(re.findall(r"\w+", rest)) < _MORE:
        return None
    name = catalogue.name("product", last.entities.products[0])
    return f"{question[: said.start()]}when does the next promotion of {name} start{question[said.end() :]}"
