"""What rows measure: our films, plain manim's clips of the same scenes, and parts of the work alone."""

from __future__ import annotations

import compileall
import functools
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from benchmarks.measure import Cost, alternate, run
from narrated.lesson import Lesson, SceneRef

_ROOT = Path(__file__).parents[1]
# Options of `make` that say what is measured would also reach the commands that are measured.
_OPTIONS = ("SCENES", "FORMAT", "QUALITY", "LESSON", "LOCALE", "VOICE", "JOBS", "FARM", "WHY", "MEDIA")
# What manim is given: its own renderer and writer, which our scenes otherwise replace.
_PLAIN = """from manim.renderer.cairo_renderer import CairoRenderer

from {module} import {name} as Original


class {name}(Original):
    def __init__(self, renderer=None, **kwargs):
        super().__init__(CairoRenderer(), **kwargs)
"""


class Bench:
    """A copy of the project in a folder, which rows may edit.

    Parameters
    ----------
    numbers
        The scenes that are filmed.
    rows
        Names of the rows that will be asked for, so that films are measured in turn for all of them.
    """

    def __init__(
        self,
        folder: Path,
        lesson: Lesson,
        numbers: Sequence[int],
        rounds: int,
        rows: frozenset[str],
        note: Callable[[str], None],
    ) -> None:
        self.folder, self.rounds, self.rows, self.note = folder, rounds, rows, note
        self.numbers = list(numbers)
        self.scenes = [lesson.scenes[number - 1] for number in numbers]
        self.whole = len(numbers) == len(lesson.scenes)
        self.project = folder / "project"
        for package in ("loss_scenes", "narrated", "voiceover", "benchmarks"):
            shutil.copytree(
                _ROOT / package, self.project / package, ignore=shutil.ignore_patterns("__pycache__")
            )
        compileall.compile_dir(self.project, quiet=2)
        self.environment = {name: value for name, value in os.environ.items() if name not in _OPTIONS}
        self.environment["PYTHONPATH"] = str(self.project)

    @property
    def scene(self) -> SceneRef:
        """The scene that stands for all where one is measured: the one in the middle."""
        return self.scenes[len(self.scenes) // 2]

    def fresh(self) -> Path:
        """A new folder."""
        return Path(tempfile.mkdtemp(dir=self.folder))

    def python(self, *words: str | Path) -> Cost:
        """Run Python in the project."""
        return run([sys.executable, *words], self.project, self.environment)

    def film(self, media: Path, *options: str, scenes: Sequence[int] = ()) -> Cost:
        """Make our film of the scenes, with sound, captions and all."""
        numbers = ",".join(map(str, scenes or self.numbers))
        which = ["--lesson", "loss_scenes", *([] if self.whole and not scenes else ["--scenes", numbers])]
        return self.python("-m", "narrated", "video", "--media", media, *which, *options)

    def plain(self, scene: SceneRef, folder: Path) -> Cost:
        """Make plain manim's clip of a scene, in a process of its own as its command line does."""
        module, _, name = scene.ref.partition(":")
        (folder / f"{scene.script}.py").write_text(_PLAIN.format(module=module, name=name), encoding="utf-8")
        # Manim's own settings, but for a question to a server whose answer takes as long as it likes.
        (folder / "manim.cfg").write_text("[CLI]\nnotify_outdated_version = False\n", encoding="utf-8")
        command = ["-m", "manim", "render", "--fps", "30", "-qh", f"{scene.script}.py", name]
        return run([sys.executable, *command], folder, self.environment)

    def plain_clip(self, scene: SceneRef, folder: Path) -> Path:
        """Where plain manim put it."""
        return folder / "media" / "videos" / scene.script / "1080p30" / f"{scene.ref.partition(':')[2]}.mp4"

    @functools.cached_property
    def films(self) -> dict[str, list[Cost]]:
        """Cold films in turn: ours by all processors, by one, and plain manim's clips one after the other."""
        sides: dict[str, Callable[[], Cost]] = {"our film": self._our_film}
        if "film" in self.rows:
            sides["plain manim"] = self._plain_film
        if "workers" in self.rows:
            sides["our film by one worker"] = lambda: self._our_film("--jobs", "1")
        return alternate(sides, self.rounds, self.note)

    @functools.cached_property
    def media(self) -> Path:
        """A finished film of ours."""
        media = self.folder / "media"
        self.note("our film, to go on from")
        self.film(media)
        return media

    @functools.cached_property
    def plain_folder(self) -> Path:
        """Plain manim's clip of the one scene."""
        folder = self.fresh()
        self.note(f"plain manim's clip of {self.scene.script}")
        self.plain(self.scene, folder)
        return folder

    @functools.cached_property
    def frames(self) -> tuple[Path, list[int]]:
        """The raw frames of the one scene, RGBA, and how often each is shown."""
        path = self.folder / "frames.rgba"
        self.note(f"raw frames of {self.scene.script}")
        return path, self.inside("store", self.scene, path)["repeats"]

    @contextmanager
    def plain_frames(self) -> Iterator[tuple[Path, list[int]]]:
        """The same of plain manim, whose drawings fade shape by shape; gigabytes, so not kept."""
        path = self.folder / "plain.rgba"
        self.note(f"raw frames of {self.scene.script} as manim fades them")
        try:
            yield path, self.inside("store-plainly", self.scene, path)["repeats"]
        finally:
            path.unlink(missing_ok=True)

    def inside(self, what: str, scene: SceneRef, *more: str | Path) -> dict[str, Any]:
        """Do a part of the work in a process that measures itself (`benchmarks.inside`)."""
        folder = self.fresh()
        cost = self.python("-m", "benchmarks.inside", what, scene.ref, scene.script, folder, *more)
        shutil.rmtree(folder)
        answer: dict[str, Any] = json.loads(cost.said.splitlines()[-1])
        return answer

    def _our_film(self, *options: str) -> Cost:
        media = self.fresh()
        cost = self.film(media, *options)
        shutil.rmtree(media)
        return cost

    def _plain_film(self) -> Cost:
        costs = []
        for scene in self.scenes:
            folder = self.fresh()
            costs.append(self.plain(scene, folder))
            shutil.rmtree(folder)
        return Cost(sum(cost.wall for cost in costs), sum(cost.cpu for cost in costs), "")


def frames_in(clip: Path) -> int:
    """How many frames a clip shows, at 30 a second."""
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        return round((stream.duration or 0) * (stream.time_base or Fraction(0)) * 30)
