# ruff: noqa: E501 - a pattern is read on one line
"""Money that is allowed, and how the recommended orders stand to it, however both are told.

A budget is read from three things that a message holds, wherever they stand: a sum of money, somebody or something
that allows no more of it (finance, the boss, a cap, a purse, "we only have"), and the question how the cost stands to
it (over, missing, left, enough). The sum is then told as "the budget is 900" and the question as "how much short are
we" or "how much of the budget is left", which the rest of the reading knows.
"""

from __future__ import annotations

import re

__all__ = ["with_the_budget_told"]

_MARK = r"(?:€|\$|£|eur(?:os?)?\b|euros?\b|gbp\b|usd\b|pounds?\b|dollars?\b|bucks\b|quid\b)"
#: What a number counts that is no money
_COUNTED = (
    r"(?:%|percent|per ?cent|pct|units?|pcs|pieces?|items?|products?|articles?|skus?|lines?|orders?|packs?|cases?|boxes|bags?|cans?|bottles?|tabs|tablets|sheets|stores?|shops?|suppliers?"
    r"|days?|wks?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|o'?clock|am|pm|st|nd|rd|th|times|x|kg|g|mg|l|ml|cl|cm|mm|m|w|v|a|mah|inch"
    r"|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b"
)
_SUM = re.compile(
    rf"(?<![\w.,/:#-])(?P<before>{_MARK} ?)?(?P<n>\d{{1,3}}(?:[.,]\d{{3}})+(?:[.,]\d{{1,2}})?|\d{{2,}}(?:[.,]\d{{1,2}})?(?:k\b)?|\d(?:\.\d+)?k\b|\d(?= ?(?:€|euros?|eur|pounds?|gbp|dollars?|usd|bucks|quid)(?!\w)))(?P<after> ?{_MARK})?"
    rf"(?![\w/]|[.,:-]\d|-\w| ?(?:x|-) ?\d| ?%| (?:out )?of\b| {_COUNTED})",
    re.IGNORECASE,
)
_WHO = r"(?:finance|controlling|controllers?|accounting|accounts|accountants?|management|managers?|head ?office|headquarters|hq|boss|bosses|chef|chief|cfo|ceo|treasur(?:y|ers?)|board|banks?|owners?|directors?|department|team)"
_POT = r"(?:budgets?|purse|pot|kitty|till|wallet|coffers?|cash ?box|money ?box|war chest|account|allowance|limits?|caps?|ceilings?|lid|maximum|max|frame|spending|spend|money|cash|funds|purchasing)"
#: Someone or something that allows a sum, or a bound that leaves no doubt of it
_ALLOWING = re.compile(
    rf"\b(?:{_WHO}|budgets?|purse|pot|kitty|till|wallet|coffers?|cash ?box|money ?box|war chest|allowance|limit|cap|caps|capped|ceiling|spending|spend|allow(?:s|ed)|grant(?:s|ed)|releas(?:e|es|ed)|approv(?:es|ed)|allot(?:s|ted)|allocated|earmarked|signed off|freed up|set aside|hand(?:s|ed)|available"
    rf"|not (?:a|one|a single) (?:cent|penny|euro|pound|dollar|dime|bean)|(?:cut|cuts|trim(?:s|med)?|squeez\w+) (?:me|us)|max(?:imum)?|at most|no more than|not more than|tops|(?:i|we)(?:['’]?ve)? (?:only |just |have |get |got )*(?:have|get|got|receive)|(?:given|gave|gives?|let|lets|letting) (?:me|us)|(?:remain\w*|left|rest|remainder)(?: out)? of (?:the |my |our |that )?(?=[€$£]?\d)|(?:i|we)(?:['’]?ve)?(?: (?:have|was|were|been))* given|(?:won['’]?t|will not|can ?not|can['’]?t|must not|may not|not)(?: \w+){0, 3}? (?:past|over|above|beyond|more than)|free[sd]? up|^\W*(?:and |but )?with(?= [€$£]?\d)|(?:only|just) (?:got|get|have|had)|got(?= [€$£]?\d)|may|left)\b",
    re.IGNORECASE,
)
_OVER = r"(?:over|above|beyond|past|in excess of|more than|higher than|on top of|exceed\w*|overshoot\w*|overshot|overstep\w*|overrun\w*|overspen[dt]\w*|bust\w*|burst\w*|break\w*|breach\w*|blow\w*)"
_TOO_MUCH = r"too (?:much|high|expensive|dear|little|small)"
_SHORT = r"(?:short(?:fall|age)?|missing|lack(?:s|ing)?|miss|uncovered|deficit|gap|hole)"
_HOW_MUCH = r"(?:(?:by )?(?:ho?w (?:mu?t?ch|far|many (?:euros|pounds|dollars|bucks|quid))|(?:what|which) (?:amount|sum|extent|extra (?:amount|money|sum)))(?: (?:money|cash))?|(?:the |what )?(?:amount|sum|difference)(?: (?:by|of) which)?)"
#: How far the cost goes beyond the money
_EXCESS = re.compile(
    rf"(?:what(?: sum| amount| money)? (?:is|would be|will be) (?:missing|lacking|short)\b|{_HOW_MUCH}\b(?P<of>(?:[^.?!;]|\.(?=\d)){{0,90}}?)(?:\b(?:go(?:es|ing)?|come[s]?|land|lie[s]?|put[s]?|get|be|end up|fall|run)\b ?(?:me|us|that|it)? ?)?\b(?:{_OVER}|{_TOO_MUCH}|{_SHORT})\b(?: (?:it|that|this|them|(?:the|my|our|his|her|their|that|this) (?:{_POT}|{_WHO}(?:'s)?|sum|amount|line|mark|figure))(?=\W|$))?(?: of (?:it|that|money))?"
    rf"|(?:what(?:'s| is| would be| will be| does)? |how (?:big|large|high) (?:is|would|will)(?: be)? )?(?:any |the |its |our |my |that )?\b(?:over-?run|over-?spend(?:ing)?|over-?shoot|overage|excess(?! stock)|exceedance|shortfall|gap|hole|surplus cost|amount (?:over|missing|short)|over by|short by|(?:amount|sum|euros?|money) (?:beyond|above|too much|it is over))\b(?: (?:over|above|beyond|of|against|on|vs\.?|versus|to|leaves?|that leaves?|be)\b)*(?: (?:it|that|this|them|the|my|our)(?: {_POT})?(?=\W|$))?)",
    re.IGNORECASE,
)
#: What stays of the money, and whether it will do
_LEFT = re.compile(
    r"\b(?:(?:what|how much|which sum|what sum)(?: (?:money|cash|of (?:it|that|this|the (?:money|budget|cash|sum))))?[^.?!;,]{0,40}?\b(?:left(?: over)?|remain\w*|stays?|unspent|spare|still (?:have|there)|there (?:after\w*|then))\b|(?:the )?(?:rest|remainder) of (?:the|my|our|that) (?:money|budget|cash|sum)|(?:what|how much) (?:is|would be|will be) (?:left|over)\b|headroom|(?:remaining|resulting|leftover) (?:balance|budget|funds?|amount|money|sum))",
    re.IGNORECASE,
)
_ENOUGH = re.compile(
    rf"\b(?:enough|suffic\w+|afford|will (?:it|that) do|does (?:it|that) (?:do|cover|fit|reach)|cover\w*|within|fits?|(?:stay|keep|remain)\w* (?:below|under|within|inside)|pay (?:for )?(?:it|that|this|all|them|everything)|(?:is|are|am|will|would|do|does) (?:that|it|they|this|these|we|i|(?:the|all)[^.?!;,]{{0,60}}?)(?: be| go| come)? {_OVER}|how much (?:more|extra)|(?:what|which) extra (?:amount|sum|money)|compar\w+|next to (?:that|it)|(?:which|what)\b[^?.]*\b(?:orders?|buy|place|purchas\w+|go(?:es)? out|first))\b",
    re.IGNORECASE,
)
_BUYING = re.compile(
    r"\b(?:order|buy|bought|purchas|recommend|recom|advis|advice|propos|suggest|replenish|restock)\w*|\bpos?\b|\bthe (?:lot|list|bill)\b",
    re.IGNORECASE,
)
#: "Which orders are over 300 euros?": the sum bounds each of them
_EACH = re.compile(
    rf"\b(?:which|what|who|any|anything|everything|whatever|list|show|find|orders?|lines?|items?|products?|suppliers?|those|ones|worth|that|cost\w*|stores?|shops?)(?: (?:that|which|who|are|is|with|have|has|worth|cost\w*|an?|order|value|values?|of|in|total))* (?:{_OVER}|under|below|less than|at least|cheaper than|dearer than) ?$",
    re.IGNORECASE,
)
#: Words right before a sum that the telling of a budget makes needless
_LEADING = re.compile(
    rf"(?:\b(?:{_POT} (?:has|holds|contains|counts|allows|is good for|is down to|stands at)|only|just|exactly|about|at most|no more than|not more than|nothing (?:over|above)|up to|as much as|max(?:imum)?(?: of)?|a mere|a (?:maximum|limit|cap|ceiling|total|budget|sum) of|(?:the|my|our|a|their|its|his|these|those|approved|whole|said)|(?:budget|limit|cap|ceiling)(?: (?:of|is|at|=))?|{_OVER}|of|to|at|is|with|=|vs\.?|versus|against)[ :]*)+$",
    re.IGNORECASE,
)


