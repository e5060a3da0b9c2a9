"""Chapter: AlphaGo Zero; its loss compares the end of a game and the moves of a search with a forecast."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
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
    RoundedRectangle,
    ValueTracker,
    VGroup,
    smooth,
    squish_rate_func,
)

from loss_scenes.chapters.source import source_line
from loss_scenes.facts import GAME, Crossing, Game
from loss_scenes.pictures.goban import GoBoard
from loss_scenes.pictures.looked_at import looked_at
from loss_scenes.pictures.panned import pan
from loss_scenes.pictures.props import Trophy
from loss_scenes.pictures.robot import Robot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.bars import Pillar
from narrated.mobjects.crop import Crop
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber, Tick
from narrated.mobjects.visual_role import bleeding, decoration, drawn
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_BEYOND = 0.25  # how far the way is seen beyond lost (-1), or its middle where it begins there, and won (1)
_TALL, _CUP = 0.52, 0.38  # height of the robot who walks it, and of a cup, in the same units
_AROUND = 3.2  # pitches of the board that are seen of a move and what lies around it


class Places(NamedTuple):
    """Where the forecast's shot has name, way and source, and the sum's shot its two terms.

    Without a place of its own the name stands before the sum.
    """

    name: Region | None
    way: Region
    foot: Region
    squared: Region
    plus: Region
    moves: Region


class SquaredTerm(NamedTuple):
    """The square of the error that is left, what it is called, and how it is reckoned."""

    square: Rectangle
    name: Label
    number: Label


class MovesTerm(NamedTuple):
    """The moves, for each a bar of what the network gives to it and a mark for the search, and its loss.

    The verdict tells whence the loss has fallen, and that it falls no further: it is the entropy of the
    search's own shares then.
    """

    moves: VGroup
    bars: VGroup
    marks: VGroup
    searched: Label
    name: Label
    number: LiveNumber
    verdict: Label


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
        self.way = self.way_to_the_end(self.at.way)

    @beat
    def compare_with_the_forecast(self) -> None:
        """The stones; the end against the forecast; plus the network's moves against the search's."""
        motion, game, aside = self.theme.motion, self.game, self.regions.frame.width * RIGHT
        large, robot, title = self.opening()
        stones = list(large.stones)
        large.remove(large.stones)
        soon, late = squish_rate_func(smooth, 0.5, 1.0), squish_rate_func(smooth, 0.8, 1.0)
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
            self.then(GrowFromEdge(square, UP), FadeIn(number, middle, rate_func=soon), run_time=motion.swift)

            squared, moves = self.squared_term(number.text), self.moves_term()
            robot.clear_updaters()
            leaving = bleeding(VGroup(way, robot))
            self.scene.wait(max(0.0, self.seconds_left() - motion.swift))
            # Words before which something slides cannot be read.
            self.remove(ends, forecast, middle, source)
            early = squish_rate_func(smooth, 0.0, 0.5)
            self.then(
                # The square comes anew: on its way it would cross the words, as the robot would.
                FadeOut(square, leaving, rate_func=motion.soon(0.4)),
                ReplacementTransform(name, squared.name, rate_func=early),
                ReplacementTransform(number, squared.number, rate_func=early),
                FadeIn(squared.square, self.plus(), moves.moves, moves.bars, moves.marks, rate_func=soon),
                FadeIn(moves.searched, moves.name, moves.number, rate_func=late),
                run_time=motion.swift,
            )
            self.add(*moves[:-1], source)
            agrees = self.policy_learnt.animate.set_value(1.0)
            # It comes when the bars have all but met, so that it can be read.
            self.on(
                "policy", agrees, FadeIn(moves.verdict, rate_func=motion.late(0.5)), run_time=motion.quick
            )

    # -- places --------------------------------------------------------------------------------------------

    @property
    def broad(self) -> bool:
        """Whether the terms stand beside each other."""
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
            return Places(None, way, low, *way.columns(0.34, 0.1, 0.56))
        name, way, low = hero.rows(row, high - row - foot - 20, foot, gap=gap)
        body = hero.rows(high - foot - 10, foot, gap=gap)[0]
        squared, between, moves = body.rows(0.25, 0.08, 0.67)
        # Below the middle of the square.
        plus = Region(squared.edge(LEFT)[0] + squared.height / 2, between.y, squared.height, between.height)
        return Places(name, way, low, squared, plus, moves)

    def opening(self) -> tuple[GoBoard, Robot, Label]:
        """Board and robot as large as the frame allows, and what it is called."""
        hero, picture, ground = self.regions.hero, looked_at(self.regions), self.scene.ground.horizon
        size, game = self.theme.type.title, self.game
        if self.broad:
            place, side = hero.columns(hero.height, hero.width - hero.height - 60 * PIXEL, gap=60 * PIXEL)
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

    def outlook(self) -> tuple[VGroup, VGroup, LiveNumber, Segments, Rectangle, Label, Tick]:
        """The way with a cup at its ends, what is read there, the error, its square, and how large that is.

        The middle of the way is named with the last of them: the robot has left it then.
        """
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
        thought, area = game.prediction(1.0), game.terms(1.0, 1.0).value
        sides = f"({outcome:.0f} \N{MINUS SIGN} {thought:.1f})² = {area:.2f}"
        end = square.get_left() + (1.0 if self.broad else 0.4) * size * PIXEL * LEFT
        start = hero.edge(LEFT)[0]
        # Clear of the way, which it stands under.
        clear = square.height - (self.theme.curve_width / 100 if self.upright else 0.0)
        room = Region((start + end[0]) / 2, end[1] - (square.height - clear) / 2, end[0] - start, clear)
        number = Label(sides, self.theme.type.title, colors.text, weight="BOLD", within=room, edge=RIGHT)
        return (
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

    def squared_term(self, said: str) -> SquaredTerm:
        """The square between its name and its sum, or before them where the terms stand below each other."""
        place, colors = self.at.squared, self.theme.colors
        large, small = self.theme.type.title, self.theme.type.heading
        if self.broad:
            name, body, number = place.rows(1.4 * large, place.height / PIXEL - 3.4 * large, 2 * large)
            side, edge = min(0.9 * body.height, 0.72 * body.width), ORIGIN
        else:
            gap = 0.3 * place.height
            body, words = place.columns(place.height, place.width - place.height - gap, gap=gap)
            name, number = words.rows(1.2, 1)
            side, edge = 0.86 * body.height, LEFT
            large, small = (
                min(size, 0.75 * row.height / PIXEL) for size, row in ((large, name), (small, number))
            )
        square = Rectangle(width=side, height=side, stroke_width=0).set_fill(colors.squared, opacity=1)
        return SquaredTerm(
            square.move_to(body.center),
            Label(self.word("squared"), large, colors.squared, weight="BOLD", within=name, edge=edge),
            Label(said, small, colors.text, weight="BOLD", within=number, edge=edge),
        )

    def plus(self) -> VGroup:
        """That the terms are added."""
        place = self.at.plus
        arm = 0.36 * min(place.width, place.height)
        plus = VGroup(Line(arm * LEFT, arm * RIGHT), Line(arm * DOWN, arm * UP)).move_to(place.center)
        return plus.set_stroke(self.theme.colors.text, 1.5 * self.theme.curve_width)

    def moves_term(self) -> MovesTerm:
        """A bar for each move, on what lies around that on the board; marks are where the search has them."""
        game, place, sizes, colors = self.game, self.at.moves, self.theme.type, self.theme.colors
        foot, row = 0.28 * place.height, 1.25 * sizes.title * PIXEL
        head, _, body, _, feet = place.rows(row, 0.4 * row, place.height - 1.5 * row - foot, 0.1 * row, foot)
        most, searched = max(*game.visits, *game.policy), self.word("search")
        moves, bars, marks = VGroup(), VGroup(), VGroup()
        gap = 0.2 * body.height
        over = 0.1 * gap  # of a mark, beyond its bar
        for k, room in enumerate(body.inset(over, 0.0).columns(*[1] * len(game.moves), gap=gap)):
            moves.add(self.move(game.moves[k], Region(room.x, feet.y, foot, foot)))
            bars.add(Pillar(room, partial(self.given, k, most), colors.cross_entropy))
            high = (game.visits[k] / most * room.height) * UP
            start, end = (room.edge(DOWN + side) + over * side + high for side in (LEFT, RIGHT))
            mark = Line(start, end, stroke_color=colors.gold, stroke_width=1.3 * self.theme.curve_width)
            # A dark rim sets it off from a bar that reaches over it.
            rim = mark.copy().set_stroke(colors.background, 2.2 * self.theme.curve_width)
            marks.add(VGroup(decoration(rim), mark))
        number = LiveNumber(
            lambda: game.terms(1.0, self.policy_learnt.get_value()).policy,
            size=sizes.title, color=colors.cross_entropy,
        )  # fmt: skip
        em = sizes.title * PIXEL
        room = Region(
            head.x - number.width / 2 - em / 4, head.y, head.width - number.width - em / 2, head.height
        )
        name = Label(
            self.word("cross_entropy"), sizes.title, colors.cross_entropy, weight="BOLD", within=room
        )
        number.set_line(np.array([name.get_right()[0] + em / 2, name.line_middle, 0.0]), LEFT)
        beside = marks[0].get_right() + 0.4 * sizes.body * PIXEL * RIGHT
        label = Label(searched, sizes.heading, colors.gold, weight="BOLD").set_line(beside, LEFT)
        # In the end the other bars are low.
        low, top = marks[1].get_top()[1] + 0.2 * em, label.get_bottom()[1] - 0.2 * em
        start, end = label.get_left()[0], place.edge(RIGHT)[0]
        free = Region((start + end) / 2, (low + top) / 2, end - start, top - low)
        first = f"{game.terms(1.0, 0.0).policy:.2f}"
        large = min(sizes.heading, 0.9 * free.height / PIXEL)
        said = self.word("lowest").format(first)
        verdict = Label(said, large, colors.text, weight="BOLD", within=free, edge=LEFT)
        return MovesTerm(moves, bars, marks, label, name, number, verdict)

    def given(self, move: int, most: float) -> float:
        """What the network gives to a move now, by the most that any is given."""
        return float(self.game.probabilities(self.policy_learnt.get_value())[move] / most)

    def move(self, crossing: Crossing, place: Region) -> VGroup:
        """A move that may come next, and what lies around it on the board."""
        board = GoBoard(place, 9, self.game.black, self.game.white)
        x, y, _ = board.at(*crossing)
        side = _AROUND * board.pitch
        whole = VGroup(board, board.candidates([crossing]))
        colors = self.theme.colors
        around = Crop(whole, Region(x, y, side, side), colors.drawn_other)
        around.scale(0.9 * place.height / side).move_to(place.center)
        rim = RoundedRectangle(width=place.width, height=place.height, corner_radius=self.theme.corner)
        rim.set_stroke(width=0).set_fill(colors.drawn_other, opacity=1).move_to(place.center)
        return drawn(VGroup(rim, around))
