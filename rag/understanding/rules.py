# ruff: noqa: E501 - a pattern is read on one line
"""Reading a masked question by rule: transparent, and certain where it speaks at all."""

from __future__ import annotations

import re

from rag.understanding.amounts import Amounts
from rag.understanding.measure_words import Found, find_measures
from rag.understanding.reading import Reading
from rag.understanding.topics import topic_of

__all__ = ["read_by_rule"]

_NOUN = r"(?:the |our |of |all |any |those |these |its |my )*(?:\d+ |two |three |four |five |ten )?(?:\[category\] |\[supplier\] |class [abcxyz]+ |[abc][xyz]? |fast |slow )?"
_GROUPS = (
    ("alert", r"(?:which|what|list|show|any|are there|do we have|see|all|how many|number of|count|give me|open|critical|new)\b[^?]{0,40}\b(?:alerts?|warnings?|alarms?|red flags?)"),
    ("store", rf"(?:which|what|in which|at which|in what|where|each|every|per|by|by each|among|across|for each|rank|compare|list|how many|number of|top|bottom|best|worst|other) {_NOUN}(?:best |worst |top )?(?:stores?|shops?|branch(?:es)?|outlets?|locations?|sites?)\b|^where\b|(?:best|worst|top|biggest|smallest|strongest|weakest|slowest) (?:\w+ )?(?:store|shop|branch|outlet|location)s?\b|store (?:ranking|comparison|by store)|who needs (?:it|the most)"),
    ("supplier", rf"(?:which|what|each|every|per|by|for each|rank|compare|list|how many|number of|top|bottom|best|worst|from which|with which|all) {_NOUN}(?:suppliers?|vendors?)\b|(?:best|worst|top|biggest|smallest|slowest|fastest|quickest|cheapest|least reliable|most reliable|(?:most|least) \w+) (?:supplier|vendor)s?\b|who (?:is|are) (?:our |the )?(?:slowest|fastest|best|worst|biggest|most|least)|^who (?:delivers?|takes|has|ships|needs) (?:the )?(?:longest|most|fastest|slowest|quickest|highest|lowest|shortest|best|worst|least)"),
    ("category", rf"(?:which|what|each|every|per|by|for each|rank|compare|list|how many|number of|top|bottom|best|worst|all) {_NOUN}(?:categor(?:y|ies)|departments?|product groups?)\b|(?:best|worst|top|biggest|smallest|strongest|weakest) (?:\w+ )?categor(?:y|ies)\b"),
    ("weekday", r"(?:per|by|each|every|for each|across(?: the)?) weekdays?|per day of the week"),
    ("day", r"(?:by|each|for each|for every|every|(?:show|list|breakdown|split|give me)[^?]{0,60} per) day\b(?! of the week)|day[ -]by[ -]day|daily (?:figures|breakdown|values|numbers|forecast|view|split|plan)|(?:each|every|individual|single) days?|per-day|split by day|one by one|on a daily basis"),
    ("note", r"(?:which|what|any|list|all|how many|show|are there|do we have|number of|latest|newest|recent)\b[^?]{0,20}\bnotes?\b"),
    ("product", rf"(?:which|what|each|every|per|by|for each|rank|list|how many|number of|top|bottom|best|worst|other|any|all|show me|name|count|only|the) {_NOUN}(?:most |least |best |worst |biggest |slowest |fastest |\w+est )?(?:products?|items?|skus?|articles?|lines?|sellers?|bestsellers?|best ?sellers?|runners?|movers?|goods|order lines?|things|stuff|earners?|performers?|laggards?|losers?|winners?|stockouts?|slow ?movers?|fast ?movers?|dead stock|positions)\b|(?:best|worst|top|slowest|fastest|biggest|poor|poorest|quickest)[ -]?(?:\w+[ -])?(?:sellers?|selling|products?|items?|skus?|movers?|lines?|performers?|earners?|runners?|articles?)\b|\bwhat (?:else |all )?(?:(?:will|is|are|am|do|does|should|must|has|have|needs?|we|i|to|going|already|currently|still|be|it|that|likely|about|now|today|\[store\]|most|urgently) )*(?:run(?:s|ning)? (?:out|low|short)|out of stock|order\w*|buy\w*|purchas\w+|reorder\w*|restock\w*|replenish\w*|overstock\w*|stock(?:ed|ing)? (?:out|up)|selling (?:best|worst|most|least|well|badly|fast)|sells (?:the )?(?:best|worst|most|least|well|badly|fast)|at risk|urgent|late|overdue|in (?:excess|transit)|on (?:order|its way)|arriv\w+|coming in|falling|rising|declining|growing|sitting|too much of|expedite\w*|low on|short of)\b|^(?:anything|everything|stuff|something|things)\b|(?:list|show|give me)\b[^?]{0,25}\b(?:everything|all)|products?\b(?= (?:in \[\w+\] |from \[\w+\] |at \[\w+\] )?(?:with|that|whose|where|which|having|under|over|above|below)\b)"),
)  # fmt: skip
_COMPILED_GROUPS = [(name, re.compile(pattern)) for name, pattern in _GROUPS]

