# ruff: noqa: E501 - questions and queries are read on one line
"""Sizes that tell one product from another, openings of letters, classes under other names, and statements beside a question."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


def _names(answer):
    return {row["name"].strip() for row in answer.rows}


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("How many navy polo shirts, size M, do we have in Cork?", "Medium"),
        ("Stock of the navy polo in Large, Cork please", "Large"),
        ("navy polo (L) - units on hand in Cork?", "Large"),
        ("How many units of the navy polo are on hand in Cork, the medium one?", "Medium"),
        ("Customers ask for the navy polo size Large. How many do we have on hand in Cork?", "Large"),
    ],
)
def test_a_size_in_words_tells_which(assistant, connection, words, size):
    gold = select(
        connection,
        "SELECT i.on_hand FROM inventory i JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE trim(p.name) = 'Polo Shirt Navy ' || ? AND trim(s.name) = 'Cork'",
        size,
    )[0][0]
    answer = assistant.ask(words, [])
    assert value_of(answer, "on_hand") == gold, answer.answer


def test_without_a_size_it_is_asked_back(assistant):
    assert assistant.ask("How many navy polo shirts do we have in Cork?", []).status == "clarify"


@pytest.mark.parametrize(
    "opening",
    ["Dear Sir or Madam, ", "To whom it may concern: ", "Ladies and gentlemen, ", "Good day to you! ", "Dear purchasing team - ", "Dear sirs, "],
)  # fmt: skip
def test_how_a_letter_begins_names_nobody(assistant, connection, opening):
    gold = select(
        connection,
        "SELECT sum(i.on_hand) FROM inventory i JOIN stores s USING (store_id) WHERE trim(s.name) = 'Dublin'",
    )[0][0]
    answer = assistant.ask(f"{opening}how many units are on hand in Dublin altogether?", [])
    assert value_of(answer, "on_hand") == gold, answer.answer


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("Kindly list the articles at Cork which fall into revenue class A and volatility class Y.", "abc_class = 'A' AND xyz_class = 'Y'"),
        ("Which products in Cork are B by value and Z by variability?", "abc_class = 'B' AND xyz_class = 'Z'"),
        ("Please name all products of Cork belonging to turnover class C.", "abc_class = 'C'"),
    ],
)  # fmt: skip
def test_classes_by_what_they_are_made_by(assistant, connection, words, condition):
    gold = select(
        connection,
        "SELECT trim(p.name) FROM stats t JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        f"WHERE trim(s.name) = 'Cork' AND {condition}",
    )
    assert _names(assistant.ask(words, [])) == {name for (name,) in gold}


@pytest.mark.parametrize(
    ("words", "order", "n"),
    [
        ("Who are our four big earners by revenue of the last 90 days, all shops together?", "DESC", 4),
        ("Name two weak earners, revenue over the last 90 days, whole chain.", "ASC", 2),
        ("which five strong sellers brought the most revenue over 90 days", "DESC", 5),
    ],
)
def test_so_many_big_or_weak_ones_are_a_top_of_so_many(assistant, connection, words, order, n):
    gold = select(
        connection,
        "SELECT trim(p.name) FROM stats t JOIN products p USING (product_id) GROUP BY p.product_id, p.name "
        f"ORDER BY sum(t.revenue_90d) {order} LIMIT {n}",
    )
    assert _names(assistant.ask(words, [])) == {name for (name,) in gold}


@pytest.mark.parametrize(
    "words",
    [
        "The auditors will ask me why our best goods lose ground in Dublin. Among the class A products there, which one has fallen the most over the last 28 days?",
        "In the Monday meeting the boss is going to ask which of our stars sells less in Dublin, and I can only check one. So which class A product there has slumped the most over the last 28 days?",
    ],
)
def test_what_others_will_ask_is_no_question(assistant, connection, words):
    gold = select(
        connection,
        "SELECT trim(p.name) FROM stats t JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE trim(s.name) = 'Dublin' AND t.abc_class = 'A' AND t.trend_pct_28d IS NOT NULL ORDER BY t.trend_pct_28d LIMIT 1",
    )[0][0]
    answer = assistant.ask(words, [])
    assert gold in answer.answer
    assert answer.answer.count(" has the ") == 1


def test_what_they_will_ask_is_asked_where_nothing_else_is(assistant):
    answer = assistant.ask("They will ask me how many orders are late in Dublin.", [])
    assert "late" in answer.answer


@pytest.mark.parametrize("goods", ["gear", "kit", "stuff", "merchandise", "lines"])
def test_what_a_supplier_brings_under_its_short_name(assistant, connection, goods):
    supplier, gold = select(
        connection,
        "SELECT u.name, sum(i.on_hand) FROM inventory i JOIN products p USING (product_id) JOIN suppliers u USING (supplier_id) "
        "WHERE u.supplier_id = (SELECT max(supplier_id) FROM suppliers) GROUP BY u.name",
    )[0]
    answer = assistant.ask(f"How many units of {supplier.split()[0]} {goods} do we have on hand, all shops?", [])
    assert value_of(answer, "on_hand") == gold, answer.answer


def test_a_word_of_a_category_in_a_story_changes_no_subject(assistant):
    first = "How many Greek Yoghurt 1kg do we expect to sell in Dublin in the next 7 days?"
    history = [{"role": "user", "content": first}, {"role": "assistant", "content": assistant.ask(first, []).answer}]
    story = "Fine. The dairy rang me up and has a pallet over for us. And in Sligo? Which of the two sells more of it?"
    answer = assistant.ask(story, history)
    assert "Greek Yoghurt 1kg" in answer.answer
    assert "category" not in answer.answer
    meant = assistant.ask("Thanks. And the dairy? How much of it do we expect to sell there?", history)
    assert "Dairy" in meant.answer


@pytest.mark.parametrize(
    "words",
    [
        "Are there any comments on {name}? What stands in the newest one?",
        "Do we have any remarks to {name}? What is written in the latest one?",
    ],
)
def test_remarks_are_notes(assistant, connection, words):
    name, title = select(
        connection,
        "SELECT trim(p.name), n.title FROM notes n JOIN products p USING (product_id) ORDER BY n.date DESC, n.note_id LIMIT 1",
    )[0]
    assert title in assistant.ask(words.format(name=name), []).answer


def test_the_figure_somebody_is_told_to_ask_for(assistant, connection):
    gold = select(
        connection,
        "SELECT 100 * wape FROM accuracy JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE served AND target = 'sales' AND trim(s.name) = 'Dublin' AND trim(p.name) = 'Greek Yoghurt 1kg'",
    )[0][0]
    for words in (
        "Can I believe you about the Greek Yoghurt 1kg in Dublin? My boss says I should ask you for the WAPE in percent.",
        "I was told to get the WAPE from you. What about the Greek Yoghurt 1kg in Dublin?",
    ):
        answer = assistant.ask(words, [])
        assert abs(100 * value_of(answer, "wape") - gold) < 0.01 or abs(value_of(answer, "wape") - gold) < 0.01


@pytest.mark.parametrize("end", ["total EUR?", "sum in euros?", "tot. €", "EUR in total?"])
def test_a_total_in_a_currency_is_a_value(assistant, connection, end):
    supplier, gold = select(
        connection,
        "SELECT u.name, sum(r.order_value) FROM replenishment r JOIN suppliers u USING (supplier_id) "
        "WHERE r.order_qty > 0 GROUP BY u.name ORDER BY 2 DESC LIMIT 1",
    )[0]
    answer = assistant.ask(f"{supplier} - all recommended orders, every store, {end}", [])
    told = [f.value for f in answer.facts if f.measure == "order_value"]
    assert any(abs(value - gold) < 0.01 for value in told), answer.answer
