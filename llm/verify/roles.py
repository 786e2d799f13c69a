"""Whether each value of a sentence is told as what it is: 24.2 may be the safety stock and not the reorder point.

A linear model over the words around a value says which role they give it. It is trained on sentences whose roles are
known by construction (`python -m llm.verify.train_roles`) and kept as safetensors: hashed features x roles.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from llm.evaluation.reading import normalise
from llm.verify.mentions import Mention
from rag.facts import Fact

if TYPE_CHECKING:
    from llm.briefs import Brief, Line

__all__ = ["BUCKETS", "RoleModel", "context_features", "load_roles", "role_class", "unit_of"]

BUCKETS = 8192
WEIGHTS = Path(__file__).parent / "roles.safetensors"
WINDOW = 9  # words on each side
MARGIN = 0.5  # nats by which a role must lead the other roles of the same brief
FOREIGN_MARGIN = 2.0  # nats by which a role that is not in the brief may lead
CERTAIN = 0.15  # probability below which the words do not say what the value is

#: Roles that share their words: the same thing from two tables, or one that contains the other.
_ALIKE: tuple[frozenset[str], ...] = (
    frozenset({"lead_time_days", "supplier_lead_time_days"}),
    frozenset({"review_period_days", "supplier_review_period_days"}),
    frozenset({"expected_sales", "expected_daily_sales"}),
    frozenset({"actual_sales", "actual_daily_sales"}),
    frozenset({"avg_daily_28d", "avg_daily_7d"}),
)
_WINDOW = re.compile(r"\(\s*@(?:\s*to\s*@)?\s*\)")  # the dates of a window are put in after the words
_TOKEN = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d[\d.,]*|[%@#;:()|]")


def role_class(brief: Brief, line: Line) -> str:
    """The class that the words around a line's value should show."""
    if brief.kind == "whatif":
        return f"whatif_{line.label}"
    for name in ("sales_quantile", "returns_quantile"):
        if line.role.startswith(name + "_"):
            return name  # the level is checked by itself
    return line.role


def context_features(text: str, start: int, end: int, blanks: Sequence[tuple[int, int, str]], unit: str) -> list[int]:
    """Hashed features of the words around `text[start:end]`; `blanks` are other mentions as (start, end, mark)."""
    left = _words(text[:start], [(s, e, m) for s, e, m in blanks if e <= start])[-WINDOW:][::-1]
    right = _words(text[end:], [(s - end, e - end, m) for s, e, m in blanks if s >= end])[:WINDOW]
    found = [f"u:{unit}"]
    for side, words in (("l", left), ("r", right)):
        for i, word in enumerate(words):
            near = i if i < 3 else 3 if i < 6 else 4
            found += [f"{side}{near}:{word}", f"{side}:{word}"]
            if i + 1 < len(words):
                found += [f"{side}{min(near, 3)}:{word}+{words[i + 1]}", f"{side}b:{word}+{words[i + 1]}"]
    return [zlib.crc32(f.encode()) % BUCKETS for f in found]


def _words(text: str, blanks: Sequence[tuple[int, int, str]]) -> list[str]:
    for start, end, mark in sorted(blanks, reverse=True):
        text = f"{text[:start]} {mark} {text[end:]}"
    text = _WINDOW.sub(" ", text)
    return [w.lower().rstrip(".,") for w in _TOKEN.findall(text)]


def named_otherwise(before: str, fitting: Sequence[Line]) -> str:
    """The name of another role that stands before a value: "the lead time of | is"; `before` has its names as "|"."""
    from llm.phrasing.roles import words_of

    own = {n for x in fitting for n, _ in words_of(x.role, x.label).nouns} | {x.label for x in fitting}
    if _named(frozenset(own)).search(before) or any("_quantile_" in x.role for x in fitting):
        return ""  # a level is checked by itself
    found = _named(frozenset(_roles_of_nouns())).search(before)
    if found is None:
        return ""
    roles = _roles_of_nouns()[normalise(found["noun"]).removeprefix("the ")]
    return "" if roles & {role for x in fitting for role in _alike(x.role)} else found["noun"]


@lru_cache(maxsize=256)
def _named(nouns: frozenset[str]) -> re.Pattern[str]:
    bare = sorted({n.removeprefix("the ") for n in nouns if n}, key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?P<noun>{'|'.join(map(re.escape, bare)) or '(?!)'})"
        r"(?:\s(?:of|for|in|at|from)\s(?:the\s)?\|(?:\scategory)?\.?)*"
        r"\s(?:is|are|was|were|of|at)\s(?:up |down |about )?$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _roles_of_nouns() -> dict[str, frozenset[str]]:
    """Every noun phrase of the roles, without article, with the roles that it names."""
    from llm.phrasing.roles import ROLES

    found: dict[str, set[str]] = {}
    for role, words in ROLES.items():
        for noun in (words.label, *(n for n, _ in words.nouns)):
            found.setdefault(normalise(noun).removeprefix("the "), set()).add(role)
    return {noun: frozenset(roles) for noun, roles in found.items() if noun}


