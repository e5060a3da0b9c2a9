"""Chapter: AlphaGo Zero; its loss compares the end of a game and the moves of a search with a forecast."""

from __future__ import annotations

from functools import partial
from string import ascii_uppercase
from typing import Any, NamedTuple, cast

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
    ValueTracker,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from loss_scenes.chapters.source import source_line
from loss_scenes.facts import GAME, Game
from loss_scenes.pictures.goban import GoBoard
from loss_scenes.pictures.looked_at import looked_at
from loss_scenes.pictures.panned import pan
from loss_scenes.pictures.props import Trophy
from loss_scenes.pictures.robot import Robot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.bars import Pillar
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Segments
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber, Tick
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

_BEYOND = 0.25  # how far the way is seen beyond lost (-1), or its middle where it begins there, and won (1)
_TALL, _CUP = 0.52, 0.38  # height of the robot who walks it, and of a cup, in the same units
_NEAR = 0.85  # how much of the search's moves is learnt: close to it, as the term is never zero


class Places(NamedTuple):
    """Where the forecast's shot has name, way and source, and the moves' shot its terms, board and bars.

    Without a place of its own the name stands before the sum.
    """

    name: Region | None
    way: Region
    foot: Region
    terms: Region
    board: Region
    bars: Region


class AlphaGo(Chapter):
    """A robot plays; then it walks towards how the game ended, and its moves come close to the search's.

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
        self.value_learnt, self.policy_learnt, self.told = (ValueTracker(0.0) for _ in range(3))
        self.way = self.way_to_the_end(self.at.way)

    @beat
    def compare_with_the_forecast(self) -> None:
        """The stones, then the end against the forecast, then the network's moves against the search's."""
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

            way, ends, forecast, distance, square, number = self.outlook()
            decoration(bleeding(distance))  # it becomes the side of the square
            bleeding(square)
            name = self.name_of_the_square(number[0])
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
            self.then(GrowFromEdge(square, UP), FadeIn(number, rate_func=soon), run_time=motion.swift)

            board, named, pairs = self.moves()
            squared, others = self.both_terms()
            robot.clear_updaters()
            leaving = bleeding(VGroup(way, robot))
            self.scene.wait(max(0.0, self.seconds_left() - motion.swift))
            # Words before which something slides cannot be read.
            self.remove(ends, forecast, source)
            self.then(
                # The square comes anew at the name's other side: on its way it would cross that.
                FadeOut(number, square, rate_func=motion.soon(0.5)),
                leaving.animate.shift(-aside),
                FadeIn(bleeding(board), rate_func=soon),  # where the name has left
                FadeIn(named, squared[0], rate_func=late),  # its marks stand on the board that comes
                ReplacementTransform(name, squared[1], rate_func=squish_rate_func(smooth, 0.0, 0.5)),
                run_time=motion.swift,
            )
            self.remove(leaving)
            self.add(pairs, squared, others, source)
            self.on("policy", self.told.animate.set_value(1.0), run_time=motion.swift)
            self.then(self.policy_learnt.animate.set_value(_NEAR), run_time=motion.quick)

    # -- places --------------------------------------------------------------------------------------------

    @property
    def broad(self) -> bool:
        """Whether all that is read stands beside the board."""
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
            board, right = hero.columns(794, 938, gap=60 * PIXEL)
            upper = 0.44 * (high - foot)
            terms, bars, _ = right.rows(upper, high - upper - foot, foot)
            return Places(None, way, low, terms, board, bars)
        name, way, low = hero.rows(row, high - row - foot - 20, foot, gap=gap)
        head = 1.3 * size.body
        terms, body, _ = hero.rows(head, high - head - foot - 20, foot, gap=gap)
        board, bars = body.rows(2.0, 1, gap=2 * gap) if self.upright else body.columns(1.3, 1, gap=3 * gap)
        return Places(name, way, low, terms, board, bars)

    def opening(self) -> tuple[GoBoard, Robot, Label]:
        """Board and robot as large as the frame allows, and what it is called."""
        hero, picture, ground = self.regions.hero, looked_at(self.regions), self.scene.ground.horizon
        size, game = self.theme.type.title, self.game
        if self.broad:
            left, right = self.at.terms.edge(LEFT)[0], hero.edge(RIGHT)[0]
            place = self.at.board
            side = Region((left + right) / 2, hero.y, right - left, hero.height)
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

    def outlook(self) -> tuple[VGroup, VGroup, LiveNumber, Segments, Rectangle, VGroup]:
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
        end = square.get_left() + 0.4 * size * PIXEL * LEFT
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
            VGroup(number, middle),
        )

    # -- the moves -----------------------------------------------------------------------------------------

    def both_terms(self) -> tuple[VGroup, VGroup]:
        """The square with its name, and plus, bars, and what they are called; one below the other if wide."""
        place, colors = self.at.terms, self.theme.colors
        size = self.theme.type.title if self.broad else self.theme.type.body
        names = [self.name_of(key, size) for key in ("squared", "cross_entropy")]
        side = 1.3 * names[1].height
        square = Rectangle(width=side, height=side, stroke_width=0).set_fill(colors.squared, opacity=1)
        most = max(self.game.visits)
        bars = VGroup(
            Rectangle(width=0.26 * side, height=share / most * side, stroke_width=0)
            .set_fill(colors.cross_entropy, opacity=1)
            .move_to(0.37 * k * side * RIGHT, aligned_edge=DOWN)
            for k, share in enumerate(self.game.visits)
        )
        arm = 0.3 * side
        plus = VGroup(Line(arm * LEFT, arm * RIGHT), Line(arm * DOWN, arm * UP))
        plus.set_stroke(colors.text, self.theme.curve_width)
        one, two = VGroup(square, names[0]), VGroup(bars, names[1])
        for term in (one, two):
            term.arrange(RIGHT, buff=0.35 * side)
        if self.broad:
            two.next_to(one, DOWN, buff=0.7 * side, aligned_edge=LEFT)
            plus.next_to(two, LEFT, buff=0.35 * side)
            both = VGroup(one, two, plus)
        else:
            both = VGroup(one, plus, two).arrange(RIGHT, buff=0.35 * side)
        both.scale(min(1.0, place.width / both.width, 0.9 * place.height / both.height)).move_to(place.center)
        return one, VGroup(plus, two)

    def name_of_the_square(self, number: VMobject) -> Label:
        """What is left of the error is called so: at its place as large as its sum, or before it as fits."""
        if self.at.name:
            size = cast(Label, number).size
            return self.name_of("squared", size).set_line(self.at.name.center)
        size = self.theme.type.title
        name = self.name_of("squared", size)
        end = number.get_left() + 0.5 * size * PIXEL * LEFT
        room = float(end[0] - self.regions.hero.edge(LEFT)[0])
        return self.name_of("squared", size * min(1.0, room / name.width)).set_line(end, RIGHT)

    def name_of(self, key: str, size: float) -> Label:
        """A term's name in its colour."""
        ink = {"squared": self.theme.colors.squared, "cross_entropy": self.theme.colors.cross_entropy}[key]
        return Label(self.word(key), size, ink, weight="BOLD")

    def moves(self) -> tuple[VGroup, VGroup, VGroup]:
        """The board with its marked moves, what is read of them, and two bars a move: search and network."""
        game, at, place, colors = self.game, self.at.board, self.at.bars, self.theme.colors
        if self.upright:  # what is looked at may be wider than what is read
            at = Region(self.regions.frame.x, at.y, at.width, at.height)
        board = bleeding(GoBoard(at, 9, game.black, game.white))
        size = self.theme.type.label
        inside = min(size, 0.75 * board.pitch / PIXEL)
        letters = VGroup(
            Label(letter, inside, colors.text, weight="BOLD").move_to(board.at(*move))
            for letter, move in zip(ascii_uppercase, game.moves, strict=False)
        )
        row = 1.4 * size * PIXEL
        legend, _, bars, low = place.rows(row, 0.2 * row, place.height - 2.2 * row, row)
        named, pairs = VGroup(decoration(letters), self.legend(legend)), VGroup()
        inks, most = (colors.gold, colors.cross_entropy), max(*game.visits, *game.policy)

        def sought(move: int) -> float:
            return self.told.get_value() * game.visits[move] / most

        def thought(move: int) -> float:
            likely = game.probabilities(self.policy_learnt.get_value())[move]
            return float(self.told.get_value() * likely / most)

        columns = zip(*(row.columns(*[1] * len(game.moves), gap=0.5) for row in (bars, low)), strict=True)
        for move, (room, foot) in enumerate(columns):
            # Below its bars and on the board the same letter is a mark, and no word.
            named.add(decoration(Label(ascii_uppercase[move], size, weight="BOLD").set_line(foot.center)))
            for half, share, ink in zip(room.columns(1, 1, gap=0.08), (sought, thought), inks, strict=True):
                pairs.add(Pillar(half, partial(share, move), ink))
        return VGroup(board, board.candidates(game.moves)), named, pairs

    def legend(self, place: Region) -> VGroup:
        """Whose bars have which colour."""
        colors, size, legend = self.theme.colors, self.theme.type.label, VGroup()
        em = size * PIXEL
        room = Region(place.x, place.y, min(place.width, 13 * em), place.height)
        keys = ("search", colors.gold), ("network", colors.cross_entropy)
        for (key, ink), cell in zip(keys, room.columns(1, 1, gap=0.3 * em), strict=True):
            patch = Rectangle(width=0.6 * em, height=0.6 * em, stroke_width=0).set_fill(ink, opacity=1)
            patch.move_to(cell.edge(LEFT), aligned_edge=LEFT)
            word = Region(cell.x + 0.5 * em, cell.y, cell.width - em, cell.height)
            legend.add(patch, Label(self.word(key), size, weight="BOLD", within=word))
        return legend
