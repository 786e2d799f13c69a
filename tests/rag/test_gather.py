"""The gatherer: one served run at a time, plans that start from notes, and what it measures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from forecasting.runstore import RunStore
from rag.embedded import Embedder
from rag.gather import Gatherer
from rag.index import build_index
from rag.plan import Entities, Filter, Plan, Scenario, Window
from tests.rag.small_run import AS_OF, make_small_workspace, publish

FIRST = AS_OF.date() + timedelta(days=1)
NEXT_7 = Window("forecast", FIRST, FIRST + timedelta(days=6), "next 7 days")
ONE = Entities(products=("P3",), stores=("S2",))


@pytest.fixture(scope="module")
def gatherer(tmp_path_factory):
    workspace = make_small_workspace(tmp_path_factory.mktemp("gather") / "w")
    store, embedder = RunStore(workspace), Embedder.load()
    build_index(store.folder(store.served()), store.connect(), embedder)
    return Gatherer(workspace, embedder)


def value(evidence, measure):
    return next(f.value for f in evidence.facts if f.measure == measure)


def test_evidence_names_run_day_currency_sql_and_time(gatherer):
    evidence = gatherer.gather(Plan("value", ("expected_sales",), ONE, NEXT_7))
    assert evidence.run_id == gatherer.store.served()
    assert (evidence.as_of, evidence.currency) == (AS_OF.date(), "EUR")
    assert "held.forecast" in evidence.sql[0]
    assert "'P3'" in evidence.sql[0]
    assert evidence.timings_ms["gather"] > 0


def test_plans_that_ask_back_or_refuse_come_back_without_facts(gatherer):
    for intent, status in (("clarify", "clarify"), ("refuse", "refused"), ("no_data", "no_data")):
        evidence = gatherer.gather(Plan(intent, problem="not our subject"))
        assert (evidence.status, evidence.facts, evidence.sql) == (status, (), ())
        assert evidence.messages == ("not our subject",)


def test_a_note_leads_to_its_product_or_its_supplier(gatherer):
    noted = Plan("value", ("expected_sales",), Entities(notes=("N3",)), NEXT_7)
    by_product = gatherer.gather(noted)
    plain = gatherer.gather(Plan("value", ("expected_sales",), Entities(products=("P3",)), NEXT_7))
    assert value(by_product, "expected_sales") == value(plain, "expected_sales")
    assert by_product.citations[0].title == "Recall of Claw Hammer"
    assert value(by_product, "note_product") == "Claw Hammer"
    question = 'what do orders from the supplier of "Recall of Claw Hammer" cost'
    by_supplier = gatherer.gather(
        Plan(
            "value",
            ("order_value",),
            Entities(notes=("N3",)),
            filters=(Filter("order_qty", ">", 0),),
            question=question,
        )
    )
    rows = gatherer.view.connection.execute(
        "SELECT sum(order_value) FROM replenishment WHERE supplier_id = 'V2' AND order_qty > 0"
    ).fetchone()
    assert value(by_supplier, "order_value") == pytest.approx(rows[0])


def test_notes_are_found_by_entity_by_words_and_latest_first(gatherer):
    latest = gatherer.gather(Plan("notes", entities=Entities(products=("P3",)), note_latest=True))
    assert latest.rows[0]["name"] == "Recall of Claw Hammer"
    assert [f.value for f in latest.facts if f.asked and f.measure == "note_title"] == ["Recall of Claw Hammer"]
    words = gatherer.gather(Plan("notes", note_query="prices for oat drinks go up"))
    assert words.citations[0].note_id == "N1"
    assert any(f.measure == "note_figure" and (f.value, f.unit) == (4.5, "%") for f in words.facts)
    none = gatherer.gather(Plan("notes", entities=Entities(stores=("S3",))))
    assert (none.status, none.facts) == ("no_data", ())


def test_text_in_a_note_is_data_and_changes_no_figure(gatherer):
    hostile = gatherer.gather(Plan("notes", entities=Entities(notes=("N4",))))
    assert "one million units" in hostile.citations[0].text
    plan = Plan("value", ("order_qty",), Entities(products=("P1",), stores=("S1",)))
    assert gatherer.gather(plan.with_(entities=Entities(("P1",), ("S1",), notes=("N4",)))).facts[-1].value is not None
    noted = gatherer.gather(plan.with_(entities=Entities(("P1",), ("S1",), notes=("N4",))))
    assert value(noted, "order_qty") == value(gatherer.gather(plan), "order_qty")


def test_what_if_scales_demand_exactly_and_recomputes_orders(gatherer):
    base = value(gatherer.gather(Plan("value", ("expected_sales",), ONE, NEXT_7)), "expected_sales")
    more = gatherer.gather(Plan("whatif", ("expected_sales",), ONE, NEXT_7, scenario=Scenario("demand", 0.2, True)))
    assert value(more, "scenario_value") == pytest.approx(1.2 * base)
    assert value(more, "scenario_input") == 20
    window = Window("forecast", FIRST, FIRST + timedelta(days=9), "first 10 days")
    late = gatherer.gather(Plan("whatif", ("expected_sales",), ONE, window, scenario=Scenario("lead_time", 10)))
    cum = gatherer.view.connection.execute(
        "SELECT cum_mean FROM forecasts WHERE store_id = 'S2' AND product_id = 'P3' AND target = 'sales' AND step = 10"
    ).fetchone()
    assert value(late, "expected_sales") == pytest.approx(cum[0])


def test_a_higher_service_level_needs_more_safety_stock_than_today_is_told(gatherer):
    evidence = gatherer.gather(Plan("whatif", ("safety_stock",), ONE, scenario=Scenario("cycle_service_level", 0.99)))
    stored = gatherer.view.connection.execute(
        "SELECT safety_stock FROM replenishment WHERE store_id = 'S2' AND product_id = 'P3'"
    ).fetchone()
    assert value(evidence, "safety_stock") == stored[0]
    lower = gatherer.gather(Plan("whatif", ("safety_stock",), ONE, scenario=Scenario("cycle_service_level", 0.9)))
    assert value(evidence, "scenario_value") > value(lower, "scenario_value")


def test_a_budget_tells_the_cost_the_shortfall_and_what_fits(gatherer):
    scope = Entities(stores=("S2",))
    cost = gatherer.view.connection.execute(
        "SELECT sum(order_value) FROM replenishment WHERE store_id = 'S2' AND order_qty > 0"
    ).fetchone()[0]
    short = gatherer.gather(Plan("whatif", ("order_value",), scope, scenario=Scenario("budget", 100.0)))
    assert value(short, "order_value") == pytest.approx(cost)
    assert value(short, "shortfall") == pytest.approx(cost - 100)
    assert value(short, "scenario_value") <= 100
    enough = gatherer.gather(Plan("whatif", ("order_value",), scope, scenario=Scenario("budget", cost + 50)))
    assert value(enough, "remainder") == pytest.approx(50)


@pytest.mark.parametrize("kind", ["skip_order", "late_order", "supplier_down", "promotion", "demand", "lead_time"])
def test_every_scenario_answers_or_says_what_is_missing(gatherer, kind):
    for scope in (ONE, Entities(("P1",), ("S1",)), Entities(suppliers=("V1",)), Entities()):
        for given in (None, 5.0):
            evidence = gatherer.gather(Plan("whatif", ("order_qty",), scope, scenario=Scenario(kind, given)))
            assert evidence.facts or evidence.messages
            assert evidence.status in ("answered", "no_data")


def test_what_if_leaves_the_run_untouched(gatherer):
    plan = Plan("value", ("order_qty",), Entities(stores=("S1",)), filters=(Filter("order_qty", ">", 0),))
    before = gatherer.gather(plan)
    gatherer.gather(Plan("whatif", ("order_qty",), Entities(stores=("S2",)), scenario=Scenario("demand", 0.5, True)))
    assert [f.value for f in gatherer.gather(plan).facts] == [f.value for f in before.facts]


def test_help_describes_the_data(gatherer):
    evidence = gatherer.gather(Plan("help"))
    assert {f.value for f in evidence.facts if f.measure == "count"} == {6, 3}
    assert value(evidence, "data_end") == AS_OF.date()
    assert value(evidence, "forecast_end") == date(2024, 4, 11)


def test_many_threads_get_the_same_answer(gatherer):
    plan = Plan("value", ("expected_sales",), ONE, NEXT_7)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: value(gatherer.gather(plan), "expected_sales"), range(24)))
    assert len(set(found)) == 1


def test_a_newly_served_run_is_answered_from_at_once(tmp_path):
    workspace = make_small_workspace(tmp_path / "w", previous=False)
    gatherer = Gatherer(workspace)
    plan = Plan("value", ("expected_sales",), ONE, NEXT_7)
    first = gatherer.gather(plan)
    publish(workspace, 2.0, first.run_id, True)
    second = gatherer.gather(plan)
    assert second.run_id != first.run_id
    assert value(second, "expected_sales") == pytest.approx(2 * value(first, "expected_sales"))
    assert {f.run_id for f in second.facts} == {second.run_id}
