"""Draft purchase orders by supplier: edit, approve or reject, export."""

from __future__ import annotations

from typing import Any

__all__ = ["build_purchase_orders"]


def build_purchase_orders(services: Any, store: Any, supplier: Any) -> None:
    """Placeholder until the purchase-order store lands."""
