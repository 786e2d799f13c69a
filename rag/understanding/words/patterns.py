# ruff: noqa: E501 - a pattern is read on one line
"""Patterns of masked questions: superlatives, reasons, counts, lists, comparisons."""

from __future__ import annotations

import re

__all__ = [
    "ALARM_TOLD",
    "ASC_RE",
    "CHANGED",
    "COMPARE",
    "COMPILED_GROUPS",
    "COUNT",
    "DAILY",
    "DAY_WITH",
    "DESC_RE",
    "DIFFERENCE",
    "DRAFT",
    "GOES_TO",
    "GROUPS",
    "IN_ALL",
    "ITEMS_SOLD",
    "LIST",
    "LOW",
    "MERELY_OUT",
    "MORE_THEN",
    "NOTES",
    "NOT_EACH",
    "OF_THOSE_DAYS",
    "ONLY_UNITS",
    "PART_OF",
    "PEAK",
    "PER",
    "SHARE",
    "STOCKTAKE",
    "THE_PRODUCT",
    "TOP",
    "WHO_MORE",
    "WHY",
    "WORRY",
]

NOUN = r"(?:the |our |of |all |any |those |these |its |my |their |different |distinct )*(?:\d+ |two |three |four |five |ten )?(?:\[category\] |\[supplier\] |class [abcxyz]+ |[abc][xyz]? |fast |slow )?"
#: One figure of all of it, rather than a list.
IN_ALL = re.compile(
    r"how many units|\bin total\b|\btotal units\b|\b(?:sum|total) (?:of|over|for|across) (?:all|every)\b|\ball (?:the |our )?(?:products|items|articles) (?:taken |added |put )?(?:together|combined|up)\b"
)

