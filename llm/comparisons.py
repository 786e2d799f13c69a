"""Two or more values side by side: the winner first, with what lies between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llm.briefs import Brief, line_of, window_of
from llm.grouping import common_subject, name_of, pairs_of, period_name, tell_facts, values_of
from llm.telling import role_of, tell_date
from rag.facts import Fact
from rag.plan import Plan

__all__ = ["compared"]


def compared(plan: Plan, asked: Sequence[Fact]) -> list[Brief]:
    """Two values with the winner first; more than two as a ranking in the order of the values."""
    winners = [f for f in asked if role_of(f) == "winner"]
    gaps = [f for f in asked if role_of(f) == "difference"]
    values = values_of(asked)
    found: list[Brief] = []
    for role in dict.fromkeys(role_of(f) for f in values):
        same = [f for f in values if role_of(f) == role]
        found += _pair(same, winners, gaps) if len(same) == 2 else _several(same, winners)
    times = [f for f in asked if role_of(f) == "times"]
    if len({role_of(f) for f in values}) > 1:
        winners = []  # a period of sales is not ahead of one of forecasts
    other = [f for f in (*winners, *gaps, *times) if not any(f.id in (x.id for x in b.facts) for b in found)]
    if len(found) == 2 and all(len(b.lines) == 1 for b in found):
        return [*tell_facts(values), *(Brief("values", (line_of(f),), (f,), common_subject(values)) for f in gaps)]
    return found + tell_facts(other) if other else found


def _pair(two: Sequence[Fact], winners: Sequence[Fact], gaps: Sequence[Fact]) -> list[Brief]:
    winner = next((f for f in winners if {x.id for x in two} & set(f.inputs)), None)
    gap = next((f for f in gaps if {x.id for x in two} & set(f.inputs)), None)
    common = common_subject(two)
    same_window = (two[0].start, two[0].end) == (two[1].start, two[1].end)
    days = all(f.start == f.end for f in two)
    names = {f.id: name_of(f, common) if same_window or days else period_name(window_of(f)) for f in two}
    if len(set(names.values())) < len(two) and all(f.start and f.end for f in two):  # the same days of two years
        names = {f.id: f"{tell_date(f.start)} to {tell_date(f.end)}" for f in two if f.start and f.end}
    order = list(two)
    if winner is not None:
        order.sort(key=lambda f: str(winner.value) not in (names[f.id], f.window_label, *f.subject.values()))
    lines = [line_of(f, names[f.id]) for f in order]
    facts = list(order)
    if winner is not None:
        direction = winner.label.split()[0] if winner.label else "higher"
        lines.append(replace(line_of(winner, direction), text=lines[0].label))
        facts.append(winner)
    if gap is not None:
        lines.append(line_of(gap, "difference"))
        facts.append(gap)
    window = window_of(two[0]) if same_window else {}
    return [Brief("compare", tuple(lines), tuple(facts), common, what=line_of(two[0]).label, **window)]  # type: ignore[arg-type]


#: What is ahead of one other -> ahead of several
_FURTHEST = {"higher": "highest", "lower": "lowest", "earlier": "earliest", "later": "latest"}


def _several(same: Sequence[Fact], winners: Sequence[Fact]) -> list[Brief]:
    winner = next((f for f in winners if {x.id for x in same} & set(f.inputs)), None)
    if winner is None or len(same) == 1:
        return tell_facts(same)
    descending = not winner.label.startswith(("lower", "earlier"))
    order = sorted(same, key=lambda f: f.value, reverse=descending)  # type: ignore[arg-type,return-value]
    way, _, measure = winner.label.partition(" ")
    first = f"{_FURTHEST.get(way, way)} {measure}"
    found = pairs_of(order)
    found[0] = replace(found[0], what="", that=first, facts=(*found[0].facts, winner), names=(str(winner.value),))
    return found
