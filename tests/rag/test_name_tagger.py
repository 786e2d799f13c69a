"""Words that stand as a name and belong to nothing are told as unknown, never answered for everything."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta

import pytest
from safetensors.torch import save_file

from rag.names.catalogue import Catalogue, Item
from rag.times.windows import Calendar
from rag.train_name_tagger import TaggerSettings, _Trainer, names_hash, practice_names, questions, score
from rag.understanding import Understander
from rag.understanding.corpus import corpus_hash, phrasings
from rag.understanding.message.name_tagger import KINDS, WEIGHTS, NamedSpan, NameTagger, TaggerMismatch, spans_of

AS_OF = date(2025, 11, 19)
#: Goods, towns and everyday things that are in no list of names that the tagger was trained on (checked below).
GOODS = (
    "garden hammocks",
    "ice skates",
    "wedding rings",
    "pocket radios",
    "rice pudding",
    "snow shovels",
    "sledge runners",
)
TOWNS = ("Aberystwyth", "Kilkenny", "Monaghan")
NO_NAMES = (
    "what should we order today in Leeds",
    "my brother is getting married, so how many units will Leeds sell next week?",
    "how much money is tied up in slow stock in Leeds?",
    "we are short of hands on the weekend: what is the forecast for Leeds on Saturday?",
    "abc analysis Leeds: how many A products do we have",
    "the lorry came late again. What is the total stock on hand in Leeds?",
    "bookkeeping wants everything Leeds has on hand valued at cost price",
    "with the strike at the county offices, how many units will Leeds sell next week?",
    "Leeds: stock on hand with all POs dropped?",
)


@pytest.fixture(scope="module")
def understander() -> Understander:
    names = {"product": ("Oat Milk 1L", "Claw Hammer 16oz", "Green Tea"), "store": ("Leeds", "Lyon")}
    items = [Item(kind, f"{kind}{n}", name) for kind, all_ in names.items() for n, name in enumerate(all_)]  # type: ignore[arg-type]
    steps = tuple(AS_OF + timedelta(n) for n in range(1, 57))
    return Understander(Catalogue(items, Calendar(AS_OF, date(2023, 1, 1), steps)))


def test_the_goods_of_these_tests_are_none_that_the_tagger_was_trained_on():
    known = [name.lower() for names in practice_names().values() for name in names]
    for name in (*GOODS, *TOWNS):
        assert not any(name.lower().rstrip("s") in other for other in known), name


def test_goods_that_nobody_sells_here_are_hardly_ever_answered_for_the_whole_store(understander):
    asked = [
        question
        for name in GOODS
        for question in (
            f"how many {name} will we sell in Leeds next week?",
            f"stock of {name} in Leeds",
            f"{name} Leeds next 7 days",
            f"when do the {name} run out in Leeds?",
        )
    ]
    answered = [q for q in asked if understander.plan(q).intent not in ("no_data", "clarify", "refuse")]
    assert len(answered) <= 0.15 * len(asked), answered


@pytest.mark.parametrize("town", TOWNS)
def test_a_town_without_a_shop_is_told(understander, town):
    for question in (
        f"sales of oat milk 1l in our {town} branch next week",
        f"how much green tea did {town} sell last week",
    ):
        plan = understander.plan(question)
        assert plan.intent in ("no_data", "clarify"), question


@pytest.mark.parametrize("question", NO_NAMES)
def test_everyday_words_stay_everyday_words(understander, question):
    plan = understander.plan(question)
    assert plan.intent not in ("no_data", "clarify", "refuse"), plan.problem
    assert understander.read(question).masked.unknown == ()


def test_a_store_beside_a_name_is_no_part_of_it(understander):
    masked = understander.read("rice pudding leeds, how many do we need next week").masked
    assert [(m.text, m.kind) for m in masked.unknown] == [("rice pudding", "unknown product")]
    assert [m.items[0].name for m in masked.mentions] == ["Leeds"]


def test_words_are_joined_to_names_and_judged_by_what_they_are_named_as():
    text = "wine glasses, Old Mill"
    offsets = [(0, 0), (0, 4), (5, 12), (12, 13), (14, 17), (18, 22), (0, 0)]

    def row(kind: str, p: float) -> list[float]:
        return [1 - p if not k else p if k == kind else 0.0 for k in KINDS]

    nothing = row("product", 0.0)
    found = spans_of(
        text, offsets,
        [nothing, row("product", 0.9), row("category", 0.7), nothing, row("store", 0.8), row("store", 0.6), nothing],
    )  # fmt: skip
    assert [(text[s.start : s.end], s.kind) for s in found] == [("wine glasses", "product"), ("Old Mill", "store")]
    assert found[0].probability == pytest.approx(0.8)


def test_practice_questions_carry_the_places_of_their_names_and_hold_names_and_phrasings_out():
    made = questions(TaggerSettings(), phrasings()[::200])
    assert len(made) > 150
    held = [q for q in made if q.held_out]
    assert 0.02 < len(held) / len(made) < 0.25
    assert all(0 <= a < b <= len(q.text) and kind in KINDS for q in made for a, b, kind in q.names)
    assert not any(ord(c) >= 0xE000 for q in made for c in q.text)
    again = questions(TaggerSettings(), phrasings()[::200])
    assert made == again


def test_score_counts_names_found_and_spans_that_are_none():
    made = questions(TaggerSettings(), [p for p in phrasings() if "{P}" in p.text][:40])
    whole = [[NamedSpan(a, b, kind, 1.0) for a, b, kind in q.names] for q in made]
    assert score(made, whole)["questions_whole"] == 1.0
    assert score(made, [[] for _ in made])["recall"] == 0.0
    assert score(made, [[NamedSpan(0, 1, "note", 1.0)] for _ in made])["precision"] == 0.0


def test_a_tagger_can_be_learnt_saved_and_read(tmp_path):
    settings = TaggerSettings(epochs=30, batch_size=8, voices=1, adapted_layers=1)
    items = questions(settings, [p for p in phrasings() if "{P}" in p.text][:16])
    trainer = _Trainer(settings)
    rows = trainer.backbone.lower([i.text for i in items], lambda *_, **__: None)
    trainer.fit(items, rows, lambda *_, **__: None)
    found = trainer.predict(items, rows)
    assert score(items, found)["recall"] > 0.9
    save_file(trainer.state(), str(tmp_path / "name_tagger.safetensors"))
    shutil.copy(WEIGHTS / "name_tagger.json", tmp_path)
    read = NameTagger.load(tmp_path)
    told = [[(s.start, s.end, s.kind) for s in spans] for spans in found]
    assert [[(s.start, s.end, s.kind) for s in read(i.text)] for i in items] == told


def test_weights_for_another_embedder_are_refused(tmp_path):
    meta = json.loads((WEIGHTS / "name_tagger.json").read_text(encoding="utf-8")) | {"embedder": "another"}
    (tmp_path / "name_tagger.json").write_text(json.dumps(meta), encoding="utf-8")
    with pytest.raises(TaggerMismatch, match="train again"):
        NameTagger.load(tmp_path)


def test_the_shipped_tagger_was_trained_on_this_corpus_and_names_and_says_how_good_it_is():
    meta = json.loads((WEIGHTS / "name_tagger.json").read_text(encoding="utf-8"))
    assert meta["corpus"] == corpus_hash()
    assert meta["names"] == names_hash()
    assert meta["held_out"]["recall"] > 0.8
    assert meta["held_out"]["precision"] > 0.8
    assert NameTagger.load()("how many garden hammocks will we sell?")


def test_settings_out_of_range_are_refused():
    with pytest.raises(ValueError, match="at least 1"):
        TaggerSettings(epochs=0)
