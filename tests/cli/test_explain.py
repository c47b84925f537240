"""What ``subkit explain`` and ``subkit convert --explain`` tell, and what they refuse."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from distribution import install

from subkit.cli.reasons import Reasons
from subkit.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

ROOT = Path(__file__).parents[2]
EXAMPLE = re.compile(r"(```console\n\$ subkit (explain [^\n]*)\n).*?(```\n)", re.DOTALL)

TALK = (
    "We", "saw", "the", "old", "lighthouse", "from", "the", "ferry,", "and", "it", "was", "still", "lit", "when",
    "we", "came", "back", "from", "the", "island", "the", "next", "morning.",
)  # fmt: skip

SCORER = """
class After:
    name = "acme"

    def scores(self, words, language):
        if "boom" in words:
            raise ConnectionError("no route to the model")
        return [1 if word in ("lighthouse", "island") else -0.5 for word in words[:-1]]

scorer = After()
"""


@pytest.fixture
def acme(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which two scorers are installed, of which one cannot be loaded."""
    folder: Path = tmp_path_factory.mktemp("installed")
    points = "acme = acme_breaks:scorer\nbroken = acme_breaks:gone"
    install(folder, "acme-breaks", points, "acme_breaks", SCORER, group="subkit.scorers")
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))}


def test_each_cue_is_told_with_its_breaks_and_what_they_beat(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    done = run("explain", talk("talk.json", *TALK), "--language", "en")
    text = done.out.decode()
    assert (0, "") == (done.code, done.err)
    assert text.startswith("cue 1  00:00:00.500 --> ")
    plain = Weights()
    paid = f"{plain.before_conjunction:,} (before a conjunction) + {plain.cue_after_comma:,} (comma)"
    assert re.search(r'the cue ends after "ferry,": -[0-9,]+ = ' + re.escape(paid), text)
    assert re.search(r'ending a (cue|line) after "[a-z]+" would have cost [0-9,]+ more', text)
    assert "never parted: We saw, the old, from the ferry," in text
    assert "to spare: line-length 1 of 42 characters, lines 1 of 2, " in text
    assert "min-duration 3,000 over 1,000 ms" in text
    costs = [
        int(line.rpartition(" ")[2].replace(",", "")) for line in text.splitlines() if line[:4] == "cue "
    ]
    assert f"total {sum(costs):,}" == text.splitlines()[-1]


def test_one_cue_is_told_by_its_number_or_by_a_time_at_which_it_is_shown(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    path = talk("talk.json", *TALK)
    by_number = run("explain", path, "--cue", "2")
    assert b"cue 2  " == by_number.out[:7]
    start = run("explain", path, "--cue", "2", "--json").json["inputs"][0]["cues"][0]["start"]
    assert by_number.out == run("explain", path, "--at", str(start / 1000 + 0.1)).out
    assert b"cue 1  " == run("explain", path, "--at", "0").out[:7]


def test_a_payload_on_stdin_is_explained_like_one_in_a_file(
    run: Callable[..., Done], program: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    path = talk("talk.json", *TALK)
    done = program("explain", "-", stdin=path.read_bytes())
    assert (0, "", run("explain", path).out) == (done.code, done.err, done.out)


def test_json_has_all_that_text_has_and_the_ways_that_were_asked_for(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    done = run("explain", talk("talk.json", *TALK), "--json", "--best", "3")
    (found,) = msgspec.json.decode(done.out, type=Reasons).inputs
    assert found.total == sum(cue.cost for cue in found.cues)
    assert [3] * len(found.cues) == [len(ways) for ways in found.ways]
    assert ("talk.json", "default") == (found.input, found.profile)
    plain = run("explain", "talk.json", "--best", "3").out.decode()
    assert len(found.cues) == plain.count("ways to show its first word:")


def test_what_convert_makes_is_what_explain_explains(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    path = talk("talk.json", *TALK)
    options = ("--max-chars", "24", "--profile", "netflix-en")
    assert 0 == run("convert", path, "--explain", "why.json", *options).code
    assert 0 == run("explain", path, "--json", "-o", "told.json", *options).code
    assert (here / "why.json").read_bytes() == (here / "told.json").read_bytes()
    lines = [
        line for cue in (here / "talk.srt").read_text().strip().split("\n\n") for line in cue.split("\n")[2:]
    ]
    told = json.loads((here / "why.json").read_text())["inputs"][0]["cues"]
    assert lines == [line for cue in told for line in cue["lines"]]


def test_convert_explains_every_input_and_says_which_has_nothing_to_explain(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    talk("one.json", "One", "two.")
    talk("two.json", "Three", "four.")
    (here / "bad.json").write_text("{")
    done = run("convert", "one.json", "bad.json", "two.json", "--explain", "-", "--language", "en")
    assert 1 == done.code
    text = done.out.decode()
    assert text.startswith("one.json\n\ncue 1  ")
    assert "\nbad.json\n\nbad.json: " in text
    assert "\ntwo.json\n\ncue 1  " in text
    run("convert", "one.json", "bad.json", "--explain", "why.JSON", "--overwrite")
    one, bad = json.loads((here / "why.JSON").read_text())["inputs"]
    assert 1 == len(one["cues"])
    assert "PayloadError" == bad["error"]["kind"]


@pytest.mark.parametrize(
    "options",
    [
        ["--speaker-style", "none"],
        ["--speaker-style", "bracket", "--profile", "netflix-en"],
        ["--no-speakers", "--remove-fillers", "--min-turn", "0.5"],
        ["--speaker", "Host=Dr. Adelheid Longname", "--frame-rate", "25"],
    ],
)
def test_captions_are_explained_with_every_option_they_were_made_with(
    run: Callable[..., Done], here: Path, options: list[str]
) -> None:
    panel = ROOT / "samples/verbit/panel.json"
    done = run("convert", panel, "-o", "panel.json", "--to", "json", "--explain", "why.json", *options)
    assert 0 == done.code, done.err
    cues = json.loads((here / "panel.json").read_text())["cues"]
    told = json.loads((here / "why.json").read_text())["inputs"][0]["cues"]
    assert len(cues) == len(told) > 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["talk.json", "--cue", "9"], 2, "there is no cue 9; there are 1"),
        (["talk.json", "--at", "99"], 2, "nothing is shown at 99 s or after it; the last cue ends at 1."),
        (["talk.json", "--at", "soon"], 2, "'soon' is no time in seconds"),
        (["talk.json", "--at", "-1"], 2, "'-1' is no time in seconds"),
        (["talk.json", "--cue", "1", "--at", "0"], 2, "--cue and --at both name the cue"),
        (["talk.json", "-o", "talk.json"], 2, "is the input talk.json, which would be lost"),
        (["talk.json", "-o", "there.txt", "--no-overwrite"], 7, "is there already"),
        (["gone.json"], 1, "gone.json: no such file"),
        (["talk.json", "--profile", "netflix-xx"], 3, "unknown profile 'netflix-xx'"),
        (["talk.json", "--scorer", "gpt"], 2, "unknown scorer 'gpt'"),
    ],
)
def test_a_mistake_is_one_line_with_the_way_out(  # noqa: PLR0917 - the case, and what it is tried with
    run: Callable[..., Done],
    talk: Callable[..., Path],
    here: Path,
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    talk()
    (here / "there.txt").write_text("mine")
    done = run("explain", *arguments)
    assert (code, b"", 1) == (done.code, done.out, len(done.messages))
    assert said in done.err
    assert "mine" == (here / "there.txt").read_text()


def test_cues_that_were_kept_have_no_reasons_to_tell(
    run: Callable[..., Done], talk: Callable[..., Path]
) -> None:
    done = run("convert", talk(), "--keep-cues", "--explain", "-")
    assert (2, b"", 1) == (done.code, done.out, len(done.messages))


def test_reasons_are_not_written_over_anything(run: Callable[..., Done], talk: Callable[..., Path]) -> None:
    talk()
    for place in ("talk.json", "talk.srt"):
        done = run("convert", "talk.json", "--explain", place)
        assert (2, b"") == (done.code, done.out)


def test_reasons_that_cannot_be_written_are_a_failure_of_the_output(
    run: Callable[..., Done], talk: Callable[..., Path], here: Path
) -> None:
    done = run("convert", talk(), "--explain", "gone/why.txt")
    assert (7, True) == (done.code, (here / "talk.srt").exists())
    assert "gone" in done.err


def test_an_installed_scorer_moves_cuts_and_is_told_in_the_reasons(
    program: Callable[..., Done], talk: Callable[..., Path], acme: dict[str, str]
) -> None:
    path = talk("talk.json", *TALK)
    plain = program("convert", path, "-o", "-", env=acme)
    scored = program("convert", path, "-o", "-", "--scorer", "acme", "--explain", "why.txt", env=acme)
    assert (0, 0) == (plain.code, scored.code)
    assert plain.out != scored.out
    assert b"lighthouse\n" in scored.out
    told = program("explain", path, "--scorer", "acme", env=acme).out.decode()
    assert "-1,000 (scorer acme)" in told


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("acne", 2, "subkit: unknown scorer 'acne'; did you mean 'acme'?"),
        ("broken", 3, "subkit: scorer broken cannot be loaded from acme-breaks: AttributeError: "),
        ("acme", 1, "subkit: talk.json: scorer acme failed: ConnectionError: no route to the model"),
    ],
)
def test_a_scorer_that_is_of_no_use_is_named(  # noqa: PLR0917 - the case, and what it is tried with
    program: Callable[..., Done],
    talk: Callable[..., Path],
    acme: dict[str, str],
    here: Path,
    name: str,
    code: int,
    said: str,
) -> None:
    done = program("convert", talk("talk.json", "One", "boom"), "--scorer", name, env=acme)
    assert (code, 1) == (done.code, len(done.messages))
    assert done.err.startswith(said)
    assert not (here / "talk.srt").exists()


def test_the_page_shows_what_the_program_says(
    run: Callable[..., Done], here: Path, golden: Callable[[Path, str], None]
) -> None:
    (here / "talk.json").write_bytes((ROOT / "samples/pictory/workshop.json").read_bytes())

    def fresh(block: re.Match[str]) -> str:
        return f"{block[1]}{run(*block[2].split()).out.decode()}{block[3]}"

    page = (ROOT / "docs/explain.md").read_text("utf-8")
    golden(ROOT / "docs/explain.md", EXAMPLE.sub(fresh, page))


def test_the_page_shows_json_as_it_is_printed() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", (ROOT / "docs/explain.md").read_text("utf-8"), re.DOTALL)
    shown = json.loads(example)
    told = json.loads(msgspec.json.encode(msgspec.convert(shown, Reasons)))
    assert shown == told
