"""``python -m loss_scenes.film``: make a film of a lesson."""

import contextlib
import os
import signal
import sys

# Until the command takes its signals over, an interrupt ends the process without a word.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from loss_scenes.film.cli import main

code = main()
with contextlib.suppress(OSError):  # nobody may listen any more
    sys.stdout.flush()
    sys.stderr.flush()
# All is closed. What is left would be to take manim's modules apart, for a quarter of a second.
os._exit(code)
