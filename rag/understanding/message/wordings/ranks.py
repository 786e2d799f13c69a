# ruff: noqa: E501 - a pattern is read on one line
"""Places and extremes in other words: "the last but one" is second to last."""

from __future__ import annotations

from rag.understanding.message.wordings.parts import COUNT

__all__ = ["WORDINGS"]

_CHEAP = r"(?:cheapest|least expensive|least costly|lowest[- ]priced)"
_DEAR = r"(?:dearest|most expensive|priciest|costliest|most costly)"
_LINES = r"(?:(?:recommended|suggested|proposed) orders?|(?:recommended |suggested |proposed )?order (?:lines?|positions?|proposals?))"

_UP = r"rising|growing|increasing|going up|trending up|climbing|up|upwards?|gaining|on the (?:rise|up)|rise|grow|go up|climb|increase"
_DOWN = r"falling|shrinking|declining|decreasing|going down|trending down|dropping|down|downwards?|losing|on the (?:decline|way down)|fall|shrink|go down|drop|decline|decrease"
_SELL_OFF = r"sell(?: (?:through|off|down|out))?|clear(?: out)?|shift|move|get rid of|work (?:off|through)|get through|run down|use up|get sold"
_THING = r"(?: (?:product|item|article|line|one|store|shop|branch|category|of (?:them|those|these|the (?:two|lines|products|items|articles))))?"
_TWO = r"(?=[^?.!]* or [^?.!]*(?:[?.!]|$))"
#: "Most quickly", "at the quickest rate", "fastest of all": how fast sales rise or fall
_SPEED = r"(?:(?:the )?(?:most|more) (?:quickly|rapidly|steeply|sharply|swiftly|speedily|strongly|heavily|drastically|markedly|noticeably)|(?:the )?(?:fastest|quickest|steepest|sharpest|swiftest|hardest)|at the (?:very )?(?:fastest|quickest|steepest|highest|greatest|sharpest|swiftest|most rapid) (?:rate|pace|speed|clip|tempo))(?: of all| of (?:them|those) all)?"
_BUYERS = r"(?:(?:its|their|our) )?(?:demand|sales|volumes?|units|custom|customers|buyers|shoppers|ground|momentum|popularity|steam|traction|favour|fans)"
_DOWNHILL = r"(?:backwards?|downhill|downwards?|down|south|off|back|away)"
_UPHILL = r"(?:upwards?|up|uphill|forwards?|north|ahead)"
_IN_A_PLACE = r"(?P<w>(?: (?:in|at|of|for) (?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?)?)"
_MONEY = r"(?=[^?.!]*\b(?:revenue|turnover|takings|money|euros?|eur|pounds|dollars|sales value)\b)"

_LASTS = r"(?:covers?|lasts?|reaches|holds? out|stretches|suffices|is enough)(?: for)?"
_QUICK = r"(?:fast|fastest|quick|quickest|speedy|speediest|swift|swiftest|prompt|promptest)"
_DEPENDABLE = r"(?:(?:most )?(?:reliable|punctual|dependable|trustworthy)|on time)"
_SUPPLIERS = r"(?:suppliers?|vendors?|firms?)"
_WHILE = r"(?:time|days|stretch|period|while|number of days)"
#: How even sales are; of deliveries, prices and trends the same words speak of something else
_STEADY = r"(?:steady|stable|constant|consistent|even|uniform|regular(?= (?:sell|sale|demand|mov)))"
_UNSTEADY = r"(?:erratic|volatile|unsteady|irregular|unstable|inconsistent|jumpy|fluctuating|nervous)"
_OF_SALES = r"(?! (?:suppliers?|vendors?|deliver\w*|lead times?|prices?|margins?|trends?|stock|forecast\w*)\b)"
_NOT_OF_OTHERS = r"(?![^?]*\b(?:lead times?|deliver\w+|prices?|trends?|punctual\w*)\b)(?![^?]*\b(?:which|what|whose|our|the) (?:\w+ )?(?:suppliers?|vendors?)\b)"

#: How far a forecast missed -> what it is then
_MISSED_BY = (
    (r"(?:widest|biggest|largest|greatest|furthest|most)", "least"),
    (r"(?:narrowest|smallest|least|slightest|slimmest|lowest|tiniest)", "most"),
)
_WHAT_WAS_SOLD = r"(?:what (?:was|is|got|has been|we) (?:really |actually |then )?sold|what (?:really |actually )?(?:sold|happened)|reality|(?:the )?(?:truth|actuals?|(?:actual|real) (?:sales|figures|numbers)))"

_SOLD_WELL = (
    r"(?:earners|sellers|best-?sellers|movers|performers|runners|money[- ]?(?:makers|spinners)|cash cows|hitters)"
)
_OF_A_RANKING = r"(?=[^?.!]*\b(?:by|takings|revenue|turnover|sales|sold|sell|units|money|margin|stock|value|earn\w*)\b)"

