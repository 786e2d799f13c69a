"""Answers as HTML: claims are marked with their source, everything else is escaped."""

from __future__ import annotations

from ui.app.marking import answer_html, badge_html, source_line, sources_html

FACT = {
    "id": "f1", "value": 124.53, "unit": "units", "label": "expected sales", "table": "forecasts",
    "key": {"store_id": "S1"}, "column": "mean", "run_id": "R1",
}  # fmt: skip
ANSWER = {
    "answer": "Leeds will sell 124.5 units <b>of</b> 1.5L & more.",
    "status": "answered",
    "verified": True,
    "composer": "llm",
    "facts": [FACT],
    "claims": [{"text": "124.5", "value": 124.53, "unit": "units", "fact": "f1"}],
    "citations": [
        {"title": "Price <letter>", "date": "2026-01-02", "text": "=cmd|' /C calc'!A0 <script>alert(1)</script>"}
    ],
    "coverage": {"checked": 159, "total": 160, "skipped": 1, "skipped_reason": "no lead time"},
}


def test_a_claim_is_wrapped_with_table_column_key_and_run():
    html = answer_html(ANSWER)
    assert '<abbr class="qm-claim" tabindex="0" title="expected sales: 124.5 units' in html
    assert "forecasts.mean [store_id=S1]" in source_line(FACT)
    assert ">124.5</abbr> units" in html


def test_text_of_answers_and_notes_is_escaped():
    html = answer_html(ANSWER)
    assert "<b>" not in html
    assert "&lt;b&gt;of&lt;/b&gt; 1.5L &amp; more." in html
    sources = sources_html(ANSWER)
    assert "<script>" not in sources
    assert "Price &lt;letter&gt;" in sources


def test_the_badge_says_verified_and_who_wrote_it():
    assert "every figure verified" in badge_html(ANSWER)
    assert "written by the model" in badge_html(ANSWER)
    assert "rendered from the facts" in badge_html({**ANSWER, "composer": "fallback"})
    assert "not verified" in badge_html({**ANSWER, "verified": False})
    assert "no data" in badge_html({**ANSWER, "status": "no_data"})


def test_coverage_is_told_with_the_reason_for_what_was_skipped():
    assert "159 of 160 checked, 1 skipped: no lead time" in sources_html(ANSWER)


def test_a_claim_without_its_fact_is_left_as_text():
    assert "<abbr" not in answer_html({**ANSWER, "facts": []})


def test_a_figure_is_marked_where_it_stands_and_not_inside_a_year_or_a_name():
    fact = {**FACT, "id": "f2", "value": 6, "unit": "rows"}
    answer = {
        **ANSWER,
        "answer": "By 7 November 2026: Screwdriver Set 6 Piece and 6 more.",
        "facts": [fact],
        "claims": [{"text": "6", "value": 6, "unit": "rows", "fact": "f2"}],
        "rows": [{"name": "Screwdriver Set 6 Piece"}],
    }
    assert ">6</abbr> more." in answer_html(answer)
    assert answer_html(answer).count("<abbr") == 1


def test_the_sources_begin_with_the_figures_of_the_text_and_keep_the_others_folded():
    behind = {**FACT, "id": "f9", "label": "stock on hand", "value": 2_345_678.0}
    html = sources_html({**ANSWER, "facts": [behind, FACT], "run_id": "R1"})
    first, rest = html.split("Behind them", 1)
    assert "expected sales" in first
    assert "2,345,678 units" in rest
    assert "Run R1" in first
