"""Run a scene: its setup, its plays, its end, and the file that is written of it."""

from __future__ import annotations

from manim import Scene
from manim.manager import Manager


def run_scene(scene: Scene) -> None:
    """What ``scene.render()`` does, past a scene's own override of it: errors come out as they are."""
    (scene.manager or Manager(scene)).render()
