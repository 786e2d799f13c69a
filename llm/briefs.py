"""Briefs: what one sentence of an answer has to say, in at most a few short lines.

A brief is written by the language model (`prompt`, then `finish` on what it wrote) or, without one, by
`llm.render.render`. Training and inference share `prompt`. The model sees no question, no dates of windows and no
years: understanding is done before, and `finish` puts the dates in, so that a prompt has 20 to 60 tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from llm.telling import add_years, line_text, role_of, tell, tell_range, when_phrase
from rag.facts import Evidence, Fact
from rag.plan import Plan

__all__ = ["Brief", "BriefKind", "Line", "briefs", "finish", "fixed", "line_of", "prompt", "subject_words", "tell"]

BriefKind = Literal["values", "list", "rank", "compare", "whatif", "why", "fixed"]
#: Ends the prompt; what follows is the sentence.
CUE = "=>"


@dataclass(frozen=True)
class Line:
    """One line `label: text`. `fact_id` is empty for names and conditions that are no facts."""

    role: str
    label: str
    text: str
    unit: str = ""
    fact_id: str = ""


@dataclass(frozen=True)
class Brief:
    """What one sentence says: `lines` of `facts` about `subject` in the window `start` to `end`.

    `lead` is "Yes" or "No" for a question that asks for it; `what` is the measure that items are compared by;
    `that` is the condition of a list, or the scenario of a what-if, in words (its numbers are the question's own);
    `items` are the names told of a list, `more` how many follow in the table; `text` is the sentence itself for
    kind `fixed`. `opens`: it begins a line of its own.
    `required` are the ids of the facts that must be told.
    """

    kind: BriefKind
    lines: tuple[Line, ...] = ()
    facts: tuple[Fact, ...] = ()
    subject: dict[str, str] = field(default_factory=dict)
    when: str = ""
    label: str = ""
    start: date | None = None
    end: date | None = None
    lead: str = ""
    that: str = ""
    what: str = ""
    items: tuple[str, ...] = ()
    more: int = 0
    names: tuple[str, ...] = ()
    text: str = ""
    question: str = ""
    id: str = ""
    opens: bool = False

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(line.fact_id for line in self.lines if line.fact_id)

    @property
    def days(self) -> tuple[date, ...]:
        """Every date that the sentence may name."""
        told = [d for f in self.facts for d in (f.value, f.start, f.end) if isinstance(d, date)]
        return (*told, *(d for d in (self.start, self.end) if d is not None))


def fixed(text: str, names: tuple[str, ...] = (), facts: tuple[Fact, ...] = ()) -> Brief:
    """A sentence that the code words itself: refusals, messages, quotations, coverage."""
    return Brief("fixed", text=text.strip(), names=names, facts=facts)


def line_of(fact: Fact, label: str = "") -> Line:
    """The line of a fact; the label is that of its role unless given."""
    from llm.phrasing.roles import label_of

    return Line(role_of(fact), label or label_of(fact), line_text(fact), fact.unit, fact.id)


def subject_words(subject: dict[str, str]) -> str:
    """`Oat Milk 1L in Leeds`, `Leeds`, `the Dairy category in Leeds`, `products from Nordic Foods`, `all stores`."""
    head = subject.get("product", "")
    if "order" in subject:
        return f"{head} on {subject['order']}" if head else subject["order"]
    if not head and "category" in subject:
        head = f"the {subject['category']} category"
    if "supplier" in subject and not head:
        head = f"products from {subject['supplier']}"
    elif "supplier" in subject and "product" not in subject:
        head = f"{head} from {subject['supplier']}"
    if "store" not in subject:
        return head or "all stores"
    return f"{head} in {subject['store']}" if head else subject["store"]


def prompt(brief: Brief) -> str:
    """What the model reads. The sentence is to follow `=>` directly."""
    if brief.kind == "fixed":
        raise ValueError("a fixed brief has its sentence already; do not ask the model for it")
    rows: list[str] = [] if brief.kind == "values" else [brief.kind]
    if brief.lead:
        rows.append(f"say: {brief.lead}")
    if brief.subject or brief.kind != "rank" or brief.that or brief.what:
        rows.append(f"about: {subject_words(brief.subject)}")
    if brief.when:
        rows.append(f"when: {brief.when}")
    if brief.what:
        rows.append(f"what: {brief.what}")
    if brief.that:
        rows.append(f"that: {brief.that}")
    rows += [f"{line.label}: {line.text}" for line in brief.lines]
    if brief.items and brief.kind == "list":
        rows.append("names: " + " | ".join(brief.items))
    if brief.more:
        rows.append(f"more: {brief.more}")
    return "\n".join(rows) + f"\n{CUE}"


_ONE = re.compile(r"\b([Tt]here) are 1 (?!more\b)")


def finish(text: str, brief: Brief) -> str:
    """What the model or the renderer wrote, with the dates of the window and the years put in.

    `over the next 7 days` becomes `over the next 7 days (15 March 2025 to 21 March 2025)`, once per sentence.
    """
    text = " ".join(text.split())
    if brief.kind == "fixed":
        return text
    text = _ONE.sub(lambda m: f"{m[1]} is 1 ", text)
    for when, start, end in _windows(brief):
        core = when.removeprefix("over the ").removeprefix("over ")
        if not re.match(r"(from|on) \d", core):
            dates = tell_range(start, end)
            found = re.search(rf"\b{re.escape(core)}\b", text, re.IGNORECASE)
            if found and dates not in text:
                text = f"{text[: found.end()]} ({dates}){text[found.end() :]}"
    return add_years(text, brief.days)


def _windows(brief: Brief) -> list[tuple[str, date, date]]:
    """The windows that a sentence may name: its own, and those of facts that are told apart by their window."""
    found = {} if brief.start is None or brief.end is None else {brief.when: (brief.start, brief.end)}
    for fact in brief.facts:
        if fact.start is not None and fact.end is not None:
            found.setdefault(when_phrase(fact.window_label, fact.start, fact.end), (fact.start, fact.end))
    return [(when, *days) for when, days in found.items() if when]


def window_of(fact: Fact) -> dict[str, object]:
    """The window fields of a brief that tells this fact."""
    if fact.start is None or fact.end is None:
        return {}
    return {"when": when_phrase(fact.window_label, fact.start, fact.end), "label": fact.window_label,
            "start": fact.start, "end": fact.end}  # fmt: skip


def briefs(plan: Plan, evidence: Evidence) -> list[Brief]:
    """The sentences of an answer, in order; see `llm.content`."""
    from llm.content import plan_content

    return plan_content(plan, evidence)
