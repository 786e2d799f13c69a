"""Base against adapter, or champion against challenger, on the same held-out briefs, with bootstrap intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from llm.tuning.evaluation import judge, write_all

__all__ = ["better", "interval", "perplexity", "score_adapter", "summarise"]

DRAWS = 1000


def interval(values: Sequence[float], seed: int = 0, draws: int = DRAWS) -> tuple[float, float, float]:
    """Mean and its 95% bootstrap interval."""
    if not values:
        return math.nan, math.nan, math.nan
    rng = Random(seed)  # noqa: S311 - resampling
    means = sorted(sum(rng.choices(values, k=len(values))) / len(values) for _ in range(draws))
    return sum(values) / len(values), means[int(0.025 * draws)], means[int(0.975 * draws) - 1]


def perplexity(model: Any, tokenizer: Any, rows: Sequence[dict[str, Any]]) -> float:
    """exp of the mean loss per token of the references."""
    import torch

    from llm.tuning.lora import completion_loss
    from llm.tuning.rows import batches, encode_rows

    encoded = encode_rows(tokenizer, rows, 512)
    loss, learned = 0.0, 0
    with torch.inference_mode():
        for batch in batches(encoded, 1024, 0, 0, tokenizer.pad_token_id or 0):
            loss += completion_loss(model, torch.tensor(batch.ids), torch.tensor(batch.labels)).item()
            learned += batch.learned
    return math.exp(loss / learned)


def score_adapter(adapter: Path | None, rows: Sequence[dict[str, Any]], base: str = "embedded") -> dict[str, Any]:
    """Scores of one adapter (None: the base itself) on rows: shares with intervals, by kind, ROUGE-L, perplexity."""
    from llm.models import apply_adapter, load_base, resolve

    found = resolve(base)
    model, tokenizer = load_base(found)
    if adapter is not None:
        model = apply_adapter(model, adapter, found)
    texts = write_all(model, tokenizer, [r["input"] for r in rows])
    if adapter is None:  # the base does not know where a sentence ends: its first line is what counts
        texts = [t.split("\n")[0] for t in texts]
    return summarise(rows, texts) | {"perplexity": perplexity(model, tokenizer, rows), "texts": texts}


def summarise(rows: Sequence[dict[str, Any]], texts: Sequence[str]) -> dict[str, Any]:
    """Shares with intervals over all rows and by kind, from what was written."""
    from rouge_score.rouge_scorer import RougeScorer

    rouge = RougeScorer(["rougeL"])
    judged = [judge(r, t) for r, t in zip(rows, texts, strict=True)]
    found: dict[str, Any] = {k: interval([float(j[k]) for j in judged]) for k in judged[0]}
    found["rougeL"] = interval(
        [rouge.score(r["output"], t)["rougeL"].fmeasure for r, t in zip(rows, texts, strict=True)]
    )
    kinds: dict[str, list[float]] = {}
    for row, j in zip(rows, judged, strict=True):
        kinds.setdefault(row["kind"], []).append(float(j["exact"]))
    found["by_kind"] = {k: (*interval(v), len(v)) for k, v in sorted(kinds.items())}
    found["rows"] = len(rows)
    return found


def better(challenger: Sequence[bool], champion: Sequence[bool], seed: int = 0) -> bool:
    """Whether a challenger is to be served: at least as many exact sentences, row by row, and no sure loss.

    Paired bootstrap: the mean difference is above 0, and its lower bound above -2 percentage points.
    """
    gaps = [float(a) - float(b) for a, b in zip(challenger, champion, strict=True)]
    mean, low, _ = interval(gaps, seed)
    return mean > 0 and low > -0.02
