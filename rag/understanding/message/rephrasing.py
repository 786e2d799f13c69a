# ruff: noqa: E501 - a pattern is read on one line
"""Wordings that are foreign to a buyer's desk, formal or translated word for word, put into its usual ones.

"What number of pieces will be brought again in the two weeks which come?" asks how many are returned in the next two
weeks. Only wordings that mean one thing, whatever stands around them, belong here.
"""

from __future__ import annotations

import re
from itertools import pairwise

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
    (r"(?P<lead>^|[.?!,;:] +|\band )how (?P<m>many|much|long|late|big|old|high|low) (?P<who>they|those|these|it|we) (?P<be>are|is|were|was|have|has|do|does)(?= ?(?:[?.,!]|$|in all\b|together\b|altogether\b|in total\b))", r"\g<lead>how \g<m> \g<be> \g<who>"),
    # foreign turns of a question
    (r"\ball(?: that)? what\b", "everything that"),
    (rf"\bwith how many (?P<d>sold|returned) (?P<t>{_THINGS})\b(?P<r>[^?.]{{0,60}}?) (?:may|can|should|must|do|shall|could) (?:i|we) (?:reckon|count|calculate|plan)\b", r"how many \g<t> will be \g<d>\g<r>"),
    (r"\bwhere (?:do(?:es)?|is|are) (?P<m>more|most|less|least|fewer|the most|the least) (?P<x>[^?,]{3,60}?) lie\b|\bwhere lies? (?P<m2>more|most|less|least|the most|the least) (?P<x2>[^?,]{3,60})", r"where is there \g<m>\g<m2> stock of \g<x>\g<x2>"),
    (r"\bhow many (?P<t>pieces |units |articles |items |of (?:it|them|those) )?(?:will )?go(?: away)?(?= (?:in|over|during|on|next|this|tomorrow|within)\b)", r"how many \g<t>will we sell"),
    (r"\bdo(?: not|n't) (?P<v>order|buy) nothing\b", r"\g<v> nothing"),
    (r"\b(?:keeps?|leaves?|lets?|makes?) (?:us|me) (?:waiting|wait)(?: for)?(?: the)? (?P<l>longer|longest|shorter|shortest)\b", r"takes \g<l> to deliver"),
    (r"\bwhat (?:speaks|talks) (?:for|in favour of) (?P<v>order|buy)ing\b", r"why should we \g<v>"),
    (r"\b(?:which|what) (?:figures|numbers|values) (?:stand|are|lie) behind (?=the\b)", "explain "),
    (r"\b(?:gives?|hands?|sends?|brings?) back (?P<m>more|(?:the )?most|less|(?:the )?least|fewer)\b", r"returns \g<m>"),
    (r"\b(?:quicker|sooner|earlier) gone\b", "gone sooner"),
    (r"\b(?:dearer|costlier|pricier|more expensive) (?:stock|inventory)\b", "higher stock value"),
    (r"\b(?:what|whatever|everything that|all that) lies (?=(?:in|at)\b)", "stock on hand "),
    (r"\bcumulat(?:ed|ive) (?=(?:prognosis|forecast|prediction|sales|demand|outlook)\b)", "total "),
    (r"\bprognos(?:is|es)\b", "forecast"),
    (r"\bover the fortnight\b", "over the next 14 days"),
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
    (rf"\b(?P<u>days|weeks|months)\b(?P<m>[^?.]{{0,60}}?)\b(?:in |for |over )?the (?P<n>{_N}) (?:to come|ahead|that come|which come)\b(?! (?:days|weeks|months))", r"\g<u>\g<m>in the next \g<n> \g<u>"),
    (rf"\b(?:in )?(?:the )?(?P<n>{_N}) first days (?:of|from|in)\b", r"the first \g<n> days of"),
    (rf"\b(?P<m>{_MONTH})(?P<y> \d{{4}})?,? (?:from )?(?:the )?(?P<a>\d{{1,2}})(?:st|nd|rd|th) (?:to|till|til|until|through|-) (?:the )?(?P<b>\d{{1,2}})(?:st|nd|rd|th)\b", r"from \g<a> to \g<b> \g<m>\g<y>"),
    (rf"\bin (?P<n>{_N}) (?P<u>day|week)s?'? time\b", r"\g<n> \g<u>s from now"),
    (rf"\b(?:the )?next (?:lot|batch|block|set|stretch|bunch) of (?P<n>{_N}) (?P<u>days|weeks)\b", r"the \g<n> \g<u> after that"),
    (r"\bin (?:this|that|the) (?:very )?same (?:time|period|span|stretch)(?: of time)?\b", "in the same period"),
    (r"\bon which (?:one )?of (?:them|these|those)\b", "on which day"),
    (rf"\bif (?:you|we|i|one) (?:(?:look|looks|looked) (?:at|ahead)|(?:stretch|stretches|stretched|extend|extended|push|pushed) (?:it|that|this) (?:to|out to)|(?:go|went) out|takes?(?= a fortnight| two weeks)) (?:a )?(?P<n>fortnight|(?:{_N}) (?:days|weeks))(?: (?:instead|ahead|out))?", r"within the next \g<n>"),
    (rf"\b(?:the )?(?P<n>{_N}) (?P<u>days|weeks|months) to come\b", r"the next \g<n> \g<u>"),
    (rf"\b(?P<a>days?\b[^?]{{3,120}}?\b(?:in|over|during|of) the )(?P<n>{_N}) to come\b", r"\g<a>next \g<n> days"),
    (r"\b(?:the )?(?P<u>wk|week|weekend|month) just (?:gone|past|ended|over|finished|behind us|closed)\b(?: by)?", r"last \g<u>"),
    (r"\b(?:the )?(?P<u>wk|week|weekend|month) (?:coming|ahead|to come)\b", r"the coming \g<u>"),
    (r"\b(?:the )?(?:following|next|coming) calendar (?P<u>week|month)\b", r"next \g<u>"),
    (r"\ba (?P<u>fortnight|week) (?:out |on |counted |running |starting |beginning )?from tomorrow\b", r"the next \g<u>"),
    (rf"\b(?P<v>sell|shift|move|need|use) in (?P<n>{_N}) (?P<u>days|weeks) from (?:now|today|tomorrow)(?: on)?\b", r"\g<v> in the next \g<n> \g<u>"),
    (rf"\b(?P<d>days?\b[^?]{{3,120}}?\bof the (?:next|coming|last|past) (?:{_N}))(?= (?:will|is|was|would|has|does|did)\b)", r"\g<d> days"),
    (r"\blook(?:ing)? (?:ahead|forward) to (?=(?:the )?\d)", "on "),
    (r"\bsince you last (?:calculated|computed|ran|reckoned|forecast|updated|did the sums)\b", "since the last run"),
    (r"\b(?:shifted|moved) (?=since the last run\b)", "changed "),
    (r"\b(?:(?:this|the|at the|next|on the) weekend,? (?:of )?)?(?:on )?sat(?:urday)? (?:the )?(?P<a>\d{1,2})(?:st|nd|rd|th)? (?:n|and|&|\+|to) sun(?:day)? (?:the )?(?P<b>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<m>" + _MONTH + r")\b", r"\g<a> to \g<b> \g<m>"),
    (r"(?P<a>\b(?:still )?in stock(?: (?:at|in) [A-Z][\w'-]*)?) (?:today|now|right now|at present)(?=,? but\b|,? and\b)", r"\g<a>"),
    (r"(?P<a>\bif\b[^?,]{0,60}\b(?:delivered|emptied|cleared|brought|sent|shipped|unloaded)\b[^?,]{0,60}?\b(?:everything|all|whole|entire)\b[^?,]{0,60}?) (?:tomorrow|today|now|this week|next week)\b(?=[^?]*\bhow many (?:units|pieces|lines|orders)\b)", r"\g<a>"),
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
    (r"\b(?:hits?|hurts?) (?:us |me |the )*(?:hardest|most)(?: in the (?:wallet|pocket|purse))?\b|\b(?:weighs?|is) (?:hardest|heaviest) on (?:the|our|my) (?:wallet|purse|pocket)\b", "costs the most"),
    (r"\b(?:likeliest|most likely) to (?:have none (?:left )?(?:of)?|have nothing left of|be (?:gone|empty|sold out)|sell out(?: of)?)\b", "most likely to run out of"),
    (r"\bhave (?:none|nothing) left of\b|\b(?:we|i) (?:have|has|had|got) nothing (?:more|left)(?: of (?:it|them))?\b", "we run out"),
    (r"\brunner up\b(?! to)", "runner-up"),
    (r"\branks? (?:one|1) (?:to|through|until) (?=(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b)", "the top "),
    (r"\b(?P<w>will|would|is going to) be the (?P<o>first|next|last)(?: (?:one|store|shop|branch))? (?:to be )?without\b", r"\g<w> be the \g<o> to run out of"),
    (r"(?P<of>\b(?:[a-z]+(?:ed|ing)|late|urgent|open) (?:products|items|articles|orders|lines))(?P<to>\b[^?]*[.:;!,][^?]*\bthe (?:fewest|most|least)) of (?:them|those|these)\b", r"\g<of>\g<to> \g<of>"),
    (r"\b(?P<v>gains?|profits?|benefits?) (?P<m>(?:the )?(?:most|least)) (?:when|if|while|once) (?:(?:it|they|we)(?:'s|'re| is| are| put it| put them)? )?(?:on|in) (?:an? )?(?:special )?(?:offer|promotion|promo|deal)\b", r"\g<v> \g<m> from a promotion"),
    (r"\bwhose (?P<n>two|three|four|five|\d) (?P<b>invoices|bills|orders)\b", r"which \g<n> suppliers' \g<b>"),
    (r"\bbring(?:s|ing)? up the rear\b", "sell the least"),
    # which of them
    (r"\b(?:restrict|narrow|filter|trim|limit|reduce|cut) (?:that|this|the) (?:list|selection|set) (?:down )?to (?:the |those )?(?=(?:orders|products|items|lines|articles|ones)\b)", "only those "),
    (r"\bbetween the one and the other\b", "between the two"),
    (r" (?:worked out|computed|calculated|reckoned) (?=(?:over|across|for) (?:the|those|these|all)\b)", " "),
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
    (r"\b(?:what(?:ever)?|everything|anything|all|those|the (?:ones|goods|orders|deliveries|pieces))(?: that| which)? (?:should (?:already )?have|was (?:already )?(?:due|meant|supposed|to)|were (?:already )?(?:due|meant|supposed|to)|had to|is (?:already )?(?:late|overdue|past due)|are (?:already )?(?:late|overdue|past due))[^,.?!;]{0,30}, (?:please )?(?:leave (?:it|that|them|those) (?:out|aside|away)|(?:do not|don't) (?:count|include|take) (?:it|that|them|those)(?: in| along)?|ignore (?:it|that|them|those)|(?:i|we) (?:do not|don't) (?:want|need|count) (?:it|that|them|those)|without (?:it|that|them|those))\b", "not counting what is overdue"),
    (r"\b(?:put|set|arrange|line up|sort) (?P<w>(?:the |our |all )*(?:suppliers|vendors|stores|shops|products|articles|items|categories)) (?:in|into) (?:a |an )?(?:row|line|order|ranking) (?:after|by|according to|based on|going by)\b", r"rank \g<w> by"),
    (r"\b(?:stands?|comes?|sits|lies|finds itself) (?:on|at|in) (?:the )?(?P<n>first|second|third|fourth|fifth|last) (?:place|position|rank|spot)\b", r"comes \g<n>"),
    (r"\b(?P<w>to order|to buy|ordered|bought|orders?) (?:by|at) (?=(?:them|him|her|whom|that supplier|this supplier)\b)", r"\g<w> from "),
    (r"\b(?:had|has|have|with) (?P<d>\d{4}-\d\d-\d\d|(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? [A-Za-z]{3,9}(?: \d{4})?) or (?:(?:some|any|an?) (?:earlier )?(?:day|date)(?: before| earlier)?|before|earlier|sooner)(?: (?:that|it))? as (?:the|a|an|their|its) (?:due date|date of delivery|delivery date|day of delivery)\b", r"were due by \g<d>"),
    (r"\b(?P<w>supp?l+ier|vendor|firm) (?:is|comes|delivers|arrives|turns up|shows up)(?: too)? late (?:the )?(?:most(?: often)?|oftenest)\b(?! (?:of|orders|lines|units))", r"\g<w> is the least punctual"),
    (r"\border(?:s| lines)? (?:that|which) (?:come|comes|came|arrive|arrives|are coming) too late\b", "late orders"),
    (r"^\W*(?:(?:and|but|so|ok|then),? )*(?:which|what|who)(?: one| store| shop| product| supplier| category)? (?:is|comes|stands|sits|lies|finishes|was|came) (?:on |in |at )?(?:the )?(?:very )?(?:last(?: place| position| rank)?|bottom|tail end)(?: of (?:it|that|the (?:list|ranking)|them))?\W*$", "and the opposite end of that list?"),
    (r"\b(?:will |would |does )?(?:hold|holds|last|lasts|endures?|survives?)(?: out)?(?: for)? the (?:shortest|fewest|least)(?: number of)? (?:days|time)\b", "has the lowest days of cover"),
    (r"\b(?:will |would |does )?(?:hold|holds|last|lasts|endures?|survives?)(?: out)?(?: for)? the (?:longest|most|greatest)(?: number of)? (?:days|time)\b", "has the highest days of cover"),
    (r"\b(?P<o>of|for|with|from|among) '?em\b", r"\g<o> them"),
    (r"\b(?:eats?|swallows?|devours?|gobbles?|guzzles?|burns?)(?: up)? the most (?:money|cash|euros|of the money)\b", "costs the most"),
    (r"\bhow (?P<w>we|i) (?P<v>must|should|shall|can|will) pay\b", r"how \g<v> \g<w> pay"),
    (r"\bhow (?P<w>we|i) (?:have|need) to pay\b", r"how do \g<w> have to pay"),
    (r"\bline in the sand\b", "reorder level"),
    (r"\bthe (?:paper|sheet|slip|piece of paper) (?P<w>about|on|concerning|regarding|from)\b(?= [A-Z])", r"the note \g<w>"),
    (r"\b(?:red |flashing |blinking )?alarms?\b(?! (?:clock|system|bell))", "alerts"),
    (r"\balerts(?P<m>\b[^?.]{0,50}?\bhow many )are (?:blinking|flashing|lit|lit up|burning|on red)\b", r"alerts\g<m>are there"),
    (r"(?<![\w/])w/ ?(?=[a-z])(?!w/?o\b)", "with "),
    (r"\b(?:stock[- ]?out|sell[- ]?out|run[- ]?out|oos) prob\b\.?", "stockout probability"),
    (r"\b(?P<l>order lines?\b[^?]{0,80}\b)what (?:is|are) (?:their|its) (?:total |whole )?(?:value|worth|cost)\b", r"\g<l>what do they cost in sum"),
    # what sells
    (r"\bhow (?:much|many) (?:it |that |this )?makes? (?:it |that )?(?=per day\b|a day\b|in one day\b|each day\b|on average\b)", "how many are sold "),
    (r"\b(?:what percentage|how much|by how much) (?:is it|are they|it is|will it be|it gets|does it get) (?:cheaper|reduced|discounted|lower in price)\b", "what is the discount"),
    (r"\b(?:sorts?|kinds?|groups?|famil(?:y|ies)) of (?:goods|merchandise|articles|products)(?=,| (?:which|what|has|have|is|was|brought|made|sold))", "categories"),
    (r"\b(?:been|is|was) (?:the |our )(?:biggest |real |true )?cash[- ]cows?\b", "brought in the most revenue"),
    (r"\bthe (?:day (?:that|which) comes|coming day)\b", "tomorrow"),
    (r"\bhow many (?P<w>pieces|units|packs) leave (?:us|the (?:shop|store|shelf|shelves|house)|our (?:shop|store|shelves))\b", r"how many \g<w> will we sell"),
    (r"(?P<b>^|[.?!:] )picture (?=(?:an?|the|our|this|that|every|all|us)\b)", r"\g<b>imagine "),
    (r"\ban? (?:extra )?(?:kick|boost|lift|push|bump|leg-up|shot in the arm) of (?P<n>\d{1,3}) ?(?:%|percent)", r"\g<n>% more demand"),
    (r"\bhow (?:much|far|wildly|strongly) (?:the |its |their )?(?:daily )?(?:sales?|demand) (?:swings?|var(?:y|ies)|fluctuates?|jumps?)[^?.(]{0,20}\((?:the |its )?standard deviation\)", "the standard deviation of daily sales"),
    # suppositions
    (r"^(?P<a>and|but|so|now|what)?(?P<c>,? ?)(?:were|was) (?P<x>the (?:public|customers|people|shoppers|buyers|demand|sales|market|supplier|customers|trade)) to (?P<v>\w+)(?= [^?,]*\?$)", r"\g<a>\g<c>if \g<x> \g<v>"),
    (r"\b(?:delivery|supply) (?:period|term)\b|\bterm of delivery\b", "lead time"),
    (rf"\b(?:simulate|assume|suppose|model|imagine) (?:an? |the )?(?:prolongation|extension|lengthening) of (?:the )?lead time (?:of|for|at) (?P<w>[^.?,]{{3,40}}?) by (?P<n>{_N}) (?P<u>days|weeks)(?: and)?", r"suppose \g<w> takes \g<n> \g<u> longer to deliver;"),
    (r"\b(?:service degree|degree of service)\b", "service level"),
    (r"\b3/4 of\b", "three quarters of"),
    (r"\b2/3 of\b", "two thirds of"),
    (r"\b(?:goes|go|went|going) back by\b", "drops by"),
    (r"\b(?P<g>g[ai]ve[sn]?|grants?|allows?) (?P<m>me|us) (?P<w>for (?:the )?(?-i:[A-Z])[\w'& -]{2,30}?) (?P<n>[€$£]\d[\d.,]*|\d[\d.,]* ?(?:euros?|eur|pounds?|dollars?)\b)(?= )", r"\g<g> \g<m> \g<n> \g<w>"),
    (r"\bwhen (?:stand|are) (?:we|i) (?:before|with|in front of) (?:an |the )?empty shel(?:f|ves)\b", "when do we run out"),
    (r"(?P<s>^|[.!;] )we (?:could|can|might|may) (?=(?:lend|send|move|ship|transfer|pass|hand|bring|shift|give)\b[^.?]*\b\d+\b[^?]*\b(?:from|to)\b[^?]*\?)", r"\g<s>if we "),
    (r"\b(?:slap|stick|clap|whack|tack|lump)(?:s|ped)? (?=\d{1,3} ?(?:%|percent))", "puts "),
    (r"\bcontraction\b", "drop"),
    (r"\b(?P<w>order\b(?! (?:number|point))[^?]{0,80}?\b(?:if|suppos\w+|what if|say|imagine|were|should)\b[^?]{0,20}?\b)(?:bin|scrap|ditch|axe|scratch) (?:it|that)\b", r"\g<w>skip that order"),
    (r"(?<!open )(?<!outstanding )(?<!purchase )(?<!pending )\b(?P<o>order\b(?! (?:number|point))[^,?.]{0,40}?) (?P<is>is|be|were|was|gets?) (?:to be )?(?:withdrawn|revoked|annulled|rescinded|struck off|binned|shelved|forgotten|overlooked)\b", r"\g<o> \g<is> not placed"),
    (r"\b(?P<v>takes?|took|needs?|needed) (?:double|twice) the (?:usual |normal )?time\b", r"\g<v> twice as long"),
    (r"\b(?:caps|limits|restricts) (?:me|us) (?:at|to) (?=[€$£]?\d)", "gives me a budget of "),
    (r"\b(?:by )?how (?:much|far) (?:do|would|will|am|are) (?:i|we) (?:overshoot\w*|overspend\w*|over the top)\b|\bhow much too much (?:is|would) (?:it|that)(?: be)?\b", "by how much is that over budget"),
    (r"\b(?:the|my|our) (?:purse|pot|kitty|wallet)(?P<f> for [^?.,]{3,40}?)? (?:holds|contains|has) (?:just |only )?(?=[€$£]?\d)", r"my budget\g<f> is "),
    (r"\b(?:stays?|remains?|is left) in (?:the|my|our) (?:purse|pot|kitty|wallet)\b", "remains of the budget"),
    (r"\b(?:serve|promised?|satisf(?:y|ied)|please|supply|supplied) (?:the |our |all )?(?:customers|buyers|shoppers|people) (?:with )?(?P<n>9\d) (?:out )?of (?:every )?(?:100|a hundred)\b", r"had a service level of \g<n>%"),
    (r"\bwhat(?: would| will|'s| is)(?: then)? the damage(?: be)?\b", "what would the total cost be"),
    (r"\bmakes? (?:us|me|it|everything|all) (?P<n>\d{1,2}) ?(?P<p>%|percent) (?P<d>cheaper|dearer)\b", r"gets \g<n>% \g<d>"),
    (r"\bwithout (?P<n>\d{1,2}) ?(?:%|percent) (?:from|of) (?:this|that|it|these)\b", r"with \g<n>% less"),
    (r"\bhow many (?P<t>units|pieces) (?:would|will|do we need to) cover (?:it|that)\b", r"how many \g<t> would that be"),
    # figures
    (r"\b(?:stock )?on[- ]hand(?: stock)? ?(?:\+|plus|and|together with|with) ?(?:what is |what's )?(?:stock )?(?:on[- ]order|open orders?|ordered|on the way)(?=[^?.]{0,40}\b(?:re-?order(?:ing)? (?:point|pt|level)|rop)\b)", "inventory position"),
    (r"\b(?:the |their |its )?(?:stock|on[- ]hand)(?: now| quantity)? (?:and|plus|with|\+) (?:the |their |its )?(?:open orders?|what(?:'s| is) (?:on order|ordered|coming|on the way)|on[- ]order)(?: (?:together|combined|added(?: up| together)?|taken together|in sum|summed))(?=[^?.]{0,40}\bre-?order(?:ing)? (?:point|level)\b)", "inventory position"),
    (r"\badd(?:ing)? (?:what(?:'s| is| we have)(?: now| currently)? (?:in stock|on hand|on the shel\w+|there)|(?:the |our )?stock) (?:to|and|with|plus) (?:what(?:'s| is| has| we have)[\w ]{0,16}?(?:ordered|on order|on (?:the|its) way|coming)|(?:the )?open orders),? ?(?:and )?(?:then )?(?P<q>how many (?:products|articles|items|skus|lines|of (?:them|those|our \w+)))\b[\w ]{0,40}? (?:below|under|beneath|short of) (?:their|its|the|our) re-?order(?:ing)? (?:point|level)s?\b", r"\g<q> have an inventory position below their reorder point"),
    (r"\b(?:is|are) (?:sending|shipping|dispatching|delivering) nothing out\b|\b(?:sends?|ships?|dispatch(?:es)?) nothing out\b", "does not dispatch"),
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
    (r"(?<!re)(?<!re-)\border(?:ing)? point\b", "reorder point"),
    (r"\bpay terms\b", "payment terms"),
    (r"\baggregated? (?=(?:predicted|expected|forecast|projected|sales|volume|quantity|demand|number|stock|figure)\b)", "total "),
    (r"\b(?:predicted|projected|anticipated|foreseen|forecast) (?:volume|off-?take)\b", "expected sales"),
    (r"\b(?:firm|business|enterprise|company|group|chain) as a whole\b", "whole company"),
    (r"\b(?:every|each|all)(?: the| our)? (?:branch(?:es)?|stores?|shops?|houses) (?:pooled|lumped together|rolled into one|thrown together|inside|counted in)\b", "all stores together"),
    (r"\b(?:everything|every (?:article|item|product)|all (?:articles|items|products|goods)) in (?:the|our|your) range\b", "all products"),
    (r"\b(?:the )?(?:field|cell|box|quadrant|square) (?P<c>[abc][xyz])\b", r"class \g<c>"),
    (r"\b(?P<a>forecast accuracy\b[^?]{0,60}?) peaks (?:with|at|for|in) which(?: one| of them)?\b", r"which one has the highest \g<a>"),
    (r"\bhow many (?:pieces |units )?(?:(?:are )?(?:we|i) (?:are )?|are )?(?:missing|lacking|short)(?: still)? (?:until|till|to|up to|from) (?:the |its |our )?(?=(?:reorder|order) ?point|safety stock|order-up-to)", "how many units are we below the "),
    (r"\b(?:the )?(?:shelf|shelves|rack) (?P<w>be|is|are|stands?|goes|will be|would be) (?:bare|empty)\b(?! (?:in|of|at) which)", "it run out"),
    (r"\btak(?:e|en|ing) (?:out of|off|from) sale\b|\btook (?:out of|off|from) sale\b", "withdrawn"),
    (r"\bprobab(?:lity|ilty|illity|lility|ity)\b", "probability"),
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
    # money at hand, sizes of a supposition
    (r"\b(?:my|our|the) (?:wallet|purse|allowance|pot|spending limit|pocket money)(?P<for> (?:for|with) [^.?!,;]{2,50}?)? (?P<be>is|has|holds|counts|contains|allows)(?: in it| only| just| exactly)? (?=(?:eur |€|£|\$|usd |gbp )?\d)", r"my budget\g<for> is "),
    (r"\b(?:is |are |stays? |will be )?(?:remaining|remains|left over|left) (?:with|to|for) (?:me|us)(?: after(?:wards)?)?\b", "is left"),
    (r"\bcan (?P<who>i|we) pay (?:it|that|this|all|them|everything)(?: all)?(?: of it)? (?:with|from|out of) (?:this|that|it)\b", "is that enough"),
    (r"\b(?P<n>\d{1,2}(?:\.\d)?|five|ten|fifteen|twenty|thirty|forty|fifty) ?(?:%|percent) (?P<way>under|beneath|short of|lower than|less than|above|over|on top of|higher than|more than) (?P<of>your|the|our) (?:own )?(?:expectations?|estimates?|guess|prognosis|prediction|projection|outlook)\b", r"\g<n>% \g<way> \g<of> forecast"),
    # what comes, what goes back
    (r"\b(?:bring|brings|brought|bringing|take|takes|took|carry|carries) (?:it |them )?again (?:to|into|in)\b", "return to"),
    (r"\b(?:is|are) (?:not (?:yet )?come(?: yet)?|not arrived(?: yet)?)\b", "has not arrived yet"),
    (r"\bwe wait (?:still )?for(?: still)?\b|\bwe (?:still )?(?:await|are (?:still )?waiting for)\b", "are still on order"),
    (r"\boutstanding (?:volume|quantity|units|quantities|orders?)\b", "units on open orders"),
    (r"\bwhat(?:'s| is) the (?:arrangement|deal|story|situation|score|picture|position|state of affairs) (?:there|then|in (?:this|that) respect|on that front)(?= (?:with|for|at|in|from|about)\b)", "what about"),
    (r"\b(?:what|everything|all)(?: that)? we (?:have |had )?ordered (?:by|from|at|with) (?P<s>[A-Z][\w&' -]{2,40}?) (?:but|and|which|that|and which|but which) (?:has|have|did|is) not (?:yet )?(?:arrived?|come|been delivered)(?: yet)?\b", r"what is on order with \g<s>"),
    (r"\bhow much money (?:stays|sticks|lies|sits|is stuck|is) in (?:it|them|that)\b", "what is the value of it"),
    (r"\bdemand (?:(?:that|which) )?(?:it|this|that) (?:rests|builds|is built|is based|stands|relies|depends) (?:up)?on\b", "demand behind it"),
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


