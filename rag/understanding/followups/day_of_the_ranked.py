"""The busiest, or quietest, day of one thing of a ranking: of the time that was ranked, not of the week in general."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import TO_HISTORY
from rag.plan import Plan
from rag.understanding.followups.carrying import WEEKDAY

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["asks_its_day", "day_of_the_ranked"]

_DAYS = ("peak_day", "low_day")
_QUIET = re.compile(
    r"\b(?:least|lowest|weakest|slowest|quietest|worst|fewest|smallest|calmest|poorest)\b", re.IGNORECASE
)


def asks_its_day(turn: Turn, earlier: Plan) -> bool:
    """ "Its busiest day that week?", "what's the best day for the first one?" after what sells most in some days."""
    plan, window = turn.plan, earlier.window
    asked = plan.statistic in _DAYS or plan.measures == ("peak_weekday",)
    if not asked or plan.intent != "value" or WEEKDAY.search(turn.masked.question) or plan.filters:
        return False
    if window is None or window.days < 2 or not set(earlier.measures[:1]) & {*TO_HISTORY, *TO_HISTORY.values()}:
        return False
    return not turn.masked.windows or (plan.window is not None and plan.window.side == window.side)


def day_of_the_ranked(plan: Plan, earlier: Plan, anew: bool) -> Plan:
    """`plan` as that day of the time that was ranked, or of its own (`anew`)."""
    statistic = "low_day" if plan.statistic == "low_day" or _QUIET.search(plan.question) else "peak_day"
    window = plan.window if anew else earlier.window
    return plan.with_(statistic=statistic, measures=earlier.measures[:1], window=window, sort=None)
