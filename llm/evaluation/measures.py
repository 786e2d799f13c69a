"""Figures beside pass and fail: grounded share, ROUGE, perplexity, intervals, percentiles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from llm.evaluation.reading import find_dates, mentions, read_numbers
from llm.evaluation.scoring import Names

__all__ = ["bootstrap_interval", "grounded_numerals", "percentile", "rouge_scores"]

#: A told number may be rounded to a whole number, one or two decimals: half a unit of the coarsest.
ROUNDING = 0.5


def grounded_numerals(answer: dict[str, Any], names: Names, question: str = "") -> tuple[int, int]:
    """(grounded, all) numerals and dates of an answer text.

    Grounded: a fact's or claim's value after rounding, a number of a fact's label ("80% range"), of a cited passage,
    of the coverage, the days that a fact spans, the count of names not told, or a number that the question itself
    contains. Checked here from the public answer object alone, independently of the verifier.
    """
    text = answer.get("answer") or ""
    quoted = " ".join(c.get("text") or "" for c in answer.get("citations") or ())
    titles = " ".join(c.get("title") or "" for c in answer.get("citations") or ())
    values, days = _grounds(answer)
    labels = " ".join(f"{f.get('label') or ''} {f.get('operation') or ''}" for f in answer.get("facts") or ())
    plan = answer.get("plan") or {}
    windows = [part.get(k) or {} for part in (plan, *plan.get("also", ())) for k in ("window", "second_window")]
    unclear = (answer.get("plan") or {}).get("ambiguity") or {}
    own = [
        question,
        " ".join(unclear.get("candidates") or ()),
        quoted,
        titles,
        labels,
        " ".join(str(w.get("label") or "") for w in windows),
    ]
    values += _left_over(answer, text)
    values += [n for t in own for n in read_numbers(t)]
    own_days = [f.day for t in own for f in find_dates(t)]
    total = grounded = 0
    for shown in read_numbers(text, names.everything, (*names.run_ids, answer.get("run_id") or "")):
        total += 1
        grounded += any(_same(shown, value) for value in values)
    for found in find_dates(text):
        total += 1
        grounded += any(found.is_day(d) for d in days) or found.day in own_days
    return grounded, total


def _left_over(answer: dict[str, Any], text: str) -> list[float]:
    """Of "A, B and 17 more": the rows whose names are not told."""
    rows = {str(r["name"]) for r in answer.get("rows") or () if r.get("name")}
    return [float(len(rows) - sum(mentions(text, name) for name in rows))] if rows else []


def _grounds(answer: dict[str, Any]) -> tuple[list[float], list[date]]:
    values: list[float] = []
    days: list[date] = []
    cells = [f.get("value") for f in answer.get("facts") or ()]
    cells += [f.get("level") for f in answer.get("facts") or () if f.get("level")]
    cells += [c.get("value") for c in answer.get("claims") or ()]
    cells += list((answer.get("coverage") or {}).values())
    cells += [v for f in answer.get("facts") or () for v in (f.get("start"), f.get("end")) if v]
    cells += [v for c in answer.get("citations") or () if (v := c.get("date"))]
    spans = [(f["start"], f["end"]) for f in answer.get("facts") or () if f.get("start") and f.get("end")]
    cells += [(date.fromisoformat(end) - date.fromisoformat(start)).days + 1 for start, end in spans]  # "next 7 days"
    for cell in cells:
        if isinstance(cell, bool) or cell is None:
            continue
        if isinstance(cell, (int, float)):
            values += [float(cell), 100 * float(cell)] if 0 < float(cell) < 1 else [float(cell)]
        else:
            values += read_numbers(str(cell))
            days += [date(f.day[0], f.day[1], f.day[2]) for f in find_dates(str(cell)) if f.day[0]]
    return values, days


def _same(shown: float, value: float) -> bool:
    """Whether `shown` is `value` rounded to some number of decimals (sign aside)."""
    size = abs(value)
    return any(abs(shown - round(size, d)) < 1e-9 for d in (0, 1, 2, 3)) or abs(shown - size) <= 1e-6 * max(size, 1)


def rouge_scores(text: str, reference: str) -> dict[str, float]:
    """ROUGE-1, -2 and -L F-measures with stemming."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    return {name: float(value.fmeasure) for name, value in scorer.score(reference, text).items()}


def bootstrap_interval(values: Sequence[float], seed: int = 0, draws: int = 1000, level: float = 0.95) -> list[float]:
    """Percentile bootstrap interval of the mean (Efron 1979); empty in, empty out."""
    import numpy as np

    if not len(values):
        return []
    data = np.asarray(values, float)
    means = data[np.random.default_rng(seed).integers(0, len(data), (draws, len(data)))].mean(1)
    tail = 50 * (1 - level)
    return [round(float(v), 4) for v in np.percentile(means, [tail, 100 - tail])]


def percentile(values: Sequence[float], q: float) -> float | None:
    """Nearest-rank percentile, None for no values."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, math.ceil(q / 100 * len(ordered)) - 1))]
