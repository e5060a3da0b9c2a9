"""Make several films of a lesson: all their scenes in one pool, and each joined while the next are drawn."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from narrated.build import manifest
from narrated.build.build import FilmSteps
from narrated.build.cache import Moment, Part
from narrated.build.exchange import settle
from narrated.build.plan import Plan
from narrated.build.processes import Worker
from narrated.build.progress import Display, FilmsDisplay
from narrated.build.render_stale import Draw, Drawing, draw_stale, drawn_parts
from narrated.build.steps import Steps
from narrated.build.tasks import Result, Task
from narrated.build.transition_steps import Transitions
from narrated.build.worker import keep_temporary_files_in, quiet
from narrated.build.workspace import workspace
from narrated.os_errors import remedy, reported
from voiceover.errors import Failed, InputError, ReportedError


@dataclass(frozen=True)
class Outcome:
    """What became of a film: its files, and whether they are new; or why it was not made."""

    files: tuple[Path, ...] = ()
    new: bool = False
    error: str = ""
    mendable: bool = False

    @classmethod
    def of_error(cls, error: Exception) -> Outcome:
        """How a film failed, told as a command tells it.

        Raises
        ------
        Exception
            The error itself, where it is a fault of ours.
        """
        if isinstance(error, ReportedError):
            return cls(error=reported(error), mendable=isinstance(error, InputError))
        help_ = remedy(error)
        if not help_ and not isinstance(error, OSError):
            raise error
        told = [reported(error), f"Remedy: {help_}" if help_ else ""]
        return cls(error=" ".join(f"{part}." for part in told if part), mendable=bool(help_))


@dataclass(frozen=True)
class _Work:
    """A film that can be made: what is drawn of it, and where."""

    plan: Plan
    drawing: Drawing
    temporary: Path


def make_films(plans: Mapping[str, Plan], display: FilmsDisplay, draw: Draw) -> dict[str, Outcome]:
    """Make films of one lesson; one that cannot be made does not keep the others from it.

    Parameters
    ----------
    plans
        Of the films, by their names, in the order in which they are made.
    draw
        Draws the scenes of them that are stale.

    Raises
    ------
    InputError
        For what the user can mend, and keeps all from being made.
    """
    since = Moment.now()
    outcomes: dict[str, Outcome] = {}
    with ExitStack() as stack:
        temporary: dict[str, Path] = {}
        # Two commands that ask for the same films in another order must not wait for each other.
        for film in sorted(plans, key=lambda film: plans[film].home):
            with _noted(outcomes, film):
                space = workspace(plans[film].home, plans[film].parts, display.say)
                temporary[film] = stack.enter_context(space)
        works: dict[str, _Work] = {}
        tasks: list[Task] = []
        for film, plan in plans.items():
            if film not in outcomes:
                with _noted(outcomes, film):
                    manifest.check_owner(plan)
                    drawing = Drawing(plan, drawn_parts(plan), temporary[film], since, display, film)
                    tasks += drawing.tasks()
                    works[film] = _Work(plan, drawing, temporary[film])
        if tasks:
            with closing(_Joining(works, since, display, outcomes)) as joining:
                joining.begin()
                some = works[tasks[0].film].plan
                draw_stale(tasks, some, display, draw, joining.take, joining.look)
                joining.end()
        else:
            for film, work in works.items():
                with _noted(outcomes, film):
                    heard = _Heard(why=display.why)
                    outcomes[film] = _joined(work.plan, work.drawing.parts, work.temporary, since, heard)
                    heard.repeat(film, display)
    return {film: outcomes[film] for film in plans}


@contextmanager
def _noted(outcomes: dict[str, Outcome], film: str) -> Iterator[None]:
    """Note how a film fails."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - raised again, if it is a fault of ours
        outcomes[film] = Outcome.of_error(error)


def _joined(
    plan: Plan, parts: Mapping[str, Part], temporary: Path, since: Moment, display: Display
) -> Outcome:
    """Make a film of its drawn parts."""
    with Steps(temporary, plan.home, since, display) as steps:
        files = FilmSteps(plan, parts, steps).finish(Transitions(plan, parts, steps))
    return Outcome(tuple(files), new=not steps.idle)


