"""A small seeded panel with known structure, for the tests of the network."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecasting.protocol import Frequency, Panel

STEP = {"daily": "D", "weekly": "W-MON", "monthly": "MS"}


def seeded_panel(
    series: int = 12,
    periods: int = 240,
    horizon: int = 14,
    frequency: Frequency = "daily",
    seed: int = 3,
    with_inputs: bool = True,
    intermittent: int = 4,
) -> Panel:
    """Weekly season times level, Poisson noise; the last `intermittent` series sell about every fifth period."""
    rng = np.random.default_rng(seed)
    dates = pd.date_range("2023-01-02", periods=periods + horizon, freq=STEP[frequency])
    level = rng.uniform(5, 40, size=series)
    level[series - intermittent :] = 0.2
    season = 1 + 0.5 * np.sin(2 * np.pi * np.arange(periods + horizon) / 7)
    promo = (rng.random((series, periods + horizon)) < 0.08).astype(np.float32)
    rate = level[:, None] * season[None, :] * (1 + 0.8 * promo * with_inputs)
    y = rng.poisson(rate).astype(np.float32)[:, :periods]
    available = rng.random(y.shape) > 0.03
    y[0, :60] = np.nan  # launched later
    frame = pd.DataFrame(
        {
            "store_id": [f"s{i % 3}" for i in range(series)],
            "product_id": [f"p{i // 3}" for i in range(series)],
            "category": ["slow" if i >= series - intermittent else "fast" for i in range(series)],
        }
    )
    price = np.full((series, periods + horizon), 3.0, np.float32)
    return Panel(
        series=frame,
        dates=dates[:periods],
        future_dates=dates[periods:],
        frequency=frequency,
        target="sales",
        y=np.where(available, y, np.floor(y / 2)),
        available=available,
        price=price if with_inputs else None,
        promo=promo if with_inputs else None,
    )
