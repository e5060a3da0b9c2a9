"""Scenes told again without filming, each in a worker of its own: for whoever judges or records them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from narrated.build.processes import Worker, end_all, heard
from narrated.build.worker import cause, keep_temporary_files_in, quiet
from narrated.os_errors import reported
from narrated.scene.scene_job import SceneJob
from voiceover.errors import InputError
from voiceover.remedies import filming_again

Tell = Callable[[SceneJob], Any]


def tell_scenes(
    jobs: Sequence[SceneJob],
    at_once: int,
    temporary: Path,
    tell: Tell,
    log: str,
    told: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """What ``tell`` finds in each scene, by their names and in their order.

    Parameters
    ----------
    jobs
        The scenes.
    at_once
        How many are told side by side.
    temporary
        Where the workers' temporary files go.
    tell
        Called in a worker with a job; what it gives travels back.
    log
        Name of the file, in the job's folder, for what a scene prints.
    told
        Called with the name of each scene that is done.

    Raises
    ------
    InputError
        If one cannot be told.
    """
    waiting = list(jobs)
    running: dict[Worker, SceneJob] = {}
    found: dict[str, Any] = {}
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                job = waiting.pop(0)
                running[Worker(_work, job, temporary, tell, log)] = job
            for worker in heard(list(running)):
                job = running.pop(worker)
                try:
                    answer = worker.hear()
                except EOFError:
                    remedy = f"see {job.folder / log}"
                    answer = InputError(worker.how_it_ended(), where=job.name, remedy=remedy)
                worker.end()
                if isinstance(answer, InputError):
                    raise answer
                found[job.name] = answer
                told(job.name)
    finally:
        end_all(running)
    return {job.name: found[job.name] for job in jobs}


def _work(pipe: Connection, job: SceneJob, temporary: Path, tell: Tell, log: str) -> None:
    keep_temporary_files_in(temporary)
    answer: Any
    try:
        with quiet(job.folder / log):
            answer = tell(job)
    except InputError as error:
        answer = InputError(reported(error))
    except BaseException as error:  # noqa: BLE001 - whatever a scene does is told
        answer = InputError(
            f"the scene cannot be told ({cause(error)})",
            where=job.ref,
            remedy=f"{filming_again()}, which says where it fails, or see {job.folder / log}",
        )
    pipe.send(answer)
