"""Parts of scenes 6 to 8 and of the cover: what is drawn is what is computed."""

import numpy as np
import pytest
from manim import LEFT, RIGHT

from loss_scenes.catalogue import FIVE, SQUARED
from loss_scenes.facts import Game, Meadow, Trap, Views
from loss_scenes.losses import cross_entropy
from loss_scenes.models import alphago_zero_loss, shortest_tour, tour_lengths
from loss_scenes.models.embeddings import candidate_shares, circle_similarities, pair_loss
from loss_scenes.pictures.circle import PairCircle
from loss_scenes.pictures.goban import GoBoard
from loss_scenes.pictures.search import TourSearch
from loss_scenes.pictures.tour import TourMap
from loss_scenes.pictures.training import TrainingColumn
from loss_scenes.pictures.valley import Valley, Walker
from loss_scenes.pictures.value_gap import ValueGap
from narrated.design.formats import WIDE
from narrated.design.layout import Region, layout
from narrated.mobjects.banner import Banner
from narrated.mobjects.bars import Bar, PairedBars
from narrated.mobjects.fan import Fan, spread
from narrated.mobjects.panel import Readout
from narrated.mobjects.plot_card import PlotCard
from narrated.mobjects.portrait import Portrait
from narrated.mobjects.powers import LogScale, PowerOfTen, TimesFaster
from narrated.mobjects.strip import BarStrip
from narrated.mobjects.terms import in_line
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.trace import along

REGION = Region(-1.0, 0.5, 8.0, 4.0)
WHITE, RED, BLUE = "#ffffff", "#ff0000", "#0000ff"


def boxes(mobject):
    """(left, right, low, high) of every closed rectangle of a mobject."""
    corners = mobject.points.reshape(-1, 16, 3)
    low, high = corners.min(axis=1), corners.max(axis=1)
    return np.column_stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]])


def apart(labels):
    """Whether no two mobjects' frames overlap."""
    frames = [(m.get_left()[0], m.get_right()[0], m.get_bottom()[1], m.get_top()[1]) for m in labels]
    return all(
        a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2]
        for i, a in enumerate(frames)
        for b in frames[:i]
    )


# -- scene 6 ----------------------------------------------------------------------------------------------


def test_a_card_keeps_its_parts_apart_and_fills_its_slots():
    place = layout(WIDE).body.columns(1, 1, 1, gap=0.28)[0]
    card = PlotCard(place, "A", ("b", "c"), WHITE, (0.0, 1.0), (0.0, 3.4), x_ticks=(0, 1), x_label="p")
    assert place.contains(card, tolerance=0.05)
    for index, slot in enumerate(card.slot_places):
        chip = card.chip(index, "name", RED)
        assert chip[0].width == pytest.approx(slot.width)
        assert chip[0].get_center() == pytest.approx(slot.center)
        assert slot.contains(chip[1])
        assert card.slots[index][0].get_right()[0] < slot.edge(LEFT)[0]
    assert card.title.get_right()[0] < card.slider_place.edge(LEFT)[0]
    assert apart([*card.plot.numbers, *card.plot.names])
    share = card.plot.size[1] / place.height
    assert share > 0.45, f"the curve has only {share:.0%} of the card"


# -- scene 7: bees ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def meadow():
    return Meadow()


def test_the_meadow_is_a_pentagon_with_sides_of_fifty_metres(meadow):
    flowers = np.array(meadow.flowers)
    assert np.linalg.norm(flowers - np.roll(flowers, 1, axis=0), axis=1) == pytest.approx([50.0] * 5)
    assert meadow.lengths == pytest.approx(tour_lengths(meadow.nest, meadow.flowers)[1])


def test_the_map_draws_tours_to_scale(meadow):
    drawn = TourMap(REGION, meadow.stops, WHITE, RED)
    scale = np.linalg.norm(drawn.places[1] - drawn.places[2]) / 50.0
    order, length = shortest_tour(meadow.stops)
    route = drawn.route(lambda: order, WHITE, 3.0)
    legs = route.points[3::4] - route.points[::4]
    assert np.linalg.norm(legs, axis=1).sum() == pytest.approx(scale * length)
    assert drawn.along(order, 0.0) == pytest.approx(drawn.places[0])
    assert drawn.along(order, 1.0) == pytest.approx(drawn.places[0])


