"""The plain pipeline beside ours, on the same questions: top-5 passages into the prompt, no plan, no check.

    python -m benchmarks.plain_pipeline --workspace W --questions Q.jsonl

Same passages, same embedder, same base model. What differs is everything this project adds: a typed plan, queries
over all rows, an adapter, a verifier. Both columns go to benchmarks/results/plain_pipeline.json.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from data.workspace import Workspace

__all__ = ["PlainPipeline", "main"]

TOP_K = 5
PASSAGE_CHARS = 600  # per passage, so that five of them fit a prompt on a CPU
SYSTEM = (
    "You are a procurement assistant. Answer the question in one or two sentences, using only the passages. "
    "If they do not hold the answer, say that you do not know."
)


class PlainAnswer:
    """The public answer object, as far as a plain pipeline has one."""

    def __init__(self, question: str, text: str, citations: Sequence[Any], run_id: str, seconds: float) -> None:
        self.body = {
            "question": question,
            "answer": text,
            "status": "answered",
            "facts": [],
            "claims": [],
            "rows": [],
            "citations": [c.to_dict() for c in citations],
            "composer": "llm",
            "sentences": [{"text": text, "composer": "llm"}],
            "run_id": run_id,
            "timings_ms": {"total": round(1000 * seconds, 1)},
        }

    def to_dict(self) -> dict[str, Any]:
        return self.body


class PlainPipeline:
    """Dense retrieval, a prompt, a model."""

    def __init__(self, workspace: Workspace, max_new_tokens: int = 64) -> None:
        from llm.generation import TransformersWriter
        from llm.models import resolve
        from llm.settings import WriterSettings
        from rag.gather import Gatherer

        self.gatherer = Gatherer(workspace)
        settings = WriterSettings(adapter="none", int8=False, draft_tokens=0, max_new_tokens=max_new_tokens)
        self.writer = TransformersWriter(resolve("embedded"), settings)
        self._turns: dict[str, list[dict[str, str]]] = {}

    def stream(self, question: str, history: Any = None, conversation_id: str | None = None) -> Iterator[Any]:
        began = time.perf_counter()
        citations = self.gatherer.search(question, {"kind": ("note", "summary")}, TOP_K)
        told = "\n".join(f"- {c.title}: {' '.join(c.text.split())[:PASSAGE_CHARS]}" for c in citations)
        turns = self._turns.setdefault(conversation_id or "", [])
        asked = {"role": "user", "content": f"Passages:\n{told}\n\nQuestion: {question}"}
        (text,) = self.writer.write([[{"role": "system", "content": SYSTEM}, *turns[-4:], asked]])
        turns += [{"role": "user", "content": question}, {"role": "assistant", "content": text}]
        yield text
        run_id = self.gatherer.store.served()
        yield PlainAnswer(question, text, citations, run_id, time.perf_counter() - began)


def _ours(workspace: Workspace) -> Any:
    from llm.assistant import Assistant

    return Assistant(workspace)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plain_pipeline", description=__doc__.splitlines()[0])
    parser.add_argument("--workspace", required=True, type=Path)
    parser.add_argument("--questions", required=True, type=Path)
    parser.add_argument("--markdown", type=Path, help="where the page with both columns goes")
    given = parser.parse_args(argv)
    from benchmarks.record import record
    from data.workspace import atomic_write_text
    from forecasting.runstore import RunStore
    from llm.evaluation.questions import bind_all, read_questions
    from llm.evaluation.report import markdown, summarise
    from llm.evaluation.runner import ask_all
    from llm.evaluation.scoring import Names

    began = time.perf_counter()
    workspace = Workspace(given.workspace)
    store = RunStore(workspace)
    with store.connect() as connection:
        bound = bind_all(connection, read_questions(given.questions))
        names = Names.read(connection)
    skipped = [q for q in bound if q.skipped]
    reports = {}
    for label, pipeline in (("this project", _ours(workspace)), ("plain pipeline", PlainPipeline(workspace))):
        print(f"asking {label}", file=sys.stderr)
        results = ask_all(pipeline, bound, names)
        reports[label] = summarise(results, skipped, {"run_id": store.served(), "questions": given.questions.name})
    columns = ["figure", *reports]
    keys = ("pass_rate", "numeric_exact_match", "set_f1", "refusal_accuracy", "clarification_accuracy",
            "grounded_share", "rougeL")  # fmt: skip
    rows = [[k.replace("_", " "), *(r["overall"][k] for r in reports.values())] for k in keys]
    rows += [[f"{k.replace('_', ' ')} p50", *(r["overall"][k]["p50"] for r in reports.values())]
             for k in ("first_sentence_s", "whole_answer_s")]  # fmt: skip
    record(
        "plain_pipeline",
        title="Same questions, same passages, same base model",
        columns=columns,
        rows=rows,
        command="python -m benchmarks.plain_pipeline",
        settings={"top_k": TOP_K},
        seed=0,
        data_hash=str(store.manifest().get("data_hash")),
        wall_seconds=round(time.perf_counter() - began, 1),
    )
    if given.markdown:
        atomic_write_text(given.markdown, markdown(reports, "Beside a plain pipeline"))
    print("\n".join(" | ".join(str(c) for c in row) for row in [columns, *rows]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
