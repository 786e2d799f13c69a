"""One published small run per module, and its tables in pandas."""

from __future__ import annotations

import pytest

from tests.rag.run_checks import opened


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    return opened(tmp_path_factory.mktemp("queries") / "w")[0]


@pytest.fixture(scope="module")
def tables(view):
    names = (
        "forecasts",
        "replenishment",
        "stats",
        "sales",
        "products",
        "accuracy",
        "alerts",
        "group_accuracy",
        "changes",
    )
    return {n: view.connection.execute(f"SELECT * FROM {n}").df() for n in names}
