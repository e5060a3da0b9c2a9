"""What people see while a film is made: bars on a terminal, plain lines anywhere else."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from voiceover.terminal import shown

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Display:
    """Progress, part by part.

    Parameters
    ----------
    why
        Also tell why each part is made or kept.
    doing
        What is done to a part.
    """

    def __init__(self, *, why: bool = False, doing: str = "filming") -> None:
        self.why, self._doing = why, doing
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._began: dict[str, float] = {}
        self._frames: dict[str, int] = {}

    def say(self, text: str) -> None:
        """Print a line."""
        text = shown(text)
        if self._bars is not None:
            self._bars.console.print(text, markup=False, highlight=False)
        else:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()

    def part(self, name: str, reason: str | None) -> None:
        """Tell, where that was asked for, why a part is made; None: it is kept."""
        if self.why:
            self.say(
                f"{name}: made, for {reason}" if reason else f"{name}: kept, nothing it is made of changed"
            )

    def expect(self, weights: dict[str, int]) -> None:
        """Begin with parts that are to be drawn, and a guess at their frames."""
        self._frames = dict.fromkeys(weights, 0)
        if not sys.stdout.isatty():
            return
        # Imported here since an unchanged film must cost nothing.
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        # No thread refreshes the bars: a fork would copy its lock, perhaps held.
        self._bars = Progress(
            TextColumn("{task.description:<12}"),
            BarColumn(),
            TextColumn("{task.fields[state]:<9} {task.completed:>5.0f}/{task.total:.0f} frames"),
            TimeRemainingColumn(),
            auto_refresh=False,
        )
        self._bars.start()
        if len(weights) > 1:
            self._tasks[""] = self._bars.add_task("all", total=sum(weights.values()), state="")
        for name, weight in weights.items():
            self._tasks[name] = self._bars.add_task(name, total=weight, start=False, state="waiting")

    def started(self, name: str) -> None:
        """A worker began with a part."""
        self._began[name] = time.monotonic()
        if self._bars is None:
            self.say(f"{name}: {self._doing}")
        else:
            self._bars.start_task(self._tasks[name])
            self._bars.update(self._tasks[name], state=self._doing)

    def drawn(self, name: str, done: int, total: int | None) -> None:
        """So many frames of a part are drawn, of so many where that is known."""
        self._frames[name] = done
        if self._bars is None:
            return
        self._bars.update(self._tasks[name], completed=done)
        if total is not None:
            self._bars.update(self._tasks[name], total=total)
        self._sum()

    def ended(self, name: str, error: str | None) -> None:
        """A part is done, or failed."""
        seconds = time.monotonic() - self._began[name]
        if self._bars is None:
            self.say(f"{name}: {'failed' if error else 'done'} after {seconds:.1f} s")
            return
        task = self._tasks[name]
        self._bars.update(task, state="failed" if error else "done")
        if not error:
            total = next(entry.total for entry in self._bars.tasks if entry.id == task)
            self._frames[name] = int(total or 0)
            self._bars.update(task, completed=self._frames[name])
        self._sum()

    def _sum(self) -> None:
        if self._bars is not None and "" in self._tasks:
            total = sum(entry.total or 0 for entry in self._bars.tasks if entry.id != self._tasks[""])
            self._bars.update(self._tasks[""], completed=sum(self._frames.values()), total=total)

    def refresh(self) -> None:
        """Draw the bars anew."""
        if self._bars is not None:
            self._bars.refresh()

    def close(self) -> None:
        """Leave the bars as they are."""
        if self._bars is not None:
            self._bars.stop()
            self._bars = None


class FilmsDisplay(Display):
    """Progress of several films, film by film; parts are called by their film and their scene."""

    def __init__(self, *, why: bool = False) -> None:
        super().__init__(why=why)
        self._scenes: dict[str, dict[str, int]] = {}
        self._done: dict[str, dict[str, int]] = {}
        self._ended: set[str] = set()

    def expect(self, weights: dict[str, int]) -> None:
        """Begin with scenes that are to be drawn, and a guess at their frames."""
        for name, weight in weights.items():
            self._scenes.setdefault(_film(name), {})[name] = weight
        self._done = {film: dict.fromkeys(scenes, 0) for film, scenes in self._scenes.items()}
        super().expect({film: sum(scenes.values()) for film, scenes in self._scenes.items()})

    def started(self, name: str) -> None:
        """A worker began with a scene; the first is told."""
        if _film(name) not in self._began:
            super().started(_film(name))

    def drawn(self, name: str, done: int, total: int | None) -> None:
        """So many frames of a scene are drawn, of so many where that is known."""
        film = _film(name)
        self._done[film][name] = done
        self._scenes[film][name] = total or self._scenes[film][name]
        super().drawn(film, sum(self._done[film].values()), sum(self._scenes[film].values()))

    def ended(self, name: str, error: str | None) -> None:
        """A scene is done, or failed."""
        if error is None:
            self.drawn(name, self._scenes[_film(name)][name], None)

    def joined(self, film: str, error: str) -> None:
        """A film is done, or failed, which is told once."""
        if film in self._began and film not in self._ended:
            self._ended.add(film)
            super().ended(film, error or None)


def _film(name: str) -> str:
    return name.partition(" ")[0]
