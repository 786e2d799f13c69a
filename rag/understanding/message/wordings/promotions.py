# ruff: noqa: E501 - a pattern is read on one line
"""What a promotion brings, in other words: "if we put it in the leaflet, sales are how much percent higher?"."""

from __future__ import annotations

__all__ = ["WORDINGS"]

_CAMPAIGN = r"(?:action|promo(?:tion)?|offer|special(?: offer)?|leaflet|flyer|campaign|deal|brochure|discount)"
_HOW_MUCH_MORE = r"(?:how (?:many|much) (?:percent|%)(?: (?:more|higher|extra|better|up))?|by how (?:many|much) (?:percent|%)|what (?:percent|percentage)(?: (?:more|higher|extra|better|up))?|how much (?:more|higher|better))"
_THERE = r"(?P<p>(?: (?:in|at) (?-i:[A-Z])[\w-]+| there)?)"
_USUALLY = r"(?:(?:normal+y|usual+y|typical+y|on average|as a rule|in general|general+y)(?: are| do)? ?)?"

WORDINGS: tuple[tuple[str, str], ...] = (
    # "Which offers start next week?", "what promos are on in the next days?"
    (r"^(?P<l>\W*(?:(?:and|so|ok|okay|then|now)\b,? )*)(?:what|which) (?:offers?|promos?|promotions?|specials?|special offers|deals?|campaigns?)(?: do we have(?: on| running| planned)?| (?:will |are |is |do )?(?:(?:start|begin|kick off|run|come up|go live|starting|beginning|running|coming up|planned|on|live|due|scheduled)\b ?)+)(?: in| over| during| within)?(?: the)? (?:next|coming) (?:few )?days(?= ?[?.]*$)", r"\g<l>which products are on promotion in the next 7 days"),
    (r"^(?P<l>\W*(?:(?:and|so|ok|okay|then|now)\b,? )*)(?:what|which) (?:offers?|promos?|promotions?|specials?|special offers|deals?|campaigns?)(?: do we have(?: on| running| planned)?| (?:will |are |is |do )?(?:(?:start|begin|kick off|run|come up|go live|starting|beginning|running|coming up|planned|on|live|due|scheduled)\b ?)+)(?P<t>(?:in|over|during|within|from|for|on)? ?(?:the )?(?:next|this|coming|tomorrow)\b[^?.,;]{0,25})(?= ?[?.]*$)", r"\g<l>which products are on promotion \g<t>"),
    # "We're planning the next leaflet and I'd like to put the soap in it. What percent extra does a promotion bring for it?"
    (rf"(?:^|(?<=[.!?] ))(?:(?:we|i)(?:'re| are|'m| am) (?:planning|preparing|making|putting together|working on|doing|drafting) (?:the|our|a|my) (?:\w+ )?{_CAMPAIGN},? (?:and|so|where|in which) )?(?:maybe |perhaps )?(?:i|we)(?:'d| would|'m| am|'re| are|'ve| have)?(?: (?:like|love|want|plan|planning|think|thinking|wonder|wondering|consider|considering|tempted|thought))(?: (?:to|about|of|whether to|if we should|whether we should))? (?:putting|having|including|adding|featuring|taking|put|have|include|add|feature|take) (?P<x>[^.?!;]{{2,60}}?) (?:in(?:to)?|on|for) (?:it|that|(?:the|our|an?|my|this) (?:\w+ ){{0,2}}?{_CAMPAIGN})[.!;:]+ +(?P<q>[^?]*\b(?:percent|%|effect|uplift|lift|bring|boost|impact)\b)", r"for \g<x>, \g<q>"),
    # "What effect in percent does a promotion have on it?"
    (rf"\b(?:what|which|how (?:big|large|strong|much)(?: an?| is the| of an?)?) (?:effect|impact|influence|difference|uplift|boost|lift)(?:,? (?:in|as a) (?:percent(?:age)?|%),?)? (?:does|do|has|have|would|will|did|can) (?:an? |the |our |being (?:on|in) )?(?:typical |normal |usual )?{_CAMPAIGN}s?(?: (?:usually|normally|typically|generally))?(?: (?:have|make|bring|give))?(?: (?:on|for|to|with|in))", "what is the promotion uplift of"),
    # "If we put the soap in action, sales are normally how much percent higher?"
    (rf"\b(?:if|when|whenever|once) (?:we|i|you) (?:put|have|run|do|place|take|set|bring) (?P<x>[^?.!;]{{2,60}}?) (?:in(?:to)?|on|under) (?:an? |the |our )?{_CAMPAIGN}{_THERE},? (?:{_USUALLY}{_HOW_MUCH_MORE} (?:(?:do|does|will|are|is|would) )?(?:(?:we|it|they|sales|the sales|demand) )?{_USUALLY}(?:sell|sells|go up|rise|higher|increase|be higher|grow|more)?|(?:then )?(?:the |its )?(?:sales|demand|it|they|we) (?:is|are|go|goes|rises?|grows?|increases?|sells?|will be|will go)(?: up)? {_USUALLY}{_HOW_MUCH_MORE}(?: (?:higher|more|up|better))?)", r"what is the promotion uplift of \g<x>\g<p> in percent"),
    # "What percent extra does a promotion bring for it?"
    (rf"\b(?:what|which|how many|how much|by (?:what|how many|how much))(?: an?)? (?:extra |additional )?(?:percent(?:age)?|%)(?: (?:of )?(?:extra|more|additional|higher|better|on top|rise|increase|plus))?(?: sales| units| demand)? (?:does|do|will|would|can|did) (?:an? |the |our |being (?:on|in) )?(?:typical |normal |usual )?{_CAMPAIGN}s? (?:usually |normally |typically |generally )?(?:bring|give|add|yield|make|mean|get|earn|gain|contribute)(?: (?:us|me|in|you))*(?: (?:for|of|with|to|on)\b)", "what is the promotion uplift of"),
)  # fmt: skip
