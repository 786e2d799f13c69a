"""Slips in long words of our subject are mended before anything is read; what may be a name is left alone."""

from __future__ import annotations

import pytest

from rag.understanding.message.lexicon import correct, with_slips_mended


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("producs", "products"),
        ("pirces", "prices"),
        ("actualy", "actually"),
        ("quantites", "quantities"),
        ("insted", "instead"),
        ("deliverd", "delivered"),
        ("chanse", "chance"),
        ("exceded", "exceeded"),
        ("chagring", "charging"),
        ("whateevr", "whatever"),
    ],
)
def test_the_nearest_word_is_the_one_with_the_commonest_slip(slip: str, meant: str) -> None:
    assert correct(slip, inflected=True) == meant
    assert with_slips_mended(f"{slip}?") == f"{meant}?"


@pytest.mark.parametrize(
    "said",
    [
        "Fliessmann",
        "the Kombu 2l",
        "schraubendreher",
        "isn't",
        "on-hand",
        "order PO-23137",
        "steeper",
        "the discounter",
    ],
)
def test_names_and_words_with_signs_are_left_alone(said: str) -> None:
    assert with_slips_mended(said) == said
