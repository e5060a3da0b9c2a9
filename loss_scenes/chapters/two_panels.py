"""What chapters on a large panel and one beside it share: how they come, and how one page follows another."""

from __future__ import annotations

from manim import Animation, FadeIn, Mobject, VMobject

from narrated.mobjects.panel import panel
from narrated.scene.narrated_scene import NarratedScene


class TwoPanels(NarratedScene):
    """Both panels stand from the first frame, or come with the first page that needs them."""

    standing: tuple[VMobject, ...] = ()

    def set_stage(self) -> None:
        self.set_panels()

    def set_panels(self) -> None:
        super().set_panels()
        self.standing = (self.main, self.side)

    def turn_page(self, title: Animation, *ground: Mobject) -> None:
        """Both panels, a new title, and the ground on which the next picture will be drawn."""
        self.then(self.clear_body(*self.standing), run_time=self.theme.motion.quick / 4)
        arriving: list[Animation] = [FadeIn(mobject) for mobject in ground]
        if not self.standing:
            self.main, self.side = panel(self.regions.main), panel(self.regions.side)
            self.standing = (self.main, self.side)
            arriving = [FadeIn(self.main), FadeIn(self.side), *arriving]
        self.then(title, *arriving, run_time=self.theme.motion.quick / 4)
