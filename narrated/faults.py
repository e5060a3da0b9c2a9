"""What a machine does to a build: which errors a user can mend, and moments that no signal may break."""

from __future__ import annotations

import errno
import functools
import os
import signal
import threading
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from voiceover.command import ENDING, Interrupted
from voiceover.errors import InputError


class Failed(Exception):
    """What a command could not do, where the user cannot mend it at once: one message, exit code 1."""


_MEMORY = {errno.ENOMEM, errno.EAGAIN}
# In a scene's own code they may be anything: what it reads as well as what is written for it.
_ANYONES = {errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.EEXIST}
_STARVED = ("failed to map segment", "annot allocate memory", "can't start new thread")


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
    in_words = isinstance(error, ImportError | RuntimeError) and any(sign in str(error) for sign in _STARVED)
    return in_words or isinstance(error, MemoryError)


def told(error: BaseException) -> str:
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


def place_of(error: BaseException) -> tuple[str, int, str] | None:
    """File, line and function of the author's own code that led to an error; None where there is none.

    That is the innermost line that belongs neither to Python or a library nor to the engine.
    """
    if isinstance(error, SyntaxError) and error.lineno and Path(error.filename or "").is_file():
        return str(error.filename), error.lineno, "<module>"
    return _innermost(traceback.extract_tb(error.__traceback__))


def author_at() -> tuple[str, int, str] | None:
    """The same of what is being done now, where nothing has failed yet."""
    return _innermost(traceback.extract_stack())


def _innermost(frames: Iterable[traceback.FrameSummary]) -> tuple[str, int, str] | None:
    for frame in reversed([*frames]):
        path = Path(frame.filename)
        if not frame.filename.startswith("<") and not any(map(path.is_relative_to, _not_the_authors())):
            return frame.filename, frame.lineno or 0, frame.name
    return None


@functools.cache
def _not_the_authors() -> list[str]:
    import sysconfig  # here, since an unchanged film must cost nothing

    here = Path(__file__).parent
    return [
        *map(str, (here, here.with_name("voiceover"))),
        *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")),
    ]


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
