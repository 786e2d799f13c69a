"""Which module answers which plan."""

from __future__ import annotations

from collections.abc import Callable

from rag.facts import Evidence
from rag.plan import Plan
from rag.queries.conditions import UnknownFilter
from rag.queries.inquiry import Inquiry, NoteSearch
from rag.queries.listing import counts, lists, rankings
from rag.queries.values import values
from rag.queries.view import RunView

__all__ = ["answer"]


def answer(view: RunView, plan: Plan, search: NoteSearch | None = None) -> Evidence:
    """Run a plan. Plans that ask back or refuse come back as they are, without a query."""
    session = view.session()
    try:
        inquiry = Inquiry(plan, view, session, search)
        if plan.intent in ("clarify", "refuse", "no_data"):
            return _unanswered(inquiry)
        unknown = inquiry.scope.unknown(view)
        if unknown:
            return inquiry.no_data(*(f"There is no {kind} {id!r} in the data." for kind, id in unknown))
        try:
            return _choose(inquiry)(inquiry)
        except UnknownFilter as error:
            return inquiry.no_data(f"That cannot be looked up: {error}.")
    finally:
        session.close()


def _unanswered(inquiry: Inquiry) -> Evidence:
    plan = inquiry.plan
    if plan.problem:
        inquiry.messages.append(plan.problem)
    return inquiry.evidence({"clarify": "clarify", "refuse": "refused", "no_data": "no_data"}[plan.intent])  # type: ignore[arg-type]


def _choose(inquiry: Inquiry) -> Callable[[Inquiry], Evidence]:
    return {"list": lists, "rank": rankings, "count": counts}.get(inquiry.plan.intent, values)
