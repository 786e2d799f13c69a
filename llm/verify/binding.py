"""Who a number is said of, in a sentence that names several things.

A number belongs to the name that "in", "for", "of", "from" or "by" puts right behind it, else to the last name before
it in its clause, else, where all names come first, to the name in the same position.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from llm.evaluation.reading import normalise
from llm.verify.mentions import Mention
from rag.facts import Fact

if TYPE_CHECKING:
    from llm.briefs import Brief

__all__ = ["bound_elsewhere", "levels_misplaced", "owner_of"]

_BEHIND = re.compile(r"^\s?%?(?:\s(?!and\b|or\b|for\b|in\b)[A-Za-z]+){0,4}\s(?:in|for|of|from|by|at|to)\s(?:the\s)?$")


_DERIVED = ("winner", "difference", "ratio", "change", "change_pct")


def bound_elsewhere(
    text: str, brief: Brief, mentions: Sequence[Mention], stated: Sequence[tuple[Mention, tuple[Fact, ...]]]
) -> list[str]:
    """Problems: numbers that stand with another name than that of their fact."""
    owners = _owners(brief)
    rivals = {normalise(n) for n in owners.values()}
    derived = {line.fact_id for line in brief.lines if line.role in _DERIVED}
    if len(rivals) < 2:
        return []
    names = _places(text, mentions, rivals)
    problems = []
    for mention, facts in stated:
        if mention.kind == "name":
            continue
        told_as_derived = _is_derived(text, mention)
        if told_as_derived or not any(f.id in owners for f in facts):
            if derived and told_as_derived != any(f.id in derived for f in facts):
                problems.append(
                    f"{mention.text} is not the {'difference' if told_as_derived else 'value'} it is told as"
                )
            continue
        own = {normalise(owners[f.id]) for f in facts if f.id in owners}
        owner = owner_of(text, mention, names)
        if owner is None or normalise(owner.text) not in own:
            problems.append(f"{mention.text} is said of {owner.text if owner else 'nothing'}")
    return problems


def _places(text: str, mentions: Sequence[Mention], rivals: set[str]) -> list[Mention]:
    """Where the things that are told apart are named; a window is named by its first date or its words."""
    from llm.verify.mentions import read_mentions

    found = [m for m in mentions if m.kind == "name" and normalise(m.text) in rivals]
    for rival in rivals:
        if any(normalise(m.text) == rival for m in found):
            continue
        dates = [m.day for m in read_mentions(rival)[0] if m.day]
        if dates:
            found += [replace(m, text=rival) for m in mentions if m.day and m.day[1:] == dates[0][1:]]
        else:
            pattern = r"\W+".join(map(re.escape, rival.split()))
            found += [Mention("name", *m.span(), rival) for m in re.finditer(rf"\b{pattern}\b", text, re.IGNORECASE)]
    return sorted(found, key=lambda m: m.start)


def levels_misplaced(
    brief: Brief, mentions: Sequence[Mention], stated: Sequence[tuple[Mention, tuple[Fact, ...]]]
) -> list[str]:
    """Problems of quantiles: their levels stand in the order of their values, or the values rise."""
    told = [(m, f) for m, facts in stated for f in facts[:1] if f.level is not None]
    if not told:
        return []
    wanted = {round((f.level or 0) * 100, 6) for f in brief.facts if f.level is not None}
    shown = [m.value for m in mentions if m.kind == "number" and m.value in wanted and not any(m is t for t, _ in told)]
    if shown:
        order = list(dict.fromkeys(shown))
        mine = list(dict.fromkeys(round((f.level or 0) * 100, 6) for _, f in told))
        return [] if order == mine else ["the levels and their values do not stand in the same order"]
    levels = [f.level or 0.0 for _, f in told]
    if len(levels) > 1 and levels == sorted(levels):
        return []
    return ["a quantile is told without its level"] if levels != [0.5] else []


def _is_derived(text: str, number: Mention) -> bool:
    """A difference may be as large as one of the two values; its own words come right before it."""
    return bool(re.search(r"\b(?:difference|gap|change)\b[\w\s]{0,12}$", text[: number.start], re.IGNORECASE))


def _owners(brief: Brief) -> dict[str, str]:
    """Fact id -> the name that tells it from the other facts of the brief."""
    if brief.kind in ("rank", "compare"):
        return {line.fact_id: line.label for line in brief.lines if line.fact_id and line.role not in _DERIVED}
    subjects = {f.id: f.subject for f in brief.facts}
    shared = {k for s in subjects.values() for k in s if all(o.get(k) == s[k] for o in subjects.values())}
    return {i: " ".join(v for k, v in s.items() if k not in shared) for i, s in subjects.items() if set(s) - shared}


def owner_of(text: str, number: Mention, names: Sequence[Mention]) -> Mention | None:
    """The name that a number is said of; None where that is not clear."""
    behind = next((n for n in names if n.start >= number.end), None)
    if behind is not None and _BEHIND.match(text[number.end : behind.start]):
        return behind
    before = [n for n in names if n.end <= number.start]
    if before:
        return before[-1]
    return behind
