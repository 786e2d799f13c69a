"""Below its reorder point is what the inventory position says; whether an order is recommended is another matter."""

from __future__ import annotations

import pytest

from tests.llm.demo_world import select, value_of


@pytest.fixture(scope="module")
def store(connection):
    """(name, id) of a store where the three ways to count differ."""
    return select(
        connection,
        "SELECT s.name, store_id FROM replenishment JOIN stores s USING (store_id) GROUP BY ALL "
        "HAVING count(*) FILTER (order_qty > 0) <> count(*) FILTER (inventory_position < reorder_point) "
        "AND count(*) FILTER (on_hand < reorder_point) <> count(*) FILTER (on_hand < reorder_point AND order_qty > 0) "
        "ORDER BY store_id LIMIT 1",
    )[0]


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("How many articles in {s} are under the reorder level?", "inventory_position < reorder_point"),
        ("number of items at {s} below their reorder point?", "inventory_position < reorder_point"),
        ("How many products in {s} have stock on hand below the reorder point?", "on_hand < reorder_point"),
        ("How many products in {s} should we reorder?", "order_qty > 0"),
    ],
)
def test_products_below_the_reorder_point_are_counted(assistant, connection, store, said, condition):
    name, store_id = store
    sql = f"SELECT count(*) FROM replenishment WHERE store_id = ? AND {condition}"
    assert value_of(assistant.ask(said.format(s=name)), "count") == select(connection, sql, store_id)[0][0]


def test_stores_where_a_product_is_below_its_reorder_point(assistant, connection):
    product, product_id = select(
        connection,
        "SELECT p.name, product_id FROM replenishment JOIN products p USING (product_id) "
        "WHERE inventory_position < reorder_point "
        "AND (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "GROUP BY ALL ORDER BY product_id LIMIT 1",
    )[0]
    plan = assistant.ask(f"In which shops is {product} below its reorder level?").plan
    assert [(f.column, f.op, f.value) for f in plan.filters] == [("inventory_position", "<", "@reorder_point")]
    assert (plan.group_by, plan.entities.products) == ("store", (product_id,))


def test_who_has_most_below_the_reorder_point_ranks_by_their_number(assistant, connection):
    answer = assistant.ask("Which supplier has the most products under their reorder point?")
    sql = (
        "SELECT count(DISTINCT product_id) AS n FROM replenishment WHERE inventory_position < reorder_point "
        "GROUP BY supplier_id ORDER BY n DESC LIMIT 1"
    )
    assert answer.facts[0].value == select(connection, sql)[0][0]
