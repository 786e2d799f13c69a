# ruff: noqa: E501 - a pattern is read on one line
"""Reading a masked question by rule: transparent, and certain where it speaks at all."""

from __future__ import annotations

import re

from rag.measures import PLANNED_PROMOTION
from rag.notes.sets import OF_NOTES_TOO, asks_whether, several_notes
from rag.understanding.message.asked_of_notes import ASKED_OF_NOTES, WRITTEN_DOWN
from rag.understanding.message.note_topics import (
    ABOUT_WHICH,
    ALSO_OF_NOTES,
    GOES_ON,
    NOTE_TOPIC,
    asks_notes,
    of_planned_promotion,
    only_notes,
    split_off_notes,
)
from rag.understanding.plans.against import against_filters
from rag.understanding.plans.ordering import (
    GREW_MOST,
    LOT_WORDS,
    MOST_OF_THEM,
    NUMBER_N,
    OUT_NEXT,
    compares,
    first_or_last_out,
    order_of,
    sort_of,
)
from rag.understanding.reading import Reading
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.choosing import choose_measures
from rag.understanding.words.classes import counts_a_class
from rag.understanding.words.conditions import PROMOTED, class_filters, templates_in
from rag.understanding.words.grouped import group_of
from rag.understanding.words.measures import Found, find_measures
from rag.understanding.words.patterns import (
    ALARM_TOLD,
    CHANGED,
    COUNT,
    DAILY,
    DAY_WITH,
    DIFFERENCE,
    DRAFT,
    GOES_TO,
    GROUPS,
    IN_ALL,
    ITEMS_SOLD,
    LIST,
    LOW,
    MORE_THEN,
    NOT_EACH,
    NOTES,
    OF_THOSE_DAYS,
    ONLY_UNITS,
    PEAK,
    PER,
    SHARE,
    SO_MANY_DAYS,
    STOCKTAKE,
    THE_PRODUCT,
    TOP,
    WHY,
    WORRY,
)
from rag.understanding.words.topics import NEVER_IN_NOTES, not_held, topic_of

__all__ = ["read_by_rule"]


