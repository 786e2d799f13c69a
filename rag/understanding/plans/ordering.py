# ruff: noqa: E501 - a pattern is read on one line
"""Which way a ranking, list or comparison runs, and by which measure."""

from __future__ import annotations

import re

from rag.understanding.reading import Reading
from rag.understanding.words.bias_signs import bias_sign
from rag.understanding.words.measures import Found
from rag.understanding.words.patterns import ASC_RE, COMPARE, DESC_RE, TOP

__all__ = [
    "DOWN_MOST",
    "FIRST_OUT",
    "FIRST_TO_ORDER",
    "FROM_END",
    "GREW_MOST",
    "LAST_OUT",
    "LOT_WORDS",
    "MOST_OF_THEM",
    "NUMBER_N",
    "OUT_NEXT",
    "better_end",
    "compares",
    "first_or_last_out",
    "of_the_weaker",
    "order_of",
    "sort_of",
]

_ERRORS = {"wape", "mase", "rmse", "mae", "mape", "wql"}
_MORE_ACCURATE = re.compile(
    r"\b(?:more (?:accurate|reliable|precise|trustworthy|exact)|rel(?:y|ied) on more|(?:most|more) (?:reliabl|dependabl|accurate|trustworth|precise|exact)\w*|trust(?:ed)? (?:the )?mo(?:re|st)|more trust|rather trust|better|lower|smaller|(?<!the )best(?!(?:est)?[ -]?(?:sell|earn|customer|mov|weekday|day))(?![^?]*\b(?:worst|highest|largest|biggest)\b)|(?:closer|closest|nearer|nearest|tighter|tightest|truer|truest)(?! to (?!reality|the (?:truth|mark|actual|real)|what (?:really|actually)|actual|real))|saf(?:er|est)|more trust\w*)\b"
    r"|\b(?:forecast|predict|estimat|foresee|project|judg|guess|call|hit|know|work|perform)(?:e?d|e?s|ing)? (?:it |them )?(?:the )?(?:very )?best\b"
    r"|\b(?:do(?:es|ing)?|is|are|were|was|am)(?: (?:you|we|i|it|they|the forecasts?))? (?:the )?(?:very )?best(?: (?:at|in|by|on|with))?\b(?! (?:sell|earn|product|item|customer|day|weekday|month|week|one))"
    r"|\b(?:most|best|nearly|closest to) (?:right|correct\w*|spot[ -]on)\b|\bspot[ -]on (?:the )?most\b"
)


