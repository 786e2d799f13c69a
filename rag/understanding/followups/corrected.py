# ruff: noqa: E501 - a pattern is read on one line
"""A message that does no more than put one name right: "oh wrong product, I am looking for [product]"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue
from rag.plan import Plan, Window
from rag.times.windows import find_windows, make_window
from rag.understanding.compose import compose
from rag.understanding.followups.beside import is_beside
from rag.understanding.plans.left_out import is_left_out
from rag.understanding.words.measures import find_measures

if TYPE_CHECKING:
    from rag.understanding.reading import Reading
    from rag.understanding.turn import Turn

__all__ = ["only_puts_right", "put_right"]

_THINGS = r"(?:products?|items?|articles?|goods|stores?|shops?|branch(?:es)?|suppliers?|vendors?|categor(?:y|ies)|groups?|names?|towns?|cit(?:y|ies)|places?|ones?)"
_BESIDE = (
    rf"(?:sorry|apologies|pardon|no|nope|not|oh|ah|argh|wait|hang on|hold on|a moment|stop|{_THINGS}|that|this|it|the|a|an|my|your|our|wrong|right|correct|proper|other|"
    r"mistakes?|error|bad|fault|mix(?:ed)?|up|typo|slip|confused|i|we|you|me|us|mean|means|meant|am|is|was|are|were|be|been|being|looking|after|interested|talking|thinking|asking|about|need|needed|want|wanted|"
    r"should|would|could|can|have|has|had|read|say|said|instead|rather|please|thanks|actually|of|in|at|for|to|from|with|and|but|ok|okay|well|so|hmm?|scrap|forget|ignore|never ?mind|what|which|course|just|only|do|did|does|it's|that's|i'm|gave|took|picked|typed|wrote|named|got)"
)
_NAME = r"\[(?:product|store|supplier|category)\]"
#: "..., same thing with the quarter on top": as before, in all but the name
_SAME_AGAIN = r"(?:\W+(?:the )?same (?:thing|again|question|story|sum|calculation|supposition)(?: (?:please|again|then|there|with|and|on top|plus|more|less|the|that|those|extra|of|percent|quarter|third|half|tenth|fifth|\d+%?|in mind|added|included))*)?"
_ONLY_PUTS_RIGHT = re.compile(
    rf"^\W*(?:{_BESIDE}\W+)*{_NAME}(?:(?:\W+{_BESIDE})*\W+{_NAME})?(?:\W+{_BESIDE})*{_SAME_AGAIN}\W*$"
)
#: Something was wrong, or is meant otherwise; "and for [store] please" is no such thing, and is read anyway.
_WRONG = re.compile(
    r"\b(?:sorry|apologies|pardon|nope?|not|wait|wrong|mistakes?|error|my bad|fault|mix(?:ed)? up|typo|slip|confused|meant?|means|looking for|after|interested in|thinking of|talking about|should (?:be|have)|instead|rather|actually|scrap|forget|ignore|never ?mind|right one|correct one)\b"
)
_TOLD = ("value", "list", "rank", "count", "compare", "whatif", "explain", "draft_order", "notes")


def only_puts_right(text: str) -> bool:
    """ "Sorry, I meant [store]": does a masked text no more than put a name right?"""
    return bool(_ONLY_PUTS_RIGHT.match(text) and _WRONG.search(text))


def put_right(turn: Turn, earlier: Plan, catalogue: Catalogue) -> Turn:
    """`turn` without a figure of its own where it only puts a name of the question before right."""
    if (moved := _other_time(turn, catalogue)) is not None:
        return moved
    turn = _of_its_category(_in_its_tense(turn, earlier, catalogue), earlier, catalogue)
    if (kept := _other_figure(turn)) is not None:
        return kept
    text, mentions = turn.masked.text, turn.masked.mentions
    meant = [m for m in mentions if not is_left_out(turn.masked, m)]  # "not [store], I was asking about [store]"
    if not only_puts_right(text) or len(meant) != 1 or turn.masked.windows:
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


#: "Sorry, not the stock, the reorder point"
_NOT_THAT_FIGURE = re.compile(
    r"\bnot (?:the |its |their |what is )?(?P<what>[a-z][a-z -]{2,30}?)(?=[,.;!]| but\b|\W*$)"
)


def _other_figure(turn: Turn) -> Turn | None:
    """`turn` without the figure that it says it does not mean; None where it says none."""
    said = _NOT_THAT_FIGURE.search(turn.masked.text) if len(turn.plan.measures) > 1 else None
    if said is None or turn.plan.intent != "value" or not _WRONG.search(turn.masked.text):
        return None
    unmeant = {found.id for found in find_measures(said["what"])}
    meant = tuple(m for m in turn.plan.measures if m not in unmeant)
    if not unmeant or not meant or len(meant) == len(turn.plan.measures):
        return None
    return replace(turn, reading=turn.reading.with_(measures=meant), plan=turn.plan.with_(measures=meant))


#: "And for the whole category?" after a product of it
_ITS_CATEGORY = re.compile(
    r"\b(?:the |its |that )?(?:whole|entire|complete|full) (?:product )?(?:category|group|department)\b|\ball of (?:its|that|the) (?:category|department)\b"
)
_MOST_WORDS = 10


def _of_its_category(turn: Turn, earlier: Plan, catalogue: Catalogue) -> Turn:
    """`turn` about the category of the product that was spoken of, where it says so."""
    text, one = turn.masked.text, earlier.entities.products
    if turn.masked.mentions or len(one) != 1 or len(text.split()) > _MOST_WORDS or not _ITS_CATEGORY.search(text):
        return turn
    category = catalogue.product_category.get(one[0])
    if category is None:
        return turn
    reading = turn.reading.with_(group="") if turn.reading.group == "category" else turn.reading
    entities = replace(turn.plan.entities, categories=(category,))
    return replace(turn, reading=reading, plan=turn.plan.with_(entities=entities, group_by=None))


def _in_its_tense(turn: Turn, earlier: Plan, catalogue: Catalogue) -> Turn:
    """ "And Tuesday?" after what was sold on Monday: the Tuesday that is past, too."""
    masked, before = turn.masked, earlier.window
    if before is not None and (day := _of_its_month(turn, before, catalogue)) is not None:
        return day
    if before is not None and (part := _part_of_its_month(turn, before, catalogue)) is not None:
        return part
    if masked.tense is not None or before is None or before.side != "history" or len(masked.windows) != 1:
        return turn
    if masked.windows[0].side == "history" or not turn.reading.weak:
        return turn
    past = [span.window for span in find_windows(masked.spelled, catalogue.calendar, "past")]
    if len(past) != 1 or past[0].side != "history":
        return turn
    masked = replace(masked, windows=tuple(past), text=masked.text.replace("[future]", "[past]"), tense="past")
    return replace(turn, masked=masked, plan=compose(masked, turn.reading, turn.amounts, catalogue))


_NTH = re.compile(r"(?:the )?(?P<n>\d{1,2})(?:st|nd|rd|th)$")


def _of_its_month(turn: Turn, before: Window, catalogue: Catalogue) -> Turn | None:
    """ "And on the 20th?" after the 12th of a month: of that month."""
    masked = turn.masked
    said = _NTH.match(masked.windows[0].label) if len(masked.windows) == 1 and turn.reading.weak else None
    if said is None or before.start.month != before.end.month or before.start.year != before.end.year:
        return None
    first, n = before.start.replace(day=1), int(said["n"])
    day = first + timedelta(n - 1)
    if n < 1 or day.month != first.month:
        return None
    window = make_window(day, day, f"{day.day} {day:%B %Y}", catalogue.calendar)
    mask = "[past]" if window.side == "history" else "[future]"
    masked = replace(masked, windows=(window,), text=re.sub(r"\[(?:past|future)\]", mask, masked.text))
    return replace(turn, masked=masked, plan=compose(masked, turn.reading, turn.amounts, catalogue))


_OF_THE_MONTH = re.compile(r"\b(?:of|in) (?:the|that|this|the same|said) month\b")


def _part_of_its_month(turn: Turn, before: Window, catalogue: Catalogue) -> Turn | None:
    """ "Only the second half of the month" after a figure of one month: of that month."""
    masked = turn.masked
    whole = before.start.day == 1 and (before.end + timedelta(1)).day == 1 and before.days < _TWO_MONTHS
    if not whole or len(masked.windows) != 1 or not _OF_THE_MONTH.search(masked.spelled):
        return None
    said = _OF_THE_MONTH.sub(f"of {before.start:%B %Y}".lower(), masked.spelled)
    windows = tuple(span.window for span in find_windows(said, catalogue.calendar, None))
    if len(windows) != 1 or windows == masked.windows or windows[0].days >= before.days:
        return None
    mask = "[past]" if windows[0].side == "history" else "[future]"
    masked = replace(masked, windows=windows, text=re.sub(r"\[(?:past|future)\]", mask, masked.text))
    return replace(turn, masked=masked, plan=compose(masked, turn.reading, turn.amounts, catalogue))


_TWO_MONTHS = 45  # days
