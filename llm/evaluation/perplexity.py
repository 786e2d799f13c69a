"""Perplexity of the references: how expected a model finds the model answers, given the evidence of each question."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from llm.evaluation.questions import BoundQuestion

__all__ = ["reference_perplexity"]


def reference_perplexity(assistant: Any, questions: Sequence[BoundQuestion]) -> float | None:
    """exp of the mean negative log-likelihood per token of each reference after its brief's prompt.

    Only questions with a reference, and whose first sentence a model writes; None for a writer that cannot tell.
    """
    from llm.briefs import briefs, prompt

    writer = assistant.writer
    if not hasattr(writer, "log_likelihood"):
        return None
    total, tokens = 0.0, 0
    for question in questions:
        if question.skipped or not question.reference:
            continue
        turns = [{"role": "user", "content": t} for t in question.turns]
        plan = assistant.understander.plan(question.question, turns)
        first = briefs(plan, assistant.gatherer.gather(plan))[0]
        if first.kind == "fixed":
            continue
        likelihood, count = writer.log_likelihood(prompt(first), question.reference)
        total, tokens = total + likelihood, tokens + count
    return round(math.exp(-total / tokens), 3) if tokens else None
