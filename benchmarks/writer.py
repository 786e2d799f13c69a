"""Base against adapter, as a table: from the scores that the model card was made of.

python -m llm.model_card --adapter llm/adapters/writer --rows rows/test.jsonl --workspace W --out scores.json
python -m benchmarks.writer --scores scores.json
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.record import record

__all__ = ["main", "table"]

_SHARES = {
    "exact": "numeric exact match: every value, unit, name and role, and nothing else",
    "values": "all values told",
    "names": "all names told",
    "grounded": "no other numeral",
    "roles": "values beside their roles",
    "rougeL": "ROUGE-L against the references",
}
_IN_USE = {"verified_first": "passes the check as first written", "verified": "written without fallback"}


def table(scores: dict[str, dict[str, Any]]) -> list[list[str]]:
    """One row per measure: mean and 95% bootstrap interval, base and adapter."""
    names = ("base", "adapter")
    rows = [[label, *(_cell(scores[n][key]) for n in names)] for key, label in _SHARES.items()]
    rows.append(["perplexity of the references", *(f"{scores[n]['perplexity']:.2f}" for n in names)])
    for source, found in scores["adapter"]["in_use"].items():
        for key, label in _IN_USE.items():
            cells = [_cell(scores[n]["in_use"][source][key]) for n in names]
            rows.append([f"{label} ({found['briefs']} briefs, {source})", *cells])
    return rows


def _cell(value: list[float]) -> str:
    return f"{value[0]:.3f} ({value[1]:.3f} to {value[2]:.3f})"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.writer", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scores", type=Path, required=True)
    options = parser.parse_args(argv)
    scores = json.loads(options.scores.read_text(encoding="utf-8"))
    record(
        "writer",
        title="Base against adapter",
        columns=["measure", "base", "adapter"],
        rows=table(scores),
        command="python -m llm.model_card --adapter llm/adapters/writer --rows rows/test.jsonl --workspace W",
        notes=[
            f"{scores['adapter']['rows']} rows of worlds and phrasings not met in training; same evidence for both.",
            "Both decode as in use (int8, greedy, numerals held to the brief); the base is asked through its chat "
            "template, with an instruction and an example.",
        ],
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
