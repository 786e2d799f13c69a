"""Train the adapter and the heads that read questions.

    python -m rag.train_understanding                                  # as shipped: over an hour on one busy core
    python -m rag.train_understanding --adapted-layers 3 --epochs 3    # a good deal less
    python -m rag.train_understanding --adapted-layers 0 --epochs 15   # heads alone, the encoder as it is

One phrasing in ten is held out whole, in all its voices; the report is per field on those.
Writes `understanding.safetensors` and `understanding.json` (corpus hash, settings, report).
"""

from __future__ import annotations

import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rag.adapting import LAYERS, AdaptedBackbone, optimise
from rag.training import run_training
from rag.understanding.corpus import Phrasing, corpus_hash, phrasings
from rag.understanding.encoder import (
    FIELDS,
    MAX_TOKENS,
    MULTI,
    average,
    build_heads,
    encoder_text,
    labels_of,
    pool,
    rule_features,
)  # fmt: skip

HEADS_RATE = 2e-3  # learning rate of the heads
_ASKED_LATER = 0.3  # of the second voices: whole questions that come after others

__all__ = ["Sample", "TrainingSettings", "main", "samples", "train"]


@dataclass(frozen=True)
class TrainingSettings:
    """How the reader is trained."""

    epochs: int = 5
    batch_size: int = 32  # questions
    voices: int = 2  # ways each phrasing is said
    heads: int = 3  # trained side by side from different starts; their logits are averaged
    adapted_layers: int = 6  # of the encoder's six, from the top; each costs two minutes per epoch and more on one core
    learning_rate: float = 6e-4  # of the adapter
    seed: int = 7
    threads: int = 1
    final: bool = False  # a last training on all phrasings; the told accuracy is then of the training before it

    def __post_init__(self) -> None:
        if min(self.epochs, self.batch_size, self.voices, self.heads, self.threads) < 1:
            raise ValueError("epochs, batch_size, voices, heads and threads are at least 1")
        if not 0 <= self.adapted_layers <= LAYERS:
            raise ValueError(f"adapted_layers is 0 to {LAYERS}, got {self.adapted_layers}")


@dataclass(frozen=True)
class Sample:
    """One question as the encoder sees it, with its targets."""

    text: str
    features: np.ndarray
    labels: dict[str, Any]
    held_out: bool
    family: str


def samples(settings: TrainingSettings, chosen: tuple[Phrasing, ...] | None = None) -> list[Sample]:
    """Every phrasing in several voices, masked as users' questions are; no text twice."""
    from rag.understanding.message.note_topics import asked_text
    from rag.understanding.understander import Understander
    from rag.understanding.voices import fill, practice_catalogue, speak

    rng = random.Random(settings.seed)  # noqa: S311
    understander = Understander(practice_catalogue(), reader=None)
    found: dict[str, Sample] = {}
    for phrasing in chosen or phrasings():
        for voice in range(settings.voices):
            question = fill(phrasing, rng)
            follows = phrasing.follows or (voice > 0 and rng.random() < _ASKED_LATER)
            turn = understander.read(speak(question, rng) if voice else question, follows)
            text = encoder_text(asked_text(turn.masked, turn.rules), follows)
            labels = labels_of(phrasing.reading)
            sample = Sample(text, rule_features(turn.rules), labels, phrasing.held_out, phrasing.family)
            found.setdefault(text, sample)
    return list(found.values())


class _Trainer:
    """Frozen layers once, adapter and heads by gradient."""

    def __init__(self, settings: TrainingSettings) -> None:
        import torch

        torch.manual_seed(settings.seed)
        self.settings = settings
        self.backbone = AdaptedBackbone(settings.adapted_layers, MAX_TOKENS)
        self.heads = torch.nn.ModuleList(build_heads() for _ in range(settings.heads))

    def lower(self, texts: list[str], progress: Any) -> list[Any]:
        """Output of the frozen layers per text; pooled where there is nothing to learn below the heads."""
        return self.backbone.lower(texts, progress, pool if self.backbone.frozen == LAYERS else None)

    def upper(self, rows: list[Any], features: Any) -> list[dict[str, Any]]:
        """Logits of each head."""
        import torch

        if self.backbone.frozen == LAYERS:
            return [heads(torch.stack(rows).float(), features) for heads in self.heads]
        pooled = pool(*self.backbone.upper(rows))
        return [heads(pooled, features) for heads in self.heads]

    def fit(self, items: list[Sample], rows: list[Any], progress: Any) -> None:
        import torch

        def loss_of(part: list[int]) -> Any:
            features = torch.from_numpy(np.stack([items[i].features for i in part]))
            logits = self.upper([rows[i] for i in part], features)
            return torch.stack([_loss(one, [items[i] for i in part]) for one in logits]).sum()

        optimise(self.backbone, self.heads, HEADS_RATE, self.settings, rows, loss_of, progress)

    def predict(self, items: list[Sample], rows: list[Any]) -> list[dict[str, Any]]:
        import torch

        found = []
        with torch.inference_mode():
            for start in range(0, len(items), 64):
                part = items[start : start + 64]
                features = torch.from_numpy(np.stack([i.features for i in part]))
                logits = average(self.upper(rows[start : start + 64], features))
                for k in range(len(part)):
                    guess: dict[str, Any] = {n: int(logits[n][k].argmax()) for n in FIELDS}
                    found.append(guess | {n: (logits[n][k] > 0).float().numpy() for n in MULTI})
        return found

    def state(self) -> dict[str, Any]:
        weights = {f"heads.{k}": v.detach().half().contiguous() for k, v in self.heads.state_dict().items()}
        return weights | self.backbone.state()


