# ruff: noqa: E501 - queries are read on one line
"""What tests of answers in the demo world share."""

from __future__ import annotations

import pytest

from forecasting.runstore import RunStore
from llm.assistant import Assistant
from tests.llm.demo_world import select


@pytest.fixture(scope="module")
def assistant(demo_workspace):
    """Answers without a model."""
    return Assistant(demo_workspace, writer=None)


@pytest.fixture(scope="module")
def connection(demo_workspace):
    with RunStore(demo_workspace).connect() as opened:
        yield opened


@pytest.fixture(scope="module")
def as_of(connection):
    """The last day of the history."""
    return select(connection, "SELECT max(date)::DATE FROM sales")[0][0]


@pytest.fixture(scope="module")
def sold(connection):
    """(product, its id, store, its id) of a thing that sells well, by a plain name."""
    return select(
        connection,
        "SELECT p.name, product_id, s.name, store_id FROM stats JOIN products p USING (product_id) "
        "JOIN stores s USING (store_id) "
        "WHERE (SELECT count(*) FROM products q WHERE contains(lower(q.name), lower(p.name))) = 1 "
        "ORDER BY avg_daily_28d DESC, product_id LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def stores(connection):
    """(name, id) of every store, by id."""
    return select(connection, "SELECT name, store_id FROM stores ORDER BY store_id")


@pytest.fixture(scope="module")
def ordered(connection):
    """(store, store id, value of its recommended orders) of the store with the largest."""
    return select(
        connection,
        "SELECT s.name, s.store_id, sum(r.order_value) FROM replenishment r JOIN stores s USING (store_id) "
        "WHERE r.order_qty > 0 GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def line(connection):
    """A recommended order whose stock does not cover 21 days: (store, store_id, product, product_id)."""
    return select(
        connection,
        "SELECT s.name, r.store_id, p.name, r.product_id FROM replenishment r JOIN stores s USING (store_id) "
        "JOIN products p USING (product_id) JOIN forecasts f USING (store_id, product_id) WHERE r.order_qty > 0 "
        "AND r.on_hand > 5 AND f.target = 'sales' AND f.step <= 21 GROUP BY ALL HAVING sum(f.mean) > any_value(r.on_hand) + 5 "
        "ORDER BY md5(any_value(r.store_id) || any_value(r.product_id)), 1 LIMIT 1",
    )[0]


@pytest.fixture(scope="module")
def two(connection):
    """Two products of one store that sell: (store, store_id, product, product_id, product, product_id)."""
    rows = select(
        connection,
        "SELECT s.name, store_id, p.name, product_id FROM forecasts JOIN products p USING (product_id) JOIN stores s USING (store_id) "
        "WHERE target = 'sales' AND store_id = (SELECT min(store_id) FROM stores) GROUP BY ALL ORDER BY sum(mean) DESC, product_id LIMIT 2",
    )
    (store, store_id, *first), (_, _, *second) = rows
    return store, store_id, *first, *second


@pytest.fixture(scope="session")
def turns():
    """The answer to the last of several messages."""

    def ask(assistant, *questions):
        history, answer = [], None
        for question in questions:
            answer = assistant.ask(question, history)
            history += [{"role": "user", "content": question}, {"role": "assistant", "content": answer.answer}]
        return answer

    return ask
