"""Draw scenes on a farm: the same tasks, the same results as from processes of this machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from narrated.build.farm_address import reach
from narrated.build.processes import Worker
from narrated.build.progress import Display
from narrated.build.render_pool import ready
from narrated.build.shards import Assembly, split
from narrated.build.tasks import RenderBackend, Result, Task
from narrated.build.worker import check_all, preload, quiet
from narrated.export.clip_reader import inspect
from narrated.farm.bundle import Bundle, pack
from narrated.scene.clip_sheet import CLIP, COVER, SHEET, ClipError, read_sheet
from voiceover.errors import InputError
from voiceover.remedies import installing

# How often a job is begun before it is given up: a scene that kills its worker must not kill them all.
TRIES = 3
_WAIT_SECONDS = 0.2


def draw(
    tasks: Sequence[Task],
    backend: RenderBackend,
    roots: Sequence[Path],
    scheduler: str,
    log: Path,
    display: Display,
    idle: Callable[[], None],
) -> Generator[Result, None, None]:
    """Run the tasks on the workers of a Dask scheduler; yield each result as it comes.

    Parameters
    ----------
    roots
        The folder of the words, the current one, and others, which travel whole: their files are counted
        among what a clip is made of.
    scheduler
        Its address, ``tcp://host:port``.
    idle
        Called, now and then, when all tasks have been begun.

    Raises
    ------
    InputError
        If manim cannot be imported, a scene does not fit its words, no scheduler answers, or none of its
        workers draws what this machine would draw.
    """
    reach(scheduler)
    ready(backend, log)
    bundle = _survey(tasks, backend, roots, log)
    # Imported only now: it starts threads, and no process is forked from here on.
    try:
        from narrated.farm.cluster import Cluster
    except ImportError as error:
        raise InputError(
            f"the farm's engine cannot be imported ({error})",
            remedy=f"run `{installing('farm')}`",
        ) from error
    with Cluster(scheduler, bundle, display.say) as cluster:
        waiting = split(tasks, cluster.wait_for_workers() if backend.slices else 1)
        assembly = Assembly(tasks, waiting, display)
        tries = dict.fromkeys(waiting, 0)
        running: dict[int, Task] = {}

        def again(piece: Task, worker: str, why: str) -> Result | None:
            tries[piece] += 1
            told = f"{worker} was lost ({why})"
            if tries[piece] >= TRIES:
                return Result(piece, f"given up after {TRIES} tries: {told}")
            display.say(f"{piece.job.name}: {told}; drawing it again")
            waiting.insert(0, piece)
            return None

        while waiting or running:
            while waiting and (worker := cluster.free()):
                piece = waiting.pop(0)
                running[cluster.start(worker, _request(piece, backend, roots, bundle))] = piece
                assembly.started(piece)
            if not waiting:
                idle()
            if not running:
                cluster.wait_for_workers()
            results = []
            for number, worker in cluster.lost():
                results.append(again(running.pop(number), worker, "it went away"))
            if event := cluster.event(_WAIT_SECONDS):
                if event.drawn:
                    assembly.drawn(running[event.number], *event.drawn)
                elif event.ended:
                    piece = running.pop(event.number)
                    answer, worker = cluster.take(event.number)
                    if why := _unfinished(answer):
                        results.append(again(piece, worker, why))
                    else:
                        results.append(_received(piece, answer, bundle))
            display.refresh()
            for result in filter(None, results):
                if whole := assembly.ended(result):
                    yield whole


def _survey(tasks: Sequence[Task], backend: RenderBackend, roots: Sequence[Path], log: Path) -> Bundle:
    worker = Worker(_look, tasks, backend, roots, log)
    try:
        _, errors = worker.hear()
        if errors:
            raise InputError("\n".join(errors))
        bundle: Bundle = worker.hear()
        return bundle
    except EOFError:
        raise InputError(f"looking through the scenes failed: {worker.how_it_ended()}", where=log) from None
    finally:
        worker.end()


def _look(
    pipe: Connection, tasks: Sequence[Task], backend: RenderBackend, roots: Sequence[Path], log: Path
) -> None:
    with quiet(log):
        preload(backend)
    before = list(sys.modules)
    # One machine would tell all scenes here while the farm's wait: they tell of a text at its beat.
    check_all(pipe, tasks, backend, log, telling=False)
    with quiet(log.with_suffix(".farm.txt")):
        bundle = pack(tasks, backend, roots, before)
    pipe.send(bundle)


def _request(piece: Task, backend: RenderBackend, roots: Sequence[Path], bundle: Bundle) -> dict[str, Any]:
    job = piece.job
    return {
        "kind": piece.kind,
        "part": [piece.part.start, piece.part.stop] if piece.part else None,
        "backend": backend.module,
        "preload": backend.preload,
        "roots": [bundle.away(root) for root in roots],
        "job": {
            "ref": job.ref, "name": job.name, "locale": job.locale, "voice": job.voice, "width": job.width,
            "height": job.height, "fps": job.fps, "threads": job.threads,
            "draft_takes": bundle.away(job.draft_takes),
        },
    }  # fmt: skip


def _unfinished(answer: dict[str, Any]) -> str | None:
    """Why a job must be done again, if it must."""
    if answer.get("missing"):
        return "its files were gone"
    if answer.get("cancelled"):
        return "it gave the job up"
    return answer.get("lost")


def _received(piece: Task, answer: dict[str, Any], bundle: Bundle) -> Result:
    """Lay down what a worker sent; nothing of it is believed that can be looked at."""
    files: dict[str, bytes] = answer["files"]
    folder = piece.job.folder
    folder.mkdir(exist_ok=True)
    piece.log.parent.mkdir(exist_ok=True)
    piece.log.write_bytes(files.get("log.txt", b""))
    if answer["error"] is not None:
        return Result(piece, str(answer["error"]), user_error=bool(answer.get("user_error")))
    try:
        for name in (CLIP, SHEET, COVER):
            if name in files:
                (folder / name).write_bytes(files[name])
        if SHEET in files:
            read_sheet(folder).with_takes(lambda take: bundle.home(str(take))).write(folder)
        facts = inspect(folder) if piece.kind == "film_scene" and piece.part is None else {}
        inputs = frozenset(bundle.home(name) for name in answer["inputs"])
    except (ClipError, ValueError, KeyError, TypeError) as error:
        return Result(piece, f"a worker sent what is no clip: {error}")
    return Result(piece, inputs=inputs, facts={**facts, "seconds": str(answer["seconds"])})
