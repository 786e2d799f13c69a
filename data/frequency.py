"""Daily, weekly or monthly: read from the gaps between the dates of each series.

A series with gaps is not of a lower frequency: a spare part sold on some days only is
daily. A series is weekly when all its gaps are whole weeks and most of them single weeks,
monthly likewise; a sparse series that could be either follows the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Frequency", "FrequencyFinding", "detect_frequency"]

Frequency = Literal["daily", "weekly", "monthly"]

_ENOUGH_GAPS = 6  # by chance, six gaps of a daily series are all whole weeks once in 117,649 times
_REGULAR = 0.8  # share of single-period gaps above which a rhythm is told from chance
_SAMPLE_SERIES = 5_000


@dataclass(frozen=True)
class FrequencyFinding:
    """`frequency` of most series; `others` has the series that clearly follow another one."""

    frequency: Frequency
    counts: dict[str, int]  # frequency -> series that clearly follow it
    others: tuple[tuple[str, str, str], ...] = ()  # (store_id, product_id, frequency)
    weekdays: tuple[int, ...] = ()  # of weekly data: on which ISO weekdays the weeks are dated
    gaps: int = 0  # missing periods inside the life of the sampled series
    messages: tuple[str, ...] = ()

    @property
    def mixed(self) -> bool:
        return bool(self.others)


def detect_frequency(connection: Any, relation: str) -> FrequencyFinding:
    """Judge the (date, store_id, product_id) rows of a DuckDB relation; samples above 5,000 series."""
    series = connection.execute(
        f"SELECT count(*) FROM (SELECT DISTINCT store_id, product_id FROM {relation})"
    ).fetchall()
    share = max(1, series[0][0] // _SAMPLE_SERIES)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE rhythm AS
        WITH gaps AS (
            SELECT store_id, product_id, date,
                   date - lag(date) OVER (PARTITION BY store_id, product_id ORDER BY date) AS gap
            FROM {relation} WHERE hash(store_id, product_id) % {share} = 0)
        SELECT store_id, product_id, count(gap) AS n, min(gap) AS least, min(date) AS first, max(date) AS last,
               bool_and(gap % 7 = 0) AS weeks,
               bool_and(gap % 30.436875 < 3.6 OR gap % 30.436875 > 27) AND min(gap) >= 28 AS months,
               avg((gap = 7)::INT) AS single_weeks, avg((gap BETWEEN 28 AND 31)::INT) AS single_months,
               bool_and(day(date) = 1) OR bool_and(day(date + 1) = 1) OR count(DISTINCT day(date)) = 1 AS same_day
        FROM gaps GROUP BY ALL"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE judged_rhythm AS
        SELECT *, CASE WHEN n < {_ENOUGH_GAPS} THEN NULL
                       WHEN months AND same_day THEN CASE WHEN single_months >= {_REGULAR} THEN 'monthly' END
                       WHEN weeks THEN CASE WHEN single_weeks >= {_REGULAR} THEN 'weekly' END
                       ELSE 'daily' END AS frequency
        FROM rhythm"""
    )
    counts = dict(
        connection.execute(
            "SELECT frequency, count(*) FROM judged_rhythm WHERE frequency IS NOT NULL GROUP BY 1 ORDER BY 1"
        ).fetchall()
    )
    if not counts:
        return _from_all_dates(connection, relation)
    frequency: Frequency = max(counts, key=lambda k: (counts[k], k == "daily"))
    others = connection.execute(
        "SELECT store_id, product_id, frequency FROM judged_rhythm WHERE frequency <> ? ORDER BY 1, 2", [frequency]
    ).fetchall()
    weekdays = _weekdays(connection, relation) if frequency == "weekly" else ()
    step = {"daily": 1, "weekly": 7, "monthly": 30.436875}[frequency]
    missing = connection.execute(
        f"SELECT coalesce(sum(greatest(0, round((last - first) / {step}) - n)), 0) FROM judged_rhythm"
    ).fetchall()
    return FrequencyFinding(frequency, counts, tuple(others), weekdays, int(missing[0][0]))


def _from_all_dates(connection: Any, relation: str) -> FrequencyFinding:
    """No single series is long enough: judge the calendar of the whole file."""
    rows = connection.execute(
        f"""SELECT count(gap), bool_and(gap % 7 = 0), bool_and(gap BETWEEN 28 AND 31) FROM (
            SELECT date - lag(date) OVER (ORDER BY date) AS gap FROM (SELECT DISTINCT date FROM {relation}))"""
    ).fetchall()
    count, weeks, months = rows[0]
    frequency: Frequency = "daily"
    if count and count >= 2:
        frequency = "monthly" if months and not weeks else "weekly" if weeks else "daily"
    return FrequencyFinding(
        frequency, {}, messages=(f"every series is short; the dates of all together look {frequency}",)
    )


def _weekdays(connection: Any, relation: str) -> tuple[int, ...]:
    rows = connection.execute(f"SELECT DISTINCT isodow(date) FROM {relation} ORDER BY 1").fetchall()
    return tuple(int(r[0]) for r in rows)
