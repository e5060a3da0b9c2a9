"""Play a scene without drawing it."""

from __future__ import annotations

from typing import Any

from manim.scene.scene_file_writer import SceneFileWriter

from narrated.manim_adapter.renderer import IncrementalRenderer


class DryRenderer(IncrementalRenderer):
    """Plays without pixels or sounds; the scene's ``look_on_the_way(time)`` is called where one is drawn."""

    def __init__(self) -> None:
        super().__init__(file_writer_class=_SilentWriter)

    def play(self, scene: Any, *args: Any, **kwargs: Any) -> None:
        """Play for the mobjects' sake."""
        scene.compile_animation_data(*args, **kwargs)
        scene.begin_animations()
        if not scene.is_current_animation_frozen_frame():
            scene.play_internal()
        self.num_plays += 1

    def render(self, scene: Any, time: float, moving_mobjects: Any = None) -> None:
        """Tell the scene."""
        scene.look_on_the_way(time)


class _SilentWriter(SceneFileWriter):
    """Does not even read the sounds."""

    def add_sound(self, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""
