"""Chapter: AlphaGo Zero; its loss compares the end of a game and the moves of a search with a forecast."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    LEFT,
    ORIGIN,
    RIGHT,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    Rectangle,
    ValueTracker,
    VGroup,
    smooth,
    squish_rate_func,
)
from manim.typing import Vector3D

from loss_scenes.chapters.source import source_line
from loss_scenes.facts import GAME, Game
from loss_scenes.models.pairs import AlphaGoZeroTerms
from loss_scenes.pictures.goban import GoBoard
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Dots, DottedLines
from narrated.mobjects.panel import formula
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

ALPHAGO_ZERO = (
    "{{ell = : start}} {{(z - v)^2 : value}} {{- bold(pi)^top ln bold(p) : policy}} {{+ dots.c : rest}}"
)


class AlphaGo(Chapter):
    """A board with what is forecast of it; beside it the two terms, one after the other.

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
        """The stones, then the end against the forecast, then the network's moves against the search's."""
        motion, colors, game = self.theme.motion, self.theme.colors, self.game
        place, scale, head, value_place, policy_place, foot = self.places()
        board = GoBoard(place, 9, game.black, game.white)
        # It fills what there is, until the terms need the room.
        large = GoBoard(self.opening(place), 9, game.black, game.white)
        stones = list(large.stones)
        large.remove(large.stones)
        name = Label(self.word("alphago"), self.theme.type.title, colors.fact, weight="BOLD",
                     within=self.title(head), edge=ORIGIN)  # fmt: skip
        math = formula(ALPHAGO_ZERO, self.theme.type.title, within=head)
        math.select("value").set_color(colors.squared)
        source = source_line(self.word("alphago_source"), foot, self.theme)
        value = self.term(value_place, "value", lambda: self.terms().value, colors.squared)
        policy = self.term(policy_place, "policy", lambda: self.terms().policy, colors.cross_entropy)
        aims = board.moves(game.moves, lambda: np.asarray(game.visits), colors.gold, ring=True)
        guesses = board.moves(
            game.moves, lambda: game.probabilities(self.policy_learnt.get_value()), colors.cross_entropy
        )
        least = self.least(policy_place)
        with self.narrate("alphago"):
            # Words come once the old picture is gone.
            soon, late = squish_rate_func(smooth, 0.0, 0.5), squish_rate_func(smooth, 0.5, 1.0)
            arrive = FadeIn(large), FadeIn(name, rate_func=late), FadeIn(source, rate_func=late)
            self.on("alphago", self.clear_body(), *arrive, run_time=motion.brief)
            # The whole loss at once, as soon as it does not stand where the name is.
            whole = [FadeIn(math, rate_func=soon)]
            laid = LaggedStart(*(FadeIn(stone, scale=1.5) for stone in stones), lag_ratio=0.5)
            self.fill(laid, *(whole if self.beside else []))
            small = VGroup(large, *stones).animate.scale(board.width / large.width).move_to(place.center)
            self.on("value", small, FadeOut(name), run_time=motion.swift)
            self.then(FadeIn(self.outlook(scale)), FadeIn(value), run_time=motion.swift)
            thoughts = guesses, self.named(board, "network", RIGHT), aims, self.named(board, "search", LEFT)
            known = [FadeIn(thought, rate_func=late) for thought in thoughts]
            self.fill(self.value_learnt.animate.set_value(1.0), *known, *([] if self.beside else whole))
            lit = math.select("policy").animate.set_color(colors.cross_entropy)
            self.on("policy", FadeIn(policy), lit, run_time=motion.swift)
            # Soon there, so that the result rests before the line ends; then, below it, its least.
            self.then(self.policy_learnt.animate.set_value(1.0), run_time=motion.swift)
            self.then(FadeIn(least), run_time=motion.snap)

    # -- places --------------------------------------------------------------------------------------------

    @property
    def beside(self) -> bool:
        """Whether all that is read stands beside the board."""
        return self.regions.hero.width > 1.5 * self.regions.hero.height

    def places(self) -> tuple[Region, ...]:
        """Of the board, the outlook, the formula, the two terms, and the source."""
        hero, gap = self.regions.hero, 10 * PIXEL
        if self.beside:
            board, side, right = hero.columns(794, 236, 700, gap=31 * PIXEL)
            head, value, policy, foot = right.rows(150, 270, 270, 60, gap=gap)
        else:
            tall = hero.height > hero.width
            head, middle, terms, foot = hero.rows(
                *(110, 528, 260, 50) if tall else (104, 440, 196, 56), gap=gap
            )
            board, side = middle.columns(middle.height, middle.width - middle.height - 0.3, gap=0.3)
            value, policy = terms.columns(1, 1, gap=0.2)
        return board, side, head, value, policy, foot

    def title(self, head: Region) -> Region:
        """Where the name stands while the board is large: in the middle of what is free."""
        if not self.beside:
            return head
        hero = self.regions.hero
        left = hero.edge(LEFT)[0] + hero.height
        right = hero.edge(RIGHT)[0]
        return Region((left + right) / 2, hero.y, right - left - 1.0, head.height)

    def opening(self, place: Region) -> Region:
        """Where the board stands at first: all of the frame below the name."""
        hero = self.regions.hero
        return place if self.beside else hero.rows(134, hero.height / PIXEL - 134 - 64, 58, gap=3 * PIXEL)[1]

    # -- what is read --------------------------------------------------------------------------------------

    def term(self, place: Region, name: str, value: Callable[[], float], color: str) -> VGroup:
        """A term's name, and large below it its value of the moment."""
        sizes = self.theme.type
        size = sizes.title if self.beside else sizes.number
        upper, lower, _ = place.rows(1, 1.1, 0.6)
        label = Label(self.word(name), sizes.body, color, weight="BOLD", within=upper, edge=ORIGIN)
        return VGroup(label, LiveNumber(value, size=size, color=color).set_line(lower.center, ORIGIN))

    def least(self, place: Region) -> Label:
        """Below the policy's term the least that it can be: who knows only 0 takes the rest for a mistake."""
        foot = place.rows(1, 1.1, 0.6)[2]
        words = self.word("least").format(f"{self.game.least_policy:.2f}")
        return Label(words, self.theme.type.label, self.theme.colors.muted, within=foot, edge=ORIGIN)

    def outlook(self, place: Region) -> VGroup:
        """A scale beside the board, from lost to won: the end, the forecast, and the error between them."""
        colors, size, outcome = self.theme.colors, self.theme.type.label, self.game.outcome
        line, words = place.inset(0.0, 0.3).columns(0.16, 0.84)
        plot = Plot(line, (-1.0, 1.0), (-1.0, 1.0), bare=True)

        def now() -> float:
            return self.game.prediction(self.value_learnt.get_value())

        def named(key: str, high: float, color: str) -> Label:
            room = Region(words.x + 0.1, plot.c2p(0, high)[1], words.width - 0.2, 1.4 * size * PIXEL)
            return Label(self.word(key), size, color, weight="BOLD", within=room)

        forecast = named("forecast", now(), colors.text)
        at, level = float(forecast.get_left()[0]), detached(now)
        forecast.add_updater(
            lambda label: label.set_line(np.array([at, plot.c2p(0, level())[1], 0.0]), LEFT),
            call_updater=True,
        )
        scale = Line(plot.c2p(0, -1), plot.c2p(0, 1))
        scale.set_stroke(colors.drawn_other, self.theme.curve_width)
        return VGroup(
            scale, named("won", 1.0, colors.gold), named("lost", -1.0, colors.muted), forecast,
            DottedLines(plot, lambda: np.array([(0.0, now(), 0.0, outcome)]), colors.outlier, dot=14),
            Dots(plot, lambda: np.array([(0.0, outcome)]), colors.gold, scale=2.2),
            Dots(plot, lambda: np.array([(0.0, now())]), colors.text, scale=2.2),
        )  # fmt: skip

    def named(self, board: GoBoard, key: str, side: Vector3D) -> VGroup:
        """Beside the likeliest move, whose ring or disc it is."""
        sizes, pitch = self.theme.type, board.pitch
        likeliest = board.at(*self.game.moves[int(np.argmax(self.game.visits))])
        label = Label(self.word(key), sizes.label, self.theme.colors.text, weight="BOLD")
        label.move_to(likeliest + 1.02 * pitch * side, aligned_edge=-side)
        # The board's lines would run through it.
        patch = Rectangle(width=label.width + 0.1, height=1.15 * sizes.label * PIXEL, stroke_width=0)
        patch.set_fill(self.theme.colors.drawn_far, opacity=1).move_to(label)
        return VGroup(decoration(patch), label)

    def terms(self) -> AlphaGoZeroTerms:
        """The terms of the moment."""
        return self.game.terms(self.value_learnt.get_value(), self.policy_learnt.get_value())
