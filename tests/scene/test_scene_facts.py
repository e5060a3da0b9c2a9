"""Pictures of scene 7: what is drawn is what is computed."""

from __future__ import annotations

import numpy as np
import pytest

from loss_scenes.facts import GAME, MEADOW, TRAP
from loss_scenes.models import alphago_zero_loss, shortest_tour
from loss_scenes.pictures.counted import Counted
from loss_scenes.pictures.goban import GoBoard
from loss_scenes.pictures.mountains import Mountains
from loss_scenes.pictures.tour import MeadowMap
from loss_scenes.pictures.views import Plane, link, spring
from narrated.design.layout import Region

REGION = Region(-1.0, 0.5, 8.0, 4.0)
WHITE = "#ffffff"


def test_the_meadow_is_a_pentagon_with_sides_of_fifty_metres():
    flowers = np.array(MEADOW.flowers)
    assert np.linalg.norm(flowers - np.roll(flowers, 1, axis=0), axis=1) == pytest.approx([50.0] * 5)


def test_the_bee_learns_on_several_trips_and_ends_with_the_shortest_way():
    learnt = MEADOW.learnt
    better = 1 + np.flatnonzero(np.diff(learnt.kept_lengths))
    assert len(learnt.kept) == MEADOW.trips == 26
    assert len(better) >= 4
    assert np.ptp(better) >= 10
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
    hopper = mountains.walker(lambda: mountains.hop(TRAP.annealed, share, spring=0.2))
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


def test_a_valley_is_open_between_its_walls():
    mountains = Mountains(REGION, TRAP.energy, TRAP.span, TRAP.top)
    for level in (1.2, 2.0):
        left, right = mountains.valley(TRAP.trap, level)
        assert left < TRAP.trap < right < TRAP.summit
        assert TRAP.energy(np.array([left, right])) == pytest.approx([level] * 2, abs=0.05)
    assert mountains.valley(TRAP.trap, 3.0)[1] == TRAP.span[1]


def test_the_tunnel_stays_inside_of_the_rock():
    mountains, end = Mountains(REGION, TRAP.energy, TRAP.span, TRAP.top), TRAP.exit
    way = mountains.tunnel(TRAP.trap, lambda: end, TRAP.level)
    seen = []
    for end in (TRAP.trap, 2.8, TRAP.exit):
        way.update()
        at = np.array([mountains.plot.p2c(point) for point in way.points]).reshape(-1, 2)
        assert np.all(at[:, 1] > TRAP.level)
        assert np.all(at[:, 1] < TRAP.energy(at[:, 0]))
        assert at[:, 0].max(initial=0.0) <= end
        seen.append(len(at))
    assert seen == sorted(seen)
    assert seen[0] == 0 < seen[1]


def test_a_plane_keeps_distances_in_every_shape():
    for region in (Region(0.0, 0.0, 12.0, 6.0), Region(0.0, 0.0, 6.0, 9.0)):
        plane = Plane(region, 5.0)
        a, b = plane.c2p(1.0, 2.0), plane.c2p(4.0, -2.0)
        assert np.linalg.norm(a - b) == pytest.approx(5.0 * plane.unit)
        assert plane.c2p(5.0, 0.0) == pytest.approx(region.edge(np.array([1.0, 0.0, 0.0])))


def test_a_link_starts_at_its_picture_and_ends_at_the_dot():
    end = np.array([2.0, 0.0, 0.0])
    line = link(np.zeros(3), lambda: end, WHITE)
    end = np.array([0.0, -5.0, 0.0])
    line.update()
    assert line.get_start() == pytest.approx(np.zeros(3))
    assert line.get_end() == pytest.approx(end)


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
