"""Chapter: who speaks and of what, over the curves that are to come."""

from __future__ import annotations

from collections.abc import Sequence

from manim import UP, Create, FadeIn, ValueTracker, VGroup

from loss_scenes.catalogue import CROSS_ENTROPY, FOCAL, HALF_SQUARED, HINGE, HUBER
from loss_scenes.pictures.gallery import Exhibit, Gallery
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

CAST = (
    Exhibit("mse", HALF_SQUARED, (-3.0, 3.0), (0.0, 4.5), (-2.7, 0.0)),
    Exhibit("cross_entropy", CROSS_ENTROPY, (0.0, 1.0), (0.0, 4.5), (0.03, 1.0)),
    Exhibit("hinge", HINGE, (-3.0, 3.0), (0.0, 4.5), (-2.7, 1.6)),
    Exhibit("focal", FOCAL, (0.0, 1.0), (0.0, 4.5), (0.03, 1.0)),
    Exhibit("huber", HUBER, (-4.0, 4.0), (0.0, 4.5), (-3.7, 0.0)),
)


class Greeting(Chapter):
    """Greeting and title; a dot rolls down every curve of the lesson.

    Parameters
    ----------
    scene
        Where it is told.
    cast
        The curves, each with the key of its name.
    """

    def __init__(self, scene: NarratedScene, *, cast: Sequence[Exhibit] = CAST) -> None:
        super().__init__(scene)
        self.cast = cast

    @beat
    def greet(self) -> None:
        motion, sizes, share = self.theme.motion, self.theme.type, ValueTracker(0.0)
        headline, row = self.regions.body.rows(1.15, 1)
        above, middle, low = headline.rows(1.1, 1.8, 1)
        gallery = Gallery(row, self.cast, [self.word(exhibit.name) for exhibit in self.cast])
        rollers = gallery.rollers(share)
        hello, name, title, subtitle = self.lettering()
        greeting = VGroup(hello, name.beside(hello, 0.1)).move_to(headline.center)
        title.set_line(middle.center)
        subtitle.set_line(low.center)
        self.panels.take(*gallery.grounds)
        self.add(gallery)
        with self.narrate("hello"):
            self.then(FadeIn(hello), *(Create(curve) for curve in gallery.curves), run_time=motion.beat)
            self.on("hello", FadeIn(name, shift=0.2 * UP), run_time=motion.quick)
            self.then(FadeIn(rollers), run_time=motion.quick)
        with self.narrate("title"):
            small = greeting.animate.move_to(above.center).scale(sizes.heading / sizes.title)
            self.then(small, steady(share, 0.25))
            arrive = FadeIn(title, shift=0.2 * UP), FadeIn(subtitle), FadeIn(gallery.names)
            self.on("title", *arrive, run_time=motion.quick)
            self.fill(share.animate.set_value(1.0))

    def lettering(self) -> tuple[Label, Label, Label, Label]:
        """The greeting, who greets, the lesson's title and its subtitle."""
        colors, sizes, words = self.theme.colors, self.theme.type, self.scene.lesson_words
        return (
            Label(self.word("greeting"), sizes.title),
            Label(words.presenter, sizes.title, colors.accent, weight="BOLD"),
            Label(words.title, sizes.display, weight="BOLD"),
            Label(words.subtitle, sizes.heading, colors.gold),
        )
