# ruff: noqa: E501 - a pattern is read on one line
"""A judgement that names no figure ("which shop is worst?", "who did best?"): by the figure that was told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.measures import MEASURES, ORDER_LINE
from rag.plan import FIELD_OF, GroupBy, Plan, Sort
from rag.understanding.plans.order_ranking import of_lines

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["judged"]

_NOUN = r"(?P<noun>stores?|shops?|branch(?:es)?|outlets?|locations?|suppliers?|vendors?|firms?|categor(?:y|ies)|departments?|(?:product )?groups?|products?|items?|articles?|lines?|ones?)"
_END = r"(?P<end>(?:the )?(?:very )?(?:best|strongest|worst|weakest|poorest|most|hardest|least|fewest|highest|biggest|largest|lowest|smallest|badly|well))"
_JUDGED = re.compile(
    rf"^\W*(?:(?:and|so|but|ok|okay|then|now|hm+),? )*(?:which|what|who)(?: of (?:them|those|these|the (?:two|three|four)))?(?: {_NOUN})?"
    rf"(?: (?:is|are|was|were|looks?|has been|does|do|did|has|have|had|gets?|got|makes?|made|performs?|performed|fares?|fared|comes? out|came out|hit|affected|there|it|doing|done|going))* {_END}"
    r"(?: ?(?:one|ones|off|hit|affected|of (?:it|them|those|these|that|all|the lot)|there|then|now|overall|by far|in all|here|though|please|pls|among (?:them|those|these)))*\W*$",
    re.IGNORECASE,
)
#: "Which shop is tightest?": of what was spoken of there is the least left, however it sells
_TIGHT = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|then|now),? )*(?:which|what) (?P<noun>stores?|shops?|branch(?:es)?) (?:is|are|looks?|will be|would be|has|gets?) (?:the )?(?:tightest|scarcest|shortest|short|thinnest|worst (?:stocked|covered))(?: (?:of it|of them|of that|on it|on that|then|there|first|with it))*\W*$",
    re.IGNORECASE,
)
_GROUPS: dict[str, GroupBy] = {
    **dict.fromkeys(("store", "shop", "branch", "outlet", "location"), "store"),
    **dict.fromkeys(("supplier", "vendor", "firm"), "supplier"),
    **dict.fromkeys(("category", "department", "group", "product group"), "category"),
    **dict.fromkeys(("product", "item", "article", "line"), "product"),
}  # type: ignore[dict-item]
#: Of which more is worse
_MORE_IS_WORSE = frozenset(
    {
        "wape", "mape", "mae", "rmse", "mase", "wql", "bias_size", "returns_wape", "returns_mae", "stockout_probability",
        "return_rate_pct", "expected_returns", "actual_returns", "expected_lost_units", "expected_lost_value", "excess_units",
        "days_late", "alert_count", "lead_time_days", "supplier_lead_time_days", "oos_days", "oos_weeks",
    }
)  # fmt: skip
_SAID_HIGH = re.compile(r"\b(?:most|hardest|highest|biggest|largest)$", re.IGNORECASE)
_SAID_LOW = re.compile(r"\b(?:least|fewest|lowest|smallest)$", re.IGNORECASE)
_GOOD = re.compile(r"\b(?:best|strongest|well)$", re.IGNORECASE)


def judged(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier`, a figure, as a ranking of the things that the message asks for; None of any other message.

    The best is where the figure is as one wants it: little error and few late units, much turnover.
    """
    if _TIGHT.match(turn.masked.question) and len(earlier.entities.products) == 1:
        return _tightest(turn, earlier)
    said = _JUDGED.match(turn.masked.question)
    measure = next((m for m in earlier.measures if m in MEASURES and MEASURES[m].kind != "text"), "")
    if said is None or not measure or earlier.scenario:
        return None
    group = _group(said["noun"], earlier)
    if group is None or not _of_a_set(earlier, group):
        return None
    field = FIELD_OF[group]
    named = getattr(earlier.entities, field)
    kept = earlier.entities if len(named) > 1 else replace(earlier.entities, **{field: ()})
    sort = Sort(measure, _descending(said["end"], measure, earlier))
    question = turn.masked.question
    if measure in ORDER_LINE:
        asked = of_lines(earlier.with_(entities=kept), (measure,), earlier.filters, "rank", group)
        return asked.with_(sort=sort, limit=1, also=(), question=question, resolved_question=question)
    return earlier.with_(
        intent="rank", measures=(measure,), entities=kept, group_by=group, sort=sort, limit=1, offset=0, also=(),
        combine=None, per_series=False, share=False, difference=False, levels=(), second_window=None, statistic="total",
        question=question, resolved_question=question,
    )  # fmt: skip


def _tightest(turn: Turn, earlier: Plan) -> Plan:
    """Where the product that was spoken of lasts the shortest time."""
    asked, kept = turn.masked.question, replace(earlier.entities, stores=())
    return Plan(
        "rank", ("days_of_cover",), kept, group_by="store", sort=Sort("days_of_cover", False), limit=1, question=asked,
        resolved_question=asked,
    )  # fmt: skip


def _group(noun: str | None, earlier: Plan) -> GroupBy | None:
    """The things that are judged: those of the noun, else those that were told."""
    if noun and not noun.lower().startswith("one"):
        word = noun.lower()
        single = word.removesuffix("ies") + "y" if word.endswith("ies") else re.sub(r"(?<=ch)es$|s$", "", word)
        return _GROUPS.get(single)
    if earlier.intent == "compare":
        kinds: tuple[GroupBy, ...] = ("store", "product", "supplier", "category")
        return next((kind for kind in kinds if len(getattr(earlier.entities, FIELD_OF[kind])) > 1), None)
    return earlier.group_by if earlier.group_by in _GROUPS.values() else None


def _of_a_set(earlier: Plan, group: GroupBy) -> bool:
    """Is there something to rank: a figure told of all, or of several? A ranking has its own ways on."""
    if earlier.intent not in ("value", "compare", "list", "count") or earlier.among is not None:
        return False
    return not (group == "product" and earlier.entities.products and len(earlier.entities.products) == 1)


def _descending(end: str, measure: str, earlier: Plan) -> bool:
    if _SAID_HIGH.search(end) or _SAID_LOW.search(end):
        return _SAID_HIGH.search(end) is not None
    late = any(f.column == "due_on" and f.op == "<" for f in earlier.filters)
    excess = any(f.column == "action" and f.value == "excess" for f in earlier.filters)
    worse = measure in _MORE_IS_WORSE or late or excess
    return worse != (_GOOD.search(end) is not None)
