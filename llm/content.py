"""Content planning: which sentences an answer has, and what each of them says.

The first brief answers what was asked; then what was asked beside it, at most two extras, and the sentences that
the code words itself: coverage, limits of a window, quotations. No brief tells more than four values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from llm.briefs import Brief, fixed, line_of, subject_words, window_of
from llm.conditions import condition_words, scenario_words
from llm.telling import role_of, tell_date
from rag.facts import Evidence, Fact
from rag.plan import Plan

__all__ = ["plan_content"]

MAX_LINES = 4
#: Names told in a sentence; the table has all of them.
TOLD_NAMES = 3
TOLD_RANKS = 3
_EXTRAS = 2
_DERIVED = ("winner", "difference", "ratio", "share", "count")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def plan_content(plan: Plan, evidence: Evidence) -> list[Brief]:
    """The briefs of an answer in order; the last ones are fixed."""
    if evidence.status != "answered":
        return _unanswered(plan, evidence)
    facts = [f for f in evidence.facts if f.value is not None]
    asked = [f for f in facts if f.asked]
    found = _answer(plan, evidence, asked) if asked else []
    found += _extras(plan, facts, found)
    found = [_with_lead(plan, found[0]), *found[1:]] if found else []
    found += [fixed(_plain(m), facts=evidence.facts) for m in dict.fromkeys(evidence.messages) if m.strip()]
    found += _quotations(evidence)
    found += _coverage(plan, evidence)
    if not found:
        found = [fixed("There is nothing to show for that in this run.")]
    return [_numbered(b, i, plan) for i, b in enumerate(found, 1)]


def _numbered(brief: Brief, number: int, plan: Plan) -> Brief:
    from dataclasses import replace

    return replace(brief, id=f"b{number}", question=plan.question if number == 1 else "")


# ---- what was asked -----------------------------------------------------------------------------


def _answer(plan: Plan, evidence: Evidence, asked: Sequence[Fact]) -> list[Brief]:
    if plan.intent in ("list", "count") or (plan.intent == "rank" and not _values(asked)):
        return _listed(plan, evidence, asked)
    if plan.intent == "rank":
        return _ranked(plan, asked)
    if plan.intent == "whatif":
        return _scenario(plan, asked)
    if plan.intent == "compare" or any(role_of(f) == "winner" for f in asked):
        return _compared(plan, asked)
    return _told(asked)


def _values(facts: Iterable[Fact]) -> list[Fact]:
    return [f for f in facts if role_of(f) not in ("winner", "difference", "ratio", "count")]


def _told(facts: Sequence[Fact], kind: str = "values") -> list[Brief]:
    """Facts in their order, one brief per subject and window, at most four values each.

    One measure of many subjects is told as pairs of name and value.
    """
    groups = _groups(facts)
    if len(groups) > 2 and len({role_of(g[0]) for g in groups}) == 1 and all(len(g) == 1 for g in groups):
        return _pairs_of(facts)
    found = []
    for group in groups:
        for start in range(0, len(group), MAX_LINES):
            part = tuple(group[start : start + MAX_LINES])
            found.append(
                Brief(kind, tuple(line_of(f) for f in part), part, dict(part[0].subject), **window_of(part[0]))
            )  # type: ignore[arg-type]
    return found


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


def _pairs_of(facts: Sequence[Fact]) -> list[Brief]:
    """One measure of several things: `expected sales: A with 3 units, B with 2 units`."""
    common = _common(facts)
    found = []
    for start in range(0, len(facts), MAX_LINES):
        part = tuple(facts[start : start + MAX_LINES])
        lines = tuple(line_of(f, _name(f, common)) for f in part)
        what = line_of(part[0]).label if start == 0 else ""
        found.append(
            Brief("rank", lines, part, common if what else {}, what=what, **(window_of(part[0]) if start == 0 else {}))
        )  # type: ignore[arg-type]
    return found


def _common(facts: Sequence[Fact]) -> dict[str, str]:
    """The names that all facts share."""
    first, *others = [f.subject for f in facts if f.subject] or [{}]
    return {k: v for k, v in first.items() if all(o.get(k) == v for o in others)}


def _name(fact: Fact, common: dict[str, str]) -> str:
    """What tells a fact from its neighbours: its own part of the subject, else its window."""
    own = {k: v for k, v in fact.subject.items() if k not in common}
    if own:
        if set(own) == {"supplier"} or set(own) == {"category"}:
            return next(iter(own.values()))
        return subject_words(own)
    return period_name(window_of(fact)) or line_of(fact).label


def period_name(window: dict[str, object]) -> str:
    """A window as a name: `the next 7 days`, `1 June to 30 June`."""
    words = str(window.get("when", ""))
    return words.removeprefix("over ").removeprefix("from ").removeprefix("on ")


# ---- lists and rankings -------------------------------------------------------------------------


def _listed(plan: Plan, evidence: Evidence, asked: Sequence[Fact]) -> list[Brief]:
    """The count, the condition, the first names; totals beside it come as extras."""
    counts = [f for f in asked if role_of(f) == "count"]
    others = [f for f in asked if role_of(f) != "count"]
    names = list(dict.fromkeys(str(r["name"]) for r in evidence.rows if r.get("name")))
    if not counts:
        return _told(others)
    head = counts[0]
    told = names[:TOLD_NAMES] if plan.intent != "count" else []
    number = float(head.value) if isinstance(head.value, (int, float)) else 0
    brief = Brief(
        "list", (_count_line(head),), (head,), dict(head.subject), that=condition_words(plan, number),
        items=tuple(told) if number else (), more=max(0, len(names) - len(told)) if told else 0, names=tuple(names),
    )  # fmt: skip
    found = [brief, *(_count_brief(f, plan) for f in counts[1:])]
    if plan.intent == "count" or not others or _values(others) == []:
        return found + (_told(others) if plan.intent == "count" and others else [])
    return found


def _count_line(fact: Fact):
    from dataclasses import replace

    number = line_of(fact)
    noun = fact.label or "rows"
    return replace(number, label="count", text=f"{number.text} {noun}")


def _count_brief(fact: Fact, plan: Plan) -> Brief:
    number = float(fact.value) if isinstance(fact.value, (int, float)) else 0
    return Brief("list", (_count_line(fact),), (fact,), dict(fact.subject), that=condition_words(plan, number))


def _ranked(plan: Plan, asked: Sequence[Fact]) -> list[Brief]:
    """The first three with their values, the next ones beside them; the table has the rest."""
    winner = next((f for f in asked if role_of(f) == "winner"), None)
    values = _values(asked)
    main = [f for f in values if role_of(f) == role_of(values[0])]
    common = _common(main) if len(main) > 1 else {k: v for k, v in main[0].subject.items() if k == "store"}
    superlative = winner.label if winner is not None else _superlative(plan, main[0])
    found = []
    for start in range(0, min(len(main), 2 * TOLD_RANKS), TOLD_RANKS):
        part = tuple(main[start : start + TOLD_RANKS])
        lines = tuple(line_of(f, _name(f, common)) for f in part)
        extra = (winner,) if winner is not None and start == 0 else ()
        window = window_of(part[0]) if start == 0 else {}
        that = superlative if start == 0 else ""
        about = common if start == 0 else {}
        found.append(Brief("rank", lines, part + extra, about, that=that, names=_tied(part, winner), **window))  # type: ignore[arg-type]
    return found


def _tied(part: Sequence[Fact], winner: Fact | None) -> tuple[str, ...]:
    return (str(winner.value),) if winner is not None and isinstance(winner.value, str) else ()


def _superlative(plan: Plan, fact: Fact) -> str:
    descending = plan.sort is None or plan.sort.descending
    return f"{'highest' if descending else 'lowest'} {line_of(fact).label}"


# ---- comparisons and scenarios ------------------------------------------------------------------


def _compared(plan: Plan, asked: Sequence[Fact]) -> list[Brief]:
    """Two values with the winner first; more than two as a ranking in the order of the values."""
    winners = [f for f in asked if role_of(f) == "winner"]
    gaps = [f for f in asked if role_of(f) == "difference"]
    values = _values(asked)
    found: list[Brief] = []
    for role in dict.fromkeys(role_of(f) for f in values):
        same = [f for f in values if role_of(f) == role]
        found += _pair(same, winners, gaps) if len(same) == 2 else _several(same, winners)
    other = [f for f in (*winners, *gaps) if not any(f.id in (x.id for x in b.facts) for b in found)]
    if len(found) == 2 and all(len(b.lines) == 1 for b in found):
        return _two_measures(values, winners, gaps)
    return found + _told(other) if other else found


def _pair(two: Sequence[Fact], winners: Sequence[Fact], gaps: Sequence[Fact]) -> list[Brief]:
    winner = next((f for f in winners if {x.id for x in two} & set(f.inputs)), None)
    gap = next((f for f in gaps if {x.id for x in two} & set(f.inputs)), None)
    common = _common(two)
    same_window = (two[0].start, two[0].end) == (two[1].start, two[1].end)
    names = {f.id: _name(f, common) if same_window else period_name(window_of(f)) for f in two}
    order = list(two)
    if winner is not None:
        order.sort(key=lambda f: str(winner.value) not in (names[f.id], f.window_label, *f.subject.values()))
    lines = [line_of(f, names[f.id]) for f in order]
    facts = list(order)
    if winner is not None:
        from dataclasses import replace

        direction = winner.label.split()[0] if winner.label else "higher"
        lines.append(replace(line_of(winner, direction), text=lines[0].label))
        facts.append(winner)
    if gap is not None:
        lines.append(line_of(gap, "difference"))
        facts.append(gap)
    window = window_of(two[0]) if same_window else {}
    return [Brief("compare", tuple(lines), tuple(facts), common, what=line_of(two[0]).label, **window)]  # type: ignore[arg-type]


def _several(same: Sequence[Fact], winners: Sequence[Fact]) -> list[Brief]:
    winner = next((f for f in winners if {x.id for x in same} & set(f.inputs)), None)
    if winner is None or len(same) == 1:
        return _told(same)
    descending = not winner.label.startswith("lower")
    order = sorted(same, key=lambda f: f.value, reverse=descending)  # type: ignore[arg-type,return-value]
    first = winner.label.replace("higher", "highest", 1).replace("lower", "lowest", 1)
    found = _pairs_of(order)
    from dataclasses import replace

    found[0] = replace(found[0], what="", that=first, facts=(*found[0].facts, winner), names=(str(winner.value),))
    return found


def _two_measures(values: Sequence[Fact], winners: Sequence[Fact], gaps: Sequence[Fact]) -> list[Brief]:
    """Two measures of one thing side by side, as they are; the difference with them."""
    found = _told(values)
    return found + [Brief("values", (line_of(f),), (f,), {}) for f in gaps]


def _scenario(plan: Plan, asked: Sequence[Fact]) -> list[Brief]:
    """Now against then where the facts come as such a pair; else each as it is labelled."""
    that = scenario_words(plan)
    values = _values(asked)
    then = [f for f in values if f.operation and f.measure.startswith("scenario")]
    found: list[Brief] = []
    used: set[str] = set()
    for fact in then:
        now = next((f for f in values if f.id in fact.inputs and f.unit == fact.unit), None)
        pair = [(now, "now"), (fact, "then")] if now is not None else [(fact, "then")]
        what = line_of(now).label if now is not None else fact.label
        facts = tuple(f for f, _ in pair if f is not None)
        lines = tuple(line_of(f, label) for f, label in pair if f is not None)
        found.append(Brief("whatif", lines, facts, dict(fact.subject), that=that, what=what, **window_of(fact)))  # type: ignore[arg-type]
        used |= {f.id for f in facts}
    rest = [f for f in asked if f.id not in used]
    return found + _told(rest)


# ---- what comes beside --------------------------------------------------------------------------


def _extras(plan: Plan, facts: Sequence[Fact], told: Sequence[Brief]) -> list[Brief]:
    """One or two briefs of what was not asked for but helps: the range, the order date, a total."""
    done = {f.id for b in told for f in b.facts}
    beside = [f for f in facts if not f.asked and f.id not in done and role_of(f) not in ("ratio", "difference")]
    if plan.intent in ("list", "rank", "count"):
        beside = [f for f in beside if f.label.startswith("total ")]
    return _told(beside[:MAX_LINES])[:_EXTRAS]


def _with_lead(plan: Plan, brief: Brief) -> Brief:
    from dataclasses import replace

    from llm.conditions import polarity

    lead = polarity(plan, brief.facts) if brief.kind == "values" else ""
    return replace(brief, lead=lead) if lead else brief


# ---- sentences of the code ----------------------------------------------------------------------


def _plain(message: str) -> str:
    """ISO dates of a message in the told style."""
    return _ISO.sub(lambda m: tell_date(date(int(m[1]), int(m[2]), int(m[3]))), message)


def _unanswered(plan: Plan, evidence: Evidence) -> list[Brief]:
    from llm.conditions import clarifying, help_words

    if evidence.status == "clarify":
        return [_numbered(fixed(clarifying(plan, evidence)), 1, plan)]
    messages = [_plain(m) for m in dict.fromkeys(evidence.messages) if m.strip()]
    if not messages:
        messages = [plan.problem or ("That is outside what I can help with." if evidence.status == "refused"
                                     else "The data has nothing on that.")]  # fmt: skip
    if evidence.status == "refused":
        messages.append(help_words())
    return [_numbered(fixed(m), i, plan) for i, m in enumerate(dict.fromkeys(messages), 1)]


def _quotations(evidence: Evidence) -> list[Brief]:
    """Notes are quoted word for word, never retold."""
    found = []
    for citation in [c for c in evidence.citations if c.kind == "note"][:3]:
        dated = f" of {tell_date(citation.date)}" if citation.date else ""
        text = " ".join(citation.text.split())
        found.append(fixed(f'The note "{citation.title}"{dated} says: "{text}"', names=(citation.title,)))
    return found


def _coverage(plan: Plan, evidence: Evidence) -> list[Brief]:
    """How many rows were checked, where that is the point of a list or where some were skipped."""
    cover = evidence.coverage
    total, skipped = cover.get("total") or 0, cover.get("skipped") or 0
    if not total or (not skipped and plan.intent not in ("list", "count", "rank")) or total == 1:
        return []
    text = f"{cover.get('checked', 0):,} of {total:,} checked"
    if skipped:
        reason = cover.get("skipped_reason") or "not known"
        text += f", {skipped:,} skipped ({reason})"
    return [fixed(text + ".")]
