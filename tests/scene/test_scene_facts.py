"""Pictures of scene 7: what is drawn is what is computed."""

from __future__ import annotations

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, smooth
from telling import SHAPES, overlapping
from untold import untold

from loss_scenes.chapters.alphago import AlphaGo
from loss_scenes.chapters.annealing import _COUNTED, Annealing
from loss_scenes.chapters.bees import Bees
from loss_scenes.chapters.contrasting import Contrasting
from loss_scenes.chapters.curiosities import Curiosities
from loss_scenes.facts import GAME, MEADOW, SPEEDUP, TRAP, VIEWS, years
from loss_scenes.models import alphago_zero_loss, shortest_tour
from loss_scenes.pictures.counted import Counted
from loss_scenes.pictures.goban import GoBoard
from loss_scenes.pictures.mountains import Mountains
from loss_scenes.pictures.robot import Robot
from loss_scenes.pictures.tour import MeadowMap
from loss_scenes.pictures.views import Plane, spring
from narrated.design.layout import PIXEL, Region

REGION = Region(-1.0, 0.5, 8.0, 4.0)
WHITE = "#ffffff"


def test_the_meadow_is_a_pentagon_with_sides_of_fifty_metres():
    flowers = np.array(MEADOW.flowers)
    assert np.linalg.norm(flowers - np.roll(flowers, 1, axis=0), axis=1) == pytest.approx([50.0] * 5)


def test_the_bee_tries_worse_ways_too_and_finds_the_shortest_on_the_last_trip():
    learnt, shown = MEADOW.learnt, np.array(MEADOW.shown) - 1
    better = 1 + np.flatnonzero(np.diff(learnt.kept_lengths))
    assert len(learnt.flown) == MEADOW.trips == 26
    assert len(better) >= 4
    assert np.ptp(better) >= 10
    assert better[-1] == 25
    # As bumblebees do (Lihoreau et al. 2012), it tries some 20 of all orders.
    assert len(np.unique(learnt.flown, axis=0)) == pytest.approx(20, abs=1)
    worse = learnt.flown_lengths[shown] > 1.05 * learnt.kept_lengths[shown]
    assert worse.sum() >= 3
    assert worse[-2]
    assert learnt.flown_lengths[-1] == learnt.kept_lengths[-1]
    assert learnt.kept_lengths[-1] == pytest.approx(MEADOW.shortest)
    assert pytest.approx(shortest_tour(MEADOW.stops)[1]) == MEADOW.shortest


def test_the_map_draws_ways_to_scale_inside_its_region():
    drawn = MeadowMap(REGION, MEADOW.stops, flower=80)
    assert REGION.contains(drawn, tolerance=0.02)
    order, length = shortest_tour(MEADOW.stops)
    scale = np.linalg.norm(drawn.places[1] - drawn.places[2]) / 50.0
    share = 1.0
    way = drawn.way(lambda: order, WHITE, 3.0, lambda: share)
    for share in (1.0, 0.37):
        way.update()
        legs = way.points[3::4] - way.points[::4]
        assert np.linalg.norm(legs, axis=1).sum() == pytest.approx(share * scale * length)
        assert way.get_end() == pytest.approx(drawn.along(order, share))


def test_the_bee_is_where_its_way_ends_and_looks_ahead():
    drawn = MeadowMap(REGION, MEADOW.stops, flower=80)
    share = 0.1
    bee = drawn.bee(70, lambda: shortest_tour(MEADOW.stops)[0], lambda: share)
    for share, mirrored in ((0.1, False), (0.9, True)):
        bee.update()
        assert bee.foot == pytest.approx(drawn.along(shortest_tour(MEADOW.stops)[0], share))
        assert bee.mirrored is mirrored


def test_a_number_counts_and_its_unit_stands_still():
    now = 1.0
    line = Counted(REGION, lambda: now, "{} m", 509, size=100, unit_size=60, color=WHITE)
    before = line[1].get_center()
    for now in (1.0, 509.0):  # noqa: B007 (the number reads it)
        line.number.update()
        assert line.number.get_right()[0] < line[1].get_left()[0]
    assert line[1].get_center() == pytest.approx(before)
    assert line.get_center()[0] == pytest.approx(REGION.x, abs=0.05)


