"""A workspace with thousands of products, for the benchmarks of the pages.

    python -m benchmarks.ui_world --workspace build/ui-2000 --products 2000

The demo world ends at 800 products, so a smaller one is drawn and repeated: each copy has ids and names of its own.
The run is made with the two light models, because only the size of its tables matters to a page.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from data.workspace import Workspace

__all__ = ["main", "make_world"]

DRAWN = 500  # products asked of the demo world, which has names for fewer
STORES, MONTHS, SEED = 2, 13, 7
GRADES = (
    "Economy", "Family", "Select", "Trade", "Classic", "Extra", "Prime", "Basic", "Value", "Royal", "Compact", "Heavy",
    "Light", "Plain",
)  # fmt: skip
_SERIES = ("sales", "products", "inventory", "open_orders", "promotions")  # tables with a product in each row


def make_world(workspace: Workspace, products: int) -> None:
    """Write the input tables and publish a run; does nothing where `workspace` has one already."""
    if workspace.current_run() is not None:
        return
    from data.canonical import commit_tables
    from data.demo import make_demo
    from forecasting.pipeline import run
    from forecasting.settings import ForecastSettings
    from rag.index import build_index

    make_demo(workspace, seed=SEED, stores=STORES, products=min(products, DRAWN), months=MONTHS)
    tables = {name: pd.read_parquet(workspace.table_path(name)) for name in _SERIES}
    drawn = tables["products"]["product_id"].tolist()
    copies = -(-products // len(drawn))
    if copies > len(GRADES) + 1:
        raise SystemExit(f"--products is {products}; expected at most {len(drawn) * (len(GRADES) + 1)}")
    kept = {*drawn, *(f"{id}-{n}" for n in range(1, copies - 1) for id in drawn)}
    kept |= {f"{id}-{copies - 1}" for id in drawn[: products - len(kept)]}
    with workspace.lock():
        for name, table in tables.items():
            tables[name] = repeated(table, copies).query("product_id in @kept")
        commit_tables(workspace, tables)
    light = ForecastSettings(
        models=("seasonal_naive", "seasonal_average"),
        return_models=("seasonal_average", "returns_rate"),
        blend=False,
        validation_windows=1,
        test_windows=1,
    )
    run(workspace, build_index=build_index, settings=light)


def repeated(table: pd.DataFrame, copies: int) -> pd.DataFrame:
    """`table` once per copy, product ids and names told apart by a grade."""
    frames = [table]
    for number in range(1, copies):
        frame = table.copy()
        frame["product_id"] = frame["product_id"] + f"-{number}"
        if "name" in frame:
            frame["name"] = frame["name"] + f" {GRADES[number - 1]}"
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ui_world", description=__doc__.splitlines()[0])
    parser.add_argument("--workspace", type=Path, default=Path("build/ui-2000"))
    parser.add_argument("--products", type=int, default=2000)
    options = parser.parse_args(argv)
    make_world(Workspace(options.workspace), options.products)
    print(f"{options.products} products in {options.workspace}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
