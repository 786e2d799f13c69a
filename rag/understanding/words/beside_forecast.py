# ruff: noqa: E501 - a pattern is read on one line
"""Sales said as so much of the forecast, without the word demand: "every shop shifts double", "put it 10% under your forecast"."""

from __future__ import annotations

import re

__all__ = ["PUT_BESIDE", "SELLS_SO_MUCH", "WAS_WRONG"]

_SIZE = r"(?:\d+(?:\.\d+)?|ten|twenty|fifteen|thirty|fifty|five) ?(?:%|percent)"
_TIMES = r"(?:doubl\w*|twice|tripl\w*|three times|half)"

#: "Every shop shifts double the [product]": more of it goes over the counter, whatever is bought
SELLS_SO_MUCH = re.compile(
    rf"\b(?:sell|shift|flog|move|ring up|get rid of)s?\b(?: (?:off|out|about|exactly|just|only|even|of|up|to))* (?:{_TIMES}|\d+ ?(?:%|percent|times))"
    rf"|\b{_TIMES} (?:the|as (?:much|many)|what|of|that)?(?: (?:\w+|\[\w+\])){{0,3}} (?:is|are|gets?|be|were|was) (?:sold|shifted)\b"
)
#: "Let us put it ten percent under your forecast", "take 15% above the forecast"
PUT_BESIDE = re.compile(
    rf"\b(?:put|set|take|place|keep|see|plan|calculate|reckon|work)\b[^?.]{{0,80}}?\b{_SIZE} (?:under|beneath|below|short of|lower than|less than|above|over|on top of|higher than|more than) (?:your|the|our) (?:own )?forecast"
    # "demand for it doubles next week", "they fall 10% short of forecast": said, and not asked whether
    r"|(?<!will )(?<!does )(?<!do )(?<!did )(?<!would )(?<!could )(?<!should )(?<!can )(?<!the )\b(?:the )?(?:demand|sales|trade|business|volumes?|footfall)\b(?! (?:doubles?|triples?) (?:in|each|every))[^?.;]{0,40}? (?:doubles?|triples?|quadruples?|halves|(?:is|are|gets?) (?:doubled|tripled|halved)) \[future\]"
    rf"|(?<!not )\b(?:falls?|comes?(?: in)?|lands?|stays?|ends?(?: up)?|drops?|finish\w*|runs?) {_SIZE} (?:short of|below|under|beneath|above|over|beyond|ahead of|behind) (?:the |our |your )?(?:own )?(?:forecast|plan|target|expect\w+|predict\w+)"
)
#: "How many did you forecast too high by at least 20%?": a limit, and no supposition
WAS_WRONG = re.compile(
    r"\b(?:did|were|was|have|has|had|do|does)\b[^?]{0,40}\b(?:forecast|predict|estimat)\w*(?: \w+){0,3} too (?:high|low|much|little|many|few)\b"
)