def test_the_search_ends_with_the_shortest_tour(meadow):
    search = TourSearch(REGION, meadow.stops, meadow.tours, meadow.lengths, WHITE, RED, BLUE, WHITE)
    order, length = shortest_tour(meadow.stops)
    assert (search.count(), search.length()) == (1, meadow.lengths[0])
    search.tried.set_value(0.5)
    assert search.shortest() == meadow.lengths[: search.count()].min()
    search.tried.set_value(1.0)
    assert search.count() == len(meadow.tours) == 120
    assert search.shortest() == pytest.approx(length)
    search.leader.update()
    assert search.leader.points[::4] == pytest.approx(search.map.places[list(order)][:-1])
    search.flown.set_value(0.4)
    search.traveller.update()
    assert search.length() == pytest.approx(length)
    assert search.traveller.get_center() == pytest.approx(search.map.along(order, 0.4), abs=1e-6)


def test_the_strip_is_as_high_as_the_lengths_and_marks_the_shortest(meadow):
    shown = 120
    strip = BarStrip(REGION, meadow.lengths, lambda: shown, WHITE, RED)
    pitch, low = REGION.width / 120, REGION.y - REGION.height / 2
    for part in (strip.bars, strip.lowest):
        for left, right, foot, top in boxes(part):
            index = int(((left + right) / 2 - (REGION.x - REGION.width / 2)) / pitch)
            height = meadow.lengths[index] / meadow.lengths.max() * REGION.height
            assert (foot, top) == pytest.approx((low, low + height))
    best = np.flatnonzero(np.isclose(meadow.lengths, shortest_tour(meadow.stops)[1]))
    assert len(boxes(strip.lowest)) == len(best)
    assert len(boxes(strip.bars)) + len(best) == 120
    shown = 7
    strip.update()
    assert len(boxes(strip.bars)) + len(boxes(strip.lowest)) == 7


# -- scene 7: annealing -----------------------------------------------------------------------------------


def test_greed_ends_in_the_trap_and_annealing_beyond_the_barrier():
    trap = Trap()
    x = np.linspace(*trap.span, 2001)
    energies = trap.energy(x)
    barrier = x[(x > trap.greedy[-1]) & (x < trap.goal)][
        energies[(x > trap.greedy[-1]) & (x < trap.goal)].argmax()
    ]
    assert abs(trap.slope(trap.greedy[-1])) < 1e-3
    assert trap.greedy[-1] < barrier < trap.annealed[-1]
    assert abs(x[energies.argmin()] - trap.goal) < 0.1
    assert trap.energy(trap.annealed[-1]) < trap.energy(trap.greedy[-1])
    slopes = (trap.energy(x + 1e-6) - trap.energy(x - 1e-6)) / 2e-6
    assert trap.slope(x) == pytest.approx(slopes, abs=1e-6)


def test_balls_lie_on_the_landscape_and_the_tunnel_is_level():
    trap = Trap()
    valley = Valley(REGION, trap.energy, trap.span, 3.0, [Walker(trap.greedy, RED, "a", (2.0, 0.4))], WHITE)
    for share in (0.0, 0.37, 1.0):
        valley.walked.set_value(share)
        valley.balls.update()
        ball = valley.balls[0]
        foot = valley.plot.p2c(ball.get_center() - np.array([0.0, ball.radius, 0.0]))
        x = along(trap.greedy, lambda now=share: now)()
        assert foot == pytest.approx((x, trap.energy(x)), abs=1e-6)
    way = valley.tunnel(2.0, 4.5, 0.9, "t", BLUE)[0]
    points = way.get_all_points()
    assert np.ptp(points[:, 1]) < 1e-9
    assert valley.plot.p2c(points[0]) == pytest.approx((2.0, 0.9), abs=1e-6)


def test_a_scale_counts_in_powers_of_ten():
    scale = LogScale(REGION, 0, 2, 4, 6, 8)
    assert [scale.share(10.0**k) for k in (0, 2, 8)] == pytest.approx([0.0, 0.25, 1.0])
    now = 0.0
    power = PowerOfTen(lambda: now, "x", WHITE).set_line(np.zeros(3))
    left, right = power.get_left()[0], power.unit.get_right()[0]
    seen = []
    for now in (0.0, 1.999, 2.0, 7.9999999, 8.0):  # noqa: B007 (the number reads it)
        power.update()
        seen.append(power.exponent.shown)
        assert (power.get_left()[0], power.unit.get_right()[0]) == pytest.approx((left, right))
    assert seen == ["0", "1", "2", "8", "8"]
    assert power.exponent.get_bottom()[1] > power.base.get_center()[1]
    assert apart([power.base, power.exponent, power.unit])


def test_the_bar_of_times_faster_ends_where_its_power_stands():
    race = TimesFaster(REGION, (0, 2, 4, 6, 8), "faster", "x", "100 million", WHITE, RED)
    for exponent in (1.0, 4.0, 8.0):
        race.exponent.set_value(exponent)
        race.bar.update()
        race.power.update()
        assert race.bar.width == pytest.approx(exponent / 8 * REGION.width)
        assert race.power.exponent.shown == f"{exponent:.0f}"
    assert apart([race.question, race.power, race.answer])


