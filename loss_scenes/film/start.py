"""How the process of a command begins. Light: until it has begun, an interrupt is a traceback."""

from __future__ import annotations

import signal
from typing import NoReturn


def start(module: str) -> NoReturn:
    """Call ``main`` of a module, which is a command, and end the process with its exit code."""
    # Until the command takes its signals over, an interrupt ends the process without a word.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from loss_scenes.film.command import call

    call(module)


def film() -> NoReturn:
    """Make a film: the command `loss-film`."""
    start("loss_scenes.film.cli")
