"""Progress of long work: a bar on a terminal, a callback for the UI, silence elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

__all__ = ["Progress", "ProgressCallback", "progress"]

#: Called with (label, done, total); total is None where it is not known.
ProgressCallback = Callable[[str, float, float | None], None]

T = TypeVar("T")
_MIN_SECONDS = 0.1  # between two callbacks, so that a tight loop does not flood the UI


class Progress(Generic[T]):
    """Iterate over it, or use it as a context manager and call `advance`."""

    def __init__(
        self,
        work: Iterable[T] | int | None,
        label: str,
        callback: ProgressCallback | None = None,
        unit: str = "it",
    ) -> None:
        self.label = label
        self.done = 0.0
        self._items: Iterable[T] | None = None if isinstance(work, int) or work is None else work
        self.total: float | None = float(work) if isinstance(work, int) else _length(self._items)
        self._callback = callback
        self._last = 0.0
        self._bar = None
        if callback is None and sys.stderr is not None and sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=self.total, desc=label, unit=unit, leave=False, dynamic_ncols=True)

    def advance(self, amount: float = 1.0, label: str | None = None) -> None:
        """Say that `amount` more is done; `label` replaces the text beside the bar."""
        self.done += amount
        if label is not None:
            self.label = label
        if self._bar is not None:
            if label is not None:
                self._bar.set_description(label, refresh=False)
            self._bar.update(amount)
        now = time.monotonic()
        if self._callback is not None and (now - self._last >= _MIN_SECONDS or self.done == self.total):
            self._last = now
            self._callback(self.label, self.done, self.total)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()

    def __enter__(self) -> Progress[T]:
        if self._callback is not None:
            self._callback(self.label, self.done, self.total)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[T]:
        if self._items is None:
            raise TypeError("this progress counts steps; call advance() instead of iterating")
        with self:
            for item in self._items:
                yield item
                self.advance()


def progress(
    work: Iterable[T] | int | None, label: str, callback: ProgressCallback | None = None, unit: str = "it"
) -> Progress[T]:
    """Progress over an iterable, or over an int total that `advance` counts up to."""
    return Progress(work, label, callback, unit)


def _length(items: Iterable[T] | None) -> float | None:
    try:
        return float(len(items))  # type: ignore[arg-type]
    except TypeError:
        return None
