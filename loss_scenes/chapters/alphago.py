"""Chapter: AlphaGo Zero; its loss compares the end of a game and the moves of a search with a forecast."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    PI,
    RIGHT,
    TAU,
    UP,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    LaggedStart,
    Line,
    Mobject,
    Rectangle,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from loss_scenes.chapters.source import source_line
from loss_scenes.facts import GAME, Game
from loss_scenes.pictures.falling_loss import bar_in_track
from loss_scenes.pictures.goban import GoBoard
from loss_scenes.pictures.looked_at import looked_at
from loss_scenes.pictures.panned import pan
from loss_scenes.pictures.props import Trophy
from loss_scenes.pictures.robot import Robot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.bars import Pillar
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Segments, rimmed
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber, Tick
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_BEYOND = 0.25  # how far the way is seen beyond lost (-1), or its middle where it begins there, and won (1)
_TALL, _CUP = 0.52, 0.38  # height of the robot who walks it, and of a cup, in the same units
_CERTAIN = 4.9  # pitches of the board: how high a column would stand that has all that is given
_COLUMN = 0.88  # width of one, in pitches
_FIRST = 0.25  # of its height: how high a column is first seen, for a line could not be told from its ring


class Places(NamedTuple):
    """Where the forecast's shot has name, way and source, and the sum's shot its board, key and two terms.

    Without a place of its own the name stands before the sum.
    """

    name: Region | None
    way: Region
    foot: Region
    board: Region
    key: Region
    squared: Region
    moves: Region


class Outlook(NamedTuple):
    """The way with a cup at its ends, what is read there, the error, its square, and how large that is.

    The middle of the way is named with the last of them: the robot has left it then.
    """

    way: VGroup
    ends: VGroup
    forecast: LiveNumber
    distance: Segments
    square: Rectangle
    number: Label
    middle: Tick


class Term(NamedTuple):
    """What stands before a term of the sum, what it is called, how large it is, and that as a bar."""

    mark: VMobject
    name: Label
    number: Label | LiveNumber
    bar: VGroup


class Bets(NamedTuple):
    """A board whose candidate moves are ringed; on each a column of what the network gives to it, in blue.

    A golden cap is where the search has it; the key says so.
    """

    board: VGroup
    columns: VGroup
    caps: VGroup
    key: VGroup


class AlphaGo(Chapter):
    """A robot plays, walks towards how the game ended, and its moves come close to the search's: two terms.

    Parameters
    ----------
    scene
        Where it is told.
    game
        The position, and what network and search think of it.
    """

    def __init__(self, scene: NarratedScene, *, game: Game = GAME) -> None:
        super().__init__(scene)
        self.game, self.at = game, self.places()
        self.value_learnt, self.policy_learnt = ValueTracker(0.0), ValueTracker(0.0)
        self.risen = ValueTracker(_FIRST)
        self.way = self.way_to_the_end(self.at.way)

    @beat
    def compare_with_the_forecast(self) -> None:
        """The stones; the end against the forecast; plus the network's moves against the search's."""
        motion, game, aside = self.theme.motion, self.game, self.regions.frame.width * RIGHT
        large, robot, title = self.opening()
        stones = list(large.stones)
        large.remove(large.stones)
        soon = squish_rate_func(smooth, 0.5, 1.0)
        with self.narrate("alphago"):
            came = FadeIn(title, rate_func=soon)
            self.on("alphago", *pan(self.scene, VGroup(large, robot)), came, run_time=motion.brief)
            # Whose hand it is that plays.
            hand = robot.get_left() + 0.4 * robot.height * UP
            laid = (FadeIn(stone, target_position=hand, scale=0.6) for stone in stones)
            # The next picture is there when it is named.
            self.then(
                LaggedStart(*laid, lag_ratio=0.4),
                run_time=max(0.0, self.seconds_left() - motion.brief - motion.calm),
            )

            way, ends, forecast, distance, square, number, middle = self.outlook()
            decoration(bleeding(distance))  # it becomes the side of the square
            bleeding(square)
            name = self.name_of_the_square(number)
            source = source_line(self.word("alphago_source"), self.at.foot, self.theme, edge=DOWN + RIGHT)
            walker: Any = robot.animate.scale(self.walker_height / PIXEL / 100 / self.large)
            played = bleeding(VGroup(large, *stones))
            self.remove(title)  # words that slide cannot be read
            self.then(
                played.animate.shift(-aside),
                walker.stand(self.way.c2p(game.prediction(0.0), 0.0)),
                bleeding(way.shift(aside)).animate.shift(-aside),
                *(FadeIn(part, rate_func=soon) for part in (source, ends)),
                run_time=motion.brief,
            )
            self.remove(played)
            here = detached(lambda: self.way.c2p(self.forecast(), 0.0))
            robot.add_updater(lambda walks: walks.stand(here()))
            self.add(distance, robot, ends)
            walked = self.value_learnt.animate.set_value(1.0)
            self.on("value", walked, FadeIn(forecast, name), run_time=motion.swift)
            self.remove(distance)
            self.then(
                GrowFromEdge(square, UP),
                FadeIn(number, middle, rate_func=soon),
                run_time=motion.swift,
            )

            robot.clear_updaters()
            self.scene.wait(max(0.0, self.seconds_left() - motion.swift))
            bets, (squared, moves) = self.bets(), self.terms()
            # Words before which something slides cannot be read.
            self.remove(ends, forecast, middle, source, square)
            carries = squish_rate_func(smooth, 0.2, 0.6)
            # A name before its sum lets it go first and comes from above, one over it goes with it.
            follows, bow = (squish_rate_func(smooth, 0.4, 0.8), -PI / 3) if self.broad else (carries, 0.0)
            left, slides = bleeding(VGroup(way, robot)), squish_rate_func(smooth, 0.2, 1.0)
            self.then(
                # The way is clear, then sum and name are carried over before the board comes.
                FadeOut(left, rate_func=motion.soon(0.25)),
                ReplacementTransform(number, squared.number, rate_func=carries),
                ReplacementTransform(name, squared.name, rate_func=follows, path_arc=bow),
                cast(Any, bleeding(bets.board.shift(-aside))).animate(rate_func=slides).shift(aside),
                # The square comes anew: on its way it would cross the board.
                FadeIn(squared.mark, squared.bar, *moves, *bets.key, rate_func=soon),
                run_time=motion.swift,
            )
            self.add(bets.columns, bets.caps, source)
            self.on("policy", self.risen.animate.set_value(1.0), run_time=motion.swift)
            self.fill(cast(Any, self.policy_learnt).animate(rate_func=motion.soon(0.9)).set_value(1.0))

    # -- places --------------------------------------------------------------------------------------------

    @property
    def broad(self) -> bool:
        """Whether the terms stand beside the board, else below it."""
        return self.regions.hero.broad

    @property
    def upright(self) -> bool:
        """Whether the frame is tall."""
        return self.regions.hero.upright

    def places(self) -> Places:
        """Of both shots: the source keeps its place through both."""
        hero, gap, size = self.regions.hero, 10 * PIXEL, self.theme.type
        high, row = hero.height / PIXEL, 1.3 * size.title
        foot = 1.3 * size.small
        if self.broad:
            way, low = hero.rows(high - foot - 10, foot, gap=gap)
            board, side = self.halves()
            row = 1.4 * size.body
            board, key = board.rows(high - row, row)
            squared, moves = Region(side.x, way.y, side.width, way.height).rows(1, 1, gap=2 * gap)
            return Places(None, way, low, board, key, squared, moves)
        name, way, low = hero.rows(row, high - row - foot - 20, foot, gap=gap)
        body = hero.rows(high - foot - 10, foot, gap=gap)[0]
        em = self.theme.type.heading
        low_row = (6.1 if self.upright else 3.0) * em
        above, under = body.rows(body.height / PIXEL - low_row - 20, low_row, gap=20 * PIXEL)
        squared, moves = (under.rows if self.upright else under.columns)(1, 1, gap=2 * gap)
        across = min(above.height, 0.7 * above.width)
        board, key = above.columns(across, above.width - across - 4 * gap, gap=4 * gap)
        return Places(name, way, low, board, key, squared, moves)

    def halves(self) -> tuple[Region, Region]:
        """A place for the board that is as high as a broad picture, and what is left beside it."""
        hero, gap = self.regions.hero, 60 * PIXEL
        board, side = hero.columns(hero.height, hero.width - hero.height - gap, gap=gap)
        return board, side

    def opening(self) -> tuple[GoBoard, Robot, Label]:
        """Board and robot as large as the frame allows, and what it is called."""
        hero, picture, ground = self.regions.hero, looked_at(self.regions), self.scene.ground.horizon
        size, game = self.theme.type.title, self.game
        if self.broad:
            place, side = self.halves()
            head = side.rows(1.5 * size * PIXEL, hero.height - 1.5 * size * PIXEL)[0]
        else:
            head, body = hero.rows(1.3 * size, hero.height / PIXEL - 1.3 * size, gap=16 * PIXEL)
            left, right = picture.edge(LEFT)[0], picture.edge(RIGHT)[0]
            across = min(body.height, 0.7 * picture.width)
            place = Region(left + across / 2, body.edge(DOWN)[1] + across / 2, across, across)
            side = Region((left + across + right) / 2, body.y, right - left - across, body.height)
        title = Label(
            self.word("alphago"), size, self.theme.colors.gold, weight="BOLD", within=head, edge=ORIGIN
        )
        free = head.edge(DOWN)[1] - ground if self.broad else side.height
        self.large = min(0.86 * free, 1.12 * side.width) / PIXEL / 100
        robot = bleeding(Robot(100 * self.large).stand(np.array([side.x, ground, 0.0])))
        return bleeding(GoBoard(place, 9, game.black, game.white)), robot, title

    def way_to_the_end(self, place: Region) -> Plot:
        """Coordinates of the way from lost to won; 1 upwards is as long as 1 along it."""
        # Nothing of it may stand below what sites lay over the edge of an upright film.
        picture = self.regions.hero if self.upright else looked_at(self.regions)
        label = 1.5 * self.theme.type.body * PIXEL
        # The square of the error that is left hangs below the way.
        deep = self.game.outcome - self.game.prediction(1.0)
        first, last = self.begins - _BEYOND, self.game.outcome + _BEYOND
        unit = min(picture.width / (last - first), (place.height - label) / (deep + _TALL))
        self.walker_height, high = _TALL * unit, (deep + _TALL) * unit + label
        room = Region(picture.x, place.y, (last - first) * unit, high)
        return Plot(room, (first, last), (-deep, high / unit - deep), bare=True)

    @property
    def begins(self) -> float:
        """Where the way begins that is seen: in an upright picture what is walked, so that it is larger."""
        return min(0.0, self.game.prediction(0.0)) if self.upright else -self.game.outcome

    # -- the forecast --------------------------------------------------------------------------------------

    def forecast(self) -> float:
        """How the robot thinks now that the game ends."""
        return self.game.prediction(self.value_learnt.get_value())

    @property
    def sides(self) -> str:
        """How the square is reckoned."""
        thought, area = self.game.prediction(1.0), self.game.terms(1.0, 1.0).value
        return f"({self.game.outcome:.0f} \N{MINUS SIGN} {thought:.1f})² = {area:.2f}"

    def outlook(self) -> Outlook:
        """All of the forecast's shot, the robot apart."""
        colors, way, outcome, game = self.theme.colors, self.way, self.game.outcome, self.game
        size, unit = self.theme.type.body, self.walker_height / _TALL
        tall = _CUP * unit / PIXEL
        line = Line(way.c2p(self.begins, 0.0), way.c2p(outcome, 0.0))
        line.set_stroke(colors.drawn_other, self.theme.curve_width)
        marks = VGroup(*(
            Line(way.c2p(x, 0.0), way.c2p(x, 0.0) + 0.3 * size * PIXEL * UP)
            for x in (-outcome, 0.0, outcome) if x >= self.begins
        ))  # fmt: skip
        marks.set_stroke(colors.drawn_other, self.theme.curve_width)
        cups = VGroup(Trophy(tall, colors.gold).stand(way.c2p(outcome, 0.0)))
        over = self.walker_height * UP + 0.7 * size * PIXEL * UP
        hero = self.regions.hero

        def named(key: str, ink: str, x: float) -> Label:
            label = Label(self.word(key), size, ink, weight="BOLD")
            return label.set_line(hero.kept(way.c2p(x, 0.0) + over, label.width))

        won = named("won", colors.gold, outcome)
        ends = VGroup(won)
        if not self.upright:
            fallen = Trophy(0.86 * tall, colors.drawn_mid).rotate(TAU / 4)
            cups.add(fallen.move_to(way.c2p(-outcome, 0.0), aligned_edge=DOWN))
            ends.add(named("lost", colors.text, -outcome))
        middle = Tick(0)
        middle.set_line(way.c2p(0.0, 0.0) + 0.9 * size * PIXEL * UP)
        forecast = LiveNumber(
            self.forecast, decimals=1, template=self.word("forecast"), size=size, color=colors.text
        )
        # It ends at the left of the cup's name where the robot comes to stand.
        free = won.get_left()[0] - 0.4 * size * PIXEL - way.c2p(game.prediction(1.0), 0.0)[0]
        edge = min(forecast.width / 2, free) * RIGHT
        c2p, now = detached(way.c2p), detached(self.forecast)
        least = hero.edge(LEFT)[0] + forecast.width

        def follow(said: Mobject) -> None:
            at = c2p(now(), 0.0) + over + edge
            said.set_line(np.maximum(at, (least, -np.inf, -np.inf)), RIGHT)

        forecast.add_updater(follow, call_updater=True)
        low, high = way.c2p(game.prediction(1.0), game.prediction(1.0) - outcome), way.c2p(outcome, 0.0)
        square = Rectangle(width=high[0] - low[0], height=high[1] - low[1], stroke_width=0)
        square.set_fill(colors.squared, opacity=1).move_to((low + high) / 2)
        end = square.get_left() + (1.0 if self.broad else 0.4) * size * PIXEL * LEFT
        start = hero.edge(LEFT)[0]
        # Clear of the way, which it stands under.
        clear = square.height - (self.theme.curve_width / 100 if self.upright else 0.0)
        room = Region((start + end[0]) / 2, end[1] - (square.height - clear) / 2, end[0] - start, clear)
        number = Label(self.sides, self.theme.type.title, colors.text, weight="BOLD", within=room, edge=RIGHT)
        return Outlook(
            VGroup(decoration(line), decoration(marks), *cups),
            ends,
            forecast,
            Segments(
                way,
                lambda: np.array([(now(), 0.0, outcome, 0.0)]),
                colors.squared,
                width=2 * self.theme.curve_width,
            ),
            square,
            number,
            middle,
        )

    def name_of_the_square(self, number: Label) -> Label:
        """What is left of the error is called so: at its place as large as its sum, or before it as fits."""
        words, ink = self.word("squared"), self.theme.colors.squared
        if self.at.name:
            return Label(words, number.size, ink, weight="BOLD").set_line(self.at.name.center)
        size = self.theme.type.title
        end = number.get_left() + 0.5 * size * PIXEL * LEFT
        room = float(end[0] - self.regions.hero.edge(LEFT)[0])
        fits = min(1.0, room / Label(words, size, weight="BOLD").width)
        return Label(words, fits * size, ink, weight="BOLD").set_line(end, RIGHT)

    # -- the sum -------------------------------------------------------------------------------------------

    def terms(self) -> tuple[Term, Term]:
        """The square and how it is reckoned; plus the loss of the moves, which falls."""
        colors, sizes = self.theme.colors, self.theme.type
        squared, moves = self.words_of(self.at.squared), self.words_of(self.at.moves)
        fallen = LiveNumber(
            lambda: self.game.terms(1.0, self.policy_learnt.get_value()).policy,
            size=sizes.title if self.broad else sizes.heading, color=colors.cross_entropy,
        )  # fmt: skip
        square, plus = self.term_marks(squared[0], moves[0])
        large = sizes.title if self.broad else sizes.heading

        def named(key: str, color: str, room: Region) -> Label:
            return Label(self.word(key), large, color, weight="BOLD", within=room, edge=LEFT)

        sides = Label(self.sides, sizes.heading, colors.text, weight="BOLD", within=squared[2], edge=LEFT)
        parts = self.game.terms(1.0, 1.0)
        return (
            Term(
                square,
                named("squared", colors.squared, squared[1]),
                sides,
                bar_in_track(squared[3], lambda: self.by_the_most(parts.value), colors.squared),
            ),
            Term(
                plus,
                named("cross_entropy", colors.cross_entropy, moves[1]),
                fallen.set_line(moves[2].edge(LEFT), LEFT),
                bar_in_track(
                    moves[3],
                    lambda: self.by_the_most(self.game.terms(1.0, self.policy_learnt.get_value()).policy),
                    colors.cross_entropy,
                ),
            ),
        )

    def by_the_most(self, part: float) -> float:
        """A term by the largest that is shown: both bars have one scale."""
        return part / self.game.terms(1.0, 0.0).policy

    def words_of(self, place: Region) -> tuple[Region, Region, Region, Region]:
        """Where a term has its mark, its name, its number, and its bar."""
        at, words = place.columns(0.2, 0.8)
        name, number, bar = words.rows(1.1, 1.1, 0.5)
        return at, name, number, bar

    def term_marks(self, first: Region, second: Region) -> tuple[Rectangle, VGroup]:
        """The square before its term, and that the other is added to it."""
        side = 0.62 * min(first.width, first.height)
        square = Rectangle(width=side, height=side, stroke_width=0)
        arms = Line(side / 2 * LEFT, side / 2 * RIGHT), Line(side / 2 * DOWN, side / 2 * UP)
        plus = VGroup(*arms).set_stroke(self.theme.colors.text, 1.5 * self.theme.curve_width)
        square.set_fill(self.theme.colors.squared, opacity=1)
        return square.move_to(first.center), plus.move_to(second.center)

    def bets(self) -> Bets:
        """The board, the columns on it, and where they come to stand."""
        game, colors, width = self.game, self.theme.colors, self.theme.curve_width
        board = GoBoard(self.at.board, 9, game.black, game.white)
        most, wide = max(*game.visits, *game.policy), _COLUMN * board.pitch
        full, over = _CERTAIN * board.pitch, 0.05 * wide * RIGHT
        columns, caps = VGroup(), VGroup()
        # Who stands further down is nearer, and before the rest.
        for k in sorted(range(len(game.moves)), key=lambda k: -game.moves[k][1]):
            foot = board.at(*game.moves[k])
            place = Region(foot[0], foot[1] + most * full / 2, wide, most * full)
            columns.add(Pillar(place, partial(self.given, k, most), colors.cross_entropy))
            ends = np.array([foot + side * (wide / 2 * RIGHT + over) for side in (-1, 1)])
            caps.add(rimmed(colors.gold, width))
            for line in caps[-1]:
                line.set_points_as_corners(ends + game.visits[k] * full * UP)
        return Bets(VGroup(board, board.candidates(game.moves)), columns, caps, self.key())

    def key(self) -> VGroup:
        """What the caps are, each on its column: what the network is to agree with."""
        place, size, colors = self.at.key, self.theme.type.body, self.theme.colors
        em = size * PIXEL
        cap = Line(0.6 * em * LEFT, 0.6 * em * RIGHT).set_stroke(colors.gold, self.theme.curve_width)
        column = Rectangle(width=0.9 * em, height=0.6 * em, stroke_width=0)
        column.set_fill(colors.cross_entropy, opacity=1).next_to(cap, DOWN, buff=0.05 * em)
        sign = VGroup(column, cap)
        if self.broad:
            at, said = place.columns(0.16, 0.84)
            sign.move_to(at.center)
        else:
            at, said = place.rows(1, 1)
            sign.move_to(at.edge(DOWN + LEFT), aligned_edge=DOWN + LEFT)
            said = Region(said.x, said.edge(UP)[1] - 1.2 * em, said.width, 2.2 * em)
        words = Label(self.word("search"), size, colors.text, weight="BOLD", within=said, edge=LEFT)
        return VGroup(sign, words)

    def given(self, move: int, most: float) -> float:
        """What the network gives to a move now, by the most that any is given, while the columns rise."""
        given = self.game.probabilities(self.policy_learnt.get_value())[move]
        return float(self.risen.get_value() * given / most)