_MOVES_FASTEST = re.compile(
    r"\b(?:climb|ris|grow|gain|improv|pick|increas)\w*(?: up)? (?:the )?(?:quick|fast)\w*"
    r"|\b(?P<down>fall|drop|declin|los|shrink|sink|slid|decreas)\w*(?: down)? (?:the )?(?:quick|fast)\w*"
)
#: "Down the most in percent", "doing worse than four weeks ago"
DOWN_MOST = re.compile(
    r"\bdown(?:wards?)? (?:the )?(?:most|fastest|hardest|furthest|strongest|worst)\b|\bdown(?:wards?)? (?:the )?most\b|\b(?:do(?:es|ing)?|did|done|perform\w*|sell\w*|go(?:es|ing)?|r[ua]n\w*|develop\w*|far(?:e|es|ed|ing)) (?:much |far |a lot )?(?:worse|worst|weaker)\b"
)
#: "Going weaker", "which one is slower?": the one that sells less
_WEAKER = re.compile(
    r"\b(?:weaker|slower|worse|poorer|feebler|more (?:weakly|slowly|sluggish\w*|modest\w*)|less (?:well|popular|strong\w*|lively)|laggi?n?g?s?(?: behind)?|trail\w*|limp\w*|sluggish|underperform\w*)\b"
    r"|\b(?:is|are|lies|falls|comes|stays) behind\b(?![^?]*\bahead\b)"
)
_GOOD_IF_HIGH = re.compile(
    r"expected_(?:daily_)?sales|actual_\w*sales|avg_daily_\w+|(?:actual_)?revenue\w*|trend\w*|on_hand|days_of_cover|supplier_on_time_rate"
)
#: Errors, losses, risks and slowness: of these more is worse.
_BAD_IF_HIGH = re.compile(
    r"(?:returns_)?(?:wape|mape|mae)|rmse|mase|wql(?:_pct)?|bias_size|outside_80|return_rate_pct|(?:actual|expected)_returns|stockout_probability"
    r"|expected_lost_(?:units|value)|excess_units|oos_(?:days|weeks)|days_late|(?:supplier_)?lead_time_days|cv(?:_pct)?|alert_count"
)
_LESS_ACCURATE = re.compile(
    r"\b(?:least|less) (?:well|accurate|reliabl\w+|precise|trustworth\w+|exact|dependable|certain|sure|right)\b|\btrust(?:ed|s)? (?:the )?(?:least|less)\b"
    r"|\b(?:least|less) (?:trust|close|near|tight)\b|\b(?:most|more) (?:unreliabl\w+|inaccurat\w+|wrong|off)\b"
)
#: "The highest accuracy": the smallest error, whatever it is measured by
_ACCURACY = re.compile(
    r"\b(?:(?P<bad>lowest|lower|worst|worse|poorest|poorer|weakest|weaker|least)|highest|higher|best|better|greatest|greater|top|strongest|most) "
    r"(?:[\w-]+ ){0,2}?(?:accuracy|precision|exactness|reliability)\b"
)
#: "Which shop is out of it first?"
FIRST_OUT = re.compile(
    r"\b(?:which|what) (?:of (?:our|the|my) )?(?:stores?|shops?|branch|branches|outlets?)\b[^?]*\b(?:out of|out|empty|gone|dry)\b[^?]{0,25}\b(?:first|soonest|earliest)\b"
)
#: "What is going to run out next?"
OUT_NEXT = re.compile(
    r"\bfirst (?:(?:\w+|\[category\]) )?(?:thing|product|item|sku|article|line|one)\b[^?,;:.]{0,25}\b(?:run|runs|running|sell|sells|go|goes|be|is|are)\b[^?,;:.]{0,12}\b(?:out|empty|gone|dry|used up)\b"
    r"|\b(?:what|which)\b[^?]{0,20}\bfirst (?:thing|product|item|one|article|line)\b[^?]{0,30}\b(?:run|sell|go|goes|be|stock)\w*\b[^?]{0,12}\b(?:out|empty|gone|dry)\b|\b(?:what|which|who)\b[^?]*\b(?:runs?|sells?|goes|is|are|stocks?|be|gets?) (?:out|empty|gone|dry|used up|finished|depleted|exhausted|eaten up)(?: of stock)? (?:first|1st|soonest)\b|\b(?:what|which|who)\b[^?]*\b(?:run|sell|go|goes|gone|be|stock)\w*\b[^?]{0,12}\b(?:out|empty|gone|dry|short)\b(?: of stock)? (?:the )?next\b(?! (?:\d|week|month|few|two|three|seven|ten|fourteen))"
)
#: "The first product to need a reorder"
FIRST_TO_ORDER = re.compile(
    r"\b(?:first|earliest|soonest) (?:of (?:all|them|these|those|our \w+) )?(?:\w+ |\[\w+\] )?(?:to|that|which) (?:needs?|requires?|has to be|have to be|must be|is to be|be|falls? due|comes? due|i must|we must|i have to|we have to)\b(?: \w+){0,2}? ?(?:re-?)?(?:order(?:ed|ing)?|replenish\w*|restock\w*|due)\b"
)
_PRICIEST = re.compile(
    r"\b(?:(?P<low>cheapest|least expensive|lowest[- ]priced)|dearest|most expensive|priciest|costliest|highest[- ]priced) (?:\w+ |\[category\] )?(?:products?|items?|articles?|skus?|ones?|things?|goods)\b"
)
#: "The last of them to run out"
LAST_OUT = re.compile(
    r"\blast (?:of (?:all|them|these|those|our \w+) )?(?:\w+ |\[\w+\] )?(?:that (?:will |is )?|to )(?:run(?:s|ning)? (?:out|dry|short)|sell(?:s|ing)? out|go(?:es|ing)? (?:out|empty)|be (?:gone|empty|sold out|out|used up))\b"
    r"|\b(?:run(?:s|ning)? (?:out|dry)|sell(?:s|ing)? out|go(?:es|ing)? (?:out of stock|empty)|(?:is|are|be) (?:gone|empty|sold out|used up))(?: of stock)? (?:the )?(?:last|latest)(?= ?(?:[?.,!]|$|in\b|at\b|of\b|among\b))"
)
NUMBER_N = re.compile(
    r"\b(?:no\.?|nr\.?|number) ?[2-5]\b(?= (?:in|at|by|for|of|on|products?|items?|articles?|sellers?|stores?|shops?|suppliers?)\b| ?[?,]| ?$)|\brunner-up\b"
)
#: A lot that the supplier sets is no end of a ranking: "the highest minimum order quantity"
LOT_WORDS = (
    r"\b(?:min(?:imum)?|max(?:imum)?)(?: (?:order|purchase|lot|batch|pack|case|delivery|stock))* "
    r"(?:quantit\w+|amounts?|sizes?|lots?|orders?|packs?|batch(?:es)?|levels?)\b"
)
#: Of errors and losses the worst is the highest, whatever noun it stands before
_WORST = re.compile(r"\b(?:worst|poorest)\b")
_BEST = re.compile(r"\b(?:best|least|lowest|smallest|fewest|shortest)\b")
_COMPARATIVE = re.compile(r"\b(?:less|fewer|more)\b(?! than)")
_LIMIT_WORDS = re.compile(
    rf"\bat (?:the )?(?:least|most)\b|\bno (?:more|less|fewer) than\b|\b(?:more|less|fewer) than \d[\d.,]*|{LOT_WORDS}"
)
#: How many of its products meet a condition is what a store, supplier or category is ranked by.
MOST_OF_THEM = re.compile(
    r"\b(?:longest|shortest|biggest) list of (?:things|products|items|articles|orders)\b|"
    r"\b(?:most|fewest|least|largest|greatest|highest|biggest|smallest|lowest)(?: (?:number|count|amount|share) of)?"
    r"(?: (?!units|stock|sales|money|value)[\w-]+| \[\w+\]){0,4}? (?:products|items|skus|articles|lines|goods|stockouts|alerts|overstocks?)\b"
)
#: What moved most is asked of the trend, whatever two stretches of time it is put in.
GREW_MOST = re.compile(
    r"\b(?:grew|grow\w*|rose|ris\w+|gain\w*|climb\w*|improv\w+|picked up|fell|fall\w*|drop\w*|lost|declin\w*|shr[aiu]nk\w*|slump\w*|slid|plung\w*|crash\w*|tumbl\w*|sank|s[iu]nk\w*|weaken\w*|moved)"
    r" (?:the )?(?:most|fastest|strongest|steepest|hardest|furthest|worst)\b|\b(?:develop\w*|evolv\w*) (?:the )?(?:best|worst)\b|\b(?:do(?:es|ing)?|perform\w*|far(?:es?|ed|ing)) (?:the )?(?:best|worst)\b(?=[^?]*(?:%|\bpercent|\bcompared|\bagainst the))|\b(?:go(?:es|ing)?|gone|went|trend(?:s|ing|ed)?|are|is|was|were|been|being|head(?:s|ed|ing)?|mov(?:es?|ed|ing)|shot|came|climbed) (?:up|down)(?:wards?)? (?:the )?(?:most|fastest|hardest|furthest|strongest|best|worst)\b|\b(?:up|down) (?:the )?most(?: there| here)?,? (?:in |by )?(?:%|percent\w*|relative)|\b(?:biggest|strongest|largest|steepest|sharpest|fastest) (?:growth|gains?|rise|increase|drop|fall|decline|slump|risers?|fallers?|growers?|losers?|climbers?)\b"
)


