"""Open orders line by line: what is late, what one order holds, which is the oldest, what share is whose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import eq, ge, gt, le, lt
from typing import Any

from rag.facts import Evidence, Fact, extreme
from rag.measures import MEASURES
from rag.plan import Entities, Filter
from rag.queries.coverage import missing
from rag.queries.inquiry import Inquiry, public_value
from rag.queries.order_rows import OF_WHOLE, Line, due_within, open_rows
from rag.queries.scope import Scope
from rag.queries.shares import wider
from rag.queries.values import TOLD_ROWS

__all__ = ["no_open_orders", "order_lines", "tell_late"]


def order_lines(inquiry: Inquiry) -> Evidence:
    """Figures of the open order lines that the plan selects; by order, line, product, store ... where it ranks them."""
    plan = inquiry.plan
    lines = _within_limits(inquiry, open_rows(inquiry))
    inquiry.coverage = {"checked": len(lines), "total": len(lines), "skipped": 0, "skipped_reason": ""}
    if not lines:
        return no_open_orders(inquiry)
    if plan.intent == "rank":
        return _ranked(inquiry, lines)
    if plan.share:
        return _share(inquiry, lines)
    if plan.intent in ("list", "count") and plan.group_by in _GROUPS:
        _things(inquiry, lines)
    else:
        _figures(inquiry, lines)
    tell_late(inquiry, lines)
    inquiry.rows = [{k: public_value(v) for k, v in line.items()} for line in lines]
    return inquiry.evidence()


def _within_limits(inquiry: Inquiry, lines: list[Line]) -> list[Line]:
    """The lines of the orders, or single lines, whose sums keep the plan's limits."""
    limits = [f for f in inquiry.plan.filters if f.column in OF_WHOLE]
    if not limits:
        return lines
    group = inquiry.plan.group_by if inquiry.plan.group_by in ("order_line", "supplier", "store") else "order"
    kept = [
        part
        for part in _grouped(lines, str(group))
        if all(_holds(_FIGURES[f.column].of(part, inquiry.view.as_of), f) for f in limits)
    ]
    return [line for part in kept for line in part]


_COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}


def _holds(value: Any, limit: Filter) -> bool:
    return value is not None and limit.op in _COMPARE and bool(_COMPARE[limit.op](value, limit.value))


def no_open_orders(inquiry: Inquiry) -> Evidence:
    """Nothing is open there, or no open orders were supplied."""
    number = next((str(f.value) for f in inquiry.plan.filters if f.column == "order_id" and f.op == "="), "")
    if number and not open_rows(inquiry, Scope(Entities()), [Filter("order_id", "=", number)]):
        return inquiry.no_data(f"There is no open order {number}.")
    if inquiry.plan.filters and not number and open_rows(inquiry, inquiry.scope, ()):
        for id in (m for m in inquiry.plan.measures if m in ("open_orders", "open_lines")):
            _figure(inquiry, id, [])
        inquiry.messages.append("No open order meets these conditions.")
        return inquiry.evidence()
    if inquiry.session.row("SELECT count(*) AS n FROM open_orders", keep=False)["n"]:
        inquiry.messages.append(missing(inquiry, MEASURES["due_on"], {}, "series"))
    elif not inquiry.view.has_stock:
        return inquiry.no_data("No open orders and no inventory were supplied.")
    else:
        inquiry.messages.append("The data has no open orders.")
    return inquiry.evidence()


# ---- figures of some lines ----------------------------------------------------------------------


@dataclass(frozen=True)
class _Figure:
    """How a measure is made of several lines; `of` gives None where no line tells it."""

    of: Callable[[Sequence[Line], date], Any]
    operation: str
    column: str


def _known(lines: Sequence[Line], column: str) -> list[Any]:
    return [line[column] for line in lines if line[column] is not None]


def _total(lines: Sequence[Line], column: str) -> float | None:
    known = _known(lines, column)
    return float(sum(known)) if known else None


def _days_late(lines: Sequence[Line], as_of: date) -> int | None:
    late = [(as_of - line["due_on"]).days for line in lines if line["late"]]
    return max(late) if late else None


def _days_open(lines: Sequence[Line], as_of: date) -> int | None:
    placed = _known(lines, "ordered_on")
    return (as_of - min(placed)).days if placed else None


def _planned_days(lines: Sequence[Line], as_of: date) -> float | None:
    days = [(x["due_on"] - x["ordered_on"]).days for x in lines if x["due_on"] is not None and x["ordered_on"]]
    return sum(days) / len(days) if days else None


