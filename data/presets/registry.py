"""All presets by name."""

from __future__ import annotations

import difflib

from data.errors import DataError
from data.presets import favorita, m5, online_retail, rossmann, sku_sheet, store_item, supplier_orders, vn2
from data.presets.base import Preset

__all__ = ["PRESETS", "preset"]

PRESETS: dict[str, Preset] = {
    module.PRESET.name: module.PRESET
    for module in (store_item, rossmann, favorita, m5, online_retail, vn2, sku_sheet, supplier_orders)
}


def preset(name: str) -> Preset:
    """The preset of that name; `DataError` names the nearest one."""
    if name in PRESETS:
        return PRESETS[name]
    near = difflib.get_close_matches(name, PRESETS, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(PRESETS)}"
    raise DataError(f"no preset is called {name}; {hint}")
