"""Which module answers which plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from rag.facts import Evidence
from rag.measures import MEASURES
from rag.notes.sets import several_notes
from rag.plan import Filter, Plan, Window
from rag.queries.alerts import alert_reasons, alerts, is_alerts
from rag.queries.calendar_periods import calendar_periods, is_calendar_periods
from rag.queries.chances import chances, is_chance
from rag.queries.comparing import compares
from rag.queries.conditions import UnknownFilter
from rag.queries.events import coming_events, is_events
from rag.queries.explaining import explains
from rag.queries.inquiry import Inquiry, NoteSearch
from rag.queries.listing import counts, lists, rankings
from rag.queries.master import counts_of_master, define, describe, is_master, is_run, master
from rag.queries.note_goods import take_goods_instead
from rag.queries.note_sets import of_several_notes
from rag.queries.noted_goods import take_goods_told_of
from rag.queries.noting import cite_found, cite_notes, follow_notes, notes
from rag.queries.order_lines import order_lines
from rag.queries.order_rows import is_order_lines
from rag.queries.orders import draft_order, is_open_orders, open_orders
from rag.queries.past_forecasts import is_past_forecasts, past_forecasts
from rag.queries.placing import is_placing, placing
from rag.queries.promotion_time import take_promotion_days
from rag.queries.scenarios import whatif
from rag.queries.scope import Scope
from rag.queries.shares import shares
from rag.queries.taken_from_notes import take_day_of_note, take_price_of_note
from rag.queries.timeline import is_timeline, timeline
from rag.queries.values import TOLD_ROWS, values
from rag.queries.view import RunView
from rag.queries.weekday_shares import is_weekday_shares, weekday_shares
from rag.queries.weekdays import with_weekdays

__all__ = ["answer"]

_BY_INTENT: dict[str, Callable[[Inquiry], Evidence]] = {
    "list": lists,
    "rank": rankings,
    "compare": compares,
    "explain": explains,
    "whatif": whatif,
    "draft_order": draft_order,
    "notes": notes,
    "help": describe,
}


def answer(view: RunView, plan: Plan, search: NoteSearch | None = None) -> Evidence:
    """Run a plan. Plans that ask back or refuse come back as they are, without a query."""
    if plan.among is not None:
        plan = _of_the_ranked(view, plan, search)
    session = view.session()
    try:
        inquiry = Inquiry(plan, view, session, search)
        if plan.intent in ("clarify", "refuse", "no_data"):
            return _unanswered(inquiry)
        problem = _unknown(inquiry)
        if problem:
            return inquiry.no_data(*problem)
        try:
            return with_weekdays(_run(inquiry), plan.question)
        except UnknownFilter as error:
            return inquiry.no_data(f"That cannot be looked up: {error}.")
    finally:
        session.close()


_NOTHING = "There is nothing that this could be asked of."


def _of_the_ranked(view: RunView, plan: Plan, search: NoteSearch | None) -> Plan:
    """`plan` with what the ranking `plan.among` puts first as its own; of all that is on it, where it is a list."""
    ranking = plan.among
    whole = ranking.with_(limit=None, offset=0) if ranking is not None and ranking.intent == "list" else ranking
    found = answer(view, whole, search) if whole is not None else None
    kind = ranking.group_by if ranking is not None else None
    if found is not None and kind in ("week", "month"):
        return plan.with_(among=None, window=_first_period(found, kind) or plan.window)
    whole_list = ranking is not None and ranking.intent == "list" and ranking.limit is None
    if found is not None and kind in ("series", "alert"):
        return _of_one_series(plan, found)
    if found is None or (found.status != "answered" and not whole_list) or kind not in _RANKED:
        return plan.with_(among=None)
    column = "name" if kind == "category" else f"{kind}_id"
    ids = tuple(dict.fromkeys(str(row[column]) for row in found.rows if row.get(column)))
    if ranking is not None and ranking.intent == "list" and not whole_list:  # a list is told whole, whatever its limit
        ids = ids[ranking.offset :][:1]
    if not ids:
        problem = "There is nothing on the first of the lists." if whole_list else _NOTHING
        return plan.with_(among=None, intent="no_data", problem=problem)
    if whole_list and plan.intent == "value" and plan.per_series:
        if len(ids) > TOLD_ROWS:
            plan = plan.with_(intent="list", per_series=False)
        else:  # each by its name
            return plan.with_(among=None, entities=replace(plan.entities, **{_RANKED[kind]: ids}))
    if whole_list:
        return plan.with_(among=None, filters=(*plan.filters, Filter(f"{kind}_id", "in", ids)))
    return plan.with_(among=None, entities=replace(plan.entities, **{_RANKED[kind]: ids}))


def _of_one_series(plan: Plan, found: Evidence) -> Plan:
    """`plan` of the product and the store that a ranking of such pairs puts first."""
    if not found.rows:
        return plan.with_(among=None, intent="no_data", problem=_NOTHING)
    one = found.rows[0]
    named = replace(plan.entities, products=(str(one["product_id"]),), stores=(str(one["store_id"]),))
    return plan.with_(among=None, entities=named)


def _first_period(found: Evidence, unit: str) -> Window | None:
    """The week or month that a ranking of them puts first."""
    name = found.rows[0]["name"] if found.rows else ""
    for fact in found.facts:
        if fact.subject.get(unit) == name and fact.start is not None and fact.end is not None:
            side: Literal["forecast", "history"] = "history" if fact.table == "sales" else "forecast"
            return Window(side, fact.start, fact.end, fact.window_label, fact.start, fact.end)
    return None


_RANKED = {"product": "products", "store": "stores", "supplier": "suppliers", "category": "categories"}


def _unanswered(inquiry: Inquiry) -> Evidence:
    plan = inquiry.plan
    if plan.problem:
        inquiry.messages.append(plan.problem)
    if plan.intent == "clarify":
        return inquiry.evidence("clarify")
    return inquiry.evidence("refused" if plan.intent == "refuse" else "no_data")


def _unknown(inquiry: Inquiry) -> list[str]:
    """Names and measures that the data or the vocabulary does not have."""
    words = [f"There is no {kind} {id!r} in the data." for kind, id in inquiry.scope.unknown(inquiry.view)]
    words += [f"There is no measure called {m!r}." for m in inquiry.plan.measures if m not in MEASURES]
    return words


def _run(inquiry: Inquiry) -> Evidence:
    plan = inquiry.plan
    if plan.intent == "notes" or plan.group_by == "note":
        asked = [] if plan.entities.notes else [plan.question, plan.note_query]
        several = next((s for a in asked if (s := several_notes(a, plan.group_by))), None)
        return (of_several_notes(inquiry, several) if several else None) or notes(inquiry)
    if plan.entities.notes:
        follow_notes(inquiry)
        cite_notes(inquiry)
    elif plan.note_query and not take_goods_told_of(inquiry):
        cite_found(inquiry)
        follow_notes(inquiry)
    if (plan.entities.notes or plan.note_query) and (problem := take_goods_instead(inquiry)):
        return inquiry.no_data(problem)
    if inquiry.citations:
        take_day_of_note(inquiry)
        take_price_of_note(inquiry)
    if plan.promotion_time and (problem := take_promotion_days(inquiry)):
        return inquiry.no_data(problem)
    promoted = any(f.column == "on_promotion" for f in plan.filters)
    if promoted and not inquiry.session.row("SELECT count(*) AS n FROM promotions", keep=False)["n"]:
        return inquiry.no_data("No promotions were supplied.")
    _take_the_only_store(inquiry)
    return _choose(inquiry)(inquiry)


def _take_the_only_store(inquiry: Inquiry) -> None:
    """Quantiles and errors of a product that one store sells are those of its series, not of a drawn total."""
    plan = inquiry.plan
    if plan.intent not in ("value", "compare") or inquiry.scope.named() != ("product",) or plan.filters or plan.share:
        return
    told = any(MEASURES[m].table in ("forecasts", "accuracy", "stats") for m in plan.measures) or not plan.measures
    if len(plan.entities.products) != 1 or not told or plan.group_by not in (None, "product"):
        return
    stores = inquiry.session.rows(
        "SELECT DISTINCT store_id FROM held.series WHERE product_id = ?", [plan.entities.products[0]], keep=False
    )
    if len(stores) == 1:
        inquiry.rescope(Scope(replace(plan.entities, stores=(str(stores[0]["store_id"]),))))


def _adds_up(plan: Plan) -> bool:
    """Whether a share of the first measure means anything; a rate is a share already and is told as it is."""
    return not plan.measures or MEASURES[plan.measures[0]].additivity == "sum"


def _selects(plan: Plan) -> bool:
    """A value filtered by itself, which does not add up, is a list: "less than five days of cover"."""
    return any(
        f.column in plan.measures and MEASURES[f.column].additivity in ("none", "recompute") for f in plan.filters
    ) and not (plan.entities.products and plan.entities.stores)


def _choose(inquiry: Inquiry) -> Callable[[Inquiry], Evidence]:
    """The special shapes first: they share intents with the general ones."""
    plan = inquiry.plan
    if is_events(inquiry):
        return coming_events
    if plan.intent == "define":
        return define
    if is_run(inquiry):
        return describe
    if is_placing(inquiry):
        return placing
    if is_chance(inquiry):
        return chances
    if is_past_forecasts(inquiry):
        return past_forecasts
    if plan.intent == "explain" and "alert_count" in plan.measures and inquiry.scope.ids("product"):
        return alert_reasons
    of_lines = plan.intent == "explain" and is_order_lines(inquiry)  # lines are told: nothing was computed there
    if plan.intent in ("explain", "whatif", "draft_order") and not of_lines:
        return _BY_INTENT[plan.intent]
    if is_alerts(inquiry):
        return alerts
    if is_order_lines(inquiry):
        return order_lines
    if is_open_orders(inquiry):
        return open_orders
    if is_master(inquiry):
        return master
    if is_calendar_periods(inquiry):
        return calendar_periods
    if is_weekday_shares(inquiry):
        return weekday_shares
    if is_timeline(inquiry) and plan.intent in ("value", "list", "rank", "count"):
        return timeline
    if plan.intent == "count":
        return lambda i: counts_of_master(i) or counts(i)
    if plan.share and _adds_up(plan):
        return shares
    if plan.intent == "value" and _selects(plan):
        return lists
    return _BY_INTENT.get(plan.intent, values)
