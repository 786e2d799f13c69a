# ruff: noqa: E501 - a pattern is read on one line
"""Whole messages that say in a few general words what is wanted: "slow movers in Cork", "who is our worst supplier?".

They name no figure; the full question that is put in their place names the one that a buyer means, so that the answer
names it too. Times and places of the message stay as they are. A message that says anything more is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["put_in_full"]

_THINGS = r"(?:products?|items?|articles?|goods|skus?|lines?|things?|stuff)"
_WHAT = rf"(?:what|(?:which|what)(?: of (?:the|our))? {_THINGS}|{_THINGS})"
_BE = r"(?: is| are| has been| have been| do| does)?"
_STORE = r"(?:stores?|shops?|branch(?:es)?|outlets?|locations?)"
_SUPPLIER = r"(?:suppliers?|vendors?)"
_CATEGORY = r"(?:categor(?:y|ies)|departments?|product groups?|ranges?)"
_WHO = rf"(?:who|(?:which|what)(?: (?:one )?of (?:the|our))? {_SUPPLIER}(?: of ours)?)"
_BADLY = r"(?:badly|poorly|slowly|sluggishly|(?:the )?worst|terribly|(?:the )?least|slow|bad|not (?:so |very |too |that )?(?:well|good|great|fast))"
_WELL = r"(?:well|good|great|(?:the )?best|strongly|(?:the )?fastest|like hot cakes|(?:the )?most|fast|really well|very well)"
_LOSE = r"(?:los(?:e|es|ing)|miss(?:es|ing)?(?: out on)?|forgo(?:es|ing)?|leav(?:e|es|ing))"
_ANY = r"(?:any|anything|something|some|a lot|lots)"

_LEAD = (
    r"^(?P<lead>\W*(?:(?:and|so|but|then|also|ok|okay|well|now)\b[\s,]*)*)"
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|morning|please|pls|quick question|can you|could you|would you|will you|tell (?:me|us)|show(?: me| us)?|give (?:me|us)|list|name|"
    r"i want(?: to (?:know|see))?|(?:i|we) need(?: to (?:know|see))?|(?:i|we)(?:'d| would) like(?: to (?:know|see))?|let (?:me|us) (?:know|see)|do you know|the|our|my|us|me|all|a list of|list of|thanks|thank you|there)\b[\s,:!.-]*)*"
)
_PAST = r"(?:(?:in|over|during|for|within|from) )?(?:the |our )?(?:last|past|previous)(?: \w+)? (?:days?|weeks?|weekend|months?|quarter|year|season)|yesterday|(?:in|during|last) (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)|this month|this year|so far this (?:month|year)"
_FUTURE = r"(?:(?:in|over|during|for|within) )?(?:the )?(?:next|coming|following)(?: \w+)? (?:days?|weeks?|weekend|months?|quarter)|tomorrow|this weekend|next (?:january|february|march|april|may|june|july|august|september|october|november|december)"
#: A place, or a part of the range: anything that no word of time, reason or condition is in
_NO_PLACE = (
    r"(?:last|past|next|coming|this|today|tomorrow|yesterday|days?|weeks?|weekend|months?|quarter|year|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"and|or|but|that|which|who|whose|what|if|when|where|because|than|over|under|before|after|since|until|till|by|on|in|with|without|to|is|are|was|were|will|do|does|did|have|has|we|not|no|only|except|per|each|every|vs|versus|total|"
    r"general|stock|hand|order|offer|time|money|me|us|all|units|value|cost|\d{2,}|\d+[-./]\d\S*)\b"
)
_WHERE = rf"(?: (?:in|at|for|from|of) (?:the |our |my )?(?:(?!{_NO_PLACE})[\w&'.-]+ ?){{1,6}}?| (?-i:(?!{_NO_PLACE})[A-Z][\w&'.-]+(?: [A-Z][\w&'.-]+){{0,2}}))?"
_TAIL = r"(?:[\s,]*(?:at the moment|at present|right now|just now|now|currently|today|these days|nowadays|please|pls|thanks|thank you|overall|in general|generally|here|at all|lately|recently|of ours|again|exactly|for us|anywhere|everywhere|the most|most|company[- ]wide|in all (?:our |the )?(?:stores|shops)))*\W*$"


def _preposed(place: str) -> str:
    """A place with its preposition: "bestsellers Lyon"."""
    return place if not place or re.match(r" (?:in|at|for|from|of) ", place, re.IGNORECASE) else f" in{place}"


@dataclass(frozen=True)
class _General:
    """A way to ask in general, and the full question: of no time, of a time gone by, of a time to come."""

    said: re.Pattern[str]
    now: str
    past: str = ""
    future: str = ""

    def asked(self, match: re.Match[str]) -> str | None:
        when = match["past"] or match["future"]
        question = self.past if match["past"] else self.future if match["future"] else self.now
        if not question or (match["where"] and "{where}" not in question):
            return None
        place, time = _preposed((match["where"] or "").rstrip()), f" {when.strip()}" if when else ""
        return f"{match['lead']}{question.replace('{where}', place)}{time}"


def _general(said: str, now: str, past: str = "", future: str = "", placed: bool = True) -> _General:
    where = _WHERE if placed else ""
    pattern = rf"{_LEAD}(?:{said})(?P<where>{where})(?: ?,? ?(?:(?P<past>{_PAST})|(?P<future>{_FUTURE})))?{_TAIL}"
    return _General(re.compile(pattern, re.IGNORECASE), now, past, future)


def _ranked(said: str, end: str) -> _General:
    """Goods by the units sold: of the last 28 days, unless a time is said."""
    return _general(
        said, f"which 10 products had the {end} actual sales over the last 28 days{{where}}",
        f"which 10 products had the {end} actual sales{{where}}", f"which 10 products have the {end} expected sales{{where}}",
    )  # fmt: skip


_REVENUE = {
    end: (
        f"which {{kind}} had the {end} revenue over the last 90 days{{where}}",
        f"which {{kind}} had the {end} revenue{{where}}",
        f"which {{kind}} has the {end} expected sales{{where}}",
    )
    for end in ("highest", "lowest")
}


def _by_forecast(kind: str, nouns: str) -> tuple[_General, ...]:
    """ "Best store by forecast": by what it will sell, and not by its errors."""
    return tuple(
        _general(
            rf"(?:{words}) {nouns} by (?:the |our )?(?:forecasts?|expected sales|forecast sales)",
            question,
            "",
            question,
        )
        for words, question in (
            ("best|top|strongest|biggest|leading", f"which {kind} has the highest expected sales{{where}}"),
            ("worst|weakest|poorest|smallest", f"which {kind} has the lowest expected sales{{where}}"),
        )
    )


def _by_revenue(kind: str, nouns: str, end: str, words: str) -> _General:
    said = (
        rf"(?:{words})(?:[- ](?:performing|selling|running|doing))? {nouns}"
        rf"|(?:what|which|who)(?: is| are) (?:the |our |my )?(?:{words})(?:[- ](?:performing|selling|running|doing))? {nouns}"
        rf"|(?:what|which)(?: of (?:the|our))? {nouns}(?: is| are)?(?: the| our)? (?:doing |performing |running |going )?(?:the )?(?:{words})"
    )
    now, past, future = (question.replace("{kind}", kind) for question in _REVENUE[end])
    return _general(said, now, past, future)


_RELIABLE = r"(?:reliable|trustworthy|punctual|dependable)"

_TABLE: tuple[_General, ...] = (
    # -- what sells, and what does not
    _ranked(rf"slow(?:est)?[- ]?mov(?:ers?|ing(?: {_THINGS})?)|slow(?:est)?[- ](?:sellers?|selling(?: {_THINGS})?)|(?:poor|bad|weak|weakest|poorest)[- ](?:sellers?|performers?|selling(?: {_THINGS})?)|lame ducks|shelf[- ]?warmers?|laggards|slugs|flops|duds", "lowest"),
    _ranked(rf"(?:what|which {_THINGS}){_BE} (?:our |the )*(?:slow(?:est)?[- ]?mov(?:ers?|ing)|slow(?:est)?[- ]sell(?:ers?|ing)|shelf[- ]?warmers?)(?: {_THINGS})?", "lowest"),
    _ranked(rf"{_WHAT}{_BE} (?:sell(?:s|ing)?|mov(?:es?|ing)|sold|doing|going|goes|runs?|running|perform(?:s|ing|ed)?|shift(?:s|ing)?)(?: products| items)? {_BADLY}|{_WHAT}(?: do| does| did| is| are)?(?:n't| not) (?:sell(?:ing)?|mov(?:e|ing)|doing|going|shift(?:ing)?|perform(?:ing)?)(?: (?:so |very |too |that )?(?:well|good|great|much|enough))?", "lowest"),
    _ranked(rf"{_WHAT} (?:sold|moved|did|performed|went|shifted) {_BADLY}", "lowest"),
    _ranked(rf"fast(?:est)?[- ]?mov(?:ers?|ing(?: {_THINGS})?)|fast(?:est)?[- ](?:sellers?|selling(?: {_THINGS})?)|high[- ]runners?|hot (?:sellers?|products|items|stuff)|runners", "highest"),
    _ranked(rf"(?:what|which {_THINGS}){_BE} (?:our |the )*(?:fast(?:est)?[- ]?mov(?:ers?|ing)|fast(?:est)?[- ]sell(?:ers?|ing)|hot|in (?:high )?demand|popular)(?: {_THINGS}| sellers?)?", "highest"),
    _ranked(rf"{_WHAT}{_BE} (?:sell(?:s|ing)?|mov(?:es?|ing)|doing|going|goes|runs?|running|perform(?:s|ing)?|shift(?:s|ing)?|flying off the shel(?:f|ves))(?: products| items)? {_WELL}|{_WHAT}{_BE} flying off the shel(?:f|ves)", "highest"),
    _ranked(rf"{_WHAT} (?:sold|moved|did|performed|went|shifted) {_WELL}|what (?:do|did) (?:our |the )?(?:customers|people) (?:buy|like|want)(?: (?:the )?most)?", "highest"),
    _general(r"best-?sellers?|top-?sellers?|best sellers? list", "the best-selling products{where}", "the best-selling products{where}", "the best-selling products{where}"),
    _general(rf"(?:non|zero|no)[- ]?(?:movers?|sellers?)|what (?:do|are) we (?:not|never) sell(?:ing)?(?: at all| any ?more)?|what (?:don't|do not) we sell(?: at all| any ?more)?|{_WHAT}(?: do| does| did| is| are)?(?:n't| not) (?:sell(?:ing)?|mov(?:e|ing)|shift(?:ing)?)(?: at all| any ?more)|{_WHAT} (?:is|are) dead|(?:is there |are there )?anything (?:that is )?not (?:selling|moving)(?: at all)?", "which products sold nothing over the last 28 days{where}", "which products sold nothing{where}"),
    _ranked(rf"what (?:is|are) (?:selling|sold)|what sells|what (?:do|are) we sell(?:ing)?(?: (?:the )?most)|{_WHAT} (?:do|are) we sell(?:ing)? (?:the )?most(?: of)?", "highest"),
    _ranked(rf"{_WHAT} (?:should|could|can|must) (?:i|we) (?:stop selling|delist|drop|discontinue|take (?:out|off)(?: the range| the shelves)?|kick out|throw out|phase out)", "lowest"),
    _general(r"(?:are there )?(?:any )?(?:product )?recalls?|recalled (?:products|items|goods)", "what do our notes say about recalls"),
    # -- which way they go
    _general(rf"(?:rising|growing) {_THINGS}", "which products are rising{where}"),
    _general(rf"(?:falling|declining|shrinking) {_THINGS}", "which products are falling{where}"),
    _general(r"(?:is|are) (?:our |the )?(?:demand|sales|business|trade|volumes?) (?:rising|growing|going up|increasing|climbing|picking up|up|falling|dropping|going down|declining|shrinking|decreasing|down|up or down|stable|flat)", "are sales up or down{where}"),
    _general(r"why (?:is|are|has|have) (?:our |the )?(?:demand|sales|business|trade|volumes?) (?:been )?(?:so |going )?(?:down|falling|dropping|declining|shrinking|bad|poor|low|weak|slow)", "which 10 products are falling the most{where}"),
    _general(r"why (?:is|are|has|have) (?:our |the )?(?:demand|sales|business|trade|volumes?) (?:been )?(?:so |going )?(?:up|rising|growing|climbing|increasing|good|strong|high)", "which 10 products are growing the most{where}"),
    _general(rf"{_WHAT}{_BE} (?:trending|hot right now|up and coming|taking off|on the up|picking up|growing(?: (?:most|fastest|fast))?|gaining)(?: up(?:wards?)?)?|trending(?: {_THINGS})?|(?:rising )?stars|risers|winners|biggest (?:risers|winners|gainers|climbers)|up-?trends?", "which 10 products are growing the most{where}"),
    _general(rf"{_WHAT}{_BE} (?:dying|fading|collapsing|tanking|going down(?:hill)?|slowing(?: down)?|trending down(?:wards?)?|on the way (?:out|down)|losing (?:steam|ground|momentum|sales|customers))|(?:biggest |top )?(?:losers|fallers|decliners|droppers)|down-?trends?", "which 10 products are falling the most{where}"),
    # -- too much and too little
    _general(rf"(?:are we|are you|we are|is the (?:store|shop|stock room|warehouse)) (?:over-?stocked|too full|sitting on too much(?: stock)?)|over-?stock(?:ed|s|ing)?(?: {_THINGS})?|(?:do|have) we (?:have |got |hold |carry |keep )*(?:way |far )?too much(?: (?:of (?:anything|something)|stock|inventory|on hand|in stock|anywhere|of some {_THINGS}))?|(?:is|are) (?:there )?{_ANY}(?: {_THINGS})? over-?stocked|(?:is there |are there )?(?:anything|something) (?:that )?we have (?:way |far )?too much of|(?:too much|surplus|excess)(?: stock| inventory)?(?! of)|(?:is|are) (?:our |the )?(?:stocks?|inventory|stock levels?) too (?:high|big|much|large)|(?:obsolete|aging|ageing|idle|unsold) (?:stock|inventory)|{_WHAT} (?:can|could|should|must) (?:i|we) (?:get rid of|mark down|discount|clear(?: out)?|reduce|sell off|put on (?:sale|clearance)|liquidate|promote|push|advertise|feature)|clearance(?: candidates| list)?|mark-?downs?(?: candidates| list)?|what is (?:collecting|gathering) dust|dead money", "which products have excess stock{where}"),
    _general(rf"(?:what|which {_THINGS}) are we (?:about to|going to|soon going to) run out of|(?:what|which {_THINGS}) (?:is|are) (?:about to (?:run out|be gone|go)|running out(?: soon)?|nearly (?:out|gone)|almost (?:out|gone))|what(?: is)? (?:about to run out|running out(?: soon)?|nearly gone|almost gone|nearly out)|(?:are|will) we (?:be )?(?:about to )?run(?:ning)? out of (?:anything|something)(?: soon)?|(?:imminent|coming|upcoming|expected|next) (?:stock-?outs?|shortages)|(?:what|which {_THINGS}) will (?:we run out of|run out|be gone|be out) soon|(?:about to|soon to) run out|running out(?: soon)?", "which products run out within the next 7 days{where}"),
    _general(r"(?:(?:what|how) about (?:the |our )?)?stock-?outs?|any(?: current)? stock-?outs?|(?:are there|do we have|have we(?: got)?|is there)(?: any| a)?(?: current)? (?:stock-?outs?|empty shel(?:f|ves)|gaps)|are we out of (?:anything|something|stock(?: of anything)?)|is (?:anything|something) (?:out of stock|out|sold out|missing|empty)|anything (?:out of stock|sold out|missing|empty)|(?:oos|out[- ]of[- ]stocks?)(?: list| items| products)?|what(?: is)(?: all)? (?:out(?: of stock)?|sold out|missing|empty|gone)|what are we (?:missing|out of)|are the shel(?:f|ves) (?:full|empty)", "which products are out of stock{where}"),
    _general(rf"(?:what|which {_THINGS}) (?:are|is) (?:we )?(?:short (?:of|on)|low(?: on)?|short|running short(?: of)?|under-?stocked|scarce|tight)|what(?: is)? (?:short|scarce|tight|under-?stocked)|(?:any |are there (?:any )?|do we have (?:any )?)?shortages|(?:is|are) (?:anything|something|we) (?:short|running low|low|scarce|tight|under-?stocked)(?: on (?:anything|something|stock)| of (?:anything|something))?|under-?stock(?:ed|s|ing)?(?: {_THINGS})?|running low|(?:where|of what) do we have (?:way |far )?too little(?: stock)?|do we have too little(?: stock)?(?: of (?:anything|something))?|(?:which {_THINGS} are )?(?:risky|at risk|in danger|critical|endangered|vulnerable)(?: {_THINGS})?|(?:stock(?:-?out)? )?risks?(?! of)", "which products are running low{where}"),
    # -- suppliers
    _general(rf"{_WHO} (?:is|are)(?: the)? (?:slow|slowest)|slow(?:est)? {_SUPPLIER}|{_WHO} (?:delivers?|ships?|takes?)(?: the)? (?:slowly|slowest|longest)", "which 5 suppliers have the longest lead time{where}"),
    _general(r"how long (?:does|do|would|will|did) (?:a |an |the |our |my |new |any )*(?:re-?orders?|orders?|deliver(?:y|ies)|replenishments?|suppliers?|it)(?: usually| normally| typically)? (?:take|need)(?: to (?:arrive|come(?: in)?|get here|be here|deliver))?|(?:what are )?(?:the |our )?(?:lead|delivery) times", "what is the lead time of each supplier", placed=False),
    _general(rf"(?:{_WHO} (?:is|are))?(?: the| our| my)* ?(?:worst|weakest|poorest|(?:least |most un|un){_RELIABLE}|most late|latest|bad)(?: performing)? {_SUPPLIER}|{_WHO}(?: is| are)?(?: the| our)* (?:least |most un|un){_RELIABLE}|which {_SUPPLIER} is(?: the)? (?:worst|weakest|bad)|{_WHO} (?:can|could|should|do|may) (?:i|we) (?:least (?:trust|rely on)|(?:trust|rely on|count on) (?:the )?least)|{_WHO} (?:(?:lets|leaves) (?:us|me) (?:down|hanging|waiting)|keeps (?:us|me) waiting)(?: (?:the )?most(?: often)?| most)?|{_WHO} (?:is|comes?|delivers?|arrives?|ships?)(?: too)? late (?:the )?(?:most|most often|most of the time)|{_WHO} (?:is|are)(?: the)? (?:always|usually|often|mostly|generally|most often|most frequently|latest)(?: late)?(?: with (?:(?:its|their|the|our|his) )?(?:deliver(?:y|ies)|delivering|shipments|orders|goods|consignments))?|{_WHO} (?:is|are) (?:late (?:the )?most often|most often late)|{_WHO} (?:delivers?|arrives?|comes?)(?: the)? latest|{_WHO} (?:usually|often|always|mostly) (?:delivers?|comes?|is|ships?|arrives?) late|problem {_SUPPLIER}", "which supplier has the lowest on-time rate{where}"),
    _general(rf"(?:{_WHO} (?:is|are))?(?: the| our| my)* ?(?:best|strongest|most {_RELIABLE}|top|favou?rite)(?: performing)? {_SUPPLIER}|{_WHO}(?: is| are)?(?: the| our)* most {_RELIABLE}|which {_SUPPLIER} is(?: the)? (?:best|strongest)|{_WHO} (?:can|could|should|do|may) (?:i|we) (?:most (?:trust|rely on)|(?:trust|rely on|count on)(?: (?:the )?most)?)", "which supplier has the highest on-time rate{where}"),
    _general(rf"(?:which|what|are any|any) {_SUPPLIER} (?:is|are )?(?:un{_RELIABLE}|bad|poor|weak|(?:not|never) (?:{_RELIABLE}|on time))|un{_RELIABLE} {_SUPPLIER}|(?:how )?{_RELIABLE}(?: are| is)? (?:our |the )*{_SUPPLIER}|(?:are|is) (?:our |the )*{_SUPPLIER} (?:{_RELIABLE}|on time|late)|(?:how (?:good|late|punctual) are (?:our |the )*)?{_SUPPLIER}(?: (?:performance|punctuality|reliability|ranking|scorecard|rating)s?)|how (?:good|late|punctual|reliable) are (?:our |the )*{_SUPPLIER}", "which 10 suppliers have the lowest on-time rate{where}"),
    _general(rf"(?:{_WHO} (?:is|are))?(?: the| our| my)* ?(?:biggest|largest|main|most important|key|major) {_SUPPLIER}", "rank the suppliers by revenue over the last 90 days{where}"),
    _general(rf"(?:{_WHO} (?:is|are))?(?: the| our| my)* ?(?:slowest) {_SUPPLIER}|{_WHO} (?:is|are) (?:the )?(?:slowest|slow) (?:to deliver|in delivering|at delivering)", "which supplier has the longest lead time{where}"),
    _general(rf"(?:{_WHO} (?:is|are))?(?: the| our| my)* ?(?:fastest|quickest) {_SUPPLIER}|{_WHO} (?:is|are) (?:the )?(?:fastest|quickest)(?: to deliver| in delivering| at delivering)?", "which supplier has the shortest lead time{where}"),
    _general(r"lead times|(?:delivery|shipping) times|how long do (?:the |our )?(?:deliveries|suppliers|orders) (?:take|need)(?: to (?:deliver|arrive|come))?", "what is the lead time of each supplier", placed=False),
    # -- deliveries
    _general(r"(?:is|are) (?:anything|something|any (?:orders?|deliver(?:y|ies)|shipments?)) (?:late|overdue|delayed|missing)|anything (?:late|overdue|delayed)|what(?: is)? (?:late|overdue|delayed)|(?:late|overdue|delayed|missing) (?:deliver(?:y|ies)|orders?|shipments?)|(?:any |are there any )(?:late|overdue|delayed) (?:deliver(?:y|ies)|orders?|shipments?)|did (?:everything|all|all (?:the )?(?:orders|deliveries)) (?:arrive|come(?: in)?|get here)|has everything (?:arrived|come(?: in)?)|which (?:deliver(?:y|ies)|orders?|shipments?) (?:is|are) (?:late|overdue|delayed|missing)", "which open orders are late{where}"),
    _general(rf"{_WHO} (?:is|are) (?:currently )?(?:late|overdue|behind|delayed)|who (?:should|must|do|can) (?:i|we) (?:chase|call|phone|ring|nag|remind|follow up with)|who needs (?:chasing|a call|a reminder)", "which suppliers have late open orders{where}"),
    _general(r"what(?: is| are| will be| do we (?:get|expect))? ?(?:arriv(?:e|es|ing)|coming(?: in)?|being delivered|delivered|due in|due) this week|deliveries this week|what deliveries do we (?:get|expect) this week", "what is arriving in the next 7 days{where}"),
    _general(r"(?:what |any |which )?(?:deliveries|arrivals|incoming goods|inbound(?: goods| deliveries)?)(?: (?:are (?:due|coming|expected|planned)|do we (?:get|expect)|due|coming|expected))?", "", "", "what is arriving{where}"),
    _general(r"deliveries today|what(?: is)? (?:arriving|coming(?: in)?|being delivered|due in) today|what (?:arrives|comes in) today|today's (?:deliveries|arrivals)", "what is arriving tomorrow{where}"),
    _general(r"what (?:did|have|do(?![^?]*\border\b[^?]*\b(?:today|now|this morning)\b)) we (?:already )?(?:ordered|order|have on order|got on order)(?: already| so far)?", "which products are on order{where}"),
    _general(r"when (?:do|will|are) (?:the|our|my|all(?: the)?|these) (?:open )?(?:orders|deliveries|goods|shipments) (?:come|arrive|coming|arriving|due|here|get here|be here|be delivered)(?: in)?", "what is arriving in the next 14 days{where}"),
    # -- stores and categories
    *_by_forecast("store", _STORE),
    *_by_forecast("category", _CATEGORY),
    *_by_forecast("product", r"(?:products?|items?|articles?|sellers?)"),
    _by_revenue("store", _STORE, "highest", "best|strongest|top|number one|no\\.? ?1|most successful|leading|well|great"),
    _by_revenue("store", _STORE, "lowest", "worst|weakest|poorest|least successful|bottom|badly|poorly|bad"),
    _by_revenue("category", _CATEGORY, "highest", "best|strongest|top|number one|no\\.? ?1|most successful|leading|most important|biggest|largest|well|good"),
    _by_revenue("category", _CATEGORY, "lowest", "worst|weakest|poorest|least successful|bottom|smallest|badly|poorly|bad"),
    _general(rf"(?:compare|rank)(?: (?:all|the|our|my))* {_STORE}|{_STORE} (?:comparison|ranking|performance|league table)|how do (?:the|our) {_STORE} compare", "rank the stores by revenue over the last 90 days{where}", "rank the stores by revenue{where}", "rank the stores by expected sales{where}"),
    _general(rf"(?:compare|rank)(?: (?:all|the|our|my))* {_CATEGORY}|{_CATEGORY} (?:comparison|ranking|performance)|how do (?:the|our) {_CATEGORY} compare", "rank the categories by revenue over the last 90 days{where}", "rank the categories by revenue{where}", "rank the categories by expected sales{where}"),
    _general(rf"(?:which|what) {_STORE} (?:needs?|wants?|deserves?) (?:help|attention|stock|support|action|me|us)|(?:which|what) {_STORE} (?:is|are) (?:struggling|in trouble|in danger|at risk)|problem {_STORE}", "which store has the highest expected lost sales{where}"),
    _general(rf"(?:which|what) {_STORE} (?:is|are|looks?|seems?|has|have)(?: in)?(?: the)? (?:worst|poorest|bad|terrible|sorriest|weakest) (?:shape|condition|state|position|situation)|(?:where|in which {_STORE}) (?:do(?:es)? )?(?:things?|it|the situation|matters?) (?:looks? |is |are |stand |stands )*(?:the )?(?:worst|bad|badly|poor|poorly|critical)", "which store has the most alerts{where}"),
    _general(r"(?:what|which (?:products?|items?|goods|transfers?)) (?:can|could|should|might|may) (?:i|we) (?:move|shift|transfer|send|ship|swap|redistribute|rebalance|balance)(?: (?:around|over|across|about|between|from|out|to|one|a|an|another|other|some|any|the|our|of|store|stores|shop|shops|branch|branches|where|that|it|they|is|are|needed|needs?|them|elsewhere))*|(?:stock )?transfers?(?: (?:between|among|across) (?:the |our )?(?:stores|shops|branches))?(?: (?:list|candidates|possible|options|suggestions|that make sense))*|(?:are|is) there (?:any )?(?:stock |sensible |possible )*transfers?(?: (?:between|among|across) (?:the |our )?(?:stores|shops|branches))?(?: (?:possible|to make|that make sense))?|(?:can|could|should) (?:i|we) (?:move|shift|transfer|swap) (?:anything|something|stock|goods)(?: (?:between|from|to|across|among|around|one|another|other|the|our|store|stores|shop|shops|branch|branches))*", "which products have excess stock in one store and must be ordered in another store{where}"),
    # -- money
    _general(rf"where (?:do|are|did) (?:we|i) {_LOSE} (?:sales|units|customers|demand|business)|(?:what|which {_THINGS}) (?:do|are) (?:we|i) {_LOSE}(?: the)?(?: most)? (?:sales|units|customers|demand|business) (?:on|with|of)|biggest lost sales|(?:what|which {_THINGS}) (?:costs?|loses?) us (?:the most )?(?:sales|customers|demand)", "which 10 products have the highest expected lost sales{where}"),
    _general(rf"where (?:is|are) (?:all )?(?:our|the|my) (?:money|cash|capital)(?: (?:tied up|stuck|locked up|bound|sitting|lying|going|parked|invested))?|(?:what|which {_THINGS}) (?:ties|tie|is tying|are tying) up (?:the most |most of |most )?(?:(?:of )?(?:our|the|my) )?(?:money|cash|capital)|(?:what|which {_THINGS}) (?:is|are|has|have) (?:the )?(?:most money|most capital) (?:in|tied up)|tied[- ]up (?:capital|money|cash)", "which 10 products have the highest stock value{where}"),
    _general(rf"(?:how much(?: money| cash| revenue)?|what)(?: do| did| are| is| have| would| will)?(?: we| i| us)?(?: be)? (?:{_LOSE}|lost|cost(?:s|ing)?|missed)(?: (?:us|we))?(?: (?:because of|due to|through|from|to|by|on|thanks to|owing to))? (?:(?:the|our) )?(?:stock-?outs?|empty shel(?:f|ves)|being out of stock|shortages|missing stock|out[- ]of[- ]stocks?)|(?:how much|what) (?:do|does|did|are|is|will) (?:the |our |all )?(?:stock-?outs?|empty shel(?:f|ves)|shortages|out[- ]of[- ]stocks?) cost(?:ing)?(?: us)?|(?:the )?cost of (?:our |the )?(?:stock-?outs?|empty shel(?:f|ves)|shortages)|lost (?:revenue|money|turnover|income)|how much (?:revenue|money|turnover) (?:do|are) we {_LOSE}", "what are the expected lost sales at the selling price{where}"),
    _general(rf"(?:what|which {_THINGS}) (?:is|are)(?: the| our)* (?:most expensive|dearest|priciest|expensive)(?: {_THINGS})?|(?:most )?(?:expensive|dearest|priciest) {_THINGS}|what is expensive", "which 10 products have the highest unit price{where}"),
    _general(rf"(?:(?:what|which {_THINGS}) (?:is|are)(?: the| our)* )?(?:cheapest|least expensive|lowest[- ]priced) {_THINGS}", "which 10 products have the lowest unit price{where}"),
    _general(r"(?:all |our |the )*(?:selling |sales )?prices(?: list)?", "what is the unit price of each product", placed=False),
    _general(r"(?:stock|inventory) ?(?:turn(?:s|over)?|rotation)(?: rate)?|how (?:fast|quickly|often) do(?:es)? (?:we turn(?: over)?(?: our| the)? (?:stock|inventory)|(?:our |the )?(?:stock|inventory) turn(?: over)?)", "how many days of cover do we have{where}"),
    # -- the forecast
    _general(rf"{_WHAT}{_BE} (?:our |the )*(?:most )?(?:stable|steady|predictable|regular|constant)(?: {_THINGS}| sellers?)?|(?:most )?(?:stable|steady|predictable) {_THINGS}", "which 10 products have the lowest coefficient of variation{where}"),
    _general(rf"{_WHAT}{_BE} (?:our |the )*(?:most )?(?:unstable|volatile|erratic|unpredictable|irregular|jumpy)(?: {_THINGS}| sellers?)?", "which 10 products have the highest coefficient of variation{where}"),
    _general(r"what (?:will happen|happens|is going to happen|can we expect|should we expect|do you expect|is to be expected)", "what are the expected sales over the next 7 days{where}", "", "what are the expected sales{where}"),
    _general(r"(?:will it be|is it going to be|will we be|are we going to be) (?:busy|quiet|slow|strong|good|a good one)|how busy (?:will it be|are we going to be|will we be)", "what are the expected sales over the next 7 days{where}", "", "what are the expected sales{where}"),
    _general(r"(?:what|has anything|did anything|what has|what is) (?:changed?|different|new) (?:since|from|compared (?:to|with)) (?:yesterday|the last time|last time|before|last week|the week before|the (?:last|previous) (?:forecast|update|one))|what(?: has)? changed|has anything changed|any changes", "what changed since the last run", placed=False),
    _general(rf"(?:which|what|whose) (?:of (?:the|your|our) )?forecasts? (?:is|are|was|were|has been|have been) (?:the )?(?:(?:most |furthest |worst |so )?(?:wrong|off|bad|inaccurate|unreliable|worst)|least (?:accurate|reliable|trustworthy))(?: the most)?|(?:where|for (?:what|which {_THINGS})) (?:is|are|was|were) (?:the |your |our )?forecasts? (?:wrong|bad|off|worst|poor|weak|least (?:accurate|reliable)|not (?:good|reliable|accurate))|(?:what|which {_THINGS}) (?:is|are) (?:hard|hardest|difficult|tough|impossible) to (?:forecast|predict)|worst forecasts?|(?:what|which {_THINGS}) do (?:you|we) forecast (?:badly|worst|poorly)", "which 10 products have the highest WAPE{where}"),
    # -- returns, promotions, lists
    _general(rf"(?:what|which) (?:promotions?|promos?|offers?|campaigns?)(?: do| does| did| have| has)? (?:works?|worked|pays? off|paid off|helps?|helped|sells?|are worth it)(?: (?:the )?best| (?:the )?most)?|(?:what|which {_THINGS}) (?:reacts?|responds?|sells?) (?:best|most|well|strongest)(?: to| on| in)(?: an?)? (?:promotions?|promos?|offers?|discounts?)", "which 10 products have the highest promotion effect{where}"),
    _general(rf"(?:what|which {_THINGS})(?: gets?| are| is| do people| do customers)? (?:being )?(?:returned?|sent? back|coming back|comes? back|brought back|bring back)(?: (?:the )?most(?: often)?)?|(?:most|highest) return(?:s|ed)(?: {_THINGS})?|top returns", "which 10 products have the highest return rate{where}"),
    _general(rf"(?:any |are there any |what |which |our |the |planned |upcoming |next |coming )*(?:promotions?|promos?|special offers?|offers|campaigns)(?: (?:are )?(?:planned|coming(?: up)?|ahead|running|on|upcoming|there|scheduled|next|do we have(?: planned)?))*|(?:what|which {_THINGS})(?: is| are| will be)? (?:on|in) (?:promotion|promo|offer|special|sale)|is (?:anything|something) on (?:promotion|promo|offer|special|sale)|promoted {_THINGS}", "which products are on promotion in the next 4 weeks{where}", "", "which products are on promotion{where}"),
    _general(rf"(?:who are|what are|show|list|name) (?:all )?(?:the |our |my )*{_SUPPLIER}|(?:suppliers|vendors)(?: list)?(?! ?\?)", "which suppliers do we have", placed=False),
    _general(rf"(?:where are|what are|show|list|name) (?:all )?(?:the |our |my )*{_STORE}|(?:stores|shops|branches)(?: list)?(?! ?\?)", "which stores do we have", placed=False),
    _general(rf"(?:what are|show|list|name) (?:all )?(?:the |our |my )*{_CATEGORY}|(?:categories|departments)(?: list)?(?! ?\?)", "which categories do we have", placed=False),
    _general(r"(?:what are|show|list|name) (?:all )?(?:the |our |my )*products|products(?: list)?(?! ?\?)|(?:product )?(?:range|assortment|catalogue)|what do we (?:sell|carry|stock)", "which products do we have", placed=False),
    _general(r"(?:any |latest |newest |recent |the |what is the )*(?:news|notes|updates)(?: from (?:the |our )?suppliers)?|what do the notes say|what is in the notes", "what are the newest notes", placed=False),
    # -- days
    _general(r"(?:when (?:is|are) (?:it|we|the (?:stores?|shops?)) (?:busy|busiest)|(?:what is )?(?:the |our )?(?:busiest|best|strongest)(?: sales)? day(?: of (?:the )?week)?|which (?:week)?day is (?:the )?(?:busiest|best))", "which weekday has the highest sales{where}"),
    _general(r"(?:when (?:is|are) (?:it|we|the (?:stores?|shops?)) (?:quiet|quietest|slow)|(?:what is )?(?:the |our )?(?:quietest|worst|slowest|weakest)(?: sales)? day(?: of (?:the )?week)?|which (?:week)?day is (?:the )?(?:quietest|slowest|worst))", "which weekday has the lowest sales{where}"),
)  # fmt: skip


_LONGEST = 14  # words
#: "What is Cork short of?", "is next week going to be busy?": the place, or the time, stands in the middle
_INSIDE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"^(?P<lead>\W*(?:(?:and|so|but|ok) )*)what (?:is|does) (?P<where>(?!we\b|i\b|it\b|there\b|that\b|this\b|the (?:most|least)\b)(?:the )?[\w'.&-]+(?: (?!{_NO_PLACE})[\w'.&-]+){{0,2}}) (?:running )?(?P<what>short of|low on|lacking|lack|out of|missing)(?P<rest>\W*)$", re.IGNORECASE), r"\g<lead>what is short in \g<where>\g<rest>"),
    (re.compile(r"^(?P<lead>\W*(?:(?:and|so|but|ok) )*)what (?:is|does) (?:it|that one|(?:that|this) (?:store|shop|branch)) (?:running )?(?:short of|low on|lacking|lack|out of|missing|short on)(?P<rest>\W*)$", re.IGNORECASE), r"\g<lead>which products are running low there\g<rest>"),
    (re.compile(r"^(?P<lead>\W*(?:(?:and|so|but|ok) )*)(?:can|could|should|might) (?:i|we) (?:move|shift|transfer|send|ship|bring|swap) (?:some|it|them|a few|part|any|the (?:rest|surplus|excess))(?: of (?:it|that|them))?(?: over| across| away)? to (?:an?|some|any|one of the|the|our)?(?: ?other)? ?(?:stores?|shops?|branch(?:es)?)(?: (?:that|which|where|who)\b[^?]{0,40})?(?P<rest>\W*)$", re.IGNORECASE), r"\g<lead>in which other stores must it be ordered\g<rest>"),
    (re.compile(rf"^(?P<lead>\W*(?:(?:and|so|but|ok) )*)(?:is|will) (?P<when>{_FUTURE}) (?:going to be |gonna be |be |look )(?:a |an )?(?:very |really |quite )?(?:busy|quiet|strong|good|slow|big|weak|heavy|calm)(?: week| day| one| month| weekend)?(?P<where>{_WHERE})(?P<rest>\W*)$", re.IGNORECASE), r"\g<lead>what are the expected sales\g<where> \g<when>\g<rest>"),
)  # fmt: skip
_IS = re.compile(r"\b(what|who|where|when)(?:'s|s)\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def put_in_full(text: str) -> str:
    """The full question of a short, general message; `text` as it is where there is none."""
    if len(text.split()) > _LONGEST:
        return text
    plain = _IS.sub(r"\1 is", text)
    for pattern, said in _INSIDE:
        plain = pattern.sub(said, plain)
    for general in _TABLE:
        match = general.said.match(plain)
        if match is not None:
            return general.asked(match) or text
    return plain if plain != _IS.sub(r"\1 is", text) else text
