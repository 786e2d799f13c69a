"""Selling prices and promotions: a discount is no fall of demand, and whether something is on offer is looked up."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import value_of


@pytest.fixture(scope="module")
def promoted(connection):
    """(product, store, id, id, uplift, expected sales of the next 7 days) of one that promotions have lifted."""
    return connection.execute(
        "SELECT p.name, s.name, product_id, store_id, promo_uplift_pct, (SELECT sum(mean) FROM forecasts f WHERE"
        " target = 'sales' AND step <= 7 AND f.store_id = t.store_id AND f.product_id = t.product_id) FROM stats t"
        " JOIN products p USING (product_id) JOIN stores s USING (store_id) WHERE promo_uplift_pct > 20"
        " ORDER BY md5(concat(product_id, store_id)) LIMIT 1"
    ).fetchone()


@pytest.mark.parametrize(
    "asked",
    [
        "How many {p} will {s} sell over the next 7 days with 20% off?",
        "If we sell {p} 20% cheaper, what will {s} sell over the next 7 days?",
        "What would a 20% discount on {p} do to sales in {s} over the next 7 days?",
        "what if we cut the price of {p} by 20% in {s}: how many will we sell over the next 7 days?",
    ],
)
def test_a_discount_is_a_promotion_of_which_the_size_is_not_weighed(assistant, promoted, asked):
    product, store, _, _, uplift, sales = promoted
    answer = assistant.ask(asked.format(p=product, s=store))
    assert answer.plan.scenario.kind == "promotion"
    assert any(f.value == pytest.approx(sales * (1 + uplift / 100)) for f in answer.facts)
    assert "not known" in answer.answer
    assert "less demand" not in answer.answer


def test_what_a_higher_price_does_is_not_known(assistant, promoted):
    answer = assistant.ask(f"If the price of {promoted[0]} goes up 10%, how many will we sell in {promoted[1]}?")
    assert answer.status == "no_data"
    assert "higher price" in answer.answer


def test_a_discount_on_what_is_ordered_is_one_of_its_cost(assistant, connection, turns):
    supplier, value = connection.execute(
        "SELECT s.name, sum(order_value) FROM replenishment r JOIN suppliers s USING (supplier_id)"
        " WHERE order_qty > 0 GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    ).fetchone()
    answer = turns(assistant, f"What do the recommended orders from {supplier} cost?", "and with 5% off?")
    assert any(f.value == pytest.approx(0.95 * value, rel=1e-3) for f in answer.facts)


def test_whether_one_product_is_on_promotion(assistant, connection, as_of, turns):
    on = connection.execute(
        "SELECT p.name, s.name FROM promotions x JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE on_promo AND date::DATE BETWEEN ?::DATE + 1 AND ?::DATE + 7"
        " AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1"
        " ORDER BY md5(concat(product_id, store_id)) LIMIT 1",
        [as_of, as_of],
    ).fetchone()
    answer = assistant.ask(f"Is {on[0]} on promotion in {on[1]} over the next 7 days?")
    assert answer.plan.intent == "list"
    assert len(answer.rows) == 1
    off = connection.execute(
        "SELECT name FROM products p WHERE product_id NOT IN (SELECT product_id FROM promotions WHERE on_promo)"
        " AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 ORDER BY name LIMIT 1"
    ).fetchone()[0]
    answer = turns(assistant, f"How many {off} will we sell next week?", "is it on promotion then?")
    assert not answer.rows or "promotion" in answer.answer
    answer = assistant.ask(f"Is {off} on promotion over the next 7 days?")
    assert answer.answer.startswith("Nothing is on promotion")
    assert off in answer.answer


def test_the_first_of_a_ranking_is_looked_up_and_stays_what_is_spoken_of(assistant, connection, stores, turns):
    place, store = stores[0]
    first = connection.execute(
        "SELECT product_id FROM stats WHERE store_id = ? AND trend_pct_28d IS NOT NULL"
        " ORDER BY trend_pct_28d, product_id LIMIT 1",
        [store],
    ).fetchone()[0]
    said = (f"which products in {place} are down the most?", "is the first one on promotion next week?")
    assert turns(assistant, *said).plan.intent == "list"
    answer = turns(assistant, *said, "and how many of it will we sell next week?")
    assert answer.rows[0]["product_id"] == first
    assert value_of(answer, "expected_sales") is not None


def test_an_empty_list_names_its_conditions(assistant, stores):
    answer = assistant.ask(f"Which products in {stores[0][0]} have more than 9000 days of cover?")
    assert "days of cover above 9,000" in answer.answer
    assert stores[0][0] in answer.answer


def test_a_supplier_that_was_told_is_reliable_by_its_deliveries(assistant, connection, turns):
    product, supplier = connection.execute(
        "SELECT p.name, s.name FROM products p JOIN suppliers s USING (supplier_id) WHERE on_time_rate IS NOT NULL"
        " AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 ORDER BY 1 LIMIT 1"
    ).fetchone()
    rate = connection.execute("SELECT 100 * on_time_rate FROM suppliers WHERE name = ?", [supplier]).fetchone()[0]
    answer = turns(assistant, f"Who supplies {product}?", "are they reliable?")
    assert value_of(answer, "supplier_on_time_rate") == pytest.approx(rate)


def test_what_too_much_stock_is_worth(assistant, connection, turns):
    worth = connection.execute(
        "SELECT sum(r.on_hand * p.unit_cost) FROM replenishment r JOIN products p USING (product_id)"
        " WHERE action = 'excess'"
    ).fetchone()[0]
    answer = turns(assistant, "Which products are overstocked?", "how much money is that?")
    assert value_of(answer, "stock_value") == pytest.approx(worth, rel=1e-3)


@pytest.mark.parametrize(
    ("first", "then", "measure"),
    [
        ("How far off is the sales forecast, all stores together?", "and which store comes out worst?", "wape"),
        ("What is the return rate of {p}?", "which of our stores is worst off with it?", "return_rate_pct"),
    ],
)
def test_the_worst_of_a_figure_of_which_more_is_worse(assistant, promoted, turns, first, then, measure):
    answer = turns(assistant, first.format(p=promoted[0]), then)
    assert answer.plan.intent == "rank"
    assert answer.plan.sort.measure == measure
    assert answer.plan.sort.descending


def test_a_stock_that_is_enough_for_so_many_days(assistant, connection, turns):
    product, store, days = connection.execute(
        "SELECT p.name, s.name, days_of_cover FROM replenishment r JOIN products p USING (product_id) JOIN stores s"
        " USING (store_id) WHERE days_of_cover BETWEEN 5 AND 60 ORDER BY md5(concat(product_id, store_id)) LIMIT 1"
    ).fetchone()
    answer = turns(assistant, f"How much {product} is in stock in {store}?", "that is enough for how many days?")
    assert value_of(answer, "days_of_cover") == pytest.approx(days)