def _mean_of_lines(lines: Sequence[Line], as_of: date) -> float | None:
    units = _total(lines, "quantity")
    return None if units is None else units / len(lines)


def _mean_of_orders(lines: Sequence[Line], as_of: date) -> float | None:
    units = _total(lines, "quantity")
    return None if units is None else units / len({x["order_id"] for x in lines})


def _worth_of_lines(lines: Sequence[Line], as_of: date) -> float | None:
    worth = _total(lines, "value")
    return None if worth is None else worth / len(lines)


def _worth_of_orders(lines: Sequence[Line], as_of: date) -> float | None:
    worth = _total(lines, "value")
    return None if worth is None else worth / len({x["order_id"] for x in lines})


_FIGURES = {
    "open_units": _Figure(lambda x, _: _total(x, "quantity"), "sum over the order lines", "quantity"),
    "open_value": _Figure(lambda x, _: _total(x, "value"), "units times unit cost, over the order lines", "quantity"),
    "open_orders": _Figure(lambda x, _: len({r["order_id"] for r in x}), "count of the orders", "order_id"),
    "open_lines": _Figure(lambda x, _: len(x), "count of the order lines", "order_id"),
    "units_per_line": _Figure(_mean_of_lines, "mean over the order lines", "quantity"),
    "units_per_order": _Figure(_mean_of_orders, "mean over the orders", "quantity"),
    "value_per_line": _Figure(_worth_of_lines, "mean over the order lines", "quantity"),
    "value_per_order": _Figure(_worth_of_orders, "mean over the orders", "quantity"),
    "days_late": _Figure(_days_late, "days from the due date to the last day of sales", "due_on"),
    "days_open": _Figure(_days_open, "days from the order to the last day of sales", "ordered_on"),
    "planned_days": _Figure(_planned_days, "mean of the days from the order to its due date", "due_on"),
    "first_due": _Figure(lambda x, _: min(_known(x, "due_on"), default=None), "earliest of the order lines", "due_on"),
    "last_due": _Figure(lambda x, _: max(_known(x, "due_on"), default=None), "latest of the order lines", "due_on"),
    "ordered_on": _Figure(
        lambda x, _: min(_known(x, "ordered_on"), default=None), "earliest of the order lines", "ordered_on"
    ),
}
_NAMES = {"order_number": "order_id", "order_store": "store", "order_supplier": "supplier"}


def _figure(
    inquiry: Inquiry, id: str, lines: Sequence[Line], subject: dict[str, str] | None = None, asked: bool = True
) -> Fact | None:
    how, wanted, plan = _FIGURES[id], MEASURES[id], inquiry.plan
    value = how.of(lines, inquiry.view.as_of)
    if value is None:
        return None
    within: dict[str, Any] = {}
    if due_within(plan) and plan.window is not None:
        within = {"start": plan.window.start, "end": plan.window.end, "window_label": plan.window.label}
    return inquiry.book.derived(
        value, wanted.unit, _label(inquiry, id), id, how.operation, table="open_orders", key=_key(inquiry, lines),
        column=how.column, subject=_subject(inquiry) if subject is None else subject, decimals=wanted.decimals,
        cells=len(lines), asked=asked, **within,
    )  # fmt: skip


def _label(inquiry: Inquiry, id: str) -> str:
    """What a figure is called: that of late lines alone says so, where things are ranked by it."""
    label, plan = MEASURES[id].label, inquiry.plan
    late = plan.intent == "rank" and Filter("due_on", "<", inquiry.view.as_of) in plan.filters
    return label.replace("open order", "late open order") if late else label


def _key(inquiry: Inquiry, lines: Sequence[Line]) -> dict[str, str]:
    if len(lines) == 1:
        return {k: str(lines[0][k]) for k in ("order_id", "store_id", "product_id")}
    orders = {str(x["order_id"]) for x in lines}
    return inquiry.scope.key() | ({"order_id": next(iter(orders))} if len(orders) == 1 else {})


def _subject(inquiry: Inquiry) -> dict[str, str]:
    said = next((f.value for f in inquiry.plan.filters if f.column == "order_id"), "")
    number = ", ".join(said[:-1]) + f" and {said[-1]}" if isinstance(said, tuple) else str(said)
    return inquiry.scope.subject(inquiry.view) | ({"order": number} if number else {})


