# ruff: noqa: E501 - a pattern is read on one line
"""What a follow-up changes of the plan before it: its time, its deadlines, its order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from rag.measures import MEASURES, PLANNED_PROMOTION, TO_HISTORY
from rag.names.catalogue import Catalogue
from rag.notes.words import THAT_DAY
from rag.plan import KINDS, Entities, Plan, Sort
from rag.understanding.followups.beside import is_beside
from rag.understanding.followups.moving import DEADLINES
from rag.understanding.followups.ranked_places import places_on
from rag.understanding.message.masking import Masked
from rag.understanding.plans.during_promotion import in_that_promotion
from rag.understanding.reading import Reading
from rag.understanding.words.conditions import LATE
from rag.understanding.words.patterns import ASC_RE, DESC_RE

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = [
    "ADDS_UP",
    "AGAINST",
    "ANY_OF_IT",
    "BOTH",
    "BY_ANOTHER",
    "GAP_OF_NTH",
    "IN_MONEY",
    "KINDS",
    "ONE_OF_TWO",
    "ONLY_THOSE",
    "SINGULAR",
    "SUMMED",
    "WEEKDAY",
    "busiest_day",
    "completed",
    "fit_sort",
    "same_order",
    "together",
    "told_question",
    "turned",
    "with_note",
]


BOTH = re.compile(
    r"\b(?:dif+\w*|gap|both|the two|either|together|combined|compare|which (?:one|of (?:them|those|these|the two))|more than the other|versus|vs|ratio|in total|sum of|total (?:of|for|over) (?:\w+ )?(?:two|2)|the (?:first|former|second|latter|other)(?: one)? (?:is )?(?:ahead|behind|in front)|(?:is|are) (?:the )?(?:first|former|second|latter|other)(?: one)? (?:ahead|behind|in front|above|below))\b",
    re.I,
)


#: "The first of the two": one thing
ONE_OF_TWO = re.compile(
    r"\b(?:the|that) (?:very )?(?:first|former|second|latter|other|last|one)(?: one)? (?:of|from) (?:the|those|these) (?:two|(?:two )?(?:products|items|articles|shops|stores|branches|suppliers|vendors|categories))\b",
    re.I,
)
_THE_NTH = r"\bthe (?:first|second|former|latter|other)(?: one| shop| store| branch| product| item| supplier)?(?:'s)?\b(?! (?:week|day|month|half|time|weekend))"
#: "By how many units is the first shop's order bigger?", "how many more for the second?": what lies between two
GAP_OF_NTH = re.compile(
    rf"\b(?:by how (?:many|much)|how (?:many|much) (?:more|less|fewer))\b[^?.]{{0,40}}{_THE_NTH}"
    rf"|{_THE_NTH}[^?.]{{0,40}}\bhow (?:many|much) (?:more|less|fewer)\b|\bon top of\b[^?.]{{0,12}}{_THE_NTH}"
)
SUMMED = re.compile(
    r"\b(?:altogether|all ?together|in all|in total|together|combined|sum|summed(?: up)?|add(?:ed|s)?(?: them| it| these| those)? (?:up|together)|all in)\b",
    re.I,
)


def _stock_and_order(question: str, plans: list[Plan]) -> Plan | None:
    """ "How many do we have?", "and on order?", "so how many is that altogether?": the inventory position."""
    two = plans[-2:]
    figures = {p.measures[:1] for p in two if p.intent == "value"}
    same = len(two) == 2 and two[0].entities == two[1].entities
    if not (same and figures == {("on_hand",), ("on_order",)} and SUMMED.search(question)):
        return None
    return two[1].with_(measures=("inventory_position",), filters=(), window=None)


_BOTH_TIMES = re.compile(r"\b(?:both|two|2) (?:weeks?|wks?|days|months|periods|times|stretches|halves)\b", re.I)


def _both_times(question: str, before: Plan, last: Plan) -> Plan | None:
    """ "And both weeks together?" after two stretches of time that follow each other: the whole of it."""
    same = before.entities == last.entities and before.intent == last.intent == "value"
    said = SUMMED.search(question) or _BOTH_TIMES.search(question)
    if before.window is None or last.window is None or not (same and said):
        return None
    one, two = sorted((before.window, last.window), key=lambda w: w.start)
    if one.side != two.side or two.start != one.end + timedelta(1) or not (one.covered_start and two.covered_end):
        return None
    label = f"{one.start.day} {one.start:%B} to {two.end.day} {two.end:%B %Y}"
    return last.with_(window=replace(one, end=two.end, label=label, covered_end=two.covered_end))


_OF_THE_LIST = re.compile(r"\bof (?:those|these|them)\b|\bwhich one\b", re.I)
_OF_TWO_LISTS = re.compile(
    r"\b(?:both|two|together|combined|differ\w*|gap|compare|versus|vs|all|total|stores?|shops?|branch(?:es)?)\b", re.I
)
_WHICH_WAS = re.compile(
    r"\b(?:which|what) (?:one|day|week|month|of (?:the two|them|those|these|both))\b[^?]*\b(?:better|worse|higher|lower|stronger|weaker|more|less|best|worst|busier|quieter|fewer)\b",
    re.I,
)


def _two_times(question: str, before: Plan, last: Plan) -> Plan | None:
    """ "Which of the two was better?" after Monday and Tuesday: one time against the other."""
    same = before.entities == last.entities and before.intent == last.intent == "value"
    if before.window is None or last.window is None or not same or not _WHICH_WAS.search(question):
        return None
    if before.window.side != last.window.side or before.window == last.window or last.statistic != "total":
        return None
    return last.with_(window=before.window, second_window=last.window)


def together(question: str, plans: list[Plan]) -> Plan | None:
    """The plan that a question follows: of the last two where it is about both ("so what's the difference?")."""
    if not plans:
        return None
    last = plans[-1]
    if places_on(question.lower(), last) is not None:
        return last  # "which one is the runner-up there?"
    if position := _stock_and_order(question, plans):
        return position
    if last.intent == "list" and _OF_THE_LIST.search(question) and not _OF_TWO_LISTS.search(question):
        return last  # "of those, which one do we have most of?"
    if len(plans) < 2 or not BOTH.search(ONE_OF_TWO.sub(" ", question)) or last.measures != plans[-2].measures:
        return last
    if spanned := _both_times(question, plans[-2], last):
        return spanned
    if two := _two_times(question, plans[-2], last):
        return two
    changed = [k for k in KINDS if getattr(last.entities, k) != getattr(plans[-2].entities, k)]
    if len(changed) != 1 or not all(len(getattr(p.entities, changed[0])) == 1 for p in plans[-2:]):
        return last
    kind = changed[0]
    both = (*getattr(plans[-2].entities, kind), *getattr(last.entities, kind))
    return last.with_(entities=replace(last.entities, **{kind: both}))


_QUICKER = re.compile(r"\b(?:quick|fast|rapid|prompt|short|soon)(?:er|est)?\b")
_FIRST = re.compile(r"\b(?:first|sooner|earlier)\b")


def fit_sort(sort: Sort | None, measures: tuple[str, ...], intent: str, text: str = "") -> Sort | None:
    """Sorted by what is told, where the turn before gave the measure; what is "gone first" has the earliest date."""
    if intent == "compare" and measures[:1] == ("stockout_date",) and _FIRST.search(text):
        return Sort("stockout_date", descending=False)
    if measures[:1] and measures[0] in DEADLINES and intent == "rank" and _FIRST.search(text):
        return Sort(measures[0], descending=False)
    quick = _QUICKER.search(text)
    if intent == "compare" and quick and measures[:1] and measures[0].endswith("lead_time_days"):
        return Sort(measures[0], descending=False)
    if sort is None or intent not in ("rank", "compare") or sort.measure in measures or not measures:
        return sort
    near = {"trend": "trend_pct_28d", "expected_sales": "actual_sales"}.get(sort.measure)
    return sort if near in measures else Sort(measures[0], sort.descending)


def same_order(text: str, reading: Reading, earlier: Plan) -> Sort | None:
    """ "And the lowest?" is the same ranking from its other end."""
    order = reading.order or ("asc" if ASC_RE.search(text) else "desc" if DESC_RE.search(text) else "")
    if earlier.sort and order:
        return Sort(earlier.sort.measure, order == "desc")
    return earlier.sort


_BEST = re.compile(r"\b(?:best|top|strongest|good)\b", re.I)
_OTHER_END = re.compile(
    r"\b(?:opposite|other|far) (?:end|extreme|side) of (?:that|this|the) (?:ranking|list|table|scale|field)\b|\b(?:on )?the contrary\b|\bnow contrary\b",
    re.I,
)
_WORST = re.compile(r"\b(?:worst|bottom|weakest|bad)\b", re.I)


def turned(text: str, earlier: Plan) -> Sort | None:
    """The ranking before from its other end: "which one was the worst?" after the best; None where it is not asked."""
    if earlier.sort and earlier.intent == "rank" and _OTHER_END.search(text):
        return Sort(earlier.sort.measure, not earlier.sort.descending)
    now, before = (bool(_BEST.search(t)) - bool(_WORST.search(t)) for t in (text, earlier.question))
    if earlier.sort is None or earlier.intent != "rank" or now * before >= 0:
        return None
    return Sort(earlier.sort.measure, not earlier.sort.descending)


_WITH_THEM = re.compile(
    r"\b(?:with|from|by|at) (?:them|him|her)\b|\btheirs?\b|\bthat (?:supplier|vendor|firm|company)\b"
)


def with_note(earlier: Plan, catalogue: Catalogue, text: str = "") -> Plan:
    """After a note, "it" is what the note is about, and "they" are its supplier."""
    about = catalogue.note_about.get(earlier.entities.notes[0], {}) if earlier.entities.notes else {}
    found = {f"{kind}s": (id,) for kind, id in about.items() if not getattr(earlier.entities, f"{kind}s")}
    if "suppliers" in found and _WITH_THEM.search(text):
        return earlier.with_(entities=Entities(suppliers=found["suppliers"]))
    if "products" in found:
        found.pop("suppliers", None)
    return earlier.with_(entities=replace(earlier.entities, **found)) if found else earlier


#: What went before is one side of a comparison.
AGAINST = re.compile(
    r"\bby how (?:many|much)\b[^?]{0,20}\b(?:is|are|was|were|does|will|do|did|has|have) (?:the|which) (?:\w+er|better|worse|more \w+|less \w+)(?: (?:one|of|shop|store|supplier|product|firm))"
    r"|\b(?:which of|which one|the two|both|compare|difference|gap|together|combined|than)\b"
    r"|\bhow (?:many|much) (?:more|less|fewer|higher|lower|bigger|smaller)(?: units)? (?:is|are|was|would) (?:that|it|this)\b"
)


IN_MONEY = re.compile(r"\b(?:euros?|eur|money|dollars?|pounds|cash)\b|[€$£]")
#: "How many pieces is that in all?"
ADDS_UP = re.compile(
    r"\b(?:adds? up|comes?|amounts?|sums? up|makes?)(?: up)?(?: to)? (?:how many|how much)\b|\bhow (?:many|much)\b[^?]*\b(?:does|do|would|will|is) (?:that|it|this|they|those) (?:make|come to|add up to|amount to)\b|\bhow (?:many|much)\b[^?]{0,40}\b(?:is|are|makes?|in) the (?:whole )?(?:lot|thing|bunch)\b|\bhow (?:many|much)\b[^?]*\b(?:in all|altogether|in total|together|all told|all in all|summed up)\b"
)
#: "Anything coming in?" after a product: of that product.
ANY_OF_IT = re.compile(
    r"^(?:and |is |are |so |ok |but )*(?:there )?(?:(?:any|anything|something|some)(?: \w+){0,3}|(?:anything |any |something |some |nothing )?(?:more|else|new|further)? ?(?:of (?:it|them|that) )?(?:still |already )?(?:on (?:the|its|their) way|coming(?: in)?|underway|in transit|on order)(?: (?:to us|there|for it|already|soon|here|at all|right now|now|still))*)[ ?.!]*$"
)
BY_ANOTHER = re.compile(
    r"^(?:and |now |same |the same |ok |then |but |rather )*(?:(?:ranked|sorted|ordered) )?(?:by|in terms of|going by)\b"
)
#: "Only the ones above 40 euros": the same list, shorter.
ONLY_THOSE = re.compile(
    r"^(?:and |ok |but |please )*(?:only|just) (?:the |those )?(?:ones?|those|products|items|lines|(?:today'?s|this week'?s|urgent|critical|late|overdue) (?:orders?|ones|lines|items|products))\b"
)
WEEKDAY = re.compile(r"\bweekdays?\b|\bday of the week\b", re.IGNORECASE)


def busiest_day(plan: Plan, before: Plan) -> Plan:
    """ "And which day is the busiest?" after a total: of that stretch, rather than of the week in general."""
    windowed = (
        before.window is not None and before.intent == "value" and any(MEASURES[m].windowed for m in before.measures)
    )
    return before.with_(statistic="peak_day", question=plan.question) if windowed else plan


_SAME_TIME = re.compile(
    r"\b(?:in|over|during|for|within) (?:the|that|those|these) same (?:\w+ )?(?:days?|weeks?|period|time|month|stretch|span)\b|\bsame (?:period|time ?span|stretch)\b"
)


#: "And returns?" after what was sold last week
_BARE_FIGURE = re.compile(
    r"^\W*(?:and |also |plus |what about |how about |the )*(?:the )?(?:units )?(?:returns?|returned|sales|sold)(?: too| as well| please)*\W*$"
)


def _in_the_same_time(masked: Masked, plan: Plan, earlier: Plan) -> Plan:
    """ "And how many came back in the same days?": the time of the turn before, and what happened in it."""
    past = earlier.window is not None and earlier.window.side == "history"
    if (
        masked.windows
        or earlier.window is None
        or is_beside(masked.spelled)
        or not (
            _SAME_TIME.search(masked.text) or (past and (masked.tense == "past" or _BARE_FIGURE.match(masked.text)))
        )
    ):
        return plan
    if not set(plan.measures) & {*TO_HISTORY, *TO_HISTORY.values()}:
        return plan
    measures = tuple(TO_HISTORY.get(m, m) for m in plan.measures) if past else plan.measures
    return plan.with_(measures=measures, window=earlier.window)


_WHO_OF_THEM = re.compile(
    r"\b(?:who|where|which (?:one|shop|store|branch|of (?:them|the (?:shops|stores)))|what (?:shop|store))\b[^?]*\b(?P<end>most|highest|biggest|largest|least|fewest|lowest|smallest|longest|shortest|first|soonest|last)\b"
)
_LOW_END = ("least", "fewest", "lowest", "smallest", "shortest", "first", "soonest")


def _which_of_them(text: str, plan: Plan, earlier: Plan) -> Plan:
    """ "And who has the most of it?" after a product in all stores: the store of them that has."""
    one = len(earlier.entities.products) == 1 and not earlier.entities.stores and not plan.entities.stores
    said = _WHO_OF_THEM.search(text)
    if not (said and one and plan.intent == "value" and plan.entities.products == earlier.entities.products):
        return plan
    if plan.measures != earlier.measures or earlier.intent != "value":
        return plan
    low = said["end"] in _LOW_END
    return plan.with_(intent="rank", group_by="store", limit=1, offset=0, sort=Sort(plan.measures[0], not low))


#: "Which of them goes first?"
_ONE_OF_THEM = re.compile(
    r"\bwho (?:has|sells|needs|holds|is|was|gets) (?:the )?(?:most|least|fewest|highest|lowest|biggest|smallest)\b|"
    r"\bwhich (?:one )?of (?:them|those|these)(?: \w+){0,2}? (?:goes|is|has|runs|comes|sells|needs|gets|was|costs|takes|brings|does|lasts)\b"
)
_TO_ORDER = frozenset({"order_qty", "order_by", "order_value"})


def _of_that_order(plan: Plan, earlier: Plan) -> Plan:
    """ "When will it be here?" after what is to be ordered: the delivery of that order, not of one that is open."""
    ordered = earlier.intent in ("value", "explain", "draft_order") and bool(_TO_ORDER & set(earlier.measures))
    late = LATE.search(plan.question.lower()) or LATE.search(earlier.question.lower())
    if not ordered or late or plan.measures != ("due_on",) or plan.intent != "value":
        return plan
    return plan.with_(measures=("delivery_on",), window=None, filters=())


_WITH_THAT = re.compile(r"\b(?:compare\w*|comparison|against|versus|vs|beside|next to|measure up|stack up|differ\w*)\b")
_SPOKEN_OF = re.compile(r"\b(?:that|it|this|those)\b")
#: "How many units more or less is that than we sold last week?"
_MORE_THAN = re.compile(
    r"\bhow (?:many|much)(?: units| pieces)? (?:more|less|fewer|higher|lower)(?: or (?:more|less|fewer|higher|lower))?(?: units| pieces)? (?:is|are|was|would) (?:that|this|it|those)\b[^?]*\bthan\b"
    r"|\b(?:is|are|was|would) (?:that|this|it|those)(?: be)?(?: any| much| a lot| still| really| actually)? (?:more|less|fewer|higher|lower|better|worse|above|below|up|down)(?: or (?:more|less|fewer|higher|lower|better|worse))?(?: units| pieces)? (?:than|on) "
)


def _with_that(text: str, window_asked: bool, plan: Plan, earlier: Plan) -> Plan:
    """ "How does next week compare with that? Both figures.": the new time, and the value of the turn before."""
    told = earlier.intent == "value" and earlier.window is not None and plan.window is not None
    apart = told and window_asked and plan.second_window is None and plan.window != earlier.window
    if apart and _MORE_THAN.search(text) and plan.intent in ("compare", "value"):
        return plan.with_(
            intent="compare", measures=earlier.measures, window=earlier.window, second_window=plan.window,
            difference=True, sort=None, filters=earlier.filters,
        )  # fmt: skip
    if (
        plan.intent not in ("compare", "value")
        or not apart
        or not (_WITH_THAT.search(text) and _SPOKEN_OF.search(text))
    ):
        return plan
    other = {"actual_sales": "expected_sales", "expected_sales": "actual_sales"}
    same = plan.window is not None and earlier.window is not None and plan.window.side == earlier.window.side
    measures = earlier.measures if same else tuple(other.get(m, m) for m in earlier.measures)
    return plan.with_(intent="value", measures=measures, sort=None, also=(earlier.with_(question=plan.question),))


def completed(masked: Masked, plan: Plan, earlier: Plan) -> Plan:
    """What a merged plan still takes of the turn before."""
    plan = _with_that(masked.text, bool(masked.windows), plan, earlier)
    plan = _which_of_them(masked.text, _of_that_order(plan, earlier), earlier)
    plan = _in_the_same_time(masked, plan, earlier)
    if PLANNED_PROMOTION & set(earlier.measures):
        plan = in_that_promotion(plan, masked)
    one_named = any(m.kind == "product" for m in masked.mentions)
    listed = earlier.intent in ("list", "rank") and earlier.filters and not one_named
    if plan.measures == ("product_supplier",) and listed:
        return earlier.with_(intent="list", group_by="supplier", sort=None, limit=None, question=plan.question)
    extreme = earlier.statistic in ("peak_day", "low_day") and plan.measures == earlier.measures and not masked.windows
    if extreme and THAT_DAY.search(masked.text) and plan.intent == "value":
        plan = plan.with_(statistic=earlier.statistic, window=earlier.window)  # "how many units is that on that day?"
    one = plan.intent == "rank" and plan.limit is None and bool(_ONE_OF_THEM.search(masked.text))
    return plan.with_(limit=1) if one else plan


SINGULAR = {"products": "product", "stores": "store", "suppliers": "supplier", "categories": "category"}


def told_question(plan: Plan, turn: Turn, catalogue: Catalogue) -> str:
    """The question with what was left out, in brackets."""
    parts = []
    for kind in KINDS:
        ids = getattr(plan.entities, kind)
        if ids and ids != getattr(turn.plan.entities, kind):
            parts.append(", ".join(catalogue.name(SINGULAR[kind], i) for i in ids))
    if plan.measures != turn.plan.measures or turn.reading.weak:
        parts.insert(0, ", ".join(MEASURES[m].label for m in plan.measures if m in MEASURES))
    if plan.window is not None and plan.window != turn.plan.window and plan.window.asked:
        parts.append(plan.window.label)
    told = "; ".join(p for p in parts if p)
    return f"{turn.masked.question} ({told})" if told else turn.masked.question
