"""The trained reader and tagger that travel with the code, each loaded once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.understanding.encoder import Reader
    from rag.understanding.message.name_tagger import NameTagger

__all__ = ["shipped_reader", "shipped_tagger"]


@lru_cache(maxsize=1)
def shipped_reader() -> Reader | None:
    """The shipped reader, loaded once for all catalogues; None before anything was trained."""
    from rag.understanding.encoder import WEIGHTS, Reader

    return Reader.load() if (WEIGHTS / "understanding.safetensors").is_file() else None


@lru_cache(maxsize=1)
def shipped_tagger() -> NameTagger | None:
    """The shipped tagger of names, sharing its word vectors with the reader; None before it was trained."""
    from rag.understanding.message.name_tagger import WEIGHTS, NameTagger

    if not (WEIGHTS / "name_tagger.safetensors").is_file():
        return None
    tagger, reader = NameTagger.load(), shipped_reader()
    if reader is not None:
        tagger.network.embeddings = reader.network.embeddings  # neither training changes them
    return tagger
