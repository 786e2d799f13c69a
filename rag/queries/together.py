"""The evidence of several questions of one message, as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rag.facts import Evidence, Fact
from rag.measures import TO_HISTORY
from rag.plan import KINDS, Plan

__all__ = ["together"]

_SETS = ("list", "rank", "count")


def together(plan: Plan, found: Sequence[Evidence]) -> Evidence:
    """`found` of `plan.parts()`, in their order, as one evidence with facts numbered through.

    It is answered when one of the questions is; what the others lack is among the messages. The rows are those of
    the questions for a set, where there are any.
    """
    if len(found) == 1:
        return found[0]
    parts, at = [], 0
    for evidence in found:
        parts.append(_renumbered(evidence, at))
        at += len(evidence.facts)
    answered = [e for e in parts if e.status == "answered"]
    first = answered[0] if answered else parts[0]
    sets = [e for e, p in zip(parts, plan.parts(), strict=True) if p.intent in _SETS and e.rows]
    coverage = _coverage(sets or parts)
    facts = [f for e in parts for f in e.facts]
    facts += _checked([e for e in parts if e.coverage and e.coverage != coverage], len(facts))
    facts += _combined(plan, parts, len(facts))
    return replace(
        first,
        facts=tuple(facts),
        rows=tuple(r for e in (sets or parts) for r in e.rows),
        citations=tuple({c.passage_id: c for e in parts for c in e.citations}.values()),
        coverage=coverage,
        messages=tuple(dict.fromkeys(m for e in parts for m in e.messages)),
        sql=tuple(q for e in parts for q in e.sql),
        parts=tuple(parts),
    )


def _combined(plan: Plan, parts: Sequence[Evidence], after: int) -> list[Fact]:
    """What `plan.combine` makes of the first figures of the first two questions; nothing where their units differ."""
    days = [next((f for f in e.facts if f.asked), None) for e in parts[:2]]
    if plan.combine == "difference" and len(days) == 2 and all(f and isinstance(f.value, date) for f in days):
        return [_days_between(days, after)]
    first = [_figure(e, p) for e, p in zip(parts[:2], plan.parts(), strict=False)]
    one, two = first if len(first) == 2 else (None, None)
    if plan.combine == "quotient" and one is not None and two is not None and two.value:
        return [_quotient(one, two, after)]
    if plan.combine is None or one is None or two is None or not _of_one_unit(one, two):
        return []
    a, b = float(one.value), float(two.value)  # type: ignore[arg-type]
    names = {k: v for k, v in one.subject.items() if two.subject.get(k) == v}
    common: dict[str, Any] = {"inputs": (one.id, two.id), "run_id": one.run_id, "decimals": one.decimals}
    common["subject"] = names
    if plan.combine == "sum":
        return [Fact(f"f{after + 1}", a + b, one.unit, "sum of both", measure="together", operation="sum", **common)]
    if plan.combine == "percent":
        value: dict[str, Any] = {
            "unit": "%",
            "label": "share",
            "measure": "part_of_it",
            "operation": "first over second",
        }
        return [Fact(f"f{after + 1}", 100 * a / b, **value, **(common | {"decimals": 1}))] if b else []
    gap = Fact(
        f"f{after + 1}", abs(b - a), one.unit, "difference", measure="difference", operation="difference", **common
    )
    if one.unit == "%" or not a or _of_two_kinds(plan, one, two):
        return [gap]
    change = Fact(
        f"f{after + 2}", (b / a - 1) * 100, "%", "change", measure="change_pct",
        operation="difference over the first", **(common | {"decimals": 1}),
    )  # fmt: skip
    return [gap, change]


def _figure(evidence: Evidence, plan: Plan) -> Fact | None:
    """The figure that a question asks for; of several things named, that of all of them rather than of the first."""
    figures = [f for f in evidence.facts if f.asked and isinstance(f.value, (int, float))]
    several = next((k for k in KINDS if len(getattr(plan.entities, k)) > 1), "")
    if not several or plan.intent != "value" or len(figures) < 2:
        return figures[0] if figures else None
    kind = {"categories": "category"}.get(several, several.removesuffix("s"))
    same = [f for f in figures if f.measure == figures[0].measure]
    return max(same, key=lambda f: (kind not in f.subject, len(str(f.subject.get(kind, "")))))


def _quotient(one: Fact, two: Fact, after: int) -> Fact:
    """Money over pieces, or over lines: what one of them comes to on average."""
    value = float(one.value) / float(two.value)  # type: ignore[arg-type]
    names = {k: v for k, v in one.subject.items() if two.subject.get(k, v) == v}
    return Fact(
        f"f{after + 1}", value, one.unit, "average", measure="quotient", operation="first over second",
        inputs=(one.id, two.id), run_id=one.run_id, decimals=2, subject=names,
    )  # fmt: skip


def _days_between(dated: Sequence[Fact | None], after: int) -> Fact:
    """The days from one date to the other: "how many days lie between the two?"."""
    one, two = (f for f in dated if f is not None)
    names = {k: v for k, v in one.subject.items() if two.subject.get(k) == v}
    gap = abs((two.value - one.value).days)  # type: ignore[operator,union-attr]
    return Fact(
        f"f{after + 1}", gap, "days", "difference", measure="difference", operation="difference",
        inputs=(one.id, two.id), run_id=one.run_id, decimals=0, subject=names,
    )  # fmt: skip


def _of_one_unit(one: Fact, two: Fact) -> bool:
    """Units per day beside the expected sales per day, which are told in units."""
    per_day = [f.unit.endswith(_PER_DAY) or f.measure.endswith("_daily_sales") for f in (one, two)]
    return one.unit == two.unit or (all(per_day) and one.unit.removesuffix(_PER_DAY) == two.unit.removesuffix(_PER_DAY))


_PER_DAY = " per day"
_PERCENT = re.compile(r"%|\bper ?cent|\bratio\b|\bchange", re.IGNORECASE)


def _of_two_kinds(plan: Plan, one: Fact, two: Fact) -> bool:
    """Stock beside its reorder point: no change from one to the other, unless percent are asked for."""
    sales = {TO_HISTORY.get(f.measure, f.measure) for f in (one, two)}
    return len(sales) > 1 and not _PERCENT.search(plan.question)


def _coverage(parts: Sequence[Evidence]) -> dict[str, Any]:
    return next((dict(e.coverage) for e in parts if e.coverage), {})


_COUNTED = ("checked", "total", "skipped")


def _checked(parts: Sequence[Evidence], after: int) -> list[Fact]:
    """How many rows each of `parts` looked at, as facts: the coverage of an answer has room for one of them."""
    counts = [(e, name, int(e.coverage[name])) for e in parts for name in _COUNTED if e.coverage.get(name)]
    return [
        Fact(
            f"f{after + n}", value, "", f"rows {name}", measure="coverage", operation="count", cells=value, asked=False,
            run_id=evidence.facts[0].run_id if evidence.facts else "",
        )
        for n, (evidence, name, value) in enumerate(counts, 1)
    ]  # fmt: skip


def _renumbered(evidence: Evidence, after: int) -> Evidence:
    """Facts f1, f2 ... of a later question go on where those before it end."""
    ids = {f.id: f"f{after + n}" for n, f in enumerate(evidence.facts, 1)}
    facts = tuple(_moved(f, ids) for f in evidence.facts)
    return replace(evidence, facts=facts)


def _moved(fact: Fact, ids: dict[str, str]) -> Fact:
    return replace(fact, id=ids[fact.id], inputs=tuple(ids.get(i, i) for i in fact.inputs))
