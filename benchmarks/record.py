"""One format for every measured result: benchmarks/results/<name>.json.

    record("forecast", title="...", columns=[...], rows=[[...], ...], command="python -m benchmarks.forecast", ...)

`python -m benchmarks.tables` makes every table of the README and of docs/ from these files.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

__all__ = ["RESULTS", "hardware", "record", "versions"]

RESULTS = Path(__file__).resolve().parent / "results"
_PACKAGES = (
    "torch",
    "transformers",
    "peft",
    "numpy",
    "pandas",
    "duckdb",
    "faiss-cpu",
    "lightgbm",
    "statsforecast",
    "gradio",
)


def hardware() -> str:
    """Processor, cores and memory in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, no accelerator"


def versions(packages: tuple[str, ...] = _PACKAGES) -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def record(
    name: str,
    *,
    title: str,
    columns: list[str],
    rows: list[list[Any]],
    command: str,
    settings: dict[str, Any] | None = None,
    seed: int | None = None,
    data_hash: str = "",
    wall_seconds: float | None = None,
    notes: list[str] | None = None,
    details: Any = None,
) -> Path:
    """Write one result; `rows` are what the table shows, `details` whatever else is worth keeping."""
    bad = [row for row in rows if len(row) != len(columns)]
    if bad:
        raise ValueError(f"{name}: {len(bad)} rows do not have {len(columns)} cells, first {bad[0]}")
    document = {
        "name": name,
        "title": title,
        "command": command,
        "columns": columns,
        "rows": rows,
        "notes": notes or [],
        "settings": settings or {},
        "seed": seed,
        "data_hash": data_hash,
        "wall_seconds": None if wall_seconds is None else round(wall_seconds, 1),
        "measured_on": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "hardware": hardware(),
        "versions": versions(),
        "details": details,
    }
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
