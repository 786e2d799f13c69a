"""One brief after another becomes a checked sentence: written, checked, written again, else rendered."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llm.answer import Sentence
from llm.generation import Writer
from llm.models import ModelError
from llm.verify import Claim, Verifier

if TYPE_CHECKING:
    from llm.briefs import Brief

__all__ = ["UNWORDED", "Composed", "compose"]

log = logging.getLogger(__name__)
UNWORDED = "One part of this answer could not be put into words; its figures are in the table. The fault is logged."


@dataclass(frozen=True)
class Composed:
    """A sentence that may be shown, with what it states."""

    sentence: Sentence
    claims: tuple[Claim, ...]


def compose(
    briefs: Sequence[Brief], writer: Writer | None, verifier: Verifier, retries: int = 1, by_model: int = 6
) -> Iterator[Composed]:
    """Checked sentences in order. A server that does not answer leaves the rest to the rendering."""
    written = 0
    for brief in briefs:
        if brief.kind == "fixed":
            sentence = Sentence(brief.text, "fixed", opens=brief.opens)
            yield Composed(sentence, verifier.check(brief.text, brief).claims)
            continue
        allowed = writer if written < by_model else None
        written += 1
        try:
            composed = _one(brief, allowed, verifier, retries)
            yield replace(composed, sentence=replace(composed.sentence, opens=brief.opens))
        except Exception:  # a fault of ours in one sentence: the figures are in the table, the log has the rest
            log.exception("a sentence could not be worded: %s", brief)
            yield Composed(Sentence(UNWORDED, "fixed"), ())


def _one(brief: Brief, writer: Writer | None, verifier: Verifier, retries: int) -> Composed:
    from llm.briefs import finish, prompt
    from llm.phrasing.compose import realise
    from llm.render import render

    problems: list[str] = []
    attempts = 0
    draft = realise(brief).text
    for attempt in range(retries + 1 if writer is not None else 0):
        attempts += 1
        start = "" if attempt == 0 else _opening(draft)
        try:
            text = writer.write([prompt(brief)], [draft], [start])[0]  # type: ignore[union-attr]
        except ModelError as problem:
            problems.append(str(problem))
            break
        except Exception as problem:  # a fault of the model's machinery: the facts are told without it
            log.exception("the model could not write a sentence")
            problems.append(f"{type(problem).__name__}: {problem}")
            break
        finished = finish(text, brief)
        verdict = verifier.check(finished, brief)
        if verdict.ok:
            return Composed(Sentence(finished, "llm", attempts, tuple(problems)), verdict.claims)
        problems += [f"{p} [{finished}]" for p in verdict.problems]
    rendered = render(brief)
    return Composed(Sentence(rendered, "fallback", attempts, tuple(problems)), verifier.check(rendered, brief).claims)


def _opening(draft: str) -> str:
    """The first words of the rendering: greedy writing needs another beginning to end otherwise."""
    words = draft.split(" ")
    return " ".join(words[: max(1, min(4, len(words) // 3))])