def test_the_network_learns_to_agree_with_the_search_where_the_term_of_the_moves_is_least():
    visits = np.array(GAME.visits)
    assert GAME.probabilities(0.0) == pytest.approx(GAME.policy)
    assert GAME.probabilities(1.0) == pytest.approx(visits)
    terms = [GAME.terms(1.0, learnt).policy for learnt in np.linspace(0.0, 1.0, 11)]
    assert terms == sorted(terms, reverse=True)
    assert terms[-1] == pytest.approx(-(visits @ np.log(visits)))


def test_the_hops_leave_the_trap_and_the_tunnel_is_level():
    x = np.linspace(*TRAP.span, 2001)
    inside = (x > TRAP.trap - 0.5) & (x < TRAP.trap + 0.5)
    assert x[inside][TRAP.energy(x[inside]).argmin()] == pytest.approx(TRAP.trap, abs=0.01)
    assert x[TRAP.energy(x).argmin()] == pytest.approx(TRAP.goal, abs=0.01)
    assert TRAP.energy(TRAP.exit) == pytest.approx(TRAP.level)
    assert TRAP.annealed[0] < TRAP.exit < TRAP.annealed[-1]
    assert (np.diff(TRAP.annealed) < 0).sum() >= 3  # it also slips back
    ways = [TRAP.tunnelled(at) for at in np.linspace(TRAP.trap + 0.01, TRAP.exit, 9)]
    assert ways == pytest.approx([TRAP.level] * 9)
    assert TRAP.tunnelled(TRAP.goal) == TRAP.energy(TRAP.goal)


def test_walkers_stand_on_the_rock_and_hop_over_it():
    mountains = Mountains(REGION, TRAP.energy, TRAP.span, TRAP.top)
    share = 0.0
    hopper = mountains.walker(lambda: mountains.hop(TRAP.annealed, share, spring=0.2), WHITE)
    hops = len(TRAP.annealed) - 1
    for k, place in enumerate(TRAP.annealed):
        share = k / hops
        hopper.update()
        assert mountains.plot.p2c(hopper.foot) == pytest.approx((place, TRAP.energy(place)), abs=1e-6)
    for share in np.linspace(0.0, 1.0, 97):
        at, high = mountains.hop(TRAP.annealed, share, spring=0.2)
        assert high >= TRAP.energy(at) - 1e-9
    for piece in mountains.rock:
        assert piece.get_stroke_width() == 0
    assert 4 <= len(mountains.rock) <= 8


def test_the_tunnel_stays_inside_of_the_rock():
    mountains = Mountains(REGION, TRAP.energy, TRAP.span, TRAP.top)
    way = mountains.tunnel(TRAP.trap, TRAP.exit, TRAP.level, WHITE)
    x, y = np.array([mountains.plot.p2c(point) for point in way.points]).reshape(-1, 2).T
    assert np.all(y > TRAP.level)
    assert np.all(y < TRAP.energy(x))
    assert x.max() <= TRAP.exit
    inside = np.linspace(TRAP.trap, TRAP.exit, 400)
    assert np.ptp(x) > 0.7 * np.ptp(inside[TRAP.energy(inside) > y[0]])


def test_a_dashed_way_lies_on_the_way_and_covers_half_of_it():
    drawn, order = MeadowMap(REGION, MEADOW.stops, flower=80), MEADOW.learnt.flown[-1]
    whole, dashed = (drawn.way(lambda: order, WHITE, 4.0, dashed=dashed) for dashed in (False, True))

    def pieces(way):
        return way.points[::4], way.points[3::4]

    def length(way):
        heads, tails = pieces(way)
        return np.linalg.norm(tails - heads, axis=1).sum()

    assert length(dashed) == pytest.approx(length(whole) / 2)
    heads, tails = pieces(whole)
    for point in dashed.points:
        along = np.einsum("ij,ij->i", point - heads, tails - heads) / np.sum((tails - heads) ** 2, axis=1)
        nearest = heads + np.clip(along, 0.0, 1.0)[:, np.newaxis] * (tails - heads)
        assert np.linalg.norm(nearest - point, axis=1).min() < 1e-6


