"""Questions about goods that a workspace does not hold: how many are answered for everything.

    python -m benchmarks.unknown_goods --workspace W

Goods and ways to ask are everyday ones; goods that the tagger of names was trained on, or whose
words the catalogue holds side by side, are left out. Results go to benchmarks/results/unknown_goods.json.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.record import record
from data.workspace import Workspace

__all__ = ["GOODS", "WAYS", "main", "unheard_of"]

GOODS = (
    "apple pie", "bed frames", "bicycle bells", "bird seed", "book ends", "bread knives", "brown bread",
    "cake stands", "car mats", "cheddar cheese", "coffee filters", "curtain rails", "dance shoes", "desk fans",
    "door mats", "egg timers", "fire wood", "fish food", "football boots", "garden gloves", "garden hammocks",
    "goat cheese", "guitar strings", "hair dryers", "hammer drill", "ice skates", "ink pens", "kitchen sink",
    "lamp shades", "lawn chairs", "letter boxes", "paint brushes", "phone chargers", "picture frames",
    "pillow cases", "plant pots", "plastic buckets", "pocket radios", "power drill", "rain coat",
    "rice pudding", "rubber mallet", "running shoes", "salad bowls", "shoe polish", "skipping ropes",
    "sledge runners", "snow shovels", "sugar cubes", "sun hats", "swim goggles", "tomato soup", "towel rails",
    "train sets", "water filters", "wedding rings", "window cleaner", "winter jacket", "wood glue",
)  # fmt: skip
WAYS = (
    "how many {goods} will we sell in {store} next week?",
    "stock of {goods} in {store}",
    "{store} {goods} next 7 days",
    "do we have enough {goods} for the weekend in {store}",
    "when do the {goods} run out in {store}?",
    "forecast for {goods} tomorrow",
    "should I order more {goods} for {store}?",
    "how many {goods} did {store} sell last month",
)


def unheard_of(catalogue: list[str]) -> list[str]:
    """The goods that no name of the catalogue and none of the practice names holds."""
    from rag.train_name_tagger import practice_names

    known = [name.lower() for names in practice_names().values() for name in names] + [n.lower() for n in catalogue]
    return [goods for goods in GOODS if not any(goods.rstrip("s") in name for name in known)]


def main(arguments: list[str] | None = None) -> None:
    from forecasting.runstore import RunStore
    from rag.understanding import Understander

    parser = argparse.ArgumentParser(prog="python -m benchmarks.unknown_goods", description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    workspace = Workspace(parser.parse_args(arguments).workspace)
    started = time.perf_counter()
    understander = Understander.from_connection(RunStore(workspace).connect())
    goods = unheard_of([item.name for item in understander.catalogue.items])
    store = understander.catalogue.of_kind("store")[0].name
    questions = [way.format(goods=one, store=store) for one in goods for way in WAYS]
    tagger = understander.masker.names.tagger
    rows = []
    for told, used in (("linker and rules alone", None), ("with the tagger of names", tagger)):
        understander.masker.names.tagger = used
        answered = sum(understander.plan(q).intent not in ("no_data", "clarify", "refuse") for q in questions)
        rows.append([told, len(goods), len(questions), answered, f"{100 * answered / len(questions):.1f}"])
    record(
        "unknown_goods",
        title="Goods that nobody sells here, answered for everything",
        columns=["names judged by", "goods", "questions", "answered all the same", "%"],
        rows=rows,
        command="python -m benchmarks.unknown_goods --workspace W",
        wall_seconds=time.perf_counter() - started,
    )


if __name__ == "__main__":
    main()
