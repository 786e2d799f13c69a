"""Users, roles, tokens, sessions; and what an unauthenticated caller gets."""

from __future__ import annotations

import json

import pytest

from data.errors import QuartermasterError
from data.workspace import Workspace
from ui.auth import Identity, Users, allows

PASSWORD = "a long enough one"


@pytest.fixture
def users(tmp_path) -> Users:
    users = Users(Workspace(tmp_path).create())
    users.add("ada", PASSWORD, "buyer")
    return users


def test_a_password_is_verified_and_never_stored(users):
    assert users.by_password("ada", PASSWORD) == Identity("ada", "buyer")
    assert users.by_password("ada", PASSWORD + "x") is None
    assert users.by_password("nobody", PASSWORD) is None
    stored = users.path.read_text()
    assert PASSWORD not in stored
    assert json.loads(stored)["ada"]["password"].startswith("$argon2")
    assert users.path.stat().st_mode & 0o077 == 0


def test_a_token_works_and_only_its_hash_is_kept(users):
    token = users.new_token("ada", "spreadsheet")
    assert users.by_token(token) == Identity("ada", "buyer")
    assert users.by_token(token + "x") is None
    assert token not in users.path.read_text()


def test_a_session_ends_with_sign_out_and_with_its_user(users):
    session = users.open_session(Identity("ada", "buyer"))
    assert users.by_session(session) == Identity("ada", "buyer")
    users.close_session(session)
    assert users.by_session(session) is None
    session = users.open_session(Identity("ada", "buyer"))
    users.remove("ada")
    assert users.by_session(session) is None


@pytest.mark.parametrize(
    ("name", "password", "role", "said"),
    [
        ("../x", PASSWORD, "buyer", "not a user name"),
        (".x", PASSWORD, "buyer", "not a user name"),
        ("x", "short", "buyer", "too short"),
        ("x", PASSWORD, "owner", "not a role"),
    ],
)
def test_bad_users_are_refused_with_the_reason(users, name, password, role, said):
    with pytest.raises(QuartermasterError, match=said):
        users.add(name, password, role)


def test_roles_include_the_ones_below_them():
    assert allows(Identity("a", "admin"), "buyer")
    assert allows(Identity("a", "buyer"), "buyer")
    assert not allows(Identity("a", "viewer"), "buyer")
