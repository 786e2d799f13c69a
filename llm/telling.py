"""How a value is told: rounding, units, dates and windows in one style, everywhere.

A told value is within rounding of its fact: one decimal for units, days and percentages, two for money,
more where the value is small, thousands separators, a final `.0` dropped. Nothing else in the project formats a
number for an answer.
"""

from __future__ import annotations

import re
from datetime import date

from rag.facts import Fact
from rag.measures import GAPS

__all__ = [
    "ACTION_WORDS",
    "add_years",
    "line_text",
    "role_of",
    "short_date",
    "tell",
    "tell_date",
    "tell_number",
    "tell_range",
    "when_phrase",
]

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
ACTION_WORDS = {
    "order_now": "order now",
    "order_soon": "order soon",
    "expedite": "expedite",
    "excess": "excess stock",
    "ok": "no order needed",
}
_MONEY = re.compile(r"[A-Z]{3}\Z")
#: Ratios around one: two decimals say what one would hide.
_RATIOS = frozenset({"cv", "mase", "wql"})
_SINGULAR = {
    "units": "unit",
    "days": "day",
    "alerts": "alert",
    "lines": "line",
    "periods": "period",
    "products": "product",
}


def tell_date(day: date) -> str:
    """`14 March 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """`14 March`: the form that the model writes; `add_years` completes it."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def tell_range(start: date, end: date) -> str:
    """`15 March 2025 to 21 March 2025`, or one date where both are the same."""
    return tell_date(start) if start == end else f"{tell_date(start)} to {tell_date(end)}"


def tell_number(value: float, decimals: int = 1, fixed: bool = False) -> str:
    """`1,234.5`; a final `.0` is dropped unless `fixed`; tiny values keep two significant digits.

    >>> tell_number(1234.56), tell_number(240.0), tell_number(0.0042), tell_number(-3.25)
    ('1,234.6', '240', '0.0042', '-3.2')
    """
    value = float(value)
    while decimals < 6 and value and abs(value) < 0.5 * 10**-decimals * 10 and round(value, decimals) != value:
        decimals += 1  # fewer than two digits would be left
    text = f"{value:,.{decimals}f}"
    if "." in text and not fixed:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def tell(fact: Fact) -> str:
    """The told form of a fact's value, with its unit: `1,234.5 units`, `12.3%`, `80.50 EUR`, `14 March 2025`."""
    value = fact.value
    if value is None:
        return "not known"
    if isinstance(value, date):
        return tell_date(value)
    if isinstance(value, str):
        return ACTION_WORDS.get(value, value) if fact.measure == "action" else value
    return _with_unit(float(value), fact)


#: Below this share of a unit nothing is told but zero ("0.0001 units" says no more).
_NO_UNIT = 0.0005


def _with_unit(value: float, fact: Fact) -> str:
    unit = fact.unit
    if unit == "%":
        return f"{tell_number(value, 1)}%"
    if unit == "currency" or _MONEY.match(unit):
        return f"{tell_number(value, 2, fixed=True)} {'EUR' if unit == 'currency' else unit}"
    decimals = 2 if fact.measure in _RATIOS else min(fact.decimals, 1)
    number = tell_number(value, decimals)
    if not unit:
        return number
    if unit == "units" and abs(value) < _NO_UNIT:
        number = "0"
    return f"{number} {_SINGULAR.get(unit, unit) if number == '1' else unit}"


#: Variants of a measure that are told in another unit.
_SAME_ROLE = {"cv_pct": "cv", "wql_pct": "wql"}


def role_of(fact: Fact) -> str:
    """What the number is, for checking: the measure, and the level of a quantile (`sales_quantile_90`)."""
    if fact.level is not None:
        return f"{fact.measure}_{fact.level * 100:g}"
    return _SAME_ROLE.get(fact.measure, fact.measure) or "value"


#: Signed values are told by size and direction: (positive, negative, zero).
_DIRECTIONS = {
    "trend_pct_28d": ("up {}", "down {}", "flat at {}"),
    "reorder_gap": ("{} above", "{} below", "{}"),
    "gap_to_number": ("{} above", "{} below", "{}"),
    "sales_change": ("up {}", "down {}", "{}"),
    "sales_change_pct": ("up {}", "down {}", "{}"),
    "order_up_to_gap": ("{} above", "{} below", "{}"),
    "bias_pct": ("{} too high", "{} too low", "{}"),
    "promo_uplift_pct": ("{} more", "{} less", "{}"),
    "order_qty_change": ("{} more", "{} less", "{}"),
    "forecast_change": ("{} more", "{} less", "{}"),
    "change": ("up {}", "down {}", "{}"),
    "change_pct": ("up {}", "down {}", "{}"),
}


def line_text(fact: Fact) -> str:
    """The value as a brief's line says it: directions in words, dates without the year."""
    if isinstance(fact.value, date):
        return short_date(fact.value)
    of_gap = fact.measure == "scenario_value" and fact.key.get("measure") in GAPS
    forms = _DIRECTIONS.get(fact.key["measure"] if of_gap else fact.measure)
    if forms is None or not isinstance(fact.value, (int, float)):
        return tell(fact)
    told = tell(fact)
    if told.lstrip("-").startswith("0") and float(re.sub(r"[^\d.]", "", told) or 0) == 0:
        return forms[2].format(told)
    return forms[0 if fact.value > 0 else 1].format(told.lstrip("-"))


_LAST_NEXT = re.compile(r"(next|last|past|coming|first|previous) \d+ \w+\Z")
_AS_IT_IS = re.compile(
    r"(today|tomorrow|yesterday|(next|last|this|previous|coming) (week|month|quarter|year|weekend|\w+day))\Z"
)


def when_phrase(label: str, start: date, end: date) -> str:
    """The window in a sentence, without its dates: `over the next 7 days`, `tomorrow`, `from 3 May to 5 May`."""
    text = label.strip().removeprefix("the ")
    lowered = text.lower()
    if _LAST_NEXT.match(lowered):
        return f"over the {lowered}"
    if _AS_IT_IS.match(lowered):
        return text if lowered.split()[-1].endswith("day") and len(lowered.split()) == 2 else lowered
    if start == end:
        return f"on {short_date(start)}"
    return f"from {short_date(start)} to {short_date(end)}"


_SHORT = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b(?! \d{{4}})")


def add_years(text: str, days: tuple[date, ...]) -> str:
    """Give every date of `days` that stands without a year its year: `14 March` -> `14 March 2025`.

    Where the same day and month occurs with two years among `days`, it is left alone (the check then finds it).
    """
    years: dict[tuple[int, str], set[int]] = {}
    for day in days:
        years.setdefault((day.day, MONTHS[day.month - 1]), set()).add(day.year)

    def year(match: re.Match[str]) -> str:
        found = years.get((int(match[1]), match[2]), set())
        return f"{match[0]} {next(iter(found))}" if len(found) == 1 else match[0]

    return _SHORT.sub(year, text)
