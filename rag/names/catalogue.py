"""Everything that has a name: products, stores, suppliers, categories, notes, regions.

    Catalogue.from_connection(RunStore(workspace).connect())

Read once per served run. It also knows what the run covers in time, and what a note is
about, so that "that supplier" after a note's title is a supplier.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal, TypeVar, cast

from rag.names.spellings import stem
from rag.names.trade_forms import TEALIGHT, token_in_full
from rag.notes.words import NoteWords
from rag.times.windows import Calendar

__all__ = ["Catalogue", "Item", "ItemKind", "Token", "name_key", "stem", "tokens"]

_T = TypeVar("_T")
ItemKind = Literal["product", "store", "supplier", "category", "note", "region"]

_WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*")
_UNITS = {
    "l": "l", "litre": "l", "litres": "l", "liter": "l", "liters": "l", "ltr": "l", "ml": "ml", "cl": "cl", "g": "g",
    "gr": "g", "gram": "g", "grams": "g", "kg": "kg", "kilo": "kg", "kilos": "kg", "oz": "oz", "lb": "lb", "cm": "cm",
    "mm": "mm", "pk": "pack", "pack": "pack", "packs": "pack", "pcs": "pc", "pc": "pc",
    "cms": "cm", "mms": "mm", "kgs": "kg", "gms": "g", "mls": "ml", "ltrs": "l", "lbs": "lb",
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """One word of a text: as compared (no case, accents, apostrophes), and where it stands."""

    text: str
    start: int
    end: int

    @property
    def has_digit(self) -> bool:
        return any(c.isdigit() for c in self.text)


def tokens(text: str) -> list[Token]:
    """Words of a text; "1 litre", "1 L" and "1L" are one word `1l`, and "T-Light" is a tealight."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        word = token_in_full(_plain(match.group()), text, match.start())
        if found and found[-1].text == "t" and word in TEALIGHT and match.start() - found[-1].end == 1:
            found[-1] = Token(TEALIGHT[word], found[-1].start, match.end())
            continue
        if found and found[-1].text.isdigit() and word in _UNITS and match.start() - found[-1].end <= 1:
            found[-1] = Token(found[-1].text + _UNITS[word], found[-1].start, match.end())
            continue
        glued = re.fullmatch(r"(\d+)([a-z]+)", word)
        if glued and glued[2] in _UNITS:
            word = glued[1] + _UNITS[glued[2]]
        found.append(Token(word, match.start(), match.end()))
    return found


def _plain(word: str) -> str:
    if word.isascii():
        return word.lower().replace("'", "").replace("`", "")
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c) and c not in "'’`´")


