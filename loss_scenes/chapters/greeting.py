"""Chapter: who speaks and of what, over the curves that are to come."""

from __future__ import annotations

from manim import UP, Create, FadeIn, ValueTracker, VGroup

from loss_scenes.chapters.exhibits import staged
from loss_scenes.chapters.panels import Panels
from loss_scenes.losses import cross_entropy, focal, half_squared_error, hinge, huber
from loss_scenes.pictures.gallery import Exhibit, Gallery
from narrated.mobjects.step_path import steady
from narrated.mobjects.text import Label
from narrated.scene.narrated_scene import beat


class Greeting(Panels):
    """Greeting and title; a dot rolls down every curve of the lesson.

    Attributes
    ----------
    cast
        The curves, each with the key of its name and the role of its colour.
    """

    cast: tuple[Exhibit, ...] = (
        Exhibit("mse", "squared", half_squared_error, (-3.0, 3.0), (0.0, 4.5), (-2.7, 0.0)),
        Exhibit("cross_entropy", "cross_entropy", cross_entropy, (0.0, 1.0), (0.0, 4.5), (0.03, 1.0)),
        Exhibit("hinge", "hinge", hinge, (-3.0, 3.0), (0.0, 4.5), (-2.7, 1.6), (1.0,)),
        Exhibit("focal", "focal", focal, (0.0, 1.0), (0.0, 4.5), (0.03, 1.0)),
        Exhibit("huber", "huber", huber, (-4.0, 4.0), (0.0, 4.5), (-3.7, 0.0)),
    )

    def set_stage(self) -> None:
        self.headline, row = self.regions.body.rows(1.15, 1)
        self.gallery = Gallery(row, [staged(self, exhibit) for exhibit in self.cast])
        self.standing = list(self.gallery.grounds)
        self.add(self.gallery)

    @beat
    def greet(self) -> None:
        colors, sizes, share = self.theme.colors, self.theme.type, ValueTracker(0.0)
        hello = Label(self.word("greeting"), sizes.title)
        name = Label(self.lesson_words.presenter, sizes.title, colors.accent, weight="BOLD")
        greeting = VGroup(hello, name.beside(hello, 0.1)).move_to(self.headline.center)
        above, middle, low = self.headline.rows(1.1, 1.8, 1)
        title = Label(self.lesson_words.title, sizes.display, weight="BOLD").set_line(middle.center)
        subtitle = Label(self.lesson_words.subtitle, sizes.heading, colors.gold).set_line(low.center)
        rollers, names = self.gallery.rollers(share), self.gallery.names
        with self.narrate("hello"):
            self.then(FadeIn(hello), *(Create(curve) for curve in self.gallery.curves), run_time=1.0)
            self.on("hello", FadeIn(name, shift=0.2 * UP), run_time=0.4)
            self.then(FadeIn(rollers), run_time=self.theme.motion.quick)
        with self.narrate("title"):
            small = greeting.animate.move_to(above.center).scale(sizes.heading / sizes.title)
            self.then(small, steady(share, 0.25))
            self.on("title", FadeIn(title, shift=0.2 * UP), FadeIn(subtitle), FadeIn(names), run_time=0.4)
            self.fill(share.animate.set_value(1.0))
