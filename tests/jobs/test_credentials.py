"""Secrets are found where they are said to be, and never shown."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import traceback
from typing import TYPE_CHECKING

import msgspec
import pytest
from canary import CANARY
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import CredentialsError
from subkit.jobs.credentials import Credentials, Secret, find, variable

if TYPE_CHECKING:
    from pathlib import Path


@given(st.text(min_size=4).filter(lambda text: not set(text) <= set("*")))
def test_no_way_of_printing_shows_a_secret(text: str) -> None:
    secret = Secret(text)
    credentials = Credentials("verbit", {"token": secret})
    shown = [repr(secret), str(secret), f"{secret}", f"{secret!r:>40}", "%s" % secret, repr(credentials)]  # noqa: UP031 - an old way of printing is one
    masked = repr(Credentials("verbit", {"token": "x"}))
    assert [repr(Secret("x")), "********", "********", f"{Secret('x')!r:>40}", "********", masked] == shown


@pytest.mark.parametrize("thing", [Secret(CANARY), Credentials("verbit", {"token": CANARY})])
def test_a_secret_is_not_written_down(thing: object) -> None:
    for writing in (pickle.dumps, copy.copy, msgspec.json.encode):
        with pytest.raises(TypeError) as told:
            writing(thing)
        assert CANARY not in str(told.value)


def test_secrets_are_equal_by_their_text() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert 1 == len({Secret("a"), Secret("a")})


def test_the_variable_is_called_after_the_provider_and_what_it_calls_its_secret() -> None:
    assert ("SUBKIT_VERBIT_TOKEN", "SUBKIT_MY_ASR_KEY") == (
        variable("verbit"),
        variable("my-asr", "key"),
    )


@pytest.mark.writes_secrets
def test_a_secret_comes_from_its_variable_or_from_its_file(tmp_path: Path) -> None:
    names = ("key", "user_id")
    found = find("pictory", names, environment={"SUBKIT_PICTORY_KEY": f" {CANARY}\n"}, keyring=False)
    assert (CANARY, None, "SUBKIT_PICTORY_KEY") == (*map(found.reveal, names), found.origin)
    path = tmp_path / "key"
    path.write_text(f"{CANARY}\n")
    variables = {"SUBKIT_PICTORY_KEY_FILE": str(path), "SUBKIT_PICTORY_USER_ID": "u1"}
    found = find("pictory", names, environment=variables, keyring=False)
    assert (CANARY, "u1", "SUBKIT_PICTORY_KEY_FILE") == (*map(found.reveal, names), found.origin)


def test_another_secret_than_the_usual_one_will_do() -> None:
    found = find("pictory", ("key", "access_token"), environment={"SUBKIT_PICTORY_ACCESS_TOKEN": CANARY})
    assert (None, CANARY, "SUBKIT_PICTORY_ACCESS_TOKEN") == (
        found.reveal("key"),
        found.reveal("access_token"),
        found.origin,
    )


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "verbit: no token: set SUBKIT_VERBIT_TOKEN, or SUBKIT_VERBIT_TOKEN_FILE to the path"),
        ({"SUBKIT_VERBIT_TOKEN": " "}, "SUBKIT_VERBIT_TOKEN is set but holds nothing"),
        ({"SUBKIT_VERBIT_TOKEN": f"{CANARY}\r\nX-Evil: 1"}, "signs that no token has"),
        ({"SUBKIT_VERBIT_TOKEN": f"{CANARY}\u00e9"}, "signs that no token has"),
        ({"SUBKIT_VERBIT_TOKEN": CANARY, "SUBKIT_VERBIT_TOKEN_FILE": "x"}, "unset one of them"),
        ({"SUBKIT_VERBIT_TOKEN_FILE": "/none/at/all"}, "/none/at/all: no such file or folder"),
    ],
)
def test_what_is_no_secret_is_refused_without_showing_it(variables: dict[str, str], said: str) -> None:
    with pytest.raises(CredentialsError) as told:
        find("verbit", environment=variables, keyring=False)
    assert said in str(told.value)
    assert CANARY not in repr(told.value)


@pytest.mark.writes_secrets
def test_a_file_that_is_no_text_is_refused_without_showing_it(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_bytes(CANARY.encode() + b"\xff")
    with pytest.raises(CredentialsError, match="signs that no token has") as told:
        find("verbit", environment={"SUBKIT_VERBIT_TOKEN_FILE": str(path)})
    assert CANARY not in "".join(traceback.format_exception(told.value))
    path.write_bytes(b"x" * 2**17)
    with pytest.raises(CredentialsError, match="larger than"):
        find("verbit", environment={"SUBKIT_VERBIT_TOKEN_FILE": str(path)})


BACKEND = """
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError


class Kept(KeyringBackend):
    priority = 1

    def get_password(self, service, username):
        return {("subkit", "verbit"): "@CANARY@"}.get((service, username))

    def set_password(self, service, username, password):
        raise NotImplementedError


class Locked(Kept):
    def get_password(self, service, username):
        raise NoKeyringError("nobody is there to ask")
"""

ASKING = """
from subkit.errors import CredentialsError
from subkit.jobs.credentials import find

for provider in ("verbit", "pictory"):
    try:
        found = find(provider, environment={})
        print(found.origin, found.reveal("token"))
    except CredentialsError as error:
        print(str(error)[:18])
"""


@pytest.mark.writes_secrets
@pytest.mark.parametrize(
    ("backend", "first"), [("Kept", f"keyring {CANARY}"), ("Locked", "verbit: no token: ")]
)
def test_a_keyring_is_asked_last_and_one_that_is_locked_is_none(
    tmp_path: Path, backend: str, first: str
) -> None:
    (tmp_path / "kept_backend.py").write_text(BACKEND.replace("@CANARY@", CANARY))
    done = subprocess.run(
        [sys.executable, "-c", ASKING],
        env={"PYTHONPATH": str(tmp_path), "PYTHON_KEYRING_BACKEND": f"kept_backend.{backend}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [first.strip(), "pictory: no token:"] == [line.strip() for line in done.stdout.splitlines()]
