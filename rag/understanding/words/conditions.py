# ruff: noqa: E501 - a pattern is read on one line
"""Conditions in words ("overstocked", "to order today", "class A", "critical") as filters of a plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rag.plan import Filter
from rag.understanding.words.alerts import alert_filters
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.denied import without_denied_classes
from rag.understanding.words.levels import LATE_IN
from rag.understanding.words.measures import Found

__all__ = [
    "BELOW_REORDER_POINT",
    "BOUGHT_FROM",
    "DUE_TODAY",
    "GOODS",
    "LATE",
    "NOT_WAITING",
    "ON_ORDER",
    "PROMOTED",
    "PROMOTED_GOODS",
    "class_filters",
    "template_filters",
    "templates_in",
]

GOODS = r"(?:products?|items?|articles?|skus?|lines?|goods|sellers?|things|those|ones|everything|all)"
#: Goods that are ordered already: "with an open order", "products on order"
ON_ORDER = re.compile(
    r"\b(?:with|having|that (?:have|has)|which (?:have|has)|for which there is|where there is) (?:an? |some |any |at least one )?(?:open|pending|outstanding|running) (?:purchase )?(?:orders?|deliver(?:y|ies))\b"
    r"|\b(?:with|that (?:have|has)|which (?:have|has)|of (?:those|these|them) (?:have|has)|where) (?:something|goods|units|stock|more|an order|a delivery|deliveries|orders|a shipment|anything)(?: is| are)? (?:already |still )?(?:on order|on (?:the|its|their) way|in transit|coming|to come|outstanding|pending|under way)\b"
    rf"|\b{GOODS} (?:in \[\w+\] )?(?:that are |which are |are )?(?:already )?(?:on order|on (?:the|its|their) way)\b"
)

_RUN_OUT = r"(?:run(?:s|ning)? (?:out|short|dry|empty)|stock(?:s|ing)? out|sell(?:s|ing)? out|go(?:es|ing)? (?:out of stock|empty)|be(?: \w+)? (?:gone|empty|out of stock|out|sold out)|hit(?:s|ting)? zero|(?:will|does|do|is|are) not last|last(?:s)? less|out of stock (?:by|within|before|in|over)|stockouts? (?:within|by|before|in|over|due|expected|coming)|expected (?:to )?stockouts?|(?:gone|empty|used up) (?:by|within|before)|(?:is|are|be|gets?|been)(?: all| completely| entirely)? used up)"


@dataclass(frozen=True)
class _Direction:
    """The words of a trend: "[goods] that are -ing", "-ing sales", "their sales are on the -", "[goods] that -"."""

    going: str
    of_goods: str
    of_sales: str
    goes: str


_UPWARD = _Direction(
    "rising|growing|going upwards?|going up|trending up|increasing|on the rise|picking up|gaining|taking off|climbing|upward trend|rising trend|accelerating",
    "rising|upward|growing", "on the rise|rising|growing|going up|picking up|climbing",
    "rise|grow|climb|increase|gain|accelerate|(?:go|move|trend|head|point) up(?:wards?)?|pick up|take off",
)  # fmt: skip
_DOWNWARD = _Direction(
    "falling|declining|going downwards?|going down|trending down|decreasing|shrinking|dropping|losing|slowing|weakening|downward trend|falling trend|sinking|sliding|in decline",
    "falling|downward|declining|shrinking", "on the decline|falling|going down|shrinking|dropping",
    "fall|decline|decrease|shrink|drop|sink|slide|weaken|(?:go|move|trend|head|point) down(?:wards?)?|lose ground",
)  # fmt: skip


def _of_trend(of: _Direction) -> str:
    """Goods whose sales go one way: "falling items", "which of them are falling", "the things that fall"."""
    return (
        rf"\b(?:and|but|that|which) (?:is|are) (?:also |still |now )?(?:{of.of_sales})\b"
        rf"|\b(?:{of.of_goods}) (?:trend|demand|sales|products?|items?|articles?|lines|sellers|skus|goods)\b"
        rf"|\b(?:and|with|whose|where) (?:a |its |their |the )?(?:demand|sales|trend) (?:is |are |that is |that are )?(?:{of.of_sales})\b"
        rf"|\b(?:which|what|list|show|any|how many|products?|items?|skus?|lines?|everything|anything|all|sellers?)\b[^?]{{0,40}}\b(?:{of.going})\b"
        rf"|\b(?:products|items|articles|skus|lines|goods|sellers|things|ones)(?: (?:that|which|currently|still|now|just|(?:in|at|of) \[\w+\]))* (?:{of.goes})\b(?! (?:below|under|above|over|short|due|out|into|to|in price|\[supplier\]))"
    )


_PATTERNS = (
    ("excess", r"\boverstock\w*|\bover-stock\w*|\btoo much (?:stock|inventory|\[product\]|of)|\bexcess\w*|\bsurplus\b|\bdead stock|\bslow stock|\boverhang|\bsitting on too|\btoo many (?:of|units|\[)|\bsitting around|\bfar (?:more|too much)|\bmore stock than (?:we )?need|\bnot moving\b|\bcollecting dust|\bpiling up|\bcarrying too|\b(?:gone|went|going|go) (?:over the top|overboard)\b|\bover-?(?:bought|ordered|did it|done it)\b|\b(?:bought|ordered|purchased)(?: in)? (?:far |way |much |a lot )?too (?:much|many)\b"),
    ("out_of_stock", r"\b(?:not (?:a |one |even one |even a )(?:single )?(?:pieces?|units?|one|item)|(?:zero|0) (?:pieces?|units?)|not one left|nothing left(?= (?:of\b(?! (?:the |my |our )?(?:budget|money))|in \[|at \[|on\b|here\b)| *(?:[?.,!]|$))|none (?:at all )?(?:left|on hand|in stock|there))\b|\b(?:are|is|already|currently|now|products?|items?|we|anything|been) (?:already |currently |now |completely )?(?:out of stock|sold out|stocked out|out)(?! (?:by|within|before|in \[future|over))\b|\b(?:no|zero|without|nothing|0) (?:stock|units|inventory)?(?: left| on hand| in stock)|\bno stock\b|\bempty shel\w+|\bout[- ]of[- ]stocks?(?= (?:products?|items?|skus?|right|now|today|lines?|in \[store|in (?:another|other|one|some|any|(?:the|our) (?:other )?(?:stores?|shops?|branch))\b|elsewhere|(?:some)?where else))|^out of stock\b|\bsold out (?:right now|now|already|today|items|products)|\bat zero\b|\b(?:have|has|with) no \[product\]|\bempty shel\w+|\b(?:have|has) (?:(?:we|they|i|you|\[store\]) )?(?:run|sold) out\b|\bran out\b"),
    ("runs_out", rf"\bgaps on the shel\w+|\bwhat sells out|\bstocks out\b|\b{_RUN_OUT}\b"),
    ("expedite", r"\b(?:sold out|run(?:s|ning)? out|gone|empty|out of stock|out)\b[^?]{0,20}\bbefore (?:the|a|any|our) (?:\w+ )?(?:deliver\w+|order|shipment|lorry|truck)(?: can| could| would)? (?:be here|arrive|come|get here|reach\w*)\b|\b(?:sold out|run(?:s|ning)? out|gone|empty|out of stock|out)\b[^?]{0,30}\bbefore (?:a |the |any )?(?:regular |normal |usual |ordinary |next )*(?:deliver\w+|order|shipment)(?: \w+){0,2} (?:could|can|would|will)\b|\bexpedit\w*|(?<!\] )(?<!season )(?<!seasonal )(?<!holiday )(?<!summer )(?<!big )\brush(?:ed|ing)?\b(?! (?:hours?|starts?|begins?|ends?|season|period))|\bspeed up|\bemergency order|\bfast[- ]track|\bbefore (?:a |the )?(?:normal )?deliver\w+ (?:can|could) arrive"),
    ("order_soon", r"\b(?:can|may|could) (?:still |yet )?wait\b(?! (?:until|till|for))|\b(?:have to|must|need to|will) (?:\w+ )?be ordered soon|\bsoon to (?:be )?order\w*|\bfall(?:s|ing)? due soon|\border soon|\bsoon (?:be )?(?:due|ordered)|\b(?:order|buy|reorder) (?:\w+ )?soon\b|\bdue soon|\bcoming up for order|\bnot yet (?:due|urgent)|(?:\bnot|n't) (?:so |that |very |really |yet )*urgent\b|\b(?:only|just|but) (?:fairly |pretty |rather )?soon\b"),
    ("late_order", r"\b(?:needs?|wants?|has|have|must|should)\b (?:to be |be |to )?chas(?:ed|ing)\b|\b(?:chase|chasing|chased)(?: up)? (?:today|now|first)\b|\b(?:due|delivery|promised) dates? (?:has|have|is|are|was)(?: already| long)? (?:passed|past|over|gone)\b|(?<!still )\bowes? us\b|\bstill owes? us\b(?=[^?]*\b(?:already|long|overdue|late|due|past|should|by now)\b)|\b(?:was|were) (?:supposed|meant|due|scheduled|expected|promised|going) to (?:get|come|arrive|reach|land|be (?:here|delivered|with us))\b[^?]*\b(?:not|never|nothing)(?: yet)? (?:turned up|arrived|come|shown up|been (?:delivered|seen)|got here|reached us|landed)\b|\bshould (?:\w+ ){0,3}?have (?:brought|delivered|sent|come|arrived)\b[^?]*\b(?:not|n't|never)\b|\b(?:late|overdue|delayed|behind schedule|past due|missing) (?:orders?|deliver\w+|pos?|shipments?|purchase orders?)|\b(?:orders?|deliver\w+|shipments?|pos)\b[^?]{0,20}\b(?:late|overdue|delayed|past (?:their|its) due|behind schedule|should have (?:arrived|come|been))\b|\b(?:should|ought to) (?:already )?(?:be here|have (?:already )?been here)\b|\b(?:should|ought to) (?:already )?have (?:already )?(?:arrived|come|been (?:here|delivered|received)|landed|shown up|got here|turned up|reached us)\b|\b(?:units?|pieces|pcs|quantity|goods|stuff|how (?:many|much))\b(?: of (?:it|them|that|those))?(?: (?:is|are|were|now|already|still|currently|of|it|them|[\w]+ly)){0,3} (?:overdue|past due)\b|\bnever (?:showed up|arrived|came|turned up)\b|\b(?:was|were|been) due\b(?! (?:on|by) \[future)"),
    ("has_open_order", r"\b(?:still owes? us|on order|open (?:purchase )?(?:orders?|pos?)|(?:orders?|pos?)(?: (?:that )?(?:are|is))?(?: still| currently)? (?:open|outstanding|running|pending)|in transit|incoming|inbound|on (?:the|its|their) way(?! up| down)|already ordered|(?:still |we )(?:wait|waiting|are waiting) for|yet to (?:arrive|come in)|pending (?:orders?|deliver\w+)|(?:an?|some|any) (?:deliver(?:y|ies)|shipments?) (?:still |already |is |are )*(?:coming|to come|under way|outstanding))\b"),
    ("rising", _of_trend(_UPWARD)),
    ("falling", _of_trend(_DOWNWARD)),
    ("flat", r"\bflat (?:28[- ]day )?(?:sales |demand )?trends?\b|\btrends? (?:\w+ ){0,2}?(?:is |are |has been |stays? |remain\w* )?(?:flat|stable|steady|sideways|unchanged)\b|\b(?:which|what|list|show|any|how many|products?|items?)\b[^?]{0,40}\b(?:flat|sideways|no trend)\b"),
    ("over_forecast", r"\b(?:which|what|list|how many|products?|items?)\b[^?]{0,40}\b(?:over-?forecast\w*|(?:forecast|predict|plann?|expect)\w* too (?:high|much)|overestimat\w*)\b(?![^?]*\bunder)"),
    ("under_forecast", r"\b(?:which|what|list|how many|products?|items?)\b[^?]{0,40}\b(?:under-?forecast\w*|(?:forecast|predict|plann?|expect)\w* too (?:low|little)|underestimat\w*)\b(?![^?]*\bover)"),
    ("no_order", r"\b(?:needs?|requires?|wants?) no (?:new |further )?orders?\b|\b(?:which|what|list|show)\b[^?]*\b(?:can|could|may|do|should) (?:i|we|be|stay)\b[^?]{0,12}\b(?:leave|let|left|stay|ignore)\b(?: (?:\w+|\[\w+\]))? (?:alone|untouched|be|as (?:is|they are|it is))\b|\b(?:nothing|no need|not necessary|no reason) to (?:re-?)?(?:order|buy|restock|replenish)\b|\b(?:do|does|did) (?:we|i|you|it|they) not (?:need|have|want) to (?:re-?)?(?:order|buy)\b|\b(?:do(?:es)? not|not) have to (?:be )?(?:re-?)?order\w*|\b(?:do(?:es)? not|don't|no) (?:need|require|have) (?:to be )?(?:an? )?(?:order|ordered|ordering|reorder\w*|replenish\w*)|\bnot (?:to be |need to be )?(?:ordered|reordered)\b|\bno order (?:is |needed|due|recommended|required)"),
    ("ok", r"\b(?:is|are|simply|just|perfectly|status|action|everything|all|marked|labell?ed|rated|says?|reads?)(?: simply| just| all| perfectly| completely| only| as| with)* [\"']?(?:ok|okay|fine|all right|alright|in order)\b(?=[^?]*)"),
    ("at_risk", r"\b(?:at risk|in danger|endangered|critical stock|low stock|low on stock|running low|run(?:s)? low|low on|short on|understock\w*|thin stock|getting low)\b(?! of return)"),
)  # fmt: skip
_COMPILED = [(name, re.compile(pattern)) for name, pattern in _PATTERNS]
_DESPITE = r"(?:despite|in spite of|although|(?:even )?though|even if|notwithstanding|nonetheless|nevertheless|regardless of|while|whereas|yet|but)"
#: "What do you want to buy even though its sales are falling?": a trend beside another condition
_TREND_BESIDE = (
    ("rising", re.compile(rf"\b{_DESPITE}\b[^?.;]{{0,50}}\b(?:trend|sales|demand|they|it|sell\w*)\b[^?.;]{{0,25}}\b(?:rising|growing|going up|increasing|on the rise|picking up|climbing|upward\w*|up)\b|\b{_DESPITE}\b[^?.;]{{0,25}}\b(?:rising|growing|increasing|upward|climbing) (?:\w+ )?(?:trend|sales|demand)\b")),
    ("falling", re.compile(rf"\b{_DESPITE}\b[^?.;]{{0,50}}\b(?:trend|sales|demand|they|it|sell\w*)\b[^?.;]{{0,25}}\b(?:falling|declining|going down|decreasing|shrinking|dropping|slowing|weakening|sinking|sliding|in decline|downward\w*|down)\b|\b{_DESPITE}\b[^?.;]{{0,25}}\b(?:falling|declining|decreasing|shrinking|dropping|weakening|sinking|downward) (?:\w+ )?(?:trend|sales|demand)\b")),
)  # fmt: skip
_ORDERING = re.compile(
    r"\b(?:re-?order|order|orders|ordering|ordered|buy|buying|purchase|purchases|purchasing|restock|replenish|replenishment|recommend\w*|propos\w+|suggest\w*|bought|po|refill|procure)\b"
)
_TODAY = re.compile(
    r"\b(?:today(?!'s (?:prices?|rates?|terms|conditions|cost))|urgent(?:ly)? (?:orders?|recommend\w*)|now(?! (?:i|we) (?:take|took|buy|go|look|add|suppose|imagine|want to know|would like)\b)|right away|immediately|at once|straight away|urgently|this minute|asap|this morning|by tonight|right now|without delay|can(?:not|'t| not) wait|must go out|(?<!not )(?:is|are) (?:really |most |very |the most )?urgent(?! yet))\b"
)
_WEEK = re.compile(
    r"\bthis week\b|\bby (?:the )?(?:end of (?:the|this) week|weekend)|\bin the (?:coming|next) (?:week|7 days|seven days)"
)


#: "Which products are on offer next week?"
PROMOTED = re.compile(
    r"^\W*(?:(?:\[\w+\]|for|in|at|the|any|all) )*(?:promotions?|promo) (?:items|products|articles|lines|goods|(?:\[future\]|(?:at|in|for) \[store\]|\[store\]| )*\W*(?:which|what) (?:products|items|articles))\b|\b(?:which|what|list|show|name|any|how many)\b[^?]*\b(?:promotion|promo|offer)s?\b[^?]{0,30}\b(?:entered|planned|booked|scheduled|registered|set up|in the (?:plan|system|calendar))\b|\b(?:which|what|list|show|name|any|how many|anything)\b[^?]*\b(?:is|are|be|being|come|comes|go|goes|have|will be|products|items|articles|any \[category\])(?!\w)[^?]{0,25}"
    r"\b(?:on (?:a )?(?:promo(?:tion)?s?|offer|special(?: offer)?|deal)|promoted|on the leaflet)\b"
    r"|\b(?:which|what|list|show|name|any|every|all|how many|anything)\b[^?]*\b(?:products?|items?|articles?|goods|lines?|skus?|\[category\]|anything|everything)\b(?: (?:that|which|will|do|does))*"
    r" (?:have|has|having|get|gets|with|see|sees|enjoys?) (?:an? |any |at least (?:one|a) |one |some |(?:its|their) )*(?:[a-z]+ )?(?:promotions?|promos?|promo(?:tion)?[ -]days?|offers?|special offers?|deals?)\b"
    r"(?! (?:uplift|effect|price|of|rate|factor|share|sales|units))"
)
#: "Of the products on promotion next week, which run out?"
PROMOTED_GOODS = re.compile(
    r"\b(?:products?|items?|articles?|goods|lines?|everything|anything|all|those|what)(?: (?:that|which))?(?: (?:is|are|goes|go|will be|we (?:have|put|run|sell)))? (?:on (?:a )?(?:promo(?:tion)?s?|offer|special(?: offer)?|deal)|in (?:a |the )?promotions?|promoted)\b"
)
#: Words of an order or a delivery that is late.
LATE = re.compile(
    r"\b(?:late(?!r|st)|overdue|delay\w*|behind|past due|past (?:its|their|the) (?:due|delivery) dates?|missing|(?:should|ought to|was|were|been) (?:already )?(?:have|due|be here)|never|still waiting|not (?:yet )?(?:arrived|come|here))\b"
)
NOT_WAITING = re.compile(
    r"\bnothing (?:that|which) (?:can|may|could) (?:still )?wait\b|\b(?:leav\w+ out|skip\w*|forget|ignore|except|without|not|omit)\b[^?.]{0,25}\b(?:can|may|could) (?:still )?wait\b"
)

#: "How many products do we buy from them?": in general, not now.
BOUGHT_FROM = re.compile(
    r"\b(?:do|does) (?:we|i|you) (?:buy|get|source)\b(?: \w+){0,2} from (?:\[supplier\]|them\b|him\b|(?:that|this|the) (?:supplier|vendor|firm|company|maker)\b)(?![^?]*(?:\[future\]|\b(?:today|now)\b))"
)


#: "How many lines do you recommend right now?": at present
_RECOMMENDED_NOW = re.compile(
    r"(?:(?<=recommend)|(?<=advis)|(?<=propos)|(?<=suggest))(?:\w*)\b[^?.]{0,30}?\b(?:right now|at the moment|currently|now)\b"
    r"|\b(?:right now|at the moment|currently|now)(?= (?:being )?(?:recommend|advis|propos|suggest)\w*)"
)
_NOW_OR_EXPEDITE = re.compile(
    r"\border[_ ]?now(?: or| and|,|/) ?expedite\b|\bexpedite(?: or| and|,|/) ?order[_ ]?now\b"
)
#: Being below the point at which one reorders is a state of the stock; whether an order is due is another matter.
_REORDER_POINT = re.compile(r"\bre-?order(?:ing)? (?:point|level)s?\b")
BELOW_REORDER_POINT = re.compile(
    rf"\b(?:below|under|beneath|short of)(?: the| its| their| our)? {_REORDER_POINT.pattern}"
)


def templates_in(text: str, amounts: Amounts) -> set[str]:
    """Names of the conditions that `text` states."""
    found = {name for name, pattern in _COMPILED if pattern.search(text)}
    found |= {name for name, pattern in _TREND_BESIDE if pattern.search(text)}
    if "expedite" in found and _NOW_OR_EXPEDITE.search(text):
        found = (found - {"expedite"}) | {"today"}
    if "expedite" in found:  # "a normal delivery would come too late": no order is late yet
        found.discard("late_order")
    if "out_of_stock" in found and re.search(r"\b(?:will|going to|risk|chance|probab|likely|when|soon)\b", text):
        found.discard("out_of_stock")
    if "late_order" in found and LATE_IN.search(text):  # how often, not which orders
        found.discard("late_order")
    if {"runs_out", "out_of_stock"} <= found and not re.search(r"\[future\]|within", text):
        found.discard("runs_out")
    if _ORDERING.search(_REORDER_POINT.sub(" ", text)):
        open_only = found & {"has_open_order", "late_order"} and not re.search(
            r"\b(?:should(?! (?:already |really |long )?(?:have|be here|be in\b))|need|must|have to|recommend\w*|to order|propos\w*|suggest\w*)\b",
            text,
        )
        if not open_only and not found & {"no_order", "order_soon"} and not BOUGHT_FROM.search(text):
            found.add("recommended")
        if _TODAY.search(_RECOMMENDED_NOW.sub(" ", text)) and not open_only:
            found.add("today")
        elif _WEEK.search(text):
            found.add("this_week")
    if "order_soon" in found and NOT_WAITING.search(text):
        found.discard("order_soon")
    if re.search(r"\burgent\w*", text) and not _ORDERING.search(text):
        found.add("today")
    return found


#: What is recommended and cannot wait
DUE_TODAY = (Filter("order_qty", ">", 0), Filter("action", "in", ("order_now", "expedite")))


def template_filters(templates: frozenset[str] | set[str], as_of: date, until: date | None) -> list[Filter]:
    """The filters that stand for the conditions; `until` is the last day of the question's window."""
    week = as_of + timedelta(7)
    filters: list[Filter] = []
    if "no_order" in templates and "order_soon" not in templates:  # "not urgent to order"
        filters.append(Filter("order_qty", "<=", 0))
    elif "recommended" in templates and "excess" not in templates:
        filters.append(Filter("order_qty", ">", 0))
    if "expedite" in templates:
        filters.append(Filter("action", "=", "expedite"))
    elif "order_soon" in templates:
        filters.append(Filter("action", "=", "order_soon"))
    elif "today" in templates:
        filters.append(DUE_TODAY[1])
    elif "this_week" in templates:
        filters.append(Filter("order_by", "<=", week))
    if "excess" in templates:
        filters.append(Filter("action", "=", "excess"))
    if "ok" in templates:
        filters.append(Filter("action", "=", "ok"))
    if "out_of_stock" in templates:
        filters.append(Filter("on_hand", "<=", 0))
    if "runs_out" in templates:
        filters.append(Filter("stockout_date", "<=", until) if until else Filter("stockout_date", "is not null"))
    filters += [Filter("trend", "=", name) for name in ("rising", "falling", "flat") if name in templates]
    if "late_order" in templates:
        filters += [
            Filter("on_order", ">", 0),
            Filter("due_on", "<", as_of),
        ]  # as the alerts count: a day late at least
    elif "has_open_order" in templates:
        filters.append(Filter("on_order", ">", 0))
    if "over_forecast" in templates:
        filters.append(Filter("bias_pct", ">", 0))
    if "under_forecast" in templates:
        filters.append(Filter("bias_pct", "<", 0))
    return filters


