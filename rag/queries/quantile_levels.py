"""Quantile levels that are stored, and how a level between two of them is read."""

from __future__ import annotations

from dataclasses import dataclass

from forecasting.run_tables import DAILY_QUANTILES

__all__ = ["GROUP_LEVELS", "SERIES_LEVELS", "LevelTerms", "level_terms"]

SERIES_LEVELS = DAILY_QUANTILES
GROUP_LEVELS = (0.10, 0.50, 0.90)


@dataclass(frozen=True)
class LevelTerms:
    """A quantile as a weighted sum of stored columns. `how` is empty when the level is stored."""

    terms: tuple[tuple[str, float], ...]
    how: str = ""

    def sql(self, alias: str) -> str:
        return " + ".join(f"{weight!r} * {alias}.{column}" for column, weight in self.terms)


def level_terms(level: float, stored: tuple[float, ...], prefix: str = "p") -> LevelTerms:
    """The stored columns nearest to `level`, weighted linearly on the normal scale.

    Example: 0.80 between p75 (z 0.674) and p90 (z 1.282): 0.72 p75 + 0.28 p90. Beyond the
    outermost stored level the last two are extended, which is said. `ValueError` unless
    0 < level < 1.
    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"a quantile level lies between 0 and 1, not {level}")
    for known in stored:
        if abs(known - level) < 1e-6:
            return LevelTerms(((_column(known, prefix), 1.0),))
    above = next((i for i, known in enumerate(stored) if known > level), len(stored) - 1)
    high = max(1, above)
    low = high - 1
    z, z_low, z_high = _z(level), _z(stored[low]), _z(stored[high])
    weight = (z - z_low) / (z_high - z_low)
    how = "interpolated" if stored[0] < level < stored[-1] else "extrapolated"
    return LevelTerms(
        ((_column(stored[low], prefix), 1.0 - weight), (_column(stored[high], prefix), weight)),
        f"{how} from the two nearest levels that the run holds",
    )


def _column(level: float, prefix: str) -> str:
    return f"{prefix}{round(level * 100):02d}"


def _z(level: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf(level)
