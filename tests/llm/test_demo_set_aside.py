# ruff: noqa: E501 - queries are read on one line
"""What is put aside or taken for granted, complements, figures with their parts, and rankings among things that meet a condition."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import expected_units, select, value_of


def _names(answer):
    return {r["name"] for r in answer.rows}


def _told(answer):
    return {round(f.value, 2) for f in answer.facts if isinstance(f.value, (int, float)) and f.asked}


@pytest.fixture(scope="module")
def store(connection):
    """(name, id) of the store with the most alerts."""
    return select(
        connection,
        "SELECT s.name, store_id FROM alerts JOIN stores s USING (store_id) GROUP BY ALL ORDER BY count(*) DESC, 2 LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def series(connection, store):
    """(name, product_id) of a product of that store with a name of its own, much sold and with two whole parts."""
    return select(
        connection,
        "SELECT p.name, r.product_id FROM replenishment r JOIN products p USING (product_id) JOIN suppliers u ON u.supplier_id = r.supplier_id "
        "JOIN forecasts f ON f.store_id = r.store_id AND f.product_id = r.product_id AND f.target = 'sales' AND f.step = 7 "
        "WHERE r.store_id = ? AND r.lead_time_days <> r.review_period_days AND r.lead_time_days = floor(r.lead_time_days) "
        "AND (SELECT count(*) FROM products q WHERE lower(q.name) = lower(p.name)) = 1 ORDER BY f.cum_mean DESC LIMIT 1",
        store[1],
    )[0]


def test_alerts_of_other_severities_and_kinds(assistant, connection, store):
    name, id_ = store
    for question, condition in (
        (f"{name}: how many non-critical alerts are there?", "severity <> 'critical'"),
        (f"Leaving the critical ones aside, how many alerts does {name} have?", "severity <> 'critical'"),
        (f"How many alerts in {name} are milder than critical?", "severity <> 'critical'"),
        (f"How many alerts in {name} are of any severity other than info?", "severity <> 'info'"),
        (f"How many alerts in {name} are warnings or worse?", "severity IN ('warning', 'critical')"),
        (f"How many alerts in {name} have nothing to do with excess?", "kind <> 'excess'"),
        (f"How many critical alerts does {name} have?", "severity = 'critical'"),
    ):
        ((count,),) = select(connection, f"SELECT count(*) FROM alerts WHERE store_id = ? AND {condition}", id_)
        assert value_of(assistant.ask(question), "count") == count, question


def test_an_order_on_its_way_is_a_second_condition(assistant, connection, store):
    name, id_ = store
    wanted = {
        n
        for (n,) in select(
            connection,
            "SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE store_id = ? AND stockout_probability > 0.02 AND on_order > 0",
            id_,
        )
    }
    for question in (
        f"Which products in {name} have a stockout risk above 2% despite an open order?",
        f"At {name}, which products are above a 2% stockout probability although something is on order?",
        f"Which products in {name} have open orders but still a stockout probability of more than 2 percent?",
    ):
        assert _names(assistant.ask(question)) == wanted, question


def test_open_orders_that_come_as_planned_are_no_condition(assistant, connection, store):
    name, id_ = store
    ((day, said),) = select(
        connection,
        "SELECT max(date)::DATE + 18, strftime(max(date)::DATE + 18, '%-d %B %Y') FROM sales",
    )
    wanted = {
        n
        for (n,) in select(
            connection,
            "SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE store_id = ? AND stockout_date::DATE <= ?",
            id_,
            day,
        )
    }
    for question in (
        f"Which products at {name} run out by {said}, assuming that everything on order arrives on time?",
        f"We order nothing more; open orders come in on their due dates. What is used up in {name} by {said}?",
        f"Say nothing new is ordered. Which products in {name} are used up by {said}? Deliveries still arrive as agreed.",
    ):
        assert _names(assistant.ask(question)) == wanted, question


def test_a_figure_with_the_parts_it_is_made_of(assistant, connection, store, series):
    lead, review = select(
        connection,
        "SELECT lead_time_days, review_period_days FROM replenishment WHERE store_id = ? AND product_id = ?",
        store[1],
        series[1],
    )[0]
    for question in (
        f"How long is the protection time for {series[0]} in {store[0]}? Split it into its parts.",
        f"Protection period of {series[0]} in {store[0]}: total days and its two components?",
    ):
        assert {lead + review, lead, review} <= _told(assistant.ask(question)), question


def test_a_supposed_lead_time_makes_the_protection_period_longer(assistant, connection, store, series):
    lead, review = select(
        connection,
        "SELECT lead_time_days, review_period_days FROM replenishment WHERE store_id = ? AND product_id = ?",
        store[1],
        series[1],
    )[0]
    ((demand,),) = select(
        connection,
        "SELECT cum_mean FROM forecasts WHERE target = 'sales' AND step = ? AND store_id = ? AND product_id = ?",
        int(lead + 3 + review),
        store[1],
        series[1],
    )
    asked = f"Suppose the lead time of {series[0]} in {store[0]} goes up to {lead + 3:g} days. How long is the protection period then, and how many units sell in it?"
    told = _told(assistant.ask(asked))
    assert lead + 3 + review in told
    assert any(abs(v - demand) < 0.02 * demand for v in told)


def test_outside_the_range_is_what_is_not_inside(assistant, connection, store, series):
    ((inside,),) = select(
        connection,
        "SELECT 100 * coverage_80 FROM accuracy WHERE target = 'sales' AND served AND store_id = ? AND product_id = ?",
        store[1],
        series[1],
    )
    of = f"{series[0]} in {store[0]}"
    for question in (
        f"What share of days did actual sales of {of} miss your 80% range?",
        f"How often did sales of {of} not land within the 80% range?",
        f"On how many percent of the days were the real sales of {of} outside the 80% band?",
    ):
        assert value_of(assistant.ask(question), "outside_80") == pytest.approx(100 - inside), question
    both = assistant.ask(f"How often were the real sales of {of} inside the 80% range, and how often outside?")
    assert {round(inside, 2), round(100 - inside, 2)} <= _told(both)
    history = [{"role": "user", "content": f"How often did sales of {of} land inside the 80% range?"}]
    assert value_of(assistant.ask("and outside?", history=history), "outside_80") == pytest.approx(100 - inside)


def test_two_stretches_of_time_side_by_side(assistant, connection, store, series):
    ((as_of,),) = select(connection, "SELECT max(date)::DATE FROM sales")
    ((week,),) = select(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND store_id = ? AND product_id = ? AND step BETWEEN ? AND ?",
        store[1],
        series[1],
        8 - as_of.isoweekday(),
        14 - as_of.isoweekday(),
    )
    seven = expected_units(connection, store[1], series[1])
    for question in (
        f"Do not confuse next week with the next 7 days: give me the expected units of {series[0]} in {store[0]} for both.",
        f"Next week is not the same as the next 7 days. {series[0]} in {store[0]}: units for each?",
        f"People who audit us mix up 'next 7 days' and 'next week'. {series[0]}, {store[0]}: both figures please",
    ):
        assert {round(week, 2), round(seven, 2)} <= _told(assistant.ask(question)), question


def test_a_whole_week_after_the_week_before(assistant, connection, store):
    history = [{"role": "user", "content": f"How many units in total will {store[0]} sell next week?"}]
    for question in ("and the Mon-Sun week after that?", "What about the Monday to Sunday week after that one?"):
        plan = assistant.ask(question, history=history).plan
        assert plan.window.start.isoweekday() == 1, question
        assert plan.window.days == 7, question


@pytest.fixture(scope="module")
def suppliers(connection):
    """Two suppliers, the more punctual one first."""
    return [
        n
        for (n,) in select(
            connection,
            "SELECT name FROM suppliers WHERE on_time_rate IN (SELECT unnest([min(on_time_rate), max(on_time_rate)]) FROM suppliers) ORDER BY on_time_rate DESC",
        )
    ]


def test_a_matter_that_is_put_aside_is_not_asked(assistant, suppliers):
    first, last = suppliers[0], suppliers[-1]
    history = [{"role": "user", "content": f"What are the lead times of {last} and {first}?"}]
    for question in (
        "leaving price out, who of the two is more punctual?",
        "Lead time aside, which one delivers on time more often?",
        "never mind the costs: which of them keeps its agreed dates more often?",
    ):
        answer = assistant.ask(question, history=history)
        assert answer.status == "answered", question
        assert answer.plan.measures == ("supplier_on_time_rate",), question
        assert answer.answer.startswith(first), question


def test_the_change_of_a_supposed_demand_is_told(assistant, connection, store):
    ((total,),) = select(
        connection,
        "SELECT sum(mean) FROM forecasts WHERE target = 'sales' AND step <= 7 AND store_id = ?",
        store[1],
    )
    history = [{"role": "user", "content": f"How many units will {store[0]} sell over the next 7 days?"}]
    for question, part in (
        ("and with 10% more, the new total and the gain in units?", 0.1),
        ("suppose it is 15 percent less: what is left, and how many do we lose?", -0.15),
    ):
        told = _told(assistant.ask(question, history=history))
        assert any(v == pytest.approx(part * total, abs=0.01) for v in told), question
        assert any(v == pytest.approx((1 + part) * total, abs=0.01) for v in told), question


def test_a_ranking_among_those_is_by_the_other_measure(assistant, connection, store):
    name, id_ = store
    sql = (
        "SELECT p.name FROM stats s JOIN products p USING (product_id) JOIN replenishment r USING (store_id, product_id) "
        "WHERE s.store_id = ? AND {} ORDER BY {} LIMIT 1"
    )
    for question, condition, order in (
        (
            f"Of the products in {name} with a falling trend, which has the highest daily average?",
            "trend = 'falling'",
            "avg_daily_28d DESC",
        ),
        (
            f"Among products in {name} that are falling, which one has the lowest days of cover?",
            "trend = 'falling' AND days_of_cover IS NOT NULL",
            "days_of_cover",
        ),
        (f"Which product with an open order in {name} has the highest stock?", "r.on_order > 0", "r.on_hand DESC"),
        (f"Which declining product in {name} has the highest 90-day revenue?", "trend = 'falling'", "revenue_90d DESC"),
        (f"Which product in {name} is falling the most?", "trend_pct_28d IS NOT NULL", "trend_pct_28d"),
        (
            f"Which class B product in {name} is growing the fastest?",
            "abc_class = 'B' AND trend_pct_28d IS NOT NULL",
            "trend_pct_28d DESC",
        ),
    ):
        wanted = select(connection, sql.format(condition, order), id_)[0][0]
        assert assistant.ask(question).rows[0]["name"] == wanted, question
    fallen = assistant.ask(f"Top 3 falling products in {name}")
    assert fallen.plan.sort is not None
    assert not fallen.plan.sort.descending


def test_all_products_together_are_one_figure(assistant, connection, store):
    ((high,),) = select(
        connection,
        "SELECT cum_p90 FROM group_forecasts WHERE level = 'store' AND target = 'sales' AND step = 7 AND group_id = ?",
        store[1],
    )
    answer = assistant.ask(f"Sum over all products in {store[0]} for the next 7 days: the 90th percentile, please.")
    assert round(high, 2) in _told(answer)


def test_how_often_they_are_late_is_what_is_not_on_time(assistant, connection):
    for question, condition in (
        ("Which suppliers are late in more than 15% of cases?", "on_time_rate < 0.85"),
        ("Which suppliers miss their agreed dates in at least 10% of deliveries?", "on_time_rate <= 0.9"),
        ("Which suppliers are on time in less than 90% of cases?", "on_time_rate < 0.9"),
    ):
        wanted = {n for (n,) in select(connection, f"SELECT name FROM suppliers WHERE {condition}")}
        assert _names(assistant.ask(question)) == wanted, question


def test_a_supposed_service_level_of_what_is_named(assistant, connection, store, series):
    answer = assistant.ask(
        f"Suppose the service level for {series[0]} in {store[0]} was 99%: safety stock and reorder point then, please"
    )
    assert answer.plan.scenario is not None
    assert answer.plan.scenario.value == pytest.approx(0.99)
    longer = (
        f"If they took 20 days for {series[0]} in {store[0]}, what would the reorder point and the order quantity be?"
    )
    assert set(assistant.ask(longer).plan.measures) == {"reorder_point", "order_qty"}


def test_what_a_figure_is_wanted_for_is_no_matter_of_notes(assistant, connection, series, store):
    ((sold,),) = select(
        connection,
        "SELECT sum(units_sold) FROM sales WHERE product_id = ? AND date > (SELECT max(date) FROM sales) - INTERVAL 28 DAY",
        series[1],
    )
    answer = assistant.ask(
        f"For the year-end audit please tell me the units of {series[0]} sold over the last 28 days."
    )
    assert float(sold) in _told(answer)
    assert (
        assistant.ask(f"For the external audit I need the units of {series[0]} sold in May 2009.").status == "no_data"
    )


def test_the_figure_that_is_after_all_meant_is_told(assistant, connection, series, store):
    ((deviation, average),) = select(
        connection,
        "SELECT std_daily_28d, avg_daily_28d FROM stats WHERE product_id = ? AND store_id = ?",
        series[1],
        store[1],
    )
    answer = assistant.ask(
        f"How nervous are sales of {series[0]} in {store[0]}? I am looking for the standard deviation and the 28-day average."
    )
    assert {round(deviation, 2), round(average, 2)} <= _told(answer)


def test_orders_that_should_be_here_are_late_and_not_recommended(assistant, connection, store):
    ((lines, units),) = select(
        connection,
        "SELECT count(*), sum(quantity) FROM open_orders WHERE store_id = ? AND due_on < (SELECT max(date) FROM sales)",
        store[1],
    )
    answer = assistant.ask(
        f"How many order lines for {store[0]} should have arrived before the last day of sales already, and their units?"
    )
    assert value_of(answer, "open_lines") == lines
    assert value_of(answer, "open_units") == units


def test_a_share_made_in_a_store_is_of_ours(assistant, connection, store):
    ((share,),) = select(
        connection,
        "SELECT 100.0 * sum(revenue_90d) FILTER (WHERE store_id = ?) / sum(revenue_90d) FROM stats",
        store[1],
    )
    answer = assistant.ask(f"Of the revenue of the last 90 days, what percentage was made in {store[0]}?")
    assert round(share, 2) in _told(answer)
