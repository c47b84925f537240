"""Who goes the whole way from media to captions, and where: the stand-ins, or with ``SUBKIT_LIVE=1`` the providers whose keys are in the environment."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from fault_house import Skipping
from standins import sound, standing_in

from subkit.adapter import JobAdapter
from subkit.cli import main
from subkit.jobs.credentials import Credentials, find
from subkit.registry import adapter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from subkit.jobs.clock import Clock

LIVE = os.environ.get("SUBKIT_LIVE") == "1"
PROVIDERS = os.environ["SUBKIT_LIVE_PROVIDERS"].split() if LIVE else ["verbit", "pictory"]
MEDIA = "talk.wav"
OPTIONS = {"verbit": ("--option", "profile=captions", "--option", "finish_in=0"), "pictory": ()}
FAILING = {
    "verbit": (MEDIA, *OPTIONS["verbit"], "--option", "finish_with_error=true"),
    "pictory": ("https://media.example.com/talk~failed.mp4",),
}
"""Media and options of a job that fails: Verbit is asked to, and to Pictory such an address leads nowhere."""


class Way:
    """A provider, and the program that goes to it.

    Attributes:
        provider: its name.
        folder: the current one.
        state: of the store.
        clock: the program's; the providers' own sandboxes are waited for.
    """

    def __init__(self, provider: str, folder: Path, state: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.provider, self.folder, self.state, self._capture = provider, folder, state, capture
        self.clock: Clock | None = None if LIVE else Skipping()
        self.secret = self.credentials.reveal(self.adapter.secrets[0]) or ""

    @property
    def adapter(self) -> JobAdapter:
        """The provider's."""
        found = adapter(self.provider)
        assert isinstance(found, JobAdapter)
        return found

    @property
    def credentials(self) -> Credentials:
        """What the provider knows us by."""
        return find(self.provider, self.adapter.secrets)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """The exit code, and what was printed and said: no secret."""
        self._capture.readouterr()
        code = main(list(arguments), self.clock)
        out, err = self._capture.readouterr()
        assert self.secret not in out + err
        return code, out, err

    def send(self, command: str, *media: str, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
        """A command that sends media."""
        usual = () if media else OPTIONS[self.provider]
        return self.run(command, *(media or (MEDIA,)), "--provider", self.provider, *usual, *options)


@contextmanager
def gone(
    provider: str, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
) -> Iterator[Way]:
    """The way of a provider, with media to send."""
    here, outside = folder / "here", folder / "outside"
    here.mkdir()
    patch.chdir(here)
    with ExitStack() as stack:
        if LIVE:
            patch.setenv("SUBKIT_STATE_DIR", str(outside / "state"))
            patch.setenv("XDG_CONFIG_HOME", str(outside))
            given = os.environ.get("SUBKIT_LIVE_MEDIA")
            shutil.copy(given, here / MEDIA) if given else sound(here / MEDIA)
        else:
            stack.enter_context(standing_in(here, outside, patch))
        yield Way(provider, here, outside / "state", capture)
