"""From scored answers to a report: overall, by kind and tag, with intervals; and its Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from llm.evaluation.measures import bootstrap_interval, percentile

__all__ = ["comparison_table", "markdown", "summarise", "summary"]


def summary(results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Figures over a set of results; shares are fractions, latencies seconds; None where nothing applies."""
    passed = [float(r["passed"]) for r in results]
    numeric = [r for r in results if r["gold_kind"] == "number"]
    sets = [r["f1"] for r in results if r["gold_kind"] == "set" and r["f1"] is not None]
    refusals = [float(r["passed"]) for r in results if r["gold_kind"] == "refuse"]
    clarify = [float(r["passed"]) for r in results if r["gold_kind"] == "clarify"]
    rouge = [r["rouge"] for r in results if r["rouge"]]
    answered = [r for r in results if r["sentences"]]
    numerals = sum(r["numerals"] for r in results)
    return {
        "questions": len(results),
        "passed": int(sum(passed)),
        "pass_rate": _mean(passed),
        "pass_rate_interval": bootstrap_interval(passed),
        "numeric_exact_match": _mean([float(r["passed"]) for r in numeric]),
        "numeric_exact_match_interval": bootstrap_interval([float(r["passed"]) for r in numeric]),
        "numeric_recall": _ratio(sum(r["numbers_found"] for r in numeric), sum(r["numbers_expected"] for r in numeric)),
        "set_f1": _mean(sets),
        "refusal_accuracy": _mean(refusals),
        "clarification_accuracy": _mean(clarify),
        "grounded_share": _ratio(sum(r["grounded"] for r in results), numerals),
        "numerals": numerals,
        "rouge1": _mean([r["rouge1"] for r in rouge]),
        "rouge2": _mean([r["rouge2"] for r in rouge]),
        "rougeL": _mean([r["rougeL"] for r in rouge]),
        "rougeL_interval": bootstrap_interval([r["rougeL"] for r in rouge]),
        "model_written_answers": _mean([float(r["composer"] == "llm") for r in answered]),
        "model_written_sentences": _ratio(
            sum(r["sentences_by_model"] for r in answered), sum(r["sentences"] for r in answered)
        ),
        "first_sentence_s": _latency([r["first_sentence_s"] for r in results]),
        "whole_answer_s": _latency([r["whole_answer_s"] for r in results]),
    }


def summarise(results: Sequence[dict[str, Any]], skipped: Iterable[Any], about: dict[str, Any]) -> dict[str, Any]:
    """The whole report: `about` (workspace, run, model, versions), overall, by kind, by tag, every question."""
    kinds = dict.fromkeys(r["tags"][0] for r in results)
    tags = sorted({t for r in results for t in r["tags"][1:]} - set(kinds))
    return {
        "about": about,
        "overall": summary(results),
        "by_kind": {k: summary([r for r in results if r["tags"][0] == k]) for k in kinds},
        "by_tag": {t: summary([r for r in results if t in r["tags"][1:]]) for t in tags},
        "skipped": [{"id": q.id, "reason": q.skipped} for q in skipped],
        "questions": list(results),
    }


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def _latency(values: Sequence[float]) -> dict[str, float | None]:
    return {"p50": percentile(values, 50), "p95": percentile(values, 95)}


# ---- Markdown -----------------------------------------------------------------------------------

_ROWS = (
    ("questions asked", "questions", "count"),
    ("right", "pass_rate", "share"),
    ("numeric exact match", "numeric_exact_match", "share"),
    ("set F1", "set_f1", "number"),
    ("refusals right", "refusal_accuracy", "share"),
    ("clarifications right", "clarification_accuracy", "share"),
    ("grounded share of numerals", "grounded_share", "share"),
    ("ROUGE-1", "rouge1", "number"),
    ("ROUGE-2", "rouge2", "number"),
    ("ROUGE-L", "rougeL", "number"),
    ("perplexity of the references", "perplexity", "plain"),
    ("answers written by the model alone", "model_written_answers", "share"),
    ("sentences written by the model", "model_written_sentences", "share"),
    ("first sentence, p50 / p95 s", "first_sentence_s", "latency"),
    ("whole answer, p50 / p95 s", "whole_answer_s", "latency"),
)


def _cell(value: Any, form: str, interval: Sequence[float] | None = None) -> str:
    if value is None:
        return "-"
    if form == "share":
        text = f"{100 * value:.1f}%"
        return f"{text} ({100 * interval[0]:.0f} to {100 * interval[1]:.0f})" if interval else text
    if form == "number":
        return f"{value:.3f}"
    if form == "latency":
        return " / ".join("-" if value[p] is None else f"{value[p]:.2f}" for p in ("p50", "p95"))
    return f"{value:.2f}" if form == "plain" else str(value)


def comparison_table(reports: dict[str, dict[str, Any]]) -> str:
    """One column per report, one row per figure; 95% bootstrap intervals in brackets."""
    lines = [f"| | {' | '.join(reports)} |", "|---" * (len(reports) + 1) + "|"]
    for label, key, form in _ROWS:
        cells = [
            _cell(r["overall"].get(key), form, r["overall"].get(f"{key}_interval") or None) for r in reports.values()
        ]
        if any(c != "-" for c in cells):
            lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _breakdown(groups: dict[str, dict[str, Any]], head: str) -> str:
    lines = [f"| {head} | asked | right | grounded | written by the model | ROUGE-L |", "|---|---|---|---|---|---|"]
    for name, figures in groups.items():
        cells = [str(figures["questions"]), _cell(figures["pass_rate"], "share"),
                 _cell(figures["grounded_share"], "share"), _cell(figures["model_written_sentences"], "share"),
                 _cell(figures["rougeL"], "number")]  # fmt: skip
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def markdown(reports: dict[str, dict[str, Any]], title: str = "Evaluation") -> str:
    """The report of one or several models as a page; generated, never typed."""
    parts = [f"# {title}", "Generated by `python -m llm.evaluate`; not edited by hand.", comparison_table(reports)]
    for name, report in reports.items():
        about = report["about"]
        parts.append(f"## {name}")
        parts.append("\n".join(f"- {k}: {v}" for k, v in about.items() if not isinstance(v, (dict, list))))
        parts.append(_breakdown(report["by_kind"], "kind"))
        if report["by_tag"]:
            parts.append(_breakdown(report["by_tag"], "tag"))
        failed = [r for r in report["questions"] if not r["passed"]]
        if failed:
            lines = [f"- `{r['id']}` {_short(r['question'])}: {_short(r['reason'])}" for r in failed]
            parts.append(f"Failed ({len(failed)}):\n\n" + "\n".join(lines))
        if report["skipped"]:
            lines = [f"- `{s['id']}`: {s['reason']}" for s in report["skipped"]]
            parts.append(f"Skipped ({len(report['skipped'])}):\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _short(text: str, width: int = 160) -> str:
    text = " ".join(text.split()).replace("|", "\\|")
    return text if len(text) <= width else text[: width - 3] + "..."