def read_by_rule(
    text: str,
    amounts: Amounts,
    tense: str | None = None,
    kinds: dict[str, int] | None = None,
    told: tuple[tuple[int, int], ...] = (),
) -> Reading:
    """A reading of masked `text`; `amounts.text` is the same with understood numbers blanked.

    `kinds` counts the named things by kind; `told` are the clauses that notes tell (`note_evidence`).
    """
    kinds = kinds or {}
    text = NOT_EACH.sub(lambda m: " " * len(m.group()), text)
    topic = topic_of(text, bool(kinds))
    counted = not_held(text) == "theft, damage and waste" and STOCKTAKE.search(text)
    if (told or counted) and topic == "not_held" and not_held(text) not in NEVER_IN_NOTES:
        topic = "ours"  # no table holds it, but a note tells it
    if topic == "not_held" and not_held(text) == "theft, damage and waste" and NOTE_TOPIC.search(text):
        topic = "ours"  # "delisted? max markdown on the rest?"
    if topic == "not_held" and amounts.scenario is not None and (kinds or amounts.scenario.kind in ("demand", "taken")):
        topic = "ours"  # "suppose a competitor closes and sales double": the reason of a what-if is not what it asks
    if topic == "not_held" and any(f.id == "product_unit_margin" for f in find_measures(text)):
        topic = "ours"  # "margin per unit? selling price - cost": both are held
    said = amounts.text
    if ITEMS_SOLD.search(text):
        said, text = (t.replace("how many items", "how many units") for t in (said, text))
    if _GONE_WORDS.search(text) and _WITHOUT_ORDERS.search(
        text
    ):  # "if I order nothing, what runs out?": a stockout date counts that way anyway
        said, text = (_WITHOUT_ORDERS.sub(lambda m: " " * len(m.group()), t) for t in (said, text))
    dated = of_planned_promotion(find_measures(said), text)
    rest, noted, more = split_off_notes(text, told)
    noted = noted and not dated  # the plan of promotions tells when one begins
    beside = (
        noted
        and more
        and not (GOES_ON.match(rest) or WRITTEN_DOWN.search(text))
        and bool(find_measures(rest) or templates_in(rest, amounts))
        and not ONLY_UNITS.match(rest)
    )
    if beside:  # a figure is asked for beside what a note says: the note's clause names no measure
        said = "".join(c if r != " " else " " for c, r in zip(said, rest, strict=True))
        text = rest
    found = find_measures(_without_brackets(said)) or find_measures(said)
    grouping = ABOUT_WHICH.sub(" ", text)
    group = group_of(THE_PRODUCT.sub(" ", grouping) if kinds.get("product") else grouping)
    templates = templates_in(text, amounts)
    flags = _flags(text) | ({"noted"} if beside else set())
    statistic = _statistic(text, found, amounts)
    if re.search(
        r"\b(?:products|items|skus|lines|articles)\b[^?]*\b(?:peak|best|strongest|busiest|top) (?:selling |sales )?(?:week)?day\b[^?]* (?:is|are|on)\b",
        text,
    ):
        group = "product"  # "the products whose best weekday is Friday"
    elif {f.id for f in found} & {"peak_weekday"}:
        group = ""
    chosen = choose_measures(found, text, amounts)
    if statistic in ("peak_day", "low_day") and set(chosen) == {"peak_weekday"}:
        chosen = ("expected_sales",)  # of that stretch of time, not of the week in general
    reading = Reading(
        measures=chosen,
        statistic=statistic,
        group=group,
        templates=frozenset(templates),
        flags=frozenset(flags),
        topic=topic,
        scenario=amounts.scenario.kind if amounts.scenario else "",
        weak=not found,
    )
    noun = {"product_supplier"} if group == "supplier" else set[str]()  # "which of our suppliers ..."
    if several_notes(text, group) and {f.id for f in found} - noun <= OF_NOTES_TOO and not kinds.get("product"):
        return reading.with_(intent="notes", measures=(), templates=frozenset(), weak=True)
    if not (found or kinds or reading.templates or reading.scenario) and asks_whether(text):
        return reading.with_(intent="notes", weak=True)
    if dated and PLANNED_PROMOTION & set(chosen):
        return reading.with_(intent="value", group="")
    if (
        GREW_MOST.search(text)
        and set(chosen) <= {"expected_sales"}
        and (group in ("product", "store") or amounts.limit)
    ):
        reading = reading.with_(measures=("trend",), weak=False)
    if _worries(text, found):
        reading = reading.with_(measures=("alert_count",), group="alert", weak=False)
    topic_words = NOTE_TOPIC.search(text)
    topical = noted and bool(told or topic_words)
    if topic_words and not beside:  # "taken off sale": words of a note's topic name no figure
        blanked = NOTE_TOPIC.sub(lambda m: " " * len(m.group()), amounts.text)
        if {f.id for f in find_measures(blanked)} <= {"expected_sales"} and not set(chosen) <= ALSO_OF_NOTES:
            reading = reading.with_(measures=(), weak=True)
    if (out := first_or_last_out(reading, text, kinds)) is not None:
        return out
    if kinds.get("product") and ALARM_TOLD.search(text) and not COUNT.search(text):
        reading = reading.with_(measures=("alert_count",), group="", weak=False)
        return reading.with_(intent="explain")
    had = {f.id for f in found} <= {"on_hand", "promo_uplift_pct"}  # "what do we have on promotion next week?"
    if had and not kinds.get("product") and "[future]" in text and PROMOTED.search(text):
        return reading.with_(intent="count" if COUNT.search(text) else "list", group="product", measures=(), weak=True)
    of_notes = ASKED_OF_NOTES.search(text) and not beside
    classes = COUNT.search(text) is not None and bool(class_filters(amounts.text, found))
    intent = (
        "notes"
        if of_notes or (not classes and asks_notes(reading, topical, beside, kinds, bool(told), text))
        else _intent(text, reading, amounts, kinds)
    )
    reading = reading.with_(intent=intent, order=order_of(text, intent, reading))
    return reading.with_(sort=sort_of(reading, found, text))


_WHEN_NOTHING = (
    r"\b(?:if|when|assuming|suppose|supposing|in case|provided)(?: \w+){0,2} (?:(?:order|buy|place|reorder) nothing(?: more| else| new| further)?"
    r"|(?:do(?:es)? not|don't|doesn't|never|did not|didn't|stop) (?:order\w*|buy\w*|plac\w*|reorder\w*)(?: any ?thing| any| more| orders?| new)*)"
)
_GONE = r"\b(?:what|which|how many)\b[^?]*\b(?:runs?|gone|empty|out|short)\b"
_GONE_WORDS = re.compile(_GONE)
_WITHOUT_ORDERS = re.compile(
    rf"{_WHEN_NOTHING}(?: (?:today|now|this week|next week|by|in|for|until))?(?=[^?]*{_GONE}|[ ,?.]*$)|\bwithout (?:any )?(?:new |further |more )?orders?\b(?=[^?]*{_GONE})"
)


def _worries(text: str, found: list[Found]) -> bool:
    """ "What should I worry about today?": the alerts, where no measure is named."""
    plain = {f.id for f in found} <= {"expected_sales", "action", "on_hand"} and not re.search(
        r"\[note\]|\bnotes?\b", text
    )
    return (
        plain
        and bool(WORRY.search(text))
        and bool(re.match(r"^(?:what|which|is|are|any|anything|show|tell|where|do|should|so)\b", text))
    )


