"""Scene 7: four facts beside the road, each computed while it is told, each with its source."""

from __future__ import annotations

from manim import Create, FadeIn, LaggedStart, VGroup

from loss_scenes.chapters.alphago import AlphaGo
from loss_scenes.chapters.annealing import Annealing
from loss_scenes.chapters.bees import Bees
from loss_scenes.chapters.contrasting import Contrasting
from loss_scenes.lesson import LESSON
from loss_scenes.pictures.valley import Walker
from narrated.mobjects.panel import panel
from narrated.scene.narrated_scene import beat


class FunFacts(Bees, Annealing, Contrasting, AlphaGo):
    """Bees, annealing, contrastive pairs and AlphaGo Zero: a drawer of four cards, then one after another."""

    lesson = LESSON
    script = "scene7"

    def construct(self) -> None:
        self.open_the_drawer()
        self.fly_the_shortest_route()
        self.hop_over_the_barrier()
        self.pull_and_push()
        self.add_up_a_game()

    def set_stage(self) -> None:
        colors, word = self.theme.colors, self.word
        places = self.regions.body.columns(1, 1, 1, 1, gap=0.24)
        titles = (word("bees"), word("annealing"), word("contrast"), word("alphago"))
        self.cards = [panel(place) for place in places]
        pictures, feet = zip(*(place.inset(0.35, 0.5).rows(3.4, 1) for place in places), strict=True)
        self.icons = (
            self.search(pictures[0].inset(0.1)),
            self.valley(
                pictures[1].inset(0.0, 0.75), colors.fact, Walker(self.trap.annealed, colors.negative)
            ),
            self.circle(pictures[2]),
            self.go_board(pictures[3]),
        )
        hive, hills, pairs, board = self.icons
        hive.tried.set_value(1.0)
        hive.map.set_z_index(1)  # The route is drawn later, and runs from flower to flower below them.
        names = VGroup(
            *(
                self.bold(title, colors.text, self.theme.type.heading).set_line(foot.center)
                for title, foot in zip(titles, feet, strict=True)
            )
        )
        self.add(*self.cards, hive.map, hills.curve, hills.balls, pairs, board.position, names)

    @beat
    def open_the_drawer(self) -> None:
        hive, hills, pairs, board = self.icons
        color, width = self.theme.colors.fact, self.theme.curve_width
        with self.narrate("facts"):
            self.fill(
                Create(hive.leader),
                hills.walked.animate.set_value(1.0),
                pairs.walked.animate.set_value(1.0),
                LaggedStart(*(FadeIn(move, scale=2.0) for move in board.candidates), lag_ratio=0.8),
            )
            # Not as one group: manim would lift the frames over the pictures.
            self.on("facts", *(card.animate.set_stroke(color, width) for card in self.cards), run_time=0.3)
