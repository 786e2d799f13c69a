# ruff: noqa: E501 - a pattern is read on one line
"""Words for open orders: that they are spoken of, which figure of them is asked, which of them comes first."""

from __future__ import annotations

import re

__all__ = [
    "CONTENT",
    "COUNTED",
    "FEWEST",
    "FIGURES",
    "GROUPED",
    "LATE",
    "LATEST",
    "LATE_TOO",
    "MOST",
    "NAMES",
    "NEW_ORDER",
    "NONE_OPEN",
    "NOTED",
    "NOT_LATE",
    "OF_GROUP",
    "OPEN",
    "ORDER_NUMBER",
    "OWED",
    "PLACED",
    "RANKED",
    "SHARE",
    "SUPERLATIVES",
    "TOP_ORDERS",
    "TOTAL",
]

_STATE = r"(?:open|outstanding|pending|unfilled|undelivered|late|overdue|delayed|missing|unreceived|current|existing|running)"
_PO = r"(?:purchase orders?|pos?|orders?|deliver(?:y|ies)|shipments?|consignments?)"
OPEN = re.compile(
    rf"\b{_STATE}(?: (?:open|purchase|order|supplier|\[supplier\]|\[store\]|\[product\]))* (?:purchase orders?|pos?|orders?|order lines?|lines?|deliver(?:y|ies)|shipments?|consignments?|units|goods|quantit\w+)\b"
    r"|\b(?:units?|pieces|pcs|goods|how (?:many|much)) (?:overdue|past due)\b"
    rf"|\bhow (?:late|overdue|delayed|far behind) (?:are|is|were)(?: (?:the|our|those|these|all|its|their|any|open|\[supplier\](?:'s)?|\[store\](?:'s)?))* {_PO}\b(?![^?]*\b(?:accepted|taken|placed|allowed|possible)\b)"
    rf"|\b(?:units?|pieces|goods|lines?|{_PO})\b[^?]{{0,30}}\b(?:is|are|were|was|been|running|come|comes)(?: (?:now|already|currently|still|not yet|the|most|longest))* (?:late|overdue|delayed|open|outstanding|pending|past due)\b"
    rf"|\b(?:{_PO}|goods|units)\b[^?]{{0,25}}\b(?:has|have|did|is|are) not (?:yet )?(?:arrived?|come|been (?:delivered|received)|here|delivered)\b"
    rf"|\b(?:order lines?|lines?|{_PO})\b[^?]{{0,90}}\b(?:not|never|yet to)(?: (?:yet|been|be|even|have))* (?:arrived?|come|came|received|delivered|here|in)\b"
    rf"|\b(?:order lines?|lines?|{_PO}|units|goods)\b[^?]{{0,40}}\b(?:due|delivery|promised|agreed|planned|expected) (?:date|day)s?\b[^?]{{0,30}}\b(?:passed|past|over|gone|back|behind|ago)\b"
    rf"|\b(?:order lines?|lines?|{_PO}|units|goods)\b[^?]{{0,40}}\b(?:past|behind|beyond) (?:its|their|the) (?:due|delivery|promised|agreed|planned)\b"
    r"|\b(?:everything|anything|all|whatever|what|goods|money|much|amount)(?: (?:that|which|we|you|they|is|are|do|does|have|has|got|still|currently|now))* (?:open|outstanding)\b(?: right now| now| today)? (?:with|at|from|for|in)\b"
    r"|\b(?:order lines?|orders?|pos?|lines?|units|pieces) (?:overdue|late|outstanding)\b|\borders?\b[^?]{0,25}\b(?:has|have) been (?:open|outstanding|pending|waiting)\b"
    rf"|\b(?:{_PO}|order lines?|lines?|goods|units)\b[^?]{{0,25}}\b(?:should|ought to) (?:(?:already|long|now|by now) )*(?:be here|be in|have (?:been|come|arrived))\b"
    r"|\bon order\b|\bin transit\b|\bon (?:the|its|their) way\b|\bpast due\b"
    rf"|\b(?:{_PO})\b[^?]{{0,60}}\b(?:placed|raised|issued|sent)\b|\b(?:placed|raised|issued)\b[^?]{{0,30}}\b{_PO}\b"
    r"|\bstill (?:has|have) to (?:deliver|come|arrive)\b|\byet to (?:deliver|come|arrive|be delivered)\b|\b(?:owes?|owing) us\b|\b(?:which|what) (?:purchase orders?|orders?|pos?)\b[^?]{0,12}\b(?:comes?|arrives?|lands?|brings?|is coming|reach(?:es)?|gets? here|contains?|carr(?:y|ies))\b|\bstill (?:open|to come)\b|\bwait(?:s|ing)? for\b"
    rf"|\b(?:next|first|last|earliest|latest|coming|upcoming|expected|incoming) (?:deliver(?:y|ies)|shipments?|consignments?)\b|\b{_PO}\b[^?]{{0,20}}\b(?:are|is|be)? ?due\b"
    # "order lines (that) we have open with them", "how many orders do we currently have open?"
    rf"|\b(?:order lines?|lines?|{_PO})(?: (?:that|which|do|have|are|there|we|i|you|they|\[store\]|currently|still|now|right now|at present|today))* (?:open|outstanding|pending|running)\b"
)
NEW_ORDER = re.compile(
    r"\b(?:recommend\w*|advis\w*|suggest\w*|propos\w*|should (?:i|we) (?:order|buy)|must (?:i|we) (?:order|buy)|to be (?:ordered|placed)|need(?:s|ed)? (?:to be )?(?:order\w*|placed)|new orders?|(?:must|have to|has to|should|ought to|need to|needs to|are to|is to|got to) be (?:ordered|placed|sent(?! by)|submitted|transmitted|dispatched|put (?:in|through)|written|raised|issued)|(?:must|have to|has to|should|ought to|need to|needs to|are to|is to|got to) (?:go|get) (?:out|off|in|through))\b"
)
ORDER_NUMBER = re.compile(
    r"\b(?P<whole>po[-/]?\d{3,})\b|(?<!\bto )(?<!\bi )(?<!\bwe )(?<!\bnot )(?<!\bonly )(?<!\bjust )\b(?:(?:purchase )?orders?|pos?)(?: (?:number|no\.?|nr\.?|#))? ?#?"
    r"(?P<id>[a-z]{0,4}[-/]?\d{3,})\b(?! (?:of|units?|pieces|pcs|packs|more|extra|additional|\[product\])\b)",
    re.IGNORECASE,
)