def better_end(measure: str) -> str:
    """`high` or `low`: which values of a measure are the good ones; "" where neither is."""
    if _GOOD_IF_HIGH.fullmatch(measure):
        return "high"
    return "low" if _BAD_IF_HIGH.fullmatch(measure) else ""


def first_or_last_out(reading: Reading, text: str, kinds: dict[str, int]) -> Reading | None:
    """ "Which shop is out of it first?", "what runs out next?", "the last of them to run out": a ranking."""
    one = bool(kinds.get("product"))
    if FIRST_TO_ORDER.search(text) and reading.intent != "notes":
        group = reading.group if reading.group in ("store", "supplier", "category") else "store" if one else "product"
        first = reading.with_(measures=("order_by",), group=group, weak=False)
        return first.with_(intent="rank", order="asc", sort="order_by")
    price = _PRICIEST.search(text) if "out_of_stock" in reading.templates and not one else None
    if price and reading.measures[:1] in (("on_hand",), ("order_value",)):  # how much is there needs no ranking
        dearest = reading.with_(measures=("product_unit_price",), group="product", weak=False)
        return dearest.with_(intent="rank", order="asc" if price["low"] else "desc", sort="product_unit_price")
    gone = reading.templates - {"out_of_stock", "runs_out"}
    if LAST_OUT.search(text) and reading.intent != "notes":  # a stockout date is known to the horizon only
        group = reading.group if reading.group in ("store", "supplier", "category") else "store" if one else "product"
        last = reading.with_(measures=("days_of_cover",), group=group, templates=gone, weak=False)
        return last.with_(intent="rank", order="desc", sort="days_of_cover")
    if one and FIRST_OUT.search(text):
        gone -= {"recommended", "no_order"}
        first = reading.with_(measures=("stockout_date",), group="store", templates=gone, weak=False)
        return first.with_(intent="rank", order="asc", sort="stockout_date")
    if not one and OUT_NEXT.search(text) and set(reading.measures) <= {"stockout_date", "on_hand", "expected_sales"}:
        group = reading.group if reading.group in ("store", "supplier", "category") else "product"
        first = reading.with_(measures=("stockout_date",), group=group, templates=gone, weak=False)
        return first.with_(intent="rank", order="asc", sort="stockout_date")
    return None


