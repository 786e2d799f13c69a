"""Alerts: the right kinds at their thresholds, one per cause, the same id day after day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from forecasting.inventory import AlertSettings, make_alerts, recommend
from forecasting.inventory.alerts import new_alerts
from forecasting.run_tables import RUN_TABLES

AS_OF = date(2024, 3, 3)


def stats(**values):
    base = {
        "store_id": "S1", "product_id": "p0", "avg_daily_7d": 10.0, "avg_daily_28d": 10.0, "cv": 0.4,
        "return_rate_pct": 3.0,
    }  # fmt: skip
    return pd.DataFrame([{**base, **values}])


def one(alerts: pd.DataFrame, kind: str) -> pd.Series:
    found = alerts[alerts.kind == kind]
    assert len(found) == 1, alerts
    return found.iloc[0]


def test_no_finding_gives_an_empty_table_with_all_columns(world):
    alerts = make_alerts(recommend(world(rate=[10.0], on_hand=[250.0])), stats(), as_of=AS_OF)
    assert alerts.empty
    assert tuple(alerts.columns) == RUN_TABLES["alerts"].names


def test_an_empty_shelf_is_one_critical_stockout_and_no_risk_besides(world):
    alerts = make_alerts(recommend(world(rate=[10.0], on_hand=[0.0])), as_of=AS_OF)
    assert alerts.kind.tolist() == ["stockout"]
    assert alerts.severity.tolist() == ["critical"]
    assert "out of stock" in alerts.message[0]


def test_a_likely_stockout_tells_its_chance_and_its_date(world):
    row = one(make_alerts(recommend(world(rate=[10.0], on_hand=[60.0], spread=0.3)), as_of=AS_OF), "stockout_risk")
    assert row.severity == "critical"
    assert row.value == pytest.approx(1.0)
    assert "100%" in row.message
    assert "9 March 2024" in row.message


def test_no_demand_means_no_stockout_alert(world):
    assert make_alerts(recommend(world(rate=[0.0], on_hand=[0.0])), as_of=AS_OF).empty


@pytest.mark.parametrize(("rate", "severity"), [(15.0, None), (15.1, "warning"), (30.0, "critical")])
def test_the_return_rate_alarms_above_its_threshold(world, rate, severity):
    table = recommend(world(rate=[10.0], on_hand=[250.0]))
    alerts = make_alerts(table, stats(return_rate_pct=rate), as_of=AS_OF)
    assert alerts.severity.tolist() == ([] if severity is None else [severity])


def test_a_spike_hides_the_volatility_it_causes(world):
    table = recommend(world(rate=[10.0], on_hand=[250.0]))
    wild = make_alerts(table, stats(cv=2.0), as_of=AS_OF)
    assert wild.kind.tolist() == ["volatility"]
    spike = make_alerts(table, stats(cv=2.0, avg_daily_7d=18.0), as_of=AS_OF)
    assert spike.kind.tolist() == ["demand_spike"]
    assert one(spike, "demand_spike").value == pytest.approx(80)


def test_the_forecast_decides_about_a_spike_where_there_is_one(world):
    table = recommend(world(rate=[10.0], on_hand=[250.0]))
    ahead = pd.DataFrame(
        {"store_id": "S1", "product_id": "p0", "target": "sales", "step": range(1, 15), "mean": np.full(14, 16.0)}
    )
    row = one(make_alerts(table, stats(), as_of=AS_OF, forecasts=ahead), "demand_spike")
    assert row.value == pytest.approx(60)


def test_a_late_order_alarms_with_its_days_and_each_order_once(world):
    inputs = world(rate=[1.0], on_hand=[200.0], orders=[(0, 24.0, "2024-02-20"), (0, 10.0, "2024-03-02")])
    orders = inputs.orders.drop(columns="row")
    alerts = make_alerts(recommend(inputs), open_orders=orders, as_of=AS_OF)
    late = alerts[alerts.kind == "late_order"]
    assert late.value.tolist() == [12.0, 1.0]
    assert late.severity.tolist() == ["critical", "warning"]
    assert late.alert_id.is_unique
    assert "12 days late" in late.message.iloc[0]


def test_a_drifting_forecast_alarms_from_its_served_row_only(world):
    table = recommend(world(rate=[10.0], on_hand=[250.0]))
    rows = pd.DataFrame(
        {"store_id": "S1", "product_id": "p0", "target": "sales", "served": [True, False], "bias_pct": [-40.0, 90.0]}
    )
    row = one(make_alerts(table, stats(), rows, as_of=AS_OF), "forecast_drift")
    assert row.value == -40.0
    assert "40% below" in row.message


def test_the_same_cause_keeps_its_id_and_is_not_told_twice(world):
    monday = make_alerts(recommend(world(rate=[10.0], on_hand=[60.0], spread=0.3)), as_of=AS_OF)
    tuesday = make_alerts(recommend(world(rate=[10.0], on_hand=[50.0], spread=0.3)), as_of=date(2024, 3, 4))
    assert monday.alert_id.tolist() == tuesday.alert_id.tolist()
    assert new_alerts(tuesday, monday).empty
    assert len(new_alerts(tuesday, None)) == 1
    milder = monday.assign(severity="info")
    assert len(new_alerts(tuesday, milder)) == 1  # it became worse


def test_thresholds_are_settings_and_names_are_told(world):
    table = recommend(world(rate=[10.0], on_hand=[250.0]))
    settings = AlertSettings(return_rate_pct=2.0)
    names = {("S1", "p0"): "Oat Milk 1L in Leeds"}
    row = one(make_alerts(table, stats(), as_of=AS_OF, settings=settings, names=names), "return_rate")
    assert row.message.startswith("Oat Milk 1L in Leeds: 3.0%")
    assert row.threshold == 2.0


def test_late_orders_without_a_day_are_an_error(world):
    inputs = world(rate=[1.0], on_hand=[20.0], orders=[(0, 24.0, "2024-02-20")])
    with pytest.raises(ValueError, match="as_of"):
        make_alerts(recommend(inputs), open_orders=inputs.orders)
