"""The cluster as its client sees it: who is there, who may draw, and what is under way."""

from __future__ import annotations

import asyncio
import logging
import queue
import time
import uuid
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from distributed import Client
from distributed.comm.core import CommClosedError
from distributed.core import rpc

from narrated.build import farm_address
from narrated.farm import worker_tasks
from narrated.farm.bundle import Bundle
from narrated.farm.identity import differences, identity
from voiceover.errors import InputError

# Workers may come a little after the scheduler, and a nanny takes a moment to replace one that died.
_WAIT = 15.0
_LOOK_SECONDS = 1.0


@dataclass(frozen=True)
class Event:
    """Job ``number`` came to its end, or tells (frames drawn, frames of its whole scene)."""

    number: int
    ended: bool = False
    drawn: tuple[int, int | None] | None = None


class Cluster:
    """A connection to a scheduler; leaving it cancels what was asked and is not done.

    Parameters
    ----------
    scheduler
        Its address.
    bundle
        The bundle that every worker gets which may draw.
    say
        Tells people which workers are refused, and why.

    Raises
    ------
    InputError
        If no scheduler answers, and whenever it or its last fitting worker is gone for long.
    """

    def __init__(self, scheduler: str, bundle: Bundle, say: Callable[[str], None]) -> None:
        self._scheduler, self._bundle, self._say = scheduler, bundle, say
        self._identity = identity(bundle.fonts)
        self._threads: dict[str, int] = {}
        self._greeted: set[str] = set()
        self._refused: dict[str, str] = {}
        self._jobs: dict[int, tuple[Any, str]] = {}
        self._events: queue.Queue[Event] = queue.Queue()
        self._topic = f"narrated-{uuid.uuid4()}"
        self._number = 0
        self._looked = 0.0
        # Its workers' deaths are told by us, in one line.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        _greet_scheduler(scheduler)
        make: Any = Client  # without types, as all of it
        try:
            self._client = make(scheduler, timeout=farm_address.PATIENCE, set_as_default=False)
        except (OSError, TimeoutError) as error:
            raise farm_address.unreachable(scheduler, str(error)) from None
        self._client.subscribe_topic(self._topic, self._heard)

    # -- workers -------------------------------------------------------------------------------------------

    def wait_for_workers(self) -> int:
        """Wait until someone may draw; the number of jobs that can be done at a time."""
        end = time.monotonic() + _WAIT
        while not (threads := sum(self._look().values())):
            # One that was refused does not get better by waiting; one that was lost may be replaced.
            if time.monotonic() > end or (self._refused and not self._number):
                raise self._nobody()
            time.sleep(_LOOK_SECONDS / 4)
        return threads

    def free(self) -> str | None:
        """A worker that has nothing to do, if there is one."""
        busy = [worker for _, worker in self._jobs.values()]
        room = {worker: count - busy.count(worker) for worker, count in self._look().items()}
        # First a machine that draws nothing at all.
        found = max(room, key=lambda worker: room[worker], default=None)
        return found if found is not None and room[found] > 0 else None

    def _look(self) -> dict[str, int]:
        """Threads of every worker that may draw; new ones are greeted."""
        if time.monotonic() - self._looked < _LOOK_SECONDS:
            return self._threads
        present = self._now()
        # Who went away may come back with other packages.
        self._greeted &= present.keys()
        self._refused = {worker: told for worker, told in self._refused.items() if worker in present}
        if new := present.keys() - self._greeted - self._refused.keys():
            self._greet(sorted(new))
        self._threads = {worker: count for worker, count in present.items() if worker in self._greeted}
        self._looked = time.monotonic()
        return self._threads

    def _now(self) -> dict[str, int]:
        try:
            return dict(self._client.nthreads())
        except (OSError, TimeoutError, RuntimeError) as error:
            raise farm_address.unreachable(self._scheduler, f"it went away: {error}") from None

    def _greet(self, workers: list[str]) -> None:
        asked = self._run(workers, worker_tasks.greet, self._bundle.digest, self._bundle.fonts)
        lacking = []
        for worker, answer in asked.items():
            if isinstance(answer, OSError):
                continue  # not to be reached: gone, or going; else it is asked again
            if isinstance(answer, Exception):
                self._refuse(worker, [f"it cannot run this package ({answer})"])
            elif told := differences(self._identity, answer["identity"]):
                self._refuse(worker, told)
            elif answer["has"]:
                self._greeted.add(worker)
            else:
                lacking.append(worker)
        if lacking:
            taken = self._run(lacking, worker_tasks.receive, self._bundle.digest, self._bundle.data)
            for worker, answer in taken.items():
                if not isinstance(answer, Exception):
                    self._greeted.add(worker)
                elif not isinstance(answer, CommClosedError):
                    self._refuse(worker, [f"it could not take the files ({answer})"])

    def _run(self, workers: list[str], function: Any, *args: Any) -> dict[str, Any]:
        return dict(self._client.run(function, *args, workers=workers, on_error="return"))

    def _refuse(self, worker: str, told: list[str]) -> None:
        self._refused[worker] = f"worker {worker} is refused: {'; '.join(told)}"
        self._say(self._refused[worker])

    def _nobody(self) -> InputError:
        if self._refused:
            return InputError(
                f"no worker of {self._scheduler} may draw.\n" + "\n".join(self._refused.values()),
                remedy="give the workers what this machine has: the same requirements, fonts and manim.cfg",
            )
        return InputError(
            f"the scheduler at {self._scheduler} has no workers",
            remedy=f"start some with `dask worker {self._scheduler}` (docs/farm.md)",
        )

    # -- jobs ----------------------------------------------------------------------------------------------

    def start(self, worker: str, request: dict[str, Any]) -> int:
        """Let a worker do a job; the job's number."""
        self._number += 1
        number = self._number
        bundle = {
            "digest": self._bundle.digest,
            "working": self._bundle.working,
            "imports": self._bundle.imports,
        }
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            future = self._client.submit(
                worker_tasks.film, request, bundle, self._topic, number,
                key=f"film-{uuid.uuid4()}", workers=[worker], pure=False, retries=0,
            )  # fmt: skip
        self._jobs[number] = (future, worker)
        future.add_done_callback(lambda _: self._events.put(Event(number, ended=True)))
        return number

    def event(self, seconds: float) -> Event | None:
        """The next thing that happens to a job, or None if nothing does for so long."""
        try:
            event = self._events.get(timeout=seconds)
        except queue.Empty:
            return None
        return event if event.number in self._jobs else None

    def _heard(self, event: tuple[float, Any]) -> None:
        number, done, total = event[1]
        self._events.put(Event(number, drawn=(done, total)))

    def take(self, number: int) -> tuple[dict[str, Any], str]:
        """How an ended job ended, and which worker did it."""
        future, worker = self._jobs.pop(number)
        try:
            answer: dict[str, Any] = future.result(timeout=farm_address.PATIENCE)
        except Exception as error:  # noqa: BLE001 - whatever a worker, or that it is gone, raises, the job is done again
            answer = {"lost": f"{type(error).__name__}: {error}"}
        if answer.get("missing"):
            self._greeted.discard(worker)
            self._looked = 0.0
        return answer, worker

    def lost(self) -> list[tuple[int, str]]:
        """Jobs whose worker is gone, with its address; they are given up here."""
        present = self._look()
        gone = [(number, worker) for number, (_, worker) in self._jobs.items() if worker not in present]
        for number, _ in gone:
            future, _ = self._jobs.pop(number)
            future.cancel(force=True)
        return gone

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Where the scheduler is gone as well there is nothing left to cancel.
        with suppress(Exception):
            self._client.cancel([future for future, _ in self._jobs.values()], force=True)
        with suppress(Exception):
            self._client.close(timeout=farm_address.PATIENCE)


def _greet_scheduler(scheduler: str) -> None:
    """See whether a scheduler is there: the client would wait for ever for one that never says a word."""
    connect: Any = rpc

    async def ask() -> str:
        async with connect(scheduler) as other:
            return str((await other.identity()).get("type"))

    try:
        found = asyncio.run(asyncio.wait_for(ask(), farm_address.PATIENCE))
    except TimeoutError:
        raise farm_address.unreachable(scheduler, "who listens there says nothing") from None
    except Exception:  # noqa: BLE001 - what a stranger says is read as lengths and pickles of anything
        raise farm_address.unreachable(scheduler, "who listens there speaks another language") from None
    if found != "Scheduler":
        raise farm_address.unreachable(scheduler, f"it is a {found}")
