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

_WORDINGS: tuple[tuple[str, str], ...] = (
    # how many
    (rf"\bhow much (?=(?:{_THINGS})\b)", "how many "),
    (r"\b(?:what|which) (?:number|count) of (?=\w)", "how many "),
    (r"\bhow many percents?\b", "what percentage"),
    (r"\bper cent\b", "percent"),
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
    (r"\b(?P<v>gains?|profits?|benefits?) (?P<m>(?:the )?(?:most|least)) (?:when|if|while|once) (?:(?:it|they|we)(?:'s|'re| is| are| put it| put them)? )?(?:on|in) (?:an? )?(?:special )?(?:offer|promotion|promo|deal)\b", r"\g<v> \g<m> from a promotion"),
    (r"\bwhose (?P<n>two|three|four|five|\d) (?P<b>invoices|bills|orders)\b", r"which \g<n> suppliers' \g<b>"),
    # which of them
    (r"\bhow much of (?=(?:them|those|these)\b)", "how many of "),
    (r"\bonly (?:what|the ones|those|that which)(?: that)? (?:(?:is |are )?(?:coming|com(?:es?)|bought|delivered|supplied)|we (?:get|buy|have|are getting)) (?:from|by) ", "only those from "),
    (r"\b(?:it )?(?:does(?:n't| ?not)|doesnt) matter (?:in |at )?which (?P<w>shop|store|branch)\b", r"in any \g<w>"),
    (r"\bwhen (?:i am|we are) not (?=(?:ordering|buying))", "if we are not "),
    (r"\bis worth an? (?:\w+ )?(?:delivery|trip|call|drive|phone call|visit)\b", "matters"),
    (r"\bwithheld (?:from (?:release|approval))?|\b(?:held|kept) back(?: from (?:release|approval))\b", "left out"),
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
    # what comes, what goes back
    (r"\b(?:bring|brings|brought|bringing|take|takes|took|carry|carries) (?:it |them )?again (?:to|into|in)\b", "return to"),
    (r"\b(?:is|are) (?:not (?:yet )?come(?: yet)?|not arrived(?: yet)?)\b", "has not arrived yet"),
    (r"\bwe wait (?:still )?for(?: still)?\b|\bwe (?:still )?(?:await|are (?:still )?waiting for)\b", "are still on order"),
    (r"\boutstanding (?:volume|quantity|units|quantities|orders?)\b", "units on open orders"),
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


_TENS = {
    "ten": 10,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_PERCENT = re.compile(rf"\b(?P<t>{'|'.join(_TENS)})(?:[- ](?P<o>{'|'.join(_ONES)}))? ?percent\b", re.IGNORECASE)
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
    for pattern, said in _COMPILED:
        text = pattern.sub(said, text)
    text = _PERCENT.sub(lambda m: f"{_TENS[m['t'].lower()] + _ONES.get((m['o'] or '').lower(), 0)}%", text)
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
