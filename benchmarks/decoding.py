"""How fast a sentence is written on a CPU, by every way of decoding that needs no extra build.

    python -m benchmarks.decoding                     # embedded model and shipped adapter
    python -m benchmarks.decoding --briefs 40 --ways int8-guess float32-guess

Processor time is reported beside wall time: it does not move when the machine is busy. Every way writes the same
briefs; `verified` is the share of its sentences that pass the check, so that speed is never bought with errors.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

__all__ = ["WAYS", "main"]

#: name -> (settings of the writer, what it is)
WAYS: dict[str, tuple[dict[str, Any], str]] = {
    "float32-generate": ({"int8": False, "draft_tokens": 0}, "float32, `generate` of transformers"),
    "float32-loop": ({"int8": False, "draft_tokens": 0}, "float32, own loop with a key-value cache"),
    "float32-guess": ({"int8": False}, "float32, rendering and prompt as guesses, checked in one pass"),
    "int8-loop": ({"int8": True, "draft_tokens": 0}, "int8 linear layers, own loop"),
    "int8-guess": ({"int8": True}, "int8 linear layers, guesses (the default)"),
}


def _write_with_generate(writer: Any, prompts: Sequence[str], drafts: Sequence[str]) -> list[str]:
    import torch

    from llm.generation import first_sentence

    texts = []
    for prompt in prompts:
        ids = torch.tensor([writer.encode(prompt)])
        with torch.inference_mode():
            out = writer._model.generate(
                ids, attention_mask=torch.ones_like(ids), max_new_tokens=writer.settings.max_new_tokens,
                do_sample=False, eos_token_id=sorted(writer._stops), pad_token_id=writer._tokenizer.eos_token_id,
            )  # fmt: skip
        texts.append(first_sentence(writer._tokenizer.decode(out[0, ids.shape[1] :], skip_special_tokens=True)))
    return texts


def measure(way: str, briefs: Sequence[Any], adapter: str, threads: int) -> list[Any]:
    """One row: name, load s, seconds per sentence (p50, p95, processor), passes, tokens/s, verified, resident MB."""
    import psutil

    from llm.briefs import finish, prompt
    from llm.generation import TransformersWriter
    from llm.models import resolve
    from llm.phrasing import realise
    from llm.settings import WriterSettings
    from llm.verify import Verifier
    from llm.verify.roles import load_roles

    more, words = WAYS[way]
    began = time.process_time()
    writer = TransformersWriter(resolve("embedded"), WriterSettings(adapter=adapter, threads=threads, **more))
    load = time.process_time() - began
    write: Callable[..., list[str]] = writer.write
    if way == "float32-generate":
        write = lambda prompts, drafts: _write_with_generate(writer, prompts, drafts)  # noqa: E731
    verifier, passed, walls, cpu = Verifier(None, load_roles()), 0, [], 0.0
    tokens = 0
    write([prompt(briefs[0])], [""])  # warm
    for brief in briefs:
        started, busy = time.perf_counter(), time.process_time()
        (text,) = write([prompt(brief)], [realise(brief).text])
        walls.append(time.perf_counter() - started)
        cpu += time.process_time() - busy
        tokens += len(writer._tokenizer.encode(text, add_special_tokens=False))
        passed += verifier.check(finish(text, brief), brief).ok
    walls.sort()
    n = len(briefs)
    resident = psutil.Process().memory_info().rss / 1e6
    p95 = walls[min(n - 1, int(0.95 * n))]
    passes = round(writer.passes / (n + 1), 1) if way != "float32-generate" else "-"
    share = f"{100 * passed / n:.0f}%"
    speed = round(tokens / sum(walls), 1)
    return [
        words,
        round(load, 1),
        round(walls[n // 2], 3),
        round(p95, 3),
        round(cpu / n, 3),
        passes,
        speed,
        share,
        round(resident),
    ]


COLUMNS = ["way", "load CPU s", "sentence p50 s", "p95 s", "CPU s", "passes", "tokens/s", "verified", "resident MB"]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.decoding", description=__doc__.splitlines()[0])
    parser.add_argument("--briefs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=99)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--adapter", default="default")
    parser.add_argument("--ways", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--no-record", action="store_true")
    given = parser.parse_args(argv)
    import torch

    from benchmarks.record import record
    from llm.phrasing import sample_sentences

    began = time.perf_counter()
    briefs = [brief for _, _, brief in sample_sentences(Random(given.seed), given.briefs)]
    rows = []
    for way in given.ways:
        rows.append(measure(way, briefs, given.adapter, given.threads))
        print(" | ".join(map(str, rows[-1])), flush=True)
    if not given.no_record:
        record(
            "decoding",
            title="Writing one sentence on a CPU",
            columns=COLUMNS,
            rows=rows,
            command="python -m benchmarks.decoding",
            settings={"briefs": given.briefs, "threads": torch.get_num_threads(), "adapter": given.adapter},
            seed=given.seed,
            wall_seconds=round(time.perf_counter() - began, 1),
            notes=["Resident memory is of the process at that row: it holds what earlier rows left behind."],
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