FROM_END = re.compile(
    r"\b(?:second|third|fourth|fifth|2nd|3rd|4th|5th)(?: place)?(?:,| counted)? (?:from|to) (?:the )?(?:(?P<last>bottom|end|last)|top|first)\b"
    r"|\b(?P<last2>(?:next|one) to last)\b"
)


def of_the_weaker(text: str, r: Reading) -> bool:
    """Is the one asked for that sells less, or holds less, of two?"""
    return _WEAKER.search(text) is not None and all(_GOOD_IF_HIGH.fullmatch(m) for m in r.measures)


def order_of(text: str, intent: str, r: Reading) -> str:
    if intent == "count" and r.group in ("store", "supplier", "category") and MOST_OF_THEM.search(text):
        return "asc" if re.search(r"\b(?:fewest|least|smallest|lowest)\b", text) else "desc"
    if intent not in ("rank", "compare", "list"):
        return ""
    text = _LIMIT_WORDS.sub(" ", re.sub(r"\([^()]*\)", " ", text))
    if "expected_lost_units" in r.measures:
        text = re.sub(r"\blos\w+\b", "", text)
    if "stockout_probability" in r.measures and re.search(
        r"\b(?:safer|safest|less risky|least risk\w*|less likely)\b", text
    ):
        return "asc"
    if "bias_pct" in r.measures and (sign := bias_sign(text)):
        least = re.search(r"\b(?:(?<!at )least|smallest|lowest|fewest)\b", text) is not None
        return "desc" if (sign > 0) != least else "asc"
    trend = {"trend", "trend_pct_28d"} & set(r.measures)
    if trend and (fast := _MOVES_FASTEST.search(text)):
        return "asc" if fast["down"] else "desc"
    if trend and DOWN_MOST.search(text):
        return "asc"
    if "lead_time_days" in r.measures and re.search(
        r"\b(?:more|most) (?:quick|fast|rapid|prompt|speed)\w*|\b(?:quick|fast)(?:er|est)\b", text
    ):
        return "asc"
    if "lead_time_days" in r.measures and re.search(r"\bslow(?:er|est)?\b", text):
        return "desc"  # the slowest has the longest
    if (
        intent in ("compare", "rank")
        and "stockout_date" in r.measures
        and re.search(
            r"\b(?:out|gone|empty|dry|short)(?: of stock)? next\b|\b(?:first|sooner|soonest|earlier|earliest|before the other|next to (?:run|sell|go|be)|next (?:one|that))\b",
            text,
        )
    ):
        return "asc"
    if end := FROM_END.search(text):
        return "asc" if end["last"] or end["last2"] else "desc"
    if set(r.measures) & {"order_by", "stockout_date", "action"} and re.search(r"\bmost (?:urgent|pressing)", text):
        return "asc"
    if set(r.measures) & {"return_rate_pct", "expected_returns"} and re.search(r"\bworst\b", text):
        return "desc"
    if intent == "compare" and of_the_weaker(text, r):
        return "asc"
    plain = _COMPARATIVE.sub(" ", text)  # "nice to order less: the 3 biggest orders"
    which = plain if ASC_RE.search(plain) or DESC_RE.search(plain) else text
    asc, desc = ASC_RE.search(which), DESC_RE.search(which)
    if set(r.measures) & _ERRORS and (accuracy := _ACCURACY.search(text)):
        return "desc" if accuracy["bad"] else "asc"
    if set(r.measures) & _ERRORS and _LESS_ACCURATE.search(text):
        return "desc"
    if set(r.measures) & _ERRORS and _MORE_ACCURATE.search(text):  # the better forecast is the smaller error
        return "asc"
    if "supplier_on_time_rate" in r.measures and re.search(r"\b(?:late|delay\w*|unreliab\w*|unpunctual)\b", text):
        return "desc" if re.search(r"\b(?:least|rarely|seldom|fewest|lowest)\b", text) else "asc"
    if (
        _WORST.search(text)
        and not _BEST.search(text)
        and r.measures
        and all(better_end(m) == "low" for m in r.measures)
    ):
        return "desc"
    inside = asc and desc and desc.start() <= asc.start() and desc.end() > asc.end()
    if asc and not inside and (not desc or asc.end() >= desc.end() or asc.start() < desc.start()):
        return "asc"
    if desc:
        return "desc"
    if re.search(r"\bworst\b", text):
        return "asc" if not r.measures or any(better_end(m) == "high" for m in r.measures) else "desc"
    if re.search(
        r"\b(?:fastest|quickest|sooner|earlier|faster|cheaper|shorter|lower|smaller|quicker|(?:more|most) (?:quick|fast|rapid|speedy)(?:ly)?)\b",
        text,
    ):
        lead = set(r.measures) & {
            "lead_time_days",
            "supplier_lead_time_days",
            "stockout_date",
            "supplier_lead_time_sd_days",
            "product_unit_cost",
            "product_unit_price",
            "days_of_cover",
        }
        return "asc" if lead or re.search(r"cheaper|lower|smaller|shorter", text) else "desc"
    return "desc" if intent in ("rank", "compare") else ""


