# ruff: noqa: E501 - a pattern is read on one line
"""What several tables of wordings are made of."""

from __future__ import annotations

__all__ = ["COUNT", "MONTH", "MOST_OF", "THINGS", "WHICH_DO_NOT"]

COUNT = r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen"
MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
THINGS = r"pieces|units|articles|items|products|goods|days|weeks|orders|lines|stores|shops|suppliers|customers"
#: "Most of our teas", "nearly all products"
MOST_OF = r"(?:(?:most|many|some|several|lots|plenty|a lot|the (?:vast )?majority|the bulk|(?:nearly|almost|practically) all|all but a few)(?: of)?(?: (?:the|our|my|your|these|those))?)"
#: "... Which ones don't?", at the end of a message
WHICH_DO_NOT = r"[.?!;,:]+ (?:(?:and|but|so|tell me|show me) )?(?:which|what)(?: (?:ones?|products?|items?|lines?|stores?|shops?|suppliers?|of (?:them|those|these)))? (?:(?:are|is|do|does|have|has)(?:n['’]?t| not))(?: (?:do so|it|that))?\W*$"
