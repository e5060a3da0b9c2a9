"""Who draws, what they are asked to, and how it ended. Light: no process, no manim."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from loss_scenes.stage.job import SceneJob


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
