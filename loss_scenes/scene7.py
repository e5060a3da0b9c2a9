"""Scene 7: four facts beside the road, each computed while it is told, each with its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, LaggedStart, ValueTracker, VGroup

from loss_scenes.estimation import alphago_zero_loss, anneal, gradient_descent, shortest_tour, tour_lengths
from loss_scenes.estimation.embeddings import arrange_pairs, circle_similarities, pair_loss
from loss_scenes.lesson import LESSON
from loss_scenes.mobjects.bars import Bar, LogScale, PairedBars
from loss_scenes.mobjects.circle import PairCircle
from loss_scenes.mobjects.goban import GoBoard
from loss_scenes.mobjects.panel import Readout, Readouts, formula, panel
from loss_scenes.mobjects.plot import Plot
from loss_scenes.mobjects.text import Label, LiveNumber
from loss_scenes.mobjects.tour import BarStrip, TourMap
from loss_scenes.mobjects.trace import rolling_ball, trace
from loss_scenes.mobjects.valuegap import ValueGap
from loss_scenes.stage.regions import Region
from loss_scenes.stage.scene import NarratedScene, beat

INFO_NCE = "L = -log e^(s_+ \\/ tau) / (sum_j e^(s_j \\/ tau))"
ALPHAGO_ZERO = (
    "ell = {{(z - v)^2 : value}} {{- bold(pi)^top log bold(p) : policy}} {{+ c norm(theta)^2 : decay}}"
)

# A pentagon of flowers with sides of 50 m, and a nest outside (the layout is schematic).
SIDE = 50.0
CORNERS = 2 * np.pi * np.arange(5) / 5
FLOWERS = SIDE / (2 * np.sin(np.pi / 5)) * np.column_stack([np.sin(CORNERS), np.cos(CORNERS)])


class FunFacts(NarratedScene):
    """Bees, annealing, contrastive pairs and AlphaGo Zero.

    Attributes
    ----------
    nest, flowers
        The map of the bees, in metres.
    energy, slope
        A landscape with a trap, and its derivative; schematic.
    walk
        Start, longest step, seed and temperatures of the annealing walk.
    views, temperature
        Angles at which pairs of views start, in degrees, and the temperature of their loss.
    value, outcome, policy, visits
        AlphaGo Zero's prediction of the outcome (from, to), the outcome, its move probabilities, and those
        of the search.
    """

    lesson = LESSON
    script = "scene7"
    nest = (0.0, -70.0)
    flowers = FLOWERS
    energy = staticmethod(lambda x: 0.1 * (x - 4.5) ** 2 + 0.6 * np.cos(2.2 * (x - 3.0) - 0.29) + 0.8)
    slope = staticmethod(lambda x: 0.2 * (x - 4.5) - 1.32 * np.sin(2.2 * (x - 3.0) - 0.29))
    span = (0.4, 5.9)
    start, goal, seed = 0.7, 4.55, 22
    temperatures = np.geomspace(0.6, 0.01, 120)
    speed_up = 1e8
    views = (220, 110, 293, 178, -1, 255, 320, 42, 69, 149)
    temperature = 0.5
    value, outcome = (-0.4, 0.6), 1.0
    policy, visits = (0.5, 0.3, 0.2), (0.7, 0.2, 0.1)
    stones = ([(2, 2), (3, 2), (4, 4), (6, 5), (2, 5)], [(3, 3), (5, 4), (6, 6), (2, 6), (4, 2)])
    moves = ((5, 5), (3, 5), (5, 2))

    def construct(self) -> None:
        self.open_the_drawer()
        self.fly_the_shortest_route()
        self.hop_over_the_barrier()
        self.pull_and_push()
        self.add_up_a_game()

    def set_stage(self) -> None:
        self.main, self.side = panel(self.regions.main), panel(self.regions.side)

    # -- what the drawings are made of ----------------------------------------------------------------------

    @property
    def stops(self) -> np.ndarray:
        return np.vstack([self.nest, self.flowers])

    def landscape(self, region: Region, **options: Any) -> Plot:
        return Plot(region, self.span, (0.0, 3.1), grid=False, **options)

    def source(self, region: Region, key: str) -> Label:
        """Where a fact comes from, at the foot of a region."""
        label = Label(self.word(key), self.theme.type.small, self.theme.colors.muted)
        return label.set_line(region.edge(LEFT + DOWN) + self.theme.dot * UP, LEFT)

    def bold(self, key: str, color: str, size: float | None = None) -> Label:
        return Label(self.word(key), size or self.theme.type.body, color, weight="BOLD")

    def board(self, region: Region, color: str) -> GoBoard:
        black, white = self.stones
        return GoBoard(region, 9, black, white, dict(zip("ABC", self.moves, strict=True)), color)

    # -- beats ----------------------------------------------------------------------------------------------

    @beat
    def open_the_drawer(self) -> None:
        colors = self.theme.colors
        places = self.regions.body.columns(1, 1, 1, 1, gap=0.24)
        frames = VGroup(*(panel(place, color=colors.fact) for place in places))
        pictures, names = VGroup(), VGroup()
        inner = [place.inset(0.4, 0.5).rows(3.4, 1) for place in places]
        best, _ = shortest_tour(self.stops)
        hive = TourMap(inner[0][0].inset(0.3), self.stops, colors.fact, colors.muted)
        pictures.add(VGroup(hive.route(lambda: best, colors.fact, self.theme.line_width), hive))
        hills = self.landscape(inner[1][0].inset(0.0, 0.9))
        pictures.add(hills.curve(self.energy, colors.fact))
        start = np.deg2rad(self.views)
        pictures.add(PairCircle(inner[2][0], lambda: start, colors.fact))
        pictures.add(self.board(inner[3][0], colors.fact))
        for (_, foot), key in zip(inner, ("bees", "annealing", "contrast", "alphago"), strict=True):
            names.add(self.bold(key, colors.text, self.theme.type.heading).set_line(foot.center))
        with self.narrate("facts"):
            self.then(
                LaggedStart(*(FadeIn(frame, shift=0.4 * UP) for frame in frames), lag_ratio=0.3), run_time=1.2
            )
            self.on("facts", FadeIn(pictures), FadeIn(names, shift=0.3 * UP), run_time=0.5)

    @beat
    def fly_the_shortest_route(self) -> None:
        colors = self.theme.colors
        orders, lengths = tour_lengths(self.nest, self.flowers)
        best, _ = shortest_tour(self.stops)
        tried, flown = ValueTracker(0.0), ValueTracker(0.0)

        def count() -> int:
            # The first orders are tried slowly enough to be followed by eye.
            return 1 + int((len(orders) - 1) * tried.get_value() ** 2)

        def closed(index: int) -> Sequence[int]:
            return (0, *(int(i) + 1 for i in orders[index]), 0)

        def this_tour() -> float:
            return float(lengths[count() - 1] if flown.get_value() == 0.0 else lengths.min())

        field = self.regions.main.inset(0.35)
        trips = self.bold("trips", colors.gold).set_line(field.edge(LEFT + UP) + 0.3 * DOWN, LEFT)
        hive = TourMap(field.inset(0.9, 0.55), self.stops, colors.fact, colors.muted)
        now = hive.route(lambda: closed(count() - 1), colors.muted, self.theme.line_width)
        leader = hive.route(
            lambda: closed(int(np.argmin(lengths[: count()]))), colors.fact, self.theme.curve_width
        )
        bee = hive.bee(best, flown.get_value, colors.gold)
        numbers_place, strip_place, foot = self.regions.side.inset(0.4).rows(3, 2.4, 0.5, gap=0.2)
        strip = BarStrip(strip_place, lengths, count, colors.axis, colors.fact)
        strip_name = Label(self.word("strip"), self.theme.type.small, colors.muted).set_line(
            foot.edge(LEFT), LEFT
        )
        numbers = Readouts(
            numbers_place,
            Readout(self.word("tried"), count, colors.text, 0, "{} / " + str(len(orders))),
            Readout(self.word("this_tour"), this_tour, colors.muted, 1, "{} m"),
            Readout(self.word("shortest"), lambda: np.min(lengths[: count()]), colors.fact, 1, "{} m"),
        )
        with self.narrate("bee"):
            self.on("bee", self.clear_body(), run_time=0.2)
            self.add(self.main, self.side)
            self.then(
                self.retitle("bee_title", "bee_sense"), FadeIn(leader), FadeIn(now), FadeIn(hive),
                FadeIn(trips),
                FadeIn(numbers), FadeIn(strip), FadeIn(strip_name), FadeIn(self.source(field, "bee_source")),
                run_time=0.3,
            )  # fmt: skip
            self.fill(tried.animate.set_value(1.0))
            self.remove(now)
            self.on("route", FadeIn(bee), run_time=0.2)
            self.fill(flown.animate.set_value(1.0))

    @beat
    def hop_over_the_barrier(self) -> None:
        colors, time, power = self.theme.colors, ValueTracker(0.0), ValueTracker(0.0)
        low, high = self.span

        def walled(x: float) -> float:
            return float(self.energy(x)) if low < x < high else np.inf

        hops = anneal(walled, self.start, temperatures=self.temperatures, step=0.6, seed=self.seed)
        steps = gradient_descent(self.slope, self.start, rate=0.08, steps=len(self.temperatures))
        clock = np.linspace(0.0, 1.0, len(hops))
        field = self.regions.main.inset(0.35)
        plot = self.landscape(field.rows(8, 1)[0], x_label=self.word("state"), y_label=self.word("energy"))
        curve = plot.curve(self.energy, colors.text)

        def position(path: np.ndarray) -> float:
            return float(np.interp(time.get_value(), clock, path))

        def height(path: np.ndarray) -> float:
            return float(self.energy(position(path)))

        greedy = rolling_ball(plot, self.energy, lambda: position(steps), colors.accent)
        annealed = rolling_ball(plot, self.energy, lambda: position(hops), colors.negative)
        stuck = plot.name_curve(self.word("greedy"), colors.accent, (steps[-1], 0.45))
        found = plot.name_curve(self.word("annealed"), colors.negative, (self.goal + 0.35, 1.95))
        trap = float(steps[-1])
        tunnel = plot.curve(
            lambda x: 0 * x + self.energy(trap), colors.fact, over=(trap, self.goal), dashed=True
        )
        tunnel_name = plot.name_curve(self.word("tunnel"), colors.fact, (0.5 * (trap + self.goal), 2.5))
        heights, top, bar, _, number_place, foot = self.regions.side.inset(0.4, 0.3).rows(
            1.6, 0.65, 0.6, 0.8, 0.75, 2.2, gap=0.09
        )
        levels = Readouts(
            heights,
            Readout(self.word("greedy_energy"), lambda: height(steps), colors.accent),
            Readout(self.word("annealed_energy"), lambda: height(hops), colors.negative),
        )
        scale = LogScale(bar, 0, 2, 4, 6, 8)
        times = LiveNumber(
            lambda: 10 ** power.get_value(), decimals=0, template="{} ×", color=colors.fact, edge=RIGHT
        ).set_line(number_place.edge(RIGHT))
        ratio = Bar(bar, lambda: scale.share(10 ** power.get_value()), colors.fact)
        comparison = Label(self.word("ratio"), self.theme.type.body, colors.muted).set_line(
            top.edge(LEFT), LEFT
        )
        with self.narrate("quantum"):
            self.then(self.clear_body(self.main, self.side), run_time=0.2)
            self.on(
                "quantum", self.retitle("quantum_title", "quantum_sense"), FadeIn(plot), Create(curve),
                FadeIn(greedy), FadeIn(annealed), FadeIn(levels),
                FadeIn(self.source(field, "quantum_source")),
                run_time=0.4,
            )  # fmt: skip
            self.fill(time.animate.set_value(1.0), FadeIn(stuck), FadeIn(found))
            self.on(
                "faster", Create(tunnel), FadeIn(tunnel_name), FadeIn(comparison), FadeIn(scale),
                FadeIn(ratio), FadeIn(times), run_time=0.3,
            )  # fmt: skip
            self.fill(power.animate.set_value(np.log10(self.speed_up)))
        sign = panel(foot, color=colors.accent)
        no = self.bold("not_training", colors.accent, self.theme.type.heading)
        why = Label(self.word("not_training_why"), self.theme.type.label, colors.text)
        upper, lower = foot.inset(0.25, 0.15).rows(1.2, 1)
        with self.narrate("not_training"):
            self.on(
                "not_training",
                FadeIn(VGroup(sign, no.set_line(upper.center), why.set_line(lower.center)), scale=1.3),
            )

    @beat
    def pull_and_push(self) -> None:
        colors, time = self.theme.colors, ValueTracker(0.0)
        path = arrange_pairs(np.deg2rad(self.views), temperature=self.temperature, rate=0.06, steps=120)
        clock = np.linspace(0.0, 1.0, len(path))
        losses = np.asarray(pair_loss(path, temperature=self.temperature))

        def angles() -> np.ndarray:
            return np.array([np.interp(time.get_value(), clock, column) for column in path.T])

        def loss() -> float:
            return float(pair_loss(angles(), temperature=self.temperature))

        def twin() -> float:
            return float(np.mean(np.cos(angles()[::2] - angles()[1::2])))

        def stranger() -> float:
            rows = circle_similarities(angles())
            return float((rows.sum() / len(rows) - twin()) / (rows.shape[-1] - 1))

        field = self.regions.main.inset(0.35)
        circle = PairCircle(field.rows(10, 1)[0], angles, colors.fact)
        pairs = [(k, k + 1) for k in range(0, len(self.views), 2)]
        pull = circle.chords(pairs, colors.positive, self.theme.curve_width)
        push = circle.chords(
            [(0, k) for k in range(2, len(self.views))], colors.negative, self.theme.line_width
        )
        words = VGroup(
            self.bold("pull", colors.positive).set_line(field.edge(LEFT + UP) + 0.3 * DOWN, LEFT),
            self.bold("push", colors.negative).set_line(field.edge(RIGHT + UP) + 0.3 * DOWN, RIGHT),
        )
        free = VGroup(
            self.bold("no", colors.text, self.theme.type.display),
            self.bold("labels", colors.text, self.theme.type.heading),
        )
        free.arrange(DOWN).move_to(circle.middle)
        top, middle, low = self.regions.side.inset(0.4).rows(1.4, 2.2, 2.1, gap=0.2)
        math = top.fit(formula(INFO_NCE, self.theme.type.title))
        plot = Plot(middle, (0.0, 1.0), (0.0, 3.2), y_ticks=(0, 1, 2, 3), x_label=self.word("steps"))
        fall = trace(plot, lambda x: np.interp(x, clock, losses), time.get_value, colors.fact)
        numbers = Readouts(
            low,
            Readout(self.word("loss"), loss, colors.fact, 3),
            Readout(self.word("twin"), twin, colors.positive),
            Readout(self.word("stranger"), stranger, colors.negative),
        )
        with self.narrate("contrast"):
            self.on("contrast", self.clear_body(self.main, self.side), run_time=0.2)
            self.then(
                self.retitle("contrast_title", "contrast_sense"), FadeIn(push), FadeIn(pull), FadeIn(circle),
                FadeIn(words), FadeIn(math), FadeIn(plot), FadeIn(numbers),
                FadeIn(self.source(field, "contrast_source")), run_time=0.3,
            )  # fmt: skip
            self.add(fall)
            self.fill(time.animate.set_value(1.0))
            self.remove(push)
            self.on("no_labels", FadeIn(free, scale=1.3), FadeOut(pull), run_time=0.4)

    @beat
    def add_up_a_game(self) -> None:
        colors, learnt = self.theme.colors, ValueTracker(0.0)
        start, end = self.value

        def prediction() -> float:
            return start + (end - start) * played.get_value()

        played = ValueTracker(0.0)
        even = np.full(len(self.policy), 1 / len(self.policy))

        def moves() -> np.ndarray:
            return np.asarray(even + learnt.get_value() * (np.array(self.policy) - even))

        def terms() -> Any:
            return alphago_zero_loss(prediction(), self.outcome, moves(), self.visits, [0.0], penalty=0.0)

        head, body = self.regions.body.rows(1, 3.2, gap=0.22)
        places = body.columns(1, 1, 1, gap=0.24)
        grounds = VGroup(panel(head, color=colors.fact), *(panel(place) for place in places))
        math = head.inset(0.3).fit(formula(ALPHAGO_ZERO, self.theme.type.title))
        inner = [place.inset(0.35, 0.25).rows(0.8, 4, 1, gap=0.08) for place in places]
        board = self.board(inner[0][1], colors.fact)
        source = Label(self.word("alphago_source"), self.theme.type.small, colors.muted)
        source.set_line(inner[0][2].center)
        heads = VGroup(
            *(
                self.bold(key, color).set_line(parts[0].center)
                for key, color, parts in zip(
                    ("game", "value", "policy"), (colors.fact, colors.squared, colors.cross_entropy), inner,
                    strict=True,
                )
            )
        )  # fmt: skip
        gap = ValueGap(inner[1][1], prediction, self.outcome, colors.squared, colors.fact)
        shares = PairedBars(
            inner[2][1], "ABC", self.visits, moves, 0.75, (colors.fact, colors.prediction),
            (self.word("search"), self.word("network")),
        )  # fmt: skip
        value = Readouts(inner[1][2], Readout("(z − v)²", lambda: terms().value, colors.squared))
        policy = Readouts(inner[2][2], Readout("−πᵀ log p", lambda: terms().policy, colors.cross_entropy, 3))
        with self.narrate("alphago"):
            self.on("alphago", self.clear_body(), run_time=0.2)
            self.then(
                self.retitle("alphago_title", "alphago_sense"), FadeIn(grounds), FadeIn(math), FadeIn(heads),
                FadeIn(board.position), FadeIn(source), run_time=0.4,
            )  # fmt: skip
            self.fill(LaggedStart(*(FadeIn(move, scale=2.0) for move in board.candidates), lag_ratio=0.8))
            self.on(
                "value", math.select("value").animate.set_color(colors.squared), FadeIn(gap), FadeIn(value),
                run_time=0.25,
            )  # fmt: skip
            self.fill(played.animate.set_value(1.0))
            self.on(
                "policy", math.select("policy").animate.set_color(colors.cross_entropy), FadeIn(shares),
                FadeIn(policy), run_time=0.25,
            )  # fmt: skip
            self.fill(learnt.animate.set_value(1.0))
