"""The corpus is whole, its voices keep the meaning, and the trained heads can be learnt, saved and read."""

from __future__ import annotations

import random
from pathlib import Path
from typing import get_args

import pytest

from rag.adapting import _batches
from rag.measures import MEASURES
from rag.plan import ScenarioKind
from rag.train_understanding import TrainingSettings, _Trainer, samples
from rag.understanding.corpus import phrasings
from rag.understanding.encoder import FEATURES, FIELDS, MULTI
from rag.understanding.voices import fill, speak


def test_every_phrasing_has_known_fields_and_one_in_ten_is_held_out() -> None:
    lines = phrasings()
    assert len(lines) > 1300
    assert len({p.text for p in lines}) > 0.97 * len(lines)
    for phrasing in lines:
        assert set(phrasing.reading.measures) <= set(MEASURES)
        for field, choices in FIELDS.items():
            known = (
                (*choices, *get_args(ScenarioKind)) if field == "scenario" else choices
            )  # some are read by rule alone
            assert getattr(phrasing.reading, field) in known, phrasing.text
        for field, choices in MULTI.items():
            known = MEASURES if field == "measures" else choices  # some measures are read by rule alone too
            assert set(getattr(phrasing.reading, field)) <= set(known), phrasing.text
    share = sum(p.held_out for p in lines) / len(lines)
    assert 0.07 < share < 0.13


def test_voices_leave_no_slot_open_and_are_reproducible() -> None:
    first, second = random.Random(5), random.Random(5)
    for phrasing in phrasings()[::40]:
        said = speak(fill(phrasing, first), first)
        assert "{" not in said
        assert said == speak(fill(phrasing, second), second)


def test_settings_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        TrainingSettings(epochs=0)
    with pytest.raises(ValueError, match="adapted_layers"):
        TrainingSettings(adapted_layers=9)


def test_an_epoch_sees_every_row_once_in_batches_of_about_equal_length() -> None:
    lengths = random.Random(2)
    rows = [[0] * lengths.randint(5, 60) for _ in range(1000)]
    batches = _batches(rows, 32, random.Random(3))
    assert sorted(i for batch in batches for i in batch) == list(range(1000))
    assert {len(batch) for batch in batches} <= {32, 1000 % 32}
    padded = sum(len(batch) * max(len(rows[i]) for i in batch) for batch in batches)
    assert padded < 1.15 * sum(map(len, rows))
    assert batches != _batches(rows, 32, random.Random(4))


def test_heads_learn_a_handful_of_questions_by_heart(tmp_path: Path) -> None:
    settings = TrainingSettings(epochs=60, batch_size=12, voices=1, adapted_layers=0)
    items = samples(settings, phrasings()[:240:20])
    assert items[0].features.shape == (FEATURES,)
    trainer = _Trainer(settings)
    losses: list[float] = []

    def note(label: str, done: int, total: int, loss: float | None = None) -> None:
        if loss is not None:
            losses.append(loss)

    rows = trainer.lower([item.text for item in items], note)
    trainer.fit(items, rows, note)
    assert losses[-1] < 0.3 * losses[0]
    guesses = trainer.predict(items, rows)
    assert all(g["intent"] == item.labels["intent"] for g, item in zip(guesses, items, strict=True))
