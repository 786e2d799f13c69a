# ruff: noqa: E501 - a pattern is read on one line
"""Measures in other words: "a service degree of ninety percent" is a service level."""

from __future__ import annotations

from rag.understanding.message.wordings.parts import COUNT

__all__ = ["WORDINGS"]

_RUNS_OUT = r"(?:chance|chanse|risk|probability|likelihood|danger) (?:of|to) (?:running out|run out|selling out|sell out|(?:a |an )?stock-?outs?|(?:being|getting|be) (?:out of stock|sold out|empty))(?: on (?:us|me|you))?"

_STATED = r"return rate|lead time|delivery time|(?:unit |purchase |list |selling )?price|unit cost|minimum order(?: quantity)?|moq|order multiple|pack size|payment terms?|on-time rate|uplift|average"
#: Quartiles of goods are no levels of demand.
_OF_GOODS = r"(?! (?:of|among) (?:the |our |all )*(?:\w+ )?(?:products|items|articles|skus|stores|shops|suppliers|range|assortment))"

_ON_ORDER = r"(?:everything|what|whatever|all|the (?:units|pieces|goods|stuff))(?: that)?(?: is|'s| are| was| were| has been| have been| we have| we(?: 've|'ve)| i have)?(?: already| still| now)* (?:ordered|on order|on (?:its|the|their) way|coming|to come|in transit|in the pipeline|outstanding)"
_NOT_HERE = r"(?:(?:,| but| and)?(?: (?:is|are|has|have|was|were))? ?(?:not|hasn't|haven't|isn't)(?: yet)? (?:here|there|in|arrived|been delivered|delivered|come)(?: yet)?)?"
_COUNTING = (
    rf"(?:(?:if|when|once) (?:you|we|i|one) (?:also |do )?(?:count|include|add|take)(?: in)?|(?:also )?counting(?: in)?|including|incl\.?|adding(?: in)?|with) "
    rf"(?:{_ON_ORDER}|(?:the |our |all |any )?(?:open|outstanding) (?:purchase )?orders?)(?: (?:too|as well|also|in|included|added|counted(?: in)?))*"
)
_SWINGS = r"(?:swings?|swung|var(?:y|ies|ied)|fluctuates?d?|jumps?|jumped|scatters?|scattered|moves? around|bounces? around|deviates?|wobbles?)"
_SHELF = (
    r"(?:just |only |purely )?(?:what|whatever|the (?:current |present |existing )?(?:stock|units|pieces|goods|inventory)|(?:its|our|their|that) (?:current |present |own )?(?:stock|inventory))(?: that)?"
    r"(?: (?:is|are|we have|we've got|they have|it has))?(?: now| still| already)?(?: (?:there|left|on hand|in stock|in hand|on (?:the |its |our |their )?(?:shelf|shelves)|in the (?:shop|store|back)))*"
)
_LASTS = r"(?:lasts?|will last|would last|holds? out|will hold out|keeps? going|gets? us further|carries us further|reach(?:es)?|will reach)"
_HELD = r"(?:holds?|held|compares?|compared|measures?|measured|sets?|puts?|checks?|checked|weighs?|weighed|judged?|tests?|tested)"

#: How many, of things that stand somewhere or that are still on their way
_MANY = r"how (?:much|many)(?: (?:units|pieces|pcs|of (?:it|them|that)))?(?: (?:is|are|do we have|have we(?: got)?|we have|have they(?: got)?))?"
_THERE = (
    r"(?:there|here|in (?:the )?(?:house|store|shop)|on (?:the )?shel(?:f|ves))(?: (?:now|today|already|right now))?"
)
_COMES = r"(?:(?:still |already |yet )*(?:coming(?: in)?|to come|on (?:its|the|their) way|inbound|incoming|in transit|arriving|under way|underway))"
_LIMIT = r"(?:[€$£] ?)?\d[\d.,]*(?: ?%| (?:percent|days?|weeks?|units?|pieces|euros?|dollars?|pounds?|usd|eur|gbp))?"
_JUST_AT = rf"(?:exactly|precisely|just|a flat|an even) {_LIMIT}(?: (?:or|and|nor) (?:(?:exactly|precisely|just|a flat|an even) )?{_LIMIT})*|{_LIMIT} (?:itself|sharp|exactly|on the dot)"
#: "Exactly 7 days", "7 days themselves"
_ITSELF = rf"(?:(?:those|anyone|someone|suppliers|products) (?:at|with|of) )?(?:(?:exactly|precisely|just|a flat|an even) (?P<n>{_LIMIT})(?: (?:itself|themselves|sharp|on the dot))?|(?P<n2>{_LIMIT}) (?:itself|themselves|sharp|exactly|on the dot))"

_BILL = r"(?:cheque|check|bill|tab|invoice|payment|transfer|outlay|cash outlay|hole)"
_PAID = (
    r"(?:(?:am|are|do|would|will|should|must|shall) (?:i|we) (?:be |have to |need to )?(?:writ\w+|sign\w*|pay\w*|fac\w+|foot\w*|get\w*|cut\w*|look\w* at|run\w* up|mak\w+|send\w*)"
    r"|(?:is|would|will|does) (?:that|it|this)(?: be| make| leave| mean| come to)?(?: (?:me|us)(?: with)?)?)\b"
)
#: What the tables say of a product in a word, and as what it can stand there
_CLASS_OF = r"(?:(?:demand|sales) (?:class|type|pattern|profile|category|behaviou?r)|(?:abc|xyz)(?: class| category| letter| rating| grade)?|(?:recommended |suggested |current )?action|(?:28[- ]day |sales |demand )?trend)"
_KINDS_OF_DEMAND = r"(?:intermittent|lumpy|smooth|erratic)"
_LETTER = r"(?-i:[ABCXYZ])(?![\w'-])(?! (?:items?|products?|articles?|lines?|class)\b)"
_WORDS_OF_A_CLASS = rf"(?:{_KINDS_OF_DEMAND}|expedite|order[ _]now|order[ _]soon|excess|ok\b|rising|falling|flat)"
_COMES_OUT = (
    r"(?:(?:comes?|came|coming|turns?|turned|works?|worked|ends?|ended|winds?|wound|shows?|showed|pans?|panned) (?:out|up)|shows?|reads?|stands?|falls?|fell|figures?|features?|counts?|registers?|ranks?|scores?|resolves?|is considered|gets?|lands?|landed|was found"
    r"|(?:(?:is|are|was|were|be|been|being|gets?|got|has been|have been|had been) )(?:now |currently |still )?(?:given|put(?: down)?|listed|rated|graded|classed|classified|recorded|marked|entered|shown|set|labell?ed|flagged|registered|stated|filed|tagged|deemed|judged|described|reported|assigned|evaluated|assessed|computed|determined|treated|seen|branded|booked|categori[sz]ed|sorted))"
)
_AS = r"(?: (?:as being|to be|as|at|in|into|under|with|on|for|among|by))?(?: (?:an?|the|class|type|group|letter))?"
_GOODS_THAT = r"(?:products?|items?|articles?|skus?|lines?|goods|things|ones?|those|everything|that|which|what|who)"

#: What the two classes of a product are made by, and how people name them
_BY_VALUE = r"(?:value|revenue|turnover|sales[ -]value|earnings|importance|pareto)"
_BY_EVENNESS = r"(?:variability|variation|volatility|predictability|regularity|steadiness|fluctuation|forecastability|stability|unpredictability)"

