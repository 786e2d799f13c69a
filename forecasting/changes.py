"""Why an order quantity is not what it was: the change since the served run, split by cause."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from forecasting.inventory import InventorySettings
from forecasting.inventory.explain import split_changes
from forecasting.inventory.loading import load_inputs, load_previous_inputs, settings_of
from forecasting.runstore import RunStore

__all__ = ["order_changes"]


def order_changes(
    staging: Path,
    previous: Path | None,
    store: RunStore,
    replenishment: pd.DataFrame,
    settings: InventorySettings,
    facts: Mapping[str, Any],
) -> pd.DataFrame:
    """The `changes` rows; empty on the first run.

    `facts` are what the manifest will say of `as_of`, `frequency` and `dependence`.
    """
    if previous is None:
        return pd.DataFrame()
    manifest = json.loads((previous / "manifest.json").read_text(encoding="utf-8"))
    con = store.connect(folder=staging)
    before = load_previous_inputs(con, manifest)
    if before is None:
        return pd.DataFrame()
    table_before = con.execute("SELECT store_id, product_id, order_qty FROM previous_replenishment").df()
    return split_changes(before, load_inputs(con, facts), table_before, replenishment, settings_of(manifest), settings)
