"""What-if, explanations, changes and budgets: recomputed for every row, summing exactly."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import DataError
from forecasting.inventory import InventorySettings, recommend
from forecasting.inventory.budget import spread_by_return
from forecasting.inventory.explain import explain, split_changes
from forecasting.inventory.whatif import METRICS, Rows, Scenario, subset, whatif


@pytest.fixture
def shop(world):
    rng = np.random.default_rng(8)
    return world(
        rate=rng.gamma(1.2, 8, 40), on_hand=rng.integers(0, 250, 40), spread=0.4, lead_sd=1.0, moq=6, multiple=3,
        orders=[(3, 60.0, "2024-03-06"), (5, 80.0, "2024-03-12"), (9, 30.0, "2024-02-27")],
    )  # fmt: skip


def test_no_change_leaves_every_figure_as_it_is(shop):
    table = whatif(shop, Scenario("demand", 0.0, relative=True), today=recommend(shop))
    for name in METRICS:
        pd.testing.assert_series_equal(table[f"{name}_today"], table[f"{name}_scenario"], check_names=False)


def test_a_demand_change_scales_sales_and_levels(shop):
    table = whatif(shop, Scenario("demand", 0.2, relative=True))
    np.testing.assert_allclose(table.expected_sales_scenario, 1.2 * table.expected_sales_today, rtol=1e-5, atol=2e-4)
    np.testing.assert_allclose(table.reorder_point_scenario, 1.2 * table.reorder_point_today, rtol=1e-4, atol=2e-4)
    due = table.action_today.isin(["order_now", "expedite"])
    assert (table.order_qty_scenario >= table.order_qty_today)[due].all()


def test_a_window_changes_only_its_days(shop):
    window = (date(2024, 3, 10), date(2024, 3, 16))
    table = whatif(shop, Scenario("demand", -0.5, relative=True), window=window)
    np.testing.assert_allclose(table.expected_sales_scenario, 0.5 * table.expected_sales_today, rtol=1e-5, atol=2e-4)
    # 6 of the 12 days of the protection period (4 to 15 March) lie in the window.
    np.testing.assert_allclose(table.protection_mean_scenario / table.protection_mean_today, 9 / 12, rtol=1e-3)


def test_lead_time_and_service_level_move_what_rests_on_them(shop):
    longer = whatif(shop, Scenario("lead_time", 10.0))
    assert (longer.lead_time_days_scenario == 10).all()
    np.testing.assert_allclose(longer.protection_mean_scenario, longer.protection_mean_today * 17 / 12, atol=2e-4)
    added = whatif(shop, Scenario("lead_time", 5.0, added=True))
    pd.testing.assert_frame_equal(longer, added)
    higher = whatif(shop, Scenario("cycle_service_level", 99))
    assert (higher.cycle_service_level_scenario == 0.99).all()
    assert (higher.safety_stock_scenario > higher.safety_stock_today).all()
    assert (higher.protection_mean_scenario == higher.protection_mean_today).all()


def test_skipping_the_orders_costs_lost_sales(shop):
    table = whatif(shop, Scenario("skip_order"))
    ordered = table[table.order_qty_today > 0]
    assert (ordered.order_qty_scenario == 0).all()
    assert (ordered.expected_lost_units_scenario >= ordered.expected_lost_units_planned - 1e-6).all()
    assert ordered.expected_lost_units_planned.sum() < 0.8 * ordered.expected_lost_units_scenario.sum()


def test_a_late_order_brings_the_stockout_forward(world):
    inputs = world(rate=[10.0], on_hand=[50.0], orders=[(0, 100.0, "2024-03-07")])
    table = whatif(inputs, Scenario("late_order", 4.0)).iloc[0]
    assert str(table.stockout_date_today.date()) == "2024-03-18"
    assert str(table.stockout_date_scenario.date()) == "2024-03-08"


def test_a_supplier_that_is_down_delivers_nothing_until_it_is_up(world):
    inputs = world(rate=[10.0], on_hand=[50.0], orders=[(0, 100.0, "2024-03-07")])
    gone = whatif(inputs, Scenario("supplier_down")).iloc[0]
    assert gone.order_qty_scenario == 70  # 120 needed, 50 there: what another supplier has to bring
    two_weeks = whatif(inputs, Scenario("supplier_down", 14.0)).iloc[0]
    assert two_weeks.lead_time_days_scenario == 19
    assert str(two_weeks.stockout_date_scenario.date()) == "2024-03-08"


def test_a_budget_is_never_exceeded_and_goes_where_it_earns_most(shop):
    today = recommend(shop)
    full = whatif(shop, Scenario("budget", 1e9), today=today)
    pd.testing.assert_series_equal(full.order_qty_scenario, full.order_qty_today, check_names=False)
    money = 0.4 * today.order_value.sum()
    tight = whatif(shop, Scenario("budget", money), today=today)
    assert tight.order_value_scenario.sum() <= money + 1e-6
    assert tight.order_value_scenario.sum() > 0.8 * money
    saved = tight.expected_lost_units_today - tight.expected_lost_units_scenario
    possible = tight.expected_lost_units_today - tight.expected_lost_units_planned
    assert saved.sum() > 0.5 * possible.sum()  # 40% of the money keeps more than half of what can be kept


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.floats(0, 400))
def test_spreading_money_is_feasible_and_keeps_the_order_of_pieces(seed, budget):
    rng = np.random.default_rng(seed)
    pieces = rng.integers(0, 10, (6, 4)).astype(float)
    gains = np.sort(rng.uniform(0, 5, (6, 4)), axis=1)[:, ::-1] * pieces
    cost = rng.uniform(0.5, 4, 6)
    bought = spread_by_return(pieces, gains, cost, budget)
    assert (bought * cost).sum() <= budget + 1e-6
    for row, amount in zip(pieces, bought, strict=True):
        assert any(abs(amount - total) < 1e-9 for total in np.concatenate([[0], np.cumsum(row)]))
    assert (spread_by_return(pieces, gains, cost, budget + 1e6) == pieces.sum(axis=1)).all()


def test_a_scenario_touches_the_named_rows_only(shop):
    table = whatif(shop, Scenario("lead_time", 12.0), Rows(products=("p3", "p7")))
    assert table.product_id.tolist() == ["p3", "p7"]
    with pytest.raises(DataError, match="no product in a store has product p3 and store nowhere"):
        whatif(shop, Scenario("lead_time", 12.0), Rows(products=("p3",), stores=("nowhere",)))


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (Scenario("weather", 1.0), "no what-if"),
        (Scenario("demand"), "needs a value"),
        (Scenario("demand", -1.5, relative=True), "100%"),
        (Scenario("lead_time", -2.0), "lead time"),
        (Scenario("cycle_service_level", 120.0), "cycle service level"),
        (Scenario("late_order", -1.0), "late"),
    ],
)
def test_impossible_scenarios_are_refused_in_plain_words(shop, scenario, words):
    with pytest.raises(DataError, match=words):
        whatif(shop, scenario)


def test_a_subset_gives_the_same_rows_as_the_whole(shop):
    chosen = np.array([9, 3, 20])
    whole = recommend(shop).iloc[chosen].reset_index(drop=True)
    pd.testing.assert_frame_equal(recommend(subset(shop, chosen)), whole, rtol=1e-6)


def test_ten_thousand_series_are_recomputed_in_about_a_second(world):
    rng = np.random.default_rng(0)
    inputs = world(rate=rng.gamma(1.2, 8, 10_000), on_hand=rng.integers(0, 250, 10_000), spread=0.4)
    today = recommend(inputs, with_reasons=False)
    whatif(inputs, Scenario("lead_time", 9.0), today=today)
    start = time.process_time()
    table = whatif(inputs, Scenario("lead_time", 10.0), today=today)
    assert len(table) == 10_000
    assert time.process_time() - start < 2.0  # 0.35 s on an idle core; CI shares its cores


def test_the_explanation_adds_up_line_by_line(shop):
    rows = recommend(shop)
    for row in rows[rows.order_qty > 0].to_dict("records"):
        lines = {label: value for label, value, _ in explain(row)}
        total = lines["= order-up-to level"] - lines["- stock on hand"] - lines["- on order"]
        total += lines.get("+ demand until the order is due", 0.0)
        assert total == pytest.approx(lines["= shortfall"], abs=1e-6)
        total += lines.get("+ up to the minimum order quantity", 0.0) + lines.get("+ up to the order multiple", 0.0)
        assert total == pytest.approx(lines["= order quantity"], abs=1e-6)


def test_an_explanation_tells_what_it_can_without_stock(world):
    row = recommend(world(rate=[10.0, 10.0], on_hand=[5.0, np.nan])).iloc[1].to_dict()
    assert [label for label, *_ in explain(row)][-1] == "= order-up-to level"
    assert explain({"order_up_to": None}) == []


def test_changes_are_split_by_cause_and_sum_exactly(shop):
    before = recommend(shop)
    terms = shop.terms.assign(lead_time_days=8.0, moq=12.0)
    now = replace(
        shop, mean=shop.mean * 1.1, quantiles=shop.quantiles * np.float32(1.1), on_hand=shop.on_hand - 20,
        orders=shop.orders.iloc[1:], terms=terms,
    )  # fmt: skip
    settings_now = InventorySettings(cycle_service_level=0.98)
    table_now = recommend(now, settings_now)
    changes = split_changes(shop, now, before, table_now, InventorySettings(), settings_now)
    assert len(changes) == 40
    parts = ["from_forecast", "from_stock", "from_open_orders", "from_lead_time", "from_policy"]
    change = changes.order_qty_now - changes.order_qty_before
    assert (changes[parts].sum(axis=1) - change).abs().max() < 1e-6
    for part in parts:
        assert (changes[part] != 0).any(), part


def test_one_cause_alone_gets_the_whole_change(shop):
    now = replace(shop, on_hand=shop.on_hand - 15)
    changes = split_changes(shop, now, recommend(shop), recommend(now))
    assert (changes.order_qty_now - changes.order_qty_before - changes.from_stock).abs().max() < 1e-9
    assert (changes[["from_forecast", "from_open_orders", "from_lead_time", "from_policy"]] == 0).all(axis=None)


def test_the_published_run_alone_gives_its_own_figures_back(demo_workspace):
    from forecasting.inventory.loading import load_inputs, settings_of
    from forecasting.runstore import RunStore

    store = RunStore(demo_workspace)
    con, manifest = store.connect(), store.manifest()
    published = con.execute("SELECT * FROM replenishment ORDER BY store_id, product_id").df()
    inputs = load_inputs(con, manifest)
    table = whatif(inputs, Scenario("demand", 0.0, relative=True), today=published, settings=settings_of(manifest))
    table = table.sort_values(["store_id", "product_id"]).reset_index(drop=True)
    assert len(table) == len(published)
    known = published.reorder_point.notna()
    difference = (table.reorder_point_scenario - published.reorder_point).abs() / (published.reorder_point + 1)
    assert difference[known].max() < 0.05
