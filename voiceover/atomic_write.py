"""Files that are written aside and then replace what was there: whole, or not at all. Light."""

from __future__ import annotations

import errno
import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PARTIAL = ".*.part*"
"""What the names of files are like that are being written, or were when their process was killed."""
# Some file systems cannot be waited for: those of networks do not know folders as files.
_CANNOT = {errno.EINVAL, errno.ENOTSUP}


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path to write to; at the end of the block what is there, on the disk, replaces ``target``.

    Where the block fails, ``target`` stays as it was.
    """
    aside = partial_path(target)
    try:
        yield aside
        sync(aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def write_whole(target: Path, text: str) -> None:
    """Write a text file so that it is there whole or not at all."""
    with replacing(target) as aside:
        aside.write_text(text, encoding="utf-8")


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    finally:
        os.close(handle)


def partial_path(product: Path) -> Path:
    """Where this process writes what will become ``product``."""
    return product.with_name(f".{product.stem}.{os.getpid()}.part{product.suffix}")


def remove_abandoned(product: Path) -> None:
    """Remove what processes that were killed while they wrote ``product`` left beside it."""
    begin = f".{product.stem}."
    for left in product.parent.glob(f"{glob.escape(begin)}*.part*"):
        process = left.name.removeprefix(begin).partition(".")[0]
        if process.isdecimal() and not _runs(int(process)):
            left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
