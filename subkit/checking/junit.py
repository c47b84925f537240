"""The audit as JUnit XML: a suite for each file, a test for each rule, a failure where it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from subkit.checking.rules import RULES, rule_of
from subkit.patterns import pattern

if TYPE_CHECKING:
    from subkit.checking.records import Audit, Record, Report

_FORBIDDEN = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """The report as JUnit XML.

    A rule fails where it has findings that are neither notes nor proven to be unavoidable; those stand in the test's
    output. A file that could not be checked is an error.
    """
    root = ET.Element("testsuites", name="subkit check")
    for one in report.inputs:
        _suite(root, one)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, one: Audit) -> None:
    name = _text("stdin" if one.input == "-" else one.input)
    suite = ET.SubElement(root, "testsuite", name=name)
    if one.error is not None:
        case = ET.SubElement(suite, "testcase", name="read", classname=name)
        ET.SubElement(case, "error", message=_text(one.error.message), type=one.error.kind)
        suite.attrib |= {"tests": "1", "failures": "0", "errors": "1"}
        return
    found: dict[str, list[Record]] = {name: [] for name in RULES}
    for record in one.findings:
        found.setdefault(record.rule, []).append(record)
    failures = sum([_case(suite, rule, records, name) for rule, records in found.items()])
    suite.attrib |= {"tests": str(len(found)), "failures": str(failures), "errors": "0"}


def _case(suite: ET.Element, rule: str, records: list[Record], name: str) -> bool:
    """Write the test of a rule, and say whether it fails."""
    case = ET.SubElement(suite, "testcase", name=rule, classname=name)
    counted = [one for one in records if one.kind != "note" and not one.excused]
    others = [one for one in records if one not in counted]
    if counted:
        told = f"{len(counted)} of: {rule_of(rule).title}"
        ET.SubElement(case, "failure", message=told, type=counted[0].kind).text = _lines(counted)
    if others:
        ET.SubElement(case, "system-out").text = _lines(others)
    return bool(counted)


def _lines(records: list[Record]) -> str:
    return _text("\n".join(f"cue {one.cue} ({one.time}): {one.message}" for one in records))


def _text(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)
