"""Remarks between two questions, one thing in the place of another, the one that is called by its colour."""

from __future__ import annotations

import pytest

from rag.plan import Entities
from tests.llm.demo_world import select


@pytest.fixture(scope="module")
def names(connection):
    """Three stores by name, and their ids."""
    return dict(select(connection, "SELECT name, store_id FROM stores ORDER BY name LIMIT 3"))


def _best_by_revenue(connection, store_id):
    return select(
        connection,
        "SELECT p.name FROM stats JOIN products p USING (product_id) WHERE store_id = ? "
        "ORDER BY revenue_90d DESC NULLS LAST LIMIT 1",
        store_id,
    )[0][0]


@pytest.mark.parametrize(
    "said",
    [
        "interesting, I had bet on the {other}",
        "not so bad",
        "hm, that is more than I expected. I'll tell Karin",
        "what a pity",
        "as I thought",
        "makes sense",
    ],
)
def test_a_remark_leaves_the_ranking_as_it_was(assistant, turns, connection, names, sold, said):
    (a, _), (b, b_id), *_ = names.items()
    first = f"Which product made the most revenue in {a} in the last 90 days?"
    answer = turns(assistant, first, said.format(other=sold[0]), f"And {b}, what is number one over there?")
    assert answer.plan.measures == ("revenue_90d",)
    assert answer.plan.entities.stores == (b_id,)
    assert _best_by_revenue(connection, b_id) in answer.answer


@pytest.mark.parametrize(
    "said", ["not in {0}, in {1} please", "not {0}, {1}", "that's a lot. And in {1}?", "I expected more from {1}"]
)
def test_what_asks_is_no_remark(assistant, turns, names, sold, said):
    name, product, _, _ = sold
    (a, _), (b, b_id), *_ = names.items()
    answer = turns(assistant, f"How many {name} are on hand in {a}?", said.format(a, b))
    assert answer.status == "answered"
    assert answer.plan.measures[0] == "on_hand"
    assert answer.plan.entities == Entities(products=(product,), stores=(b_id,))


def test_best_of_all_days_is_no_place_in_the_conversation(assistant, turns, names, sold):
    (a, _), (b, b_id), *_ = names.items()
    asked = "Which weekday is the best one for it over there?"
    answer = turns(assistant, f"Is {sold[0]} rising or falling in {a}?", f"And in {b}? It looks dead to me", asked)
    assert answer.plan.measures == ("peak_weekday",)
    assert answer.plan.entities.stores == (b_id,)


def test_back_to_the_one_of_two_by_a_word_of_its_name(assistant, turns, connection, names):
    store, store_id = next(iter(names.items()))
    navy, navy_id = select(connection, "SELECT name, product_id FROM products WHERE name LIKE '%Navy%' LIMIT 1")[0]
    other = select(connection, "SELECT name FROM products WHERE name LIKE '%Striped%' LIMIT 1")[0][0]
    first = f"What is the chance that {store} runs out of {navy}?"
    answer = turns(assistant, first, f"and {other}?", "not so bad that one", "Back to the navy one: how many are left?")
    assert answer.plan.measures == ("on_hand",)
    assert answer.plan.entities == Entities(products=(navy_id,), stores=(store_id,))


@pytest.mark.parametrize("instead", ["instead of", "rather than", "in place of"])
def test_a_ranking_for_one_store_in_the_place_of_another(assistant, turns, names, instead):
    (a, _), (b, b_id), *_ = names.items()
    first = f"top 3 products by forecast units in {a}, next 7 days"
    plan = turns(assistant, first, f"no, top 2 is enough, but for {b} {instead} {a}").plan
    assert (plan.intent, plan.limit, plan.measures) == ("rank", 2, ("expected_sales",))
    assert plan.entities.stores == (b_id,)


def test_number_one_elsewhere_is_one(assistant, turns, names):
    (a, _), (b, b_id), *_ = names.items()
    plan = turns(assistant, f"top 5 products by revenue in {a}", f"ok, and number one in {b}?").plan
    assert (plan.intent, plan.limit, plan.entities.stores) == ("rank", 1, (b_id,))


def test_so_for_a_store_keeps_the_product(assistant, turns, names, sold):
    (a, _), (b, b_id), *_ = names.items()
    answer = turns(
        assistant, f"How accurate is the forecast for {sold[0]} in {a}?", f"So for {b}: too high or too low?"
    )
    assert answer.plan.measures == ("bias_pct",)
    assert answer.plan.entities == Entities(products=(sold[1],), stores=(b_id,))


def test_which_of_the_two_stores_keeps_the_product(assistant, turns, names, sold):
    (a, a_id), (b, b_id), *_ = names.items()
    answer = turns(
        assistant, f"How many {sold[0]} are left in {a}?", f"And in {b}?", "Which of the two runs dry first?"
    )
    assert answer.plan.measures == ("stockout_date",)
    assert answer.plan.entities.products == (sold[1],)
    assert set(answer.plan.entities.stores) == {a_id, b_id}


