"""The MCP endpoint: other assistants list and call the read-only tools of the served run."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest


async def _talk(address: str, calls: list[tuple[str, dict]]):
    """Tool names, and the reply of each call as JSON."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async with (
        streamablehttp_client(f"{address}/gradio_api/mcp/") as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        tools = [tool.name for tool in (await session.list_tools()).tools]
        replies = []
        for name, arguments in calls:
            reply = await session.call_tool(name, arguments)
            assert not reply.isError, reply.content[0].text
            replies.append(json.loads(reply.content[0].text))
        return tools, replies


@pytest.fixture(scope="module")
def talked(server):
    question = "What do I have to order today?"
    calls = [("ask", {"question": question}), ("orders", {}), ("alerts", {"severity": "critical"})]
    with ThreadPoolExecutor(1) as aside:  # the browser's own loop may be running in this thread
        return aside.submit(asyncio.run, _talk(server, calls)).result(120)


def test_only_reading_tools_are_offered(talked):
    assert sorted(talked[0]) == ["alerts", "ask", "forecast", "orders"]


def test_a_question_is_answered_with_facts_and_the_run(talked):
    answer = talked[1][0]
    assert answer["status"] == "answered"
    assert answer["verified"] is True
    assert {fact["run_id"] for fact in answer["facts"]} == {answer["run_id"]}


def test_lists_say_how_many_rows_there_are(talked):
    _, orders, alerts = talked[1]
    assert orders["total"] >= len(orders["rows"]) > 0
    assert all(row["order_qty"] > 0 for row in orders["rows"])
    assert {row["severity"] for row in alerts["rows"]} <= {"critical"}
