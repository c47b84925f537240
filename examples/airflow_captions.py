"""An Airflow DAG: media to captions. Put it and steps.py into the folder of DAGs; needs Airflow 3.

Waiting takes no worker: the sensor asks the provider, and lets go until the next time. Every task may be cleared and run again.
"""

from __future__ import annotations

from datetime import timedelta

import steps
from airflow.sdk import Param, dag, task
from airflow.sdk.bases.sensor import PokeReturnValue
from airflow.sdk.exceptions import AirflowFailException

from subkit.errors import JobFailedError, ResultGoneError


@dag(
    schedule=None,  # by hand, or by whoever has new media: airflow dags trigger captions --conf '{"media": ...}'
    params={
        "media": Param(
            "talk.mp4", type="string", description="a path that the workers share, or an https address"
        ),
        "provider": Param("verbit", enum=["verbit", "pictory"]),
        "options": Param({}, type="object", description="of the provider's jobs"),
        "folder": Param("captions", type="string"),
        "profile": Param("default", type="string", description="a house style"),
    },
    default_args={"retries": 5, "retry_delay": timedelta(minutes=1), "retry_exponential_backoff": True},
    tags=["subkit"],
)
def captions() -> None:
    """Send media to a provider, wait, and caption the result."""

    @task
    def submit(params: dict) -> str:
        return steps.submit(params["media"], params["provider"], params["options"])

    @task.sensor(mode="reschedule", poke_interval=60, timeout=timedelta(days=2).total_seconds())
    def wait(key: str) -> PokeReturnValue:
        try:
            return PokeReturnValue(is_done=steps.is_done(key), xcom_value=key)
        except (JobFailedError, ResultGoneError) as error:
            raise AirflowFailException(str(error)) from error  # asking again would change nothing

    @task
    def fetch(key: str) -> str:
        return steps.fetch(key)

    @task
    def convert(key: str, params: dict) -> list[str]:
        return steps.convert(key, params["folder"], profile=params["profile"])

    convert(fetch(wait(submit())))


DAG = captions()
