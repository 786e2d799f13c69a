"""Times in words, on a Wednesday, with eight weeks of forecast."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rag.times.windows import Calendar, find_windows

AS_OF = date(2025, 11, 19)
CALENDAR = Calendar(
    AS_OF,
    date(2023, 1, 1),
    tuple(AS_OF + timedelta(n) for n in range(1, 57)),
    events={"summer fair": (date(2025, 12, 6),)},
)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("tomorrow", "2025-11-20", "2025-11-20"),
        ("next 7 days", "2025-11-20", "2025-11-26"),
        ("next week", "2025-11-24", "2025-11-30"),
        ("next month", "2025-12-01", "2025-12-31"),
        ("on friday", "2025-11-21", "2025-11-21"),
        ("until friday", "2025-11-20", "2025-11-21"),
        ("from monday to thursday", "2025-11-24", "2025-11-27"),
        ("from 3 to 9 dec", "2025-12-03", "2025-12-09"),
        ("between 2025-12-01 and 2025-12-07", "2025-12-01", "2025-12-07"),
        ("first week of december", "2025-12-01", "2025-12-07"),
        ("the last week of november", "2025-11-24", "2025-11-30"),
        ("rest of this month", "2025-11-20", "2025-11-30"),
        ("by the end of the month", "2025-11-20", "2025-11-30"),
        ("black friday", "2025-11-28", "2025-11-28"),
        ("the week before christmas", "2025-12-18", "2025-12-24"),
        ("the summer fair", "2025-12-06", "2025-12-06"),
        ("week 49", "2025-12-01", "2025-12-07"),
        ("this weekend", "2025-11-22", "2025-11-23"),
        ("friday next week", "2025-11-28", "2025-11-28"),
        ("q1 2026", "2026-01-01", "2026-03-31"),
        ("yesterday", "2025-11-19", "2025-11-19"),
        ("last 7 days", "2025-11-13", "2025-11-19"),
        ("last week", "2025-11-10", "2025-11-16"),
        ("last month", "2025-10-01", "2025-10-31"),
        ("since monday", "2025-11-17", "2025-11-19"),
        ("3 days ago", "2025-11-16", "2025-11-16"),
        ("14/12/2025", "2025-12-14", "2025-12-14"),
        ("in march 2031", "2031-03-01", "2031-03-31"),
        ("from the 16th of december to the end of that month", "2025-12-16", "2025-12-31"),
        ("from 2 december until the end of the week", "2025-12-02", "2025-12-07"),
        ("from tomorrow till end of november", "2025-11-20", "2025-11-30"),
        ("saturday 6 and sunday 7 december", "2025-12-06", "2025-12-07"),
        ("2 weeks from now on", "2025-11-20", "2025-12-03"),
        ("over those 18 days", "2025-11-20", "2025-12-07"),
    ],
)
def test_words_mean_these_days(words: str, start: str, end: str) -> None:
    (span,) = find_windows(words, CALENDAR)
    assert (span.window.start.isoformat(), span.window.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("words", "country", "start", "end"),
    [
        ("on friday 12/5", "US", "2025-12-05", "2025-12-05"),
        ("between 12/1 and 12/7", "US", "2025-12-01", "2025-12-07"),
        ("11/10 thru 11/16", "US", "2025-11-10", "2025-11-16"),
        ("for 12/05/2025", "US", "2025-12-05", "2025-12-05"),
        ("on 5/12", "GB", "2025-12-05", "2025-12-05"),
        ("on 12/25", "GB", "2025-12-25", "2025-12-25"),
        ("for 12/05/2025", None, "2025-05-12", "2025-05-12"),
    ],
)
def test_dates_in_figures_are_read_as_the_country_writes_them(words, country, start, end) -> None:
    (span,) = find_windows(words, replace(CALENDAR, country=country))
    assert (span.window.start.isoformat(), span.window.end.isoformat()) == (start, end)


def test_fractions_are_no_dates() -> None:
    assert not find_windows("is 3/4 of the stock gone, open 24/7?", CALENDAR)


def test_a_window_beyond_the_horizon_tells_its_covered_part() -> None:
    (january,) = find_windows("in january", CALENDAR)
    assert january.window.covered_end == CALENDAR.horizon_end
    (far,) = find_windows("in march 2031", CALENDAR)
    assert far.window.covered_start is None


def test_the_tense_decides_which_march_is_meant() -> None:
    (past,) = find_windows("in october", CALENDAR, "past")
    assert past.window.side == "history"
    (future,) = find_windows("in december", CALENDAR, "future")
    assert future.window.start == date(2025, 12, 1)


def test_two_periods_are_two_windows() -> None:
    first, second = find_windows("last week vs next week", CALENDAR)
    assert (first.window.side, second.window.side) == ("history", "forecast")


def test_on_a_sunday_next_week_begins_tomorrow_and_last_week_ends_today() -> None:
    sunday = date(2025, 11, 23)
    calendar = Calendar(sunday, date(2023, 1, 1), tuple(sunday + timedelta(n) for n in range(1, 30)))
    (ahead,) = find_windows("next week", calendar)
    (back,) = find_windows("last week", calendar)
    assert ahead.window.start == date(2025, 11, 24)
    assert back.window.end == sunday


def test_with_weekly_data_tomorrow_is_the_week_that_holds_it() -> None:
    monday = date(2025, 11, 17)
    calendar = Calendar(monday, date(2023, 1, 2), tuple(monday + timedelta(7 * n) for n in range(1, 9)), "weekly")
    (span,) = find_windows("tomorrow", calendar)
    assert span.window.covered_start == date(2025, 11, 24)


@pytest.mark.parametrize(
    "words", ["may we order", "how many days of cover", "which day of the week sells best", "top 5 products"]
)
def test_other_words_are_no_times(words: str) -> None:
    assert find_windows(words, CALENDAR) == []


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ("in the first week of december and in the week after it", [("12-01", "12-07"), ("12-08", "12-14")]),
        ("next week, and the week after that", [("11-02", "11-08"), ("11-09", "11-15")]),
        ("how many tomorrow and the day after", [("11-01", "11-02")]),
        ("[product], [store], 14 days", [("11-01", "11-14")]),
        ("the week starting 2 november", [("11-02", "11-08")]),
        ("next week's weekend", [("11-07", "11-08")]),
        ("monday to sunday of last week", [("10-19", "10-25")]),
        ("the first half of december", [("12-01", "12-15")]),
        ("less than 5 days of cover", []),
        ("tomorrow + the day after", [("11-01", "11-02")]),
        ("skip tomorrow, i care about the day after it", [("11-02", "11-02")]),
        ("next 7 days, and in the 7 days that come after those", [("11-01", "11-07"), ("11-08", "11-14")]),
        ("last 7 days against the 7 days before", [("10-25", "10-31"), ("10-18", "10-24")]),
        ("last 28 days vs the 28 before", [("10-04", "10-31"), ("09-06", "10-03")]),
        ("last 7 days versus the previous 7 days", [("10-25", "10-31"), ("10-18", "10-24")]),
        ("friday and saturday together", [("11-06", "11-07")]),
    ],
)
def test_windows_as_people_say_them(words: str, spans: list[tuple[str, str]]) -> None:
    saturday = date(2026, 10, 31)
    calendar = Calendar(saturday, date(2024, 1, 1), tuple(saturday + timedelta(n) for n in range(1, 43)))
    found = [(f"{s.window.start:%m-%d}", f"{s.window.end:%m-%d}") for s in find_windows(words, calendar)]
    assert found == spans


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("last week, monday to sunday", (2025, 11, 10), (2025, 11, 16)),
        ("in last week, monday until sunday", (2025, 11, 10), (2025, 11, 16)),
        ("last week (mon-fri)", (2025, 11, 10), (2025, 11, 14)),
        ("next week monday to friday", (2025, 11, 24), (2025, 11, 28)),
    ],
)
def test_weekdays_after_a_week_are_those_of_that_week(words: str, first: tuple, last: tuple) -> None:
    (span,) = find_windows(words, CALENDAR)
    assert (span.window.start, span.window.end) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "words", ["last week", "monday to sunday last week", "last full week", "last week, monday to sunday"]
)
def test_the_week_that_ends_with_the_data_on_a_sunday_is_the_last_one(words: str) -> None:
    sunday = date(2025, 11, 16)
    calendar = Calendar(sunday, date(2023, 1, 1), tuple(sunday + timedelta(n) for n in range(1, 30)))
    (span,) = find_windows(words, calendar)
    assert (span.window.start, span.window.end) == (date(2025, 11, 10), sunday)
