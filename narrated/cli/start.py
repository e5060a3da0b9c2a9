"""How the process of a command begins. Light: until it has begun, an interrupt is a traceback."""

from __future__ import annotations

import signal
from typing import NoReturn


def narrated() -> NoReturn:
    """Do what the command line says, and end the process with the command's exit code."""
    # Until the command takes its signals over, an interrupt ends the process without a word.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from narrated.cli.bare import is_bare
    from narrated.cli.command import call

    call("narrated.cli.bare" if is_bare() else "narrated.cli.main")
