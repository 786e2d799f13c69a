"""Optional input columns reach the orders: supplier days, price breaks, minimum values, deliveries, transfers.

The world's as_of is Sunday 3 March 2024, so tomorrow is a Monday.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.inventory import InventoryInputs, InventorySettings, recommend
from forecasting.inventory.calendars import measured_lead_times, weekdays, with_measured_lead_times
from forecasting.inventory.explain import explain
from forecasting.inventory.inputs import terms_table
from forecasting.inventory.joint import joint_orders
from forecasting.inventory.together import together
from forecasting.inventory.whatif import Scenario, whatif
from forecasting.run_tables import DAILY_QUANTILES
from tests.forecasting.inventory.conftest import AS_OF, constant_quantiles, make_world

PARTS = ["shortfall", "moq_added", "rounding_added", "price_break_added", "minimum_value_added"]


def with_terms(inputs, **columns):
    return replace(inputs, terms=inputs.terms.assign(**columns))


def is_exact(table: pd.DataFrame) -> bool:
    ordered = table[table["order_qty"] > 0]
    np.testing.assert_allclose(ordered[PARTS].sum(axis=1), ordered["order_qty"], atol=1e-3)
    np.testing.assert_allclose(ordered["order_qty"] * ordered["order_unit_cost"], ordered["order_value"], atol=1e-3)
    for row in ordered.to_dict("records"):
        lines = explain(row)
        start = next(i for i, line in enumerate(lines) if line[0] == "= shortfall")
        parts = [value for label, value, _ in lines[start + 1 :] if label.startswith("+")]
        assert lines[start][1] + sum(parts) == pytest.approx(row["order_qty"], abs=1e-3)
    return len(ordered) > 0


@pytest.mark.parametrize(
    ("text", "days"),
    [("Mon, Thu", (0, 3)), ("thursday;monday", (0, 3)), ("Tue/Fri", (1, 4)), ("Sun & Wed", (2, 6)), (None, ())],
)
def test_weekdays_are_read_in_the_usual_ways(text, days):
    assert weekdays(text) == days


def test_waiting_for_the_order_day_and_the_delivery_day_lengthens_the_lead_time(world):
    plain = recommend(world(on_hand=[70])).iloc[0]
    assert (plain.lead_time_days, plain.review_period_days, plain.action) == (5, 7, "order_now")
    assert plain.delivery_on == pd.Timestamp("2024-03-09")
    inputs = with_terms(world(on_hand=[70]), order_weekdays="Wed", delivery_weekdays="Mon")
    row = recommend(inputs).iloc[0]
    # Ordered on Wednesday 6 March, 5 days: Monday 11 March, a week after tomorrow; the next one a week later.
    assert (row.lead_time_days, row.review_period_days) == (7, 7)
    assert row.order_by == pd.Timestamp("2024-03-06")
    assert row.delivery_on == pd.Timestamp("2024-03-11")
    assert row.protection_mean == pytest.approx(140)
    assert row.order_qty == 70
    assert "takes orders on Wednesday and delivers on Monday, which adds 2 days" in row.reason
    assert is_exact(recommend(inputs))


def test_an_order_that_cannot_be_placed_tomorrow_is_not_called_one_for_today(world):
    enough_until_delivery = with_terms(world(on_hand=[80], lead=2), order_weekdays="Wed")
    row = recommend(enough_until_delivery).iloc[0]
    assert row.action == "order_soon"
    assert "The supplier takes the order on 6 March 2024." in row.reason
    assert recommend(with_terms(world(on_hand=[80], lead=2), order_weekdays="Mon")).iloc[0].action == "order_now"


def test_without_a_review_period_the_calendar_sets_it(world):
    inputs = with_terms(world(on_hand=[20], review=None), order_weekdays="Mon, Thu")
    assert recommend(inputs).iloc[0].review_period_days == 3
    weekly = with_terms(world(on_hand=[20]), order_weekdays="Mon, Thu")
    assert recommend(weekly).iloc[0].review_period_days == 7


@settings(max_examples=25)
@given(st.sets(st.integers(0, 6), min_size=1), st.sets(st.integers(0, 6), min_size=1), st.integers(0, 20))
def test_orders_and_deliveries_fall_on_the_suppliers_days(order_days, delivery_days, stock):
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    taken, brought = (", ".join(names[d] for d in sorted(days)) for days in (order_days, delivery_days))
    inputs = with_terms(
        make_world(rate=(10.0, 4.0, 1.0), on_hand=[stock * 10] * 3), order_weekdays=taken, delivery_weekdays=brought
    )
    table = recommend(inputs, InventorySettings(paths=20))
    ordered = table[table["order_qty"] > 0]
    assert ordered["order_by"].dt.weekday.isin(order_days).all()
    assert ordered["delivery_on"].dt.weekday.isin(delivery_days).all()
    assert ((ordered["delivery_on"] - ordered["order_by"]).dt.days >= 5).all()
    assert (ordered["order_by"] > pd.Timestamp("2024-03-03")).all()


def test_a_price_break_is_taken_where_it_pays_and_told(world):
    breaks = pd.DataFrame(
        {"product_id": ["p0", "p0", "p1"], "min_quantity": [110, 5000, 1], "unit_cost": [1.8, 1.7, 1]}
    )
    inputs = replace(world(rate=(10.0, 10.0, 10.0), on_hand=[20, 20, 20]), price_breaks=breaks)
    table = recommend(inputs)
    assert table["order_qty"].tolist() == [110, 100, 100]  # 5,000 would lie for years
    assert table["order_unit_cost"].tolist() == [1.8, 1, 2]
    assert table["price_break_added"].tolist() == [10, 0, 0]
    assert "10 for the lower price of a larger order" in table["reason"][0]
    assert is_exact(table)


def test_a_price_break_never_buys_what_expires(world):
    breaks = pd.DataFrame({"product_id": ["p0"], "min_quantity": [130], "unit_cost": [0.1]})
    inputs = with_terms(replace(world(on_hand=[20]), price_breaks=breaks), shelf_life_days=9.0)
    table = recommend(inputs)  # 14 days of 10 sell before it expires, 20 are there
    assert table["order_qty"].tolist() == [100]
    assert recommend(with_terms(inputs, shelf_life_days=10.0))["order_qty"].tolist() == [130]


def test_a_minimum_order_value_brings_lines_forward_then_tops_up(world):
    inputs = world(rate=(10.0, 4.0, 2.0), on_hand=[70, 60, 500], unit_cost=2.0)
    alone = recommend(inputs)
    assert alone["action"].tolist() == ["order_now", "order_soon", "excess"]
    least = with_terms(inputs, min_order_value=alone["order_value"][0] + 1)
    joined = together(recommend(least), least.terms)
    assert joined["order_by"][1] == joined["order_by"][0] < alone["order_by"][1]
    assert "comes along with the supplier's order of 4 March 2024" in joined["reason"][1]
    assert joined["minimum_value_added"].fillna(0).eq(0).all()
    more = with_terms(inputs, min_order_value=alone["order_value"][:2].sum() + 30)
    topped = together(recommend(more), more.terms)
    assert topped["order_value"].sum() >= alone["order_value"][:2].sum() + 30
    assert topped["minimum_value_added"].sum() == 15
    assert "reaches its minimum value of" in " ".join(topped["reason"])
    assert is_exact(topped)


def test_a_minimum_value_far_out_of_reach_is_said_and_not_bought(world):
    inputs = with_terms(world(rate=(10.0, 4.0), on_hand=[20, 60]), min_order_value=1e6)
    alone = recommend(inputs)
    table = together(alone, inputs.terms)
    assert table["order_qty"].tolist() == alone["order_qty"].tolist()
    assert table["order_by"].tolist() == alone["order_by"].tolist()  # nor does the second line come along
    assert table["reason"][1] == alone["reason"][1]
    assert "below its minimum order value of 1,000,000" in table["reason"][0]


def test_a_what_if_tells_both_sides_without_the_minimum_order_value(world):
    inputs = with_terms(world(rate=(10.0, 4.0), on_hand=[20, 10]), min_order_value=2000.0)
    today = together(recommend(inputs), inputs.terms)
    assert today["minimum_value_added"].sum() > 0
    same = whatif(inputs, Scenario("demand", 0.0, relative=True), today=today)
    assert same["order_qty_today"].tolist() == same["order_qty_scenario"].tolist()


def test_stock_in_excess_elsewhere_is_suggested_beside_the_order():
    series = pd.DataFrame({"store_id": ["S1", "S2", "S3"], "product_id": "p"})
    mean = np.full((3, 28), 10.0)
    inputs = InventoryInputs.from_tables(
        series=series, as_of=AS_OF, dates=pd.date_range(AS_OF + timedelta(days=1), periods=28), frequency="daily",
        mean=mean, levels=DAILY_QUANTILES, quantiles=constant_quantiles(mean),
        inventory=series.assign(as_of=AS_OF, on_hand=[100, 2000, 1000]),
        products=pd.DataFrame({"product_id": ["p"], "supplier_id": "U", "unit_cost": 1.0}),
    )  # fmt: skip
    table = together(recommend(inputs), inputs.terms)
    assert table["action"].tolist() == ["order_now", "excess", "excess"]
    assert (table["transfer_units"][0], table["transfer_from"][0]) == (table["shortfall"][0], "S2")
    assert table["order_qty"][0] > 0  # the order stays: only a person knows whether a van goes that way
    assert "Another store has more than it needs" in table["reason"][0]
    off = together(recommend(inputs), inputs.terms, InventorySettings(transfers=False))
    assert off["transfer_units"].isna().all()


def deliveries(days: list[int], supplier: str = "U", last: str = "2024-02-20") -> pd.DataFrame:
    delivered = pd.to_datetime([last] * len(days))
    return pd.DataFrame(
        {"supplier_id": supplier, "delivered_on": delivered, "ordered_on": delivered - pd.to_timedelta(days, unit="D")}
    )


def test_lead_times_are_measured_from_recent_deliveries():
    suppliers = pd.DataFrame({"supplier_id": ["U", "V"], "lead_time_days": [5.0, 6.0], "lead_time_sd_days": [0.0, 1.0]})
    parts = [deliveries([8, 9, 10, 11, 12, -3]), deliveries([40] * 9, last="2020-01-01"), deliveries([2, 2, 2], "V")]
    history = pd.concat(parts, ignore_index=True)
    found = measured_lead_times(history, date(2024, 3, 3))
    assert found["supplier_id"].tolist() == [
        "U"
    ]  # V has too few, a delivery before its order and old ones are left out
    assert found["lead_time_days"].tolist() == [10]
    assert found["lead_time_sd_days"].tolist() == [pytest.approx(np.sqrt(2.5), abs=1e-4)]
    used = with_measured_lead_times(suppliers, history, date(2024, 3, 3))
    assert used["lead_time_days"].tolist() == [10, 6]
    assert used["lead_time_told"].tolist() == [5, 6]
    products = pd.DataFrame({"product_id": ["a", "b"], "supplier_id": "U", "lead_time_days": [np.nan, 3.0]})
    terms = terms_table(pd.DataFrame({"store_id": "S", "product_id": ["a", "b"]}), products, used)
    assert terms["lead_time_days"].tolist() == [10, 3]
    assert terms["measured_from"].isna().tolist() == [False, True]


def test_a_measured_lead_time_is_told_with_its_number_of_deliveries(world):
    inputs = with_terms(world(on_hand=[20], lead=9.0, lead_sd=2.0), lead_time_told=5.0, measured_from=34.0)
    reason = recommend(inputs)["reason"][0]
    assert "The lead time of 9 days is the mean of 34 deliveries; the supplier's own figure is 5." in reason


def test_joint_orders_list_what_goes_onto_one_suppliers_order(world):
    inputs = world(rate=(10.0, 4.0), on_hand=[20, 60])
    lines = joint_orders(together(recommend(inputs), inputs.terms))
    assert lines["joined"].tolist() == [False, True]