def _figures(inquiry: Inquiry, lines: list[Line]) -> None:
    """What was asked about these lines; each line's units beside it where an order is opened."""
    told = 0
    for id in inquiry.plan.measures:
        if id in _FIGURES:
            told += _figure(inquiry, id, lines) is not None
        elif id in _NAMES:
            told += _names(inquiry, id, lines)
    if told and "days_late" in inquiry.plan.measures and not any(x["late"] for x in lines):
        inquiry.messages.append(_NONE_OF_IT["days_late"])
    if not told and not inquiry.messages:
        inquiry.messages.append(_NONE_OF_IT.get(inquiry.plan.measures[0], "The open orders do not tell that."))
    if "order_content" in inquiry.plan.measures:
        _content(inquiry, lines)
    if any(x["value"] is None for x in lines) and "open_value" in inquiry.plan.measures:
        inquiry.messages.append("Some lines have no value, because the unit cost is not known.")


def _content(inquiry: Inquiry, lines: Sequence[Line]) -> None:
    """The units of each line."""
    for number, line in enumerate(lines[:60]):
        key = {k: str(line[k]) for k in ("order_id", "store_id", "product_id")}
        subject = {"product": str(line["name"]), "store": str(line["store"])}
        inquiry.book.cell(
                line["quantity"], "units", MEASURES["order_content"].label, "open_orders", key, "quantity",
                measure="order_content", subject=subject, asked=number < TOLD_ROWS, decimals=0,
            )  # fmt: skip


_NONE_OF_IT = {
    "days_late": "None of these orders is late.",
    "open_value": "The unit cost of these products is not known.",
    "planned_days": "The day of the order or its due date is not known.",
    "days_open": "The day of the order is not known.",
    "ordered_on": "The day of the order is not known.",
}


def _names(inquiry: Inquiry, id: str, lines: Sequence[Line], subject: dict[str, str] | None = None) -> int:
    """Order numbers, stores or suppliers of the lines, each once; a name is told for the id in the cell."""
    found = {str(x[_NAMES[id]]): x for x in lines if x[_NAMES[id]]}
    for name, line in list(found.items())[:TOLD_ROWS]:
        inquiry.book.cell(
            name, "", MEASURES[id].label, "open_orders", _key(inquiry, [line]), MEASURES[id].column, measure=id,
            subject=_subject(inquiry) if subject is None else subject, operation="" if id == "order_number" else "name",
        )  # fmt: skip
    return len(found)


def tell_late(inquiry: Inquiry, lines: Sequence[Line]) -> None:
    late = [x for x in lines if x["late"]]
    if late:
        which = (
            "The open order is"
            if len(lines) == 1
            else "One open order is"
            if len(late) == 1
            else "Some open orders are"
        )
        inquiry.messages.append(f"{which} late: due by {max(x['due_on'] for x in late).isoformat()}, not yet received.")


# ---- orders, lines and things -------------------------------------------------------------------

#: What lines are put together by: the key, and what one of them is called.
_GROUPS: dict[str, tuple[tuple[str, ...], str]] = {
    "order": (("order_id",), "open order"),
    "order_line": (("order_id", "store_id", "product_id"), "order line"),
    "product": (("product_id",), "product"),
    "store": (("store_id",), "store"),
    "supplier": (("supplier",), "supplier"),
    "category": (("category",), "category"),
}
_SHOWN = {"order": "order_id", "order_line": "name", "product": "name", "store": "store"}


def _grouped(lines: Sequence[Line], group: str) -> list[list[Line]]:
    found: dict[tuple[Any, ...], list[Line]] = {}
    for line in lines:
        key = tuple(line[c] for c in _GROUPS[group][0])
        if key[0] is not None:
            found.setdefault(key, []).append(line)
    return list(found.values())


def _name(group: str, lines: Sequence[Line]) -> str:
    return str(lines[0][_SHOWN.get(group, group)])


def _thing(inquiry: Inquiry, group: str, lines: Sequence[Line]) -> dict[str, str]:
    scope = inquiry.scope.subject(inquiry.view)
    if group == "order_line":
        return {"product": str(lines[0]["name"]), "store": str(lines[0]["store"])}
    return scope | {group: _name(group, lines)}


