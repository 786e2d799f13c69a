# ruff: noqa: E501 - a pattern is read on one line
"""A figure against the one before, or against its own second, in percent: "by what percentage is it above that?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import MEASURES, TO_HISTORY
from rag.plan import Plan
from rag.understanding.followups.carrying import KINDS
from rag.understanding.followups.returning import single_figure

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["in_percent"]

#: "By what percentage is it above or below that?"
_BY_PERCENT = re.compile(
    r"\b(?:by )?(?:what|how (?:many|much)|which)(?: an?| of a| in)? ?(?:%|percent(?:age)?|per ?cent)\b[^?]*\b(?:above|below|over|under|higher|lower|more|less|up|down|off|differ\w*|deviat\w*|ahead|behind)\b"
)
_THAN_THAT = re.compile(r"\b(?:above|below|over|under|than|from|on|against|of|to|behind|with) (?:that|this|it)\b")


def in_percent(turn: Turn, whole: Plan, earlier: Plan | None) -> Plan | None:
    """ "By what percentage is the 7-day average above that?": `whole` against the figure before, or against its own second."""
    plain = whole.intent in ("value", "compare") and not (whole.also or whole.share or whole.group_by or whole.scenario)
    if not plain or not _BY_PERCENT.search(turn.masked.text) or any(len(getattr(whole.entities, k)) > 1 for k in KINDS):
        return None
    asked: dict[str, str] = {"question": whole.question, "resolved_question": whole.resolved_question}
    new = whole.with_(intent="value", difference=False)
    if whole.second_window is not None:
        return _of_two_times(new, turn.masked.text)
    if len(whole.measures) == 2 and len({MEASURES[m].unit for m in whole.measures}) == 1:
        base = new.with_(measures=whole.measures[1:])
        return base.with_(combine="difference", also=(new.with_(measures=whole.measures[:1]),))
    if (
        earlier is None
        or not _THAN_THAT.search(turn.masked.text)
        or not (single_figure(earlier) and single_figure(new))
    ):
        return None
    other = earlier.measures != new.measures or earlier.window != new.window
    same_unit = MEASURES[earlier.measures[0]].unit == MEASURES[new.measures[0]].unit
    if not other or not same_unit or (turn.reading.weak and not turn.masked.windows):
        return None
    return earlier.with_(combine="difference", also=(new,), **asked)


#: "... below the forecast": it is the forecast that is a hundred percent
_FROM_FORECAST = re.compile(
    r"\b(?:than|from|of|to|on|below|above|under|over|against|behind) (?:the |our |your )?(?:\w+ )?(?:forecasts?|predict\w+|projections?)\b"
)


def _of_two_times(whole: Plan, text: str) -> Plan | None:
    """ "By how many percent does the forecast differ from what was sold?": the sales of each time, and what lies between."""
    windows = (whole.window, whole.second_window)
    sides = {w.side: w for w in windows if w is not None}
    sold = next((m for m in whole.measures if m in {*TO_HISTORY, *TO_HISTORY.values()}), None)
    if sold is None or set(sides) != {"history", "forecast"}:
        return None
    past = TO_HISTORY.get(sold, sold)
    ahead = next(a for a, b in TO_HISTORY.items() if past == b)
    base = whole.with_(second_window=None, sort=None, window=sides["history"], measures=(past,))
    other = base.with_(window=sides["forecast"], measures=(ahead,))
    said = _BY_PERCENT.search(text)
    of_forecast = _FROM_FORECAST.search(text, said.start() if said else 0)
    first, second = (other, base) if of_forecast else (base, other)
    return first.with_(combine="difference", also=(second,))
