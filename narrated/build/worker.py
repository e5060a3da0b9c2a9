"""What runs in a worker process: one job, what it used, and how it ended."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from narrated.author_place import place_of
from narrated.build.dependency_trace import Opened, data_files, module_files
from narrated.build.tasks import RenderBackend, Result, Task
from narrated.export.clip_reader import inspect
from narrated.os_errors import remedy, reported
from narrated.scene.scene_job import SceneJob
from narrated.signals import defer_signals
from voiceover.errors import InputError
from voiceover.remedies import installing

_REPORT_SECONDS = 0.1


def preload(backend: RenderBackend) -> None:
    """Import what drawing stands on: once for all who are forked later, or in each that is not.

    No signal interrupts it: some libraries swallow what a handler raises while they are imported, and may
    then keep a lock of `logging` for good, for which other threads would wait in vain.
    """
    with _told(), defer_signals():
        for name in backend.preload:
            importlib.import_module(name)
        if progress := sys.modules.get("tqdm"):
            # Its own is shared by processes, and stays behind where one of them is killed.
            progress.tqdm.set_lock(threading.RLock())


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Tell what keeps the drawing engine from being imported."""
    try:
        yield
    except (Exception, SystemExit) as error:
        if remedy(error):
            raise
        raise InputError(
            f"the drawing engine cannot be imported ({type(error).__name__}: {reported(error)})",
            remedy=f"mend manim.cfg, if that is it; `{installing()}` sets up what is missing",
        ) from error


def prepare(backend: RenderBackend, locales: Iterable[str]) -> None:
    """Load what draws, and what every scene in these languages needs, for all who are forked later."""
    with _told(), defer_signals():
        module = importlib.import_module(backend.module)
        if hasattr(module, "prepare"):
            module.prepare(locales)


def work(pipe: Connection, task: Task, backend: RenderBackend, roots: Sequence[Path]) -> None:
    """Do a task; send how far it is as (done, total), and at last its `Result`."""
    sent = 0.0

    def report(done: int, total: int | None) -> None:
        nonlocal sent
        if time.monotonic() - sent > _REPORT_SECONDS:
            sent = time.monotonic()
            pipe.send((done, total))

    keep_temporary_files_in(task.job.folder)
    try:
        with quiet(task.log):
            preload(backend)
            before = list(sys.modules)
            opened = Opened()
            module = importlib.import_module(backend.module)
            # Of the processor: other work on the machine does not lengthen it.
            began = time.process_time()
            facts = {}
            if task.part is not None:
                module.film_slice(task.job, task.part, report)
            elif task.kind == "film_scene":
                module.film_scene(task.job, report)
                facts = inspect(task.job.folder)
            else:
                module.film_cover(task.job)
            facts["seconds"] = f"{time.process_time() - began:.2f}"
        found = opened.paths.copy()
        files = module_files(before, task.job.ref.partition(":")[0], backend.module)
        files |= data_files(found, [*roots, task.job.draft_takes], [task.job.folder])
        result = Result(task, inputs=frozenset(files), facts=facts)
    except BrokenPipeError:
        raise
    except InputError as error:
        result = Result(task, reported(error), user_error=True)
    except BaseException as error:  # noqa: BLE001 - told to the parent, whatever it is
        result = _failed(task, error)
    pipe.send(result)


def keep_temporary_files_in(folder: Path) -> None:
    """A worker may be killed at any moment; what it leaves here, the next run removes."""
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)


def _failed(task: Task, error: BaseException) -> Result:
    help_ = remedy(error, drawing=True)
    if help_ and isinstance(error, OSError):
        return Result(
            task, f"{task.job.name} could not be filmed: {reported(error)}. Remedy: {help_}.", user_error=True
        )
    return Result(task, cause(error) + (f"; {help_}" if help_ else ""))


def cause(error: BaseException) -> str:
    """The error, and the last place in the author's own code that led to it."""
    place = place_of(error)
    if place is None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = last.filename, last.lineno or 0, last.name
    file, line, function = place
    return f"{type(error).__name__}: {reported(error)} ({Path(file).name}, line {line}, in {function})"


@contextlib.contextmanager
def quiet(log: Path) -> Iterator[None]:
    """Send all that is printed, by libraries in C as well, to a file: the screen belongs to the progress."""
    sys.stdout.flush()
    sys.stderr.flush()
    saved = [os.dup(1), os.dup(2)]
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        with log.open("w", encoding="utf-8") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
            try:
                yield
            except InputError:
                raise
            except BaseException:
                with contextlib.suppress(OSError):
                    traceback.print_exc()
                raise
    finally:
        for stream in (sys.stdout, sys.stderr):
            # A log on a full disk must not keep the screen from coming back.
            with contextlib.suppress(OSError):
                stream.flush()
        for descriptor, copy in enumerate(saved, 1):
            os.dup2(copy, descriptor)
            os.close(copy)


def check_all(
    pipe: Connection, tasks: Sequence[Task], backend: RenderBackend, log: Path, *, telling: bool = True
) -> None:
    """Check every scene against its words; send, film after film, its name and what a user must mend.

    With ``telling``, a scene of which it is not known whether all its texts fit is told, without a picture.
    """
    left = list(dict.fromkeys(task.film for task in tasks))
    for task in tasks[:1]:
        task.job.folder.mkdir(exist_ok=True)
        keep_temporary_files_in(task.job.folder)
    try:
        with quiet(log):
            preload(backend)
            module = importlib.import_module(backend.module)
            check, tell = (getattr(module, name, None) for name in ("check_scene", "tell_scene"))
            while left:
                scenes = [task for task in tasks if task.film == left[0] and task.kind == "film_scene"]
                errors = _refusals(check, scenes) if check else []
                if telling and tell and not errors:
                    errors = _refusals(tell, [task for task in scenes if not task.fits])
                pipe.send((left[0], errors))
                left.pop(0)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - told to the parent, whatever it is
        told = f"{reported(error)}. Remedy: {remedy(error) or f'look into {log}'}."
        for film in left:
            pipe.send((film, [told]))


def _refusals(check: Callable[[SceneJob], None], scenes: Iterable[Task]) -> list[str]:
    errors = []
    for task in scenes:
        try:
            check(task.job)
        except InputError as error:
            errors.append(reported(error))
        except BaseException:  # noqa: BLE001 - the scene's own fault is told when it is drawn
            traceback.print_exc()
    return errors
