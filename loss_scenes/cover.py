"""The cover: the title over five losses that fan out with the size of the mistake."""

from __future__ import annotations

from loss_scenes.catalogue import FIVE
from loss_scenes.lesson import LESSON
from loss_scenes.theme import THEME
from narrated.mobjects.banner import Banner
from narrated.mobjects.fan import Fan
from narrated.scene.still import StillScene


class Cover(StillScene):
    """A still picture, 16:9: it has to work as large as a stamp.

    Attributes
    ----------
    losses
        All are drawn against one argument, the violation of the margin.
    span, height
        What of it is shown.
    """

    lesson = LESSON
    theme = THEME
    losses = FIVE
    span = (-2.6, 3.3)
    height = (-0.45, 5.2)

    def construct(self) -> None:
        """Put the title where the curves are low."""
        colors, sizes = self.theme.colors, self.theme.type
        curves = [(loss.of_violation, loss.color(colors)) for loss in self.losses]
        # The curves run off the picture on every side.
        field = self.regions.frame.inset(-0.35)
        self.fan = Fan(field, self.span, self.height, curves, width=2.3 * self.theme.curve_width)
        banner = Banner(
            self.regions.safe.inset(0.5).rows(1, 0.85)[0],
            self.words.title,
            self.words.subtitle,
            2.1 * sizes.display,
            1.5 * sizes.title,
        )
        self.add(self.fan.curves, banner)
