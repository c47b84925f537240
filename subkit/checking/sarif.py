"""The audit as SARIF 2.1.0, the format of code scanning (OASIS, sarif-v2.1.0-errata01-os)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from subkit.checking.rules import rule_of

if TYPE_CHECKING:
    from subkit.checking.records import Audit, Record, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {"hard": "error", "soft": "warning", "note": "note"}


def sarif(report: Report) -> dict[str, Any]:
    """The report as a SARIF log of one run, as plain data.

    A finding is a result: of level ``error`` if its rule is hard, ``warning`` if soft, ``note`` if of phrasing. Those
    proven to be unavoidable are notes too. A file that could not be checked is a notification of the invocation.
    """
    records = [record for one in report.inputs for record in one.findings]
    rules: dict[str, Record] = {}
    for record in records:
        rules.setdefault(record.rule, record)
    index = {name: at for at, name in enumerate(rules)}
    failed = [one for one in report.inputs if one.error is not None]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "subkit",
                        "version": report.subkit,
                        "rules": [_rule(record) for record in rules.values()],
                    }
                },
                "invocations": [
                    {
                        "executionSuccessful": not failed,
                        "toolExecutionNotifications": [_notification(one) for one in failed],
                    }
                ],
                "columnKind": "unicodeCodePoints",
                "properties": {"profile": report.profile},
                "results": [
                    _result(one.input, record, index[record.rule])
                    for one in report.inputs
                    for record in one.findings
                ],
            }
        ],
    }


def _rule(record: Record) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": record.rule,
        "shortDescription": {"text": rule_of(record.rule).title},
        "defaultConfiguration": {"level": _LEVELS[record.kind]},
    }
    if record.clause:
        rule["fullDescription"] = {"text": record.clause}
    if record.address:
        rule["helpUri"] = record.address
    return rule


def _result(name: str, record: Record, index: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": uri(name)}}
    if record.line is not None:
        place["region"] = {"startLine": record.line}
    return {
        "ruleId": record.rule,
        "ruleIndex": index,
        "level": "note" if record.excused else _LEVELS[record.kind],
        "message": {"text": f"cue {record.cue} ({record.time}): {record.message}"},
        "locations": [{"physicalLocation": place}],
        "properties": {
            "cue": record.cue,
            "value": record.value,
            "limit": record.limit,
            "avoidable": record.avoidable,
        },
    }


def _notification(one: Audit) -> dict[str, Any]:
    message = one.error.message if one.error else ""
    place = {"physicalLocation": {"artifactLocation": {"uri": uri(one.input)}}}
    return {"level": "error", "message": {"text": message}, "locations": [place]}


def uri(name: str) -> str:
    """A path as a URI reference: relative paths stay relative; stdin is ``stdin``.

    >>> uri("a b/käse.srt"), uri("-")
    ('a%20b/k%C3%A4se.srt', 'stdin')
    """
    if name == "-":
        return "stdin"
    path = Path(name)
    if path.is_absolute():
        return f"file://{quote(path.as_posix().encode('utf-8', 'surrogateescape'))}"
    text = quote(path.as_posix().encode("utf-8", "surrogateescape"))
    return text if ":" not in text.split("/", 1)[0] else f"./{text}"
