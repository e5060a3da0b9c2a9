"""Chapter: the classics side by side, and which of them are the matter now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from manim import RIGHT, UP, ApplyMethod, LaggedStart

from loss_scenes.catalogue import CROSS_ENTROPY, FOCAL, HINGE, HUBER, SQUARED, Loss
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.portrait import Portrait
from narrated.mobjects.text import Label
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
    Classic("huber", HUBER, (-3.0, 3.0), 6.0),
)


GAP, FORWARD = 40 * PIXEL, 24 * PIXEL
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
        hero, stacked = self.regions.hero, self.regions.hero.height > self.regions.hero.width
        self.step = FORWARD * (RIGHT if stacked else UP)
        room = Region(hero.x, hero.y - FORWARD / 2, hero.width, hero.height - FORWARD)
        if stacked:
            # The last foot keeps clear of the horizon.
            room = Region(hero.x - FORWARD / 2, hero.y + GAP / 2, hero.width - FORWARD, hero.height - GAP)
            places = room.rows(*[1] * len(classics), gap=GAP)
        elif hero.width > 1.5 * hero.height:
            places = room.columns(*[1] * len(classics), gap=GAP)
        else:
            places = room.tiles(len(classics), at_least=TILE, gap=GAP)
        names = [self.word(classic.word) for classic in classics]
        rows = 1 if stacked else self.rows_of(names, places)
        self.portraits = [
            Portrait(
                place,
                name,
                classic.loss.value,
                classic.loss.color(self.theme.colors),
                classic.over,
                classic.top,
                kinks=classic.loss.kinks,
                name_rows=rows,
                beside=stacked,
            )
            for classic, name, place in zip(classics, names, places, strict=True)
        ]
        Portrait.match_names(self.portraits)

    def rows_of(self, names: Sequence[str], places: Sequence[Region]) -> int:
        """One, unless a name would have to be much smaller for it."""
        size = self.theme.type.heading
        excess = max(
            Label(name, size, weight="BOLD").width / place.width
            for name, place in zip(names, places, strict=True)
        )
        return 2 if excess > 1.25 else 1

    @beat
    def name_the_classics(self) -> None:
        motion = self.theme.motion
        self.add(*self.portraits)
        with self.narrate("list"):
            self.fill(LaggedStart(*(portrait.light() for portrait in self.portraits), lag_ratio=0.5))
            chosen, rest = self.portraits[: self.first], self.portraits[self.first :]
            self.on(
                "list",
                *(ApplyMethod(portrait.shift, self.step) for portrait in chosen),
                *(portrait.rest() for portrait in rest),
                run_time=motion.quick,
            )
