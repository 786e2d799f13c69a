"""Base against adapter, or champion against challenger, on the same held-out briefs, with bootstrap intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from data.workspace import Workspace
from llm.tuning.evaluation import judge

__all__ = ["better", "held_out_briefs", "interval", "score_adapter", "score_in_use", "summarise"]

DRAWS = 1000


def interval(values: Sequence[float], seed: int = 0, draws: int = DRAWS) -> tuple[float, float, float]:
    """Mean and its 95% bootstrap interval."""
    if not values:
        return math.nan, math.nan, math.nan
    rng = Random(seed)  # noqa: S311 - resampling
    means = sorted(sum(rng.choices(values, k=len(values))) / len(values) for _ in range(draws))
    return sum(values) / len(values), means[int(0.025 * draws)], means[int(0.975 * draws) - 1]


def score_adapter(adapter: Path | None, rows: Sequence[dict[str, Any]], base: str = "embedded") -> dict[str, Any]:
    """Scores of one adapter (None: the base itself) on rows: shares with intervals, by kind, ROUGE-L, perplexity.

    Sentences are written as in use (`llm.generation`): the base is asked through its chat template, with instruction
    and example; both have the same guide for numerals.
    """
    writer = _writer(adapter, base)
    texts = [writer.write([r["input"]])[0] for r in rows]
    likelihoods = [writer.log_likelihood(r["input"], r["output"]) for r in rows]
    tokens = sum(n for _, n in likelihoods)
    perplexity = math.exp(-sum(total for total, _ in likelihoods) / max(tokens, 1))
    return summarise(rows, texts) | {"perplexity": perplexity, "texts": texts}


def _writer(adapter: Path | None, base: str) -> Any:
    from llm.generation import TransformersWriter
    from llm.models import resolve
    from llm.settings import WriterSettings

    return TransformersWriter(resolve(base), WriterSettings(adapter=str(adapter) if adapter else "none"))


def score_in_use(adapter: Path | None, briefs: Sequence[Any], base: str = "embedded") -> dict[str, Any]:
    """Shares of briefs whose sentence passes the check as first written, and after one rewriting (no fallback)."""
    from llm.composing import compose
    from llm.verify import Verifier
    from llm.verify.roles import load_roles

    writer, verifier = _writer(adapter, base), Verifier(None, load_roles())
    told = [next(iter(compose([brief], writer, verifier))).sentence for brief in briefs]
    return {
        "verified_first": interval([float(s.composer == "llm" and s.attempts == 1) for s in told]),
        "verified": interval([float(s.composer == "llm") for s in told]),
        "briefs": len(briefs),
        "problems": [p for s in told for p in s.problems],
    }


def held_out_briefs(count: int, workspace: Workspace | None = None, seed: str = "card-2026") -> list[Any]:
    """`count` briefs that no training row was made from: of a run (a held-out world) where one is given."""
    from llm.phrasing import sample_sentences
    from llm.plans import sampled_evidence

    rng = Random(seed)  # noqa: S311 - sampling
    if workspace is None:
        return [brief for _, _, brief in sample_sentences(rng, count)]
    found = [b for told in sampled_evidence(workspace, rng, 4 * count) for b in told if b.kind != "fixed" and b.lines]
    rng.shuffle(found)
    return found[:count]


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
