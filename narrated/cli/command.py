"""How a command of this package begins, how it fails, and how it ends.

Light, and read by an old Python as well: what is wrong with a machine is told by a command, too.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from narrated.faults import Failed, remedy, told
from voiceover.command import Interrupted, hear_signals, ignore_signals
from voiceover.errors import InputError
from voiceover.terminal import complain, open_streams, say

DONE, FAILED, MENDABLE = 0, 1, 2


def call(module: str) -> NoReturn:
    """Call ``main`` of a module and end the process with its exit code."""
    open_streams()
    try:
        main = importlib.import_module(module).main
    except Exception as error:  # noqa: BLE001 - raised again, if it is not the machine's
        leave(_machine(error))
    leave(main())


def run(command: Callable[[], int], *, interrupted: str, failed: str = "", endless: bool = False) -> int:
    """Call a command; return its exit code, or that of how it failed, told in one message.

    1: a part of it failed. 2: something that the user can mend. 128 + n: ended by signal n.

    Parameters
    ----------
    interrupted
        What is told when a signal ends it.
    failed
        What is told besides when the machine fails.
    endless
        Whether a signal is how it is meant to end, which then is told as no complaint.
    """
    open_streams()
    os.environ.setdefault("PATH", os.defpath)  # which libraries expect to be there
    hear_signals()
    try:
        try:
            return command()
        finally:
            ignore_signals()
    except Interrupted as error:
        (say if endless else complain)(interrupted)
        return 128 + error.number
    except InputError as error:
        complain(told(error))
        return MENDABLE
    except Failed as error:
        complain(told(error))
        return FAILED
    except Exception as error:  # noqa: BLE001 - raised again, if it is not the machine's
        return _machine(error, failed)
    finally:
        # An interrupt may have kept one from being noted by who began it.
        processes = sys.modules.get("narrated.build.processes")
        if processes:
            processes.end_children()


def leave(code: int) -> NoReturn:
    """End the process at once.

    What is left to do would be to take manim's modules apart, for a quarter of a second, and to wait for
    threads that a lesson has started.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _machine(error: Exception, failed: str = "") -> int:
    """Tell of a fault of the machine; any other is one of ours, and raised."""
    help_ = remedy(error)
    if not help_ and not isinstance(error, OSError):
        raise error
    parts = [told(error), failed, f"Remedy: {help_}" if help_ else ""]
    complain(" ".join(f"{part}." for part in parts if part))
    return MENDABLE if help_ else FAILED
