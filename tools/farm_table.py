"""How the time to draw a film falls with workers, from the processor times that its clips recorded.

    .venv/bin/python tools/farm_table.py media/film/zh-wide-1080p30 [WORKERS ...]

The jobs are cut and handed out by the code of the film; nothing is drawn. The clips must have been drawn
whole: with no more workers than scenes.
"""

from __future__ import annotations

import argparse
import heapq
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from narrated.build.shards import SET_UP, split
from narrated.build.tasks import Task
from narrated.scene.clip_sheet import COVER, read_sheet
from narrated.scene.scene_job import SceneJob

_WORKERS = (1, 2, 4, 8, 12, 16, 24, 32)
_HEAD = (
    "| workers | jobs | longest job, s | drawing, s | times faster | work, s |",
    "|--:|--:|--:|--:|--:|--:|",
)


def recorded(home: Path) -> dict[Task, float]:
    """The jobs of a finished film, and the seconds that each took."""
    jobs = {}
    for record in sorted(home.glob("parts/*/*/part.json")):
        seconds = float(json.loads(record.read_text(encoding="utf-8"))["facts"]["seconds"])
        folder = record.parent
        job = SceneJob("-:-", folder.name, "-", "-", 0, 0, 1, folder, folder)
        if (folder / COVER).is_file():
            jobs[Task("film_cover", job, 1, folder)] = seconds
            continue
        lines = tuple(line.end - line.start for line in read_sheet(folder).lines)
        jobs[Task("film_scene", job, sum(lines), folder, lines)] = seconds
    return jobs


def pieces(jobs: Mapping[Task, float], workers: int) -> list[float]:
    """Seconds of each piece, in the order in which they are handed out."""
    whole = {task.job.name: (seconds, SET_UP + sum(task.lines)) for task, seconds in jobs.items()}
    found = []
    for piece in split(list(jobs), workers):
        seconds, weight = whole[piece.job.name]
        found.append(seconds if piece.part is None else seconds * piece.weight / weight)
    return found


def wall(seconds: Sequence[float], workers: int) -> float:
    """When the last piece is done, if whoever is free takes the next."""
    free = [0.0] * workers
    for one in seconds:
        heapq.heappush(free, heapq.heappop(free) + one)
    return max(free)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("film", type=Path, help="folder of a finished film")
    parser.add_argument("workers", type=int, nargs="*", default=_WORKERS)
    choice = parser.parse_args()
    try:
        jobs = recorded(choice.film)
    except (OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"{choice.film}: a part tells no time ({error!r}); film it again\n")
        return 2
    if not jobs:
        sys.stderr.write(f"{choice.film} is no folder of a film; it should have parts/<voice>/<scene>/\n")
        return 2
    alone = sum(jobs.values())
    rows = [*_HEAD]
    for workers in choice.workers:
        seconds = pieces(jobs, workers)
        took = wall(seconds, workers)
        times = " | ".join(f"{time:.1f}" for time in (max(seconds), took, alone / took, sum(seconds)))
        rows.append(f"| {workers} | {len(seconds)} | {times} |")
    sys.stdout.write("\n".join(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
