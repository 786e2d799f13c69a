"""Sixteen people in the chat at once: latency, errors, mixed-up conversations, the queue position they are shown.

    python -m benchmarks.ui_load --workspace build/demo --minutes 5
    python -m benchmarks.ui_load --workspace build/demo --minutes 1 --dry     # a trial that records nothing

Fifteen speak the protocol that the page speaks, the sixteenth is a real page in chromium. Each asks about a product
and a store of its own, then follow-ups ("How many days will its stock last?") that have a meaning in its own
conversation only. An answer about another product, or a stored conversation with another's question, is a mix-up.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.record import record
from benchmarks.ui_server import Server, chromium, load_note, serving

__all__ = ["main"]

QUESTIONS = (
    "How many units of {product} will {store} sell over the next 7 days?",
    "How many days will its stock last?",
    "And what is its reorder point?",
)
TIMEOUT = 120.0  # seconds for one answer


@dataclass
class Visit:
    """What one user saw."""

    product_id: str
    product: str
    store: str
    seconds: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)  # seconds to the first sentence
    places: list[int] = field(default_factory=list)  # places in the queue that were shown, 1 = next
    by_model: int = 0  # answers whose every sentence the model wrote
    checked: int = 0
    errors: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)


class Chat:
    """The page's own protocol: join the queue, then follow the events of the session."""

    def __init__(self, server: Server) -> None:
        import httpx

        self.client = httpx.Client(base_url=server.address, timeout=TIMEOUT)
        config = self.client.get("/config").json()
        button = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "ask")
        self.function = next(
            d["id"] for d in config["dependencies"] if [button, "click"] in [list(t) for t in d["targets"]]
        )
        self.session = uuid.uuid4().hex[:12]

    def ask(self, question: str, conversation: str, visit: Visit) -> None:
        """One question to its end; the times and places go into `visit`."""
        body = {"data": [question, conversation], "fn_index": self.function, "session_hash": self.session}
        start = time.perf_counter()
        self.client.post("/gradio_api/queue/join", json=body).raise_for_status()
        heard = 0
        with self.client.stream("GET", "/gradio_api/queue/data", params={"session_hash": self.session}) as events:
            for line in events.iter_lines():
                if not line.startswith("data:"):
                    continue
                event = json.loads(line[5:])
                if event["msg"] == "estimation" and event.get("rank") is not None:
                    visit.places.append(event["rank"] + 1)
                elif event["msg"] == "process_generating":
                    heard += 1
                    if heard == 2:  # the first step only shows the question
                        visit.first.append(time.perf_counter() - start)
                elif event["msg"] == "process_completed":
                    if not event.get("success", True):
                        visit.errors.append(str(event.get("output"))[:200])
                    break
        visit.seconds.append(time.perf_counter() - start)


def check(server: Server, conversation: str, asked: list[str], visit: Visit) -> None:
    """The stored conversation holds these questions and speaks of this product only."""
    path = server.workspace / "conversations" / "local" / f"{conversation}.json"
    turns = json.loads(path.read_text(encoding="utf-8"))["turns"]
    if [turn["question"] for turn in turns] != asked:
        visit.mixed.append(f"asked {asked}, stored {[turn['question'] for turn in turns]}")
    answer = turns[-1]["answer"]
    visit.checked += 1
    visit.by_model += answer["composer"] == "llm"
    about = set(answer["plan"]["entities"]["products"])
    keys = {fact["key"].get("product_id") for fact in answer["facts"] if fact.get("key")} - {None}
    if answer["status"] != "answered":
        visit.errors.append(f"{asked[-1]}: {answer['status']}: {answer['answer'][:120]}")
    elif about != {visit.product_id} or not keys <= {visit.product_id} or visit.product not in answer["answer"]:
        visit.mixed.append(f"{visit.product_id} got {sorted(about | keys)}: {answer['answer'][:120]}")


def user(server: Server, visit: Visit, until: float, think: float, seed: int) -> None:
    """Conversations of three questions, one after the other, until the time is over."""
    rng = random.Random(seed)
    chat = Chat(server)
    time.sleep(rng.random() * think)
    while time.time() < until:
        conversation, asked = uuid.uuid4().hex, []
        chat.session = uuid.uuid4().hex[:12]  # a page of its own
        for question in QUESTIONS:
            if time.time() >= until:
                break
            asked.append(question.format(product=visit.product, store=visit.store))
            try:
                chat.ask(asked[-1], conversation, visit)
                check(server, conversation, asked, visit)
            except Exception as error:
                visit.errors.append(f"{type(error).__name__}: {error}"[:200])
                break
            time.sleep(rng.uniform(0.5, 1.5) * think)


def page_user(server: Server, visit: Visit, until: float, think: float) -> list[str]:
    """The same in a real page; returns the queue texts that it showed."""
    shown: list[str] = []
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(TIMEOUT * 1000)
        page.goto(server.address)
        page.wait_for_selector("#question textarea")
        while time.time() < until:
            page.locator("#conversations button").first.click()
            page.click("#conversation-new")
            page.locator("#conversations button").first.click()
            for number, question in enumerate(QUESTIONS, start=1):
                if time.time() >= until:
                    break
                start = time.perf_counter()
                page.fill("#question textarea", question.format(product=visit.product, store=visit.store))
                page.click("#ask")
                shown += _follow(page, number, start, visit)
                time.sleep(think)
    return shown


