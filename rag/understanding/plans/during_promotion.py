# ruff: noqa: E501 - a pattern is read on one line
"""The days of a promotion as the time of a question: "how many will we sell during the promotion?"."""

from __future__ import annotations

import re

from rag.measures import MEASURES
from rag.notes.words import THAT_DAY
from rag.plan import Ambiguity, Plan
from rag.times.windows import Calendar, default_window
from rag.understanding.message.masking import Masked

__all__ = ["in_that_promotion", "put_during_promotion"]

_PROMOTION = r"(?:promo(?:tion)?s?|(?:special )?offers?|campaigns?|specials?|deals?|price[- ](?:cuts?|reductions?|promotions?)|discounts?|mark-?downs?)"
_OVER = r"(?:during|throughout|over|in|within|for|across|through)"
_DAYS = r"(?:period|days|time|weeks?|stretch|run|duration|phase|spell)"
_OWN = r"(?:(?:the|its|that|this|our|next|planned|coming|upcoming|booked|whole|entire|full|complete|all|of|(?:\[store\]|\[product\])(?:'s)?) )*"
#: "During the promotion", "over the whole campaign", "in the promotion period", "while it is on offer"
_DURING = re.compile(
    rf"\b(?:during|throughout) (?:the )?{_OWN}{_PROMOTION}\b|\b{_OVER} {_OWN}{_PROMOTION} {_DAYS}\b"
    rf"|\b{_OVER} (?:the |its )?(?:whole|entire|full|complete)(?: of)? {_OWN}{_PROMOTION}\b|\b{_OVER} (?:the )?{_DAYS} of {_OWN}{_PROMOTION}\b"
    rf"|\b(?:while|as long as|whilst) (?:it|that|this|they|\[product\]|the {_PROMOTION})(?:'s| is| are|'re)? (?:still )?(?:(?:on|in|under) (?:a |an |the )?{_PROMOTION}|promoted|discounted|reduced)\b"
    rf"|\b(?:while|as long as|whilst) {_OWN}{_PROMOTION} (?:runs?|lasts?|is on|goes on|is running)\b"
    rf"|\bfrom (?:the )?(?:start|beginning|first(?: day)?) to (?:the )?(?:end|last(?: day)?|finish) of {_OWN}{_PROMOTION}\b"
)
#: "... during it", "while it lasts", "over the 7 days it runs": of the promotion that the question speaks of
_DURING_IT = re.compile(
    rf"\b(?:during|throughout) (?:it|that|them)\b|\b{_OVER} (?:its|the) (?:whole |entire |full )?(?:length|duration|run)\b"
    r"|\b(?:while|as long as|whilst) (?:it|that|this) (?:runs?|lasts?|is on|goes on|is running)\b"
    r"|(?:\[future\]|\b\d+ days?\b|\bdays|\btime)(?: that| which)? (?:it|that) (?:runs?|lasts?|is on|goes on)\b"
    r"|\bfrom (?:(?:its|the) )?(?:start|beginning|first(?: day)?) to (?:(?:its|the) )?(?:end|last(?: day)?|finish)\b"
)
_SO_LONG_AS_IT = re.compile(r"\[future\](?: that| which)? (?:it|that) (?:runs?|lasts?|is on|goes on)\b")
_FIRST_DAY = re.compile(
    r"\b(?:on|for) (?:its|the|that) (?:very )?(?:first|opening) day\b|\bon (?:the )?day (?:one|it (?:starts|begins))\b"
)
#: "How many did we sell during the last promotion?": its days are not kept
_LAST_ONE = re.compile(rf"\b{_OVER} (?:the |our |its )?(?:last|previous|latest|past|most recent) {_PROMOTION}\b")
_PAST_SALES = frozenset({"actual_sales", "actual_revenue"})
_WHICH_DAYS = "Which days were those? Name the first and the last of them, and I can tell what was sold."
_SPOKEN_OF = re.compile(rf"\b{_PROMOTION}\b", re.IGNORECASE)
_RUNNING = re.compile(rf"\b(?:current|running|ongoing|active|present|this) (?:\w+ )?{_PROMOTION}\b")
_SALES = re.compile(r"\b(?:sell\w*|sold|sales|how many|units|pieces|forecast|demand|shift|move|clear)\b")
_EFFECT = re.compile(
    r"\b(?:uplift|effect|lift|boost|more|extra|additional|gain|bump|percent\w*|increase|climb|jump|rise|without|normal\w*|usual\w*)\b|%"
)


def put_during_promotion(plan: Plan, masked: Masked, calendar: Calendar) -> Plan:
    """`plan` on the first day of the promotion of its product, or over all its days, where it asks for that time."""
    text, of_one = masked.text, len(plan.entities.products) == 1
    if "promotion_on" in plan.measures and (that_day := in_that_promotion(plan, masked)).promotion_time:
        return that_day
    if plan.measures and set(plan.measures) <= _PAST_SALES and not masked.windows and _LAST_ONE.search(text):
        return plan.with_(intent="clarify", problem=_WHICH_DAYS, ambiguity=Ambiguity("meaning", masked.question))
    said = _DURING.search(text) or (_DURING_IT.search(text) and _SPOKEN_OF.search(masked.question))
    if not said or not of_one:
        return plan
    if plan.measures == ("promo_uplift_pct",) and _SALES.search(text) and not _EFFECT.search(text):
        plan = plan.with_(measures=("expected_sales",), window=default_window(calendar, "forecast"))
    return _over_its_days(plan, text)


def in_that_promotion(plan: Plan, masked: Masked) -> Plan:
    """ "When does it start, and how many do we sell on that day?": the time is that of the promotion spoken of."""
    windowed = any(MEASURES[m].windowed for m in plan.measures if m in MEASURES)
    if windowed and not masked.windows and (THAT_DAY.search(masked.text) or _FIRST_DAY.search(masked.text)):
        return plan.with_(promotion_time="first day")
    return _over_its_days(plan, masked.text) if _DURING_IT.search(masked.text) else plan


def _over_its_days(plan: Plan, text: str) -> Plan:
    windowed = [m for m in plan.measures if m in MEASURES and MEASURES[m].windowed]
    other = not windowed or any(MEASURES[m].table != "forecasts" for m in windowed)
    if other or plan.scenario is not None or plan.intent in ("notes", "explain", "compare"):
        return plan
    if plan.window is not None and plan.window.asked and not _SO_LONG_AS_IT.search(text):
        return plan
    return plan.with_(promotion_time="running" if _RUNNING.search(text) else "whole")
