"""Buying terms with the defaults filled in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.inventory.calendars import Timing, timing
from forecasting.inventory.inputs import InventoryInputs
from forecasting.inventory.newsvendor import critical_ratio
from forecasting.inventory.settings import InventorySettings

__all__ = ["Terms", "filled_terms"]


@dataclass
class Terms:
    """Buying terms with the defaults filled in; (S,) each."""

    lead: np.ndarray
    lead_sd: np.ndarray
    review: np.ndarray
    moq: np.ndarray
    multiple: np.ndarray
    level: np.ndarray  # cycle service level aimed at
    timing: Timing | None = None  # of suppliers with order or delivery days; then in `lead` and `review` too
    supplier_lead: np.ndarray | None = None  # days from order to delivery, without waiting for an order day

    @property
    def protection(self) -> np.ndarray:
        return self.lead + self.review


def filled_terms(inputs: InventoryInputs, settings: InventorySettings) -> Terms:
    """Supplier and product terms, defaults where the user gave none."""
    t = inputs.terms

    def column(name: str, default: float) -> np.ndarray:
        values = t[name].to_numpy(dtype=float)
        return np.where(np.isnan(values), default, values)

    lead = column("lead_time_days", settings.default_lead_time_days)
    known_lead = t["lead_time_days"].notna().to_numpy()
    multiple = column("order_multiple", settings.default_order_multiple)
    review = column("review_period_days", settings.default_review_period_days)
    level = np.full(len(t), settings.cycle_service_level)
    if settings.target == "cost":
        level = critical_ratio(
            t["unit_price"].to_numpy(float), t["unit_cost"].to_numpy(float), settings.holding_rate, review, level
        )
    lead, review = np.maximum(lead, 0.0), np.maximum(review, 0.0)
    given = t["review_period_days"].notna().to_numpy()
    calendar = timing(inputs.as_of, t, lead, review, given) if "order_weekdays" in t else None
    return Terms(
        lead=lead if calendar is None else calendar.lead,
        lead_sd=np.where(known_lead, column("lead_time_sd_days", 0.0), 0.0),
        review=review if calendar is None else calendar.review,
        moq=column("moq", 0.0),
        multiple=np.where(multiple > 0, multiple, settings.default_order_multiple),
        level=level,
        timing=calendar,
        supplier_lead=lead,
    )