WORDINGS: tuple[tuple[str, str], ...] = (
    # "Which shop is tightest on it?", "which shop will be short?"
    (r"\b(?P<w>which (?:shop|store|branch)) (?:is|looks|has|stands|will be|would be|are|gets?) (?:the )?(?:tightest|scarcest|shortest|short|thinnest|worst (?:stocked|covered|off for stock))(?: stock(?:ed)?)? (?:on|of|for) (?P<x>[^?.,;]{2,60}?)(?: first)?(?= ?[?.]*$)", r"\g<w> has the fewest days of cover of \g<x>"),
    (r"\b(?P<w>which (?:shop|store|branch)) (?:is|looks|has|stands|will be|would be|are|gets?) (?:the )?(?:tightest|scarcest|shortest|short|thinnest|worst (?:stocked|covered|off for stock))(?: stock(?:ed)?)?(?: first)?(?= ?[?.]*$)", r"\g<w> has the fewest days of cover"),
    # "Gets finished before all others", "is gone before anything else": runs out first
    (r"\b(?:(?:gets?|is|are|will be|be|runs?|sells?|goes|go) (?:finished|used up|sold out|gone|empty|exhausted|depleted|out|out of stock)) (?:before (?:all|any|every one of) (?:of )?(?:the )?others?|before (?:anything|everything|all) else|ahead of (?:all|everything|anything)(?: (?:the )?others?| else)?|earliest|soonest|earlier than (?:all|any|everything|anything)(?: (?:the |of the )?others?| else)?)\b", "runs out first"),
    # "On what day do we get the first empty shelf in Leeds, and what item will it be?"
    (r"\b(?:on )?(?:(?:what|which) (?:day|date)|when) (?:(?:do|will|would|shall) (?:we|i|they|you) (?:get|have|see|face|meet|hit)|(?:will|would) there be|is|comes|will be) (?:the|our|my) (?:very )?first (?:empty (?:shelf|shelves|peg|bin)|stock-?outs?|gaps?(?: on the shel(?:f|ves))?|out-of-stocks?|shelf to be empty|product to run out)(?P<w> (?:in|at) [^?.,;]{2,40}?)?(?:,? and (?:for )?(?:what|which)(?: (?:item|product|article|one))?(?: (?:will|would|is|does|causes?|it|that|be|of|with|for|it's|concern|concerned))*)?(?=\W*$|[?.])", r"which product runs out first\g<w> and on what day"),
    (r"\b(?:the )?first (?:product|article|item) (?:to|that will|that is going to) (?:run out|sell out|be (?:gone|empty|out of stock|sold out))(?P<w> (?:in|at) [^?.,;]{2,40}?)? (?:and|with|plus|together with) (?:the|its) (?:day|date)\b", r"which product runs out first\g<w> and on what day"),
    (r"(?P<a>\b(?:runs?|sells?|stocks?) out (?:first|next|soonest)\b[^?.,;]{0,50}?),? (?:(?:together )?with|and|plus) (?:the|its) (?:day|date)(?: (?:when|on which|that|where)[^?.,;]{0,30})?(?=\W*$)", r"\g<a> and on what day"),
    # "Which runs out first, and when?": the day it runs out, and no day of an order
    (r"(?P<a>\b(?:which|what|who|name|tell|show)\b[^?.;]{0,60}?\b(?:runs?|sells?|stocks?) out (?:first|next|soonest|last)\b[^?.;]{0,50}?),? and when(?: (?:is|will|does|would) (?:that|it|this)(?: be| happen| run out)?)?(?=\W*$)", r"\g<a> and on what day"),
    # "In which one will the stock hold longest?", "which has enough for the longest time?", "best days cover of the 3?"
    (r"\b(?:has|have|got|keeps?) (?:enough|sufficient|stock|plenty|supplies)(?: stock| of (?:it|them))?(?: to last)? (?:for )?(?:the )?longest(?: time| period)?\b", "has the most days of cover"),
    (r"\b(?:in )?(?P<q>(?:which|what)(?: (?:one|shop|store|branch))?(?: of (?:(?:the|these|those|our) )?(?:two|three|four|five|\d|them|those|these)(?: (?:shops|stores|branches))?)?) (?:will|would|does|do|can) (?:the|its|their|our) stocks? (?:hold(?: out)?|last|keep|reach|do|carry us) (?:the )?longest\b", r"\g<q> has the most days of cover"),
    (r"^(?P<l>\W*(?:(?:and|so|ok|then|now),? )*)(?:the )?(?:best|longest|most|highest|biggest)(?: in)? days(?: of)? cover(?:age)? (?:of|among|from|between) (?:the|these|those)(?: (?P<n>2|3|4|two|three|four))?(?: (?:shops|stores|branches))?(?=\W*$)", r"\g<l>which of the \g<n> has the most days of cover"),
    # "The five goods with the shortest cover"
    (rf"\b(?P<l>the |which |my |our |top |name |show |give me |list )(?P<n>{COUNT}) goods\b", r"\g<l>\g<n> products"),
    # "Where will we miss the most sales in Leeds? The three worst products": which products
    (rf"(?P<b>^\W*|[.!?] )where(?P<p> (?:in|at) (?-i:[A-Z])[\w'-]+)? (?P<v>(?:do|will|are|is|does|did|would|could|can)\b[^?.!]*\b(?:most|least|biggest|highest|lowest|fewest|largest)\b[^?.!]*)[?.!] (?:(?:show|give|name|list)(?: me)? )?(?:just |only )?(?:the )?(?:(?:top|worst|biggest|first) )?(?P<n>{COUNT}) (?:(?:worst|biggest|best|top|highest|lowest|largest|main|most affected) )?(?P<t>products|articles|items|stores|shops|suppliers|categories)\b(?:,? (?:counted|measured|taken|ranked) (?:in|by) [^?.!]*)?", r"\g<b>for which \g<n> \g<t>\g<p> \g<v>"),
    # "Steepest % decline among class A in Leeds, last 4 wks vs prior 4?"
    *(
        (rf"\b(?:the )?(?:steepest|biggest|largest|strongest|sharpest|worst|hardest|greatest) (?:%|percent|percentage) (?:{down})(?: (?:among|of|in|for|within))? (?:the |our )?(?P<c>(?:class [A-C]|[A-C][- ]class|A items|B items|C items)\b(?: (?:products|items|articles))?)(?P<w>[^?.;,]{{0,30}}?),? (?:over |in )?(?:the )?last (?:4 (?:weeks|wks)|four weeks|28 days|28d|month),? (?:vs\.?|versus|against|compared (?:to|with)|on|to) (?:the )?(?:prior|previous|preceding|4|four|28|one)[^?.;]*", rf"which \g<c> product\g<w> has the {said} in percent over the last 28 days")
        for down, said in (("declines?|drops?|falls?|decreases?|loss|slump", "steepest decline"), ("rises?|increases?|growth|gains?|jump", "strongest rise"))
    ),
    # "The one whose return rate tops all others", "with a stock value that beats the rest": the highest
    *(
        (rf"\b(?:whose|with (?:the|an?)) (?P<m>(?:[\w-]+ ){{0,3}}?[\w-]+)(?: (?:that|which))? (?:is |are |lies |stands |comes )?{verb} (?:(?:that|those) of )?(?:(?:all|any|every|each)(?: of)?(?: the)? ?(?:others?|rest|competition|field|one|ones|products?|items?|stores?|shops?|suppliers?)?|the (?:rest|others?|field))(?: else| others?| ones?)?\b", rf"with the {end} \g<m>")
        for verb, end in (
            (r"(?:tops?|beats?|exceeds?|surpass(?:es)?|outdo(?:es)?|outstrips?|outranks?|leads?|dwarfs?|(?:higher|bigger|greater|larger|worse|longer|more) than|above|ahead of|over)", "highest"),
            (r"(?:(?:lower|smaller|less|shorter|better) than|below|behind|beneath|under)", "lowest"),
        )
    ),
    # "Nr 1 in return rate", "our #1 by stock value"
    (r"(?<!\w)(?:nr|no|num|number|numero|#) ?\.? ?1(?= (?:in|by|for|on|when|with|regarding|as to|at) (?!\d))", "number one"),
    # "Group the revenue of the last 90 days per supplier and tell me the no 1"
    *(
        (rf"^(?P<b>\W*(?:please |pls |can you |could you )?)(?:(?:group|split|break down|sum(?: up)?|add up|total|list|show(?: me)?|give me|calculate|take|get) )?(?:all )?(?:the |our )?(?P<m>[^?.;:]{{4,60}}?),? (?:per|by|for each|for every) (?P<k>supplier|store|shop|category|product|vendor|item)(?P<w> (?:in|at|for|of|over|last) [^?.;:]{{2,40}}?)?(?:,? (?:and|n|then|&|;)|[.;,])+ (?:(?:tell|name|give|show)(?: me)?|just|only|i want|which is)(?: just| only)? (?:the )?{said}(?: of them| please| pls| only)*\W*$", rf"\g<b>which \g<k> has the {end} \g<m>\g<w>")
        for said, end in (
            (r"(?:(?:no|nr|number)\.? ?(?:1|one)|#1|winner|first(?: one)?|best(?: one)?|leader|biggest(?: one)?|highest(?: one)?|top(?: one)?|strongest(?: one)?)", "highest"),
            (r"(?:last(?: one)?|worst(?: one)?|lowest(?: one)?|smallest(?: one)?|weakest(?: one)?|bottom(?: one)?)", "lowest"),
        )
    ),
    # "Name the three of them with the highest rate", "the five of those that sell best"
    (rf"\b(?:(?:can|could|would) you |please )*(?:name|give|show|tell|list)(?: me| us)? (?:just |only )?(?:the )?(?P<n>{COUNT}) (?:of|from|among) (?:them|those|these) (?:with|having|that have|which have) (?=the (?:\w+est|most|least|best|worst))", r"which \g<n> of them have "),
    # "What's falling the fastest over the 28 days?": a trend
    (rf"(?P<a>\b(?:falling|rising|falls?|rises?|fallen|risen|grown|growing|declin\w+|dropp\w+|trend\w*)\b[^?.]{{0,40}}?\b(?:over|in|within|during|of) )(?:the|these|those) (?=(?:{COUNT}) days\b)", r"\g<a>the last "),
    # "Is forecast most bad", "and most good"
    *((rf"\b(?P<t>the )?most {said}(?:ly)?\b(?! (?:news|luck|sellers?|part|thing))", rf"\g<t>{end}") for said, end in (("(?:good|well)", "best"), ("bad", "worst"))),
    # "Whose sales fell hardest?"
    (r"\bwhose (?:sales|demand|volumes?|units)(?![^?]*\b28\b)(?= (?:have |has |had )?(?:fell|fallen|fall|falls|dropped|drop|drops|declined|sank|sunk|shrank|shrunk|rose|risen|rise|rises|grew|grown|grow|grows|gained|climbed|jumped|slipped|slid|went|gone)\b[^?.!;]{0,20}\b(?:most|hardest|fastest|furthest|steepest|least)\b)(?![^?.!;]*\b(?:stores?|shops?|branch(?:es)?|suppliers?|vendors?|categor\w+|of (?:the|those|these|them)|or)\b)", "which product's sales"),
    # "Leeds, Lyon and Cork in order of forecast sales"
    (r"(?P<b>^\W*|[.!?;] )(?:please |can you |could you )*(?:give|show|list|put|name|arrange|line up)(?: me| us)? (?P<x>(?-i:[A-Z])[^?.!;:]{2,80}? and (?-i:[A-Z])[\w' &-]{1,40}?) (?:in (?:the )?order of|ordered by|sorted by|ranked by|in sequence of|by order of) (?=\w)", r"\g<b>rank \g<x> by "),
    # "Who comes out top?" after the worst
    (r"^(?P<b>\W*(?:[^?!.]{2,40}[.!] +)?(?:(?:and|so|ok|then|now|but),? )*)(?P<w>who|which(?: one)?|what) (?:comes?|came|ends?|lands?|finish(?:es)?) (?:out |up )?(?:on |at the )?top(?: then| there| instead)?(?=\W*$)", r"\g<b>\g<w> is the best"),
    # "The pair of phone cases with the smallest sales", "a trio of suppliers that ..."
    *(
        (rf"\b(?P<b>the|a|our|that) {many} of (?=(?!(?:them|those|these|it|days|weeks|months)\b)[^?.!;]{{3,60}}?\b(?:with|that|which|whose|by)\b[^?.!;]*\b(?:\w+est|most|least|top|bottom|worst|best)\b)", f"the {n} ")
        for many, n in (("(?:pair|couple|duo)", "two"), ("(?:trio|threesome)", "three"), ("(?:quartet|foursome)", "four"))
    ),
    # "The product that comes last if you take WAPE", "who comes out at the bottom for revenue?"
    *(
        (rf"\b(?P<w>which|what|whose|the|who)(?P<x> (?:\w+ )?(?:product|item|article|store|shop|branch|supplier|vendor|category))?(?P<p> (?:in|at) (?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?)? (?:(?:that|which|who) )?(?:comes?|ranks?|ends? up|finish(?:es)?|lands?|stands?|sits?|is)(?: out)? (?:in |at |on )?(?:the )?(?:very )?{end}(?: place| position| spot)? (?:if (?:you|we|one|i) (?:take|go by|look at|use|judge by|rank (?:them )?by|measure by)|going by|judged by|measured by|in terms of|when it comes to|as (?:for|to)|on|for|by)(?: the)? (?=(?:\w+ ){{0,3}}?(?:wape|mape|mae|rmse|mase|bias|error|revenue|turnover|sales|on[- ]time|punctual\w*|accuracy|trend|returns?|margin)\b)", rf"\g<w>\g<x>\g<p> {said} ")
        for end, said in ((r"(?:last|bottom|worst|lowest)", "is the worst by"), (r"(?:first|top|best|ahead)", "is the best by"))
    ),
    # "Who is our slowest supplier, and by how many days does he trail the fastest?": both
    (r",? and by how (?:much|many \w+) (?:does|do|is|are|will) (?:he|she|it|they|that one) (?:beat|trail|exceed|lag behind|outdo|top|differ from|fall behind|(?:slower|faster|worse|better|bigger|smaller|longer|shorter) than|behind|ahead of) the (?P<e>\w+est|best|worst)\b", r" and the \g<e>"),
    # "Our three big earners", "five strong sellers", "two weak ones by revenue"
    *(
        (rf"(?<!than )(?<!least )(?<!most )\b(?P<n>{COUNT}) (?:really |very |truly |most |real )?{how} (?P<s>{_SOLD_WELL}\b|(?:ones|products|articles|items|lines)\b{_OF_A_RANKING})", said)
        for how, said in (
            ("(?:big|strong|great|heavy|hot|major|star)", r"top \g<n> \g<s>"),
            ("(?:weak|poor|bad|sad|feeble|lousy|miserable)", r"\g<n> weakest \g<s>"),
        )
    ),
    # "Is any supplier both fast and reliable?", "which vendor is the quickest and most punctual?": both figures of each
    *(
        (rf"(?P<b>^|[.?!;:] ?)(?:which|what|who|is|are|do|does|have|any|name|show|find|tell me|give me|i (?:need|want|look for)|we (?:need|want))\b(?: \w+){{0,4}}? {_SUPPLIERS}(?: of ours)?(?: (?:that|who|which))?(?: (?:is|are|be|would be))?(?: both)?(?: the)? {one}(?:,? (?:and|but|yet|and also|as well as|while)(?: still| also)?(?: the)?|,) {other}(?=\s*(?:[?.!,;]|$))", r"\g<b>list all suppliers with their lead time and on-time rate")
        for one, other in ((_QUICK, _DEPENDABLE), (_DEPENDABLE, _QUICK))
    ),
    # "Which product did the forecast miss by the widest margin?", "which forecast is off by the least?"
    *(
        (rf"\b(?P<w>(?:which|what)\b(?=[^?]*\b(?:forecast|predict|estimat|wape|mape|error))[^?.;]{{0,50}}?)(?: (?:did|do|does|was|were|is|are|has|have))?(?: (?:the|our|your|its|you|we|been))*(?: (?:forecasts?|predictions?|estimates?|model))?(?: (?:was|were|is|are|been))? (?:miss(?:ed|es)?|off|out|wrong)(?: the (?:mark|target|sales|actuals?|truth))? by (?:the )?{end}(?: (?:margin|distance|amount|percentage|gap))?\b", rf"\g<w> has the {way} accurate forecast")
        for end, way in _MISSED_BY
    ),
    *(
        (rf"\b(?:whose|which) (?:forecasts?|predictions?|estimates?) (?:comes?|came|is|are|was|were|lies?|lay|gets?|got|stays?) (?:the )?(?:{end}) {_WHAT_WAS_SOLD}", f"which has the {way} accurate forecast")
        for end, way in (("(?:closest|nearest) to", "most"), ("(?:furthest|farthest)(?: away| off)? from", "least"))
    ),
    # "Sort Leeds's articles by the units we foresee, highest first, and stop after five"
    (rf"(?P<b>^|[.?!,:;] )(?:please |can you |could you |now |just )*(?:sort|order|rank|arrange|line up) (?P<w>(?:the |our |all |all our )?[^?.;,]{{3,60}}?) (?:by|according to|in (?:the )?order of) (?P<m>[^?.;]{{3,80}}?),? (?:(?:the )?(?:highest|biggest|largest|most|best)(?: ones?)? (?:first|at the top|on top|down),? ?)?(?:and |then |but )*stop (?:after|at) (?P<n>{COUNT})\b", r"\g<b>top \g<n> of \g<w> by \g<m>"),
    # "... highest first, no more than four please", "the last three only"
    (rf"(?P<b>\b(?:rank|sort|order|arrange|line up|top|(?:highest|lowest|biggest|largest|smallest|most|least|best|worst|longest|shortest) (?:first|on top|at the top|down))\b[^?.;]*?)(?:[,;]| [-\u2013\u2014]+|(?<=[a-z]) and| but)+ (?:show |give |list |name )?(?:me |us )?(?:no more than|not more than|at most|at the most|max(?:imum|\.)?(?: of)?|up to) (?P<n>{COUNT})(?: of (?:them|those)| (?:products|items|articles|lines|ones|rows|names|stores|shops|suppliers|entries))?,? ?(?:please|pls|thanks)?(?=\W*$)", r"\g<b>, only \g<n>"),
    (rf"(?P<b>\b(?:rank|sort|order|arrange|line up)\b(?![^?.;]*\b(?:first|ascending|descending)\b)[^?.;]*?),? (?:and |but )?(?:just |only )?(?:(?:show|give|name|tell) (?:me |us )?)?(?:just |only )?the (?:last|hindmost|rearmost|bottommost) (?P<n>{COUNT})(?: only| alone| please)*(?=\W*$)", r"\g<b>, the bottom \g<n> only"),
    (rf"(?P<b>\b(?:which|what|rank|sort|order)\b[^?.;]{{8,}})[?.;] (?:i |we )?(?:just|only|at most|no more than)(?: (?:want|need|require|care about))? (?:the (?:first |top )?)?(?P<n>{COUNT})(?: of them)?(?: please)?(?=\W*$)", r"\g<b>, only \g<n>"),
    # "Which item moved the most units?": sold them
    *(
        (rf"(?P<b>\b(?:which|what|who|name|the|whose)\b[^?.;]{{0,60}}? ){moved} (?=(?:by far )?(?:the )?(?:very )?(?:most|fewest|least|highest number of|lowest number of|more|fewer) (?:units|pieces|stock|volume|goods|packs|boxes|cases|items)\b(?! (?:to|from|into|out of|between) ))", rf"\g<b>{sold} ")
        for moved, sold in (("moved", "sold"), ("moves", "sells"), ("move", "sell"), ("moving", "selling"))
    ),
    # "Which products lead the list by revenue?"
    (r"\b(?:leads?|tops?|heads?) the (?:list|ranking|table|field|pack|league|chart)(?P<w>(?: (?:in|at) (?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?)?) (?:by|for|in terms of|when it comes to|on|in) (?=(?:the |their |its )?(?:revenue|turnover|sales|stock|units|returns?|days|trend|forecast|expected|order|wape|bias|demand|cover)\b)", r"have the highest\g<w> "),
    # "Whose sales have slid the most?", "whose trend is the most negative?"
    (r"\b(?:slid(?:den)?|slipped|sunk|sagged|plunged|tumbled|slumped|crumbled|nosedived|gone down|come down) (?P<m>(?:by )?(?:the )?(?:most|furthest|hardest|fastest))\b", r"fallen \g<m>"),
    # "Which class A item is nosediving the hardest?", "what is skyrocketing the most?"
    *(
        (rf"\b(?:{verb}),? (?:by )?(?:the )?(?:very )?(?:most|furthest|hardest|fastest|worst|steepest|deepest|strongest|highest)\b(?! (?:sell|of|in (?:the|our) range))", f"{said} the most")
        for verb, said in (
            (r"(?:nose-?div|crater|plummet|tank|collaps|crash|sagg?|plung|tumbl|slump|crumbl|nosediv|sink|dwindl|plunk|tailspinn?)(?:e|es|s|ed|ing)?|(?:is |are )?(?:going|spiral+ing|taking|heading) (?:into )?(?:an? )?(?:nose-?dive|free-?fall|tail-?spin)", "falling"),
            (r"(?:sky-?rocket|rocket|soar|surg|boom|balloon|mushroom|explod|spik)(?:e|es|s|ed|ing)?", "rising"),
        )
    ),
    (r"(?P<b>\b(?:is|are|been|be|seem|seems) (?:\w+ly )?)(?:nose-?diving|plummeting|tanking|cratering|crashing|collapsing|in (?:a )?(?:free-? ?fall|nose-?dive|tail-?spin)|going (?:down the drain|through the floor))\b(?! (?:into|because|due))", r"\g<b>falling"),
    (r"(?P<b>\b(?:is|are|been|be|seem|seems) (?:\w+ly )?)(?:sky-?rocketing|rocketing|soaring|surging|booming|ballooning|mushrooming|going through the roof)\b", r"\g<b>rising"),
    (r"\bha(?:ve|s) an? (?:pile|heap|stock|supply|stack|mountain)(?: (?:in|on) the \w+)? (?:that|which) (?:will )?(?:lasts?|holds? out|keeps?)(?: us)? (?:the )?(?:longest|longer)\b", "have the highest days of cover"),
    (r"\bha(?:ve|s) an? (?:pile|heap|stock|supply|stack|mountain)(?: (?:in|on) the \w+)? (?:that|which) (?:will )?(?:lasts?|holds? out|keeps?)(?: us)? (?:the )?(?:shortest|shorter|least)\b(?! (?:days|time|number))", "have the lowest days of cover"),
    (r"\b(?:the )?most negative(?=\W*$|[?.,;]| (?:in|at|of|for|among|over)\b)", "the lowest"),
    (r"\b(?:the )?most positive(?=\W*$|[?.,;]| (?:in|at|of|for|among|over)\b)", "the highest"),
    # "Has been losing demand most quickly", "is going backwards fastest", "gains ground at the quickest rate"
    *(
        (rf"\b(?:{verb}){_IN_A_PLACE} {_SPEED}(?=\W*$|[?.!,;:]| (?!to deliver)\w)", rf"{said} the fastest\g<w>")
        for verb, said in (
            (rf"(?:losing|shedding|bleeding|forfeiting|leaking|surrendering) {_BUYERS}|(?:going|heading|sliding|slipping|moving|trending|dropping|falling|tailing|dying|ebbing|fading) {_DOWNHILL}|(?:falling|declining|dropping|shrinking|sinking|weakening|tumbling|plunging|slumping|fading|contracting|waning|deteriorating|collapsing|slipping|sliding|eroding|withering|receding)", "falling"),
            (rf"(?:loses?|sheds?|bleeds?|forfeits?) {_BUYERS}|(?:goes|go|heads?|slides?|slips?|moves?|trends?) {_DOWNHILL}|(?:declines?|drops?|shrinks?|sinks?|weakens?|tumbles?|plunges?|slumps?|fades?|contracts?|wanes?|slides?)", "falls"),
            (rf"(?:lost|shed|forfeited|bled) {_BUYERS}|(?:gone|headed|slid|slipped|moved) {_DOWNHILL}|(?:declined|dropped|shrunk|shrank|sunk|sank|weakened|tumbled|plunged|slumped|faded|contracted|waned|slid)", "fallen"),
            (rf"(?:gaining|winning|adding|attracting|picking up|drawing) (?:new |more )?{_BUYERS}|(?:going|heading|moving|trending|climbing|shooting|coming) {_UPHILL}|picking up|taking off|(?:rising|growing|climbing|increasing|improving|advancing|expanding|accelerating|gaining|soaring|surging)", "growing"),
            (rf"(?:gains?|wins?|adds?|attracts?|picks? up|draws?) (?:new |more )?{_BUYERS}|(?:goes|go|heads?|moves?|trends?|climbs?|shoots?|comes?) {_UPHILL}|picks? up|takes? off|(?:rises?|grows?|climbs?|increases?|improves?|advances?|expands?|soars?|surges?)", "grows"),
            (rf"(?:gained|won|added|attracted|picked up|drawn) (?:new |more )?{_BUYERS}|(?:gone|headed|moved|climbed|shot|come) {_UPHILL}|picked up|taken off|(?:risen|grown|climbed|increased|improved|advanced|expanded|soared|surged)", "grown"),
        )
    ),
    # "Delivers most quickly": who needs the least time
    *(
        (rf"\b(?P<v>deliver|ship|suppl(?:y|ies)|dispatch|send|arrive|come|get here|react|respond)(?P<s>e?s)?(?P<w>(?: (?:to|in|at) (?:us|(?-i:[A-Z])[\w'&-]*))?) (?:the )?{said}\b", rf"\g<v>\g<s>\g<w> the {end}")
        for said, end in (("most (?:quickly|rapidly|swiftly|speedily)", "fastest"), ("(?:most slowly|least (?:quickly|rapidly|swiftly))", "slowest"))
    ),
    (r"\b(?P<v>sell|move)(?P<s>s|ing)? (?:the )?(?:most slowly|slowest|least (?:quickly|rapidly|swiftly))\b(?! of the)", r"\g<v>\g<s> the least"),
    (r"\b(?P<v>sells?|selling) (?:the )?most (?:quickly|rapidly|swiftly)\b", r"\g<v> the most"),
    # "Will fall out of stock fastest"
    (rf"\b(?P<v>run|sell|stock|fall|go)(?P<s>s|es|ing)? out(?: of (?:stock|it))?{_IN_A_PLACE} {_SPEED}", r"run\g<s> out\g<w> first"),
    # "Shows the quickest loss of demand"
    (rf"\b(?:fastest|quickest|swiftest|most rapid) (?:loss|decline|drop|fall|slide|slump|decrease|contraction|erosion|shrinkage)(?: (?:of|in) {_BUYERS})?\b", "steepest decline"),
    (rf"\b(?:fastest|quickest|swiftest|most rapid) (?:gain|rise|growth|climb|increase|advance|expansion|upturn)(?: (?:of|in) {_BUYERS})?\b", "steepest rise"),
    # "Whose goods get here last?": the longest lead time
    (r"\bwhose (?:goods|stuff|delivery|order|shipment)s? (?:would |will |should )?(?:gets?|comes?|arrives?|reach(?:es)?|is|are|turns? up)(?: here| us| in| to us)? (?:the )?(?:last|latest|slowest)\b", "who has the longest lead time"),
    (r"\bwhose (?:goods|stuff|delivery|order|shipment)s? (?:would |will |should )?(?:gets?|comes?|arrives?|reach(?:es)?|is|are|turns? up)(?: here| us| in| to us)? (?:the )?(?:first|soonest|earliest|quickest|fastest)\b", "who has the shortest lead time"),
    # "The two articles whose stock at Leeds covers the least time"
    (rf"\bwhose (?:stock|inventory|supply)(?P<w>(?: (?:at|in|of) [^?.,;]{{2,30}}?)?) {_LASTS} the (?:least|shortest|fewest|smallest) {_WHILE}\b", r"with the fewest days of cover\g<w>"),
    (rf"\bwhose (?:stock|inventory|supply)(?P<w>(?: (?:at|in|of) [^?.,;]{{2,30}}?)?) {_LASTS} the (?:most|longest|greatest) {_WHILE}\b", r"with the most days of cover\g<w>"),
    # "For how many products is Friday the strongest selling day?"
    (r"\b(?:for|with|at) (?P<q>how many|which|what)(?P<w>[^?.,;]{1,40}?) (?:is|was) (?:an? )?(?P<d>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) (?:the|their|its) (?:single )?(?P<b>peak|best|strongest|busiest|top|main)(?:[ -]selling| sales)? ?(?:week)?day\b", r"\g<q>\g<w> have \g<d> as their \g<b> weekday"),
    (r"\b(?P<d>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) as (?P<t>their|its|the) (?:single )?(?P<b>peak|best|strongest|busiest|top|main)(?:[ -]selling| sales)? ?day\b", r"\g<d> as \g<t> \g<b> weekday"),
    # "Sort the Cables range at Leeds by takings and give me the first two"
    (rf"(?P<b>^|[.?!,:;] )(?:please |can you |could you |now |just )*(?:sort|order|rank|arrange|line up) (?P<w>(?:the |our |all |all our )?[^?.;,]{{3,60}}?) (?:by|according to|in (?:the )?order of) (?P<m>[^?.;]{{3,60}}?),? (?:and|then|and then) (?:give|show|tell|name|list|hand|send|read) (?:me |us )?(?:out )?(?:only |just )?the (?:first|top|leading) (?P<n>{COUNT}|\d+)(?: of (?:them|those|these))?(?=\W*$|[.;] )", r"\g<b>top \g<n> products of \g<w> by \g<m>"),
    # "The steadiest delivery times": those that spread least
    *(
        (rf"\b(?:the )?(?:{said}) (?:lead|delivery) times?\b", f"the {end} spread of the lead time")
        for said, end in (
            (rf"most (?:{_STEADY}|regular|predictable|even)|steadiest|least {_UNSTEADY}|least variable", "lowest"),
            (rf"least (?:{_STEADY}|regular|predictable|even)|unsteadiest|most {_UNSTEADY}|most variable", "highest"),
        )
    ),
    (r"\b(?:(?:which|what) (?:supplier|vendor)(?:['’]?s)?|whose) (?:lead|delivery) times? (?:varies|vary|varied|fluctuates?|swings?) (?:the )?least\b", "which supplier has the lowest spread of the lead time"),
    # "The least steady line": the one that varies most; "the least erratic one" varies least
    *(
        (rf"^{_NOT_OF_OTHERS}(?P<l>.*?)\b{said}\b{_OF_SALES}", rf"\g<l>{meant}")
        for said, meant in (
            (rf"(?:least {_STEADY}|unsteadiest|most (?:inconsistent|irregular|unstable|jumpy|nervous|fluctuating))", "most volatile"),
            (rf"(?:(?:most {_STEADY}(?<!most stable))|steadiest|least {_UNSTEADY})", "least volatile"),
            (r"(?:var(?:y|ies)|fluctuates?|swings?|wobbles?|bounces?) (?:the )?most(?: (?:from day to day|day to day|from one day to the next))?(?! (?:by|between|across|with|from)\b)", "is the most volatile"),
            (r"(?:var(?:y|ies)|fluctuates?|swings?|wobbles?|bounces?) (?:the )?least(?: (?:from day to day|day to day|from one day to the next))?(?! (?:by|between|across|with|from)\b)", "is the least volatile"),
        )
    ),
    (r"\b(?:(?:take|pick|consider|look at|let us take|let's take) )?the (?:top|topmost|uppermost|leading) (?:one|product|item|article|entry) (?:there|of (?:them|those|these)|(?:on|of|from) (?:it|there|(?:the|that|this) (?:list|ranking)))\b(?! (?:by|with|is|are)\b)(?:[:,;]| -|(?= how| what| when| is| does))", "the first one:"),
    # "Our most important products": those that earn the most
    (r"^(?P<l>\W*(?:(?:and|so|but|ok|then|please|show me|give me|list|name|tell me|which|what|who|is|are)\b[\s,]*)*)(?P<o>(?:the |our |my )*)(?:most important|key|most valuable|core|biggest earning) (?P<t>products?|items?|articles?|skus?|suppliers?|vendors?|categor(?:y|ies)|departments?|stores?|shops?|branch(?:es)?)(?P<w>(?: (?:in|at|for|from|of) [^?.,;]{2,40})?)(?: for us| to us| overall| at the moment| right now)*(?=\W*$)", r"\g<l>\g<o>\g<t>\g<w> with the highest revenue over the last 90 days"),
    # "Doing worse than four weeks ago": less is sold, and that over the days of the trend
    (r"\b(?:do|does|doing|perform\w*|sell\w*|run\w*|go\w*) (?:much |far |a lot )?(?:worse|weaker) than (?:four weeks|4 weeks|a month|28 days) (?:ago|before|earlier)\b", "falling over the last 28 days"),
    (r"\b(?:do|does|doing|perform\w*|sell\w*|run\w*|go\w*) (?:much |far |a lot )?(?:better|stronger) than (?:four weeks|4 weeks|a month|28 days) (?:ago|before|earlier)\b", "rising over the last 28 days"),
    # "Neither rising nor falling", "with neither an upward nor a downward trend"
    (rf"\b(?:neither|not) (?:an? )?(?:{_UP})(?P<t> trends?)? (?:n?or|and (?:also )?not|but (?:also )?not)(?: an?)? (?:{_DOWN})\b(?: trends?)?", "flat trend"),
    (rf"\b(?:neither|not) (?:an? )?(?:{_DOWN})(?P<t> trends?)? (?:n?or|and (?:also )?not|but (?:also )?not)(?: an?)? (?:{_UP})\b(?: trends?)?", "flat trend"),
    # "Who won in Leeds last month, the tea or the coffee?"
    (rf"\bwho (?:won|was ahead|came out (?:on top|ahead|first)|had the (?:lead|edge|upper hand))\b{_TWO}{_MONEY}", "which had the higher revenue"),
    (rf"\bwho (?:won|was ahead|came out (?:on top|ahead|first)|had the (?:lead|edge|upper hand))\b{_TWO}", "which sold more"),
    (rf"\bwho (?:wins|will win|is going to win|will be ahead|comes out (?:on top|ahead|first))\b{_TWO}", "which will sell more"),
    (rf"(?P<o>(?<!open )\b{_LINES}\b(?! (?:already|still|that are) )[^?.]{{0,60}}?)\b(?P<w>which|what)(?: one| of them| line)? (?:is|would be|comes out) (?:the )?{_CHEAP}(?: one)?\b", r"\g<o>\g<w> one has the lowest order value"),
    (rf"(?P<o>(?<!open )\b{_LINES}\b(?! (?:already|still|that are) )[^?.]{{0,60}}?)\b(?P<w>which|what)(?: one| of them| line)? (?:is|would be|comes out) (?:the )?{_DEAR}(?: one)?\b", r"\g<o>\g<w> one has the highest order value"),
    (rf"\b(?P<w>which|what) (?P<o>{_LINES}(?: (?:for|in|at|of|from) [^?,.]{{2,40}}?)?) (?:is|are|would be) (?:the )?{_CHEAP}(?: ones?)?\b", r"\g<w> \g<o> has the lowest order value"),
    (rf"\b(?P<w>which|what) (?P<o>{_LINES}(?: (?:for|in|at|of|from) [^?,.]{{2,40}}?)?) (?:is|are|would be) (?:the )?{_DEAR}(?: ones?)?\b", r"\g<w> \g<o> has the highest order value"),
    (rf"\b{_CHEAP} (?P<o>{_LINES})\b(?! quantit)", r"\g<o> with the lowest order value"),
    (rf"\b{_DEAR} (?P<o>{_LINES})\b(?! quantit)", r"\g<o> with the highest order value"),
    (r"\b(?:the )?(?:last (?:(?:place|position|rank|one) )?but one|next to (?:the )?last|one before (?:the )?last|penultimate|last (?:place |position )?but (?:the )?one)\b", "second to last"),
    (r"\b(?:has|have|had|got) (?:got )?(?:a )?better than (?:a )?(?=\d{1,2} ?(?:%|percent))|(?<=\ba )better than (?:a )?(?=\d{1,2} ?(?:%|percent))", "have more than "),
    (r"\bby (?:what|which|how (?:big|large|wide|much of) an?|how much) (?:margin|distance)\b", "by how much"),
    (r"\b(?:no\.? ?1|nr\.? ?1|number one|# ?1) (?=(?:seller|product|item|article)s?\b)", "best-selling "),
    (r",? (?:and |but |since |because |as )?i (?:already )?(?:know|have|got) (?:the |our )?(?:no\.? ?1|nr\.? ?1|number one|# ?1|top|first|best|winner|leader)(?: one)?(?: already)?(?=\W*$)", ""),
    (r"\b(?:no\.?|nr\.?|number|#) ?(?:2|two) (?=(?:best )?(?:seller|product|item|article)s?\b)", "second best-selling "),
    (r"\b(?:no\.?|nr\.?|number|#) ?(?:3|three) (?=(?:best )?(?:seller|product|item|article)s?\b)", "third best-selling "),
    (r"\bbest-selling (?:best )?sellers?\b", "best-selling product"),
    (r"\btop (?P<n>\d{1,2}|two|three|four|five|ten) (?P<w>days of cover)\b", r"top \g<n> products by \g<w>"),
    (r"\bmost (?P<w>strong|weak|quiet|cheap|slow|quick|fast|high|low|big|small|great|dear)\b", r"\g<w>est"),
    (r"\bdearest(?= day)", "biggest"),
    (r"\b(?:hits?|hurts?) (?:us |me |the )*(?:hardest|most)(?: in the (?:wallet|pocket|purse))?\b|\b(?:weighs?|is) (?:hardest|heaviest) on (?:the|our|my) (?:wallet|purse|pocket)\b", "costs the most"),
    (r"\b(?:likeliest|most likely) to (?:have none (?:left )?(?:of)?|have nothing left of|be (?:gone|empty|sold out)|sell out(?: of)?)\b", "most likely to run out of"),
    (r"\bhave (?:none|nothing) left of\b|\b(?:we|i) (?:have|has|had|got) nothing (?:more|left)(?: of (?:it|them))?\b", "we run out"),
    (r"\brunner up\b(?! to)", "runner-up"),
    (r"\branks? (?:one|1) (?:to|through|until) (?=(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b)", "the top "),
    (r"\b(?P<w>will|would|is going to) be the (?P<o>first|next|last)(?: (?:one|store|shop|branch))? (?:to be )?without\b", r"\g<w> be the \g<o> to run out of"),
    (r"(?P<of>\b(?:[a-z]+(?:ed|ing)|late|urgent|open) (?:products|items|articles|orders|lines))(?P<to>\b[^?]*[.:;!,][^?]*\bthe (?:fewest|most|least)) of (?:them|those|these)\b", r"\g<of>\g<to> \g<of>"),
    (r"\b(?P<v>gains?|profits?|benefits?) (?P<m>(?:the )?(?:most|least)) (?:when|if|while|once) (?:(?:it|they|we)(?:'s|'re| is| are| put it| put them)? )?(?:on|in) (?:an? )?(?:special )?(?:offer|promotion|promo|deal)\b", r"\g<v> \g<m> from a promotion"),
    (r"\bbring(?:s|ing)? up the rear\b", "sell the least"),
    (r"\b(?:what|which ones?)(?:'s|s| is| are)? (?:is |are )?(?:left|left over|remaining|still left|still)(?: over)? (?:from|of|on|off|in) (?=(?:the|your|that|this|my|our) (?:[\w&'-]+ ){0,3}lists?\b)", "the rest of "),
    (r"\b(?:put|set|arrange|line up|sort) (?P<w>(?:the |our |all )*(?:suppliers|vendors|stores|shops|products|articles|items|categories)) (?:in|into) (?:a |an )?(?:row|line|order|ranking) (?:after|by|according to|based on|going by)\b", r"rank \g<w> by"),
    (r"\b(?:stands?|comes?|sits|lies|finds itself) (?:on|at|in) (?:the )?(?P<n>first|second|third|fourth|fifth|last) (?:place|position|rank|spot)\b", r"comes \g<n>"),
    (r"(?<!orders )(?<!order )\b(?:is |was )?(?:placed|positioned) (?:in )?(?:the )?(?P<n>first|second|third|fourth|fifth|last)\b(?: (?:place|position|rank|spot)\b)?(?! (?:order|line|po|time|day|week|month)s?\b)", r"comes \g<n>"),
    (r"\b(?:which|what) (?P<w>supp?l+ier|vendor|firm) do we (?:order|buy) from (?:the )?(?:most(?: often)?|oftenest|most frequently)\b", r"which \g<w> do we have the most open orders with"),
    (r"\bwhose (?:deliver(?:y|ies)|orders|shipments|consignments) (?:is|are|comes?|arrives?|turns? up) (?:(?:the )?most often late|late (?:the )?most(?: often)?)\b", "which supplier is the least punctual"),
    (r"\b(?:is|are) (?:behind|late|overdue) with (?:the )?(?P<e>most|fewest) (?P<n>(?:order )?lines|orders|deliveries|shipments)\b", r"has the \g<e> late \g<n>"),
    (r"\b(?P<w>supp?l+ier|vendor|firm) (?:is|comes|delivers|arrives|turns up|shows up)(?: too)? late (?:the )?(?:most(?: often)?|oftenest)\b(?! (?:of|orders|lines|units))", r"\g<w> is the least punctual"),
    (r"\b(?P<w>supp?l+iers|vendors|firms) (?:are|come|deliver|arrive|turn up|show up)(?: too)? late (?:the )?(?:most(?: often)?|oftenest)\b(?! (?:of|orders|lines|units))", r"\g<w> are the least punctual"),
    (r"^\W*(?:(?:and|but|so|ok|then),? )*(?:which|what|who)(?:'s)?(?: of (?:them|these|those))?(?: one| store| shop| branch| product| supplier| category)?(?: (?:(?:is|comes|stands|sits|lies|finishes|ranks|ends up|was|came)(?: in| on| at)?|brings up|props up))? ?(?:on |in |at )?(?:the )?(?:very )?(?:dead )?(?:last(?: place| position| rank| one)?|bottom(?: one| place| spot)?|tail(?: end)?|rear|foot|lowest place)(?: of (?:it|that|the (?:list|ranking|table)|them))?\W*$", "and the opposite end of that list?"),
    (r"\b(?:will |would |does )?(?:hold|holds|last|lasts|endures?|survives?)(?: out)?(?: for)? the (?:shortest|fewest|least)(?: number of)? (?:days|time)\b", "has the lowest days of cover"),
    (r"\b(?:will |would |does )?(?:hold|holds|last|lasts|endures?|survives?)(?: out)?(?: for)? the (?:longest|most|greatest)(?: number of)? (?:days|time)\b", "has the highest days of cover"),
    (r"\b(?:eats?|swallows?|devours?|gobbles?|guzzles?|burns?)(?: up)? the most (?:money|cash|euros|of the money)\b", "costs the most"),
    (r"\bwho(?:'s| is|s) (?P<n>second|third|fourth|fifth|last|2nd|3rd|4th|5th) in the (?=(?:forecast|ranking|list|sales|revenue)\b)", r"which product is \g<n> in the "),
    # "Is losing customers the fastest", "are going backwards": falls
    (r"\b(?P<b>is|are) (?:losing|shedding|bleeding) (?:the )?(?:most )?(?:customers|buyers|ground|sales|steam|popularity|momentum|fans)(?: (?:the )?(?:fastest|most|quickest|hardest))\b|\b(?P<b2>is|are) (?:losing|shedding|bleeding) the most (?:customers|buyers|ground|steam|popularity|momentum|fans)\b", r"\g<b>\g<b2> falling the most"),
    (r"\b(?P<b>is|are) (?:going|heading) (?:backwards?|downhill|south)\b(?! (?:the )?(?:most|fastest|hardest|furthest|quickest))", r"\g<b> falling"),
    # "Who has the most of it?"
    (r"\bwho (?:has|holds|stocks|keeps)(?: got)? (?:the )?(?P<e>most|least|fewest) (?:of (?:the )?)?(?=(?-i:[A-Z]))", r"which store has the \g<e> stock of "),
    (r"\b(?P<w>which|what) (?P<k>suppliers|vendors) (?:do|should|must|shall|will) (?:we|i) (?:order|buy) from today\b", r"\g<w> \g<k> need an order today"),
    # "The dearest thing we sell, and who makes it"
    *(
        (rf"\b(?P<b>what|which)(?:'s| is|s)? (?:the )?{end} (?:thing|product|item|article|line)(?: that)? (?:we|you|they) (?:sell|have|stock|carry|keep|offer)(?=,? and who\b)", f"which product has the {price} selling price")
        for end, price in (("(?:dearest|priciest|costliest|most expensive)", "highest"), ("(?:cheapest|least expensive)", "lowest"))
    ),
    (r"\b(?P<e>cheapest|dearest|priciest|most expensive) thing(?= (?:that )?(?:we|you|they) (?:sell|have|stock|carry|keep|offer)\b)", r"\g<e> product"),
    (r"(?P<b>\b(?:sell|have|stock|carry|product|item|price)\b[^?.;]{0,40}?,? and )who (?:makes|produces|manufactures|ships|sends) (?:it|them|that)\b", r"\g<b>who supplies it"),
    (r"\bwho(?:'s| is| are) (?:the |our )*(?P<e>best|top|worst|slowest|fastest|biggest)[ -]?(?P<s>sellers?)\b", r"which product is the \g<e> \g<s>"),
    (r"(?P<b>^\W*|[.?!,;:] ?|\b(?:and|so|but) )whose prices (?:are|is) (?:the )?(?P<e>highest|lowest|steepest|dearest|cheapest|best|worst)\b", r"\g<b>which supplier has the \g<e> prices"),
    # "Where is most of the money?": in whose stock
    (r"\bwhere (?:is|lies|sits|do we have)(?: the)? most(?: of (?:the|our))? (?:money|cash|capital)\b", "which has the highest stock value"),
    # "Added up, whose goods hurt us most?": asked, and no "stores whose goods"
    (r"(?P<b>^\W*|[.?!,;:] ?|\b(?:and|so|but|know|tell me) )whose (?P<g>goods|products|articles|items|lines|stuff|things|merchandise|wares)\b", r"\g<b>which supplier's \g<g>"),
    (r"\bwhose (?P<n>two|three|four|five|\d) (?P<b>invoices|bills|orders)\b", r"which \g<n> suppliers' \g<b>"),
    *((rf"\b{short}(?= (?:in (?:the|our|your|line|place)|place|highest|lowest|most|best|biggest|largest|smallest|worst|position|spot|rank|to last)\b)", word) for short, word in (("2nd", "second"), ("3rd", "third"), ("4th", "fourth"), ("5th", "fifth"))),
    # "What would take the longest to sell through?": the stock that covers the most days
    (rf"\b(?:will |would |does |do )?(?:takes?|needs?) (?:us |them |me )?(?:the )?(?:longest|most time|most days)(?: for us| for them)? to (?:{_SELL_OFF})\b(?: (?:it|them|all of it))?", "has the highest days of cover"),
    (rf"\b(?:will |would |does |do )?(?:takes?|needs?) (?:us |them |me )?(?:the )?(?:shortest|least time|fewest days)(?: for us| for them)? to (?:{_SELL_OFF})\b(?: (?:it|them|all of it))?", "has the lowest days of cover"),
    # "What product do you get most right?": the one with the lowest error
    (rf"\b(?P<w>which|what)(?P<t>{_THING}) (?:do|did) (?:you|we) (?:get|forecast|predict|estimate|judge|call|hit)(?: the)? (?:(?:most|best) (?:right|accurately|correctly|precisely|exactly|reliably)|(?:best|right most often))\b", r"\g<w>\g<t> has the most accurate forecast"),
    (rf"\b(?P<w>which|what)(?P<t>{_THING}) (?:do|did) (?:you|we) (?:get|forecast|predict|estimate|judge|call|hit)(?: the)? (?:(?:most|least) (?:wrong|badly|inaccurately)|(?:least|worst) (?:right|accurately|correctly|precisely|exactly|reliably)|worst)\b", r"\g<w>\g<t> has the least accurate forecast"),
    (rf"\b(?P<w>which|what)(?P<t>{_THING}) (?:are|were) (?:you|we) (?:the )?(?:closest|nearest|most right|most correct|least wrong|least off)(?: (?:to the truth|with|on|about|for|at|in))*(?= |\?|$)", r"\g<w>\g<t> has the most accurate forecast "),
    (rf"\b(?P<w>which|what)(?P<t>{_THING}) (?:are|were) (?:you|we) (?:the )?(?:furthest off|most wrong|most off|least right|furthest out)(?: (?:with|on|about|for|at|in))*(?= |\?|$)", r"\g<w>\g<t> has the least accurate forecast "),
    # "Where do we lose the most sales?": the place, not the goods
    (r"\bwhere (?P<d>do|will|would|are|is) (?P<w>we|they|i) (?:going to |expect to |likely to )?(?P<v>los(?:e|ing)) (?P<m>(?:the )?(?:most|least|fewest) (?:sales|units|pieces|revenue|turnover|business|money|euros|takings))\b(?! (?:to|on|with)\b)", r"in which store \g<d> \g<w> \g<v> \g<m>"),
    (r"\bwhere (?P<d>will|would|do|does) (?P<m>(?:the )?(?:most|least|fewest)) (?P<s>sales|units|pieces) (?:be|get) lost\b", r"in which store \g<d> we lose \g<m> \g<s>"),
    (r"\bwhere (?:are|is|will be) (?P<m>(?:the )?(?:most|least|fewest)) (?P<s>sales|units|pieces) (?:being |going to be )?lost\b", r"in which store do we lose \g<m> \g<s>"),
)  # fmt: skip
