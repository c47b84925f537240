"""Reads files and writes them whole or not at all: the only file that touches the disk."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from subkit.errors import InputError, OutputError
from subkit.patterns import pattern

if TYPE_CHECKING:
    from os import PathLike

LIMIT = 2**30
"""The largest input in bytes: six hundred hours of word times in a provider's JSON; more is a mistake."""

_CHUNK = 2**20
_OPEN_DESCRIPTOR = pattern(r"/dev/(stdout|stderr|fd/\d+)|/proc/(self|\d+)/fd/\d+")
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}
_REASONS = {
    errno.ENOENT: "no such file or folder",
    errno.EISDIR: "is a folder; name a file in it",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EEXIST: "is there already and may not be overwritten",
    errno.ENOSPC: "no space left on the disk",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than allowed here",
    errno.EROFS: "the file system is read-only",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "symbolic links point at each other",
}


def read_bytes(path: str | PathLike[str], *, limit: int = LIMIT) -> bytes:
    """Everything a file holds; pipes and other things that can be read like a file will do, too.

    Args:
        path: the file.
        limit: the largest size in bytes.

    Raises:
        InputError: it is missing, a folder, unreadable, or larger than the limit.
    """
    source = os.fspath(path)
    try:
        with open(source, "rb") as stream:
            if os.fstat(stream.fileno()).st_size > limit:
                raise InputError(source, _too_large(limit))
            return read_stream(stream, source, limit=limit)
    except (OSError, ValueError) as error:
        raise InputError(source, reason_of(error)) from error


def read_stream(stream: BinaryIO, source: str, *, limit: int = LIMIT) -> bytes:
    """Everything that is left in a binary stream, e.g. standard input.

    Args:
        stream: what to read.
        source: its name in messages.
        limit: the largest size in bytes; reading stops there, so an endless stream ends as well.

    Raises:
        InputError: it cannot be read, or holds more than the limit.
    """
    chunks = []
    size = 0
    try:
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            if size > limit:
                raise InputError(source, _too_large(limit))
    except (OSError, ValueError) as error:
        raise InputError(source, reason_of(error)) from error
    return b"".join(chunks)


def write_whole(path: str | PathLike[str], data: bytes, *, overwrite: bool = True) -> None:
    """Write a file so that whatever happens, the old file or the new one stands there, never a part.

    The data goes to a temporary file beside the target and to the disk; then the file takes the target's name.
    An existing file keeps its mode and owner; of a symbolic link the file behind it is replaced. Devices and pipes
    such as ``/dev/stdout`` are written straight through. A process that is killed in between may leave its temporary file,
    called ``.subkit-*.tmp``, behind: whole on Linux, a part of it elsewhere.

    Args:
        path: the target.
        data: what it shall hold.
        overwrite: whether an existing file may be replaced.

    Raises:
        OutputError: it cannot be written; what stood there before still stands.
    """
    target = os.fspath(path)
    try:
        status = _status(target)
        if _is_open_descriptor(target) or (status and not stat.S_ISREG(status.st_mode)):
            _write_through(target, data)
        elif status and not overwrite:
            raise OutputError(target, _REASONS[errno.EEXIST])
        else:
            _write_beside(os.path.realpath(target), data, status, overwrite=overwrite)
    except (OSError, ValueError) as error:
        raise OutputError(target, reason_of(error, missing="no such folder")) from error


def _is_open_descriptor(path: str) -> bool:
    return path.startswith(("/dev/", "/proc/")) and _OPEN_DESCRIPTOR.fullmatch(path) is not None


def refuse_unwritable(path: str | PathLike[str], *, overwrite: bool = True) -> None:
    """Refuse a target, before the work, that `move_whole` could not write to.

    Raises:
        OutputError: it is a folder, a device, protected, or there and may not be replaced; or its folder is not there.
    """
    target = os.fspath(path)
    try:
        status = _status(target)
        if status and not stat.S_ISREG(status.st_mode):
            raise OutputError(target, "is no file, and what is made here cannot be written to anything else")
        if status and not overwrite:
            raise OutputError(target, _REASONS[errno.EEXIST])
        folder = os.path.dirname(os.path.realpath(target))
        if not os.path.isdir(folder):
            raise OutputError(target, "no such folder")
        if not os.access(folder, os.W_OK | os.X_OK) or (status and not os.access(target, os.W_OK)):
            raise OutputError(target, _REASONS[errno.EACCES])
    except (OSError, ValueError) as error:
        raise OutputError(target, reason_of(error, missing="no such folder")) from error


