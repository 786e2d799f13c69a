"""Buying terms with the defaults filled in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    return Terms(
        lead=np.maximum(lead, 0.0),
        lead_sd=np.where(known_lead, column("lead_time_sd_days", 0.0), 0.0),
        review=np.maximum(review, 0.0),
        moq=column("moq", 0.0),
        multiple=np.where(multiple > 0, multiple, settings.default_order_multiple),
        level=level,
    )
