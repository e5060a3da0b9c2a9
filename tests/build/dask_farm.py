"""A Dask scheduler and workers on loopback, as processes of their own."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Farm:
    """A scheduler; workers come and go."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = {}
        file = folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        # The scheduler makes the file first and fills it afterwards: it may be there and empty.
        wait_for(lambda: file.is_file() and file.read_text().rstrip().endswith("}"))
        self.address = json.loads(file.read_text())["address"]

    def worker(self, name, threads=1, path="", **environment):
        """Start a worker; it has nothing of any lesson on its path."""
        places = ["--host", "127.0.0.1", "--local-directory", str(self.folder / name), "--no-nanny"]
        number = self._start(
            "worker", self.address, *places, "--nthreads", str(threads), "--name", name,
            PYTHONPATH=os.pathsep.join(filter(None, [str(path), str(ROOT)])), **environment,
        )  # fmt: skip
        self.processes[name] = number
        return number

    def _start(self, *words, **environment):
        with (self.folder / "log.txt").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words, "--no-dashboard"],
                cwd=self.folder,
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
            )
        self.processes[words[0]] = process
        return process

    def log(self):
        return (self.folder / "log.txt").read_text()

    def close(self):
        for process in self.processes.values():
            process.kill()
            process.wait()


def wait_for(condition, seconds=30):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


def parent_of(process):
    return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])


def alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
