"""Draw scenes in worker processes: manim is imported once, then each scene gets a fork of its own."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Literal

from loss_scenes.film import clips
from loss_scenes.film.depends import Opened, data_files, module_files
from loss_scenes.film.progress import Display
from loss_scenes.stage.job import SceneJob
from voiceover.errors import InputError

_REPORT_SECONDS = 0.1
_WATCH_SECONDS = 0.5


@dataclass(frozen=True)
class Studio:
    """Who draws: a module with ``film_scene(job, report)`` and ``film_cover(job)``, and what it stands on.

    Where the module has ``check_scene(job)``, every scene is checked before any is drawn.
    """

    module: str = "loss_scenes.stage.filming"
    preload: tuple[str, ...] = ("manim", "manim_voiceover")


@dataclass(frozen=True)
class Task:
    """One job for a worker; ``weight`` is how long it is guessed to take, in frames."""

    kind: Literal["film_scene", "film_cover"]
    job: SceneJob
    weight: int
    log: Path


@dataclass(frozen=True)
class Result:
    """How a task ended; ``error`` is None where it was done, ``mendable`` where the user can help it."""

    task: Task
    error: str | None = None
    mendable: bool = False
    inputs: frozenset[Path] = frozenset()
    facts: dict[str, str] = field(default_factory=dict)


@dataclass
class _Running:
    task: Task
    process: Any
    pipe: Connection
    result: Result | None = None


def draw(
    tasks: Sequence[Task], studio: Studio, roots: Sequence[Path], workers: int, display: Display
) -> list[Result]:
    """Run the tasks, the longest first, at most ``workers`` at a time.

    Parameters
    ----------
    roots
        Folders whose files, where a worker opens them, are counted among what its clip is made of.

    Raises
    ------
    InputError
        If manim cannot be imported, or a scene does not fit its words.
    """
    log = tasks[0].job.folder.parent / "preload.txt"
    with _quiet(log):
        _preload(studio)
    _check([task.job for task in tasks if task.kind == "film_scene"], studio, log)
    waiting = sorted(tasks, key=lambda task: -task.weight)
    running: list[_Running] = []
    results: list[Result] = []
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                running.append(_start(waiting.pop(0), studio, roots))
                display.started(running[-1].task.job.name)
            _listen(running, display)
            for worker in [worker for worker in running if worker.result]:
                running.remove(worker)
                assert worker.result
                results.append(worker.result)
                display.ended(worker.task.job.name, worker.result.error)
    finally:
        for worker in running:
            worker.process.kill()
        for worker in running:
            worker.process.join()
    return results


def _preload(studio: Studio) -> None:
    try:
        for name in studio.preload:
            importlib.import_module(name)
    except ImportError as error:
        raise InputError(
            f"the drawing engine cannot be imported ({error})",
            remedy="run `make video`, which sets up what is missing",
        ) from error


def _fork(target: Any, *args: Any) -> tuple[Any, Connection]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(target, sender, os.getpid(), *args))
    process.start()
    # Closed at once: the end of the pipe then tells of the end of this worker, whatever is forked later.
    sender.close()
    return process, receiver


def _check(jobs: Sequence[SceneJob], studio: Studio, log: Path) -> None:
    process, pipe = _fork(_check_all, jobs, studio, log)
    try:
        errors = pipe.recv()
    except EOFError:
        process.join()
        errors = [f"the check of the scenes ended with code {process.exitcode}; see {log}"]
    finally:
        process.kill()
        process.join()
    if errors:
        raise InputError("\n".join(errors))


def _check_all(pipe: Connection, jobs: Sequence[SceneJob], studio: Studio, log: Path) -> None:
    errors: list[str] = []
    with _quiet(log):
        check = getattr(importlib.import_module(studio.module), "check_scene", None)
        for job in jobs if check else ():
            try:
                check(job)
            except InputError as error:
                errors.append(str(error))
            except Exception:  # noqa: BLE001 - the scene's own fault is told when it is drawn
                traceback.print_exc()
    pipe.send(errors)


def _start(task: Task, studio: Studio, roots: Sequence[Path]) -> _Running:
    return _Running(task, *_fork(_work, task, studio, roots))


def _listen(running: Sequence[_Running], display: Display) -> None:
    by_pipe = {worker.pipe: worker for worker in running}
    for pipe in wait(list(by_pipe), timeout=0.2):
        assert isinstance(pipe, Connection)
        worker = by_pipe[pipe]
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            message = Result(worker.task, _how_it_ended(worker.process.exitcode))
        if isinstance(message, Result):
            worker.process.join()
            worker.result = message
            pipe.close()
        else:
            display.drawn(worker.task.job.name, *message)
    display.refresh()


def _how_it_ended(code: int) -> str:
    if code < 0:
        hint = " (out of memory?)" if -code == signal.SIGKILL else ""
        return f"its process was ended by signal {signal.Signals(-code).name}{hint}"
    return f"its process ended with code {code} and no result"


def _child(target: Any, pipe: Connection, parent: int, *args: Any) -> None:
    # An interrupt from the keyboard reaches the whole group; the parent alone decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    target(pipe, *args)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)


def _work(pipe: Connection, task: Task, studio: Studio, roots: Sequence[Path]) -> None:
    told = 0.0

    def report(done: int, total: int | None) -> None:
        nonlocal told
        if time.monotonic() - told > _REPORT_SECONDS:
            told = time.monotonic()
            pipe.send((done, total))

    before = list(sys.modules)
    opened = Opened()
    with _quiet(task.log):
        try:
            module = importlib.import_module(studio.module)
            if task.kind == "film_scene":
                module.film_scene(task.job, report)
                facts = clips.inspect(task.job.folder)
            else:
                module.film_cover(task.job)
                facts = {}
            found = opened.paths.copy()
            files = module_files(before, task.job.ref.partition(":")[0])
            files |= data_files(found, [*roots, task.job.draft_takes], [task.job.folder])
            result = Result(task, inputs=frozenset(files), facts=facts)
        except InputError as error:
            result = Result(task, str(error), mendable=True)
        except BaseException as error:  # noqa: BLE001 - told to the parent, whatever it is
            traceback.print_exc()
            result = Result(task, _cause(error))
    pipe.send(result)


def _cause(error: BaseException) -> str:
    """The error, and the last place in a file of the project (not of a library) that led to it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "site-packages" not in frame.filename and frame.filename != __file__]
    last = (own or frames)[-1]
    return f"{type(error).__name__}: {error} ({Path(last.filename).name}, line {last.lineno}, in {last.name})"


@contextlib.contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """Send all that is printed, by libraries in C as well, to a file: the screen belongs to the progress."""
    sys.stdout.flush()
    sys.stderr.flush()
    saved = [os.dup(1), os.dup(2)]
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        with log.open("w", encoding="utf-8") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
            yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for descriptor, copy in enumerate(saved, 1):
            os.dup2(copy, descriptor)
            os.close(copy)
