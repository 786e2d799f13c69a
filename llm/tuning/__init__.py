"""Supervised fine-tuning of small adapters: settings, rows, loop, evaluation, checkpoints."""

from __future__ import annotations

from llm.tuning.rows import encode
from llm.tuning.settings import FinetuneSettings, read_settings

__all__ = ["FinetuneSettings", "encode", "read_settings"]
