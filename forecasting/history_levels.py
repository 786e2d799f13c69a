"""Causal running levels of many series at once: what was known of the level before any period.

Index convention: a level at index t uses periods < t only, so nothing here can look ahead.
Shapes: R rows (series or groups), L periods; levels are (R, L + 1).
"""

from __future__ import annotations

import numpy as np

__all__ = ["RunningLevels", "event_effects", "group_sums", "take"]


def take(table: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """table[rows, columns] with columns clipped into the table; rows (not negative) and columns broadcast.

    By places in the flat table, which takes half the time of two index arrays; np.clip costs more than the lookup.
    """
    width = table.shape[1]
    return table.reshape(-1).take(np.minimum(np.maximum(columns, 0), width - 1) + rows * width)


def _cumulate(values: np.ndarray, stride: int = 1) -> np.ndarray:
    """(R, L) -> (R, L + stride) float64 sums of the same phase: out[:, t + stride] - out[:, t] = values[:, t]."""
    rows, length = values.shape
    out = np.zeros((rows, length + stride))
    if stride == 1:
        np.cumsum(values, axis=1, out=out[:, 1:])
        return out
    for phase in range(stride):
        part = values[:, phase::stride]
        out[:, stride + phase :: stride][:, : part.shape[1]] = np.cumsum(part, axis=1)
    return out


class RunningLevels:
    """Means over trailing windows, shrunk towards the expanding mean and that towards a prior.

    `total` (R, L) is the sum of demand, `count` (R, L) how many known periods it comes from,
    `prior` (R, L + 1) the level to assume before there is any history.
    """

    def __init__(
        self, total: np.ndarray, count: np.ndarray, prior: np.ndarray, floor: float, prior_periods: float = 3.0
    ) -> None:
        self.floor = floor
        self._total, self._count = total, count
        self._sum, self._n = _cumulate(total), _cumulate(count)
        self.expanding = (self._sum + prior_periods * prior) / (self._n + prior_periods)
        self._cache: dict[tuple[int, int], tuple[np.ndarray, np.ndarray]] = {}
        self._strided: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def mean(self, width: int, shrink: float = 2.0, base: np.ndarray | None = None) -> np.ndarray:
        """(R, L + 1) mean of the `width` periods before t, `shrink` pseudo-periods at `base` (expanding mean)."""
        low = np.maximum(np.arange(self._sum.shape[1]) - width, 0)
        base = self.expanding if base is None else base
        return (self._sum - self._sum[:, low] + shrink * base) / (self._n - self._n[:, low] + shrink)

    def known(self, width: int) -> np.ndarray:
        """(R, L + 1) share of the `width` periods before t that are known, 0..1."""
        low = np.maximum(np.arange(self._sum.shape[1]) - width, 0)
        share = (self._n - self._n[:, low]) / width
        return np.minimum(share / max(self._count.max(initial=1.0), 1e-9), 1.0).astype(np.float32)

    def log_mean(self, width: int) -> tuple[np.ndarray, np.ndarray]:
        """log of `mean(width)` and whether at least half of the window is known; float32, cached."""
        key = (width, 1)
        if key not in self._cache:
            self._cache[key] = (
                np.log(self.mean(width) + self.floor).astype(np.float32),
                (self.known(width) >= 0.5 * self._density()).astype(np.float32),
            )
        return self._cache[key]

    def log_same_phase(self, weeks: int, stride: int) -> np.ndarray:
        """(R, L + stride) log mean of the last `weeks` periods of the same weekday, before index t.

        At index t the newest period used is t - stride.
        """
        key = (weeks, stride)
        if key not in self._cache:
            if stride not in self._strided:
                self._strided[stride] = (_cumulate(self._total, stride), _cumulate(self._count, stride))
            total, count = self._strided[stride]
            low = np.maximum(np.arange(total.shape[1]) - weeks * stride, np.arange(total.shape[1]) % stride)
            base = np.pad(self.expanding, ((0, 0), (0, stride - 1)), mode="edge")
            newest = np.maximum(np.arange(total.shape[1]) - stride + 1, 0)  # only what was known by then
            shrink = 1.0
            mean = (total - total[:, low] + shrink * base[:, newest]) / (count - count[:, low] + shrink)
            self._cache[key] = (np.log(mean + self.floor).astype(np.float32), np.zeros(0, np.float32))
        return self._cache[key][0]

    def _density(self) -> np.ndarray:
        """(R, 1) usual share of known periods, so that a shop closed on Sundays counts as fully known."""
        first = np.argmax(self._count > 0, axis=1)
        span = np.maximum(self._count.shape[1] - first, 1)
        top = max(self._count.max(initial=1.0), 1e-9)
        return np.clip(self._n[:, -1:] / (span[:, None] * top), 0.05, 1.0)

    def release(self) -> None:
        """Drop the float64 sums once every needed level is cached."""
        self._sum = self._n = np.zeros((0, 0))
        self._strided.clear()


def group_sums(values: np.ndarray, codes: np.ndarray, groups: int) -> np.ndarray:
    """(S, L) -> (G, L): sums over the series of each group."""
    import scipy.sparse as sparse

    series = len(codes)
    member = sparse.csr_matrix((np.ones(series), (codes, np.arange(series))), shape=(groups, series))
    return np.asarray(member @ values)


def event_effects(level: np.ndarray, known: np.ndarray, flags: np.ndarray, week: int) -> np.ndarray:
    """(E, L + 1): what each event did to the total so far, as a log ratio, from past occurrences only.

    An occurrence is compared with the same weekday one and two weeks before and after, so it
    counts from two weeks later on. Shrunk by half a pseudo-occurrence at no effect.
    """
    length = len(level)
    log = np.log(np.maximum(level, 1e-9))
    around, weight = np.zeros(length), np.zeros(length)
    for gap in (-2 * week, -week, week, 2 * week):
        index = np.arange(length) + gap
        inside = (index >= 0) & (index < length)
        index = np.clip(index, 0, length - 1)
        use = inside & known[index]
        around += np.where(use, log[index], 0.0)
        weight += use
    residual = np.where(known & (weight > 1), log - around / np.maximum(weight, 1), 0.0)
    usable = (known & (weight > 1)).astype(float)
    delay = 2 * week + 1
    effects = np.zeros((flags.shape[1], length + 1), np.float32)
    total = np.cumsum(np.clip(residual, -3.0, 3.0)[:, None] * flags, axis=0)
    count = np.cumsum(usable[:, None] * flags, axis=0)
    mean = (total / (count + 0.5)).T
    if length + 1 > delay:
        effects[:, delay:] = mean[:, : length + 1 - delay]
    return effects
