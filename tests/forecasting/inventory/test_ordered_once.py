"""What was approved is on order in the next run, its what-ifs and its drafts; what was rejected is not."""

from __future__ import annotations

import pandas as pd
import pytest

from data.settings import load
from forecasting.inventory.loading import load_inputs
from forecasting.inventory.purchase_orders import OrderBook
from forecasting.inventory.settings import InventorySettings
from forecasting.inventory.whatif import Scenario, whatif
from forecasting.pipeline import run
from forecasting.runstore import RunStore
from forecasting.settings import ForecastSettings
from tests.forecasting.world import small_world

KEYS = ["store_id", "product_id"]
QUICK = ForecastSettings(models=("seasonal_average",), return_models=("returns_rate",), horizon=14)


def tables(workspace) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The served run's replenishment, and a what-if that changes nothing, both by store and product."""
    store, run_id = RunStore(workspace), workspace.current_run()
    con = store.connect(run_id)
    orders = con.execute("SELECT * FROM replenishment").df()
    inputs = load_inputs(con, store.manifest(run_id))
    same = whatif(
        inputs, Scenario("demand", 0.0, relative=True), settings=load(workspace, "inventory", InventorySettings)
    )
    return orders.set_index(KEYS), same.set_index(KEYS)


@pytest.fixture(scope="module")
def decided(tmp_path_factory):
    """Two runs of the same data; between them the order of one supplier is approved, of the other rejected."""
    workspace = small_world(tmp_path_factory.mktemp("once"), days=120, stores=2, products=4)
    products = pd.read_parquet(workspace.table_path("products"))
    products["supplier_id"] = ["V1", "V1", "V2", "V2"]
    products.to_parquet(workspace.table_path("products"))
    suppliers = pd.read_parquet(workspace.table_path("suppliers"))
    second = suppliers.assign(supplier_id="V2", order_weekdays="Tue")
    pd.concat([suppliers, second]).to_parquet(workspace.table_path("suppliers"))
    days = pd.Timestamp("2024-06-01") + pd.to_timedelta(range(6), unit="D")
    arrived = days + pd.to_timedelta([7, 9] * 3, unit="D")
    history = pd.DataFrame({"delivery_id": list("abcdef"), "supplier_id": "V2", "ordered_on": days.date})
    history.assign(delivered_on=arrived.date).to_parquet(workspace.table_path("deliveries"))
    run(workspace, settings=QUICK)
    before, _ = tables(workspace)
    book = OrderBook(workspace)
    for order in book.draft(before.reset_index(), products, suppliers, run_id=workspace.current_run()):
        if order.supplier_id == "V1":
            book.approve(order.order_id)
        else:
            book.reject(order.order_id, "the shelf is full")
    run(workspace, settings=QUICK)
    return workspace, book, before


def test_an_approved_order_is_on_order_in_the_next_run_and_a_rejected_one_is_not(decided):
    workspace, _, before = decided
    after, _ = tables(workspace)
    added = after["on_order"] - before["on_order"]
    approved = (before["supplier_id"] == "V1") & (before["order_qty"] > 0)
    assert approved.any()
    assert added[approved].tolist() == before.loc[approved, "order_qty"].tolist()
    assert (added[~approved] == 0).all()
    due = before["action"].isin(["order_now", "expedite"])
    again = after.loc[approved & due, "action"]
    assert (~again.isin(["order_now", "expedite"])).all()  # running twice never orders twice
    rejected = (before["supplier_id"] == "V2") & (before["order_qty"] > 0)
    assert rejected.any()
    assert after.loc[rejected, "order_qty"].tolist() == before.loc[rejected, "order_qty"].tolist()


def test_a_what_if_counts_what_the_run_counted(decided):
    workspace, _, _ = decided
    orders, same = tables(workspace)
    same = same.reindex(orders.index)
    assert same["order_qty_scenario"].fillna(-1).tolist() == orders["order_qty"].fillna(-1).tolist()
    assert same["order_qty_today"].fillna(-1).tolist() == orders["order_qty"].fillna(-1).tolist()


def test_a_second_draft_holds_only_what_is_still_to_be_ordered(decided):
    workspace, book, _ = decided
    orders, _ = tables(workspace)
    drafts = book.draft(orders.reset_index(), run_id=workspace.current_run())
    wanted = {key: quantity for key, quantity in orders["order_qty"].items() if quantity > 0}
    drafted = {(line.store_id, line.product_id): line.quantity for order in drafts for line in order.lines}
    assert drafted == wanted


def test_the_change_between_the_runs_is_put_down_to_open_orders(decided):
    workspace, _, before = decided
    changes = RunStore(workspace).connect(workspace.current_run()).execute("SELECT * FROM changes").df()
    approved = before[(before["supplier_id"] == "V1") & (before["order_qty"] > 0)].index
    rows = changes.set_index(KEYS).reindex(approved)
    assert rows["from_open_orders"].tolist() == (rows["order_qty_now"] - rows["order_qty_before"]).tolist()
    assert rows["from_open_orders"].min() < 0


def test_a_run_reads_the_suppliers_days_and_measures_lead_times(decided):
    workspace, _, _ = decided
    orders, _ = tables(workspace)
    rows = orders[orders["supplier_id"] == "V2"]
    assert (rows["lead_time_days"] == 9).all()  # 8 days measured, and tomorrow is a Monday
    ordered = rows[rows["order_qty"] > 0]
    assert (ordered["order_by"].dt.day_name() == "Tuesday").all()
    assert ordered["reason"].str.contains("8 days is the mean of 6 deliveries; the supplier's own figure is 5").all()
    assert (orders.loc[orders["supplier_id"] == "V1", "lead_time_days"] == 5).all()
