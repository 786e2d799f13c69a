"""Draft purchase orders: one per supplier, edited, approved or rejected by a person, exported.

    book = OrderBook(workspace)
    drafts = book.draft(replenishment, catalogue, run_id=run_id)     # open requests are taken off first
    book.edit(order_id, line=0, quantity=48, by="Amal")
    book.approve(order_id, by="Amal")            # or book.reject(order_id, reason="...", by="Amal")
    book.open_requests()                         # rows for the open_orders table

Each order is one JSON file in `workspace/orders/`, written whole or not at all. An approved
order counts as an open order until its lines are received or its id shows up in the user's
own open_orders, so that running twice never orders twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from data.errors import QuartermasterError
from data.workspace import Workspace, atomic_write_text
from forecasting.inventory.order_export import neutralise

__all__ = ["OrderBook", "OrderError", "OrderLine", "PurchaseOrder", "neutralise"]

Status = Literal["draft", "approved", "rejected", "received"]
_ORDER_ID = re.compile(r"PO-\d{8}-\d{4}")


class OrderError(QuartermasterError):
    """A purchase order that does not exist or cannot be changed any more."""


@dataclass(frozen=True)
class OrderLine:
    store_id: str
    product_id: str
    name: str
    quantity: float
    recommended: float
    unit_cost: float | None = None
    order_by: str = ""  # ISO date
    due_on: str = ""  # ISO date: order_by + lead time
    reason: str = ""

    @property
    def value(self) -> float | None:
        return None if self.unit_cost is None else round(self.quantity * self.unit_cost, 2)


@dataclass(frozen=True)
class PurchaseOrder:
    """One order to one supplier. `history` keeps who did what, when, and why."""

    order_id: str
    supplier_id: str
    supplier: str
    created_at: str
    currency: str
    run_id: str
    lines: tuple[OrderLine, ...]
    status: Status = "draft"
    reason: str = ""
    history: tuple[dict[str, Any], ...] = field(default_factory=tuple)

    @property
    def value(self) -> float:
        """Sum over the lines whose cost is known."""
        return round(sum(line.value or 0.0 for line in self.lines), 2)

    @property
    def units(self) -> float:
        return sum(line.quantity for line in self.lines)

    def to_dict(self) -> dict[str, Any]:
        return {**asdict(self), "value": self.value, "units": self.units}

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> PurchaseOrder:
        known = {k: v for k, v in raw.items() if k not in ("value", "units")}
        known["lines"] = tuple(OrderLine(**line) for line in raw["lines"])
        known["history"] = tuple(raw.get("history", ()))
        return cls(**known)


class OrderBook:
    """The purchase orders of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.folder = workspace.root / "orders"

    # -- reading ---------------------------------------------------------------------------------

    def orders(self, status: Status | None = None) -> list[PurchaseOrder]:
        """All orders, oldest first."""
        found = [self._read(p) for p in sorted(self.folder.glob("PO-*.json"))] if self.folder.is_dir() else []
        return [o for o in found if status is None or o.status == status]

    def get(self, order_id: str) -> PurchaseOrder:
        path = self._path(order_id)
        if not path.is_file():
            raise OrderError(f"there is no purchase order {order_id}; `quartermaster orders` lists them")
        return self._read(path)

    def open_requests(
        self, known: Iterable[str] = (), open_orders: pd.DataFrame | None = None, after: datetime | None = None
    ) -> pd.DataFrame:
        """Approved lines as rows of `open_orders`, without those that the user's own table has already.

        That is: orders whose id is in `known`, and lines that `open_orders` has with the same
        store, product and quantity, ordered on or after the day of approval. `after` keeps
        only what was approved later than that.
        """
        known = set(known)
        theirs = _ordered_since(open_orders)
        rows = [
            {
                "order_id": order.order_id,
                "supplier_id": order.supplier_id or None,
                "store_id": line.store_id,
                "product_id": line.product_id,
                "quantity": line.quantity,
                "ordered_on": pd.Timestamp(line.order_by) if line.order_by else pd.NaT,
                "due_on": pd.Timestamp(line.due_on) if line.due_on else pd.NaT,
            }
            for order in self.orders("approved")
            if order.order_id not in known and (after is None or _decided(order) > after)
            for line in order.lines
            if line.quantity > 0
            and theirs.get((line.store_id, line.product_id, line.quantity), date.min) < _decided(order).date()
        ]
        columns = ["order_id", "supplier_id", "store_id", "product_id", "quantity", "ordered_on", "due_on"]
        return pd.DataFrame(rows, columns=columns)

    # -- writing ---------------------------------------------------------------------------------

    def draft(
        self,
        replenishment: pd.DataFrame,
        products: pd.DataFrame | None = None,
        suppliers: pd.DataFrame | None = None,
        *,
        run_id: str = "",
        currency: str = "EUR",
        open_order_ids: Iterable[str] = (),
        today: date | None = None,
    ) -> list[PurchaseOrder]:
        """One draft per supplier from rows with `order_qty` > 0; earlier drafts of these suppliers are replaced.

        A run counts what was approved before it (`on_order`). What was approved since is taken
        off here, unless its id is among `open_order_ids`, the ids in the user's open_orders.
        """
        wanted = replenishment[replenishment["order_qty"] > 0].copy()
        requested = (
            self.open_requests(open_order_ids, after=_run_time(run_id))
            .groupby(["store_id", "product_id"])["quantity"]
            .sum()
        )
        keys = pd.MultiIndex.from_frame(wanted[["store_id", "product_id"]])
        already = requested.reindex(keys).fillna(0.0).to_numpy() if len(requested) else np.zeros(len(wanted))
        wanted["order_qty"] = np.maximum(wanted["order_qty"].to_numpy(float) - already, 0.0)
        wanted = wanted[wanted["order_qty"] > 0]
        names = _column(products, "product_id", "name")
        costs = _column(products, "product_id", "unit_cost")
        supplier_names = _column(suppliers, "supplier_id", "name")
        self._drop_drafts(set(wanted["supplier_id"].fillna("")))
        made = []
        for supplier, rows in wanted.assign(_s=wanted["supplier_id"].fillna("")).groupby("_s", sort=True):
            lines = tuple(_line(row, names, costs) for row in rows.to_dict("records"))
            order = PurchaseOrder(
                order_id=self._next_id(today or datetime.now(UTC).date()),
                supplier_id=str(supplier),
                supplier=str(supplier_names.get(supplier, supplier) or "no supplier"),
                created_at=_now(),
                currency=currency,
                run_id=run_id,
                lines=lines,
            )
            made.append(self._save(order))
        return made

    def edit(self, order_id: str, line: int, quantity: float, by: str = "") -> PurchaseOrder:
        """Change the quantity of one line of a draft; 0 removes nothing but orders none."""
        order = self._changeable(order_id)
        if not 0 <= line < len(order.lines):
            raise OrderError(f"{order_id} has {len(order.lines)} lines; there is no line {line + 1}")
        if not np.isfinite(quantity) or quantity < 0:
            raise OrderError(f"a quantity is 0 or more, not {quantity}")
        old = order.lines[line]
        lines = (*order.lines[:line], replace(old, quantity=float(quantity)), *order.lines[line + 1 :])
        entry = {"at": _now(), "by": by, "what": "edit", "line": line, "from": old.quantity, "to": float(quantity)}
        return self._save(replace(order, lines=lines, history=(*order.history, entry)))

    def approve(self, order_id: str, by: str = "", reason: str = "") -> PurchaseOrder:
        order = self._changeable(order_id)
        if order.units <= 0:
            raise OrderError(f"{order_id} orders nothing; reject it instead")
        return self._decide(order, "approved", by, reason)

    def reject(self, order_id: str, reason: str, by: str = "") -> PurchaseOrder:
        """Rejecting needs a reason; it is kept."""
        if not reason.strip():
            raise OrderError(f"say why {order_id} is rejected")
        return self._decide(self._changeable(order_id), "rejected", by, reason.strip())

    def receive(self, order_id: str, by: str = "") -> PurchaseOrder:
        """An approved order has arrived: it no longer counts as open."""
        order = self.get(order_id)
        if order.status != "approved":
            raise OrderError(f"{order_id} is {order.status}; only an approved order can be received")
        return self._decide(order, "received", by, "")

    def _decide(self, order: PurchaseOrder, status: Status, by: str, reason: str) -> PurchaseOrder:
        entry = {"at": _now(), "by": by, "what": status, "reason": reason}
        return self._save(replace(order, status=status, reason=reason, history=(*order.history, entry)))

    def _changeable(self, order_id: str) -> PurchaseOrder:
        order = self.get(order_id)
        if order.status != "draft":
            raise OrderError(f"{order_id} is {order.status} and cannot be changed; draft a new one")
        return order

    def _drop_drafts(self, suppliers: set[str]) -> None:
        for order in self.orders("draft"):
            if order.supplier_id in suppliers:
                self._path(order.order_id).unlink(missing_ok=True)

    def _next_id(self, today: date) -> str:
        prefix = f"PO-{today:%Y%m%d}-"
        taken = [int(p.stem[-4:]) for p in self.folder.glob(f"{prefix}*.json") if _ORDER_ID.fullmatch(p.stem)]
        return f"{prefix}{max(taken, default=0) + 1:04d}"

    def _path(self, order_id: str) -> Path:
        if not _ORDER_ID.fullmatch(order_id):
            raise OrderError(f"{order_id!r} is not a purchase order id; ids look like PO-20250131-0001")
        return self.folder / f"{order_id}.json"

    def _read(self, path: Path) -> PurchaseOrder:
        try:
            return PurchaseOrder.from_dict(json.loads(path.read_text(encoding="utf-8")))
        except (json.JSONDecodeError, TypeError, KeyError) as error:
            raise OrderError(f"{path.name} is damaged ({error}); remove it from {path.parent}") from None

    def _save(self, order: PurchaseOrder) -> PurchaseOrder:
        atomic_write_text(self._path(order.order_id), json.dumps(order.to_dict(), indent=1, ensure_ascii=False) + "\n")
        return order


