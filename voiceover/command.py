"""How the commands of this package begin, fail and end: in one message, whatever the terminal can show."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn

from voiceover.errors import InputError

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Interrupted(BaseException):
    """A signal asked the command to end."""

    def __init__(self, number: int) -> None:
        self.number = number


def run(command: Callable[[], None], *, interrupted: str) -> int:
    """Call a command; return its exit code.

    0: done. 2: something that the user can mend. 128 + n: ended by signal n, which ``interrupted`` tells.
    """
    _open_streams()
    heard = [number for number in _ENDING if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _interrupt) for number in heard}
    try:
        command()
        sys.stdout.flush()
    except _Interrupted as error:
        _complain(interrupted)
        return 128 + error.number
    except InputError as error:
        _complain(str(error))
        return 2
    except OSError as error:  # what else is written to is standard output
        _complain(str(InputError.of_system(error, error.filename or "standard output", "cannot be written")))
        _give_up_output()
        return 2
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0


def safe(text: object) -> str:
    """A text for the terminal: what it would obey, rather than show, is written as Python writes it."""
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in str(text))


def _open_streams() -> None:
    """Let output be written whatever the terminal can show, and wherever it was closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the end
            setattr(sys, name, nowhere)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _give_up_output() -> None:
    """Let go of what was not written: at the end, Python would try again and complain."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


def _complain(text: str) -> None:
    with contextlib.suppress(OSError):  # the exit code tells, too
        sys.stderr.write(f"{safe(text)}\n")


def _interrupt(number: int, _: FrameType | None) -> NoReturn:
    for one in _ENDING:  # a second one must not break off the tidying up
        signal.signal(one, signal.SIG_IGN)
    raise _Interrupted(number)
