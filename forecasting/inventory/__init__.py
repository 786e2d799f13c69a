"""Inventory mathematics: what to order, by when, and what it costs.

from forecasting.inventory import InventoryInputs, InventorySettings, recommend
"""

from __future__ import annotations

from forecasting.inventory.alerts import make_alerts
from forecasting.inventory.inputs import InventoryInputs
from forecasting.inventory.recommend import recommend
from forecasting.inventory.settings import AlertSettings, InventorySettings

__all__ = ["AlertSettings", "InventoryInputs", "InventorySettings", "make_alerts", "recommend"]
