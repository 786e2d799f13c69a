"""Questions that a buyer is likely to ask next, each worded so that it can be answered on its own.

They are derived from the plan and the rows of an answer; names that two things bear are left out, because asking
with them would only bring a question back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.plan import Plan
    from rag.queries.view import RunView

__all__ = ["LIMIT", "followups"]

LIMIT = 4  # suggestions under an answer
_ORDERS = frozenset({"order_qty", "order_value", "order_by", "action", "reason"})
_STOCK = frozenset({"on_hand", "on_order", "days_of_cover", "stockout_date", "stockout_probability"})


@dataclass(frozen=True)
class _Subject:
    """What an answer is about: ids and names, "" where it is about all of a kind."""

    product: str = ""
    product_name: str = ""
    store: str = ""
    store_name: str = ""
    supplier_name: str = ""


def followups(plan: Plan, status: str, rows: Sequence[Mapping[str, Any]], view: RunView) -> tuple[str, ...]:
    """Up to `LIMIT` further questions; none where nothing was answered, the readings where it was ambiguous."""
    if status == "clarify" and plan.ambiguity is not None:
        return _readings(plan)
    if status != "answered":
        return ()
    subject = _subject(plan, rows, view)
    asked = _plain(plan.resolved_question or plan.question), _plain(plan.question)
    chosen = dict.fromkeys(q for q in _candidates(plan, subject, view) if _plain(q) not in asked)
    return tuple(chosen)[:LIMIT]


def _plain(question: str) -> str:
    return " ".join(question.lower().strip(" ?.!").split())


def _readings(plan: Plan) -> tuple[str, ...]:
    """The question again with each thing that it could have meant."""
    said = plan.ambiguity
    if said is None or said.kind not in ("product", "store", "supplier", "category") or said.text not in plan.question:
        return ()
    return tuple(plan.question.replace(said.text, name) for name in said.candidates[:LIMIT])


def _subject(plan: Plan, rows: Sequence[Mapping[str, Any]], view: RunView) -> _Subject:
    """The one product and store that the plan names, else those of the first row."""
    row = rows[0] if rows else {}
    named = plan.entities
    product = named.products[0] if len(named.products) == 1 else "" if named.products else row.get("product_id") or ""
    store = named.stores[0] if len(named.stores) == 1 else "" if named.stores else row.get("store_id") or ""
    supplier = _name(view, "supplier", named.suppliers[0]) if len(named.suppliers) == 1 else row.get("supplier") or ""
    return _Subject(
        product,
        _name(view, "product", product),
        store,
        _name(view, "store", store),
        supplier if supplier in _unique(view, "supplier") else "",
    )


def _name(view: RunView, kind: str, id: str) -> str:
    """The name of an id where nothing else bears it, else ""."""
    name = view.names.get(kind, {}).get(id, "")
    return name if name in _unique(view, kind) else ""


def _unique(view: RunView, kind: str) -> frozenset[str]:
    counted = Counter(name for names in view.names.values() for name in names.values())
    return frozenset(name for name in view.names.get(kind, {}).values() if counted[name] == 1)


def _candidates(plan: Plan, subject: _Subject, view: RunView) -> Iterator[str]:
    """Likely next questions, best first."""
    measures, place = set(plan.measures), f" in {subject.store_name}" if subject.store_name else ""
    if plan.intent in ("notes", "draft_order") or not subject.product_name:
        yield from _of_all(subject, plan)
        return
    what = subject.product_name + place
    if measures & _ORDERS:
        if subject.store and _ordered(view, subject):
            yield f"Why should I order {what}?"
        yield f"How many units of {what} are expected to be sold over the next 7 days?"
    elif _ordered(view, subject):
        yield f"How many units of {what} should I order?"
    else:  # asking how much to order would only bring "nothing"
        yield f"What is the reorder point of {what}?"
    if not measures & _STOCK:
        yield f"How many days will the stock of {what} last?"
    if subject.store:
        other = _other_store(view, subject)
        if other:
            yield f"How many units of {subject.product_name} will {other} sell over the next 7 days?"
        yield f"What if demand for {what} rises by 20%?"
        yield f"How accurate is the forecast for {what}?"
    yield from _of_all(subject, plan)


def _of_all(subject: _Subject, plan: Plan) -> Iterator[str]:
    """Questions about the whole store, the supplier or everything."""
    if subject.supplier_name:
        yield f"What do I have to order from {subject.supplier_name}?"
        if plan.intent != "notes":
            yield f"What is the lead time of {subject.supplier_name}?"
    if subject.store_name:
        yield f"Which products in {subject.store_name} run out within the next 7 days?"
        yield f"Top 5 products in {subject.store_name} by forecast sales next week"
    yield "What do I have to order today?"
    yield "Which products run out within the next 7 days?"


def _ordered(view: RunView, subject: _Subject) -> bool:
    """True when an order of the product is recommended, in the store of the subject or in any."""
    sql = "SELECT count(*) AS n FROM replenishment WHERE product_id = ? AND (? = '' OR store_id = ?) AND order_qty > 0"
    return bool(_row(view, sql, [subject.product, subject.store, subject.store])["n"])


def _other_store(view: RunView, subject: _Subject) -> str:
    """Another store that sells the product, the one that is expected to sell most."""
    sql = (
        "SELECT store_id FROM forecasts WHERE product_id = ? AND store_id <> ? AND target = 'sales' "
        "GROUP BY 1 ORDER BY sum(mean) DESC, 1 LIMIT 1"
    )
    row = _row(view, sql, [subject.product, subject.store])
    return _name(view, "store", row["store_id"]) if row else ""


def _row(view: RunView, sql: str, parameters: list[Any]) -> dict[str, Any]:
    session = view.session()
    try:
        return session.row(sql, parameters, keep=False)
    finally:
        session.close()
