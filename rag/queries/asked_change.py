# ruff: noqa: E501 - a pattern is read on one line
"""Does the question of a what-if ask for the change itself, beside the new figure?"""

from __future__ import annotations

import re

__all__ = ["asks_the_change"]

_SIZE = r"(?:\d+(?:\.\d+)? ?(?:%|percent|per cent|pct)|\b(?:an?|one) (?:half|third|quarter|fifth|tenth)|\bhalf|\btwice|\bdouble)"
_MORE = r"(?:extra|additional|surplus|more|fewer|less|on top(?: of)?|above|below|over|under|beyond|short of|missing|lost|gain\w*|loss)"
#: What is supposed: "30% on top", "an extra 30%", "the leaflet adds 30%"
_SUPPOSED = re.compile(
    rf"{_SIZE}(?: (?!how\b|what\b)\w+){{0,2}}? {_MORE}\b|\b{_MORE}(?: of| about| around| by)* {_SIZE}"
    rf"|\b(?:adds?|added|brings?|brought|costs?|takes?|took|knocks?|los[et]s?|gains?)(?: \w+){{0,2}}? {_SIZE}",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:extra|additional(?:ly)?|surplus|on top|difference|delta|gap|shortfall|missing|loss|forgone|foregone"
    r"|(?:by )?how (?:many|much)(?: (?:units|pieces|money|euros?|pounds|dollars))?(?: (?:is|are|would|will)(?: (?:it|that|this))?(?: be)?)? (?:more|fewer|less|above|below|over|under|beyond|short)|by how (?:many|much)"
    r"|(?:what|how (?:many|much)|units|pieces|sales|quantity|amount)\b[^?.,;]{0,30}? (?:miss|lose|losing|lost|lack|lacking|forgo|gain|give up|new|gone|added)"
    r"|(?:increase|decrease|rise|drop|fall|change|uplift|gain) (?:in|of|to|against|from|versus|vs|compared) (?:units|pieces|sales|it|that|today|the|now)"
    r"|(?:plus|and|with) (?:also )?the (?:gain|change|drop|increase|decrease)|the (?:change|plus|minus)(?! (?:and|or)\b)"
    r"|how (?:many|much)\b[^?.,;]{0,40}? (?:adds?|brings?|contributes?|costs? us|takes? (?:away|off)|knocks? off|because of|due to|thanks to|down to))\b",
    re.IGNORECASE,
)


def asks_the_change(question: str) -> bool:
    """ "30% more demand: how many units on top?": not only how many in all."""
    return _CHANGE.search(_SUPPOSED.sub(" ", question)) is not None
