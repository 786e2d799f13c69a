"""The REST API: contract of the answer, tables, limits, roles, health."""

from __future__ import annotations

import json

import pytest

ANSWER_KEYS = {
    "question", "answer", "status", "facts", "claims", "citations", "rows", "coverage", "plan", "verified", "composer",
    "timings_ms", "run_id", "model",
}  # fmt: skip
FACT_KEYS = {"id", "value", "unit", "label", "table", "key", "column", "run_id"}


@pytest.fixture(scope="module")
def series(client):
    return client.get("/forecast", params={"limit": 1}).json()["rows"][0]


def test_an_answer_has_the_whole_contract_and_its_claims_point_to_facts(client, series):
    question = f"How many units of {series['product']} will {series['store']} sell tomorrow?"
    response = client.post("/ask", json={"question": question})
    assert response.status_code == 200
    answer = response.json()
    assert answer.keys() >= ANSWER_KEYS
    assert answer["status"] == "answered"
    assert answer["verified"] is True
    assert answer["facts"]
    assert all(fact.keys() >= FACT_KEYS for fact in answer["facts"])
    ids = {fact["id"] for fact in answer["facts"]}
    assert answer["claims"]
    assert all(claim["fact"] in ids for claim in answer["claims"])
    mean = client.get("/forecast", params={**_ids(series), "horizon": 1}).json()["rows"][0]["mean"]
    assert any(fact["value"] == pytest.approx(mean) for fact in answer["facts"])


def test_a_question_outside_the_subject_is_refused_without_a_number(client):
    answer = client.post("/ask", json={"question": "Who won the chess world championship in 1985?"}).json()
    assert answer["status"] in ("refused", "no_data")
    assert not any(ch.isdigit() for ch in answer["answer"].replace("1985", ""))


def test_the_stream_sends_sentences_first_and_the_same_answer_object_last(client, series):
    question = f"What is the stock of {series['product']} in {series['store']}?"
    with client.stream("POST", "/ask/stream", json={"question": question}) as response:
        events = [block.split("\n", 1) for block in "".join(response.iter_text()).strip().split("\n\n")]
    names = [name.removeprefix("event: ") for name, _ in events]
    assert names[-1] == "answer"
    assert set(names[:-1]) <= {"sentence"}
    final = json.loads(events[-1][1].removeprefix("data: "))
    assert final.keys() >= ANSWER_KEYS


def _ids(series):
    return {"store_id": series["store_id"], "product_id": series["product_id"]}


def test_a_forecast_has_ordered_quantiles_and_growing_sums(client, series):
    body = client.get("/forecast", params={**_ids(series), "horizon": 28}).json()
    assert body["total"] == 28
    for row in body["rows"]:
        quantiles = [row[f"p{level:02d}"] for level in (5, 10, 25, 50, 75, 90, 95)]
        assert quantiles == sorted(quantiles)
    sums = [row["cum_mean"] for row in body["rows"]]
    assert sums == sorted(sums)


def test_a_posted_history_of_an_unseen_product_is_forecast(client):
    history = [{"date": f"2026-10-{day:02d}", "units_sold": 10 + day % 7} for day in range(1, 29)]
    body = {"store_id": "NEW", "product_id": "NEW-1", "historical_data": history, "horizon": 7}
    rows = client.post("/forecast", json=body).json()["rows"]
    assert [row["date"] for row in rows] == [f"2026-10-{day}" for day in (29, 30, 31)] + [
        f"2026-11-0{day}" for day in (1, 2, 3, 4)
    ]
    assert all(5 < row["mean"] < 25 for row in rows)
    assert client.post("/forecast", json={**body, "historical_data": history[:13]}).status_code == 422


def test_recommendations_can_be_filtered_and_paged(client):
    everything = client.get("/replenishment").json()
    recommended = client.get("/replenishment", params={"recommended": True}).json()
    assert 0 < recommended["total"] < everything["total"]
    assert all(row["order_qty"] > 0 for row in recommended["rows"])
    page = client.get("/replenishment", params={"limit": 5, "offset": 5}).json()
    assert page["rows"] == everything["rows"][5:10]
    urgent = client.get("/replenishment", params={"action": ["order_now", "expedite"]}).json()
    assert {row["action"] for row in urgent["rows"]} <= {"order_now", "expedite"}


def test_a_whatif_stands_beside_today(client):
    rows = client.post("/whatif", json={"kind": "demand", "value": 0.5, "relative": True}).json()["rows"]
    assert sum(r["protection_mean_scenario"] or 0 for r in rows) > 1.4 * sum(
        r["protection_mean_today"] or 0 for r in rows
    )
    bad = client.post("/whatif", json={"kind": "lead_time"})
    assert bad.status_code == 422
    assert "needs a value" in bad.json()["detail"]


