# ruff: noqa: E501 - names are read on one line
"""Names are the same in whatever way the trade writes their words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rag.names.catalogue import Catalogue, Item
from rag.names.linking import Linker
from rag.names.sizes import of_its_size
from rag.times.windows import Calendar
from rag.understanding.message.lexicon import is_english, lexicon

AS_OF = date(2025, 11, 19)
CALENDAR = Calendar(AS_OF, date(2023, 1, 1), tuple(AS_OF + timedelta(n) for n in range(1, 57)))
NAMES = (
    "SILVER MOON T-LIGHT HLDR", "GLASS TEALIGHT HOLDER", "MOON GARLAND CHRISTMAS DECORATION", "MOON GARLAND PAPER", "S/4 OWL MUGS W/LIDS",
    "ASSTD OWL PENCILS", "ASSORTED FOX PENCILS", "RED B'FLY C/COVER", "RED FOX CUSHION COVER", "TURQ OWL LAMP", "BLUE OWL LAMP",
    "BEECH WOOD PHOTOFRAME", "OAK WOOD PHOTO FRAME", "COPPER OWL NECKLAC", "LARGE FOX LANTERN", "SMALL FOX LANTERN", "OWL HEART DEC",
    "CAKE STAND MED", "Rye Loaf 400g", "Fizzy Cola 330ml Can", "Fizzy Cola 2L", "Adjustable Spanner 200mm", "Adjustable Spanner 250mm",
)  # fmt: skip


@pytest.fixture(scope="module")
def shop() -> Linker:
    items = [Item("product", f"P{n:03d}", name) for n, name in enumerate(NAMES)]
    return Linker(Catalogue([*items, Item("store", "S1", "Leeds")], CALENDAR), lexicon(), is_english)


def _goods(linker: Linker, text: str) -> list[str]:
    kept, none = of_its_size(text, linker.link(text), [], linker.catalogue)
    assert not none
    return [item.name for m in kept if m.kind == "product" for item in m.items]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("silver moon tealight holder", "SILVER MOON T-LIGHT HLDR"),
        ("glass t-light holder", "GLASS TEALIGHT HOLDER"),
        ("moon garland xmas deco", "MOON GARLAND CHRISTMAS DECORATION"),
        ("xmas decs moon garland", "MOON GARLAND CHRISTMAS DECORATION"),
        ("set of 4 owl mugs with lids", "S/4 OWL MUGS W/LIDS"),
        ("assorted owl pencils", "ASSTD OWL PENCILS"),
        ("asst fox pencils", "ASSORTED FOX PENCILS"),
        ("red butterfly cushion cover", "RED B'FLY C/COVER"),
        ("turquoise owl lamp", "TURQ OWL LAMP"),
        ("beech wood photo frame", "BEECH WOOD PHOTOFRAME"),
        ("oak wood photoframe", "OAK WOOD PHOTO FRAME"),
        ("copper owl necklace", "COPPER OWL NECKLAC"),
        ("lge fox lantern", "LARGE FOX LANTERN"),
        ("owl heart decoration", "OWL HEART DEC"),
        ("cake stand medium", "CAKE STAND MED"),
        ("adjustable spanner 250", "Adjustable Spanner 250mm"),
        ("rye loaves", "Rye Loaf 400g"),
        ("fizzy cola cans", "Fizzy Cola 330ml Can"),
        ("cans of fizzy cola", "Fizzy Cola 330ml Can"),
    ],
)
def test_short_and_whole_words_are_the_same(shop: Linker, said: str, name: str) -> None:
    for text in (f"stock of {said} in leeds", f"how many {said} will leeds sell next week?"):
        assert _goods(shop, text) == [name]


@pytest.mark.parametrize(("said", "count"), [("fox lantern", 2), ("owl lamp", 2), ("adjustable spanner", 2)])
def test_what_two_have_is_asked_back(shop: Linker, said: str, count: int) -> None:
    assert len(_goods(shop, f"stock of {said} in leeds")) == count


@pytest.mark.parametrize("text", ["moon garland sold on 21 dec", "moon garland in dec"])
def test_a_month_is_no_decoration(shop: Linker, text: str) -> None:
    assert len(_goods(shop, text)) == 2