# -- scene 7: contrast ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def views():
    return Views()


def test_views_stand_where_the_path_says(views):
    circle = PairCircle(REGION, views.path, [RED, BLUE, WHITE, RED, BLUE])
    twins, push = circle.twins(WHITE), circle.strangers(0, lambda: views.pushes(circle.now()), RED)
    for step in (0, 60, 120):
        circle.walked.set_value(step / views.steps)
        for part in (circle.marks, twins, push):
            part.update()
        assert circle.now() == pytest.approx(views.path[step])
        places = np.array([circle.at(angle) for angle in views.path[step]])
        assert twins.points[::4] == pytest.approx(places[::2])
        assert twins.points[3::4] == pytest.approx(places[1::2])
        shares = candidate_shares(views.path[step], temperature=views.temperature)[0, 1:]
        full = circle.theme.curve_width
        assert [line.get_stroke_width() for line in push] == pytest.approx(list(full * shares))
        assert [line.get_end() for line in push] == [pytest.approx(place) for place in places[2:]]
    assert circle.marks[0].get_fill_color() == circle.marks[1].get_stroke_color()
    assert REGION.contains(circle, tolerance=0.05)


def test_candidate_shares_are_the_forces_of_the_loss(views):
    similarities = circle_similarities(views.path[30])[0]
    shares = candidate_shares(views.path[30], temperature=0.5)[0]
    assert shares.sum() == pytest.approx(1.0)

    def loss(s):
        return np.log(np.exp(s / 0.5).sum()) - s[0] / 0.5

    for k in range(1, len(similarities)):
        nudge = 1e-6 * np.eye(len(similarities))[k]
        force = (loss(similarities + nudge) - loss(similarities - nudge)) / 2e-6
        assert shares[k] == pytest.approx(0.5 * force, rel=1e-6)


def test_the_column_draws_the_losses_of_the_path(views):
    losses, share = views.loss(views.path), 0.0
    column = TrainingColumn(
        Region(4.0, 0.0, 4.0, 5.0), "L", losses, lambda: share, 3.2, WHITE, "steps",
        Readout("loss", lambda: views.loss(along(views.path, lambda: share)()), WHITE, 3),
    )  # fmt: skip
    for step in (30, 120):
        share = step / views.steps
        column.fall.update()
        column.numbers.update()
        x, y = column.plot.p2c(column.fall.get_end())
        assert (x, y) == pytest.approx((share, pair_loss(views.path[step], temperature=0.5)), abs=1e-6)
        assert column.numbers.numbers[0].shown == f"{losses[step]:.3f}"
    assert np.all(np.diff(losses) < 0)
    assert views.twins(views.path[-1]) == pytest.approx(1.0, abs=1e-3)
    assert views.strangers(views.path[-1]) == pytest.approx(-0.25, abs=1e-3)


# -- scene 7: a game --------------------------------------------------------------------------------------


def test_the_square_of_the_value_is_as_large_as_the_gap():
    now = -0.2
    gap = ValueGap(REGION, lambda: now, 1.0, RED, BLUE)
    unit = np.linalg.norm(gap.axis.at(1.0) - gap.axis.at(0.0))
    for now in (-0.2, 0.6):
        gap.update()
        side = (1.0 - now) * unit
        assert (gap.square.width, gap.square.height) == pytest.approx((side, side))
        assert gap.dot.get_center() == pytest.approx(gap.axis.at(now))


def test_bars_are_as_high_as_what_they_show():
    game, learnt = Game(), 0.0
    bars = PairedBars(
        REGION, "ABC", game.visits, lambda: game.probabilities(learnt), 0.75, (RED, BLUE), ("a", "b")
    )
    full = REGION.rows(6, 1)[0].height
    for learnt in (0.0, 1.0):
        bars.update()
        drawn = [bar.height for bar in bars if isinstance(bar, Bar)]
        guessed = game.probabilities(learnt)
        wanted = [share / 0.75 * full for pair in zip(game.visits, guessed, strict=True) for share in pair]
        assert drawn == pytest.approx(wanted)
        assert sum(guessed) == pytest.approx(1.0)


def test_the_sum_of_the_game_is_that_of_its_terms():
    game = Game()
    terms = game.terms(1.0, 1.0)
    oracle = alphago_zero_loss(0.6, 1.0, game.policy, game.visits, [0.0], penalty=0.0)
    assert terms == pytest.approx(oracle)
    assert (round(terms.value, 2), round(terms.policy, 3), round(sum(terms), 3)) == (0.16, 0.887, 1.047)
    numbers = [LiveNumber(lambda v=v: v, decimals=3) for v in terms[:2]]
    line = in_line(REGION, numbers[0], Label("+"), numbers[1])
    assert apart(line)
    assert line.get_center()[0] == pytest.approx(REGION.x, abs=0.05)


