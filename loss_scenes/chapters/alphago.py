"""Chapter: AlphaGo Zero; two terms of its loss, drawn and added up for one position."""

from __future__ import annotations

from manim import FadeIn, LaggedStart, Transform, ValueTracker, VGroup

from loss_scenes.chapters.drawer import Icon
from loss_scenes.facts import GAME, Game
from loss_scenes.models.pairs import AlphaGoZeroTerms
from loss_scenes.pictures.goban import GoBoard
from loss_scenes.pictures.value_gap import ValueGap
from narrated.design.layout import Region
from narrated.mobjects.bars import PairedBars
from narrated.mobjects.panel import formula, panel
from narrated.mobjects.terms import boxed, in_line
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

ALPHAGO_ZERO = "ell = {{(z - v)^2 : value}} {{- bold(pi)^top log bold(p) : policy}} + c norm(theta)^2"
DECAY = "c norm(theta)^2"
MOVES = "ABC"


class AlphaGo(Chapter):
    """A squared error and a cross-entropy become one number.

    Parameters
    ----------
    scene
        Where it is told.
    game
        The position, and what network and search think of it.
    opening
        How much of its half's width the formula has at first.
    """

    def __init__(self, scene: NarratedScene, *, game: Game = GAME, opening: float = 0.86) -> None:
        super().__init__(scene)
        self.game, self.opening, self.title = game, opening, self.word("alphago")
        self.value_learnt, self.policy_learnt = ValueTracker(0.0), ValueTracker(0.0)

    def terms(self) -> AlphaGoZeroTerms:
        """The terms of the moment."""
        return self.game.terms(self.value_learnt.get_value(), self.policy_learnt.get_value())

    def board(self, region: Region) -> GoBoard:
        """The position."""
        moves = dict(zip(MOVES, self.game.moves, strict=True))
        return GoBoard(region, 9, self.game.black, self.game.white, moves, self.theme.colors.fact)

    def icon(self, region: Region) -> Icon:
        """The chapter in small: the moves that are thought of."""
        board = self.board(region)
        return Icon((board.position,), _think(board))

    @beat
    def add_up_a_game(self) -> None:
        """Each term in a picture of its own, then their sum."""
        colors, motion = self.theme.colors, self.theme.motion
        left, right = self.regions.body.columns(1, 1.75, gap=0.24)
        head, middle, foot = right.rows(1, 2.7, 1, gap=0.2)
        title, picture, below = left.inset(0.25, 0.2).rows(0.7, 6, 0.5, gap=0.06)
        board, names = self.board(picture), self.names(title, below)
        # The formula has the whole of its half until its first term needs the room.
        top, stage = panel(head, color=colors.fact), panel(right, color=colors.fact)
        said = head.inset(0.3).fit(formula(ALPHAGO_ZERO, self.theme.type.title))
        math = said.copy().move_to(right.center)
        math.scale(self.opening * right.width / math.width)
        said.select("value").set_color(colors.squared)
        value_place, policy_place = middle.columns(1, 1, gap=0.24)
        value, policy, total = self.value(value_place), self.policy(policy_place), self.total(foot)
        with self.narrate("alphago"):
            self.on("alphago", self.clear_body(), run_time=motion.swift)
            self.add(panel(left), stage)
            arrive = map(FadeIn, (math, names, board.position))
            self.then(self.retitle("alphago_title", "alphago_sense"), *arrive, run_time=motion.quick)
            self.fill(_think(board))
            self.on("value", Transform(stage, top), Transform(math, said), run_time=motion.brief)
            self.then(FadeIn(value, panel(foot, color=colors.fact), total[0]), run_time=motion.swift)
            self.fill(self.value_learnt.animate.set_value(1.0))
            lit = math.select("policy").animate.set_color(colors.cross_entropy)
            self.on("policy", lit, FadeIn(policy, *total[1:]), run_time=motion.brief)
            self.fill(self.policy_learnt.animate.set_value(1.0))

    def names(self, title: Region, below: Region) -> VGroup:
        """What is played, and the source."""
        colors, word = self.theme.colors, self.word
        game = Label(word("game"), color=colors.fact, weight="BOLD")
        source = Label(word("alphago_source"), self.theme.type.small, colors.muted)
        return VGroup(game.set_line(title.center), source.set_line(below.center))

    def value(self, region: Region) -> VGroup:
        """The squared error: predicted and real outcome."""
        colors, game, learnt = self.theme.colors, self.game, self.value_learnt.get_value

        def gap(place: Region) -> ValueGap:
            shades = colors.squared, colors.fact
            return ValueGap(place, lambda: game.prediction(learnt()), game.outcome, *shades)

        return boxed(region, self.word("value"), colors.squared, gap)

    def policy(self, region: Region) -> VGroup:
        """The cross-entropy: moves of the search and of the network."""
        colors, game, learnt = self.theme.colors, self.game, self.policy_learnt.get_value
        shades, names = (colors.fact, colors.prediction), (self.word("search"), self.word("network"))

        def bars(place: Region) -> PairedBars:
            return PairedBars(
                place, MOVES, game.visits, lambda: game.probabilities(learnt()), 0.75, shades, names
            )

        return boxed(region, self.word("policy"), colors.cross_entropy, bars)

    def total(self, region: Region) -> VGroup:
        """Value and policy terms and their sum; the decay has nothing to do with the position."""
        colors, size = self.theme.colors, self.theme.type.number
        return in_line(
            region,
            LiveNumber(lambda: self.terms().value, color=colors.squared),
            Label("+", size, colors.muted),
            LiveNumber(lambda: self.terms().policy, decimals=3, color=colors.cross_entropy),
            Label("=", size, colors.muted),
            LiveNumber(lambda: sum(self.terms()), decimals=3, color=colors.text),
            Label("+", size, colors.muted),
            formula(DECAY, size, colors.muted),
        )


def _think(board: GoBoard) -> LaggedStart:
    """The moves that are thought of, one after another."""
    return LaggedStart(*(FadeIn(move, scale=2.0) for move in board.candidates), lag_ratio=0.8)
