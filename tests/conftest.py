"""Fixtures that every package's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine: a failure that comes and goes helps nobody.
settings.register_profile("seeded", derandomize=True, deadline=None)
settings.load_profile("seeded")

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ROOT.parent / "shared" / "datasets"


@pytest.fixture(scope="session")
def datasets() -> Path:
    """The folder of public data sets; the test is skipped where it is absent."""
    if not DATASETS.is_dir():
        pytest.skip("the public data sets (../shared/datasets) are not beside this checkout")
    return DATASETS


@pytest.fixture(scope="session")
def demo_workspace():
    """A workspace with the demo world and a published run, built once and kept in build/.

    Treat it as read-only; copy it (shutil.copytree) to change anything.
    """
    from filelock import FileLock

    from data.workspace import Workspace
    from ui.demo import ensure_demo

    (ROOT / "build").mkdir(exist_ok=True)
    with FileLock(ROOT / "build" / "demo.lock"):  # several processes test side by side
        return ensure_demo(Workspace(ROOT / "build" / "demo"))
