"""Train the classifier that tells which words of a question name something.

    python -m rag.train_name_tagger    # as shipped: about a quarter of an hour on one core

The phrasings of the corpus are filled with names of goods, shops, suppliers and departments
that people made up for it (`rag/understanding/practice_names`), said in many ways. One
phrasing and one name in ten are held out whole; the report is on those.
Writes `name_tagger.safetensors` and `name_tagger.json`.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rag.adapting import AdaptedBackbone, optimise
from rag.training import run_training
from rag.understanding.corpus import Phrasing, corpus_hash, phrasings
from rag.understanding.message.name_tagger import KINDS, MAX_TOKENS, NamedSpan, build_head, spans_of

__all__ = ["TaggedQuestion", "TaggerSettings", "main", "names_hash", "practice_names", "questions", "score", "train"]

NAMES = Path(__file__).resolve().parent / "understanding" / "message" / "practice_names"
HEAD_RATE = 2e-3
HELD_OUT = 10  # one name in ten
_KIND_OF = {"P": "product", "S": "store", "V": "supplier", "C": "category", "N": "note"}
_OPEN = {slot: chr(0xE001 + i) for i, slot in enumerate(_KIND_OF)}  # private letters: no voice changes them
_CLOSE = "\ue000"
_SIZE = re.compile(r"(?:\s+\d[\w.,/x]*(?: ?(?:mm|cm|m|g|kg|ml|l|pack|pk|pcs|w|v))?)+$", re.IGNORECASE)
_IGNORED = -100  # no word


@dataclass(frozen=True)
class TaggerSettings:
    """How the classifier is trained."""

    epochs: int = 1
    batch_size: int = 32  # questions
    voices: int = 2  # ways each phrasing is said
    adapted_layers: int = 3  # of the encoder's six, from the top
    learning_rate: float = 6e-4  # of the adapter
    seed: int = 7
    threads: int = 1

    def __post_init__(self) -> None:
        if min(self.epochs, self.batch_size, self.voices, self.adapted_layers, self.threads) < 1:
            raise ValueError("epochs, batch_size, voices, adapted_layers and threads are at least 1")


@dataclass(frozen=True)
class TaggedQuestion:
    """A question and what it names: (start, end, kind) each."""

    text: str
    names: tuple[tuple[int, int, str], ...]
    held_out: bool


@lru_cache(maxsize=1)
def practice_names() -> dict[str, tuple[str, ...]]:
    """Names by slot: P products, S stores, V suppliers, C categories, N titles of notes."""
    files = {"P": "products", "S": "stores", "V": "suppliers", "C": "categories", "N": "notes"}
    return {
        slot: tuple((NAMES / f"{name}.txt").read_text(encoding="utf-8").splitlines()) for slot, name in files.items()
    }


@lru_cache(maxsize=1)
def names_hash() -> str:
    """SHA-256 over the files of names: weights know what they were trained on."""
    return hashlib.sha256(json.dumps(practice_names(), sort_keys=True).encode()).hexdigest()


def _held(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % HELD_OUT == 0


class _Spoken(Sequence[str]):
    """Names as people say them, each between its marks."""

    def __init__(self, slot: str, names: Sequence[str], rng: random.Random) -> None:
        self.slot, self.names, self.rng = slot, names, rng

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, at: Any) -> Any:
        return _OPEN[self.slot] + _said(self.names[at], self.slot, self.rng) + _CLOSE


def _said(name: str, slot: str, rng: random.Random) -> str:
    """A name without its size, in lower case, with another number, or as it is."""
    if slot == "P":
        if rng.random() < 0.5:
            name = _SIZE.sub("", name)
        if rng.random() < 0.1 and len(name.split()) > 2:
            name = " ".join(name.split()[:2])
        if rng.random() < 0.15 and re.search(r"[a-z]$", name):
            name = name[:-1] if name.endswith("s") else name + "s"
    return name.lower() if rng.random() < 0.5 else name


def questions(settings: TaggerSettings, chosen: Iterable[Phrasing] | None = None) -> list[TaggedQuestion]:
    """Every phrasing in several voices with its names marked; no text twice."""
    from rag.understanding.message.tidying import tidy
    from rag.understanding.voices import fill, speak

    rng = random.Random(settings.seed)  # noqa: S311
    all_names = practice_names()
    names: dict[bool, Mapping[str, Sequence[str]]] = {
        held: {slot: _Spoken(slot, [n for n in known if _held(n) is held], rng) for slot, known in all_names.items()}
        for held in (True, False)
    }
    found: dict[str, TaggedQuestion] = {}
    for phrasing in chosen or phrasings():
        if phrasing.family.startswith("limits") and phrasing.reading.topic == "ours":
            continue  # "order laser printers": refused for names that no slot stands for
        for _ in range(settings.voices):
            said = tidy(speak(fill(phrasing, rng, names[phrasing.held_out]), rng))
            question = _unmarked(said, phrasing.held_out)
            found.setdefault(question.text, question)
    return list(found.values())


def _unmarked(said: str, held_out: bool) -> TaggedQuestion:
    kinds = {mark: _KIND_OF[slot] for slot, mark in _OPEN.items()}
    text, names, start, kind = "", [], 0, ""
    for letter in said:
        if letter in kinds:
            start, kind = len(text), kinds[letter]
        elif letter == _CLOSE:
            names.append((start, len(text), kind))
        else:
            text += letter
    return TaggedQuestion(text, tuple(names), held_out)


def _targets(question: TaggedQuestion, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The kind of each token; tokens that are no text count for nothing."""
    return [
        next((KINDS.index(kind) for a, b, kind in question.names if a <= start < b), 0) if end > start else _IGNORED
        for start, end in offsets
    ]


