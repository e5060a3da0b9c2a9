"""Who draws, what they are asked to, and how it ended. Light: no process, no manim."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from narrated.scene.scene_job import SceneJob


@dataclass(frozen=True)
class RenderBackend:
    """Who draws: a module with ``film_scene(job, report)`` and ``film_cover(job)``, and what it stands on.

    Where the module has ``check_scene(job)``, every scene is checked before any is drawn; where it has
    ``tell_scene(job)``, so is every scene of which it is not known whether its texts fit. Where it has
    ``prepare(locales)``, that is called once, before the processes are forked in which all is drawn. With
    ``slices`` it has ``film_slice(job, lines, report)`` as well, so several workers may share a scene.
    """

    module: str = "narrated.scene.render_scene"
    preload: tuple[str, ...] = ("manim", "manim_voiceover")
    slices: bool = True


@dataclass(frozen=True)
class Task:
    """One job for a worker.

    Parameters
    ----------
    weight
        How long it is guessed to take, in frames.
    lines
        The same of every line of a scene.
    part
        Numbers of the lines that are drawn, where it is a slice of a scene.
    film
        Of which film it is, where several are made.
    fits
        Whether it is known that all its texts fit: it was drawn before, larger or smaller.
    """

    kind: Literal["film_scene", "film_cover"]
    job: SceneJob
    weight: int
    log: Path
    lines: tuple[int, ...] = ()
    part: range | None = None
    film: str = ""
    fits: bool = False

    @property
    def name(self) -> str:
        """How people know it: by its scene, and by its film where there are several."""
        return f"{self.film} {self.job.name}".lstrip()


@dataclass(frozen=True)
class Result:
    """How a task ended; ``error`` is None where it was done, ``user_error`` where the user can help it."""

    task: Task
    error: str | None = None
    user_error: bool = False
    inputs: frozenset[Path] = frozenset()
    facts: dict[str, str] = field(default_factory=dict)