def test_the_closing_days_of_another_supplier(assistant, turns, connection):
    shut = select(
        connection,
        "SELECT s.name, n.title FROM notes n JOIN suppliers s USING (supplier_id) "
        "WHERE regexp_matches(n.title, '(?i)shutdown|no deliveries') ORDER BY s.name LIMIT 2",
    )
    (a, _), (b, title) = shut
    for asked in (f"And {b}, from when to when?", f"And {b}, same thing?"):
        answer = turns(assistant, f"Is {a} closing for some days?", "good to know, I'll tell Matteo", asked)
        assert answer.plan.intent == "notes"
        assert title in {c.title for c in answer.citations}


def test_the_product_that_a_note_meant(assistant, turns, connection):
    product, held = select(
        connection,
        "SELECT n.product_id, (SELECT sum(on_hand) FROM replenishment r WHERE r.product_id = n.product_id) "
        "FROM notes n WHERE n.title LIKE 'Product safety notice, Drywall%' LIMIT 1",
    )[0]
    first = "There was a note on a safety issue with drywall screws. Which product is it about?"
    answer = turns(assistant, first, "And how many boxes of those are still in our stores, all together?")
    assert answer.plan.entities.products == (product,)
    assert any(f.measure == "on_hand" and f.value == pytest.approx(held) for f in answer.facts)


def test_a_lead_time_so_many_days_longer(assistant, turns, connection):
    supplier = select(connection, "SELECT name FROM suppliers ORDER BY name LIMIT 1")[0][0]
    for said, days in (("what if it needs 3 more?", 3), ("and if they took two days less?", -2)):
        plan = turns(assistant, f"What is the lead time of {supplier}?", said).plan
        assert (plan.intent, plan.scenario.kind) == ("whatif", "lead_time")
        assert (plan.scenario.value, plan.scenario.added) == (days, True)


def test_another_size_of_what_is_supposed(assistant, turns, sold):
    first = f"If demand for {sold[0]} in {sold[2]} rises by 20 percent, what do we sell in 7 days?"
    for said in ("and with only 10?", "hm, say 10", "ok, make it 10"):
        plan = turns(assistant, first, said).plan
        assert (plan.intent, plan.scenario.value) == ("whatif", pytest.approx(0.1))


def test_people_are_no_products(assistant, turns, sold):
    asked = "my colleague Paolo says there was a recall, is there something in the notes?"
    assert turns(assistant, f"Who supplies {sold[0]}?", asked).plan.intent == "notes"


def test_the_ones_late_most_often(assistant, connection):
    worst = select(connection, "SELECT name FROM suppliers ORDER BY on_time_rate LIMIT 1")[0][0]
    for asked in ("Which supplier is the latest with its deliveries?", "who is most often late with deliveries?"):
        assert assistant.ask(asked).answer.startswith(worst)


def test_those_of_a_ranking_above_a_limit(assistant, turns, names):
    first = f"Which 5 orders are the most urgent in {next(iter(names))}?"
    plan = turns(assistant, first, "only those above 50 euro please").plan
    assert plan.sort.measure == "order_by"
    assert plan.among is not None
    assert plan.among.limit == 5


def test_without_some_goods_is_still_the_same_figure(assistant, turns, names):
    store = next(iter(names))
    plan = turns(assistant, f"forecast for Dairy next week in {store}", "and without the yoghurts?").plan
    assert (plan.intent, plan.measures) == ("value", ("expected_sales",))
    assert [f.column for f in plan.filters] == ["product_name"]


def test_what_the_excess_is_worth_in_the_store_that_has_most(assistant, turns, connection):
    store, worth = select(
        connection,
        "SELECT s.name, sum(r.on_hand * p.unit_cost) FROM replenishment r JOIN stores s USING (store_id) "
        "JOIN products p USING (product_id) WHERE r.action = 'excess' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    )[0]
    answer = turns(assistant, "Which shop has the biggest overstock?", "wow. How much money is it?")
    assert answer.plan.among is not None
    assert store in answer.answer
    assert answer.plan.measures == ("stock_value",)
    assert worth > 0


def test_the_same_two_numbers_where_one_was_told_twice(assistant, turns, names, sold):
    (a, _), (b, b_id), *_ = names.items()
    first = f"What is the reorder point of {sold[0]} in {a}?"
    plan = turns(
        assistant, first, "and the stock now?", "so we have that, right?", f"{b} the same two numbers please"
    ).plan
    assert set(plan.measures) == {"reorder_point", "on_hand"}
    assert plan.entities.stores == (b_id,)


def test_without_the_dearest_line_of_a_supplier(assistant, turns, connection):
    supplier, supplier_id, all_of_it = select(
        connection,
        "SELECT u.name, r.supplier_id, sum(r.order_value) FROM replenishment r JOIN suppliers u USING (supplier_id) "
        "WHERE r.order_qty > 0 GROUP BY 1, 2 HAVING count(DISTINCT r.product_id) > 2 ORDER BY 3 DESC LIMIT 1",
    )[0]
    dearest = select(
        connection,
        "SELECT sum(order_value) AS v FROM replenishment WHERE order_qty > 0 AND supplier_id = ? "
        "GROUP BY product_id ORDER BY v DESC LIMIT 1",
        supplier_id,
    )[0][0]
    first = f"Which product of the order for {supplier} is the dearest?"
    answer = turns(assistant, first, "leave that one out then, what remains?")
    assert any(f.value == pytest.approx(all_of_it - dearest, abs=0.01) for f in answer.facts)
