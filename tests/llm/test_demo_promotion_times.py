"""Begin, end and length of the next promotion, against stretches of days counted here day by day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.llm.demo_world import value_of


def _next_promotions(connection):
    """(product, store) -> first and last day of the first stretch of planned days after the data's last day."""
    as_of = connection.execute("SELECT max(date)::DATE FROM sales").fetchone()[0]
    running = set(
        connection.execute(
            "SELECT product_id, store_id FROM sales WHERE on_promo AND date::DATE = ?", [as_of]
        ).fetchall()
    )
    planned: dict[tuple[str, str], list] = {}
    for product, store, day in connection.execute(
        "SELECT product_id, store_id, date::DATE FROM promotions WHERE on_promo AND date > ? ORDER BY date", [as_of]
    ).fetchall():
        planned.setdefault((product, store), []).append(day)
    result = {}
    for key, days in planned.items():
        if key in running:
            continue
        last = first = days[0]
        while last + timedelta(days=1) in days:
            last += timedelta(days=1)
        result[key] = (first, last)
    return result


@pytest.fixture(scope="module")
def promoted(connection):
    """Names of a product and a store with a next promotion of several days, and its first and last day."""
    found = _next_promotions(connection)
    (product, store), (first, last) = max(found.items(), key=lambda item: (item[1][1] - item[1][0], item[0]))
    name = connection.execute("SELECT name FROM products WHERE product_id = ?", [product]).fetchone()[0]
    place = connection.execute("SELECT name FROM stores WHERE store_id = ?", [store]).fetchone()[0]
    return name, place, first, last


@pytest.mark.parametrize(
    "words",
    [
        "On which day does the upcoming promotion of {p} in {s} finish?",
        "until when does the planned promo on {p} run in {s}",
        "last day of the next promotion on {p}, {s}?",
        "The coming campaign for {p} in {s}: what date is it over?",
    ],
)
def test_the_last_day_of_the_next_promotion(assistant, promoted, words):
    name, place, _, last = promoted
    assert value_of(assistant.ask(words.format(p=name, s=place)), "promotion_until") == last


def test_its_length_and_both_ends(assistant, promoted):
    name, place, first, last = promoted
    days = (last - first).days + 1
    answer = assistant.ask(f"For how many days will the next promotion on {name} in {place} run?")
    assert value_of(answer, "promotion_length") == days
    answer = assistant.ask(f"From when until when is {name} on promotion in {place}?")
    assert (value_of(answer, "promotion_on"), value_of(answer, "promotion_until")) == (first, last)
    answer = assistant.ask(f"When is {name} next on promotion in {place}, and for how long?")
    assert (value_of(answer, "promotion_on"), value_of(answer, "promotion_length")) == (first, days)


def test_one_after_the_other(assistant, turns, promoted):
    name, place, first, last = promoted
    begin = f"When does the next promotion of {name} begin in {place}?"
    assert value_of(turns(assistant, begin, "and the last day?"), "promotion_until") == last
    assert value_of(turns(assistant, begin, "how long does it run?"), "promotion_length") == (last - first).days + 1
    back = turns(assistant, f"When does the next promotion of {name} end in {place}?", "and when does it start?")
    assert value_of(back, "promotion_on") == first
    other = turns(assistant, begin, "and how long does its stock last?")
    assert not [f for f in other.facts if f.measure == "promotion_length"]


def test_none_is_running_where_none_is(assistant, connection, promoted):
    name, place, _, _ = promoted
    answer = assistant.ask(f"When does the current promotion on {name} in {place} end?")
    assert "No promotion is running" in answer.answer
    assert not [f for f in answer.facts if f.measure == "promotion_until"]


def test_the_longest_and_the_soonest(assistant, connection):
    found = _next_promotions(connection)
    longest = max((last - first).days + 1 for first, last in found.values())
    soonest = min(first for first, _ in found.values())
    answer = assistant.ask("Which planned promotion lasts longest?")
    assert value_of(answer, "promotion_length") == longest
    assert value_of(assistant.ask("Which product is on promotion next?"), "promotion_on") == soonest