def _without_brackets(text: str) -> str:
    """Words in round brackets explain; they ask for nothing."""
    return re.sub(r"\((?!(?:mae|wape|mape|rmse|mase|wql|moq|eoq|cv)\))[^()]*\)", lambda m: " " * len(m.group()), text)


def _flags(text: str) -> set[str]:
    checks = (("share", SHARE), ("difference", DIFFERENCE), ("per_series", PER), ("run_change", CHANGED))
    flags = {name for name, pattern in checks if pattern.search(text)}
    if re.search(
        r"\b(?:latest|newest|most recent|last|recent)\b[^?]{0,15}\b(?:notes?|one|memo|news)|\b(?:latest|newest|most recent)\b[^?]{0,45}\bnotes?\b|\b(?:newest|latest|most recent) (?:thing|entry|word|piece|update)\b|\bnotes?\b[^?]*\b(?:latest|newest|most recent)",
        text,
    ):
        flags.add("latest")
    return flags


def _statistic(text: str, found: list[Found], amounts: Amounts) -> str:
    ids = {f.id for f in found}
    text = SO_MANY_DAYS.sub(" ", text)  # "is the 28-day trend worse than ...?": no day is the worst there
    if "[future]" in text and (day := DAY_WITH.search(text)):
        return "low_day" if day["low"] else "peak_day"
    if ids & {"peak_weekday", "stockout_date", "order_by", "due_on"}:
        return "total"
    if LOW.search(text) or re.search(
        r"which (?:one )?of (?:the )?\[(?:future|past)\][^?]*\b(?:quiet|slow|low|weak|least|calm)", text
    ):
        return "low_day"
    if PEAK.search(text) or re.search(
        r"which (?:one )?of (?:the )?\[(?:future|past)\][^?]*\b(?:bus|strong|high|most|best|peak)", text
    ):
        return "peak_day"
    if of_them := OF_THOSE_DAYS.search(text):
        return "low_day" if of_them["low"] else "peak_day"
    if re.search(GROUPS[5][1], text):
        return "by_day"
    if amounts.scenario is None and re.search(
        r"\[future\][^?]*\b(?:which|what) (?:one|day|of them|is|will|would|looks|seems)\b", text
    ):
        if re.search(r"\b(?:quiet|slow|low|weak|least|calm|worst|smallest|fewest)\w*", text):
            return "low_day"
        if re.search(r"\b(?:bus|strong|high|most|best|peak|top|biggest|largest)\w*", text):
            return "peak_day"
    return "daily_mean" if DAILY.search(text) else "total"


