# ruff: noqa: E501 - questions and statements are read on one line
"""Delays that notes tell, what somebody wrote down, terms that are no names, severities, lists of what is to be bought."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Any trouble with deliveries from Holloway Wholesale?", "what delay must we reckon with?"),
        ("Any trouble with deliveries from Holloway Wholesale?", "how many days of delay is it?"),
        ("Are there supply problems at Holloway Wholesale?", "how big a delay should we plan for?"),
    ],
)
def test_how_long_a_delay(assistant, turns, first, then):
    answer = turns(assistant, first, then)
    assert "9 days" in answer.answer
    assert "lead time" not in answer.answer.lower()


@pytest.mark.parametrize(
    "words",
    [
        "How many days' delay must we expect from Holloway Wholesale?",
        "How many days late will Holloway Wholesale's goods be?",
    ],
)
def test_a_delay_is_no_lead_time(assistant, words):
    assert "9 days" in assistant.ask(words).answer


@pytest.mark.parametrize(
    "words",
    [
        "How many cases of Bicycle Chain 10 Speed make a full load on the wooden platform? A colleague noted that down, I think.",
        "It must be on paper somewhere: how many cases of the Bicycle Chain 10 Speed go on a pallet?",
        "how many cases of Bicycle Chain 10 Speed fill a pallet, I believe?",
    ],
)
def test_what_somebody_wrote_down(assistant, words):
    answer = assistant.ask(words)
    assert "21 cases" in answer.answer
    assert "WAPE" not in answer.answer


def test_what_i_noted_is_no_question_for_notes(assistant):
    plan = assistant.understander.plan("I wrote that down, thanks. How many Hand Saw 400mm will Cork sell next week?")
    assert (plan.intent, plan.measures) == ("value", ("expected_sales",))


def test_what_nobody_holds_is_not_the_figure_before(assistant, turns):
    first = "How many Hand Saw 400mm will Cork sell next week?"
    answer = turns(assistant, first, "what colour is the Hand Saw 400mm?")
    assert answer.status == "no_data"


@pytest.mark.parametrize(
    "words",
    [
        "the economic order quantity (Wilson formula) of Hand Saw 400mm in Cork",
        "EOQ according to Andler for Hand Saw 400mm in Cork?",
        "What is the Harris-Wilson EOQ of Hand Saw 400mm in Cork?",
    ],
)
def test_whose_formula_it_is(assistant, connection, words):
    eoq = select(connection, "SELECT eoq FROM replenishment WHERE store_id = 'S01' AND product_id = 'TOO-103'")[0][0]
    assert value_of(assistant.ask(words), "eoq") == pytest.approx(eoq)


@pytest.mark.parametrize(
    "words",
    [
        "both deciles (P10 and P90) of the demand distribution of Hand Saw 400mm in Cork tomorrow",
        "lower and upper decile of tomorrow's distribution (P10, P90) for Hand Saw 400mm in Cork",
    ],
)
def test_deciles_of_a_distribution(assistant, words):
    plan = assistant.understander.plan(words)
    assert (plan.measures, plan.levels) == (("sales_quantile",), (0.1, 0.9))


@pytest.mark.parametrize(
    ("words", "name"),
    [("What do we buy from Wilson?", "Wilson"), ("What did Falmouth Distribution deliver?", "Falmouth Distribution")],
)
def test_names_like_terms_are_names_still(assistant, words, name):
    answer = assistant.ask(words)
    assert answer.status == "no_data"
    assert name in answer.answer


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("How many alerts of severity warning does Cork have?", "warning"),
        ("how many alerts in Cork have the severity 'warning'?", "warning"),
        ("How many of the alerts in Cork are just warnings?", "warning"),
        ("count the alerts in Cork (severity: warning)", "warning"),
        ("how many alerts of the lowest severity are there in Cork?", "info"),
        ("how many alerts of the highest severity are there in Cork?", "critical"),
    ],
)
def test_severities_in_other_words(assistant, connection, words, severity):
    many = select(connection, "SELECT count(*) FROM alerts WHERE store_id = 'S01' AND severity = ?", severity)[0][0]
    answer = assistant.ask(words)
    assert next(f.value for f in answer.facts if f.unit in ("alerts", "alert") or "alert" in f.label) == many


def test_warnings_in_general_are_all_alerts(assistant):
    assert not assistant.understander.plan("how many warnings are there in Cork?").filters


@pytest.mark.parametrize(
    "words",
    [
        "read me everything you'd have us buy off Holloway Wholesale",
        "go through all that we should order from Holloway Wholesale",
        "reel off the whole lot you would have me order from Holloway Wholesale",
    ],
)
def test_a_list_of_what_is_to_be_bought(assistant, connection, words):
    names = select(
        connection,
        "SELECT DISTINCT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.supplier_id = 'V06' AND order_qty > 0",
    )
    assert {r["name"] for r in assistant.ask(words).rows} == {name for (name,) in names}


def test_so_many_units_off_a_supplier_are_no_error(assistant):
    plan = assistant.understander.plan("How many units would you have us buy off Holloway Wholesale in total?")
    assert plan.measures == ("order_qty",)


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("Which product is nosediving the hardest in Cork?", "ASC"),
        ("Which product has plummeted the most in Cork?", "ASC"),
        ("Which product is skyrocketing the most in Cork?", "DESC"),
    ],
)
def test_falls_and_rises_in_figures_of_speech(assistant, connection, words, way):
    name = select(
        connection,
        "SELECT p.name FROM stats t JOIN products p USING (product_id) WHERE t.store_id = 'S01'"
        f" AND trend_pct_28d IS NOT NULL ORDER BY trend_pct_28d {way} LIMIT 1",
    )[0][0]
    assert assistant.ask(words).rows[0]["name"] == name


@pytest.mark.parametrize(
    "words",
    [
        "Of the Hand Tools in Cork, which 3 have a pile that lasts the fewest days? I was told to count only what is really there, not what is to come.",
        "I should count only what's physically in the shop. Which 3 Hand Tools products in Cork last the fewest days?",
    ],
)
def test_what_one_was_told_to_count(assistant, connection, words):
    names = select(
        connection,
        "SELECT p.name FROM replenishment r JOIN products p USING (product_id) WHERE r.store_id = 'S01' AND p.category = 'Hand Tools'"
        " AND days_of_cover IS NOT NULL ORDER BY days_of_cover LIMIT 3",
    )
    assert [r["name"] for r in assistant.ask(words).rows] == [name for (name,) in names]
