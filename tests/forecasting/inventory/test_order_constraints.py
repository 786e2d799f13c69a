"""What suppliers and products impose: calendars, shelf life, price breaks, minimum values, transfers."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.inventory import recommend
from forecasting.inventory.constraints import (
    SupplierCalendar,
    capped_by_shelf_life,
    cheapest_quantity,
    with_minimum_value,
)
from forecasting.inventory.eoq import PriceBreak
from forecasting.inventory.joint import joint_orders
from forecasting.inventory.lots import order_lots
from forecasting.inventory.projection import path_figures
from forecasting.inventory.rebalancing import transfers
from forecasting.inventory.safety_stock import lead_times_from_deliveries


@given(st.floats(0, 500), st.integers(0, 100), st.integers(1, 48))
def test_lots_are_the_smallest_acceptable_quantity(shortfall, moq, multiple):
    lots = order_lots(np.array([shortfall]), np.array([float(moq)]), np.array([float(multiple)]))
    quantity = lots.quantity[0]
    if shortfall <= 1e-9:
        assert quantity == 0
        return
    assert quantity >= max(shortfall, moq) - 1e-4
    assert quantity % multiple == 0
    assert quantity - multiple < max(shortfall, moq)
    assert shortfall + lots.moq_added[0] + lots.rounding_added[0] == pytest.approx(quantity, abs=2e-4)


def test_a_calendar_moves_orders_and_deliveries_to_open_days():
    calendar = SupplierCalendar(order_weekdays=(0, 3), delivery_weekdays=(1,), closed=frozenset({date(2024, 3, 4)}))
    assert calendar.next_order_day(date(2024, 3, 4)) == date(2024, 3, 7)  # Monday closed: Thursday
    assert calendar.delivery_day(date(2024, 3, 7), 3) == date(2024, 3, 12)  # Sunday: the next Tuesday
    assert calendar.effective_lead_time(date(2024, 3, 4), 3) == 8
    assert calendar.review_period(date(2024, 3, 5)) == 4  # Thursday to Monday
    with pytest.raises(ValueError, match="weekdays"):
        SupplierCalendar(order_weekdays=(7,))


def test_no_more_is_ordered_than_sells_before_it_expires():
    shortfall, multiple = np.array([40.0, 40.0, 40.0]), np.full(3, 6.0)
    lots = order_lots(shortfall, np.array([0.0, 60.0, 0.0]), multiple)
    quantity, cut = capped_by_shelf_life(lots, shortfall, np.full(3, 10.0), np.array([30.0, 30.0, np.nan]), multiple)
    assert quantity.tolist() == [18.0, 0.0, 42.0]
    assert cut.tolist() == [24.0, 60.0, 0.0]


def test_a_price_break_is_taken_when_it_pays():
    breaks = [PriceBreak(0, 1.0), PriceBreak(100, 0.9)]
    assert cheapest_quantity(90, breaks, holding_cost_per_unit=0.1)[0] == 100
    assert cheapest_quantity(20, breaks, holding_cost_per_unit=0.1)[0] == 20
    assert cheapest_quantity(120, breaks, holding_cost_per_unit=0.1) == (120, pytest.approx(108))


def test_a_minimum_value_is_reached_with_what_sells_soonest():
    quantity = with_minimum_value(
        np.array([10.0, 5.0]), np.array([2.0, 4.0]), np.array([5.0, 1.0]), np.array([20.0, 0.5]), minimum_value=75.0
    )
    assert quantity.tolist() == [30.0, 5.0]  # a pack of the first lasts a quarter of a day, of the second two days
    assert float(quantity @ np.array([2.0, 4.0])) >= 75


def test_a_joint_order_takes_along_what_falls_due_soon(world):
    table = recommend(world(rate=[10.0, 10.0, 10.0], on_hand=[100.0, 145.0, 300.0]))
    lines = joint_orders(table)
    assert lines.product_id.tolist() == ["p0", "p1"]
    assert lines.joined.tolist() == [False, True]
    assert joint_orders(table, include_soon=False).product_id.tolist() == ["p0"]
    topped = joint_orders(table, minimum_value={"U": 200.0})
    assert topped.order_value.sum() >= 200
    assert (topped.topped_up >= 0).all()
    assert joint_orders(table[table.product_id != "p0"]).empty  # nothing is due now


def test_transfers_take_only_what_is_spare_and_give_only_what_is_short(world):
    table = recommend(world(rate=[10.0, 10.0, 10.0], on_hand=[700.0, 60.0, 20.0]))
    table["product_id"], table["store_id"] = "p", ["A", "B", "C"]
    moved = transfers(table, pd.Series({"p": 2.0}))
    assert moved.from_store.eq("A").all()
    assert moved.to_store.tolist() == ["C", "B"]  # the emptiest first
    assert moved.quantity.tolist() == [100.0, 60.0]
    assert moved.value_moved.sum() == 320.0
    assert moved.quantity.sum() <= table.excess_units.max()


def test_past_deliveries_give_lead_time_spread_and_punctuality():
    ordered = pd.date_range("2024-01-01", periods=6, freq="7D")
    days = [5, 7, 6, 8, 4, -3]
    frame = pd.DataFrame(
        {
            "supplier_id": "U",
            "ordered_on": ordered,
            "due_on": ordered + pd.Timedelta(days=6),
            "received_on": [o + pd.Timedelta(days=d) for o, d in zip(ordered, days, strict=True)],
        }
    )
    row = lead_times_from_deliveries(frame).iloc[0]
    assert row.deliveries == 5  # the one received before it was ordered is left out
    assert row.lead_time_days == 6
    assert row.lead_time_sd_days == pytest.approx(np.std([5, 7, 6, 8, 4], ddof=1))
    assert row.on_time_rate == pytest.approx(0.6)


def test_lost_units_on_paths_equal_a_walk_through_every_day():
    rng = np.random.default_rng(4)
    size, paths, days = 12, 30, 20
    demand = rng.poisson(4, (days, size, paths)).astype(np.float32)
    arriving = rng.poisson(1, (size, days + 1)) * rng.integers(0, 30, (size, days + 1)).astype(float)
    arriving[:, 0] = 0
    on_hand = rng.integers(0, 30, size).astype(float)
    protection = rng.integers(3, days + 1, size).astype(float)
    supplied = on_hand[:, None] + arriving.cumsum(axis=1)
    found = path_figures(iter(demand), protection[:, None], protection, supplied)
    for i in range(size):
        lost, out = [], []
        for j in range(paths):
            stock, missing, empty = on_hand[i], 0.0, on_hand[i] <= 0
            cumulative = 0.0
            for d in range(int(protection[i])):
                stock += arriving[i, d + 1]
                sold = min(stock, demand[d, i, j])
                missing += demand[d, i, j] - sold
                stock -= sold
                cumulative += demand[d, i, j]
                empty |= supplied[i, d + 1] - cumulative <= 0
            lost.append(missing)
            out.append(empty)
        assert found["expected_lost_units"][i] == pytest.approx(np.mean(lost), abs=1e-4)
        assert found["stockout_probability"][i] == pytest.approx(np.mean(out), abs=1e-9)
        np.testing.assert_allclose(found["summed"][i], demand[: int(protection[i]), i].sum(axis=0), rtol=1e-6)