_DESC = r"(?:most|highest|biggest|largest|top|best|greatest|strongest|fastest[- ](?:sell|mov|grow|ris)\w*|longest|heaviest|riskiest|maximum|max|leading|main|busiest|dearest|priciest|costliest|slowest (?:supplier|vendor|to deliver|deliver\w*)|least (?:accurate|reliable forecast\w*|stable|predictable|trustworthy)|worst (?:forecast\w*|predict\w*|wape|accuracy|error|return\w*|volatil\w*)|most expensive|sharpest rise|steepest rise|ris\w+ (?:the )?(?:fastest|most)|grow\w+ (?:the )?(?:fastest|most)|hottest|hardest|descending|high to low|most urgent|poorest forecast\w*|more\b(?! than))"
_ASC = r"(?:fewest|lowest|smallest|least|bottom|weakest|shortest|slowest[- ](?:sell|mov)\w*|slowest|minimum|cheapest|thinnest|leanest|soonest|earliest|first (?:to|runs?|out)|runs? out first|fall\w* (?:the )?(?:fastest|most|steepest|hardest)|declin\w* (?:the )?(?:fastest|most)|los\w+ (?:the )?most|dropp?\w* (?:the )?(?:most|fastest)|shrink\w* (?:the )?(?:most|fastest)|sharpest (?:drop|fall|decline)|steepest (?:drop|fall|decline)|biggest (?:drop|fall|decline|losers?)|fastest (?:supplier|vendor|falling|declin\w+|deliver\w*|to deliver|shrink\w+)|quickest|ascending|low to high|quietest|worst (?:sell\w*|perform\w*|trend|product|item|line|store|revenue|days of cover|cover\w*|on[- ]time|punctual\w*)|poorest|easiest|most (?:accurate|reliable forecast\w*|trustworthy|predictable|stable)|best (?:forecast\w*|predict\w*|wape|accuracy)|laggards?|fewer\b|less\b(?! than))"
_TOP = re.compile(rf"\b(?:{_DESC}|{_ASC}|worst|fastest|slowest|next to|urgent(?:ly)? first)\b")
_ASC_RE, _DESC_RE = re.compile(rf"\b{_ASC}\b"), re.compile(rf"\b{_DESC}\b")

