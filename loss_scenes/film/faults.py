"""What a machine does to a build: which errors a user can mend, and moments that no signal may break."""

from __future__ import annotations

import errno
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# What ends a build from outside, and may be waited for.
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
_LOCKED = {errno.EACCES, errno.EPERM}
_MEMORY = {errno.ENOMEM, errno.EAGAIN}
_IN_THE_WAY = {errno.EISDIR, errno.ENOTDIR, errno.EEXIST}


def remedy(error: BaseException, *, drawing: bool = False) -> str | None:
    """What helps where nothing is wrong with the film but the machine; None for any other error.

    ``drawing``: in a scene's own code a locked file may be anything, so it is not ours to explain.
    """
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in _MEMORY):
        return "close other programs, or draw one scene at a time with JOBS=1"
    if isinstance(error, OSError) and error.errno in _FULL:
        return "free space, or make the folder writable"
    # What was refused may be reading as well as writing.
    if isinstance(error, OSError) and error.errno in _LOCKED and not drawing:
        return "change the permissions of what is named, or of its folder"
    if isinstance(error, OSError) and error.errno in _IN_THE_WAY and not drawing:
        return "move away what stands there"
    return None


def told(error: BaseException) -> str:
    """An error in words, without the number that the system gives it."""
    if isinstance(error, OSError) and error.strerror:
        place = error.filename2 or error.filename  # what was to be replaced, rather than by what
        return f"{error.strerror}: {place}" if place else error.strerror
    return "out of memory" if isinstance(error, MemoryError) else str(error)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back the signals that end a build, so that files which belong together change together.

    Blocking them would not do: one that is blocked in this thread is taken by another (libraries start some),
    and its handler still runs here.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # handlers run in the main thread only
        return
    came: list[int] = []
    before = {number: signal.getsignal(number) for number in ENDING}
    held = [number for number, handler in before.items() if handler not in (signal.SIG_IGN, None)]
    for number in held:
        signal.signal(number, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for number in held:
            signal.signal(number, before[number])
        if came:
            signal.raise_signal(came[0])
