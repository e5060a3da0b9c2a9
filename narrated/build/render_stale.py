"""The drawn parts of a film, scenes and cover: what each is made of, and drawing those that are stale."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from narrated.build import versions
from narrated.build.cache import Input, Moment, Part, clear, make_folder
from narrated.build.plan import Plan, PlannedScene
from narrated.build.progress import Display
from narrated.build.tasks import Result, Task
from narrated.scene.clip_sheet import CLIP, COVER, SHEET, ClipError, read_sheet
from narrated.scene.scene_job import SceneJob
from narrated.signals import defer_signals
from voiceover.engines.registry import speaks_on_demand
from voiceover.errors import Failed, InputError
from voiceover.remedies import filming_again
from voiceover.takes import find_take

# Spoken characters a second, to guess the length of a line that was never filmed.
_PACE = 5


# Called with the tasks; the folders whose files, where drawing opens them, count among what a clip is made
# of; a log; the display; and what to call whenever a processor is idle and nothing more is begun.
Draw = Callable[
    [Sequence[Task], Sequence[Path], Path, Display, Callable[[], None]], Generator[Result, None, None]
]


class SceneFailed(Failed):
    """Scenes that could not be drawn; the others are kept."""


def drawn_parts(plan: Plan) -> dict[str, Part]:
    """The parts that are drawn, by name: the scenes in order, then the cover if there is one."""
    jobs = [(scene.job, (CLIP, SHEET)) for scene in plan.scenes]
    jobs += [(plan.cover, (COVER,))] if plan.cover else []  # type: ignore[list-item]
    return {
        job.name: Part(job.name, job.folder / "part.json", [job.folder / name for name in names])
        for job, names in jobs
    }


def texts_fit(plan: Plan, name: str) -> Part:
    """That all texts of a scene fit, in any quality: a part without a file of its own."""
    return Part(name, plan.fits / f"{name}.json", [])


class Drawing:
    """The drawn parts of one film, of which the stale ones are drawn: what that takes, and how it went.

    Parameters
    ----------
    parts
        As `drawn_parts` gives them.
    temporary
        Folder in which is drawn.
    since
        When the build began.
    film
        Its name, where several are made.

    Attributes
    ----------
    left
        Names of the parts that are not drawn yet.
    """

    def __init__(
        self,
        plan: Plan,
        parts: Mapping[str, Part],
        temporary: Path,
        since: Moment,
        display: Display,
        film: str = "",
    ) -> None:
        self.plan, self.parts, self.film = plan, parts, film
        self._temporary, self._since = temporary, since
        self._jobs, self._values = _jobs(plan), made_of(plan)
        self._fonts: list[Path] = []
        self._errors: dict[str, str] = {}
        self._refused: list[str] = []
        reasons = {name: part.stale(self._values[name]) for name, part in parts.items()}
        for name, reason in reasons.items():
            display.part(f"{film} {name}".lstrip(), reason)
        self.left = [name for name, reason in reasons.items() if reason]

    def tasks(self) -> list[Task]:
        """What is to be drawn, ready to be begun.

        Raises
        ------
        InputError
            For what the user can mend.
        """
        if not self.left:
            return []
        # From here on something is drawn; an unchanged film must not pay for these.
        with defer_signals():  # what a signal breaks off in the middle of an import may keep its locks
            from narrated.design.fonts import WEIGHTS, font_file
            from narrated.export.storyboard import FONT

        self._fonts = [font_file(FONT, weight)[0] for weight in WEIGHTS]
        planned = {scene.name: scene for scene in self.plan.scenes}
        stale = [self._jobs[name] for name in self.left]
        make_folder(self.plan.fits)
        for job in stale:
            _find_takes(self.plan, planned.get(job.name))
        tasks = []
        for job in stale:
            if not job.folder.is_dir():
                clear(job.folder)
            make_folder(job.folder)
            (self._temporary / job.name).mkdir()
            lines = _guess(planned[job.name]) if job.name in planned else ()
            there = replace(job, folder=self._temporary / job.name)
            kind: Literal["film_scene", "film_cover"] = "film_scene" if job.name in planned else "film_cover"
            fits = not texts_fit(self.plan, job.name).stale(self._of_texts(job.name))
            weight = sum(lines) or job.fps
            tasks.append(Task(kind, there, weight, _log(job), lines, film=self.film, fits=fits))
        return tasks

    def take(self, result: Result) -> None:
        """Keep what was drawn, or note why it was not."""
        job, error = result.task.job, result.error
        if error is None:
            inputs = list(_inputs(self.plan, job, {*result.inputs, *self._fonts}))
            values = self._values[job.name]
            _keep(self.parts[job.name], values, job.folder, inputs, result.facts, self._since)
            if result.task.kind == "film_scene":
                of_texts = self._of_texts(job.name)
                texts_fit(self.plan, job.name).seal(of_texts, inputs=inputs, since=self._since)
            self.left.remove(job.name)
        elif result.user_error:
            self._refused.append(error)
        else:
            self._errors[job.name] = error

    def _of_texts(self, name: str) -> dict[str, Any]:
        return {**self._values[name], "picture": self.plan.format.name}

    def tell(self) -> None:
        """Raise what kept parts from being drawn, if anything did.

        Raises
        ------
        InputError
            For what the user can mend.
        SceneFailed
            If a part could not be drawn.
        """
        if self._refused:
            raise InputError("\n".join(self._refused))
        if self._errors:
            told = [
                f"{name} failed: {error}\n  more in {_log(self._jobs[name])}"
                for name, error in self._errors.items()
            ]
            raise SceneFailed(
                "\n".join([*told, "The other scenes are kept, and the previous film as it was."])
            )


def draw_stale(
    tasks: Sequence[Task],
    plan: Plan,
    display: Display,
    draw: Draw,
    take: Callable[[Result], None],
    idle: Callable[[], None],
) -> None:
    """Draw, and give each result on as it comes.

    Parameters
    ----------
    plan
        Of the film, or of the first of several, which all are of one lesson.
    draw
        Draws tasks; yields each result as it comes, and is closed when that is enough.
    idle
        Called, now and then, when a processor is idle and no process is started any more, so that threads
        may be.

    Raises
    ------
    InputError
        For what the user can mend.
    """
    if not tasks:
        return
    display.expect({task.name: task.weight for task in tasks})
    roots = [plan.lesson.words, Path.cwd(), *filter(None, [plan.lesson.traces])]
    drawing = draw(tasks, roots, plan.parts / "log.txt", display, idle)
    # Closed also when this is interrupted: the workers end then.
    with closing(display), closing(drawing) as results:
        for result in results:
            take(result)


def made_of(plan: Plan) -> dict[str, dict[str, Any]]:
    """What each drawn part is made of besides files, by name."""
    installed = versions.of_drawing()
    return {name: _values(plan, job, installed) for name, job in _jobs(plan).items()}


def not_stale(plan: Plan, film: Path) -> None:
    """Refuse a film whose scenes were changed since: it does not show what its files say now.

    A film without its parts, from another machine perhaps, is taken for what it is.

    Raises
    ------
    InputError
        Naming the scene, and what changed.
    """
    values = made_of(plan)
    for name, part in drawn_parts(plan).items():
        if part.record.is_file() and (reason := part.stale(values[name])):
            raise InputError(
                f"the film is older than {name} is now ({reason})",
                where=film,
                remedy=filming_again(),
            )


def _jobs(plan: Plan) -> dict[str, SceneJob]:
    jobs = {scene.name: scene.job for scene in plan.scenes}
    return {**jobs, plan.cover.name: plan.cover} if plan.cover else jobs


def _values(plan: Plan, job: SceneJob, installed: dict[str, str]) -> dict[str, Any]:
    return {
        "scene": job.ref,
        "script": job.name,
        "locale": job.locale,
        "voice": job.voice,
        "picture": [job.width, job.height, job.fps],
        # A scene may show its place among the others; how they are joined is not its business.
        "order of scenes": [scene.script for scene in plan.lesson.scenes],
        "folder of words": plan.lesson.words,
        "versions": installed,
    }


def _find_takes(plan: Plan, scene: PlannedScene | None) -> None:
    if scene is not None and not speaks_on_demand(scene.job.voice):
        for line in scene.script.lines:
            find_take(plan.lesson.words, scene.job.locale, line, scene.job.voice)


def _guess(scene: PlannedScene) -> tuple[int, ...]:
    """Frames that each line of the scene had last time, or that it takes to say it."""
    try:
        before = {line.id: line.end - line.start for line in read_sheet(scene.job.folder).lines}
    except ClipError:
        before = {}
    return tuple(
        before.get(line.id, max(1, len(line.spoken) * scene.job.fps // _PACE)) for line in scene.script.lines
    )


def _log(job: SceneJob) -> Path:
    return job.folder / "log.txt"


def _inputs(plan: Plan, job: SceneJob, used: Collection[Path]) -> Iterator[Input]:
    words, lesson_file = plan.lesson.words.resolve(), plan.lesson_file.resolve()
    for path in sorted(used):
        if path == lesson_file:
            yield path, "lesson"
        elif path.suffix == ".toml" and path.is_relative_to(words):
            yield path, "words"
        else:
            yield path, "take" if path.is_relative_to(job.draft_takes.resolve()) else "bytes"
    if (job.folder / SHEET).is_file():
        for line in read_sheet(job.folder).lines:
            yield line.take.resolve(), "take"
    # Read by manim before any scene; where there is none, one may appear.
    yield Path("manim.cfg").absolute(), "bytes"


def _keep(
    part: Part, values: dict[str, Any], made: Path, inputs: list[Input], facts: dict[str, str], since: Moment
) -> None:
    missing = [path.name for path in part.products if not (made / path.name).is_file()]
    if missing:
        raise ClipError(f"{part.name} was drawn, but wrote no {', '.join(missing)}")
    with defer_signals():
        part.forget()
        part.clear_places(part.record.parent)
        for path in part.products:
            (made / path.name).replace(path)
        part.seal(values, inputs=inputs, facts=facts, since=since)