def test_a_plane_keeps_distances_in_every_shape():
    for region in (Region(0.0, 0.0, 12.0, 6.0), Region(0.0, 0.0, 6.0, 9.0)):
        plane = Plane(region, 5.0)
        a, b = plane.c2p(1.0, 2.0), plane.c2p(4.0, -2.0)
        assert np.linalg.norm(a - b) == pytest.approx(5.0 * plane.unit)
        assert plane.c2p(5.0, 0.0) == pytest.approx(region.edge(np.array([1.0, 0.0, 0.0])))


def test_a_spring_keeps_its_width_however_far_it_is_drawn_out():
    end = np.array([2.0, 0.0, 0.0])
    coil = spring(lambda: np.zeros(3), lambda: end, WHITE, 0.4)
    assert (coil.get_left()[0], coil.get_right()[0], coil.height) == pytest.approx((0.0, 2.0, 0.4))
    end = np.array([0.0, -5.0, 0.0])
    coil.update()
    assert (coil.get_bottom()[1], coil.width) == pytest.approx((-5.0, 0.4))
    end = np.zeros(3)
    coil.update()
    assert not len(coil.points)


def test_the_board_has_its_stones_and_rings_for_moves_on_free_crossings():
    taken = [*GAME.black, *GAME.white, *GAME.moves]
    assert len(set(taken)) == len(taken)
    board = GoBoard(REGION, 9, GAME.black, GAME.white)
    assert REGION.contains(board)
    assert len(board.stones) == len(GAME.black) + len(GAME.white)
    for move, ring in zip(GAME.moves, board.candidates(GAME.moves), strict=True):
        assert ring.get_center() == pytest.approx(board.at(*move))


def test_the_terms_of_the_game_are_those_of_the_paper():
    terms = GAME.terms(1.0, 1.0)
    assert terms == pytest.approx(alphago_zero_loss(0.6, 1.0, GAME.visits, GAME.visits, [0.0], penalty=0.0))
    assert (round(terms.value, 2), round(terms.policy, 2)) == (0.16, 0.80)


@pytest.mark.parametrize("by", [1.0, 1.5])
def test_views_of_one_picture_meet_and_different_ones_end_a_margin_apart_while_the_loss_falls(by):
    views = VIEWS.stretched(by)

    def apart(places, pairs):
        return np.array([np.linalg.norm(places[i] - places[j]) for i, j in pairs])

    start, met, end = np.array(views.places), views.pulled[-1], views.pushed[-1]
    # At first the nearest of each is a view of the other picture.
    assert apart(start, views.other).min() < apart(start, views.alike).min()
    assert np.all(apart(met, views.alike) < 0.1 * apart(start, views.alike))
    assert np.all(apart(end, views.alike) < 0.25 * apart(end, views.other).min())
    assert apart(met, views.other) == pytest.approx([1.8 * by] * 4, rel=0.06)
    assert apart(end, views.other) == pytest.approx([views.margin] * 4, rel=0.08)
    assert views.pushed[0] == pytest.approx(met)
    losses = [views.loss(places) for places in (*views.pulled, *views.pushed[1:])]
    assert np.all(np.diff(losses) < 0.0)
    assert losses[-1] < 0.02 * losses[0]


@pytest.fixture
def views(shape):
    """The chapter on contrastive learning in a shape, with a scene that only has places and words."""
    with untold(shape) as scene:
        yield Contrasting(scene)