_TOO = r"(?:too|included|as well|also|alike|count(?:ed)?(?: in| too| as well| also)?|in(?: it)?(?! (?:the |our |my )?(?:\[|all\b|every\b|each\b|which\b|what\b|total\b))|belong\w*)"
LATE = re.compile(
    r"\b(?:late|overdue|delayed|past due|past (?:its|their|the) (?:due|delivery) dates?|behind schedule|(?:should|ought to) (?:already |long |now )?be (?:here|in by now)|should (?:already )?have (?:been (?:here|delivered)|arrived|come))\b"
    r"|\bdue dates?\b[^?]{0,25}\b(?:passed|past|over|gone)\b"
)
#: "All open lines, late ones too": of both, not of those alone
LATE_TOO = re.compile(
    rf"\b(?:late|overdue|delayed)(?: ones?| orders?| lines?| deliver\w+| pos?| units| pieces)?,? (?:(?:do|does|should|must|to be|are|is|being|shall|will|may|can|all|of course|also|ones) )*{_TOO}\b"
    r"|\b(?:includ\w+|incl\.?|counting|count|with|plus|also|even|not only|as well as|late or not|whether|no matter (?:if|whether)|add(?:ing)?|keep(?:ing)?)(?: (?:the|any|all|those|of|in|also|what|whatever|ones|that|which|is|are|they|already|it))* (?:late(?!r|st)|overdue|delayed)\b"
    r"|\b(?:late|overdue|delayed) or (?:not|otherwise|on time|punctual)\b|\b(?:on time|punctual) or (?:late|overdue|delayed)\b|\b(?:late|overdue|delayed)(?: \w+)? (?:and|or|as well as|plus) (?:the )?(?:not late|punctual|on[- ]time|others?|rest|normal|regular)\b"
)
#: "Everything to come, but leave out what is overdue already"
NOT_LATE = re.compile(
    r"\b(?:leav\w+ (?:out|aside)|exclud\w+|ignor\w+|skip\w*|without|not counting|except(?: for)?|apart from|other than|minus|omit\w*|not including|do not count|less)\b"
    r"(?: (?:the|all|any|those|what|whatever|everything|anything|ones|units|pieces|orders|deliveries|lines|that|which|is|are|already|of|them)){0,6}? (?:late(?!r|st)|overdue|delayed|past due)\b"
    r"|\b(?:not|nothing) (?:yet |already )?(?:late(?!r|st)|overdue|delayed|past due)\b"
)
#: "Total pieces?", "how many units is that in all?": a sum, whatever list it is of
TOTAL = re.compile(
    r"\b(?:total|sum)(?: of)?(?: the| all)? (?:units|pieces|pcs|quantity)\b|\b(?:how many|number of) (?:units|pieces|pcs)\b|^(?:the |all |total )*(?:units|pieces|pcs|quantity)\b|\b(?:units|pieces|pcs)(?:,)? (?:in (?:all|total)|altogether|together)\b"
    r"|(?:^|[:;,.] )(?:units|pieces|pcs) (?:overdue|late|past due)\b"
)
NAMES = re.compile(r"\b(?:which|list|name)\b")
LATEST = re.compile(r"\b(?:latest|later|lately)\b")

