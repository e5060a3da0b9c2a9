"""What all commands share: the signals that end them, and messages whatever becomes of the terminal.

Light, and read by an old Python as well: what is wrong with a machine is told by a command, too.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, NoReturn

from voiceover.errors import InputError
from voiceover.terminal import complain, open_streams

# What ends a command from outside, and may be waited for.
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """A signal asked the command to end."""

    def __init__(self, number: int) -> None:
        self.number = number


def run(command: Callable[[], None], *, interrupted: str) -> int:
    """Call a command whose product is what it prints, or that is called by others; return its exit code.

    0: done. 2: something that the user can mend. 128 + n: ended by signal n, which ``interrupted`` tells.
    """
    open_streams(needed=True)
    before = hear_signals()
    try:
        command()
        sys.stdout.flush()
    except Interrupted as error:
        complain(interrupted)
        return 128 + error.number
    except InputError as error:
        complain(str(error))
        return 2
    except OSError as error:  # what else is written to is standard output
        complain(str(InputError.of_system(error, error.filename or "standard output", "cannot be written")))
        return 2
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0


def hear_signals() -> dict[int, Any]:
    """Let each signal that ends a command raise `Interrupted`; return the handlers before.

    One that is ignored, as `nohup` has it, stays so.
    """
    heard = [number for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN]
    return {number: signal.signal(number, _interrupt) for number in heard}


def ignore_signals() -> None:
    """Let nothing break off the tidying up."""
    for one in ENDING:
        signal.signal(one, signal.SIG_IGN)


def _interrupt(number: int, _: FrameType | None) -> NoReturn:
    ignore_signals()  # once is enough
    raise Interrupted(number)
