"""Files that others wrote: read only where they are files, and no further than is sensible."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from voiceover.errors import InputError

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def read_bounded(path: Path, limit: int, what: str) -> bytes:
    """The content of a file; it is never waited for, and never read beyond ``limit`` bytes.

    Parameters
    ----------
    what
        What the file is to whoever reads the message, such as ``"the manifest"``.

    Raises
    ------
    InputError
        If it is no regular file, a link to nothing, or longer.
    OSError
        What the system says, such as that there is no such file or no permission to read it.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if path.is_symlink():
            raise _refused(path, f"{what} is a link to nothing ({path.readlink()})") from None
        raise
    if not stat.S_ISREG(mode):
        raise _refused(path, f"{what} is {_KINDS.get(stat.S_IFMT(mode), 'no regular file')}")
    with open(path, "rb", opener=_without_waiting) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise InputError(
            f"{what} is too long",
            where=path,
            permitted=f"at most {limit:,} bytes",
            remedy="use a smaller one, or put back the file that belongs there",
        )
    return data


def _refused(path: Path, problem: str) -> InputError:
    return InputError(
        problem, where=path, permitted="a regular file", remedy="put the file itself there, or delete what is"
    )


def _without_waiting(path: str, flags: int) -> int:
    # Whatever takes the place of the file meanwhile: a pipe would be waited for until someone writes.
    return os.open(path, flags | os.O_NONBLOCK)
