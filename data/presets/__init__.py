"""Presets: well-known data sets, read as they are published.

    quartermaster ingest --preset store-item train.csv

Each preset turns one publisher's files into the canonical tables and counts what it
merged or left out. They hold no data.
"""

from data.presets.base import Preset, ingest_preset
from data.presets.registry import PRESETS, preset

__all__ = ["PRESETS", "Preset", "ingest_preset", "preset"]
