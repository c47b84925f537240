"""Group P of the fault matrix: results as no provider should send them are refused as such, or repaired with a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cells import check_done, check_end, check_kept, share
from fault_house import FOREVER, MEDIA, OUTPUT, PATHS
from odd_results import HEAVY, ODDITIES, odd

from subkit import registry
from subkit.captioning import caption
from subkit.cli.exits import Exit
from subkit.errors import PayloadError
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.providers_dev.faults import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from fault_house import House

    from subkit.adapter import Job

pytestmark = pytest.mark.usefixtures("unmeasured")

REFUSED = {"bad-json", "empty", "deep", "wrong-shape", "many-words", "gzip-bomb"}
"""Nothing can be made of these."""

AS_IT_IS = {
    *("bom", "utf-16", "long-word", "unknown-enum", "extra-fields"),
    *("pause-without-times", "duplicate-ids", "no-speaker"),
}
"""These are odd, and right: there is nothing to repair."""

NO_WORDS = {"empty-transcript", "pause-only"}
"""Nobody speaks: a result as good as any, and no captions can be made of it."""

MEMORY = 250  # MB, for the program as a whole: 64 MB are read at most
PROVIDERS = ("verbit", "pictory")
HEAVY_CELLS = [(name, provider) for name in sorted(HEAVY) for provider in PROVIDERS]
SILENT_CELLS = [(name, provider) for name in sorted(NO_WORDS) for provider in PROVIDERS]
CELLS = [(name, one) for name in ODDITIES if name not in HEAVY | NO_WORDS for one in PROVIDERS]


def answering(house: House, name: str) -> bytes:
    """Let the result be odd, whenever it is fetched; gives it."""
    house.before("fetch")
    raw = odd(name, house.provider)
    kind = (("Content-Type", "application/json"),)
    packed = (*kind, ("Content-Encoding", "gzip")) if name == "gzip-bomb" else kind
    house.relay.spoil(Answer(200, packed, raw), PATHS[house.provider, "fetch"], times=FOREVER)
    return raw


@pytest.mark.parametrize(("name", "provider"), share(CELLS))
def test_an_odd_result_is_refused_or_repaired_with_a_report(
    house: Callable[..., House], name: str, provider: str
) -> None:
    one = house(provider)
    raw = answering(one, name)
    ended = one.transcribe()
    check_end(ended, {Exit.PROVIDER if name in REFUSED else Exit.OK}, named=MEDIA)
    check_kept(one.place)
    if name not in REFUSED:
        assert (one.repairs() == 0) is (name in AS_IT_IS)
    one.relay.heal()
    check_done(one.transcribe(), one.place, OUTPUT)
    check_read(raw, provider)


def check_read(raw: bytes, provider: str) -> None:
    """The library reads it, or refuses it as a payload and says where; so it does strictly."""
    adapter = registry.adapter(provider)
    for strict in (False, True):
        refused: PayloadError | None = None
        transcript: Transcript | Job | None = None
        try:
            transcript = adapter.parse(Payload(raw), strict=strict)
        except PayloadError as error:
            refused = error
        if refused is None:
            assert isinstance(transcript, Transcript)
            caption(transcript)
        else:
            assert refused.path
            assert refused.expected


@pytest.mark.parametrize(("name", "provider"), share(SILENT_CELLS))
def test_a_result_without_words_is_kept_and_makes_no_captions(
    house: Callable[..., House], name: str, provider: str
) -> None:
    one = house(provider)
    raw = answering(one, name)
    for _ in range(2):
        ended = one.transcribe()
        check_end(ended, {Exit.FAILED})
        assert "holds no words to caption" in ended.said
        assert not (one.folder / OUTPUT).exists()
        check_kept(one.place)
    check_read(raw, provider)


@pytest.mark.parametrize(("name", "provider"), share(HEAVY_CELLS))
def test_a_result_that_is_too_much_does_not_fill_the_memory(
    house: Callable[..., House], name: str, provider: str
) -> None:
    one = house(provider)
    answering(one, name)
    ended, used = one.measured()
    check_end(ended, {Exit.PROVIDER if name in REFUSED else Exit.OK}, named=MEDIA)
    check_kept(one.place)
    assert used < MEMORY, f"{used} MB"
    one.relay.heal()
    check_done(one.transcribe(), one.place, OUTPUT)
