"""Chapter: the classics side by side, and which of them are the matter now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from manim import LaggedStart

from loss_scenes.catalogue import CROSS_ENTROPY, FOCAL, HINGE, HUBER, SQUARED, Loss
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.portrait import Portrait
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


@dataclass(frozen=True)
class Classic:
    """A small portrait of a loss: the key of its name, and the window on its curve."""

    word: str
    loss: Loss
    over: tuple[float, float]
    top: float


CLASSICS = (
    Classic("mse", SQUARED, (-2.0, 2.0), 4.2),
    Classic("ce", CROSS_ENTROPY, (0.0, 1.0), 4.2),
    Classic("hinge", HINGE, (-2.0, 3.0), 3.2),
    Classic("focal", FOCAL, (0.0, 1.0), 4.2),
    Classic("huber", HUBER, (-3.0, 3.0), 3.0),
)


TILE = (260, 220)  # px: of a smaller one the name cannot be read on a phone


class Portraits(Chapter):
    """Curves take their colours, each on its own foot; some step forward, the rest lose their colour.

    Parameters
    ----------
    scene
        Where it is told.
    classics
        The portraits.
    first
        How many of them step forward.
    """

    def __init__(
        self, scene: NarratedScene, *, classics: Sequence[Classic] = CLASSICS, first: int = 3
    ) -> None:
        super().__init__(scene)
        self.first = first
        gap, self.rise = 40 * PIXEL, 24 * PIXEL
        hero = self.regions.hero
        room = Region(hero.x, hero.y - self.rise / 2, hero.width, hero.height - self.rise)
        places = (
            room.columns(*[1] * len(classics), gap=gap)
            if hero.width > 1.5 * hero.height
            else room.tiles(len(classics), at_least=TILE, gap=gap)
        )
        self.portraits = [
            Portrait(
                place,
                self.word(classic.word),
                classic.loss.value,
                classic.loss.color(self.theme.colors),
                classic.over,
                classic.top,
                kinks=classic.loss.kinks,
            )
            for classic, place in zip(classics, places, strict=True)
        ]
        Portrait.match_names(self.portraits)

    @beat
    def name_the_classics(self) -> None:
        motion = self.theme.motion
        self.add(*self.portraits)
        with self.narrate("list"):
            self.fill(LaggedStart(*(portrait.draw() for portrait in self.portraits), lag_ratio=0.35))
            chosen, rest = self.portraits[: self.first], self.portraits[self.first :]
            self.on(
                "list",
                *(portrait.step_forward(self.rise) for portrait in chosen),
                *(portrait.rest() for portrait in rest),
                run_time=motion.quick,
            )
