"""When a shown number is a fact's value: the rounding rule, hedges, units, signs."""

from __future__ import annotations

import math
import re

from llm.telling import tell
from llm.verify.mentions import Hedge, Mention, unit_class
from rag.facts import Fact

__all__ = ["fact_unit", "rounds_to", "same_unit", "shown_as"]

#: A whole number may stand for a value with decimals from this size on: the error stays below 5%.
WHOLE_FROM = 10.0
#: "about 400" may stand for 390 to 410.
HEDGED = 0.025
#: "more than 390" and "nearly 400" may be this far away.
BOUNDED = 0.05


_COUNTED = frozenset({"stores", "suppliers", "lines", "alerts", "orders", "notes", "categories"})


def rounds_to(shown: float, decimals: int, value: float, hedge: Hedge = "") -> bool:
    """Whether `shown`, written with `decimals`, is a rounding of the size of `value`.

    >>> rounds_to(124.3, 1, 124.34), rounds_to(124, 0, 124.34), rounds_to(4, 0, 4.4), rounds_to(400, 0, 397, "about")
    (True, True, False, True)
    """
    size = abs(value)
    if math.isnan(shown):
        return False
    if decimals >= 0 and _is_rounding(shown, decimals, size):
        return True
    if hedge == "about":
        return abs(shown - size) <= HEDGED * size and _is_round(shown)
    if hedge == "over":
        return size > shown and size - shown <= BOUNDED * size and _is_round(shown)
    if hedge == "under":
        return size < shown and shown - size <= BOUNDED * size and _is_round(shown)
    return False


def _is_rounding(shown: float, decimals: int, size: float) -> bool:
    half = 0.5 * 10.0**-decimals
    if abs(shown - size) > half * (1 + 1e-9) + 1e-9 * size:
        return False
    if abs(shown - size) <= 1e-9 * max(1.0, size):
        return True
    if decimals == 0:
        return size >= WHOLE_FROM or abs(shown - size) <= 0.05
    return shown != 0 or size < 10.0 ** -(decimals + 1)


def _is_round(shown: float) -> bool:
    """At most two significant digits: 400, 1,200, 2.5."""
    if shown == 0:
        return False
    digits = f"{shown:.6g}".replace(".", "").lstrip("0").split("e")[0].rstrip("0")
    return len(digits) <= 2


def fact_unit(fact: Fact) -> str:
    """Unit class of a fact, comparable with that of a mention."""
    unit = fact.unit.strip()
    if unit == "%" or re.fullmatch(r"[A-Z]{3}", unit):
        return unit
    if unit == "currency":
        return "currency"
    if unit == "fraction":
        return ""
    return unit_class(unit.split()[0]) if unit else ""


def same_unit(mention: str, fact: str) -> bool:
    """A percentage, an amount of money and a length of time must say so; units may be left out."""
    if fact == "currency":
        return bool(re.fullmatch(r"[A-Z]{3}", mention))
    if mention == fact:
        return True
    if fact == "":  # a count of anything: days with a peak, products, alerts
        return mention in ("", "units", "products", "days", "weeks") or mention in _COUNTED
    if fact in ("units", "lines", "alerts", "orders"):
        return mention in ("", "units", "products") or (fact != "units" and mention in _COUNTED)
    return False


def shown_as(mention: Mention, fact: Fact) -> bool:
    """Whether a number of a sentence is this fact's value, by size, unit and written sign."""
    if isinstance(fact.value, bool) or not isinstance(fact.value, (int, float)):
        return False
    if mention.signed and mention.signed * fact.value < 0:
        return False
    said = re.search(r"\.(\d+)", tell(fact))
    if 0 < mention.decimals < len(said[1] if said else "") and not mention.hedge:
        return False  # a part of the decimals: 1.53 EUR is not told as 1.5 EUR, nor a coefficient of 1.54 as 1.5
    return rounds_to(mention.value, mention.decimals, float(fact.value), mention.hedge) and same_unit(
        mention.unit, fact_unit(fact)
    )
