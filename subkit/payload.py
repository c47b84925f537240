"""What a provider answered: bytes or decoded JSON, looked at cheaply and decoded into wire types."""

from __future__ import annotations

from functools import cache, cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec

from subkit import loose_json, outline
from subkit.errors import PayloadError
from subkit.mending import mend
from subkit.report import RepairLog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from subkit.report import Repair

T = TypeVar("T")
Item = TypeVar("Item")

_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

Seconds = Annotated[float, msgspec.Meta(ge=-3.2e9, le=3.2e9)]
"""A time in seconds as wire types have it; the bounds are those of `subkit.timecode.is_time`."""

Identifier = Annotated[int, msgspec.Meta(ge=-(10**18), le=10**18)] | str
"""A provider's id as wire types have it: a number or text."""


class Payload:
    """A provider's answer.

    Several JSON documents in one, line by line (JSON Lines) or one after another, count as a list of them. Text in
    UTF-8 with or without BOM, UTF-16 and UTF-32 is read as it is; other bytes as Windows-1252, with a repair. Where an
    object has a key twice the last one counts, as everywhere in JSON.

    Args:
        content: the bytes of a JSON document, or the decoded document.
        source: what to call it in messages, e.g. a file's name.

    Attributes:
        fault: why the content is no JSON, once `outline` has found that it is none.

    >>> Payload(b'{"segments": [{"tokens": [{"text": "Hi"}, {"text": "!"}]}, {"tokens": []}]}').outline
    {'segments': [{'tokens': [{'text': 'Hi'}]}]}
    """

    def __init__(
        self, content: bytes | bytearray | memoryview | dict[str, Any] | list[Any], source: str = "payload"
    ) -> None:
        self.content = bytes(content) if isinstance(content, bytearray | memoryview) else content
        self.source = source
        self.fault: PayloadError | None = None
        self._members: Any = None
        self._read: dict[bool, tuple[Any, list[Repair]]] = {}

    @cached_property
    def outline(self) -> Any:
        """The document as plain data with every list cut to one item: made for ``match`` statements.

        Lists keep the first item that holds anything, text is cut to 200 characters, and what lies deeper than 8
        levels is empty. See `subkit.outline`. Of content that is no JSON it is ``None``, and `fault` says why.
        """
        if isinstance(self.content, bytes):
            try:
                self._members = outline.members(self._json)
                return outline.of_members(self._members)
            except _UNREADABLE:
                pass  # JSON Lines, NaN, lone surrogates, other encodings: the loose reader's business
        try:
            return outline.of_value(self._loose(strict=False)[0])
        except PayloadError as error:
            self.fault = error
            return None

    def decode(self, shape: type[T], *, strict: bool = False) -> tuple[T, list[Repair]]:
        """The document as a wire type, and the repairs it took.

        Args:
            shape: a `msgspec.Struct`, or a list of one; structs of structs, lists, numbers, text, truth values, `Any`.
            strict: refuse what needs repair.

        Raises:
            PayloadError: the content is not JSON or not of that shape, with the place: in strict mode always, else
                where it is beyond repair (see `subkit.mending.mend`).
        """
        wanted: Any = shape
        self._members = None  # of no use any more, and there may be many
        if isinstance(self.content, bytes):
            try:
                decoded: T = _decoder(wanted).decode(self._json)
            except _UNREADABLE:
                pass  # what exactly is wrong, and where, the slow way finds out
            else:
                return decoded, []
        document, repairs = self._loose(strict=strict)
        log = RepairLog(self.source, strict=strict, repairs=repairs)
        try:
            return mend(document, shape, "$", log), log.repairs
        except RecursionError:
            raise self._too_deep() from None

    def decode_apart(
        self, shape: type[T], place: str, item: type[Item], log: RepairLog
    ) -> tuple[T, Iterator[Item]]:
        """The document as a wire type, one long list in it left empty, and the items of that list, to be taken once.

        Each item is decoded when its turn comes: so a long payload is never there as a whole in a second form, and what is
        made of an item is made while that is still in the processor's cache.

        Args:
            shape: as in `decode`.
            place: where the list is, by names that are those of keys and of attributes alike: ``data.transcript``. It need
                not be there.
            item: the wire type of its items.
            log: takes the repairs, before those that it holds; it says whether to be strict.

        Raises:
            PayloadError: as `decode` does; the second, too, while it is walked.
        """

        def whole() -> tuple[T, list[Item]]:
            document, repairs = self.decode(shape, strict=log.strict)
            log.repairs[:0] = repairs
            return document, attrgetter(place)(document) or []

        wanted: Any = shape
        keys = place.split(".")
        members, self._members = self._members, None
        encoded = _inside(members, keys)
        if encoded is not None:
            try:
                document: T = _decoder(wanted).decode(msgspec.json.encode(_emptied(members, keys)))
            except _UNREADABLE:
                pass  # as in `decode`
            else:
                return document, _decoded(encoded, item, lambda: whole()[1])
        document, items = whole()
        return document, taken(items)

    @cached_property
    def _json(self) -> bytes:
        return loose_json.utf8(self.content) if isinstance(self.content, bytes) else b""

    def _loose(self, *, strict: bool) -> tuple[Any, list[Repair]]:
        """The content as plain data, and the repairs that took; read once, as outline and decoding both may ask."""
        if not isinstance(self.content, bytes):
            return self.content, []
        if strict not in self._read:
            log = RepairLog(self.source, strict=strict)
            try:
                self._read[strict] = loose_json.document(self.content, log), log.repairs
            except RecursionError:
                raise self._too_deep() from None
        return self._read[strict]

    def _too_deep(self) -> PayloadError:
        return PayloadError("$", "a provider's JSON", "lists or objects nested too deep to read", self.source)


def taken(items: list[T]) -> Iterator[T]:
    """The items in order, each taken out of the list: what is read of a long payload makes room for what is made of it.

    >>> left = [1, 2]
    >>> list(taken(left)), left
    ([1, 2], [])
    """
    items.reverse()
    while items:
        yield items.pop()


def _inside(members: Any, keys: list[str]) -> list[msgspec.Raw] | None:
    """The list, its items still encoded, to which keys lead in what `subkit.outline.members` gives; ``None`` for none."""
    for key in keys:
        members = members.get(key) if isinstance(members, dict) else None
    return members if isinstance(members, list) else None


def _emptied(members: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    """The same with an empty list there."""
    first, *others = keys
    return members | {first: _emptied(members[first], others) if others else []}


def _decoded(encoded: list[msgspec.Raw], shape: Any, instead: Callable[[], list[Item]]) -> Iterator[Item]:
    """The items as a wire type; from the first that cannot be decoded on, those of ``instead``."""
    decode = _decoder(shape).decode
    for at, one in enumerate(encoded):
        try:
            item: Item = decode(one)
        except _UNREADABLE:
            yield from taken(instead()[at:])
            return
        yield item


@cache
def _decoder(shape: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(shape)
