"""The registry: adapters by name, by recognition, from strangers, and broken ones."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from distribution import install

from subkit import registry
from subkit.adapter import Adapter
from subkit.errors import PayloadError, RecognitionError, UnknownNameError
from subkit.payload import Payload

if TYPE_CHECKING:
    from pathlib import Path

SEGMENT = {"words": [{"word": "Hi", "start_time": 0, "end_time": 1}]}
TOKENS = {"tokens": [{"text": "Hi", "kind": "word"}]}

ADAPTER = """
from subkit.model import Segment, Transcript, Word

class Theirs:
    name = "{name}"
    title = "Theirs"

    def recognises(self, payload):
        return isinstance(payload.outline, dict) and "theirs" in payload.outline

    def parse(self, payload, *, strict=False, language=None):
        return Transcript((Segment(tuple(Word(text) for text in payload.content["theirs"])),), provider=self.name)

adapter = Theirs()
"""

ASK = """
import json
from subkit import reading, registry
from subkit.errors import SubkitError

def told(action):
    try:
        return action()
    except SubkitError as error:
        return f"{type(error).__name__}: {error}"

words = lambda content: [word.text for word in reading.read(content).words]
print(json.dumps({
    "adapters": list(registry.adapters()),
    "broken": list(registry.broken()),
    "theirs": told(lambda: words({"theirs": ["Hi"]})),
    "ours": told(lambda: words({"transcript": [{"words": [{"word": "Hi", "start_time": 0, "end_time": 1}]}]})),
    "named": told(lambda: registry.adapter("theirs").title),
    "nobody's": told(lambda: words({"nobody": 1})),
}))
"""


def ask(folder: Path) -> dict[str, Any]:
    """What another process finds with that folder on its path."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r})\n{ASK}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_both_adapters_are_there_in_order() -> None:
    names = list(registry.adapters())
    assert sorted(names) == names
    assert {"pictory", "verbit"} <= set(names)
    assert all(isinstance(registry.adapter(name), Adapter) for name in names)


def test_whoever_names_an_adapter_waits_for_no_other() -> None:
    code = "import sys; from subkit import registry; registry.adapter('kaltura'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.split() if name.startswith("subkit_adapters.")}
    assert "subkit_adapters.kaltura" in loaded
    assert not {"subkit_adapters.google", "subkit_adapters.verbit"} & loaded


def test_an_unknown_name_comes_with_the_nearest_known_one() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'verbit'"):
        registry.adapter("verbid")


@pytest.mark.parametrize("content", [{}, [], {"segments": [{"words": []}]}, 17, {"message": "Unauthorized"}])
def test_what_nobody_claims_is_said_so_with_who_was_asked(content: Any) -> None:
    with pytest.raises(RecognitionError, match=r"no adapter knows this payload.*pictory.*verbit") as caught:
        registry.recognise(Payload(content))
    assert () == caught.value.claimants


def test_what_two_claim_is_said_so_with_both_names() -> None:
    with pytest.raises(RecognitionError, match="claimed by pictory, verbit; name one"):
        registry.recognise(Payload({"segments": [TOKENS], "transcript": [SEGMENT]}))


def test_what_is_no_json_is_said_before_who_was_asked() -> None:
    with pytest.raises(PayloadError, match="cut off"):
        registry.recognise(Payload(b'{"transcript": ['))


def test_a_third_party_adds_an_adapter_by_one_line(tmp_path: Path) -> None:
    install(tmp_path, "subkit-theirs", "theirs = theirs:adapter", "theirs", ADAPTER.format(name="theirs"))
    answer = ask(tmp_path)
    assert sorted([*registry.adapters(), "theirs"]) == answer["adapters"]
    assert (["Hi"], ["Hi"], "Theirs") == (answer["theirs"], answer["ours"], answer["named"])


MARKED = "theirs = theirs:adapter\n[subkit.marks]\ntheirs = their_marks:MARKS"


@pytest.mark.parametrize(
    ("marks", "is_asked_of_ours"),
    [
        ("('theirs',)", False),
        ("('theirs', 'transcript.*.word')", True),
        ("('transcript . .',)", False),
        ("()", False),
        ("('nothing like it',)", False),  # marks that are wrong cost time, and no more
        ("'transcript'", True),
        ("(' ',)", True),
        ("(1,)", True),
        ("1 / 0", True),
    ],
)
def test_an_adapter_with_marks_is_loaded_only_for_what_bears_them(
    tmp_path: Path, marks: str, is_asked_of_ours: bool
) -> None:
    source = "print('loaded')\n" + ADAPTER.format(name="theirs")
    install(tmp_path, "subkit-theirs", MARKED, "theirs", source)
    (tmp_path / "their_marks.py").write_text(f"MARKS = {marks}\n")
    ours = json.dumps({"transcript": [SEGMENT]})
    code = f"""
import sys; sys.path.insert(0, {str(tmp_path)!r})
from subkit import registry
from subkit.payload import Payload
print(registry.recognise(Payload({ours})).name)
print(registry.recognise(Payload({{"theirs": ["Hi"]}})).name)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    first = ["loaded", "pictory"] if is_asked_of_ours else ["pictory", "loaded"]
    assert [*first, "theirs"] == done.stdout.split()


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            "import no_such_module",
            "cannot be loaded from subkit-theirs: ModuleNotFoundError: No module named",
        ),
        ("raise ValueError('a\\nb\\x1b')", "cannot be loaded from subkit-theirs: ValueError: a b\ufffd"),
        ("1 / 0", "cannot be loaded from subkit-theirs: ZeroDivisionError"),
        ("adapter = 17", "in subkit-theirs is no adapter: theirs:adapter lacks the members of one"),
        ("nothing = 0", "cannot be loaded from subkit-theirs: AttributeError"),
        (ADAPTER.format(name="others"), "calls itself 'others'; both names must be the same"),
        (ADAPTER.format(name="theirs").replace("adapter = Theirs()", "adapter = Theirs"), "is no adapter"),
    ],
)
def test_a_broken_adapter_stands_in_nobody_s_way(tmp_path: Path, source: str, reason: str) -> None:
    install(tmp_path, "subkit-theirs", "theirs = theirs:adapter", "theirs", source)
    answer = ask(tmp_path)
    assert (list(registry.adapters()), ["theirs"]) == (answer["adapters"], answer["broken"])
    assert ["Hi"] == answer["ours"]
    assert answer["named"].startswith("AdapterError: adapter theirs ")
    assert reason in answer["named"]
    assert "cannot be used: theirs" in answer["nobody's"]


def test_an_adapter_that_fails_to_recognise_stands_in_nobody_s_way(tmp_path: Path) -> None:
    source = ADAPTER.format(name="theirs").replace("return isinstance(", "return 1 / 0 or isinstance(")
    install(tmp_path, "subkit-theirs", "theirs = theirs:adapter", "theirs", source)
    answer = ask(tmp_path)
    assert ["Hi"] == answer["ours"]
    assert "cannot be used: theirs" in answer["nobody's"]


def test_a_name_taken_twice_is_refused_with_both_distributions(tmp_path: Path) -> None:
    install(tmp_path, "first", "theirs = one:adapter", "one", ADAPTER.format(name="theirs"))
    install(tmp_path, "second", "theirs = two:adapter", "two", ADAPTER.format(name="theirs"))
    answer = ask(tmp_path)
    assert (
        "AdapterError: adapter theirs is installed by first and second; uninstall all but one"
        == answer["named"]
    )
    assert ["Hi"] == answer["ours"]
