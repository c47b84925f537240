"""Which names of the library the API reference tells of, on which page, under which heading."""

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    """A page of the API reference.

    Attributes:
        file: its name, without the suffix.
        title: its heading.
        told: what it is about, in a sentence or two.
        names: what it tells of: names of `subkit`, or of other modules with their path.
    """

    file: str
    title: str
    told: str
    names: tuple[str, ...]


TOPICS = (
    Topic(
        "transcripts",
        "Transcripts: read, and what they hold",
        "From a provider's result to words, pauses and speakers. See [the model](../../model.md).",
        ("read", "reword", "Transcript", "Segment", "Word", "Pause", "Speaker", "Media"),
    ),
    Topic(
        "captions",
        "Captions: made, explained, and what they hold",
        "From a transcript to captions, and why each break is where it is. See [the search](../../search.md).",
        (
            "caption", "explain", "Captions", "Cue", "Repair", "Finding", "Explanation", "BreakScorer", "read_shots",
            "subkit.captioning.explanation.CueReasons", "subkit.captioning.explanation.Break", "subkit.captioning.explanation.Alternative",
        ),
    ),
    Topic(
        "files",
        "Files: read, written, fitted to a target",
        "Caption files in and out. See [formats](../../formats.md) and [targets](../../targets.md).",
        (
            "load", "render", "save", "Writing", "target", "Target", "fit", "subkit.formats.parse", "subkit.formats.encode",
            "subkit.formats.alterations", "subkit.formats.formats", "subkit.formats.Format",
        ),
    ),
    Topic(
        "editing",
        "Editing: checked, mended, retimed, compared, moved",
        "What is done to captions that are there. See [checking](../../check.md), [fixing](../../fix.md), "
        "[retiming](../../retime.md), [comparing](../../diff.md), [scoring](../../score.md) and "
        "[the time line](../../timeline.md).",
        (
            "check", "Check", "fix", "Fixed", "retime", "Retimed", "recut", "diff", "subkit.editing.difference.Diff", "subkit.editing.difference.Change", "score",
            "subkit.review.page",
            "subkit.scoring.figures.Score", "subkit.editing.timeline.shifted", "subkit.editing.timeline.scaled",
            "subkit.editing.timeline.cut",
        ),
    ),
    Topic(
        "styles",
        "House styles and languages",
        "What captions are held to. See [profiles](../../profiles.md) and [languages](../../languages.md).",
        ("Profile", "Language", "subkit.provenance.Source", "subkit.weights.Weights"),
    ),
    Topic(
        "adapters",
        "For authors of adapters",
        "The protocols, the payload and the contract. See [adapters](../../adapters.md).",
        (
            "subkit.adapter.Adapter", "subkit.adapter.JobAdapter", "subkit.adapter.WebhookAdapter", "subkit.adapter.Online",
            "subkit.adapter.Job", "subkit.adapter.State", "subkit.adapter.Source", "subkit.adapter.Polling",
            "subkit.payload.Payload", "subkit.report.RepairLog", "subkit.wording.words", "subkit.wording.one_line",
            "subkit.testing.AdapterContract", "subkit.testing.Sample", "subkit.testing.played",
        ),
    ),
    Topic(
        "jobs",
        "Providers' jobs",
        "Flows, the store, and what plays them. See [jobs](../../jobs.md).",
        (
            "subkit.jobs.store.Store", "subkit.jobs.transcription.Transcription", "subkit.jobs.drivers.Driver",
            "subkit.jobs.drivers.AsyncDriver", "subkit.jobs.credentials.find", "subkit.jobs.credentials.Credentials",
            "subkit.jobs.flow.Ask", "subkit.jobs.flow.Wait", "subkit.jobs.flow.Checkpoint", "subkit.jobs.flow.Response",
            "subkit.jobs.retry.ask", "subkit.jobs.retry.pay", "subkit.jobs.webhook.Receiver",
        ),
    ),
    Topic(
        "errors",
        "Errors",
        "Every error is a `SubkitError`, with its data as attributes and one sentence as its text. Any other exception is a bug.",
        (
            "SubkitError", "InputError", "OutputError", "PayloadError", "RecognitionError", "UnknownNameError", "FormatError",
            "ProfileError", "ConfigError", "AdapterError", "ScorerError", "ScoringError", "OnlineError", "CredentialsError",
            "OptionError", "AddressError", "BudgetError", "StoreError", "ProviderError", "UnreachableError", "DeadlineError",
            "JobError", "JobUnfinishedError", "JobFailedError", "JobTimeoutError", "JobUnknownError", "ResultGoneError",
        ),
    ),
)  # fmt: skip