def _intent(text: str, r: Reading, amounts: Amounts, kinds: dict[str, int]) -> str:
    if r.topic in ("other", "injection"):
        return "refuse"
    if r.topic == "help":
        return "help"
    if "share" in r.flags and r.measures and GOES_TO.search(text):
        return "value"
    several = any(count > 1 for kind, count in kinds.items() if kind in ("product", "store", "supplier", "category"))
    if amounts.scenario is not None:
        return "whatif"
    if against_filters(amounts.text, find_measures(amounts.text)) and not kinds.get("product"):
        return "count" if COUNT.search(text) else "list"
    if r.templates >= {"late_order"} and not kinds.get("product"):
        return "count" if COUNT.search(text) else "list"
    if DRAFT.search(text):
        return "draft_order"
    if counts_a_class(amounts.text) and not kinds.get("product"):
        return "count"
    if re.search(r"\b(?:how many|number of) (?:\w+ )?(?:notes|memos)\b", text):
        return "count"
    if (
        r.group in ("store", "supplier", "category")
        and r.templates
        and MOST_OF_THEM.search(text)
        and (
            set(r.measures)
            <= {
                "on_hand",
                "order_qty",
                "stockout_date",
                "trend",
                "action",
                "expected_sales",
                "alert_count",
                "on_order",
                "expected_lost_units",
            }
        )
    ):
        return "count"
    if GREW_MOST.search(text) and (r.group in ("product", "store") or amounts.limit) and not several:
        return "rank"
    if OUT_NEXT.search(text) and set(r.measures) == {"stockout_date"} and not kinds.get("product"):
        return "rank"
    notes = bool(NOTES.search(text))
    if notes and only_notes(text, r, kinds):
        return "notes"
    if WHY.search(text) and not notes and MORE_THEN.search(text):
        return "compare"
    if WHY.search(text) and not notes:
        return "explain"
    if "run_change" in r.flags:
        return "explain"
    if COUNT.search(text) and not (amounts.limit and TOP.search(text)):
        return "count"
    if r.statistic in ("peak_day", "low_day") and not several:
        return "value"
    superlative = TOP.search(_LOTS.sub(" ", _NOT_SUPERLATIVE.sub(" ", text))) is not None
    if r.group == "product" and "trend" in r.measures and any(t.unit in ("%", "percent") for t in amounts.thresholds):
        return "list"
    if compares(text, r, several, TOP.search(text) is not None):
        return "compare"
    if r.group in ("product", "store", "supplier", "category", "alert") and (amounts.limit or amounts.ordinal):
        return "rank"
    if NUMBER_N.search(text) and not kinds.get("product") and r.measures:
        return "rank"  # "our no. 2 by revenue"
    if (
        superlative
        and r.group in ("product", "store", "supplier", "category")
        and r.statistic not in ("peak_day", "low_day")
    ):
        return "rank"
    if amounts.limit and superlative:
        return "rank"
    if superlative and not kinds.get("product") and r.measures and r.statistic not in ("peak_day", "low_day"):
        asks = re.match(r"^(?:how (?:many|much|do)|when|will|is|are|do|does|why)\b", text)
        if not asks and not set(r.measures) & {"peak_weekday"} and "share" not in r.flags:
            return "rank"
    if r.group == "alert" or (set(r.measures) == {"alert_count"} and not r.group):
        return "list"
    if (
        IN_ALL.search(text)
        and not (r.templates - {"has_open_order"} or amounts.thresholds)
        and "per_series" not in r.flags
    ):
        return "value"
    if not kinds.get("product") and _NAMED_LIST.search(text):
        return "list"
    if _PLURAL.search(text) and not kinds.get("product") and (amounts.thresholds or r.templates or _has_class(text)):
        return "list"
    if (
        text.startswith("where ")
        and kinds.get("product")
        and not kinds.get("store")
        and (r.templates or "order_qty" in r.measures)
    ):
        return "list"
    if (
        r.templates & _LISTED
        and not kinds.get("product")
        and re.search(r"\b(?:which|what|list|show|any|anything)\b", text)
    ):
        return "list"
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
    if LIST.search(text) and (r.group or r.templates):
        return "list"
    if r.group and (r.templates - {"today", "this_week"} or amounts.thresholds) and not kinds.get("product"):
        return "list"
    if r.group in ("store", "supplier", "category", "product") and (
        "per_series" in r.flags or re.match(r"^(?:which|what) (?:stores?|products?|suppliers?|items?|categor)", text)
    ):
        return "list"
    return "value"


_LISTED = {"excess", "runs_out", "out_of_stock", "rising", "falling", "at_risk"}
_NOT_SUPERLATIVE = re.compile(
    r"\b(?:smallest|lowest|least|minimum|largest|highest|maximum) (?:possible |allowed )?(?:quantity|amount|order|lot|number|that|we|i|you)\b|\bat (?:the )?(?:most|least|latest|best|worst|minimum)\b|\bmost (?:of|recent)\b|\b(?:best|worst)(?: and \w+)?[ -]case\b|\b(?:best|worst) (?:week)?day\b"
    r"|\blatest (?:note|order|day|date|one)\b|\bmaximum (?:stock|level)|\bminimum (?:stock|order)|\bmax stock|\bcheapest order|\bmain\b|\bmore or less\b|\bon top\b(?! of)|\bmore\b|\bless\b"
)
_LOTS = re.compile(LOT_WORDS)
_NAMED_LIST = re.compile(
    r"\b(?:order|shopping|buying|replenishment|reorder|purchase|stock) list\b|^(?:today's|this week's|recommended|open|urgent|late|overdue|all|due) (?:order|purchase|replenishment|recommendation|po|recommended order)s\b|^(?:over|excess |dead |low |slow )stock\b|^surplus\b|^orders (?:due|over|under|with|above|below)\b|^(?:open )?recommendations\b|^(?:late|overdue|open) (?:orders|deliveries|purchase orders)\b"
)
_PLURAL = re.compile(
    r"^(?:please |can you |show me |show |list |give me |the |all |our |any |out of stock |slow |surplus |excess |empty |low stock |class |\w{1,2} (?:class )?|\[category\] |\[supplier\] |not \w+ )*(?:products|items|skus|articles|orders|lines|things|goods|shelves|forecasts|stockouts|recommendations|overstocks?)\b|^which forecasts\b|^(?:everything|anything)\b|^empty shel|^out of stock\b|\bwhat\b[^?]*\b(?:too (?:low|high)|soon)\b|^not yet\b|^not urgent\b"
)


def _has_class(text: str) -> bool:
    return bool(class_filters(text, []))