_WHY = re.compile(
    r"^(?:and |but |ok |so |please )*why\b|\bwhy (?:is|are|do|does|did|should|would|so|not|that|this|the|\[|such|exactly|on earth|have|has|it|we|you|was|were)|\bhow come\b|\bexplain\b|\bwhat(?: is| are)? (?:behind|the (?:reason|logic|rationale|thinking|maths?|calculation|arithmetic))|\bhow (?:did|do|does|have) (?:you|we|it|that|this|the system) (?:get|arrive|calculate|come|work|reach|end up|compute|derive)|\breasons? (?:for|behind|why)|\bwhere does (?:the|that|this) .*(?:come from)|\bhow (?:is|was|are|were) (?:the |that |this |it )?.{0,60}(?:calculated|computed|derived|worked out|determined|made up|composed|put together)|\bbreak(?: |-)?down of (?:the|that) (?:calculation|order)|\bwhat (?:makes|made|causes|caused|drives|drove|led)\b|\bjustif\w+|\bwalk me through|\bwhat is (?:it|that) based on|\bbased on what|\bhow so\b|\bmake(?:s)? sense of|\brationale\b|\breasoning\b"
)
_CHANGED = re.compile(
    r"(?:last|previous|prior|earlier|old|yesterday's) (?:forecast )?run\b|since (?:the )?last (?:run|time|update|forecast)|(?:previous|last|old|earlier) forecast\b(?! period)|(?:chang|differ|mov|shift|revis|updat)\w* (?:since|from|against|compared|vs|versus|to) (?:the |our )?(?:last|previous|prior|earlier|yesterday)|what (?:has |is )?(?:changed|new|different)\b|used to (?:say|be|recommend)|before (?:this|the) (?:run|update)|(?:revised|adjusted)\b"
)
_COUNT = re.compile(
    r"\b(?:how many|number of|count(?: of)?)(?: (?!units|of)\w+){0,2}? (?:of (?:our|the|my) )?(?:different |distinct |critical |warning |info |high |open |class [abcxyz]+ |[abc][xyz]? |late |\[category\] |\[supplier\] |severe |low |urgent |active |overdue |single )*(?:severity )?(?:products?|items?|skus?|articles?|lines?|stores?|shops?|branch(?:es)?|outlets?|suppliers?|vendors?|categor(?:y|ies)|alerts?|warnings?|alarms?|orders?(?! (?:are |is )?(?:on|should))|notes?|series|positions|purchase orders?|deliver(?:y|ies)|red flags?|stockouts?|recommendations?|locations?|best ?sellers?)\b(?! (?:units|of)\b)"
)
_LIST = re.compile(
    r"^(?:please |can you |could you |give me |show me |show |i need |i want |get me )*(?:a |the )?(?:full |complete )?(?:list|overview)\b|\blist (?:all|the|of|every|me|our|my|\[|class|those|product|item)|^(?:show|give|name|tell)(?: me| us)? (?:all|every|the|everything|which|what|those|our|any|\[)|\b(?:which|what) (?:of (?:our|the|my) )?(?:other )?(?:\[category\] |\[supplier\] |class [abcxyz]+ |[abc][xyz]? |\w+ )?(?:products|items|skus|articles|lines|stores|shops|suppliers|vendors|categories|ones|orders|deliveries|alerts|things|goods|branches|outlets|purchase orders)\b|\b(?:everything|anything|all (?:products|items|skus|stores|suppliers|lines|those|the \w+s))\b|^what (?:is|are|do|should|must|needs?|has|have|runs?|will|to)(?! the\b)|\bwhat (?:to|should i|should we|do i|do we|must i|must we|needs to|has to) (?:need to |have to |be )?(?:re-?order|order|buy|restock|replenish|purchase)"
)
_DRAFT = re.compile(
    r"\b(?:draft|create|prepare|make|generate|write|raise|put together|set up|draw up|compose|build|produce|issue|need|get)(?: \w+){0,3}? (?:purchase orders?|order (?:form|sheet|proposal)|pos?\b|order list)|\b(?:draft|create|prepare|write|raise|draw up|compose)(?: \w+){0,4}? order\b|^purchase order\b|purchase order (?:to|for) \[|^order (?:form|sheet)|^po (?:to|for)"
)
_COMPARE = re.compile(
    r"\bcompar\w+|\bvs\b|\bagainst\b|\bversus\b|\bdifference between|\bhow (?:does|do|is|are) .* (?:compare|differ|stack up)|\bwhich (?:one |of (?:the two|them|these|those|both) )|\b(?:more|less|higher|lower|bigger|smaller|faster|slower|longer|shorter|better|worse|cheaper|stronger|fewer|later|earlier|sooner|greater|dearer|more \w+|less \w+|most|least|first)\b[^?]*?,? (?:\[(?P<k>\w+)\] or (?:in |at |from |for )?(?:the )?\[(?P=k)\])|\[(\w+)\](?: \w+){0,6}? (?:more|less|higher|lower|fewer|better|worse|faster|slower|longer|bigger|cheaper)[^?]*? than[^?]*?\[\2\]|side by side|head to head|than (?:the )?(?:\[past\]|last|actual)|\bor (?:in |at |from )?(?:the )?\[(?:store|product|supplier|category)\]"
)
_SHARE = re.compile(
    r"\b(?:share|percent(?:age)?|proportion|fraction|part|portion|contribution|slice|weight|%)(?: \w+)? (?:of|do|does|is|are|comes?|goes)\b(?! (?:stock|being|a stock|running|forecast error|returns|demand higher))|contribut\w+|how much of (?:the|our|all|that|\[store\]|\[category\]|total)|as a (?:share|percentage|percent|proportion) of|account\w* for|makes? up|what % |out of (?:all|the total)"
)
_DIFFERENCE = re.compile(
    r"\b(?:how (?:much|many)(?: \w+)? (?:more|less|higher|lower|fewer|longer|faster|bigger|smaller|better|worse|extra|additional)|difference|by how (?:much|many)|how (?:much|many) (?:days|units|percent) (?:more|less|longer)|gap between|how far (?:apart|ahead|behind)|delta)\b"
)
_PER = re.compile(
    r"\b(?:for )?(?:each|every)(?: one)?(?: of (?:them|these|those))?\b|\bper (?:product|store|item|sku|supplier|category|shop|line|branch|day)\b|\bby (?:product|store|item|sku|supplier|category|shop|line|branch|day|weekday)\b(?! value)|individually|separately|respectively|broken down|split by|breakdown by|one by one"
)
_DAILY = re.compile(
    r"\b(?:per|a|each|every) day\b|\bdaily\b(?! (?:breakdown|figures|values|numbers))|\bon (?:an )?average\b|\baverage (?:daily|day|per)|\bavg\b|\baverage\b|\bmean (?:daily|per day)|per-day|day rate|run rate|a day\b"
)
_PEAK = re.compile(
    r"\b(?:which|what|on which|on what|the|our|is there a)\b[^?]{0,14}\b(?:day|date)\b[^?]{0,70}\b(?:peak\w*|most|best|highest|busiest|strongest|max\w*|top|biggest)|\b(?:peak|busiest|strongest|best|top|biggest|highest|heaviest|best[- ]selling) (?:sales |selling |single )?(?:day|date)\b|\bwhen (?:do|does|will|is|are)[^?]{0,60}\b(?:peak\w*|busiest|highest|sell (?:the )?most|at (?:its|their) (?:highest|peak))|\bpeaks? (?:on|when)\b|\bday (?:with|of) the (?:most|highest|peak|biggest)"
)
_LOW = re.compile(
    r"\b(?:which|what|on which|on what|the)\b[^?]{0,14}\b(?:day|date)\b[^?]{0,70}\b(?:lowest|least|weakest|quietest|slowest|worst|fewest|min\w*|smallest)|\b(?:quietest|slowest|weakest|lowest|worst|low) (?:sales |selling )?(?:day|date|point)\b|\bwhen (?:do|does|will|is|are)[^?]{0,60}\b(?:quietest|lowest|slowest|weakest|sell (?:the )?least)|\bday (?:with|of) the (?:least|lowest|fewest)"
)
_NOTES = re.compile(
    r"\[note\]|\[quote\]|\bnotes?\b(?! that\b)|\bmemos?\b|\b(?:contract|agreement|document|paperwork|small print|files?|email|message)s?\b|\b(?:what did|what does|what do) [^?]{0,40}\b(?:say|write|state|tell|agree)\b|\b(?:agreed|disruption|strike|recall|quality (?:issue|problem|complaint)s?|penalt\w+|clause|rebate|discount terms|warranty|notice period|written down|on record|heard (?:from|about)|any news)\b"
)
_ORDERABLE = {"order_qty", "order_value", "order_by"}


