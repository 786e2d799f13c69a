"""The demo world: reproducible, consistent with its truth, and of the promised variety."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import timedelta

import duckdb
import numpy as np
import pandas as pd
import pytest

from data.canonical import arrow_schema
from data.demo import make_demo
from data.demo.catalogue import load_banks
from data.errors import DataError
from data.tables import INPUT_TABLES
from data.workspace import Workspace

_FIGURE = re.compile(r"\d+(?:\.\d+)?\s?(?:%|percent|days|weeks|months|hours|units|cases|boxes|pallets|packs)")


def digest(workspace: Workspace) -> dict[str, str]:
    files = sorted(workspace.data_dir.glob("*.parquet")) + sorted((workspace.root / "truth").iterdir())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_world(tmp_path):
    size = {"stores": 2, "products": 8, "months": 9}
    one, two, other = (Workspace(tmp_path / name) for name in ("one", "two", "other"))
    make_demo(one, seed=3, **size)
    make_demo(two, seed=3, **size)
    make_demo(other, seed=4, **size)
    assert digest(one) == digest(two)
    assert all(digest(one)[f"{t}.parquet"] != digest(other)[f"{t}.parquet"] for t in ("sales", "products", "notes"))


def test_every_input_table_is_written_in_the_contract_types(default_world):
    workspace, _ = default_world
    import pyarrow.parquet as pq

    assert {t for t in INPUT_TABLES if not workspace.has_table(t)} == {"price_breaks", "deliveries"}
    for table, spec in INPUT_TABLES.items():
        if not workspace.has_table(table):
            continue
        made = pq.read_table(workspace.table_path(table))
        assert made.schema.equals(arrow_schema(spec)), table
        frame = made.to_pandas()
        assert not frame.duplicated(list(spec.key)).any(), table
        for column in spec.required:
            assert frame[column].notna().all(), (table, column)


def test_the_default_world_has_the_promised_size_and_the_truth_lies_outside_data(default_world):
    workspace, truth = default_world
    sizes = {name: len(frame) for name, frame in truth.tables.items()}
    assert (sizes["stores"], sizes["products"], sizes["suppliers"]) == (4, 40, 6)
    assert sizes["notes"] >= 60
    days = truth.tables["sales"].date
    assert days.max() == truth.as_of
    assert 900 <= (days.max() - days.min()).days <= 930
    assert not list(workspace.data_dir.glob("*truth*"))
    assert (workspace.root / "truth" / "demand.parquet").is_file()


def test_names_are_near_duplicates_and_partial_names_are_ambiguous(default_world):
    _, truth = default_world
    names = list(truth.tables["products"].name)
    assert len({n.lower() for n in names}) == len(names)
    assert any(a != b and b.startswith(a) for a in names for b in names)
    starts = pd.Series([" ".join(n.split()[:2]) for n in names]).value_counts()
    assert (starts > 1).sum() >= 5


def test_the_banks_hold_many_names_none_twice():
    categories, _ = load_banks()
    names = [
        f"{base.strip()} {variant.strip()}"
        for category in categories
        for base, variants, *_ in (line.split("|") for line in category["products"])
        for variant in variants.split(";")
    ]
    assert len(names) >= 800
    assert len(set(names)) == len(names)
    assert len({c["name"] for c in categories}) == len(categories)
    assert len({c["code"] for c in categories}) == len(categories)


def test_sales_are_demand_cut_off_by_stock(default_world):
    _, truth = default_world
    merged = truth.tables["sales"].merge(truth.demand, on=["date", "store_id", "product_id"])
    assert len(merged) == len(truth.tables["sales"])
    assert (merged.units_sold <= merged.units).all()
    assert (merged.units_sold[merged.in_stock] == merged.units[merged.in_stock]).all()
    assert 0.005 < 1 - merged.in_stock.mean() < 0.08
    censored = merged[~merged.in_stock]
    assert censored.units_sold.sum() < 0.7 * censored.units.sum()


def test_stock_on_hand_is_what_came_in_less_what_went_out(default_world):
    """Open orders are exactly the lines that had not arrived on the last day."""
    _, truth = default_world
    open_orders, lines = truth.tables["open_orders"], truth.orders
    late = lines[lines.arrives_on > truth.as_of]
    assert open_orders.quantity.sum() == late.quantity.sum()
    assert (open_orders.ordered_on <= truth.as_of).all()
    assert (open_orders.due_on <= truth.as_of).any(), "some are late"
    assert (open_orders.due_on > truth.as_of).any()
    assert (truth.tables["inventory"].on_hand >= 0).all()
    assert (truth.tables["inventory"].on_hand == 0).any()


def test_returns_lag_sales_and_follow_the_true_rate(default_world):
    _, truth = default_world
    sales = truth.tables["sales"]
    known = sales.groupby("product_id").units_returned.transform("sum") > 300
    daily = sales[known].groupby(["product_id", "date"])[["units_sold", "units_returned"]].sum()
    around = daily.groupby(level=0).transform(lambda x: x.rolling(43, center=True, min_periods=20).mean())
    swing = daily / around - 1
    week = swing.units_sold.groupby(level=0).transform(lambda x: x.rolling(7).mean())
    before = swing.units_returned.corr(week.groupby(level=0).shift(2))
    after = swing.units_returned.corr(week.groupby(level=0).shift(-8))
    assert before > after + 0.04, "a good week is followed, not preceded, by returns"
    product = sales.groupby("product_id")[["units_sold", "units_returned"]].sum()
    assert (product.units_returned <= product.units_sold).all()
    rate = truth.series.groupby("product_id").return_rate.first()
    busy = product[product.units_sold > 2000]
    assert np.allclose(busy.units_returned / busy.units_sold, rate[busy.index], atol=0.02)
    assert (product.units_returned / product.units_sold > 0.15).sum() >= 1


def test_promotions_lift_demand_and_a_dip_follows(default_world):
    _, truth = default_world
    merged = truth.tables["sales"].merge(truth.demand, on=["date", "store_id", "product_id"])
    merged = merged.sort_values(["store_id", "product_id", "date"])
    key = [merged.store_id, merged.product_id]
    mean = merged["mean"].groupby(key).transform("mean")
    after = merged.on_promo.astype(float).groupby(key).shift(3).fillna(0).astype(bool) & ~merged.on_promo
    level = (merged["mean"] / mean).groupby([merged.on_promo, after]).mean()
    assert level[(True, False)] > 1.3 * level[(False, False)]
    assert level[(False, True)] < 0.97 * level[(False, False)]


def test_launches_ends_and_spare_parts_are_there(default_world):
    _, truth = default_world
    launched = pd.to_datetime(truth.series.launch_date)
    assert (launched > pd.Timestamp(truth.as_of - timedelta(days=60))).any()
    assert truth.series.end_date.notna().any()
    sales = truth.tables["sales"].merge(truth.series[["store_id", "product_id", "intermittent"]])
    zero_share = sales.units_sold.eq(0).groupby(sales.intermittent).mean()
    assert zero_share[True] > 0.6 > zero_share[False]
    first = sales.groupby("product_id").date.min()
    late = truth.series.dropna(subset=["launch_date"]).set_index("product_id").launch_date
    assert all(first[p] >= day for p, day in late.items() if p in first)


def test_closed_days_have_no_rows_instead_of_zeros(default_world):
    _, truth = default_world
    days = pd.to_datetime(truth.tables["sales"].date)
    assert not ((days.dt.month == 12) & (days.dt.day == 25)).any()


def test_the_future_is_planned_eight_weeks_ahead_and_events_further(default_world):
    _, truth = default_world
    plan = truth.tables["promotions"]
    assert plan.date.min() == truth.as_of + timedelta(days=1)
    assert plan.date.max() == truth.as_of + timedelta(days=56)
    assert plan.on_promo.any()
    events = truth.tables["events"]
    assert (events.date > truth.as_of).any()
    assert events.store_id.notna().any()


def test_lead_times_are_uncertain_and_the_suppliers_table_tells_their_moments(default_world):
    _, truth = default_world
    lines = truth.orders.merge(truth.suppliers, on="supplier_id")
    lines = lines[lines.delayed_days == 0]
    loads = lines.drop_duplicates(["order_id"])
    took = (pd.to_datetime(loads.arrives_on) - pd.to_datetime(loads.ordered_on)).dt.days
    for supplier, days in took.groupby(loads.supplier_id):
        told = truth.suppliers.set_index("supplier_id").loc[supplier]
        assert abs(days.mean() - told.lead_time_days) < 1.0
        assert abs(days.std() - told.lead_time_sd_days) < 0.35 * told.lead_time_sd_days + 0.3
        assert abs((days <= told.lead_time_days).mean() - told.on_time_rate) < 0.12


@pytest.mark.parametrize("world", ["default_world", "small_world"])
def test_notes_agree_with_the_tables(world, request):
    _, truth = request.getfixturevalue(world)
    notes = truth.tables["notes"].merge(truth.notes, on="note_id")
    suppliers = truth.tables["suppliers"].set_index("supplier_id")
    products = truth.tables["products"].set_index("product_id")
    kinds = set(notes.kind)
    assert {"contract_lead", "contract_terms", "delay", "quality", "launch"} <= kinds
    for note in notes.to_dict("records"):
        facts = json.loads(note["facts"])
        if note["kind"] == "contract_lead":
            assert facts["lead"] == suppliers.lead_time_days[note["supplier_id"]]
            assert f"{facts['lead']:.0f} days" in note["body"]
        if note["kind"] == "contract_terms":
            assert suppliers.payment_terms[note["supplier_id"]] in note["body"]
        if note["kind"] == "performance":
            assert facts["on_time"] == pytest.approx(100 * suppliers.on_time_rate[note["supplier_id"]])
        if note["kind"] == "moq":
            assert f"{products.moq[note['product_id']]:.0f}" in note["body"]
        if note["product_id"] and isinstance(note["product_id"], str):
            assert products.name[note["product_id"]] in note["title"] + note["body"]


def test_the_delay_note_shows_in_late_open_orders(default_world):
    _, truth = default_world
    delay = truth.notes[truth.notes.kind == "delay"]
    notes = truth.tables["notes"].set_index("note_id")
    supplier = notes.supplier_id[delay.note_id.iloc[0]]
    orders = truth.tables["open_orders"]
    late = orders[(orders.supplier_id == supplier) & (orders.due_on <= truth.as_of)]
    assert len(late)
    told = json.loads(delay.facts.iloc[0])
    assert told["delay"] == truth.suppliers.set_index("supplier_id").delayed_days[supplier]


def test_the_return_rate_in_a_quality_note_is_that_of_the_sales(default_world):
    _, truth = default_world
    sales = truth.tables["sales"]
    year = sales[sales.date > truth.as_of - timedelta(days=365)]
    totals = year.groupby("product_id")[["units_sold", "units_returned"]].sum()
    notes = truth.tables["notes"].set_index("note_id")
    for row in truth.notes[truth.notes.kind == "quality"].to_dict("records"):
        product = notes.product_id[row["note_id"]]
        rate = 100 * totals.units_returned[product] / totals.units_sold[product]
        assert json.loads(row["facts"])["rate"] == pytest.approx(rate, abs=0.06)


@pytest.mark.parametrize("world", ["default_world", "small_world"])
def test_note_titles_are_unique_and_most_notes_hold_a_figure_with_a_unit(world, request):
    _, truth = request.getfixturevalue(world)
    notes = truth.tables["notes"]
    assert notes.title.str.lower().is_unique
    assert (notes.date <= truth.as_of).all()
    assert notes.body.map(lambda b: bool(_FIGURE.search(b))).mean() > 0.6
    assert (notes.supplier_id.isna() & notes.product_id.isna() & notes.store_id.isna()).sum() >= 3
    assert not notes.body.str.contains("{", regex=False).any()


def test_a_promised_promotion_is_in_the_plan(default_world):
    _, truth = default_world
    notes = truth.tables["notes"].merge(truth.notes, on="note_id")
    plan = truth.tables["promotions"]
    planned = notes[notes.kind == "promo_plan"].to_dict("records")
    assert planned
    for note in planned:
        facts = json.loads(note["facts"])
        rows = plan[(plan.product_id == note["product_id"]) & plan.on_promo]
        assert rows.date.min().isoformat() == facts["from_day"]


def test_worlds_of_many_seeds_and_sizes_are_consistent(tmp_path):
    for seed in range(20, 24):
        workspace = Workspace(tmp_path / str(seed))
        truth = make_demo(workspace, seed=seed, stores=1 + seed % 3, products=5 + seed % 9, months=8 + seed % 5)
        assert set(truth.tables["products"].supplier_id) <= set(truth.tables["suppliers"].supplier_id)
        assert truth.tables["notes"].title.is_unique
        assert truth.tables["sales"].date.max() == truth.as_of
        assert duckdb.connect().execute(
            "SELECT count(*) FROM read_parquet(?)", [str(workspace.table_path("sales"))]
        ).fetchall()[0][0] == len(truth.tables["sales"])


def test_the_country_of_the_world_goes_into_the_settings_and_what_a_user_set_stays(tmp_path):
    workspace = Workspace(tmp_path).create()
    workspace.settings_path.write_text('[business]\ncurrency = "CHF"\n')
    make_demo(workspace, seed=3, stores=1, products=4, months=8)
    assert 'currency = "CHF"' in workspace.settings_path.read_text()
    assert json.loads((workspace.root / "truth" / "world.json").read_text())["country"]


@pytest.mark.parametrize("size", [{"stores": 0}, {"products": 2}, {"months": 3}])
def test_impossible_sizes_are_refused(tmp_path, size):
    with pytest.raises(DataError, match=next(iter(size))):
        make_demo(Workspace(tmp_path), **size)
