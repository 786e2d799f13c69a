"""One matter in several wordings, and neighbours that mean something else: what each is understood as."""

from __future__ import annotations

from datetime import date

import pytest

from rag.understanding import Understander
from tests.rag.small_world import asked, small_world


@pytest.fixture(scope="module")
def understander() -> Understander:
    return small_world()


@pytest.mark.parametrize(
    ("question", "descending"),
    [
        ("Worst product by WAPE, Leeds?", True),
        ("Which product in Leeds has the poorest MASE?", True),
        ("name the product in Leeds that comes last if you take WAPE", True),
        ("Which store comes bottom on WAPE?", True),
        ("Best product by WAPE, Leeds?", False),
        ("Which supplier ranks last for on-time rate?", False),
        ("which product in Leeds is at the bottom in terms of revenue?", False),
    ],
)
def test_the_worst_of_a_figure(understander: Understander, question: str, descending: bool) -> None:
    plan = asked(understander, question)
    assert (plan.intent, plan.limit) == ("rank", 1)
    assert plan.sort
    assert plan.sort.descending is descending


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("I only need a joint figure: what are Leeds and Lyon forecast to sell next week?", "value"),
        ("What are Leeds and Lyon forecast to sell next week, as one combined number?", "value"),
        ("What is the joint forecast of Leeds and Lyon for next week?", "value"),
        ("What will all stores minus York sell next week in total?", "value"),
        ("Green Tea, next 10 days: Leeds minus Lyon, units forecast?", "compare"),
    ],
)
def test_two_stores_added_up_or_set_off(understander: Understander, question: str, intent: str) -> None:
    plan = asked(understander, question)
    assert plan.intent == intent
    assert set(plan.entities.stores) == {"S1", "S2"}
    assert plan.difference is (intent == "compare")


@pytest.mark.parametrize(
    "question",
    [
        "Roadworks outside Leeds could cost us 25% of Dairy demand next week. What would sales be then, in units?",
        "A protest outside Leeds might take 25% of Dairy demand next week. What would we sell?",
    ],
)
def test_what_happens_outside_a_store_happens_there(understander: Understander, question: str) -> None:
    plan = asked(understander, question)
    assert plan.scenario
    assert (plan.scenario.value, plan.entities.stores) == (-0.25, ("S1",))


def test_all_stores_outside_one_are_the_others(understander: Understander) -> None:
    assert set(asked(understander, "All stores outside Leeds: units sold last week?").entities.stores) == {"S2", "S3"}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Which product do we forecast worst in Leeds by WAPE?", "w/o Dairy?"),
        ("What runs out in Leeds within 7 days?", "only the non Dairy ones please"),
        ("What runs out in Leeds within 7 days?", "Dairy isn't mine. What remains of the list without it?"),
    ],
)
def test_a_category_left_out(understander: Understander, first: str, then: str) -> None:
    plan = asked(understander, first, then)
    assert set(plan.entities.categories) == {"Drinks", "Tools"}
    assert plan.intent == asked(understander, first).intent


@pytest.mark.parametrize(
    "then",
    [
        "by how many units is the first shop's order bigger?",
        "How many units does the first shop need on top of what the second needs?",
        "so the first needs how mny more than the second",
        "how much more is the first?",
    ],
)
def test_how_far_the_first_is_from_the_second(understander: Understander, then: str) -> None:
    plan = asked(understander, "How much Green Tea should Leeds order?", "And Lyon?", then)
    assert plan.combine == "difference"
    assert {plan.entities.stores, plan.also[0].entities.stores} == {("S1",), ("S2",)}


@pytest.mark.parametrize(
    ("then", "month"),
    [
        ("July the year before?", 7),
        ("I'd like to see if we've grown. How many was it in July a year earlier?", 7),
        ("and in June one year before?", 6),
    ],
)
def test_a_month_of_the_year_before(understander: Understander, then: str, month: int) -> None:
    plan = asked(understander, "How many Dairy units did Leeds sell in July?", then)
    assert plan.window
    assert (plan.window.start, plan.entities.categories) == (date(2024, month, 1), ("Dairy",))


@pytest.mark.parametrize(
    ("then", "limit", "offset"),
    [
        ("Which order comes in second place by cost, please?", 1, 1),
        ("and the one right after it in price?", 1, 1),
        ("who comes after that one?", 1, 1),
    ],
)
def test_the_next_place_by_the_same_figure(understander: Understander, then: str, limit: int, offset: int) -> None:
    plan = asked(understander, "Which recommended order in Leeds has the highest cost?", then)
    assert (plan.intent, plan.limit, plan.offset, plan.entities.stores) == ("rank", limit, offset, ("S1",))


@pytest.mark.parametrize(
    "then",
    [
        "No surprise there. Who comes out top?",
        "I'd have guessed. Now the one with the best rate, please.",
        "That's what I'd have said. Who is the best?",
        "Thought as much. And the best?",
    ],
)
def test_what_is_said_of_an_answer_before_the_next_question(understander: Understander, then: str) -> None:
    plan = asked(understander, "Which supplier has the worst on-time rate?", then)
    assert (plan.intent, plan.measures, plan.among) == ("rank", ("supplier_on_time_rate",), None)
    assert plan.sort
    assert plan.sort.descending


