# ruff: noqa: E501 - a pattern is read on one line
"""Money that is allowed and what goes beyond it: "they won't go past 650", "what is the overrun?", "excess over 715"."""

from __future__ import annotations

__all__ = ["WORDINGS"]

_WHO = r"(?:finance|controlling|controllers?|management|accounting|accounts|accountants?|head ?office|headquarters|hq|(?:the |my |our )?(?:boss|bosses|cfo|treasurer|board|bank|owners?|directors?|manager)|treasury|they|he|she)"
_NOT = r"(?:will not|won['’]?t|would not|wouldn['’]?t|can ?not|can['’]?t|may not|must not|do(?:es)? not|do(?:es)?n['’]?t|refuses? to|(?:am|are|is) not (?:allowed|permitted|willing|going) to)"
_OVER = r"(?:over|above|beyond|past|in excess of|on top of|more than|higher than|north of)"
_SUM = r"(?P<n>(?:(?:eur|usd|gbp) |[€$£] ?)?\d[\d.,]*\d(?: ?(?:euros?|eur|pounds?|gbp|dollars?|usd|bucks|quid|[€$£])(?!\w))?)(?![.,]?\d)(?! ?(?:units|pieces|days|weeks|lines|orders|%|percent|products|items|ml|kg|g\b|l\b|mm|cm|pack))"
_LIMIT = r"(?:(?:spending |order |purchase )?(?:limit|cap|ceiling|budget|maximum|max|allowance|line|mark|figure|sum|amount|frame))"
_CAP = r"(?:(?:spending |order |purchase )?(?:limit|cap|ceiling|budget|allowance))"
_EXCESS = r"(?:overrun|over-run|overspend|overspending|overshoot|overage|excess|exceedance|breach|surplus cost)"
#: What is bought, somewhere in the message
_BUYING = r"(?:order|buy|bought|purchas|recommend|advis|advice|propos|suggest|replenish|restock)\w*"
_WITH_BUYING = rf"(?=[^¿]*\b{_BUYING})"
_ASKS_EXCESS = rf"(?=[^¿]*(?:\b{_EXCESS}\b|\b(?:exceed|overshoot|overstep|overrun|overspend|breach|bust|burst|break|over budget|over the|over that|over it|above the|above that|above it|beyond (?:the|that|it)|too much|short)))"
_AT_ALL = r"(?:,? (?:and )?(?:not (?:a|one) (?:cent|penny|euro|dollar|pound) (?:more|above|over|beyond)(?: (?:it|that))?|no more|not more|max(?:imum)?|tops|at most|that is (?:it|all)))?"

_GIVES = r"(?:gives?|gave|grants?|granted|allows?|allowed|releases?|released|approves?|approved|offers?|offered|allots?|allotted|clears?|cleared|has (?:given|granted|approved|released|cleared|allowed))"
#: How much money is missing, and what is missing
_LACKS = r"(?:how (?:much|many (?:euros|dollars|pounds))(?: money)? (?:(?:lacks?|misses|fails)(?: (?:me|us))?|(?:is|are|will be|would be) (?:missing|lacking|short)|(?:do|would|will|am|are) (?:i|we) (?:be )?(?:lack|lacking|missing|short(?: of)?)|(?:would|will|does) (?:it |that )?(?:lack|be missing|be lacking)(?: (?:me|us))?)(?: then| there)?)"

