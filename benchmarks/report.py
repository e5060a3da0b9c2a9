"""What was reached, as a table for the terminal, for the README, and as data."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from narrated.os_errors import processors


@dataclass(frozen=True)
class Reached:
    """A row: what is measured, what is to be reached, what was, and the figures behind it."""

    what: str
    target: str
    reached: str
    holds: bool
    figures: dict[str, float]


class Report:
    """Collects rows."""

    def __init__(self, scenes: Sequence[str], rounds: int) -> None:
        self._scenes, self._rounds = list(scenes), rounds
        self._rows: list[Reached] = []
        self._console = Console(highlight=False)
        self._began = time.monotonic()
        self._loads = [os.getloadavg()[0]]

    def note(self, text: str) -> None:
        """Say what is being measured."""
        self._console.print(f"{time.monotonic() - self._began:7.1f} s  {text}", markup=False, style="dim")

    def add(self, rows: Iterable[Reached]) -> None:
        """Take rows, and show them at once."""
        for row in rows:
            self._rows.append(row)
            mark = "reached" if row.holds else "NOT reached"
            self._console.print(f"{row.what}: {row.reached} (to reach: {row.target}; {mark})", markup=False)
        self._loads.append(os.getloadavg()[0])

    def show(self) -> None:
        """Print the table."""
        table = Table("what", "to reach", "reached", "", title=self._title)
        for row in self._rows:
            table.add_row(row.what, row.target, row.reached, "yes" if row.holds else "NO")
        self._console.print(table)

    def write(self, folder: Path) -> None:
        """Keep the results as ``results.json`` and ``results.md``."""
        data = {"machine": self._title, "loads": self._loads, "rows": [asdict(row) for row in self._rows]}
        (folder / "results.json").write_text(
            json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        lines = ["| what | to reach | reached |", "|---|---|---|"]
        lines += [f"| {row.what} | {row.target} | {row.reached} |" for row in self._rows]
        (folder / "results.md").write_text("\n".join([*lines, "", f"{self._title}.", ""]), encoding="utf-8")

    @property
    def _title(self) -> str:
        return (
            f"{_processor()}, {processors()} cores; Python {platform.python_version()}, "
            f"manim {version('manim')}; {', '.join(self._scenes)}; medians of {self._rounds}; "
            f"{time.strftime('%Y-%m-%d')}"
        )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
