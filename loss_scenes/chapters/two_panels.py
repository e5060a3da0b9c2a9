"""What chapters on a large panel and one beside it share: how they come, and how one page follows another."""

from __future__ import annotations

from manim import Animation, FadeIn, VMobject

from loss_scenes.mobjects.panel import panel
from loss_scenes.stage.scene import NarratedScene


class TwoPanels(NarratedScene):
    """Both panels stand from the first frame, or come with the first page that needs them."""

    panels: tuple[VMobject, ...] = ()

    def set_stage(self) -> None:
        self.set_panels()

    def set_panels(self) -> None:
        super().set_panels()
        self.panels = (self.main, self.side)

    def turn_page(self, title: Animation) -> None:
        """Both panels, empty, and a new title."""
        self.then(self.clear_body(*self.panels), run_time=self.theme.motion.quick / 4)
        arriving: list[Animation] = []
        if not self.panels:
            self.main, self.side = panel(self.regions.main), panel(self.regions.side)
            self.panels = (self.main, self.side)
            arriving = [FadeIn(self.main), FadeIn(self.side)]
        self.then(title, *arriving, run_time=self.theme.motion.quick / 4)
