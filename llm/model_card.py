"""The model card of an adapter, generated from its records and scores, never typed.

python -m llm.model_card --adapter llm/adapters/writer --rows rows/test.jsonl        # scores it, writes README.md
python -m llm.model_card --adapter new --champion llm/adapters/writer --rows rows/test.jsonl
    # champion and challenger: copies `new` over the champion only if it is better on the same rows
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from data.errors import QuartermasterError
from data.workspace import Workspace, atomic_write_text

__all__ = ["main", "model_card", "promote"]


def model_card(adapter: Path, scores: dict[str, dict[str, Any]], report: dict[str, Any] | None = None) -> str:
    """Markdown from `base_model.json`, the training report and scores by model name (see llm.tuning.comparison)."""
    record = json.loads((adapter / "base_model.json").read_text(encoding="utf-8"))
    size = (adapter / "adapter_model.safetensors").stat().st_size / 2**20
    settings = record.get("settings", {})
    lines = [
        "---", "license: apache-2.0", "library_name: peft", f"base_model: {record['base_name']}", "---", "",
        f"# {settings.get('name', adapter.name)}", "",
        "Writes one sentence of an answer from a brief: short lines with values, each to be said as it stands.",
        "Used behind a check that rejects every sentence whose values, names or roles are not those of its brief.", "",
        "## Base", "", f"`{record['base_name']}`, sha256 `{record['base_sha256']}` (Apache-2.0). On another base it is",
        "refused.", "", "## Data", "",
        f"{record.get('train_rows', '?')} rows (`python -m llm.instructions`), sha256 "
        f"`{record.get('data_sha256', '')}`; every value of every sentence checked against its evidence.", "",
        "## Settings", "", f"Adapter of {size:.1f} MB.", "",
        "```", json.dumps(settings, indent=1, sort_keys=True), "```", "",
    ]  # fmt: skip
    if report:
        lines += ["## Training", "", f"{report['steps']} steps, {report['tokens']:,} tokens, "
                  f"{report['seconds'] / 60:.0f} minutes, {report['tokens_per_s']:.0f} tokens/s, last loss "
                  f"{report['loss']:.3f}.", ""]  # fmt: skip
    return "\n".join([*lines, *_recorded(record.get("measured", {})), *_score_lines(scores), *_limits()])


def _recorded(measured: dict[str, Any]) -> list[str]:
    """Scores that were recorded with the adapter: shares as (mean, low, high) beside how they were taken."""
    if not measured:
        return []
    shares = [f"| {name} | {_cell(tuple(value))} |" for name, value in measured["shares"].items()]
    return ["## Measured", "", measured["how"], "", "| share | mean (95% interval) |", "|---|---|", *shares, ""]


def _score_lines(scores: dict[str, dict[str, Any]]) -> list[str]:
    if not scores:
        return []
    names = list(scores)
    lines = ["## Scores", "", f"{next(iter(scores.values()))['rows']} held-out briefs, greedy, without the check, "
             "int8, decoded as in use; mean and 95% bootstrap interval.", "",
             "| measure | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]  # fmt: skip
    labels = {"exact": "all of it right", "values": "all values told", "names": "all names told",
              "grounded": "no other numeral", "roles": "values beside their roles", "rougeL": "ROUGE-L"}  # fmt: skip
    for key, label in labels.items():
        lines.append(f"| {label} | " + " | ".join(_cell(scores[n][key]) for n in names) + " |")
    lines.append(
        "| perplexity of the references | " + " | ".join(f"{scores[n]['perplexity']:.2f}" for n in names) + " |"
    )
    lines += ["", "All of it right, by kind of brief:", "", "| kind | rows | " + " | ".join(names) + " |",
              "|---|---|" + "---|" * len(names)]  # fmt: skip
    for kind, (*_, count) in scores[names[0]]["by_kind"].items():
        cells = " | ".join(_cell(scores[n]["by_kind"][kind][:3]) for n in names)
        lines.append(f"| {kind} | {count} | {cells} |")
    return [*lines, "", *_in_use_lines(scores)]


def _in_use_lines(scores: dict[str, dict[str, Any]]) -> list[str]:
    """Shares that pass the check, by where the briefs come from."""
    names = [n for n in scores if scores[n].get("in_use")]
    if not names:
        return []
    lines = ["In use, with the check (a sentence that fails is written again once, then rendered by the code):", "",
             "| briefs | share | " + " | ".join(names) + " |", "|---|---|" + "---|" * len(names)]  # fmt: skip
    for source, found in scores[names[0]]["in_use"].items():
        for key, label in (("verified_first", "verified as first written"), ("verified", "written without fallback")):
            cells = " | ".join(_cell(scores[n]["in_use"][source][key]) for n in names)
            lines.append(f"| {found['briefs']} {source} | {label} | {cells} |")
    return [*lines, ""]


def _cell(value: tuple[float, float, float]) -> str:
    return f"{value[0]:.3f} ({value[1]:.3f} to {value[2]:.3f})"


def _limits() -> list[str]:
    return [
        "## Limits", "",
        "English only. It knows no facts: it says what its brief says. It errs most on stores and products that are",
        "bare numbers, on agreement of number (\"there are 1 line\") and on three or four unrelated values; what the",
        "check finds is written again or replaced. It answers no questions and is of no use for other tasks.", "",
    ]  # fmt: skip


def promote(challenger: Path, champion: Path, rows: list[dict[str, Any]], base: str = "embedded") -> bool:
    """Serve the challenger if it beats the champion on the same rows; the champion is kept beside it."""
    from llm.models import check_adapter, resolve
    from llm.tuning.comparison import better, score_adapter
    from llm.tuning.evaluation import judge

    for folder in (challenger, champion):
        check_adapter(folder, resolve(base))
    told = {f: score_adapter(f, rows, base)["texts"] for f in (challenger, champion)}
    exact = {f: [judge(r, t)["exact"] for r, t in zip(rows, texts, strict=True)] for f, texts in told.items()}
    if not better(exact[challenger], exact[champion]):
        return False
    kept = champion.with_name(f"{champion.name}.before")
    shutil.rmtree(kept, ignore_errors=True)
    champion.rename(kept)
    shutil.copytree(challenger, champion)
    return True


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0, 1 for an error, 3 where a challenger lost."""
    parser = argparse.ArgumentParser(prog="python -m llm.model_card", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--adapter", type=Path, required=True)
    parser.add_argument("--rows", type=Path, required=True, help="held-out rows, JSONL")
    parser.add_argument("--limit", type=int, default=200, help="rows used")
    parser.add_argument("--report", type=Path, help="report.json of the training run")
    parser.add_argument("--workspace", type=Path, help="a held-out world with a run: briefs of its facts as well")
    parser.add_argument("--out", type=Path, help="where the scores go as JSON")
    parser.add_argument("--champion", type=Path, help="replace this adapter if the other is better")
    parser.add_argument(
        "--base-too", action=argparse.BooleanOptionalAction, default=True, help="score the base as well"
    )
    options = parser.parse_args(arguments)
    try:
        from llm.tuning.comparison import held_out_briefs, score_adapter, score_in_use
        from llm.tuning.rows import read_rows

        rows = read_rows(options.rows)
        rows = rows[:: max(1, len(rows) // options.limit)][: options.limit]  # spread over all worlds
        if options.champion:
            won = promote(options.adapter, options.champion, rows)
            print(json.dumps({"promoted": won}))
            return 0 if won else 3
        sources = {"synthetic, hard values and names": held_out_briefs(options.limit // 2)}
        if options.workspace:
            sources["of a held-out world's run"] = held_out_briefs(options.limit // 2, Workspace(options.workspace))
        scores = {}
        for name, adapter in (("base", None), ("adapter", options.adapter))[0 if options.base_too else 1 :]:
            scores[name] = score_adapter(adapter, rows)
            scores[name]["in_use"] = {source: score_in_use(adapter, briefs) for source, briefs in sources.items()}
    except QuartermasterError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if options.out:
        atomic_write_text(options.out, json.dumps(scores, indent=1) + "\n")
    report = json.loads(options.report.read_text(encoding="utf-8")) if options.report else None
    atomic_write_text(options.adapter / "README.md", model_card(options.adapter, scores, report))
    print(json.dumps({n: {k: v for k, v in s.items() if k != "texts"} for n, s in scores.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
