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
