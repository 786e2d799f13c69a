# ruff: noqa: E501 - a pattern is read on one line
"""What is supposed, in other words."""

from __future__ import annotations

from rag.understanding.message.wordings.parts import COUNT

__all__ = ["WORDINGS"]

_FACTOR = r"(?:0?\.\d+|[1-9](?:\.\d+)?)"
_PLAN = r"(?:forecasts?|fcst|plan|baseline|base(?: case)?|projections?|expectations?|normal|usual)"
_LENDS = r"(?:lend|send|move|ship|transfer|pass|hand|bring|shift|give|spare|borrow)(?:s|es)?"
_FOR_A_TIME = r"(?:a|an|another|one|two|three|four|five|six|ten|\d+)(?: more| further| extra| whole)? (?:days?|weeks?|fortnights?|months?|while|bit)"
#: Somebody of whom it is supposed that an order of ours goes out later, and for how long
_PUTS_OFF = (
    r"(?P<if>(?:^|(?<=[.;:!?] ))(?:(?:and|so|but|ok(?:ay)?),? )*(?=(?:delay|postpone|defer|hold|put|push)\b)|\b(?:if|suppose|supposing|say|assume|assuming|imagine)(?: that)?,? (?:i|we)(?: (?:just|simply|now|were to|decide to|decided to))*)"
    rf" ?(?:hold(?:ing)? (?:off|back)|held (?:off|back)|put(?:ting)? off|delay(?:ed)?|postponed?|defer(?:red)?|push(?:ed)? back|wait(?:ed)? (?:(?:for )?{_FOR_A_TIME} )?(?:with|before))"
)
_SPAN = rf"(?: (?:by|for) {_FOR_A_TIME}| (?:un)?till? (?!then\b|that\b)[^,?.;-]{{3,25}}?)?(?=\W*$| ?[?;,]| -|\. )"
WORDINGS: tuple[tuple[str, str], ...] = (
    # "Assume that takes 25% off Footwear there", "if it cost Leeds 25 percent of this figure"
    (r"(?P<b>\b(?:if|assum\w+|suppos\w+|say|imagine|when|would|could|might|may|will|should)\b[^?.;]{0,60}?)\b(?:that|it|this|which)? ?(?:takes?|took|knocks?|knocked|shaves?|cuts?|wipes?|chops?|strips?|costs?) (?P<n>\d{1,3} ?(?:%|percent)) (?:off|from|away from) (?:(?:the )?(?:sales|demand|forecast|turnover) (?:of|for|in|at) )?(?:the |our )?(?P<x>(?!price|cost|it\b|that\b|them\b|order)[^?.;,]{3,50}?)(?=[,.;?]| and\b|$)", r"\g<b>demand for \g<x> falls by \g<n>"),
    (r"\b(?:that|it|this|which) (?:would |will |could |should |may |might )?costs? (?P<x>(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?|us|me|them) (?P<n>\d{1,3} ?(?:%|percent)) of (?:this|that|these|those|the|its|their|our)(?: expected| forecast)? (?:figure|number|sales|demand|units|quantity|forecast|volume|total)", r"that falls by \g<n>"),
    # "Say it sells 30% better because somebody praises it on a screen, how many ...": why changes no figure
    (r"(?P<a>\b(?:if|say|suppose|supposing|assume|assuming|imagine|what if)\b[^?.;]*?(?:\d ?%|\bpercent\b|\btwice\b|\bdoubles?\b|\bhalf\b)[^?.;,]*?),? (?:because|becuase|becasue|bcs|cos|cuz|thanks to|due to|owing to|on account of) (?![^,?.;]*\d)[^,?.;]{3,80}?(?=,|[.;?]| then\b|$)", r"\g<a>"),
    # "The lead time stretches from 3 days to 9": 9 days
    (rf"\bfrom (?P<a>{COUNT}) (?P<u>days?|weeks?|percent|%|units) (?:up |down |out )?to (?P<b>{COUNT})(?! ?(?:days?|weeks?|months?|percent|%|units|\d|\.\d|[-/]))\b", r"from \g<a> to \g<b> \g<u>"),
    # "Say people buy 30 percent more": more is sold, and no larger order placed
    (r"\b(?:people|customers|shoppers|folks|clients|consumers|everyone|everybody) (?:buy|bought|buys|take|took|takes|want|wanted|wants|purchase|purchased|grab|grabbed|ask for|asked for)(?: (?:about|around|roughly|some|maybe|perhaps))? (?P<n>\d{1,3}(?:\.\d+)? ?(?:%|percent)|an? (?:third|quarter|fifth|tenth)) more\b", r"demand rises by \g<n>"),
    (r"\b(?:people|customers|shoppers|folks|clients|consumers|everyone|everybody) (?:buy|bought|buys|take|took|takes|want|wanted|wants|purchase|purchased|grab|grabbed|ask for|asked for)(?: (?:about|around|roughly|some|maybe|perhaps))? (?P<n>\d{1,3}(?:\.\d+)? ?(?:%|percent)|an? (?:third|quarter|fifth|tenth)) (?:less|fewer)\b", r"demand falls by \g<n>"),
    # "With the price cut by a fifth", "at half price"
    *(
        (rf"(?P<a>\b(?:prices?\b[^?.,;]{{0,30}}?|(?:cut|drop|lower|reduc|slash|trim|rais|increas)\w*\b[^?.,;]{{0,40}}?\bprices?\b[^?.,;]{{0,20}}?) (?:by )?)(?:an?|one) {part}\b(?! (?:of|day|week|month|year))", rf"\g<a>{percent}%")
        for part, percent in (("half", 50), ("third", 33.3), ("quarter", 25), ("fifth", 20), ("tenth", 10))
    ),
    (r"\b(?:at|for|with(?: it at)?) half(?: the| its| our)?[ -](?:usual |normal |regular )?price\b", "with 50% off"),
    # "Roadworks outside Cork could cost us a quarter": before the door of it, and not everywhere but there
    (r"\b(?P<n>road ?works?|works|construction(?: works?)?|building (?:sites?|works?)|scaffold\w*|digging|dig|closures?|closed|closing|road|street|pavement|sidewalk|square|car park|parking(?: lot)?|traffic(?: jams?)?|jams?|diversions?|detours?|cranes?|market|fair|festival|demo(?:nstration)?s?|protests?|parade|concert|stage|picket(?: line)?|pipe|accident|fire|flood(?:ing)?|snow|event|party|pitch|stall|stand|fence|barriers?|queues?) (?:(?:right|just|directly|immediately|smack) )?outside (?:of )?(?P<t>the )?(?=(?-i:[A-Z]))", r"\g<n> at \g<t>"),
    # "The same with demand cut in two", "halve the demand, how many then?"
    (r"\b(?:with|at|under|given|for) (?:the |our |its )?(?P<d>demand|sales|forecasts?|volumes?)(?: being| getting)? (?:cut|chopped|sliced|split|slashed|divided|reduced) (?:in|by|into|to) (?:two|half|halves)\b", r"if \g<d> were halved"),
    (r"(?P<b>^|[.?!;,:] )(?P<c>(?:(?:and|but|so|now|ok|please|then|just),? )*)(?:halve|cut in (?:two|half)|half) (?:the |our |its |that )?(?P<d>demand|sales|forecasts?|volumes?)(?: (?:in|by) half)?(?=\W|$)", r"\g<b>\g<c>if \g<d> were halved"),
    (r"(?P<b>^|[.?!;,:] )(?P<c>(?:(?:and|but|so|now|ok|please|then|just),? )*)(?:cut|chop|slash|reduce|split) (?:the |our |its |that )?(?P<d>demand|sales|forecasts?|volumes?) (?:in|by|to|into) (?:two|half|halves)\b", r"\g<b>\g<c>if \g<d> were halved"),
    (r"(?P<b>^|[.?!;,:] )(?P<c>(?:(?:and|but|so|now|ok|please|then|just),? )*)(?P<v>doubl|tripl)e (?:the |our |its |that )?(?P<d>demand|sales|forecasts?|volumes?)(?= ?(?:[,.;:?]|$|(?:and|then|how|what)\b))", r"\g<b>\g<c>if \g<d> were \g<v>ed"),
    # "If they sold half as much again, how many would be gone after the next 28 days?": sold, and no run-out
    (r"(?P<b>\b(?:sells?|sold|selling|demand|sales)\b[^?.]{0,80}, how many)(?P<u> units| pieces| of (?:them|those))? (?P<w>would|will) be gone (?:after|over|in|within|during|by the end of) (?=(?:the |those |these )?(?:next|coming|following|\d))", r"\g<b>\g<u> \g<w> be sold over "),
    # "What happens if I wait a week?", "what if we wait until Friday with it?": no order is placed for now
    (r"\bif (?:i|we) (?:just |simply |still |were to )?(?:wait|sit (?:and wait|tight)|do nothing|hang on)(?: (?:for )?(?:(?:a|an|another|one|two|three|four|\d+)(?: more| further| extra)? (?:days?|weeks?|while|bit)|longer|a bit longer|(?:un)?till? (?!then\b|that\b)[^,?.]{3,25}?))?(?: (?:with|before) (?:it|that|this|the order|ordering(?: it)?|placing it))?(?=\W*$)", "if we skip the order"),
    # "Suppose we put off ordering tape for a week", "delay the tape order by 5 days: what does it cost us?"
    (rf"{_PUTS_OFF} (?:(?:on|with) )?(?:(?:placing|making|sending) )?(?P<d>the |that |this |our |my |your )(?P<x>[^?;,]{{0,60}}?)(?:order|purchase|reorder)\b(?P<of> (?:of|for|with|in|at|from) [^?;,]{{3,60}}?)??{_SPAN}", r"\g<if> skip \g<d>\g<x>order\g<of>"),
    (rf"{_PUTS_OFF} (?:(?:on|with) )?(?:ordering|buying|reordering|purchasing) (?P<x>[^?;,]{{3,70}}?){_SPAN}", r"\g<if> skip the order of \g<x>"),
    # "Deliveries of tea to Leeds stretched to 12 days. What would we sell in the meantime, counting from tomorrow?"
    (rf"(?P<b>^|[.?!;:] )(?:(?:suppose|imagine|say|assume|if) |(?P<v>[^.?!;:]{{2,40}}?) (?:warns?|says|said|writes?|wrote|tells?(?: us)?|told us|announc(?:es|ed)|expects?|reports?|lets us know)(?: us)? (?:that )?)?(?:the |our |my |all |its |their )?(?:deliver(?:y|ies)|shipments?|supply|supplies|transport|lead)(?: times?)?(?P<of>(?: of| for| to| from) (?:[^?.;,]|\.(?=\d)){{3,80}}?)? (?:(?:is|are|was|were|has|have|got|gets?)(?: been| now)? )?(?:stretch(?:ed|es)?|lengthen(?:ed|s)?|slip(?:ped|s)?|drag(?:ged|s)?(?: on)?|grew|grows|rose|rises|extend(?:ed|s)?|draw(?:n|s)? out|goes up|went up|going up|will be|jump(?:ed|s)?)(?: out| up)?(?: to|(?<=will be)) (?P<n>{COUNT}) (?P<u>days|weeks)(?=[.,;])[.,;]", r"\g<b>if the lead time\g<of> is \g<n> \g<u>,"),
    (r"^(?P<b>\W*)(?:an? |the )?(?:warning|heads[- ]?up|alert|word) (?:just in )?from (?P<w>[^.?!,;:]{2,40}): ", r"\g<b>\g<w>: "),
    # "The capsules could take 12 days to reach us rather than 14. What do we get through in those 12 days?"
    (r"(?P<b>^|[.!?:;] )(?P<x>(?!if\b|suppos|say\b|assum|what|how|when|which|why|imagine)[^.?!:;]{3,80}?) (?:could|might|may|will|would|is going to|are going to|is about to|can) (?:now )?(?:take|need) (?P<n>\d+ (?:days|weeks)) (?P<r>(?:now )?to (?:reach|get|arrive|be delivered|come)[^.?!;]{0,40})[.;] (?=[^?]*\?)", r"\g<b>if \g<x> takes \g<n> \g<r>, "),
    # "Say I leave the soap off this round", "should the fair lift that by a fifth"
    (r"\b(?P<s>say|suppose|if|imagine|assume|what if) (?:i|we) (?:leave|left|keep|kept|strike|struck|cut|took|take) (?P<x>(?!it\b|that\b|this\b|them\b)(?:[^?.,;]|\.(?=\d)){3,60}?) (?:off|out of) (?:this (?:round|time|order)|the (?:list|order|round)|the next order)\b", r"\g<s> i skip the order of \g<x>"),
    (r"\bwhat (?P<q>quantity|number|amount|qty) (?:did|do|have|had) you (?:have |had |got )?down\b", r"what \g<q> did you recommend"),
    (r"(?P<b>^|[.?!;,] )(?P<c>(?:and|but|so) )?should (?P<s>(?:the|a|an|our|this|that) [^?.,;]{2,40}?) (?P<v>lift|boost|push up|raise|cut|lower|drop|double|halve) (?=(?:that|it|this|them|sales|demand|things)\b)", r"\g<b>\g<c>if \g<s> would \g<v> "),
    # "drop [product] from the recommended orders": it is left out, and no demand drops
    (r"\b(?:drop|strik|struck|tak|took|cut|cross|knock|scratch|delet|remov|kick|throw|thr[eo]w)(?:e|es|s|ped|ed|ing|ping|n|ting)? (?P<x>(?!it\b|that\b|them\b|this\b)(?:the )?(?-i:[A-Z])[^.?,;:]{2,60}?) (?:from|off|out of) (?P<w>(?:(?:the|our|my|your|that|all) )*(?:(?-i:[A-Z])\w+(?:'s)? )?(?:(?:recommended|proposed|suggested|order|purchase) )*(?:orders?|lists?|proposals?|drafts?)\b)", r"leave \g<x> out of \g<w>"),
    # "sales at 0.7 of forecast", "70% of fcst - units, delta?"
    (rf"\b(?P<v>ran|runs?|is|are|was|were|comes? in|sells?|sold|stays?)?(?(v) )(?:only |just )?at (?P<n>0?\.\d+) (?:of|x|vs\.?|times|against|on) (?:the |our )?{_PLAN}", r"if demand is \g<n> times the forecast"),
    (rf"(?P<b>^|[,;:.-] ?|\b(?:at|with|assume|assuming|take) )(?P<n>\d{{2,3}}) ?(?:%|percent) of (?:the )?{_PLAN}(?=[^?]*\b(?:units?|pieces)\b[^?]*\??[^?]*\b(?:delta|diff\w*|change)\b)", r"\g<b>if demand is \g<n>% of the forecast"),
    # "factor 0.7 vs forecast", "demand x 1.2", "scaled by 0.8 against the plan"
    (rf"(?P<b>[,;:] |[.] )?(?:\b(?:with|at|by|using|apply(?:ing)?|run(?: it)? (?:with|at)) )?(?:\ban? |\bthe )?\b(?:demand |sales )?(?:factor|multiplier)(?: of|:| =| x)? ?(?P<n>{_FACTOR}) (?:vs\.?|versus|against|on|to|of|over|applied to|compared (?:to|with)) (?:the |our |your )?{_PLAN}", r"\g<b> if demand is \g<n> times the forecast"),
    # "3 x 25 Pack" is a size, and no factor
    (rf"(?P<w>\b(?:demand|sales|forecast)\b[^?.;]{{0,60}}?),? (?:(?<!\d )(?<!\dmm )(?<!\dcm )(?:x|\*|×)|times|multiplied by|scaled (?:by|to|with)|(?:with|at) (?:a )?(?:factor|multiplier)(?: of)?|(?:factor|multiplier)(?: of)?) ?(?P<n>{_FACTOR})(?!\d|\.\d| ?(?:mm|cm|m|g|kg|ml|l|pack|%|times|days?|weeks?|units?|pieces|x\b))(?=[^?]*\?)", r"\g<w> if demand is \g<n> times the forecast"),
    (r"\b(?:not|no longer) (?:in|within|after) \d+ days(?:,? (?:like|as) (?:always|usual|normal|before|ever))?,? but (?:only )?(?:in|after|within|needs|takes|wants) (?P<n>\d+ days)\b", r"takes \g<n>"),
    (r"\b(?P<i>suppose|supposing|say|assume|assuming|imagine|if|what if) (?:that )?(?:an?|the|our|that|this|some) [^?.;,]{2,40}? (?:lifts|boosts|pushes up|bumps up|drives up) (?:(?:the )?(?:demand|sales) (?:for|of) )?(?P<w>(?!(?:the |our |its |their )?(?:prices?|costs?|lead|service|stock|orders?|margin|demand|sales)\b)(?:(?!price|cost|lead time|service level)[^?.;,]){3,60}?) (?:up )?by (?P<n>\d{1,3} ?(?:%|percent))", r"\g<i> demand for \g<w> rises by \g<n>"),
    (rf"\b(?:the |our |my |all )?(?:suppliers?|vendors?|makers?|manufacturers?|they)(?: will|'ll| all| now)* (?:slap|slaps|put|puts|whack|whacks|stick|sticks|lump|clap) (?:another |an extra )?(?P<n>\d{{1,2}}(?:\.\d)?|{COUNT}|fifteen|twenty) ?(?P<p>%|percent) (?:extra |more )?on(?:to)?(?: top)?(?: of)? (?:the lot|everything|it all|all of it|them all|that|it|(?:the |their |all )*prices)\b", r"all prices rise by \g<n> \g<p>"),
    # "Let's play it through: X does double your forecast"
    (r"(?P<b>^\W*|[.?!;] )(?:ok(?:ay)?,? |so,? |now,? |just )*(?:(?:let'?s|let us|i(?:'d| would) like to|i want to|we|can we|could we|can you|please)(?: just| please)? (?:play|run|think|work|go|walk|talk|calculate|spin|game)(?: (?:it|this|that|something|one|a case|a scenario|a what-?if|the case|the numbers))? (?:through|out|over)|(?:a )?(?:thought experiment|what-?if|scenario|hypothetical(?:ly)?(?: speaking)?|mind game|for the sake of argument|for argument'?s sake))(?: (?:for|with) (?:me|us))? ?(?:[:,;.]|-+|\u2013|\u2014) ?", r"\g<b>suppose "),
    (r"\b(?P<v>does|do|did|makes?|made|reaches|reach|hits?|achieves?|manages?|gets?|comes? to|lands? at|turns out|ends up (?:at|with)|delivers?|runs? at|goes for) (?P<n>double|twice|triple|treble|three times|half|1\.5 times|one and a half times)(?: of)? (?P<w>(?:your|the|our|its) (?:own )?(?:forecast|prediction|expectation|estimate|expected (?:sales|demand)))\b", r"sells \g<n> \g<w>"),
    (r"(?P<b>^|[.?!:] )picture (?=(?:an?|the|our|this|that|every|all|us)\b)", r"\g<b>imagine "),
    (r"\ban? (?:extra )?(?:kick|boost|lift|push|bump|leg-up|shot in the arm) of (?P<n>\d{1,3}) ?(?:%|percent)", r"\g<n>% more demand"),
    (r"^(?P<a>and|but|so|now|what)?(?P<c>,? ?)(?:were|was) (?P<x>the (?:public|customers|people|shoppers|buyers|demand|sales|market|supplier|customers|trade)) to (?P<v>\w+)(?= [^?,]*\?$)", r"\g<a>\g<c>if \g<x> \g<v>"),
    (r"\b(?:the )?(?:time|days|wait|period) (?:un)?till? (?:the )?(?:delivery|arrival|goods (?:arrive|come|are here))(?= (?:plus|and|\+) (?:the )?review)", "the lead time"),
    (r"\breview (?:interval|cycle|rhythm)\b", "review period"),
    (r"\b(?:delivery|supply) (?:period|term)\b|\bterm of delivery\b", "lead time"),
    (rf"\b(?:simulate|assume|suppose|model|imagine) (?:an? |the )?(?:prolongation|extension|lengthening) of (?:the )?lead time (?:of|for|at) (?P<w>[^.?,]{{3,40}}?) by (?P<n>{COUNT}) (?P<u>days|weeks)(?: and)?", r"suppose \g<w> takes \g<n> \g<u> longer to deliver;"),
    (r"\b(?:service degree|degree of service)\b", "service level"),
    (r"\b3/4 of\b", "three quarters of"),
    (r"\b2/3 of\b", "two thirds of"),
    (r"\b(?:goes|go|went|going) back by\b", "drops by"),
    (r"\b(?P<g>g[ai]ve[sn]?|grants?|allows?) (?P<m>me|us) (?P<w>for (?:the )?(?-i:[A-Z])[\w'& -]{2,30}?) (?P<n>[€$£]\d[\d.,]*|\d[\d.,]* ?(?:euros?|eur|pounds?|dollars?)\b)(?= )", r"\g<g> \g<m> \g<n> \g<w>"),
    (r"\bwhen (?:stand|are) (?:we|i) (?:before|with|in front of) (?:an |the )?empty shel(?:f|ves)\b", "when do we run out"),
    (r"(?P<s>^|[.!;] )we (?:could|can|might|may) (?=(?:lend|send|move|ship|transfer|pass|hand|bring|shift|give)\b[^.?]*\b\d+\b[^?]*\b(?:from|to)\b[^?]*\?)", r"\g<s>if we "),
    (r"\bspares? (?=(?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)? \d)", "gives "),
    # "[store] could lend [store] 20 units of it. How many would each have then?"
    (rf"(?P<s>^|[.!;] )(?P<a>(?!(?:suppos|if\b|imagin|say\b|assum|what|when|where|who|how|why|should|we\b|i\b|they|you\b|it\b|please|can\b|could|would|does|do\b|did|is\b|and\b|but\b|so\b|my\b|our\b))(?:let )?(?:the )?(?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*){{0,2}}) (?:could |can |might |may |would |will |shall |should |is to |wants to |offers to )?(?P<v>{_LENDS})(?P<w> [^.?!;]*\b\d{{1,4}}\b[^.?!;]*[.;:!?-][^?]*\b(?:then|after(?:wards)?|after that|left|each|both|would)\b[^?]*\?)", r"\g<s>if \g<a> \g<v>\g<w>"),
    (r"\b(?:slap|stick|clap|whack|tack|lump)(?:s|ped)? (?=\d{1,3} ?(?:%|percent))", "puts "),
    (r"\bcontraction\b", "drop"),
    (r"\b(?P<w>order\b(?! (?:number|point))[^?]{0,80}?\b(?:if|suppos\w+|what if|say|imagine|were|should)\b[^?]{0,20}?\b)(?:bin|scrap|ditch|axe|scratch) (?:it|that)\b", r"\g<w>skip that order"),
    (r"(?<!open )(?<!outstanding )(?<!purchase )(?<!pending )\b(?P<o>order\b(?! (?:number|point))[^,?.]{0,40}?) (?P<is>is|be|were|was|gets?) (?:to be )?(?:withdrawn|revoked|annulled|rescinded|struck off|binned|shelved|forgotten|overlooked)\b", r"\g<o> \g<is> not placed"),
    (r"\b(?P<v>takes?|took|needs?|needed) (?:double|twice) the (?:usual |normal )?time\b", r"\g<v> twice as long"),
    (r"\b(?:serve|promised?|satisf(?:y|ied)|please|supply|supplied) (?:the |our |all )?(?:customers|buyers|shoppers|people) (?:with )?(?P<n>9\d) (?:out )?of (?:every )?(?:100|a hundred)\b", r"had a service level of \g<n>%"),
    (r"\bwhat(?: would| will|'s| is)(?: then)? the damage(?: be)?\b", "what would the total cost be"),
    (r"\bmakes? (?:us|me|it|everything|all) (?P<n>\d{1,2}) ?(?P<p>%|percent) (?P<d>cheaper|dearer)\b", r"gets \g<n>% \g<d>"),
    (r"\bwithout (?P<n>\d{1,2}) ?(?:%|percent) (?:from|of) (?:this|that|it|these)\b", r"with \g<n>% less"),
    (r"\bhow many (?P<t>units|pieces) (?:would|will|do we need to) cover (?:it|that)\b", r"how many \g<t> would that be"),
    (r"\b(?:(?:till|until) when|how long) (?:can|may|could) (?:i|we) (?:leave|let) (?P<x>(?:[^?.,]|\.(?=\d)){0,80}?\border[^?.,]{0,40}?) (?:lying|lie|be|wait|waiting|sit|sitting|alone|rest)\b", r"by when must i place \g<x>"),
    (r"\b(?:is |are |stays? |will be )?(?:remaining|remains|left over|left) (?:with|to|for) (?:me|us)(?: after(?:wards)?)?\b", "is left"),
    (r"\bcan (?P<who>i|we) pay (?:it|that|this|all|them|everything)(?: all)?(?: of it)? (?:with|from|out of) (?:this|that|it)\b", "is that enough"),
    (r"\b(?P<n>\d{1,2}(?:\.\d)?|five|ten|fifteen|twenty|thirty|forty|fifty) ?(?:%|percent) (?P<way>under|beneath|short of|lower than|less than|above|over|on top of|higher than|more than) (?P<of>your|the|our) (?:own )?(?:expectations?|estimates?|guess|prognosis|prediction|projection|outlook)\b", r"\g<n>% \g<way> \g<of> forecast"),
)  # fmt: skip
