"""A Prefect flow: media to captions. Run it as a script, or deploy it; needs Prefect 3.

Every task may be tried again. The flow waits by sleeping; a run that is killed goes on where it was when it is started again.
"""

from __future__ import annotations

import sys
import time

import steps
from prefect import flow, get_run_logger, task

from subkit.errors import JobFailedError, ResultGoneError


def _may_pass(_: object, __: object, state: object) -> bool:
    """Whether to try again: not where the provider has said that there never will be a result."""
    try:
        state.result()  # type: ignore[attr-defined]
    except (JobFailedError, ResultGoneError):
        return False
    except Exception:  # noqa: BLE001 - whatever else went wrong may go right
        return True
    return False


submit = task(steps.submit, retries=5, retry_delay_seconds=60)
is_done = task(steps.is_done, retries=5, retry_delay_seconds=60, retry_condition_fn=_may_pass)
fetch = task(steps.fetch, retries=5, retry_delay_seconds=60, retry_condition_fn=_may_pass)
convert = task(steps.convert)


@flow(name="captions")
def captions(  # noqa: PLR0917 - the parameters of the flow, as Prefect shows them
    media: str,
    provider: str = "verbit",
    options: dict | None = None,
    folder: str = "captions",
    profile: str = "default",
    poll_seconds: float = 60.0,
) -> list[str]:
    """Send media to a provider, wait, and caption the result."""
    key = submit(media, provider, options)
    while not is_done(key):
        get_run_logger().info("job %s is not done", key)
        time.sleep(poll_seconds)
    return convert(fetch(key), folder, profile=profile)


if __name__ == "__main__":
    captions(sys.argv[1])
