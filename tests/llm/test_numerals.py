"""Numerals while decoding: only those of the brief, each as often as it stands there."""

from __future__ import annotations

import re
from random import Random

import pytest

from llm.numerals import NumeralGuide, numeral_tokens

TOKENS = dict(enumerate("0123456789,."))
WORD, SPACE = 12, 13  # tokens that are no numerals


def logits_for(*ranking: int):
    """(14,) logits with these tokens first, in order; the others after them."""
    import torch

    values = torch.zeros(14)
    for place, token in enumerate(ranking):
        values[token] = 10.0 - place
    return values


def written(prompt: str, wanted: str, rng: Random | None = None) -> str:
    """What a guided writer makes of `wanted`, one character per token; noise picks among the others."""
    import torch

    guide, text = NumeralGuide(prompt, TOKENS), ""
    by_character = {c: i for i, c in TOKENS.items()}
    for character in wanted:
        logits = torch.tensor([rng.random() if rng else 0.0 for _ in range(14)])
        logits[by_character.get(character, WORD if character != " " else SPACE)] = 10.0
        token = guide.pick(logits)
        guide.advance([token])
        text += TOKENS.get(token, " " if character.isdigit() else character)
    return text


def test_a_numeral_of_the_brief_is_left_as_the_model_wants_it() -> None:
    assert written("expected sales: 1,240.5 units", "sells 1,240.5 units.") == "sells 1,240.5 units."


def test_a_wrong_digit_gives_way_to_the_one_that_leads_to_a_numeral_of_the_brief() -> None:
    assert written("expected sales: 1,240.5 units", "sells 1,250.5 units.") == "sells 1,240.5 units."


def test_a_numeral_is_not_ended_before_it_is_whole() -> None:
    guide = NumeralGuide("stock: 124 units", TOKENS)
    guide.advance([SPACE, 1, 2])
    assert guide.pick(logits_for(SPACE, WORD, 7)) == 4


def test_a_numeral_cannot_be_told_more_often_than_it_stands_in_the_brief() -> None:
    guide = NumeralGuide("a: 12 units\nb: 30 units", TOKENS)
    guide.advance([SPACE, 1, 2, SPACE])
    assert guide.pick(logits_for(1, 3)) == 3
    guide.advance([3, 0, SPACE])
    assert guide.pick(logits_for(3, 1, WORD)) == WORD


def test_a_comma_or_full_stop_behind_a_whole_numeral_is_punctuation() -> None:
    assert written("a: 12 units\nb: 12,400 units", "12, then 12,400.") == "12, then 12,400."


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_model_wants_every_numeral_is_one_of_the_brief(seed: int) -> None:
    rng = Random(seed)
    prompt = f"a: {rng.randrange(10**7):,} units\nb: {rng.random() * 1e4:,.1f} EUR\nc: {rng.randrange(100)}%"
    wanted = "".join(rng.choice("0123456789,. abc") for _ in range(60)) + " end"
    told = re.findall(r"\d[\d,]*(?:\.\d+)?", written(prompt, wanted, rng))
    allowed = re.findall(r"\d[\d,]*(?:\.\d+)?", prompt)
    for numeral in told:
        assert numeral.rstrip(",") in allowed
        allowed.remove(numeral.rstrip(","))


def test_the_embedded_tokenizer_writes_digits_one_by_one() -> None:
    from transformers import AutoTokenizer

    from llm.models import resolve

    tokenizer = AutoTokenizer.from_pretrained(resolve("embedded").folder, local_files_only=True)
    assert sorted(numeral_tokens(tokenizer).values()) == sorted("0123456789,.")