def read_by_rule(text: str, amounts: Amounts, tense: str | None = None, kinds: dict[str, int] | None = None) -> Reading:
    """A reading of masked `text`; `amounts.text` is the same with understood numbers blanked.

    `kinds` counts the named things by kind.
    """
    kinds = kinds or {}
    topic = topic_of(text, bool(kinds))
    found = find_measures(_without_brackets(amounts.text))
    group = _group(text)
    templates = _templates(text, amounts)
    flags = _flags(text)
    statistic = _statistic(text, found, amounts)
    if {f.id for f in found} & {"peak_weekday"}:
        group = ""
    reading = Reading(
        measures=_measures(found, text, statistic, kinds, amounts),
        statistic=statistic,
        group=group,
        templates=frozenset(templates),
        flags=frozenset(flags),
        topic=topic,
        scenario=amounts.scenario.kind if amounts.scenario else "",
        weak=not found,
    )
    intent = _intent(text, reading, amounts, kinds)
    reading = reading.with_(intent=intent, order=_order(text, intent, reading))
    return reading.with_(sort=_sort(reading, found, text))


def _without_brackets(text: str) -> str:
    """Words in round brackets explain; they ask for nothing."""
    return re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), text)


def _group(text: str) -> str:
    hits = [(m.start(), name) for name, pattern in _COMPILED_GROUPS if (m := pattern.search(text))]
    if not hits:
        return ""
    counted = re.search(
        r"\b(?:top|bottom|best|worst|first)? ?(?:\d{1,2}|two|three|four|five|ten) (?:\w+ )?(products?|items?|skus?|articles?|stores?|shops?|suppliers?|vendors?|categories)\b",
        text,
    )
    if counted:
        word = counted[1]
        return (
            "store"
            if word.startswith(("store", "shop"))
            else "supplier"
            if word.startswith(("sup", "ven"))
            else "category"
            if word.startswith("cat")
            else "product"
        )
    specific = [hit for hit in hits if hit[1] != "product"] if min(hits)[1] != "product" else hits
    return min(specific or hits)[1]


