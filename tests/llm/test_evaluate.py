"""The scorer itself: matching rules by handmade cases, binding and skipping on a small database."""

from __future__ import annotations

import json

import duckdb
import pytest

from data.errors import DataError
from llm.evaluation.measures import bootstrap_interval, grounded_numerals, percentile, rouge_scores
from llm.evaluation.questions import BoundQuestion, bind_all, gold_text, met_needs, read_questions
from llm.evaluation.reading import NameFinder, find_dates, mentions, normalise, read_numbers
from llm.evaluation.report import comparison_table, markdown, summarise
from llm.evaluation.runner import ask_all, check_file, echo_answer, reference_answer
from llm.evaluation.scoring import Names, f1, number_hits, score

NAMES = Names(
    products=("Oat Milk 1L", "Oat Milk 1L Barista", "Café Crème", "POPPY'S PLAYHOUSE", "Wall Plugs 100 Pack"),
    stores=("Leeds", "Leeds North", "York"),
    suppliers=("Nordic Foods", "Alpine Dairy"),
    run_ids=("20250131T060000-000000",),
)


def bound(kind, gold=(), question="What about it?", **more):
    return BoundQuestion("q1", ("lookup",), question, (), kind, tuple(gold), **more)


def answer(text, status="answered", **more):
    return {"status": status, "answer": text, "rows": [], "citations": [], "facts": [], **more}


class TestReading:
    def test_names_are_compared_without_case_accents_punctuation_and_spaces(self):
        assert normalise("  CAFÉ   Crème! ") == normalise("cafe creme") == "cafe creme"
        assert mentions("We buy it: cafe creme, always.", "Café Crème")
        assert not mentions("Oat Milkshake", "Oat Milk")

    def test_the_longest_name_wins(self):
        found = NameFinder(NAMES.products).find("Oat Milk 1L Barista beats Oat Milk 1L.")
        assert [name for _, _, name in found] == ["Oat Milk 1L Barista", "Oat Milk 1L"]

    @pytest.mark.parametrize(
        "text",
        [
            "2025-03-14",
            "14 March 2025",
            "Mar 14",
            "March 14, 2025",
            "on the 14th of March",
            "14/03/2025",
            "14-Mar-2025",
        ],
    )
    def test_a_date_matches_in_any_usual_form(self, text):
        assert mentions(f"due {text}.", "2025-03-14")
        assert not mentions(f"due {text}.", "2025-03-15")
        assert not mentions("due 14 March 2024", "2025-03-14")

    def test_both_ends_of_a_range_are_marked(self):
        found = find_dates("from 10 March 2025 to 16 March 2025, best on 14 March 2025")
        assert [f.in_range for f in found] == [True, True, False]
        short = find_dates("10 to 16 March 2025")
        assert [(f.day[1:], f.in_range) for f in short] == [((3, 10), True), ((3, 16), True)]

    def test_numbers_leave_out_dates_names_run_ids_and_glued_letters(self):
        text = (
            "P90 of Oat Milk 1L in run 20250131T060000-000000 is 1,234.5 units on 14 March 2025, "
            "€80.50 or 12% down, -4.2 for Wall Plugs 100 Pack, in March 2041"
        )
        assert read_numbers(text, NAMES.everything, NAMES.run_ids) == [1234.5, 80.5, 12.0, 4.2]

    def test_a_full_stop_after_a_number_is_no_decimal(self):
        assert read_numbers("It is 12. Then 1,000,000.") == [12.0, 1000000.0]


