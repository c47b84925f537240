"""One input of a corpus with the places it is read from and written to, and the line that tells what became of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.corpus.records import Failure, Outcome
from subkit.corpus.rows import Columns, Fields
from subkit.model import LanguageSource

if TYPE_CHECKING:
    from collections.abc import Iterable


class Written(Struct, frozen=True):
    """A file that was written: its path or address, its size in bytes, and the BLAKE2b digest of its bytes."""

    path: str
    size: int
    digest: str


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one input: a line of the journal and of the report.

    Attributes:
        input: its path or address; of a manifest's record, what `subkit.corpus.manifests` calls it.
        outputs: what was written, in the order of the formats.
        kept: whether that was done by an earlier run, and still stands.
        adapter: the provider's name.
        language: a BCP 47 tag, if known.
        language_source: who said so.
        words: how many words there are.
        cues: how many cues there are.
        duration: when the last cue ends, in ms.
        repairs: how often what was repaired, by kind.
        findings: how often which rule of the profile could not be met.
        seconds: how long captioning took, by the clock.
        error: why it failed; absent if it did not.
        lasting: whether the same input would fail again: what failed is neither reading, nor writing, nor a process.
        stamp: what tells a changed input without reading it: size and time of a file, size and tag of an object.
        digest: the BLAKE2b digest of what was read.
        task: the fingerprint of the settings.
    """

    input: str
    outputs: tuple[Written, ...] = ()
    kept: bool = False
    adapter: str | None = None
    language: str | None = None
    language_source: LanguageSource | None = None
    words: int = 0
    cues: int = 0
    duration: int = 0
    repairs: dict[str, int] = {}
    findings: dict[str, int] = {}
    seconds: float = 0.0
    error: Failure | None = None
    lasting: bool = False
    stamp: str = ""
    digest: str = ""
    task: str = ""


class Unit(Struct, frozen=True, kw_only=True):
    """One input that is to be captioned.

    Attributes:
        key: its name in journal and report, that no other has.
        name: what the record is called: the path or address it is read from.
        outputs: where to write, as pairs of a format's name and a path or address.
        row: the row of a manifest that has its words or its content, as a line of JSON or by its keys; then nothing is read. What
            it says is found out where the unit is done, for that takes time.
        columns: what the row's keys are called.
        language: a BCP 47 tag, if it is known of this one.
        last: what an earlier run made of it.
        failure: why it cannot be captioned, where that is known before.
    """

    key: str
    name: str
    outputs: tuple[tuple[str, str], ...]
    row: bytes | Fields | None = None
    columns: Columns = Columns()
    language: str | None = None
    last: Entry | None = None
    failure: Failure | None = None


def entry_of(unit: Unit, outcome: Outcome, written: Iterable[Written]) -> Entry:
    """The line of a unit that was worked on."""
    return Entry(
        input=unit.key,
        outputs=tuple(written),
        adapter=outcome.adapter,
        language=outcome.language,
        language_source=outcome.language_source,
        words=outcome.words,
        cues=outcome.cues,
        duration=outcome.duration,
        repairs=dict(Counter(repair.kind for repair in outcome.repairs)),
        findings=dict(Counter(finding.rule for finding in outcome.findings)),
        seconds=outcome.seconds,
        error=outcome.error,
        lasting=outcome.error is not None,
    )
