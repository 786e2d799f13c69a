"""The training loop: steps, schedule, evaluation, checkpoints from which a run goes on exactly."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from llm.tuning.evaluation import score_rows
from llm.tuning.lora import completion_loss, save_adapter, trainable
from llm.tuning.rows import Batch, Encoded, batches
from llm.tuning.settings import FinetuneSettings

__all__ = ["Run", "train"]


@dataclass
class Run:
    """What a loop works on, and its place in it. `history` has one entry per evaluation."""

    model: Any
    tokenizer: Any
    base: Any
    settings: FinetuneSettings
    train_rows: list[Encoded]
    valid_rows: list[Encoded]
    valid_briefs: list[dict[str, Any]]
    folder: Path
    record: dict[str, Any] = field(default_factory=dict)
    processes: int = 1
    step: int = 0
    seconds: float = 0.0
    tokens: int = 0
    best: float = -1e9
    stale: int = 0
    last_loss: float = math.nan
    history: list[dict[str, Any]] = field(default_factory=list)


def train(run: Run, resume: bool = False, stop_after: int = 0) -> dict[str, Any]:
    """Run to the end of the schedule, or for `stop_after` steps; returns the report.

    The best adapter by generation (ties by loss) is in `folder/best`, the last one in `folder/last`.
    """
    import torch
    from accelerate import Accelerator

    s = run.settings
    torch.manual_seed(s.seed)
    accelerator = Accelerator(cpu=not torch.cuda.is_available())
    loss_of = _Loss(run.model)
    weights = trainable(run.model)
    optimiser = torch.optim.AdamW(weights.values(), lr=s.learning_rate, weight_decay=s.weight_decay, betas=(0.9, 0.99))
    loss_of, optimiser = accelerator.prepare(loss_of, optimiser)
    run.processes = accelerator.num_processes
    total = total_steps(run)
    if resume:
        _restore(run, weights, optimiser)
    writer = _tensorboard(run) if s.tensorboard and accelerator.is_main_process else None
    stream = _steps(run, accelerator)
    until = min(total, run.step + stop_after) if stop_after else total
    started, begun = time.perf_counter() - run.seconds, run.tokens
    while run.step < until and not (s.patience and run.stale >= s.patience):
        _agree(run, accelerator)
        if s.max_minutes and run.seconds > s.max_minutes * 60:
            break
        _set_rate(optimiser, s, _progress(run, total), total)
        loss, norm = _one_step(run, accelerator, loss_of, optimiser, weights, next(stream))
        run.step, run.seconds, run.last_loss = run.step + 1, time.perf_counter() - started, loss
        if accelerator.is_main_process:
            _tell(run, total, loss, norm, optimiser.param_groups[0]["lr"], begun, writer)
            _sometimes(run, weights, optimiser, total, writer)
    if accelerator.is_main_process:
        _save(run, weights, optimiser)
        if not stop_after and (not run.history or run.history[-1]["step"] != run.step):
            _evaluate(run, writer)
        save_adapter(run.model, run.folder / "last", run.base, **run.record)
    return _report(run, total)


class _Loss:
    """A module around `completion_loss`, so that several devices share its gradient."""

    def __new__(cls, model: Any) -> Any:
        import torch

        class Loss(torch.nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.model = model

            def forward(self, ids: Any, labels: Any) -> Any:
                return completion_loss(self.model, ids, labels)

        return Loss()


def total_steps(run: Run) -> int:
    """Optimiser steps of the schedule."""
    s = run.settings
    if s.max_steps:
        return s.max_steps
    pad = run.tokenizer.pad_token_id
    per_epoch = sum(1 for _ in batches(run.train_rows, s.batch_tokens, s.seed, 0, pad))
    return max(1, math.ceil(per_epoch * s.epochs / s.accumulation / run.processes))


def _steps(run: Run, accelerator: Any) -> Iterator[list[Batch]]:
    """The micro-batches of each step from the run's place on; each process takes its share of the batches."""
    s, epoch, number = run.settings, 0, 0
    size, rank = accelerator.num_processes, accelerator.process_index
    while True:
        group: list[Batch] = []
        for index, batch in enumerate(
            batches(run.train_rows, s.batch_tokens, s.seed, epoch, run.tokenizer.pad_token_id)
        ):
            if index % size == rank:
                group.append(batch)
            if len(group) == s.accumulation:
                number += 1
                if number > run.step:
                    yield group
                group = []
        if group:
            number += 1
            if number > run.step:
                yield group
        epoch += 1


