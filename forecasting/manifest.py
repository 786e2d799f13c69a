"""What a run was made of: data, code, libraries, settings, seconds."""

from __future__ import annotations

import hashlib
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from data.progress import Progress, ProgressCallback, progress
from data.tables import INPUT_TABLES
from data.workspace import Workspace

__all__ = ["Steps", "code_version", "data_hash", "library_versions", "now", "plain"]

_LIBRARIES = ("duckdb", "holidays", "lightgbm", "numpy", "pandas", "pyarrow", "scipy", "statsforecast", "torch")
_PACKAGES = ("data", "forecasting")
_ROOT = Path(__file__).resolve().parent.parent


def now() -> str:
    """The time in UTC, ISO 8601, whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _digest(paths: list[tuple[str, Path]]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for name, path in paths:
        digest.update(name.encode() + b"\0")
        with open(path, "rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def data_hash(workspace: Workspace) -> str:
    """Hash of all input tables, names and bytes."""
    return _digest([(t, workspace.table_path(t)) for t in INPUT_TABLES if workspace.has_table(t)])


def code_version() -> str:
    """Hash of the sources that make a run; the same in a checkout and in an image."""
    files = [p for package in _PACKAGES for p in sorted((_ROOT / package).rglob("*.py"))]
    return _digest([(str(p.relative_to(_ROOT)), p) for p in files])


def library_versions() -> dict[str, str]:
    """Versions of what computes numbers; a library that is not installed is left out."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


@dataclass
class Steps:
    """Progress and seconds of the named steps of a run. `callback(label, share)`: share 0 to 1."""

    weights: dict[str, float]
    callback: Callable[[str, float], None] | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        total = sum(self.weights.values())
        self._weight = self._told = 0.0  # of the present step: its weight, and how much of it is told
        told: ProgressCallback | None = None
        if self.callback is not None:
            given = self.callback

            def told(label: str, done: float, of: float | None) -> None:
                given(label, min(done / total, 1.0))

        self._bar: Progress[Any] = progress(round(total), "forecast run", told)
        self._bar.__enter__()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step; it may be entered more than once (its weight counts the first time)."""
        self._weight, self._told = self.weights.pop(name, 0.0), 0.0
        self._bar.advance(0, name)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - start, 3)
            self._bar.advance(self._weight - self._told, name)

    def part(self, share: float) -> None:
        """Say that `share` (0 to 1) of the present step is done."""
        now = self._weight * min(max(share, 0.0), 1.0)
        if now > self._told:
            self._bar.advance(now - self._told)
            self._told = now

    def close(self) -> None:
        self._bar.close()


def plain(value: Any) -> Any:
    """`value` for JSON: NaN becomes null, numpy scalars Python ones."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return None if value != value or value in (float("inf"), float("-inf")) else round(value, 6)
    return value