class _Trainer:
    def __init__(self, settings: TaggerSettings) -> None:
        import torch

        torch.manual_seed(settings.seed)
        self.settings = settings
        self.backbone = AdaptedBackbone(settings.adapted_layers, MAX_TOKENS)
        self.head = build_head()

    def fit(self, items: list[TaggedQuestion], rows: list[Any], progress: Any) -> None:
        import torch
        from torch.nn import functional

        targets = [_targets(i, self.backbone.tokenizer.encode(i.text).offsets) for i in items]

        def loss_of(part: list[int]) -> Any:
            hidden, _mask = self.backbone.upper([rows[i] for i in part])
            wanted = torch.full(hidden.shape[:2], _IGNORED)
            for row, i in enumerate(part):
                wanted[row, : len(targets[i])] = torch.tensor(targets[i])
            return functional.cross_entropy(self.head(hidden).flatten(0, 1), wanted.flatten(), ignore_index=_IGNORED)

        optimise(self.backbone, self.head, HEAD_RATE, self.settings, rows, loss_of, progress)

    def predict(self, items: list[TaggedQuestion], rows: list[Any]) -> list[list[NamedSpan]]:
        import torch

        found = []
        with torch.inference_mode():
            for item, row in zip(items, rows, strict=True):
                hidden, _mask = self.backbone.upper([row])
                encoded = self.backbone.tokenizer.encode(item.text)
                found.append(spans_of(item.text, encoded.offsets, self.head(hidden)[0].softmax(-1).tolist()))
        return found

    def state(self) -> dict[str, Any]:
        return {f"head.{k}": v.detach().contiguous() for k, v in self.head.state_dict().items()} | self.backbone.state()


def score(items: Sequence[TaggedQuestion], found: Sequence[Sequence[NamedSpan]]) -> dict[str, float]:
    """Names found (any overlap, the same kind), spans that are names, and questions without a false or missing one."""
    names = hit = spans = true = whole = 0
    for item, got in zip(items, found, strict=True):
        overlap = [(w, g) for w in item.names for g in got if w[0] < g.end and g.start < w[1] and (w[2] == g.kind)]
        names += len(item.names)
        hit += len({w for w, _ in overlap})
        spans += len(got)
        true += len({g for _, g in overlap})
        whole += len({w for w, _ in overlap}) == len(item.names) and len({g for _, g in overlap}) == len(got)
    return {
        "recall": round(hit / max(names, 1), 4),
        "precision": round(true / max(spans, 1), 4),
        "questions_whole": round(whole / max(len(items), 1), 4),
        "questions": len(items),
    }


def train(settings: TaggerSettings, out: Path, progress: Any) -> dict[str, Any]:
    """Train on nine tenths and report on the rest."""
    import torch
    from safetensors.torch import save_file

    from data.workspace import atomic_write_text
    from rag.embedded import EMBEDDED

    torch.set_num_threads(settings.threads)
    started = time.perf_counter()
    items = questions(settings)
    trainer = _Trainer(settings)
    rows = trainer.backbone.lower([i.text for i in items], progress)
    learn = [k for k, item in enumerate(items) if not item.held_out]
    check = [k for k, item in enumerate(items) if item.held_out]
    trainer.fit([items[k] for k in learn], [rows[k] for k in learn], progress)
    held = [items[k] for k in check]
    out.mkdir(parents=True, exist_ok=True)
    save_file(trainer.state(), str(out / "name_tagger.safetensors"))
    meta = {
        "corpus": corpus_hash(),
        "names": names_hash(),
        "embedder": EMBEDDED["embedder"].sha256,
        "kinds": KINDS,
        "settings": asdict(settings),
        "questions": len(items),
        "held_out": score(held, trainer.predict(held, [rows[k] for k in check])),
        "seconds": round(time.perf_counter() - started, 1),
        "torch": torch.__version__,
    }
    atomic_write_text(out / "name_tagger.json", json.dumps(meta, indent=1) + "\n")
    return meta


def main(arguments: list[str] | None = None) -> None:
    run_training(TaggerSettings, "rag.train_name_tagger", __doc__, train, "held_out", arguments)


if __name__ == "__main__":
    main()
