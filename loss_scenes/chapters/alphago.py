"""Chapter: AlphaGo Zero; its loss compares the end of a game and the moves of a search with a forecast."""

from __future__ import annotations

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
    LaggedStart,
    Line,
    Rectangle,
    ValueTracker,
    VGroup,
    smooth,
    squish_rate_func,
)

from loss_scenes.catalogue import CROSS_ENTROPY, SQUARED, Loss
from loss_scenes.chapters.source import source_line
from loss_scenes.facts import GAME, Game
from loss_scenes.models.pairs import AlphaGoZeroTerms
from loss_scenes.pictures.goban import GoBoard
from loss_scenes.pictures.looked_at import looked_at
from loss_scenes.pictures.panned import pan
from loss_scenes.pictures.props import Trophy
from loss_scenes.pictures.robot import Robot
from narrated.design.layout import PIXEL, Region
from narrated.mobjects.detached import detached
from narrated.mobjects.marks import Boxes
from narrated.mobjects.phrase import Phrase
from narrated.mobjects.plot import Plot
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.visual_role import bleeding, decoration
from narrated.scene.chapter import Chapter
from narrated.scene.narrated_scene import NarratedScene, beat

MOVES = "ABC"
_REACH = 1.2  # of the way from lost (-1) to won (1): how far it is seen on both sides
_TERM: dict[str, tuple[Loss, tuple[float, float], float]] = {
    "squared": (SQUARED, (-2.0, 2.0), 4.0),
    "cross_entropy": (CROSS_ENTROPY, (0.018, 1.0), 4.0),
}


class Places(NamedTuple):
    """Where the board, the names of the two terms, their pictures and the source stand."""

    board: Region
    squared: Region
    cross_entropy: Region
    value: Region
    policy: Region
    foot: Region


