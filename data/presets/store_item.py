"""Kaggle "Store Item Demand Forecasting": `date, store, item, sales` per day, five years, 500 series."""

from __future__ import annotations

from data.presets.base import Files, Preset
from data.report import IngestReport
from data.stage import Stage

__all__ = ["PRESET"]


def _load(stage: Stage, files: Files, report: IngestReport) -> None:
    files.view(stage, "train", date=("date",), store=("store",), item=("item",), sales=("sales",))
    stage.add_rows(
        "sales",
        "SELECT date::DATE, store::VARCHAR, item::VARCHAR, sales::DOUBLE, NULL, NULL, NULL, NULL, NULL FROM train",
    )
    stage.add_rows(
        "products",
        "SELECT DISTINCT item::VARCHAR, 'Item ' || item, NULL, NULL, NULL, NULL, NULL, NULL FROM train",
    )
    stage.add_rows("stores", "SELECT DISTINCT store::VARCHAR, 'Store ' || store, NULL FROM train")
    report.table("sales").files = (files["train"].name,)


PRESET = Preset(
    name="store-item",
    title="Store Item Demand",
    files={"train": ("train.parquet", "train.csv", "train.csv.gz", "*.parquet", "*.csv")},
    load=_load,
    settings={"country": ""},  # simulated shops of nowhere
)
