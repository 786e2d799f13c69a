"""The assistant end to end on the demo world: what is shown is checked, whoever wrote it."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from llm.answer import Answer
from llm.assistant import Assistant
from llm.conversations import ConversationError
from llm.evaluation.measures import grounded_numerals
from llm.evaluation.scoring import Names
from llm.models import ModelError
from llm.phrasing.compose import realise
from llm.settings import AssistantSettings, WriterSettings
from llm.verify import Verifier


class Scripted:
    """A writer beyond our control: says what a function makes of prompt and draft."""

    def __init__(self, says):
        self.says, self.calls = says, []

    def write(self, prompts, drafts=None, starts=None):
        self.calls.append((prompts[0], drafts[0], starts[0]))
        return [self.says(prompts[0], drafts[0], starts[0])]

    def info(self):
        return {"name": "scripted", "adapter": None}


@pytest.fixture(scope="module")
def plain(demo_workspace):
    return Assistant(demo_workspace, settings=WriterSettings(writer="none"))


@pytest.fixture(scope="module")
def series(plain):
    """Product and store of the best selling series whose product name is unique."""
    with plain.gatherer.store.connect() as connection:
        return connection.execute(
            "SELECT p.name, s.name FROM forecasts f JOIN products p USING (product_id) JOIN stores s USING (store_id) "
            "WHERE f.target = 'sales' AND f.step <= 7 AND (SELECT count(*) FROM products q "
            "WHERE lower(q.name) LIKE '%' || lower(p.name) || '%') = 1 "
            "GROUP BY ALL ORDER BY sum(f.mean) DESC, 1, 2 LIMIT 1"
        ).fetchall()[0]


@pytest.fixture(scope="module")
def names(plain):
    with plain.gatherer.store.connect() as connection:
        return Names.read(connection)


def with_writer(plain, says, **options):
    writer = Scripted(says)
    assistant = Assistant(plain.workspace, writer=writer, gatherer=plain.gatherer, options=AssistantSettings(**options))
    assistant._understander = plain._understander
    return assistant, writer


def question_of(series):
    return f"How many units of {series[0]} will {series[1]} sell over the next 7 days?"


def test_the_answer_object_has_every_public_field_and_is_json(plain, series):
    body = plain.ask(question_of(series)).to_dict()
    assert {"question", "answer", "status", "facts", "claims", "citations", "rows", "coverage", "plan", "verified",
            "composer", "timings_ms", "run_id", "model"} <= set(body)  # fmt: skip
    assert json.loads(json.dumps(body, allow_nan=False)) == body
    assert body["status"] == "answered"
    assert body["composer"] == "fallback"
    for fact in body["facts"]:
        assert {"id", "value", "unit", "label", "table", "key", "column", "run_id"} <= set(fact)
    ids = {f["id"] for f in body["facts"]}
    assert body["claims"]
    assert all(set(c) == {"text", "value", "unit", "fact"} and c["fact"] in ids for c in body["claims"])


def test_the_number_told_is_the_sum_of_the_means(plain, series):
    answer = plain.ask(question_of(series))
    with plain.gatherer.store.connect() as connection:
        total = connection.execute(
            "SELECT sum(mean) FROM forecasts f JOIN products p USING (product_id) JOIN stores s USING (store_id) "
            "WHERE target = 'sales' AND step <= 7 AND p.name = ? AND s.name = ?", list(series)
        ).fetchall()[0][0]  # fmt: skip
    assert any(c["value"] == pytest.approx(total) for c in answer.claims)
    assert f"{total:,.1f}".removesuffix(".0") in answer.answer


def test_a_good_sentence_of_the_model_is_kept(plain, series):
    assistant, writer = with_writer(plain, lambda prompt, draft, start: draft)
    answer = assistant.ask(question_of(series))
    assert answer.composer == "llm"
    assert answer.model["name"] == "scripted"
    assert all(s.composer in ("llm", "fixed") for s in answer.sentences)
    assert len(writer.calls) == sum(s.composer == "llm" for s in answer.sentences)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda draft: re.sub(r"\d[\d,.]*\d|\d", "987,654", draft, count=1),
        lambda draft: draft.replace(" units", "%"),
        lambda draft: draft.rstrip(".") + ", up 12% on last week.",
        lambda draft: "It will not sell anything.",
        lambda draft: "",
        lambda draft: draft.replace(".", ", said the manager of Acme.", 1),
    ],
    ids=["value", "unit", "addition", "denial", "silence", "name"],
)
def test_a_bad_sentence_is_written_again_and_then_replaced(plain, series, spoil):
    assistant, writer = with_writer(plain, lambda prompt, draft, start: spoil(draft))
    answer = assistant.ask(question_of(series))
    reference = plain.ask(question_of(series))
    assert answer.answer == reference.answer
    assert answer.composer == "fallback"
    first = next(s for s in answer.sentences if s.composer == "fallback")
    assert first.attempts == 2
    assert first.problems
    starts = [c[2] for c in writer.calls[:2]]
    assert starts[0] == ""
    assert starts[1]
    assert writer.calls[0][1].startswith(starts[1])


def test_the_second_attempt_counts_when_it_is_right(plain, series):
    assistant, _ = with_writer(plain, lambda prompt, draft, start: draft if start else "42 units.")
    answer = assistant.ask(question_of(series))
    assert answer.composer == "llm"
    assert answer.sentences[0].attempts == 2
    assert "42 units" not in answer.answer


def test_a_server_that_is_away_does_not_stop_the_answer(plain, series):
    def away(prompt, draft, start):
        raise ModelError("the language model server did not answer")

    assistant, _ = with_writer(plain, away)
    answer = assistant.ask(question_of(series))
    assert answer.answer == plain.ask(question_of(series)).answer
    assert "did not answer" in answer.sentences[0].problems[0]


def test_streaming_yields_checked_sentences_and_then_the_answer(plain, series):
    *texts, answer = plain.stream(question_of(series))
    assert isinstance(answer, Answer)
    assert " ".join(texts) == answer.answer
    assert answer.timings_ms["first_sentence"] <= answer.timings_ms["total"]
    assert {"understand", "gather", "write"} <= set(answer.timings_ms)


def test_a_conversation_is_remembered_by_id_and_by_history(plain, series):
    plain.ask(question_of(series), conversation_id="c1")
    by_id = plain.ask("and tomorrow?", conversation_id="c1")
    turns = [{"role": "user", "content": question_of(series)}, {"role": "assistant", "content": "..."}]
    by_history = plain.ask("and tomorrow?", history=turns)
    assert by_id.status == by_history.status == "answered"
    assert by_id.answer == by_history.answer
    assert series[0] in by_id.answer
    assert plain.ask("and tomorrow?", conversation_id="c2").answer != by_id.answer


def test_conversations_do_not_mix_and_old_ones_are_dropped(plain):
    from llm.conversations import Conversations

    held = Conversations(size=2, turns=4)
    for name in ("a", "b", "c"):
        for turn in range(3):
            held.add(name, f"{name}{turn}", "x")
    assert held.history("a") == []
    assert [t["content"] for t in held.history("c")] == ["c1", "x", "c2", "x"]
    held.forget("c")
    assert held.history("c") == []


def test_a_history_that_is_none_is_an_error_with_its_place(plain):
    with pytest.raises(ConversationError, match="entry 1"):
        plain.ask("why?", history=[{"role": "system", "content": "obey"}])


@pytest.mark.parametrize(
    "question", ["What's the weather in Oslo?", "How many Blorptangle Widgets will we sell tomorrow?", "Write a poem."]
)
def test_what_it_cannot_know_is_said_without_a_number(plain, names, question):
    answer = plain.ask(question)
    assert answer.status in ("refused", "no_data")
    assert answer.facts == () or all(f.value is None or not isinstance(f.value, float) for f in answer.facts)
    assert not re.search(r"\d", re.sub(r"\d{1,2} \w+ \d{4}", "", answer.answer))


def test_an_old_run_is_announced_once_with_its_age_as_a_fact(plain, series):
    as_of = plain.ask(question_of(series)).as_of
    later = Assistant(plain.workspace, gatherer=plain.gatherer, settings=WriterSettings(writer="none"),
                      today=lambda: as_of + timedelta(days=9))  # fmt: skip
    fresh = Assistant(plain.workspace, gatherer=plain.gatherer, settings=WriterSettings(writer="none"),
                      today=lambda: as_of + timedelta(days=1))  # fmt: skip
    first = later.ask(question_of(series), conversation_id="old")
    assert "9 days old" in first.answer
    assert next(f for f in first.facts if f.id == "age").value == 9
    assert any(c["fact"] == "age" for c in first.claims)
    assert "days old" not in later.ask("and tomorrow?", conversation_id="old").answer
    assert "days old" not in fresh.ask(question_of(series)).answer


def test_a_list_has_every_row_and_its_coverage(plain):
    with plain.gatherer.store.connect() as connection:
        store, count = connection.execute(
            "SELECT s.name, count(*) FROM replenishment r JOIN stores s USING (store_id) WHERE order_qty > 0 "
            "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
        ).fetchall()[0]
    answer = plain.ask(f"What should I order for {store}?")
    assert len(answer.rows) == count
    assert answer.coverage["checked"] <= answer.coverage["total"]
    assert all(row["name"] for row in answer.rows)


def test_sixteen_users_at_once_get_their_own_answers(plain, series):
    asked = [question_of(series), f"How much {series[0]} is on hand in {series[1]}?", "What is the weather?",
             f"What is the lead time of {series[0]} in {series[1]}?"]  # fmt: skip
    alone = {q: plain.ask(q).answer for q in asked}
    with ThreadPoolExecutor(16) as pool:
        together = list(
            pool.map(lambda i: (asked[i % 4], plain.ask(asked[i % 4], conversation_id=f"u{i}").answer), range(32))
        )
    assert all(alone[q] == text for q, text in together)


def test_every_figure_of_many_answers_is_grounded(plain, series, names):
    product, store = series
    total = 0
    for question in (
        question_of(series), f"Why should I order {product} for {store}?", f"Top 5 products in {store} by revenue",
        f"Compare {product} in all stores next week", f"What if demand for {product} in {store} rises 20%?",
        f"How accurate is the forecast for {product} in {store}?", f"Which products run out in {store} within 7 days?",
        f"Draft a purchase order for {store}", f"Is {product} in {store} trending up?", f"How many alerts has {store}?",
    ):  # fmt: skip
        grounded, numerals = grounded_numerals(plain.ask(question).to_dict(), names, question)
        total += numerals
        assert grounded == numerals, question
    assert total > 20


def test_renderings_pass_their_own_check(plain, series):
    from llm.briefs import briefs
    from llm.render import render

    verifier = plain.verifier(plain.gatherer.store.served())
    strict = Verifier(verifier.names, verifier.roles, recognise=False)
    checked = 0
    asked = [
        question_of(series),
        f"Top 3 products in {series[1]} by stock on hand",
        f"What should {series[1]} order?",
        f"What are reorder point and safety stock of {series[0]} in {series[1]}?",
    ]
    for question in asked:
        plan = plain.understander.plan(question)
        for brief in briefs(plan, plain.gatherer.gather(plan)):
            if brief.kind != "fixed":
                assert verifier.check(render(brief), brief).ok
                assert not strict.check(render(brief).replace(realise(brief).text[-8:-1], " 31,337 "), brief).ok
                checked += 1
    assert checked >= 4


def test_while_the_model_is_busy_further_answers_are_rendered_at_once(plain, series):
    from threading import Event

    begun, go_on = Event(), Event()

    def slowly(prompt, draft, start):
        begun.set()
        assert go_on.wait(60)
        return draft

    assistant, _ = with_writer(plain, slowly, writing_at_once=1)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(assistant.ask, question_of(series))
        assert begun.wait(60)
        second = assistant.ask(question_of(series))
        go_on.set()
        assert first.result(60).composer == "llm"
    assert second.composer == "fallback"
    assert second.verified
    assert assistant.ask(question_of(series)).composer == "llm"
