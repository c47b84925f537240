"""Where a corpus lies: paths on the disk, and addresses (``s3://``, ``https://``) of anything that fsspec reaches."""

from __future__ import annotations

import os
import posixpath
from contextlib import contextmanager, suppress
from hashlib import blake2b
from stat import S_ISREG
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, BinaryIO

from subkit.errors import ConfigError, InputError, OutputError, SubkitError
from subkit.files import LIMIT, make_folder, move_whole, read_bytes, read_stream, reason_of, write_whole
from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from fsspec import AbstractFileSystem

_address = pattern(r"[A-Za-z][A-Za-z0-9+.-]+://")
_TAGS = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "modified", "created")
"""What file systems of fsspec call that which changes with an object."""
_EXTRAS = {"s3": "s3", "s3a": "s3", "http": "s3", "https": "s3"}
_READ_ONLY = ("http://", "https://")


def is_address(place: str) -> bool:
    """Whether a place is an address rather than a path.

    >>> is_address("s3://bucket/talk.json"), is_address("talks/a.json")
    (True, False)
    """
    return _address.match(place) is not None


def digest(content: bytes) -> str:
    """The name of a content: its BLAKE2b digest of 16 bytes."""
    return blake2b(content, digest_size=16).hexdigest()


def read(place: str, *, limit: int = LIMIT) -> bytes:
    """Everything that stands at a place.

    Raises:
        InputError: it cannot be read, or is larger than the limit.
        ConfigError: what reaches such addresses is not installed.
    """
    if not is_address(place):
        return read_bytes(place, limit=limit)
    system, path = _system(place)
    try:
        with system.open(path, "rb") as stream:
            return read_stream(stream, place, limit=limit)
    except Exception as error:
        raise InputError(place, _reason(error)) from error


@contextmanager
def opened(address: str) -> Iterator[BinaryIO]:
    """What stands at an address, as a stream; what fails while it is open is told as a failure to read it.

    Raises:
        InputError: it cannot be read.
        ConfigError: what reaches such addresses is not installed.
    """
    system, path = _system(address)
    try:
        with system.open(path, "rb") as stream:
            yield stream
    except Exception as error:
        if isinstance(error, SubkitError):
            raise
        raise InputError(address, _reason(error)) from error


def write(place: str, data: bytes) -> None:
    """Write a file or an object whole, or not at all; folders are made.

    Raises:
        OutputError: it cannot be written; what stood there before still stands.
        ConfigError: what reaches such addresses is not installed.
    """
    if not is_address(place):
        make_folder(os.path.dirname(place) or ".")
        write_whole(place, data)
        return
    _put(place, lambda system, path: system.pipe_file(path, data))


def write_all(place: str, pieces: Iterable[bytes]) -> None:
    """The same with what comes in pieces, of which one at a time is in memory.

    Raises:
        OutputError: it cannot be written; what stood there before still stands.
        ConfigError: what reaches such addresses is not installed.
    """
    remote = is_address(place)
    if not remote and os.path.exists(place) and not os.path.isfile(os.path.realpath(place)):
        write(place, b"".join(pieces))  # a pipe or a device, or what says why not
        return
    folder = None if remote else os.path.dirname(os.path.realpath(place)) or "."
    if folder is not None:
        make_folder(folder)
    made = os.path.join(folder or gettempdir(), f".subkit-{os.urandom(8).hex()}.tmp")
    try:
        _fill(made, pieces, place)
        if remote:
            _put(place, lambda system, path: system.put_file(made, path))
        else:
            move_whole(made, place)
    finally:
        with suppress(OSError):
            os.unlink(made)


def stamp(place: str) -> str:
    """What changes when the place does, had without reading it; empty if nobody knows, or nothing stands there."""
    if not is_address(place):
        try:
            status = os.stat(place)
        except (OSError, ValueError):
            return ""
        return f"{status.st_size} {status.st_mtime_ns}"
    system, path = _system(place)
    try:
        about = system.info(path)
    except Exception:  # noqa: BLE001 - reading it will say what is wrong
        return ""
    tag = next((about[name] for name in _TAGS if about.get(name)), None)
    return "" if tag is None else f"{about.get('size')} {tag}"


def size(place: str) -> int | None:
    """How many bytes stand at a place; ``None`` if nothing does, or nobody knows."""
    try:
        if not is_address(place):
            return os.stat(place).st_size
        system, path = _system(place)
        return int(system.info(path)["size"])
    except Exception:  # noqa: BLE001 - what cannot be looked at does not stand there
        return None


