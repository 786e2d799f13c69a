"""Messages with two questions: each is answered where one plan cannot hold both."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rag.facts import Evidence, Fact
from rag.names.catalogue import Catalogue, Item
from rag.plan import Plan
from rag.queries import together
from rag.times.windows import Calendar
from rag.understanding import Understander

AS_OF = date(2025, 11, 19)


@pytest.fixture(scope="module")
def understander() -> Understander:
    items = [Item("product", f"P{n}", name) for n, name in enumerate(("Oat Milk 1L", "Green Tea", "Apple Juice 1L"), 1)]
    items += [Item("store", f"S{n}", name) for n, name in enumerate(("Leeds", "Lyon"), 1)]
    items += [Item("supplier", "V1", "Nordic Dairy Ltd")]
    steps = tuple(AS_OF + timedelta(n) for n in range(1, 57))
    return Understander(Catalogue(items, Calendar(AS_OF, date(2023, 1, 1), steps)))


def test_a_total_and_its_busiest_day_are_two_plans_of_the_same_things(understander: Understander) -> None:
    plan = understander.plan("How many Oat Milk 1L will Leeds sell over the next 7 days, and which day is the busiest?")
    first, second = plan.parts()
    assert (first.statistic, second.statistic) == ("total", "peak_day")
    assert first.entities == second.entities
    assert first.window == second.window


def test_two_periods_asked_for_one_after_the_other_are_two_values(understander: Understander) -> None:
    plan = understander.plan("How many Green Tea did Lyon sell in September, and how many in October?")
    starts = [p.window.start for p in plan.parts() if p.window]
    assert starts == [date(2025, 9, 1), date(2025, 10, 1)]


@pytest.mark.parametrize(
    "question",
    [
        "Who supplies Oat Milk 1L, and what is the minimum order quantity?",
        "What is the reorder point of Green Tea in Leeds, and what is its safety stock?",
        "Which sells better in Leeds, Oat Milk 1L or Green Tea, and by how much?",
        "How many Oat Milk 1L and Green Tea will Leeds sell next week?",
    ],
)
def test_what_one_plan_holds_stays_one_plan(understander: Understander, question: str) -> None:
    assert understander.plan(question).also == ()


def test_a_plan_of_parts_is_the_same_after_a_trip_through_json(understander: Understander) -> None:
    plan = understander.plan("How many Green Tea did Lyon sell in September, and how many in October?")
    assert len(plan.parts()) == 2
    assert Plan.from_dict(plan.to_dict()) == plan


def _evidence(status: str, value: float, rows: tuple[dict, ...] = ()) -> Evidence:
    base = Fact("f1", value, "units", "sales")
    return Evidence(status, (base, Fact("f2", value * 2, "units", "double", operation="times", inputs=("f1",))), rows)  # type: ignore[arg-type]


def test_facts_of_later_questions_are_numbered_on_and_keep_their_inputs() -> None:
    plan = Plan("value", also=(Plan("value"),))
    whole = together(plan, [_evidence("answered", 1.0), _evidence("answered", 5.0)])
    assert [f.id for f in whole.facts] == ["f1", "f2", "f3", "f4"]
    assert whole.fact("f4").inputs == ("f3",)
    assert len(whole.parts) == 2


def test_one_answered_question_makes_the_message_answered_and_a_set_keeps_its_rows_alone() -> None:
    plan = Plan("value", also=(Plan("list"),))
    missing = Evidence("no_data", messages=("No stock was supplied.",), rows=({"name": "Leeds"},))
    whole = together(plan, [missing, _evidence("answered", 5.0, ({"name": "Green Tea"},))])
    assert whole.status == "answered"
    assert whole.messages == ("No stock was supplied.",)
    assert whole.rows == ({"name": "Green Tea"},)


def test_classes_are_counted_one_by_one(understander: Understander) -> None:
    for question, letters in (
        ("In our ABC analysis, how many A items and how many C items has Leeds?", "AC"),
        ("How does the range of Lyon split into A, B and C? Number of products in each class.", "ABC"),
        ("how many X class products and how many Z class products need ordering in Leeds?", "XZ"),
    ):
        parts = understander.plan(question).parts()
        assert "".join(str(f.value) for p in parts for f in p.filters if f.column.endswith("_class")) == letters
        assert all(p.intent == "count" and p.entities.stores for p in parts), question


def test_a_total_and_the_store_with_the_most_are_two_plans(understander: Understander) -> None:
    plan = understander.plan("Over all shops, how many Green Tea do we have in stock, and which shop holds the most?")
    first, second = plan.parts()
    assert (first.intent, second.intent, second.group_by) == ("value", "rank", "store")


def test_a_list_that_the_next_sentence_makes_exact_is_one_plan(understander: Understander) -> None:
    plan = understander.plan("Who are our slow movers? Give me the 3 products with the lowest expected sales in Leeds.")
    assert (plan.intent, plan.limit, len(plan.parts())) == ("rank", 3, 1)
    assert plan.entities.stores == ("S1",)
