"""Chapter: AlphaGo Zero; its loss compares the end of a game and the moves of a search with a forecast."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Circle,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    ValueTracker,
    VGroup,
)

from loss_scenes.chapters.source import source_line
from loss_scenes.facts import GAME, Game
from loss_scenes.models.pairs import AlphaGoZeroTerms
from loss_scenes.pictures.goban import GoBoard
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.marks import Dots, DottedLines
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

ALPHAGO_ZERO = (
    "{{ell = : start}} {{(z - v)^2 : value}} {{- bold(pi)^top log bold(p) : policy}} "
    "{{+ c norm(theta)^2 : decay}}"
)


class AlphaGo(Chapter):
    """A board; beside it the two terms, each with what it compares.

    Parameters
    ----------
    scene
        Where it is told.
    game
        The position, and what network and search think of it.
    """

    def __init__(self, scene: NarratedScene, *, game: Game = GAME) -> None:
        super().__init__(scene)
        self.game = game
        self.value_learnt, self.policy_learnt = ValueTracker(0.0), ValueTracker(0.0)

    @beat
    def compare_with_the_forecast(self) -> None:
        """The stones, then the end against the forecast, then the search's moves against the network's."""
        motion, colors, game = self.theme.motion, self.theme.colors, self.game
        place, head, value_place, policy_place, marks = self.places()
        board = GoBoard(place, 9, game.black, game.white)
        # It fills what there is, until the terms need the room.
        large = GoBoard(self.opening(place), 9, game.black, game.white)
        stones = list(large.stones)
        large.remove(large.stones)
        name = Label(self.word("alphago"), self.theme.type.title, colors.fact, weight="BOLD", within=head,
                     edge=ORIGIN)  # fmt: skip
        math = formula(ALPHAGO_ZERO, self.theme.type.title, within=head)
        math.select("value").set_color(colors.squared)
        math.select("policy").set_color(colors.cross_entropy)
        foot = Region(head.x, self.regions.hero.y, head.width, self.regions.hero.height)
        source = source_line(self.word("alphago_source"), foot, self.theme)
        value, policy = self.value(value_place), self.policy(policy_place, marks)
        aims = board.moves(game.moves, lambda: np.asarray(game.visits), colors.gold, ring=True)
        guesses = board.moves(
            game.moves, lambda: game.probabilities(self.policy_learnt.get_value()), colors.cross_entropy
        )
        with self.narrate("alphago"):
            self.on("alphago", self.clear_body(), run_time=motion.snap)
            self.then(*map(FadeIn, (large, name, source)), run_time=motion.swift)
            self.fill(LaggedStart(*(FadeIn(stone, scale=1.5) for stone in stones), lag_ratio=0.5))
            begun = FadeIn(math.select("start")), FadeIn(math.select("value"))
            small = VGroup(large, *stones).animate.scale(board.width / large.width).move_to(place.center)
            self.on("value", small, FadeOut(name), run_time=motion.swift)
            self.then(FadeIn(value), *begun, run_time=motion.swift)
            self.fill(self.value_learnt.animate.set_value(1.0))
            ended = FadeIn(math.select("policy")), FadeIn(math.select("decay"))
            self.on("policy", *map(FadeIn, (guesses, aims, *policy[1:])), *ended, run_time=motion.quick)
            self.then(FadeIn(policy[0]), run_time=motion.swift)
            self.fill(self.policy_learnt.animate(rate_func=motion.answer).set_value(1.0))

    def places(self) -> tuple[Region, Region, Region, Region, Region]:
        """Of the board, the headline, the two terms, and what rings and discs mean."""
        hero, gap = self.regions.hero, 6 * PIXEL
        if self.beside:
            board, right = hero.columns(hero.height, hero.width - hero.height - 0.5, gap=0.5)
            head, value, policy, marks, _ = right.rows(1.1, 1.7, 0.8, 0.7, 0.35, gap=16 * PIXEL)
            return board, head, value, policy, marks
        if hero.height > hero.width:
            head, middle, value, policy, _ = hero.rows(116, 474, 214, 76, 56, gap=gap)
            board, marks = middle.columns(490, 310, gap=32 * PIXEL)
            return board, head, value, policy, marks
        head, middle, _ = hero.rows(116, 629, 58, gap=gap)
        board, right = middle.columns(500, 460, gap=24 * PIXEL)
        value, policy, marks = right.rows(1.4, 0.8, 1)
        return board, head, value, policy, marks

    @property
    def beside(self) -> bool:
        """Whether all that is read stands beside the board."""
        return self.regions.hero.width > 1.5 * self.regions.hero.height

    def opening(self, place: Region) -> Region:
        """Where the board stands at first: all of the frame below the name."""
        hero = self.regions.hero
        return place if self.beside else hero.rows(134, hero.height / PIXEL - 134 - 64, 58, gap=3 * PIXEL)[1]

    def term(self, place: Region, name: str, value: Callable[[], float], color: str) -> VGroup:
        """A term's name and its value of the moment."""
        sizes, (left, right) = self.theme.type, place.columns(2.2, 1, gap=12 * PIXEL)
        label = Label(self.word(name), sizes.body, color, weight="BOLD", within=left, edge=LEFT)
        number = LiveNumber(value, size=sizes.number, color=color).set_line(right.edge(RIGHT), RIGHT)
        # Close to its name where there is room: they are read as one.
        gap = float(number.get_left()[0] - label.get_right()[0]) - 0.5 * sizes.body * PIXEL
        return VGroup(label, number.set_line(right.edge(RIGHT) + max(gap, 0.0) * LEFT, RIGHT))

    def value(self, place: Region) -> VGroup:
        """The outcome, the forecast, and the error between them."""
        colors, size, outcome = self.theme.colors, self.theme.type.label, self.game.outcome
        head, body = place.rows(75, 145)
        plot = Plot(body.inset(0.45, 0.0), (-1.0, 1.0), (-1.0, 1.0), bare=True)

        def now() -> float:
            return self.game.prediction(self.value_learnt.get_value())

        line = Line(
            plot.c2p(-1, 0),
            plot.c2p(1, 0),
            stroke_color=colors.drawn_other,
            stroke_width=self.theme.line_width,
        )
        error = DottedLines(plot, lambda: np.array([(now(), 0.0, outcome, 0.0)]), colors.outlier, dot=12)
        won = Label(self.word("won"), size, colors.gold, weight="BOLD")
        won.set_line(plot.c2p(1, 0) + 0.42 * DOWN + 0.35 * RIGHT, RIGHT)
        forecast = Label(self.word("forecast"), size, colors.text, weight="BOLD")
        forecast.add_updater(lambda label: label.set_line(plot.c2p(now(), 0) + 0.4 * UP), call_updater=True)
        return VGroup(
            self.term(head, "value", lambda: self.terms().value, colors.squared),
            line, error, won, forecast,
            Dots(plot, lambda: np.array([(outcome, 0.0)]), colors.gold, scale=1.8),
            Dots(plot, lambda: np.array([(now(), 0.0)]), colors.text, scale=1.8),
        )  # fmt: skip

    def policy(self, place: Region, marks: Region) -> VGroup:
        """The term, and what rings and discs are."""
        colors, radius = self.theme.colors, 26 * PIXEL
        ring = Circle(radius, stroke_color=colors.gold, stroke_width=self.theme.line_width * 1.3)
        disc = Circle(radius, stroke_width=0, fill_color=colors.cross_entropy, fill_opacity=1)
        group = VGroup(self.term(place, "policy", lambda: self.terms().policy, colors.cross_entropy))
        cells = (
            marks.split(1, 1)
            if marks.width > marks.height
            else marks.inset(0.0, 0.3 * marks.height).rows(1, 1)
        )
        for cell, mark, word, color in zip(
            cells, (ring, disc), ("search", "network"), (colors.gold, colors.text), strict=True
        ):
            mark.move_to(cell.edge(LEFT) + radius * RIGHT)
            text = Region(cell.x + 1.4 * radius, cell.y, cell.width - 2.8 * radius, cell.height)
            group.add(
                mark,
                Label(self.word(word), self.theme.type.label, color, weight="BOLD", within=text, edge=LEFT),
            )
        return group

    def terms(self) -> AlphaGoZeroTerms:
        """The terms of the moment."""
        return self.game.terms(self.value_learnt.get_value(), self.policy_learnt.get_value())
