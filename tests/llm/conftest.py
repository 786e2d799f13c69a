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
