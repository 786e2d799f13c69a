"""Orders recomputed on the spot: other targets, what-if, side by side with the served run."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from data.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

    from forecasting.inventory import InventoryInputs, InventorySettings
    from forecasting.inventory.assess import PathMemo
    from ui.services import Services

__all__ = ["Planning"]

KEPT_SERIES, KEPT_FILTERS = 20_000, 4  # series times 400 paths of 4 bytes: at most 32 MB each
#: What a slider changes, set to one value so that all its positions share their paths.
_LEVEL_ONLY: dict[str, Any] = {
    "target": "cycle_service_level",
    "cycle_service_level": 0.95,
    "policy": "base_stock",
    "safety_factor": 1.0,
}


class Planning:
    """Inventory inputs of the served run, kept until another run is served."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._lock = threading.Lock()
        self._inputs: tuple[str, InventoryInputs] | None = None
        self._paths: OrderedDict[Any, PathMemo] = OrderedDict()  # by run and filters, the latest ones

    def inputs(self) -> InventoryInputs:
        from forecasting.inventory.loading import load_inputs
        from forecasting.runstore import RunStore

        run_id = self.services.run_id
        with self._lock:
            if self._inputs is None or self._inputs[0] != run_id:
                store = RunStore(self.services.workspace)
                self._inputs = (run_id, load_inputs(store.connect(run_id), store.manifest(run_id)))
            return self._inputs[1]

    def settings(self) -> InventorySettings:
        from data.settings import load
        from forecasting.inventory import InventorySettings

        return load(self.services.workspace, "inventory", InventorySettings)

    def recompute(
        self,
        store_id: str | None = None,
        supplier_id: str | None = None,
        cycle_service_level: float | None = None,
        safety_factor: float | None = None,
    ) -> pd.DataFrame:
        """The replenishment table under another cycle service level (fraction), or under the simple rule
        (forecast sales - forecast returns) x `safety_factor` (1.0 to 2.0)."""
        from forecasting.inventory import recommend
        from forecasting.inventory.whatif import Rows, subset

        settings = self.settings()
        if safety_factor is not None:
            settings = replace(settings, policy="returns_factor", safety_factor=safety_factor)
        elif cycle_service_level is not None:
            settings = replace(settings, target="cycle_service_level", cycle_service_level=cycle_service_level)
        inputs = self.inputs()
        rows = Rows(stores=(store_id,) if store_id else (), suppliers=(supplier_id,) if supplier_id else ())
        part = subset(inputs, rows.of(inputs))
        # Ordering rules other than the level change the terms, and with them the paths' length.
        key = (self.services.run_id, store_id, supplier_id, replace(settings, **_LEVEL_ONLY))
        return recommend(part, settings, memo=self._memo(key, len(part.series)))

    def warm(self) -> None:
        """Draw the demand paths before the first slider asks for them, where they are kept at all."""
        if len(self.inputs().series) <= KEPT_SERIES:
            self.recompute(cycle_service_level=0.95)
            self.recompute(safety_factor=1.2)

    def _memo(self, key: Any, series: int) -> PathMemo | None:
        """The demand paths kept for these filters; None where they would take too much memory."""
        if series > KEPT_SERIES:
            return None
        with self._lock:
            memo = self._paths.pop(key, {})
            self._paths[key] = memo
            while len(self._paths) > KEPT_FILTERS:
                self._paths.popitem(last=False)
            return memo

    def whatif(
        self,
        kind: str,
        value: float | None = None,
        relative: bool = False,
        store_id: str | None = None,
        supplier_id: str | None = None,
        product_id: str | None = None,
    ) -> pd.DataFrame:
        """Every affected series under a change, beside today, with names; see `forecasting.inventory.whatif`."""
        from forecasting.inventory.whatif import Rows, Scenario, whatif

        if value is None and kind in ("demand", "lead_time", "cycle_service_level", "budget"):
            raise DataError(f"what-if {kind} needs a value")
        rows = Rows(
            products=(product_id,) if product_id else (),
            stores=(store_id,) if store_id else (),
            suppliers=(supplier_id,) if supplier_id else (),
        )
        today = self.services.query("SELECT * FROM replenishment")
        table = whatif(self.inputs(), Scenario(kind, value, relative), rows, settings=self.settings(), today=today)
        return self.named(table)

    def named(self, table: pd.DataFrame) -> pd.DataFrame:
        """`table` with the names of store, product and supplier in front."""
        names: Any = {
            "store": self.services.query("SELECT store_id AS id, name FROM stores"),
            "product": self.services.query("SELECT product_id AS id, name FROM products"),
            "supplier": self.services.query("SELECT supplier_id AS id, name FROM suppliers"),
        }
        table = table.copy()
        for position, (kind, frame) in enumerate(names.items()):
            table.insert(position, kind, table[f"{kind}_id"].map(dict(zip(frame["id"], frame["name"], strict=True))))
        return table