_TENS = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
#: "Thirty percent", "twenty-five per cent"
_PERCENT = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<ones>{'|'.join(_ONES)}))?|(?P<five>five)|(?P<fifteen>fifteen)|(?P<hundred>(?:a |one )?hundred)) ?-?(?=per ?cent\b|%)",
    re.IGNORECASE,
)


def _in_figures(match: re.Match[str]) -> str:
    if match["tens"]:
        ones = _ONES.index(match["ones"].lower()) + 1 if match["ones"] else 0
        return f"{10 * (_TENS.index(match['tens'].lower()) + 1) + ones} "
    return "5 " if match["five"] else "15 " if match["fifteen"] else "100 "


_WEEKDAYS = {
    "mo": "Monday",
    "tu": "Tuesday",
    "we": "Wednesday",
    "th": "Thursday",
    "fr": "Friday",
    "sa": "Saturday",
    "su": "Sunday",
}
_DAY = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:\.|\b)"
#: "Mon, tue and wed": one alone may be a word of its own
_DAYS_IN_A_ROW = re.compile(rf"\b{_DAY}(?:(?:, ?| (?:and|n|&|\+|or) |, and ){_DAY})+", re.IGNORECASE)
#: "No lorry comes for 12 days. How many are sold in that time?"
_SO_LONG = re.compile(
    rf"(?<!last )(?<!past )(?<!next )(?<!first )(?<!previous )(?<!coming )(?<!these )(?<!those )(?<!other )\b(?P<n>{_N}) (?P<u>days|weeks)\b(?! (?:ago|before|of cover|late|overdue|past))",
    re.IGNORECASE,
)
_NOTHING_COMES = re.compile(
    r"\b(?:no|not a|without an?y?) (?:\w+ )?(?:lorry|lorries|truck|van|deliver(?:y|ies)|shipments?|goods|suppl(?:y|ies))\b|\b(?:deliver(?:y|ies)|lorry|truck|shipment|consignment)\b(?:[^?.]|\.(?! )){0,60}\b(?:after|only|takes?|not before)\b",
    re.IGNORECASE,
)
_SO_LONG_AGAIN = re.compile(
    r"\b(?:in|over|during|within|for) (?:that|this|these|those) (?:time|days|weeks|period|stretch|span|gap)\b|\bin the meantime\b|\bwhile we wait\b",
    re.IGNORECASE,
)


