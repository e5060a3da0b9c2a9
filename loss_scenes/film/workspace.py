"""The folder of a film: one command at a time is at work there, and temporary files that never outlive it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loss_scenes.film.cache import make_folder

_LOCK, _TEMPORARY = ".lock", ".tmp-"


@contextmanager
def workspace(home: Path, parts: Path, say: Callable[[str], None]) -> Iterator[Path]:
    """Give the only command in ``home`` a folder for temporary files, on the same disk as its products.

    A second command waits. What a killed one left is removed first. The lock is of this process alone:
    nothing that was started by it, or by a scene, keeps it longer.
    """
    make_folder(home)
    make_folder(parts)
    # A name of its own: what a killed build still has running must not write among these files.
    temporary = home / "parts" / f"{_TEMPORARY}{os.getpid()}"
    with (home / "parts" / _LOCK).open("a+", encoding="utf-8") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            other = lock.read().strip() or "?"
            say(f"Another command (process {other}) is at work in {home}; waiting for it.")
            fcntl.lockf(lock, fcntl.LOCK_EX)
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        try:
            _sweep(home)
            temporary.mkdir()
            yield temporary
        finally:
            _sweep(home)


def _sweep(home: Path) -> None:
    for left in (home / "parts").glob(f"{_TEMPORARY}*"):
        shutil.rmtree(left, ignore_errors=True)
    for partial in home.rglob(".*.part"):
        partial.unlink(missing_ok=True)
