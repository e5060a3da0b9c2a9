"""The folder of a film: one command at a time is at work there, and temporary files that never outlive it."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from narrated.build.cache import make_folder
from narrated.build.exchange import TEMPORARY, is_settled, settle
from narrated.os_errors import remedy, reported
from voiceover.atomic_write import PARTIAL
from voiceover.errors import InputError
from voiceover.remedies import filming_again

_LOCK = ".lock"


@contextmanager
def workspace(home: Path, parts: Path, say: Callable[[str], None]) -> Iterator[Path]:
    """Give the only command in ``home`` a folder for temporary files, on the same disk as its products.

    A second command waits. What a killed one left is brought to its end or removed first. The lock is of this
    process alone: nothing that was started by it, or by a scene, keeps it longer.
    """
    make_folder(home)
    make_folder(parts)
    # A name of its own: what a killed build still has running must not write among these files.
    temporary = home / "parts" / f"{TEMPORARY}{os.getpid()}"
    with _alone_in(home, say):
        try:
            _sweep(home)
            temporary.mkdir()
            yield temporary
        finally:
            _sweep(home)


def one_film(home: Path) -> None:
    """See to it that the files in ``home`` are those of one film, even if its build was killed.

    Whoever reads them calls this first; where all is well, nothing is written.

    Raises
    ------
    InputError
        If that cannot be.
    """
    if is_settled(home):
        return
    try:
        with _alone_in(home, _say):
            pass
    except OSError as error:
        raise InputError(
            f"the files of two films lie here, since a build was killed ({reported(error)})",
            where=home,
            remedy=remedy(error) or filming_again(),
        ) from error


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def _alone_in(home: Path, say: Callable[[str], None]) -> Iterator[None]:
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
        settle(home)
        yield


def _sweep(home: Path) -> None:
    for left in (home / "parts").glob(f"{TEMPORARY}*"):
        shutil.rmtree(left, ignore_errors=True)
    for partial in home.rglob(PARTIAL):
        partial.unlink(missing_ok=True)
