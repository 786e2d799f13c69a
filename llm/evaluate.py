"""Scores any question file on any workspace.

    python -m llm.evaluate --workspace W --questions Q.jsonl --out report.json
    python -m llm.evaluate --workspace W --questions Q.jsonl --out report.json --models none base adapter
    python -m llm.evaluate --workspace W --questions Q.jsonl --check      # is the file itself sound?

`--models` names what writes the sentences: `settings` (what the workspace is set to), `adapter` (embedded base and
shipped adapter), `base` (without adapter), `none` (the deterministic rendering), a folder, a hub id or a server.
Exit code 1 when the pass rate is below `--fail-under`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.errors import QuartermasterError
from data.workspace import Workspace, atomic_write_text

__all__ = ["assistant_of", "evaluate", "main"]


def evaluate(
    workspace: Workspace,
    questions_path: Path,
    writer: str = "settings",
    ids: Sequence[str] = (),
    perplexity: bool = False,
    progress: bool = True,
    assistant: Any = None,
) -> dict[str, Any]:
    """The report of one question file with one writer; `assistant` is one of both that is used again."""
    from forecasting.runstore import RunStore
    from llm.evaluation.questions import bind_all, read_questions
    from llm.evaluation.report import summarise
    from llm.evaluation.runner import ask_all
    from llm.evaluation.scoring import Names

    store = RunStore(workspace)
    with store.connect() as connection:
        questions = [q for q in read_questions(questions_path) if not ids or q.id in ids]
        bound = bind_all(connection, questions)
        names = Names.read(connection, tuple(r["run_id"] for r in store.list_runs()))
    assistant = assistant or assistant_of(workspace, writer)
    with _bar(len(bound), writer, progress) as bar:
        results = ask_all(assistant, bound, names, lambda n: bar.update(n - bar.n))
    about = _about(workspace, store, questions_path, assistant, writer)
    report = summarise(results, [q for q in bound if q.skipped], about)
    if perplexity and assistant.writer is not None:
        from llm.evaluation.perplexity import reference_perplexity

        report["overall"]["perplexity"] = reference_perplexity(assistant, bound)
    return report


def assistant_of(workspace: Workspace, writer: str) -> Any:
    """An assistant with that writer: `settings`, `none`, `base`, `adapter`, or a model."""
    from llm.assistant import Assistant
    from llm.generation import make_writer
    from llm.settings import WriterSettings, writer_settings

    if writer == "settings":
        return Assistant(workspace)
    named = {
        "none": WriterSettings(writer="none"),
        "base": WriterSettings(model="embedded", adapter="none"),
        "adapter": WriterSettings(model="embedded", adapter="default"),
    }.get(writer) or WriterSettings(model=writer, adapter="none")
    return Assistant(workspace, writer=make_writer(named), settings=writer_settings(workspace, named))


def _about(workspace: Workspace, store: Any, questions_path: Path, assistant: Any, writer: str) -> dict[str, Any]:
    import platform
    from importlib.metadata import version

    manifest = store.manifest()
    return {
        "questions": questions_path.name,
        "workspace": workspace.root.name,
        "run_id": manifest["run_id"],
        "as_of": manifest.get("as_of"),
        "data_hash": manifest.get("data_hash"),
        "writer": writer,
        "model": assistant.model_info(),
        "python": platform.python_version(),
        "torch": version("torch"),
        "transformers": version("transformers"),
        "hardware": f"{platform.machine()}, {_cores()} cores",
        "when": time.strftime("%Y-%m-%d"),
    }


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _bar(total: int, writer: str, progress: bool) -> Any:
    from tqdm import tqdm

    hidden = not (progress and sys.stderr.isatty())
    return tqdm(total=total, desc=f"questions ({writer})", disable=hidden, file=sys.stderr)


def _check(workspace: Workspace, questions_path: Path) -> int:
    from forecasting.runstore import RunStore
    from llm.evaluation.questions import bind_all, read_questions
    from llm.evaluation.runner import check_file
    from llm.evaluation.scoring import Names

    with RunStore(workspace).connect() as connection:
        bound = bind_all(connection, read_questions(questions_path))
        faults = check_file(bound, Names.read(connection))
    skipped = [f"{q.id}: skipped, {q.skipped}" for q in bound if q.skipped]
    print("\n".join([*skipped, *faults, f"{len(bound)} questions, {len(skipped)} skipped, {len(faults)} faults"]))
    return 1 if faults else 0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m llm.evaluate", description="Score a question file on a workspace.")
    parser.add_argument("--workspace", required=True, type=Path)
    parser.add_argument("--questions", required=True, type=Path)
    parser.add_argument("--out", type=Path, help="where the JSON report goes")
    parser.add_argument("--markdown", type=Path, help="where the readable report goes")
    parser.add_argument("--models", nargs="+", default=["settings"], help="settings, adapter, base, none, folder, ...")
    parser.add_argument("--ids", nargs="*", default=[], help="only these questions")
    parser.add_argument("--perplexity", action="store_true", help="perplexity of the references as well (slower)")
    parser.add_argument("--fail-under", type=float, default=0.0, help="share of right answers, 0 to 1")
    parser.add_argument("--check", action="store_true", help="check the question file itself; ask nothing")
    parser.add_argument("--show-failures", action="store_true")
    given = parser.parse_args(argv)
    try:
        if given.check:
            return _check(Workspace(given.workspace), given.questions)
        return _run(given)
    except QuartermasterError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1


def _run(given: argparse.Namespace) -> int:
    from llm.evaluation.report import comparison_table, markdown

    workspace = Workspace(given.workspace)
    reports = {
        name: evaluate(workspace, given.questions, name, given.ids, given.perplexity)
        for name in dict.fromkeys(given.models)
    }
    first = next(iter(reports.values()))
    if given.out:
        body = first if len(reports) == 1 else {"models": reports}
        atomic_write_text(given.out, json.dumps(body, indent=1, default=str) + "\n")
    if given.markdown:
        atomic_write_text(given.markdown, markdown(reports, f"Evaluation: {given.questions.stem}"))
    print(comparison_table(reports))
    if given.show_failures:
        for result in first["questions"]:
            if not result["passed"]:
                print(f"\n{result['id']} {result['tags']}\n  Q {result['turns']} {result['question']}")
                print(f"  A {result['answer'][:400]}\n  ! {result['reason']}  gold {str(result['gold'])[:200]}")
    rate = first["overall"]["pass_rate"] or 0.0
    if rate < given.fail_under:
        print(f"error: {rate:.3f} right is below --fail-under {given.fail_under}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
