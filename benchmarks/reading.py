"""How questions are read: the rules alone, the trained heads alone, both as the assistant uses them.

    python -m benchmarks.reading

On the phrasings that are held out of the training of the heads, whole, each filled with names and times that no
catalogue holds and asked once plainly and once in another voice. Results go to benchmarks/results/reading.json.
"""

from __future__ import annotations

import argparse
import random
import time
from typing import Any

import numpy as np

from benchmarks.record import record
from rag.train_understanding import Sample, report
from rag.understanding.corpus import phrasings
from rag.understanding.encoder import FIELDS, MULTI, Guess, Reader, encoder_text, labels_of, rule_features
from rag.understanding.message.note_topics import asked_text
from rag.understanding.understander import Understander
from rag.understanding.voices import fill, practice_catalogue, speak

__all__ = ["main"]


def _labels_of_guess(guess: Guess) -> dict[str, Any]:
    found: dict[str, Any] = {n: choices.index(guess.best(n)[0]) for n, choices in FIELDS.items()}
    for name, choices in MULTI.items():
        likely = set(guess.over(name))
        found[name] = np.array([choice in likely for choice in choices], np.float32)
    return found


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args(arguments)
    started = time.perf_counter()
    rng = random.Random(given.seed)
    reader = Reader.load()
    understander = Understander(practice_catalogue(), reader=reader)
    samples: list[Sample] = []
    read: dict[str, list[dict[str, Any]]] = {"rules alone": [], "heads alone": [], "both": []}
    for phrasing in phrasings():
        if not phrasing.held_out:
            continue
        question = fill(phrasing, rng)
        for asked in (question, speak(question, rng)):
            turn = understander.read(asked, phrasing.follows)
            text = asked_text(turn.masked, turn.rules)
            samples.append(
                Sample(
                    encoder_text(text, phrasing.follows),
                    rule_features(turn.rules),
                    labels_of(phrasing.reading),
                    True,
                    phrasing.family,
                )
            )
            read["rules alone"].append(labels_of(turn.rules))
            read["heads alone"].append(_labels_of_guess(reader(text, turn.rules, phrasing.follows)))
            read["both"].append(labels_of(turn.reading))
    scores = {name: report(samples, guesses) for name, guesses in read.items()}
    fields = ("all", "intent", "measures", "group", "order", "templates", "flags")
    record(
        "reading",
        title="Reading of phrasings held out of the training",
        columns=["", "all fields right", "intent", "measures", "group", "order", "conditions", "flags"],
        rows=[[name, *(f"{100 * s[field]:.1f}%" for field in fields)] for name, s in scores.items()],
        command="python -m benchmarks.reading",
        seed=given.seed,
        wall_seconds=time.perf_counter() - started,
        notes=[f"{len(samples):,} questions; an answer can be right where a field is not, and the other way round"],
        details=scores,
    )


if __name__ == "__main__":
    main()
