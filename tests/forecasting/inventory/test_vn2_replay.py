"""Replays: exact accounting, nothing from the future, and a real competition's data."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data.errors import DataError
from forecasting.inventory.demand_models import PooledDemand, SeasonalLevel, negative_binomial, season_index
from forecasting.inventory.replay import ReplayResult, _known, replay, replay_window, simulate
from forecasting.inventory.replay_data import (
    Opening,
    ReplayData,
    Terms,
    scaled_opening,
    season_positions,
    uncensored,
)
from forecasting.inventory.replay_policies import POLICIES, Quantile, State
from forecasting.inventory.replay_vn2 import load_vn2
from forecasting.inventory.settings import InventorySettings
from forecasting.inventory.terms import Terms as BuyingTerms
from forecasting.inventory.track_record import track_record


@pytest.fixture(scope="module")
def shop() -> ReplayData:
    """60 series over 130 weeks with a yearly season and a few weeks without stock."""
    rng = np.random.default_rng(11)
    dates = pd.date_range("2021-04-12", periods=130, freq="7D")
    season = 1 + 0.5 * np.sin(2 * np.pi * np.arange(130) / 52)
    mean = rng.gamma(1.5, 3, 60)[:, None] * season
    sales = rng.poisson(rng.gamma(4, mean / 4)).astype(float)
    sales[rng.random(sales.shape) < 0.04] = np.nan
    position, length = season_positions(dates)
    keys = pd.DataFrame({"store_id": [f"s{i % 6}" for i in range(60)], "product_id": [f"p{i // 6}" for i in range(60)]})
    groups = {"product": np.arange(60) // 6, "store": np.arange(60) % 6}
    return ReplayData(keys, dates, sales, uncensored(sales), position, length, groups)


def tiny(demand: list[float]) -> ReplayData:
    dates = pd.date_range("2024-01-01", periods=len(demand), freq="7D")
    position, length = season_positions(dates)
    values = np.array([demand])
    return ReplayData(pd.DataFrame({"store_id": ["s"], "product_id": ["p"]}), dates, values, values, position, length)


def test_the_accounting_is_right_to_the_cent():
    data = tiny([0, 3, 4, 6, 1, 2])
    opening = Opening(np.array([2.0]), np.array([[5.0, 0.0]]))
    result = simulate(data, lambda *_: np.array([4.0]), opening, 0, 5, Terms(order_cost=0.5), "four")
    # Week 1: 2+5-3=4 left. Week 2: 4-4=0. Week 3: 0+4, sells 4 of 6, loses 2. Week 4: 4-1=3. Week 5: 3+4-2=5.
    # Weeks 1 and 2 are not counted: no decision reaches them.
    assert result.per_period == [2 + 0.5, pytest.approx(0.2 * 3 + 0.5), pytest.approx(0.2 * 5 + 0.5)]
    assert result.holding == pytest.approx(1.6)
    assert result.shortage == 2.0
    assert result.ordering == 1.5
    assert result.cost == pytest.approx(5.1)
    assert result.lost_units == 2
    assert result.fill_rate == pytest.approx(1 - 2 / 9)
    assert result.in_stock_rate == pytest.approx(2 / 3)


def test_an_order_arrives_after_the_lead_time_and_reviews_are_kept():
    seen = []

    def policy(data, state: State, terms):
        seen.append((state.t, state.on_hand[0], state.arriving[0].tolist()))
        return np.array([7.0])

    simulate(tiny([0] * 7), policy, Opening(np.zeros(1), np.zeros((1, 2))), 0, 6, Terms(review=2), "x")
    assert seen == [(0, 0.0, [0.0, 0.0]), (2, 0.0, [7.0, 0.0]), (4, 7.0, [7.0, 0.0])]


@pytest.mark.parametrize("name", ["quantile", "seasonal_average", "buyers_rule", "z_sigma", "none"])
def test_no_policy_sees_the_future(shop, name):
    """Change everything after the decision: the order stays the same."""
    t, rng = 100, np.random.default_rng(0)
    policy = Quantile(SeasonalLevel(), paths=50) if name == "quantile" else POLICIES[name]
    other = shop.sales.copy()
    other[:, t + 1 :] = rng.poisson(50, other[:, t + 1 :].shape)
    changed = replace(shop, sales=other, demand=uncensored(other))
    state = State(t, np.full(60, 3.0), np.ones((60, 2)))
    np.testing.assert_array_equal(policy(_known(shop, t), state, Terms()), policy(_known(changed, t), state, Terms()))


def test_the_pooled_model_does_not_move_when_the_future_does(shop):
    t = 95
    other = shop.sales.copy()
    other[:, t + 1 :] = 99
    changed = replace(shop, sales=other)
    settings = {"trees": 20, "minimum_rows": 40}
    first = PooledDemand(**settings).fit(shop, t, 3).means(shop, t, 3)
    second = PooledDemand(**settings).fit(changed, t, 3).means(changed, t, 3)
    np.testing.assert_array_equal(first, second)
    known = _known(shop, t)
    np.testing.assert_array_equal(first, PooledDemand(**settings).fit(known, t, 3).means(known, t, 3))


def test_foresight_is_cheapest_and_our_policy_beats_the_formulas(shop):
    outcomes = {o.policy: o for o in replay_window(shop, 110, 12, Terms(), SeasonalLevel())}
    cost = {name: o.cost for name, o in outcomes.items()}
    assert min(cost, key=cost.get) == "foresight"
    assert cost["quantile"] < cost["seasonal_average"]
    assert cost["quantile"] < cost["z_sigma"]
    assert outcomes["quantile"].per_series.sum() == pytest.approx(cost["quantile"])
    assert sum(outcomes["quantile"].per_period) == pytest.approx(cost["quantile"])
    assert all(len(o.per_period) == 10 for o in outcomes.values())


def test_the_buyers_rule_is_four_weeks_average_times_the_weeks_to_cover():
    data = tiny([9, 9, 1, 2, 3, 6])
    state = State(5, np.array([2.0]), np.array([[1.0, 0.0]]))
    assert POLICIES["buyers_rule"](data, state, Terms()).tolist() == [9.0]  # 3 a week, 4 weeks, 3 are there


def test_a_censored_week_is_a_gap_to_policies_and_the_same_estimate_for_all(shop):
    missing = np.isnan(shop.sales)
    assert missing.any()
    assert not np.isnan(shop.demand).any()
    np.testing.assert_array_equal(shop.demand[~missing], shop.sales[~missing])
    row = np.array([[4.0, np.nan, 8.0, 6.0]])
    assert uncensored(row)[0, 1] == 6


def test_the_season_index_finds_the_season_and_leaves_unseen_weeks_alone():
    position = np.arange(104) % 52
    season = 1 + 0.5 * np.sin(2 * np.pi * position / 52)
    found = season_index(np.repeat(10 * season[None], 3, axis=0), position, 52, prior=0.0)
    assert np.corrcoef(found, season[:52])[0, 1] > 0.97
    np.testing.assert_allclose(found, season[:52], rtol=0.25)  # the trend at the ends is one-sided
    assert (season_index(np.ones((2, 20)), position, 52, prior=0.0)[20:] == 1).all()


def test_the_negative_binomial_draws_have_its_mean_and_spread():
    u = (np.arange(20_000) + 0.5) / 20_000
    draws = negative_binomial(np.array([0.3, 4.0, 60.0]), 0.5, u)
    np.testing.assert_allclose(draws.mean(axis=1), [0.3, 4.0, 60.0], rtol=0.01)
    np.testing.assert_allclose(draws.var(axis=1), [0.3 + 0.5 * 0.3**1.5, 8.0, 60 + 0.5 * 60**1.5], rtol=0.02)
    assert (np.diff(draws, axis=1) >= 0).all()


def test_windows_beyond_the_data_are_refused_in_plain_words(shop):
    with pytest.raises(DataError, match="beyond the data"):
        simulate(shop, POLICIES["none"], scaled_opening(shop, 125, 2), 125, 8, Terms(), "none")
    with pytest.raises(DataError, match="no period starts on"):
        shop.index_of("2024-02-13")
    with pytest.raises(DataError, match="vn2"):
        replay("other", "nowhere")


def test_a_result_is_saved_as_json_and_a_plot(shop, tmp_path):
    outcomes = replay_window(shop, 110, 8, Terms(), SeasonalLevel())
    result = ReplayResult("own", Terms(), 8, outcomes)
    result.save(tmp_path / "replay.json")
    raw = json.loads((tmp_path / "replay.json").read_text(encoding="utf-8"))
    assert raw["windows"] == 1
    assert {o["policy"] for o in raw["outcomes"]} == {"quantile", *POLICIES}
    assert raw["saved_vs_benchmark_pct"] == pytest.approx(-result.table().loc["mean", "vs_benchmark_pct"], abs=0.06)
    assert (tmp_path / "replay.png").stat().st_size > 5000


@pytest.mark.datasets
def test_the_competition_data_loads_and_our_policy_is_cheaper_on_its_last_window(datasets):
    data = load_vn2(datasets / "vn2")
    assert data.sales.shape == (599, 157)
    assert np.isnan(data.sales).mean() == pytest.approx(0.1118, abs=0.001)
    assert data.opening.on_hand.sum() == 2225
    start = data.index_of("2024-02-12")
    cost = {o.policy: o.cost for o in replay_window(data, start, 8, Terms(), SeasonalLevel())}
    assert cost["foresight"] < cost["quantile"] < 0.9 * cost["seasonal_average"]
    assert cost["seasonal_average"] < cost["none"]


@pytest.mark.datasets
def test_later_weeks_roll_the_competition_forward_in_either_form(datasets, tmp_path):
    history = pd.read_parquet(datasets / "vn2" / "sales_instock_weekly.parquet")
    last = history[history["week"] == history["week"].max()]
    later = pd.concat([last.assign(week=last["week"] + pd.Timedelta(days=7 * k)) for k in range(1, 9)])
    later[["Store", "Product", "week", "sales"]].to_csv(tmp_path / "long.csv", index=False)
    later.pivot(index=["Store", "Product"], columns="week", values="sales").to_csv(tmp_path / "wide.csv")
    long, wide = (load_vn2(datasets / "vn2", tmp_path / name) for name in ("long.csv", "wide.csv"))
    np.testing.assert_array_equal(long.demand, wide.demand)
    assert long.sales.shape == (599, 165)
    start = long.index_of("2024-04-08")
    opening = scaled_opening(long, start, 2)
    assert opening.on_hand.sum() == 2225  # the competition's own state, not scaled
    outcome = simulate(long, POLICIES["foresight"], opening, start, 8, Terms(), "foresight")
    assert outcome.lost_units == 0
    last[["Store", "Product", "week", "sales"]].to_csv(tmp_path / "old.csv", index=False)
    with pytest.raises(DataError, match="no week after"):
        load_vn2(datasets / "vn2", tmp_path / "old.csv")


def test_the_track_record_is_in_money_and_unknown_without_prices():
    rng = np.random.default_rng(2)
    sales = rng.poisson(6, (5, 500)).astype(float)
    available = np.ones_like(sales, dtype=bool)
    five = np.full(5, 1.0)
    terms = BuyingTerms(
        lead=5 * five, lead_sd=0 * five, review=7 * five, moq=0 * five, multiple=five, level=0.95 * five
    )
    cost = np.array([300.0, 400.0, np.nan, 2.0, 5.0])
    price = np.array([301.0, 402.0, 2.0, np.nan, 4.0])
    record = track_record(sales, available, "daily", terms, cost, price, InventorySettings())
    assert record["policy_cost_26w"].notna().tolist() == [True, True, False, False, False]
    known = record.dropna()
    assert (known["saved_26w"] == (known["rule_cost_26w"] - known["policy_cost_26w"]).round(2)).all()
    # Dear to hold and with a small margin: a week of safety stock costs more than the 95% policy's losses.
    assert (known["policy_cost_26w"] > 0).all()
    assert (known["saved_26w"] > 0).all()
    assert (
        track_record(sales[:, :100], available, "daily", terms, cost, price, InventorySettings()).isna().all(axis=None)
    )
