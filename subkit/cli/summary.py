"""What a run did, as data: the shapes that ``--json`` and ``--report`` print, each with the version of its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.model import LanguageSource
from subkit.report import Finding, Repair

if TYPE_CHECKING:
    from subkit.model import Captions


class Failure(Struct, frozen=True):
    """Why an input failed.

    Attributes:
        kind: the name of the error, e.g. ``PayloadError``.
        message: the sentence that stderr shows.
    """

    kind: str
    message: str


class Result(Struct, frozen=True, kw_only=True):
    """What became of one input.

    Attributes:
        input: the path as given; ``-`` for stdin.
        outputs: the paths written, in the order of the formats; ``-`` for stdout.
        adapter: the provider's name; ``null`` where the input failed before it was known; so with all that follow.
        language: a BCP 47 tag, if known.
        language_source: ``payload``, ``option`` or ``detected``: who said so.
        profile: the profile's name.
        words: how many words there are.
        cues: how many cues were made.
        repairs: how many things were repaired; ``--report`` has each.
        findings: how many limits of the profile could not be met; ``--report`` has each.
        error: why it failed; ``null`` if it did not.
    """

    input: str
    outputs: tuple[str, ...] = ()
    adapter: str | None = None
    language: str | None = None
    language_source: LanguageSource | None = None
    profile: str | None = None
    words: int | None = None
    cues: int | None = None
    repairs: int | None = None
    findings: int | None = None
    error: Failure | None = None


class Summary(Struct, frozen=True, kw_only=True):
    """What ``--json`` prints."""

    schema: str = "subkit.convert/1"
    subkit: str
    inputs: tuple[Result, ...]


class Account(Struct, frozen=True, kw_only=True):
    """All that was repaired in one input, and all that could not be reached; ``error`` says why there is none."""

    input: str
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: Failure | None = None


class Report(Struct, frozen=True, kw_only=True):
    """What ``--report`` writes."""

    schema: str = "subkit.report/1"
    subkit: str
    inputs: tuple[Account, ...]


def result_of(source: str, outputs: tuple[str, ...], captions: Captions, repairs: int) -> Result:
    """What became of an input that was converted."""
    transcript = captions.transcript
    return Result(
        input=source,
        outputs=outputs,
        adapter=transcript.provider if transcript else None,
        language=captions.language,
        language_source=captions.language_source,
        profile=captions.profile,
        words=sum(len(cue.words) for cue in captions.cues),
        cues=len(captions.cues),
        repairs=repairs,
        findings=len(captions.findings),
    )