def _line(row: Mapping[Any, Any], names: Mapping[Any, Any], costs: Mapping[Any, Any]) -> OrderLine:
    product = str(row["product_id"])
    cost, priced = costs.get(product), row.get("order_unit_cost")
    if not pd.isna(cost) and not pd.isna(priced):
        cost = priced  # with price breaks
    by = row.get("order_by")
    placed = pd.Timestamp(by).date() if by is not None and not pd.isna(by) else None
    lead = row.get("lead_time_days")
    due = placed + timedelta(days=int(np.ceil(lead))) if placed and lead is not None and not pd.isna(lead) else None
    if row.get("delivery_on") is not None and not pd.isna(row["delivery_on"]):
        due = pd.Timestamp(row["delivery_on"]).date()
    return OrderLine(
        store_id=str(row["store_id"]),
        product_id=product,
        name=str(names.get(product) or product),
        quantity=float(row["order_qty"]),
        recommended=float(row["order_qty"]),
        unit_cost=None if cost is None or pd.isna(cost) else float(cost),
        order_by=placed.isoformat() if placed else "",
        due_on=due.isoformat() if due else "",
        reason=str(row.get("reason") or ""),
    )


def _column(table: pd.DataFrame | None, key: str, name: str) -> dict[Any, Any]:
    if table is None or name not in table:
        return {}
    return dict(zip(table[key].astype(str), table[name], strict=True))


def _decided(order: PurchaseOrder) -> datetime:
    """When the order was approved (or whatever happened to it last)."""
    return datetime.fromisoformat(order.history[-1]["at"] if order.history else order.created_at)


def _run_time(run_id: str) -> datetime | None:
    """The time in a run id such as 20250131T060000-000000; None where it has none."""
    try:
        return datetime.strptime(run_id[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _ordered_since(open_orders: pd.DataFrame | None) -> dict[tuple[str, str, float], date]:
    """Latest `ordered_on` of each (store, product, quantity) in the user's own open orders."""
    if open_orders is None or len(open_orders) == 0 or "ordered_on" not in open_orders:
        return {}
    dated = open_orders.dropna(subset=["ordered_on", "quantity"])
    latest = pd.to_datetime(dated["ordered_on"]).groupby(
        [dated["store_id"].astype(str), dated["product_id"].astype(str), dated["quantity"].astype(float)]
    )
    return {key: day.date() for key, day in latest.max().items()}  # type: ignore[misc]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
