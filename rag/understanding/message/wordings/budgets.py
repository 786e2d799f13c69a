# ruff: noqa: E501 - a pattern is read on one line
"""Money that is allowed and what goes beyond it: "they won't go past 900", "what is the overrun?", "excess over 800"."""

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
_ASKS_EXCESS = rf"(?=[^¿]*(?:\b{_EXCESS}\b|\b(?:exceed|overshoot|overstep|overrun|overspend|breach|bust|burst|break|over budget|over the|over that|over it|above the|above that|above it|beyond (?:the|that|it)|too much|short|how (?:much|far) (?:over|above)\b)))"
_AT_ALL = r"(?:,? (?:and )?(?:not (?:a|one) (?:cent|penny|euro|dollar|pound) (?:more|above|over|beyond)(?: (?:it|that))?|no more|not more|max(?:imum)?|tops|at most|that is (?:it|all)))?"

_GIVES = r"(?:gives?|gave|grants?|granted|allows?|allowed|releases?|released|approves?|approved|offers?|offered|allots?|allotted|clears?|cleared|has (?:given|granted|approved|released|cleared|allowed))"
#: How much money is missing, and what is missing
_LACKS = r"(?:how (?:much|many (?:euros|dollars|pounds))(?: money)? (?:(?:lacks?|misses|fails)(?: (?:me|us))?|(?:is|are|will be|would be) (?:missing|lacking|short)|(?:do|would|will|am|are) (?:i|we) (?:be )?(?:lack|lacking|missing|short(?: of)?)|(?:would|will|does) (?:it |that )?(?:lack|be missing|be lacking)(?: (?:me|us))?)(?: then| there)?)"

_POT = r"(?:kitty|pot|till|purse|budget|cash ?box|account|bank|coffers|piggy bank|wallet)"
#: What is missing, where the message has told of a budget
_MISSING = r"(?:(?:what|which) (?:sum|amount)(?: of money)? (?:is|would be|will be) (?:missing|lacking|short)|by how much (?:am|are|is|would|will|do|does) (?:i|we|it|that|they)(?: be| go)? (?:over|above|short|beyond|too high|too dear|exceeding)(?: (?:it|that|this|the limit))?|how much (?:would|do|will|must|should|shall) (?:i|we) (?:have to |need to )?(?:find|get|ask(?: \w+)? for|add|put in|raise|beg for|request|scrape together|come up with)(?: (?:on top|in addition|extra|more|additionally|from somewhere))+|how much (?:more|extra|additional)(?: money)? (?:do|would|will) (?:i|we) (?:need|require|have to \w+)|how much (?:over|above|too much|too high|beyond) (?:is|would|are|will) (?:that|it|this|we|i)(?: be)?|(?:and|plus|&) the (?:overshoot|overrun|excess|gap|shortfall|hole|difference))(?=\W*$|[?.,;]| if\b| and\b| then\b)"