class _Joining:
    """Makes films whose scenes are drawn, one after the other, beside the drawing of others.

    Each in a process of its own: threads, which join a film, must not run where processes are forked.

    Parameters
    ----------
    works
        The films.
    outcomes
        Gets what becomes of each.
    """

    def __init__(
        self, works: Mapping[str, _Work], since: Moment, display: FilmsDisplay, outcomes: dict[str, Outcome]
    ) -> None:
        self._works, self._since, self._display, self._outcomes = works, since, display, outcomes
        self._drawn = {film for film, work in works.items() if work.drawing.left}
        self._waiting: list[str] = []
        self._running: dict[str, Worker] = {}

    def begin(self) -> None:
        """Begin with the films of which nothing is to be drawn."""
        self._waiting = [film for film in self._works if film not in self._drawn]
        self.look()

    def take(self, result: Result) -> None:
        """Keep what was drawn; the last part of a film lets it be joined."""
        film = result.task.film
        drawing = self._works[film].drawing
        drawing.take(result)
        if result.error:
            self._display.joined(film, result.error)
        if not drawing.left:
            self._waiting.append(film)
        self.look()

    def look(self) -> None:
        """Hear of a film that is joined, and begin with the next."""
        for film, worker in [*self._running.items()]:
            if worker.pipe.poll() or worker.ended:
                self._hear(film, worker)
        if self._waiting and not self._running:
            film = self._waiting.pop(0)
            work = self._works[film]
            module = manifest.lesson_module(work.plan)
            self._running[film] = Worker(
                _join, work.plan, work.drawing.parts, work.temporary, self._since, self._display.why, module
            )

    def end(self) -> None:
        """Wait until all are joined; of the others tell why they are not drawn."""
        while self._waiting or self._running:
            for film, worker in [*self._running.items()]:
                self._hear(film, worker)
            self.look()
        for film, work in self._works.items():
            if film not in self._outcomes:
                with _noted(self._outcomes, film):
                    work.drawing.tell()
                    raise Failed("not all of its scenes were drawn")

    def close(self) -> None:
        """End what runs; a film that was about to be replaced is so, or is not."""
        for film, worker in self._running.items():
            worker.end()
            settle(self._works[film].plan.home)

    def _hear(self, film: str, worker: Worker) -> None:
        work = self._works[film]
        try:
            outcome, said = worker.hear()
        except EOFError:
            told = f"it was not joined: {worker.how_it_ended()}; see {_log(work.plan)}"
            outcome, said = Outcome(error=told), _Heard(why=False)
        worker.end()
        del self._running[film]
        with _noted(self._outcomes, film):
            settle(work.plan.home)
            self._outcomes[film] = outcome
        said.repeat(film, self._display)
        self._display.joined(film, self._outcomes[film].error)


def _log(plan: Plan) -> Path:
    return plan.parts / "join.txt"


class _Heard(Display):
    """Keeps what is said of a film, to be said where others speak as well."""

    def __init__(self, *, why: bool) -> None:
        super().__init__(why=why)
        self._said: list[str] = []

    def say(self, text: str) -> None:
        """Keep a line."""
        self._said.append(text)

    def repeat(self, film: str, display: Display) -> None:
        """Say it of the film."""
        for text in self._said:
            display.say(f"{film} {text}")


def _join(
    pipe: Connection,
    plan: Plan,
    parts: Mapping[str, Part],
    temporary: Path,
    since: Moment,
    why: bool,
    module: str,
) -> None:
    """Make a film in a process of its own; send what became of it, and what is to be said."""
    keep_temporary_files_in(temporary)
    display = _Heard(why=why)
    with quiet(_log(plan)):
        importlib.import_module(module)  # where this process was not forked, nothing has loaded it
        try:
            outcome = _joined(plan, parts, temporary, since, display)
        except Exception as error:  # noqa: BLE001 - raised again, if it is a fault of ours
            outcome = Outcome.of_error(error)
    pipe.send((outcome, display))
