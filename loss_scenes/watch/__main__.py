"""``python -m loss_scenes.watch``: show one scene while it is written."""

import signal
import sys

# As in `loss_scenes.film`: until the command takes its signals over, an interrupt ends it without a word.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from loss_scenes.watch.cli import main

if __name__ == "__main__":
    sys.exit(main())
