# ruff: noqa: E501 - questions and statements are read on one line
"""What has slid the most, whose goods come last, letters of classes, days or less, warnings of longer deliveries."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import expected_units, select


@pytest.mark.parametrize(
    ("words", "falling_first"),
    [
        (
            "Among Cork's A items, whose sales have slipped the most when the last 28 days are held against the 28 before?",
            1,
        ),
        ("Of the class A items in Cork, whose 28-day trend is the most negative?", 1),
        ("Of the class A items in Cork, whose 28-day trend is the most positive?", 0),
    ],
)
def test_the_steepest_of_a_class(assistant, connection, words, falling_first):
    way = "ASC" if falling_first else "DESC"
    name = select(
        connection,
        "SELECT p.name FROM stats t JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        f" WHERE s.name = 'Cork' AND abc_class = 'A' AND trend_pct_28d IS NOT NULL ORDER BY trend_pct_28d {way} LIMIT 1",
    )[0][0]
    assert assistant.ask(words).rows[0]["name"] == name


@pytest.mark.parametrize(("words", "way"), [("last", "DESC"), ("soonest", "ASC")])
def test_whose_goods_come_when(assistant, connection, words, way):
    first, second = (
        name
        for (name,) in select(
            connection,
            "SELECT name FROM suppliers WHERE lead_time_days IN (SELECT lead_time_days FROM suppliers"
            " GROUP BY 1 HAVING count(*) = 1) ORDER BY name LIMIT 2",
        )
    )
    wanted = select(
        connection,
        f"SELECT name FROM suppliers WHERE name IN (?, ?) ORDER BY lead_time_days {way} LIMIT 1",
        first,
        second,
    )[0][0]
    answer = assistant.ask(f"If I order from {first} and from {second} today, whose goods arrive {words}?").answer
    other = first if wanted == second else second
    assert wanted in answer
    assert other not in answer.split(wanted)[0]


def test_letters_of_classes(assistant):
    plan = assistant.understander.plan("list everything in Dublin that has ABC letter A together with XYZ letter Y")
    assert {(f.column, f.value) for f in plan.filters} == {("abc_class", "A"), ("xyz_class", "Y")}


def test_so_many_days_or_less(assistant, connection):
    names = select(
        connection,
        "SELECT p.name FROM replenishment r JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE s.name = 'Cork' AND stockout_date <= (SELECT max(date) + 7 FROM sales)",
    )
    answer = assistant.ask("Name every product that Cork is heading to be sold out of in 7 days or less.")
    assert {r["name"] for r in answer.rows} == {name for (name,) in names}


def test_an_order_book_is_no_product(assistant):
    plan = assistant.understander.plan(
        "I have Cork's order book in front of me. Name the articles that must go on it today."
    )
    assert plan.intent == "list"
    assert plan.entities.stores
    assert "action" in {f.column for f in plan.filters}


def test_a_warning_of_longer_deliveries(assistant, connection):
    store, product = select(
        connection,
        "SELECT store_id, product_id FROM stores s, products p WHERE s.name = 'Dublin' AND p.name = 'Greek Yoghurt 500g'",
    )[0]
    answer = assistant.ask(
        "A warning from Lindqvist Farms: Greek Yoghurt 500g could take 11 days to reach us rather than 3. "
        "Counting from tomorrow, what does Dublin get through in those 11 days?"
    )
    expected = expected_units(connection, store, product, steps=11)
    assert any(f.value == pytest.approx(expected) for f in answer.facts), answer.answer


def test_what_to_buy_from_whom_and_when(assistant, connection):
    quantity, supplier, day = select(
        connection,
        "SELECT order_qty, v.name, order_by FROM replenishment r JOIN suppliers v USING (supplier_id)"
        " JOIN products p USING (product_id) JOIN stores s USING (store_id)"
        " WHERE s.name = 'Cork' AND p.name = 'Shower Hose 2m'",
    )[0]
    answer = assistant.ask(
        "I'm restocking Shower Hose 2m at Cork. Give me the number of units to buy, the vendor and the last day to place it."
    ).answer
    assert f"{quantity:g} units" in answer
    assert supplier in answer
    assert f"{day:%-d %B %Y}" in answer


def test_a_quote_in_a_sentence_of_its_own(assistant, connection):
    title, body = select(
        connection, "SELECT title, body FROM notes WHERE body LIKE '%. The %' ORDER BY length(body), note_id LIMIT 1"
    )[0]
    before, after = body.split(". The ", 1)
    quote = f"{' '.join(before.split()[-4:])}. The {' '.join(after.split()[:2])}"
    assert title in assistant.ask(f'One of our notes has the words "{quote}". Tell me its title.').answer
