# ruff: noqa: E501 - a pattern is read on one line
"""Wordings that are foreign to a buyer's desk, formal or translated word for word, put into its usual ones.

"What number of pieces will be brought again in the two weeks which come?" asks how many are returned in the next two
weeks. Only wordings that mean one thing, whatever stands around them, belong here.
"""

from __future__ import annotations

import re

__all__ = ["put_plainly"]

_N = r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen"
_MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
_THINGS = r"pieces|units|articles|items|products|goods|days|weeks|orders|lines|stores|shops|suppliers|customers"
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty-five": 25, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy-five": 75, "seventy": 70, "eighty": 80, "ninety-five": 95, "ninety": 90,
}  # fmt: skip
_RUNS_OUT = r"(?:chance|chanse|risk|probability|likelihood|danger) (?:of|to) (?:running out|run out|selling out|sell out|(?:a |an )?stock-?outs?|(?:being|getting|be) (?:out of stock|sold out|empty))(?: on (?:us|me|you))?"
_MONEY = r"(?:[€$£] ?)?\d[\d.,]*\d(?: (?:euros?|eur|pounds?|gbp|dollars?|usd|[€$£]))?"
_GIVEN = (
    r"(?:made available|put at (?:our|my|your) disposal|placed at (?:our|my|your) disposal|allotted|allocated|budgeted)"
)