def _agree(run: Run, accelerator: Any) -> None:
    """Every process takes the clock and the count of evaluations of the first one, so that all stop at one step."""
    if accelerator.num_processes == 1:
        return
    import torch
    from accelerate.utils import broadcast

    place = torch.tensor([run.seconds, float(run.stale)], dtype=torch.float64, device=accelerator.device)
    run.seconds, run.stale = (kind(v) for kind, v in zip((float, int), broadcast(place).tolist(), strict=True))


def _progress(run: Run, total: int) -> float:
    """Share of the schedule that is done: by steps, or by time where that ends first."""
    share = run.step / total
    limit = run.settings.max_minutes * 60
    return max(share, min(1.0, run.seconds / limit)) if limit else share


def _set_rate(optimiser: Any, s: FinetuneSettings, done: float, total: int) -> None:
    """Linear warm-up, then half a cosine down to `floor`."""
    warm = max(s.warmup, 1.0 / max(total, 1))
    if done < warm:
        rate = s.learning_rate * (done + 1.0 / max(total, 1)) / (warm + 1.0 / max(total, 1))
    else:
        rate = s.learning_rate * (s.floor + (1 - s.floor) * 0.5 * (1 + math.cos(math.pi * (done - warm) / (1 - warm))))
    for group in optimiser.param_groups:
        group["lr"] = rate


def _one_step(run: Run, accelerator: Any, loss_of: Any, optimiser: Any, weights: dict, group: list[Batch]) -> tuple:
    import contextlib

    import torch

    learned = torch.tensor(sum(b.learned for b in group), device=accelerator.device, dtype=torch.float32)
    learned = accelerator.reduce(learned, "sum")
    run.model.train()
    total = 0.0
    for index, batch in enumerate(group):
        ids = torch.tensor(batch.ids, device=accelerator.device)
        labels = torch.tensor(batch.labels, device=accelerator.device)
        last = index == len(group) - 1  # gradients travel between processes once per step
        with contextlib.nullcontext() if last else accelerator.no_sync(loss_of):
            loss = loss_of(ids, labels) * accelerator.num_processes / learned
            accelerator.backward(loss)
        total += loss.item()
        run.tokens += ids.numel() * accelerator.num_processes
    norm = torch.nn.utils.clip_grad_norm_(weights.values(), run.settings.clip)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return total, float(norm)


# ---- telling and saving -------------------------------------------------------------------------


def _tell(run: Run, total: int, loss: float, norm: float, rate: float, begun: int, writer: Any) -> None:
    speed = (run.tokens - begun) / max(run.seconds, 1e-6)
    share = max(_progress(run, total), 1e-6)
    left = run.seconds * (1 - share) / share
    line = f"step {run.step}/{total} loss {loss:.4f} rate {rate:.1e} {speed:.0f} tokens/s {left / 60:.1f} min left"
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{line}  ")
    elif run.step % 10 == 0 or run.step == 1:
        sys.stderr.write(line + "\n")
    sys.stderr.flush()
    if writer is not None:
        for name, value in (("loss", loss), ("gradient_norm", norm), ("learning_rate", rate), ("tokens_per_s", speed)):
            writer.add_scalar(f"train/{name}", value, run.step)


def _sometimes(run: Run, weights: dict, optimiser: Any, total: int, writer: Any) -> None:
    s = run.settings
    if run.step % s.save_every == 0:
        _save(run, weights, optimiser)
    if run.step % s.eval_every == 0 or run.step == total:
        _evaluate(run, writer)


