# ruff: noqa: E501 - a pattern is read on one line
"""Goods that come back, run out or stay unordered, as people say it across the counter: "dries up" is running out."""

from __future__ import annotations

from rag.understanding.message.wordings.parts import COUNT, MONTH

__all__ = ["WORDINGS"]

_SHELF = r"(?:shelf|shelves|rack|cupboard|pegs?|bins?|display|drawer|counter)"
_BARE = r"(?:bare|empty|cleared out|cleaned out)"
_OVER = r"(?:over|out|done|up|through|finished|gone|ended|past|behind us|at an end)"
_SPAN = rf"(?:(?:the |this |that |next |coming )+(?:month|week|fortnight|year|quarter|weekend)|(?:{MONTH})|christmas)"
_WE = r"(?:i|we|you|they|nobody|no ?one)"
#: "Suppose I", "what if we just": somebody of whom something is supposed, and not what the others come to then
_SUPPOSED = rf"(?![^?]*\b(?:the (?:rest|other|remaining)|others)\b)(?P<if>\b(?:if|suppose|supposing|say|assume|assuming|imagine|in case|should)(?: that)?,? {_WE}(?:'d)?(?: (?:just|simply|now|then|were to|was to|decide to|decided to|chose to|choose to|would|did|do|should|could|rather|all))*) "
_THROUGH = r"(?:us(?:e|ed|ing) up|(?:sell|sold|selling|run|running|get|got|getting|go|gone|going|burn|burnt|burned) through|exhaust(?:ed|ing)?)"
_THIS = r"(?:it|this|that|these|them|(?:this|that|the) (?:one|order|round|buy|purchase|recommendation|suggestion|time)|the whole thing)"
_OF, _OF2 = (rf"(?P<{name}> (?:of|for|with) (?!me\b|us\b|now\b)[^?.,;]{{3,50}}?)?" for name in ("of", "of2"))

#: What lies about and does not sell
_DEAD = r"(?:dead (?:weight|wood|stock)|shelf[- ](?:warmers?|huggers?|sitters?)|dust[- ](?:collectors?|catchers?))"

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"