class TestKinds:
    def test_number_needs_every_gold_value_within_its_tolerance(self):
        question = bound("number", [(98.24, 153.7)])
        assert score(question, answer("between 98.2 and 154 units"), NAMES).passed
        assert not score(question, answer("about 153.7 units"), NAMES).passed
        assert score(bound("number", [(-4.2,)]), answer("down 4.2%"), NAMES).passed
        assert score(bound("number", [(1000.0,)], tolerance=0.01), answer("1,009"), NAMES).passed
        assert not score(bound("number", [(1000.0,)], tolerance=0.01), answer("1,011"), NAMES).passed
        assert number_hits([0.2], [0.7], 0.01) == 1  # half a unit is always allowed

    def test_a_right_number_under_another_status_fails(self):
        assert not score(bound("number", [(5,)]), answer("5", status="no_data"), NAMES).passed

    def test_the_number_in_a_name_is_no_answer(self):
        assert not score(bound("number", [(100,)]), answer("Wall Plugs 100 Pack is fine"), NAMES).passed

    def test_a_set_is_read_from_rows_first(self):
        gold = [("Oat Milk 1L",), ("Café Crème",)]
        rows = [{"name": "cafe creme"}, {"name": "Oat Milk 1L"}]
        assert score(bound("set", gold), answer("see table", rows=rows), NAMES).passed
        short = score(bound("set", gold), answer("Oat Milk 1L and Café Crème", rows=rows[:1]), NAMES)
        assert not short.passed
        assert short.f1 == pytest.approx(2 / 3)

    def test_a_set_from_the_text_leaves_out_names_of_the_question(self):
        gold = [("Oat Milk 1L",)]
        question = bound("set", gold, question="What sells better than Café Crème?")
        assert score(question, answer("Better than Café Crème: Oat Milk 1L"), NAMES).passed
        assert not score(question, answer("Oat Milk 1L Barista"), NAMES).passed

    def test_a_choice_must_be_named_first(self):
        question = bound("choice", [("Leeds North",)])
        assert score(question, answer("Leeds North sells more than Leeds"), NAMES).passed
        assert not score(question, answer("Leeds sells less than Leeds North"), NAMES).passed
        assert score(bound("choice", [("Friday",)]), answer("on Fridays, then Monday"), NAMES).passed

    def test_the_window_of_a_date_choice_does_not_count_as_named(self):
        question = bound("choice", [("2025-03-14",)])
        assert score(question, answer("From 10 March to 16 March it peaks on 14 March 2025."), NAMES).passed
        assert not score(question, answer("It peaks on 13 March, not 14 March 2025."), NAMES).passed

    def test_must_mention_looks_at_text_and_titles(self):
        question = bound("text", must_mention=("Strike at Nordic Foods",))
        assert score(question, answer("See the note.", citations=[{"title": "Strike at Nordic Foods"}]), NAMES).passed
        assert not score(question, answer("See the note."), NAMES).passed

    def test_a_refusal_shows_no_number_of_its_own(self):
        question = bound("refuse", question="Who won the 1998 cup?")
        assert score(question, answer("I cannot say who won in 1998.", status="refused"), NAMES).passed
        assert not score(question, answer("I know 40 products.", status="refused"), NAMES).passed
        assert score(question, answer("Data ends on 31 January 2025.", status="no_data"), NAMES).passed
        assert not score(question, answer("France", status="answered"), NAMES).passed

    def test_a_clarification_is_a_status(self):
        assert score(bound("clarify"), answer("Which one?", status="clarify"), NAMES).passed
        assert not score(bound("clarify"), answer("Which one?"), NAMES).passed

    def test_f1_by_hand(self):
        assert f1({"a", "b"}, {"b", "c", "d"}) == pytest.approx((0.5, 1 / 3, 0.4))


@pytest.fixture
def connection():
    con = duckdb.connect()
    con.execute("CREATE TABLE products AS SELECT 'P1' AS product_id, 'POPPY''S PLAYHOUSE' AS name, NULL AS category")
    con.execute("CREATE TABLE stores AS SELECT 'S1' AS store_id, 'Leeds' AS name")
    con.execute("CREATE TABLE suppliers (supplier_id VARCHAR, name VARCHAR)")
    con.execute("CREATE TABLE stock AS SELECT 'POPPY''S PLAYHOUSE' AS name, 12.34 AS on_hand, DATE '2025-03-14' AS day")
    return con


def write(path, *rows):
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    return path


ROW = {"id": "a", "tags": ["stock"], "bind": "SELECT name, day FROM stock", "gold_kind": "number",
       "question": "Stock of {name} on {day}?", "gold_sql": "SELECT on_hand FROM stock WHERE name = '{name}'",
       "reference": "{name} has {gold} units on {day}."}  # fmt: skip


