"""Days that are over, said beside others, by season or by the month of another year; on a Wednesday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rag.times.windows import Calendar, find_windows

AS_OF = date(2025, 11, 19)
CALENDAR = Calendar(AS_OF, date(2023, 1, 1), tuple(AS_OF + timedelta(n) for n in range(1, 57)))


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("sold in march last year", "2024-03-01", "2024-03-31"),
        ("last year in august we sold", "2024-08-01", "2024-08-31"),
        ("sold in last year's june", "2024-06-01", "2024-06-30"),
        ("q2 of last year", "2024-04-01", "2024-06-30"),
        ("sold since the summer", "2025-06-01", "2025-11-19"),
        ("sold during the spring", "2025-03-01", "2025-05-31"),
        ("sold since may", "2025-05-01", "2025-11-19"),
        ("sold in the last full month", "2025-10-01", "2025-10-31"),
        ("sold four weeks back", "2025-10-22", "2025-10-22"),
        ("sold on monday two weeks ago", "2025-11-03", "2025-11-03"),
        ("last monday to tuesday", "2025-11-17", "2025-11-18"),
        ("sold in the two weeks before last week", "2025-10-27", "2025-11-09"),
        ("sold after 2 november", "2025-11-03", "2025-11-19"),
        ("sold in the week after 2 november", "2025-11-03", "2025-11-09"),
    ],
)
def test_words_mean_these_days(words, start, end):
    found = find_windows(words, CALENDAR, "past")
    assert [(str(w.window.start), str(w.window.end)) for w in found] == [(start, end)]


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("this november against last november", "2025-11-01", "2024-11-01"),
        ("last november or this november", "2024-11-01", "2025-11-01"),
        ("12 november and the monday before", "2025-11-12", "2025-11-10"),
        ("7 november versus the friday before that", "2025-11-07", "2025-10-31"),
    ],
)
def test_a_second_time_is_another_one(words, first, second):
    assert [str(w.window.start) for w in find_windows(words, CALENDAR, "past")] == [first, second]