def _evaluate(run: Run, writer: Any) -> None:
    """Loss and generation on held-out rows; the best adapter so far is kept."""
    import torch

    run.model.eval()
    loss, learned = 0.0, 0
    with torch.inference_mode():
        device = next(run.model.parameters()).device
        for batch in batches(run.valid_rows, run.settings.batch_tokens, 0, 0, run.tokenizer.pad_token_id):
            ids, labels = torch.tensor(batch.ids, device=device), torch.tensor(batch.labels, device=device)
            loss += completion_loss(run.model, ids, labels).item()
            learned += batch.learned
    scores: dict[str, Any] = (
        score_rows(run.model, run.tokenizer, run.valid_briefs) if run.valid_briefs else {"exact": 0.0}
    )
    scores.pop("texts", None)
    failures: list[dict[str, str]] = scores.pop("failures", [])
    entry: dict[str, Any] = {
        "step": run.step,
        "loss": loss / max(learned, 1),
        "minutes": round(run.seconds / 60, 2),
        **scores,
    }
    run.history.append(entry)
    sys.stderr.write(json.dumps(entry) + "\n")
    for failure in failures[:4]:
        sys.stderr.write(f"  expected: {failure['reference']}\n  written:  {failure['text']}\n")
    mark = entry["exact"] - entry["loss"]  # the share alone is a coarse measure on few briefs
    if mark > run.best:
        run.best, run.stale = mark, 0
        save_adapter(run.model, run.folder / "best", run.base, **run.record, scores=entry)
    else:
        run.stale += 1
    if writer is not None:
        writer.add_scalar("eval/loss", entry["loss"], run.step)
        writer.add_scalar("eval/exact", entry["exact"], run.step)


def _save(run: Run, weights: dict, optimiser: Any) -> None:
    """Everything from which the run goes on exactly: weights, moments, random state, place. No pickle."""
    import os

    import torch
    from safetensors.torch import save_file

    inner = getattr(optimiser, "optimizer", optimiser)
    tensors = {"random": torch.get_rng_state()}
    for name, weight in weights.items():
        tensors[f"weight/{name}"] = weight.detach().cpu().contiguous()
        for key, value in inner.state.get(weight, {}).items():
            tensors[f"{key}/{name}"] = torch.as_tensor(value).detach().cpu().contiguous()
    place = {k: getattr(run, k) for k in ("step", "seconds", "tokens", "best", "stale", "history", "last_loss")}
    run.folder.mkdir(parents=True, exist_ok=True)
    partial = run.folder / ".checkpoint.safetensors"
    save_file(tensors, partial, metadata={"place": json.dumps(place), "settings": json.dumps(run.settings.to_dict())})
    os.replace(partial, run.folder / "checkpoint.safetensors")


def _restore(run: Run, weights: dict, optimiser: Any) -> None:
    import torch
    from safetensors import safe_open

    from data.errors import QuartermasterError

    path = run.folder / "checkpoint.safetensors"
    if not path.is_file():
        raise QuartermasterError(f"there is no checkpoint in {run.folder}; start without --resume")
    inner = getattr(optimiser, "optimizer", optimiser)
    with safe_open(path, "pt") as stored:
        place = json.loads(stored.metadata()["place"])
        settings = json.loads(stored.metadata()["settings"])
        _same_run(settings, run.settings)
        keys = set(stored.keys())
        with torch.no_grad():
            for name, weight in weights.items():
                weight.copy_(stored.get_tensor(f"weight/{name}"))
                state = {k: stored.get_tensor(f"{k}/{name}") for k in ("step", "exp_avg", "exp_avg_sq")
                         if f"{k}/{name}" in keys}  # fmt: skip
                if state:
                    inner.state[weight] = {k: v if k == "step" else v.to(weight.device) for k, v in state.items()}
        torch.set_rng_state(stored.get_tensor("random"))
    for key, value in place.items():
        setattr(run, key, value)


def _same_run(stored: dict[str, Any], now: FinetuneSettings) -> None:
    from data.errors import SettingsError

    free = {"eval_every", "save_every", "threads", "tensorboard", "patience", "max_minutes", "eval_briefs", "eval_rows"}
    for key, value in now.to_dict().items():
        before = tuple(stored[key]) if isinstance(value, tuple) else stored.get(key)
        if key not in free and before != value:
            raise SettingsError(
                f"the checkpoint was written with {key} = {before!r}, not {value!r}; resume with the same"
            )


def _tensorboard(run: Run) -> Any:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        from data.errors import QuartermasterError

        raise QuartermasterError(
            "tensorboard is not installed; `pip install tensorboard`, or tensorboard = false"
        ) from None
    return SummaryWriter(str(run.folder / "tensorboard"))


def _report(run: Run, total: int) -> dict[str, Any]:
    return {
        "steps": run.step, "steps_planned": total, "seconds": round(run.seconds, 1), "tokens": run.tokens,
        "tokens_per_s": round(run.tokens / max(run.seconds, 1e-6), 1), "loss": run.last_loss,
        "history": run.history, "rows": len(run.train_rows),
    }  # fmt: skip
