"""Scenes in slices: where there are more workers than scenes, each draws some lines of one.

A slice tells its scene from the beginning, so that it knows what the lines before have left on the screen,
and draws the pixels of its own lines only.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from narrated.build.progress import Display
from narrated.build.tasks import Result, Task
from narrated.export.clip_reader import inspect
from narrated.scene.clip_sheet import CLIP, SHEET, ClipError

# Work on a frame that is told but not drawn, as a share of one that is (the eight scenes at 1080p: 0.1 to
# 0.25, and up to 0.45 before the busiest lines).
TOLD = 0.25
# Work to set a scene up, in drawn frames.
SET_UP = 20
# A further slice must save at least this share of the time, or it only costs.
WORTH = 0.1


def split(tasks: Sequence[Task], workers: int) -> list[Task]:
    """Slices for ``workers``, film after film, of each the longest first.

    A task that is not worth slicing stays as it is.
    """
    films = list(dict.fromkeys(task.film for task in tasks))
    pieces = [[task] for task in tasks]
    while pieces and sum(map(len, pieces)) < workers:
        # All wait for the longest, so slicing any other one would win nothing.
        longest = max(range(len(pieces)), key=lambda index: _weight(pieces[index]))
        finer = _slices(tasks[longest], len(pieces[longest]) + 1)
        if _weight(finer) > (1 - WORTH) * _weight(pieces[longest]):
            break
        pieces[longest] = finer
    return sorted(
        (piece for row in pieces for piece in row),
        key=lambda piece: (films.index(piece.film), -piece.weight),
    )


def _weight(pieces: Sequence[Task]) -> int:
    return max(piece.weight for piece in pieces)


def _slices(task: Task, count: int) -> list[Task]:
    """The task in at most ``count`` slices, the longest of them as short as can be."""
    ends = range(1, len(task.lines) + 1)
    limits = sorted({_cost(task.lines, range(first, stop)) for stop in ends for first in range(stop)})
    for limit in limits:
        cuts = _fill(task.lines, limit)
        if cuts and len(cuts) <= count:
            return [_slice(task, lines) for lines in cuts] if len(cuts) > 1 else [task]
    return [task]


def _fill(lines: Sequence[int], limit: float) -> list[range] | None:
    """As few slices as none of them costs more than ``limit``; None where a single line does."""
    cuts: list[range] = []
    first = 0
    while first < len(lines):
        stop = first
        while stop < len(lines) and _cost(lines, range(first, stop + 1)) <= limit:
            stop += 1
        if stop == first:
            return None
        cuts.append(range(first, stop))
        first = stop
    return cuts


def _cost(lines: Sequence[int], part: range) -> float:
    return SET_UP + TOLD * sum(lines[: part.start]) + sum(lines[part.start : part.stop])


def _slice(task: Task, part: range) -> Task:
    folder = task.job.folder / f"lines-{part.start}-{part.stop}"
    return replace(
        task,
        job=replace(task.job, folder=folder),
        weight=round(_cost(task.lines, part)),
        log=folder / "log.txt",
        part=part,
    )


class Assembly:
    """Tells of slices as if they were scenes, and joins those of a scene when all are there."""

    def __init__(self, tasks: Sequence[Task], pieces: Sequence[Task], display: Display) -> None:
        self._display = display
        self._tasks = {task.name: task for task in tasks}
        self._open = {name: [p for p in pieces if p.name == name] for name in self._tasks}
        self._results: dict[str, list[Result]] = {name: [] for name in self._tasks}
        self._frames: dict[str, dict[Path, int]] = {}

    def started(self, piece: Task) -> None:
        """A worker began with a piece."""
        if piece.name not in self._frames:
            self._frames[piece.name] = {}
            self._display.started(piece.name)

    def drawn(self, piece: Task, done: int, total: int | None) -> None:
        """So many frames of a piece are drawn, of so many of the whole scene."""
        frames = self._frames[piece.name]
        frames[piece.job.folder] = done
        self._display.drawn(piece.name, sum(frames.values()), total)

    def ended(self, result: Result) -> Result | None:
        """A piece came to its end; the result of its scene, if it was the last piece of it."""
        name = result.task.name
        self._results[name].append(result)
        if len(self._results[name]) < len(self._open[name]):
            return None
        task, results = self._tasks[name], self._results[name]
        whole = result if result.task.part is None else _joined(task, results)
        self._display.ended(name, whole.error)
        return whole


def _joined(task: Task, results: Sequence[Result]) -> Result:
    # Of one fault in a scene every slice tells; the first of them told it first.
    in_order = sorted(results, key=lambda result: (result.task.part or range(0)).start)
    logs = [result.task.log for result in in_order]
    task.log.write_bytes(b"".join(log.read_bytes() for log in logs if log.is_file()))
    for result in in_order:
        if result.error is not None:
            return replace(result, task=task)
    try:
        facts = _join([result.task.job.folder for result in in_order], task.job.folder, task.job.fps)
    except (OSError, ClipError) as error:
        return Result(task, f"its slices could not be joined: {error}")
    seconds = sum(float(result.facts.get("seconds", 0)) for result in in_order)
    inputs = frozenset().union(*(result.inputs for result in in_order))
    return Result(task, inputs=inputs, facts={**facts, "seconds": f"{seconds:.2f}"})


def _join(slices: Sequence[Path], folder: Path, fps: int) -> dict[str, str]:
    from narrated.export.join import copy_clips, count_frames

    # A line too short for a frame of its own leaves no clip.
    clips = [path / CLIP for path in slices if (path / CLIP).is_file()]
    copy_clips([(clip, count_frames(clip)) for clip in clips], fps, folder / CLIP)
    shutil.copyfile(slices[-1] / SHEET, folder / SHEET)
    return inspect(folder)
