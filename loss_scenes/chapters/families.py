"""Chapter: three families of losses, each by what it is asked for: a price, an animal, a painting."""

from __future__ import annotations

from manim import DOWN, LEFT, ORIGIN, FadeIn, LaggedStart, VGroup, VMobject

from loss_scenes.pictures.known_pictures import known_pictures, noise
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.pixels import Pixels
from narrated.mobjects.text import Label
from narrated.mobjects.things import Cat, House
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import beat

_HALF = 12  # columns of the painting that are still noise


class Families(Chapter):
    """A house, a cat and a painting that is coming out of noise, and the name of the family of each.

    Parameters
    ----------
    scene
        Where it is told; its words have ``regression``, ``classification`` and ``generation``.
    """

    @beat
    def name_the_families(self) -> None:
        motion, hero = self.theme.motion, self.regions.hero
        broad = hero.width > 1.3 * hero.height
        places = hero.columns(1, 1, 1, gap=0.4) if broad else hero.rows(1, 1, 1, gap=0.3)
        things, names = VGroup(), VGroup()
        for key, place in zip(("regression", "classification", "generation"), places, strict=True):
            picture, words = place.rows(3.2, 1) if broad else place.columns(1, 1.2, gap=0.5)
            things.add(self.thing(key, picture))
            size, ink = self.theme.type.title, self.theme.colors.text
            edge = ORIGIN if broad else LEFT
            names.add(Label(self.word(key), size, ink, weight="BOLD", within=words, edge=edge))
        self.add(things)
        with self.narrate("families"):
            named = (FadeIn(name, shift=0.3 * DOWN) for name in names)
            self.on("families", LaggedStart(*named, lag_ratio=0.4), run_time=motion.beat)

    def thing(self, key: str, place: Region) -> VMobject:
        """What a family is asked for, drawn as large as its place."""
        place = place.inset(0.1, 0.15)
        side = min(place.width, place.height) / PIXEL
        foot = place.center + DOWN * side / 2 * PIXEL
        if key == "regression":
            return House(0.86 * side, 1).stand(foot)
        if key == "classification":
            return Cat(0.96 * side).stand(foot)
        picture, grain = known_pictures()[0], noise(known_pictures()[0].shape, 3)
        picture = picture.copy()
        picture[:, -_HALF:] = grain[:, -_HALF:]
        square = Region(place.x, place.y, 0.96 * side * PIXEL, 0.96 * side * PIXEL)
        return Pixels(square, lambda: 0.5 + 0.5 * picture)
