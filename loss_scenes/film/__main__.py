"""``python -m loss_scenes.film``: make a film of a lesson."""

import signal
import sys

# Until the command takes its signals over, an interrupt ends the process without a word.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from loss_scenes.film.cli import main

sys.exit(main())