#: "Finance has capped Leeds at 900", "the bank grants Leeds 900": the budget for it
_CAPS = re.compile(
    rf"(?:\b(?:the |my |our )?{_WHO} )?(?:(?:has|have|had|only|just|will|would) )*\b(?:caps?|capped|limit(?:s|ed)?|restrict(?:s|ed)?|holds?|held|grants?|granted|gives?|gave|allows?|allowed|allots?|allotted|hands?|handed|leaves?|left)(?: only| just)? (?P<of>(?!me$|us$|it$|that$|them$|to$|at$)[^.?!;:,]{{2,40}})$",
    re.IGNORECASE,
)
#: "There is a ceiling of 900 on Leeds now": the limit is of now, the orders are all of them
_NOW = re.compile(
    r"(?P<w>^(?: (?!order|recommend|urgent)[\w'’&-]+){0,5}?),? (?:now|as of now|at the moment)\b(?=[.,;!]|$)",
    re.IGNORECASE,
)


def with_the_budget_told(text: str) -> str:
    """`text` with its budget as "the budget is ..." and what is asked of it in plain words; unchanged without one."""
    asked = _EXCESS.search(text) or _LEFT.search(text) or _ENOUGH.search(text)
    if asked is None or not (_BUYING.search(text) or _ALLOWING.search(text) or _OF_THAT.search(text)):
        return text
    said = _the_sum(text)
    if said is None:
        return text
    before = _CAPS.sub(r"for \g<of>", _LEADING.sub("", text[: said.start()]).rstrip())
    after = _NOW.sub(r"\g<w>", text[said.end() :], count=1)
    text = f"{before} the budget is {said['n']} {_currency(said)}{after}".strip()
    text = _OVER_IT.sub(r"\g<o> the budget", text)
    text = _BY_HOW_MUCH.sub(", how much short are we", text)
    text = _LEFT.sub("how much of the budget is left", _EXCESS.sub(_short, text))
    return re.sub(r" +", " ", re.sub(r" +(?=[.,;:?!])", "", text)).strip()


