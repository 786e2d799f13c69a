"""Retrieval: how often the right note is found, and how long typed queries and search take.

    python -m benchmarks.retrieval                    # quality on both judged collections
    python -m benchmarks.retrieval --latency          # also 1,000,000 forecast rows and 100,000 passages (minutes)
    python -m benchmarks.retrieval --workspace W      # the notes of another workspace instead of the demo world

Questions are paraphrases: they avoid the wording of the notes and keep their names. Those on
the demo world come from rules over what a note says (`retrieval_judgements/demo_rules.json`),
so they hold for any seed; the second collection is written by hand.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.record import record
from rag.embedded import Embedder
from rag.index import DEPTH, RRF_K, RRF_WEIGHT, PassageIndex
from rag.passages import Passage, chunks

__all__ = ["demo_judgements", "main", "ndcg", "recall", "second_collection"]

JUDGEMENTS = Path(__file__).with_name("retrieval_judgements")
MODES = ("dense", "bm25", "ranks", "hybrid")
Judgement = tuple[str, frozenset[str]]


def recall(found: Sequence[str], relevant: frozenset[str], k: int = 5) -> float:
    """Share of the relevant notes among the first k. Example: 1 of 2 in the top 5 gives 0.5."""
    return len(relevant & set(found[:k])) / min(len(relevant), k)


def ndcg(found: Sequence[str], relevant: frozenset[str], k: int = 10) -> float:
    """Normalised discounted gain, binary. Example: the only relevant note at place 2 gives 1 / log2(3) = 0.631."""
    gain = sum(1 / math.log2(rank + 2) for rank, note in enumerate(found[:k]) if note in relevant)
    return gain / sum(1 / math.log2(rank + 2) for rank in range(min(len(relevant), k)))


def second_collection() -> tuple[list[Passage], list[Judgement]]:
    raw = json.loads((JUDGEMENTS / "electronics_wholesale.json").read_text(encoding="utf-8"))
    passages = [
        Passage(f"note:{id}#{n}", "note", "note", title, text, day, id)
        for id, day, title, body in raw["notes"]
        for n, text in enumerate(chunks(body))
    ]
    return passages, [(question, frozenset(ids)) for question, ids in raw["judgements"]]


def demo_judgements(connection: Any) -> list[Judgement]:
    """Questions on the demo notes: each rule asks about the notes whose text fits its pattern."""
    rules = json.loads((JUDGEMENTS / "demo_rules.json").read_text(encoding="utf-8"))
    rows = connection.execute(
        "SELECT n.note_id, n.title, n.body, u.name, p.name, s.name FROM notes n "
        "LEFT JOIN suppliers u USING (supplier_id) "
        "LEFT JOIN products p USING (product_id) LEFT JOIN stores s USING (store_id) ORDER BY n.note_id"
    ).fetchall()
    judged: dict[str, set[str]] = {}
    for rule in rules:
        fitting = [r for r in rows if re.search(rule["pattern"], r[1] if rule.get("in_title") else r[2])]
        for note_id, title, body, supplier, product, store in fitting:
            match = re.search(rule["pattern"], title if rule.get("in_title") else body)
            code = match[1] if match and match.re.groups else None
            names = {"supplier": supplier, "product": product, "store": store, "code": code}
            for question in rule.get("questions", ()):
                needed = re.findall(r"{(\w+)}", question)
                if all(names[n] for n in needed):
                    judged.setdefault(question.format(**{n: names[n] for n in needed}), set()).add(note_id)
        for question in rule.get("all", ()) if fitting else ():
            judged.setdefault(question, set()).update(r[0] for r in fitting)
    return [(question, frozenset(ids)) for question, ids in judged.items()]


def measured(index: PassageIndex, judged: Sequence[Judgement], embedder: Embedder) -> dict[str, dict[str, float]]:
    """recall@5 and nDCG@10 of every mode over the judged questions."""
    vectors = embedder.encode([question for question, _ in judged])
    out = {}
    for mode in MODES:
        scores = []
        for (question, relevant), vector in zip(judged, vectors, strict=True):
            hits = index.search(question, vector, {"kind": "note"}, 20, mode)
            found = list(dict.fromkeys(h.passage.note_id for h in hits))
            scores.append((recall(found, relevant), ndcg(found, relevant)))
        means = np.mean(scores, axis=0)
        out[mode] = {"recall@5": float(means[0]), "nDCG@10": float(means[1])}
    return out


def _demo(workspace: Path | None) -> Any:
    from data.workspace import Workspace
    from forecasting.runstore import RunStore

    if workspace is not None:
        return RunStore(Workspace(workspace)).connect()
    import duckdb

    from data.demo import make_demo
    from data.tables import INPUT_TABLES
    from forecasting.views import create_view

    made = Workspace(tempfile.mkdtemp(prefix="qm-retrieval-")).create()
    make_demo(made)
    connection = duckdb.connect(":memory:")
    for name in ("notes", "products", "stores", "suppliers"):
        create_view(connection, name, INPUT_TABLES[name], made.table_path(name))
    return connection


def quality(workspace: Path | None, embedder: Embedder) -> tuple[list[list[Any]], dict[str, int]]:
    from rag.passages import note_passages

    connection = _demo(workspace)
    sets = {
        "demo notes": (note_passages(connection), demo_judgements(connection)),
        "electronics wholesaler": second_collection(),
    }
    rows, counts = [], {}
    for name, (passages, judged) in sets.items():
        counts[name] = sum(len(relevant) for _, relevant in judged)
        found = measured(PassageIndex.build(passages, embedder, "benchmark"), judged, embedder)
        for mode in MODES:
            rows.append([name, len(passages), len(judged), counts[name], mode,
                         round(found[mode]["recall@5"], 3), round(found[mode]["nDCG@10"], 3)])  # fmt: skip
    return rows, counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, help="take the notes of this workspace instead of the demo world")
    parser.add_argument("--latency", action="store_true", help="also measure times at scale")
    parser.add_argument("--rows", type=int, default=1_000_000, help="forecast rows for --latency")
    parser.add_argument("--passages", type=int, default=100_000, help="passages for --latency")
    options = parser.parse_args()
    started, embedder = time.perf_counter(), Embedder.load()
    rows, counts = quality(options.workspace, embedder)
    for row in rows:
        print(*row, sep="\t")
    columns = ["collection", "passages", "questions", "judgements", "search", "recall@5", "nDCG@10"]
    fusion = {"rrf_k": RRF_K, "rrf_weight": RRF_WEIGHT, "depth": DEPTH}
    record(
        "retrieval", title="Notes found by paraphrased questions", columns=columns, rows=rows,
        command="python -m benchmarks.retrieval", settings=fusion | {"judgements": counts},
        wall_seconds=time.perf_counter() - started,
    )  # fmt: skip
    if options.latency:
        from benchmarks.retrieval_latency import latency

        latency(options.rows, options.passages, embedder)


if __name__ == "__main__":
    main()
