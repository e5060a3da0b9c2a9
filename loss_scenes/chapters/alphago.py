"""Chapter: AlphaGo Zero; two terms of its loss, drawn and added up for one position."""

from __future__ import annotations

from manim import FadeIn, LaggedStart, Transform, ValueTracker, VGroup

from loss_scenes.chapters.fact import Fact
from loss_scenes.facts import Game
from loss_scenes.models.pairs import AlphaGoZeroTerms
from loss_scenes.pictures.goban import GoBoard
from loss_scenes.pictures.value_gap import ValueGap
from narrated.design.layout import Region
from narrated.mobjects.bars import PairedBars
from narrated.mobjects.panel import formula, panel
from narrated.mobjects.terms import boxed, in_line
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.narrated_scene import beat

ALPHAGO_ZERO = "ell = {{(z - v)^2 : value}} {{- bold(pi)^top log bold(p) : policy}} + c norm(theta)^2"
DECAY = "c norm(theta)^2"


class AlphaGo(Fact):
    """A squared error and a cross-entropy become one number.

    Attributes
    ----------
    game
        The position, and what network and search think of it.
    opening
        How much of its half's width the formula has at first.
    """

    game = Game()
    opening = 0.86

    def go_board(self, region: Region) -> GoBoard:
        """The position."""
        moves = dict(zip("ABC", self.game.moves, strict=True))
        return GoBoard(region, 9, self.game.black, self.game.white, moves, self.theme.colors.fact)

    @beat
    def add_up_a_game(self) -> None:
        """Each term in a picture of its own, then their sum."""
        colors, sizes, word, game = self.theme.colors, self.theme.type, self.word, self.game
        played, learnt = ValueTracker(0.0), ValueTracker(0.0)

        def terms() -> AlphaGoZeroTerms:
            return game.terms(played.get_value(), learnt.get_value())

        left, right = self.regions.body.columns(1, 1.75, gap=0.24)
        head, middle, foot = right.rows(1, 2.7, 1, gap=0.2)
        title, picture, below = left.inset(0.25, 0.2).rows(0.7, 6, 0.5, gap=0.06)
        board, ground = self.go_board(picture), panel(left)
        names = VGroup(
            self.bold(word("game"), colors.fact).set_line(title.center),
            Label(word("alphago_source"), sizes.small, colors.muted).set_line(below.center),
        )
        # The formula has the whole of its half until its first term needs the room.
        said = head.inset(0.3).fit(formula(ALPHAGO_ZERO, sizes.title))
        top, stage = panel(head, color=colors.fact), panel(right, color=colors.fact)
        math = said.copy().move_to(right.center)
        math.scale(self.opening * right.width / math.width)
        said.select("value").set_color(colors.squared)
        places = middle.columns(1, 1, gap=0.24)
        value = boxed(places[0], word("value"), colors.squared, lambda place: ValueGap(
            place, lambda: game.prediction(played.get_value()), game.outcome, colors.squared, colors.fact
        ))  # fmt: skip
        policy = boxed(places[1], word("policy"), colors.cross_entropy, lambda place: PairedBars(
            place, "ABC", game.visits, lambda: game.probabilities(learnt.get_value()), 0.75,
            (colors.fact, colors.prediction), (word("search"), word("network")),
        ))  # fmt: skip
        # The decay has nothing to do with the position, and stays a formula.
        total = in_line(
            foot,
            LiveNumber(lambda: terms().value, color=colors.squared),
            Label("+", sizes.number, colors.muted),
            LiveNumber(lambda: terms().policy, decimals=3, color=colors.cross_entropy),
            Label("=", sizes.number, colors.muted),
            LiveNumber(lambda: sum(terms()), decimals=3, color=colors.text),
            Label("+", sizes.number, colors.muted),
            formula(DECAY, sizes.number, colors.muted),
        )
        with self.narrate("alphago"):
            self.on("alphago", self.clear_body(), run_time=0.2)
            self.add(ground, stage)
            self.then(
                self.retitle("alphago_title", "alphago_sense"), *map(FadeIn, (math, names, board.position)),
                run_time=0.4,
            )  # fmt: skip
            self.fill(LaggedStart(*(FadeIn(move, scale=2.0) for move in board.candidates), lag_ratio=0.8))
            self.on("value", Transform(stage, top), Transform(math, said), run_time=0.3)
            self.then(FadeIn(value, panel(foot, color=colors.fact), total[0]), run_time=0.2)
            self.fill(played.animate.set_value(1.0))
            self.on(
                "policy", math.select("policy").animate.set_color(colors.cross_entropy),
                FadeIn(policy, *total[1:]), run_time=0.3,
            )  # fmt: skip
            self.fill(learnt.animate.set_value(1.0))