GROUPS = (
    ("alert", r"(?:which|what|list|show|any|are there|do we have|see|all|how many|number of|count|give me|open|critical|new)\b[^?]{0,40}\b(?:alerts?|warnings?|alarms?|red flags?)"),
    ("store", rf"\bwho (?:(?:is going|is expected|do we expect|is likely|is set) to |will |should |would |can )?(?:sell|sells|sold|mov\w+|shift\w*) (?:the )?(?:most|least|fewest)\b|\b(?:out of|of|among|amongst) (?:all )?(?:of )?(?:our|the|my) (?:stores|shops|branches|outlets)\b,? (?:which|what|who)\b|(?:which|what|in which|at which|in what|where|each|every|per|by|by each|for each|rank|compare|list|how many|number of|top|bottom|best|worst|other) {NOUN}(?:best |worst |top )?(?:stores?|shops?|branch(?:es)?|outlets?|locations?|sites?)\b|(?:^|[.?!,] )where (?:does|do|did|will|would|is|are|has|have)\b|(?:^|[.?!] )where\b|(?:best|worst|top|biggest|smallest|strongest|weakest|slowest) (?:\w+ )?(?:store|shop|branch|outlet|location)s?\b|store (?:ranking|comparison|by store)|who needs (?:it|the most)"),
    ("supplier", rf"\b(?:to|with|from|at) whom\b[^?]*\b(?:order|send|place|buy|purchase)|\b(?:which|what|only the|just the) (?:firms?|companies|company|houses)\b|(?:which|what|each|every|per|by|for each|rank|compare|list|how many|number of|top|bottom|best|worst|from which|with which|all) {NOUN}(?:suppliers?|vendors?)\b|(?:best|worst|top|biggest|smallest|slowest|fastest|quickest|cheapest|least reliable|most reliable|(?:most|least) \w+) (?:supplier|vendor)s?\b|who (?:is|are) (?:our |the )?(?:slowest|fastest|best|worst|biggest|most|least)|^who (?:delivers?|takes|has|ships|needs) (?:the )?(?:longest|most|fastest|slowest|quickest|highest|lowest|shortest|best|worst|least)"),
    ("category", rf"(?:which|what|each|every|per|by|for each|rank|compare|list|how many|number of|top|bottom|best|worst|all) {NOUN}(?:product |item |goods )?(?:categor(?:y|ies)|departments?|product groups?)\b|(?:best|worst|top|biggest|smallest|strongest|weakest) (?:\w+ )?categor(?:y|ies)\b"),
    ("weekday", r"(?:per|by|each|every|for each|across(?: the)?) weekdays?|per day of the week"),
    ("day", r"(?:by|each|for each|for every|every|(?:show|list|breakdown|split|give me)[^?]{0,60} per) day\b(?! of the week)|day[ -]by[ -]day|daily (?:figures|breakdown|values|numbers|forecast|view|split|plan)|(?:each|every|individual|single) days?|per-day|split by day|one by one|on a daily basis|\[future\][^?]{0,12}\b(?:one|a) (?:number|figure|value|forecast) (?:each|for each|apiece|per day)\b(?! (?:of|store|shop|product))"),
    ("note", r"(?:which|what|any|list|all|how many|show|are there|do we have|number of|latest|newest|recent)\b[^?]{0,20}(?<!\[)\bnotes?\b"),
    ("product", rf"(?:which|what|each|every|per|by|for each|rank|list|how many|number of|top|bottom|best|worst|other|any|all|show me|name|count|only|the) {NOUN}(?:most |least |best |worst |biggest |slowest |fastest |\w+est )?(?:products?|items?|skus?|articles?|lines?|sellers?|bestsellers?|best ?sellers?|runners?|movers?|goods|order lines?|things|stuff|earners?|performers?|laggards?|losers?|winners?|stockouts?|slow ?movers?|fast ?movers?|dead stock|positions)\b|(?:best|worst|top|slowest|fastest|biggest|poor|poorest|quickest)[ -]?(?:\w+[ -])?(?:sellers?|selling|products?|items?|skus?|movers?|lines?|performers?|earners?|runners?|articles?)\b|\bwhat (?:else |all )?(?:(?:will|is|are|am|do|does|should|must|has|have|needs?|we|i|to|going|already|currently|still|be|it|that|likely|about|now|today|\[store\]|most|urgently) )*(?:run(?:s|ning)? (?:out|low|short)|out of stock|order\w*|buy\w*|purchas\w+|reorder\w*|restock\w*|replenish\w*|overstock\w*|stock(?:ed|ing)? (?:out|up)|selling (?:best|worst|most|least|well|badly|fast)|sells (?:the )?(?:best|worst|most|least|well|badly|fast)|at risk|urgent|late|overdue|in (?:excess|transit)|on (?:order|its way)|arriv\w+|coming in|falling|rising|declining|growing|sitting|too much of|expedite\w*|low on|short of)\b|^(?:anything|everything|stuff|something|things)\b|(?:list|show|give me)\b[^?]{0,25}\b(?:everything|all)|products?\b(?= (?:in \[\w+\] |from \[\w+\] |at \[\w+\] )?(?:with|that|whose|where|which|having|under|over|above|below)\b)"),
)  # fmt: skip
COMPILED_GROUPS = [(name, re.compile(pattern)) for name, pattern in GROUPS]

DESC = r"(?:most|highest|biggest|largest|top|best|greatest|strongest|fastest[- ](?:sell|mov|grow|ris)\w*|longest|heaviest|riskiest|maximum|max|leading|main|busiest|dearest|priciest|costliest|slowest (?:supplier|vendor|to deliver|deliver\w*)|least (?:accurate(?:ly)?|precise(?:ly)?|reliabl[ey] (?:forecast|predict)\w*|stable|predictable|trustworthy)|worst (?:forecast\w*|predict\w*|wape|accuracy|error|return\w*|volatil\w*)|most expensive|sharpest rise|steepest rise|ris\w+ (?:the )?(?:fastest|most)|grow\w+ (?:the )?(?:fastest|most)|hottest|hardest|descending|high to low|most urgent|poorest forecast\w*|more\b(?! than))"
ASC = r"(?:fewest|lowest|smallest|least|bottom|weakest|shortest|slowest[- ](?:sell|mov)\w*|slowest|minimum|cheapest|thinnest|leanest|soonest|earliest|first (?:to|runs?|out)|runs? out first|f[ae]ll\w* (?:the )?(?:fastest|most|steepest|hardest|furthest)|(?:go(?:es|ing)?|gone|went|trend(?:s|ing|ed)?|head(?:s|ing|ed)) (?:down|downhill|backwards)(?:wards)? (?:the )?(?:most|fastest|hardest|furthest)|declin\w* (?:the )?(?:fastest|most|steepest|hardest|furthest)|los\w+ (?:the )?most|dropp?\w* (?:the )?(?:most|fastest|steepest|hardest|furthest|worst)|(?:shrink|shrank|shrunk|slid|slump|sink|sank|plung|crash|tumbl|weaken)\w* (?:the )?(?:most|fastest|steepest|hardest|furthest)|sharpest (?:drop|fall|decline)|steepest (?:drop|fall|decline)|biggest (?:drop|fall|decline|losers?)|fastest (?:supplier|vendor|falling|declin\w+|deliver\w*|to deliver|shrink\w+)|quickest|ascending|low to high|quietest|worst (?:sell\w*|perform\w*|trend|product|item|line|store|revenue|days of cover|cover\w*|on[- ]time|punctual\w*)|poorest|easiest|most (?:accurate(?:ly)?|precise(?:ly)?|exact(?:ly)?|reliabl[ey] (?:forecast|predict)\w*|trustworthy|predictable|stable)|best (?:forecast\w*|predict\w*|wape|accuracy)|laggards?|fewer\b|less\b(?! than))"
TOP = re.compile(rf"\b(?:{DESC}|{ASC}|worst|fastest|slowest|next to|urgent(?:ly)? first)\b")
ASC_RE, DESC_RE = re.compile(rf"\b{ASC}\b"), re.compile(rf"\b{DESC}\b")

