# ruff: noqa: E501 - a pattern is read on one line
"""Two times that are both asked for: "tomorrow, and the next seven days"."""

from __future__ import annotations

import re

from rag.understanding.plans.days_of_weeks import BETWEEN_THEM
from rag.understanding.words.patterns import COMPARE

__all__ = ["listed_windows"]

_LISTED = re.compile(
    r"\bthat day'?s? (?:sales|units|figures?) and (?:those|that|the (?:sales|same|units))? ?(?:of|for|on)? ?\[past\]|\[(?:past|future)\](?: only)?(?: \(|,| -|;|\.+)? ?(?:and|then|plus|\+|&|/|as well as|also)(?: then| also)?(?: \w+){0,4}? \[(?:past|future)\]"
    r"|\[(?:past|future)\](?:,? [\w\[\] ]{1,40})?\? (?:and|n|&|plus|then|also)(?: then| also| what about| how about| of| on| for| in| during)* \[(?:past|future)\]\W*$"
)


#: "Put the next 7 days next to the 7 days after those. What do you expect in each?"
_EACH_TIME = re.compile(
    r"\b(?:in|for|during|over|of) (?:each|both)(?: of (?:the )?(?:them|these|those|two|both))?(?: (?:weeks?|periods?|windows?|spans?|stretch\w*|times?))?(?:,? (?:separately|apart|please|alone|by itself|on its own))*[ ?.!]*$"
    r"|\b(?:each|both|the two|the 2)(?: of (?:the )?(?:them|these|those|two))?(?: (?:weeks?|periods?|windows?|spans?|totals|figures|numbers|values))?,? (?:separately|apart|on (?:its|their) own|by (?:itself|themselves)|side by side|next to each other)\b"
    r"|\b(?:both|the two|two|2) (?:figures|numbers|totals|values|sums)\b|\bone (?:figure|number|total|value) (?:each|for each)\b|\bunits (?:for|in) each\b"
)


def listed_windows(text: str) -> bool:
    """Are two times joined as things that are both asked for?"""
    if BETWEEN_THEM.search(text):
        return False  # "due on the 10th and comes on the 19th: what is sold between these two dates?"
    return bool(_EACH_TIME.search(text)) or (bool(_LISTED.search(text)) and not COMPARE.search(text))
