# ruff: noqa: E501 - a pattern is read on one line
"""Follow-ups: what a question leaves out is taken from the turn before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from rag.measures import MEASURES
from rag.names.catalogue import Catalogue
from rag.notes.words import NEW_PRICES, THAT_DAY, THAT_TIME
from rag.plan import Filter, Plan
from rag.times.windows import Calendar
from rag.understanding.compose import compose
from rag.understanding.followups.above_levels import from_that_level
from rag.understanding.followups.after_notes import (
    asks_on,
    at_their_new_prices,
    lasts_so_long,
    of_that_note,
    of_their_notes,
    of_their_stock,
    of_what_was_told,
    the_same_of,
)
from rag.understanding.followups.after_rank import after_ranking
from rag.understanding.followups.again import asked_again, drafted_again, kept_apart, same_supposition
from rag.understanding.followups.against_another import against_another_thing
from rag.understanding.followups.answered_back import held_against_before, other_limit, other_size
from rag.understanding.followups.as_shares import as_a_share
from rag.understanding.followups.as_things_are import as_things_are, changed_by_it
from rag.understanding.followups.asked_measures import measures_asked
from rag.understanding.followups.asked_of_it import asked_of_it
from rag.understanding.followups.bare_words import of_bare_words
from rag.understanding.followups.beside import just_beside
from rag.understanding.followups.biggest_part import biggest_part
from rag.understanding.followups.by_place import grouped_anew
from rag.understanding.followups.carrying import (
    ADDS_UP,
    ANY_OF_IT,
    BOTH,
    BY_ANOTHER,
    KINDS,
    ONE_OF_TWO,
    ONLY_THOSE,
    SUMMED,
    WEEKDAY,
    busiest_day,
    completed,
    fit_sort,
    same_order,
    told_question,
    turned,
    with_note,
)
from rag.understanding.followups.corrected import put_right
from rag.understanding.followups.dearest_line import dearest_line
from rag.understanding.followups.first_by import first_by
from rag.understanding.followups.gone_left_out import gone_left_out
from rag.understanding.followups.inheriting import asking_of_the_two, asking_the_same_name, inherited_entities
from rag.understanding.followups.leaning import BY_THEMSELVES, WHICH_ONES, leans, quotes_a_note
from rag.understanding.followups.levels_again import at_another_level
from rag.understanding.followups.moved_most import moved_most, with_both_times
from rag.understanding.followups.moving import BARE_DAYS, moved, moved_deadline, part_of_it, so_long
from rag.understanding.followups.of_a_count import of_a_count
from rag.understanding.followups.of_open_orders import of_those_orders
from rag.understanding.followups.of_ranked import in_that_period, next_of_it, of_the_ranked, without_the_ranking
from rag.understanding.followups.of_that_promotion import of_that_promotion
from rag.understanding.followups.of_those_alerts import of_alerts
from rag.understanding.followups.one_line_less import without_one_line
from rag.understanding.followups.orders_narrowed import cost_of_some, of_the_same_orders, orders_narrowed
from rag.understanding.followups.others_doing_so import others_doing_so
from rag.understanding.followups.part_of_that_money import part_of_that_money
from rag.understanding.followups.part_of_the_first import part_of_the_first
from rag.understanding.followups.past_editions import of_past_editions
from rag.understanding.followups.ranked_anew import narrowed_as_ranked, ranked_anew
from rag.understanding.followups.ranked_places import after_them, only_the_first, place_of_the_same, places_on
from rag.understanding.followups.same_things import (
    OF_THEM,
    counts_on,
    limits_of_theirs,
    not_in_money,
    of_the_firm,
    sums_up,
    with_those_before,
)
from rag.understanding.followups.several_told import one_of_compared
from rag.understanding.followups.shut_then import shut_for_a_part
from rag.understanding.followups.supposed_of_told import (
    given_to_another,
    supposed_of_that_figure,
)
from rag.understanding.followups.that_alone import of_that_alone
from rag.understanding.followups.that_day import on_that_day
from rag.understanding.followups.the_same_figure import (
    against_the_time_beside,
    asking_the_same_figure,
    counted_of_them,
    more_of_it_there,
    of_those_running_out,
    put_beside,
    with_what_comes,
)
from rag.understanding.followups.told_in_percent import against_another_time
from rag.understanding.followups.totals_of_the_order import totals_of_the_order
from rag.understanding.followups.unchanged import supposed_unchanged
from rag.understanding.followups.why_counted import why_counted
from rag.understanding.plans.left_out import is_left_out, left_of_the_list, only_leaves_out, summed_without, the_others
from rag.understanding.plans.lost_money import lost_as_before
from rag.understanding.plans.money_to_come import put_money_to_come
from rag.understanding.plans.outside_range import put_outside_range
from rag.understanding.plans.ranked_days import other_day, put_ranked_days
from rag.understanding.turn import Turn
from rag.understanding.words.alerts import alert_filters
from rag.understanding.words.gone_already import without_the_gone
from rag.understanding.words.numbers import number
from rag.understanding.words.patterns import PART_OF, WHO_MORE

__all__ = ["resolve"]


def resolve(turn: Turn, earlier: Plan, catalogue: Catalogue) -> Plan:
    """The plan of a turn that comes after `earlier`; a question that stands alone stays as it is."""
    turn = put_right(turn, earlier, catalogue)
    turn = at_another_level(asking_the_same_name(asking_of_the_two(turn, earlier), earlier), earlier)
    turn, earlier = as_things_are(put_beside(asking_the_same_figure(turn, earlier), earlier), earlier, catalogue)
    plan = turn.plan
    if (
        other := grouped_anew(turn, earlier)
        or totals_of_the_order(turn, earlier)
        or of_bare_words(turn, earlier)
        or other_size(turn, earlier)
        or as_a_share(turn, earlier)
        or biggest_part(turn, earlier)
        or at_their_new_prices(turn, earlier, catalogue)
        or other_day(turn, earlier)
        or of_a_count(turn, earlier)
        or shut_for_a_part(turn, earlier, catalogue.calendar)
        or from_that_level(turn, earlier)
        or given_to_another(turn, earlier)
        or supposed_unchanged(turn, earlier)
        or against_another_thing(turn, earlier)
        or against_another_time(turn, earlier)
        or against_the_time_beside(turn, earlier, catalogue.calendar)
        or counted_of_them(turn, earlier)
        or with_what_comes(turn, earlier)
        or more_of_it_there(turn, earlier)
        or of_that_promotion(turn, earlier)
        or of_alerts(turn, earlier)
        or asked_of_it(turn, earlier)
        or of_past_editions(turn, earlier, catalogue)
        or others_doing_so(turn, earlier, catalogue)
        or not_in_money(turn, earlier)
        or part_of_the_first(turn, earlier)
        or moved_most(turn, earlier)
        or after_ranking(turn, earlier)
        or asked_again(turn, earlier)
        or gone_left_out(turn.masked, earlier)
        or place_of_the_same(turn, earlier)
        or ranked_anew(turn, earlier)
        or why_counted(turn, earlier)
        or changed_by_it(turn, earlier)
        or without_one_line(turn, earlier)
        or dearest_line(turn, earlier)
        or of_that_alone(turn, earlier)
        or part_of_that_money(turn, earlier, catalogue.calendar)
    ) is not None:
        return other
    if plan.intent in ("refuse", "help", "no_data") or quotes_a_note(turn):
        return plan
    if of_that_note(turn, earlier):
        return earlier.with_(intent="notes", question=turn.masked.question, resolved_question=turn.masked.question)
    if (held := of_their_stock(turn, earlier)) is not None:
        turn = replace(turn, reading=held, plan=compose(turn.masked, held, turn.amounts, catalogue))
        plan = turn.plan
    elif earlier.intent == "notes" and (asks_on(turn) or lasts_so_long(turn, earlier)):
        return earlier.with_(question=turn.masked.question, resolved_question=turn.masked.question)
    if (noted := of_what_was_told(turn, earlier, catalogue)) is not None:
        return noted
    if earlier.intent == "notes" and (of_theirs := the_same_of(turn, earlier)) is not None:
        return of_theirs
    if "clarify" in (earlier.intent, plan.intent):
        return plan  # the user chose between the candidates that were offered
    earlier = without_the_ranking(turn, earlier)
    of_it = (
        left_of_the_list(turn, earlier)
        or other_limit(turn, earlier)
        or next_of_it(turn, earlier)
        or of_the_ranked(turn, earlier if sums_up(turn, earlier) else earlier.among or earlier)
    )
    if of_it or (of_it := in_that_period(turn, earlier) or of_those_orders(plan, turn.masked, earlier, catalogue)):
        return of_it
    narrowed = cost_of_some(turn, earlier) or orders_narrowed(turn, earlier, catalogue.calendar)
    if narrowed is not None or (narrowed := first_by(turn, earlier)) is not None:
        return narrowed
    if not leans(turn, earlier):
        return plan
    if only_leaves_out(turn):
        turn = replace(turn, reading=turn.reading.with_(weak=True))  # "how many units" is then of what was told
    any_of_it = plan.intent == "list" and earlier.entities.products and ANY_OF_IT.match(turn.masked.text)
    of_several = earlier.intent == "list" or (earlier.intent == "value" and not earlier.entities.products)
    any_of_them = _ANY_OF_THEM.match(turn.masked.text) and of_several and plan.filters
    conditioned = turn.reading.weak and turn.reading.templates and plan.intent == "value" and earlier.intent == "list"
    listed = (conditioned or any_of_them) and not plan.entities.products
    counted = counts_on(turn, earlier) and plan.intent != "count"
    again = "value" if any_of_it else "list" if listed else "count" if counted else ""
    if again:  # composed anew: conditions are those of a set
        reading = turn.reading.with_(intent=again, group="" if again == "value" else turn.reading.group)
        turn = replace(turn, reading=reading, plan=compose(turn.masked, reading, turn.amounts, catalogue))
    if (
        plan.measures == ("peak_weekday",)
        and not WEEKDAY.search(turn.masked.question.lower())
        and turn.reading.group == ""
    ):
        asked = busiest_day(_merge(turn, with_note(earlier, catalogue, turn.masked.text), catalogue.calendar), earlier)
        if asked.statistic == "peak_day":
            return asked.with_(resolved_question=told_question(asked, turn, catalogue))
    merged = _merge(turn, with_note(earlier, catalogue, turn.masked.text), catalogue.calendar)
    merged = the_others(turn.masked, completed(turn.masked, merged, earlier), earlier, catalogue)
    merged = without_the_gone(on_that_day(turn, merged, earlier), turn.masked.text)
    merged = put_ranked_days(of_their_notes(turn, merged, earlier), turn.masked.text)
    merged = same_supposition(turn, held_against_before(turn, merged, earlier), earlier)
    merged = of_those_running_out(merged, turn, earlier)
    merged = of_the_same_orders(turn, supposed_of_that_figure(turn, merged, earlier), earlier)
    merged = drafted_again(turn, kept_apart(turn, one_of_compared(turn, merged, earlier), earlier), earlier)
    merged = summed_without(turn.masked, put_outside_range(merged, turn.masked), earlier)
    merged = put_money_to_come(merged, turn.masked, catalogue.calendar.as_of)
    merged = lost_as_before(with_both_times(merged, earlier), turn.masked.text, earlier)
    merged = narrowed_as_ranked(turn, merged, earlier)
    return merged.with_(resolved_question=told_question(merged, turn, catalogue))


def _merge(turn: Turn, earlier: Plan, calendar: Calendar) -> Plan:
    plan, reading, text = turn.plan, turn.reading, turn.masked.text
    entities = inherited_entities(turn, earlier)
    own = not reading.weak or counts_on(turn, earlier) or bool(BY_THEMSELVES & set(plan.measures))
    spoken = OF_THEM.search(text)
    own_set = own and spoken and spoken.group() == "they" and any(getattr(plan.entities, k) for k in KINDS)
    own_set = own_set or of_the_firm(turn, earlier)
    one_of_list = earlier.intent == "list" and WHICH_ONES.match(text) is not None
    about_set = (bool(spoken and not own_set) or one_of_list or sums_up(turn, earlier)) and not plan.entities.products
    intent = "count" if counts_on(turn, earlier) else _intent(turn, earlier, own)
    more = WHO_MORE.search(text) is not None
    if PART_OF.search(text) and intent != "count" and not re.search(r"%|\bper ?cent|\bshare\b", text):
        plan = plan.with_(share=False, group_by=None)
        intent = "value"
    beside = ("difference" in reading.flags or more) and any(len(getattr(entities, k)) == 2 for k in KINDS)
    apart = (
        "per_series" in reading.flags and not reading.group and any(len(getattr(plan.entities, k)) > 1 for k in KINDS)
    )
    if (beside or apart) and intent == "value":
        intent = "compare"  # "and Sligo? how big is the gap between the two?", "[store] and [store] separately"
    measures = earlier.measures[:1] if counts_on(turn, earlier) else measures_asked(turn, earlier, own, intent)
    intent = "count" if measures == ("count",) and intent == "value" else intent
    window = plan.window
    asked = bool(turn.masked.windows) or (window is not None and window.asked)
    if not asked and not plan.levels and earlier.window is not None and (days := BARE_DAYS.match(text)):
        window, asked = so_long(int(number(days["n"])), earlier.window, calendar), True
    part = part_of_it(turn.masked, earlier.window, calendar) if earlier.window is not None else None
    if part is not None:
        window, asked = part, True
    near = just_beside(turn.masked, earlier.window, calendar) if earlier.window is not None else None
    if near is not None:
        window, asked = near, True
    if not asked and earlier.window is not None and any(MEASURES[m].windowed for m in measures if m in MEASURES):
        side = (
            "history"
            if all(MEASURES[m].table == "sales" for m in measures if m in MEASURES and MEASURES[m].windowed)
            else "forecast"
        )
        window = earlier.window if earlier.window.side == side or not own else plan.window
    if not any(MEASURES[m].windowed for m in measures if m in MEASURES) and not asked:
        window = None
    if asked and near is None and len(turn.masked.windows) == 1 and earlier.window is not None and window is not None:
        window = moved(turn.masked.spelled, window, earlier.window, calendar)
    if earlier.measures == ("alert_count",):
        plan = plan.with_(filters=tuple(dict.fromkeys((*plan.filters, *alert_filters(turn.amounts.text)))))
    one_more = counts_on(turn, earlier) and re.search(r"\bones?\b", text) is not None
    without = any(is_left_out(turn.masked, m) for m in turn.masked.mentions)  # "and without the lines of [supplier]?"
    keep_filters = about_set or one_more or ((without or not own) and not plan.entities.products)
    filters = limits_of_theirs(turn, plan.filters, earlier)
    if keep_filters and earlier.filters:
        filters = with_those_before(filters, earlier.filters)
    if any(f.column == "order_by" and (f.op == ">=" or _TODAY_TOO.search(text)) for f in plan.filters):
        filters = tuple(f for f in filters if f.column != "action")  # "and with all that falls due in the next 7 days"
    limited = turn.reading.templates & {"today", "this_week", "order_soon"}
    if _NOT_JUST.search(turn.masked.question.lower()) or (_ALL_ORDERS.search(text) and not limited):
        filters = tuple(f for f in filters if f.column not in ("action", "order_by"))
    if asked and window is not None and window.side == "forecast" and earlier.filters:
        later: list[Filter] = [Filter(f.column, ">=", window.start) for f in filters if moved_deadline(f, window) != f]
        from_then = later if window.start > calendar.as_of + timedelta(1) else []  # "and in the week after that?"
        filters = (*(moved_deadline(f, window) for f in filters), *from_then)
    place = places_on(after_them(turn.masked.spelled, earlier) or text, earlier)
    if place is not None:
        sort = fit_sort(earlier.sort, earlier.measures, "rank")
        return earlier.with_(
            limit=place[0], offset=place[1], sort=sort, question=plan.question, resolved_question=plan.resolved_question
        )
    one = len(entities.products) == len(entities.stores) == 1 and not set(measures) & {"on_order", "due_on"}
    if one and intent == "list" and plan.intent == "list" and not reading.group:
        intent, filters = "value", ()  # of one product in one store there is no list
    elif one and intent == "value":
        filters = tuple(f for f in filters if (f.column, f.op) != ("order_qty", ">"))  # "order it", where none is due
    inherit_shape = not own
    carried = inherit_shape and earlier.share and intent != "compare"  # a share, of the same whole
    by_another = earlier.intent == "rank" and bool(BY_ANOTHER.match(text))
    note_query = plan.note_query
    if earlier.intent == "notes" and NEW_PRICES.search(text):
        note_query = earlier.note_query or note_query
    elif earlier.intent == "notes" and (THAT_DAY.search(text) or THAT_TIME.search(text)):
        note_query = note_query or earlier.note_query
    among = earlier.among if keep_filters and earlier.intent in ("list", "count") else None  # still of both lists
    return plan.with_(
        note_query=note_query, among=plan.among or among,
        intent=intent, measures=measures, entities=entities, window=window,
        second_window=plan.second_window or (earlier.second_window if inherit_shape and intent == "compare" else None),
        statistic=earlier.statistic if inherit_shape and reading.statistic == "total" else plan.statistic,
        levels=plan.levels or (earlier.levels if inherit_shape else ()),
        group_by=(plan.group_by if own or reading.group or plan.intent != "rank" else None) or (earlier.group_by if (inherit_shape or by_another or counts_on(turn, earlier)) and intent == earlier.intent else None)
        or plan.group_by or (earlier.group_by if about_set and earlier.intent == "list" and intent == "rank" else None),
        filters=filters if intent not in ("explain",) else plan.filters,
        sort=(turned(text, earlier) if not own or set(measures) & set(earlier.measures) else None) or fit_sort(plan.sort if own and plan.sort else (same_order(text, reading, earlier) if intent == earlier.intent else plan.sort), measures, intent, text),
        limit=plan.limit or (only_the_first(text) if intent == "rank" else None) or (turn.amounts.limit if intent in ("rank", "list") else None) or (earlier.limit if (inherit_shape or by_another) and intent == earlier.intent else None),
        share=plan.share or carried, share_of=earlier.share_of if carried and not plan.share else plan.share_of,
        per_series=plan.per_series or (earlier.per_series if inherit_shape else False),
    )  # fmt: skip


#: "Which products are those?" after a figure of several
_WHICH_IS_THAT = re.compile(
    r"^\W*(?:(?:and|so|ok|but|then),? )*(?:which|what) (?:products?|items?|articles?|lines?) (?:is|are|was|were|would) (?:that|those|it|these|they)(?: be)?\b"
)
#: "Any of them below the reorder point?"
_ANY_OF_THEM = re.compile(
    r"^\W*(?:and |so |but |ok )*(?:is |are |were |do |does |have |has )?any(?: one)? of (?:them|those|these)\b"
)
_TODAY_TOO = re.compile(
    r"\btoday'?s? (?:is |are |ones )?(?:included|too|as well)\b|\bincluding (?:today|those of today)\b|\beverything\b"
)
_NAMES_THEM = re.compile(
    r"\b(?:which (?:(?:of )?(?:their|its) )?(?:(?:other )?(?:products|items|articles|ones|lines|shops|stores|suppliers|are)|of (?:them|those|these|that|it))|(?:name|show|list)(?: me)?|(?:any|some)thing (?:else )?to (?:order|buy))\b"
)
_SHOW_ALL = re.compile(
    r"\b(?:show|list|give|name)(?: me)? (?:all|every|the|only|just)\b(?! (?:total|sum|value|number|amount|cost))"
)
#: "Show me all the recommended ones again": whatever was left out before
_ALL_ORDERS = re.compile(r"\ball (?:of )?(?:the |your |our )?(?:recommended|recommendations|orders|order lines)\b")
_NOT_JUST = re.compile(r"\bnot (?:just|only) (?:the ones |those )?(?:of |for |due )?(?:today|this week)\b")


def _intent(turn: Turn, earlier: Plan, own: bool) -> str:
    plan, text = turn.plan, turn.masked.text
    if any(f.column == "on_promotion" for f in plan.filters):
        return plan.intent  # "which products are on offer next week?" after a figure
    if turn.reading.statistic in ("peak_day", "low_day"):
        return "value"
    if earlier.intent == "rank" and BY_ANOTHER.match(text) and own:
        return "rank"
    shown = ONLY_THOSE.match(text) or _SHOW_ALL.search(text)
    if earlier.intent == "list" and plan.intent in ("value", "list") and shown and not plan.entities.products:
        return "list"
    if (
        BOTH.search(ONE_OF_TWO.sub(" ", text))
        and not SUMMED.search(text)
        and any(len(getattr(earlier.entities, k)) == 2 for k in KINDS)
    ):
        return "compare"
    if plan.intent == "compare" and earlier.intent in ("list", "count") and WHICH_ONES.match(text) and not own:
        return "list"  # "which of those come from [supplier]?"
    if (
        plan.intent == "compare"
        and earlier.intent in ("rank", "list", "count")
        and not any(getattr(plan.entities, k) for k in KINDS)
    ):
        return "rank"  # "and which one is the most accurate?": the same ranking from its other end
    if plan.intent in ("explain", "whatif", "compare", "draft_order", "notes", "rank", "count"):
        return plan.intent
    if plan.intent == "list" and plan.filters and _ANY_OF_THEM.match(text) and not plan.entities.products:
        return "list"
    if own:
        named = _NAMES_THEM.search(text) or _ANY_OF_THEM.match(text)
        apart = named or plan.group_by in ("order", "order_line")
        if plan.intent == "list" and OF_THEM.search(text) and not apart:
            return "value"
        return plan.intent
    if earlier.intent in ("list", "rank") and ADDS_UP.search(text):
        return "value"
    if earlier.intent == "value" and earlier.filters and plan.group_by and _WHICH_IS_THAT.match(text):
        return "list"
    if earlier.intent == "notes" and plan.intent == "list" and plan.filters:
        return "list"  # "which of their products run out within 14 days?"
    if earlier.intent in ("explain", "notes", "draft_order", "no_data", "clarify", "whatif"):
        return (
            "value"
            if earlier.intent != "whatif" or (plan.intent == "value" and not turn.amounts.scenario)
            else "whatif"
        )
    return earlier.intent
