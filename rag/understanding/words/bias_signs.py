# ruff: noqa: E501 - a pattern is read on one line
"""The sign of a forecast's bias in words: positive where it is too high, negative where it is too low."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.plan import Filter

__all__ = ["bias_sign", "signed_bias"]

_NOUN = r"(?:forecast\w*|predict\w*|estimat\w*|guess\w*|project\w*|bias\w*|numbers?|figures?|planned|plan)"
_LOW = re.compile(
    rf"\btoo (?:low|little|few|small|pessimistic|cautious|timid|careful)\b|\bunder-? ?(?:forecast|estimat|predict|shoot|shot|project|call|stat|guess|rat|plan)\w*"
    rf"|\b(?:lower|less|fewer) than (?:the )?(?:actual\w*|real\w*|what (?:we |was )?(?:really |actually )?s)|\b{_NOUN}\b[^?]{{0,30}}\b(?:pessimistic|on the low side)\b|\b(?:forecast|predict|estimat)\w*\b[^?]{{0,25}}\b(?:fell|falls?|came|stay\w*|was|were|is|are|lay|lies) (?:\w+ )?(?:short|below|under)\b|\bpessimistic(?:ally)? {_NOUN}|\b(?:on|to|at) the low(?:er)? (?:side|end)\b|\bnegative(?:ly)? bias\w*|\bbias\w*\b[^?]{{0,20}}\bnegative\b"
    rf"|\b(?:sell|sold|sells|selling|sales)\b[^?]{{0,25}}\bmore than (?:\w+ )?(?:forecast|predict|expected|projected|planned)\w*"
)
_HIGH = re.compile(
    rf"\btoo (?:high|much|many|big|large|optimistic|bullish)\b|\bover-? ?(?:forecast|estimat|predict|shoot|shot|project|call|stat|guess|rat|plan)\w*"
    rf"|\b{_NOUN}\b[^?]{{0,30}}\b(?:optimistic|on the high side)\b|\boptimistic(?:ally)? {_NOUN}|\b(?:on|to|at) the high(?:er)? (?:side|end)\b|\bpositive(?:ly)? bias\w*|\bbias\w*\b[^?]{{0,20}}\bpositive\b"
    rf"|\b(?:sell|sold|sells|selling|sales)\b[^?]{{0,25}}\b(?:less|fewer) than (?:\w+ )?(?:forecast|predict|expected|projected|planned)\w*"
)


def bias_sign(text: str) -> int:
    """-1 where a text speaks of forecasts that are too low, 1 of those too high, 0 of neither or both."""
    return (_HIGH.search(text) is not None) - (_LOW.search(text) is not None)


def signed_bias(filters: list[Filter], text: str) -> list[Filter]:
    """ "More than 20% too low" is a bias below -20%; one that says how far needs no other that says which way."""
    limits = [f for f in filters if f.column == "bias_pct" and isinstance(f.value, (int, float)) and f.value]
    if not limits:
        return filters
    sign = bias_sign(text)
    signed = [_signed(f, sign) for f in limits]
    kept = [f for f in filters if f.column != "bias_pct"]
    ways = [f for f in filters if f.column == "bias_pct" and not f.value]
    away = sign and any((f.op in (">", ">=")) == (f.value > 0) for f in signed)
    if ways and not away:  # "too low, but by less than 10%": between that and nothing
        return [*kept, *ways, *signed]
    return [*kept, *signed, *(_nearer(f) for f in signed if sign and not away and not ways)]


_OTHER_WAY = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


def _signed(condition: Filter, sign: int) -> Filter:
    if sign >= 0 or condition.value < 0:
        return condition
    return replace(condition, op=_OTHER_WAY.get(condition.op, condition.op), value=-condition.value)  # type: ignore[arg-type]


def _nearer(condition: Filter) -> Filter:
    return Filter("bias_pct", "<" if condition.value < 0 else ">", 0)
