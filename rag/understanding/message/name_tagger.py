"""Which words of a question name something: a product, a store, a supplier, a category or a note.

The linker knows the names that we hold. What it does not know may be an everyday word or
the name of something that nobody here sells ("umbrellas", "the Galway branch"), and only
the sentence tells which. A token classifier on the embedder tells it; it never saw our
names, and a name that it finds and the linker does not is told as unknown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from rag.adapting import WEIGHTS, load_adapted

if TYPE_CHECKING:
    import torch

__all__ = ["KINDS", "NameTagger", "NamedSpan", "TaggerMismatch", "build_head", "spans_of"]

KINDS = ("", "product", "store", "supplier", "category", "note")  # of a token; "" names nothing
MAX_TOKENS = 128  # of a message; what comes later is not looked at
_SURE = 0.5


class TaggerMismatch(QuartermasterError):
    """The shipped weights were trained for another embedder."""


@dataclass(frozen=True)
class NamedSpan:
    """text[start:end] is used as the name of something of this kind."""

    start: int
    end: int
    kind: str
    probability: float  # that it is a name, of whatever kind: mean over its words, 0 to 1


def build_head(hidden: int = 384) -> torch.nn.Module:
    """Hidden states (B, T, hidden) to logits per kind (B, T, len(KINDS))."""
    from torch import nn

    return nn.Sequential(nn.LayerNorm(hidden), nn.Dropout(0.1), nn.Linear(hidden, len(KINDS)))


def spans_of(text: str, offsets: list[tuple[int, int]], probabilities: list[list[float]]) -> list[NamedSpan]:
    """Whole words that name something, neighbours of one kind together.

    A word is judged by its first token; a hyphen or a blank joins two words of a kind.
    """
    words: list[tuple[int, int, list[float]]] = []  # start, end, probabilities
    for (start, end), row in zip(offsets, probabilities, strict=True):
        if end <= start or not text[start:end].strip():
            continue
        if words and words[-1][1] == start and text[start].isalnum() and text[start - 1].isalnum():
            words[-1] = (words[-1][0], end, words[-1][2])
        else:
            words.append((start, end, row))
    found: list[NamedSpan] = []
    run: list[tuple[int, int, list[float]]] = []
    for word in words:
        start, end, row = word
        named = 1 - row[0] >= _SURE and any(c.isalnum() for c in text[start:end])
        gap = text[run[-1][1] : start] if run else ""
        if run and not (
            named and _GOODS.get(_kind(row)) == _GOODS.get(_kind(run[-1][2])) and set(gap) <= set(" -/'.&")
        ):
            found.append(_span(run))
            run = []
        if named:
            run.append(word)
    return [*found, _span(run)] if run else found


#: A product and a category are hard to tell apart where a name is unknown; neighbours of both are one name.
_GOODS = {"product": "goods", "category": "goods", "store": "store", "supplier": "supplier", "note": "note"}


def _kind(row: list[float]) -> str:
    """The likeliest kind of a word that names something."""
    return KINDS[max(range(1, len(row)), key=row.__getitem__)]


def _span(run: list[tuple[int, int, list[float]]]) -> NamedSpan:
    """Words side by side as one name: its kind by all of them, how sure it is by their mean."""
    rows = [row for _, _, row in run]
    total = [sum(column) for column in zip(*rows, strict=True)]
    return NamedSpan(run[0][0], run[-1][1], _kind(total), 1 - total[0] / len(rows))


class NameTagger:
    """The trained classifier, ready to read. Thread-safe."""

    def __init__(self, tokenizer: Any, network: Any, head: Any) -> None:
        self.tokenizer, self.network, self.head = tokenizer, network, head
        self.tag = lru_cache(maxsize=512)(self._tag)

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> NameTagger:
        """Shipped weights over the embedded embedder; `TaggerMismatch` where they do not fit."""
        from rag.embedded import EMBEDDED

        meta = json.loads((folder / "name_tagger.json").read_text(encoding="utf-8"))
        if meta["embedder"] != EMBEDDED["embedder"].sha256 or tuple(meta["kinds"]) != KINDS:
            raise TaggerMismatch(
                f"{folder}/name_tagger.safetensors was trained for another embedder or other kinds of name; "
                "train again with `python -m rag.train_name_tagger`"
            )
        tokenizer, network, state = load_adapted(folder / "name_tagger.safetensors", MAX_TOKENS)
        head = build_head()
        head.load_state_dict({k.removeprefix("head."): v.float() for k, v in state.items() if k.startswith("head.")})
        return cls(tokenizer, network, head.eval())

    def _tag(self, text: str) -> tuple[NamedSpan, ...]:
        import torch

        encoded = self.tokenizer.encode(text)
        with torch.inference_mode():
            ids, mask = torch.tensor([encoded.ids]), torch.tensor([encoded.attention_mask])
            hidden = self.network(input_ids=ids, attention_mask=mask).last_hidden_state
            rows = self.head(hidden)[0].softmax(-1).tolist()
        return tuple(spans_of(text, encoded.offsets, rows))

    def __call__(self, text: str) -> tuple[NamedSpan, ...]:
        """Names in `text`, in order; letters are all alike to the encoder, capital or not."""
        return self.tag(text)
