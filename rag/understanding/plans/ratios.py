"""One figure as a part of another of the same thing: "what percentage of the reorder point is safety stock?"."""

from __future__ import annotations

import re

from rag.measures import MEASURES
from rag.plan import Plan
from rag.understanding.message.masking import Masked
from rag.understanding.message.tidying import tidy
from rag.understanding.plans.averages import put_average
from rag.understanding.words.measures import find_measures

__all__ = ["put_ratio"]

_PART = r"(?:percent(?:age)?|per cent|%|share|part|proportion|fraction)"
_IS = r"(?:is|are|would be|comes? from|goes (?:to|into)|consists? of|is made up of|stems? from|does|do)"
_OF_WHOLE = re.compile(rf"\b{_PART}(?: \w+)? of (?P<whole>[^?;,]{{1,70}}?) {_IS} (?P<part>[^?;]+)")
_AS_PART = re.compile(
    r"(?P<part>[^?;]+?),? (?:as|in) (?:an? )?(?:percent(?:age)?|share|proportion|fraction|%)"
    r" of (?P<whole>[^?;]+)"
)
_SPOKEN_OF = re.compile(r"^(?:it|that|this|the (?:figure|number|level|quantity|total))$")
#: Figures of which another may be a part, in units or in money.
_WHOLES = frozenset(
    {
        "reorder_point", "order_up_to", "inventory_position", "on_hand", "on_order", "order_qty", "protection_mean",
        "safety_stock", "stock_value", "order_value", "excess_units", "expected_sales", "revenue_90d",
    }
)  # fmt: skip
_PARTS = _WHOLES | {"lot_extra", "expected_lost_units", "on_order_value"}


def put_ratio(plan: Plan, masked: Masked) -> Plan:
    """`plan` with one measure as a share of another, where the words ask for that; unchanged otherwise."""
    if (average := put_average(plan, masked)) is not None:
        return average
    if plan.intent not in ("value", "compare", "explain") or plan.scenario or plan.group_by:
        return plan
    said = _OF_WHOLE.search(masked.text) or _AS_PART.search(masked.text)
    if said is None:
        return plan
    whole = _first(said["whole"]) or _spoken_of(said["whole"], masked)
    part = _first(said["part"])
    if not whole or not part or part == whole or whole not in _WHOLES or part not in _PARTS:
        return plan
    if MEASURES[part].unit != MEASURES[whole].unit:
        return plan
    return plan.with_(
        intent="value", measures=(part,), share=True, share_of=whole, difference=False, sort=None, filters=(),
        window=plan.window if MEASURES[part].windowed or MEASURES[whole].windowed else None,
    )  # fmt: skip


def _first(words: str) -> str:
    return next((found.id for found in find_measures(words)), "")


def _spoken_of(words: str, masked: Masked) -> str:
    """ "The reorder point looks padded. What percentage of it ...?": the figure that was named before."""
    if not _SPOKEN_OF.match(words.strip()):
        return ""
    question = tidy(masked.question).lower()
    before = question[: question.find(masked.text[:20])] if masked.text[:20] in question else question
    return next((f.id for f in find_measures(before) if f.id in _WHOLES), "")
