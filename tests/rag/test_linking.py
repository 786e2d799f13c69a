# ruff: noqa: E501 - patterns and cases are read on one line
"""Names are found as they are typed: exactly, misspelt, in part, by id, or told to be unknown."""

from __future__ import annotations

import gc
import random
import time
from datetime import date, timedelta

import pytest

from rag.names.catalogue import Catalogue, Item
from rag.names.linking import Linker
from rag.names.unknown import unknown_mentions
from rag.times.windows import Calendar
from rag.understanding.message.lexicon import correct, is_english, lexicon

AS_OF = date(2025, 11, 19)
CALENDAR = Calendar(AS_OF, date(2023, 1, 1), tuple(AS_OF + timedelta(n) for n in range(1, 57)))
PRODUCTS = (
    "Oat Milk 1L", "Oat Milk 1L Barista", "Soy Milk 1L", "Popcorn Salted 90g", "Popcorn Sweet 90g", "WHITE HANGING HEART T-LIGHT HOLDER",
    "RED HANGING HEART T-LIGHT HOLDER", "POPPY'S PLAYHOUSE BEDROOM", "Dark Chocolate 70%", "Salt & Vinegar Crisps 150g", "Top 5 Order Stock Cubes",
    "Apple Juice 500ml", "Apple Juice 1L", "Discount",
)  # fmt: skip


@pytest.fixture(scope="module")
def linker() -> Linker:
    items = [Item("product", f"P{n:03d}", name) for n, name in enumerate(PRODUCTS)]
    items += [Item("store", f"S{n}", name) for n, name in enumerate(("Leeds", "United Kingdom", "Store 3", "Store 30"))]
    items += [
        Item("supplier", "V1", "Nordic Dairy Ltd"),
        Item("category", "Dairy", "Dairy"),
        Item("category", "Snacks", "Snacks"),
    ]
    items += [Item("note", "N1", "Delivery delay at Nordic Dairy")]
    return Linker(Catalogue(items, CALENDAR), lexicon(), is_english)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Oat Milk 1L in Leeds", ["Oat Milk 1L", "Leeds"]),
        ("hw much oaat milk 1l in leeds rn", ["Oat Milk 1L", "Leeds"]),
        ("soy mlk please", ["Soy Milk 1L"]),
        ("oatmilk barista", ["Oat Milk 1L Barista"]),
        ("apple juice 500 ml", ["Apple Juice 500ml"]),
        ("poppys playhouse bedroom", ["POPPY'S PLAYHOUSE BEDROOM"]),
        ("salt and vinegar crisp", ["Salt & Vinegar Crisps 150g"]),
        ("dark choclate 70", ["Dark Chocolate 70%"]),
        ("white hanging heart in united kingdom", ["WHITE HANGING HEART T-LIGHT HOLDER", "United Kingdom"]),
        ("sales in store 3", ["Store 3"]),
        ("stock of P002", ["Soy Milk 1L"]),
        ("snack sales", ["Snacks"]),
        ("orders from nordic dairy", ["Nordic Dairy Ltd"]),
        ("Top 5 Order Stock Cubes in Leeds", ["Top 5 Order Stock Cubes", "Leeds"]),
        ("top 5 products in leeds", ["Leeds"]),
        ("discount on everything", []),
        ('the note "delivery delay at nordic dairy"', ["Delivery delay at Nordic Dairy"]),
    ],
)
def test_what_is_typed_means_these_names(linker: Linker, text: str, names: list[str]) -> None:
    assert [m.items[0].name for m in linker.link(text)] == names
    assert not any(m.ambiguous for m in linker.link(text))


@pytest.mark.parametrize("text", ["oat milk in leeds", "popcorn", "apple juice", "hanging heart"])
def test_a_part_of_several_names_is_ambiguous(linker: Linker, text: str) -> None:
    mention = next(m for m in linker.link(text) if m.kind == "product")
    assert len(mention.items) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("How many Glimmerfax Turbo Sprockets will Leeds sell?", "Glimmerfax Turbo Sprockets"),
        ("and for our Zubrowka Lagoon branch?", "Zubrowka Lagoon"),
        ("sales in store 99", "store 99"),
        ("how many croissants will we sell tomorrow", "croissants"),
        ("Vexwell Mango Grater Leeds tomorrow", "Vexwell Mango Grater"),
        ("forecast for granola bars next week", "granola bars"),
    ],
)
def test_a_name_that_nobody_has_is_unknown(linker: Linker, text: str, said: str) -> None:
    def known(word: str) -> bool:
        return word in lexicon() or correct(word) != word

    assert [m.text for m in unknown_mentions(text, linker.link(text), known, is_english)] == [said]


