"""How much of the W3C's tests of WebVTT the reader meets: file parsing, and the trees of cue text.

The tests are no part of this project: ``--conformance`` names a folder with ``webvtt/`` (files, and ``expected.json`` with
assertions on the DOM for each) and ``webvtt-cue-text/`` (JSON lists of texts with the trees expected).
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from subkit.formats.vtt.blocks import Document
from subkit.formats.vtt.cue_text import CueText, Span, Text, decoded, parse
from subkit.timecode import clock, to_seconds

_CORE = re.compile(r"cues(?:\[\d+\])?\.(?:length|startTime|endTime|text|id)")
_step = re.compile(r"\.?(\w+)|\[(\d+)\]")
_HTML = {"c": "span", "v": "span", "lang": "span"}


class Miss(NamedTuple):
    """An assertion that is not met."""

    file: str
    what: str
    expected: object
    found: object


class Tally(NamedTuple):
    """How many assertions are met, of how many, and each that is not."""

    met: int
    of: int
    misses: list[Miss]


def main() -> None:
    """Print the figures, and each miss by name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conformance", type=Path, required=True, metavar="DIR", help="the W3C's tests")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    tallies = measured(options.conformance)
    if options.json:
        print(json.dumps({name: tally._asdict() for name, tally in tallies.items()}, indent=2))
        return
    for name, tally in tallies.items():
        print(f"{name}: {tally.met} of {tally.of}")
        for miss in tally.misses:
            print(f"  {miss.file} {miss.what}: expected {miss.expected!r}, found {miss.found!r}")


def measured(folder: Path) -> dict[str, Tally]:
    """The figures of all tests in a folder."""
    files = folder / "webvtt"
    # A browser's numbers are doubles, and so are those of the assertions.
    expected: dict[str, list[dict[str, Any]]] = json.loads(
        (files / "expected.json").read_text(), parse_int=float
    )
    results = []
    for name, assertions in expected.items():
        dom = _dom(Document((files / name).read_bytes().decode()))
        results += [(assertion["path"], _judged(name, dom, assertion)) for assertion in assertions]
    core = [miss for path, miss in results if _CORE.fullmatch(path)]
    trees = [
        _tree_judged(path.name, case) for path in _lists(folder) for case in json.loads(path.read_text())
    ]
    return {
        "core": _tally(core),
        "all": _tally([miss for _, miss in results]),
        "cue text": _tally(trees),
    }


def _lists(folder: Path) -> list[Path]:
    return sorted((folder / "webvtt-cue-text").glob("*.json"))


def _tally(results: list[Miss | None]) -> Tally:
    misses = [miss for miss in results if miss]
    return Tally(len(results) - len(misses), len(results), misses)


def _judged(file: str, dom: object, assertion: dict[str, Any]) -> Miss | None:
    path = assertion["path"]
    found = _at(dom, path)
    if "equals" in assertion:
        expected = assertion["equals"]
        is_met = found == expected and isinstance(found, bool) == isinstance(expected, bool)
    else:
        other = assertion.get("same_as") or assertion["not_same_as"]
        expected = f"{'the' if 'same_as' in assertion else 'not the'} object at {other}"
        is_met = (found is _at(dom, other)) == ("same_as" in assertion)
    return None if is_met else Miss(file, path, expected, found)


def _at(value: Any, path: str) -> Any:
    for name, index in _step.findall(path):
        try:
            value = len(value) if name == "length" else value[int(index) if index else name]
        except (LookupError, TypeError):
            return f"nothing at {path}"
    return value


def _dom(document: Document) -> dict[str, object]:
    """What a browser's interface shows of a document."""
    regions = {
        name: {
            "lines": region.lines,
            "width": region.width,
            "scroll": region.scroll,
            "regionAnchorX": region.anchor[0],
            "regionAnchorY": region.anchor[1],
            "viewportAnchorX": region.viewport_anchor[0],
            "viewportAnchorY": region.viewport_anchor[1],
        }
        for name, region in document.regions.items()
    }
    cues = []
    for cue in document.cues:
        where = cue.settings
        cues.append(
            {
                "id": cue.id,
                "startTime": to_seconds(cue.start),
                "endTime": to_seconds(cue.end),
                "text": cue.text,
                "vertical": where.vertical if where else "",
                "line": "auto" if where is None or where.line is None else where.line,
                "snapToLines": where.snap_to_lines if where else True,
                "lineAlign": where.line_align if where else "start",
                "position": "auto" if where is None or where.position is None else where.position,
                "positionAlign": where.position_align if where else "auto",
                "size": where.size if where else 100,
                "align": where.align if where else "center",
                "region": regions[where.region] if where and where.region is not None else None,
            }
        )
    return {"cues": cues}


def _tree_judged(file: str, case: dict[str, str]) -> Miss | None:
    document = Document(f"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n{case['text']}")
    found = _tree(parse(document.cues[0].text))
    return (
        None if found == case["expectedTree"] else Miss(file, repr(case["text"]), case["expectedTree"], found)
    )


def _tree(text: CueText) -> str:
    """A tree as the tests spell trees of HTML."""
    rows = []
    for item in text.items:
        if isinstance(item, Span):
            indent = "| " + "  " * (item.depth - 1)
            rows.append(f"{indent}<{_HTML.get(item.name, item.name)}>")
            classes = {"class": " ".join(item.classes)} if item.classes else {}
            named = {"v": "title", "lang": "lang"}.get(item.name)
            attributes = {**classes, **({named: item.annotation} if named else {})}
            rows += [f'{indent}  {name}="{value}"' for name, value in sorted(attributes.items())]
            continue
        indent = "| " + "  " * item.span.depth
        what = f'"{decoded(item.raw)}"' if isinstance(item, Text) else f"<?timestamp {clock(item.time)}>"
        rows.append(f"{indent}{what}")
    return "".join([f"{row}\n" for row in rows])


if __name__ == "__main__":
    main()
