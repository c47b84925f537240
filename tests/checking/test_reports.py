"""The audit for programs: SARIF, GitHub annotations, JUnit XML; each read back by the rules of its format."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from subkit.checking import check
from subkit.checking.github import commands
from subkit.checking.junit import junit
from subkit.checking.plain import lines
from subkit.checking.records import Audit, Failure, Report, audit
from subkit.checking.rules import RULES
from subkit.checking.sarif import sarif
from subkit.formats import parse
from subkit.formats.places import cue_lines

SRT = """1
00:00:01,000 --> 00:00:01,300
This line is rather too long for any house, is it not, and the

2
00:00:01,310 --> 00:00:03,000
incomprehensibilities-and-incomprehensibilities
"""
NAMES = st.one_of(
    st.sampled_from(["-", "a b/c:d,e%.srt", "/x/ä.vtt", "c:x.srt"]), st.text(min_size=1, max_size=9)
)


def report(name: str = "talk.srt", text: str = SRT, error: str = "", *, notes: bool = True) -> Report:
    captions = parse(text, "srt")
    inputs = [
        audit(
            name,
            captions,
            check(captions, "netflix-en", language="en"),
            cue_lines(text, "srt"),
            words=False,
            notes=notes,
        )
    ]
    if error:
        inputs.append(Audit(input="bad.srt", error=Failure("FormatError", error)))
    return Report(subkit="1", profile="netflix-en", inputs=tuple(inputs))


def closed(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    """An object as the schema of SARIF has it: no property that it does not know."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


URI = {"type": "string", "format": "uri-reference", "pattern": r"^[\w.~:/?#\[\]@!$&'()*+,;=%-]+$"}
TEXT = closed(("text",), text={"type": "string"})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
LOCATION = closed(
    physicalLocation=closed(
        artifactLocation=closed(uri=URI),
        region=closed(startLine={"type": "integer", "minimum": 1}),
    )
)
LOCATIONS = {"type": "array", "items": LOCATION}
# What SARIF 2.1.0 (OASIS, errata 01) says of the objects that are written here: sections 3.13 to 3.58.
SARIF = Draft7Validator(
    closed(
        ("version", "runs"),
        **{"$schema": {"type": "string", "format": "uri"}},
        version={"enum": ["2.1.0"]},
        runs={
            "type": "array",
            "items": closed(
                ("tool",),
                tool=closed(
                    ("driver",),
                    driver=closed(
                        ("name",),
                        name={"type": "string"},
                        version={"type": "string"},
                        rules={
                            "type": "array",
                            "uniqueItems": True,
                            "items": closed(
                                ("id",),
                                id={"type": "string"},
                                shortDescription=TEXT,
                                fullDescription=TEXT,
                                helpUri={"type": "string", "pattern": "^https://"},
                                defaultConfiguration=closed(level=LEVEL),
                            ),
                        },
                    ),
                ),
                invocations={
                    "type": "array",
                    "items": closed(
                        ("executionSuccessful",),
                        executionSuccessful={"type": "boolean"},
                        toolExecutionNotifications={
                            "type": "array",
                            "items": closed(("message",), level=LEVEL, message=TEXT, locations=LOCATIONS),
                        },
                    ),
                },
                columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                properties={"type": "object"},
                results={
                    "type": "array",
                    "items": closed(
                        ("message",),
                        ruleId={"type": "string"},
                        ruleIndex={"type": "integer", "minimum": 0},
                        level=LEVEL,
                        message=TEXT,
                        locations=LOCATIONS,
                        properties={"type": "object"},
                    ),
                },
            ),
        },
    )
)


@given(NAMES, st.text(max_size=20))
def test_sarif_has_the_shape_that_its_specification_asks_for(name: str, error: str) -> None:
    log = msgspec.to_builtins(sarif(report(name, error=error)))
    SARIF.validate(log)


def test_a_sarif_result_points_at_its_line_and_its_rule() -> None:
    (run,) = sarif(report(error="line 3: no cue"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    first, *_, last = [one for one in run["results"] if one["ruleId"] == "line-length"]
    places = [one["locations"][0]["physicalLocation"] for one in (first, last)]
    assert [2, 6] == [place["region"]["startLine"] for place in places]
    assert ["error", "note"] == [first["level"], last["level"]]
    (length,) = [rule for rule in rules if rule["id"] == "line-length"]
    assert "partnerhelp.netflixstudios.com" in length["helpUri"]
    assert not run["invocations"][0]["executionSuccessful"]


@given(NAMES, st.text(max_size=30))
def test_an_annotation_is_one_line_and_gives_back_its_text(name: str, error: str) -> None:
    told = list(commands(report(name, error=error)))
    pattern = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:\r\n]*,?)+)::([^\r\n]*)")
    matches = [pattern.fullmatch(line) for line in told]
    assert all(matches)
    properties = dict(pair.split("=", 1) for pair in (matches[0] or [""] * 3)[2].split(","))
    assert ("stdin" if name == "-" else name) == unquote(properties["file"], errors="surrogatepass")
    assert "2" == properties["line"]


@given(NAMES, st.text(max_size=30))
def test_junit_can_be_read_and_counts_what_it_holds(name: str, error: str) -> None:
    root = ET.fromstring(junit(report(name, error=error)))  # noqa: S314 - our own
    for count, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        assert len(root.findall(f".//{tag}")) == int(root.get(count, ""))
    assert {case.get("name") for case in root[0]} == set(RULES)


def test_what_is_proven_unavoidable_fails_no_junit_test() -> None:
    alone = SRT.split("\n\n")[1].replace("03,000", "05,000")
    root = ET.fromstring(junit(report(text=alone)))  # noqa: S314 - our own
    assert "0" == root.get("failures")
    assert ["a single word is longer than a line"] == [
        (one.text or "").rpartition(": ")[2] for one in root.findall(".//system-out")
    ][:1]


def test_the_text_tells_notes_only_if_asked() -> None:
    some, more = list(lines(report(notes=False))), list(lines(report()))
    assert not any(": note: " in line for line in some)
    assert any(": note: line-end: line 1 ends on 'the'" in line for line in more)
    assert any(
        line.startswith("talk.srt:2: cue 1 00:00:01.000: hard: line-length: 62 characters, limit 42")
        for line in some
    )


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_the_lines_of_a_file_are_those_of_its_time_lines(form: str) -> None:
    stamp = "00:00:0{},000 --> 00:00:0{},500".replace(",", "," if form == "srt" else ".")
    blocks = [f"{at}\n{stamp.format(at, at)}\ntext --> no\n" for at in range(1, 4)]
    text = ("" if form == "srt" else "WEBVTT\n\nNOTE none\n\n") + "\n".join(blocks)
    told = cue_lines(text, form)
    assert 3 == len(told)
    assert all("-->" in text.splitlines()[line - 1] for line in told)
    assert told == cue_lines(text.replace("\n", "\r\n"), form)
