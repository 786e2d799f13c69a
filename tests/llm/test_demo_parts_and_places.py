"""Follow-ups that take a part: of a time, of a list, of a ranking; and those that add several figures up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import select, value_of

_RUNS_OUT = (
    "SELECT product_id FROM replenishment r JOIN products p USING (product_id) "
    "WHERE store_id = ? AND stockout_date::DATE <= ?::DATE + ?"
)


def _ids(answer):
    return {row["product_id"] for row in answer.rows}


def _column(connection, sql, *parameters):
    return {value for (value,) in select(connection, sql, *parameters)}


@pytest.fixture(scope="module")
def sold_in_three(connection):
    """(product, its id) that has a plain name and stock in three stores, and (name, id) of these."""
    rows = select(
        connection,
        "SELECT p.name, product_id, s.name, store_id FROM replenishment r JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) WHERE r.on_hand >= 3 "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "QUALIFY count(*) OVER (PARTITION BY product_id) >= 3 ORDER BY product_id, store_id",
    )
    return rows[0][:2], [row[2:] for row in rows[:3]]


@pytest.fixture(scope="module")
def running_out(connection, as_of):
    """(store, its id, one of the categories) of which several products run out within ten days."""
    return select(
        connection,
        "WITH k AS (SELECT store_id, category, count(*) AS n FROM replenishment r JOIN products p USING (product_id) "
        "WHERE stockout_date::DATE <= ?::DATE + 10 AND category IS NOT NULL GROUP BY ALL) "
        "SELECT s.name, store_id, category FROM k JOIN stores s USING (store_id) "
        "QUALIFY count(*) OVER (PARTITION BY store_id) > 2 ORDER BY store_id, n DESC, category LIMIT 1",
        as_of,
    )[0]


@pytest.mark.parametrize(
    ("then", "first", "last"),
    [
        ("and just the latter of the two weeks?", 8, 14),
        ("of these two weeks only the first, please", 1, 7),
        ("what does week 2 of it make by itself?", 8, 14),
        ("how much of it falls in the second half alone?", 8, 14),
    ],
)
def test_one_week_of_the_two_before(turns, assistant, as_of, sold_in_three, then, first, last):
    (name, _), [(store, _), *_] = sold_in_three
    plan = turns(assistant, f"What will {store} sell of {name} in the next 14 days?", then).plan
    assert (plan.measures, plan.intent) == (("expected_sales",), "value")
    assert (plan.window.start, plan.window.end) == (as_of + timedelta(first), as_of + timedelta(last))


@pytest.mark.parametrize(
    "asked",
    [
        "From what to what will sales of {} in {} fall tomorrow, with 80% certainty?",
        "In which range will tomorrow's sales of {} in {} lie with 80 percent probability?",
        "With a probability of 80%, between what two figures will {} in {} end up tomorrow?",
    ],
)
def test_a_range_with_a_probability_is_no_supposition(assistant, sold_in_three, asked):
    (name, _), [(store, _), *_] = sold_in_three
    plan = assistant.ask(asked.format(name, store)).plan
    assert (plan.measures, plan.levels, plan.scenario) == (("sales_quantile",), (0.1, 0.9), None)


@pytest.mark.parametrize(
    "asked",
    [
        "How many items in {} have a higher than 30% risk of selling out?",
        "How many of the products in {} are more than 30 percent likely to run out?",
        "Number of products in {} with an over 30% probability of a stockout?",
    ],
)
def test_products_counted_by_their_risk(assistant, connection, running_out, asked):
    store, store_id, _ = running_out
    sql = "SELECT count(*) FROM replenishment WHERE store_id = ? AND stockout_probability > 0.3"
    assert value_of(assistant.ask(asked.format(store)), "count") == select(connection, sql, store_id)[0][0]


def test_a_spread_named_after_a_word_for_it(turns, assistant, connection, sold_in_three):
    (name, product_id), [(store, store_id), *_] = sold_in_three
    opening = f"How many {name} does {store} sell per day on average, last 28 days?"
    answer = turns(assistant, opening, "does that jump around much? Daily standard deviation of the same four weeks")
    sql = "SELECT std_daily_28d FROM stats WHERE store_id = ? AND product_id = ?"
    assert value_of(answer, "std_daily_28d") == pytest.approx(select(connection, sql, store_id, product_id)[0][0])


@pytest.mark.parametrize(
    "then", ["And {}, which one would it be there?", "in {}, which one?", "which one is it in {}?"]
)
def test_which_one_after_a_weekday_is_which_weekday(turns, assistant, sold_in_three, then):
    (name, _), [(one, _), (two, two_id), _] = sold_in_three
    plan = turns(assistant, f"On which weekday does {one} sell the most {name}?", then.format(two)).plan
    assert (plan.intent, plan.measures, plan.entities.stores) == ("value", ("peak_weekday",), (two_id,))


@pytest.mark.parametrize(
    "then", ["and how many is that in all three together?", "in total?", "what do those three have altogether?"]
)
def test_three_stores_one_by_one_added_up(turns, assistant, connection, sold_in_three, then):
    (name, product_id), stores = sold_in_three
    opening = [f"What is the stock of {name} in {stores[0][0]}?", f"and {stores[1][0]}?", f"{stores[2][0]}?"]
    answer = turns(assistant, *opening, then)
    sql = "SELECT sum(on_hand) FROM replenishment WHERE product_id = ? AND store_id IN (?, ?, ?)"
    expected = select(connection, sql, product_id, *(store_id for _, store_id in stores))[0][0]
    assert set(answer.plan.entities.stores) == {store_id for _, store_id in stores}
    assert expected in {fact.value for fact in answer.facts}


def test_the_last_two_of_three_are_two(turns, assistant, sold_in_three):
    (name, _), stores = sold_in_three
    opening = [f"What will {stores[0][0]} sell of {name} next week?", f"and {stores[1][0]}?", f"{stores[2][0]}?"]
    answer = turns(assistant, *opening, "and the last two together?")
    assert set(answer.plan.entities.stores) == {store_id for _, store_id in stores[1:]}


@pytest.mark.parametrize(
    "then",
    [
        "take the {} lines out, what remains?",
        "which of them are not {}?",
        "{} I have dealt with already, what else?",
        "forget the {}. What's left?",
        "no {} please, only the others",
        "now all that isn't {}",
    ],
)
def test_a_list_without_a_category(turns, assistant, connection, as_of, running_out, then):
    store, store_id, category = running_out
    answer = turns(assistant, f"What runs out within 10 days in {store}?", then.format(category))
    expected = _column(connection, f"{_RUNS_OUT} AND category <> ?", store_id, as_of, 10, category)
    assert _ids(answer) == expected


def test_a_list_narrowed_twice(turns, assistant, connection, as_of, running_out):
    store, store_id, category = running_out
    other = select(
        connection,
        f"SELECT min(category) FROM products p WHERE category <> ? AND product_id IN ({_RUNS_OUT})",
        category, store_id, as_of, 10,
    )[0][0]  # fmt: skip
    said = (
        f"What runs out within 10 days in {store}?",
        f"leave out the {category}",
        f"and without the {other} as well",
    )
    expected = _column(connection, f"{_RUNS_OUT} AND category NOT IN (?, ?)", store_id, as_of, 10, category, other)
    assert _ids(turns(assistant, *said)) == expected


@pytest.mark.parametrize(
    "then",
    [
        "and in {}, what runs out there in that time?",
        "what sells out in {} in the same period?",
        "and {}, what goes empty by then?",
    ],
)
def test_the_same_list_elsewhere_after_its_reason(turns, assistant, connection, as_of, running_out, then):
    store, store_id, _ = running_out
    other, other_id = select(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) WHERE store_id <> ? "
        "AND stockout_date::DATE <= ?::DATE + 10 GROUP BY ALL ORDER BY count(*) DESC, store_id LIMIT 1",
        store_id, as_of,
    )[0]  # fmt: skip
    answer = turns(assistant, f"What will run out in {store} in the next 10 days?", "why those?", then.format(other))
    assert answer.plan.intent == "list"
    assert _ids(answer) == _column(connection, _RUNS_OUT, other_id, as_of, 10)


@pytest.mark.parametrize(
    "then",
    [
        "those that may still wait, and that's the rest?",
        "and the ones that can wait?",
        "what about the remainder, those that fall due soon?",
    ],
)
def test_the_rest_of_an_order_list_by_its_own_words(turns, assistant, connection, then):
    store, store_id = select(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) WHERE order_qty > 0 GROUP BY ALL "
        "HAVING count(*) FILTER (action = 'order_soon') > 0 AND count(*) FILTER (action = 'order_now') > 0 "
        "ORDER BY count(*) FILTER (action = 'order_soon') DESC, store_id LIMIT 1",
    )[0]
    opening = (f"Which products do you recommend to order for {store}?", "which of them must go out today?")
    sql = "SELECT product_id FROM replenishment WHERE store_id = ? AND order_qty > 0 AND action = 'order_soon'"
    assert _ids(turns(assistant, *opening, then)) == _column(connection, sql, store_id)


@pytest.mark.parametrize(
    ("then", "limit", "offset"),
    [
        ("and ranks 3 to 5?", 3, 2),
        ("third to fifth?", 3, 2),
        ("the four after those", 4, 2),
        ("places 3, 4 and 5 please", 3, 2),
        ("show me numbers 3-6", 4, 2),
    ],
)
def test_places_further_down_a_ranking(turns, assistant, sold_in_three, then, limit, offset):
    _, [(store, _), *_] = sold_in_three
    plan = turns(assistant, f"Which 2 products in {store} sold the most last week?", then).plan
    assert (plan.intent, plan.limit, plan.offset) == ("rank", limit, offset)
    assert (plan.measures, plan.window.label) == (("actual_sales",), "last week")


def test_places_of_a_ranking_in_one_question(assistant, sold_in_three):
    _, [(store, _), *_] = sold_in_three
    plan = assistant.ask(f"Which products are on places 3 to 7 in {store} by units sold last week?").plan
    assert (plan.intent, plan.limit, plan.offset, plan.sort.descending) == ("rank", 5, 2, True)


@pytest.mark.parametrize("then", ["which of the three has the most?", "of those three, who has the highest stock?"])
def test_which_of_three_stores(turns, assistant, sold_in_three, then):
    (name, _), stores = sold_in_three
    opening = [f"What is the stock of {name} in {stores[0][0]}?", f"and {stores[1][0]}?", f"{stores[2][0]}?"]
    plan = turns(assistant, *opening, then).plan
    assert (plan.intent, plan.group_by, plan.measures[0]) == ("rank", "store", "on_hand")
    assert set(plan.entities.stores) == {store_id for _, store_id in stores}
    assert plan.sort.descending


def test_a_count_without_a_category(turns, assistant, connection, as_of, running_out):
    store, store_id, category = running_out
    answer = turns(
        assistant, f"How many products run out within 10 days in {store}?", f"how many without the {category}?"
    )
    expected = _column(connection, f"{_RUNS_OUT} AND category <> ?", store_id, as_of, 10, category)
    assert value_of(answer, "count") == len(expected)


@pytest.mark.parametrize("then", ["and where is it heading?", "is it rising or falling?", "which way are sales going?"])
def test_a_trend_after_a_spread(turns, assistant, sold_in_three, then):
    (name, product_id), [(store, store_id), *_] = sold_in_three
    plan = turns(assistant, f"How volatile are the sales of {name} in {store}?", then).plan
    assert "trend" in plan.measures
    assert (plan.entities.products, plan.entities.stores) == ((product_id,), (store_id,))


@pytest.mark.parametrize("then", ["and which one is the quietest?", "which is the weakest day?", "and the least?"])
def test_the_other_end_of_a_stretch_of_days(turns, assistant, sold_in_three, then):
    _, [(store, store_id), *_] = sold_in_three
    plan = turns(assistant, f"On which day next week will {store} sell the most?", then).plan
    assert (plan.intent, plan.statistic, plan.window.label) == ("value", "low_day", "next week")
    assert plan.entities.stores == (store_id,)


@pytest.mark.parametrize("then", ["the next 4 please", "next 4", "and the next four products?"])
def test_the_next_of_a_ranking_are_no_days(turns, assistant, sold_in_three, then):
    _, [(store, _), *_] = sold_in_three
    plan = turns(assistant, f"Which 3 products does {store} expect to sell the most of next week?", then).plan
    assert (plan.intent, plan.limit, plan.offset, plan.window.label) == ("rank", 4, 3, "next week")


def test_a_store_set_against_the_one_that_is_meant(assistant, sold_in_three):
    (name, _), [(one, one_id), (two, _), _] = sold_in_three
    plan = assistant.ask(f"How many {name} will {one} sell next week, not {two}?").plan
    assert plan.entities.stores == (one_id,)


def test_another_store_after_the_reason_for_a_list(turns, assistant, sold_in_three):
    _, [(one, _), (two, two_id), _] = sold_in_three
    plan = turns(assistant, f"What must be ordered today in {one}?", "why?", f"and in {two}?").plan
    assert (plan.intent, plan.entities.stores) == ("list", (two_id,))
    assert {f.column for f in plan.filters} == {"order_qty", "action"}


@pytest.mark.parametrize(
    "told",
    [
        "If I move 2 {name} from {one} to {two}, what is left in {one}?",
        "If I move 2 {name} to {two} from {one}, what is left in {one}?",
        "If 2 units of {name} are shipped into {two} from {one}, how much will {one} have?",
    ],
)
def test_units_moved_between_two_stores_in_either_order(assistant, sold_in_three, told):
    (name, _), [(one, one_id), (two, two_id), _] = sold_in_three
    plan = assistant.ask(told.format(name=name, one=one, two=two)).plan
    assert (plan.intent, plan.scenario.kind, plan.scenario.value) == ("whatif", "transfer", 2.0)
    giver = plan.entities.stores[0 if plan.scenario.unit == "from the first" else 1]
    assert (giver, set(plan.entities.stores)) == (one_id, {one_id, two_id})


def test_units_of_what_was_told_before_are_moved(turns, assistant, connection, sold_in_three):
    (name, product_id), [(one, one_id), (two, two_id), _] = sold_in_three
    answer = turns(
        assistant, f"How many {name} are in stock in {one}?", f"If I send 2 of them from {one} to {two}, what is left?"
    )
    held = dict(
        select(
            connection,
            "SELECT store_id, on_hand FROM replenishment WHERE product_id = ? AND store_id IN (?, ?)",
            product_id,
            one_id,
            two_id,
        )
    )
    assert {held[one_id] - 2, held[two_id] + 2} <= {fact.value for fact in answer.facts}
