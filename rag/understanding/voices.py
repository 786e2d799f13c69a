# ruff: noqa: E501 - word lists and patterns are read on one line
"""Phrasings made into questions: names and times filled in, and said in many voices.

The world here exists for training alone; its names are nobody's. Questions go through the
same masking as those of users, so that the encoder is trained on what it will see.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rag.names.catalogue import Catalogue, Item
from rag.times.windows import Calendar
from rag.understanding.corpus import Phrasing

__all__ = ["fill", "practice_catalogue", "speak"]

_PRODUCTS = (
    "Rye Crackers 200g", "Almond Drink 1L", "Blue Ceramic Mug", "Garden Hose 15m", "Peppermint Tea 20ct", "LED Bulb E27 9W",
    "Basmati Rice 2kg", "Wool Socks Grey", "Tomato Passata 700g", "Cork Board 60x40", "Shampoo Nettle 250ml", "Lemon Soda 6 pack",
    "Cat Litter 10kg", "Paper Napkins Red", "Sourdough Loaf", "HB Pencil Set", "Vanilla Skyr 450g", "Steel Bottle 0.5L",
    "Mustard Dijon 370g", "Beach Towel Striped", "Ginger Shot 60ml", "Drill Bit 6mm", "Baby Wipes 64pc", "Feta 150g",
    "Olive Tapenade", "Birch Plywood 4mm", "Scented Candle Fig", "Picnic Basket Small", "Frozen Peas 1kg", "Bike Lamp USB",
)  # fmt: skip
_STORES = ("Bergen", "Porto Centro", "Northgate", "Harbour Road", "Graz", "Store 14", "Old Mill", "Tampere")
_SUPPLIERS = ("Fjord Foods AS", "Hansen & Sons", "Delta Import", "Grain House", "Kappa Tools", "Verde Organics")
_CATEGORIES = ("Bakery", "Beverages", "Household", "Garden", "Stationery", "Frozen")
_NOTES = (
    "New terms with Grain House", "Strike at the harbour", "Recall of candles", "Packaging change spring", "Visit to Delta Import",
    "Complaint about broken mugs", "Price round autumn", "Cold chain audit",
)  # fmt: skip
_QUOTES = (
    '"delivery only on weekdays"',
    '"rebate from the second pallet on"',
    '"price fixed until summer"',
    '"seal was damaged"',
)
_AHEAD = (
    "tomorrow", "next week", "next 7 days", "over the next 7 days", "in the next two weeks", "next month", "on Friday", "next 14 days",
    "until Sunday", "this weekend", "in the coming 10 days", "the day after tomorrow", "from 2 to 8 December", "on 2025-11-28",
    "within the next 3 days", "within 10 days", "in the first week of December", "by the end of the month", "over the next 28 days", "next Monday",
)  # fmt: skip
_BACK = (
    "yesterday",
    "last week",
    "in the last 7 days",
    "last month",
    "over the last 28 days",
    "in the past two weeks",
    "last Monday",
    "in October",
    "in the last 30 days",
)
_OPENERS = (
    "hi, ",
    "hey ",
    "ok ",
    "please: ",
    "so ",
    "quick question: ",
    "good morning, ",
    "could you tell me ",
    "i need to know ",
    "hmm, ",
    "hello, ",
    "for the meeting: ",
)
_CLOSERS = (" please", " pls", " thanks", "?", " ?", "??", ", thanks", " thx", "!", ".", " asap", " for my planning")
_SHORTER = {
    "quantity": "qty", "next week": "nxt wk", "tomorrow": "tmrw", "please": "pls", "how": "hw", "are": "r", "you": "u", "and": "n",
    "average": "avg", "forecast": "fcst", "product": "prod", "should": "shld", "what is": "whats", "days": "dys", "week": "wk",
    "weeks": "wks", "purchase order": "PO", "lead time": "LT", "out of stock": "OOS", "inventory": "inv", "minimum": "min",
    "safety stock": "SS", "reorder point": "ROP", "days of cover": "DOC", "next": "nxt", "revenue": "rev", "percent": "pct", "stock": "stk",
}  # fmt: skip


def practice_catalogue() -> Catalogue:
    """The world that questions are practised on."""
    items = [Item("product", f"A{i:03d}", n) for i, n in enumerate(_PRODUCTS)]
    items += [Item("store", f"B{i:02d}", n) for i, n in enumerate(_STORES)]
    items += [Item("supplier", f"C{i}", n) for i, n in enumerate(_SUPPLIERS)]
    items += [Item("category", n, n) for n in _CATEGORIES]
    items += [Item("note", f"D{i}", n) for i, n in enumerate(_NOTES)]
    as_of = date(2025, 11, 20)
    calendar = Calendar(as_of, date(2024, 1, 1), tuple(as_of + timedelta(i) for i in range(1, 57)))
    return Catalogue(items, calendar, note_about={"D0": {"supplier": "C3"}, "D4": {"supplier": "C2"}})


def fill(phrasing: Phrasing, rng: random.Random, names: Mapping[str, Sequence[str]] | None = None) -> str:
    """The phrasing with names, times and numbers in its slots.

    `names`: what to choose from for P, S, V, C (two at least of each) and N; those of the practice catalogue otherwise.
    """
    held = names or {"P": _PRODUCTS, "S": _STORES, "V": _SUPPLIERS, "C": _CATEGORIES, "N": _NOTES}
    pairs = {kind: rng.sample(held[kind], 2) for kind in "PSVC"}
    values = {k: v[0] for k, v in pairs.items()} | {f"{k}2": v[1] for k, v in pairs.items()}
    note = rng.choice(held["N"])
    values |= {
        "N": rng.choice([f'"{note}"', note]),
        "Q": rng.choice(_QUOTES),
        "W": rng.choice(_AHEAD),
        "H": rng.choice(_BACK),
        "n": str(rng.choice([2, 3, 5, 8, 10, 12, 14, 20])),
        "p": str(rng.choice([5, 10, 12, 15, 20, 25, 30, 40])),
    }
    if re.search(r"\{p\}% (?:sure|confidence)", phrasing.text):
        values["p"] = str(rng.choice([80, 90, 95]))
    if re.search(r"\{p\}% service", phrasing.text):
        values["p"] = str(rng.choice([95, 97, 98, 99]))
    if re.search(r"(?:euros|budget|spend|afford|cost more|orders over)", phrasing.text):
        values["n"] = str(rng.choice([500, 1200, 5000, 20000]))
    return re.sub(r"\{(\w+)\}", lambda m: values[m[1]], phrasing.text)


def speak(question: str, rng: random.Random) -> str:
    """The same question from somebody else: terse, polite, hurried, with slips."""
    if rng.random() < 0.25:
        question = rng.choice(_OPENERS) + question
    if rng.random() < 0.35:
        question = question.rstrip("?. ") + rng.choice(_CLOSERS)
    if rng.random() < 0.3:
        for long, short in rng.sample(sorted(_SHORTER.items()), 8):
            question = re.sub(rf"\b{long}\b", short, question)
    for _ in range(rng.choices((0, 1, 2), (0.6, 0.3, 0.1))[0]):
        question = _slip(question, rng)
    style = rng.random()
    if style < 0.3:
        return question.lower()
    if style < 0.55:
        return question[:1].upper() + question[1:]
    if style < 0.58:
        return question.upper()
    return question


def _slip(question: str, rng: random.Random) -> str:
    """One slip of the pen in a longer lower-case word."""
    words = list(re.finditer(r"\b[a-z]{5,}\b", question))
    if not words:
        return question
    word = rng.choice(words)
    at = rng.randrange(word.start() + 1, word.end() - 1)
    kind = rng.random()
    if kind < 0.35:
        return question[:at] + question[at + 1 :]
    if kind < 0.65:
        return question[:at] + question[at] + question[at:]
    return question[:at] + question[at + 1] + question[at] + question[at + 2 :]