WHY = re.compile(
    r"\b(?:because|on account) of (?:which|what)\b|\b(?:due|owing) to (?:which|what) (?:figures|numbers|values)\b|\b(?:what|who) (?:triggered|caused|set off|raised) (?:it|that|this|the (?:alert|warning|alarm))\b|\bwhy the (?:hurry|rush|urgency|warning|alarm|alert)\b|\bsum of (?:two|three|what|which)\b|\bbreak\w*\b(?: \w+| \[\w+\]){0,8} (?:down|into (?:its|the) (?:parts|pieces|components))\b|\bnot understand\b|\bmade up of\b|\bconsists? of\b|\bcomposed of\b|\b(?:of|from|into) (?:which|what) (?:two |three |\w+ )?parts\b|\b(?:two|three|which|what) (?:parts|components|elements|pieces) (?:is|are|make|does|of)\b|\bbreak(?:s)? down\b|^(?:and |but |ok |so |please )*why\b|\bwhy (?:is|are|do|does|did|should|would|so|not|that|this|the|\[|such|exactly|on earth|have|has|it|we|you|was|were)|\bhow come\b|\bexplain\b|\bwhat(?: is| are)? (?:behind|the (?:reason|logic|rationale|thinking|maths?|calculation|arithmetic))|\bhow (?:did|do|does|have) (?:you|we|it|that|this|the system) (?:get|arrive|calculate|come|work|reach|end up|compute|derive)|\breasons? (?:for|behind|why)|\bwhere does (?:the|that|this) .*(?:come from)|\bhow (?:is|was|are|were) (?:the |that |this |it )?.{0,60}(?:calculated|computed|derived|worked out|determined|made up|composed|put together)|\bbreak(?: |-)?down of (?:the|that) (?:calculation|order)|\bwhat (?:makes|made|causes|caused|drives|drove|led)\b|\bjustif\w+|\bwhat (?:drives|explains)\b|\bon what basis\b|\bwhere do(?:es)? [^?]{0,50}\bcomes? from\b|\bwalk me through|\bwhat is (?:it|that) based on|\bbased on what|\bhow so\b|\bmake(?:s)? sense of|\brationale\b|\breasoning\b"
)
CHANGED = re.compile(
    r"(?:last|previous|prior|earlier|old|yesterday's) (?:forecast )?run\b|run before\b|since (?:the )?last (?:run|time|update|forecast)|(?:previous|last|old|earlier) forecast\b(?! period)|(?:chang|differ|mov|shift|revis|updat)\w* (?:since|from|against|compared|vs|versus|to) (?:the |our )?(?:last|previous|prior|earlier|yesterday)|what (?:has |is )?(?:changed|new|different)\b|used to (?:say|be|recommend)|before (?:this|the) (?:run|update)|(?:revised|adjusted)\b"
)
#: "How many items altogether should Cork sell next week?": units.
ITEMS_SOLD = re.compile(
    r"\bhow many items\b(?=[^?]*(?:\[future\]|\[past\]|\b(?:altogether|in total|in all)\b))(?! at least)(?: \w+){0,2}? (?:should|will|would|do|does|did|can|could|are|is|was|were|has|have)\b[^?]*\b(?:sell|sold|selling|go out|move|shift)\b"
)
#: "Why so many more on Saturday than on Tuesday?"
MORE_THEN = re.compile(
    r"\b(?:more|less|fewer|higher|lower)\b[^?]*\[(?:future|past)\][^?]*\bthan\b[^?]*\[(?:future|past)\]"
)
COUNT = re.compile(
    r"\b(?:orders|pos|deliveries|alerts|notes)\b[^?]{0,70}[:,;?-] ?how many (?:are (?:there|they|those)|have we|do we have)\b|\b(?:how many(?! of the (?:product|item|article)\b)|(?<!order )(?<!po )number of|count(?: of)?)(?: (?!units|of|returned|sold|expected|do|does|did|will|would|can|could|should)\w+){0,2}? (?:of (?:our|the|my|all|all the) )?(?:different |distinct |critical |warning |info |high |open |class [abcxyz]+ |[abc][xyz]? |late |\[category\] |\[supplier\] |severe |low |urgent |active |overdue |single )*(?:severity )?(?:products?|items?|skus?|articles?|lines?|stores?|shops?|branch(?:es)?|outlets?|suppliers?|vendors?|categor(?:y|ies)|alerts?|warnings?|alarms?|orders?(?! (?:are |is )?(?:on|should))|notes?|series|positions|purchase orders?|deliver(?:y|ies)|red flags?|stockouts?|recommendations?|forecasts|locations?|best ?sellers?)\b(?! (?:units|of|in units)\b)"
)
LIST = re.compile(
    r"\b(?:what|who|anyone) else\b|^(?:please |can you |could you |give me |show me |show |i need |i want |get me )*(?:a |the )?(?:full |complete )?(?:list|overview)\b|\blist (?:all|the|of|every|me|our|my|\[|class|those|product|item)|^(?:show|give|name|tell)(?: me| us)? (?:all|every|the|everything|which|what|those|our|any|\[)|\b(?:which|what) (?:of (?:our|the|my|their|its) )?(?:other )?(?:\[category\] |\[supplier\] |class [abcxyz]+ |[abc][xyz]? |\w+ )?(?:products|items|skus|articles|lines|stores|shops|suppliers|vendors|categories|ones|orders|deliveries|alerts|things|goods|branches|outlets|purchase orders)\b|\b(?:everything|anything|all (?:products|items|skus|stores|suppliers|lines|those|the \w+s))\b|^what (?:is|are|do|should|must|needs?|has|have|runs?|will|to)(?! the\b)|\bwhat (?:to|should i|should we|do i|do we|must i|must we|needs to|has to) (?:need to |have to |be )?(?:re-?order|order|buy|restock|replenish|purchase)"
)
DRAFT = re.compile(
    r"\b(?:draft|create|prepare|make|generate|write|raise|put together|set up|draw up|compose|build|produce|issue|need|get)(?: \w+){0,3}? (?:purchase orders?|order (?:form|sheet|proposal)|pos?\b|order list)|\b(?:draft|create|prepare|write|raise|draw up|compose)(?: \w+){0,4}? order\b|^purchase order\b(?! (?:numbers?|nos?|ids?|ref\w*)\b)|^(?![^?]*\b(?:when|where|late|overdue|open|pending|due|arriv\w+|numbers?|is there|are there|have we|do we have)\b)[^?]*purchase order (?:to|for) \[|\b(?:put together|make|create) (?:the|an|my) order (?:to|for) \[supplier\]|\bmake an order out of|^order (?:form|sheet)|^po (?:to|for)"
)
COMPARE = re.compile(
    r"\b(?:who|which|what)\b[^?]{0,20}\b(?:(?:comes?|is|are|goes|will be|lies|ends? up|would be) (?:out )?(?:ahead|in front|on top)|wins?|leads?)\b|\btimes as (?:many|much)\b|\bas (?:many|much)\b[^?]*\bas (?:of |in |for |from )?\[|\bcompar\w+|\bvs\b|\bagainst\b|\bversus\b|\bdifference between|\bhow (?:does|do|is|are) .* (?:compare|differ|stack up)|\bwhich (?:one |of (?:the two|them|these|those|both) )|\b(?:more|less|higher|lower|bigger|smaller|faster|slower|longer|shorter|better|worse|cheaper|stronger|fewer|later|earlier|sooner|greater|dearer|more \w+|less \w+|most|least|first)\b[^?]*?,? (?:\[(?P<k>\w+)\] or (?:in |at |from |for )?(?:the )?\[(?P=k)\])|\[(\w+)\](?: \w+){0,6}? (?:more|less|higher|lower|fewer|better|worse|faster|slower|longer|bigger|cheaper)[^?]*? than[^?]*?\[\2\]|side by side|head to head|than (?:the )?(?:\[past\]|last|actual)|\bor (?:in |at |from )?(?:the )?\[(?:store|product|supplier|category)\]"
)
SHARE = re.compile(
    r"^\W*(?:out )?of (?:all |the |our )+[^?]{3,60}, (?:what|which|how much|how many) (?:percentage|percent|per ?cent|%|share|part|fraction|proportion)\b|\bshare,? \(?(?:in|as a) (?:percent\w*|per cent|%)\)?(?:,? of\b|\W*$)|\[(?:store|supplier|category|product)\](?:'s?)? (?:share|percentage)\b(?! (?:price|capital))|\b(?:what|which|how (?:big|large|high) an?) (?:percent\w*|per cent|share|part|portion|proportion|fraction|slice|%) (?:of (?:it|that|them|the (?:total|whole|sum)) )?(?:does|do|did|is|are|was|were|will|has|have|had|goes to|falls (?:to|on)) (?:the )?\[|\bof (?:the |our )?(?:total|whole|entire|combined)\b[^?]{0,60}\bhow many (?:%|percent|per cent)|\bhow many (?:%|percent|per cent) (?:go|goes|went|come|comes|came|belong|fall|falls|stem|are (?:for|from))\b|\bhow much of\b[^?]{0,60}\b(?:in )?(?:percent|per cent|%)|\b(?:what|which) (?:percentage|percent|share|part|%)\b[^?]{0,70}\b(?:go|goes|went|come|comes|belong|belongs|fall|falls) (?:to|from|with)\b|\bof (?:all|everything)\b[^?]{0,60}\bwhat (?:%|percent|percentage|share|part)\b|\bhow many (?:%|percent|per cent) of\b|\b(?:share|percent(?:age)?|proportion|fraction|part|portion|contribution|slice|weight|%)(?: \w+)? (?:of|do|does|is|are|comes?|goes)\b(?! (?:stock|being|a stock|running|forecast error|returns|demand higher))|contribut\w+|how much of (?:the total|our|all|that|total)|(?:as|in) (?:a |an )?(?:share|percentage|percent|per cent|proportion|part|fraction|%)(?: ?\(%\)| in (?:%|percent))? of|account\w* for|makes? up|what % |out of (?:all|the total)"
)
#: "What percentage of all orders goes to [supplier]?"
GOES_TO = re.compile(
    r"\b(?:go|goes|went|come|comes|fall|falls|belongs?) (?:to|from|with|on|upon) \[(?:supplier|store|category|product)\]"
)
DIFFERENCE = re.compile(
    r"\bhow (?:many|much)\b[^?]{0,25}\b(?:lies?|is|are|fits?) between\b|\bhow (?:big|large|deep|wide) (?:is|would|will) (?:the |that |this )?(?:hole|gap|shortfall|difference|loss|drop|effect|dent)\b|\b(?:how (?:much|many)(?: \w+)? (?:more|less|higher|lower|fewer|longer|faster|bigger|smaller|better|worse|extra|additional)|difference|by how (?:much|many)(?: \w+)?|how (?:much|many) (?:days|units|percent) (?:more|less|longer|sooner|earlier|later|faster|quicker)|\bgap between|(?:the|what|which|any|how big an?) gap\b|how (?:far|many (?:days|units|percent|pieces)) (?:apart|ahead|behind)|delta|(?:what|which|how big(?: of)? an?) (?:lead|margin|advantage)|divergence|spread between)\b"
)
PER = re.compile(
    r"\b(?:for )?(?:each|every)(?: one)?(?: of (?:them|these|those))?\b(?! (?:single )?(?:recommended |proposed |suggested )?(?:order|purchase|recommendation|unit|piece|euro)\b)|\bper (?:product|store|item|sku|supplier|category|shop|line|branch|day)\b|\bby (?:product|store|item|sku|supplier|category|shop|line|branch|day|weekday)\b(?! value)|individually|separately|respectively|broken down|split by|breakdown by|one by one"
)
DAILY = re.compile(
    r"\b(?:per|a|each|every) day\b|\bdaily\b(?! (?:breakdown|figures|values|numbers))|\bon (?:an )?average\b|\baverage (?:daily|day|per)|\bavg\b|\baverage\b|\bmean (?:daily|per day)|per-day|day rate|run rate|a day\b"
)
PEAK = re.compile(
    r"\b(?:which|what|on which|on what) (?:day|date)\b[^?]{0,60}\b(?:extra|more|additional|second|another)\b[^?]{0,20}\b(?:people|persons?|hands?|help|colleagues?|cashiers?|tills?|checkouts?)\b|\b(?:record|all[- ]time best|best ever) (?:sales |selling )?day\b|\b(?:which|what|on which|on what|the|our|is there a)\b[^?]{0,14}\b(?:day|date)\b[^?]{0,70}\b(?:peak\w*|most|best|highest|busiest|strongest|max\w*|top|biggest)|\b(?:peak|busiest|strongest|best|top|biggest|highest|heaviest|best[- ]selling) (?:sales |selling |single )?(?:day|date)\b|\bwhen(?: \[future\])? (?:do|does|will|is|are)[^?]{0,60}\b(?:peak\w*|busiest|highest|sell (?:the )?most|at (?:its|their) (?:highest|peak))|\bpeaks? (?:on|when)\b|\bday (?:with|of) the (?:most|highest|peak|biggest)"
)
LOW = re.compile(
    r"\b(?:day|date)\b[^?]{0,70}\bbottoms? (?:out|line)\b|\b(?:which|what|on which|on what|the)\b[^?]{0,14}\b(?:day|date)\b[^?]{0,70}\b(?:lowest|least|weakest|quietest|slowest|worst|fewest|min\w*|smallest)|\b(?:quietest|slowest|weakest|lowest|worst|low) (?:sales |selling )?(?:day|date|point)\b|\bwhen(?: \[future\])? (?:do|does|will|is|are)[^?]{0,60}\b(?:quietest|lowest|slowest|weakest|sell (?:the )?least)|\bday (?:with|of) the (?:least|lowest|fewest)"
)
NOTES = re.compile(
    r"\[note\]|\[quote\]|\bnotes?\b(?! that\b)|\bmemos?\b|\b(?:contract|agreement|document|paperwork|small print|files?|email|message)s?\b|\b(?:what did|what does|what do) [^?]{0,40}\b(?:say|write|state|tell|agree)\b|\b(?:agreed|disruption|strike|recall|quality (?:issue|problem|complaint)s?|penalt\w+|clause|rebate|discount terms|warranty|notice period|written down|on record|heard (?:from|about)|any news)\b"
)
NOT_EACH = re.compile(
    r"\bevery (?:store|shop|branch)(?= (?:but|bar|save|except|excepting|excluding|apart|aside|other|without|besides)\b)|"
    r",? ?\b(?:every|each) (?:store|shop|branch) (?:included|counted|taken in|considered|together)\b|\b(?:all|every) (?:the |our )?(?:stores|shops|branches),? (?:and )?all (?:the |our )?(?:products|items|articles|skus)\b|\b(?:all|every)(?: of)? (?:the |our )?(?:products?|items?|articles?|skus?)(?:,? (?:and|&|plus) (?:all )?(?:the |our )?(?:shops|stores|branches))?,? (?:added (?:up|together)|together|combined|summed(?: up)?|taken together|in one (?:sum|total))|,? ?(?:\band )?\b(?:not|rather than|instead of) (?:(?:that |those )?(?:of|for|on) )?(?:(?:a|any|each|every|one|the) )?(?:single|individual|one|each|separate) days?\b|\b(?:not|rather than|instead of) (?:\w+ by \w+|per \w+|by (?:product|item|sku|store)|for each \w+|the individual \w+|individual \w+|each \w+)\b"
)
WORRY = re.compile(
    r"\b(?:worry|worried|worries|worrying|concerned about|problems?|issues?|trouble|wrong|critical|burning|look out for|watch out for|keep an eye on|go(?:es|ing)? wrong|on fire|attention)\b"
)
#: "I want the stock count on the day with the fewest sales next week. Which day is that?"
DAY_WITH = re.compile(
    r"\bday (?:with|of|that has|when we have) (?:the )?(?:(?P<low>fewest|least|lowest|smallest|weakest)|most|highest|biggest|strongest|largest) (?:expected )?(?:sales|demand|units|customers)\b"
)
OF_THOSE_DAYS = re.compile(
    r"\bwhich (?:one )?of (?:those|these|them|the)(?: \w+)? days?\b[^?]*\b(?:(?P<low>quiet\w*|slow\w*|low\w*|weak\w*|least|calm\w*|worst)|bus\w+|strong\w*|high\w*|most|best|peak\w*|biggest)"
)
WHO_MORE = re.compile(
    r"\b(?:who|whom|which|where|what)\b[^?]*\b(?:more|higher|better|less|fewer|cheaper|dearer|faster|longer|bigger|larger)\b(?! (?:than|do|should|could|would|will))"
    r"|\b(?:who|which(?: (?:one|shop|store|branch|outlet|supplier|vendor|of (?:them|those|these)|(?:one )?of (?:the|these|those) (?:two|2|pair)))?) (?:comes? (?:out )?(?:on top|ahead|first|best|in front)|(?:is|are) (?:ahead|in front|on top|the winner|(?:the )?best|the strong(?:er|est)|in the lead)|leads?|wins?|does best)\b"
)
#: "And how much of that is Leeds alone?": the part itself, rather than its share.
PART_OF = re.compile(
    r"\bhow (?:much|many) of (?:that|those|this|it|them|(?:the|that|this|our|my) (?:(?:original|first|old|same|whole|full|entire|initial|earlier|grand|overall) )?(?:total|sum|whole|bill|amount|figure|money|lot|basket|spend)) (?:is|are|was|were|comes?|came|goes?|went|falls?|fell|belongs?|will|does|do|did|can|could|must|should|has|have|had|needs?|needed|would|may)\b"
)
STOCKTAKE = re.compile(r"\b(?:stock ?-?(?:tak|count)\w*|inventory (?:check|count)\w*)\b")
#: "You raised a demand spike alert for [product]: by how much is it above?"
ALARM_TOLD = re.compile(
    r"\b(?:you|system|dashboard|there|tool)\b[^?]{0,20}\b(?:raised?|gave|give|issued?|sent|show(?:s|ed)?|triggered|flagged)\b[^?]{0,25}\b(?:alert|alarm)\b"
    r"|\b(?:limit|threshold|level|bar|mark|line)\b[^?.]{0,25}\b(?:sets? off|triggers?|raises?|causes?|starts?|turns? (?:it|that) into|leads? to|for)\b (?:it|(?:the|this|that|an?) (?:\w+ )?(?:alert|alarm|warning))\b"
    r"|\b(?:alert|alarm|warning)\b[^?.]{0,25}\b(?:limit|threshold)\b"
)
#: "Is the 28-day trend worse than ...?": no day is the worst there
SO_MANY_DAYS = re.compile(r"\b\d{1,3}[- ]days?\b(?= (?:trend|average|mean|change|sales|figure|total))")
ONLY_UNITS = re.compile(r"[\W_]*(?:in )?(?:units?|pieces|days|euros?|percent|please|thanks)?[\W_]*$")
THE_PRODUCT = re.compile(r"\b(?:the|that|this) (?:product|item|article)\b(?!s)")
#: "Leave out [product], please"
MERELY_OUT = re.compile(
    r"^\W*(?:(?:and|ok|okay|but|now|please|no|so|then),? )*(?:leave|take|drop|strike|skip|remove|exclude|kick|throw|cross)(?: out| off)? (?:the )?\[product\](?:(?:,| and|, and) (?:the )?\[product\])*(?: (?:out|off|from|of|it|that|there|the|this|list|please|pls|again))*\W*$"
)