def move_whole(made: str | PathLike[str], path: str | PathLike[str], *, overwrite: bool = True) -> None:
    """Give a finished file the target's name, once it is on the disk; an existing target's mode and owner stay.

    Args:
        made: the file, on the target's file system.
        path: the target.
        overwrite: whether an existing file may be replaced.

    Raises:
        OutputError: that cannot be done, or there is no such file.
    """
    target = os.fspath(path)
    try:
        real, old = os.path.realpath(target), _status(target)
        with open(made, "rb") as stream:
            if old:
                _keep_rights(stream.fileno(), old)
            os.fsync(stream.fileno())
        if overwrite:
            os.replace(made, real)
        else:
            _take_free_name(os.fspath(made), real)
        _sync_folder(os.path.dirname(real))
    except (OSError, ValueError) as error:
        raise OutputError(target, reason_of(error)) from error


def make_folder(path: str | PathLike[str]) -> None:
    """Make a folder, and those it lies in, unless it is there.

    Raises:
        OutputError: it cannot be made, or something else has its name.
    """
    try:
        os.makedirs(path, exist_ok=True)
    except FileExistsError as error:
        raise OutputError(os.fspath(path), "is a file, not a folder") from error
    except (OSError, ValueError) as error:
        raise OutputError(os.fspath(path), reason_of(error)) from error


def _status(target: str) -> os.stat_result | None:
    """What stands at the target, behind any symbolic link."""
    if not os.path.basename(target):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return status


def _write_through(target: str, data: bytes) -> None:
    # Appending, because the descriptor behind /dev/stdout may be a file that others have written to before.
    with open(
        target, "ab", buffering=0, opener=lambda name, _: os.open(name, os.O_WRONLY | os.O_APPEND)
    ) as stream:
        view = memoryview(data)
        while view:
            view = view[stream.write(view) :]


def _write_beside(target: str, data: bytes, old: os.stat_result | None, *, overwrite: bool) -> None:
    if old and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    folder = os.path.dirname(target)
    temporary = os.path.join(folder, f".subkit-{os.urandom(8).hex()}.tmp")
    try:
        if not _wrote_nameless(folder, temporary, data, old):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            with open(os.open(temporary, flags, 0o666), "wb") as stream:
                _fill(stream, data, old)
        if overwrite:
            os.replace(temporary, target)
        else:
            _take_free_name(temporary, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    _sync_folder(folder)


def _wrote_nameless(folder: str, temporary: str, data: bytes, old: os.stat_result | None) -> bool:
    """Write a file that gets its name when it is whole: of one who is killed before, nothing is left.

    ``False`` where the system has no such thing: macOS, NFS, many FUSE file systems, or no /proc.
    """
    try:
        descriptor = os.open(folder or ".", os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o666)
    except (AttributeError, OSError):
        return False
    with open(descriptor, "wb") as stream:
        _fill(stream, data, old)
        try:
            # The name of an absolute path needs no folder; but Python follows a link only where one is given.
            os.link(f"/proc/self/fd/{descriptor}", temporary, src_dir_fd=descriptor)
        except OSError:
            return False
    return True


def _fill(stream: BinaryIO, data: bytes, old: os.stat_result | None) -> None:
    """Put the data onto the disk."""
    stream.write(data)
    stream.flush()
    if old:
        _keep_rights(stream.fileno(), old)
    os.fsync(stream.fileno())


def _keep_rights(descriptor: int, old: os.stat_result) -> None:
    if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(PermissionError):
            os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _take_free_name(temporary: str, target: str) -> None:
    """Give the file its name only if nobody has it, whoever comes in between."""
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _claim(temporary, target)
    else:
        os.unlink(temporary)


def _claim(temporary: str, target: str) -> None:
    """The same where the file system knows no hard links: claim the name with an empty file, then replace it."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC))
    os.replace(temporary, target)


def _sync_folder(folder: str) -> None:
    # The file already stands whole under its name: a folder that cannot be synchronised is no failure to write.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _too_large(limit: int) -> str:
    return f"larger than {limit:,} bytes"


def reason_of(error: OSError | ValueError, missing: str = "") -> str:
    """Why the system refuses a path, in plain words; ``missing`` is what to say where something is not there."""
    if not isinstance(error, OSError):
        return f"no path can be like this ({error})"
    if missing and error.errno == errno.ENOENT:
        return missing
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