class AlphaGo(Chapter):
    """A robot plays; then it walks towards how the game ended, and its moves fill those of the search.

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
        self.way = self.way_to_the_end(self.at.value)

    @beat
    def compare_with_the_forecast(self) -> None:
        """The stones, then the end against the forecast, then the network's moves against the search's."""
        motion, game, at = self.theme.motion, self.game, self.at
        large, robot, title = self.opening()
        stones = list(large.stones)
        large.remove(large.stones)
        source = source_line(self.word("alphago_source"), at.foot, self.theme)
        ends, forecast, square = self.outlook()
        letters = GoBoard(at.board, 9, game.black, game.white).letters(game.moves, MOVES)
        searched, guessed, names, term = self.moves()
        squared, plus, entropy = self.headline()
        soon = squish_rate_func(smooth, 0.5, 1.0)
        with self.narrate("alphago"):
            came = FadeIn(title, rate_func=soon)
            self.on("alphago", *pan(self.scene, VGroup(large, robot)), came, run_time=motion.brief)
            # Whose hand it is that plays.
            hand = robot.get_left() + 0.4 * robot.height * UP
            laid = (FadeIn(stone, target_position=hand, scale=0.6) for stone in stones)
            self.fill(LaggedStart(*laid, lag_ratio=0.4))
            small = VGroup(large, *stones).animate.scale(at.board.width / large.width)
            walker: Any = robot.animate.scale(self.tall / PIXEL / 100 / self.large)
            self.on(
                "value",
                small.move_to(at.board.center),
                walker.stand(self.way.c2p(game.prediction(0.0), 0.0)),
                FadeOut(title, rate_func=squish_rate_func(smooth, 0.0, 0.3)),
                *(FadeIn(part, rate_func=soon) for part in (squared, plus, ends, source)),
                run_time=motion.swift,
            )
            here = detached(lambda: self.way.c2p(self.forecast(), 0.0))
            robot.add_updater(lambda walks: walks.stand(here()))
            self.add(square, robot, forecast)
            self.then(self.value_learnt.animate.set_value(1.0), run_time=motion.brief)
            self.then(FadeIn(self.law()), run_time=motion.snap)
            # The moves stand there when they are named, so that their number can rest.
            self.then(FadeIn(letters, searched, guessed, names, entropy), run_time=motion.brief)
            agreed = self.policy_learnt.animate.set_value(1.0)
            self.on("policy", agreed, run_time=motion.swift)
            self.then(FadeIn(term), run_time=motion.snap)

    # -- places --------------------------------------------------------------------------------------------

    @property
    def broad(self) -> bool:
        """Whether all that is read stands beside the board."""
        return self.regions.hero.width > 1.5 * self.regions.hero.height

    def places(self) -> Places:
        """Once the terms are spoken of: everything is there at the end, and nothing changes its place."""
        hero, gap = self.regions.hero, 10 * PIXEL
        if self.broad:
            board, right = hero.columns(794, 938, gap=60 * PIXEL)
            head, value, policy, foot = right.rows(104, 344, 270, 50, gap=gap)
            squared, entropy = head.columns(1, 1, gap=80 * PIXEL)
        elif hero.height > hero.width:  # the board above
            top, value, policy, foot = hero.rows(356, 296, 236, 48, gap=gap)
            board, head = top.columns(356, 450, gap=26 * PIXEL)
            squared, entropy = head.rows(1, 1, gap=70 * PIXEL)
        else:
            body, foot = hero.rows(766, 50, gap=gap)
            left, right = body.columns(400, 540, gap=44 * PIXEL)
            board, head = left.rows(400, 340, gap=26 * PIXEL)
            squared, entropy = head.rows(1, 1, gap=70 * PIXEL)
            value, policy = right.rows(400, 340, gap=26 * PIXEL)
        return Places(board, squared, entropy, value, policy, foot)

    def opening(self) -> tuple[GoBoard, Robot, Label]:
        """Board and robot as large as the frame allows, and what it is called."""
        hero, picture, ground = self.regions.hero, looked_at(self.regions), self.scene.ground.horizon
        size, game = self.theme.type.title, self.game
        if self.broad:
            left, right = self.at.value.edge(LEFT)[0], hero.edge(RIGHT)[0]
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
        unit = place.width / 2 / _REACH
        # The square of the error that is left hangs below the way.
        left = self.game.outcome - self.game.prediction(1.0)
        deep = left + 8 * PIXEL / unit
        self.tall = min(place.height - deep * unit - 1.4 * self.theme.type.label * PIXEL, 0.46 * unit)
        return Plot(place, (-_REACH, _REACH), (-deep, place.height / unit - deep), bare=True)

    # -- the two terms -------------------------------------------------------------------------------------

    def headline(self) -> tuple[VGroup, Label, VGroup]:
        """The two terms, each with its curve, which is known by now, and the plus between them."""
        at, size = self.at, self.theme.type.heading
        # Both names as large as the longer one can be.
        room = at.squared.width - 1.4 * self.icon_height
        size = min(size, *(size * room / Label(self.word(role), size, weight="BOLD").width for role in _TERM))
        squared, entropy = (
            self.term(role, place, size)
            for role, place in zip(_TERM, (at.squared, at.cross_entropy), strict=True)
        )
        if self.broad:
            middle = (squared.get_right()[0] + entropy.get_left()[0]) / 2, at.squared.y
        else:
            middle = squared[0].get_x(), (at.squared.edge(DOWN)[1] + at.cross_entropy.edge(UP)[1]) / 2
        plus = Label("+", size, weight="BOLD").set_line(np.array([*middle, 0.0]))
        return squared, plus, entropy

    @property
    def icon_height(self) -> float:
        """How high a term's small curve is."""
        return min(self.at.squared.height, 96 * PIXEL)

    def term(self, role: str, place: Region, size: float) -> VGroup:
        """A loss's curve, small, and its name beside it."""
        loss, span, top = _TERM[role]
        color, high = loss.color(self.theme.colors), self.icon_height
        icon = Region(place.edge(LEFT)[0] + 0.55 * high, place.y, 1.1 * high, 0.84 * high)
        plot = Plot(icon, (min(span[0], 0.0), span[1]), (0.0, top), bare=True)
        name = Label(self.word(role), size, color, weight="BOLD")
        return VGroup(
            plot.curve(loss.value, color, over=span),
            name.set_line(place.edge(LEFT) + 1.35 * high * RIGHT, LEFT),
        )

    def forecast(self) -> float:
        """How the robot thinks now that the game ends."""
        return self.game.prediction(self.value_learnt.get_value())

    def terms(self) -> AlphaGoZeroTerms:
        """The terms of the moment."""
        return self.game.terms(self.value_learnt.get_value(), self.policy_learnt.get_value())

    def outlook(self) -> tuple[VGroup, LiveNumber, Boxes]:
        """The way from lost to won with a cup at both ends; the robot's forecast, and its error's square."""
        colors, way, size, outcome = self.theme.colors, self.way, self.theme.type.label, self.game.outcome
        tall = self.tall / PIXEL
        line = Line(way.c2p(-1.0, 0.0), way.c2p(outcome, 0.0))
        line.set_stroke(colors.drawn_other, self.theme.curve_width)
        cup = Trophy(tall, colors.gold).stand(way.c2p(outcome, 0.0))
        fallen = Trophy(0.86 * tall, colors.drawn_mid).rotate(TAU / 4)
        fallen.move_to(way.c2p(-1.0, 0.0), aligned_edge=DOWN)
        over = (self.tall + 0.66 * size * PIXEL) * UP
        won = Label(self.word("won"), size, colors.gold, weight="BOLD").set_line(way.c2p(outcome, 0.0) + over)
        won.shift(min(0.0, self.regions.hero.edge(RIGHT)[0] - won.get_right()[0]) * RIGHT)
        now = detached(self.forecast)
        # It ends above the robot's shoulder, clear of the cup's name where the robot comes to stand.
        free = won.get_left()[0] - 0.5 * size * PIXEL - way.c2p(self.game.prediction(1.0), 0.0)[0]
        shoulder = over + min(0.36 * self.tall, free) * RIGHT
        forecast = LiveNumber(now, decimals=1, template=self.word("forecast"), size=size, edge=RIGHT)
        c2p = detached(way.c2p)
        forecast.add_updater(lambda said: said.set_line(c2p(now(), 0.0) + shoulder), call_updater=True)
        return (
            VGroup(decoration(line), fallen, cup, won),
            forecast,
            Boxes(
                way, lambda: np.array([(now(), now() - outcome, outcome, 0.0)]), colors.squared,
                opacity=0.5, edge=True,
            ),
        )  # fmt: skip

    def law(self) -> Phrase:
        """The squared error in numbers, at the left of its square."""
        way, game, colors, size = self.way, self.game, self.theme.colors, self.theme.type.heading
        low, forecast = float(way.y_range[0]), game.prediction(1.0)
        left, right = way.c2p(-_REACH, low / 2), way.c2p(forecast, low / 2)
        gap = 40 * PIXEL
        room = Region((left[0] + right[0] - gap) / 2, left[1], right[0] - left[0] - gap, 1.3 * size * PIXEL)
        said = f"({game.outcome:.0f} \N{MINUS SIGN} {forecast:.1f})\N{SUPERSCRIPT TWO} ="
        square = f"{game.terms(1.0, 1.0).value:.2f}"
        return Phrase(room, [(said, size, colors.text), (square, size, colors.squared)], edge=RIGHT)

    def moves(self) -> tuple[VGroup, Boxes, VGroup, VGroup]:
        """For each move a golden frame, as high as the search likes it, and what the network fills of it."""
        colors, sizes, game = self.theme.colors, self.theme.type, self.game
        bars, side = self.at.policy.columns(1.45, 1, gap=40 * PIXEL)
        upper, _, lower = bars.rows(
            bars.height / PIXEL - 1.6 * sizes.label, 0.35 * sizes.label, 1.25 * sizes.label
        )
        count, most = len(game.moves), max(*game.visits, *game.policy)
        plot = Plot(upper, (0.0, count), (0.0, 1.04 * most), bare=True)
        frames, gap = VGroup(), (0.6 * self.theme.curve_width + 3.0) * PIXEL * (RIGHT + UP)
        for k, (share, letter) in enumerate(zip(game.visits, MOVES, strict=True)):
            # A gap of dark between frame and filling keeps both clear.
            low, top = plot.c2p(k + 0.2, 0.0) - gap, plot.c2p(k + 0.8, share) + gap
            frame = Rectangle(width=top[0] - low[0], height=top[1] - low[1], stroke_color=colors.gold,
                              stroke_width=self.theme.curve_width)  # fmt: skip
            under = np.array([(low[0] + top[0]) / 2, lower.y, 0.0])
            frames.add(
                frame.move_to((low + top) / 2), Label(letter, sizes.label, weight="BOLD").set_line(under)
            )
        left, right = np.arange(count) + 0.2, np.arange(count) + 0.8

        def filled() -> np.ndarray:
            shares = game.probabilities(self.policy_learnt.get_value())
            return np.column_stack([left, np.zeros(count), right, shares])

        first, second, number, least = side.rows(1.2, 1.2, 1.7, 1.2)
        names = VGroup(self.named("search", first, filled=False), self.named("network", second, filled=True))
        value = LiveNumber(lambda: self.terms().policy, size=sizes.number, color=colors.cross_entropy)
        value.set_line(number.edge(LEFT), LEFT)
        agree = Label(self.word("least"), sizes.label, colors.cross_entropy, weight="BOLD", within=least)
        return (
            frames.set_z_index(1),
            Boxes(plot, filled, colors.cross_entropy, opacity=1.0),
            names,
            VGroup(value, agree),
        )

    def named(self, key: str, place: Region, *, filled: bool) -> VGroup:
        """What a frame and what its filling is, beside a piece of it."""
        colors, size = self.theme.colors, self.theme.type.label
        swatch = Rectangle(width=1.0 * size * PIXEL, height=0.7 * size * PIXEL, stroke_width=0)
        if filled:
            swatch.set_fill(colors.cross_entropy, opacity=1)
        else:
            swatch.set_stroke(colors.gold, self.theme.line_width * 1.5)
        swatch.move_to(place.edge(LEFT) + 0.5 * size * PIXEL * RIGHT)
        room = Region(place.x + 0.7 * size * PIXEL, place.y, place.width - 1.4 * size * PIXEL, place.height)
        return VGroup(swatch, Label(self.word(key), size, weight="BOLD", within=room))