WORDINGS: tuple[tuple[str, str], ...] = (
    # "The products that sell better on Sunday than on any other day", "what has Sunday as there best day": goods by their best weekday
    (rf"\b(?P<v>sells?|sold|moves?|goes|go|do|does) (?:better|more|stronger|faster) on (?:an? )?(?P<d>{_WEEKDAY})s? than (?:on )?(?:any|every|all|each)(?: of)? ?(?:the )?(?:other|rest)(?: (?:days?|weekdays?))?(?: (?:of|in) the week)?", r"\g<v> best on \g<d>"),
    (rf"\b(?P<v>have|has|having|with) (?P<d>{_WEEKDAY})s? (?:as|for) (?:there|their|its|the|a|they're) (?:best|top|strongest|peak|main|busiest)[- ]?(?:selling )?(?:week)?day\b", r"\g<v> \g<d> as their strongest weekday"),
    # "In which of our stores would the D cells not even last a week?", "the shop that does not have a full week of cover for it"
    (r"\b(?:(?:in|at) )?(?P<q>(?:which|what)(?: of (?:our|the|my))? (?:stores?|shops?|branch(?:es)?))(?: is it where)? (?:will|would|does|do|can|is|are) (?:the |our |its |their )?(?P<x>(?:[^?!,;.]|\.(?=\d)){3,70}?)(?: stocks?)?(?: going)? (?:not (?:even )?(?:to )?(?:last|be enough for|cover|hold|reach|make it through)|(?:last|hold)(?: for)? (?:less than|not even|under))(?: for)? (?:a|one|the) (?:(?:full|whole|single) )?(?:week|7 days)(?: (?:any ?more|any longer|longer|now))?\b", r"\g<q> have less than 7 days of cover for \g<x>"),
    (r"\b(?:(?P<t>tell|show|give|name) (?:me|us) )?(?:the|which|what)(?: of (?:our|the|my))? (?P<k>shops?|stores?|branch(?:es)?)(?: (?:that|which|where we))? (?:do(?:es)? not|don['’]?t|doesn['’]?t|no longer|not) (?:even )?(?:have|has|hold|keep|got)(?: got)? (?:an? |one )?(?:full|whole|entire|complete)? ?(?:week(?:'s)?|7 days)(?: worth)?(?: of)? (?:cover|stock|supply)(?: any ?more| any longer| left| now)?(?: of| for)? (?P<x>(?:[^?!,;.]|\.(?=\d)){3,70}?)(?: any ?more)?(?=\W*$|[?,;])", r"which \g<k> have less than 7 days of cover for \g<x>"),
    # "Where also nothing is ordered": on order already
    (r"\b(?P<b>where|with|and|but|which|that|for which)(?P<a>(?: (?:also|where|still|yet|there|for which))*) nothing (?:is|has been|was|got)(?: (?:already|yet|currently|still))? ordered(?: yet| so far| already)?(?=\W*$|[,.;]| (?:and|or|in|at)\b)", r"\g<b>\g<a> nothing is on order"),
    # "The products of which Leeds does not have a single unit on hand"
    (r"\b(?P<k>products|articles|items|lines|skus|goods|everything|those|ones) (?:of which|that|which|whereof) (?P<w>(?:the )?[\w'-]+(?: [\w'-]+){0,2}?) (?:does not|doesn['’]?t|do not|don['’]?t|has not|hasn['’]?t|have not|haven['’]?t|has|have)(?: got)? (?:a single|one single|even one|one|any|not (?:a single|one)|no|zero)(?: (?:unit|piece|item)s?)?(?: of)?(?: left)?(?: on hand| in stock| on the shelf| left| there)+(?=\W*$|[?.,;])", r"\g<k> at \g<w> that are out of stock"),
    # "What is the date on which its stock will be used up?"
    (r"\b(?:(?:what|which)(?:'s|s| is| will be) )?the (?:exact )?(?:date|day) (?:(?:on|by|at) which|when|that) (?P<x>[^?.;,]{2,60}?) (?:(?:will|would|is|are|does|do|is going to|has|have)(?: (?:be|been|have been|get|run))*(?: (?:completely|all|finally|fully))? )(?:used up|gone|empty|finished|sold out|exhausted|depleted|out|run out|sell out|consumed|eaten up)\b(?: of stock)?", r"when does \g<x> run out"),
    # "Which articles in Leeds nobody bought?", "what has Leeds not sold a single piece of?": what sold nothing
    (r"\b(?P<q>which|what|how many) (?P<g>products|articles|items|goods|skus|lines)(?P<w>[^?.;,]{0,40}?) (?:(?:did|has|have|does|do) (?:nobody|no ?one|no customer|none of our customers)|(?:nobody|no ?one|no customer)(?: (?:has|have|ever))?|(?:has|have|did) not a single (?:customer|person|soul)) (?:buy|bought|take|taken|took|want|wanted|purchased?|asked? for)\b", r"\g<q> \g<g>\g<w> sold nothing"),
    (r"\b(?:what|which) (?:has|have|did|does|do) (?P<s>(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?|we|they|the (?:shop|store)) (?:not (?:sold?|sell)|fail(?:ed)? to sell|sold?|sell) (?:even )?(?:(?:a|one) single|not (?:a|one)(?: single)?|a|one|any|no) (?:piece|unit|item|pack)s? of\b", r"which products sold nothing in \g<s>"),
    (r"\b(?P<q>which|what|how many) (?P<g>products|articles|items|goods|skus|lines) (?:found|had|have had|met with|have found) (?:no|not a single|zero) (?:buyers?|customers?|takers?)\b", r"\g<q> \g<g> sold nothing"),
    # "Which articles are empty in Leeds but nothing is on order?"
    (r"\b(?P<g>products|articles|items|goods|skus|lines|ones) (?P<v>are|is) (?:all |completely |totally |already )?(?:empty|finished|at zero|on zero|down to zero|at nil|used up)(?= (?:in|at|and|but|there|here|today|now|while|yet|though)\b|,|\W*$)", r"\g<g> \g<v> out of stock"),
    # "So it is finished on which date?", "and they're gone when?"
    (r"\b(?P<w>it|they|that|this)(?:'s| is|'re| are| will be| runs?| goes?| gets?) (?:all |then )?(?:finished|gone|out|empty|sold out|used up|over|exhausted|done|out of stock)(?: then)?,? (?:(?:on|at|by|from) (?:which|what) (?:date|day)|when)(?= ?(?:[?.,!]|$|exactly|then|roughly|about))", r"when does \g<w> run out"),
    (r"\b(?P<g>products|articles|items|goods|skus|lines) (?:with|having|that have|which have|where there is|where we have) too (?:much|many) (?:stock|inventory|goods|units)\b", r"\g<g> with excess stock"),
    # "What's gone within 10 days without new orders?"
    (r"(?P<b>\b(?:gone|out|empty|used up|finished|sold out|run|runs|left|dry|over|last)\b[^?.;]{0,60}?),? (?:without|with no|given no|barring|excluding|assuming no|if there (?:are|is) no) (?:any )?(?:new|more|further|fresh|additional|other|extra) (?:orders?|ordering|re-?orders?|purchases?|buying|supplies|supply)(?: (?:placed|from us|coming|being placed))*(?=\W*$|[?.,;])", r"\g<b>"),
    (r"(?P<b>^\W*|[.!?;] )(?:[^.?!;]{3,60}? and )?(?:nobody|no ?one|none of us|nobody else|no colleague)(?: here)? (?:is there to |is here to |can |will |would )?(?:places?|sends?|makes?|puts? in|writes?|orders?|buys?|re-?orders?) ?(?:any |an |the |new |more )*(?:orders?|anything|something|stock|goods)? ?(?:for me|in my place|while i am (?:away|gone|off)|meanwhile|in the meantime|then|instead(?: of me)?|in that time)*[.!;] +(?=[^?]*\b(?:run\w*|gone|out|empty|last|any ?more|left|used up|finished)\b)", r"\g<b>"),
    # "Which won't last beyond 29 April? I mean those that will be out of stock by then."
    (r"\b(?:won't|wo not|will not|don't|doesn't|does not|do not|wouldn't|cannot|can't) (?:last|hold out|be enough|suffice|reach|keep going|do) (?:beyond|past|longer than until|further than|after|until after) (?P<d>(?:the )?(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9}|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?|next (?:week|month|friday|sunday)|the (?:weekend|month|week)|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day))(?:[.?!] i mean (?:those|the ones)[^?.!]*?\bby then)?", r"run out by \g<d>"),
    # "The units that Leeds is unable to sell for want of stock": sales lost
    (r"\b(?:(?:be|is|are|being|will be) )?(?:unable|not (?:be )?able) to (?:sell|serve|deliver|supply|fill|satisfy|meet)(?P<x> [^?.;,]{2,30}?)? (?:for|because of|due to|owing to|through|from|on account of) (?:an? |the )?(?:want|lack|shortage|absence|missing|empty|insufficient|out)(?: of)? ?(?:stock|goods|inventory|shelves|units|pieces)?\b|\b(?:can ?not|can['’]?t|could not|couldn['’]?t) (?:sell|serve|supply|satisfy)(?P<x2> [^?.;,]{2,30}?)? (?:for|because of|due to|owing to|through) (?:an? |the )?(?:want|lack|shortage|absence) of (?:stock|goods|inventory)\b", r"lose\g<x>\g<x2> to stockouts"),
    # "Which come back the most in relation to sales?": a rate
    (r"\b(?:com(?:e|es|ing)|c[ao]me|(?:are|is|get|gets) (?:brought|sent|taken|returned)|brought|sent|taken|returned?)(?: back)? (?:the )?most(?: often)?,? (?:in relation|relative|relatively|compared|measured|in proportion|proportionally|in comparison|for|against|as a share|as a percentage)(?: to| with| against| by| of)?(?: (?:the|their|its|what|how much|how many|number of|units))* (?:sales|sold|sells?|(?:is|are|was|were|we|they|it) (?:sold|sells?|sell)|bought|units sold)\b", r"have the highest return rate"),
    (r"\b(?:com(?:e|es|ing)|c[ao]me|(?:are|is|get|gets) (?:brought|sent|taken|returned)|brought|sent|taken|returned?)(?: back)? (?:the )?least(?: often)?,? (?:in relation|relative|relatively|compared|measured|in proportion|proportionally|in comparison|for|against|as a share|as a percentage)(?: to| with| against| by| of)?(?: (?:the|their|its|what|how much|how many|number of|units))* (?:sales|sold|sells?|(?:is|are|was|were|we|they|it) (?:sold|sells?|sell)|bought|units sold)\b", r"have the lowest return rate"),
    # "Leeds overstock without the teas": goods, and no sum of the stock
    (r"\b(?:overstocks?|over-stocks?|excess stock|surplus stock|surplus)(?= (?:without|excluding|except|minus|apart from|other than|not counting|but not|barring)\b)", "overstocked products"),
    # "What will we have left of it at Cork after next week?"
    (r"\b(?:what|how (?:much|many))(?: units| pieces)? (?:will|would|do|does|shall|is|are)(?: (?:we|i|they|you|there|the (?:shop|store)|(?-i:[A-Z])[\w'&-]+))?(?: going to| likely to)?(?: (?:have|be|remain|keep|still have))? (?:left|remaining|over) of (?P<x>[^?.!;]{3,80}?),? after (?:the )?(?P<t>next (?:\d{1,2} |two |three |seven |fourteen )?(?:days?|weeks?|month)|this week|tomorrow|the week|this weekend)(?: is over| is out| ends)?(?=\W*$)", r"how much of \g<x> is left once \g<t>'s sales are gone"),
    (r"\b(?P<h>how (?:much|many)(?: units of| pieces of| of)?) (?P<x>[^?.!;]{3,80}?) (?:will|would|shall) (?:be|remain|we have|there be)(?: (?:left(?: over)?|remaining|over|unsold))?(?P<w>(?: (?:in|at) [^?.!;,]{2,40}?)?),? after (?:the )?(?P<t>next (?:\d{1,2} |two |three |seven |fourteen )?(?:days?|weeks?|month)|this week|tomorrow|the week|this weekend)(?: is over| is out| ends)?(?=\W*$)", r"how much of \g<x> is left\g<w> once \g<t>'s sales are gone"),
    # "It's been dropped from the range"
    (r"\b(?:dropped|taken|thrown|struck|withdrawn|axed|cut|removed|kicked) (?:from|off|out of) (?:the|our) (?:range|assortment|catalogue|programme|product list|portfolio)\b", "discontinued"),
    # "All stores minus Cork": the others; "Cork minus Sligo" is what lies between them
    (r"(?P<a>\b(?:stores|shops|branches|suppliers|vendors|categories|products|items|total|chain|company|everything|all|value|sales|stock|forecasts?|orders)) minus (?=(?:the )?(?-i:[A-Z]))", r"\g<a> without "),
    # "Which of the teas have an A there?", "everything that got a C", "those with an X"
    *(
        (rf"\b(?:{verb}) (?:an? |the (?:letter |grade )?)(?:(?:grade |letter |rating |mark )?)(?P<l>(?-i:[ABCXYZ]))(?:[ -](?:rating|grade|label|mark|letter|status|tag|stamp)\b|(?= ?(?:[?.!,;:)]|$)| (?:in|at|of|from|there|here|and|or|but|now|today|as|on|for|is|are|do|does|run|sell|need)\b))", rf"{said} class \g<l>")
        for verb, said in (
            ("with|having|carrying|bearing|given|holding|awarded|rated", "of"),
            ("have|carry|bear|hold|earn|get|receive|got|had", "are"),
            ("has|carries|bears|holds|earns|gets|receives", "is"),
        )
    ),
    # "How many are customers likely to bring back to us in that time?"
    (r"\b(?P<q>how (?:many|much)(?: (?:of (?:it|them|those)|units|pieces))?) (?:are|will|do|would|might|could) (?:the |our )?(?:customers|people|shoppers|buyers|clients|they) (?:be )?(?:likely to |expected to |going to |probably |typically )?(?:bring|send|hand|give|carry|take)(?:ing)?(?P<x> (?:of )?(?:it|them|those))? back(?: to us| to the (?:shop|store|till|counter))?", r"\g<q> are expected to be returned"),
    # "Add up the valves sitting at Nantes and whatever is still on its way there."
    (r"\b(?:add(?:ing)?(?: up| together)?|sum(?:ming)?(?: up)?|combine|count together|put together|take) (?:the |what |all the )?(?P<x>(?:[^?.,;]|\.(?=\d)){3,80}?),? (?:that (?:is|are) )?(?:sitting|lying|standing|in stock|on hand|kept|held)(?P<p> (?:at|in) [^?.,;]{2,40}?)?,? (?:and|plus|with|to|together with) (?:whatever|what|all that|the units|those|anything|everything)(?: (?:that|which))?(?: (?:is|are|'s))?(?: still)? (?:on (?:its|the|their) way|under way|in transit|on order|coming|in the pipeline|inbound)(?: there| to (?:it|them|us)| in)?", r"inventory position of \g<x>\g<p>"),
    # "Any dead weight in Leeds? Worst five by cover": of what lies about, the worst lasts longest
    (rf"\b(?:(?:any|some|what|our|the|got any) )?{_DEAD}(?P<w>[^?.;]{{0,40}})[?.;,:-]+ (?:show |give |name |just )?(?:me )?(?:the )?worst (?P<n>{COUNT}) by (?:days of )?cover\b", r"which \g<n> products\g<w> have the highest days of cover"),
    (rf"\b{_DEAD}(?<!dead stock)", "overstock"),
    # "Which date is the shelf bare?", "it will have empty shelves for some items"
    (r"\b(?:is|are|will) the shel(?:f|ves)(?: there| then)?(?: be| go| stand)? (?:bare|empty)\b", "does it run out"),
    (r"\b(?P<w>will|is going to|are going to) (?:have|see|show|be left with) (?:empty|bare) shel(?:f|ves) (?:for|of|with|on) (?P<g>(?:some|a few|several|certain) (?:items|products|articles|lines|goods))\b", r"\g<w> run out of \g<g>"),
    # "People bringing it back to the counter"
    (r"\b(?:people|ppl|customers|shoppers|they|folks?) (?:will |are |r )?(?:bring(?:s|ing|in)?|carry(?:ing)?|tak(?:e|ing)) (?P<x>(?!it\b|them\b)(?:[^?.,;]|\.(?=\d)){2,50}?) back(?: (?:to|in|into|at) (?:the|us|our) ?(?:counter|shops?|stores?|tills?|desk)?)?", r"returns of \g<x>"),
    # "Which run out, not in Leeds, not in York?"
    (r",? not (?:in|at) (?P<a>(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?),? (?:(?:and|or|nor) )?not (?:in|at) (?P<b>(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?)", r" in all stores except \g<a> and \g<b>"),
    # "Stock count of the screws, as of now?": what is there, and no stocktake
    (r"\b(?:stock|stk) count\b(?P<x>(?: (?:of|for))? [^?!]{3,80}?[?!, ]{1,3}(?:as of now|right now|at the moment|currently|atm|as we speak|this minute|today)\b)", r"stock on hand\g<x>"),
    # "Any slow movers in stock?", "any promotions left in November?"
    (r"^(?P<b>\W*(?:(?:and|so|ok|hi|hello),? )*)(?:(?:are|were) there |do (?:we|i) have |have (?:we|i) (?:got )?)?(?:any|some) slow(?:est)?[- ]?(?:movers?|sellers?|(?:moving|selling) (?:products|items|stock|goods|lines))(?: in stock| on (?:the|our) shel(?:f|ves))?(?= (?:in|at|from|of)\b|\W*$)", r"\g<b>which products are slow movers"),
    (r"\b(?:(?:are|is) there |do (?:we|i) have |have we (?:got )?)?(?:any|some)(?: more)? (?P<p>promotions|promos|offers|campaigns)(?: that are)? (?:left|remaining|still (?:to come|planned|coming|ahead)|to come|ahead)\b", r"what \g<p> are planned"),
    # "Not Leeds, the other three: ..."
    (r"^(?P<l>\W*(?:(?:and|so|but|ok)\b[, ]*)*)not (?P<w>(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?)(?=:)(?!: ?(?:in|at|for) (?-i:[A-Z]))", r"\g<l>except \g<w>"),
    (r"^(?P<l>\W*(?:(?:and|so|but|ok)\b[, ]*)*)not (?P<w>(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?),? (?:but |only )?(?:the|our) (?:other|remaining) (?:two|three|four|five|six|\d+|ones|stores|shops|branches)(?: (?:stores|shops|branches))?(?: together)? ?[:,;-]", r"\g<l>all stores except \g<w>:"),
    # "How many would go over the counter there?", "what goes through the till": what is sold
    *(
        (rf"\b{go} (?:(?:over|across) (?:the|our|your) counters?|through (?:the|our|your) (?:tills?|checkouts?|registers?)|out (?:of )?(?:the|our) (?:front )?door)\b(?! (?:back|stock|price)\b)", sold)
        for go, sold in (("(?:go|pass)", "be sold"), ("(?:goes|passes)", "is sold"), ("(?:went|passed)", "were sold"), ("(?:going|passing)", "being sold"), ("gone", "been sold"))
    ),
    (r"\b(?P<v>sells?|sold) (?:over|across) (?:the|our) counters?\b", r"\g<v>"),
    # Brought back
    (r"^(?P<a>\W*(?:(?:and|so|ok|okay|or|but|now|then)\b[, ]*)+)(?:what about |how about |how many |how much |what )?(?:(?:those|ones|units|the ones|of them|of those|of it) )?(?:(?:are|get|gets|is|will be|were) )?(?:being )?(?:(?:brought|handed|sent|taken|given) back(?: again)?|(?:brought|handed) in again)(?P<e>\W*)$", r"\g<a>how many returned\g<e>"),
    (r"\bwhat (?P<d>do|will|would|can|should|might|did) (?P<w>(?:we|they|i)|(?:the )?(?-i:[A-Z])[\w'-]+) (?:get|have|see|expect|be)(?: to be| being)? (?:handed|brought|given|carried) back(?: again)?\b", r"how many returns \g<d> \g<w> get"),
    (r"\b(?:handed|brought|carried|given) back(?: to us| in| again)* (?:over|at|across|to|on) the (?:counter|till|desk|shop|store)\b|\b(?:handed|brought) (?:back in|in again|back again)\b|\bhanded back\b(?! (?:in|to|by|from) (?:the )?supplier)", "returned"),
    (r"\b(?P<v>land|end|wind|turn)(?P<s>s|ed|ing)?(?: up)? back (?:on|at|over|in|with|across) (?:the |our )?(?:counter|till|desk|shop|shops|stores?|us)\b(?! stock)", "get returned"),
    # Running out
    (r"\bdr(?:y|ies) (?:right )?up\b", "run out"),
    # "Which of the two is closer to running out of it?"
    (r"\b(?:is|are|comes?|stands?)(?: the)? (?:closer|closest|nearer|nearest) to (?:(?:running|selling) out|being (?:empty|gone|sold out|out of stock)|(?:an )?empty (?:shelf|shelves))\b", "runs out first"),
    (r"\bdr(?:ied|ying) up\b", "running out"),
    # "How many eggs is Leeds likely to get through next week?": sold, and none is out
    (r"\b(?P<q>(?:how (?:many|much)|what(?! (?:products|items|articles|lines|skus|goods|things)\b))\b(?! (?:products|items|articles|lines|skus|goods|things)\b)[^?.,;]{0,60}?) (?P<w>will|would|is|are|does|do) (?P<s>(?!it\b|they\b|take\b|need\b)[^?.,;]{1,40}?) (?:be |going to |likely to |expected to |set to )*(?:get|getting|go|going) through\b", r"\g<q> \g<w> \g<s> sell"),
    # "Which lines will [store] have used up by Friday?", "what will we have sold through next week?"
    (rf"\b(?P<q>(?:which|what|how many)\b[^?.,;]{{0,50}}?) (?P<w>will|would|is|are|does|do) (?P<s>(?!it\b|they\b|take\b|need\b|{_WE}\b)[^?.,;]{{2,40}}?) (?:have |be |going to |having |likely to )*{_THROUGH}\b", r"\g<q> \g<w> run out in \g<s>"),
    (rf"\b(?P<q>(?:which|what|how many)\b[^?.,;]{{0,50}}?) (?:will|would|are|do) {_WE} (?:have |be |going to |having |likely to )*{_THROUGH}\b(?=[^?.;]*\b(?:by|within|next|coming|until|before|tomorrow)\b)", r"\g<q> will run out"),
    (r"\b(?P<v>run out|runs out|used up)(?P<s> (?:in|at) [^?.,;]{2,30}?)? at (?:some|any) (?:point|time|stage)(?: in time)?(?= (?:in|within|during|over|before|by) )", r"\g<v>\g<s>"),
    (rf"\bwhen(?:'s| is| are| will| would| does| do|'re)(?: then)? (?:the |our |that |those )?{_SHELF}(?: for it| of it)?(?: be| go| get| run| stand)? {_BARE}(?: of (?:it|them|those|that))?(?= ?(?:[?.!,;]|$|in\b|at\b|if\b|then\b))", "when does it run out"),
    (rf"\b(?:the )?{_SHELF} (?P<w>be|is|are|stands?|goes|will be|would be) {_BARE}\b(?! (?:in|of|at) which)", "it run out"),
    (r"\bwhen(?:'s| is| will| would)(?: then)? there(?: then)?(?: be)? (?:nothing|none|no more)(?: of (?:it|them|those|that))?(?: (?:left|more|remaining|there))*(?= ?(?:[?.!,;]|$|in\b|at\b|if\b|then\b))", "when does it run out"),
    (r"\bwhen(?:'re| are| am| will| would)(?: then)? (?P<w>we|i|they)(?: then)?(?: be)? (?:all |completely |clean )?out(?: of (?P<it>it|them|those|that))?(?= ?(?:[?.!,;]|$))", r"when do \g<w> run out"),
    (r"(?P<w>\b(?:what|which)\b[^?.;,]{0,40}?) (?:(?:is|are|gets?|will be|will get|would be|has been|have been) )(?:all |completely )?(?:used|eaten|burn(?:ed|t)|snapped|mopped) up(?= (?:in|by|before|at|within|until|next|this|soon|first|if|when)\b|\W*$)", r"\g<w> runs out"),
    (rf"\b(?:won't|will not|don't|doesn't|does not|do not|wouldn't|cannot|can't) (?:even |ever |live to )?(?:see|reach|survive (?:until|till|to)|make it (?:to|into|until|till)|get (?:to|into)|last (?:until|till|into)) (?P<m>{MONTH})\b", r"run out before \g<m>"),
    (r"\b(?P<h>(?:have|has|had|we|they|it|is|are|'ve) )(?:(?:already|just|now) )?(?:completely|entirely|totally|fully|utterly|clean|wholly|absolutely|flat) (?P<o>(?:run|ran|sold) out|out of stock)\b", r"\g<h>\g<o>"),
    # "If nobody orders more": what the day of running out supposes anyway
    (r",? (?:if|as long as|provided|assuming|supposing|when) (?:nobody|no ?one|none of us) (?:re-?)?(?:orders?|buys?)(?: (?:anything|any|some|it|them|stock))?(?: (?:new|more|else|further|again|any ?more))*(?= ?(?:[?.!]|$))", ""),
    (r",? (?:if|as long as|provided|assuming|supposing|when) (?:nothing(?: (?:more|new|else|further))? (?:is|gets|was) (?:re-?)?(?:ordered|bought)|(?:we|i|you|they) (?:re-?)?order nothing)(?: (?:new|more|else|further|again|any ?more))*(?= ?(?:[?.!]|$))", ""),
    (r",? (?:if|as long as|provided|assuming|supposing|when) (?:that )?(?:we|i|you) (?:don't|do not|didn't) (?:re-?order (?:anything|any)|(?:place|make|send|put in) any)(?: (?:new|more|else|further|other|orders?|again|any ?more))*(?= ?(?:[?.!]|$))", ""),
    (r"(?P<b>^|[.?!] )(?:suppose|supposing|assume|assuming|imagine|say)(?: that)?,?(?: from (?:now|today|here) on(?:wards?)?,?)? (?:we|i|nobody|no one) (?:(?:re-?)?orders? (?:nothing|anything)|(?:don't|do not|won't) (?:re-?order (?:anything|any)|(?:place|make|send) any))(?: (?:new|more|else|further|other|orders?|again|any ?more))*(?: from (?:now|today|here) on(?:wards?)?)?[.,;:] ?(?=[^?.]*\b(?:zero|run|runs|running|empty|gone|out|last|dry|left)\b)", r"\g<b>"),
    # An order that is not placed
    (rf"{_SUPPOSED}(?:(?:sit|sat) {_THIS}{_OF} out|(?:sit|sat) out {_THIS}|(?:give|gave) {_THIS}{_OF2} (?:a (?:miss|pass|rest)|the go-by))\b", r"\g<if> skip the order\g<of>\g<of2>"),
    (rf"{_SUPPOSED}(?:not|don't|didn't|do not|did not)(?: even)? bother(?: (?:with|about|placing|to place))? {_THIS}{_OF}(?= ?(?:[?.!,;]|$|in\b|at\b|for\b))", r"\g<if> skip the order\g<of>"),
    (rf"{_SUPPOSED}(?:let {_THIS} (?:be|go|slide|pass|lie|drop)|leave {_THIS} (?:be|alone|at that|undone|for now)|(?:pass|take a pass) (?:on {_THIS}|{_THIS} up)|pass up (?:on )?{_THIS}|hold (?:off|back|fire)(?: (?:on|with) {_THIS})?|stay put|do nothing|(?:not|don't|didn't|do not|did not)(?: even)? bother(?: at all| ordering| to order)?|keep (?:my|our) hands off(?: {_THIS})?|wait {_THIS} out)(?= ?(?:[?.!,;]|$|and\b|then\b))", r"\g<if> skip the order"),
    # "Before the month is out"
    (rf"\bbefore (?P<t>{_SPAN})(?:'s| is| has| are)(?: all| quite| fully)? {_OVER}\b", r"by the end of \g<t>"),
    (rf"\bbefore (?:the )?(?:next|coming) (?P<n>{COUNT}) (?P<u>days|weeks) (?:are|have|is)(?: all)? {_OVER}\b", r"within the next \g<n> \g<u>"),
)  # fmt: skip
