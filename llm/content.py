"""Content planning: which sentences an answer has, and what each of them says.

The first brief answers what was asked; then what was asked beside it, at most two extras, and the sentences that
the code words itself: coverage, limits of a window, quotations. No brief tells more than four values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from llm.briefs import Brief, fixed, line_of, window_of
from llm.comparisons import compared
from llm.conditions import among_which, clarifying, condition_words, help_words, nothing_words, scenario_words
from llm.grouping import (
    BESIDE,
    TOLD_RANKS,
    combined,
    common_subject,
    count_brief,
    count_line,
    most_of,
    name_of,
    tell_facts,
    values_of,
)
from llm.key_sentence import key_sentence
from llm.quoting import about_notes, is_of_note, plain_dates, quotations, set_of_notes
from llm.telling import role_of, tell
from rag.facts import NOTHING_MEETS, Evidence, Fact, extreme
from rag.measures import MEASURES, ORDER_LINE
from rag.plan import EACH_ITS_OWN, Plan

__all__ = ["plan_content"]

TOLD_NAMES, TOLD_WHOLE = 3, 4  # names told of a list, unless it has so few; the table has all of them
#: Facts that are said elsewhere or are no part of an answer's sentences.
_SILENT = frozenset(
    {
        "ratio",
        "difference",
        "age",
        "as_of",
        "scenario_input",
        "limit_day",
        "event",
        "reason",
        "note_figure",
        "winner",
        "alert_message",
        "alert_value",
        "order_id",
        "ordered_on",
        "alert_threshold",
    }
)


def plan_content(plan: Plan, evidence: Evidence) -> list[Brief]:
    """The briefs of an answer in order; the last ones are fixed."""
    if evidence.parts:
        return _of_several(plan, evidence)
    return [_numbered(b, i, plan) for i, b in enumerate(_of_one(plan, evidence), 1)]


def _of_several(plan: Plan, evidence: Evidence) -> list[Brief]:
    """Each question of a message in turn; sentences of the code stand once, behind the figures.

    Of more than two questions each is told whole, on a line of its own, and coverage only where something was skipped.
    """
    found: list[Brief] = []
    lines = len(evidence.parts) > 2
    for part, gathered in zip(plan.parts(), evidence.parts, strict=True):
        told = {_figure(f) for b in found for f in b.facts}
        whole = [] if not lines or gathered.coverage.get("skipped") else _coverage(part, gathered)
        of_part = [b for b in _of_one(part, gathered) if b not in found and b not in whole]
        of_part = [b for b in of_part if b.kind == "fixed" or not b.facts or not {_figure(f) for f in b.facts} <= told]
        found += [replace(b, opens=lines and not n) for n, b in enumerate(of_part)]
    if not lines:
        found.sort(key=lambda b: b.kind == "fixed")
    at = next((n for n, b in enumerate(found) if b.kind == "fixed"), len(found))
    found[at:at] = combined(plan, evidence)
    return [_numbered(b, i, plan) for i, b in enumerate(found, 1)]


def _figure(fact: Fact) -> tuple:
    """What is told by a fact: "the total order value", and then "what does it cost?", are one figure.

    Two counts of one value may be of different things.
    """
    if role_of(fact) == "count" or not fact.measure:
        return (id(fact),)
    when = (fact.start, fact.end, fact.level)
    return (fact.measure, fact.value, fact.unit, *when, tuple(sorted(fact.subject.items())))


def _of_one(plan: Plan, evidence: Evidence) -> list[Brief]:
    if evidence.status != "answered":
        return _unanswered(plan, evidence)
    if plan.intent == "help":
        return _introduction(evidence)
    facts = [f for f in evidence.facts if f.value is not None and f.measure not in ("age", "as_of")]
    found = set_of_notes(evidence)
    if not found:
        first = key_sentence(plan.question, evidence) if plan.intent == "notes" else []
        found = [*first, *about_notes(evidence)]
    if plan.intent == "notes":
        facts = []
    facts = _once([f for f in facts if not is_of_note(f)])
    asked = [f for f in facts if f.asked]
    told = _answer(plan, evidence, asked) if asked else []
    told += _extras(plan, facts, told)
    found += [_with_lead(plan, told[0]), *told[1:]] if told else []
    messages = [
        nothing_words(plan, evidence) if m == NOTHING_MEETS else m
        for m in dict.fromkeys(evidence.messages)
        if m.strip()
    ]
    found += [fixed(plain_dates(m), facts=evidence.facts) for m in messages]
    found += quotations(evidence)
    found += _coverage(plan, evidence)
    return found or [fixed("There is nothing to show for that in this run.")]


def _introduction(evidence: Evidence) -> list[Brief]:
    """What can be asked, and what the data holds."""
    counts = [f"{tell(f)} {f.label}" for f in evidence.facts if role_of(f) == "count"]
    days = {f.measure: tell(f) for f in evidence.facts}
    known = {"data_start", "data_end", "forecast_end"} <= set(days)
    span = (
        f"sales from {days['data_start']} to {days['data_end']}, and forecasts to {days['forecast_end']}"
        if known
        else ""
    )
    held = ", ".join([*counts, span] if span else counts)
    found = (
        [fixed(help_words()), fixed(f"The data has {held}.", facts=evidence.facts)] if held else [fixed(help_words())]
    )
    return [
        *found,
        fixed("For example: what must I order today, which products will run out, or why is an order that large."),
    ]


def _once(facts: Sequence[Fact]) -> list[Fact]:
    """A fact that was gathered twice is told once; asked for where it was in either place."""
    found: dict[tuple, Fact] = {}
    for fact in facts:
        key = (role_of(fact), fact.label, fact.value, fact.start, fact.end, tuple(sorted(fact.subject.items())))
        kept = found.setdefault(key, fact)
        if fact.asked and not kept.asked:
            found[key] = fact
    return list(found.values())


def _numbered(brief: Brief, number: int, plan: Plan) -> Brief:
    return replace(brief, id=f"b{number}", question=plan.question if number == 1 else "")


def _answer(plan: Plan, evidence: Evidence, asked: Sequence[Fact]) -> list[Brief]:
    if plan.intent == "rank" and asked and all(role_of(f) in ("count", "winner") for f in asked):
        return most_of(plan, [f for f in asked if role_of(f) == "count"])
    if plan.intent in ("list", "count") or (plan.intent == "rank" and not values_of(asked)):
        return _listed(plan, evidence, asked)
    if plan.intent == "rank":
        return _ranked(plan, asked)
    if plan.intent == "whatif":
        return _scenario(plan, asked)
    if plan.intent == "compare" or any(role_of(f) == "winner" for f in asked):
        return compared(plan, asked)
    return [_of_condition(plan, b) for b in _told_apart(asked)]


def _told_apart(facts: Sequence[Fact]) -> list[Brief]:
    """Facts in their order; the lines of an order after what is said of it."""
    lines = [f for f in facts if role_of(f) == "order_content"]
    return [*tell_facts([f for f in facts if f not in lines]), *tell_facts(lines)]


#: What these conditions select goes without saying beside an order quantity or value.
_IMPLIED = frozenset({("order_qty", ">")})


_TELL_THEIR_LIMIT = frozenset({"chance_above", "chance_below", "reached_on", "gap_to_number"})


def _of_condition(plan: Plan, brief: Brief) -> Brief:
    """ "order value of what must be ordered today": a sum over a selection says which."""
    if plan.intent == "value" and plan.share and plan.measures == ("count",):
        return _of_counted(plan, brief)
    chance = set(plan.measures[:1]) & _TELL_THEIR_LIMIT
    beyond = [f for f in plan.filters if (f.column, f.op) not in _IMPLIED and not chance]
    over_time = plan.intent == "list" and any(MEASURES[m].windowed for m in plan.measures if m in MEASURES)
    unscaled = plan.intent == "whatif" and plan.scenario is None
    if not (plan.intent == "value" or over_time or unscaled) or not beyond or brief.kind not in ("values", "rank"):
        return brief
    words = condition_words(plan, 2)
    if not words:
        return brief
    first = words.split()[0]
    if first in ("except", "on") or plan.measures[0] in ORDER_LINE:
        chosen = words
    elif first in ("are", "is"):
        chosen = f"of products that {words}"
    else:
        chosen = f"of products {words}" if first in ("with", "without", "of") else f"of what {condition_words(plan, 1)}"
    if brief.kind == "rank":
        return replace(brief, what=f"{brief.what} {chosen}") if brief.what else brief
    lines = tuple(x if x.label == "count" else replace(x, label=f"{x.label} {chosen}") for x in brief.lines)
    return replace(brief, lines=lines)


def _of_counted(plan: Plan, brief: Brief) -> Brief:
    """ "12 products with excess stock ... share of the products with ABC class A": how many, and of which."""
    if brief.kind == "list":
        number = float(brief.facts[0].value) if isinstance(brief.facts[0].value, (int, float)) else 0
        return replace(brief, that=condition_words(plan, number))
    words = condition_words(plan.with_(filters=plan.whole_filters), 2) if plan.whole_filters else ""
    of = words if words.startswith("with") else ""
    return replace(brief, lines=tuple(replace(x, label=f"{x.label} {of}".strip()) for x in brief.lines))


# ---- lists and rankings -------------------------------------------------------------------------


def _listed(plan: Plan, evidence: Evidence, asked: Sequence[Fact]) -> list[Brief]:
    """The count, the condition, the first names; totals beside it come as extras."""
    counts = [f for f in asked if role_of(f) == "count"]
    others = [f for f in asked if role_of(f) != "count"]
    if not counts:
        return tell_facts(others)
    head, names = counts[0], _row_names(evidence, counts[0].subject)
    number = float(head.value) if isinstance(head.value, (int, float)) else 0
    few = names if len(names) <= TOLD_WHOLE else names[:TOLD_NAMES]
    told = few if plan.intent != "count" and number else []
    more = max(0, len(evidence.rows) - len(told)) if told else 0
    beside = (_more_fact(head, more),) if more else ()
    brief = Brief(
        "list", (count_line(head),), (head, *beside), dict(head.subject), that=condition_words(plan, number),
        items=tuple(told), more=more, names=tuple(names),
    )  # fmt: skip
    found = [brief, *(count_brief(f, plan) for f in counts[1:])]
    return found + (tell_facts(others) if plan.intent == "count" and others else [])


def _more_fact(head: Fact, more: int) -> Fact:
    """How many rows follow the names that are told."""
    return Fact(f"{head.id}_more", float(more), "", "further rows", measure="more", operation="rows - names told",
                inputs=(head.id,), run_id=head.run_id, decimals=0, asked=False)  # fmt: skip


def _row_names(evidence: Evidence, subject: dict[str, str]) -> list[str]:
    """One name per row; rows of one name are told apart by their store."""
    names = [str(r["name"]) for r in evidence.rows if r.get("name")]
    if len(set(names)) == len(names) or "store" in subject:
        return list(dict.fromkeys(names))
    told = [f"{r['name']} in {r['store']}" if r.get("store") and r["store"] != r["name"] else str(r["name"])
            for r in evidence.rows if r.get("name")]  # fmt: skip
    return list(dict.fromkeys(told))


def _ranked(plan: Plan, asked: Sequence[Fact]) -> list[Brief]:
    """The first three with their values, the next ones beside them."""
    winner = next((f for f in asked if role_of(f) == "winner"), None)
    values = values_of(asked)
    main = [f for f in values if role_of(f) == role_of(values[0])]
    common = _shared(main, winner, plan)
    superlative = winner.label if winner is not None else _superlative(plan, main[0])
    counted = plan.measures == ("count",) and plan.share_of != EACH_ITS_OWN
    if counted and plan.filters:  # a number of products says of which
        words = condition_words(plan, 2)
        superlative += f" {'' if words.startswith(('with', 'of')) else 'that '}{words}"
    superlative += among_which(plan)
    found = tell_facts([f for f in values if role_of(f) == "share_together"])
    for start in range(0, min(len(main), 2 * TOLD_RANKS), TOLD_RANKS):
        part = tuple(main[start : start + TOLD_RANKS])
        lines = tuple(line_of(f, name_of(f, common)) for f in part)
        extra = (winner,) if winner is not None and start == 0 else ()
        one_window = len({(f.start, f.end) for f in main}) == 1
        by_day = _by_day(main, common)
        window = window_of(part[0]) if start == 0 and one_window and not by_day else {}
        below = plan.offset and winner is None  # places further down
        head = {"what": line_of(main[0]).label} if below else {"that": superlative}
        head, about = (head, common) if start == 0 else ({}, {})
        found.append(Brief("rank", lines, part + extra, about, names=_tied(part, winner), **head, **window))  # type: ignore[arg-type]
    beside = [f for f in values if f not in main and role_of(f) != "share_together"]
    return found + _told_apart(beside) if plan.measures[0] in ORDER_LINE else found


def _by_day(facts: Sequence[Fact], common: dict[str, str]) -> bool:
    return all(f.start is not None and f.start == f.end and f.subject == common for f in facts)


def _shared(main: Sequence[Fact], winner: Fact | None, plan: Plan) -> dict[str, str]:
    """What the ranked things have in common; the one that comes first is named by what it is itself."""
    if len(main) > 1:
        return common_subject(main)
    subject = dict(main[0].subject)
    first = str(winner.value) if winner is not None else ""
    own = [k for k, v in subject.items() if v == first]
    own = own or ([] if winner is not None and not isinstance(winner.value, str) else [plan.group_by or "product"])
    if "series" in own:
        own = ["product"]
    return {k: v for k, v in subject.items() if k not in own}


def _tied(part: Sequence[Fact], winner: Fact | None) -> tuple[str, ...]:
    return (str(winner.value),) if winner is not None and isinstance(winner.value, str) else ()


def _superlative(plan: Plan, fact: Fact) -> str:
    descending = plan.sort is None or plan.sort.descending
    dated = isinstance(fact.value, date)
    return extreme(fact.label if dated else line_of(fact).label, descending, dated)


# ---- scenarios ---------------------------------------------------------------------------------


def _scenario(plan: Plan, asked: Sequence[Fact]) -> list[Brief]:
    """Now against then where the facts come as such a pair; else each as it is labelled."""
    that = scenario_words(plan)
    values = values_of(asked)
    then = [f for f in values if f.operation and f.measure.startswith("scenario")]
    found: list[Brief] = []
    used: set[str] = set()
    for fact in then:
        now = next((f for f in values if f.id in fact.inputs and f.unit == fact.unit), None)
        pair = [(now, "now"), (fact, "then")] if now is not None else [(fact, "then")]
        measured = MEASURES.get(fact.key.get("measure", ""))
        dated = now is not None and isinstance(now.value, date) and now.measure in MEASURES
        what = MEASURES[now.measure].label if dated and now else line_of(now).label if now else ""
        what = what or (measured.label if measured else fact.label)
        facts = tuple(f for f, _ in pair if f is not None)
        lines = tuple(line_of(f, label) for f, label in pair if f is not None)
        found.append(Brief("whatif", lines, facts, dict(fact.subject), that=that, what=what, **window_of(fact)))  # type: ignore[arg-type]
        used |= {f.id for f in facts}
    rest = [f for f in asked if f.id not in used]
    return found + tell_facts(rest)


# ---- what comes beside --------------------------------------------------------------------------


def _extras(plan: Plan, facts: Sequence[Fact], told: Sequence[Brief]) -> list[Brief]:
    """One sentence of what was not asked for but helps: the range, the order date, a total."""
    done = {f.id for b in told for f in b.facts}
    said = {(role_of(f), tuple(sorted(f.subject.items()))) for b in told for f in b.facts}
    names = {n for b in told for n in b.subject.values()}
    beside = [
        f for f in facts
        if not f.asked and f.id not in done and role_of(f) not in _SILENT and f.value not in names
        and (role_of(f), tuple(sorted(f.subject.items()))) not in said
    ]  # fmt: skip
    if plan.intent in ("list", "rank", "count", "draft_order"):
        beside = [f for f in beside if f.label.startswith("total ")]
    elif plan.intent == "whatif":
        beside = []
    elif told:
        about = told[0].subject
        beside = [f for f in beside if f.subject == about or plan.intent == "explain"]
    limit = 2 if plan.intent == "explain" else 1
    return [_of_condition(plan, b) for b in tell_facts(beside[: BESIDE * limit])[:limit]]


def _with_lead(plan: Plan, brief: Brief) -> Brief:
    from llm.conditions import polarity

    lead = polarity(plan, brief.facts) if brief.kind == "values" else ""
    return replace(brief, lead=lead) if lead else brief


# ---- sentences of the code ----------------------------------------------------------------------


def _unanswered(plan: Plan, evidence: Evidence) -> list[Brief]:
    if evidence.status == "clarify":
        return [fixed(clarifying(plan, evidence))]
    messages = [plain_dates(m) for m in dict.fromkeys(evidence.messages) if m.strip()]
    if not messages:
        messages = [plan.problem or ("That is outside what I can help with." if evidence.status == "refused"
                                     else "The data has nothing on that.")]  # fmt: skip
    if evidence.status == "refused" and not any("answer questions" in m for m in messages):
        messages.append(help_words())
    return [fixed(m, facts=evidence.facts) for m in dict.fromkeys(messages)]


def _coverage(plan: Plan, evidence: Evidence) -> list[Brief]:
    """How many rows were checked, where that is the point of a list or where some were skipped."""
    cover = evidence.coverage
    total, skipped = cover.get("total") or 0, cover.get("skipped") or 0
    if plan.measures == ("count",) and plan.intent == "list" and not plan.filters:
        return []  # names without a figure: there was nothing to check
    if not total or (not skipped and plan.intent not in ("list", "count", "rank")) or total == 1:
        return []
    text = f"{cover.get('checked', 0):,} of {total:,} checked"
    if skipped:
        text += f", {skipped:,} skipped ({cover.get('skipped_reason') or 'not known'})"
    return [fixed(text + ".")]