def _currency(said: re.Match[str]) -> str:
    return (said["before"] or said["after"] or "").strip()


def _short(match: re.Match[str]) -> str:
    of = (match["of"] or "").strip()
    of = re.sub(r"^(?:do|does|did|would|will|is|are|am|if|can|could)\b ?", "", of)
    return f"how much short are we {f'with {of}' if of else ''} "


def _the_sum(text: str) -> re.Match[str] | None:
    """The sum that is allowed: with a currency, else where its clause says that somebody allows it."""
    bare = None
    for said in _SUM.finditer(text):
        left = text[: said.start()]
        if _NO_SUM.search(left):
            continue  # a year, "95 out of 100"
        if _EACH.search(left) and (_OF_THEM.match(text[said.end() :]) or not _HOW_FAR_OVER.search(left)):
            continue
        clause = _clause(text, said)
        if _ALLOWING.search(clause) or _HOW_FAR_OVER.search(left) or _OF_THAT.search(left) or _OF_ALL.search(left):
            if said["before"] or said["after"]:
                return said
            bare = bare or said
    return bare


#: "How much do the orders over 300 euros cost?"
_OF_THEM = re.compile(r"\W*(?:cost|come|add|sum|amount|make|are|is|were|exist|total|do)\b", re.IGNORECASE)
#: "How much is that over 900 euros?", "do we stay within 900?", "are they all together over 900?"
_OF_THAT = re.compile(
    rf"\b(?:how (?:much|far) (?:is|are|would|will|am) (?:that|it|they|this|these|those|we|i|all of it)(?: be)? {_OVER}|(?:do|would|will|can|could|did) (?:i|we) (?:still |then )?(?:stay|keep|remain|come in|be|end up|get by|land)(?: with)? (?:below|under|within|inside|beneath|{_OVER}))\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    rf"(?:^|[.?!] )(?:is|are|do|does|would|will) (?!there\b|any\b)[^?.]{{3,80}}? (?:together|altogether|in total|all told|in sum) (?:come to |cost |go |be )?{_OVER} ?$",
    re.IGNORECASE,
)
_BY_HOW_MUCH = re.compile(r",? and (?:if so,? )?by how much(?=\W*$)", re.IGNORECASE)
_OVER_IT = re.compile(rf"\b(?P<o>{_OVER}|below|under|within) (?:that|it|this)(?= ?(?:[?.!,]|$|and\b|or\b|with\b|if\b))", re.IGNORECASE)  # fmt: skip
_NO_SUM = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?(?:\d{1,2},? ?)?$|\d (?:\w+ )?out of $",
    re.IGNORECASE,
)
_HOW_FAR_OVER = re.compile(rf"(?:{_HOW_MUCH}|\bexcess|\bovershoot)\b[^.?!;]{{0,60}}?{_OVER}?(?: (?:the|my|our|a|their|limit|cap|of|budget|vs|versus|against))* ?$", re.IGNORECASE)  # fmt: skip


def _clause(text: str, said: re.Match[str]) -> str:
    start = max((m.end() for m in re.finditer(r"[.!?;:](?!\d)", text[: said.start()])), default=0)
    after = re.search(r"[!?;:]|\.(?!\d)", text[said.end() :])
    return text[start : said.end() + (after.start() if after else len(text))]