WORDINGS: tuple[tuple[str, str], ...] = (
    # "What does it normally sell for?"
    (r"\b(?:what|how much) (?:does|do|did|will|would) (?P<x>[^?.,;]{2,60}?) (?:normal+y |usual+y |regularly |generally |otherwise )?(?:sell|retail|go over the counter) (?:for|at)(?= ?(?:\?|$|normal|usual|in\b))", r"what is the selling price of \g<x>"),
    # "Both quantiles 10% + 90%", "the 10th percentile as the low case and the 90th as the high case"
    (r"(?P<a>\b\d{1,2}) ?% ?(?:\+|&|/|plus) ?(?P<b>\d{1,2}) ?%(?=[^?]*\b(?:quantiles?|percentiles?|levels?)\b)|(?P<q>\b(?:quantiles?|percentiles?|levels?)(?: of)?:? )(?P<a2>\d{1,2}) ?% ?(?:\+|&|/|plus) ?(?P<b2>\d{1,2}) ?%", r"\g<q>\g<a>\g<a2>% and \g<b>\g<b2>%"),
    (r"\b(?:both |the |two )*(?P<k>quantiles|percentiles)(?: of|:)? (?P<a>\d{1,2}) ?% and (?P<b>\d{1,2}) ?%", r"\g<a>% and \g<b>% \g<k>"),
    (r"\b(?P<a>\d{1,2}(?:st|nd|rd|th)) (?P<k>percentile|quantile)(?P<x>[^?.;\d]{0,40}?),? (?:and|plus|with|as well as|&) (?:also )?(?:the |its )?(?P<b>\d{1,2}(?:st|nd|rd|th))\b(?! (?:percentile|quantile|of\b|day|week))(?: (?:as|for|being) (?:the|our|my) [a-z]+ (?:case|scenario|figure|value|end|side|bound|limit))?", r"\g<a> and \g<b> \g<k>"),
    # "Have a forecast too small, more than 20% under"
    *(
        (rf"\b(?:(?:have|has|with|had|got|show|whose) )?(?:an? |the |its |their )?forecasts?(?: (?:that (?:is|are|was)|is|are|was|were|of them))? (?:far |way |much )?(?:too {low})(?: in the past)?,? (?:by |namely |that is |i mean )?(?P<m>more than|over|at least|above) (?P<n>\d{{1,3}}) ?(?:%|percent)(?: (?:too {low}|{off}))?", rf"are {word} by \g<m> \g<n>%")
        for low, off, word in (
            ("(?:small|low|little|short|cautious)", "(?:under|below|short|off)", "under-forecast"),
            ("(?:big|high|large|much|optimistic)", "(?:over|above|off)", "over-forecast"),
        )
    ),
    (r"\bby what (?:amount|margin|sum)(?= ?(?:[?.!,]|$))", "by how much"),
    (r"\b(?:please |pls )?(?:subtract|deduct|take) (?:the )?one(?: (?:shop|store|branch|number|figure|of them))? (?:from|off|away from) the other(?: one)?[,.;:]? (?=(?:by )?how (?:many|much)\b|what\b)", ""),
    # "Leeds may be shut for repairs, so what do the other shops sell if you don't count it?"
    (r"^(?P<b>\W*)(?P<x>(?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?) (?:may|might|could|will|is|has|does|was|won't|can't|opted|opts|sits|stays)\b(?:(?!(?-i:[A-Z]))[^?.;,\d]){3,80}?[,.;:]+ ?(?:so |therefore |hence )?(?P<q>(?:what|how)\b[^?]*\bother (?:stores|shops|branches)\b[^?]*?)(?:,? (?:if|when) (?:you|we|i) (?:don't|do not|dont|leave|ignore|exclude|skip)[^?]*)?\?", r"\g<b>without \g<x>, \g<q>?"),
    # "Subtract the Leeds part and tell me what remains", "what is left if you deduct Leeds?"
    *(
        (rf"^(?P<b>\W*(?:(?:and|so|ok|okay|now|then|but|please|pls),? )*){lead}(?:subtract|deduct|take (?:away|off|out)|remove|strip (?:out|off|away)|knock (?:off|out)|discount|exclude)(?:ing)? (?:the |our )?(?P<x>(?-i:[A-Z])[\w'&-]*?(?: (?-i:[A-Z])[\w'&-]*?)?)(?:'s?)?(?: (?:part|share|portion|bit|slice|figures?|numbers?|sales|piece|units))?(?: (?:from|off|out of) (?:it|that|this|them|the (?:total|sum|figure)))?{end}\W*$", r"\g<b>and without \g<x>?")
        for lead, end in (
            (r"(?:what(?:'s|s| is| would be)? (?:left|remains|remaining|the rest|the remainder)(?: over)?(?: then)?,? )(?:if|when|once|after|by) ?(?:you |we |i )?", ""),
            (r"(?:can you |could you |let's |let us |i want to )?", r"(?:(?:,|;)?(?: and| then)* (?:(?:tell|give|show) (?:me|us) )?(?:what(?:'s|s| is)? (?:left|remains|remaining)(?: over)?|the (?:rest|remainder|result|new (?:total|figure))))?"),
        )
    ),
    # "Till where do you fill it up?", "what level are you topping up to?"
    (r"(?<!\? )\b(?:(?:un)?till? where|up to where|to where|(?:(?:un)?till?|(?:up )?to) (?:what|which) (?:level|mark|point)|(?:what|which) (?:level|mark))(?: (?:do|does|are|will|would|should|must|is|r))? (?:u|you|we|i|it) (?:be |get |going to )?(?:fill(?:ing|ed)?|refill(?:ing|ed)?|top(?:ping|ped)?|stock(?:ing|ed)?)(?: (?:it|them|that))?(?: up)?(?: again)?(?: to)?(?=\W*$|[?.,;]| and\b)", "up to what level do we fill it"),
    # "Position + order-up-to level"
    (r"(?<!inventory )(?<!stock )(?<!order )\bposition (?P<a>and|\+|&|n|plus) (?:the )?(?=(?:order[- ]up|target|up[- ]to|refill|base[- ]stock)\b)", "inventory position and "),
    (r"(?P<a>\border[- ]up[- ]to level) (?:and|\+|&|n|plus) (?:the )?position\b(?! (?:in|of))", r"\g<a> and inventory position"),
    # "And if it goes bad or goes good? P10 and P90"
    (r"\b(?:if|when) (?:it|that|things?|the (?:week|day)|all) (?:goes|go|runs?|turns? out|comes out) (?P<a>bad(?:ly)?|wrong|poorly|good|well|great)(?:,? (?:or|and|n) (?:if )?(?:(?:it|that|things?) )?(?:(?:goes|go|runs?|turns? out|comes out) )?(?:bad(?:ly)?|wrong|poorly|good|well|great))\b", "in the bad case and the good case"),
    # "From this, how many is safety stock?", "of it, how much is the buffer?"
    (r"(?P<b>^|[.?!,;] ?|\b(?:and|n|so) )(?:from|of|out of|in|within) (?:this|that|it|these|those|which),? how (?:many|much)(?: units| pieces)? (?:is|are|come from|comes from) (?:the |for )?(?=(?:safety|buffer|reserve|cushion))", r"\g<b>how much of that is "),
    # "I mean at how many units on hand + on order"
    (r"(?:,? ?i mean )?\b(?:at|below|under|with) how (?:many|much|few)(?: units| pieces)? (?:on hand|in stock|on the shelf) ?(?:\+|plus|and|incl\w*|&) ?(?:on order|(?:on )?(?:the |their )?way|to come)(?: together| combined)?", " what is the reorder point"),
    (r"\bhow (?:high|far) (?:up )?(?:do|must|should|shall|will|are) (?:we|i|you) (?:then )?(?:fill(?:ing)?|refill(?:ing)?|top(?:ping)?|stock(?:ing)?|order(?:ing)?)(?: (?:it|them|that|the shelf))?(?: up)?(?: again)?(?: to)?(?: then)?(?=\W*$|[?.,;])", "up to what level do we fill it"),
    (r"\b(?P<u>under|below|at|from) how (?P<n>many|few)(?P<x>(?: (?:pieces|units|packs))?(?: of)? [^?.;,]{3,60}?) (?:(?:do|must|should|shall|will) )?(?:we|i) (?:make|place|write|raise|send|put in|start) (?:an?|the)? ?(?:new |next |fresh )?(?:order|po)\b", r"\g<u> how \g<n>\g<x> do we reorder"),
    # "Walk me through the maths behind it"
    (r"\b(?:maths?|mathematics|arithmetic|number crunching|sums)(?= (?:behind|of|for|in|on|there|please|then)\b|\W*$)(?<!do the maths)", "calculation"),
    # "EUR of recommended orders, Leeds"
    (r"\b(?P<b>(?:total|sum|the|in|all|whole|overall) )*(?:eur|euros?|usd|dollars?|gbp|pounds?|£|€|money)(?: total| sum| amount| value)?(?: of| for| in) (?=(?:(?:all|the|your|our|today's|tomorrow's|these|those|my) )*(?:advised|recommended|proposed|suggested) (?:purchase )?orders?\b)", "total value of "),
    # "3 lowest days of cover": of products
    (r"\b(?P<n>\d{1,2}|two|three|four|five|six|ten) (?P<w>lowest|shortest|fewest|smallest|least|highest|longest|most|largest) (?P<m>days|weeks) of (?P<c>cover|stock|supply)\b", r"the \g<n> products with the \g<w> \g<m> of \g<c>"),
    # "How often is the up/down call on the washers right?"
    (r"(?:\b(?:out )?of (?:a |every |each )?(?:100|hundred) (?:times|cases|days|calls),? )?\bhow (?:many|often|much)(?: of (?:them|these|those))?(?: times)? (?:is|are|was|were|do you get|do you have|have you got) (?:the |our |your )?up(?:/| or | and |-or-|-and-| vs\.? |-)down (?:calls?|guess(?:es)?|predictions?|forecasts?|signals?|bets?|tips?|direction)(?: (?:on|for|of|with|about) (?P<x>[^?.;]{3,60}?)) (?:correct|right|accurate|true|spot on|a hit)\b", r"what is the direction accuracy of \g<x>"),
    (r"(?:\b(?:out )?of (?:a |every |each )?(?:100|hundred) (?:times|cases|days|calls),? )?\bhow (?:many|often|much)(?: of (?:them|these|those))?(?: times)? (?:is|are|was|were|do you get|do you have|have you got) (?:the |our |your )?up(?:/| or | and |-or-|-and-| vs\.? |-)down (?:calls?|guess(?:es)?|predictions?|forecasts?|signals?|bets?|tips?|direction)(?: (?:on|for|of|with|about) (?P<x>[^?.;]{3,60}?))? (?:correct|right|accurate|true|spot on|a hit)\b", r"what is the direction accuracy"),
    (r"\bup(?:/| or | and |-or-|-and-)down (?:calls?|guess(?:es)?|predictions?|signals?|bets?|tips?)\b", "direction"),
    # "What part, in percent, does Leeds have in the tea units that we sell?"
    (r"\bwhat (?:part|share|portion|proportion|percentage|fraction|percent),?(?: in (?:percent|%|per cent)| \((?:in )?(?:percent|%)\))?,? (?:does|do|has|have|will|would|is) (?P<s>[^?.,;]{2,40}?) (?:have|hold|got|make up|account for|contribute|represent|bring|take|get|going to have)(?: up)? (?:in|of|to|for|from) (?P<y>[^?;,]{5,90}?)(?=,? and (?:how|what|which|the|also)\b|[?;,]|$)", r"what percentage of \g<y> is of \g<s>"),
    # "How many products do we forecast over 15% more of than what sells?"
    (r"\b(?:where|that|which|for which|of which|on which) (?:we|you|i)(?: always| usually| typically| systematically)? (?:forecast|predict|expect|project|plan)(?:ed)? (?P<m>over|more than|at least|above|in excess of) (?P<n>\d{1,3} ?(?:%|percent)) (?:more|too much|higher|above|over|too many)(?: than| of)?(?: what| how much| that which)? (?:(?:actually|really|then) )?(?:sells|sold|is sold|gets sold|we sell|we sold|it sells|is bought|goes out|happens|actual(?:s| sales)?)\b", r"that are over-forecast by \g<m> \g<n>"),
    # "Out of every 100 units Cork sells, how many are Dairy?"
    (r"\b(?:out )?of every (?:100|hundred|one hundred) (?P<u>units|pieces|items)(?: that)? (?P<x>[^?.!;]{3,60}?),? how many (?P<v>are|is|come from|go to|belong to|fall on)\b", r"what percentage of the \g<u> \g<x> \g<v>"),
    # "Where do customers return the least?"
    *(
        (rf"\bwhere (?:do|does|did) (?:(?:the|our) )?(?:customers|people|buyers|shoppers|we|they) (?:return|bring back|send back|give back|get back) (?:the )?{end}\b(?:,? (?:in (?:percent|%)|relative|compared|as a share|measured)(?: (?:of|to|by|against))?(?: (?:the )?(?:sales|units sold|what (?:is|was) sold))?)?", f"which store has the {said} return rate")
        for end, said in (("(?:least|fewest)", "lowest"), ("most", "highest"))
    ),
    # "The period that the reorder point has to bridge", "how many days does the reorder point have to cover?"
    (r"\b(?:how (?:many days|long)|what (?:period|stretch|time|number of days)) (?:does|do|must|should|is|has|will) (?P<r>(?:the|its|their|a|that|this) reorder (?:point|level)(?: (?:of|for) [^?.!;]{3,80}?)?) (?:have to |need to |meant to |supposed to |got to |to )?(?:cover|bridge|span|last(?: for)?|hold out|protect)(?: for)?,? and (?:what|how much|which)\b[^?.!;]*\b(?:demand|sell|sales)\b[^?.!;]*", r"explain \g<r>: the protection period and the demand in it"),
    (r"\b(?P<h>how (?:many days|long)|what (?:period|stretch|time|number of days)) (?:does|do|must|should|is|has|will) (?P<r>(?:the|its|their|a|that|this) reorder (?:point|level)(?: (?:of|for) [^?.!;]{3,80}?)?) (?:have to |need to |meant to |supposed to |got to |to )?(?:cover|bridge|span|last(?: for)?|hold out|protect)(?: for)?\b", r"what is the protection period behind \g<r>"),
    (r"\b(?:(?:the|that|this|its) )?(?:number of days|days|period|time span|time|stretch(?: of (?:days|time))?|span|interval|window)(?: of time)? (?:that |which |for which )?(?:the|its|a|that|this) reorder (?:point|level) (?:has to|must|needs to|is (?:meant|supposed|there|made|designed|set) to|should|is to|ought to)? ?(?:cover|bridge|span|last|protect|tide us over)s?\b", "the protection period"),
    (r"\b(?:the )?(?:protection|risk|exposure|coverage|cover) (?:period|time|interval|window) (?:on which|upon which|that|which|behind which|from which) (?:the|its) reorder (?:point|level) (?:rests|is based|builds|stands|relies|is built|is computed|is set)(?: on| upon| from)?\b", "the protection period"),
    # "The goods really standing in the shop": what is on hand
    (r"\b(?:just |only )?(?:with |by |counting |from )?(?:just |only )?(?:the )?(?:goods|stock|units|pieces|stuff|articles|items) (?:that (?:is|are) |which (?:is|are) )?(?:real+y|actually|physically|truly|currently|right now) (?:standing|lying|sitting|being|present|there|on the shel(?:f|ves)|in (?:the|our) (?:shop|store|house)|here)(?: (?:in|on|at) (?:the|our) (?:shop|store|shel(?:f|ves)|house|back|branch))?\b", "the stock on hand"),
    # "How much dosh is stuck in the screws?"
    (r"\bhow much (?:dosh|moolah?|wonga|dough(?= (?:is|sits|lies|stuck|tied|do we (?:have|owe|spend))))\b", "how much money"),
    # "Are we getting better or worse in Dairy sales?"
    (r"\b(?P<b>are|is) we (?:getting|becoming|doing) (?:better or worse|worse or better|stronger or weaker)(?: (?:in|with|at|on|for))? (?P<x>[^?.;,]{2,50}? (?:sales|demand))\b", r"are \g<x> rising or falling"),
    # "Fall into value class A and variability class X", "A by value and X by variability"
    *(
        entry
        for made_by, letters in ((_BY_VALUE, "abc"), (_BY_EVENNESS, "xyz"))
        for entry in (
            (rf"\b(?:the )?{made_by}[ -](?:class(?:es)?|group|band|tier|grade) (?=[{letters}]\b)", "class "),
            (rf"\b(?P<l>(?-i:[{letters.upper()}])) (?:by|in|for|on|as to|in terms of) (?:its |their )?{made_by}\b", r"class \g<l>"),
        )
    ),
    (r"\b(?P<v>falls|comes|belongs|drops|goes|ranks) (?:in|into|to|under|within) (?=(?:both )?(?:the )?(?:abc|xyz|class)\b)", "is in "),
    (r"\b(?:fall|come|belong|drop|go|rank) (?:in|into|to|under|within) (?=(?:both )?(?:the )?(?:abc|xyz|class)\b)", "are in "),
    # "What was the unit turnover last week?", "turnover in pieces": units sold, and no money
    (r"(?<!stock )(?<!inventory )\b(?:unit|piece|volume|quantity) turnover\b|(?<!stock )(?<!inventory )\bturnover (?:in|by|of) (?:units|pieces|volume|quantit(?:y|ies))\b|(?<!stock )(?<!inventory )\bturnover \((?:in )?(?:units|pieces|volume)\)", "unit sales"),
    # "Whose demand class comes out as erratic", "whose action ends up as expedite"
    (rf"\b(?P<a>{_CLASS_OF})(?P<t> (?:that|which))? {_COMES_OUT}{_AS} [\"'\u201c\u2018]?(?P<w>{_WORDS_OF_A_CLASS})[\"'\u201d\u2019]?(?=\W|$)", r"\g<a>\g<t> is \g<w>"),
    (rf"\b(?P<a>{_CLASS_OF})(?P<t> (?:that|which))? (?:{_COMES_OUT}|is|equals){_AS} [\"'\u201c\u2018]?(?P<w>{_LETTER})[\"'\u201d\u2019]?(?=\W*$|[?.!,;]| (?:in|at|and|or)\b)(?! (?:and|or) )", r"\g<a>\g<t> is class \g<w>"),
    # "Articles that come out as lumpy", "which show up under Z"
    (rf"(?P<g>\b{_GOODS_THAT}(?: (?:in|at|of|from) (?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?)?(?: (?:that|which|do|does|will|would|all|currently|now))*) {_COMES_OUT}(?: (?:as being|to be|as|in|into|under|among))(?: (?:an?|the|class|type|group|letter))* [\"'\u201c\u2018]?(?P<k>{_KINDS_OF_DEMAND})[\"'\u201d\u2019]?(?=\W|$)", r"\g<g> are classed as \g<k>"),
    (rf"(?P<g>\b{_GOODS_THAT}(?: (?:in|at|of|from) (?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?)?(?: (?:that|which|do|does|will|would|all|currently|now))*) {_COMES_OUT}(?: (?:as being|to be|as|in|into|under|among))(?: (?:an?|the|class|type|group|letter))* [\"'\u201c\u2018]?(?P<k>{_LETTER})[\"'\u201d\u2019]?(?=\W*$|[?.!,;]| (?:in|at|and|or)\b)(?! (?:and|or) )", r"\g<g> are in class \g<k>"),
    # "Put the 28-day average next to the 7-day one"
    (r"\b(?P<n>average over the last \d+ days\b[^?]*?)\b(?:the |its )?(?P<m>\d+)[- ]day (?:one|figure)\b", r"\g<n>that over the last \g<m> days"),
    # "How does what we reached square with the forecast?"
    (r"\b(?:square|squares|tally|tallies|stack up|stacks up|measure up|hold up) (?:with|against|to) (?=(?:the|our|your|what)\b)", "compare with "),
    # "When does the promotion begin, and at what price will it be sold then?"
    (r"(?P<h>\b(?:promotion|promo|offer|special|deal|campaign)\b[^?.!]{0,90}?) (?:(?:at|for) (?:what|which) price (?:will|does|do|is|are|would) (?:it|they|that) (?:be )?(?:sold|sell|go|offered|on sale)(?: for)?|what (?:will|does|would) (?:it|that|they) (?:cost|sell for|go for)|how much (?:will|does|would) (?:it|that|they) (?:cost|sell for|go for|be))(?: (?:then|at that time|during it|meanwhile))?(?=\W*$|[?.!;,])", r"\g<h> at what promotion price"),
    # "How much piece of it do stay in Exeter?"
    (r"\bhow much (?P<u>piece|unit|item|pack|day|week)s?\b(?! (?:price|cost|weight|size|margin))", r"how many \g<u>s"),
    (r"(?P<h>\bhow many (?:pieces|units|items|packs)\b[^?.;]{2,60}?) (?:do|does) (?:there )?(?:stay|rest|remain)(?: over)?(?= (?:in|at|on|there|here|now|for)\b|\?|$)", r"\g<h> are left"),
    # "At nil stock", "stands at nought"
    (r"(?<=\bat )(?:nil|nought|naught)\b|\b(?:nil|nought|naught)(?= (?:stock|units|pieces|on hand|in stock|on the shelf|left|sales|returns|inventory)\b)", "zero"),
    (r"\bwhat (?:have we(?: got)?|do we (?:have|hold|stock)|is (?:there|left))(?: (?:here|there|now|left|in stock|on hand))* of (?=(?:the |our )?(?-i:[A-Z]))", "how many units are on hand of "),
    (r"\b(?P<m>how (?:much|many)) more(?P<o>(?: (?:units|pieces))?(?: of (?:it|them|those|that))?) (?:is|are|do we have|have we(?: got)?) (?P<w>(?:still |already )*(?:on order|coming(?: in)?|on (?:its|the|their) way|to come|in transit|inbound|due in|ordered))\b", r"\g<m>\g<o> is \g<w>"),
    (r"\b(?:figure|value|number|estimate|total) (?:(?:right |exactly )?in the middle|lying in the middle)\b|\bmiddle (?:figure|value|number|guess|total)\b", "median"),
    (r"\b(?:only |just )?(?:occasional|sporadic|irregular|rare|now-and-then|patchy) \((?P<c>intermittent|lumpy|erratic|smooth)\)", r"\g<c>"),
    (r"\border value (?:that is |which is )?due (?=today|this week|now\b)", "value of the orders to be placed "),
    # whose stock lasts longer: days, and no units
    *(
        (rf"\b(?:whose|which|what) (?:(?:present|current|existing|today's|own|remaining) )*stock(?P<w>(?: (?:in|at|of) (?:(?!will |would )[^?,.;:]){{2,40}}?)?)(?: (?:will|would|is going to|should))? {_LASTS} (?:the )?{said}\b", rf"which has the {higher} days of cover\g<w>")
        for said, higher in (("(?:longer|longest|further|furthest)", "higher"), ("(?:shorter|shortest|less long|least long)", "lower"))
    ),
    (r"\b(?:which|what|who)(?P<o>(?: one)?(?: of (?:the two|them|these|those))?)(?P<w>(?: (?:in|at) [^?,.;:]{2,30}?)?) (?:will be|is|gets|goes|would be) (?:gone|empty|used up|out of stock) (?:later|last)\b(?=[^?]* or )", r"which\g<o>\g<w> has the higher days of cover"),
    # "Thinking about 99% service level. What is it set to today?"
    (r"(?P<a>\bservice(?: |-)levels?\b[^?]*?[.;!?,] (?:and |but )?)(?:what|where) (?:is|are|do|does|stands?) (?:it|that|this|we|ours|the (?:level|target|plan))(?: (?:set|put|fixed|at|to|run|running|on|stand|using|use|currently|now|today|plan(?:ned)?|with|presently|at present|at the moment|right now|in the (?:current |present )?plan))+(?=[ ?,.])", r"\g<a>what service level do we run now"),
    # "... more than 7 days? Exactly 7 days counts too."
    (rf"(?:[.?!;,] ?| ?[(-] ?)(?:(?:and|but|also|where|with|note that|please) )*(?:{_ITSELF}) (?:(?:also |still )?(?:counts?|qualif(?:y|ies)|belongs?|(?:is|are|would be|may be|should be|must be|shall be) (?:also |still )?(?:included|in|fine|ok(?:ay)?|allowed|counted|part of it|enough|good enough|listed|what i mean))|included|counting)(?: in| too| also| as well| though| already| then| here)*\)?(?=[.?!;,]|$)[.!;]?", r", exactly \g<n>\g<n2> counts too"),
    (rf"(?:[.?!;,] ?| ?[(-] ?)(?:(?:and|but|also|please) )*(?:including|incl\.?|include|counting|count) (?:also )?(?:those (?:at|with|of) )?(?:{_ITSELF})(?: in| too| also| as well)*\)?(?=[.?!;,]|$)[.!;]?", r", exactly \g<n>\g<n2> counts too"),
    # what "below" and "above" mean anyway
    (rf"(?:(?<=[.?!;:,(-])|^) ?(?:(?:and|but|so|while|though|where|with|note that) )?(?:(?:some(?:one|body)|any(?:one|body|thing)|who(?:so)?ever|those|whatever|suppliers?|products?|stores?|ones?|a (?:supplier|product|store|firm)) (?:(?:with|at|on|of|having|(?:that |who |which )?(?:has|have|is|are|needs?|takes?)) ))?(?:{_JUST_AT})(?: on its own)? (?:(?:shall|should|must|may|does|do|will|is|are|need)(?: ?not|n't) (?:to )?(?:be |appear |show up |stand |figure |come )?(?:in|on|into|part of|among) (?:the|your|that|this) (?:list|answer|result|set)|(?:shall|should|must|can|may) (?:be (?:left out|excluded|omitted)|stay out|not be (?:there|listed|included))|(?:is|are|stays?|remains?|falls?|drops?) (?:out|excluded|left out|omitted|outside|irrelevant|not wanted|of no interest|too (?:little|much|few|many|low|high))|(?:out|excluded|left out)(?=[.!?;,)]|$)|(?:(?:does|do|would|should|will|must)(?: ?not|n't)(?: yet)?|never) (?:qualify|count|be counted|meet (?:it|that|the condition)|belong|be included|suffice|be listed|fit)|(?:is|are)(?: not|n't) (?:included|counted|enough|meant|below|above|over|under|less|more|what i mean|part of it))(?: (?:in|here|yet|either|though|as such|towards it))?\)?(?=[.!?;,)]|$)[.!;,]?", ""),
    # "How much there, how much coming?": what is on the shelf, and what is on order
    (rf"\b{_MANY} {_THERE}\s*[,;/&+-]*\s*(?:(?:and|&|n|vs\.?|against) )?{_MANY} {_COMES}(?![ -](?:\w+ )?(?:week|month|days?|\d|back|up)\b)", "how many are on hand and how many are on order"),
    (rf"\b{_MANY} {_COMES}\s*[,;/&+-]*\s*(?:(?:and|&|n|vs\.?|against) )?{_MANY} {_THERE}(?=\W*$|[?.!,])", "how many are on order and how many are on hand"),
    (rf"(?P<b>^|[-:,] ?|\b)(?:what(?: is|'s)?|how many|how much) (?:is )?(?:there|on (?:the )?shel(?:f|ves)|in stock|on hand)(?: now| today)?\s*(?:,|and|&|\+|/|,? and)\s*what(?: is|'s|s)? {_COMES}(?=\W*$|[?.!,])", r"\g<b>how many are on hand and how many are on order"),
    (r"\b(?P<h>how (?:many|much)\b[^?.!]{2,70}?) (?:are|is|should|ought to|must)(?: be)? ?(?:supposed to be|be|meant to be)? (?:physically )?(?:here|there|on the shel(?:f|ves)|in the (?:store|shop|back|stock ?room|building))(?= (?:in|at) (?-i:[A-Z])|[?.,]|$)(?![^?.!]{0,25}\b(?:by now|already|long ago|since|next|tomorrow|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)", r"\g<h> are in stock"),
    (r"(?:(?<=[.!?] )|, ?(?:and |but )?)(?:please )?(?:do not|don't|dont) (?:include|count|add)(?: in)? (?:whatever|what|anything|everything|the (?:goods|units|pieces))(?: that)?(?:'s| is| are| has| have)?n?'?t? (?:not )?(?:been )?(?:yet )?(?:delivered|arrived|here|come|in transit|on (?:its|the|their) way|on order)(?: yet)?\b", ""),
    (r"\b(?P<l>last|final) day (?:that |on which )?(?:it|they|this|that) (?:could|can|may|might) (?:still )?be (?:bought|sold|had|purchased)\b", r"\g<l> day of sale"),
    (r"\bhow (?:much|many)(?: units| pieces)? (?:is|are|do we have) (?:there |in stock |on hand )?(?:together|along|including|counting|taken together)(?: with)? (?:the |all )?(?:coming|open|outstanding|pending|expected|incoming) (?:deliver(?:y|ies)|orders?|goods)\b", "what is the inventory position"),
    (r"\b(?P<a>who (?:delivers|supplies|makes|ships|sells us)\b[^?]*\b(?:their|its|what|which)) terms\b", r"\g<a> payment terms"),
    (r"\b(?P<a>one|two|three|five|\d{1,2}) chances? (?:in|out of) (?P<b>four|five|ten|twenty|fifty|(?:a |one )?hundred|\d{1,3})\b", r"\g<a> in \g<b> chance"),
    (r"\b(?:(?:that|which|but|and) )?(?:has|have|had|having|with) no (?:purchase )?orders? (?:open|outstanding|running|pending|under way)\b", "with nothing on order"),
    (r"(?P<a>\bservice(?: |-)levels?\b[^?]*?[.;:!?,] ?(?:and |but )?)(?:what|which)(?: one| level)?(?: (?:is|are|do|does|we|you|it))* (?:in force|in use|in place|valid|active|applied|apply|applies|used|effective|set|running|run|use)(?: (?:for it|there))? (?=(?:now|today|currently|right now|at present|at the moment|presently)\b)", r"\g<a>what service level do we run "),
    # what is there and what comes, added up
    (rf"\b(?:that|this|it|those)(?: one| figure| number)? (?:plus|\+|and also|together with|added to|along with) {_ON_ORDER}{_NOT_HERE}(?:,? (?:in )?one (?:number|figure|sum))?", "the inventory position"),
    (rf"\badd(?:ing)? {_ON_ORDER}{_NOT_HERE} to (?:that|this|it)\b", "the inventory position"),
    (rf"\bwhere (?:do|are|is|does|would) (?:we|i|it|they|the stock|our stock)(?: then)?(?: (?:stand|sit|lie|be))?(?: then| now)?(?: (?:against|compared (?:to|with)|relative to|in relation to|versus|vs\.?|next to|beside|on) (?:that|it|this))?,? {_COUNTING}", "what is the inventory position"),
    # which of two lasts longer with what is there: days, and no units
    *(
        (rf"\b{_LASTS} (?:the )?{said}(?P<w>[^?,.;:]{{0,40}}?),? (?:with|on|from|given|going by|by) {_SHELF}(?P<t> (?:today|right now|now|at present|at the moment))?(?=[ ?,.;:]|$)", rf"has the {higher} days of cover\g<w>")
        for said, higher in (("(?:longer|longest|further|furthest)", "higher"), ("(?:shorter|shortest|less long|least long)", "lower"))
    ),
    *(
        (rf"\b(?:with|on|from|given|going by|by) {_SHELF}(?: today| right now| now)?,? (?P<w>which|what|who)(?P<x> [^?,.;:]{{0,140}}?)? {_LASTS} (?:the )?{said}\b", rf"\g<w>\g<x> has the {higher} days of cover")
        for said, higher in (("(?:longer|longest|further|furthest)", "higher"), ("(?:shorter|shortest|less long|least long)", "lower"))
    ),
    # "is more of it coming?"
    (r"\b(?:is|are|will|does|do)(?: there)? (?:(?:any|some|still|a bit) )*(?:more|anything|something)(?: (?:more|else))?(?: of (?P<o>it|them|that|this|those|these))?(?: going)?(?: to)?(?: be)? (?:coming|come|comes|arriving|arrive|on (?:the|its|their) way|in the pipeline|in transit|to come|underway|under way|due in)(?: in| to us)?(?: soon| already| still| yet)?(?= ?(?:[?.!,]|$))", "is there more of it on order"),
    # "how much does it swing (standard deviation)"
    (rf"\b(?:by )?how (?:much|far|wildly|strongly|widely|hard|many(?: units| pieces)?) (?:(?:do|does|did|will) )?(?:(?:the |its |their |our |that |those )?(?:daily )?(?:sales?|demand|figures?|it|that|this|they)(?P<o> (?:of|for) [^?.;,(]{{2,70}}?)? )?(?:typically |usually )?{_SWINGS}\b(?P<w>[^?.;(]{{0,50}}?),? ?\(?(?:(?:as|in|i\.? ?e\.?|that is|meaning|i mean|measured (?:as|by)|in terms of) )*(?:the |an? |its )?(?:daily )?(?:standard deviations?|std\.?(?: ?-?dev(?:iation)?\.?)?|stdev|sd)\b(?: of (?:its |the )?(?:daily )?(?:sales|demand))?\)?", r"what is the standard deviation of daily sales\g<o>\g<w>"),
    # what a reorder point is held against
    (rf"\bthe (?:figure|number|value|quantity|level|amount|stock)(?: that| which)? (?:you|we|they|the system|it is|it's|is being|is|gets|that is)(?: then| being| actually)? {_HELD} (?:it |that |this )?(?:up )?(?:against|with|to)(?: it| that| the reorder point| this)?(?=[ ?.!,]|$)", "the inventory position"),
    (rf"\b(?:what|which (?:figure|number|value|stock|quantity)) (?:you |we |it is |it's |is it |do you |do we )(?:then |actually )?{_HELD} (?:it |that |this |the reorder point )?(?:up )?(?:against|with)(?: it)?(?=[?.!,]|$)", "the inventory position"),
    (r"\b(?P<d>that|said|the same) (?:firm|company|vendor|manufacturer|wholesaler)\b", r"\g<d> supplier"),
    # the lead time that the table of suppliers holds is the one of the contract
    (r"\bcontract(?:ual|ed)?(?:ly agreed)? (?:lead|delivery) ?times?\b", "lead time"),
    (r"(?P<b>[,;(] ?|\b(?:whether|no matter if|no matter whether|regardless of whether)(?: (?:it is|they are|it's))? )(?:(?:late|overdue|delayed) or (?:punctual|in time|on[- ]time)|(?:punctual|in time|on[- ]time) or (?:late|overdue|delayed))(?= ?(?:[?.,;)]|$))", r"\g<b>late or not"),
    (rf"\b(?:(?:lower|bottom|first|1st) (?:quartile )?(?:and|&|/|or|to) ?(?:the )?(?:upper|top|third|3rd)|upper (?:quartile )?and (?:the )?lower|both|two) quartiles?\b{_OF_GOODS}", "25th and 75th percentile"),
    (rf"\b(?:lower|first|1st) quartile\b{_OF_GOODS}", "25th percentile"),
    (rf"\b(?:upper|third|3rd) quartile\b{_OF_GOODS}", "75th percentile"),
    (r"\b(?P<l>(?:up )?to (?:what|which) (?:stock )?level (?:do|does|would|should|must|will|are|can) (?:we|i|you|they|it|one)(?: \w+){1,3}?) (?:when(?:ever)?|as|if|each time|every time) (?:we|i|you|they|one) (?:re-?)?order\b", r"\g<l>"),
    # "the return rate that the note states, and the one measured": the same figure twice
    (rf"\b(?P<f>{_STATED})(?P<w>\b[^?!;]{{0,80}}?\bnotes?\b[^?!;]{{0,80}}?),? and (?:also )?the (?:(?P<a>measured|real|actual|true|computed|calculated|recorded) one\b|one (?=(?:(?:that|which) )?(?:is |was |has been |have been |we |you |I )?(?:measur|comput|calculat|record|observ|actual|really|in (?:the|our)|of (?:the|our)|from (?:the|our))))", r"\g<f>\g<w>, and the \g<a> \g<f> "),
    (r"\b(?:inter-?quartile|quartile) (?:range|band|interval|spread|corridor)\b", "range from the 25% to the 75% level"),
    (r"\b(?P<q>how (?:much|many)(?: \w+)? (?:demand|sales|units|pieces) (?:would|will|does|do|must|should|is|are)) (?P<w>(?:the |our )?[\w '-]{2,30}?) (?:have|has|need|needs|going) to (?:bridge|get through|see through|tide over)\b", r"\g<q> \g<w> expect to sell"),
    (r"\b(?:gives?|hands?|sends?|brings?) back (?P<m>more|(?:the )?most|less|(?:the )?least|fewer)\b", r"returns \g<m>"),
    (r"\b(?:quicker|sooner|earlier) gone\b", "gone sooner"),
    (r"\b(?:dearer|costlier|pricier|more expensive) (?:stock|inventory)\b", "higher stock value"),
    (r"\b(?:what|whatever|everything that|all that) lies (?=(?:in|at)\b)", "stock on hand "),
    (r"\bcumulat(?:ed|ive) (?=(?:prognosis|forecast|prediction|sales|demand|outlook)\b)", "total "),
    (r"\bprognos(?:is|es)\b", "forecast"),
    (r"\bwho returns? (?P<w>[^?.,]{2,60}?) at (?:the|a) (?P<h>high(?:er|est)|low(?:er|est)|bigg(?:er|est)|great(?:er|est)) rate\b", r"which one has the \g<h> return rate of \g<w>"),
    (r"\bcoverage (?:lying |standing |being |remaining |of )?(?=(?:below|under|less than|above|over|more than|at most|at least|beneath|up to) \d+ days)", "days of cover "),
    (r"\bno (?:quantity|quantities|units?|pieces?|volume)(?: whatsoever| whatever| at all)? (?:is|are) (?:currently |presently |at present |now )?on order\b", "nothing is on order"),
    (r"\b(?:turn(?:s|ed)? up|show(?:s|ed)? up|arriv(?:es?|ed)|com(?:e|es)|deliver(?:s|ed)?|(?:is|are) (?:here|there)) (?:on the (?:day|date)|at the time|when|as) (?:that |which )?(?:they|it|he|she)(?: had| have|'d)? (?:said|say|promised|promise|told us|swore|gave|agreed|announced)(?: (?:they|it|he|she) (?:would|will))?\b", "delivers on time"),
    (r"\b(?:can|could|may|might|do) (?:i|we|you|one) set (?:my|our|your|one's|the|a) (?:watch|clock)s? by\b", "delivers on time"),
    (rf"(?:\ban? )?\b(?:more|greater|better|higher|bigger|larger) than (?:an? )?(?P<n>\d{{1,2}}) ?(?:%|percent) {_RUNS_OUT}", r"a stockout probability of more than \g<n>%"),
    (rf"(?:\ban? )?\b(?:less|lower|smaller) than (?:an? )?(?P<n>\d{{1,2}}) ?(?:%|percent) {_RUNS_OUT}", r"a stockout probability of less than \g<n>%"),
    (r"\bprofit(?P<s>s|ed|ing)? (?P<w>(?:the )?(?:most|least|more|best)) (?=from\b|by\b)", r"benefit\g<s> \g<w> "),
    (r"\b(?P<d>direction\b[^?.]{0,60}?)\b(?:in|for) (?:what|which) (?:percentage|share|part|proportion) of (?:the )?(?:cases|times|days|instances|weeks)\b[^?.]*?\b(?:hit|right|correct\w*|met|guessed|caught|get|gets|got)\b[^?.]*", r"how often is the right \g<d>"),
    (r"\b(?:variation coefficient|coefficient of variability)\b", "coefficient of variation"),
    (r"\b(?:is|are|lies?|was|were) (?P<w>[^.?!;]{0,60}?) ?(?:beside|away from|wide of|off) the (?:truth|mark|reality)\b", r"is \g<w> off"),
    (r"\b(?:does|do|did|will|would) never (?P<v>arrive|come|turn up|show up)\b", r"never \g<v>s"),
    (r"\b(?:what(?:ever)?|everything|anything|all|those|the (?:ones|goods|orders|deliveries|pieces))(?: that| which)? (?:should (?:already )?have|was (?:already )?(?:due|meant|supposed|to)|were (?:already )?(?:due|meant|supposed|to)|had to|is (?:already )?(?:late|overdue|past due)|are (?:already )?(?:late|overdue|past due))[^,.?!;]{0,30}, (?:please )?(?:leave (?:it|that|them|those) (?:out|aside|away)|(?:do not|don't) (?:count|include|take) (?:it|that|them|those)(?: in| along)?|ignore (?:it|that|them|those)|(?:i|we) (?:do not|don't) (?:want|need|count) (?:it|that|them|those)|without (?:it|that|them|those))\b", "not counting what is overdue"),
    (r"\b(?P<w>to order|to buy|ordered|bought|orders?) (?:by|at) (?=(?:them|him|her|whom|that supplier|this supplier)\b)", r"\g<w> from "),
    (r"\b(?:had|has|have|with) (?P<d>\d{4}-\d\d-\d\d|(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? [A-Za-z]{3,9}(?: \d{4})?) or (?:(?:some|any|an?) (?:earlier )?(?:day|date)(?: before| earlier)?|before|earlier|sooner)(?: (?:that|it))? as (?:the|a|an|their|its) (?:due date|date of delivery|delivery date|day of delivery)\b", r"were due by \g<d>"),
    (r"\border(?:s| lines)? (?:that|which) (?:come|comes|came|arrive|arrives|are coming) too late\b", "late orders"),
    (r"\bthe (?:paper|sheet|slip|piece of paper) (?P<w>about|on|concerning|regarding|from)\b(?= [A-Z])", r"the note \g<w>"),
    (r"\b(?:red |flashing |blinking )?alarms?\b(?! (?:clock|system|bell))", "alerts"),
    (r"(?<![\w/])w/ ?(?=[a-z])(?!o(?:ut)?\b)", "with "),
    (r"\b(?:stock[- ]?out|sell[- ]?out|run[- ]?out|oos) prob\b\.?", "stockout probability"),
    (r"\b(?P<l>order lines?\b[^?]{0,80}\b)what (?:is|are) (?:their|its) (?:total |whole )?(?:value|worth|cost)\b", r"\g<l>what do they cost in sum"),
    (r"\bhow (?:much|many) (?:it |that |this )?makes? (?:it |that )?(?=per day\b|a day\b|in one day\b|each day\b|on average\b)", "how many are sold "),
    (r"\b(?:what percentage|how much|by how much) (?:is it|are they|it is|will it be|it gets|does it get) (?:cheaper|reduced|discounted|lower in price)\b", "what is the discount"),
    (r"\b(?:sorts?|kinds?|groups?|famil(?:y|ies)) of (?:goods|merchandise|articles|products)(?=,| (?:which|what|has|have|is|was|brought|made|sold))", "categories"),
    (r"\b(?:been|is|was) (?:the |our )(?:biggest |real |true )?cash[- ]cows?\b", "brought in the most revenue"),
    (r"\bhow many (?P<w>pieces|units|packs) leave (?:us|the (?:shop|store|shelf|shelves|house)|our (?:shop|store|shelves))\b", r"how many \g<w> will we sell"),
    (r"\bhow (?:much|far|wildly|strongly) (?:the |its |their )?(?:daily )?(?:sales?|demand) (?:swings?|var(?:y|ies)|fluctuates?|jumps?)[^?.(]{0,20}\((?:the |its )?standard deviation\)", "the standard deviation of daily sales"),
    (r"\b(?:stock )?on[- ]hand(?: stock)? ?(?:\+|plus|and|together with|with) ?(?:what is |what's )?(?:stock )?(?:on[- ]order|open orders?|ordered|on the way)(?=[^?.]{0,40}\b(?:re-?order(?:ing)? (?:point|pt|level)|rop)\b)", "inventory position"),
    (r"\b(?:the |their |its )?(?:stock|on[- ]hand)(?: now| quantity)? (?:and|plus|with|\+) (?:the |their |its )?(?:open orders?|what(?:'s| is) (?:on order|ordered|coming|on the way)|on[- ]order)(?: (?:together|combined|added(?: up| together)?|taken together|in sum|summed))(?=[^?.]{0,40}\bre-?order(?:ing)? (?:point|level)\b)", "inventory position"),
    (r"\badd(?:ing)? (?:what(?:'s| is| we have)(?: now| currently)? (?:in stock|on hand|on the shel\w+|there)|(?:the |our )?stock) (?:to|and|with|plus) (?:what(?:'s| is| has| we have)[\w ]{0,16}?(?:ordered|on order|on (?:the|its) way|coming)|(?:the )?open orders),? ?(?:and )?(?:then )?(?P<q>how many (?:products|articles|items|skus|lines|of (?:them|those|our \w+)))\b[\w ]{0,40}? (?:below|under|beneath|short of) (?:their|its|the|our) re-?order(?:ing)? (?:point|level)s?\b", r"\g<q> have an inventory position below their reorder point"),
    (r"\b(?:is|are) (?:sending|shipping|dispatching|delivering) nothing out\b|\b(?:sends?|ships?|dispatch(?:es)?) nothing out\b", "does not dispatch"),
    # "How big is our backlog with them?", but "which supplier has a backlog at its main warehouse?" is told in notes
    (r"\b(?:(?:order|purchase) |(?<!a )(?<!any )(?<!some )(?<!their )(?<!its )(?<!big )(?<!large )(?<!huge )(?<!the ))backlog\b(?! (?:at|in) (?:its|their|the|his|her)\b)", "open orders"),
    (r"\b(?:applicable |order(?:ing)? |quantity )increment\b", "order multiple"),
    (r"\b(?:the )?(?:customers|people|shoppers|buyers|clients) (?:gave|give|hand|handed|sent|send) (?:\w+ )?back\b", "were returned"),
    (r"\bfrom how (?:many|much) (?:until|to|till|up to) how (?:many|much)\b", "between which low and high end"),
    (r"(?P<n>\d{1,2}) ?(?:%|percent) of (?:sure|surety|certain|certainty|confidence|security|safety|sureness|reliability)\b(?! stock)", r"\g<n>% certainty"),
    (r"\b(?:the )?1st (?=(?:deliver(?:y|ies)|orders?|shipments?|lorry|truck|arrival|product|item|article|store|shop|supplier|one|half|week|day|line|time|thing|part|batch|two|three|five|\d+)\b)", "the first "),
    (r"\b(?:the )?2nd (?=(?:deliver(?:y|ies)|orders?|shipments?|lorry|truck|arrival|product|item|article|store|shop|supplier|one|half|week|day|line|time|thing|part|batch)\b)", "the second "),
    (r"\bsales (?:would |will |could |may |might |that )?(?:slip|get|go|walk|run|leak) away\b", "lost sales"),
    (r"\bhow (?:big|large|high) is the (?:cheque|check|bill|tab|invoice) for\b", "what is the total cost of"),
    # "How big a check am I writing?", "what size of bill would that leave me with?"
    (rf"\b(?:how (?:big|large|fat|hefty|steep|high|huge) (?:of )?an?|(?:what|which) size(?: of)?(?: an?)?|an? how (?:big|large|high)) {_BILL} {_PAID}", "how much money would it cost"),
    (rf"\bhow (?:big|large|fat|hefty|steep|high|huge) (?:is|would|will) (?:the|my|our|that|this) {_BILL}(?: be| get| turn out)?(?= ?(?:[?.!,]|$|if\b|when\b|then\b))", "how much money would it cost"),
    (r"\b(?:when|how soon|by when) (?:are|is) (?:the |an? |our )?(?P<s>(?:(?!orders?\b|pos?\b|deliver)[^?.,;]){2,40}?) (?:invoices?|bills?) (?:due|payable|to be (?:paid|settled))\b", r"what are the payment terms of \g<s>"),
    (r"\b(?:when|how soon|by when) (?:are|is) (?:the |an? |our |their )?(?:invoices?|bills?) (?:of|from|by) (?P<s>[^?.,;]{2,40}?) (?:due|payable|to be (?:paid|settled))\b", r"what are the payment terms of \g<s>"),
    # "EUR 6000" is 6000 EUR.
    (r"\b(?P<c>EUR|USD|GBP|CHF) ?(?P<n>\d[\d.,]*(?<![.,])(?: ?k\b)?)(?! ?(?:EUR|USD|GBP|CHF|euros?|pounds?|dollars?)\b)", r"\g<n> \g<c>"),
    (r"\b(?:on|to) the (?:high|upper|heavy) side(?:,)? or (?:on |to )?the (?:low|lower|light) (?:side|one)\b|\b(?:wears?|wearing) rose[- ]tinted (?:glasses|spectacles)\b|\btoo (?:rosy|gloomy|rose[- ]tinted)\b", "biased too high or too low"),
    (r"\b(?:rolling|heading|bound|en route|underway|under way|travelling) (?:towards?|to|for|into) (?!(?:be|run|go|sell|hit|reach|end|fall|rise|get|become)\b)", "on its way to "),
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
    (r"\btak(?:e|en|ing) (?:out of|off|from) sale\b|\btook (?:out of|off|from) sale\b", "withdrawn"),
    (r"\bdeviation standard\b", "standard deviation"),
    (r"\b(?:security|reserve|safe) stock\b", "safety stock"),
    (r"\bmean absolute (?:daily )?(?:deviation|error|difference)\b(?=.{0,60}\b(?:predict\w*|forecast\w*|projection\w*)\b)", "MAE"),
    (r"\b(?:predictive|prediction|forecasting) (?:precision|exactness|exactitude)\b", "forecast accuracy"),
    (r"\b(?:risk|danger|chance|probability|likelihood) (?:to be|to get|of being|of getting|of becoming) (?:sold out|out of stock|empty|depleted|exhausted)\b", "stockout probability"),
    (r"\b(?:the )?depletion (?:(?P<w>would|will|may|is to|should) )?(?:be |occurs?\b|happens?\b|takes? place\b|falls?\b|comes?\b)", r"it \g<w> run out"),
    (r"\b(?:date|day) of (?:the )?(?:depletion|exhaustion)\b", "stockout date"),
    (r"\b(?:would|will|does|do) (?:that |it |they |this |all )?set (?:us|me) back\b", "would cost"),
    # "What is that order going to run me?"
    (r"(?P<q>\b(?:what|how much)\b[^?.!;]{0,110}?)\b(?P<w>will|would|does|do|is|are|'s|gonna|might|could|should)(?P<x> [^?.!;]{2,90}?)? (?:going to |gonna )?(?:run|set) (?:us|me|the (?:shop|store|company|business))(?: back)?\b(?! (?:out|short|low|dry|through|ragged|by|down|over|up|into|on|off)\b)", r"\g<q>\g<w>\g<x> cost"),
    (r"\b(?:resulting |total |overall |necessary )(?:expenditure|outlay|expense|spend)\b", "total cost"),
    (r"\b(?:on|in|at) (?P<w>which|what) day (?:it|they) (?:is|are|will be) finish(?:ed)?\b", r"on \g<w> day does it run out"),
    (r"\b(?:bring|brings|brought|bringing|take|takes|took|carry|carries) (?:it |them )?again (?:to|into|in)\b", "return to"),
    (r"\b(?:is|are) (?:not (?:yet )?come(?: yet)?|not arrived(?: yet)?)\b", "has not arrived yet"),
    (r"\bwe wait (?:still )?for(?: still)?\b|\bwe (?:still )?(?:await|are (?:still )?waiting for)\b", "are still on order"),
    (r"\boutstanding (?:volume|quantity|units|quantities|orders?)\b", "units on open orders"),
    (r"\bwhat(?:'s| is) the (?:arrangement|deal|story|situation|score|picture|position|state of affairs) (?:there|then|in (?:this|that) respect|on that front)(?= (?:with|for|at|in|from|about)\b)", "what about"),
    (r"\b(?:what|everything|all)(?: that)? we (?:have |had )?ordered (?:by|from|at|with) (?P<s>[A-Z][\w&' -]{2,40}?) (?:but|and|which|that|and which|but which) (?:has|have|did|is) not (?:yet )?(?:arrived?|come|been delivered)(?: yet)?\b", r"what is on order with \g<s>"),
    (r"\bhow much money (?:stays|sticks|lies|sits|is stuck|is) in (?:it|them|that)\b", "what is the value of it"),
    (r"\bdemand (?:(?:that|which) )?(?:it|this|that) (?:rests|builds|is built|is based|stands|relies|depends) (?:up)?on\b", "demand behind it"),
    (r"\bwhat (?:do|does|will|would|are|is) (?:we|they|i|you) sell(?:ing)? (?:it|them|one|each|that|those) (?:for|at)(?= ?(?:[?.!,;]|$|and\b))", "what is its selling price"),
    # "We ran a promotion on it. How much did it lift sales?"
    (r"(?P<b>\b(?:promo(?:tion)?|offer|campaign|special|discount)\b[^?]{0,60}?)\b(?:by )?how (?:much|far|strongly) (?:did|does|has|will|would) (?:it|that|this) (?:lift|lifted|boost|boosted|raise|raised|increase|increased|push(?:ed)?(?: up)?|drive|driven|help|helped)(?: up)?(?: the| our| its)? (?:sales|demand|units)\b", r"\g<b>what is the promotion uplift"),
    (r"\bstock (?:that |which )?(?:nobody|no ?one|no customer) (?:needs|wants|buys|asks for|is buying|will buy|will need)\b", "excess stock"),
    (r"\bmore popular than\b", "selling better than"),
    (r"\bless popular than\b", "selling worse than"),
    # "What is tied up in it?", "a month's worth of it", "what do they charge us apiece?"
    (r"\bwhat(?: is|'s| have we got| have we| do we have)(?: all)? tied up in (?=(?!it all\b)\w)", "how much money is tied up in "),
    *(
        (rf"\b(?:{n}) {unit}(?:'s|s'|s)? worth of(?: (?:stock|supply|supplies)(?: of)?)?(?! (?:orders|deliveries|sales|demand|money))\b", f"{days} days of cover of")
        for unit, every in (("week", 7), ("month", 30), ("fortnight", 14)) for n, days in (("an?|one|1", every), ("two|2", 2 * every), ("three|3", 3 * every))
    ),
    (r"\b(?P<n>\d{1,3}|three|four|five|six|seven|ten|fourteen) days?(?:'s|')? worth of(?: (?:stock|supply|supplies)(?: of)?)?(?! (?:orders|deliveries|sales|demand|money))\b", r"\g<n> days of cover of"),
    (r"\bwhat (?:do|does|are|is|will) (?:they|he|she|it|the (?:supplier|vendor)) (?:charge|charging|ask|asking|want|take|bill)(?: us| me)?(?: for (?:it|one|each|a piece|one of them))?(?: (?:apiece|each|per (?:piece|unit|item|one)|a (?:piece|unit)))(?=\s*(?:[?.!,;]|$))", "what is its unit cost"),
    (r"\bwhat(?: is|'s|s)(?: then)? left (?:over )?(?:per|on each|on every|on one|for each|from each) (?:piece|unit|item|one|of them|of those)\b", "what is the selling price minus cost"),
    (r"\b(?:the |its |a )?(?:low|lower|bottom) and (?:the |an? )?(?:high|higher|upper|top) (?P<e>ends?|sides?|figures?|estimates?|cases?|bounds?|values?|numbers?)\b", "the 10% and the 90% level"),
    *((rf"\b(?:an? |one |the )?{word} of (?:the|all) (?P<t>time|cases|deliveries)\b", rf"{n}% of the \g<t>") for word, n in (("fifth", 20), ("quarter", 25), ("third", 33), ("half", 50), ("tenth", 10))),
    (r"\bhow much(?: (?:money|revenue|turnover))? (?P<d>would|will|do|are|is|could) (?P<w>we|i|they) (?:leave|leaving|going to leave) (?:on the table|lying (?:around|on the street))(?: (?:through|by|with|because of|due to|from|thanks to|for)(?: (?:having|all the|the|our|of|want))* (?:empty shel(?:f|ves)|gaps|stock-?outs?|missing (?:goods|stock)|being out of stock|running out|being sold out|shortages?|of stock))?", r"how much money \g<d> \g<w> lose through stockouts"),
    (r"\bnot (?P<v>sold|shifted|moved) (?:(?:even )?(?:a|one) single (?:one|unit|piece)|one single (?:one|unit|piece)|(?:even )?one (?:unit|piece)?|a (?:unit|piece|thing))(?: of)?\b", r"sold nothing of"),
    (r"\b(?P<b>deliver\w*|arriv\w*|com(?:es?|ing)) (?P<x>late|on time|punctually) (?P<m>more|less) than (?=\d+% of the time)", r"\g<b> \g<x> in \g<m> than "),
    (r"\b(?P<v>deliver\w*|arriv\w*|com(?:es?|ing)|suppl(?:y|ies)|ship(?:s|ping)?|(?:turn|show)(?:s|ing|ed)? up|land(?:s|ing|ed)?|(?:be|is|are|get|gets) here) (?:(?:right |exactly )?on|by|at|for) (?:the|their|its|an?) (?:agreed|promised|confirmed|arranged|stated|scheduled)(?: delivery)? (?:dates?|days?|times?)\b", r"\g<v> on time"),
    (r"\bhow (?:low|far down) (?:can|may|could|does|must|will|should) (?:it|they|that|this|the (?:stock|inventory|position|level))(?: \w+)? (?:go|fall|drop|sink|get)(?: down)? (?:before|b4|until|till) (?:we|i|one|you) (?:have to |(?:'ve |have )?got(?:ta| to) |hafta |must |need to |should |will |can |ought to )?(?:place an order|buy more|(?:re-?)?order)\b", "what is the reorder point"),
    # "I want a stack that would be enough 95 times out of 100. How tall is the stack?"
    (r"\bhow (?:tall|high|deep|big|large) (?P<v>is|are|would|must|should|will|does|do) (?:the|that|this|my|our|such an?) (?:stack|pile|heap|mound|tower|mountain)\b(?P<b> (?:be|have to be|need to be))?", r"how many units \g<v> that\g<b>"),
    (r"\b(?:what|which|how (?:big|tall|high|large) an?) (?:stack|pile|heap|mound|mountain) (?=(?:would|will|is|must|should|do i|do we|does)\b[^?]{0,40}\b(?:enough|do|suffice|cover|last|need)\b)", "how many units "),
    (r"\b(?P<w>want|need|like|picture|imagine|build) an? (?:stack|pile|heap|mound|mountain)(?: of (?:it|them|those))? (?=(?:that|which|big|large|tall|high|to)\b)", r"\g<w> a number of units "),
    # "Big enough for 9 weeks out of ten": of the cases, and no time
    (rf"\b(?P<w>enough|suffic\w+|cover\w*|safe|do|lasts?)(?P<f> (?:for|in|on))? (?P<n>{COUNT}) (?:weeks?|days?|months?|years?) out of (?:every )?(?P<m>{COUNT}|a hundred)\b(?! (?:days?|weeks?))", r"\g<w> in \g<n> cases out of \g<m>"),
    # "One weekday only. Which one, judging by when they sell best?"
    (r"(?P<b>\b(?:one|a single) weekday\b[^.?!:;]{0,60}[.,;:!-]+ )which(?: one)?(?=\?|,| (?:is|should|would|will|do|going|judging|by|based|according|sells?|to)\b)", r"\g<b>which weekday"),
    # "Show me where we stand and the level you're filling up to"
    (r"\b(?:(?P<l>show|tell|give)(?: me| us)? |and )?where (?:we|i|it) (?:stands?|are|is)(?: now| today| at the moment| right now)?(?=(?:,? (?:and|against|versus|vs\.?|compared (?:to|with)|plus)|,)[^?.]{0,20}\b(?:level|target|mark|fill\w*|top\w*|order[- ]up)\b)", "what is the inventory position"),
    (r"\bwhat (?:level |target |mark )?(?:you|we)(?:'re| are| want to|'d)?(?: be)? (?:fill|top|stock|build)(?:ing)?(?: it| us| them)? up to\b|\bthe (?:level|target|mark|line|point|amount|number)(?: that| which)? (?:(?:you|we|it|the system)(?:'re| are|'s| is)? )?(?:fill|top|stock|order|build|aim|refill|restock|replenish)(?:s|ing|ed|ping)?(?: it| us| them)?(?: back)?(?: up)?(?: to| for)\b(?! (?:the|a|an|run|go|be|last)\b)", "the order-up-to level"),
    (r"\bhow much (?:comes|goes|is taken|is knocked|will come|will be taken|do we take|do they take|gets taken) off (?:the|its|their) (?:price|shelf price|sales price|normal price)\b", "what is the discount"),
    (r"\b(?:is|are|has|have) (?:until now|till now|up to now|so far|by now)(?: still)? not (?:yet )?(?:arrived|come|delivered|been delivered)\b", "has not arrived yet"),
    (r"\b2 (?P<a>high|low|much|little|many|few) (?P<o>or|/) (?:2|too) (?P<b>high|low|much|little|many|few)\b", r"too \g<a> or too \g<b>"),
    # "In units, not dollars", "money and not pieces": what is not wanted is not asked for
    (r"\b(?P<u>units|pieces|pcs|quantit(?:y|ies)),? (?:please,? )?(?:and |but )?(?:not|no|never) (?:in |the |by )*(?:dollars?|euros?|pounds?|money|values?|worth|cash|\$|\u20ac|\u00a3)(?!\w)", r"\g<u>"),
    (r"\b(?P<u>dollars|euros|pounds|money|value),? (?:please,? )?(?:and |but )?(?:not|no|never) (?:in |the |by )*(?:units?|pieces?|pcs|quantit(?:y|ies))\b", r"\g<u>"),
    (r"\bacc\.? (?=to\b)", "according "),
    # "Summed over every store": one figure of all of them
    (r"\b(?:summed|added|totall?ed|taken|sum|total)(?: up| together)? (?:over|across|for|of) (?:each and )?(?:every|each)(?: single)? (?P<s>store|shop|branch|outlet)\b", "over all stores together"),
)  # fmt: skip