WORDINGS: tuple[tuple[str, str], ...] = (
    # "A ceiling of 900 on Leeds now": the limit is of now, the orders are all of them
    (
        rf"(?P<l>\b(?:ceiling|cap|limit|budget|allowance|maximum)\b[^.?!;]{{0,50}}?\d[^.?!;,]{{0,40}}?),? (?:now|today|as of (?:now|today)|from now on|at the moment)(?=[.,;!]){_WITH_BUYING}",
        r"\g<l>",
    ),
    # "Finance gives us only 900", "900 and not a penny more for Leeds"
    (
        rf"\b{_WHO} (?:has |have |had |will )?(?:only |just )*(?:gives?|gave|given|grants?|granted|leaves?|left|offers?|offered|hands?|handed|lets?)(?: (?:me|us))(?: have| spend)?(?: (?:only|just|exactly|at most|a mere|no more than|up to))* {_SUM}{_AT_ALL}(?! (?:{_OVER}|less|off)){_WITH_BUYING}{_ASKS_EXCESS}",
        r"the budget is \g<n>",
    ),
    (
        rf"(?P<b>^|[.!?;:,-] ){_SUM},? (?:and |but )?(?:not (?:a|one|a single) (?:cent|penny|euro|pound|dollar|dime|bean) more|no more than that|max(?:imum)?|tops|at most|that is (?:it|all)|is (?:all|everything|the most) (?:i|we) (?:have|get|can spend|may spend|got)|and (?:that is (?:it|all)|no more))(?P<w> (?:for|in|at) (?!(?:the |all )*(?:recommended|orders?)\b)[^.?!,;\d]{{2,40}}?)?(?=[.!;,]){_WITH_BUYING}{_ASKS_EXCESS}",
        r"\g<b>my budget\g<w> is \g<n>",
    ),
    # "The limit set by head office for Leeds is 900"
    (
        rf"\b(?:the |our |my |a )?{_LIMIT} (?:(?:that )?(?:is |was |has been )?(?:set|given|imposed|fixed|laid down|granted|approved|decided|drawn|put)|(?:coming )?from)(?: (?:by|from|on|down by) (?:the )?{_WHO})?(?P<w> (?:for|on|in|at) [^.?!,;\d]{{2,40}}?)?(?: (?:by|from) (?:the )?{_WHO})? (?:is|stands at|amounts to|comes to|=)(?: now)? {_SUM}{_WITH_BUYING}",
        r"my budget\g<w> is \g<n>",
    ),
    # "How much over it are we with all recommended orders?", "and how much too much?"
    (
        rf"\b(?:by )?how (?:much|far) {_OVER} (?:it|that|this|the {_LIMIT}) (?:(?:we|i|they) (?:are|am|would be|will be|go|would go|come)|(?:are|am|would|will|do) (?:we|i|they)(?: be| go| come)?)(?= with\b| if\b|[?.,;]|$){_WITH_BUYING}",
        "how much short are we",
    ),
    (
        r"(?P<b>\d[^¿]*?)\b(?:by )?how (?:much|many (?:euros|dollars|pounds)) (?:is it |is that |are (?:we|they) |would (?:that|it) be )?too (?:much|high|expensive|dear)(?: (?:is|would) (?:it|that)(?: be)?)?(?=\W*$|[?.,;])",
        r"\g<b>how much short are we",
    ),
    # "Leeds gets from finance 900", "they cut me to 900", "900 is the ceiling for Leeds", "only 900 is in the kitty"
    (
        rf"(?P<b>^|[.!?;:,] ?|\b(?:and|but|so|if) )(?P<x>(?-i:[A-Z])[\w'-]+) (?:gets?|got|has|receives?|received|was given|is given|has been given) (?:(?:only|just) )*(?:from {_WHO} )?(?:only |just )*{_SUM}(?: (?:from|by) {_WHO})?(?=[.!;,?]){_WITH_BUYING}",
        r"\g<b>the budget for \g<x> is \g<n>",
    ),
    (
        rf"\b{_WHO} (?:have |has |had )?(?:cut|capped|limited|reduced|trimmed|restricted|held|kept|brought|squeezed) (?:me|us|it|that|them)(?: down)? (?:to|at) {_SUM}{_WITH_BUYING}",
        r"the budget is \g<n>",
    ),
    (
        rf"(?<![\w.,]){_SUM} is (?:the|our|my|their) (?:absolute |upper |hard |very )?(?:limit|cap|ceiling|maximum|max|allowance|most|top)\b{_WITH_BUYING}",
        r"the budget is \g<n>",
    ),
    (
        rf"(?P<b>^|[.!?;:,] ?|\b(?:and|but|so|if|when) )(?:there (?:is|are) )?(?:only |just )*(?<![\w.,]){_SUM} (?:is |are |lies? |left |remains? )*in (?:the|our|my) {_POT}\b{_WITH_BUYING}",
        r"\g<b>the budget is \g<n>",
    ),
    (rf"(?P<b>^[^¿]*?\bbudget\b[^¿]*?){_MISSING}", r"\g<b>how much short are we"),
    (rf"{_MISSING}(?=[^¿]*\bthe budget is\b)", "how much short are we"),
    # "The boss gives only 900 for Leeds: what does all that you advise cost, and how much is lacking?"
    (
        rf"\b{_WHO} {_GIVES} (?:(?:me|us|it|them) )?(?:only |just |exactly |no more than |at most |not more than |max(?:imum)? )*{_SUM}{_WITH_BUYING}",
        r"the budget is \g<n>",
    ),
    # "How far short does 900 leave us at Leeds?"
    (
        rf"\bhow (?:far|much)(?: money)? short (?:does|do|would|will) {_SUM} (?:leave|put|get|have|land) (?:us|me|them)\b",
        r"my budget is \g<n>, how much short are we",
    ),
    # "Against the 900 from finance, how much is missing?"
    (
        rf"\b(?:against|with|from|compared (?:with|to)|measured against|given|out of|on|of) (?:the|my|our|these|those|their|just|only) {_SUM} (?:(?:that |which )?(?:i|we) (?:have|got|get|was given|were given)(?: (?:from|by) {_WHO})?|(?:(?:granted|approved|given|released|allowed) )?(?:from|by|of) {_WHO}|{_WHO} {_GIVES}(?: (?:me|us))?|{_LIMIT}),? (?:then )?(?:{_LACKS}|how (?:far|much) (?:short|over|above|too much)(?: (?:are|is|will|would) (?:i|we|it|that)(?: be)?)?)",
        r"the budget is \g<n>, how much short are we",
    ),
    # "How far over the limit of 900 euros?"
    (
        rf"\bhow (?:far|much)(?: (?:is|are|would|will) (?:it|that|this|they|we|i)(?: be)?)? {_OVER} (?:the|my|our|a|their|that)? ?(?:{_CAP} (?:of|at) {_SUM}|{_SUM.replace('?P<n>', '?P<n2>')} {_LIMIT})",
        r"the budget is \g<n>\g<n2>, how much short are we",
    ),
    (rf"(?=[^¿]*\b(?:budget|limit|cap|ceiling)\b)(?P<b>^[^¿]*?){_LACKS}(?=\W*$|[?.,;])", r"\g<b>how much short are we"),
    # "Finance won't go past 900", "they do not let me spend more than 900"
    (
        rf"\b{_WHO} {_NOT} (?:let (?:me|us) |allow (?:me|us) (?:to )?|have (?:me|us) )?(?:(?:go|going|spend|spending|pay|release|approve|sign(?: off)?(?: on)?|give(?: me| us)?|grant(?: me| us)?|allow(?: me| us)?|part with|hand out|authori[sz]e|fund|move) )(?:anything |a (?:cent|penny) |one (?:cent|penny) |further than )?(?:{_OVER} )?{_SUM}{_WITH_BUYING}",
        r"the budget is \g<n>",
    ),
    # "We only get 900 for Leeds", "we have 900 for Leeds, not a cent more"
    (
        rf"(?P<b>^|[.!?;:,] |\b(?:and|but|so) )(?:we|i)(?:['’]ve| have)? (?:only |just )*(?:get|got|have|receive|received|been given|were given|was given|am given|are given) (?:only |just |exactly |about )*{_SUM}(?: (?:approved|released|cleared|granted))?(?: (?:from|by) {_WHO})?(?P<w> (?:for|in) (?!(?:the |all |your |these )*(?:recommended|orders?)\b)[^.?!,;\d]{{2,40}}?)?(?: (?:from|by) {_WHO})?{_AT_ALL}(?=[.!;,]| and\b){_WITH_BUYING}{_ASKS_EXCESS}",
        r"\g<b>my budget\g<w> is \g<n>",
    ),
    # "How much more than 900 would I be spending?"
    (
        rf"\b(?:by )?how (?:much|many (?:euros|dollars|pounds)|far)(?: money)? {_OVER} {_SUM} (?P<v>(?:would|will|do|does|am|are|is|shall) (?:i|we|it|that|they|the [\w ]{{3,40}}?)\b[^?.;,]{{0,30}}?)(?= if\b| by\b| when\b| with\b| should\b|[?.,;]|$){_WITH_BUYING}",
        r"my budget is \g<n>, how much short are we",
    ),
    # "Leeds: cost of all orders, and excess over 900?"
    (
        rf"(?P<b>(?:,|\band|&|\+|^|[.;:?])(?: and)?(?: (?:what|how (?:much|big|large|high))(?:['’]s| is| would be| will be))? ?(?:the |any |our |my )?){_EXCESS} (?:over|above|beyond|of|against|vs\.?|versus|on) (?:(?:a |the |our |my )?{_LIMIT} (?:of |at |= ?)?)?{_SUM}",
        r"\g<b>budget is \g<n>, how much short are we",
    ),
    # "By how many dollars do the orders exceed a ceiling of 900?"
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
