"""Draw scenes in worker processes: manim is imported once, then each scene gets a fork of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from pathlib import Path

from narrated.build.dependency_trace import read_imports
from narrated.build.processes import Worker, end_all, heard, start_method
from narrated.build.progress import Display
from narrated.build.shards import Assembly, split
from narrated.build.tasks import RenderBackend, Result, Task
from narrated.build.worker import check_all, preload, quiet, work
from voiceover.errors import InputError


def draw(
    tasks: Sequence[Task],
    backend: RenderBackend,
    roots: Sequence[Path],
    workers: int,
    log: Path,
    display: Display,
    idle: Callable[[], None],
) -> Generator[Result, None, None]:
    """Run the tasks, the longest first, at most ``workers`` at a time; yield each result as it comes.

    Where there are more workers than tasks, they share scenes.

    Parameters
    ----------
    roots
        Folders whose files, where a worker opens them, are counted among what its clip is made of.
    log
        Gets what is printed before the workers begin, each of which has its own.
    idle
        Called, now and then, when fewer workers are busy than there may be and none is begun any more: only
        then may threads be.

    Raises
    ------
    InputError
        If manim cannot be imported, or for all in which scenes do not fit their words; no result was
        yielded then.
    """
    ready(backend, log)
    waiting = split(tasks, workers if backend.slices else 1)
    assembly = Assembly(tasks, waiting, display)
    running: dict[Worker, Task] = {}
    # The first scenes are drawn beside the check; they count only once it has passed.
    scenes = [task.job for task in tasks if task.kind == "film_scene"]
    checking = [Worker(check_all, scenes, backend, log)]
    unchecked: list[Result] = []
    try:
        read_imports()
        while waiting or running or checking:
            while waiting and len(running) + len(checking) < workers:
                piece = waiting.pop(0)
                piece.job.folder.mkdir(exist_ok=True)  # a slice has one of its own
                running[Worker(work, piece, backend, roots)] = piece
                assembly.started(piece)
            if not waiting and len(running) + len(checking) < workers:
                idle()
            told = heard([*checking, *running])
            for worker in checking:
                if worker in told:
                    _pass(worker, log)
                    checking = []
            done = _listen([worker for worker in told if worker in running], running, assembly)
            display.refresh()
            unchecked += [whole for result in done if (whole := assembly.ended(result))]
            if not checking:
                yield from unchecked
                unchecked = []
    finally:
        end_all([*checking, *running])


def ready(backend: RenderBackend, log: Path) -> None:
    """Import what drawing stands on, where workers will share it."""
    if start_method() == "fork":
        with quiet(log):
            preload(backend)


def _pass(checker: Worker, log: Path) -> None:
    """What the check of scenes against their words found, raised as one error; end it."""
    try:
        errors = checker.hear()
    except EOFError:
        errors = [f"the check of the scenes failed: {checker.how_it_ended()}; see {log}"]
    checker.end()
    if errors:
        raise InputError("\n".join(errors))


def _listen(told: Iterable[Worker], running: dict[Worker, Task], assembly: Assembly) -> list[Result]:
    """Hear what workers tell; those that have a result are ended, and are running no more."""
    results = []
    for worker in told:
        try:
            message = worker.hear()
        except EOFError:
            message = Result(running[worker], worker.how_it_ended())
        if isinstance(message, Result):
            worker.end()  # a thread of the scene, or what it has started, might never come to an end
            del running[worker]
            results.append(message)
        else:
            assembly.drawn(running[worker], *message)
    return results
