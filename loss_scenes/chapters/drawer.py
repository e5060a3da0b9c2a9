"""Chapter: a drawer of cards, one for each fact that will be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from manim import Mobject, VGroup

from narrated.design.layout import Region
from narrated.mobjects.panel import panel
from narrated.mobjects.text import Label
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat


@dataclass(frozen=True)
class Icon:
    """A small picture: what stands on the card from the start, and the animation that wakes it."""

    still: tuple[Mobject, ...]
    wake: Any


class Fact(Protocol):
    """A chapter with a title and a small picture."""

    @property
    def title(self) -> str:
        """What it is called on the screen."""
        ...

    def icon(self, region: Region) -> Icon:
        """The chapter in small."""
        ...


class Drawer(Chapter):
    """Cards with small pictures that all wake at once.

    Parameters
    ----------
    scene
        Where it is told.
    facts
        From left to right.
    """

    def __init__(self, scene: NarratedScene, *facts: Fact) -> None:
        super().__init__(scene)
        self.facts = facts

    @beat
    def open_the_drawer(self) -> None:
        colors, size, width = self.theme.colors, self.theme.type.heading, self.theme.curve_width
        places = self.regions.body.columns(*[1] * len(self.facts), gap=0.24)
        cards, icons, names = [panel(place) for place in places], [], VGroup()
        for fact, place in zip(self.facts, places, strict=True):
            picture, foot = place.inset(0.35, 0.5).rows(3.4, 1)
            icons.append(fact.icon(picture))
            names.add(Label(fact.title, size, colors.text, weight="BOLD").set_line(foot.center))
        self.add(*cards, *(part for icon in icons for part in icon.still), names)
        with self.narrate("facts"):
            self.fill(*(icon.wake for icon in icons))
            # Not as one group: manim would lift the frames over the pictures.
            lit = [card.animate.set_stroke(colors.fact, width) for card in cards]
            self.on("facts", *lit, run_time=self.theme.motion.brief)