def test_stones_and_moves_stand_on_free_crossings():
    game = Game()
    taken = [*game.black, *game.white, *game.moves]
    assert len(set(taken)) == len(taken)
    board = GoBoard(REGION, 9, game.black, game.white, dict(zip("ABC", game.moves, strict=True)), RED)
    assert [m[0].get_center() for m in board.candidates] == [pytest.approx(board.at(*m)) for m in game.moves]
    assert REGION.contains(board)


# -- scene 8 and the cover --------------------------------------------------------------------------------


def test_the_fans_curves_are_the_losses_of_the_shared_axis():
    fan = Fan(REGION, (-2.6, 3.3), (0.0, 5.2), [(loss.of_violation, WHITE) for loss in FIVE])
    for curve, loss in zip(fan.curves, FIVE, strict=True):
        places = np.array([fan.plot.p2c(point) for point in curve.points[::4]])
        inside = places[:, 1] < 5.2 - 1e-6
        assert places[inside, 1] == pytest.approx(loss.of_violation(places[inside, 0]), abs=1e-9)
    names = fan.names([loss.role for loss in FIVE])
    assert apart(names)
    for name in names:
        left, right = (
            fan.plot.p2c(name.get_edge_center(LEFT))[0],
            fan.plot.p2c(name.get_edge_center(RIGHT))[0],
        )
        low, high = fan.plot.p2c(name.get_bottom())[1], fan.plot.p2c(name.get_top())[1]
        x = np.linspace(left, min(right, 3.3), 40)
        for loss in FIVE if left < 3.3 else ():
            y = loss.of_violation(x)
            assert not np.any((low < y) & (y < high)), f"{name.text} touches {loss.role}"


def test_every_loss_of_the_catalogue_is_one_on_two_arguments():
    arguments = ("residual", "p", "margin", "p", "residual", "residual")
    for loss, argument in zip((*FIVE, SQUARED), arguments, strict=True):
        violation = np.array([-2.0, 0.3, 1.5])
        own = {
            "residual": 1.0 + violation,
            "p": 1.0 / (1.0 + np.exp(violation)),
            "margin": -violation,
        }[argument]
        rise = np.asarray(loss.value(own + 1e-6)) - np.asarray(loss.value(own - 1e-6))
        assert np.asarray(loss.gradient(own)) == pytest.approx(rise / 2e-6, abs=1e-4)
        assert loss.of_violation(violation) == pytest.approx(np.asarray(loss.value(own)))
    assert FIVE[1].value(0.5) == pytest.approx(cross_entropy(0.5))


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ([0.0, 1.0, 2.0], [0.0, 1.0, 2.0]),
        ([0.5, 0.5], [0.0, 1.0]),
        ([0.0, 0.1, 0.2, 9.0], [-0.9, 0.1, 1.1, 9.0]),
    ],
)
def test_names_move_no_more_than_needed(wanted, given):
    assert spread(wanted, 1.0) == pytest.approx(given)


def test_a_banner_is_held_together_by_its_bar():
    banner = Banner(REGION, "关注", "每天", 132, 52)
    assert apart(banner)
    assert banner.bar.get_top()[1] >= banner.title.get_top()[1]
    assert banner.bar.get_bottom()[1] <= banner.subtitle.get_bottom()[1]
    assert banner.bar.get_left()[0] == pytest.approx(REGION.edge(LEFT)[0])


def test_portraits_that_stand_together_have_names_of_one_size():
    long, short = (
        Portrait(Region(x, 0.0, 2.4, 2.4), name, cross_entropy, WHITE, (0.0, 1.0), 4.0)
        for x, name in ((-2.0, "Cross-entropy"), (2.0, "Huber"))
    )
    small, large = long.title.em, short.title.em
    assert small < 0.9 * large
    Portrait.match_names([long, short])
    assert long.title.em == pytest.approx(small)
    assert short.title.em == pytest.approx(small)


@pytest.mark.parametrize("beside", [False, True])
def test_a_portrait_stands_on_its_foot_with_its_name_clear_of_the_curve(beside):
    place = Region(0.0, 0.0, 6.0, 3.0)
    portrait = Portrait(place, "Hinge", lambda x: np.maximum(0, 1 - x), WHITE, (-1, 3), 2.5, beside=beside)
    assert place.contains(portrait)
    assert portrait.curve.get_bottom()[1] == pytest.approx(portrait.foot.get_y())
    name, curve = portrait.title, portrait.curve
    if beside:
        assert name.get_left()[0] > curve.get_right()[0]
    else:
        assert name.get_top()[1] < curve.get_bottom()[1]
