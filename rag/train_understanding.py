"""Train the adapter and the heads that read questions.

    python -m rag.train_understanding                                  # as shipped: about half an hour on one core
    python -m rag.train_understanding --adapted-layers 0 --epochs 15   # heads alone, the encoder as it is

One phrasing in five is held out whole, in all its voices; the report is per field on those.
Writes `understanding.safetensors` and `understanding.json` (corpus hash, settings, report).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rag.understanding.corpus import Phrasing, corpus_hash, phrasings
from rag.understanding.encoder import (
    ALPHA,
    FIELDS,
    LAYERS,
    MAX_TOKENS,
    MULTI,
    RANK,
    WEIGHTS,
    average,
    build_heads,
    encoder_text,
    labels_of,
    pool,
    rule_features,
)  # fmt: skip

HEADS_RATE = 2e-3  # learning rate of the heads

__all__ = ["Sample", "TrainingSettings", "main", "samples", "train"]


@dataclass(frozen=True)
class TrainingSettings:
    """How the reader is trained."""

    epochs: int = 3
    batch_size: int = 32  # questions
    voices: int = 2  # ways each phrasing is said
    heads: int = 3  # trained side by side from different starts; their logits are averaged
    adapted_layers: int = 3  # of the encoder's six, from the top; each costs about a minute per epoch on one core
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
    from rag.understanding.note_topics import asked_text
    from rag.understanding.understander import Understander
    from rag.understanding.voices import fill, practice_catalogue, speak

    rng = random.Random(settings.seed)  # noqa: S311
    understander = Understander(practice_catalogue(), reader=None)
    found: dict[str, Sample] = {}
    for phrasing in chosen or phrasings():
        for voice in range(settings.voices):
            question = fill(phrasing, rng)
            turn = understander.read(speak(question, rng) if voice else question)
            text = encoder_text(asked_text(turn.masked, turn.rules))
            labels = labels_of(phrasing.reading)
            sample = Sample(text, rule_features(turn.rules), labels, phrasing.held_out, phrasing.family)
            found.setdefault(text, sample)
    return list(found.values())


class _Trainer:
    """Frozen layers once, adapter and heads by gradient."""

    def __init__(self, settings: TrainingSettings) -> None:
        import torch

        from rag.embedded import load_backbone

        torch.manual_seed(settings.seed)
        self.settings = settings
        self.tokenizer, self.network = load_backbone()
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.no_padding()  # its file asks for 128 tokens, padding included
        for parameter in self.network.parameters():
            parameter.requires_grad_(False)
        self.frozen = LAYERS - settings.adapted_layers
        self.adapter = _attach(self.network, self.frozen)
        self.heads = torch.nn.ModuleList(build_heads() for _ in range(settings.heads))

    def lower(self, texts: list[str], progress: Any) -> list[Any]:
        """Output of the frozen layers per text, (T, 384) in half precision."""
        import torch

        rows: list[Any] = [None] * len(texts)
        encoded = [self.tokenizer.encode(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i].ids))
        with torch.inference_mode():
            for start in range(0, len(order), 64):
                part = order[start : start + 64]
                ids, mask = _padded([encoded[i].ids for i in part])
                hidden = self.network.embeddings(input_ids=ids)
                bias = _bias(mask)
                for layer in self.network.encoder.layer[: self.frozen]:
                    hidden = _first(layer(hidden, bias))
                pooled = pool(hidden, mask) if self.frozen == LAYERS else None
                for row, i in enumerate(part):
                    rows[i] = (
                        pooled[row].clone() if pooled is not None else hidden[row, : len(encoded[i].ids)].half().clone()
                    )
                progress("frozen layers", start + len(part), len(order))
        return rows

    def upper(self, rows: list[Any], features: Any) -> list[dict[str, Any]]:
        """Logits of each head."""
        import torch

        if self.frozen == LAYERS:  # pooled once, there is nothing to learn below the heads
            return [heads(torch.stack(rows).float(), features) for heads in self.heads]
        width = max(len(r) for r in rows)
        hidden = torch.zeros(len(rows), width, rows[0].shape[1])
        mask = torch.zeros(len(rows), width, dtype=torch.long)
        for i, row in enumerate(rows):
            hidden[i, : len(row)] = row.float()
            mask[i, : len(row)] = 1
        bias = _bias(mask)
        for layer in self.network.encoder.layer[self.frozen :]:
            hidden = _first(layer(hidden, bias))
        pooled = pool(hidden, mask)
        return [heads(pooled, features) for heads in self.heads]

    def fit(self, items: list[Sample], rows: list[Any], progress: Any) -> None:
        import torch

        s = self.settings
        generator = random.Random(s.seed)  # noqa: S311
        groups = [
            {"params": [p for pair in self.adapter.values() for p in pair], "lr": s.learning_rate},
            {"params": list(self.heads.parameters()), "lr": HEADS_RATE},
        ]
        optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
        steps = s.epochs * (len(items) // s.batch_size + 1)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda k: min(1, (k + 1) / 60) * max(0.02, 1 - k / steps)
        )
        self.heads.train()
        done = 0
        for _ in range(s.epochs):
            order = list(range(len(items)))
            generator.shuffle(order)
            for start in range(0, len(order), s.batch_size):
                part = order[start : start + s.batch_size]
                logits = self.upper(
                    [rows[i] for i in part], torch.from_numpy(np.stack([items[i].features for i in part]))
                )
                loss = torch.stack([_loss(one, [items[i] for i in part]) for one in logits]).sum()
                optimiser.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 1.0)  # type: ignore[attr-defined]
                optimiser.step()
                schedule.step()
                done += 1
                progress("training", done, steps, loss=float(loss.detach()))
        self.heads.eval()

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
        for name, (a, b) in self.adapter.items():
            weights |= {f"{name}.lora_a": a.detach().contiguous(), f"{name}.lora_b": b.detach().contiguous()}
        return weights


def _attach(network: Any, frozen: int) -> dict[str, tuple[Any, Any]]:
    """Low-rank adapters on every linear layer above the frozen ones; `B` starts at zero."""
    import torch
    from torch import nn

    pairs: dict[str, tuple[Any, Any]] = {}
    for name, module in list(network.named_modules()):
        layer = name.split(".")
        if isinstance(module, nn.Linear) and len(layer) > 2 and layer[1] == "layer" and int(layer[2]) >= frozen:
            a = nn.Parameter(torch.randn(RANK, module.in_features) / module.in_features**0.5)
            b = nn.Parameter(torch.zeros(module.out_features, RANK))
            pairs[name] = (a, b)
            module.register_forward_hook(lambda _, given, out, a=a, b=b: out + (ALPHA / RANK) * (given[0] @ a.T) @ b.T)
    return pairs


def _padded(ids: list[list[int]]) -> tuple[Any, Any]:
    import torch

    width = max(map(len, ids))
    padded = torch.zeros(len(ids), width, dtype=torch.long)
    mask = torch.zeros(len(ids), width, dtype=torch.long)
    for i, row in enumerate(ids):
        padded[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return padded, mask


def _bias(mask: Any) -> Any:
    """(B, T) 0/1 to what is added to attention scores (B, 1, 1, T)."""
    return (1.0 - mask[:, None, None, :].float()) * -1e4


def _first(output: Any) -> Any:
    return output[0] if isinstance(output, tuple) else output


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
    """Train on four fifths and report on the rest; then, for use, on everything."""
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


def _progress(label: str, done: int, total: int, loss: float | None = None) -> None:
    if done % 50 < 1 or done >= total or (label == "frozen layers" and done // 64 % 8 == 0):
        print(
            f"{label} {done}/{total}" + (f" loss {loss:.3f}" if loss is not None else ""), file=sys.stderr, flush=True
        )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m rag.train_understanding", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder of the weights")
    defaults = TrainingSettings()
    for name, value in asdict(defaults).items():
        if isinstance(value, bool):
            parser.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, default=value)
        else:
            parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value, help=f"default {value}")
    given = vars(parser.parse_args(arguments))
    out = given.pop("out")
    meta = train(TrainingSettings(**given), out, _progress)
    print(json.dumps({"held_out_accuracy": meta["held_out_accuracy"], "seconds": meta["seconds"]}, indent=1))


if __name__ == "__main__":
    main()
