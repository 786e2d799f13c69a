"""Facts put together into sentences: by subject and window, in sets, or as pairs of name and value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from llm.briefs import Brief, Line, fixed, line_of, subject_words, window_of
from llm.conditions import condition_words
from llm.telling import line_text, role_of, short_date, tell
from rag.facts import Evidence, Fact, ranked
from rag.plan import Plan

__all__ = [
    "combined",
    "common_subject",
    "count_brief",
    "count_line",
    "most_of",
    "name_of",
    "pairs_of",
    "period_name",
    "tell_facts",
    "values_of",
]

MAX_LINES = 4
#: Pairs of name and value in an answer; the table has the rest.
MOST_PAIRS = 12
TOLD_RANKS = 3
#: Values beside the asked ones, in one sentence.
BESIDE = 3


def values_of(facts: Iterable[Fact]) -> list[Fact]:
    return [f for f in facts if role_of(f) not in ("winner", "difference", "ratio", "times", "count")]


def tell_facts(facts: Sequence[Fact], kind: str = "values") -> list[Brief]:
    """Facts in their order, one brief per subject and window, at most four values each.

    Counts stand alone ("7 order lines"); one measure of many subjects or days is told as pairs.
    """
    counts = [f for f in facts if role_of(f) == "count"]
    found = [count_brief(f, Plan("count")) for f in counts]
    groups = _groups([f for f in facts if role_of(f) != "count"])
    if len(groups) > 2 and len({role_of(g[0]) for g in groups}) == 1 and all(len(g) == 1 for g in groups):
        return found + _days_or_things([g[0] for g in groups])
    if each := _one_of_each(groups):
        others = [f for f in facts if f not in each]
        return tell_facts(others, kind) + pairs_of(each)
    whole, parts = _whole_and_parts(groups)
    if whole:
        together = tell_facts(whole)
        return found + together + [b for role in dict.fromkeys(map(role_of, whole)) for b in pairs_of(parts[role])]
    for group in groups:
        for part in _parted(group):
            lines = tuple(line_of(f) for f in part)
            found.append(Brief(kind, lines, part, dict(part[0].subject), **window_of(part[0])))  # type: ignore[arg-type]
    return found


def _one_of_each(groups: Sequence[Sequence[Fact]]) -> list[Fact]:
    """One figure of each of several products in stores, beside other figures: those of the products."""
    single = [g[0] for g in groups if len(g) == 1 and {"product", "store"} <= set(g[0].subject)]
    alike = len(single) > BESIDE and len({(role_of(f), f.label) for f in single}) == 1
    return single if alike and len(single) < len(groups) else []


def _whole_and_parts(groups: Sequence[Sequence[Fact]]) -> tuple[list[Fact], dict[str, list[Fact]]]:
    """Several figures of a whole and of each of its parts: those of the whole, and by role those of the parts."""
    said = {tuple(sorted(g[0].subject.items())): g for g in groups}
    wholes = [s for s in said if s and all(set(s) < set(o) for o in said if o != s)]
    if len(wholes) != 1 or len(said) != len(groups) or len(groups) < 3:
        return [], {}
    whole, others = said[wholes[0]], [g for s, g in said.items() if s != wholes[0]]
    roles = set(map(role_of, whole))
    if len(roles) < 2 or any(set(map(role_of, g)) != roles for g in others):
        return [], {}
    return list(whole), {r: [f for g in others for f in g if role_of(f) == r] for r in roles}


def _days_or_things(facts: Sequence[Fact]) -> list[Brief]:
    """One value each of several things or days; their total comes first."""
    days = [f for f in facts if f.start is not None and f.start == f.end]
    days = days if len({f.start for f in days}) > 1 else []  # one day of several things
    common = common_subject(facts)
    whole = [f for f in facts if f not in days] if len(days) > 2 else [f for f in facts if _spans(f, facts, common)]
    parts = [f for f in facts if f not in whole]
    if len(whole) == 1 and len(parts) > 1:
        return tell_facts(whole) + pairs_of(parts)
    return pairs_of(facts)


def _spans(fact: Fact, facts: Sequence[Fact], common: dict[str, str]) -> bool:
    """Whether a fact is said of all the others together: of what they share, or of all their names."""
    own = {k: v for k, v in fact.subject.items() if common.get(k) != v}
    if not own:
        return True
    others = {o.subject.get(k) for k in own for o in facts if o is not fact}
    return (
        len(own) == 1
        and None not in others
        and all(str(o) in next(iter(own.values())) for o in others)
        and len(others) > 1
    )


def _parted(group: Sequence[Fact]) -> list[tuple[Fact, ...]]:
    """A group in parts of at most four values; values with a sentence of their own stay together."""
    rest, parts = list(group), []
    while rest:
        together = _belonging(rest)
        if len(rest) <= MAX_LINES and (not together or len(together) == len(rest)):
            together = rest
        parts.append(tuple(together or rest[:BESIDE]))
        rest = [f for f in rest if f not in parts[-1]]
    return parts


def _belonging(facts: Sequence[Fact]) -> list[Fact]:
    """The most facts, the first one among them, that the phrasings know as a set."""
    from llm.phrasing.combos import combos_for

    near = list(facts)[1:9]
    for size in (3, 2, 1):
        for others in combinations(near, min(size, len(near))):
            if combos_for(tuple(role_of(f) for f in (facts[0], *others))):
                return [facts[0], *others]
    return []


def _groups(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts of one subject and window together, a role once per group; facts without a window join any."""
    groups: list[list[Fact]] = []
    for fact in facts:
        for group in groups:
            first = next((f for f in group if f.start is not None), group[0])
            same_window = (
                fact.start is None or first.start is None or (fact.start, fact.end) == (first.start, first.end)
            )
            if group[0].subject == fact.subject and same_window and role_of(fact) not in map(role_of, group):
                group.append(fact)
                break
        else:
            groups.append([fact])
    for group in groups:  # the window of a brief is that of its first fact
        group.sort(key=lambda f: f.start is None)
    return groups