def _templates(text: str, amounts: Amounts) -> set[str]:
    from rag.understanding.conditions import templates_in

    return templates_in(text, amounts)


def _flags(text: str) -> set[str]:
    checks = (("share", _SHARE), ("difference", _DIFFERENCE), ("per_series", _PER), ("run_change", _CHANGED))
    flags = {name for name, pattern in checks if pattern.search(text)}
    if re.search(
        r"\b(?:latest|newest|most recent|last|recent)\b[^?]{0,15}\b(?:notes?|one|memo|news)|\bnotes?\b[^?]*\b(?:latest|newest|most recent)",
        text,
    ):
        flags.add("latest")
    return flags


def _statistic(text: str, found: list[Found], amounts: Amounts) -> str:
    ids = {f.id for f in found}
    if ids & {"peak_weekday", "stockout_date", "order_by", "due_on"}:
        return "total"
    if _LOW.search(text) or re.search(
        r"which (?:one )?of (?:the )?\[future\][^?]*\b(?:quiet|slow|low|weak|least|calm)", text
    ):
        return "low_day"
    if _PEAK.search(text) or re.search(
        r"which (?:one )?of (?:the )?\[future\][^?]*\b(?:bus|strong|high|most|best|peak)", text
    ):
        return "peak_day"
    if re.search(_GROUPS[5][1], text):
        return "by_day"
    return "daily_mean" if _DAILY.search(text) else "total"


def _measures(
    found: list[Found], text: str, statistic: str, kinds: dict[str, int], amounts: Amounts
) -> tuple[str, ...]:
    ids = [f.id for f in found if not _only_beside(f, found, text, amounts)]
    if any(i != "expected_sales" for i in ids):
        strong = [i for i in ids if i != "expected_sales"]
        # "units", "demand" and "sales" beside another measure mostly describe it
        sales = re.search(
            r"\b(?:how (?:many|much)[^?]*\b(?:sell|sold)|(?:expected|forecast|total|actual|average|avg|predicted) (?:\w+ )?(?:sales|units|demand)|expect(?:ed)? (?:to sell|per day|units|sales|demand)|sales forecast|forecast(?:ed)? sales|will (?:we|\[store\]|it) sell|we expect|do we sell|(?:sales|demand|forecast) and|and (?:the )?(?:sales|demand|forecast)|you expect)\b",
            text,
        )
        ids = (
            ids
            if sales
            and not {
                "trend",
                "promo_uplift_pct",
                "peak_weekday",
                "wape",
                "bias_pct",
                "coverage_80",
                "alert_count",
                "return_rate_pct",
                "protection_mean",
                "expected_lost_units",
            }
            & set(strong)
            else strong
        )
    return tuple(dict.fromkeys(ids))


_HAVE = re.compile(
    r"\b(?:have|got|has|left|hold|carry|keep|stock|stocks|stocked|inventory|shelf|there|available|remain\w*)$"
)