@SHAPES
def test_views_lie_in_the_plane_where_the_loss_moves_them_and_its_bar_is_what_is_left(views):
    _, crops = views.pictures()
    thumbs, plane = views.thumbs(crops), views.at.plane
    told = []
    for pulled, pushed in ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)):
        views.pulled.set_value(pulled)
        views.pushed.set_value(pushed)
        path = views.views.pushed if pushed else views.views.pulled
        now = path[-1] if pulled else path[0]
        for k, thumb in enumerate(thumbs):
            assert views.place(k)() == pytest.approx(views.plane.c2p(*now[k]))
            assert plane.contains(thumb.shift(views.place(k)() - thumb[-1].get_center()))
        for k, thumb in enumerate(thumbs):
            for other in thumbs[k + 1 :]:
                assert not overlapping(thumb[0], other[0])
        told.append(views.left())
        assert told[-1] == pytest.approx(views.views.loss(now) / views.views.loss(views.views.places))
    assert told[0] == 1.0 > told[1] > told[2]
    # They part from side to side, and end within.
    assert 0.7 * plane.width < thumbs[2].get_right()[0] - thumbs[0].get_left()[0] < 0.95 * plane.width
    inks = [thumb[-1][-1].get_fill_color() for thumb in thumbs]
    assert inks[0] == inks[1] != inks[2] == inks[3]


