# ruff: noqa: E501 - a pattern is read on one line
"""Orders and deliveries in other words: what is owed, what is not on order, today's orders and also the later ones."""

from __future__ import annotations

__all__ = ["WORDINGS"]

#: An order that may wait: "that do not have to go out today", "not urgent", "which can wait", "for later"
_NOT = r"(?:do(?:es)? ?n[o']?t|do(?:es)?n'?t|need ?n'?t|need not|are ?n[o']?t|aren'?t|is not|isn'?t|not|must ?n'?t|have not|haven'?t|has not|hasn'?t)"
_LATER = rf"(?:(?:(?:that|which) (?:are |is )?)?(?:{_NOT} (?:[\w-]+ ){{0,6}}?(?:today|urgent|now|immediately|right away|at once|pressing|due)(?: yet)?(?: today)?|(?:can|could|may) (?:still |well |yet |also )?wait(?: (?:a bit|a while|a little|some days|a few days|until later|till later|for now))?|(?:(?:only )?(?:for|due|needed|falling due) )?later(?: on)?|non-?urgent|less urgent|for (?:the )?(?:other|following|coming|next) days))"
_ONES = r"(?:(?:all|any|every)(?: of)? )?(?:the )?(?:those|these|ones|products|items|articles|orders|lines|them|what|whatever|everything|anything|all)(?: ones| of them| orders| items| products| articles| lines)?"
_ALSO = r"(?:(?:and|but|yes|or) )?(?:also|including|includes?|inclusive(?: of)?|incl\.?|even|as well as|together with|along with|plus|additionally|and likewise)(?: also| even)?"
_TOO = r"(?:as well|too|also|included|inclusive|alike)"
_TODAYS = r"(?:today'?s?|urgent|immediate|pressing|due today|for today|(?:that|which) (?:must|have to|need to|should) (?:go|be|leave)[\w ]{0,20} today)"
_UNITS = r"(?:units|pieces|pcs|items|goods|stuff|quantity|packs)"
_DATES = r"(?:dates|deadlines|delivery dates|due dates|slots)"
_HAS = r"(?: (?:that )?(?:with|has|had|have|that has|which has|who has|having|shows|makes|causes|collects|gives|produces|runs up|comes with))(?: (?:had|us))?(?: the)?"
_DELAYS = rf"(?:delays|late arrivals|missed {_DATES})"
#: How many delays, and what that makes of the on-time rate
_OF_DELAYS = (
    (rf"{_HAS} (?:most|(?:greatest|highest|largest|biggest) number of|most frequent) {_DELAYS}", "lowest"),
    (rf"{_HAS} (?:fewest|least|(?:smallest|lowest) number of|least frequent) {_DELAYS}", "highest"),
)
_SUPPLIER = r"(?:supplier|vendor)"
_COME = r"(?:deliver|arrive|come|ship|be(?: here)?|turn up|show up|land|get here)"
_ON_TIME = r"(?:on time|when promised|punctually|as promised|on schedule)"
_LATE = r"(?:too )?(?:late|behind schedule)"
_WHO_IS_THAT = (
    rf"(?:[,.;:-]+ ?(?:and |so )?(?:who|which(?: one| {_SUPPLIER})?) (?:is|would|might) (?:that|it|this)(?: be)?)?"
)
_NAME = r"(?!(?:we|i|it|there|which|what|who|how|they)\b)[^?.;!:,\u2013\u2014]{2,40}?"
#: The break before a bare "how many units?", which stays
_SO_MANY = rf" ?(?:[.;:!,?]|-+|\u2013|\u2014)+ (?=(?:and |so )?(?:how (?:many|much)|what quantity|what number of)\b(?: (?:{_UNITS}|is|are|that|in|it|,))*)"
_ALSO_LATER = rf"[,;(\u2013\u2014-]* ?\b(?:{_ALSO} {_ONES} |{_ALSO} (?=(?:that|which) )|incl(?:uding|usive(?: of)?|\.)? )(?!later\b){_LATER}(?: ones| orders| items| products)?\b\)?"

_SKIP = r"(?:not (?:placing|ordering|buying|sending)|skip(?:ping|ped)?|(?:do(?: not|n't)|did(?: not|n't)) (?:place|order|buy|send|do)|leav(?:e|ing)|left|dropp?(?:ing|ed)?|cancel\w*|omit\w*|scrap\w*|forgo\w*|strik(?:e|ing)|let)"
_OVERDUE = r"(?:overdue|late|delayed|past[- ]due)"
_BY_UNITS = r"(?:,? (?:by|in|in terms of|going by|counted in|measured in) (?:the )?(?:quantity|units|number|pieces|volume|number of (?:units|pieces)))?"

#: What brings goods in
_CARRIERS = r"(?:wagons?|lorr(?:y|ies)|trucks?|vans?|drops?|loads?|deliver(?:y|ies)|shipments?|consignments?)"
_COME = r"(?:due(?: in)?|coming(?: in)?|arriving|expected|scheduled|booked(?: in)?)"
_FIRM = r"(?-i:[A-Z])[\w&'-]+(?: (?:&|and|(?-i:[A-Z])[\w&'-]*))*"
_GOES_ON = r"(?:goes|belongs|(?:has|needs|is meant|is supposed|ought) to go|should go|must go|do i (?:put|write|enter)|should i (?:put|write|enter))"

_PO = r"po|purchase order|order"
_PO_NUMBERS = r"(?:numbers?|nos?\b\.?|ids?|refs?\b\.?|references)"

_DELAYED_WISE = r"(?:late[- ]deliver(?:y|ies)|lateness|delays?|delivery)[ -]wise\b"
_CURRENCY = r"(?:eur|euros?|\u20ac|gbp|pounds?|\u00a3|usd|dollars?|\$)"

#: An order that is open; "order" alone is not enough
_OPEN_PO = r"(?:(?:open|outstanding|pending|running|live|existing|active|current) (?:purchase )?(?:orders?|pos?)|(?:purchase )?(?:orders?|pos?) (?:(?:is|are) )?(?:open|outstanding|pending|running|under way|in place|on (?:the|its|their) way)|purchase orders?|pos?\b)"
#: A set that is asked for, before its condition
_SET = r"(?P<set>(?:^|[.!?;:,] )(?:(?:and|so|please|pls|now|in \w+,?|at \w+,?) )*(?:which|what|list|show|name|give|tell me|find|are there|do we have|how many|(?:i|we) (?:want|need)|(?:the |our |all )?(?=[^?.;]*\b(?:products|items|articles|skus|lines|goods|things)\b))(?![^?.;]*\b(?:if|how long|run|runs|running out|last|lasts|cover|order value|cost)\b)[^?.;]{2,90}?)"
#: Something by its name, whose numbers may have points in them
_A_NAME = r"(?:the |that |those |this )?(?P<x>(?-i:[A-Z])(?:[^?!.,;]|\.(?=\d)){2,70}?)"
_LEFT_OUT = r"(?:skip(?:ped)?|drop(?:ped)?|le(?:ft|ave) out|t(?:ake|ook) (?:out|off)|cut|struck|strike|cancel(?:l?ed)?|remove[d]?|scrap(?:ped)?|delete[d]?|cross(?:ed)? (?:out|off)|ditch(?:ed)?|do not (?:take|order|buy)|did not (?:take|order|buy))"
_THAT_ONE = r"(?:it|them|those|these|that|this|(?:that|this|the) (?:line|item|one|product|article|position)|that out|them out|it out|it off|them off)"
_A_SUM = r"(?:how (?:much|many (?:euros|pounds|dollars))|what|total|new total|value|cost|the (?:total|new|value|cost|sum|rest|remaining)|(?:and )?(?:tell|give|show|let) (?:me|us))"