def listed(folder: str, suffixes: Sequence[str]) -> Iterator[str]:
    """The files below a folder whose names end so, as paths below it, in order; hidden ones are left out.

    Raises:
        InputError: the folder cannot be listed.
        ConfigError: what reaches such addresses is not installed.
    """
    wanted = tuple(suffixes)
    if is_address(folder):
        system, path = _system(folder)
        try:
            names = sorted(system.find(path))
        except Exception as error:
            raise InputError(folder, _reason(error)) from error
        below = iter([str(name).removeprefix(path.rstrip("/")).lstrip("/") for name in names])
    else:
        below = _walked(folder)
    for name in below:
        if name.lower().endswith(wanted) and not any(part.startswith(".") for part in name.split("/")):
            yield name


def is_folder(place: str) -> bool:
    """Whether a place holds others.

    Raises:
        ConfigError: what reaches such addresses is not installed.
    """
    if not is_address(place):
        return os.path.isdir(place)
    if place.endswith("/"):
        return True
    system, path = _system(place)
    try:
        return bool(system.isdir(path))
    except Exception:  # noqa: BLE001 - reading it will say what is wrong
        return False


def found(pattern_: str) -> list[str]:
    """The addresses that a pattern (``s3://bucket/*.json``) fits, in order.

    Raises:
        InputError: they cannot be listed.
    """
    system, path = _system(pattern_)
    try:
        return sorted(str(system.unstrip_protocol(name)) for name in system.glob(path))
    except Exception as error:
        raise InputError(pattern_, _reason(error)) from error


def _walked(folder: str) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        raise InputError(error.filename or folder, reason_of(error)) from error

    for here, folders, names in os.walk(folder, onerror=refuse):
        folders.sort()
        below = os.path.relpath(here, folder)
        for name in sorted(names):
            if not _is_odd(os.path.join(here, name)):
                yield name if below == "." else os.path.join(below, name)


def _is_odd(path: str) -> bool:
    """Whether there is something that is no file: who reads a pipe waits for ever. A link to nowhere will say so when it is read."""
    try:
        return not S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False


def _system(address: str) -> tuple[AbstractFileSystem, str]:
    """The file system that reaches an address, and the path there.

    Raises:
        ConfigError: it, or fsspec itself, is not installed, or there is none for such addresses.
    """
    scheme = address.partition("://")[0].lower()
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - optional

        system, path = url_to_fs(address)
    except ImportError as error:
        extra = _EXTRAS.get(scheme)
        way = f"pip install 'subkit[{extra}]'" if extra else f"pip install 'fsspec[{scheme}]'"
        raise ConfigError(address, f"{scheme}:// needs a library that is not installed: {way}") from error
    except SubkitError:
        raise
    except Exception as error:
        raise ConfigError(address, _reason(error)) from error
    return system, str(path)


def _fill(path: str, pieces: Iterable[bytes], place: str) -> None:
    try:
        with open(path, "xb") as stream:
            stream.writelines(pieces)
    except OSError as error:
        raise OutputError(place, reason_of(error)) from error


def _put(address: str, send: Callable[[AbstractFileSystem, str], Any]) -> None:
    """Make an object by what sends it, and the folders above it where there are any."""
    if address.lower().startswith(_READ_ONLY):
        raise OutputError(address, "is only read; write to a folder, or to a bucket")
    system, path = _system(address)
    try:
        system.makedirs(posixpath.dirname(path), exist_ok=True) if _has_folders(system) else None
        send(system, path)
    except Exception as error:
        raise OutputError(address, _reason(error, missing="no such bucket or folder")) from error


def _has_folders(system: AbstractFileSystem) -> bool:
    """Whether a file system has folders that must be there first; a bucket has none, and asking may be refused."""
    protocol = system.protocol
    names = {protocol} if isinstance(protocol, str) else set(protocol)
    return names.isdisjoint({"s3", "s3a", "gs", "gcs", "abfs", "az", "http", "https"})


def _reason(error: BaseException, missing: str = "no such file or folder") -> str:
    """Why a file system refuses, in a line; ``missing`` is what to say where something is not there."""
    if isinstance(error, SubkitError):
        return str(getattr(error, "reason", error))
    if isinstance(error, FileNotFoundError):
        return missing
    if isinstance(error, OSError) and error.errno:
        return reason_of(error)
    if isinstance(error, NotImplementedError):
        return "cannot be written there"
    said: Any = " ".join(str(error).split())
    if isinstance(error, PermissionError):
        return f"permission denied ({said})"
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
