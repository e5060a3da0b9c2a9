"""What a machine does to a build: errors of the system in words, each with what helps against it."""

from __future__ import annotations

import errno
import os

from narrated.signals import Interrupted
from voiceover.errors import InputError

_MEMORY = {errno.ENOMEM, errno.EAGAIN}
# In a scene's own code they may be anything: what it reads as well as what is written for it.
_ANYONES = {errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.EEXIST}
_STARVED = ("failed to map segment", "annot allocate memory", "can't start new thread")
# Where memory ends within the interpreter itself, or in a library's own code, not even that is said.
_MUTE = ("without exception set", "without setting an exception")


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def remedy(error: BaseException, *, drawing: bool = False) -> str | None:
    """What helps where nothing is wrong with the film but the machine; None for any other error.

    ``drawing``: in a scene's own code a locked file may be anything, so it is not ours to explain.
    """
    if _starved(error):
        error = OSError(errno.ENOMEM, "")
    if not isinstance(error, OSError) or (drawing and error.errno in _ANYONES):
        return None
    helps = InputError.of_system(error, "").remedy
    return f"{helps}, or draw one scene at a time with JOBS=1" if error.errno in _MEMORY else helps


def _starved(error: BaseException) -> bool:
    """Whether memory ran out; libraries that cannot be loaded, and threads, say so in words alone."""
    if isinstance(error, (ImportError, RuntimeError)):
        return any(sign in str(error) for sign in _STARVED)
    if isinstance(error, SystemError):
        return any(sign in str(error) for sign in _MUTE)
    return isinstance(error, MemoryError)


def reported(error: BaseException) -> str:
    """An error in words, without the number that the system gives it."""
    if isinstance(error, OSError) and error.strerror:
        place = error.filename2 or error.filename  # what was to be replaced, rather than by what
        return f"{error.strerror}: {place}" if place else error.strerror
    if _starved(error):
        return "out of memory"
    try:
        return (error.msg if isinstance(error, SyntaxError) else None) or str(error)
    except Interrupted:
        raise
    except BaseException as fault:  # noqa: BLE001 - the text of an error is its author's code
        return f"its text cannot be had: {type(fault).__name__}"