def unit_of(fact: Fact) -> str:
    """What kind of value it is, as a feature: its unit, `date`, or `text`."""
    if isinstance(fact.value, date):
        return "date"
    if isinstance(fact.value, str):
        return "text"
    return "currency" if re.fullmatch(r"[A-Z]{3}", fact.unit) else fact.unit


def blanks_of(mentions: Sequence[Mention]) -> list[tuple[int, int, str]]:
    """Other values and names as marks, so that the words around them are what counts."""
    marks = {"number": "#", "date": "@", "weekday": "@", "name": "|"}
    kept = [
        m for m in mentions if not (m.kind == "number" and m.unit == "%" and m.value in (80, 90, 95, 10, 5, 25, 50, 75))
    ]
    return [(m.start, m.end, marks[m.kind]) for m in kept]


def _without_names(text: str, end: int, mentions: Sequence[Mention]) -> str:
    """`text` up to `end`, its names as "|"."""
    before = text[:end]
    for m in sorted((m for m in mentions if m.kind == "name" and m.end <= end), key=lambda m: -m.start):
        before = f"{before[: m.start]}|{before[m.end :]}"
    return before


def _alike(role: str) -> set[str]:
    """The role and those that share its words."""
    return {role}.union(*(group for group in _ALIKE if role in group))


class RoleModel:
    """Scores of all roles for a value in its words."""

    def __init__(self, weights: np.ndarray, bias: np.ndarray, roles: Sequence[str]) -> None:
        self.weights, self.bias, self.roles = weights, bias, list(roles)
        self._index = {r: i for i, r in enumerate(self.roles)}

    def log_probabilities(self, features: Sequence[int]) -> np.ndarray:
        """(R,) log of the probability of each role."""
        scores = self.weights[list(features)].sum(0) / np.sqrt(len(features)) + self.bias
        return scores - np.log(np.exp(scores - scores.max()).sum()) - scores.max()

    def misplaced(
        self, text: str, brief: Brief, stated: Sequence[tuple[Mention, tuple[Fact, ...]]], mentions: Sequence[Mention]
    ) -> list[str]:
        """Problems: values whose words give them another role than their fact has."""
        if brief.kind in ("rank", "compare", "list"):
            return []  # one measure of several things: the words of its condition and the owners are checked instead
        lines = {line.fact_id: line for line in brief.lines if line.fact_id}
        own = {role_class(brief, line) for line in lines.values()}
        problems = []
        for mention, facts in stated:
            fitting = [lines[f.id] for f in facts if f.id in lines]
            if not fitting:
                continue
            other = named_otherwise(_without_names(text, mention.start, mentions), fitting)
            if other:
                problems.append(f"{mention.text} is told as {other}")
                continue
            others = blanks_of([m for m in mentions if m.end <= mention.start or m.start >= mention.end])
            unit = unit_of(facts[0])
            found = self.log_probabilities(context_features(text, mention.start, mention.end, others, unit))
            verdicts = [self._verdict(role_class(brief, line), own, found, mention) for line in fitting]
            if all(verdicts):
                problems.append(verdicts[0])
        return problems

    def _verdict(self, role: str, own: set[str], found: np.ndarray, mention: Mention) -> str:
        """Empty when the words fit the role."""
        at = self._index.get(role)
        if at is None:
            return f"{mention.text} is a {role.replace('_', ' ')}, which cannot be checked"
        alike = _alike(role) - (own - {role})
        mine = max(found[self._index[r]] for r in alike if r in self._index)
        rival = max(
            (r for r in own if r != role and r in self._index), key=lambda r: found[self._index[r]], default=None
        )
        if rival is not None and found[self._index[rival]] > mine - MARGIN:
            return f"{mention.text} is told as {rival.replace('_', ' ')}"
        best = int(found.argmax())
        if self.roles[best] not in alike and found[best] - mine > FOREIGN_MARGIN:
            return f"{mention.text} is told as {self.roles[best].replace('_', ' ')}"
        if np.exp(mine) < CERTAIN and self.roles[best] not in alike:
            return f"it is not clear what {mention.text} is"
        return ""


@lru_cache(maxsize=1)
def load_roles() -> RoleModel | None:
    """The shipped role model; None where it has not been trained, and then unknown wordings do not pass."""
    if not WEIGHTS.is_file():
        return None
    from safetensors import safe_open

    with safe_open(str(WEIGHTS), "numpy") as stored:
        meta: dict[str, Any] = stored.metadata() or {}
        weights = stored.get_tensor("weights").astype(np.float32)
        bias = stored.get_tensor("bias").astype(np.float32)
    return RoleModel(weights, bias, json.loads(meta["roles"]))
