"""Merge an adapter into its base, check that nothing changed, and write it for other programs.

python -m llm.export --adapter llm/adapters/writer --out merged
python -m llm.export --adapter llm/adapters/writer --out merged --gguf path/to/convert_hf_to_gguf.py
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from data.errors import QuartermasterError

__all__ = ["ExportError", "export", "logits_agree", "main"]

#: Largest difference of a logit between adapter and merged weights in float32; sums in another order differ by 1e-4.
AGREE = 1e-2
_PROBES = (
    "about: Oat Milk 1L in Leeds\nwhen: over the next 7 days\nexpected sales: 1,240.5 units\n=>",
    "list\nabout: Leeds\nthat: must be ordered today\ncount: 3 products\nnames: A | B | C\n=>",
)


class ExportError(QuartermasterError):
    """The merged model does not say what the adapter said, or the converter failed."""


def export(adapter: Path, out: Path, base: str = "embedded", gguf: Path | None = None) -> dict[str, Any]:
    """Merged safetensors with the tokenizer in `out`; returns the report.

    The adapter is checked against its base (`AdapterMismatch`), the merged model against the adapter (`ExportError`).
    """
    import torch
    from peft import PeftModel

    from llm.models import adapter_hash, check_adapter, load_base, resolve

    found = resolve(base)
    record = check_adapter(adapter, found)
    model, tokenizer = load_base(found, dtype="float32")
    wrapped = PeftModel.from_pretrained(model, str(adapter), local_files_only=True).eval()
    before = _logits(wrapped, tokenizer)
    merged = wrapped.merge_and_unload()
    difference = logits_agree(before, _logits(merged, tokenizer))
    out.mkdir(parents=True, exist_ok=True)
    merged.to(torch.bfloat16).save_pretrained(out, safe_serialization=True)
    tokenizer.save_pretrained(out)
    report = {"base": found.describe(), "adapter": adapter_hash(adapter), "data": record.get("data_sha256", ""),
              "largest_logit_difference": difference}  # fmt: skip
    if gguf is not None:
        report["gguf"] = _to_gguf(out, gguf)
    (out / "export.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return report


def _logits(model: Any, tokenizer: Any) -> list[Any]:
    """Logits (T, V) of the probes."""
    import torch

    from llm.tuning.rows import encode

    with torch.inference_mode():
        return [model(input_ids=torch.tensor([encode(tokenizer, p).ids])).logits[0].float() for p in _PROBES]


def logits_agree(first: list[Any], second: list[Any]) -> float:
    """The largest difference between two lists of logits; `ExportError` where it is above `AGREE`."""
    largest = max(float((a - b).abs().max()) for a, b in zip(first, second, strict=True))
    if not largest <= AGREE:  # also catches NaN
        raise ExportError(
            f"the merged model differs from its adapter by {largest:.3g} in a logit (at most {AGREE}); "
            "export in float32 from an undamaged adapter"
        )
    return largest


def _to_gguf(folder: Path, converter: Path) -> str:
    """Run llama.cpp's converter where it is present."""
    if not converter.is_file():
        raise ExportError(
            f"there is no converter {converter}; get convert_hf_to_gguf.py from llama.cpp, or leave --gguf out"
        )
    target = folder / "model-f16.gguf"
    command = [sys.executable, str(converter), str(folder), "--outfile", str(target), "--outtype", "f16"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not target.is_file():
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no output"]
        raise ExportError(f"the converter failed: {last[0]}")
    return target.name


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0, or 1 with one line on stderr."""
    parser = argparse.ArgumentParser(prog="python -m llm.export", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--adapter", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", default="embedded")
    parser.add_argument("--gguf", type=Path, help="llama.cpp's convert_hf_to_gguf.py")
    options = parser.parse_args(arguments)
    try:
        report = export(options.adapter, options.out, options.base, options.gguf)
    except QuartermasterError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
