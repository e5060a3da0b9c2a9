"""Signals that fall where Python drops exceptions end a command all the same."""

import signal
import subprocess
import sys

CODE = """
import os, signal, time
from narrated.signals import Interrupted, hear_signals

class Deleted:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(1000):  # the handler runs in here
            pass

hear_signals()
try:
    thing = Deleted()
    del thing
    time.sleep(10)
    print("went on")
except Interrupted as error:
    print("ended by", error.number)
"""


def test_a_signal_that_is_raised_in_a_destructor_is_heard():
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout.strip(), done.stderr) == (f"ended by {signal.SIGTERM.value}", "")