def test_a_note_can_be_asked_about_at_once_and_is_gone_after_its_deletion(client):
    note = {
        "title": "Quay gate works at Portmurray",
        "body": "The quay gate at Portmurray is shut for 11 days.",
        "date": "2026-10-30",
    }
    note_id = client.post("/notes", json=note).json()["note_id"]
    question = {"question": 'In the note "Quay gate works at Portmurray", how many days is the gate shut?'}
    answer = client.post("/ask", json=question).json()
    assert "11" in answer["answer"]
    assert any(c["title"] == note["title"] for c in answer["citations"])
    assert client.delete(f"/notes/{note_id}").status_code == 204
    assert all(n["note_id"] != note_id for n in client.get("/notes").json())
    again = client.post("/ask", json=question).json()
    assert all(c["title"] != note["title"] for c in again["citations"])


def test_unknown_things_are_404_and_bad_values_422(client):
    assert client.get("/forecast", params={"store_id": "nope", "product_id": "nope"}).status_code == 404
    assert client.get("/jobs/nope").status_code == 404
    assert client.get("/alerts", params={"severity": "dire"}).status_code == 422
    assert client.post("/ask", json={"question": ""}).status_code == 422
    assert client.post("/ask", json={"question": "x" * 5000}).status_code == 422


def test_health_readiness_and_metrics(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").status_code == 200
    text = client.get("/metrics").text
    assert "quartermaster_answers_total{" in text
    assert "quartermaster_run_age_seconds" in text
    assert 'route="/ask"' in text


def test_every_route_is_documented_and_bodies_have_examples(client):
    document = client.get("/openapi.json").json()
    wanted = {"/ask", "/ask/stream", "/forecast", "/replenishment", "/whatif", "/alerts", "/runs", "/notes", "/jobs",
              "/healthz", "/readyz", "/metrics"}  # fmt: skip
    assert wanted <= document["paths"].keys()
    for path in document["paths"].values():
        assert all(operation.get("summary") for operation in path.values())
    assert document["components"]["schemas"]["AskRequest"]["examples"]


@pytest.fixture
def guarded(workspace_copy, tmp_path):
    """The API of a workspace with users."""
    import shutil

    from fastapi.testclient import TestClient

    from data.workspace import Workspace
    from ui.api import create_api
    from ui.auth import Users
    from ui.services import Services
    from ui.settings import ServerSettings

    root = tmp_path / "guarded"
    shutil.copytree(workspace_copy.root, root, ignore=shutil.ignore_patterns("conversations"))
    users = Users(Workspace(root))
    users.add("ada", "a long enough one", "viewer")
    users.add("bea", "a long enough one", "admin")
    settings = ServerSettings(requests_per_minute=30, upload_mb=1)
    with TestClient(create_api(Services(Workspace(root)), settings)) as client:
        client.tokens = {name: {"Authorization": f"Bearer {users.new_token(name, 't')}"} for name in ("ada", "bea")}
        yield client


def test_with_users_nothing_is_shown_without_a_token_and_roles_hold(guarded):
    assert guarded.get("/alerts").status_code == 401
    assert guarded.get("/healthz").status_code == 200
    assert guarded.get("/alerts", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert guarded.get("/alerts", headers=guarded.tokens["ada"]).status_code == 200
    assert guarded.post("/jobs", json={"kind": "run"}, headers=guarded.tokens["ada"]).status_code == 403
    assert (
        guarded.post("/whatif", json={"kind": "demand", "value": 1}, headers=guarded.tokens["ada"]).status_code == 403
    )
    assert guarded.post("/whatif", json={"kind": "skip_order"}, headers=guarded.tokens["bea"]).status_code == 200


def test_signing_in_gives_a_strict_http_only_cookie(guarded):
    wrong = guarded.post("/login", content="name=ada&password=wrong")
    assert wrong.status_code == 401
    done = guarded.post("/login", content="name=ada&password=a+long+enough+one", follow_redirects=False)
    assert done.status_code == 303
    cookie = done.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert guarded.get("/alerts").status_code == 200
    guarded.post("/logout", follow_redirects=False)
    assert guarded.get("/alerts").status_code == 401


def test_large_and_too_many_requests_are_turned_away(guarded):
    big = guarded.post("/ask", content=b"x" * (2 * 2**20), headers=guarded.tokens["ada"])
    assert big.status_code == 413
    codes = [guarded.get("/runs", headers=guarded.tokens["ada"]).status_code for _ in range(40)]
    assert codes[0] == 200
    assert codes[-1] == 429