def pairs_of(facts: Sequence[Fact]) -> list[Brief]:
    """One measure of several things: `expected sales: A with 3 units, B with 2 units`."""
    common = common_subject(facts)
    one_window = len({(f.start, f.end) for f in facts}) == 1
    found = []
    for start in range(0, min(len(facts), MOST_PAIRS), MAX_LINES):
        part = tuple(facts[start : start + MAX_LINES])
        lines = tuple(line_of(f, name_of(f, common)) for f in part)
        what = line_of(part[0]).label if start == 0 else ""
        window = window_of(part[0]) if start == 0 and one_window else {}
        found.append(Brief("rank", lines, part, common if what else {}, what=what, **window))  # type: ignore[arg-type]
    return found


def common_subject(facts: Sequence[Fact]) -> dict[str, str]:
    """The names that all facts share."""
    first, *others = [f.subject for f in facts if f.subject] or [{}]
    return {k: v for k, v in first.items() if all(o.get(k) == v for o in others)}


def name_of(fact: Fact, common: dict[str, str]) -> str:
    """What tells a fact from its neighbours: its own part of the subject, else its window."""
    own = {k: v for k, v in fact.subject.items() if k not in common}
    if own:
        if len(own) == 1 and set(own) <= {"supplier", "category", "weekday", "week", "month"}:
            return next(iter(own.values()))
        return subject_words(own)
    if fact.start is not None and fact.start == fact.end:
        weekday, day = f"{fact.start:%A}", short_date(fact.start)
        return f"{weekday} {day}" if weekday.lower() in fact.window_label.lower() else day  # told as it was asked
    return period_name(window_of(fact)) or line_of(fact).label


def period_name(window: dict[str, object]) -> str:
    """A window as a name: `the next 7 days`, `1 June to 30 June`."""
    words = str(window.get("when", ""))
    return words.removeprefix("over ").removeprefix("from ").removeprefix("on ")


def combined(plan: Plan, evidence: Evidence) -> list[Brief]:
    """What two figures make together, or what lies between them."""
    own = {f.id for part in evidence.parts for f in part.facts}
    found = {f.measure: f for f in evidence.facts if f.id not in own and f.measure in _COMBINED}
    if plan.combine == "quotient" and "quotient" in found:
        return [fixed(f"That is {tell(found['quotient'])} per {_divisor(plan)} on average.", facts=evidence.facts)]
    if plan.combine == "percent" and "part_of_it" in found:
        told = tell(found["part_of_it"])
        return [fixed(f"The first of these figures is {told} of the second.", facts=evidence.facts)]
    if plan.combine == "sum" and "together" in found:
        return [fixed(f"Together that is {tell(found['together'])}.", facts=evidence.facts)]
    if "difference" not in found:
        return []
    change = f", {line_text(found['change_pct'])}" if "change_pct" in found else ""
    return [fixed(f"The difference is {tell(found['difference'])}{change}.", facts=evidence.facts)]


def _divisor(plan: Plan) -> str:
    """What money was divided by."""
    if plan.also[0].intent != "count":
        return "unit"
    return {"series": "order line"}.get(plan.also[0].group_by or "series", str(plan.also[0].group_by or "order line"))


_COMBINED = ("together", "difference", "change_pct", "quotient", "part_of_it")


def count_line(fact: Fact) -> Line:
    """`12 products`; in one store a product in a store is a product."""
    number, noun = line_of(fact), fact.label or "rows"
    if "store" in fact.subject or "product" in fact.subject:
        kind = "store" if "store" not in fact.subject else "product"
        noun = {"products in stores": f"{kind}s", "product in a store": kind}.get(noun, noun)
    return replace(number, label="count", text=f"{number.text} {noun}")


def count_brief(fact: Fact, plan: Plan) -> Brief:
    number = float(fact.value) if isinstance(fact.value, (int, float)) else 0
    return Brief("list", (count_line(fact),), (fact,), dict(fact.subject), that=condition_words(plan, number))


def most_of(plan: Plan, counts: Sequence[Fact]) -> list[Brief]:
    """A ranking by how many: `Leeds has the most alerts: 12 alerts`."""
    if len(counts) == 1 and not counts[0].value:
        return [count_brief(counts[0], plan)]
    common = common_subject(counts) if len(counts) > 1 else {}
    part = tuple(counts[:TOLD_RANKS])
    lines = tuple(replace(count_line(f), label=name_of(f, common)) for f in part)
    most = "fewest" if plan.sort is not None and not plan.sort.descending else "most"
    noun = counts[0].label if counts[0].label.endswith("s") else f"{counts[0].label}s"
    that = " ".join((f"{ranked(most, (plan.offset or 0) + 1)} {noun}", condition_words(plan, 2))).strip()
    return [Brief("rank", lines, part, common, that=that)]
