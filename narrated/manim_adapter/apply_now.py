"""Bring animations to their end without a frame."""

from __future__ import annotations

from typing import Any

from manim import Scene


def apply_now(scene: Scene, *animations: Any) -> None:
    """Do to a scene what playing ``animations`` would have done by its end.

    Manim refuses a play of no duration, and every other one has a frame.
    """
    compiled = scene.compile_animations(*animations)
    scene.add_mobjects_from_animations(compiled)
    for animation in compiled:
        animation._setup_scene(scene)
        animation.begin()
        animation.finish()
        animation.clean_up_from_scene(scene)
    scene.update_mobjects(0)
