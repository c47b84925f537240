"""Follows the hints of webhooks: asks the provider what is true, and brings results onto the disk."""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from subkit.errors import JobFailedError, PayloadError, ResultGoneError, SubkitError
from subkit.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from subkit.jobs.inbox import Hint, Inbox
    from subkit.jobs.records import Record
    from subkit.jobs.store import Store

PATIENCE = 48 * 3600.0
"""Seconds that a hint is followed that leads nowhere yet: Verbit, too, repeats its calls for 48 hours."""

_FIRST, _MOST = 5.0, 600.0  # seconds between two looks at the same hint
_PAGE = 100


class _Later(NamedTuple):
    """A hint that leads nowhere yet: the last wait in seconds, and when it is due."""

    hint: Hint
    wait: float
    due: float


class Follower:
    """Deals with the hints in an inbox, one after the other.

    Args:
        inbox: the hints.
        store: the jobs; hints of others are left.
        fetch: brings a job's result onto the disk, from the provider, and raises `JobUnfinishedError` if there is none yet.
        done: is told of each job whose result has come; again, if it fails or the program is killed meanwhile.
        log: is told what becomes of each hint.
        clock: gives the seconds since 1970.
    """

    def __init__(
        self,
        inbox: Inbox,
        store: Store,
        fetch: Callable[[Record], object],
        done: Callable[[Record], None],
        *,
        log: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._inbox, self._store, self._fetch, self._done = inbox, store, fetch, done
        self._log = log
        self._clock = clock
        self._last = 0
        self._later: dict[int, _Later] = {}

    def look(self) -> float:
        """Deal with each hint whose turn it is; the seconds until the next one's.

        Raises:
            StoreError: the inbox cannot be read or written.
        """
        now = self._clock()
        due = [later.hint for later in self._later.values() if later.due <= now]
        for hint in chain(due, self._new()):
            outcome = self._followed(hint)
            if outcome:
                self._inbox.settle([hint], outcome)
                self._later.pop(hint.number, None)
            else:
                known = self._later.get(hint.number)
                wait = min(_MOST, 2 * known.wait) if known else _FIRST
                self._later[hint.number] = _Later(hint, wait, self._clock() + wait)
        now = self._clock()
        return max(0.0, min([_MOST, *(later.due - now for later in self._later.values())]))

    def _new(self) -> Iterator[Hint]:
        """The hints that were not looked at yet; after a new start, all that are open."""
        while page := self._inbox.open(_PAGE, after=self._last):
            for hint in page:
                self._last = hint.number
                yield hint

    def _followed(self, hint: Hint) -> str:
        """What became of a hint; empty if it is too early to say."""
        record = self._record(hint)
        name = f"{hint.adapter} job {one_line(hint.id or hint.external_id, 80)}"
        if record is None:
            # It may be one that is being submitted: then its id is not on disk yet.
            return self._given_up(hint, name, "is none of ours")
        if hint.draft:
            self._log(f"{name}: a draft is there")
            return "draft"
        try:
            self._fetch(record)
            self._done(self._store.get(record.key))
        except (JobFailedError, ResultGoneError) as error:
            self._log(str(error))
            return "failed"
        except PayloadError as error:
            self._log(f"{name}: the result is on disk, but cannot be read: {error}")
            return "unreadable"
        except SubkitError as error:
            return self._given_up(hint, name, str(error))
        self._log(f"{name}: done")
        return "done"

    def _given_up(self, hint: Hint, name: str, reason: str) -> str:
        if hint.number not in self._later:
            self._log(f"{name}: {reason}")
        if self._clock() - hint.came < PATIENCE:
            return ""
        self._log(f"{name}: given up")
        return "given up"

    def _record(self, hint: Hint) -> Record | None:
        """The job that a hint is about, by our own reference or the provider's id."""
        names = filter(None, (hint.external_id, hint.id))
        found = (self._store.known(hint.adapter, name) for name in names)
        return next((record for record in found if record is not None), None)
