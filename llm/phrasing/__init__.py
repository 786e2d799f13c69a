"""Reference sentences: the bank of phrasings, the renderer's choice, and samples for training."""

from __future__ import annotations

from llm.phrasing.compose import Realised, realise
from llm.phrasing.sampling import random_brief, sample_sentences

__all__ = ["Realised", "random_brief", "realise", "sample_sentences"]
