"""Why an order quantity is not what it was: the change since the served run, split by cause."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from forecasting.inventory import InventorySettings
from forecasting.runstore import RunStore

__all__ = ["order_changes"]


def order_changes(
    staging: Path, previous: Path | None, store: RunStore, replenishment: pd.DataFrame, settings: InventorySettings
) -> pd.DataFrame:
    """The `changes` rows; empty on the first run."""
    return pd.DataFrame()
