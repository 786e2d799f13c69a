# ruff: noqa: E501 - cases are read on one line
"""A size, a colour or a variant that is said with a name has to be the product's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rag.names.catalogue import Catalogue, Item
from rag.names.sizes import near_names
from rag.times.windows import Calendar
from rag.understanding.message.lexicon import is_english, lexicon
from rag.understanding.message.masking import Linker, Masker

AS_OF = date(2025, 11, 19)
CALENDAR = Calendar(AS_OF, date(2023, 1, 1), tuple(AS_OF + timedelta(n) for n in range(1, 57)))
PRODUCTS = (
    "Masonry Nails 30mm 500g", "Masonry Nails 50mm 500g", "Garden Hose 15m", "Garden Hose 25m Heavy", "Drill Bit Set 10 Piece",
    "Paint Roller Type 2", "Mint Tea 20 Bags", "Mint Tea 40 Bags Ginger", "Watering Can Green", "Hex Bolts M6 50 Pack",
    "Cable 2m", "Wood Screws 4 x 40mm",
)  # fmt: skip


@pytest.fixture(scope="module")
def masker() -> Masker:
    items = [Item("product", f"P{n:03d}", name) for n, name in enumerate(PRODUCTS)]
    items.append(Item("store", "S1", "Leeds"))
    return Masker(Linker(Catalogue(items, CALENDAR), lexicon(), is_english), CALENDAR)


@pytest.mark.parametrize(
    ("said", "unknown"),
    [
        ("Masonry Nails 30mm 1500g in Leeds: on hand?", "Masonry Nails 30mm 1500g"),
        ("Garden Hose 40m in Leeds, on hand?", "Garden Hose 40m"),
        ("how many Paint Roller Type 3 are in Leeds", "Paint Roller Type 3"),
        ("Mint Tea 20 Bags Ginger in Leeds tomorrow", "Mint Tea 20 Bags Ginger"),
        ("stock of Mint Tea 60 Bags in Leeds", "Mint Tea 60 Bags"),
        ("Watering Can Green White on hand in Leeds?", "Watering Can Green White"),
        ("stock of Hex Bolts M8 50 Pack in Leeds", "Hex Bolts M8 50 Pack"),
        ("Masonry Nails 30mm 2m on hand in Leeds", "Masonry Nails 30mm 2m"),
    ],
)
def test_another_size_is_another_product(masker, said, unknown):
    masked = masker(said)
    assert [m.text for m in masked.unknown] == [unknown]
    assert not masked.of_kind("product")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Masonry Nails 30mm in Leeds: on hand?", "Masonry Nails 30mm 500g"),
        ("Masonry Nails 30 mm 0.5kg in Leeds: on hand?", "Masonry Nails 30mm 500g"),
        ("the 50mm Masonry Nails in Leeds", "Masonry Nails 50mm 500g"),
        ("order 30 packs of Mint Tea 20 Bags for Leeds", "Mint Tea 20 Bags"),
        ("Garden Hose 15m 14 days Leeds", "Garden Hose 15m"),
        ("Wood Screws 4 x 40mm next 2 weeks in Leeds", "Wood Screws 4 x 40mm"),
    ],
)
def test_a_size_of_its_own_is_no_other(masker, said, name):
    masked = masker(said)
    assert [i.name for m in masked.of_kind("product") for i in m.items] == [name]
    assert not masked.unknown


def test_what_is_near_is_named(masker):
    catalogue = masker.linker.catalogue
    assert near_names("Masonry Nails 30mm 1500g", catalogue) == PRODUCTS[:2]
    assert near_names("Watering Can Red", catalogue) == ("Watering Can Green",)
    assert near_names("Flux Capacitor", catalogue) == ()


@pytest.mark.parametrize(
    ("said", "unknown"), [("how many jute bag pink dots are in Leeds", True), ("how many kids bag pink dots are in Leeds", False)]
)  # fmt: skip
def test_a_word_that_stands_beside_it_in_other_names_is_part_of_what_is_said(said, unknown):
    names = ("Jute Bag Red", "Jute Bag Green", "Pink Dots Kids Bag", "Blue Dots Kids Bag")
    items = [Item("product", f"P{n:03d}", name) for n, name in enumerate(names)]
    items.append(Item("store", "S1", "Leeds"))
    masked = Masker(Linker(Catalogue(items, CALENDAR), lexicon(), is_english), CALENDAR)(said)
    assert [m.text for m in masked.unknown] == (["jute bag pink dots"] if unknown else [])
    assert [i.name for m in masked.of_kind("product") for i in m.items] == ([] if unknown else ["Pink Dots Kids Bag"])
