"""The signals that end a command: heard as an exception, ignored, or held back for a moment.

Light, and read by an old Python as well: what is wrong with a machine is told by a command, too.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

# What ends a command from outside, and may be waited for.
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """A signal asked the command to end."""

    def __init__(self, number: int) -> None:
        self.number = number


def hear_signals() -> None:
    """Let each signal that ends a command raise `Interrupted`; one that `nohup` ignores stays ignored."""
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    sys.unraisablehook = _heard_in_a_destructor


def _heard_in_a_destructor(unraisable: sys.UnraisableHookArgs) -> None:
    """Python drops what is raised where an object is deleted; a signal that fell there is sent once more."""
    error = unraisable.exc_value
    if not isinstance(error, Interrupted):
        sys.__unraisablehook__(unraisable)
        return
    number = error.number
    signal.signal(number, _interrupt)
    # From a thread, a moment later: raised here, it would be dropped as well.
    threading.Timer(0.02, lambda: os.kill(os.getpid(), number)).start()


def ignore_signals() -> None:
    """Let nothing break off the tidying up."""
    for one in ENDING:
        signal.signal(one, signal.SIG_IGN)


def _interrupt(number: int, _: FrameType | None) -> NoReturn:
    ignore_signals()  # once is enough
    raise Interrupted(number)


@contextmanager
def defer_signals() -> Iterator[None]:
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
