"""Signals that fall where Python drops exceptions end a command all the same."""

import signal
import subprocess
import sys

import pytest

IN_A_DESTRUCTOR = """
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

# A glyph's outline comes by callbacks from HarfBuzz, whose binding prints what they raise and goes on.
IN_A_CALLBACK = """
import os, signal, sys
from narrated.design import outlines
from narrated.design.theme import DEFAULT_THEME
from narrated.signals import Interrupted, hear_signals

def send(frame, event, _):
    if event == "call" and frame.f_code.co_name == "line_to":
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGTERM)

hear_signals()
try:
    sys.setprofile(send)
    outlines._outline(DEFAULT_THEME.font, "NORMAL", 40)
    print("went on")
except Interrupted as error:
    print("ended by", error.number)
"""


@pytest.mark.parametrize("code", [IN_A_DESTRUCTOR, IN_A_CALLBACK], ids=["destructor", "callback"])
def test_a_signal_that_falls_where_python_drops_what_is_raised_is_heard(code):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout.strip(), done.stderr) == (f"ended by {signal.SIGTERM.value}", "")