def _follow(page: Any, number: int, start: float, visit: Visit) -> list[str]:
    """Wait for answer `number` of the conversation; returns what the page said about the queue meanwhile."""
    shown = []
    look = (
        "n => ({done: document.querySelectorAll('#chat .qm-badge').length >= 2 * n,"
        " said: document.querySelectorAll('#chat .bot .prose, #chat .message.bot').length >= n,"
        " queue: (document.querySelector('#chat')?.innerText.match(/queue: \\d+\\/\\d+/) || [''])[0]})"
    )
    first = False
    while time.perf_counter() - start < TIMEOUT:
        state = page.evaluate(look, number)
        if state["queue"] and state["queue"] not in shown[-1:]:
            shown.append(state["queue"])
        if state["said"] and not first:
            first = True
            visit.first.append(time.perf_counter() - start)
        if state["done"]:
            visit.seconds.append(time.perf_counter() - start)
            if visit.product not in page.locator("#chat").inner_text():
                visit.mixed.append("the page shows another product")
            return shown
        time.sleep(0.05)
    seen = page.locator("#chat").inner_text()
    visit.errors.append(f"the page waited too long for answer {number}; it showed: {seen[-600:]!r}")
    return shown


def subjects(workspace: Path, count: int) -> list[Visit]:
    """Best-selling series of different products, names that nothing else bears."""
    from data.workspace import Workspace
    from forecasting.runstore import RunStore

    with RunStore(Workspace(workspace)).connect() as connection:
        rows = connection.execute(
            "SELECT product_id, any_value(p.name), arg_max(s.name, f.mean) FROM forecasts f "
            "JOIN products p USING (product_id) JOIN stores s USING (store_id) "
            "WHERE f.target = 'sales' AND f.step = 1 GROUP BY 1 "
            "HAVING (SELECT count(*) FROM products q WHERE q.name LIKE any_value(p.name) || '%') = 1 "
            "ORDER BY sum(f.mean) DESC, 1 LIMIT ?",
            [count],
        ).fetchall()
    if len(rows) < count:
        raise SystemExit(f"the workspace has {len(rows)} products with a name of their own; {count} are needed")
    return [Visit(*row) for row in rows]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ui_load", description=__doc__.splitlines()[0])
    parser.add_argument("--workspace", type=Path, default=Path("build/demo"))
    parser.add_argument("--users", type=int, default=16)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--think", type=float, default=5.0, help="seconds between an answer and the next question")
    parser.add_argument("--dry", action="store_true", help="print, and record nothing")
    options = parser.parse_args(argv)
    options.load = os.getloadavg()[0]
    visits = subjects(options.workspace, options.users)
    with serving(options.workspace) as server:
        _warm(server, visits[0])
        cpu, began = server.cpu_seconds(), time.time()
        until = began + 60 * options.minutes
        threads = [
            threading.Thread(target=user, args=(server, visit, until, options.think, seed))
            for seed, visit in enumerate(visits[1:])
        ]
        for thread in threads:
            thread.start()
        shown = page_user(server, visits[0], until, options.think)
        for thread in threads:
            thread.join()
        used = {"cpu": server.cpu_seconds() - cpu, "wall": time.time() - began, "mb": server.resident_mb()}
    return report(options, visits, shown, used)


def _warm(server: Server, visit: Visit) -> None:
    """One question before the clock starts: the load of users is measured, not the loading of models."""
    Chat(server).ask(QUESTIONS[0].format(product=visit.product, store=visit.store), uuid.uuid4().hex, visit)
    visit.seconds.clear()
    visit.first.clear()
    visit.places.clear()


def report(options: argparse.Namespace, visits: list[Visit], shown: list[str], used: dict[str, float]) -> int:
    """Print the figures, record them unless it was a trial; 1 where something went wrong."""
    seconds = np.array([s for visit in visits for s in visit.seconds])
    first = np.array([s for visit in visits for s in visit.first])
    errors = [e for visit in visits for e in visit.errors]
    mixed = [m for visit in visits for m in visit.mixed]
    checked = max(1, sum(visit.checked for visit in visits))
    waited = sum(1 for visit in visits for place in visit.places if place > 1)
    told = [
        ["users", options.users],
        ["questions answered", len(seconds)],
        ["errors", len(errors)],
        ["mixed-up conversations", len(mixed)],
        ["whole answer, p50 (s)", float(np.percentile(seconds, 50))],
        ["whole answer, p95 (s)", float(np.percentile(seconds, 95))],
        ["first sentence, p50 (s)", float(np.percentile(first, 50))],
        ["first sentence, p95 (s)", float(np.percentile(first, 95))],
        ["answers written by the model alone", f"{sum(v.by_model for v in visits) / checked:.0%}"],
        ["server processor time per answer (s)", used["cpu"] / len(seconds)],
        ["places in the queue told to waiting users", waited],
        ["queue texts seen on the page", len(shown)],
        ["memory of the server (MiB)", round(used["mb"])],
    ]
    for name, value in told:
        print(f"{name:45} {value:.2f}" if isinstance(value, float) else f"{name:45} {value}")
    for line in [*errors[:10], *mixed[:10], *shown[:3]]:
        print("  ", line)
    if not options.dry:
        record(
            "ui_load",
            title="Users in the chat at once",
            columns=["what", "value"],
            rows=told,
            command=f"python -m benchmarks.ui_load --users {options.users} --minutes {options.minutes:g}",
            settings={"users": options.users, "minutes": options.minutes, "think_seconds": options.think},
            wall_seconds=used["wall"],
            notes=[
                load_note(options.load),
                f"Each user waits about {options.think:g} s between an answer and the next question; one of them is a "
                "page in chromium on the same machine.",
                "While the model writes two answers, further ones are rendered from their facts "
                "(`assistant.writing_at_once`).",
                "A mixed-up conversation is an answer about another user's product, or a stored conversation with "
                "another user's question.",
            ],
            details={"errors": errors[:20], "mixed": mixed[:20], "queue_texts": shown[:20]},
        )
    return 1 if errors or mixed else 0


if __name__ == "__main__":
    raise SystemExit(main())
