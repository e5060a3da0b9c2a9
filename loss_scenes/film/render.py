"""Draw scenes in worker processes: manim is imported once, then each scene gets a fork of its own."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from loss_scenes.film.depends import read_imports
from loss_scenes.film.faults import undisturbed
from loss_scenes.film.progress import Display
from loss_scenes.film.slices import Assembly, split
from loss_scenes.film.studio import Result, Studio, Task
from loss_scenes.film.worker import check_all, enter, quiet, work
from loss_scenes.stage.job import SceneJob
from voiceover.errors import InputError


@dataclass
class _Running:
    task: Task
    process: Any
    pipe: Connection
    result: Result | None = None


def draw(
    tasks: Sequence[Task],
    studio: Studio,
    roots: Sequence[Path],
    workers: int,
    log: Path,
    display: Display,
) -> Generator[Result, None, None]:
    """Run the tasks, the longest first, at most ``workers`` at a time; yield each result as it comes.

    Where there are more workers than tasks, they share scenes.

    Parameters
    ----------
    roots
        Folders whose files, where a worker opens them, are counted among what its clip is made of.
    log
        Gets what is printed before the workers begin, each of which has its own.

    Raises
    ------
    InputError
        If manim cannot be imported, or a scene does not fit its words.
    """
    with quiet(log):
        preload(studio)
    check([task.job for task in tasks if task.kind == "film_scene"], studio, log)
    waiting = split(tasks, workers if studio.slices else 1)
    assembly = Assembly(tasks, waiting, display)
    running: list[_Running] = []
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                running.append(_start(waiting.pop(0), studio, roots))
                assembly.started(running[-1].task)
            _listen(running, assembly)
            display.refresh()
            for worker in [worker for worker in running if worker.result]:
                running.remove(worker)
                assert worker.result
                if whole := assembly.ended(worker.result):
                    yield whole
    finally:
        for worker in running:
            worker.process.kill()
        for worker in running:
            worker.process.join()


def preload(studio: Studio) -> None:
    """Import what drawing stands on, once for all who are forked later.

    No signal interrupts it: some libraries swallow what a handler raises while they are imported, and may
    then keep a lock of `logging` for good, for which other threads would wait in vain.
    """
    try:
        with undisturbed():
            for name in studio.preload:
                importlib.import_module(name)
    except ImportError as error:
        raise InputError(
            f"the drawing engine cannot be imported ({error})",
            remedy="run `make video`, which sets up what is missing",
        ) from error


def fork(target: Any, *args: Any) -> tuple[Any, Connection]:
    """A process that calls ``target(pipe, *args)``, and our end of the pipe."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    # A daemon: one that an interrupt keeps from being noted here is ended at exit, not waited for.
    process = context.Process(target=enter, args=(target, sender, os.getpid(), *args), daemon=True)
    # What a handler raises while `logging` takes its lock for the fork, or gives it back, is swallowed there,
    # and may leave that lock held for good.
    with undisturbed():
        process.start()
    # Closed at once: the end of the pipe then tells of the end of this worker, whatever is forked later.
    sender.close()
    return process, receiver


def check(jobs: Sequence[SceneJob], studio: Studio, log: Path) -> None:
    """Compare scenes with their words before any is drawn; `InputError` tells of all that does not fit."""
    process, pipe = fork(check_all, jobs, studio, log)
    try:
        read_imports()  # meanwhile
        errors = pipe.recv()
    except EOFError:
        process.join()
        errors = [f"the check of the scenes ended with code {process.exitcode}; see {log}"]
    finally:
        process.kill()
        process.join()
    if errors:
        raise InputError("\n".join(errors))


def _start(task: Task, studio: Studio, roots: Sequence[Path]) -> _Running:
    task.job.folder.mkdir(exist_ok=True)  # a slice has one of its own
    return _Running(task, *fork(work, task, studio, roots))


def _listen(running: Sequence[_Running], assembly: Assembly) -> None:
    by_pipe = {worker.pipe: worker for worker in running}
    for pipe in wait(list(by_pipe), timeout=0.2):
        assert isinstance(pipe, Connection)
        worker = by_pipe[pipe]
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            message = Result(worker.task, how_it_ended(worker.process.exitcode))
        if isinstance(message, Result):
            worker.process.join()
            worker.result = message
            pipe.close()
        else:
            assembly.drawn(worker.task, *message)


def how_it_ended(code: int) -> str:
    """What the exit code of a process without a result says."""
    if code < 0:
        hint = " (out of memory? JOBS=1 draws one scene at a time)" if -code == signal.SIGKILL else ""
        return f"its process was ended by signal {signal.Signals(-code).name}{hint}"
    return f"its process ended with code {code} and no result"
