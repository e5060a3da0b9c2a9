"""A temporary folder that goes with its process, or else with the next one."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from narrated.signals import defer_signals

_PREFIX = "narrated-watch-"
_PATIENCE = 2.0


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder of this process alone; first remove those of processes that were killed."""
    folder, lock = None, None
    try:
        with defer_signals():
            _sweep(Path(tempfile.gettempdir()))
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
            lock = _lock(folder)
        yield folder
    finally:
        if folder is not None:
            _remove(folder)
        if lock is not None:
            os.close(lock)


def _remove(folder: Path) -> None:
    """Remove a folder into which a process may still write that ends itself since this one does."""
    until = time.monotonic() + _PATIENCE
    shutil.rmtree(folder, ignore_errors=True)
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
        shutil.rmtree(folder, ignore_errors=True)


def _lock(folder: Path) -> int | None:
    """Hold a folder as long as this process lives, or one that it forked; None if another does."""
    # The system takes the lock back from whoever dies, and a folder can be locked without a file in it.
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _sweep(place: Path) -> None:
    for left in place.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another's, who may have no access for us, or has just removed it
            if left.lstat().st_uid == os.getuid() and (lock := _lock(left)) is not None:
                shutil.rmtree(left, ignore_errors=True)
                os.close(lock)
