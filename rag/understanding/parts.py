# ruff: noqa: E501 - a pattern is read on one line
"""One message with two questions that no single plan holds: "how many by Friday, and which day is the busiest?"

Two measures of the same things in the same window are one plan. Where window, shape, conditions or things differ, each
question becomes a plan of its own, the later ones read as what follows the first.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.measures import MEASURES
from rag.plan import KINDS, Entities, Plan, Sort
from rag.understanding.followups.beside import is_beside
from rag.understanding.followups.carrying import ADDS_UP, WEEKDAY, busiest_day
from rag.understanding.message.asked_or_told import ASK, asks_something
from rag.understanding.parts_beside import (
    AFTER_QUESTION,
    ReadClause,
    beside_compared,
    beside_first,
    beside_its_level,
    beside_note,
    beside_what_if,
    counted_beside_notes,
    on_its_day,
)
from rag.understanding.parts_ranked import two_rankings
from rag.understanding.turn import Turn
from rag.understanding.words.conditions import class_filters
from rag.understanding.words.grouped import NAMES_OF
from rag.understanding.words.measures import find_measures
from rag.understanding.words.patterns import COMPARE, DAILY

__all__ = ["clauses", "joined"]

_CUT = re.compile(
    rf"(?<=\?)\s+|;\s+(?={ASK})|[,.]?\s+(?:and|n|plus|also|&|\+)(?: also| then|,)?\s+(?={ASK})|,\s+(?=(?:how|hw|wh?ats?|which|wich|when|wen|whos?|where)\b)|,?\s+(?:and\s+)?(?=(?:of|among|out of) (?:them|those|these|which),? how many\b)|(?<=[a-z\d)])\.\s+(?={ASK})",
    re.IGNORECASE,
)
#: "Units of the whole company, and of that Leeds": a part of what is asked first
_AND_OF_THAT = re.compile(
    r",?\s+(?:and|&|plus|n)\s+(?=(?:of|from|within|out of) (?:that|those|which|these|this|it),? (?:just |only |for |in |at )*(?-i:[A-Z]))",
    re.IGNORECASE,
)
_OF_THAT = re.compile(
    r"^\W*(?:of|from|within|out of) (?:that|those|which|these|this|it),? (?:just |only |for |in |at )*(?-i:[A-Z])",
    re.IGNORECASE,
)
#: "... and how much of it sits in Toledo?": a part of the figure before
_PART_OF_IT = re.compile(
    r"^\W*(?:and )?how (?:much|many) of (?:it|that|this)(?: (?:is|are|sits|lies|stays|stands|belongs|goes|comes))?(?: (?:just|only|alone|lying|sitting|held|stuck))* (?:in|at|to|from|with) (?:the )?(?-i:[A-Z])",
    re.IGNORECASE,
)
#: "The number of alerts, and how many are critical?"
_SO_MANY_ARE = re.compile(
    r"\bhow many (?:are|is|were) (?:\w+ )?(?:critical|urgent|serious|severe|high|warnings?|low)\b", re.IGNORECASE
)
_SINGLE = ("value", "list", "rank", "count", "compare", "explain")
_JOINED = ("value", "list", "rank", "count", "explain")
_EVERYWHERE = re.compile(
    r"\b(?:all|every|each|whole)(?: of)? (?:our |the )?(?:stores?|shops?|branch(?:es)?|chain|company)\b", re.IGNORECASE
)
_OF_THEM = re.compile(
    r"\bhow many of (?:them|those|these|which)\b|\b(?:of|among|out of) (?:them|those|these|which),? how many\b",
    re.IGNORECASE,
)


def _is_part(clause: str) -> bool:
    """ "... of that Leeds?", "how much of it sits in Leeds?" """
    return _OF_THAT.match(clause) is not None or _PART_OF_IT.match(clause) is not None


#: "Leave aside what is due today. What else ...": the first only limits the second.
_ASIDE_FIRST = re.compile(
    r"^\W*(?:leav\w+ (?:aside|out|off|away)|ignor\w+|forget|set\w* aside|not (?:counting|including)|apart from|besides|skip\w*|drop\w*|exclud\w+|disregard\w*|omit\w*|never mind|(?:please )?(?:do not|don'?t) (?:count|include|consider|show|list|mention))\b",
    re.IGNORECASE,
)
#: "Of what we still have, what is gone first?": the first only says of which
_OF_WHAT = re.compile(
    r"^\W*(?:of|from|among|out of) (?:all )?(?:what|whatever|everything|those|(?:the |our |my )(?:[\w&'.-]+ ){0,4}?(?:stuff|things|goods|products|items|articles|suppliers|vendors|stores|shops|orders|lines|categories))\b",
    re.IGNORECASE,
)
_QUESTION_WORD = r"\?|\b(?:how|what|when|where|why|which|who)\b"
_WHICH_OF_THEM = re.compile(
    r"^\W*(?:for |of |in |at |with )?(?:which|who)(?: ones?)?(?: of (?:the|these|those|them)(?: two| three)?)? (?:is|was|has|had|will|would|do|does|are|were|sells?|sold|needs?|lasts?|runs?)\b",
    re.IGNORECASE,
)
_ASIDE = 3  # words
_MOST = 4  # questions of one message


def clauses(text: str, names: list[tuple[int, int]]) -> list[str]:
    """The questions of a message; one where it cannot be told. `names` are spans that must not be cut."""
    spans, last = [], 0
    for match in sorted([*_CUT.finditer(text), *_AND_OF_THAT.finditer(text)], key=lambda m: m.start()):
        if any(a < match.end() and match.start() < b for a, b in names) or _SAYS_AGAIN.search(text[: match.start()]):
            continue
        spans.append(text[last : match.start()])
        last = match.end()
    spans.append(text[last:])
    spans = [s for s in spans if s.strip(" ?.,!")]
    if len(spans) == 2 and _GOING_BY.search(spans[0]):
        return [text]  # "So tell me: looking at the stock in [store], what is gone first?"
    if len(spans) == 2 and (_ASIDE_FIRST.match(spans[0]) or _OF_WHAT.match(spans[0])):
        return [text]
    if len(spans) == 2 and _WHICH_OF_THEM.match(spans[1]) and not re.search(_QUESTION_WORD, spans[0], re.IGNORECASE):
        return [text]  # "I can trust one of these two: A or B. For which was the error smaller?"
    if len(spans) > 2 and not asks_something(spans[0]):  # what is told first belongs to the first question
        spans = [f"{spans[0]} {spans[1]}", *spans[2:]]
    asking = [
        s
        for n, s in enumerate(spans)
        if asks_something(s)
        or _bare_question(s)
        or (not n and (_announces(s) or _OF_THAT.match(spans[-1])))
        or _of_before(s)
    ]
    again = len(spans) == 2 and spans[0].rstrip().endswith("?") and is_beside(spans[1].lower())
    return spans if again or (2 <= len(spans) <= _MOST and len(asking) == len(spans)) else [text]


#: "... above the forecast, that is, where do we under-forecast?": the same in other words
_SAYS_AGAIN = re.compile(
    r"(?:[,;:.(]|\s[-\u2013\u2014]) ?(?:that is(?: to say)?|that means|i\.? ?e\.?|in other words|in short|or rather|put differently|to put it differently|meaning)$",
    re.IGNORECASE,
)


def _bare_question(said: str) -> bool:
    """ "Lead time of that supplier?": a figure and a question mark."""
    return said.rstrip().endswith("?") and bool(find_measures(said.lower()))


def _of_before(said: str) -> bool:
    """A clause that asks the same as the one before it: "the day after?", "of that, Leeds"."""
    return bool(is_beside(said.lower()) or _OF_THAT.match(said))


#: "Planning the dock: going by the open orders, how many units are due?": how, not what
_GOING_BY = re.compile(
    r":\s*(?:(?:of|among|from|out of) (?:the|all|those|our|these|what)\b|looking at|going by|judging by|based on|according to|counting|taking|by|with|from|for|in|at)\b[^:]*$"
)


#: "She asks: if we placed all of them, ...": what is supposed, before it is asked
_SUPPOSES = re.compile(
    r":\s*(?:if|when|once|suppos\w+|assum\w+|provided|in case)\b(?![^:]*\b(?:how|what|which)\b)[^:]*$"
)


def _announces(said: str) -> bool:
    """ "Two things about tea: its average per day ...": asks without a word that asks."""
    text = said.lower()
    return (
        ":" in said
        and not (_GOING_BY.search(text) or _SUPPOSES.search(text))
        and bool(find_measures(text) or DAILY.search(text) or re.search(r"\btotal\b", text))
    )


_DAY = re.compile(r"\b(?:day|date|when)\b", re.IGNORECASE)


def joined(said: list[str], whole: Plan, earlier: Plan | None, read: ReadClause) -> Plan:
    """`whole`, or the plans of the clauses `said` where they ask for what one plan cannot hold."""
    if (levelled := beside_its_level(whole)) is not whole:
        return levelled
    if _DAY.search(" ".join(said)) and (then := on_its_day(said, earlier, read)) is not None:
        return then.with_(question=whole.question, resolved_question=whole.resolved_question)
    if (ranked := two_rankings(said, whole, earlier, read)) is not None:
        return ranked
    periods = whole.intent == "compare" and whole.second_window is not None and not COMPARE.search(" ".join(said))
    if whole.note_query and whole.intent == "value":
        return beside_note(said, whole, earlier, read)
    if whole.intent == "notes" and (beside := counted_beside_notes(said, whole, earlier, read)) is not None:
        return beside
    if whole.note_query or (
        whole.group_by == "alert" and not (_OF_THEM.search(" ".join(said)) or _SO_MANY_ARE.search(said[-1]))
    ):
        return whole  # a figure beside a note, alerts of two severities: one plan has both
    if whole.intent == "list" and NAMES_OF.search(" ".join(said).lower()):
        return whole  # "where do we have too much? I want the names of the products"
    if whole.group_by in ("week", "month"):
        return whole  # "in which week did we sell least? Tell me the Monday it began"
    if whole.measures == ("inventory_position",) or (periods and whole.difference):
        return whole
    if whole.intent == "whatif" and (asked := said if len(said) > 1 else AFTER_QUESTION.split(said[0])[-2:])[1:]:
        return beside_what_if(asked[-1], whole, read)
    if whole.intent == "compare" and not periods and len(said) == 2 and not whole.also:
        return beside_compared(said, whole, earlier, read)
    part_of_it = len(said) > 1 and _is_part(said[-1])
    if len(said) < 2 or whole.scenario or not (periods or part_of_it or whole.intent in _JOINED):
        return whole
    plans: list[Plan] = []
    for number, clause in enumerate(said):
        if number and (_NAME_THEM.match(clause) or (plans[-1].combine and _BY_HOW_MUCH.match(clause))):
            continue
        turn, plan = read(clause, plans[-1] if plans else earlier)
        part = number and _is_part(clause)
        if number and len(clause.split()) <= _ASIDE and not part and not _says_something(turn, number):
            continue  # "how much?", "which ones?": of what was asked before
        sums_up = earlier is not None and ADDS_UP.search(turn.masked.text)  # "how many pieces is the lot, and ...?"
        if plan.intent not in _SINGLE or plan.scenario or not (part or sums_up or _says_something(turn, number)):
            return beside_first(said, whole, plan, read) if not number else whole
        if number and plan.entities == Entities() and whole.entities != Entities():
            if plan.intent in ("list", "rank", "count") and whole.entities.products:
                return whole
            everywhere = plan.intent != "value" and _EVERYWHERE.search(clause)
            plan = plan if everywhere else plan.with_(entities=whole.entities)
        if number and _PART_OF_IT.match(clause) and plans[-1].intent == plan.intent == "value":
            plan = plans[-1].with_(entities=plan.entities, also=())
        plan = _in_the_same_time(plan, plans[-1]) if number else plan
        rows = next((p for p in reversed(plans) if p.intent in ("list", "count")), None)
        if number and rows is not None and _of_the_same_set(plan, rows):
            plan = plan.with_(filters=rows.filters)
        lost = next((m for m in _LOST if number and m in plans[-1].measures), "")
        if lost and plan.intent == "rank" and _LOSES.search(clause):
            plan = plan.with_(measures=(lost,), sort=Sort(lost), window=None)
        if number and plan.measures == ("peak_weekday",) and not WEEKDAY.search(clause):
            plan = busiest_day(plan, plans[-1])
        if number and plan.group_by == plans[-1].group_by == "weekday" and plan.window is None:
            plan = plan.with_(window=plans[-1].window, measures=plans[-1].measures)  # "... and on an average Tuesday?"
        if number and rows is not None and (same := _of_the_same_rows(plan, rows, clause)) is not None:
            plan = same
        plans.append(
            plan if number or _is_part(said[-1]) or _OF_THEM.search(said[1]) else _filled(turn, plan, whole, clause)
        )
    if len(plans) == 2 and _made_exact(plans[0], plans[1]):
        return plans[1].with_(question=whole.question, resolved_question=whole.resolved_question)
    if len(plans) > 1 and not _OF_THEM.search(said[1]) and _asked_again(plans[0], plans[1]):
        return whole  # "who are our slow movers? Give me the three with the lowest sales in Leeds"
    if whole.levels and not any(p.levels for p in plans):
        return whole  # "a 5% chance that demand is bigger. How many units is that?"
    first = plans[0]
    if all(_shape(p) == _shape(first) for p in plans) and len(_spans(plans)) < 2:
        return _together(whole, plans)
    if _holds(whole, plans):
        return whole
    counted = {"count"} | (
        {"open_orders"} if any(p.intent == "count" and p.group_by == "order" for p in plans) else set()
    )
    named = set(whole.measures) - counted <= {m for p in plans for m in p.measures}
    leaked = whole.share and not any(p.share for p in plans)  # no question by itself asks for a share
    if not named and whole.intent != "explain" and not leaked:
        return whole
    rest = tuple(p.with_(question=whole.question) for p in plans[1:])
    return first.with_(question=whole.question, resolved_question=whole.resolved_question, also=rest)


#: "... and which product loses the most?": of what is lost for want of stock, which was asked before
_LOSES = re.compile(
    r"\blos(?:es|e|ing)\b(?: (?:us|the|most|of|them|units|sales))* ?\bmost\b|\b(?:is|gets|comes off|suffers|was)(?: the| hit| off)* (?:worst|hardest)\b|\bcosts the most\b",
    re.IGNORECASE,
)
_LOST = ("expected_lost_value", "expected_lost_units")
_SUMS = frozenset({"order_value", "order_qty", "stock_value", "on_order_value", "expected_lost_units", "excess_units"})


def _of_the_same_set(plan: Plan, before: Plan) -> bool:
    """ "How many lines are worth less than 50, and how much money is that?": the money of those lines."""
    sums = plan.intent == "value" and set(plan.measures) <= _SUMS and bool(plan.measures)
    limits = [f for f in before.filters if (f.column, f.op) != ("order_qty", ">")]
    unlimited = not [f for f in plan.filters if (f.column, f.op) != ("order_qty", ">")]
    return bool(
        sums and limits and unlimited and before.intent in ("count", "list") and plan.entities == before.entities
    )


#: "... and how many units in sum?" of order lines that were asked for before
_UNITS_OF_THEM = re.compile(
    r"^\W*(?:and |also |plus )*how (?:many|much)(?: (?:units|pieces))?(?: (?:is|are|has|have|does|do|makes?|would|will) (?:it|that|they|those|these|this|the (?:whole )?lot)(?: (?:be|have|make|come to))?| of (?:it|them|those))?"
    r"(?: (?:in|on|at|over|altogether|together|sum|total|all|the|for|of|them|it|those|added|up|taken|whole|lines?|that|order|po))*[ ?.!]*$",
    re.IGNORECASE,
)
_UNITS = re.compile(r"\b(?:units|pieces)\b", re.IGNORECASE)


def _of_the_same_rows(plan: Plan, before: Plan, clause: str) -> Plan | None:
    """What a later clause asks of the order lines before it: their units, or how many of those lines."""
    limits = [f for f in before.filters if f.column in ("order_qty", "action", "order_by")]
    if before.intent not in ("list", "count") or not limits:
        return None
    if plan.intent == "count" and before.intent == "count" and _OF_THEM.search(clause) and plan.filters:
        return plan.with_(group_by=before.group_by)
    if _UNITS_OF_THEM.match(clause) and _UNITS.search(clause):
        units = plan.with_(intent="value", measures=("order_qty",), filters=before.filters, entities=before.entities)
        return units.with_(window=None, group_by="", sort=None, limit=None, statistic="total")
    return None


def _asked_again(first: Plan, second: Plan) -> bool:
    """Does the second question only make the first, which names nothing, exact?"""
    sets = ("list", "rank", "count")
    open_ = not first.filters and first.entities == Entities() and second.entities != Entities()
    return first.intent in sets and second.intent in sets and open_ and first.group_by == second.group_by


def _made_exact(first: Plan, second: Plan) -> bool:
    """ "Where do empty shelves threaten us? List what is used up within the next 7 days.": the second says which."""
    lists = first.intent == second.intent == "list"
    return lists and not first.filters and bool(second.filters) and first.entities == second.entities


def _in_the_same_time(plan: Plan, before: Plan) -> Plan:
    """ "How many were sold in the last 28 days, and how many came back?": in the same days, where none are said."""
    own, past = plan.window, before.window
    taken = own is not None and not own.asked and past is not None and past.asked and past.side == own.side
    return plan.with_(window=past) if taken else plan


#: "... Give me the names, and I make the calls": of what was asked before
_NAME_THEM = re.compile(
    r"^\W*(?:and |please |so |then )*(?:(?:give|tell|show|send)(?: me)?|list|name)(?: just| only)? (?:(?:the |their |all )*names?|them|the list)\b",
    re.IGNORECASE,
)
#: "Was it more than the week before, and by how many units?": told with the two figures
_BY_HOW_MUCH = re.compile(
    r"^\W*(?:and |so |if so,? )?(?:by )?how (?:much|many|far)(?: units| pieces| more| less)?\W*$|^\W*(?:and |or )?(?:up|down|more|less)\b[\w ]{0,20}$",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b")


def _says_something(turn: Turn, number: int) -> bool:
    """A measure of its own; in a later clause another window or statistic will do ("and which day is the best?")."""
    reading = turn.reading
    counted = turn.plan.intent == "count" and bool(reading.group or turn.rules.group)  # "how many shops do we have?"
    own = (
        not reading.weak or counted or reading.templates or turn.amounts.levels or class_filters(turn.amounts.text, [])
    )
    ranked = turn.plan.intent == "rank" and bool(reading.group)  # "and which shop has the most?"
    asked = turn.masked.windows and _HOW_MANY.search(turn.masked.text)  # "how many pieces next week in all"
    of_them = _OF_THEM.search(turn.masked.text) or (number and _SO_MANY_ARE.search(turn.masked.text))
    return bool(
        own
        or asked
        or (number and is_beside(turn.masked.spelled))
        or (number and (of_them or turn.masked.windows or ranked or reading.statistic not in ("", "total")))
    )


def _filled(turn: Turn, plan: Plan, whole: Plan, clause: str) -> Plan:
    """The first clause with what only a later one names: "what is in stock, and what on order, of oat milk?" """
    same = plan.intent == whole.intent == "count" and plan.filters and set(plan.filters) <= set(whole.filters)
    if same and plan.entities == Entities() and not _EVERYWHERE.search(clause):
        return plan.with_(entities=whole.entities, filters=whole.filters)  # "the number of lines, and their value in X"
    if plan.intent not in ("value", "explain"):
        return plan
    entities = plan.entities
    for kind in KINDS:
        late = getattr(whole.entities, kind)
        if late and not getattr(entities, kind) and not (kind == "stores" and _EVERYWHERE.search(clause)):
            entities = replace(entities, **{kind: late})
    window = plan.window
    if window is not None and not window.asked and whole.window is not None and whole.window.side == window.side:
        window = whole.window
    return plan.with_(entities=entities, window=window)


def _holds(whole: Plan, plans: list[Plan]) -> bool:
    """Is one plan of several measures enough, without a condition that only a cut-off clause seemed to have?"""
    named = _figures(whole) >= len(plans) or {m for p in plans for m in p.measures} <= set(whole.measures)
    alike = len({(p.intent, p.statistic, p.levels, p.entities, p.share, p.group_by) for p in plans}) == 1
    return named and alike and whole.intent == plans[0].intent and len(_spans(plans)) < 2 and not whole.filters


def _figures(plan: Plan) -> int:
    """How many figures a plan asks for; a trend is told with its direction."""
    return len(set(plan.measures) - ({"trend"} if "trend_pct_28d" in plan.measures else set()))


def _spans(plans: list[Plan]) -> set[tuple]:
    """The windows that matter: those of measures over time."""
    return {(p.window.start, p.window.end) for p in plans if p.window and any(MEASURES[m].windowed for m in p.measures)}


def _shape(plan: Plan) -> tuple:
    """What must be the same for two measures to share a plan."""
    return (
        plan.intent, plan.statistic, plan.levels, plan.filters, plan.group_by, plan.sort, plan.limit, plan.share,
        plan.difference, plan.entities,
    )  # fmt: skip


def _together(whole: Plan, plans: list[Plan]) -> Plan:
    """One plan of all measures where only they differ."""
    measures = tuple(dict.fromkeys(m for p in plans for m in p.measures))
    enough = _figures(whole) >= len(plans) or set(measures) <= set(whole.measures)
    if whole.intent != "value" or plans[0].intent != "value" or enough:
        return whole
    return plans[0].with_(measures=measures, question=whole.question, resolved_question=whole.resolved_question)