@pytest.mark.parametrize(
    ("then", "value"),
    [
        ("Please show me the same with demand cut in two.", -0.5),
        ("halve the demand, how many units then?", -0.5),
        ("and double the forecast?", 1.0),
    ],
)
def test_demand_halved_and_doubled(understander: Understander, then: str, value: float) -> None:
    plan = asked(understander, "How many Green Tea will Leeds sell next week?", then)
    assert plan.scenario
    assert (plan.intent, plan.scenario.value, plan.entities.products) == ("whatif", value, ("P2",))


def test_conditions_in_other_words(understander: Understander) -> None:
    plan = asked(understander, "How many order lines, all shops counted, can't be placed later than Monday?")
    assert {(f.column, f.op, f.value) for f in plan.filters} >= {("order_by", "<=", date(2025, 11, 24))}
    plan = asked(understander, "Which Dairy products have an A in Leeds?")
    assert [(f.column, f.value) for f in plan.filters] == [("abc_class", "A")]
    plan = asked(understander, "How many products with a C rating are there in Leeds?")
    assert ("abc_class", "C") in {(f.column, f.value) for f in plan.filters}


def test_figures_in_other_words(understander: Understander) -> None:
    plan = asked(understander, "What do your recommended orders from Harrow Tools come to in units?")
    assert plan.measures == ("order_qty",)
    plan = asked(understander, "How many Green Tea should be ordered for Leeds and what does the order come to?")
    assert plan.measures == ("order_qty", "order_value")
    plan = asked(understander, "The pair of products with the smallest expected sales in Leeds next week?")
    assert (plan.intent, plan.limit) == ("rank", 2)
    plan = asked(understander, "The expected 7-day sales of Green Tea in Leeds, starting tomorrow?")
    assert plan.window
    assert plan.window.days == 7


@pytest.mark.parametrize(
    ("first", "then", "stores"),
    [
        ("How many Green Tea will Leeds sell next week?", "lyon, same question please", ("S2",)),
        (
            "How many Green Tea will Leeds sell next week?",
            "Which shop sells more, if you look at Lyon as well?",
            ("S1", "S2"),
        ),
    ],
)
def test_the_same_of_another_store(understander: Understander, first: str, then: str, stores: tuple[str, ...]) -> None:
    plan = asked(understander, first, then)
    assert (plan.entities.products, plan.entities.stores) == (("P2",), stores)


@pytest.mark.parametrize(
    "question",
    [
        "How many Green Tea would Leeds sell next week if we cut the price by a fifth?",
        "How many Green Tea would Leeds sell next week at a price 20% lower?",
        "Green Tea Leeds next week with the price reduced by a quarter?",
        "Green Tea Leeds next week at half price?",
    ],
)
def test_a_lower_selling_price_is_no_lower_demand(understander: Understander, question: str) -> None:
    plan = asked(understander, question)
    assert plan.scenario
    assert (plan.scenario.kind, plan.measures) == ("promotion", ("expected_sales",))


@pytest.mark.parametrize(
    ("question", "descending"),
    [
        ("wich day of week sells leeds the least dairy", False),
        ("weekday with fewest Dairy units sold in Leeds?", False),
    ],
)
def test_the_weakest_weekday(understander: Understander, question: str, descending: bool) -> None:
    plan = asked(understander, question)
    assert (plan.intent, plan.group_by) == ("rank", "weekday")
    assert plan.sort
    assert plan.sort.descending is descending


def test_what_fell_most_against_the_weeks_before(understander: Understander) -> None:
    for said in ("Which product fell the most in Leeds", "Whose sales fell hardest in Leeds"):
        plan = asked(understander, f"{said} in the last four weeks compared with the four before?")
        assert (plan.intent, plan.group_by) == ("rank", "product")
        assert plan.second_window
        assert plan.second_window.end != (plan.window.end if plan.window else None)


@pytest.mark.parametrize(
    "question",
    [
        "What will we have left of Green Tea at Leeds after next week?",
        "How much Green Tea will be left at Leeds after next week?",
    ],
)
def test_what_is_left_after_a_time_is_projected(understander: Understander, question: str) -> None:
    said = "How much of Green Tea is left at Leeds once next week's sales are gone?"
    assert asked(understander, question).measures == asked(understander, said).measures


def test_names_in_the_order_of_a_figure(understander: Understander) -> None:
    plan = asked(understander, "Give me Leeds, York and Lyon in order of forecast sales for next week")
    assert (plan.intent, set(plan.entities.stores)) == ("compare", {"S1", "S2", "S3"})


def test_an_order_with_its_supplier_and_its_day(understander: Understander) -> None:
    plan = asked(
        understander, "What do you recommend ordering for Leeds of Green Tea, from which supplier, and by when?"
    )
    assert set(plan.measures) == {"order_qty", "product_supplier", "order_by"}


@pytest.mark.parametrize(
    "question",
    [
        "what items in Leeds have Sunday as there best selling weekday",
        "list the products that sell better on Sunday than on any other day of the week in Leeds",
        "Which products in Leeds sell best on Sunday?",
    ],
)
def test_goods_by_their_best_weekday(understander: Understander, question: str) -> None:
    plan = asked(understander, question)
    assert plan.intent == "list"
    assert ("peak_weekday", "=", "Sunday") in {(f.column, f.op, f.value) for f in plan.filters}
