"""Days and prices that a plan about numbers takes from the notes that it cites."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Literal

from rag.facts import Citation
from rag.notes.words import NEW_PRICES, THAT_DAY, THAT_TIME, first_days_of_it
from rag.plan import Scenario, Window
from rag.queries.inquiry import Inquiry
from rag.times.windows import Calendar, find_windows

__all__ = ["take_day_of_note", "take_price_of_note"]

_LASTS = re.compile(
    r"\b(?:lasts?|runs?|takes?|goes on|for)(?: for)? (?P<n>\d+) (?P<unit>days?|weeks?)\b", re.IGNORECASE
)


_WAS = re.compile(r"\b(?:was|were|did|sold|had)\b", re.IGNORECASE)


def take_day_of_note(inquiry: Inquiry) -> None:
    """ "When is the open day, and what do we sell that day?": the days that the cited note names are the window."""
    plan = inquiry.plan
    asked = plan.window is not None and plan.window.asked
    question = plan.resolved_question or plan.question
    longer = bool(THAT_TIME.search(question))
    if asked or not inquiry.citations or not (longer or THAT_DAY.search(question)):
        return
    found = [w for note in inquiry.citations if (w := _days_of(inquiry, note, longer))]
    if found:  # of several notes the one whose days are still to come, unless what was is asked for
        ahead = None if _WAS.search(question) else next((w for w in found if w.end > inquiry.view.as_of), None)
        inquiry.plan = plan.with_(window=ahead or found[0])
        return
    inquiry.messages.append("The cited notes do not name the days that are meant.")


_DATED = re.compile(r"\d{4}-\d\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d[/.]\d", re.IGNORECASE)


def _days_of(inquiry: Inquiry, note: Citation, longer: bool) -> Window | None:
    """The day that a note names; with `longer` the days, from the first to the last."""
    calendar = Calendar(note.date or inquiry.view.as_of, inquiry.view.history_start or inquiry.view.as_of, ())
    spans = [s.window for s in find_windows(note.text.lower(), calendar) if s.window.start != note.date]
    days = [w for w in spans if longer or w.start == w.end]
    if not days:
        return None
    days = [w for w in days if _DATED.search(w.label)] or days  # "for 6 days, from 5 January to 10 January"
    first = days[0].start
    lasts = _LASTS.search(note.text) if longer and days[0].days == 1 else None
    length = int(lasts["n"]) * (7 if lasts["unit"].startswith("week") else 1) if lasts else 0
    if length:
        last = first + timedelta(length - 1)
    elif longer and len(days) > 1 and days[0].days == 1:
        last = max(days[0].end, days[1].end)
    else:
        last = days[0].end
    if part := first_days_of_it(inquiry.plan.question):
        last = first + timedelta(part - 1)
    side: Literal["history", "forecast"] = "history" if last <= inquiry.view.as_of else "forecast"
    label = f"{first.day} {first:%B %Y}" if first == last else f"{first.isoformat()} to {last.isoformat()}"
    return Window(side, first, last, label)


_RISE = re.compile(r"(?<![\d.])(?P<n>\d{1,2}(?:\.\d+)?) ?(?:%|percent|per cent)", re.IGNORECASE)
_DEARER = re.compile(r"\b(?:price|prices|cost|costs|more|increase|rise|surcharge|dearer)\b", re.IGNORECASE)
_CHEAPER = re.compile(r"\b(?:less|cheaper|lower|cut|reduc\w+|decreas\w+|drop\w*)\b", re.IGNORECASE)


#: "How much would the rise add to that?"
_ADDED = re.compile(
    r"\badd(?:s|ed)?\b|\b(?:how much|money|euros?|dollars|pounds|usd|eur|gbp) more\b|\bextra\b|\bon top\b",
    re.IGNORECASE,
)


def take_price_of_note(inquiry: Inquiry) -> None:
    """ "What would it cost at the new prices?": the change of prices that the cited note tells, where it tells one."""
    plan = inquiry.plan
    asked = NEW_PRICES.search(plan.resolved_question or plan.question)
    if plan.scenario is not None or not set(plan.measures) & {"order_value", "product_unit_cost"} or not asked:
        return
    for note in inquiry.citations:
        told = {float(m["n"]) for m in _RISE.finditer(note.text)}
        if len(told) == 1 and _DEARER.search(note.text):
            sign = -1 if _CHEAPER.search(note.text) else 1
            change = Scenario("price", round(sign * told.pop() / 100, 6), relative=True, unit="note")
            adds = _ADDED.search(plan.question) is not None
            inquiry.plan = plan.with_(intent="whatif", scenario=change, filters=(), difference=plan.difference or adds)
            return
