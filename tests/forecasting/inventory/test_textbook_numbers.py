"""Formulas against stockpyl and textbook numbers, to 1e-6 where they are exact."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.inventory.eoq import PriceBreak, economic_order_quantity, eoq_cost, quantity_with_price_breaks
from forecasting.inventory.joint import joint_cycle
from forecasting.inventory.newsvendor import newsvendor_cost, newsvendor_level
from forecasting.inventory.policies import (
    base_stock_quantity,
    best_r_q_poisson,
    best_s_S,
    newsvendor_normal,
    newsvendor_poisson,
    poisson_pmf,
    r_q_cost_poisson,
    r_q_quantity,
    s_S_cost,
    s_S_quantity,
)
from forecasting.inventory.safety_stock import classic_safety_stock, fill_rate_at, fill_rate_level


def test_the_eoq_is_the_textbook_number():
    # Snyder & Shen, example 3.1: D = 1300, K = 8, h = 0.225.
    assert float(economic_order_quantity(1300, 8, 0.225)) == pytest.approx(304.0467800264368, abs=1e-6)
    assert eoq_cost(304.0467800264368, 1300, 8, 0.225) == pytest.approx(68.41052550594829, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.floats(1, 1e5), st.floats(0.1, 1e3), st.floats(0.01, 100))
def test_the_eoq_equals_stockpyl_and_no_other_quantity_is_cheaper(demand, order_cost, holding):
    from stockpyl.eoq import economic_order_quantity as oracle

    quantity = float(economic_order_quantity(demand, order_cost, holding))
    expected, cost = oracle(order_cost, holding, demand)
    assert quantity == pytest.approx(expected, rel=1e-9)
    assert eoq_cost(quantity, demand, order_cost, holding) == pytest.approx(cost, rel=1e-9)
    for factor in (0.7, 0.95, 1.05, 1.5):
        assert eoq_cost(quantity * factor, demand, order_cost, holding) >= cost * (1 - 1e-12)


def test_a_missing_order_cost_leaves_the_eoq_unknown_and_no_demand_makes_it_zero():
    result = economic_order_quantity(np.array([100.0, 0.0, 10.0]), np.array([np.nan, 5.0, 5.0]), np.array([1, 1, 0.0]))
    assert np.isnan(result[0])
    assert result[1] == 0
    assert np.isnan(result[2])


def test_price_breaks_equal_stockpyl():
    from stockpyl.eoq import economic_order_quantity_with_all_units_discounts as oracle

    # Snyder & Shen, example 3.5: breakpoints 0, 400, 800 at 0.75, 0.72, 0.68.
    expected, _, cost = oracle(8, 0.3, 1300, [0, 400, 800], [0.75, 0.72, 0.68])
    breaks = [PriceBreak(0, 0.75), PriceBreak(400, 0.72), PriceBreak(800, 0.68)]
    quantity, total = quantity_with_price_breaks(1300, 8, 0.3, breaks)
    assert quantity == pytest.approx(expected, abs=1e-6)
    assert total == pytest.approx(cost, abs=1e-6)


@pytest.mark.parametrize(("holding", "stockout", "mean", "sd"), [(0.18, 0.70, 50, 8), (1, 4, 120, 35), (0.2, 1, 3, 1)])
def test_the_normal_newsvendor_equals_stockpyl(holding, stockout, mean, sd):
    from stockpyl.newsvendor import newsvendor_normal as oracle

    assert newsvendor_normal(holding, stockout, mean, sd) == pytest.approx(
        oracle(holding, stockout, mean, sd), abs=1e-6
    )


@pytest.mark.parametrize(("holding", "stockout", "mean"), [(0.18, 0.70, 50), (1, 4, 6), (0.2, 1, 0.4)])
def test_the_poisson_newsvendor_equals_stockpyl(holding, stockout, mean):
    from stockpyl.newsvendor import newsvendor_poisson as oracle

    assert newsvendor_poisson(holding, stockout, mean) == pytest.approx(oracle(holding, stockout, mean), abs=1e-6)


def test_the_sampled_newsvendor_level_is_the_exact_optimum_of_its_sample():
    from stockpyl.newsvendor import newsvendor_discrete as oracle

    samples = np.random.default_rng(2).negative_binomial(2, 0.2, 500).astype(float)
    level = float(newsvendor_level(samples, underage=1.0, overage=0.2))
    values, counts = np.unique(samples, return_counts=True)
    expected, cost = oracle(0.2, 1.0, demand_pmf={int(v): c / 500 for v, c in zip(values, counts, strict=True)})
    assert level == expected
    assert float(newsvendor_cost(np.array(level), samples, 1.0, 0.2)) == pytest.approx(cost, abs=1e-6)


@pytest.mark.parametrize(
    ("holding", "stockout", "order_cost", "mean", "lead"),
    [(20, 150, 100, 1.5, 2), (1, 9, 20, 6, 1), (2, 30, 5, 0.5, 3)],
)
def test_the_best_r_q_policy_equals_stockpyl(holding, stockout, order_cost, mean, lead):
    from stockpyl.rq import r_q_poisson_exact as oracle

    r, q, cost = best_r_q_poisson(holding, stockout, order_cost, mean, lead)
    expected = oracle(holding, stockout, order_cost, mean, lead)
    assert (r, q) == (expected[0], expected[1])
    assert cost == pytest.approx(expected[2], abs=1e-6)
    assert r_q_cost_poisson(r, q, holding, stockout, order_cost, mean, lead) == pytest.approx(cost, abs=1e-9)


@pytest.mark.parametrize(("holding", "stockout", "order_cost", "mean"), [(1, 4, 5, 6), (1, 9, 64, 10), (2, 20, 30, 3)])
def test_the_best_min_max_policy_equals_stockpyl(holding, stockout, order_cost, mean):
    from stockpyl.ss import s_s_cost_discrete, s_s_discrete_exact

    pmf = poisson_pmf(mean)
    s, S, cost = best_s_S(holding, stockout, order_cost, pmf)
    expected = s_s_discrete_exact(holding, stockout, order_cost, use_poisson=True, demand_mean=mean)
    assert (s, S) == (expected[0], expected[1])
    assert cost == pytest.approx(expected[2], abs=1e-6)
    oracle = s_s_cost_discrete(s - 1, S + 2, holding, stockout, order_cost, use_poisson=True, demand_mean=mean)
    assert s_S_cost(s - 1, S + 2, holding, stockout, order_cost, pmf) == pytest.approx(oracle, abs=1e-6)


def test_the_policies_order_as_they_are_defined():
    position = np.array([3.0, 10.0, 11.0])
    assert base_stock_quantity(position, np.full(3, 10.0)).tolist() == [7, 0, 0]
    assert s_S_quantity(position, np.full(3, 10.0), np.full(3, 25.0)).tolist() == [22, 15, 0]
    assert r_q_quantity(position, np.full(3, 10.0), np.full(3, 6.0)).tolist() == [12, 6, 0]


def test_the_classic_safety_stock_is_the_textbook_number():
    # z(0.95) sqrt(4 * 20^2 + 100^2 * 1^2) = 1.6448536 * 107.7033
    value = classic_safety_stock(np.array(0.95), np.array(100.0), np.array(20.0), np.array(4.0), 1.0)
    assert float(value) == pytest.approx(1.6448536269514722 * np.sqrt(4 * 400 + 10_000), abs=1e-6)


def test_the_fill_rate_of_discrete_demand_is_exact():
    # Demand over lead time 0 or 4, over review 0 or 4, each with one half, independent; S = 4.
    at_lead = np.array([[0.0, 0.0, 4.0, 4.0]])
    summed = np.array([[0.0, 4.0, 4.0, 8.0]])
    # Short at the end: 4 in one case of four -> 1; at the start: none. E[D_R] = 2. Fill rate 1 - 1/2.
    assert fill_rate_at(np.array([4.0]), summed, at_lead)[0] == pytest.approx(0.5, abs=1e-9)
    assert fill_rate_level(summed, at_lead, 0.75)[0] == pytest.approx(6.0, abs=1e-6)


def test_the_fill_rate_of_normal_demand_equals_the_loss_function():
    from stockpyl.loss_functions import normal_loss

    u = (np.arange(200_000) + 0.5) / 200_000
    from scipy.stats import norm

    summed = norm.ppf(u, 200, 40)[None]
    rate = fill_rate_at(np.array([230.0]), summed, np.zeros_like(summed))[0]
    assert rate == pytest.approx(1 - normal_loss(230, 200, 40)[0] / 200, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.5, 0.97), st.floats(0.001, 0.02), st.integers(0, 1000))
def test_a_higher_fill_rate_never_needs_less_stock(rate, more, seed):
    rng = np.random.default_rng(seed)
    at_lead = rng.poisson(5, (1, 100)).astype(float)
    summed = at_lead + rng.poisson(7, (1, 100))
    assert fill_rate_level(summed, at_lead, rate + more)[0] >= fill_rate_level(summed, at_lead, rate)[0] - 1e-9


def test_the_joint_cycle_equals_stockpyl():
    from stockpyl.eoq import joint_replenishment_problem_silver_heuristic as oracle

    shared, own, holding, demand = 600, [120, 840, 300], [160, 20, 50], [1, 1, 1]
    result = joint_cycle(shared, own, holding, demand)
    quantities, base, multiples, cost = oracle(shared, own, holding, demand)
    assert list(result.multiples) == list(multiples)
    assert result.base == pytest.approx(base, abs=1e-6)
    assert result.cost == pytest.approx(cost, abs=1e-6)
    assert len(quantities) == 3
