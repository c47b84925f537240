"""What two jobs may differ in and still be the same work, paid once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from subkit.adapter import Source
from subkit.jobs.store import Store
from subkit_adapters.pictory.options import Options
from subkit_adapters.verbit.options import VerbitOptions

if TYPE_CHECKING:
    from pathlib import Path

    from msgspec import Struct

MEDIA = Source("talk.mp4", url="https://media.example/talk.mp4")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Options(), Options(webhook="https://hook.example/token", alone=True), True),
        (Options(), Options(language="fr"), False),
        (Options(), Options(extra={"webhooks": "x"}), False),
        (VerbitOptions(), VerbitOptions(callback="https://hook.example/token", callback_field="call"), True),
        (VerbitOptions(), VerbitOptions(profile="rush"), False),
    ],
)
def test_whom_to_call_makes_no_other_work(tmp_path: Path, one: Struct, other: Struct, same: bool) -> None:
    with Store(tmp_path) as store:
        first, second = (store.intend("a", MEDIA, options) for options in (one, other))
    assert same is (first.key == second.key)
