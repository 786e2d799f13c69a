# ruff: noqa: E501 - a pattern is read on one line
"""A message that does no more than put one name right: "oh wrong product, I am looking for [product]"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue
from rag.plan import Plan
from rag.understanding.compose import compose
from rag.understanding.followups.beside import is_beside
from rag.understanding.plans.left_out import is_left_out

if TYPE_CHECKING:
    from rag.understanding.reading import Reading
    from rag.understanding.turn import Turn

__all__ = ["put_right"]

_THINGS = r"(?:products?|items?|articles?|goods|stores?|shops?|branch(?:es)?|suppliers?|vendors?|categor(?:y|ies)|groups?|names?|towns?|cit(?:y|ies)|places?|ones?)"
_BESIDE = (
    rf"(?:sorry|apologies|pardon|no|nope|not|oh|ah|argh|wait|hang on|hold on|a moment|stop|{_THINGS}|that|this|it|the|a|an|my|your|our|wrong|right|correct|proper|other|"
    r"mistakes?|error|bad|fault|mix(?:ed)?|up|typo|slip|confused|i|we|you|me|us|mean|means|meant|am|is|was|are|were|be|been|being|looking|after|interested|talking|thinking|asking|about|need|needed|want|wanted|"
    r"should|would|could|can|have|has|had|read|say|said|instead|rather|please|thanks|actually|of|in|at|for|to|from|with|and|but|ok|okay|well|so|hmm?|scrap|forget|ignore|never ?mind|what|which|course|just|only|do|did|does|it's|that's|i'm|gave|took|picked|typed|wrote|named|got)"
)
_NAME = r"\[(?:product|store|supplier|category)\]"
_ONLY_PUTS_RIGHT = re.compile(rf"^\W*(?:{_BESIDE}\W+)*{_NAME}(?:(?:\W+{_BESIDE})*\W+{_NAME})?(?:\W+{_BESIDE})*\W*$")
#: Something was wrong, or is meant otherwise; "and for [store] please" is no such thing, and is read anyway.
_WRONG = re.compile(
    r"\b(?:sorry|apologies|pardon|nope?|not|wait|wrong|mistakes?|error|my bad|fault|mix(?:ed)? up|typo|slip|confused|meant?|means|looking for|after|interested in|thinking of|talking about|should (?:be|have)|instead|rather|actually|scrap|forget|ignore|never ?mind|right one|correct one)\b"
)
_TOLD = ("value", "list", "rank", "count", "compare", "whatif", "explain", "draft_order", "notes")


def put_right(turn: Turn, earlier: Plan, catalogue: Catalogue) -> Turn:
    """`turn` without a figure of its own where it only puts a name of the question before right."""
    if (moved := _other_time(turn, catalogue)) is not None:
        return moved
    text, mentions = turn.masked.text, turn.masked.mentions
    said = _ONLY_PUTS_RIGHT.match(text)
    meant = [m for m in mentions if not is_left_out(turn.masked, m)]  # "not [store], I was asking about [store]"
    if said is None or not _WRONG.search(text) or len(meant) != 1 or turn.masked.windows:
        return turn
    if meant[0].ambiguous or earlier.intent not in _TOLD or turn.plan.intent in ("clarify", "no_data"):
        return turn
    reading = _figureless(turn)
    plan = turn.plan.with_(
        intent="value", measures=("expected_sales",), window=None, filters=(), group_by=None, sort=None, limit=None,
        note_query="",
    )  # fmt: skip
    return replace(turn, reading=reading, plan=plan)


def _figureless(turn: Turn) -> Reading:
    return turn.reading.with_(
        intent="value", measures=(), statistic="total", group="", order="", sort="", templates=frozenset(),
        flags=frozenset(), topic="ours", scenario="", weak=True,
    )  # fmt: skip


#: "Not next week, the week after that"
_NOT_THEN = re.compile(
    r"^\W*(?:(?:no|sorry|oh|ah|wait|hang on|well|and|but|ok|i (?:did not|didn't|do not|don't) (?:mean|want|need))[,.;!]? )*not (?:for |in |on |over )?\[(?:future|past)\][,.;:]?(?: but| rather| i (?:mean|meant|want|need)| instead)?(?: for| in| on| over)? \[(?:future|past)\](?: please| instead| then)*\W*$"
)


def _other_time(turn: Turn, catalogue: Catalogue) -> Turn | None:
    """The time that is meant: "I need the month before", "not next week, the week after that"."""
    masked = turn.masked
    if masked.mentions or not set(turn.reading.measures) <= {"expected_sales", "actual_sales"}:
        return None
    if len(masked.windows) == 2 and _NOT_THEN.match(masked.text):
        masked = replace(masked, windows=masked.windows[1:], text="[future]", spelled="[future]")
    elif turn.reading.weak or not is_beside(masked.spelled):
        return None
    reading = _figureless(turn)
    return replace(turn, masked=masked, reading=reading, plan=compose(masked, reading, turn.amounts, catalogue))
