"""From the responses of Verbit's streaming service to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit import model
from subkit.mending import refuse_bad_times
from subkit.report import RepairLog
from subkit.wording import one_line
from subkit_adapters.verbit.blanks import with_blanks
from subkit_adapters.verbit.document import speakers_of
from subkit_adapters.verbit.tokens import Segments, plain
from subkit_adapters.verbit.wire import Alternative, Item, Kind, Message, Response, Segment, Token

if TYPE_CHECKING:
    from subkit.payload import Payload


class Utterance:
    """A final response that says something, and where it stands in the payload."""

    def __init__(self, response: Response, path: str) -> None:
        best = response.alternatives[0]
        items = best.items
        self.response = response
        self.path = f"{path}.alternatives[0]"
        self.language = one_line(response.language_code or "") or None
        self.start = _first(response.start, best.start, items[0].start)
        self.end = _first(response.end, best.end, items[-1].end)

    @property
    def best(self) -> Alternative:
        """The alternative to read: the first is the likeliest."""
        return self.response.alternatives[0]

    def covers(self, other: Utterance) -> bool:
        """Whether this takes up all the time of the other."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start <= other.start and other.end <= self.end


def transcript_of(payload: Payload, name: str, *, strict: bool, language: str | None) -> model.Transcript:
    """The transcript of a stream: its final responses in one language, a later one in place of what it repeats.

    Raises:
        PayloadError: the payload breaks the contract (see `subkit.adapter.Adapter.parse`).
    """
    if isinstance(payload.outline, list):
        messages, repairs = payload.decode(list[Message], strict=strict)
        paths = [f"$[{i}]" for i in range(len(messages))]
    else:
        message, repairs = payload.decode(Message, strict=strict)
        messages, paths = [message], ["$"]
    log = RepairLog(payload.source, strict=strict, repairs=repairs)
    found = [
        Utterance(message.response or message, f"{path}.response" if message.response else path)
        for message, path in zip(messages, paths, strict=True)
        if _says_something(message.response or message)
    ]
    chosen = _of_one_type(_in_one_language(_latest(found, log), language, log), log)
    reader = Segments("$", log)
    segments = tuple(reader.read(_segment(utterance, log) for utterance in chosen))
    spoken = chosen[0] if chosen else None
    return model.Transcript(
        segments,
        speakers=speakers_of(reader.voices, [speaker for one in chosen for speaker in one.response.speakers]),
        language=language or (spoken.language if spoken else None),
        provider=name,
        kind="captions" if spoken and spoken.response.type == "captions" else "transcript",
        repairs=tuple(log.repairs),
    )


def _says_something(response: Response) -> bool:
    return (
        response.is_final is not False
        and bool(response.alternatives)
        and bool(response.alternatives[0].items)
    )


def _latest(utterances: list[Utterance], log: RepairLog) -> list[Utterance]:
    """The utterances without those that a later one repeats, in the order in which they were first sent."""
    kept: dict[tuple[object, ...], Utterance] = {}
    lines: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
    for utterance in utterances:
        group = (utterance.language, utterance.response.type)
        key = (*group, utterance.path if utterance.start is None else utterance.start)
        line = lines.setdefault(group, [])
        while line and line[-1] != key and utterance.covers(kept[line[-1]]):
            former = kept.pop(line.pop())
            log.tell("superseded", former.path, f"left out: {utterance.path} covers its time and came later")
        if key not in kept:
            line.append(key)
        kept[key] = utterance
    return list(kept.values())


def _in_one_language(utterances: list[Utterance], wanted: str | None, log: RepairLog) -> list[Utterance]:
    """The utterances in the language wanted, or else in the one that comes first."""
    languages = [code for code in dict.fromkeys(utterance.language for utterance in utterances) if code]
    if len(languages) < 2:  # noqa: PLR2004  # two make a choice
        return utterances
    chosen = _match(wanted, languages)
    if chosen is None:
        chosen = languages[0]
        found = f"{', '.join(map(one_line, languages))} (name one with --language)"
        log.note("languages", "$", "responses in one language", found, f"took those in {one_line(chosen)}")
    return [utterance for utterance in utterances if (utterance.language or languages[0]) == chosen]


def _match(wanted: str | None, languages: list[str]) -> str | None:
    """The language wanted, or one that differs from it in the region alone."""
    tags = [code.casefold().replace("_", "-") for code in languages]
    tag = (wanted or "").casefold().replace("_", "-")
    if tag in tags:
        return languages[tags.index(tag)]
    stems = [code.split("-")[0] for code in tags]
    stem = tag.split("-")[0]
    return languages[stems.index(stem)] if stem in stems else None


def _of_one_type(utterances: list[Utterance], log: RepairLog) -> list[Utterance]:
    """Captions and transcript of one stream have the same words twice: the transcript, if there is one."""
    transcripts = [utterance for utterance in utterances if utterance.response.type != "captions"]
    if not transcripts or len(transcripts) == len(utterances):
        return utterances
    log.tell(
        "captions-too", "$", "the stream has its words twice: took the transcript responses, not the captions"
    )
    return transcripts


def _segment(utterance: Utterance, log: RepairLog) -> Segment:
    """The utterance as a document has it, its tokens plain."""
    items, path = utterance.best.items, f"{utterance.path}.items"
    if log.strict:
        refuse_bad_times(
            ((f"{path}[{i}]", item.start, item.end) for i, item in enumerate(items)), ("start", "end"), log
        )
    tokens = with_blanks(
        plain([_token(item) for item in items], path, log, "value"), utterance.best.transcript
    )
    voices = {item.speaker_id for item in items if item.speaker_id not in {None, ""}}
    own = voices.pop() if len(voices) == 1 else None
    return Segment(tokens, utterance.start, utterance.end, own)


def _token(item: Item) -> Token:
    kind = Kind.PUNCTUATION if item.kind == "punct" else Kind.WORD
    return Token(item.value, item.start, item.end, kind, speaker_id=item.speaker_id)


def _first(*candidates: float | None) -> float | None:
    return next((candidate for candidate in candidates if candidate is not None), None)