def test_the_same_name_twice_asks_back(linker: Linker) -> None:
    twins = [
        Item("product", "A", "Green Tea"),
        Item("product", "B", "Green Tea"),
        Item("product", "C", "Green Tea Mint"),
    ]
    (mention,) = Linker(Catalogue(twins, CALENDAR), lexicon()).link("stock of green tea")
    assert {item.id for item in mention.items} == {"A", "B"}


def test_a_hundred_thousand_names_are_searched_in_twenty_milliseconds() -> None:
    rng = random.Random(3)
    words = [
        a + b
        for a in ("red", "blue", "soft", "vintage", "heart", "holder", "candle", "plate")
        for b in ("", "let", "ster", "ella", "ix")
    ]
    items = [Item("product", f"X{n}", f"{' '.join(rng.sample(words, 4))} {n % 900}g") for n in range(100_000)]
    big = Linker(Catalogue(items, CALENDAR), lexicon(), is_english)
    questions = [item.name.replace("e", "", 1) + " in leeds next week" for item in rng.sample(items, 20)]
    big.link(questions[0])
    gc.collect()  # what building the index left behind is no part of a look-up
    started = time.process_time()
    for question in questions:
        big.link(question)
    assert (time.process_time() - started) / len(questions) < 0.02


@pytest.fixture(scope="module")
def garden() -> Linker:
    names = (
        "Rain Poncho",
        "Rain Hat Red",
        "Recipe Box",
        "Shower Hose 2m",
        "Shower Hose 3m",
        "Hand Saw 40cm",
        "Hand Saw 55cm",
    )
    items = [Item("product", f"P{n}", name) for n, name in enumerate((*names, "Sports Top Medium"))]
    return Linker(Catalogue([*items, Item("store", "S1", "Leeds")], CALENDAR), lexicon(), is_english)


@pytest.mark.parametrize(
    "text", ["will it rain in leeds", "can you recommend a good recipe for six", "some lorries never showed up"]
)
def test_a_word_of_the_language_names_nothing_outside_the_place_of_a_name(garden: Linker, text: str) -> None:
    assert [m for m in garden.link(text) if m.kind == "product"] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("hand saw stock leeds", 2),
        ("how many shower hose in leeds", 2),
        ("stock of rain hat red", 1),
        ("spots top medium leeds", 1),
    ],
)
def test_everyday_words_name_a_product_where_a_name_stands(garden: Linker, text: str, count: int) -> None:
    (mention,) = [m for m in garden.link(text) if m.kind == "product"]
    assert len(mention.items) == count


def test_the_only_product_is_meant_by_its_name_whatever_the_word() -> None:
    items = [Item("product", "turnover", "Turnover"), *(Item("store", str(n), f"Store {n}") for n in range(1, 6))]
    only = Linker(Catalogue(items, CALENDAR), lexicon(), is_english)
    found = only.link("how much turnover is shop 5 going to make tomorrow?")
    assert [(m.kind, m.items[0].name) for m in found] == [("product", "Turnover"), ("store", "Store 5")]


def test_an_everyday_word_is_a_product_where_an_amount_of_it_is_told() -> None:
    items = [Item("product", "C", "CLEANING"), Item("product", "D", "DAIRY"), Item("store", "1", "Quito 1")]
    two = Linker(Catalogue(items, CALENDAR), lexicon(), is_english)
    assert [m.items[0].name for m in two.link("where will we sell the most cleaning over the next days")] == [
        "CLEANING"
    ]
    assert two.link("the cleaning lady is ill") == []


def test_a_town_that_is_an_everyday_word_is_a_store_where_a_place_stands() -> None:
    items = [Item("store", "1", "Nice"), Item("store", "2", "Lyon"), Item("product", "P", "Oat Milk 1L")]
    towns = Linker(Catalogue(items, CALENDAR), lexicon(), is_english)
    assert [m.items[0].name for m in towns.link("forecast for oat milk in nice nxt 7 days pls")] == [
        "Oat Milk 1L",
        "Nice",
    ]
    for said in (
        "will nice sell more oat milk 1l than lyon",
        "nice: what is out of stock",
        "oat milk 1l nice nxt wk",
        "oat milk 1l, sales of nice tomorrow",
    ):
        assert "Nice" in [m.items[0].name for m in towns.link(said)], said
    assert towns.link("is the shop in nice shape") == []
    assert towns.link("that would be nice tomorrow") == []
    assert towns.link("have a nice day") == []
