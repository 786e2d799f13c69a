"""Who a number is said of, in a sentence that names several things.

A number belongs to the name that "in", "for", "of", "from" or "by" puts right behind it, else to the last name before
it in its clause, else, where all names come first, to the name in the same position.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from llm.evaluation.reading import normalise
from llm.verify.mentions import Mention
from rag.facts import Fact

if TYPE_CHECKING:
    from llm.briefs import Brief

__all__ = ["bound_elsewhere", "owner_of"]

_BEHIND = re.compile(r"^\s?%?(?:\s(?!and\b|or\b|for\b|in\b)[A-Za-z]+){0,4}\s(?:in|for|of|from|by|at|to)\s(?:the\s)?$")


def bound_elsewhere(
    text: str, brief: Brief, mentions: Sequence[Mention], stated: Sequence[tuple[Mention, tuple[Fact, ...]]]
) -> list[str]:
    """Problems: numbers that stand with another name than that of their fact."""
    owners = _owners(brief)
    rivals = {normalise(n) for n in owners.values()}
    if len(rivals) < 2:
        return []
    names = [m for m in mentions if m.kind == "name" and normalise(m.text) in rivals]
    problems = []
    for mention, facts in stated:
        own = {normalise(owners[f.id]) for f in facts if f.id in owners}
        if not own or (len(own) < len(facts) and _is_derived(text, mention)):
            continue
        owner = owner_of(text, mention, names)
        if owner is None or normalise(owner.text) not in own:
            problems.append(f"{mention.text} is said of {owner.text if owner else 'nothing'}")
    return problems


def _is_derived(text: str, number: Mention) -> bool:
    """A difference may be as large as one of the two values; its own words come right before it."""
    return bool(re.search(r"\b(?:difference|gap|change)\b[\w\s]{0,12}$", text[: number.start], re.IGNORECASE))


def _owners(brief: Brief) -> dict[str, str]:
    """Fact id -> the name that tells it from the other facts of the brief."""
    if brief.kind in ("rank", "compare"):
        derived = ("winner", "difference", "ratio", "change", "change_pct")
        return {line.fact_id: line.label for line in brief.lines if line.fact_id and line.role not in derived}
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