#: "Is it an A, B or C article?" asks for the class.
_ALL_LETTERS = re.compile(
    r"\b(?:a ?[,/]? ?b,? ?(?:or|/) ?c|x ?[,/]? ?y,? ?(?:or|/) ?z)\b(?: (?:articles?|items?|products?|class))?"
)


_KIND = r"(?:intermittent|lumpy|smooth|erratic)"
_DEMAND_CLASS = re.compile(
    r"\b(?:demand|sales|pattern) (?:class|type|pattern|category|profile|group)s?(?:,? (?:is|are|=|equals|being|of|called|reads|says))*:? ?(?:\"|')?(intermittent|lumpy|smooth|erratic)\b(?! or)|\b(?:the|an?) (intermittent|lumpy|smooth|erratic) (?:class|kind|type|group|ones|category|pattern)\b|\b(intermittent|lumpy|smooth|erratic)(?: demand| products?| items?| skus?| sellers?)|\b(?:class(?:ed|ified)?|counts?|counted|goes|qualif\w+|labell?ed|marked|rated|called|considered) (?:as )?(?:an? )?(intermittent|lumpy|smooth|erratic)\b|\b(?:demand|sales|pattern) (?:is|are|that is|being) (?:\w+ )?(intermittent|lumpy|smooth|erratic)\b(?! or)"
)
#: "Carry the label lumpy", "classed erratic or lumpy": a kind of demand among goods, however it is said of them
_KIND_OF_GOODS = re.compile(
    rf"\b(?:products?|items?|articles?|skus?|lines|goods)\b[^?.;]*?(?<!how )(?<!most )(?<!least )(?<!more )(?<!less )(?<!not )(?<!nor )(?<!but )\b{_KIND}\b(?! (?:deliver|suppl|lead|runn|operation|process|trend|price))"
)
_NOT_A_KIND = re.compile(r"how (?:lumpy|smooth|erratic|intermittent)|most erratic|(?:erratic|smooth) deliver")
_SEVERAL_KINDS = re.compile(rf"\b{_KIND}(?:(?:,| and| or|, or|, and| ?/| ?&) (?:the |an? )?{_KIND})+\b")


