"""Chapter: the classics side by side, and which of them are the matter now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from manim import (
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    VGroup,
    smooth,
    squish_rate_func,
)

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


GAP = 40 * PIXEL
TILE = (260, 220)  # px: of a smaller one the name cannot be read on a phone
AHEAD = 3.0  # how much larger the place of those that step forward is


class Portraits(Chapter):
    """Curves are drawn, each on its own foot; some step forward, the rest lose their colour and step back.

    Parameters
    ----------
    scene
        Where it is told.
    classics
        The portraits.
    first
        How many of them step forward.

    Examples
    --------
    The beat of scene 4 by itself::

        from loss_scenes.lesson import LESSON

        class FiveLosses(Excerpt):
            lesson, script, lines = LESSON, "scene4", ["list"]
            theme, staged = STAGE_THEME, True

            def construct(self):
                portraits = Portraits(self)

                portraits.name_the_classics()
    """

    def __init__(
        self, scene: NarratedScene, *, classics: Sequence[Classic] = CLASSICS, first: int = 3
    ) -> None:
        super().__init__(scene)
        self.first, self.classics = first, classics
        hero = self.regions.hero
        self.stacked, broad = hero.upright, hero.broad
        count, left = len(classics), len(classics) - first
        # The last foot keeps clear of the horizon.
        room = hero if broad else Region(hero.x, hero.y + GAP / 2, hero.width, hero.height - GAP)
        if self.stacked:
            places = room.rows(*[1] * count, gap=GAP)
            front, back = room.rows(AHEAD + 1, 1, gap=GAP)
            ahead, behind = front.rows(*[1] * first, gap=GAP), back.columns(*[1] * left, gap=GAP / 2)
        elif broad:
            places = room.columns(*[1] * count, gap=GAP)
            front, back = room.columns(AHEAD + 1, 1, gap=2 * GAP)
            ahead, behind = front.columns(*[1] * first, gap=GAP), back.rows(*[1] * left, gap=GAP)
        else:
            places = room.tiles(count, at_least=TILE, gap=GAP)
            front, back = room.rows(2, 1, gap=GAP)
            ahead, behind = front.columns(*[1] * first, gap=GAP), back.columns(*[1] * left, gap=GAP)
        # Of those that were drawn, each becomes the larger or the smaller one in its new place.
        self.portraits = self.drawn_in(classics, places)
        self.ahead = self.drawn_in(classics[:first], ahead, large=broad or self.stacked)
        self.behind = self.drawn_in(classics[first:], behind, quiet=True)

    def drawn_in(
        self,
        classics: Sequence[Classic],
        places: Sequence[Region],
        *,
        quiet: bool = False,
        large: bool = False,
    ) -> list[Portrait]:
        """Portraits of losses, in their colours or without, with names as large as titles or smaller."""
        names = [self.word(classic.word) for classic in classics]
        type_ = self.theme.type
        theme = replace(self.theme, type=replace(type_, heading=type_.title)) if large else self.theme
        rows = 1 if self.stacked else self.rows_of(names, places, theme.type.heading)
        portraits = [
            Portrait(
                place,
                name,
                classic.loss.value,
                self.theme.colors.drawn_other if quiet else classic.loss.color(self.theme.colors),
                classic.over,
                classic.top,
                kinks=classic.loss.kinks,
                name_rows=rows,
                beside=self.stacked,
                width=self.theme.line_width if quiet else None,
                theme=theme,
            )
            for classic, name, place in zip(classics, names, places, strict=True)
        ]
        Portrait.match_names(portraits)
        return portraits

    @staticmethod
    def rows_of(names: Sequence[str], places: Sequence[Region], size: float) -> int:
        """One, unless a name has a line end, or would have to be much smaller for it."""
        excess = max(
            Label(max(name.split("\n"), key=len), size, weight="BOLD").width / place.width
            for name, place in zip(names, places, strict=True)
        )
        return 2 if excess > 1.25 or any("\n" in name for name in names) else 1

    @beat
    def name_the_classics(self) -> None:
        motion, portraits = self.theme.motion, self.portraits
        faint = VGroup(*(portrait.curve.copy() for portrait in portraits))
        faint.set_stroke(self.theme.colors.drawn_other, self.theme.line_width)
        self.add(faint, *(portrait.foot for portrait in portraits))
        with self.narrate("list"):
            self.fill(
                LaggedStart(
                    *(AnimationGroup(Create(one.curve), FadeIn(one.title)) for one in portraits),
                    lag_ratio=0.5,
                )
            )
            self.remove(faint)
            self.on("list", *self.steps(), run_time=motion.calm)

    def steps(self) -> list[Animation]:
        """Animations: some portraits step forward; of the others the names are away on the way."""
        count = len(self.ahead)
        gone, comes = self.theme.motion.soon(0.2), squish_rate_func(smooth, 0.6, 1.0)
        forward = zip(self.portraits[:count], self.ahead, strict=True)
        moves: list[Animation] = [ReplacementTransform(one, then) for one, then in forward]
        for one, then in zip(self.portraits[count:], self.behind, strict=True):
            moves += [
                ReplacementTransform(one.curve, then.curve),
                ReplacementTransform(one.foot, then.foot),
                FadeOut(one.title, rate_func=gone),
                FadeIn(then.title, rate_func=comes),
            ]
        return moves
