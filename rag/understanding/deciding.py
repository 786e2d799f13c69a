"""Rules and trained heads together: one reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.understanding.reading import Reading

if TYPE_CHECKING:
    from rag.understanding.encoder import Guess

__all__ = ["decide"]

SURE = 0.6  # below this the heads do not overrule a rule that spoke
CERTAIN_TOPICS = ("injection", "help")  # rules that are never overruled


def decide(rules: Reading, guess: Guess, kinds: dict[str, int] | None = None) -> Reading:
    """The heads' choice where they are sure, else what the rules say."""
    intent, trust = guess.best("intent")
    chosen = {"intent": intent if trust >= SURE else rules.intent}
    for field in ("statistic", "group", "order", "topic"):
        value, p = guess.best(field)
        chosen[field] = value if p >= SURE else getattr(rules, field)
    if rules.topic in CERTAIN_TOPICS:
        chosen |= {"topic": rules.topic, "intent": rules.intent}
    if rules.scenario:  # the size of a what-if was read from its words
        chosen["intent"] = "whatif"
    elif chosen["intent"] == "whatif":
        chosen["intent"] = rules.intent
    if chosen["topic"] == "help":
        chosen["intent"] = "help"
    measures = _measures(rules, guess)
    reading = rules.with_(
        **chosen,
        measures=measures,
        templates=frozenset(guess.over("templates")),
        flags=frozenset(guess.over("flags")),
        weak=not measures,
        confidence=round(trust, 4),
    )
    sort = rules.sort if rules.sort in measures else (measures[0] if measures else "")
    return reading.with_(sort=sort if reading.order else "")


def _measures(rules: Reading, guess: Guess) -> tuple[str, ...]:
    """Measures over one half; in the order of the words where the rules saw them."""
    likely = guess.over("measures")
    if not likely:
        best, p = guess.best("measures")
        likely = [best] if p >= 0.35 and not rules.weak else []
    named = [m for m in rules.measures if m in likely]
    return (*named, *(m for m in likely if m not in named))
