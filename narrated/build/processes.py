"""Processes that work for this one: how each is begun, what it says, and how it ends with all it started."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any

from narrated.signals import ENDING, defer_signals
from voiceover.errors import InputError

START = "NARRATED_START"
_METHODS = ("fork", "spawn")
# What a dead process leaves open is noticed by looking, not by its pipe: something it started may hold that.
_LOOK_SECONDS = 0.2
_PATIENCE = 1.0


def start_method() -> str:
    """How a process is begun: ``fork`` shares what is imported, ``spawn`` is a fresh interpreter.

    A fork copies locks that threads hold, and nobody gives them back. So there is none where threads run,
    nor outside of Linux, where the system's own libraries start some (macOS) or where there is none at all.

    Raises
    ------
    InputError
        If the environment asks for another.
    """
    asked = os.environ.get(START) or ("fork" if sys.platform == "linux" else "spawn")
    if asked not in _METHODS:
        raise InputError(f"{START} is {asked!r}", permitted=" or ".join(_METHODS))
    return asked if threading.active_count() == 1 else "spawn"


class Child:
    """A process that calls ``target(pipe, *args)``.

    Parameters
    ----------
    two_way
        Whether it is spoken to as well.
    forks
        Whether it begins processes of its own.

    Attributes
    ----------
    pipe
        Our end of the pipe: what the process sends.
    """

    def __init__(self, target: Any, *args: Any, two_way: bool = False, forks: bool = False) -> None:
        how = start_method()
        context: Any = multiprocessing.get_context(how)
        self.pipe: Connection
        self.pipe, theirs = context.Pipe(duplex=two_way)
        # Only without a copy of our end does its closing show there.
        copied = self.pipe if how == "fork" else None
        self._process = context.Process(target=_begun, args=(target, theirs, copied, args), daemon=not forks)
        _begin(self._process, how)
        # Closed at once: the end of the pipe then tells of the end of this child, whatever is forked later.
        theirs.close()

    def end(self) -> None:
        """End it, with all that it started; what it has said can still be heard."""
        end(self._process)

    @property
    def ended(self) -> bool:
        """Whether it is there no more."""
        return not self._process.is_alive()


class Worker(Child):
    """A child that ends when this process does, and only speaks.

    It has a session of its own, so that whatever it starts can be ended with it, and the keyboard speaks to
    this process alone.
    """

    def __init__(self, target: Any, *args: Any) -> None:
        super().__init__(_work, target, os.getpid(), args)

    def hear(self) -> Any:
        """What it says next.

        Raises
        ------
        EOFError
            If it has ended, or closed its pipe, and says no more.
        """
        while not self.pipe.poll(_LOOK_SECONDS):
            if not self._process.is_alive():
                _end_group(self._process)
                break
        try:
            return self.pipe.recv()
        except OSError as error:
            raise EOFError from error

    def how_it_ended(self) -> str:
        """What its exit code says, of one that gave no result."""
        self._process.join(_PATIENCE)  # its pipe may close a moment before
        self.end()
        code = self._process.exitcode
        if code < 0:
            hint = " (out of memory? JOBS=1 draws one scene at a time)" if -code == signal.SIGKILL else ""
            return f"its process was ended by signal {signal.Signals(-code).name}{hint}"
        return f"its process ended with code {code} and no result"


def _begin(process: Any, how: str) -> None:
    if how == "spawn":
        resource_tracker.ensure_running()  # which would let signals through if it came later
    # What a handler raises while `logging` takes its lock for the fork, or gives it back, is swallowed there,
    # and may leave that lock held for good.
    with defer_signals():
        # The keyboard speaks to a fresh interpreter as well, which would answer with a traceback.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def _begun(target: Any, pipe: Connection, copied: Connection | None, args: tuple[Any, ...]) -> None:
    if copied:
        copied.close()
    # It is left to the process that began this one what an interrupt ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in {*ENDING} - {signal.SIGINT}:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    target(pipe, *args)


def heard(workers: Sequence[Worker]) -> list[Worker]:
    """Those that say something, or have ended; waits a moment for the first."""
    speaking = wait([worker.pipe for worker in workers], _LOOK_SECONDS)
    return [worker for worker in workers if worker.pipe in speaking or worker.ended]


def end_all(workers: Iterable[Worker]) -> None:
    """End them."""
    for worker in workers:
        worker.end()


def end_children() -> None:
    """End every process that was begun here and is left, also one that an interrupt kept from being noted."""
    for process in multiprocessing.active_children():
        end(process)


def end(process: Any) -> None:
    """End a process and what it started."""
    _end_group(process)
    process.kill()
    process.join()


def _end_group(process: Any) -> None:
    # One that has not come to its own session yet has no group of its number, nor started anything.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _work(pipe: Connection, target: Any, parent: int, args: tuple[Any, ...]) -> None:
    os.setsid()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    try:
        target(pipe, *args)
    except BrokenPipeError:
        _end_here()  # nobody listens any more: the parent was killed


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    _end_here()


def _end_here() -> None:
    os.killpg(0, signal.SIGKILL)
