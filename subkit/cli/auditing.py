"""Checks caption files one after the other: one that cannot be read is told and does not stop the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from subkit import __version__
from subkit.cli.caption_files import blamed, captions_in, content_of, places, tell_repairs
from subkit.cli.failures import code_of
from subkit.cli.inputs import shown
from subkit.cli.media_options import tell_overrun
from subkit.cli.progress import passing
from subkit.errors import SubkitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.checking.records import Audit, Record, Report
    from subkit.cli.caption_files import Content
    from subkit.cli.exits import Exit
    from subkit.cli.media_options import Footage
    from subkit.cli.messages import Messages
    from subkit.cli.reading_options import Reading
    from subkit.model import Captions, Transcript
    from subkit.profile import Profile
    from subkit.report import Finding

FailOn = Literal["hard", "soft", "avoidable", "never"]
Form = Literal["text", "json", "sarif", "github", "junit"]


def audited(
    sources: Sequence[str],
    profile: Profile,
    transcript: Transcript | None,
    language: str | None,
    messages: Messages,
    *,
    reading: Reading,
    shots: tuple[int, ...] = (),
    footage: Footage | None = None,
    notes: bool = True,
    portable: bool = False,
) -> tuple[Report, set[Exit]]:
    """What was found in each file, each note on phrasing too if asked, and the exit codes of those that failed."""
    from subkit.checking.records import Audit, Failure, Report

    audits: list[Audit] = []
    codes: set[Exit] = set()
    for source in passing(messages, "Checking", sources, shown):
        try:
            audits.append(
                _audit(
                    source,
                    profile,
                    transcript,
                    reading,
                    messages,
                    language=language,
                    shots=shots,
                    footage=footage,
                    notes=notes,
                    portable=portable,
                )
            )
        except SubkitError as error:
            code = code_of(error)
            codes.add(code)
            message = str(error)
            if not message.startswith((shown(source), "transcript")):
                message = f"{shown(source)}: {message}"
            messages.failed(error, code, text=message, file=shown(source))
            audits.append(Audit(input=source, error=Failure(type(error).__name__, message)))
    return Report(subkit=__version__, profile=profile.name, inputs=tuple(audits)), codes


def _audit(
    source: str,
    profile: Profile,
    transcript: Transcript | None,
    reading: Reading,
    messages: Messages,
    *,
    language: str | None,
    shots: tuple[int, ...],
    footage: Footage | None,
    notes: bool,
    portable: bool,
) -> Audit:
    from subkit import collector
    from subkit.checking import check
    from subkit.checking.records import audit

    with collector.waiting(), blamed(shown(source)):
        content = content_of(source, reading)
        captions = captions_in(content, reading)
        tell_repairs(captions.repairs, content.name, reading, messages)
        if footage is not None and captions.cues:
            tell_overrun(footage, captions.cues[-1].end, content.name, messages)
        also = _unportable(content, captions, messages) if portable else []
        found = check(captions, profile, transcript=transcript, language=language, shots=shots, also=also)
        lines = places(content, captions) if found.findings else ()
        return audit(source, captions, found, lines, words=transcript is not None, notes=notes)


def _unportable(content: Content, captions: Captions, messages: Messages) -> list[Finding]:
    """Where a file leaves the dialect that all readers take alike."""
    from subkit.checking.portable import FORMATS, findings

    if content.form in FORMATS and isinstance(content.text, str):
        return findings(content.raw, content.text, content.form, captions.cues)
    messages.note(f"{content.name}: --portable is for SubRip and WebVTT: it counts for nothing here")
    return []


def fails(report: Report, fail_on: FailOn) -> bool:
    """Whether a finding counts against the files."""
    return any(_counts(record, fail_on) for one in report.inputs for record in one.findings)


def _counts(record: Record, fail_on: FailOn) -> bool:
    """Whether one finding counts: what is proven to be unavoidable never does, nor does a note on phrasing."""
    if record.kind == "note" or record.excused:
        return False
    return {"hard": record.kind == "hard", "soft": True, "avoidable": record.avoidable is True}.get(
        fail_on, False
    )


def rendered(report: Report, form: Form) -> bytes:
    """The report in a form, as the bytes of a file."""
    from subkit.cli.listing import encoded

    if form == "json":
        return encoded(report)
    if form == "sarif":
        from subkit.checking.sarif import sarif

        return encoded(sarif(report))
    if form == "junit":
        from subkit.checking.junit import junit

        return junit(report).encode()
    if form == "github":
        from subkit.checking.github import commands

        return _text(commands(report))
    from subkit.checking.plain import lines

    return _text(lines(report))


def _text(lines: Iterable[str]) -> bytes:
    """Lines as bytes, with nothing in them that a terminal would obey."""
    safe = (line if line.isprintable() else "".join(map(_shown, line)) for line in lines)
    return "".join(f"{line}\n" for line in safe).encode("utf-8", "backslashreplace")


def _shown(char: str) -> str:
    return char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
