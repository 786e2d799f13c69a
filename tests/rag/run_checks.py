"""What tests of typed queries share: windows, pandas views of a scope, and the check that facts lead to cells."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pandas as pd
import pytest

from forecasting.runstore import RunStore
from rag.measures import MEASURES
from rag.plan import Entities, Window
from rag.queries import open_view
from rag.queries.view import RunView
from tests.rag.small_run import AS_OF, PRODUCTS, make_small_workspace

FIRST = AS_OF.date() + timedelta(days=1)
NEXT_7 = Window("forecast", FIRST, FIRST + timedelta(days=6), "next 7 days")
NEXT_WEEK = Window("forecast", date(2024, 3, 18), date(2024, 3, 24), "next week")
LAST_7 = Window("history", date(2024, 3, 8), date(2024, 3, 14), "last 7 days")
ONE = Entities(products=("P3",), stores=("S2",))


def opened(root, **options) -> tuple[RunView, RunStore]:
    store = RunStore(make_small_workspace(root, **options))
    return open_view(store.connect(), store.served(), store.manifest()), store


def inside(frame: pd.DataFrame, scope: Entities) -> pd.DataFrame:
    """The rows of a table with store_id and product_id that a scope holds."""
    about = {p: (c, s) for p, (_, c, s) in PRODUCTS.items()}
    keep = pd.Series(True, index=frame.index)
    if scope.products:
        keep &= frame["product_id"].isin(scope.products)
    if scope.stores:
        keep &= frame["store_id"].isin(scope.stores)
    if scope.categories:
        keep &= frame["product_id"].map(lambda p: about[p][0]).isin(scope.categories)
    if scope.suppliers:
        keep &= frame["product_id"].map(lambda p: about[p][1]).isin(scope.suppliers)
    return frame[keep]


def between(frame: pd.DataFrame, window: Window) -> pd.DataFrame:
    day = pd.to_datetime(frame["date"]).dt.date
    return frame[(day >= window.start) & (day <= window.end)]


def told(evidence, measure=None):
    return [f for f in evidence.facts if f.asked and (measure is None or f.measure == measure)]


def cell_of(view, fact):
    """The value in the cell that a fact names, as people are told it."""
    where = " AND ".join(f"{k} = ?" for k in fact.key)
    sql = f"SELECT {fact.column} FROM {fact.table} WHERE {where}" + (
        " AND served" if fact.table == "accuracy" and "model" not in fact.key else ""
    )
    (value,) = view.connection.execute(sql, list(fact.key.values())).fetchone()
    scale = MEASURES[fact.measure].scale if fact.measure in MEASURES else 1.0
    return value * scale if isinstance(value, float) else value


def assert_traceable(view, evidence):
    """Cells hold what facts say; what is derived names inputs that exist; everything is JSON without NaN."""
    ids = [f.id for f in evidence.facts]
    assert ids == [f"f{n + 1}" for n in range(len(ids))]
    for fact in evidence.facts:
        assert set(fact.inputs) <= set(ids)
        assert fact.run_id == view.run_id
        if fact.operation or fact.table in ("manifest", "") or "run_id" in fact.key:
            assert fact.operation or fact.table, fact
            continue
        if fact.measure in (
            "product_supplier",
            "note_supplier",
            "note_product",
            "note_store",
            "note_figure",
            "note_member",
            "note_size",
        ):
            continue  # told by name or as a part of a text, not as the cell
        if fact.measure == "alert_kind":
            continue
        cell = cell_of(view, fact)
        assert cell == (pytest.approx(fact.value) if isinstance(fact.value, float) else fact.value), fact
    by_id = {f.id: f for f in evidence.facts}
    for fact in evidence.facts:
        values = [by_id[i].value for i in fact.inputs]
        if fact.operation == "sum" and values:
            assert fact.value == pytest.approx(sum(values))
        if fact.operation == "difference" and len(values) == 2:
            assert abs(fact.value) == pytest.approx(abs(values[0] - values[1]))
    json.dumps([f.to_dict() for f in evidence.facts] + list(evidence.rows) + [evidence.coverage], allow_nan=False)