def _ranked(inquiry: Inquiry, lines: list[Line]) -> Evidence:
    plan, group = inquiry.plan, inquiry.plan.group_by if inquiry.plan.group_by in _GROUPS else "order"
    id = plan.measures[0]
    if id not in _FIGURES:
        return inquiry.no_data(f"Open orders cannot be ranked by {MEASURES[id].label}.")
    how = _FIGURES[id]
    sorted_by = MEASURES[id]
    descending = plan.sort is None or plan.sort.descending
    valued = [(how.of(part, inquiry.view.as_of), part) for part in _grouped(lines, str(group))]
    known = [(value, part) for value, part in valued if value is not None]
    if not known:
        inquiry.messages.append(_NONE_OF_IT.get(id, "The open orders do not tell that."))
        return inquiry.evidence()
    known.sort(key=lambda x: x[0], reverse=descending)
    first = plan.offset
    shown = known[first : None if plan.limit is None else first + plan.limit]
    if plan.limit == 1 and shown:  # all that are level with the first
        shown += [x for x in known[first + 1 :] if x[0] == shown[0][0]]
    facts = [_figure(inquiry, id, part, _thing(inquiry, str(group), part)) for _, part in shown[:60]]
    told = [f for f in facts if f is not None]
    if plan.limit == 1 and told:
        own = sorted_by.label.startswith(("earliest", "latest")) and not first
        named = _label(inquiry, id)
        label = named if own else extreme(named, descending, sorted_by.kind == "date", first + 1)
        where = _subject(inquiry)  # "which of those three is the biggest?": of these, not of all
        inquiry.book.derived(
            _name(str(group), shown[0][1]), "", label, "winner", "max" if descending else "min", told, subject=where
        )
        for _, part in shown:
            _beside(inquiry, str(group), part)
        if "order_content" in plan.measures:
            _content(inquiry, [line for _, part in shown for line in part])
    inquiry.rows = [
        {"name": _name(str(group), part), "order_id": part[0]["order_id"], id: public_value(value)}
        | {column: part[0][column] for column in _GROUPS[str(group)][0]}
        | ({"product": part[0]["name"], "store": part[0]["store"]} if group == "order_line" else {})
        for value, part in shown
    ]
    return inquiry.evidence()


def _beside(inquiry: Inquiry, group: str, lines: Sequence[Line]) -> None:
    """What the first order is: its number, whom it is with, what it is for, when it is due."""
    subject = _thing(inquiry, group, lines)
    plan = inquiry.plan
    for id in plan.measures[1:]:
        if id in _FIGURES:
            _figure(inquiry, id, lines, subject)
        elif id in _NAMES:
            _names(inquiry, id, lines, subject)


def _things(inquiry: Inquiry, lines: list[Line]) -> None:
    """Which orders, products, stores or suppliers have such lines, and how many."""
    plan, group = inquiry.plan, str(inquiry.plan.group_by)
    parts = _grouped(lines, group)
    noun = _GROUPS[group][1]
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    inquiry.count_fact(len(parts), plural if len(parts) != 1 else noun)
    for id in plan.measures:
        if id in _FIGURES and id not in ("open_orders", "open_lines"):
            _figure(inquiry, id, lines)
    if group == "order" and len(parts) != len(lines) and plan.intent == "count":
        inquiry.count_fact(len(lines), "order lines")
    if group == "order":
        for part in parts[:TOLD_ROWS]:  # the numbers that are told of the list
            inquiry.book.cell(
                part[0]["order_id"], "", MEASURES["order_number"].label, "open_orders", _key(inquiry, part[:1]),
                "order_id", measure="order_number", subject=_subject(inquiry), asked=False,
            )  # fmt: skip
    lines[:] = [
        {"name": _name(group, part), "lines": len(part), "quantity": _total(part, "quantity"),
         "due_on": min(_known(part, "due_on"), default=None), "late": any(x["late"] for x in part),
         "order_id": part[0]["order_id"], "store": part[0]["store"], "supplier": part[0]["supplier"]}
        for part in parts
    ]  # fmt: skip


# ---- shares -------------------------------------------------------------------------------------


def _share(inquiry: Inquiry, lines: list[Line]) -> Evidence:
    """These lines' part of all: of the same scope where a condition narrows them, else of the next wider one."""
    plan, id = inquiry.plan, inquiry.plan.measures[0]
    narrowed = bool(plan.filters) or due_within(plan)
    scope = inquiry.scope if narrowed else wider(inquiry.scope)
    all_lines = open_rows(inquiry, scope, ())
    part = _figure(inquiry, id, lines)
    own, inquiry.scope = inquiry.scope, scope
    whole = _figure(inquiry, id, all_lines, scope.subject(inquiry.view), asked=False)
    inquiry.scope = own
    if part is None or whole is None or not whole.value:
        inquiry.messages.append(_NONE_OF_IT.get(id, "The open orders do not tell that."))
        return inquiry.evidence()
    share = 100.0 * float(part.value) / float(whole.value)  # type: ignore[arg-type]
    inquiry.book.derived(
        share, "%", f"share of the {MEASURES[id].label.removeprefix('number of ')}", "share", "share", [part, whole],
        subject=part.subject,
    )  # fmt: skip
    inquiry.rows = [{"name": ", ".join(part.subject.values()) or "all", id: part.value, "share_pct": round(share, 6)}]
    return inquiry.evidence()
