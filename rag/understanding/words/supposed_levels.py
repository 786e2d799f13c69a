# ruff: noqa: E501 - a pattern is read on one line
"""What a what-if supposes of the service level: "if 90% service is enough", "if we dropped that level to 85%"."""

from __future__ import annotations

import re

from rag.plan import Scenario
from rag.understanding.words.numbers import IF
from rag.understanding.words.supposed_orders import Result

__all__ = ["service_level"]

_PERCENT = r"(?P<{name}>\d{{2}}(?:\.\d+)?) ?(?:%|percent)"
_NAMED = re.compile(
    r"(?P<n>\d{2}(?:\.\d+)?) ?(?:%|percent)?[ -](?:cycle )?(?:service(?: level)?|availability)\b|(?:service level|availability)(?: target)?(?: (?:\w+|\[\w+\])){0,6}? (?:to|of|at|is|was|were|be|=|from \d+ ?%? to) ?(?P<m>\d{2}(?:\.\d+)?) ?(?:%|percent)?|(?:to|at|of|with) (?P<k>0?\.9\d*) service level"
)
#: "We talk about 99%. What level do we run today?"
_LEVEL_NOW = re.compile(
    r"\bwhat\b[^?]{0,25}\blevel\b[^?]{0,25}\b(?:today|right now|now|currently|at present|at the moment)\b"
)
#: "If we dropped that level to 85%", "with the level lowered to 85%": a level of anything else says so
_LEVEL = re.compile(
    rf"\b(?<!stock )(?<!price )(?<!inventory )(?<!demand )(?<!sales )(?<!up to )level(?: (?!is\b)(?:\w+|\[\w+\])){{0,4}}? (?:to|of|at|were|was|be|only|just) (?:only |just )?{_PERCENT.format(name='n')}"
)
_CHANGED = r"(?:drop|lower|cut|reduc|bring|brought|go|went|gone|move|set|put|rais|lift|increas|push|take|took|chang|relax|eas|tighten|settl|accept|aim|turn|switch)\w*"
#: "What is the safety stock? And if we cut it to 85%?"
_IT = re.compile(
    rf"\b{_CHANGED}(?: (?:it|that|this))?(?: (?:down|up|back|with|for|on))*(?: to| at| with| for)? {_PERCENT.format(name='n')}(?! (?:of|less|more|lower|higher))"
)
_HOLDS = re.compile(r"\b(?:service|safety stocks?|buffers?|reorder points?|safety level)\b")
_OF_ELSE = re.compile(
    r"\b(?:demand|sales|sell\w*|sold|forecast\w*|prices?|costs?|lead|deliver\w*|customers?|quantile|probability|chance)\b"
)
_SUPPOSED = re.compile(r"\b(?:with|at|lowered|raised|cut|reduced|increased)\b")


def service_level(text: str) -> Result:
    match = _NAMED.search(text) or _changed(text)
    if not match or _LEVEL_NOW.search(text):
        return None
    found = match.groupdict()
    value = float(found["n"] or found["m"] or found["k"])
    return Scenario("cycle_service_level", round(value if value < 1 else value / 100, 4), unit="fraction"), match


def _changed(text: str) -> re.Match[str] | None:
    """ "That level" or "it" set to a percentage, where nothing but the stock to be held is spoken of."""
    if _OF_ELSE.search(text):
        return None
    if match := _LEVEL.search(text):
        return match if IF.search(text) or (_SUPPOSED.search(text) and _HOLDS.search(text)) else None
    return _IT.search(text) if IF.search(text) and _HOLDS.search(text) else None
