"""From a shortfall to a quantity that a supplier accepts: minimum first, then the multiple."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Lots", "order_lots"]


@dataclass(frozen=True)
class Lots:
    """quantity = shortfall + moq_added + rounding_added, exactly (to 4 decimals); (S,) each."""

    quantity: np.ndarray
    moq_added: np.ndarray
    rounding_added: np.ndarray


def order_lots(shortfall: np.ndarray, moq: np.ndarray, multiple: np.ndarray, lot: np.ndarray | float = 0.0) -> Lots:
    """Nothing where the shortfall is 0 or less; else raised to the MOQ, then up to the multiple.

    `lot` above 0 orders whole lots of that size first (the Q of an (R, Q) policy); what they
    add counts as rounding. Example: shortfall 37, MOQ 40, multiple 12: 40, then 48.
    """
    wanted = shortfall > 1e-9
    base = np.maximum(np.where(wanted, shortfall, 0.0), np.where(wanted, moq, 0.0))
    lots = np.where(np.asarray(lot) > 0, np.ceil(base / np.maximum(lot, 1e-9) - 1e-9) * lot, base)
    with np.errstate(divide="ignore", invalid="ignore"):
        rounded = np.where(multiple > 0, np.ceil(lots / multiple - 1e-9) * multiple, lots)
    quantity = np.where(wanted, np.round(rounded, 4), 0.0)
    moq_added = np.where(wanted, np.round(base - shortfall, 4), 0.0)
    return Lots(quantity, moq_added, np.where(wanted, np.round(quantity - shortfall - moq_added, 4), 0.0))
