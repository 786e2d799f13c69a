"""Tune a small adapter that writes the sentences of answers.

    python -m llm.finetune --config llm/configs/cpu.toml --out /tmp/writer        # the CPU recipe
    python -m llm.finetune --config llm/configs/cpu.toml --out /tmp/writer --resume
    python -m llm.finetune --out /tmp/try --synthetic-rows 300 --max-steps 20      # a few minutes: does it learn?
    accelerate launch -m llm.finetune --config llm/configs/gpu.toml --out runs/writer
    tensorboard --logdir /tmp/writer/tensorboard

The report of the run is printed as JSON; progress and evaluations go to stderr. `<out>/best` is the adapter.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from data.errors import QuartermasterError
from llm.tuning.settings import FinetuneSettings, read_settings

__all__ = ["main", "prepare"]


def prepare(settings: FinetuneSettings, folder: Path) -> Any:
    """Base, adapter and rows, checked, ready for `llm.tuning.loop.train`."""
    import torch

    from llm.models import check_adapter, load_base, resolve
    from llm.tuning.loop import Run
    from llm.tuning.lora import add_adapter, load_weights
    from llm.tuning.rows import encode_rows

    if settings.threads:
        torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    base = resolve(settings.base)
    train_rows, valid_rows = _rows(settings)
    if settings.start_from:
        check_adapter(Path(settings.start_from), base)
    model, tokenizer = _load(settings, base, load_base)
    learned = encode_rows(tokenizer, train_rows, settings.max_length)
    checked = encode_rows(tokenizer, valid_rows[: settings.eval_rows], settings.max_length)
    model = add_adapter(model, settings)
    if settings.start_from:
        load_weights(model, Path(settings.start_from))
    record = {"data_sha256": _rows_hash(train_rows), "train_rows": len(learned), "settings": settings.to_dict()}
    briefs = valid_rows[: settings.eval_briefs]
    return Run(model, tokenizer, base, settings, learned, checked, briefs, folder, record)


def _load(settings: FinetuneSettings, base: Any, load_base: Any) -> tuple[Any, Any]:
    if not settings.qlora:
        model, tokenizer = load_base(base, dtype=settings.dtype)
        return model.train(), tokenizer
    import torch

    if not torch.cuda.is_available():
        raise QuartermasterError("qlora needs a CUDA device; set qlora = false to train here")
    try:
        import bitsandbytes  # noqa: F401
    except ImportError:
        raise QuartermasterError("qlora needs bitsandbytes; `pip install bitsandbytes`") from None
    from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig

    four_bit = BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=torch.bfloat16,
    )  # fmt: skip
    model = AutoModelForCausalLM.from_pretrained(base.folder, quantization_config=four_bit, local_files_only=True)
    tokenizer = AutoTokenizer.from_pretrained(base.folder, local_files_only=True)
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    return model.train(), tokenizer


def _rows(settings: FinetuneSettings) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    from llm.tuning.rows import read_rows

    if settings.rows:
        folder = Path(settings.rows)
        return read_rows(folder / "train.jsonl"), read_rows(folder / "validation.jsonl")
    from llm.instructions import synthetic_rows

    held_out = max(settings.eval_rows, settings.eval_briefs, 1)
    return (
        synthetic_rows(settings.synthetic_rows, settings.seed, "train"),
        synthetic_rows(held_out, settings.seed + 1, "validation"),
    )


def _rows_hash(rows: list[dict[str, Any]]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(f"{row['input']}\0{row['output']}\0".encode())
    return digest.hexdigest()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m llm.finetune", description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, help="TOML file with the settings")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run: checkpoint, best and last adapter")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    parser.add_argument("--stop-after", type=int, default=0, help="stop after this many steps (to be resumed)")
    for field in fields(FinetuneSettings):
        flag = "--" + field.name.replace("_", "-")
        if isinstance(field.default, bool):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=None)
        elif field.name != "target_modules":
            parser.add_argument(flag, type=type(field.default), default=None)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0, or 1 with one line on stderr."""
    options = vars(_parser().parse_args(arguments))
    config, out, resume, stop = (options.pop(k) for k in ("config", "out", "resume", "stop_after"))
    try:
        settings = read_settings(config, **options)
        from llm.tuning.loop import train

        report = train(prepare(settings, out), resume=resume, stop_after=stop)
    except QuartermasterError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    (out / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({k: v for k, v in report.items() if k != "history"}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