def _kinds_of_demand(text: str) -> tuple[str, ...]:
    """The kinds of demand that are a condition: "products of the lumpy sort", "erratic or lumpy items"."""
    named = _DEMAND_CLASS.search(text)
    if _NOT_A_KIND.search(text) or not (named or ("[product]" not in text and _KIND_OF_GOODS.search(text))):
        return ()
    several = _SEVERAL_KINDS.search(text) if "[product]" not in text else None
    said = several or named
    return tuple(dict.fromkeys(re.findall(_KIND, said.group() if said else text)))


def class_filters(text: str, found: list[Found]) -> list[Filter]:
    """ABC, XYZ and demand classes, severities and kinds of alerts that are named as conditions."""
    filters: list[Filter] = []
    text = _ALL_LETTERS.sub(lambda m: " " * len(m.group()), text)
    text, denied = without_denied_classes(text)
    pair = re.search(
        r"\bclass(?:es)? ([abc])[ /-]?([xyz])\b|\b(?!by\b(?! (?:box|cell|corner|segment|group|field|class|quadrant)))([abc])[/-]?([xyz])\b(?= class| products?| items?| skus?| segment| group| box| cell| corner| field|[ ?.,]|$)",
        text,
    )
    if pair:
        first, second = pair[1] or pair[3], pair[2] or pair[4]
        filters += [Filter("abc_class", "=", first.upper()), Filter("xyz_class", "=", second.upper())]
    else:
        for column, letters in (("abc_class", "abc"), ("xyz_class", "xyz")):
            match = re.search(
                rf"\b([{letters}]) ?(?:and|or|/|&) ?([{letters}])[ -](?:class|classes|items|products|articles|skus|lines)\b|\bclass(?:es)? ([{letters}])(?: (?:and|or) (?:(?:in |of )?class )?([{letters}]))?\b|\b([{letters}])[ -](?:class|items?|ones|products?|skus?|articles?|category|classified|lines?|sellers?|movers?|group|segment|tier|bucket)\b|\b(?:group|segment|tier|bucket) ([{letters}])\b|\babc (?:class )?([{letters}])\b|\bclass(?:ed|ified)? (?:as )?(?:an? )?([{letters}])\b|\bxyz (?:class )?([{letters}])\b|\b(?:{letters}[ -])?class(?:es)? (?:is|=|being|equals|reads|of) (?:an? )?([{letters}])\b(?=[ ]*(?:$|[?.,;:)]|(?:or|and|but|in|at|with|but)\b))"
                rf"|\b(?:an? |the )([{letters}]) (?:in|on|under|of) (?:the |our |your )?{letters}\b"
                rf"|\bof (?:them|those|these|which),? (?:how many )?(?:are|is|belong to|fall in(?:to)?|carry|have) (?:an? |the )?([{letters}])(?=\W*$)"
                rf"|\b(?:(?:rank\w*|rated|graded|grouped|labell?ed|marked|listed)(?: (?:as|in|under|with))?|put (?:as|in|under|with)) (?:an? |the )?([{letters}])\b(?! (?!in\b|on\b|by\b|items?\b|products?\b|class\b)\w)",
                text,
            )
            letters_found = [g.upper() for g in match.groups() if g] if match else []
            if (
                len(letters_found) == 1
                and match
                and match.group().startswith("a ")
                and not re.match(
                    r"a (?:items|ones|products|skus|articles|lines|movers|sellers)\b", text[match.start() :]
                )
                and not re.search(
                    r"\b(?:class|\d|which|many|all|our|the|of|only|just|any|for|me|are|is) a (?:items?|ones|products?|skus?|class|articles?|lines?)|\b(?:the|our|in|of) a (?:group|segment|tier|bucket)\b(?! of)",
                    text,
                )
            ):
                letters_found = []  # "a product" is an article
            if len(letters_found) > 1:
                filters.append(Filter(column, "in", tuple(letters_found)))
            elif letters_found:
                filters.append(Filter(column, "=", letters_found[0]))
    if kinds := _kinds_of_demand(text):
        filters.append(Filter("demand_class", "in" if len(kinds) > 1 else "=", kinds if len(kinds) > 1 else kinds[0]))
    if any(f.id == "alert_count" for f in found) or re.search(r"\balerts?\b|\bwarnings?\b", text):
        filters += alert_filters(text)
    stated = {f.column for f in filters}  # "leave the A items aside: which of the class B products"
    return [*filters, *(f for f in denied if f.column not in stated)]
