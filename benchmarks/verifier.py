"""The whole check on sentences that it does not know by their phrasing: false alarms and misses.

    python -m benchmarks.verifier

Right sentences are checked as they are, with two of their values exchanged, and with one value under the label of
another role. A fifth of the phrasings is held out of the training of the role check, whole. Results go to
benchmarks/results/verifier.json.
"""

from __future__ import annotations

import argparse
import time

from benchmarks.record import record
from llm.verify.roles import load_roles
from llm.verify.train_roles import measure

__all__ = ["main"]


def _of(missed: int, all_: int) -> str:
    return f"{missed} of {all_:,} ({missed / max(1, all_):.1%})"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verifier", description=__doc__)
    parser.add_argument("--sentences", type=int, default=6000, help="drawn for the phrasings held out")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    started = time.perf_counter()
    model = load_roles()
    if model is None:
        raise SystemExit("There is no trained role check; call python -m llm.verify.train_roles.")
    counts = {
        "phrasings seen in training": measure(model, given.seed, given.sentences // 2, held_out=False),
        "phrasings held out whole": measure(model, given.seed, given.sentences),
    }
    record(
        "verifier",
        title="The check of a sentence without recognising known phrasings",
        columns=["on", "refused although right", "two values exchanged, passed", "right value, wrong label, passed"],
        rows=[
            [
                name,
                _of(c["false_alarms"], c["correct"]),
                _of(c["exchanged_missed"], c["exchanged"]),
                _of(c["relabelled_missed"], c["relabelled"]),
            ]
            for name, c in counts.items()
        ],
        command="python -m benchmarks.verifier",
        seed=given.seed,
        wall_seconds=time.perf_counter() - started,
        details=counts,
    )


if __name__ == "__main__":
    main()
