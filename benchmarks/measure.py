"""Run a command and learn what it cost, with all the processes that it started."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Measured = TypeVar("Measured")


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of processors, and what was printed."""

    wall: float
    cpu: float
    said: str


def run(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end.

    Raises
    ------
    RuntimeError
        If it failed; with the end of what it said.
    """
    words = [str(word) for word in command]
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            words, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        # Of the process and of every descendant that it waited for.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with code {process.returncode}:\n{said[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, said)


def alternate(
    sides: Mapping[str, Callable[[], Measured]], rounds: int, note: Callable[[str], None]
) -> dict[str, list[Measured]]:
    """Measure each side in turn, so that what else happens on the machine falls on all of them."""
    found: dict[str, list[Measured]] = {name: [] for name in sides}
    for number in range(1, rounds + 1):
        for name, side in sides.items():
            note(f"{name}, round {number} of {rounds}")
            found[name].append(side())
    return found


def wall(costs: Sequence[Cost]) -> float:
    """The median of seconds on the clock."""
    return statistics.median(cost.wall for cost in costs)


def cpu(costs: Sequence[Cost]) -> float:
    """The median of processor seconds."""
    return statistics.median(cost.cpu for cost in costs)
