# ruff: noqa: E501 - a pattern is read on one line
"""The day spoken of, a week earlier or later: "what did it really sell one week earlier, same weekday?" after "tomorrow?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue
from rag.plan import Plan
from rag.times.windows import make_window
from rag.understanding.compose import compose
from rag.understanding.words.amounts import read_amounts

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["a_week_beside"]

_WEEKS = r"(?:exactly |just |right )?(?P<n{i}>a|one|1|two|2|three|3|four|4) weeks? (?P<way{i}>earlier|before|prior|previously|ago|back|later|after|on)(?: (?:that|it|this|then))?"
_LAST = r"(?:the )?(?P<last{i}>last|previous|preceding|prior|past|following|next) week|(?:in |of )?the week (?P<beside{i}>before|earlier|prior|after)(?: (?:that|it|this))?"
_DAY = r"(?:(?:on )?(?:the|that|this) )?(?:very )?(?:same|equivalent|corresponding|matching) (?:week ?)?day(?: of the week)?"
#: "The same weekday a week earlier", "one week before, on the same day"
_SAID = re.compile(
    rf"\b{_DAY},?(?: (?:but|only|of|in|from|just))* (?:{_WEEKS.format(i=1)}|{_LAST.format(i=1)})"
    rf"|\b(?:{_WEEKS.format(i=2)}|{_LAST.format(i=2)}),? (?:\()?(?:and )?{_DAY}\)?"
    rf"|\b{_WEEKS.format(i=3)}(?=[?.,!;)]| to the day\b|$)"
)
_COUNT = {"a": 1, "one": 1, "1": 1, "two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_LATER = ("later", "after", "on", "following", "next")
#: "A week later than planned", "if it comes one week later": no day of sales
_DELAYED = re.compile(
    r"\b(?:if|suppose|supposing|assum\w+|imagine|deliver\w*|arriv\w*|order(?:s|ed|ing)?|come|comes|delay\w*|postpon\w*|late)\b"
)


def a_week_beside(turn: Turn, plans: Sequence[Plan], catalogue: Catalogue) -> Turn:
    """`turn` with the single day that was last spoken of, moved by whole weeks, where it says so."""
    spelled = turn.masked.spelled
    said = _SAID.search(spelled)
    spoken = next((p.window for p in reversed(plans) if p.window is not None and p.window.asked), None)
    if said is None or spoken is None or spoken.start != spoken.end or _DELAYED.search(spelled):
        return turn
    own = turn.masked.windows
    if len(own) > 1 or (own and own[0].label.lower() not in said.group().lower()):
        return turn  # a time of its own beside it
    found = said.groupdict()
    count = next((_COUNT[found[f"n{i}"]] for i in (1, 2, 3) if found[f"n{i}"]), 1)
    way = next((v for k, v in found.items() if v and k[:-1] in ("way", "last", "beside")), "")
    day = spoken.start + timedelta(7 * count * (1 if way in _LATER else -1))
    window = make_window(day, day, f"{day.day} {day:%B %Y}", catalogue.calendar)
    mask = "[past]" if window.side == "history" else "[future]"
    text = f"{spelled[: said.start()]}{mask}{spelled[said.end() :]}"
    masked = replace(
        turn.masked, windows=(window,), text=text, spelled=text, tense="past" if mask == "[past]" else None
    )
    amounts = read_amounts(text)  # "two weeks" is no limit
    return replace(turn, masked=masked, amounts=amounts, plan=compose(masked, turn.reading, amounts, catalogue))
