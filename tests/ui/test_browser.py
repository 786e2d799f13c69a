"""Each tab's main task in a real browser, at both widths."""

from __future__ import annotations

import re

import pytest

from tests.ui.pages import open_tab

pytestmark = pytest.mark.browser


def test_a_question_is_answered_with_marked_figures_and_sources(page):
    examples = page.locator("#examples button")
    examples.first.wait_for()
    examples.first.click()
    claim = page.locator("#chat abbr.qm-claim").first
    claim.wait_for(timeout=60_000)
    assert "run " in claim.get_attribute("title")
    assert re.search(r"\d", claim.inner_text())
    page.locator("#chat").get_by_text("every figure verified").wait_for()
    page.locator("#sources").get_by_text("Figures and their source").wait_for()


def test_a_list_answer_shows_its_table_and_an_export(page):
    page.fill("#question textarea", "Which products run out within the next 7 days?")
    page.click("#ask")
    page.locator("#rows").wait_for(timeout=60_000)
    page.locator("#rows-export").wait_for()
    with page.expect_download() as download:
        page.click("#rows-export")
    assert download.value.suggested_filename == "answer.csv"


def test_a_conversation_survives_a_reload(page):
    page.fill("#question textarea", "How many stores do we have?")
    page.click("#ask")
    page.locator("#chat").get_by_text("every figure verified").wait_for(timeout=60_000)
    page.reload()
    page.locator("#chat").get_by_text("How many stores do we have?").wait_for()


def test_the_forecast_tab_draws_a_fan_and_offers_the_figures(page, workspace_copy):
    open_tab(page, "Forecast")
    page.locator("#forecast-plot .js-plotly-plot").wait_for()
    page.locator("#forecast-headline").get_by_text("units expected").wait_for()
    page.locator("#forecast-export").wait_for()
    if any(workspace_copy.root.glob("runs/*/backtest.parquet")):
        page.locator("#forecast-backtest .js-plotly-plot").wait_for()
        page.locator("#forecast-backtest").get_by_text("apart (WAPE)").wait_for()
    else:  # a run made before runs kept their backtest
        assert not page.locator("#forecast-backtest").is_visible()


def test_the_replenishment_tab_lists_orders_and_answers_a_whatif(page):
    open_tab(page, "Replenishment")
    page.locator("#order-headline").get_by_text("order lines").wait_for()
    page.locator("#order-headline").get_by_text("Record of the last 26 weeks").wait_for()
    page.locator("#order-table").get_by_text("expedite").first.click()
    page.locator("#order-why").get_by_text("reorder point").wait_for()
    before = page.locator("#order-headline").inner_text()
    page.get_by_label("Simple rule with safety factor").check()
    page.wait_for_function("before => document.querySelector('#order-headline').innerText !== before", arg=before)
    page.locator("#whatif button").first.click()
    page.click("#whatif-run")
    page.locator("#whatif-outcome").get_by_text("Orders go from").wait_for()


def test_the_alerts_tab_shows_the_most_severe_first(page):
    open_tab(page, "Alerts")
    page.locator("#alerts-headline").get_by_text("alerts").wait_for()
    first = page.locator("#alerts-table tbody tr").filter(has_text="critical").first
    first.wait_for(state="attached")
    assert "critical" in first.inner_text() or "critical" in first.text_content()


def test_a_bad_upload_gets_a_report_with_line_numbers_and_changes_nothing(page, tmp_path):
    open_tab(page, "Data")
    bad = tmp_path / "sales.csv"
    bad.write_text("date,store_id,product_id,units_sold\n2026-01-01,S1,P1,3\n2026-01-02,S1,P1,many\n")
    page.set_input_files("#upload-file input[type=file]", bad)
    page.get_by_label("Preview of the file").first.wait_for()
    page.click("#upload-load")
    page.locator("#upload-report").get_by_text("Nothing was loaded").wait_for()
    assert "line 3" in page.locator("#upload-report").inner_text()
    for cell in ("sales.csv", "3", "units_sold"):
        page.locator("#upload-problems").get_by_text(cell, exact=True).last.wait_for()


def test_a_question_can_be_followed_up_changed_and_taken_back(page):
    chat = page.locator("#chat")
    page.fill("#question textarea", "How many stores do we have?")
    page.click("#ask")
    chat.get_by_text("every figure verified").wait_for(timeout=60_000)
    chat.get_by_role("button", name="Edit").first.click()
    chat.locator("textarea").first.fill("How many suppliers do we have?")
    chat.get_by_role("button", name="Submit").first.click()
    chat.get_by_text(re.compile(r"There are \d+ suppliers")).wait_for(timeout=60_000)
    assert "stores do we have" not in chat.inner_text()
    page.locator("#examples").get_by_text("Follow-ups").wait_for()
    page.locator("#examples button").first.click()
    badges = chat.get_by_text("every figure verified")
    badges.nth(1).wait_for(timeout=60_000)
    chat.get_by_role("button", name="Undo").first.click()
    badges.nth(1).wait_for(state="detached")
    assert "suppliers do we have" in chat.inner_text()


def test_a_question_right_after_a_new_conversation_belongs_to_it_alone(page):
    """The click and the question follow each other within milliseconds, several times over."""
    page.locator("#conversations button").first.click()
    badges = page.locator("#chat .qm-badge")
    for round_ in range(3):
        page.click("#conversation-new")
        question = f"How many stores do we have in round {round_}?"
        page.fill("#question textarea", question)
        page.click("#ask")
        page.locator("#chat").get_by_text(question).wait_for()
        badges.first.wait_for(timeout=60_000)
        assert page.locator("#chat").inner_text().count("How many stores") == 1
    page.fill("#question textarea", "And suppliers?")
    page.click("#ask")
    badges.nth(1).wait_for(timeout=60_000)
    assert "round 2" in page.locator("#chat").inner_text()
