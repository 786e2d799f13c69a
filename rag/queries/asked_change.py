# ruff: noqa: E501 - a pattern is read on one line
"""Does the question of a what-if ask for the change itself, beside the new figure?"""

from __future__ import annotations

import re

__all__ = ["EXTRA"]

#: "How many extra units is that?": the change itself.
EXTRA = re.compile(
    r"\bhow (?:many|much)(?: (?:euros?|eur|money|units|pounds|dollars))? (?:extra|more|additional|fewer|less)\b"
    r"|\b(?:extra|additional) units\b"
    r"|\bby how (?:many|much)\b|\bdifference\b|\bon top of\b"
    r"|\b(?:units?|pieces|sales|how (?:many|much)|what|amount|quantity)(?: (?:that|do|does|will|would|should|are|is))? (?:we|i|they|it|you|one)(?:'d|'ll| would| will| should| are| is)?"
    r" (?:then )?(?:miss(?:ing)?|los(?:e|ing)|lack(?:ing)?|forgo|gain|be missing|give up)\b"
    r"|\b(?:gain|drop|increase|decrease|rise|fall|uplift|shortfall) in (?:units|pieces|sales)\b|\b(?:loss|gap|missing units|lost units|units (?:lost|missing|gained|foregone)|change) (?:in|of|to|against|from|versus|vs|compared) (?:units|pieces|it|that|today|the|now)\b"
    r"|\b(?:plus|and|with) (?:also )?the (?:loss|gap|change|missing units|lost units|drop|increase|decrease)\W*$"
    r"|\bhow (?:many|much) (?:is|are|would|will) (?:it|that|this)(?: be)? (?:more|less)\b"
    # "how many of them are extra", "of which how many come on top", "the extra part by itself"
    r"|\bhow (?:many|much) (?:of (?:them|those|these|it|that|which)|(?:units|pieces)(?: of (?:it|them|that|those))?) (?:is|are|were|would|will|comes?|do|does)(?: \w+)?? (?:extra|additional|more|new|surplus|on top|gone|lost|missing|because of|due to|thanks to|down to)\b"
    r"|\b(?:extra|additional|added|surplus|missing|lost) (?:part|portion|quantity|amount|volume|units|pieces|ones|demand|sales)\b|\bthe (?:extra|surplus|shortfall|change|plus|minus)\b(?! (?:mile|cost|hour|time|day|delivery|stock))"
    r"|\bhow (?:many|much)(?: units| pieces)? (?:above|below|over|under|beyond|short of) (?:the |our |your |that |it|plan\b|forecast|target|normal|usual)"
    r"|\bhow (?:many|much)(?: units| pieces)?(?: (?:do|does|did|would|will|are|is))? (?:that |this |it |the (?:ads|campaign|offer|promotion|leaflet) )?(?:adds?|brings?|contributes?|costs? us|take(?:s)? (?:away|off)|knocks? off)\b",
    re.IGNORECASE,
)