class TestFiles:
    def test_binding_fills_names_and_escapes_quotes_in_sql_only(self, tmp_path, connection):
        (question,) = bind_all(connection, read_questions(write(tmp_path / "q.jsonl", ROW)))
        assert question.question == "Stock of POPPY'S PLAYHOUSE on 2025-03-14?"
        assert question.reference == "POPPY'S PLAYHOUSE has 12.3 units on 2025-03-14."
        assert [float(v) for row in question.gold for v in row] == [12.34]

    def test_missing_inputs_empty_binds_and_empty_gold_are_skipped(self, tmp_path, connection):
        rows = [
            {**ROW, "id": "a", "needs": ["notes"]},
            {**ROW, "id": "b", "needs": ["category"]},
            {**ROW, "id": "c", "bind": "SELECT name, day FROM stock WHERE false"},
            {**ROW, "id": "d", "gold_sql": "SELECT NULL"},
        ]
        found = bind_all(connection, read_questions(write(tmp_path / "q.jsonl", *rows)))
        assert all(q.skipped for q in found)
        assert met_needs(connection) == set()

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"bind": "SELECT name, day FROM stock UNION ALL SELECT 'x', DATE '2025-01-01'"}, "2 rows"),
            ({"gold_sql": "SELECT nothing FROM nowhere"}, "does not run"),
            ({"question": "How is {store}?"}, "placeholder"),
        ],
    )
    def test_faults_of_the_file_are_errors(self, tmp_path, connection, change, says):
        with pytest.raises(DataError, match=says):
            bind_all(connection, read_questions(write(tmp_path / "q.jsonl", {**ROW, **change})))

    def test_unknown_keys_and_repeated_ids_are_errors_with_their_place(self, tmp_path):
        with pytest.raises(DataError, match="line 1: unknown keys gold"):
            read_questions(write(tmp_path / "q.jsonl", {**ROW, "gold": 1}))
        with pytest.raises(DataError, match="more than once: a"):
            read_questions(write(tmp_path / "q.jsonl", ROW, ROW))

    def test_gold_text_rounds_and_shortens(self):
        assert gold_text(((12.0, 3.456),)) == "12, 3.5"
        assert gold_text(tuple((f"n{i}",) for i in range(22))).endswith("n19, and 2 more")

    def test_the_reference_passes_and_the_echo_fails(self, tmp_path, connection):
        found = bind_all(connection, read_questions(write(tmp_path / "q.jsonl", ROW)))
        names = Names.read(duckdb.connect().execute("SELECT 1") and connection)
        assert check_file(found, names) == []
        assert score(found[0], reference_answer(found[0]), names).passed
        assert not score(found[0], echo_answer(found[0]), names).passed
        leaky = {**ROW, "question": "Is it {name} 12.3?"}
        again = bind_all(connection, read_questions(write(tmp_path / "q2.jsonl", leaky)))
        assert "given back" in check_file(again, names)[0]


class _Parrot:
    """Answers with a fixed text, or fails."""

    def __init__(self, text):
        self.text = text

    def stream(self, question, history=None, conversation_id=None):
        if self.text is None:
            raise RuntimeError("out of order")
        yield self.text
        outer = self

        class Done:
            def to_dict(self):
                return answer(outer.text, sentences=[{"composer": "llm"}], composer="llm")

        yield Done()


class TestReport:
    def test_results_are_summed_by_kind_and_tag_and_a_crash_is_a_failure(self):
        good, bad = bound("number", [(5,)]), bound("number", [(7,)])
        results = ask_all(_Parrot("5 units"), [good, bad], NAMES)
        results += ask_all(_Parrot(None), [good], NAMES)
        report = summarise(results, [bound("number", skipped="needs notes")], {"run_id": "r"})
        assert report["overall"]["questions"] == 3
        assert report["overall"]["passed"] == 1
        assert report["overall"]["model_written_sentences"] == 1.0
        assert report["by_kind"]["lookup"]["pass_rate"] == pytest.approx(1 / 3, abs=1e-3)
        assert "RuntimeError" in results[2]["reason"]
        page = markdown({"none": report}, "Test")
        assert "Failed (2)" in page
        assert "Skipped (1)" in page
        assert comparison_table({"a": report, "b": report}).count("33.3%") == 4

    def test_ungrounded_numerals_are_counted(self):
        facts = [{"id": "f1", "value": 124.34, "unit": "units", "start": "2025-03-10", "end": "2025-03-16"}]
        text = "From 10 March 2025 to 16 March 2025 we expect 124.3 units, or 9 a day."
        assert grounded_numerals(answer(text, facts=facts), NAMES) == (3, 4)

    def test_intervals_percentiles_and_rouge(self):
        assert bootstrap_interval([1.0] * 10) == [1.0, 1.0]
        low, high = bootstrap_interval([0.0, 1.0] * 50)
        assert low < 0.5 < high
        assert percentile([3, 1, 2], 50) == 2
        assert percentile([], 95) is None
        assert rouge_scores("a b c", "a b c")["rougeL"] == 1.0