def put_plainly(text: str) -> str:
    """`text` in the usual words."""
    text = _PERCENT.sub(_in_figures, text)
    for pattern, said in _COMPILED:
        text = pattern.sub(said, text)
    text = _DAYS_IN_A_ROW.sub(lambda m: re.sub(_DAY, _whole_day, m.group(), flags=re.IGNORECASE), text)
    if not _ONE_OF_THEM.search(text):
        text = _ROW.sub(_first_to_last, text)
    return _as_long(_INVERTED.sub(_if, text))


_FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ROW = re.compile(
    rf"\b(?:{'|'.join(_FULL_DAYS)})(?:(?:, ?| (?:and|n|&|\+) |, and )(?:{'|'.join(_FULL_DAYS)})){{2,}}\b(?! \d)",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(r"\b(?:which (?:day )?of|compare\w*|versus|vs|each of|separately|apiece)\b", re.IGNORECASE)


def _first_to_last(match: re.Match[str]) -> str:
    """ "Monday, Tuesday and Wednesday": Monday to Wednesday."""
    days = [_FULL_DAYS.index(d.lower()) for d in re.findall(r"[A-Za-z]+day", match.group())]
    row = all(b == a + 1 for a, b in pairwise(days))
    return f"{_FULL_DAYS[days[0]].title()} to {_FULL_DAYS[days[-1]].title()}" if row else match.group()


def _whole_day(match: re.Match[str]) -> str:
    return _WEEKDAYS[match.group()[:2].lower()]


def _as_long(text: str) -> str:
    """ "Nothing comes for 12 days ... in that time": the next 12 days."""
    spans = list(_SO_LONG.finditer(text))
    if len(spans) != 1 or not _NOTHING_COMES.search(text):
        return text
    rest = spans[0].end()
    return text[:rest] + _SO_LONG_AGAIN.sub(f"over the next {spans[0]['n']} {spans[0]['u']}", text[rest:])


def _if(match: re.Match[str]) -> str:
    verb = ("is not" if match["no"] else "is") if match["verb"].lower() == "be" else match["verb"]
    if match["no"] and match["verb"].lower() != "be":
        verb = f"do not {verb}"
    return f"{match['before']}if {match['what']} {verb}"