def sort_of(r: Reading, found: list[Found], text: str) -> str:
    """The measure to sort by: after "by", else the one the superlative speaks of, else the first."""
    if r.intent not in ("rank", "compare", "list") or not r.order:
        return ""
    by = re.search(
        r"\b(?:by|ranked by|sorted by|in terms of|measured by|ordered by|with the|on)\b(?! (?:when|whom|what|\[))", text
    )
    after = [f.id for f in found if by and f.start >= by.start() and (f.id in r.measures or not r.measures)]
    if after and re.search(r"\b(?:by|terms of|measured)\b", by.group() if by else ""):
        return after[0]
    meant = re.search(r"\bi mean\b|\bthat is,|\bmeaning\b|\bin other words\b", text)
    if meant and (exact := [f for f in found if f.start > meant.start() and f.id in r.measures]):
        return exact[0].id
    superlative = TOP.search(text)
    if r.measures:
        found = [f for f in found if f.id in r.measures]
    if superlative and found:
        near = min(found, key=lambda f: min(abs(f.start - superlative.end()), abs(f.start - superlative.start())))
        return near.id
    return r.measures[0] if r.measures else ""


_SIDE_BY_SIDE = re.compile(
    r"\band (?:how|what)\b|\b(?:next to|beside|alongside|set against) (?:what|the|that|those|our|your|\[)"
)


def compares(text: str, r: Reading, several: bool, superlative: bool) -> bool:
    if r.templates & {"rising", "falling"} and r.group == "product" and not several:
        return False  # "which of my lines are losing ground, compared with the weeks before?"
    if COMPARE.search(text) and (several or r.measures or "run_change" not in r.flags):
        windows = len(re.findall(r"\[(?:future|past)\]|this week", text))
        if (
            several
            or windows > 1
            or re.search(
                r"compar|\bvs\b|against|versus|which (?:one|of (?:the two|them|these|those|both))|actual", text
            )
        ):
            return True
    if "[past]" in text and "[future]" in text and _SIDE_BY_SIDE.search(text) and r.measures:
        return True
    if re.search(
        r"\[future\],? and (?:how (?:many|much) )?(?:for |over |in )?(?:the )?\[future\]|\[past\],? and (?:how (?:many|much) )?(?:for |over |in )?(?:the )?\[past\]",
        text,
    ):
        return bool(r.measures)
    windows = len(re.findall(r"\[(?:future|past)\]", text))
    if windows > 1 and re.search(
        r"\b(?:more|less|higher|lower|than|or|better|worse|difference|up|down|change|grow|drop)\b", text
    ):
        return True
    return several and bool(superlative or "difference" in r.flags) and r.group not in ("product",)