_WORDINGS: tuple[tuple[str, str], ...] = (
    # how many
    (rf"\bhow much (?=(?:{_THINGS})\b)", "how many "),
    (r"\b(?:what|which) (?:number|count) of (?=\w)", "how many "),
    (r"\bhow (?:many|much) percents?\b", "what percentage"),
    (r"\bpercents\b", "percent"),
    *((rf"(?<![-\w]){word}(?= ?(?:%|percent\b))", str(number)) for word, number in _NUMBERS.items()),
    (r"\bper cent\b", "percent"),
    # how one day, on the whole
    (r"\b(?:in|on|for|at) (?:one|a|each|every) day,? (?:in the (?:middle|mean)|(?:in|on) average)\b", "per day on average"),
    (r"\bin (?:the )?(?:average|middle)\b(?=[ ,]*(?:[.?!;)]|$|per\b|a day\b|each\b|every\b))", "on average"),
    # asked for in the passive, or in a list of wishes
    (r"(?P<b>^\W*|[.!?;:] )(?:(?:further(?:more)?|also|moreover|finally|for completeness),? )?(?:requested|sought|wanted|desired|required|asked for|of interest)(?: (?:here|further|also|now))? (?:is|are) (?=(?:the|that|those|all|an?)\b)", r"\g<b>give me "),
    (r"(?P<b>^\W*|[.!?;:] )to be (?:identified|listed|determined|stated|named|given|shown|indicated|communicated|reported|ascertained|established|calculated|enumerated)(?: (?:here|further|also|now))? (?:is|are) (?=(?:the|that|those|all|any|for)\b)", r"\g<b>give me "),
    (r"(?P<b>^\W*|[.!?;:] )(?:for (?:the sake of )?completeness'?,? )?(?:an? |the )?(?:statement|indication|communication|disclosure|specification|notification) (?:of|as to|about|on) (?P<w>[^.?!;]{3,120}?) (?:is|are|would be) (?:also |hereby |kindly |likewise |further |therefore )*(?:requested|desired|sought|required|asked for|wanted|appreciated|welcome)\b", r"\g<b>and give me \g<w>"),
    (r"(?P<b>^\W*|[.!?;:] )(?P<w>the [^.?!;,]{3,140}?) (?:is|are) to be (?:stated|communicated|indicated|reported|given|named|shown|disclosed)\b", r"\g<b>give me \g<w>"),
    (r"\b(?:it is|you are) (?:hereby |kindly |further )*(?:requested|asked) to (?=(?:name|give|state|list|show|tell|indicate|identify)\b)", "please "),
    (r"\bthe (?:corresponding|analogous|equivalent|respective) (?:quantity|figure|value|amount|number)\b", "the same"),
    (r"\bthe (?:entirety|totality|whole|sum total) of (?:the |our )?(?=(?:stores|shops|branches|suppliers|products|articles|items)\b)", "all our "),
    (r"\b(?:by|with) (?P<w>which of (?:the|these|those|our) [^.?!;]{3,50}?) (?:is|are) (?P<x>the (?:highest|lowest|greatest|largest|smallest) [^.?!;,]{3,40}?)(?P<m>,[^.?!;]{3,80},)? (?:accounted for|represented|shown|recorded|made up|constituted)\b", r"\g<w> has \g<x>\g<m>"),
    (r"\b(?P<o>of|among|from|which of) the (?:positions|items|articles|lines|entries) (?:listed|mentioned|enumerated|given|named)(?: (?:above|here|there|by you))?\b", r"\g<o> these items"),
    (r",? (?:calculated|taken|reckoned|computed|measured) (?:over|on|for|across) the (?:full|whole|entire|total) quantity(?: of (?:the|each) \w+)?(?:,|(?=[.?!]))", ""),
    (rf"(?P<b>^\W*|[.!?;:] )for (?P<n>{_N}) (?P<t>{_THINGS}) (?P<w>(?:at|in|of|from) [^.?!;,]{{2,40}}), namely (?:those|the ones) (?=(?:whose|which|that|with)\b)", r"\g<b>which \g<n> \g<t> \g<w> are those "),
    (rf"\b(?:the |our |my |all )?(?:suppliers?|vendors?|makers?|manufacturers?|they)(?: will|'ll| all| now)* (?:slap|slaps|put|puts|whack|whacks|stick|sticks|lump|clap) (?:another |an extra )?(?P<n>\d{{1,2}}(?:\.\d)?|{_N}|fifteen|twenty) ?(?P<p>%|percent) (?:extra |more )?on(?:to)?(?: top)?(?: of)? (?:the lot|everything|it all|all of it|them all|that|it|(?:the |their |all )*prices)\b", r"all prices rise by \g<n> \g<p>"),
    (r"(?P<w>\b(?:among|of|out of|from)) (?:that|this|the) (?:whole )?lot\b(?! (?:number|no\b))(?![^?.]*\b(?:recall\w*|pull\w*|withdr\w*|affected|block\w*|contaminat\w*|batch)\b)", r"\g<w> those"),
    # times
    (rf"\b(?:the |these |those )?(?P<n>{_N}) (?P<u>days|weeks|months) (?:which|that) (?:come|are coming|follow|lie ahead)\b", r"the next \g<n> \g<u>"),
    (rf"\b(?:the )?(?:latest|most recent|newest) (?P<n>{_N})[- ](?P<u>day|week|month)s?(?: (?:period|window|stretch|span))?\b", r"the last \g<n> \g<u>s"),
    (rf"\b(?:the )?(?P<n>{_N})[- ](?P<u>day|week)s? (?:period|window|stretch|span) (?:preceding|before|prior to) (?:it|that|them|those)\b", r"the \g<n> \g<u>s before that"),
    (rf"\b(?P<n>{_N}) (?P<u>days|weeks|months)(?P<to>\b[^?.]{{0,60}}?\b(?:against|with|to|versus|vs\.?|than|on) )(?:the )?(?:preceding|previous|prior|earlier) (?P<m>{_N})\b(?! (?:days|weeks|months))", r"\g<n> \g<u>\g<to>the \g<m> \g<u> before that"),
    (r"\b(?:earlier|sooner) than (?=(?:the )?\d{1,2}(?:st|nd|rd|th)?[ .]+(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}-\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d|(?:mon|tues|wednes|thurs|fri|satur|sun)day)", "before "),
    (rf"\bnot (?:even )?last (?:for )?(?:the |another )?(?=(?:{_N}) (?:days|weeks)\b)", "cover less than "),
    (rf"\b(?P<n>{_N}) (?P<u>days|weeks|months) past\b", r"the last \g<n> \g<u>"),
    (r"\b(?:day )?after tomorrow(?<!day after tomorrow)", "the day after tomorrow"),
    (rf"\b(?:in )?(?:the )?(?P<n>{_N}) first days (?:of|from|in)\b", r"the first \g<n> days of"),
    (rf"\b(?P<m>{_MONTH})(?P<y> \d{{4}})?,? (?:from )?(?:the )?(?P<a>\d{{1,2}})(?:st|nd|rd|th) (?:to|till|til|until|through|-) (?:the )?(?P<b>\d{{1,2}})(?:st|nd|rd|th)\b", r"from \g<a> to \g<b> \g<m>\g<y>"),
    (rf"\bin (?P<n>{_N}) (?P<u>day|week)s?'? time\b", r"\g<n> \g<u>s from now"),
    (rf"\b(?:the )?next (?:lot|batch|block|set|stretch|bunch) of (?P<n>{_N}) (?P<u>days|weeks)\b", r"the \g<n> \g<u> after that"),
    (r"\bin (?:this|that|the) (?:very )?same (?:time|period|span|stretch)(?: of time)?\b", "in the same period"),
    (r"\bon which (?:one )?of (?:them|these|those)\b", "on which day"),
    (rf"\bif (?:you|we|i|one) (?:(?:look|looks|looked) (?:at|ahead)|(?:stretch|stretches|stretched|extend|extended|push|pushed) (?:it|that|this) (?:to|out to)|(?:go|went) out|takes?(?= a fortnight| two weeks)) (?:a )?(?P<n>fortnight|(?:{_N}) (?:days|weeks))(?: (?:instead|ahead|out))?", r"within the next \g<n>"),
    # ranks
    (r"\b(?:the )?(?:last (?:(?:place|position|rank|one) )?but one|next to (?:the )?last|one before (?:the )?last|penultimate|last (?:place |position )?but (?:the )?one)\b", "second to last"),
    (r"\b(?:has|have|had|got) (?:got )?(?:a )?better than (?:a )?(?=\d{1,2} ?(?:%|percent))|(?<=\ba )better than (?:a )?(?=\d{1,2} ?(?:%|percent))", "have more than "),
    (r"\bby (?:what|which|how (?:big|large|wide|much of) an?|how much) (?:margin|distance)\b", "by how much"),
    (r"\b(?:no\.? ?1|nr\.? ?1|number one|# ?1) (?=(?:seller|product|item|article)s?\b)", "best-selling "),
    (r"\bbest-selling sellers?\b", "best-selling product"),
    (r"\btop (?P<n>\d{1,2}|two|three|four|five|ten) (?P<w>days of cover)\b", r"top \g<n> products by \g<w>"),
    (r"\bmost (?P<w>strong|weak|quiet|cheap|slow|quick|fast|high|low|big|small|great|dear)\b", r"\g<w>est"),
    (r"\bdearest(?= day)|\bbigest\b", "biggest"),
    (r"\bsleep(?:y|iest) (?=day|weekday|week\b)", "quietest "),
    (r"\bthe sleepiest\b", "the quietest"),
    (r"\bchampions?(?: of the tills?| at the till)?\b", "best sellers"),
    (r"\b(?:hits?|hurts?) (?:us|me) (?:the )?(?:hardest|most)(?: in the (?:wallet|pocket|purse))?\b|\b(?:weighs?|is) (?:hardest|heaviest) on (?:the|our|my) (?:wallet|purse|pocket)\b", "costs the most"),
    (r"\b(?:likeliest|most likely) to (?:have none (?:left )?(?:of)?|have nothing left of|be (?:gone|empty|sold out)|sell out(?: of)?)\b", "most likely to run out of"),
    (r"\bhave (?:none|nothing) left of\b|\b(?:we|i) (?:have|has|had|got) nothing (?:more|left)(?: of (?:it|them))?\b", "we run out"),
    (r"\brunner up\b(?! to)", "runner-up"),
    (r"\branks? (?:one|1) (?:to|through|until) (?=(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b)", "the top "),
    (r"\b(?P<w>will|would|is going to) be the (?P<o>first|next|last)(?: (?:one|store|shop|branch))? (?:to be )?without\b", r"\g<w> be the \g<o> to run out of"),
    (r"(?P<of>\b(?:[a-z]+(?:ed|ing)|late|urgent|open) (?:products|items|articles|orders|lines))(?P<to>\b[^?]*[.:;!,][^?]*\bthe (?:fewest|most|least)) of (?:them|those|these)\b", r"\g<of>\g<to> \g<of>"),
    # which of them
    (r"\bhow much of (?=(?:them|those|these)\b)", "how many of "),
    (r"\bonly (?:what|the ones|those|that which)(?: that)? (?:(?:is |are )?(?:coming|com(?:es?)|bought|delivered|supplied)|we (?:get|buy|have|are getting)) (?:from|by) ", "only those from "),
    (r"\b(?:it )?(?:does(?:n't| ?not)|doesnt) matter (?:in |at )?which (?P<w>shop|store|branch)\b", r"in any \g<w>"),
    (r"\bwhen (?:i am|we are) not (?=(?:ordering|buying))", "if we are not "),
    (r"\bis worth an? (?:\w+ )?(?:delivery|trip|call|drive|phone call|visit)\b", "matters"),
    (r"\bwithheld (?:from (?:release|approval))?|\b(?:held|kept) back(?: from (?:release|approval))\b", "left out"),
    (rf"\b(?:the )?(?P<n>{_N}) days (?:starting|beginning|counting|counted|that start|that begin) (?:with|on|from|at) (?:that|this) (?:date|day)\b", r"the first \g<n> days from its start"),
    # figures
    (r"\bwho returns? (?P<w>[^?.,]{2,60}?) at (?:the|a) (?P<h>high(?:er|est)|low(?:er|est)|bigg(?:er|est)|great(?:er|est)) rate\b", r"which one has the \g<h> return rate of \g<w>"),
    (r"\bcoverage (?:lying |standing |being |remaining |of )?(?=(?:below|under|less than|above|over|more than|at most|at least|beneath|up to) \d+ days)", "days of cover "),
    (r"\bno (?:quantity|quantities|units?|pieces?|volume)(?: whatsoever| whatever| at all)? (?:is|are) (?:currently |presently |at present |now )?on order\b", "nothing is on order"),
    # who keeps to what was promised
    (r"\b(?:turn(?:s|ed)? up|show(?:s|ed)? up|arriv(?:es?|ed)|com(?:e|es)|deliver(?:s|ed)?|(?:is|are) (?:here|there)) (?:on the (?:day|date)|at the time|when|as) (?:that |which )?(?:they|it|he|she)(?: had| have|'d)? (?:said|say|promised|promise|told us|swore|gave|agreed|announced)(?: (?:they|it|he|she) (?:would|will))?\b", "delivers on time"),
    (r"\b(?:can|could|may|might|do) (?:i|we|you|one) set (?:my|our|your|one's|the|a) (?:watch|clock)s? by\b", "delivers on time"),
    (r"(?: have|'ve| had|'d)?(?: got)? half a mind to\b", " want to"),
    # figures
    (rf"(?:\ban? )?\b(?:more|greater|better|higher|bigger|larger) than (?:an? )?(?P<n>\d{{1,2}}) ?(?:%|percent) {_RUNS_OUT}", r"a stockout probability of more than \g<n>%"),
    (rf"(?:\ban? )?\b(?:less|lower|smaller) than (?:an? )?(?P<n>\d{{1,2}}) ?(?:%|percent) {_RUNS_OUT}", r"a stockout probability of less than \g<n>%"),
    (rf"\b(?:there )?(?:has|have|is|are|was|were) (?:been )?(?:only )?(?P<n>{_MONEY}) (?:been )?{_GIVEN}\b", r"the budget is \g<n>"),
    (rf"(?:\b(?:an? |the )?(?:amount|sum) of )?(?<![\w.,])(?P<n>{_MONEY}) (?:has|have|was|were|is|are) (?:been )?{_GIVEN}\b", r"the budget is \g<n>"),
    (r"\bprofit(?P<s>s|ed|ing)? (?P<w>(?:the )?(?:most|least|more|best)) (?=from\b|by\b)", r"benefit\g<s> \g<w> "),
    (r"\b(?P<d>direction\b[^?.]{0,60}?)\b(?:in|for) (?:what|which) (?:percentage|share|part|proportion) of (?:the )?(?:cases|times|days|instances|weeks)\b[^?.]*?\b(?:hit|right|correct\w*|met|guessed|caught|get|gets|got)\b[^?.]*", r"how often is the right \g<d>"),
    (rf"\bwhich (?P<n>{_N})(?= (?:at|in) (?![\w ]{{0,20}}\b(?:days|weeks|months)\b))", r"which \g<n> products"),
    (r"\b(?:variation coefficient|coefficient of variability)\b", "coefficient of variation"),
    (r"\blead[ -]?time (?:with|and(?: then)?) the review (?:period|time) (?:stuck|put|added|piled|tacked|slapped|heaped|laid) on(?:to)?(?: (?:top|it))?(?: of it)?", "lead time plus review period"),
    (r"\b(?:is|are|lies?|was|were) (?P<w>[^.?!;]{0,60}?) ?(?:beside|away from|wide of|off) the (?:truth|mark|reality)\b", r"is \g<w> off"),
    (r"\bput(?:s|ting)? (?:the |these |those )?(?:both|two) (?P<w>\w+) (?:in(?:to)? one|in one pot|together)\b", r"takes both \g<w> together"),
    (r"\bthe both\b", "both"),
    (r"\bhow much (?:does|do) (?:it|that|this) (?:give|make|yield)\b", "how much is it in total"),
    (r"\b(?:does|do|did|will|would) never (?P<v>arrive|come|turn up|show up)\b", r"never \g<v>s"),
    (r"\b(?:what|which ones?)(?:'s|s| is| are)? (?:is |are )?(?:left|left over|remaining|still left|still)(?: over)? (?:from|of|on|off|in) (?=(?:the|your|that|this|my|our) (?:[\w&'-]+ ){0,3}lists?\b)", "the rest of "),
    (r"\b(?:order |purchase )?backlog\b", "open orders"),
    (r"\b(?:applicable |order(?:ing)? |quantity )increment\b", "order multiple"),
    (r"\b(?:the )?(?:customers|people|shoppers|buyers|clients) (?:gave|give|hand|handed|sent|send) (?:\w+ )?back\b", "were returned"),
    (r"\bfrom how (?:many|much) (?:until|to|till|up to) how (?:many|much)\b", "between which low and high end"),
    (r"(?P<n>\d{1,2}) ?% of (?:sure|surety|certain|certainty|confidence)\b", r"\g<n>% certainty"),
    (r"\bsales (?:would |will |could |may |might |that )?(?:slip|get|go|walk|run|leak) away\b", "lost sales"),
    (r"\bhow (?:big|large|high) is the (?:cheque|check|bill|tab|invoice) for\b", "what is the total cost of"),
    (r"\b(?:on|to) the (?:high|upper|heavy) side(?:,)? or (?:on |to )?the (?:low|lower|light) (?:side|one)\b|\b(?:wears?|wearing) rose[- ]tinted (?:glasses|spectacles)\b|\btoo (?:rosy|gloomy|rose[- ]tinted)\b", "biased too high or too low"),
    (r"\b(?:rolling|heading|bound|en route|underway|under way|travelling) (?:towards?|to|for|into) ", "on its way to "),
    (r"\bpei?ce(?=s?\b)", "piece"),
    (r"\b(?:the )?low(?:er)?(?: (?:\w+|end)){0,2}? (?:by|at|of|with) (?P<a>\d{1,2}) ?(?:%|percent),? (?:and|to) (?:the )?(?:upp?er|high(?:er)?)(?: \w+){0,2}? (?:by|at|of|with) (?P<b>\d{1,2}) ?(?:%|percent)", r"P\g<a> and P\g<b>"),
    (r"\bdeviation standard\b", "standard deviation"),
    (r"\b(?:security|reserve|safe) stock\b", "safety stock"),
    (r"\bmean absolute (?:daily )?(?:deviation|error|difference)\b(?=.{0,60}\b(?:predict\w*|forecast\w*|projection\w*)\b)", "MAE"),
    (r"\b(?:predictive|prediction|forecasting) (?:precision|exactness|exactitude)\b", "forecast accuracy"),
    (r"\b(?:risk|danger|chance|probability|likelihood) (?:to be|to get|of being|of getting|of becoming) (?:sold out|out of stock|empty|depleted|exhausted)\b", "stockout probability"),
    (r"\b(?:the )?depletion (?:(?P<w>would|will|may|is to|should) )?(?:be |occurs?\b|happens?\b|takes? place\b|falls?\b|comes?\b)", r"it \g<w> run out"),
    (r"\b(?:date|day) of (?:the )?(?:depletion|exhaustion)\b", "stockout date"),
    (r"\b(?:would|will|does|do) (?:that |it |they |this |all )?set (?:us|me) back\b", "would cost"),
    (r"\b(?:resulting |total |overall |necessary )(?:expenditure|outlay|expense|spend)\b", "total cost"),
    (r"\b(?:on|in|at) (?P<w>which|what) day (?:it|they) (?:is|are|will be) finish(?:ed)?\b", r"on \g<w> day does it run out"),
    (r"\bbacth\b", "batch"),
    (r"\b(?:(?:till|until) when|how long) (?:can|may|could) (?:i|we) (?:leave|let) (?P<x>(?:[^?.,]|\.(?=\d)){0,80}?\border[^?.,]{0,40}?) (?:lying|lie|be|wait|waiting|sit|sitting|alone|rest)\b", r"by when must i place \g<x>"),
    # what comes, what goes back
    (r"\b(?:bring|brings|brought|bringing|take|takes|took|carry|carries) (?:it |them )?again (?:to|into|in)\b", "return to"),
    (r"\b(?:is|are) (?:not (?:yet )?come(?: yet)?|not arrived(?: yet)?)\b", "has not arrived yet"),
    (r"\bwe wait (?:still )?for(?: still)?\b|\bwe (?:still )?(?:await|are (?:still )?waiting for)\b", "are still on order"),
    (r"\boutstanding (?:volume|quantity|units|quantities|orders?)\b", "units on open orders"),
    # comparing
    (r"^\W*(?:now|and|but|so)?[ ,]*(?:on )?(?:the )?contrary\b[:,]?", "and"),
    (r"\bcompar(?:ed|ing) (?:on|by)\b", "compared with"),
    (r"\bmeasures? up (?:against|to)\b", "compare with"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), said) for pattern, said in _WORDINGS)

#: "Were sales of it to reach 500, ...", "should the order not be placed, ...": a condition without "if".
_INVERTED = re.compile(
    r"(?P<before>^|[,.;:?!-] )(?:were|was) (?P<what>(?!(?:there|it|they|we|you|any|all|these|those|sales up|sales down|these)\b)[^,?.;]{3,90}?) (?P<no>not )?to (?P<verb>be|\w+)\b(?=[^?]*,)",
    re.IGNORECASE,
)


def put_plainly(text: str) -> str:
    """`text` in the usual words."""
    for pattern, said in _COMPILED:
        text = pattern.sub(said, text)
    return _INVERTED.sub(_if, text)


def _if(match: re.Match[str]) -> str:
    verb = ("is not" if match["no"] else "is") if match["verb"].lower() == "be" else match["verb"]
    if match["no"] and match["verb"].lower() != "be":
        verb = f"do not {verb}"
    return f"{match['before']}if {match['what']} {verb}"
