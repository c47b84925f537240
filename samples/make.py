"""Make the sample payloads from the texts: ``python samples/make.py`` (needs Debian's espeak-ng and opus-tools).

The golden captions beside the payloads are not made here but by ``pytest tests/test_samples.py --rewrite-golden``.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import listener_shapes as listeners
import pictory_shapes as pictory
import recognisers
import verbit_shapes as verbit
import whisper_shapes as whisper
from invented import identity
from recording import Recording, record, write_audio

HERE = Path(__file__).parent


def main() -> None:
    """Speak every text once and write the payloads, and the sound of two of them."""
    spoken = {path.stem: record(path) for path in sorted((HERE / "texts").glob("*.toml"))}
    _write_verbit(spoken)
    _write_pictory(spoken)
    for shapes in (recognisers, listeners, whisper):
        for path, document in shapes.payloads(spoken):
            _write(path, document)
    for name in ("lecture", "workshop"):
        write_audio(spoken[name], HERE / "audio" / f"{name}.opus")


def _write_verbit(spoken: dict[str, Recording]) -> None:
    _write("verbit/lecture.json", verbit.transcript(spoken["lecture"]))
    _write("verbit/panel.json", verbit.captions(spoken["panel"]))
    _write("verbit/tea.json", verbit.transcript(spoken["tea"], blanks=False))
    translations = tomllib.loads((HERE / "texts/ferry.toml").read_text("utf-8"))["spanish"]
    stream = verbit.stream(spoken["ferry"], translations)
    (HERE / "verbit/ferry.jsonl").write_text(stream, encoding="utf-8", newline="\n")
    job = {"job_id": 1284417, "job_name": "lecture-07.mp4", "profile": "standard_transcription"}
    _write("verbit/job-in-progress.json", job | {"job_status": "In Progress", "draft_ready": False})
    failed = {"code": "failed_transcoding", "message": "Transcoding error"}
    _write(
        "verbit/job-failed.json", job | {"job_status": "Failure", "draft_ready": False, "errors": [failed]}
    )
    _write("verbit/not-found.json", {"ErrorType": "ITEM_NOT_FOUND", "ErrorComment": "Job was not found"})


def _write_pictory(spoken: dict[str, Recording]) -> None:
    _write("pictory/workshop.json", pictory.completed(spoken["workshop"], status="completed"))
    _write("pictory/horloge.json", pictory.completed(spoken["horloge"]))
    _write("pictory/bicycle.json", {"transcript": pictory.damaged(spoken["bicycle"])})
    picked = {"status": "completed", "transcript": pictory.segments(spoken["product"], frozenset({2, 3, 6}))}
    _write("pictory/product.json", {"success": True, "data": picked})
    job = {"job_id": identity("pictory", "job")}
    _write("pictory/in-progress.json", job | {"success": True, "data": {"status": "in-progress"}})
    error = {"status": "failed", "error_code": "5001", "error_message": "The file could not be downloaded"}
    _write("pictory/failed.json", job | {"success": False, "data": error})
    _write("pictory/cleaned.json", job | {"success": True, "data": {"status": "cleaned"}})


def _write(path: str, document: Any) -> None:
    target = HERE / path
    target.parent.mkdir(exist_ok=True)
    if isinstance(document, bytes):
        target.write_bytes(document)
        return
    target.write_text(
        json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