#: "Who owes us the most in open orders?": of all that are open, late or not
OWED = re.compile(r"(?=.*\bow(?:es?|ing) us\b).*\b(?:open|outstanding|pending|still ow(?:es?|ing) us)\b")

#: What asks for a measure
FIGURES = {
    id: re.compile(pattern)
    for id, pattern in (
        ("days_late", r"\bhow (?:many days|long|far)\b[^?]{0,30}\b(?:past|beyond|after|behind) (?:its|the|their) (?:due|delivery|agreed|promised) (?:date|day)|\bhow (?:many days|long)(?: \w+){0,3}? (?:late|overdue|behind|delayed|past due)\b|\bhow much (?:too )?(?:late|overdue)\b|\bhow (?:late|overdue|delayed|far behind)\b|\bdays? (?:is|are) (?:it|that|they|this)? ?(?:late|overdue)\b|\b(?:number of )?days (?:late|overdue)\b"),
        ("days_open", r"\bhow (?:long|many days)\b[^?]{0,40}\b(?:outstanding|open|pending|waiting|been placed|been on order|since (?:it|they|we) (?:was|were)? ?(?:placed|ordered))\b|\bhow (?:old|long ago)\b|\b(?:days|time) (?:since|ago)\b[^?]{0,30}\b(?:placed|ordered)\b"),
        ("planned_days", r"\b(?:lead time|days|time|long)\b[^?]{0,30}\bbetween\b[^?]{0,40}\b(?:plac\w+|order\w*)\b[^?]{0,40}\b(?:due|deliver\w*|arriv\w*)\b|\bfrom (?:order|plac\w+)(?: date| day)? (?:to|until) (?:the )?(?:due|deliver\w*|arriv\w*)\b"),
        ("units_per_line", r"\b(?:average|mean|typical|avg)\b[^?]{0,25}\b(?:per|of (?:an|a|each|the|our|one)) (?:open )?(?:purchase )?order lines?\b|\b(?:average|mean|typical) (?:open )?order line\b|\bper (?:open )?(?:order )?line\b"),
        ("units_per_order", r"\b(?:an?|each|one|every) (?:open |purchase |outstanding )*(?:order|po)\b(?! lines?)[^?]{0,30}\bon average\b|\b(?:average|mean|typical|avg)\b[^?]{0,25}\b(?:per|of (?:an|a|each|the|our|one)) (?:open |purchase |outstanding )*(?:order|po)\b|\b(?:average|mean) (?:size|quantity) of\b[^?]{0,25}\b(?:open )?(?:orders|pos)\b"),
        ("open_value", r"\b(?:value|worth|money|euros?|pounds?|dollars?|cost|costs|capital|cash|amount in)\b"),
        ("open_lines", r"\b(?:how many|number of|count of) (?:\w+ ){0,2}?(?:order )?lines\b|\blines\b[^?]*[-,:;?(] ?how many (?:are there|are (?:they|those)|do we have|have we|is that|in (?:all|total)|altogether|of them)\b"),
        ("ordered_on", r"\bwhen (?:was|were|did)\b[^?]{0,40}\b(?:placed|ordered|order|raised|sent|issued|place)\b|\b(?:date|day)\b[^?]{0,25}\b(?:placed|ordered|of the order)\b|\border date\b|\b(?:date|day) (?:did|had) (?:we|i|you) (?:place|order|send|raise)\b|\bplaced (?:when|on)\b|\bplaced\b"),
        ("first_due", r"\bwhen (?:is|are|was|were|does|do|will|should|can)\b[^?]{0,40}\b(?:due|arriv\w*|com(?:e|es|ing)|deliver\w*|expected|here|land\w*|get here)\b|\bdue(?: date| day)?\b|\barriv\w+\b|\beta\b|\bdeliver(?:y|ed) (?:date|day|on|by)\b|\bpromis\w+\b|\b(?:by|for|until) (?:when|what (?:date|day)|which (?:date|day))\b|\bexpected (?:date|day|on|here|when)\b|\bsupposed to (?:be here|come|arrive|land)\b"),
        ("order_store", r"\b(?:which|what) (?:store|shop|branch)\b|\b(?:where|for whom|for which|for what) (?:is|does|are|was|do)\b|\bwhere\b[^?]{0,20}\bgo\w*\b"),
        ("order_supplier", r"\b(?:which|what) (?:supplier|vendor)\b|\bwho (?:is|supplies|delivers|has)\b|\b(?:with|from) whom\b|\bfrom who\b|\bwhose\b"),
        ("order_number", r"\b(?:which|what) (?:po|purchase order|order)(?: number)?\b(?! (?:value|quantity|size))|\b(?:order|po) (?:number|no|id|ref\w*)\b"),
        ("open_units", r"\bhow (?:many|much)\b(?! (?:days?|orders?|pos|lines?|deliver\w+|shipments?|money|does|is|are|late|long))|\bunits\b|\bpieces\b|\bquantit\w+\b|\bhow big\b|\bhow large\b"),
    )
}  # fmt: skip
CONTENT = re.compile(
    r"\bwhat(?:'?s| is| was| all)? (?:on|in|inside|part of)\b|\bwhat (?:does|do) (?:it|they|that|this|\[?\w+\]?)[^?]{0,15}(?:contain|include|hold|consist)\w*|\b(?:which|what) (?:products?|items?|goods|articles?|skus?|lines?|things)\b|\bcontent\w*\b|\bcontain\w*\b|\blines? (?:on|of|in)\b|\blist\b|\bshow\b|\bdetails?\b|\btell me about\b|\bwhat about\b"
)
SHARE = re.compile(
    r"\b(?:share|percentage|proportion|fraction|what part|which part|how large a part|how big a part)\b|\b(?:what|which|how many|in) (?:%|percent\b|per cent\b)"
)
NONE_OPEN = re.compile(
    r"\b(?:no|not (?:a|one)|without|nothing|none|zero|never)\b[^?]{0,25}\b(?:on order|on (?:the|its|their) way|in transit|open (?:purchase )?(?:orders?|pos?))\b"
)
NOTED = re.compile(r"\b(?:notes?|memos?|letter|e?mail)\b")
COUNTED = re.compile(
    rf"\b(?:how many|number of|count of|count)\b(?: (?:of )?(?:the|our|my|all|different|separate))*(?: {_STATE}| purchase| open)* (?:{_PO}|trucks?|lorries)\b(?! lines?| for how| and how)"
)
#: Asked of one order whose number is told: "who's it from and what day?"
OF_ONE = {
    "order_supplier": re.compile(r"\bwho(?:'s|s| is| are| was| does| did)?\b[^?]{0,25}\bfrom\b|\b(?:coming|sent|shipped|delivered|here|is|are|comes|goods) from\b(?! (?:now|today|\[))|\bfrom (?:which|what|who|whom)\b|\bsender\b|\b(?:what|which) (?:firm|company)\b|\b(?:sent|delivered|shipped|supplied) by (?:who|whom)\b"),
    "first_due": re.compile(r"^(?![^?]*\b(?:place[d]?|ordered?|raised?|sent off)\b)[^?]*(?:\b(?:what|which) (?:day|date|weekday)\b|\b(?:and |,|- ?)when\b|^\W*when\b)"),
}  # fmt: skip
SUPERLATIVES: tuple[tuple[str, str, bool], ...] = (  # words, measure, descending
    (r"oldest|longest (?:open|outstanding|waiting)|(?:open|outstanding|waiting|pending)(?: for)? (?:the )?longest|earliest placed|placed (?:the )?(?:first|earliest|longest(?: time)? ago)|(?:the )?longest(?: time)? ago|furthest back|first placed", "ordered_on", False),
    (r"newest|youngest|most recent(?:ly)?(?: placed)?|latest placed|last placed|placed (?:last|most recently)", "ordered_on", True),
    (r"(?:longest|most|furthest|worst)(?: \w+)? (?:overdue|late|delayed|behind)|latest of all|(?:late|overdue|delayed) (?:the )?(?:longest|most)|most days (?:late|overdue)", "days_late", True),
    (r"most (?:order )?lines|most (?:different )?(?:products|items|articles)", "open_lines", True),
    (r"fewest (?:order )?lines", "open_lines", False),
    (r"(?:most|highest|largest|biggest|greatest)[^?]{0,12} (?:value|money|cost)|most (?:expensive|valuable|costly)|dearest|worth (?:the )?most|costs? (?:the )?most", "open_value", True),
    (r"least (?:expensive|valuable)|cheapest|worth (?:the )?least", "open_value", False),
    (r"next|soonest|earliest|first(?: due| to arrive)?|(?:due|arrives|comes|delivered) (?:first|next|soonest|earliest)", "first_due", False),
    (r"(?:due|arrives|comes|delivered) (?:last|latest)|latest(?: due)?|last(?: due| to arrive)?|furthest (?:away|out|off)", "last_due", True),
    (r"biggest|largest|most(?: units| pieces| goods)?|highest|greatest|bulkiest", "open_units", True),
    (r"smallest|fewest(?: units| pieces)?|least|lowest|tiniest", "open_units", False),
)  # fmt: skip
_ONE = rf"(?:single )?(?:{_STATE} )*(?:purchase )?(?P<noun{{0}}>order lines?|line|orders?|pos?|deliver(?:y|ies)|shipments?|consignments?)\b(?! (?:value|quantity|size|cost|point|date|number)s?\b)"
RANKED = (
    re.compile(
        rf"\b(?:which|what)(?: of (?:the|our|these|those))?(?: is| was| are)?(?: the| our)? {_ONE.format(1)}(?P<rest>[^?]*)"
    ),
    re.compile(
        rf"\b(?:of|among) (?:all )?(?:of )?(?:the |our |my |these |those )?{_ONE.format(3)}[^?]{{0,40}}?\b(?:which|what)(?: (?:single )?one)?\b(?P<rest3>[^?]*)"
    ),
    re.compile(
        rf"\b(?P<adj>(?:second|third|fourth|fifth|2nd|3rd)?[- ]?(?:oldest|newest|youngest|most recent|biggest|largest|smallest|next|earliest|first|latest|last|most valuable|most expensive|dearest|cheapest|longest (?:overdue|outstanding|open)|most overdue))(?: due| placed)? {_ONE.format(2)}"
    ),
)
#: "Top 3 open orders by units"
TOP_ORDERS = re.compile(rf"\b(?P<end>top|bottom) (?:(?:\d{{1,2}}|two|three|four|five|ten) )?{_ONE.format(4)}")
GROUPED = re.compile(
    r"\b(?:which|what|whose|who)(?: of (?:the|our))? ?(?P<g>store|shop|branch|supplier|vendor|category|product|item|article)?s?\b"
)
OF_GROUP = {"shop": "store", "branch": "store", "vendor": "supplier", "item": "product", "article": "product"}
MOST = re.compile(r"\b(?:(?<!at )most|highest|largest|biggest|greatest|fewest|(?<!at )least|lowest|smallest)\b")
FEWEST = re.compile(r"\b(?:fewest|(?<!at )least|lowest|smallest)\b")
PLACED = re.compile(
    r"\b(?:placed|raised|issued|sent(?: out)?|ordered|(?:did|have) (?:we|i|you) (?:order|ordered|place|placed|buy|bought))\b[^?]{0,40}?(?P<to>\b(?:before|after|since|until|by|up to|on or before|from|not later than)\b)?(?: the)? ?\[past\]"
    r"|\[past\],? (?:did|have) (?:we|i) (?:order|place)\b"
)