@SHAPES
def test_arrows_outwards_are_what_pairs_are_pushed_yet_and_dashes_stand_a_margin_apart(views):
    lines, name = views.margin()
    dashed, rules = lines[::2], lines[1::2]
    apart = dashed[1].get_center()[0] - dashed[0].get_center()[0]
    assert apart == pytest.approx(views.views.margin * views.plane.unit)
    for line, rule in zip(dashed, rules, strict=True):
        assert rule.get_end()[0] == pytest.approx(line.get_center()[0])
        assert not overlapping(name, rule)
    views.pulled.set_value(1.0)
    pushes = views.pushes()
    for share in (0.0, 0.3):
        views.pushed.set_value(share)
        for side, pair, push in zip((-1, 1), views.views.alike, pushes, strict=True):
            push.update()
            here = np.mean([views.place(k)()[0] for k in pair])
            goes = push.get_end()[0] - push.get_start()[0]
            # So far to the dashed line, as nearly as the two are over each other.
            assert side * goes > 0
            assert here + goes == pytest.approx(dashed[(side + 1) // 2].get_center()[0], abs=0.15 * abs(goes))
            assert side * (push.get_start()[0] - here) > views.thumb / 2
            assert views.at.plane.contains(push)


@SHAPES
def test_views_are_cut_out_of_their_pictures_and_become_thumbnails_at_their_places(views):
    pictures, crops = views.pictures()
    (funnel, name), at, thumbs = views.encoder(), views.at, views.thumbs(views.pictures()[1])
    assert at.encoder.contains(funnel)
    for k, (crop, thumb) in enumerate(zip(crops, thumbs, strict=True)):
        assert at.pictures[k // 2].contains(crop.frame, tolerance=0.1)
        assert crop.frame.get_stroke_color() == thumb[-1][-1].get_fill_color()
        assert thumb[0].frame.width == pytest.approx(views.thumb)
        assert thumb[-1].get_center() == pytest.approx(views.place(k)())
    for part in (*pictures, views.sheet()):
        assert not overlapping(name, part)


@SHAPES
def test_the_label_is_on_the_cat_s_picture_hides_no_head_and_falls_out_of_it(views):
    head = views.pictures()[1][0].frame
    tag = views.tag(head)
    assert tag[-1].em > 0.04 * min(views.regions.frame.width, views.regions.frame.height) / PIXEL
    assert views.regions.safe.contains(tag[-1])
    assert views.at.pictures[0].contains(tag)
    assert not overlapping(tag, head)


def test_a_hundred_million_seconds_are_three_years():
    assert pytest.approx(100_000_000) == SPEEDUP
    assert years(SPEEDUP) == pytest.approx(3.17, abs=0.005)
    assert years(365.25 * 86_400) == pytest.approx(1.0)
    assert years(SPEEDUP * smooth(_COUNTED)) > 0.1  # as it first reads


@SHAPES
def test_both_walkers_are_told_by_name_colour_and_time_clear_of_the_caveat(shape):
    words = {
        "annealed": "simulated annealing",
        "tunnel": "quantum annealing",
        "seconds": "if {} s",
        "years": "≈ {} years",
        "ratio": "≈ 100,000,000 × faster",
        "caveat": "One core; other classical methods keep up",
        "quantum_source": "Denchev et al. 2016",
    }
    with untold(shape, words.__getitem__) as scene:
        telling = Annealing(scene)
        mountains, _, _, _, hopper, miner = telling.picture(telling.land())
        under, over = telling.plates(mountains)
        slow, fast = telling.times(mountains, over)
        number, caveat, source = telling.number()
        assert fast.text == "if 1 s"
        hops, tunnels = under[-1].get_fill_color(), over[-1].get_fill_color()
        assert hops == slow.get_fill_color() != tunnels == fast.get_fill_color()
        coats = [{part.get_fill_color() for part in walker} for walker in (hopper, miner)]
        assert tunnels in coats[1] - coats[0]
        for raced, told in ((0.0, "≈ 0.0 years"), (1.0, "≈ 3.2 years")):
            telling.raced.set_value(raced)
            slow.update()
            assert slow.shown == told
        assert caveat.em >= scene.theme.type.label
        # Each name is at its walker: the one's under the valley, the other's over his head all the way.
        assert 0.0 < mountains.plot.c2p(0.0, TRAP.level)[1] - under.get_top()[1] < 0.5 * mountains.tall
        for gone in (0.0, 0.4, 1.0):
            telling.gone.set_value(gone)
            over.update()
            miner.update()
            assert 0.0 < over.get_bottom()[1] - miner.get_top()[1] < 0.5 * mountains.tall
            assert over.get_left()[0] < miner.get_center()[0] < over.get_right()[0]
        for said in (under, over, slow, fast, number):
            for remark in (caveat, source):
                assert not overlapping(said, remark, 0.02)
        hopper.move_to(mountains.plot.c2p(TRAP.trap, TRAP.level), aligned_edge=DOWN)
        for one in (fast, slow, number):
            assert not overlapping(one, hopper)


@SHAPES
def test_the_bar_is_as_long_as_the_way_that_is_drawn_and_the_mark_as_the_shortest_so_far(shape):
    with untold(shape, lambda key: "{}" if key == "trips" else key) as scene:
        telling = Bees(scene)
        counts = telling.counts(telling.places()[1])
        learnt, foot = MEADOW.learnt, DOWN if telling.wide else LEFT
        at, axis = counts.bar.get_edge_center(foot), 1 if telling.wide else 0

        def length():
            return counts.bar.height if telling.wide else counts.bar.width

        full = length()
        for k, number in enumerate(MEADOW.shown):
            telling.time.set_value((k + 0.5 * (k + 1 < len(MEADOW.shown))) / (len(MEADOW.shown) - 1))
            for part in (counts.bar, counts.mark, counts.said, counts.number.number):
                part.update()
            assert telling.trip == number - 1
            assert telling.learnt is (number == MEADOW.trips)
            assert counts.number.number.shown == str(number)
            first = learnt.flown_lengths[0]
            assert length() == pytest.approx(full * learnt.flown_lengths[number - 1] / first)
            marked = counts.mark.get_center()[axis] - at[axis]
            assert marked == pytest.approx(full * learnt.kept_lengths[number - 1] / first)
            assert not overlapping(counts.said, counts.bar)
            assert not overlapping(counts.said, counts.name)
        assert min(counts.bar.width, counts.bar.height) > 40 * PIXEL


@SHAPES
def test_who_comes_out_of_the_mountain_stays_in_sight(shape):
    with untold(shape) as scene:
        place = Region(scene.regions.frame.edge(RIGHT)[0] - 1.5, 0.0, 3.0, 3.0)
        picture, comes_out = Curiosities(scene).mountain(place)
        before = picture[-1].get_center()[0]
        walker = comes_out.build().target_mobject
        assert walker.get_center()[0] > before
        assert scene.regions.frame.contains(walker)


@pytest.fixture
def playing(shape):
    """The chapter on AlphaGo Zero in a shape, with a scene that only has places and words."""
    words = {"forecast": "forecast {}"}
    with untold(shape, lambda key: words.get(key, key)) as scene:
        yield AlphaGo(scene)


@SHAPES
def test_both_ends_and_the_middle_of_the_way_are_named_where_they_are(playing):
    way, ends, forecast, _, square, number, middle = playing.outlook()
    won, *lost = ends
    hero = playing.regions.hero
    # A narrow picture begins in the middle: so what is walked is larger.
    assert [end.text for end in ends] == ["won", "lost"][: 1 if hero.upright else 2]
    assert middle.text == "0"
    left, zero, right = (playing.way.c2p(x, 0.0)[0] for x in (-1.0, 0.0, 1.0))
    assert middle.get_center()[0] == pytest.approx(zero, abs=0.02)
    for end in lost:
        assert abs(end.get_center()[0] - left) < 0.25 * (zero - left)
    assert abs(won.get_center()[0] - right) < 0.25 * (right - zero)
    if hero.upright:
        assert right - zero > 0.6 * hero.width
        assert way.get_left()[0] >= hero.edge(LEFT)[0]
    for learnt in (0.0, 0.5, 1.0):
        playing.value_learnt.set_value(learnt)
        forecast.update()
        assert hero.contains(forecast)
        assert forecast.get_right()[0] < won.get_left()[0]
    assert number.get_top()[1] < way.get_bottom()[1]
    assert number.get_right()[0] < square.get_left()[0]
    robot = Robot(playing.walker_height / PIXEL).stand(playing.way.c2p(GAME.prediction(1.0), 0.0))
    assert middle.get_right()[0] < robot.get_left()[0]  # it is named when the robot has left


@SHAPES
def test_the_network_s_columns_on_the_board_come_to_the_search_s_caps_while_the_loss_falls(playing):
    bets, (_, moves) = playing.bets(), playing.terms()
    board, told, gaps = bets.board[0], [], []
    order = sorted(range(3), key=lambda k: -GAME.moves[k][1])
    playing.risen.set_value(1.0)
    for learnt in (0.0, 1.0):
        playing.policy_learnt.set_value(learnt)
        bets.columns.update()
        moves.number.update()
        heights = np.array([column.height for column in bets.columns])
        feet = np.array([board.at(*GAME.moves[k]) for k in order])
        aims = np.array([cap.get_center()[1] for cap in bets.caps]) - feet[:, 1]
        unit = aims.max() / max(GAME.visits)
        assert aims == pytest.approx(unit * np.array(GAME.visits)[order])
        assert heights == pytest.approx(unit * GAME.probabilities(learnt)[order])
        assert [column.get_bottom()[1] for column in bets.columns] == pytest.approx(feet[:, 1])
        gaps.append(np.abs(heights - aims).max())
        told.append(float(moves.number.shown))
        assert told[-1] == round(GAME.terms(1.0, learnt).policy, 2)
    assert gaps[1] < 1e-6 < gaps[0]
    assert told[1] < told[0]
    # No column hides a stone beside it.
    for column in bets.columns:
        assert not any(overlapping(column, stone) for stone in board.stones)
    for part in (bets.board, bets.caps, bets.key):
        assert playing.regions.hero.contains(part, tolerance=0.01)


@SHAPES
def test_the_two_terms_stand_below_each_other_clear_of_the_board(playing):
    bets, terms = playing.bets(), playing.terms()
    parts = [part for term in terms for part in term]
    for k, part in enumerate(parts):
        assert playing.regions.hero.contains(part, tolerance=0.01)
        for other in (bets.board, *bets.key, *parts[:k]):
            assert not overlapping(part, other)
    assert terms[0].number.text == "(1 − 0.6)² = 0.16"


@SHAPES
def test_bars_of_both_terms_have_one_scale_and_that_of_the_moves_falls_to_its_least(playing):
    squared, moves = playing.terms()
    most = GAME.terms(1.0, 0.0).policy
    for learnt in (0.0, 1.0):
        playing.policy_learnt.set_value(learnt)
        terms = GAME.terms(1.0, learnt)
        for term, part in ((squared, terms.value), (moves, terms.policy)):
            track, bar = term.bar
            bar.update()
            assert bar.width / track.width == pytest.approx(part / most, abs=1e-4)
    # No forecast of the moves costs less than one that agrees with the search.
    assert terms.policy == min(GAME.terms(1.0, learnt).policy for learnt in np.linspace(0.0, 1.2, 13))