def _only_beside(one: Found, found: list[Found], text: str, amounts: Amounts) -> bool:
    """Is this weak evidence ("do we have", "class A", "by value") beside a measure that is named outright?"""
    others = [f for f in found if f is not one and f.id not in ("expected_sales", one.id)]
    if one.id == "on_hand":
        return bool(others) and not re.search(
            r"on[ -]hand|(?:and|,) (?:the )?(?:current )?stock\b|stock (?:and|,|on)|in stock and|stock levels?\b",
            one.text + text[one.end : one.end + 5],
        )
    if one.id in ("abc_class", "xyz_class", "demand_class"):
        return bool(others) and not re.search(r"\b(?:which|what)\b[^?]*\bclass|classif", text)
    if one.id == "lead_time_days" and re.search(r"lead[ -]?time demand|during (?:the )?lead", text):
        return True
    if one.id == "order_qty":
        return bool({f.id for f in others} & {"order_value", "order_by", "on_order", "due_on"}) and not re.search(
            r"how (?:much|many)[^?]*\b(?:order|buy)|quantit|units", text
        )
    if one.id == "action":
        return bool(others)
    return False


def _intent(text: str, r: Reading, amounts: Amounts, kinds: dict[str, int]) -> str:
    if r.topic in ("other", "injection"):
        return "refuse"
    if r.topic == "help":
        return "help"
    several = any(count > 1 for kind, count in kinds.items() if kind in ("product", "store", "supplier", "category"))
    if amounts.scenario is not None:
        return "whatif"
    if _DRAFT.search(text):
        return "draft_order"
    notes = bool(_NOTES.search(text))
    if notes and _only_notes(text, r, kinds):
        return "notes"
    if _WHY.search(text) and not notes:
        return "explain"
    if "run_change" in r.flags:
        return "explain"
    if _COUNT.search(text) and not (amounts.limit and _TOP.search(text)):
        return "count"
    superlative = _TOP.search(text) is not None
    if _compares(text, r, several, superlative):
        return "compare"
    if r.group in ("product", "store", "supplier", "category", "alert") and (amounts.limit or amounts.ordinal):
        return "rank"
    if (
        superlative
        and r.group in ("product", "store", "supplier", "category")
        and r.statistic not in ("peak_day", "low_day")
    ):
        return "rank"
    if amounts.limit and superlative:
        return "rank"
    if r.group in ("day", "weekday"):
        return "value"
    total = "order_value" in r.measures and re.search(
        r"\b(?:total|come to|altogether|add up|sum|cost|costs|amount to|how much)\b", text
    )
    if total and not re.match(r"^(?:which|list|show)", text) and "per_series" not in r.flags:
        return "value"
    if (
        re.match(r"^(?:please |can you |could you )?(?:list|show|give me|name)\b", text)
        and amounts.thresholds
        and not kinds.get("product")
    ):
        return "list"
    if _LIST.search(text) and (r.group or r.templates):
        return "list"
    if r.group and (r.templates - {"today", "this_week"} or amounts.thresholds) and not kinds.get("product"):
        return "list"
    if r.group in ("store", "supplier", "category", "product") and (
        "per_series" in r.flags or re.match(r"^(?:which|what) (?:stores?|products?|suppliers?|items?|categor)", text)
    ):
        return "list"
    return "value"


def _compares(text: str, r: Reading, several: bool, superlative: bool) -> bool:
    if _COMPARE.search(text) and (several or r.measures or "run_change" not in r.flags):
        windows = len(re.findall(r"\[(?:future|past)\]|this week", text))
        if (
            several
            or windows > 1
            or re.search(
                r"compar|\bvs\b|against|versus|which (?:one|of (?:the two|them|these|those|both))|actual", text
            )
        ):
            return True
    windows = len(re.findall(r"\[(?:future|past)\]", text))
    if windows > 1 and re.search(
        r"\b(?:more|less|higher|lower|than|or|better|worse|difference|up|down|change|grow|drop)\b", text
    ):
        return True
    return several and bool(superlative or "difference" in r.flags) and r.group not in ("product",)


