"""Instruction rows: evidence in, one sentence out, every value of the sentence checked against its evidence.

    python -m llm.instructions --out rows --rows 20000                         # synthetic facts
    python -m llm.instructions --out rows --workspace W1 --workspace W2        # and facts of published runs
    python -m llm.instructions --out rows --worlds 6                           # and of small demo worlds made for it
    python -m llm.instructions --out rows --from-feedback W                    # and corrections from the chat

Writes train.jsonl, validation.jsonl, test.jsonl and CARD.md. The split is by world (the seed of a synthetic world, or
the workspace) and by phrasing: some phrasings are kept for validation and test alone. Never by row.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Literal

from data.errors import QuartermasterError
from data.workspace import Workspace, atomic_write_text

if TYPE_CHECKING:
    from llm.briefs import Brief

__all__ = ["Made", "main", "make_rows", "phrasing_of", "row_of", "synthetic_rows"]

Split = Literal["train", "validation", "test"]
INSTRUCTION = "Write one sentence for a buyer that says every line, with its value as it stands, and nothing else."
#: One phrasing in so many is met in validation and test only.
HELD_OUT = 10
ROWS_PER_WORLD = 500


@dataclass
class Made:
    """Rows per split, and how many were thrown away because a value did not agree with its evidence."""

    rows: dict[Split, list[dict[str, Any]]]
    dropped: int = 0


def row_of(brief: Brief, text: str, **more: Any) -> dict[str, Any]:
    """One row; `told` and `names` are what the sentence has to hold, `roles` those of `told`."""
    from llm.briefs import prompt

    asked = prompt(brief)
    names = [*brief.subject.values(), *brief.items]
    if brief.kind in ("rank", "compare"):
        names += [line.label for line in brief.lines if line.role not in ("winner", "difference")]
    return {
        "instruction": INSTRUCTION, "input": asked, "output": text, "kind": brief.kind,
        "told": [line.text for line in brief.lines], "roles": [line.role for line in brief.lines],
        "names": names, **more,
        "messages": [{"role": "user", "content": f"{INSTRUCTION}\n{asked}"}, {"role": "assistant", "content": text}],
    }  # fmt: skip


def phrasing_of(text: str, brief: Brief) -> str:
    """The sentence with its values and names taken out: what is left is the phrasing."""
    parts = [line.text for line in brief.lines] + [line.label for line in brief.lines]
    parts += [*brief.subject.values(), *brief.items, brief.when, brief.that, brief.what]
    for part in sorted((p for p in parts if p), key=len, reverse=True):
        text = text.replace(part, "#")
    return text


def _held_out(text: str, brief: Brief) -> bool:
    from llm.phrasing import realise

    if text == realise(brief).text:
        return False  # the house voice is learned for every brief
    return int(hashlib.sha256(phrasing_of(text, brief).encode()).hexdigest(), 16) % HELD_OUT == 0


def synthetic_rows(n: int, seed: int, split: str = "train") -> list[dict[str, Any]]:
    """`n` different rows from random facts; held-out phrasings are left out of `train`."""
    from llm.phrasing import sample_sentences

    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    world = 0
    while len(found) < n:
        rng = Random(f"{seed}-{split}-{world}")  # noqa: S311 - sampling, not secrets
        source = f"synthetic-{seed}-{split}-{world}"
        pairs = ((text, brief) for text, _, brief in sample_sentences(rng, ROWS_PER_WORLD))
        found += list(_checked(pairs, source, split, seen))
        world += 1
    return found[:n]


def _checked(pairs: Iterable[tuple[str, Brief]], world: str, split: str, seen: set[str]) -> Iterator[dict[str, Any]]:
    """Rows whose sentence says its brief and nothing else; the rest is dropped."""
    from llm.tuning.evaluation import judge

    for text, brief in pairs:
        row = row_of(brief, text, split=split, world=world)
        if row["input"] in seen or not judge(row, text)["exact"]:
            continue
        if split == "train" and _held_out(text, brief):
            continue
        seen.add(row["input"])
        yield row


def run_rows(workspace: Workspace, n: int, seed: int, split: str) -> list[dict[str, Any]]:
    """Rows from the facts of a published run: plans of every kind, gathered, told in varied phrasings."""
    from llm.phrasing import realise
    from llm.plans import sampled_evidence

    rng = Random(f"{seed}-{workspace.root.name}-{split}")  # noqa: S311
    seen: set[str] = set()
    found: list[dict[str, Any]] = []
    for briefs in sampled_evidence(workspace, rng, tries=4 * n):
        pairs = ((realise(b, rng).text, b) for b in briefs if b.kind != "fixed" and b.lines)
        found += list(_checked(pairs, f"run-{workspace.root.name}", split, seen))
        if len(found) >= n:
            break
    return found[:n]


def feedback_rows(workspace: Workspace) -> list[dict[str, Any]]:
    """Corrections from the chat whose values all are in the facts of their answer."""
    from llm.feedback import checked, read

    found = []
    for entry in read(workspace):
        answer = entry["answer"]
        facts = [
            f for f in answer.get("facts") or () if f.get("id") in {c.get("fact") for c in answer.get("claims") or ()}
        ]
        if not entry.get("correction") or checked(entry) or not 1 <= len(facts) <= 4:
            continue
        asked = "\n".join(f"{f['label']}: {_told(f)}" for f in facts) + "\n=>"
        found.append({
            "instruction": INSTRUCTION, "input": asked, "output": entry["correction"], "kind": "feedback",
            "told": [], "roles": [], "names": [], "split": "train", "world": f"feedback-{workspace.root.name}",
            "messages": [{"role": "user", "content": f"{INSTRUCTION}\n{asked}"},
                         {"role": "assistant", "content": entry["correction"]}],
        })  # fmt: skip
    return found


def _told(fact: dict[str, Any]) -> str:
    from llm.telling import tell
    from rag.facts import Fact

    return tell(Fact(str(fact["id"]), fact.get("value"), str(fact.get("unit") or ""), str(fact.get("label") or "")))


def make_rows(
    rows: int, seed: int = 7, workspaces: Iterable[Workspace] = (), feedback: Iterable[Workspace] = (),
    per_run: int = 400,
) -> Made:  # fmt: skip
    """All splits. The last workspace named is kept for the test; the others are split whole."""
    runs = list(workspaces)
    made = Made({"train": synthetic_rows(rows, seed, "train")})
    for split in ("validation", "test"):
        made.rows[split] = synthetic_rows(max(rows // 20, 50), seed, split)  # type: ignore[index]
    for number, workspace in enumerate(runs):
        last = number == len(runs) - 1
        part: Split = "test" if last else "validation" if number == len(runs) - 2 and len(runs) > 2 else "train"
        made.rows[part] += run_rows(workspace, per_run, seed, part)
    for workspace in feedback:
        made.rows["train"] += feedback_rows(workspace)
    return made


def demo_worlds(count: int, seed: int, folder: Path) -> list[Workspace]:
    """Small demo worlds with a published run each, made for their facts."""
    from data.demo import make_demo
    from forecasting.pipeline import run

    found = []
    for number in range(count):
        workspace = Workspace(folder / f"world-{seed + number}").create()
        if workspace.current_run() is None:
            make_demo(workspace, seed=seed + number, stores=2, products=12, months=14)
            run(workspace, build_index=None, seed=seed)
        found.append(workspace)
    return found


def card(made: Made, seed: int) -> str:
    """The data card: counts by split, kind, source and number of values."""
    lines = [
        "# Data card: instruction rows", "", INSTRUCTION, "",
        "Each row is a brief (its lines are the evidence) and the one sentence that says it. Every value, name and",
        f"role of every sentence was checked against its brief when the rows were made. Seed {seed}.", "",
        f"Split by world and by phrasing: one phrasing in {HELD_OUT} is met outside of training only.", "",
    ]  # fmt: skip
    for split, rows in made.rows.items():
        kinds = Counter(r["kind"] for r in rows)
        worlds = len({r["world"] for r in rows})
        values = Counter(len(r["told"]) for r in rows)
        digest = hashlib.sha256("".join(r["input"] + r["output"] for r in rows).encode()).hexdigest()
        lines += [f"## {split}", "", f"{len(rows)} rows from {worlds} worlds, sha256 `{digest[:16]}`", ""]
        lines += ["| kind | rows |", "|---|---|", *(f"| {k} | {v} |" for k, v in kinds.most_common()), ""]
        lines += ["| values in the sentence | rows |", "|---|---|"]
        lines += [*(f"| {k} | {v} |" for k, v in sorted(values.items())), ""]
    return "\n".join(lines)


def _write(made: Made, folder: Path, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for split, rows in made.rows.items():
        atomic_write_text(folder / f"{split}.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
    atomic_write_text(folder / "CARD.md", card(made, seed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m llm.instructions", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="folder for the rows and the data card")
    parser.add_argument("--rows", type=int, default=20000, help="synthetic rows for training")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workspace", type=Path, action="append", default=[], help="a workspace with a published run")
    parser.add_argument("--worlds", type=int, default=0, help="demo worlds to make and run in <out>/worlds")
    parser.add_argument("--per-run", type=int, default=400, help="rows from each run")
    parser.add_argument("--from-feedback", type=Path, action="append", default=[], help="a workspace with feedback")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0, or 1 with one line on stderr."""
    options = _parser().parse_args(arguments)
    try:
        if options.rows < 1:
            raise QuartermasterError(f"--rows is {options.rows}; expected at least 1")
        runs = [Workspace(p) for p in options.workspace]
        runs += demo_worlds(options.worlds, options.seed, options.out / "worlds")
        feedback = [Workspace(p) for p in options.from_feedback]
        made = make_rows(options.rows, options.seed, runs, feedback, options.per_run)
        _write(made, options.out, options.seed)
    except QuartermasterError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(json.dumps({split: len(rows) for split, rows in made.rows.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
