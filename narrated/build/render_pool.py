"""Draw scenes in worker processes: manim is imported once, then each scene gets a fork of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from pathlib import Path

from narrated.build.dependency_trace import read_imports
from narrated.build.processes import Worker, end_all, heard, start_method
from narrated.build.progress import Display
from narrated.build.shards import Assembly, split
from narrated.build.tasks import RenderBackend, Result, Task
from narrated.build.worker import check_all, preload, prepare, quiet, work


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
        If manim cannot be imported.

    Notes
    -----
    Of a film whose scenes do not fit their words one result comes, a user's error that tells all of it.
    """
    ready(backend, log, {task.job.locale for task in tasks})
    waiting = split(tasks, workers if backend.slices else 1)
    assembly = Assembly(tasks, waiting, display)
    running: dict[Worker, Task] = {}
    # The first scenes are drawn beside the check; they count only once their film has passed it.
    unchecked: dict[str, list[Result]] = {task.film: [] for task in tasks}
    checking = [Worker(check_all, tasks, backend, log)]
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
            done = _listen([worker for worker in told if worker in running], running, assembly)
            display.refresh()
            for whole in filter(None, map(assembly.ended, done)):
                if whole.task.film in unchecked:
                    unchecked[whole.task.film].append(whole)
                else:
                    yield whole
            if checking and checking[0] in told:
                for film, errors in _verdicts(checking[0], unchecked, log):
                    if errors:
                        waiting = [piece for piece in waiting if piece.film != film]
                        for worker in [worker for worker, piece in running.items() if piece.film == film]:
                            worker.end()
                            del running[worker]
                        first = next(task for task in tasks if task.film == film)
                        yield Result(first, "\n".join(errors), user_error=True)
                    else:
                        yield from unchecked[film]
                    del unchecked[film]
                if not unchecked:
                    checking.pop().end()
    finally:
        end_all([*checking, *running])


def ready(backend: RenderBackend, log: Path, locales: Iterable[str] = ()) -> None:
    """Import what draws and what it stands on, where workers will share it."""
    if start_method() == "fork":
        with quiet(log):
            preload(backend)
            prepare(backend, locales)


def _verdicts(checker: Worker, films: Iterable[str], log: Path) -> list[tuple[str, list[str]]]:
    """What the check of scenes against their words says next: films, and what was found in each."""
    try:
        return [checker.hear()]
    except EOFError:
        fault = f"the check of the scenes failed: {checker.how_it_ended()}; see {log}"
        return [(film, [fault]) for film in films]


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