def _only_notes(text: str, r: Reading, kinds: dict[str, int]) -> bool:
    """A question about the words of notes, not about numbers beside a note."""
    numbers = [
        m
        for m in r.measures
        if m
        not in (
            "on_hand",
            "expected_sales",
            "reason",
            "action",
            "trend",
            "product_supplier",
            "due_on",
            "promo_uplift_pct",
            "supplier_payment_terms",
            "product_moq",
            "lead_time_days",
            "supplier_on_time_rate",
            "product_unit_price",
            "expected_returns",
            "product_unit_cost",
            "wape",
            "alert_count",
            "order_by",
            "order_value",
            "supplier_order_cost",
            "order_qty",
            "on_order",
            "stockout_date",
            "days_of_cover",
        )
    ]
    asks = re.search(
        r"\bhow (?:many|much)\b[^?]*\b(?:sell|order|stock|need|units|expect|cost|have)|\b(?:which|what) (?:products|items|skus|stores)\b|\brun(?:s|ning)? out\b|\b(?:orders?|order value|forecast|sales|stock|on hand|days of cover|recommended|sell|buy|risk)\b[^?]*\?*$|\bwhat do (?:we|all)\b[^?]*\b(?:orders|come to|cost)",
        text,
    )
    named = re.search(r"\[note\]", text)
    about = re.search(r"\b(?:that|this|the|their|its) (?:supplier|product|item|company)\b|\b(?:they|them)\b", text)
    if (
        named
        and about
        and set(r.measures)
        & {
            "lead_time_days",
            "supplier_on_time_rate",
            "supplier_payment_terms",
            "supplier_order_cost",
            "on_hand",
            "on_order",
            "days_of_cover",
            "stockout_date",
            "order_by",
            "product_moq",
            "product_unit_price",
            "product_unit_cost",
            "order_qty",
            "order_value",
            "expected_sales",
        }
    ):
        return bool(re.search(r"\b(?:says?|state|mention|accord|figure|in the note)\w*", text))
    if named:
        return not numbers and not asks
    said = re.search(r"\bnotes?\b|\bmemos?\b|\[quote\]|contract|agreement|document|agreed|clause|penalt|news", text)
    return (
        bool(said)
        and not numbers
        and not (
            asks
            and not re.search(
                r"\bnotes? (?:on|about|for|say|mention|concern|regarding|from)|any (?:notes?|news)|which note|what note|notes? (?:is|was) (?:it|that)",
                text,
            )
        )
    )


def _order(text: str, intent: str, r: Reading) -> str:
    if intent not in ("rank", "compare", "list"):
        return ""
    if "expected_lost_units" in r.measures:
        text = re.sub(r"\blos\w+\b", "", text)
    asc, desc = _ASC_RE.search(text), _DESC_RE.search(text)
    if asc and (not desc or asc.end() >= desc.end() or asc.start() < desc.start()):
        if not (desc and desc.start() <= asc.start() and desc.end() > asc.end()):
            return "asc"
    if desc:
        return "desc"
    if re.search(r"\bworst\b", text):
        return (
            "asc"
            if set(r.measures) & {"expected_sales", "revenue_90d", "trend", "days_of_cover", "supplier_on_time_rate"}
            else "desc"
        )
    if re.search(r"\b(?:fastest|quickest|sooner|earlier|faster|cheaper|shorter|lower|smaller|quicker)\b", text):
        lead = set(r.measures) & {
            "lead_time_days",
            "stockout_date",
            "supplier_lead_time_sd_days",
            "product_unit_cost",
            "product_unit_price",
            "days_of_cover",
        }
        return "asc" if lead or re.search(r"cheaper|lower|smaller|shorter", text) else "desc"
    return "desc" if intent in ("rank", "compare") else ""


def _sort(r: Reading, found: list[Found], text: str) -> str:
    """The measure to sort by: after "by", else the one the superlative speaks of, else the first."""
    if r.intent not in ("rank", "compare", "list") or not r.order:
        return ""
    by = re.search(
        r"\b(?:by|ranked by|sorted by|in terms of|measured by|ordered by|with the|on)\b(?! (?:when|whom|what|\[))", text
    )
    after = [f.id for f in found if by and f.start >= by.start()]
    if after and re.search(r"\b(?:by|terms of|measured)\b", by.group() if by else ""):
        return after[0]
    superlative = _TOP.search(text)
    if superlative and found:
        near = min(found, key=lambda f: min(abs(f.start - superlative.end()), abs(f.start - superlative.start())))
        return near.id
    return r.measures[0] if r.measures else ""
