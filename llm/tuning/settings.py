"""Settings of a fine-tuning run: every field with its unit, checked, read from and written to TOML."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from data.errors import SettingsError

__all__ = ["FinetuneSettings", "read_settings"]

_DTYPES = ("auto", "float32", "bfloat16", "float16")


@dataclass(frozen=True)
class FinetuneSettings:
    """One run. A step is one optimiser step over `batch_tokens * accumulation` padded tokens."""

    base: str = "embedded"  # as in llm.models.resolve
    name: str = "writer"  # of the adapter
    rows: str = ""  # folder with train.jsonl and validation.jsonl; empty: synthetic rows are drawn
    synthetic_rows: int = 8000  # rows drawn when `rows` is empty
    start_from: str = ""  # folder of an adapter to go on from; empty: a fresh one
    rank: int = 16
    alpha: int = 32
    dropout: float = 0.0  # fraction of adapter inputs
    target_modules: tuple[str, ...] = ("all-linear",)
    first_layer: int = 0  # adapters from this layer up; the layers below then need no backward pass
    rslora: bool = False
    dora: bool = False
    qlora: bool = False  # 4-bit base; needs CUDA and bitsandbytes
    dtype: str = "auto"  # of the base; auto: what this machine computes fastest in
    learning_rate: float = 1e-3
    weight_decay: float = 0.0
    warmup: float = 0.05  # fraction of the steps
    floor: float = 0.05  # last learning rate as a fraction of the highest
    clip: float = 1.0  # norm of the gradient
    epochs: float = 1.0
    max_steps: int = 0  # 0: as many as the epochs need
    max_minutes: float = 0.0  # wall time; the schedule ends there; 0: no limit
    batch_tokens: int = 1600  # padded tokens per micro-batch
    accumulation: int = 1  # micro-batches per step
    max_length: int = 256  # tokens of prompt and sentence; longer rows are left out
    eval_every: int = 100  # steps
    eval_rows: int = 200  # rows for the loss
    eval_briefs: int = 48  # briefs written by generation
    patience: int = 0  # evaluations without a better score before stopping; 0: never
    save_every: int = 50  # steps
    seed: int = 7
    threads: int = 0  # of torch; 0: as it is
    tensorboard: bool = True

    def __post_init__(self) -> None:
        for name in ("rank", "alpha", "batch_tokens", "accumulation", "max_length", "eval_every", "save_every"):
            if getattr(self, name) < 1:
                raise SettingsError(f"finetune: {name} is {getattr(self, name)}; expected at least 1")
        for name in ("dropout", "warmup", "floor"):
            if not 0 <= getattr(self, name) < 1:
                raise SettingsError(f"finetune: {name} is {getattr(self, name)}; expected 0 up to below 1")
        if self.learning_rate <= 0 or self.epochs <= 0:
            raise SettingsError("finetune: learning_rate and epochs are to be above 0")
        if self.dtype not in _DTYPES:
            raise SettingsError(f"finetune: dtype is {self.dtype!r}; expected one of {', '.join(_DTYPES)}")
        if self.qlora and self.dora:
            raise SettingsError("finetune: qlora with dora is not supported here; choose one of them")
        if self.batch_tokens < self.max_length:
            raise SettingsError("finetune: batch_tokens is below max_length; a long row would fit no batch")
        if not self.target_modules:
            raise SettingsError('finetune: target_modules is empty; name modules, or use ["all-linear"]')

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def read_settings(path: Path | None, **overrides: Any) -> FinetuneSettings:
    """Settings from a TOML file (`[finetune]` or the top level), then overrides that are not None."""
    raw: dict[str, Any] = {}
    if path is not None:
        try:
            raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise SettingsError(f"there is no settings file {path}; the shipped ones are in llm/configs") from None
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{path}: {error}") from None
        raw = raw.get("finetune", raw)
    raw = {**raw, **{k: v for k, v in overrides.items() if v is not None}}
    known = {f.name for f in fields(FinetuneSettings)}
    unknown = sorted(set(raw) - known)
    if unknown:
        import difflib

        near = difflib.get_close_matches(unknown[0], known, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise SettingsError(f"finetune: there is no setting {unknown[0]!r}{hint}")
    if "target_modules" in raw:
        raw["target_modules"] = tuple(raw["target_modules"])
    return FinetuneSettings(**raw)
