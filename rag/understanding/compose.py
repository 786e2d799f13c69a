# ruff: noqa: E501 - a pattern is read on one line
"""A reading with names, dates and numbers put in: the plan."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from rag.measures import MEASURES
from rag.names.catalogue import Catalogue
from rag.names.sizes import near_names
from rag.notes.sets import several_notes
from rag.notes.words import ITS_DAYS, first_days_of_it
from rag.plan import FIELD_OF, Ambiguity, Entities, Plan, Window
from rag.times.windows import default_window, make_window
from rag.understanding.message.asked_of_notes import looked_for
from rag.understanding.message.masking import Masked
from rag.understanding.message.note_topics import (
    NOTE_TOPIC,
    NOTE_WORD,
    ONE_OF_THEM,
    asked_text,
    notes_clause,
    unknown_matter,
)
from rag.understanding.message.tidying import tidy
from rag.understanding.plans.alternatives import put_alternatives
from rag.understanding.plans.assortments import put_assortments
from rag.understanding.plans.by_a_note import by_a_note, of_the_stand_in
from rag.understanding.plans.certain_weekdays import put_certain_weekdays
from rag.understanding.plans.chances import put_chance, put_gap_to_number, put_reached
from rag.understanding.plans.change_between import put_change_between, spent_in_the_past
from rag.understanding.plans.coming_events import coming_events
from rag.understanding.plans.concentration import put_concentration
from rag.understanding.plans.days_of_weeks import day_by_day, days_inside, not_supposed
from rag.understanding.plans.during_promotion import put_during_promotion
from rag.understanding.plans.enumerating import with_counted_up
from rag.understanding.plans.filtering import SOLD_AT_ALL, put_filters
from rag.understanding.plans.gone_then import put_gone_then
from rag.understanding.plans.in_so_many import put_in_so_many
from rag.understanding.plans.joined_conditions import put_joined_conditions
from rag.understanding.plans.left_out import is_left_out
from rag.understanding.plans.limits_of_times import put_limits_of_times
from rag.understanding.plans.lost_money import put_lost_money
from rag.understanding.plans.lot_sizes import put_lot_sizes
from rag.understanding.plans.made_up_of import put_parts_of
from rag.understanding.plans.measuring import put_measures
from rag.understanding.plans.money_to_come import put_money_to_come
from rag.understanding.plans.none_of_theirs import put_none_of_theirs
from rag.understanding.plans.one_of_region import NO_REGIONS_RANKED, one_of_region, ranks_regions
from rag.understanding.plans.open_and_new import put_open_and_new
from rag.understanding.plans.order_lines import put_order_lines
from rag.understanding.plans.other_ends import put_other_ends
from rag.understanding.plans.outside_range import put_outside_range
from rag.understanding.plans.part_in_whole import put_part_in_whole
from rag.understanding.plans.part_with import put_part_with
from rag.understanding.plans.places import put_place
from rag.understanding.plans.projecting import put_sold_through
from rag.understanding.plans.promotion_times import put_promotion_times
from rag.understanding.plans.ranked_among import among_those, put_condition
from rag.understanding.plans.ranked_changes import put_ranked_changes
from rag.understanding.plans.ranked_days import put_days_counted, put_ranked_days
from rag.understanding.plans.ranked_weeks import put_ranked_weeks
from rag.understanding.plans.ratios import put_ratio
from rag.understanding.plans.said_states import put_said_states
from rag.understanding.plans.shaping import put_shape
from rag.understanding.plans.shelf_alone import put_shelf_alone
from rag.understanding.plans.spreads import put_width
from rag.understanding.plans.standing import put_standing
from rag.understanding.plans.stock_of_the_past import stock_of_the_past
from rag.understanding.plans.those_days import put_those_days
from rag.understanding.plans.transfers import put_transfer
from rag.understanding.plans.two_leaders import put_two_leaders
from rag.understanding.plans.two_times import between_two_times, sold_then
from rag.understanding.plans.unnamed_figures import put_unnamed_figure
from rag.understanding.plans.unsold import put_unsold
from rag.understanding.plans.which_have_it import put_which_have_it
from rag.understanding.reading import Reading
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.loose_suppositions import of_lower_demand
from rag.understanding.words.topics import not_held, refusal

__all__ = ["compose", "entities_of", "matter_of_notes"]

_MAX_CANDIDATES = 8


def compose(masked: Masked, reading: Reading, amounts: Amounts, catalogue: Catalogue) -> Plan:
    """The plan of one question by itself, without its conversation."""
    masked = _without_its_days(masked)
    base = Plan("value", question=masked.question, resolved_question=masked.question, confidence=reading.confidence)
    if (events := coming_events(base, masked, reading, entities_of(masked, catalogue), catalogue)) is not None:
        return events
    if (early := _not_for_us(masked, reading, base, catalogue)) is not None:
        return early
    if ranks_regions(masked, catalogue) and reading.intent != "notes":
        return base.with_(intent="no_data", problem=NO_REGIONS_RANKED)
    entities = entities_of(masked, catalogue)
    unclear = _ambiguity(masked, reading, catalogue)
    if unclear is not None:
        return base.with_(intent="clarify", ambiguity=unclear, entities=entities)
    reading = between_two_times(masked, by_a_note(masked, reading))
    among = among_those(masked, reading, amounts)
    reading = among[0] if among else reading
    plan = base.with_(intent=reading.intent, entities=entities, levels=amounts.levels)
    plan = put_measures(plan, masked, reading, amounts)
    plan = of_lower_demand(plan.with_(scenario=amounts.scenario), masked.text).with_(scenario=plan.scenario)
    plan = put_sold_through(_windows(plan, masked, reading, catalogue), catalogue.calendar)
    plan = put_filters(_in_its_weeks(plan, catalogue), masked, reading, amounts, catalogue)
    plan = put_said_states(put_joined_conditions(put_unsold(plan, masked, catalogue), masked), masked)
    plan = put_alternatives(plan, masked, amounts)
    if plan.intent == "clarify":
        return plan
    plan = put_shape(put_condition(plan, among[1]) if among else plan, masked, reading, amounts)
    plan = put_unnamed_figure(put_ranked_days(_in_a_stretch(plan, masked), masked.text), masked, amounts)
    if plan.intent == "clarify":
        return plan
    stood = put_standing(plan, masked)
    plan = put_place(plan, masked) if stood is plan else stood
    plan = put_width(put_ranked_changes(plan, masked, reading, amounts), masked)
    plan = put_lost_money(put_ranked_weeks(put_two_leaders(plan, masked, catalogue), masked, catalogue), masked)
    plan = put_days_counted(plan, masked.text, amounts.thresholds)
    plan = put_gap_to_number(put_reached(put_chance(sold_then(plan, masked), masked, amounts), masked), masked)
    plan = with_counted_up(put_certain_weekdays(plan, masked, catalogue), masked)
    plan = put_those_days(
        put_during_promotion(put_gone_then(plan, masked), masked, catalogue.calendar), masked, catalogue.calendar
    )
    plan = put_which_have_it(plan, masked)
    plan = put_outside_range(put_parts_of(put_ratio(put_shelf_alone(plan, masked), masked), masked), masked)
    plan = put_part_with(put_limits_of_times(plan, masked, amounts), masked, amounts, catalogue.calendar.as_of)
    plan = put_concentration(put_part_in_whole(plan, masked, amounts, catalogue.calendar.as_of), masked, amounts)
    if (spent := spent_in_the_past(plan, masked)) is not None:
        return spent
    if (moved := put_transfer(plan, masked)) is not plan:
        return moved
    plan = put_other_ends(put_lot_sizes(put_change_between(plan, masked, catalogue), masked), masked, catalogue)
    if (assorted := put_assortments(plan, masked, catalogue)) is not plan:
        return assorted
    if (none := put_none_of_theirs(plan, masked, catalogue)) is not plan:
        return none
    plan = put_open_and_new(put_promotion_times(put_in_so_many(plan, masked), masked), masked)
    lined = put_order_lines(plan, replace(masked, text=asked_text(masked, reading)), catalogue)
    if lined is not plan:
        return _notes(lined, masked, reading) if "noted" in reading.flags else lined
    plan = of_the_stand_in(_notes(plan, masked, reading), masked)
    plan = _about_notes(plan, masked, catalogue)
    plan = put_money_to_come(stock_of_the_past(plan, masked, catalogue), masked, catalogue.calendar.as_of)
    return _unreachable(plan, catalogue)


def _in_its_weeks(plan: Plan, catalogue: Catalogue) -> Plan:
    """Weekly data counts weeks without stock, not days."""
    if catalogue.calendar.frequency != "weekly" or "oos_days" not in plan.measures:
        return plan
    return plan.with_(measures=tuple("oos_weeks" if m == "oos_days" else m for m in plan.measures))


def _without_its_days(masked: Masked) -> Masked:
    """ "Over the 14 days of that offer": the days that a note tells, not the next fourteen."""
    said = ITS_DAYS.search(tidy(masked.question))
    if said is None or len(masked.windows) != 1:
        return masked
    length = masked.windows[0].days
    its = f"{length} days" in said.group().lower() or first_days_of_it(said.group()) == length
    return replace(masked, windows=()) if its else masked


def _in_a_stretch(plan: Plan, masked: Masked) -> Plan:
    """The best weekday of a stretch of time that is named; of the last year otherwise."""
    past = next((w for w in masked.windows if w.side == "history"), None)
    return plan.with_(window=past) if plan.measures == ("peak_weekday",) and plan.window is None and past else plan


def matter_of_notes(masked: Masked, reading: Reading, amounts: Amounts, catalogue: Catalogue) -> bool:
    """A question about a named thing that names no figure, time or condition, but something: only notes may know."""
    plain = reading.weak and reading.intent == "value" and not reading.templates and not reading.group
    plain = plain and not (amounts.levels or amounts.thresholds or amounts.scenario or masked.windows)
    return bool(plain and masked.mentions and catalogue.note_about and unknown_matter(masked.text))


# -- what cannot be answered ----------------------------------------------------------------------


def _not_for_us(masked: Masked, reading: Reading, base: Plan, catalogue: Catalogue) -> Plan | None:
    if reading.topic in ("injection", "other") or reading.intent == "refuse":
        return base.with_(intent="refuse", problem=refusal(reading.topic, masked.text))
    if masked.unknown:
        first = masked.unknown[0]
        kind = first.kind.split()[-1]
        said = re.sub(r"^(?:store|product|supplier) ", "", first.text)
        near = near_names(said, catalogue) if kind == "product" else ()
        beside = f" In the range: {', '.join(near)}." if near else ""
        of_that_kind = "product, store or supplier" if kind == "name" else kind
        return base.with_(
            intent="no_data",
            problem=f"I do not know a {of_that_kind} called {said}.{beside}",
            entities=Entities(),
            window=None,
        )
    if reading.topic == "not_held":
        told = not_held(masked.text) or "that"
        return base.with_(intent="no_data", problem=f"The data holds nothing on {told}.")
    if reading.topic == "help" or reading.intent == "help":
        return base.with_(intent="help")
    return None


def _ambiguity(masked: Masked, reading: Reading, catalogue: Catalogue) -> Ambiguity | None:
    for mention in masked.mentions:
        if mention.kind == "product" and mention.ambiguous and is_left_out(masked, mention):
            continue  # "all of it except the butter": whichever butter
        if mention.kind == "product" and reading.intent == "notes" and ONE_OF_THEM.search(masked.text):
            continue  # "one of the balms is end of line. Which one?": the note tells
        if mention.ambiguous and mention.kind != "region":
            names = tuple(dict.fromkeys(item.name for item in mention.items))
            if len(names) == 1:  # one name, two ids: the ids tell them apart
                names = tuple(f"{item.name} ({item.id})" for item in mention.items)
            kind = mention.kind if mention.kind in ("product", "store", "supplier", "category") else "meaning"
            return Ambiguity(kind, mention.text, names[:_MAX_CANDIDATES])  # type: ignore[arg-type]
    return one_of_region(masked, reading, catalogue)


def _unreachable(plan: Plan, catalogue: Catalogue) -> Plan:
    """A window that nothing covers cannot be answered from."""
    windowed = any(MEASURES[m].windowed for m in plan.measures if m in MEASURES)
    window = plan.window
    if window is None or not windowed or window.covered_start is not None or not window.asked:
        return plan
    calendar = catalogue.calendar
    if window.side == "forecast":
        reach = (
            f"the forecast runs from {_day(calendar.step_dates[0])} to {_day(calendar.horizon_end)}"
            if calendar.step_dates
            else "there is no forecast"
        )
    else:
        reach = f"sales are known from {_day(calendar.history_start)} to {_day(calendar.as_of)}"
    return plan.with_(
        intent="no_data", problem=f"{window.label[:1].upper()}{window.label[1:]} is outside the data: {reach}."
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# -- names ----------------------------------------------------------------------------------------


def entities_of(masked: Masked, catalogue: Catalogue) -> Entities:
    """Ids of the mentions, in the order they were said; a region stands for its stores."""
    ids: dict[str, list[str]] = {field: [] for field in FIELD_OF.values()}
    out = [m for m in masked.mentions if m.items and is_left_out(masked, m)]
    kept = {m.kind for m in masked.mentions if m not in out}
    left = {(m.kind, item.id) for m in out for item in m.items}
    for mention in masked.mentions:
        if mention in out:
            if mention.kind == "product" or mention.kind in kept:
                continue  # a condition: the others may be a hundred thousand; "forget Cork, Dublin": of Dublin
            others = [i.id for i in catalogue.of_kind(mention.kind) if (mention.kind, i.id) not in left]
            ids[FIELD_OF[mention.kind]] += others
        elif mention.kind == "region":
            ids["stores"] += [s for item in mention.items for s in catalogue.region_stores.get(item.id, ())]
        elif mention.kind in FIELD_OF:
            ids[FIELD_OF[mention.kind]] += [item.id for item in mention.items]
    return Entities(**{field: tuple(dict.fromkeys(values)) for field, values in ids.items()})


# -- times ----------------------------------------------------------------------------------------


def _windows(plan: Plan, masked: Masked, reading: Reading, catalogue: Catalogue) -> Plan:
    windows = [w for w in masked.windows if not (w.label in ("today", "this week") and _not_sales(plan, reading))]
    if reading.scenario == "lead_time":  # "in that time, starting tomorrow": as long as the delivery takes
        windows = [w for w in windows if not w.label.startswith(("starting", "beginning", "from", "today"))]
    windows = days_inside(not_supposed(windows, masked), catalogue)
    if reading.group == "day" and len(windows) > 1:
        windows = day_by_day(windows, catalogue)
    ids = [MEASURES[m] for m in plan.measures if m in MEASURES]
    windowed = [m for m in ids if m.windowed]
    first: Window | None = windows[0] if windows else None
    second: Window | None = None
    if len(windows) > 1:
        future = [w for w in windows if w.side == "forecast"]
        fixed = any(m.id.startswith(("avg_daily", "trend", "revenue_90d")) for m in ids)
        if reading.intent == "compare" and not fixed:
            second = windows[1]
        elif future and not all(m.table == "sales" for m in ids):
            first = future[0]
    counted = reading.intent in ("count", "list") and SOLD_AT_ALL.search(masked.text)
    if first is not None and not windowed and first.side == "history" and reading.group != "note" and not counted:
        first = None  # "trend over the last 28 days" is a statistic of its own
    if not windowed and first is None:
        return plan.with_(window=None)
    ever = _EVER.search(masked.text) or "last_sold" in plan.measures
    if first is None and windowed and ever and all(m.table == "sales" for m in windowed):
        calendar = catalogue.calendar
        first = make_window(calendar.history_start, calendar.as_of, "all days on record", calendar, "history")
    if first is None and windowed:
        side = "history" if all(m.table == "sales" for m in windowed) else "forecast"
        first = default_window(catalogue.calendar, side, whole="promotion_price" in plan.measures)
        if reading.intent == "compare" and {m.table for m in windowed} >= {"sales", "forecasts"}:
            second = default_window(catalogue.calendar, "history")
            first = default_window(catalogue.calendar, "forecast")
    return plan.with_(window=first, second_window=second)


_EVER = re.compile(
    r"\b(?:record (?:sales |selling )?(?:day|week)|all[- ]time|of all times?|ever(?: (?:had|sold|seen))?|in (?:our|the|its) (?:whole )?history|since (?:we|records|the data) (?:began|started|start|begin)|on record)\b"
)


def _not_sales(plan: Plan, reading: Reading) -> bool:
    sales = {
        "expected_sales",
        "actual_sales",
        "expected_returns",
        "actual_returns",
        "expected_daily_sales",
        "actual_revenue",
        "sales_quantile",
        "expected_net",
    }
    return not set(plan.measures) & sales


# -- notes ----------------------------------------------------------------------------------------


def _said_of_notes(question: str) -> str:
    """The sentences that speak of what notes hold; the whole question where none does."""
    sentences = re.split(r"(?<=[.!?])\s+", tidy(question))
    said = [s for s in sentences if NOTE_TOPIC.search(s.lower()) or NOTE_WORD.search(s.lower())]
    return " ".join(said) or question


#: "There is a note on returns of it. What rate does it state?": of the note spoken of before
_IT_SAYS = re.compile(r"\b(?:does|did|do) (?:it|that|they) (?:state|say|give|mention|name|quote|claim)\b")
#: "Somebody filed a note on 23 July: what is it about?"
_DATED = re.compile(
    r"\b(?:notes?|memos?)(?: (?!about|regarding|concerning)\w+){0,4}? (?:on|of|from|dated?|in) \[past\]"
    r"|\b(?:filed|wrote|written|dated?|entered|added|posted)\b[^?]{0,30}\[past\]"
)


def _notes(plan: Plan, masked: Masked, reading: Reading) -> Plan:
    against_the_books = plan.measures == ("gap_to_number",) and not NOTE_WORD.search(masked.text)
    if plan.intent != "notes" and "noted" in reading.flags and not against_the_books:
        query = notes_clause(masked.text, masked.of_notes)
        query = _said_of_notes(masked.question) if not query or _IT_SAYS.search(query) else query
        dearer = plan.scenario is not None and plan.scenario.kind == "price" and not NOTE_WORD.search(query.lower())
        return plan if dearer else plan.with_(note_query=query)  # "say the price goes up 8%": supposed, not looked up
    if plan.intent != "notes":
        return plan
    query = looked_for(" ".join(masked.quotes) or masked.question)
    dated = bool(masked.windows) and (reading.group == "note" or _DATED.search(masked.text) is not None)
    if dated and set(unknown_matter(masked.text)) <= {"note", "notes", "dated", "written", "memo", "memos"}:
        query = ""  # "which notes are from November?": all of them
    measures = tuple(m for m in reading.measures if m in ("product_supplier",))
    dated = dated or (bool(masked.windows) and several_notes(masked.question, plan.group_by) is not None)
    return plan.with_(
        note_query=query,
        measures=measures,
        window=(plan.window or masked.windows[0]) if dated else None,
        filters=(),
        sort=None,
        limit=None,
        statistic="total",
        levels=(),
    )


def _about_notes(plan: Plan, masked: Masked, catalogue: Catalogue) -> Plan:
    """After a note's title, "that supplier" and "the product" are what the note is about."""
    if not plan.entities.notes or plan.intent == "notes":
        return plan
    about = catalogue.note_about.get(plan.entities.notes[0], {})
    entities = plan.entities
    asks_product = re.search(r"\b(?:it|product|item|which one|that one|sku|article)\b", masked.text)
    asks_supplier = re.search(r"\b(?:supplier|vendor|they|them|their|from it|company)\b", masked.text)
    if (
        not entities.products
        and about.get("product")
        and not (asks_supplier and not asks_product and about.get("supplier"))
        and plan.group_by != "product"
    ):
        entities = replace(entities, products=(about["product"],))
    elif not entities.suppliers and about.get("supplier"):
        entities = replace(entities, suppliers=(about["supplier"],))
    if (
        not entities.stores
        and about.get("store")
        and re.search(r"\b(?:that|this|the) (?:store|shop|branch)\b", masked.text)
    ):
        entities = replace(entities, stores=(about["store"],))
    return plan.with_(entities=entities)