def _loss(logits: dict[str, Any], items: list[Sample]) -> Any:
    """Cross entropy per field plus binary cross entropy per multi-label field."""
    import torch
    from torch.nn import functional

    total = torch.zeros(())
    for name in FIELDS:
        total = total + functional.cross_entropy(
            logits[name], torch.tensor([i.labels[name] for i in items]), label_smoothing=0.02
        )
    for name in MULTI:
        target = torch.from_numpy(np.stack([i.labels[name] for i in items]))
        total = (
            total + functional.binary_cross_entropy_with_logits(logits[name], target, reduction="none").sum(1).mean()
        )
    return total


def report(items: list[Sample], guesses: list[dict[str, Any]]) -> dict[str, float]:
    """Share of questions with each field right, and with all of them."""
    right: dict[str, list[bool]] = {name: [] for name in (*FIELDS, *MULTI, "all")}
    for item, guess in zip(items, guesses, strict=True):
        per = {n: guess[n] == item.labels[n] for n in FIELDS}
        per |= {n: bool((guess[n] == item.labels[n]).all()) for n in MULTI}
        for name, good in per.items():
            right[name].append(good)
        right["all"].append(all(per.values()))
    return {name: round(float(np.mean(values)), 4) for name, values in right.items()} | {"questions": len(items)}


def _by_rule(item: Sample) -> dict[str, Any]:
    """What the rules alone read, as `_Trainer.predict` tells it."""
    found: dict[str, Any] = {}
    at = 0
    for name, choices in (*FIELDS.items(), *MULTI.items()):
        part = item.features[at : at + len(choices)]
        found[name] = part if name in MULTI else int(part.argmax())
        at += len(choices)
    return found


def train(settings: TrainingSettings, out: Path, progress: Any) -> dict[str, Any]:
    """Train on nine tenths and report on the rest; then, where asked for, on everything."""
    import torch
    from safetensors.torch import save_file

    from data.workspace import atomic_write_text
    from rag.embedded import EMBEDDED

    torch.set_num_threads(settings.threads)
    started = time.perf_counter()
    items = samples(settings)
    trainer = _Trainer(settings)
    rows = trainer.lower([i.text for i in items], progress)
    learn = [k for k, item in enumerate(items) if not item.held_out]
    check = [k for k, item in enumerate(items) if item.held_out]
    trainer.fit([items[k] for k in learn], [rows[k] for k in learn], progress)
    held = [items[k] for k in check]
    guesses = trainer.predict(held, [rows[k] for k in check])
    scores = {"heads": report(held, guesses), "rules alone": report(held, [_by_rule(i) for i in held])} if held else {}
    if settings.final:
        trainer = _Trainer(settings)
        trainer.fit(items, rows, progress)
    out.mkdir(parents=True, exist_ok=True)
    save_file(trainer.state(), str(out / "understanding.safetensors"))
    meta = {
        "corpus": corpus_hash(),
        "embedder": EMBEDDED["embedder"].sha256,
        "fields": {name: list(choices) for name, choices in (*FIELDS.items(), *MULTI.items())},
        "settings": asdict(settings),
        "heads": settings.heads,
        "phrasings": len(phrasings()),
        "questions": len(items),
        "held_out_accuracy": scores,
        "seconds": round(time.perf_counter() - started, 1),
        "torch": torch.__version__,
    }
    atomic_write_text(out / "understanding.json", json.dumps(meta, indent=1) + "\n")
    return meta


def main(arguments: list[str] | None = None) -> None:
    run_training(TrainingSettings, "rag.train_understanding", __doc__, train, "held_out_accuracy", arguments)


if __name__ == "__main__":
    main()
