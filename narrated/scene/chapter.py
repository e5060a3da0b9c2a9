"""A chapter: some beats of one idea, told in a scene that it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narrated.scene.narrated_scene import NarratedScene


class Chapter:
    """Beats with their data and their state; what stays on the screen is the scene's.

    A scene makes its chapters in ``construct``, then calls their beats in order. A chapter draws with the
    scene's own ``narrate``, ``on``, ``then``, ``fill``, ``add`` ..., which it has under the same names.

    Parameters
    ----------
    scene
        Where it is told; a chapter's own ``__init__`` hands it on and keeps the data.

    Examples
    --------
    A chapter with one beat, and a scene that tells it with a value of its own::

        # [lines.roll]
        # say = "The ball <bookmark mark='rolls'/>rolls."
        class Rolling(Chapter):
            def __init__(self, scene: NarratedScene, *, far: float = 2.0) -> None:
                super().__init__(scene)
                self.far = far

            @beat
            def roll(self) -> None:
                with self.narrate("roll"):
                    self.on("rolls", Dot().animate.shift(self.far * RIGHT))


        class Falling(NarratedScene):
            lesson = LESSON
            script = "scene1"

            def construct(self) -> None:
                rolling = Rolling(self, far=3.0)

                rolling.roll()
    """

    def __init__(self, scene: NarratedScene) -> None:
        self.scene, self.theme, self.regions, self.panels = scene, scene.theme, scene.regions, scene.panels
        self.word, self.retitle = scene.word, scene.retitle
        self.narrate, self.on, self.then, self.fill = scene.narrate, scene.on, scene.then, scene.fill
        self.seconds_left = scene.seconds_left
        self.add, self.remove, self.ensure = scene.add, scene.remove, scene.ensure
        self.bring_to_back, self.clear_body = scene.bring_to_back, scene.clear_body
        self.explorable = scene.explorable