WORDINGS: tuple[tuple[str, str], ...] = (
    # "For Leeds the boss gives only 1400. All what you advise costs how much, and how much lacks me then?"
    (
        rf"\b{_WHO} {_GIVES} (?:(?:me|us|it|them) )?(?:only |just |exactly |no more than |at most |not more than |max(?:imum)? )*{_SUM}{_WITH_BUYING}",
        r"the budget is \g<n>",
    ),
    # "How far short does 1195 leave us at Leeds if we place every order you advise?"
    (
        rf"\bhow (?:far|much)(?: money)? short (?:does|do|would|will) {_SUM} (?:leave|put|get|have|land) (?:us|me|them)\b",
        r"my budget is \g<n>, how much short are we",
    ),
    # "And against the 1195 from finance, how much is missing?"
    (
        rf"\b(?:against|with|from|compared (?:with|to)|measured against|given|out of|on|of) (?:the|my|our|these|those|their|just|only) {_SUM} (?:(?:that |which )?(?:i|we) (?:have|got|get|was given|were given)(?: (?:from|by) {_WHO})?|(?:(?:granted|approved|given|released|allowed) )?(?:from|by|of) {_WHO}|{_WHO} {_GIVES}(?: (?:me|us))?|{_LIMIT}),? (?:then )?(?:{_LACKS}|how (?:far|much) (?:short|over|above|too much)(?: (?:are|is|will|would) (?:i|we|it|that)(?: be)?)?)",
        r"the budget is \g<n>, how much short are we",
    ),
    # "Cost of all recommended orders, and how far over the EUR 2,000 limit?"
    (
        rf"\bhow (?:far|much)(?: (?:is|are|would|will) (?:it|that|this|they|we|i)(?: be)?)? {_OVER} (?:the|my|our|a|their|that)? ?(?:{_CAP} (?:of|at) {_SUM}|{_SUM.replace('?P<n>', '?P<n2>')} {_LIMIT})",
        r"the budget is \g<n>\g<n2>, how much short are we",
    ),
    (rf"(?=[^¿]*\b(?:budget|limit|cap|ceiling)\b)(?P<b>^[^¿]*?){_LACKS}(?=\W*$|[?.,;])", r"\g<b>how much short are we"),
    # "Finance won't go past 650", "they do not let me spend more than 650"
    (
        rf"\b{_WHO} {_NOT} (?:let (?:me|us) |allow (?:me|us) (?:to )?|have (?:me|us) )?(?:(?:go|going|spend|spending|pay|release|approve|sign(?: off)?(?: on)?|give(?: me| us)?|grant(?: me| us)?|allow(?: me| us)?|part with|hand out|authori[sz]e|fund|move) )(?:anything |a (?:cent|penny) |one (?:cent|penny) |further than )?(?:{_OVER} )?{_SUM}{_WITH_BUYING}",
        r"the budget is \g<n>",
    ),
    # "We only get 597 from finance for Austin", "we have 715 for Denver, not a cent more"
    (
        rf"(?P<b>^|[.!?;:,] |\b(?:and|but|so) )(?:we|i)(?:['’]ve| have)? (?:only |just )*(?:get|got|have|receive|received|been given|were given|was given|am given|are given) (?:only |just |exactly |about )*{_SUM}(?: (?:approved|released|cleared|granted))?(?: (?:from|by) {_WHO})?(?P<w> (?:for|in) (?!(?:the |all |your |these )*(?:recommended|orders?)\b)[^.?!,;\d]{{2,40}}?)?(?: (?:from|by) {_WHO})?{_AT_ALL}(?=[.!;,]| and\b){_WITH_BUYING}{_ASKS_EXCESS}",
        r"\g<b>my budget\g<w> is \g<n>",
    ),
    # "How much more than 597 would I be spending if I followed every recommendation?"
    (
        rf"\b(?:by )?how (?:much|many (?:euros|dollars|pounds)|far)(?: money)? {_OVER} {_SUM} (?P<v>(?:would|will|do|does|am|are|is|shall) (?:i|we|it|that|they|the [\w ]{{3,40}}?)\b[^?.;,]{{0,30}}?)(?= if\b| by\b| when\b| with\b| should\b|[?.,;]|$){_WITH_BUYING}",
        r"my budget is \g<n>, how much short are we",
    ),
    # "Denver: cost of all recommended orders, and excess over 715?"
    (
        rf"(?P<b>(?:,|\band|&|\+|^|[.;:?])(?: and)?(?: (?:what|how (?:much|big|large|high))(?:['’]s| is| would be| will be))? ?(?:the |any |our |my )?){_EXCESS} (?:over|above|beyond|of|against|vs\.?|versus|on) (?:(?:a |the |our |my )?{_LIMIT} (?:of |at |= ?)?)?{_SUM}",
        r"\g<b>budget is \g<n>, how much short are we",
    ),
    # "By how many dollars do the orders exceed a ceiling of 650?"
    (
        rf"\b(?P<v>exceed\w*|overshoot\w*|overstep\w*|overrun\w*|go(?:es|ing)? (?:over|above|beyond|past)|break(?:s|ing)?|burst(?:s|ing)?|bust(?:s|ing)?|breach\w*) (?:a|an|the|our|my|their|this|that) {_CAP} (?:of|at) {_SUM}",
        r"\g<v> the budget of \g<n>",
    ),
    (
        r"\bby (?:how many (?:euros|dollars|pounds|bucks|quid)|what (?:sum|amount)) (?=(?:do|does|would|will|are|is|am)\b[^?.]{0,80}\b(?:exceed|overshoot|overstep|overrun|go|going|break|burst|bust|breach|over|above|beyond)\w*)",
        "by how much ",
    ),
    # "What would be the overrun?", "what's the excess over that limit?", "what is that above the budget?"
    (
        rf"\b(?:(?:what|how (?:much|big|large|high))(?:['’]s| is| are| would| will| does| do) (?:(?:be )?(?:the|our|my|that) )?{_EXCESS}(?: (?:be|come to|amount to))?(?: then)?(?: (?:over|above|beyond|of|on|against) (?:the|that|this|it|my|our)(?: {_LIMIT})?)?|(?:what|how (?:much|far))(?:['’]s| is| are| would| will) (?:that|it|this|they|we|i)(?: be)? {_OVER} (?:the|that|this|my|our) {_LIMIT})(?=\W*$| if\b|[?.,;])",
        "how much short are we",
    ),
)
