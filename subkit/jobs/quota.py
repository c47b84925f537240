"""How many calls may be tried again: one account for all jobs of a process, so that a dead provider is left in peace."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from subkit.jobs.flow import Ask, Response, Wait

if TYPE_CHECKING:
    from subkit.jobs.flow import Step

CAPACITY = 500
COST = 5
"""What a try costs that is not the first. Both figures are those of the AWS clients' standard mode: 100 in a row."""


class Quota:
    """What is left for each host: every further try takes from it, every success gives back.

    First tries are always free. So jobs without number notice that a provider is down with one call each, where each
    alone would have made five.

    Args:
        capacity: what each host begins with, and never has more than.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._left: dict[str, int] = {}
        self._lock = threading.Lock()

    def take(self, host: str) -> bool:
        """Pay for one more try; ``False`` if too little is left."""
        with self._lock:
            left = self._left.get(host, self._capacity)
            if left < COST:
                return False
            self._left[host] = left - COST
            return True

    def give(self, host: str, amount: int) -> None:
        """Put something back."""
        with self._lock:
            if host in self._left:
                self._left[host] = min(self._capacity, self._left[host] + amount)


SHARED = Quota()
"""The account of this process."""


class Spending:
    """What one flow takes from a quota, and gives back.

    Args:
        quota: the account.
    """

    def __init__(self, quota: Quota) -> None:
        self._quota = quota
        self._taken = 0

    def refuses(self, step: Step) -> bool:
        """Whether a step is the pause before a try that may not be made."""
        if not isinstance(step, Wait) or not step.again:
            return False
        if not self._quota.take(step.again):
            return True
        self._taken = COST
        return False

    def heard(self, step: Step, came: object) -> None:
        """What came of a step: success gives back what the try cost, and a little if it was the first."""
        if isinstance(step, Ask) and isinstance(came, Response) and came.ok:
            self._quota.give(step.host, self._taken or 1)
            self._taken = 0
