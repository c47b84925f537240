"""What Verbit's calls answer, as types: as little as is documented, and tolerant of the rest."""

from __future__ import annotations

from typing import Any

import msgspec

from subkit.payload import Identifier
from subkit.wording import one_line


class Profile(msgspec.Struct, frozen=True):
    """A profile of an account.

    Attributes:
        name: what a new job names it by.
        turnaround: how long a job takes, in hours.
    """

    name: str
    turnaround: float | None = None


class Profiles(msgspec.Struct):
    """What ``/profiles`` answers."""

    profiles: list[Profile]


class Created(msgspec.Struct):
    """What ``job/new`` answers; that it may warn is seen in a client of somebody else's."""

    job_id: Identifier | None = None
    warning: Any = None

    @property
    def id(self) -> str:
        """The job's id as text; empty where there is none."""
        return "" if self.job_id is None else one_line(str(self.job_id))


class Asset(msgspec.Struct):
    """What ``job/add_asset`` answers; the address only where a file is to be uploaded."""

    asset_id: Identifier | None = None
    upload_url: str | None = None


class Listed(msgspec.Struct, frozen=True):
    """A job in a list of jobs. The names are those of job information, which is a guess.

    Attributes:
        job_id: Verbit's id.
        external_id: ours.
        job_name: usually the file's name.
        job_status: its status, in Verbit's words.
    """

    job_id: Identifier | None = None
    external_id: Identifier | None = None
    job_name: str | None = None
    job_status: str | None = None


class Listing(msgspec.Struct):
    """What ``/jobs`` may answer, after the example of ``/profiles``."""

    jobs: list[Listed]


class Keywords(msgspec.Struct):
    """What ``job/get_keywords`` may answer."""

    keywords: list[Any] = []

    def words(self) -> list[str]:
        """The words, whether they come as text or as objects with one."""
        texts = (
            item.get("keyword") or item.get("text") or item.get("word") if isinstance(item, dict) else item
            for item in self.keywords
        )
        return [one_line(text) for text in texts if isinstance(text, str)]