WORDINGS: tuple[tuple[str, str], ...] = (
    # "Total value if the oat milk comes out?", "drop the oat milk. What is the total then?": the orders without it
    (rf"(?P<q>\b(?:total|sum|value|cost|amount|bill|how (?:much|many)|come to|price)\b[^?.;]{{0,60}}?),? (?:if|when|once|should|with|after) {_A_NAME} (?:comes?|came|goes|went|drops?|falls?|gets?|is|are|was|were|taken|left|being|thrown|stays?)(?: (?:taken|left|dropped|thrown|struck|crossed|being|kicked|cut|removed))?(?: (?:out|off|away|removed|dropped|deleted|cut|aside))(?: (?:of|from) (?:it|that|the (?:order|list|draft)))?(?=\W*$)", r"\g<q> without \g<x>"),
    (rf"(?:(?P<b>^|[.!?;:,] )(?:(?:please|pls|ok(?:ay)?|so|now|and|then|but|can you|could you|let us|let's|thanks),? )*(?:leave|take|drop|strike|cross|remove|skip|kick|scrap|delete|cut|cancel)(?: out| off| away)? (?![^?!;]{{0,90}}\b(?:by|to|from) [€$£]?\d){_A_NAME}(?: out| off| away)?(?: (?:of|from|on) (?:it|that|the (?:order|list|draft)))?(?: (?:please|again|for now|then|this time))*(?:[.,;:!?]| -)+ (?:and |then )?)(?P<q>{_A_SUM}\b[^?]*?(?:total|value|cost|sum|amount|bill|come to|price|money)\b[^?]*?)(?: then| now| of the rest)?(?P<e>\W*)$", r"\g<b>\g<q> without \g<x>\g<e>"),
    # "We've decided against the oat milk. Drop that line and tell me the new total", "how much would it be if we skipped those?"
    (rf"\b(?:we|i|they)(?:['’]ve| have|['’]re| are| do| did| does)? (?:(?:just|now|still|also) )*(?:decided against|vot(?:ed|ing) against|(?:do )?not (?:want|need)|don['’]?t (?:want|need)|no longer (?:want|need)|(?:got|have|had)(?: (?:still|got|a|an|some|plenty|enough|lots|one|two|box|boxes|pallet|stack|pile|crate|whole|full))*(?: of)?|found (?:a |an |some |another )?(?:box|pallet|stack|crate)(?:es|s)? of) {_A_NAME}(?: (?:for now|any ?more|out (?:the )?back|in the (?:back|cellar|store ?room|basement)|lying around|left|after all|this time|again))*[.,;!]? (?:and |so |then |please )*(?:(?:please |pls )?{_LEFT_OUT} {_THAT_ONE}(?: (?:please|then|from (?:it|the (?:order|list|draft))))?,? (?:and |then )?(?P<q>{_A_SUM}\b[^?]*?)|(?P<q2>{_A_SUM}\b[^?]*?) (?:if|when|once) (?:i|we|you) {_LEFT_OUT} {_THAT_ONE})(?P<e>\W*)$", r"\g<q>\g<q2> without \g<x>\g<e>"),
    # "Which of them are bought from Harrow?": whose goods they are, and not what is to be bought
    (r"\b(?:are|is|get|gets) (?:normally |usually |always |being |all )?(?:bought|purchased|sourced|procured|obtained|bought in) (?:in )?(?:from|at|with|through|via|off) (?=(?:(?-i:[A-Z])|them\b|that (?:supplier|firm)|this (?:supplier|firm)|\[supplier))(?![^?.]*\b(?:today|tomorrow|now|this week|next)\b)", "come from "),
    # "Which needs more time to get our stuff here?"
    *(
        (rf"\b(?:needs?|takes?|requires?|wants?) (?:{more}) (?:time )?(?:to|for) (?:get(?:ting)?|bring(?:ing)?|send(?:ing)?|ship(?:ping)?|deliver(?:ing|y)?)(?: (?:us|our|the|my|their))*(?: (?:stuff|goods|things|orders?|wares?|products|deliver(?:y|ies)))?(?: (?:here|to us|to the (?:shop|store)s?|over))*(?=\W|$)", said)
        for more, said in (("more|longer", "has the longer lead time"), ("less|shorter", "has the shorter lead time"), ("the most|the longest|most", "has the longest lead time"), ("the least|the shortest|least", "has the shortest lead time"))
    ),
    # "How many days later do they bring the goods?"
    (r"\b(?:by )?how many days (?:later|late|behind) (?:do|does|will|would|are|is) (?:they|it|the (?:goods|deliveries|things|supplier)|the things) (?:be )?(?:bring|deliver|come|arrive|ship|delivering|get here|send|turn up)(?:ing)?(?: (?:the|our) (?:goods|things|stuff|orders))?", "by how many days are their deliveries late"),
    # "Which vendor should I ring about the soap, what qty do I ask for, and what's the last day I can do it?"
    (r"\b(?P<w>which|what) (?P<s>suppliers?|vendors?|firm|company) (?:should|must|shall|do|can|have) (?P<i>i|we) (?:to )?(?:ring|call|phone|contact|e-?mail|mail|write to|get in touch with|turn to|approach) (?:about|for|regarding|to get|to order|to buy) (?=(?:the |some |more )?\w)(?=[^?]*\b(?:qty|quantity|how (?:many|much)|units|last day|latest|by when|order|ask for)\b)", r"from \g<w> \g<s> should \g<i> order "),
    (r"\bwh?at (?:qty|quantity|number|amount)(?: of (?:it|them|units|pieces))? (?:do|should|must|shall) (?P<i>i|we) (?:ask|call|put in|go) for\b", r"how many should \g<i> order"),
    (r"(?P<b>\border\b[^?]*?)\bwhat(?:'s|s| is) (?:the )?(?:last|latest|final) (?:possible )?(?:day|date|moment)(?: (?:that|when|on which|for me|for us))?(?: (?:i|we))?(?: (?:can|could|may|must))?(?: (?:to )?(?:do|place|send|order)(?: (?:it|that|this|so))?)?(?=\W*$)", r"\g<b>by when must I order"),
    # "Who is later with deliveries?"
    *(
        (rf"\b(?P<w>who|which(?: one)?(?: of (?:the two|them|these|those))?|which (?:supplier|vendor|firm)) (?:(?:is|are|comes?|delivers?|arrives?|turns? up|was|runs?) )(?:the )?(?:{how})(?: (?:with|in|on|at|when) (?:(?:the|its|their|his|our) )?(?:deliver(?:y|ies|ing)|shipments?|shipping|goods|orders))?(?=,| (?:of|between|from)\b|:|\W*$)", rf"\g<w> is {said}")
        for how, said in (("later|late more often|more often late|more often behind|more (?:delayed|tardy)|tardier", "less punctual"), ("on time more often|more often on time|late less often|less often late|less (?:delayed|tardy)", "more punctual"))
    ),
    # "The economic lot according to Wilson"
    (r"(?P<b>\b(?:economic\w*|optimal|EOQ|lot|order|batch)\b[^?.]{0,60}?),? (?:according to|by|after|following|per|as per|using|with) (?:the )?(?:Wilson|Andler|Harris)(?:'s)?(?: (?:formula|model|rule|method))?\b", r"\g<b>"),
    (r"\b(?:Wilson|Andler)(?:'s)? (?:lot(?: size)?|quantity|formula|order quantity|batch)\b", "EOQ"),
    # "Which must be ordered before the day is over?": today
    (r"(?P<b>\b(?:order\w*|buy|bought|purchas\w*|reorder\w*|placed?|send|sent)\b[^?.;]{0,70}?) (?:before|until|till|by) (?:(?:the |this |my |our )?(?:(?:working |business )?day(?: today)?|today) (?:is (?:over|out|done|through|finished)|ends?|has ended|closes|finishes)|(?:the )?end of (?:the|this|my|our) (?:(?:working |business )?day|shift)|(?:the )?end of (?:business|today)|(?:i|we) (?:go home|leave|close|shut|knock off|clock off|finish)(?: (?:today|tonight|this evening))?|closing(?: time)?(?: today)?|tonight|this evening|close of (?:business|play)|(?:eod|cob))(?=\W*$|[?.,;])", r"\g<b> today"),
    # "What will we be billed for the lot, and for how many units?"
    (r"(?P<b>\b(?:billed|invoiced|charged|pay|cost|costs|bill|invoice)\b[^?.;]{0,60}?),? and (?:for|of|on) how many (?P<u>units|pieces)(?: (?:is (?:it|that|this)|in (?:all|total)|altogether|together))*(?=\W*$)", r"\g<b>, and how many \g<u> are they"),
    # "Everything that should be ordered from them now": whenever it falls due
    (r"\b(?P<x>(?:everything|all|whatever|anything)(?: of it)?(?: that| which)? (?:(?:we|i) )?(?:should|ought to|need to|have to|must|are (?:told|advised|recommended) to)(?: be)? (?:re)?order(?:ed)?(?: (?:from|with|at|of) (?:(?!\bnow\b)[^?.,;]){2,40}?)?) (?:right )?now(?= (?:across|in|for|over|at)\b|\s*[?.,;]|$)", r"\g<x>"),
    # "Within what time do we have to pay the invoices of the firm?"
    (r"\b(?:(?:(?:with)?in|after|by|for) (?:what|which|how (?:many|much|long|short))(?: (?:of )?(?:an? )?(?:time|date|day|period|days|weeks|term|deadline|delay|limit))?|(?:by |until |till )?when|how (?:soon|quickly|fast|promptly))(?: at the latest)? (?:do|must|should|shall|are|have|can|may) (?:we|i) (?:have to |need to |supposed to |expected to |obliged to |got to |allowed to )?(?:pay|settle|clear|transfer|wire)(?: for)? (?P<x>(?:the |an? |any )?[^?.;,]{2,50}?(?: (?:invoices?|bills?))?(?: (?:of|from) [^?.;,]{2,40}?)?)(?=,| according| as per| please|\s*[?.]|$)", r"what are the payment terms for \g<x>"),
    # "Where we don't have a single unit on order for that store"
    (r"\b(?:(?:and )?(?:where|while|although|though|and) )(?:we|they|you) (?:don't|dont|do not|haven't|have not|did not|didn't) (?:have |got |get |place |placed )?(?:a single|any|even one|even a single|one) (?:units?|pieces?|open orders?|orders?|deliver(?:y|ies)|thing)(?: (?:on order|coming|on (?:the|its|their) way|open|under ?way|in the pipeline|placed|booked|ordered))*(?: (?:for|to|at|in) (?:that|the|this|the same|that same|that very) (?:store|shop|branch))?", "and nothing on order"),
    # "Which supplier gets it?", "who is the order sent to?"
    (r"\b(?:which|what) (?:supplier|vendor|firm|company) (?:gets|receives|is getting|will get|should get|do i send|must i send) (?:it|that|this|them|(?:the|that|this) (?:order|po))(?: to)?\b|\bwho (?:gets|receives) (?:the|that|this) (?:order|po)\b", "from which supplier"),
    # "... goes to which supplier, latest order date?"
    (r"(?<=[,;:] )(?:the |its )?(?:latest|last)(?: possible)? (?:order(?:ing)? (?:date|day)|(?:date|day) (?:for|to) (?:order(?:ing)?|plac(?:e|ing) (?:it|that|the order)))(?=\W*$)", "by when must it be ordered"),
    # "Show the teas of Leeds where no order is open", "what have we got in teas without any open PO?"
    (rf"{_SET},? (?:(?:without|lacking|missing|that lack|which lack|with not) (?:any |an? |a single |one |even one )?{_OPEN_PO}|(?:where|for which|of which|on which|with|that have|which have) (?:there (?:is|are) )?(?:no|not any|not a single|not one) {_OPEN_PO}|(?:(?:that |which )?(?:are|is)(?:n['’]?t| not)|not) (?:on|in|covered by|part of|included in|under|subject to|tied to) (?:any|an?) {_OPEN_PO})", r"\g<set> have no open order"),
    (rf"\b(?:for|of|on) which (?P<x>[^?.,;]{{3,70}}?) (?:is|are) there (?:no|not any) {_OPEN_PO}(?: running| open| at all| yet| so far)*", r"which \g<x> have no open order"),
    (rf"(?P<b>^|[.!?] )(?P<x>[^?.,;:]{{3,50}}): ?(?:no|without|w/o) (?:any |an? )?{_OPEN_PO}(?:,? (?:list|please|which(?: ones)?|show))*(?=\W*$)", r"\g<b>which products of \g<x> have no open order"),
    # "What do you recommend ordering, from which supplier, and by when?"
    (r"(?P<a>\b(?:order\w*|buy\w*|purchas\w*|reorder\w*)\b[^?.!;]*?),? (?:and )?(?:from|at|with) (?:which|what) (?:supplier|vendor)(?=\s*(?:[,?.]|(?:and|by|until)\b|$))", r"\g<a>, from whom"),
    # "... if we count also the orders still to come"
    (r",? ?(?:if|when) (?:we|you|i|one) (?:also )?(?:count|include|add|consider|reckon with|factor in|take)(?: in| also| too)* (?:the |our |all |also |what (?:is|are) )*(?:orders|deliver(?:y|ies)|shipments?|goods|units|quantit(?:y|ies)) (?:(?:that|which) (?:are|is) )?(?:still |yet )?(?:to come|to arrive|coming|on (?:the|their) way|open|outstanding|due|under way|en route|in transit)(?: in| (?:as well|too|also|into account))*", ", with the open orders counted in"),
    # "Can't be placed later than Monday", "must not go out after Friday"
    (r"\b(?:can(?: ?not|'t|t)|may not|must not|mustn't|should not|shouldn't|ought not to|are not to|is not to) (?:be )?(?:placed|ordered|sent(?: out)?|go out|made|submitted|raised|issued|leave|wait)(?: any)? (?:later than|after|beyond|past|longer than(?: until| till)?|until after|till after) (?=\S)", "must be ordered by "),
    # "What do the recommended orders come to in units?"
    (r"\bwhat (?:do|does|would|will|did) (?P<o>[^?.!;]{3,90}?) (?:come|amount|add up|sum up|run|total up|boil down) to,? (?:in|counted in|measured in|expressed in) (?:units|pieces|items)\b", r"how many units are \g<o> in total"),
    (r"\bwhat (?:do|does|would|will) (?P<o>[^?.!;]{3,90}?) total,? in (?:units|pieces)\b", r"how many units are \g<o> in total"),
    # "How many should I order, and what does the order come to?"
    (r"(?P<b>\b(?:and|n|&|,|plus)) (?:also )?what (?:(?:the|that|this|its|your|my|our) (?:whole |total |entire |resulting )?(?:order|purchase|lot|thing|bill) (?:then )?(?:comes to|amounts to|adds up to|costs|would cost|will cost|would come to|will come to|sets (?:us|me) back|is worth)|(?:does|do|would|will) (?:the|that|this|its) (?:whole |total )?(?:order|purchase) (?:come|amount|add up) to)(?: in (?:money|euros?|total|all))?\b", r"\g<b> the order value"),
    # "Everything you'd have us buy", "how much would you want me to order?"
    (r"\b(?:would|do|will) you (?:have|want|like|tell|advise|get) (?P<w>us|me|the team)(?: to)? (?P<v>buy|order|purchase|reorder|get in|bring in)\b", r"should we \g<v>"),
    (r"\b(?:you'd|you would|youd|you'll|you will|you) (?:have|want|like|tell|advise|get|ask) (?P<w>us|me|the team)(?: to)? (?P<v>buy|order|purchase|reorder|get in|bring in)\b", r"we should \g<v>"),
    # "What we should buy off Redfern Farms"
    (r"\b(?P<v>(?:buy|bought|order|ordered|purchase|purchased)(?:ing)?|buying)(?P<w>(?: (?:it|them|that|this|in|all|anything|everything))?) off (?!(?:the|our|its|their|by|on|sale|season|again|and|or|as|in|at|to|for|with)\b|\d|[a-z]+ (?:price|sale))(?=[^\W\d])", r"\g<v>\g<w> from "),
    # "Read me everything we should buy", "go through the lot that has to be ordered"
    (r"(?P<b>^|[.?!,:;] |\b(?:you|please|now|just|like|to) )(?:read(?: (?:me|us))?(?: (?:out|aloud))?|(?:run|go|take|walk|talk)(?: (?:me|us))? through|reel off|rattle off|recite|spell out|call out|tell (?:me|us)|name(?: (?:me|us))?) (?:(?:absolutely|just|literally) )?(?:everything|all|the (?:whole |entire |full )?lot|every (?:single )?(?:thing|item|product|article|line))(?: of (?:it|that))?(?: (?:that|which))? (?=(?:(?:we|i|you) (?:should|must|need|have to|ought|would|'d)|you'd|(?:should|must|has to|have to|needs to|ought to) be (?:bought|ordered|purchased))\b)", r"\g<b>list everything "),
    # "Who keeps leaving us hanging, late-delivery wise? Worst one": who is on time least often
    (rf"\b(?P<w>who|which (?:supplier|vendor|firm|of (?:them|our suppliers)))(?: is| are)? (?:(?:keeps?|always|forever|constantly|most often) )+(?:leav(?:es?|ing) us (?:hanging|in the lurch|standing|stranded)|let(?:s|ting)? us down|stand(?:s|ing)? us up)\b(?:,? {_DELAYED_WISE})?(?:\W+(?:the )?worst(?: one| offender)?(?=\W*$))?", "which supplier has the lowest on-time rate"),
    (rf"\b{_DELAYED_WISE}", "by on-time rate"),
    # "All recommended orders, every store, total EUR?"
    (rf"(?P<b>\b(?:orders?|order lines|recommend\w*|purchas\w+|proposals?|to buy)\b[^?!]*?[ ,:-]\W*)(?:total|sum|tot\.?|overall|grand total|amount)(?: (?:is|in|of|as|=))* ?{_CURRENCY}(?!\w)(?! ?\d)", r"\g<b>total value"),
    (rf"(?P<b>\b(?:orders?|order lines|recommend\w*|purchas\w+|proposals?|to buy)\b[^?!]*?[ ,:-]\W*){_CURRENCY} (?:total|sum|tot\b\.?|altogether|in total|all in)(?! ?\d)", r"\g<b>total value"),
    # "The lines that need placing with suppliers today"
    (r"\b(?:needs?|wants?) (?:placing|ordering)(?: with (?:the |our )?(?:suppliers?|vendors?))?\b", "must be ordered"),
    # "Purchases that must leave my desk today"
    (r"\b(?P<m>must|has to|have to|should|need to|needs to) (?:leave|be off|go off|be out of|get off) (?:my|our|the) (?:desk|table|hands|in-?tray|out-?tray)\b", r"\g<m> be ordered"),
    # "I'm sitting here with the order pad of Leeds"
    (r"\border (?:pads?|sheets?|forms?|slips?|books?)\b(?! (?:number|value))", "orders"),
    # "Tell me the quantity to buy, the vendor and the latest date"
    (r"\b(?:tell|give|show|name|send) me the (?:quantity|number|amount) (?:of units )?to (?:buy|order|purchase)\b", "how many units should I order"),
    (r"\b(?:units|pieces) (?:altogether|in all|in total|all told) and (?=(?:the )?(?:amount|sum|total|value|cost) (?:in (?:money|euros?|pounds|dollars)|of money)\b)", "how many units in total and "),
    # "Whom do I have to email an order to today?", "who must we order from today?": asked of suppliers
    (r"\b(?:(?:to|with) )?(?:whom|who) (?:do|must|should|shall) (?P<w>i|we) (?:(?:have|need) to |got to )?(?:e-?mail|send|write|fax|phone(?: through)?|place|submit|give|raise|make|forward|mail)(?: (?:an|any|the|our|some|new|purchase|my))* (?:orders?|pos?)\b(?: (?:to|with|at|through))?\b", r"which suppliers must \g<w> place an order with"),
    (r"\b(?:(?:which|what) (?:suppliers|vendors)|whom|who) (?:do|must|should|shall) (?P<w>i|we) (?:(?:have|need) to )?(?:order|buy) from (?=(?:today|now|right|straight)\b)", r"which suppliers must \g<w> place an order with "),
    (r"\b(?P<w>which|what|how many)(?: of (?:the|our))? orders (?=(?:can|could|may) (?:still |yet )?(?:wait|be put off|be postponed) )", r"\g<w> recommended orders "),
    # "The Fairhaven lorries are due on the 9th. How many units is that altogether?"
    (rf"^(?P<h>.*?)\b(?:(?:because|cos|cause|as|since|when) )?(?:all )?(?:the|our) (?P<s>{_FIRM}) {_CARRIERS} (?:are|is|will be) (?:all )?{_COME}\b(?P<r>[^.?!;]*)[.?!;]+ (?:[^.?!;]{{0,40}}\b(?:added|adding|put|taken|summed|together|in all|all in all|in total)\b[^.?!;]{{0,12}}, ?)?how many (?P<u>units|pieces|items)(?: (?:is|are|will|would|does) (?:that|it|those|they)(?: (?:be|make|come to))?)?(?P<x>(?: (?:in total|altogether|all together|in all|all told|combined))?)\W*$", r"how many \g<u> from \g<s> are due to arrive\g<r>\g<x>? \g<h>"),
    # "A load was meant to come on the 9th and nothing turned up. Which supplier was it?"
    (rf"^.*?\b(?:an?|the|some|our|one) (?:\w+ ){{0,2}}?{_CARRIERS} (?:was|were) (?:(?:meant|supposed|going|expected|scheduled|planned) to (?:\w+(?: in| up)?)|due(?: in| here)?|expected|scheduled) (?P<t>(?:on |by )?[^.?!;,]{{3,30}}?),? (?:and|but) (?:nothing|none|it|they|that|no \w+) (?:(?:has|have|had|is|did) )?(?:still )?(?:not |never |n't )?(?:yet )?(?:turn(?:ed)? up|c[oa]me|arrived?|show(?:ed|n)? up|been seen|here)\b[^?.!;]*[.?!;,] ?(?:[^?]*\? )?(?:so )?(?:which|what) (?:supplier|vendor|firm) (?:was it|is it|is that|was that|do i (?:ring|call|chase|phone)|is to blame|should have (?:come|delivered))\W*$", r"which supplier's delivery was due \g<t> and has not come?"),
    # "I have to do the Redfern order for Leeds. What goes on it?"
    (rf"\b(?P<b>(?:the|our|my|an?|that|this) (?:[\w&'-]+ ){{0,5}}?order\b[^.?!;]*)[.?!;,]+ (?:(?:so|and|now|but) )?what (?:all |else |exactly )?{_GOES_ON} (?:on|in|into|onto|to) (?:it|there)\b", r"\g<b>. Which products should I order"),
    (rf"\bwhat (?:all |exactly )?{_GOES_ON} (?:on|in|into|onto) (?P<o>(?:the|our|my|today's|this|that) (?:[\w&'-]+ ){{0,5}}?order)\b", r"what is on \g<o>"),
    # "When I make today the order by Redfern, after how many days it arrives?"
    (r"\b(?:when|if) (?P<w>i|we) (?:make|give|do|place|put)(?: today| now)? (?:the|an|my|our) order(?: today| now)? (?:by|with|at|to|from) (?=(?-i:[A-Z]))", r"if \g<w> order today from "),
    (r"\b(?:after|in) how (?:many|much) days? (?:does |do |will )?(?P<g>it|they|the goods|that) (?:usually |normally )?(?:arrives?|comes?|gets? here|is here|are here|lands?)\b", r"how many days does it take to arrive"),
    # "Everything that can't wait beyond today" must go out today
    (r"\b(?:(?:that|which) )?(?:can(?:'?t| ?not)|could(?:n'?t| not)|must(?:n'?t| not)|may not) (?:be (?:put off|postponed|delayed)|wait)(?: (?:any )?longer)?(?: (?:beyond|past|until after|till after|longer than|later than))? (?:today|tonight)\b", "that must be ordered today"),
    # "And if I placed nothing but the ones that must go out today, what would that be?"
    (r"\bif (?:i|we) (?:only |just )?(?:placed?|order(?:ed)?|sent|send|bought|buy|did|do) (?:nothing but|only|just|nothing except)? ?(?:the ones|those|what|the orders|the lines)(?: (?:that|which))? (?:must|has to|have to|need to|needs to|should) (?:go out|be (?:ordered|placed|sent)|leave|go) (?:today|now|at once)(?:,? (?:then )?what (?:would|will|does) (?:that|it|this) (?:be|cost|come to|make)(?: then)?)?(?=\W*$)", "only what must be ordered today"),
    # "Of that overdue stuff, how many units should have gone to York?"
    (r"\b(?:of|from|out of) (?:that|this|the|those|these) (?:overdue|late|delayed) (?:stuff|lot|goods|things|orders|deliveries|ones),? how (?P<m>many|much)(?P<u> units| pieces)? (?:should have|were (?:to|supposed to)|are (?:to|supposed to)|ought to have) (?:gone|come|go|come|been (?:delivered|sent|brought)|be (?:delivered|sent)|arrived?)(?: in)? (?:to|at|in) ", r"how \g<m>\g<u> of the late open orders are for "),
    (r"\b(?P<u>urgent|pressing) (?:ones|stuff|things)\b", r"\g<u> orders"),
    # "If I accepted each order that you recommend, how many units in all?"
    (r"\b(?:each|every)(?: single)? (?P<c>(?:[\w&-]+ ){0,2})(?:order|order line|recommendation|proposal) (?=(?:that )?you (?:recommend|propose|suggest|advise)\w*\b(?=[^?]*\b(?:in all|in total|altogether|all told|add(?:s|ed)? up)\b))", r"all the \g<c>orders "),
    # "Drop the hinges": of what was told
    (r"^(?P<l>\W*(?:(?:and|ok|okay|but|now|please|no|so|then)\b,? )*)(?:drop|strike|skip|remove|exclude|kick out|throw out|cross (?:out|off)) (?P<x>(?:the )?(?-i:[A-Z])[^?.,;]{2,60}?)(?: (?:from|off) (?:it|that|the list|this))?(?P<p>,? (?:please|pls))?(?= ?[.!]*$)", r"\g<l>leave out \g<x>\g<p>"),
    # "Anything late I should chase?"
    (r"^(?P<l>\W*(?:(?:and|so|ok|okay|then|is there|are there|do we have)\b,? )*)(?:anything|something|any orders?|what|what is|what's)(?: that)?(?: is| are)?(?: running)? (?:late|overdue|behind)(?: (?:that|which))?(?: (?:we|i)(?: (?:should|must|have to|need to|ought to|could|can))? (?:chase|follow up|look into|ask about|push)(?: (?:on|up|after|about))?| to chase(?: up)?| to follow up(?: on)?)?(?= ?\?*$)", r"\g<l>which open orders are late"),
    (r"^(?P<l>\W*(?:(?:and|so|ok|okay|then)\b,? )*)(?:what|which (?:orders|deliveries))(?: do| should| must) (?:we|i)(?: have to| need to)? chase(?: up)?(?= ?\?*$)", r"\g<l>which open orders are late"),
    # "What's the total bill if I place everything due this week?"
    (r"\bwhat(?:'s| is| would be| will be) (?:the |my |our )?(?:total |whole |overall )?(?:bill|cost|damage|sum|total)(?: come to)? if (?:i|we) (?:place|order|buy|send(?: out)?|go for) (?:everything|all|all of it|the lot|all orders|whatever)(?: that(?: is|'s)?| which is)?(?: (?:due|needed|recommended|advised|to be ordered))?(?= )", "what is the total order value of everything that must be ordered"),
    # "When would it get to Leeds if I order now?", "when will they be there?"
    (r"\bwhen (?P<w>would|will|does|do|can) (?P<x>[^?.,;]{2,50}?) (?:get|be)(?P<p> (?:to|in|at) (?-i:[A-Z])[\w' -]{1,30}?| there| here)? if (?P<s>i|we) (?P<o>order(?:ed)?|place(?:d)? (?:it|the order|an order)|buy|bought)(?: it| them| that| some)? (?P<t>now|today|right now|right away|at once)\b", r"when \g<w> \g<x> arrive\g<p> if \g<s> order it \g<t>"),
    (r"\bwhen (?P<w>will|would|can|do) (?P<x>they|those|these|all (?:of )?(?:that|those|them)) (?:be (?:there|here|in)|get (?:there|here|in))\b", r"when \g<w> \g<x> arrive"),
    # "Draft today's order for [supplier]"
    (r"\bdraft (?P<d>today|this week)'?s (?:orders?|po|purchase order)(?: for| to| from| with)?(?= )", r"draft an order of what must be ordered \g<d> from"),
    # "List the products we buy from [supplier]"
    (r"\b(?:list|show|name|tell|give)(?: me| us)? (?:all |every )?(?:the |those )?(?:products|items|articles|goods)(?: that| which)? we (?:usually |normally )?(?:buy|get|source|purchase|stock) from (?P<f>(?![^?.,;]*\b(?:today|now|tomorrow|this|next|week|month|right)\b)[^?.,;]{2,50}?)(?= ?[?.]*$)", r"which products does \g<f> supply"),
    # "Draft everything for [supplier]", "what do we buy from them?": an order; all that they supply
    (r"\bdraft (?P<w>everything|all(?: of it)?|the (?:whole )?lot|it all)(?P<r>(?: (?:recommended|due|needed|advised))? (?:for|from|to|with) )", r"draft an order of \g<w>\g<r>"),
    (r"(?P<l>^\W*(?:(?:and|so|ok|okay|then|but|no|well)\b,? )*)(?:what|which (?:products|items|articles|goods|things))(?: all)? do we (?:usually |normally |regularly |otherwise )?(?:buy|get|source|purchase|stock|carry) from (?P<f>(?![^?.,;]*\b(?:today|now|tomorrow|this|next|week|month|right|in|for|at)\b)[^?.,;]{2,50}?)(?= ?\?*$)", r"\g<l>which products does \g<f> supply"),
    # "Ok, draft it", "make me the order": a draft of what was spoken of
    (r"^(?P<l>\W*(?:(?:ok|okay|yes|good|fine|great|perfect|alright|right|then|so|and|please|thanks|thank you|now|go ahead|do it)\b[\s,.!]*)*)(?:(?:can|could|would) you |please |just |let us |let's )*(?:(?:draft|write|draw|prepare|type|set)(?: me| us)? (?:it|that|this|them|those|these|that one)(?: up)?|(?:make|prepare|write|draw up|get|create|type)(?: me| us)? (?:the|that|this) (?:purchase )?(?:order|po)(?: up)?)(?: (?:up|please|for me|for us|then|now|for that|for those|for them))*(?=\W*$)", r"\g<l>draft the order"),
    # "Will that last until the next delivery?", "is it enough till the order gets here?"
    (r"^(?P<l>\W*(?:(?:and|so|but|ok|then|now)\b[\s,]*)*)(?:will|would|does|do|is|are|can) (?:it|that|this|they|those|we|the stock|what we have(?: got)?|what is left)(?: all| now| still)? (?:last|hold|holds|suffice|do|be enough|enough|carry|get by|make it|survive|stretch)(?: us| out| on (?:it|that))? (?:until|till|til|through to|to) (?:(?:(?:the|its|our|that|a) )?(?:next |coming |new |open )?(?:delivery|deliveries|order|lorry|truck|goods|shipment|supply|replenishment)|it|that one|they)(?: (?:arrives?|comes?(?: in)?|gets? here|is here|are here|lands?|is delivered|is due|reaches us))?(?=\W*$)", r"\g<l>when will it run out, and when is its next delivery due"),
    # "Is there an order open for it?"
    (r"\b(?P<b>is|are) there (?P<a>an? |any )?(?P<o>orders?|deliver(?:y|ies)) (?:open|pending|outstanding|under ?way|on its way|coming)\b", r"\g<b> there \g<a>open \g<o>"),
    # "What do they deliver next?"
    (r"\bwhat (?:do|does|will|are|is) (?P<x>(?:[^?.,;]|\.(?=\d)){2,50}?) (?:deliver|bring|send|ship)(?:ing)?(?: us)? next\b(?! (?:week|month|mon|tues|wednes|thurs|fri|satur|sun|\d|few|couple))", r"what is the next delivery from \g<x>"),
    # "..., also those that do not have to go out today": all of them, those of today and the others
    (rf"(?P<a>\b(?:order\w*|buy|bought|placed|sent)\b(?: out| off)?) (?:today|now|right away)(?P<b>(?: [^?.;,]{{1,40}})?)(?P<e>[?.]?){_ALSO_LATER}", r"\g<a>\g<b>, whether today or later\g<e>"),
    (_ALSO_LATER, ", whether today or later"),
    (rf"(?:,| -) (?:and )?{_ONES} {_LATER}(?: ones| orders)? {_TOO}\b", ", whether today or later"),
    (rf"[,;]? ?(?:and )?both (?:{_ONES} )?{_TODAYS}(?: ones| orders)? and (?:{_ONES} )?{_LATER}(?: ones| orders)?\b", ", whether today or later"),
    # "The latest order day by 5 November": until then they are ordered
    (r"(?<![\w-])(?:with |and )?(?:the |an? |whose |where the |its |their )?(?:last|latest|final) (?:possible |safe )?(?:order(?:ing)?|purchase|purchasing|buying)[ -](?:day|date)s?(?: (?:is|are|of|falls|lies|being)|:| =)? by (?=\w)", "to be ordered by "),
    # "How many pieces are we owed by them?", "what quantity remains to be delivered?"
    (rf"\b(?P<h>how (?:many|much)|what|which)(?: (?:{_UNITS}|quantity|number of {_UNITS}))?(?: of goods)? (?:are|is) (?:we|i) (?:still )?owed (?:by|from) ", "how many units are still on order from "),
    (rf"\b(?:how (?:many|much)(?: {_UNITS})?|(?:what|which) (?:quantity|number of {_UNITS}|{_UNITS})) (?:(?:still )?(?:remains?|remaining|stays?|is|are|left)(?: still| yet| left| outstanding)*) to be (?:delivered|supplied|sent|shipped|brought|received) (?:by|from) ", "how many units are still on order from "),
    (rf"\bhow (?:much|many)(?: {_UNITS})? (?:has|have|is|are|does|do) (?P<w>(?!we\b|i\b)[^?.,;]{{2,50}}?) (?:(?:still|yet|have|left|got) )+to (?:be )?(?:deliver(?:ing)?|supply|send|ship|bring)(?: us| to us)?\b", r"how many units are still on order from \g<w>"),
    # "Zero on order", "an on-order quantity of 0": of these nothing is
    (rf"\b(?:zero|nil|nought|naught|(?<![\d.,])0|no|not a|not a single|not one)(?: single)?(?: (?:{_UNITS}|unit|piece|item|stock))? (?:(?:is|are|that is|that are) )?(?:currently |presently )?(?:of (?:it |them )?)?(?P<o>on order|on (?:its|their|the) way|in transit)\b", r"nothing \g<o>"),
    (rf"\b(?P<w>with|have|has|having|show|shows|showing) (?:an? |the )?(?:on-order|open order|ordered|quantity on order|on order|open)(?: (?:{_UNITS}|quantity|figure|amount|units))?(?: (?:of|is|=|at|equal to|equals))* ?(?:zero|nil|nought|0)\b(?![.,]?\d| ?%)", r"\g<w> nothing on order"),
    (r"\b(?:whose|where(?: the)?|for which(?: the)?) (?:on-order|open order|on order)(?: (?:units|quantity|figure|amount|stock))?(?: (?:is|=|equals|stands at|amounts to|reads|shows))+ ?(?:currently |now )?(?:zero|nil|nought|0)\b(?![.,]?\d| ?%)", "with nothing on order"),
    # "How much do we owe them for what is on its way?"
    (r"\bhow much(?: money)? (?:do|will) (?:we|i) (?:still )?owe (?P<w>(?!me\b)[^?.,;]{2,40}?) (?:for|on) (?:what(?:ever)?(?: is|'s) (?:still )?(?:on (?:its|the) way|on order|coming|in transit|open)|(?:the |our |all )*open (?:purchase )?orders|the (?:goods|orders) (?:still )?(?:on (?:their|the) way|to come))", r"what is the value of the open orders from \g<w>"),
    # "Will what is on order arrive before we run out?"
    (r"^(?P<l>\W*(?:(?:and|so|but|ok)\b[, ]*)*)(?:will|does|do|is|are) (?:the )?(?P<x>(?!it\b|that\b|they\b|there\b)[^?.,;]{3,50}?)(?: (?:(?:that(?: is|'s| are)?|which (?:is|are)) )?(?:on order|on (?:its|the|their) way|coming))? (?:arrive|come(?: in)?|get here|land|be here|be delivered|turn up|reach us) (?:in time )?before (?:we|it|they|the shel(?:f|ves)) (?:run|runs|is|are|sell|sells|go|goes) (?:out|dry|empty|short)(?: of (?:it|stock))?(?P<w> (?:in|at) [^?.,;]{2,30})?(?=\W*$)", r"\g<l>when will \g<x>\g<w> run out, and when is its next delivery due"),
    (r"(?P<b>\border\b[^?.;]{0,60}?),? and how (?:big|large) (?:is|will|does|should|must) (?:it|that|the order)(?: (?:be|get|have to be))?(?=\s*(?:[?.!,;]|$))", r"\g<b>, and how many units is it"),
    # "Who supplies the most of our products?"
    (rf"\b(?:who|which {_SUPPLIER}) (?:supplies|delivers|provides|makes|sends|brings)(?: us)?(?: with)? (?:the )?(?P<e>most|fewest|least)(?: of)?(?: (?:our|the|different))* (?:products|articles|items|skus|lines)\b", r"which supplier has the \g<e> products"),
    # "Whose deliveries are overdue?"
    (r"(?P<b>^\W*|[.?!,;:] ?|\b(?:and|so|but|know|tell me) )whose (?:(?:open )?orders|deliveries|delivery|shipments?|consignments?|lorries|trucks?) (?:are|is) (?:still |currently |now |already )*(?P<l>overdue|late|delayed|outstanding|open)\b", r"\g<b>which suppliers have \g<l> orders"),
    # "Which suppliers don't we owe an order today?", "which shops are we not ordering for?"
    (r"\b(?P<w>which|what)(?: of (?:our|the))? (?P<k>suppliers|vendors|stores|shops|branches|categories) (?:(?:do(?:n't| not)|need(?:n't| not)) we|do we not|are we not|aren't we)(?: (?:owe|need to (?:send|place|give)|have to (?:send|place|order|give)|need|order(?:ing)?|send(?:ing)?|plac(?:e|ing)|buy(?:ing)?|giv(?:e|ing)))(?: (?:an?|any|our|the) (?:new )?(?:orders?|purchase orders?|thing)| anything)?(?: (?:from|with|to|for))?(?= (?:today|now|this week|right now|at the moment)|\s*[?.!,]|$)", r"\g<w> \g<k> need no order"),
    (r"\b(?:has|have) (?:got )?(?:nothing|no orders?)(?: at all)? (?:open|outstanding|pending|running)(?: (?:with|from|for|at) us)?(?=\s*(?:[?.!,;]|$|at the moment|right now|now|today))", "have no open orders"),
    (r"\b(?:is|are)(?: not|n't) short of anything\b|\b(?:is|are) short of nothing\b", "have nothing out of stock"),
    (r"\b(?:is|are) (?:there )?(?:anybody|anyone|somebody|someone|any (?:supplier|vendor)s?) (?:still |currently )?(?:late|overdue|behind) (?:with|on) (?:anything|something|any (?:orders?|goods|deliver(?:y|ies))|goods|deliver(?:y|ies)|(?:an?|their|its) (?:order|deliver(?:y|ies))s?)\b", "which open orders are late"),
    (r"\b(?:(?:did )?you )?(?:recommend|propose|suggest|advise)(?:ed|s)? (?:no|not a|not any) (?:new )?orders?\b", "need no order"),
    # "... haven't we ordered yet although they need it?"
    (r"\b(?:(?:have|has)(?: not|n't) (?:we|i|you)|(?:we|i|you) (?:have|has)(?: not|n't)) (?:yet )?(?:re)?ordered (?:yet |so far )?(?:(?:al)?though|even though|while|but) (?:they|it|we) (?:need|needs|should be|must be|ought to be|have to be|is due|are due)(?: (?:ordered|it|them|to be ordered|an order|ordering|one|to))?", "should be ordered and have nothing on order"),
    # "The average order line is worth what?"
    (r"\bwhat(?:'s| is) (?:the|an|our) average (?P<o>order(?: line)?)(?: of today)? worth\b", r"what is the average value of an \g<o>"),
    # "The one least likely to turn up on time. Who is that?": the one that is on time least
    *(
        (rf"\b(?:(?:the|that) (?:one|firm|company|{_SUPPLIER})|(?:which (?:one )?(?:of (?:our|the|my) )?)?{_SUPPLIER}s?|whoever|who)(?: (?:of (?:them|those|ours|our {_SUPPLIER}s)))?(?: (?:that|who|which))?(?: (?:is|are|'s))?(?: the)? {likely} to {_COME} {when}{_WHO_IS_THAT}", f"which supplier has the {rate} on-time rate")
        for likely, when, rate in (
            ("least likely", _ON_TIME, "lowest"), ("most likely", _ON_TIME, "highest"), ("most likely", _LATE, "lowest"), ("least likely", _LATE, "highest")
        )
    ),
    # "Who has the most delays?": the one that is on time least; "right now": whose orders are overdue
    (rf"(?P<h>\b(?:which|what|who)\b[^?.;]{{0,60}}?)(?P<v>\b(?:with|has|have|having|shows?|makes?|causes?|gives?)(?: us)?(?: the)? )(?:most|greatest number of) (?:delays|missed {_DATES}) (?=(?:right now|now|at the moment|currently|today|at present)\b)", r"\g<h>\g<v>most overdue orders "),
    *(
        (rf"\b(?:(?:which|what)(?: one)?(?: of (?:our|the|these|all))?(?: the)?(?: \w+)? {one}s?|the {one})(?: (?:is|was) (?:the|that) (?:one|{one}))?{delays}(?:,? (?:which|who|what)(?: one| {one})? (?:is|was) (?:it|that|this))?(?! (?:right|now|at the moment|currently|today|at present)\b)", rf"which {one} has the {rate} on-time rate")
        for one in ("supplier", "vendor") for delays, rate in _OF_DELAYS
    ),
    *(
        (rf"\bwho(?: (?:is|was) the (?:one|supplier|vendor))?{delays}(?! (?:right|now|at the moment|currently|today|at present)\b)", f"which supplier has the {rate} on-time rate")
        for delays, rate in _OF_DELAYS
    ),
    # "We are still waiting on goods from them. How many units?", "outstanding with them - how many pieces?"
    (rf"(?P<b>^\W*|[.!?;] )(?:(?:we|i) (?:are|'re|am|'m) (?:still |also |yet )*(?:waiting|wait) (?:on|for) (?:(?:the|some|many|a lot of|several|more|our|all|ordered) )*(?:goods|deliver(?:y|ies)|stuff|things|{_UNITS}|shipments?|stock|orders) (?:from|of|by)|(?:(?:still|goods|units|pieces|orders) )*outstanding (?:with|at|from)|yet to come from) (?P<w>{_NAME}){_SO_MANY}", r"\g<b>there are open orders with \g<w>. "),
    (rf"(?P<b>^\W*|[.!?;] )(?P<w>{_NAME}) (?:(?:has|have|did)(?: not|n't)(?: yet| still)? (?:deliver(?:ed)?|sen[dt]|br(?:ing|ought)|suppl(?:y|ied)|ship(?:ped)?) (?:everything|all(?: of it)?|the lot|in full|completely|all the goods)(?: yet| so far| we ordered| to us| us)*|(?:still )?(?:has|have) (?:something|goods|stuff|things|units|some|a lot) (?:still |yet )?(?:to (?:deliver|bring|send|come)|open|outstanding)){_SO_MANY}", r"\g<b>there are open orders with \g<w>. "),
    # "What would be the amount saved by not placing the order?", "how much do we save by skipping it?"
    (r"\b(?:what(?:'s| is| was| would be| will be)(?: then)? (?:the )?(?:amount|sum|money|saving|savings|total)(?: of money)?(?: saved| we save| i save| (?:we|i) would save)?|how much(?: money)? (?:do|does|would|will|can|could|is|are|shall)(?: (?:we|i|they|be|it|that|one))*(?: (?:save|saved|saving|spare))?(?: us| me)?|what (?:do|would|will|can|could) (?:we|i|it|that) (?:save|spare)(?: us| me)?) ?(?:by|in|from|through|with|if|when|of) (?:(?:we|i|you) )?(?P<v>not (?:placing|sending|making|raising)|skipping|do(?: not|n't) (?:place|send|make)|did(?: not|n't) (?:place|send|make)|skip|skipped|dropping|drop|dropped|leaving out|leave out|omitting|omit|cancel|cancelling|canceling|forgoing|forego|foregoing) (?=(?:the|that|this|our|its|any) (?:recommended |proposed |suggested |planned )?(?:order|purchase|buy)\b)", "how much money would we not spend if we skipped "),
    # "Is there anything to get from them for that shop, and how many pieces?": something to be ordered
    (r"\b(?P<i>is|are) there (?P<a>(?:any|some)thing|any (?:goods|lines|products|items))(?: (?:else|more))?(?: for (?:me|us))? to (?:be )?(?:get|gotten|buy|bought|take|taken|fetch|pick up|bring in|ask for|request(?:ed)?|purchased?)(?= (?:from|for|in|at|with)\b|\s*(?:[?,]|$))", r"\g<i> there \g<a> to order"),
    (r"\b(?:do|does|will|would) (?P<w>(?!we\b|i\b|you\b|they\b)(?:the )?[\w'-]+(?: [\w'-]+)?) (?:need|want|require|have to (?:get|buy|order)) (?:any|some)thing (?P<f>from [^?.,;]{2,40}?)(?: as well| too| also)?(?P<e>,? and how many(?: (?:units|pieces))?\?|\? how many(?: (?:units|pieces))?\?|\?)", r"is there anything to order \g<f> for \g<w>\g<e>"),
    (r"\bdo (?:we|i) (?:need|want|have to (?:get|buy)) (?:any|some)thing (?=from\b)", "is there anything to order "),
    # "Does Nice need some?": of what was spoken of
    (r"\b(?:do|does) (?P<w>(?!we\b|i\b|you\b|they\b)(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?) (?:also |still )?(?:need|want|require) (?:some|any)(?: of (?:it|them|that|those))?(?: too| as well| also)?(?=\s*(?:[?]|$))", r"how many of it should \g<w> order"),
    # "What do I save if I leave it?", "what is that purchase worth if we skip it?"
    (rf"\b(?:what (?:do|would|will|can|could) (?:we|i|it|that) (?:save|spare)(?: us| me)?|how much(?: money)? (?:do|would|will|can|could) (?:we|i|it|that) (?:save|spare)(?: us| me)?),? (?:by|if) (?:(?:we|i|you) )?{_SKIP} (?:it|them|that|this|those|these)(?: out| be| alone| off)*(?=\s*(?:[?.!]|$))", "how much money would we not spend if we skipped the order?"),
    (rf"\b(?P<w>what(?:'s| is| was| would)? (?:(?:that|this|the) (?:purchase|order|line|buy)|it|that|this)(?: be)? worth(?: in (?:money|euros?|pounds|dollars|cash|total))?),? if (?:we|i|you) {_SKIP} (?:it|them|that|this)(?: out| be| alone| off)*(?=\s*(?:[?.!]|$))", "how much money would we not spend if we skipped the order?"),
    # "The largest overdue item by quantity": the product with the most of such units
    *(
        entry
        for size, most in (("biggest|largest|greatest|highest|most", "most"), ("smallest|lowest|fewest", "fewest"))
        for entry in (
            (rf"\b(?:(?:which|what)(?: is|'s| was)? )?the (?:single )?(?:{size}) {_OVERDUE} (?:item|product|article|goods?|sku){_BY_UNITS}", f"which product has the {most} overdue units"),
            (rf"\b(?:which|what) (?:is the )?{_OVERDUE} (?:item|product|article|sku)(?: is| has| was| had| shows)?(?: the)? (?:{size})(?: (?:one|units|pieces|quantity|number|amount|volume))?(?: of (?:units|pieces))?{_BY_UNITS}", f"which product has the {most} overdue units"),
        )
    ),
    # "What has to go on order today?": to be ordered, and not on order yet
    (r"\b(?P<m>(?:have|has|had|need|needs|ought|got) to|must|should|shall|are to|is to) (?:go|be put|be placed|get put|be taken|come) on order\b", r"\g<m> be ordered"),
    # "What do you want me to put on order for them?" is recommended; "what have we put on order?" is there already.
    (r"\b(?P<h>have|has|had|did|'ve)(?P<w>(?: (?:we|i|they|already|actually|currently))*) put(?P<x>(?: (?:it|them|that|those))?)(?: already)? on order\b", r"\g<h>\g<w> on order\g<x>"),
    (r"(?<!been )(?<!was )(?<!were )(?<!is )(?<!are )\bput(?P<x>(?: (?:it|them|that|those|this|these|more|some|any|one))?)(?: down)? on order\b", r"order\g<x>"),
    # "The level that triggers an order", "the economic lot"
    (r"\b(?:the |its |their )?(?:stock |inventory )?(?:level|point|mark|quantity|threshold|limit) (?:(?:that|which) (?:triggers?|sets? off|starts?|prompts?|causes?|releases?|fires?)|triggering|setting off) (?:an? |the |our |its )?(?:new |next |fresh )?(?:re-?order(?:ing)?|orders?|purchases?|replenishment)\b", "the reorder point"),
    (r"\beconomic(?:al)? (?:lot|batch)\b(?! (?:quantity|size))", "EOQ"),
    (r"(?P<v>\b(?:are|is|were|that|which)) (?:(?:already|long|well|now|gone|still) )*past (?:the|its|their) (?:due|delivery|promised|agreed) dates?\b", r"\g<v> overdue"),
    # "Which open POs are past the due date? PO numbers, please.", "which open PO numbers are late?"
    (rf"\b(?P<q>(?:which|what) (?:(?:open|late|overdue|pending|outstanding|running|of (?:the|our|their)) )*(?:purchase orders|pos|orders|deliveries)\b[^?]*)\?\s*(?:(?:just|only|by|i need|i want|give me|with|the|their|please|as|need|also)[,:]? )*(?:{_PO}) {_PO_NUMBERS},?(?: (?:please|only|will do|pls|thanks|alone|is enough|are enough))*\s*[.!]*$", r"\g<q>? I need the order numbers."),
    (rf"\b(?P<q>which|what) (?P<o>(?:(?:open|late|overdue|pending|outstanding|running) )*)(?:{_PO}) (?:numbers|nos\.?|ids|refs|references)(?= (?:of|from|with|by|for|at|in|are|is|do|does|have|has|belong)\b)(?P<r>[^?]*)\?*", r"\g<q> \g<o>orders\g<r>? I need the order numbers."),
    # "What do we order from them today?": to be ordered
    (r"\bwhat (?P<x>all |else |exactly )?(?:do|are|shall) (?P<w>we|i) (?:order|ordering|reorder|buying)\b(?=[^?]*\b(?:today|right now|this (?:morning|afternoon))\b)(?! in\b)", r"what \g<x>must \g<w> order"),
    # "Which of Redfern's open orders is the oldest?", "of York's late orders, which one is due first?"
    (r"\b(?P<b>(?:which|what|how many|one|any|out)(?: one)? of |(?:^|[.?!,;] ?)of )(?P<n>(?-i:[A-Z])[\w&-]*(?: (?:&|(?-i:[A-Z])[\w&-]*)){0,3}|(?!today|yesterday|tomorrow|this|next|last|week|month)[a-z][\w-]+(?='|’))(?:['’]s?) (?P<o>(?:(?:open|late|overdue|pending|outstanding) )+(?:purchase )?(?:orders|pos)\b)", r"\g<b>the \g<o> of \g<n>"),
    # "Drop the York lines": left out, no fall in sales
    (r"(?P<b>^\W*|[.,;:!?] |\b(?:and|then|please|now|ok|okay|so|you|we|i|let's|to) )drop (?:the |all (?:the |of the )?|any )?(?P<n>(?-i:[A-Z])[^.?!,;:]{1,40}?) (?:lines?|orders?|ones?|stuff|goods|products|items|bits?|part|share)\b(?! (?:fell|by|from|was|is|of)\b)", r"\g<b>leave out the \g<n> orders"),
    # "Which open orders of theirs are late?"
    (r"\b(?P<g>orders|pos|deliveries|shipments|goods|products|items|articles|lines) of theirs\b", r"\g<g> from them"),
)  # fmt: skip
