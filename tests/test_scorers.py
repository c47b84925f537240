"""Break scorers from other packages: found by name, and named where they cannot be used."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from distribution import install

if TYPE_CHECKING:
    from pathlib import Path

SCORER = """
class Late:
    name = "late"

    def scores(self, words, language):
        return [1 if word.endswith("t") else -1 for word in words[:-1]]

scorer = Late()
nothing = None
"""

ASK = """
import json
from subkit import scorers
from subkit.errors import SubkitError
from subkit.scorer import scores

def told(action):
    try:
        return action()
    except SubkitError as error:
        return f"{type(error).__name__}: {error}"

print(json.dumps({
    "names": scorers.names(),
    "late": told(lambda: scores(scorers.scorer("late"), ["at", "one", "two"], "en")),
    "lat": told(lambda: scorers.scorer("lat")),
}))
"""


def ask(folder: Path) -> dict[str, Any]:
    """What another process finds with that folder on its path."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r})\n{ASK}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_third_party_adds_a_scorer_by_one_line(tmp_path: Path) -> None:
    install(
        tmp_path, "acme-breaks", "late = acme_breaks:scorer", "acme_breaks", SCORER, group="subkit.scorers"
    )
    answer = ask(tmp_path)
    assert "late" in answer["names"]
    assert [1.0, -1.0] == answer["late"]
    assert "UnknownNameError: unknown scorer 'lat'; did you mean 'late'?" == answer["lat"]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (
            "acme_breaks:Late",
            "in acme-breaks is no scorer: acme_breaks:Late is no object with a method scores",
        ),
        (
            "acme_breaks:nothing",
            "in acme-breaks is no scorer: acme_breaks:nothing is no object with a method scores",
        ),
        (
            "acme_breaks:gone",
            "cannot be loaded from acme-breaks: AttributeError: module 'acme_breaks' has no",
        ),
        ("acme_model:scorer", "cannot be loaded from acme-breaks: ModuleNotFoundError: No module named"),
    ],
)
def test_a_scorer_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, target: str, reason: str
) -> None:
    install(tmp_path, "acme-breaks", f"late = {target}", "acme_breaks", SCORER, group="subkit.scorers")
    assert ask(tmp_path)["late"].startswith(f"ScorerError: scorer late {reason}")


def test_a_name_that_two_packages_take_is_refused_with_both(tmp_path: Path) -> None:
    for package in ("acme-breaks", "other-breaks"):
        install(
            tmp_path,
            package,
            f"late = {package.replace('-', '_')}:scorer",
            package.replace("-", "_"),
            SCORER,
            group="subkit.scorers",
        )
    assert (
        "ScorerError: scorer late is installed by acme-breaks and other-breaks; uninstall all but one"
        == ask(tmp_path)["late"]
    )
