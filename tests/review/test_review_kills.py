"""Commands beside the film's: ended at random moments they say so once, and leave no process and no file."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
MARK = "LOSS_SCENES_TEST_OF_KILLS"


class Command:
    """A command to be ended, and what can be seen of it from outside."""

    def __init__(self, words, folder, media, fine):
        self.fine = fine
        self.words, self.media = [sys.executable, "-m", *words], media
        self.temporary, self.log, self.mark = folder / "temporary", folder / "log.txt", str(folder)
        self.temporary.mkdir()

    def start(self):
        environment = {**os.environ, "TMPDIR": str(self.temporary), MARK: self.mark}
        with self.log.open("wb") as log:
            return subprocess.Popen(
                self.words, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def finishes(self):
        assert self.start().wait(120) in self.fine, self.log.read_text()
        assert self.left() == []

    def left(self):
        return [*self.temporary.iterdir(), *self.media.rglob(".tmp-*")]

    def processes(self):
        """Whatever runs and was started by it, however far away it has gone."""
        mark = f"{MARK}={self.mark}\0".encode()
        return [path.parent.name for path in Path("/proc").glob("[0-9]*/environ") if mark in read(path)]

    def end(self, number, after):
        """End it as a keyboard or the system would; whether it was still running."""
        running = self.start()
        try:
            running.wait(after)
        except subprocess.TimeoutExpired:
            if number == signal.SIGINT:
                os.killpg(running.pid, number)
            else:
                running.send_signal(number)
            code, told = running.wait(20), self.log.read_text()
            if code in self.fine:
                return False  # all was done when the signal came
            # Python itself is interrupted so while it starts, before any line of a command.
            early = code == -signal.SIGINT and "narrated/" not in told
            assert "Traceback" not in told or early, told
            if number != signal.SIGKILL and code != -number:  # which is before it can say anything
                assert code == 128 + number, told
                assert told.count("interrupted") == 1, told
                assert self.processes() == []
                assert self.left() == []
            until = time.monotonic() + 3
            while self.processes() and time.monotonic() < until:
                time.sleep(0.05)
            assert self.processes() == []
            assert list(self.temporary.iterdir()) == []
            return True
        return False


def read(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("name", ["check", "reproduce", "doctor"])
def test_a_command_that_is_ended_leaves_nothing(name, studio, judged, tmp_path):
    assert judged.whole
    options = [*studio.options("judged_lesson"), "--jobs", "2"]
    words = {
        "check": ["narrated", "check", *options],
        "reproduce": ["narrated", "reproduce", *options],
        "doctor": ["narrated", "doctor"],
    }[name]
    fine = (0, 1) if name == "doctor" else (0,)  # a machine may lack something
    command, generator = Command(words, tmp_path, studio.media, fine), random.Random(name)
    began = time.monotonic()
    command.finishes()
    whole = time.monotonic() - began
    for number in SIGNALS:
        assert any(command.end(number, generator.uniform(0.2, 0.9) * whole) for _ in range(20))
    command.finishes()