def name_key(text: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(stem(token.text) for token in tokens(text) if token.text != "and")


@dataclass(frozen=True)
class Item:
    kind: ItemKind
    id: str
    name: str


@dataclass
class Catalogue:
    """The named things of one run, by kind and id."""

    items: list[Item]
    calendar: Calendar
    product_supplier: dict[str, str] = field(default_factory=dict)
    product_category: dict[str, str] = field(default_factory=dict)
    note_about: dict[str, dict[str, str]] = field(default_factory=dict)  # note id -> kind -> id
    region_stores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    columns_with_values: frozenset[str] = frozenset()  # "sales.units_returned", "suppliers", ...
    note_words: NoteWords = field(default_factory=NoteWords)
    payment_terms: tuple[str, ...] = ()  # as suppliers have them

    def __post_init__(self) -> None:
        self._names = {(item.kind, item.id): item.name for item in self.items}
        self._by_kind: dict[str, list[Item]] = {}
        self._made: dict[Callable[[Catalogue], Any], Any] = {}
        for item in self.items:
            self._by_kind.setdefault(item.kind, []).append(item)

    def name(self, kind: str, id: str) -> str:
        """The name of an id, or the id where it has none."""
        return self._names.get((kind, id), id)  # type: ignore[arg-type]

    def once(self, make: Callable[[Catalogue], _T]) -> _T:
        """What `make` makes of the catalogue, made at the first call: a catalogue does not change."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(_T, self._made[make])

    def of_kind(self, kind: str) -> list[Item]:
        return self._by_kind.get(kind, [])

    @classmethod
    def from_connection(cls, connection: Any, country: str | None = None) -> Catalogue:
        """Read names from the views of a run; absent optional tables give no items."""
        read = _Reader(connection)
        items = [Item("product", i, n or i) for i, n in read("SELECT product_id, name FROM products")]
        items += [Item("store", i, n or i) for i, n in read("SELECT store_id, name FROM stores")]
        items += [Item("supplier", i, n or i) for i, n in read("SELECT supplier_id, name FROM suppliers")]
        categories = read("SELECT DISTINCT category FROM products WHERE category IS NOT NULL ORDER BY 1")
        items += [Item("category", c, c) for (c,) in categories]
        items += [Item("note", i, n) for i, n in read("SELECT note_id, title FROM notes WHERE title IS NOT NULL")]
        regions: dict[str, list[str]] = {}
        for store, region in read("SELECT store_id, region FROM stores WHERE region IS NOT NULL"):
            regions.setdefault(region, []).append(store)
        items += [Item("region", r, r) for r in regions]
        about = {
            note: {kind: value for kind, value in zip(("supplier", "product", "store"), ids, strict=True) if value}
            for note, *ids in read("SELECT note_id, supplier_id, product_id, store_id FROM notes")
        }
        texts = read("SELECT note_id, concat_ws(' ', title, body) FROM notes ORDER BY 1")
        products = read("SELECT product_id, supplier_id, category FROM products")
        terms = read("SELECT DISTINCT payment_terms FROM suppliers WHERE payment_terms IS NOT NULL ORDER BY 1")
        return cls(
            items,
            _calendar(read, country),
            {p: s for p, s, _ in products if s},
            {p: c for p, _, c in products if c},
            about,
            {region: tuple(stores) for region, stores in regions.items()},
            _columns_with_values(read),
            NoteWords.read((text, about.get(note, {})) for note, text in texts),
            tuple(str(t) for (t,) in terms),
        )


class _Reader:
    """Runs a query; a table that is not there gives no rows."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __call__(self, sql: str) -> list[tuple[Any, ...]]:
        import duckdb

        try:
            return self.connection.execute(sql).fetchall()
        except (duckdb.CatalogException, duckdb.BinderException):
            return []


def _calendar(read: _Reader, country: str | None) -> Calendar:
    first, last = (read("SELECT min(date)::DATE, max(date)::DATE FROM sales") or [(None, None)])[0]
    steps = [d for (d,) in read("SELECT DISTINCT date::DATE FROM forecasts WHERE target = 'sales' ORDER BY 1")]
    if last is None:
        last = steps[0] - timedelta(1) if steps else date(1970, 1, 1)
    events: dict[str, list[date]] = {}
    for day, name in read("SELECT DISTINCT date::DATE, name FROM events WHERE name IS NOT NULL ORDER BY 1"):
        events.setdefault(name.strip().lower(), []).append(day)
    gap = (steps[1] - steps[0]).days if len(steps) > 1 else 1
    frequency = "daily" if gap < 5 else "weekly" if gap < 25 else "monthly"
    return Calendar(
        last,
        first or last,
        tuple(steps),
        frequency,
        {name: tuple(days) for name, days in events.items() if len(name) > 3},
        country,
    )


_OPTIONAL = (
    ("sales", "units_returned"),
    ("sales", "price"),
    ("sales", "on_promo"),
    ("inventory", "on_hand"),
    ("suppliers", "supplier_id"),
    ("products", "supplier_id"),
    ("products", "category"),
    ("products", "unit_cost"),
    ("products", "unit_price"),
    ("notes", "body"),
    ("stats", "revenue_90d"),
)


def _columns_with_values(read: _Reader) -> frozenset[str]:
    """Which optional columns hold anything; what is not supplied cannot be asked for."""
    found = set()
    for table, column in _OPTIONAL:
        if read(f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL LIMIT 1"):
            found.add(f"{table}.{column}")
    return frozenset(found)
