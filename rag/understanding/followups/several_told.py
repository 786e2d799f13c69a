# ruff: noqa: E501 - a pattern is read on one line
"""Things that were told one after the other, or side by side, taken together: "one sum for the three", "of the three, who is the weakest?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import Plan, Sort, Window
from rag.understanding.followups.carrying import KINDS, SINGULAR, SUMMED, fit_sort
from rag.understanding.plans.ordering import order_of
from rag.understanding.words.numbers import number
from rag.understanding.words.patterns import ASC_RE, DESC_RE

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["of_several", "one_after_the_other", "one_of_compared"]

_NOUN = {
    "stores": "stores", "shops": "stores", "branches": "stores", "products": "products", "items": "products",
    "articles": "products", "suppliers": "suppliers", "vendors": "suppliers", "categories": "categories",
}  # fmt: skip
_SO_MANY = re.compile(
    r"\b(?:the|those|these|all|all of (?:the|those|these)) (?P<n>three|four|five|six|[3-6])\b(?: (?P<noun>stores|shops|branches|products|items|articles|suppliers|vendors|categories)\b)?"
    r"(?! (?:(?:\w+ )?(?:days|weeks|months)|units|pieces|lines|orders|biggest|best|most|top|largest|highest|lowest|worst|smallest)\b)"
)
#: "The total for these two plus [store]"
_AND_MORE = re.compile(
    r"\b(?:the|those|these) (?P<n>two|three|four|five|[2-5])(?: (?P<noun>stores|shops|branches|products|items|articles|suppliers|vendors|categories))?,? (?:plus|and|with|together with|along with|as well as|\+|&) (?:also )?\["
)
_ALL_OF_THEM = re.compile(r"\ball of (?:them|those|these)\b|\b(?:them|these|those|they) all\b|\bthe lot\b")
_SUM = re.compile(
    rf"{SUMMED.pattern}|\badd\b[^?.]{{0,20}}\bup\b|\b(?:total|totals|come to|comes to|one (?:figure|number)|a single (?:figure|number)|one (?:big )?sum)\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\b(?:who|which|where|whose|what (?:store|shop|branch|product|supplier|category))\b")
_ENDS = re.compile(r"\b(?:\w{2,}est|most|least|worst|best)\b")
_SLOW = re.compile(r"\bslow\w*|\b(?:longest|longer)\b")
#: Words of a sum that read as a figure of their own ("what does it come to?")
_GENERIC = {"expected_sales", "actual_sales", "order_value", "revenue_90d", "count"}
_OWN = re.compile(r"\b(?:sell\w*|sold|sales|forecast\w*|order\w*|cost\w*|revenue|turnover|stock|return\w*)\b")


def of_several(turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """The figure before of so many things told before, with those named now; None where nothing of the kind is said."""
    if (part := _other_part(turn, plans)) is not None:
        return part
    text, last = turn.masked.text, plans[-1]
    more = _AND_MORE.search(text)
    said, every = more or _SO_MANY.search(text), _ALL_OF_THEM.search(text)
    summed, one = _SUM.search(text), _ONE_OF.search(text)
    if not (said or every) or not (summed or one) or turn.amounts.scenario or turn.amounts.levels:
        return None
    base = next((p for p in reversed(plans) if _plain(p) and p.measures == last.measures), None)
    if base is None or (last.intent == "rank" and not _among_named(last)):
        return None
    many = int(number(said["n"])) if said else 0
    kind = _kind_of(turn, plans, base, _NOUN.get((said["noun"] or "") if said else "", ""))
    many += len(getattr(turn.plan.entities, kind)) if more and kind else 0
    things = _things(turn, plans, base, kind, many) if kind else ()
    if len(things) < 3:  # the last two are another matter
        return None
    together = base.with_(
        entities=replace(base.entities, **{kind: things}), statistic="total", levels=(), also=(), sort=None, limit=None,
        window=turn.plan.window if turn.masked.windows and turn.plan.window else base.window, difference=False,
        question=turn.masked.question, resolved_question=turn.masked.question, group_by=None, second_window=None,
    )  # fmt: skip
    order = _order(turn, base)
    if order and one:
        return _ranked(turn, together, kind, order)
    additive = MEASURES[base.measures[0]].additivity == "sum"
    return together.with_(intent="value") if summed and additive and _asks_nothing_else(turn, base) else None


#: "And the first?" after the second week of a stretch
_OTHER_PART = re.compile(
    r"^\W*(?:and |ok |so |then |what about |how about |in |for )*(?:the )?(?P<nth>first|second|third|fourth|last|other)(?: (?:one|week|half|part|days))?(?: (?:then|please|of (?:them|those|these|it|that)))*\W*$"
)


def _other_part(turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """The figure before of another part of the stretch that it was a part of."""
    said = _OTHER_PART.match(turn.masked.spelled)
    if said is None or len(plans) < 2 or plans[-1].window is None or turn.masked.mentions:
        return None
    last, part = plans[-1], plans[-1].window
    if last.intent != "value":
        return None
    stretch = next((p.window for p in reversed(plans[:-1]) if p.window and p.window.days > part.days), None)
    if stretch is None or stretch.side != part.side or not stretch.start <= part.start <= part.end <= stretch.end:
        return None
    if stretch.covered_start != stretch.start or stretch.covered_end != stretch.end:
        return None
    first = _start_of(said["nth"], stretch, part)
    end = first + timedelta(part.days - 1)
    if first == part.start or first < stretch.start or end > stretch.end:
        return None
    label = f"{first.day} {first:%B} to {end.day} {end:%B %Y}"
    window = replace(stretch, start=first, end=end, label=label, covered_start=first, covered_end=end)
    return last.with_(window=window, question=turn.masked.question, resolved_question=turn.masked.question)


def _start_of(nth: str, stretch: Window, part: Window) -> date:
    if nth == "last" or (nth == "other" and part.start == stretch.start):
        return stretch.end - timedelta(part.days - 1)
    place = {"first": 0, "other": 0, "second": 1, "third": 2, "fourth": 3}[nth]
    return stretch.start + timedelta(place * part.days)


def _plain(plan: Plan) -> bool:
    single = plan.intent in ("value", "compare") and plan.statistic == "total" and len(plan.measures) == 1
    return (single and not (plan.also or plan.group_by or plan.share or plan.scenario or plan.second_window)) or (
        plan.intent == "rank" and _among_named(plan)
    )


def _among_named(plan: Plan) -> bool:
    """Is it a ranking of things that were named?"""
    return any(plan.group_by == one and len(getattr(plan.entities, many)) > 1 for many, one in SINGULAR.items())


def _kind_of(turn: Turn, plans: Sequence[Plan], base: Plan, noun: str) -> str:
    """The one kind of thing that is named now or that the figures before differ in; "" where it cannot be told."""
    named = [k for k in KINDS if getattr(turn.plan.entities, k)]
    if len(named) > 1 or (noun and named and named != [noun]):
        return ""
    if noun or named:
        return noun or named[0]
    varied = [k for k in KINDS if len(_told(plans, base, k)) > 2]
    return varied[0] if len(varied) == 1 else ""


def _told(plans: Sequence[Plan], base: Plan, kind: str) -> tuple[str, ...]:
    """Things of a kind that the same figure was told of, the latest last."""
    ids: list[str] = []
    for plan in plans:
        rest = replace(plan.entities, **{kind: ()}) == replace(base.entities, **{kind: ()})
        if plan.measures == base.measures and plan.filters == base.filters and rest:
            ids = [*(i for i in ids if i not in getattr(plan.entities, kind)), *getattr(plan.entities, kind)]
    return tuple(ids)


def _things(turn: Turn, plans: Sequence[Plan], base: Plan, kind: str, many: int) -> tuple[str, ...]:
    """So many of the things told last, those named now among them; all of them for no number."""
    new = getattr(turn.plan.entities, kind)
    if any(m.ambiguous for m in turn.masked.mentions):
        return ()
    before = tuple(i for i in _told(plans, base, kind) if i not in new)
    wanted = many - len(new) if many else len(before)
    if len(before) < wanted or wanted < 1:
        return ()
    return (*before[-wanted:], *new)


def _order(turn: Turn, base: Plan) -> str:
    """Which end is asked for: the slowest has the longest lead time, the best forecast the smallest error."""
    text = turn.masked.text
    if not (turn.reading.order or ASC_RE.search(text) or DESC_RE.search(text) or _ENDS.search(text)):
        return ""
    own = base.measures if _asks_nothing_else(turn, base) else turn.plan.measures
    measures = tuple(m.removeprefix("supplier_") if m.endswith("lead_time_days") else m for m in own)
    if measures[:1] == ("lead_time_days",) and _SLOW.search(text):
        return "desc"
    return order_of(text, "rank", turn.reading.with_(intent="rank", measures=measures)) or turn.reading.order


def _asks_nothing_else(turn: Turn, base: Plan) -> bool:
    own = set(turn.plan.measures)
    return turn.reading.weak or own <= set(base.measures) or (own <= _GENERIC and not _OWN.search(turn.amounts.text))


def _ranked(turn: Turn, together: Plan, kind: str, order: str) -> Plan | None:
    """Which of them comes first by the figure before, or by the one that is asked for now."""
    if turn.plan.intent not in ("rank", "compare", "value", "list", "count"):
        return None
    if not _asks_nothing_else(turn, together):
        measures, window = turn.plan.measures[:1], turn.plan.window if turn.masked.windows else None
        windowed = measures[0] in MEASURES and MEASURES[measures[0]].windowed
        together = together.with_(measures=measures, window=window or (together.window if windowed else None))
    sort = fit_sort(Sort(together.measures[0], order == "desc"), together.measures, "rank", turn.masked.text)
    return together.with_(intent="rank", group_by=SINGULAR[kind], sort=sort, limit=1)


def one_of_compared(turn: Turn, merged: Plan, earlier: Plan) -> Plan:
    """ "Which one is the lowest of them?" after shops put side by side: one of the shops, not of their products."""
    unsaid = not (turn.rules.group or turn.plan.entities.products or turn.masked.windows or turn.masked.mentions)
    if merged.intent != "rank" or earlier.intent not in ("compare", "rank") or not unsaid or merged.filters:
        return merged
    kind = next((k for k in KINDS if len(getattr(earlier.entities, k)) > 1), "")
    if not kind or earlier.second_window or (earlier.intent == "rank" and earlier.group_by != SINGULAR[kind]):
        return merged
    entities = replace(merged.entities, **{kind: getattr(earlier.entities, kind)})
    order = _order(turn, merged)
    sort = Sort(merged.measures[0], order == "desc") if order and merged.measures else merged.sort
    sort = fit_sort(sort, merged.measures, "rank", turn.masked.text)
    return merged.with_(group_by=SINGULAR[kind], entities=entities, limit=merged.limit or 1, sort=sort)


_TWO_ONLY = re.compile(r"\b(?:both|the two|those two|these two|the last two|all two)\b")


def one_after_the_other(text: str, turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """ "So altogether in those three?": all the things that the same figure was told of, one after the other."""
    last, said = plans[-1], _SO_MANY.search(text)
    if not (said or SUMMED.search(text)) or _TWO_ONLY.search(text) or last.intent != "value":
        return None
    kind, things = "", list[str]()
    for plan in reversed(plans):
        found = _differs_in(plan, last)
        if found is None or (kind and found and found != kind):
            break
        kind = kind or found
        things.append("" if not kind else getattr(plan.entities, kind)[0])
    if not kind or any(m.kind == SINGULAR[kind] for m in turn.masked.mentions):
        return None
    things[: things.count("")] = [getattr(last.entities, kind)[0]]
    told = list(dict.fromkeys(reversed(things)))
    many = int(number(said["n"])) if said else len(told)
    if many < 3 or many > len(told):
        return None
    return last.with_(entities=replace(last.entities, **{kind: tuple(told[-many:])}))


def _differs_in(plan: Plan, last: Plan) -> str | None:
    """The kind of thing in which two figures differ, "" where in none; None where in more, or in something else."""
    one, two = (
        p.with_(entities=last.entities, question="", resolved_question="", confidence=1.0) for p in (plan, last)
    )
    kinds = [k for k in KINDS if getattr(plan.entities, k) != getattr(last.entities, k)]
    single = all(len(getattr(p.entities, k)) == 1 for k in kinds for p in (plan, last))
    same_time = (one.window and (one.window.start, one.window.end)) == (
        two.window and (two.window.start, two.window.end)
    )
    same = one.with_(window=None) == two.with_(window=None) and same_time
    return (kinds[0] if kinds else "") if same and single and len(kinds) < 2 else None
