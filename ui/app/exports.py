"""Files that people download: one folder per process, gone when it ends; old ones go after an hour."""

from __future__ import annotations

import shutil
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["csv_file", "export_file"]

KEPT_SECONDS = 3600


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="quartermaster-")


def export_file(name: str, content: bytes) -> str:
    """Write `content` under a folder of its own; returns the path."""
    root = Path(_folder().name)
    for old in root.iterdir():
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    path = Path(tempfile.mkdtemp(dir=root)) / name
    path.write_bytes(content)
    return str(path)


def csv_file(name: str, frame: pd.DataFrame) -> str:
    """A CSV file of `frame` whose cells no spreadsheet runs as formulas; returns its path."""
    from forecasting.inventory.purchase_orders import neutralise

    safe = frame.copy()
    for column in safe.select_dtypes(exclude="number").columns:
        safe[column] = safe[column].map(lambda value: neutralise(value) if isinstance(value, str) else value)
    return export_file(name, safe.to_csv(index=False).encode())
