"""The first two scenes: what they draw is what was trained, counted and integrated."""

from itertools import groupby, pairwise

import numpy as np
import pytest
from manim import DOWN, RIGHT, UP, ManimColor, ValueTracker
from scipy.integrate import quad
from scipy.stats import norm

from lessons.adversarial.chapters.hills import FULL, Hills
from lessons.adversarial.chapters.learning import FAKES
from lessons.adversarial.chapters.pricing import FAKE, REAL
from lessons.adversarial.chapters.pushing import _BEYOND
from lessons.adversarial.models.goals import minimax_goal, nonsaturating_push
from lessons.adversarial.notes import shown_notes
from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from lessons.adversarial.pictures.piles import PiledNotes, expected_counts
from lessons.adversarial.pictures.players import Forger, Inspector, Press
from lessons.adversarial.pictures.price_curve import Block
from lessons.adversarial.pictures.score_meter import ScoreMeter
from lessons.adversarial.pictures.score_pushes import ScorePushes
from lessons.adversarial.pictures.steps_tag import StepsTag
from lessons.adversarial.pictures.workshop import NumberDie, Wall
from lessons.adversarial.scene1 import TwoPlayers
from lessons.adversarial.scene2 import BestInspector
from lessons.adversarial.scene3 import ForgerLearns
from lessons.adversarial.theme import THEME
from lessons.adversarial.traces import read
from narrated.design.formats import SQUARE, TALL, WIDE
from narrated.design.layout import Region, layout
from narrated.mobjects.bars import Bar
from narrated.mobjects.density import Density
from narrated.mobjects.marks import Boxes, Segments
from narrated.mobjects.plot import LiveCurve, Plot
from narrated.mobjects.pull import Pull
from narrated.mobjects.step_path import Shape
from narrated.mobjects.text import Label, LiveNumber, Tick
from narrated.scene.dry_telling import told_dry
from narrated.scene.render_options import RenderOptions


def area(shape):
    corners = shape.points[::4]
    pieces = corners.reshape(-1, 4, 3)
    x, y = pieces[..., 0], pieces[..., 1]
    return float((x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum() / 2)


def test_a_note_shows_each_cell_of_its_picture_in_its_grey():
    picture = np.random.default_rng(0).integers(0, 256, (32, 32))
    note = Banknote(600, np.zeros((4, 4)), color=THEME.colors.real, theme=THEME)
    size = note.width, note.height
    note.set_picture(picture).mark(None)
    assert (note.width, note.height) == size
    assert size[0] / size[1] == pytest.approx(SHAPE)
    levels = note._levels
    whole, steps = area(levels[0]), np.rint(picture / 255 * (len(levels) - 1))
    # Each step lies over the darker ones: it fills what is at least so light.
    for step, level in enumerate(levels):
        assert area(level) / whole == pytest.approx((steps >= step).mean(), abs=1e-9)


@pytest.mark.parametrize(
    ("kind", "place", "above"),
    [(Forger, "eye", 0.6), (Inspector, "lens", 0.5), (Press, "mouth", 0.8), (Press, "slot", 0.3)],
)
def test_what_a_player_is_used_by_goes_along_with_it(kind, place, above):
    drawing = kind(400, theme=THEME)
    before = getattr(drawing, place) - drawing.foot
    assert before[1] / drawing.height > above
    drawing.turn(mirrored=True).scale(0.5, about_point=drawing.foot).shift(2 * RIGHT + UP)
    np.testing.assert_allclose(
        getattr(drawing, place) - drawing.foot, before * np.array([-0.5, 0.5, 0.0]), atol=1e-9
    )


def test_piles_are_as_high_as_the_density_that_they_become():
    edges = np.arange(-3.0, 3.1, 0.5)
    counts = expected_counts(norm.cdf, 400, edges)
    plot = Plot(Region(0, 0, 6, 4), (-3, 3), (0, 0.5), bare=True)
    high = 1 / (400 * 0.5)
    fallen, lined = [1.0], [1.0]
    piles = PiledNotes(
        plot, edges, counts, high, (0.0, 1.0), lambda: fallen[0], "#7ee2a0", lined=lambda: lined[0]
    )
    middles = (edges[:-1] + edges[1:]) / 2
    tops = [piles.places[piles.places[:, 0] == x, 1].max() + high / 2 for x in middles]
    by_hand = [quad(norm.pdf, a, b)[0] / 0.5 for a, b in pairwise(edges)]
    np.testing.assert_allclose(tops, by_hand, atol=high / 2 + 1e-9)
    assert [len(pile[0].points) for pile in piles] == [16 * count for count in counts]
    # Before they fall each is over its bin, and before that larger, and somewhere else.
    fallen[0] = 0.0
    middles = [pile[0].get_center()[0] for pile in piles.update() if len(pile[0].points)]
    wide = [np.ptp(part[0].points[::4][:4, 0]) for part in piles if len(part[0].points)]
    hung = [
        plot.c2p(x, 0.0)[0] for x, count in zip((edges[:-1] + edges[1:]) / 2, counts, strict=True) if count
    ]
    np.testing.assert_allclose(middles, hung, atol=1e-6)
    lined[0] = 0.0
    larger = [np.ptp(part[0].points[::4][:4, 0]) for part in piles.update() if len(part[0].points)]
    assert (np.array(larger) > 1.4 * np.array(wide)).all()


def test_the_notes_that_are_shown_are_those_of_the_trace():
    notes, trace = shown_notes(), read("banknotes")
    best, k = trace["best"], int(np.argmax(trace["d_real"] - trace["d_fake"]))
    # The discriminator of each step rates the note of that step, and the real one.
    rows = np.searchsorted(trace["step"], [160, 200, 280, 400, 1500, 3000, 6000])
    assert rows[0] == k
    assert notes.steps.tolist() == trace["step"][rows].tolist()
    assert (notes.learnt == trace["samples"][rows, best]).all()
    assert (notes.scores == trace["rated"][rows, best]).all()
    assert best != 0
    assert (notes.other == trace["samples"][k, 0]).all()
    likest = int(((trace["real"].astype(float) - notes.fake) ** 2).mean(axis=(1, 2)).argmin())
    assert (notes.real == trace["real"][likest]).all()
    assert (notes.scores_real == trace["rated_real"][rows, likest]).all()
    # At first they are told apart; at last both are given one half, as the formula of scene 2 says.
    assert notes.scores[0] < 0.3 < 0.9 < notes.scores_real[0]
    assert notes.scores[-1] == pytest.approx(0.5, abs=0.05) == notes.scores_real[-1]
    assert (notes.learnt[-1] == notes.fake).all()
    assert (notes.fake == trace["samples"][-1, trace["best"]]).all()


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Numbers, curves, texts and blocks of the second scene in each frame, by line."""
    found, laid, grounds, lenses, marked = [], [], [], [], []

    class Watched(BestInspector):
        def look_on_the_way(self, time):
            line = self.sheets[-1].line if self.sheets else ""
            there = [part for mobject in self.mobjects for part in mobject.get_family()]
            numbers = [part.shown for part in there if isinstance(part, LiveNumber)]
            texts = [part.text for part in there if isinstance(part, Label)]
            curves = [part.points.copy() for part in there if isinstance(part, LiveCurve)]
            blocks = [part.copy() for part in there if isinstance(part, Block)]
            notes = [part.copy() for part in there if isinstance(part, Banknote)]
            found.append((line, numbers, curves, texts, blocks, notes))
            ticks = [part.text for part in there if isinstance(part, Tick) and part.get_fill_opacity() > 0.5]
            marked.append((line, ticks))
            grounds.append(self.ground.horizon)
            if line == "best" and "here" not in self.sheets[-1].met:
                lenses.extend(part.lens[0] for part in there if isinstance(part, Inspector))
            if line == "example":
                laid.extend(part.source() for part in there if type(part) is Boxes)

    with told_dry(Watched, WIDE, 5, RenderOptions("zh", None, tmp_path_factory.mktemp("takes"))) as scene:
        there = [part for mobject in scene.mobjects for part in mobject.get_family()]
        blue = ManimColor(THEME.colors.discriminator)
        shapes = [part for part in there if type(part) is Shape and part.get_fill_color() == blue]
        yield found, Hills(scene), shapes, laid, grounds, lenses, marked


def test_the_best_score_and_its_loss_are_those_of_two_densities(told):
    hills = told[1]
    # JSD of N(0, 1) and N(mu, 1): .111421, .336831, .632720, of mu 1, 2, 4.
    for apart, divergence in ((0.0, 0.0), (1.0, 0.111421), (2.0, 0.336831), (3.0, None)):
        hills.apart.set_value(apart)
        p, q = norm(hills.mean).pdf, norm(hills.mean - apart).pdf
        x = np.linspace(-4, 4, 33)
        np.testing.assert_allclose(hills.score(x), p(x) / (p(x) + q(x)), rtol=1e-12)
        if divergence is not None:
            assert hills.loss() == pytest.approx(2 * np.log(2) - 2 * divergence, abs=2e-6)
        # Two blocks as high as each other: one for real notes, one for fakes.
        on_real, on_fakes = hills.losses()
        assert on_real == pytest.approx(on_fakes)
        assert on_real + on_fakes == pytest.approx(hills.loss())
    hills.apart.set_value(2.0)
    assert float(hills.score(np.log(4) / 2)) == pytest.approx(0.8)


def test_the_scene_ends_at_one_half_everywhere_and_twice_the_logarithm_of_two(told):
    frames = told[0]
    # The number that is told on the way only grows.
    live = [numbers for line, numbers, *_ in frames if line == "equal"]
    losses = [float(number) for numbers in live for number in numbers if number.replace(".", "").isdigit()]
    assert losses[-1] == pytest.approx(FULL, abs=5e-3)
    assert losses == sorted(losses)
    assert len(set(losses)) > 3
    # In each of both halves, as high as each other, is what one half costs, then how else that is written.
    told_in = [texts.count("−ln ½") for line, _, _, texts, *_ in frames if line == "equal"]
    assert max(told_in) == 2
    assert frames[-1][3].count("ln 2") == 2
    assert {"1.386", "= 2 ln 2"} <= set(frames[-1][3])
    low, upper = told[2][:2]
    assert low.height == pytest.approx(upper.height, rel=0.03)  # less the seam
    flat = [curve for curve in frames[-1][2] if np.ptp(curve[:, 1]) < 1e-9]
    assert len(flat) == 1
    assert np.ptp(flat[0][:, 0]) > 8


def test_two_scores_cost_what_is_written(told):
    shown = [set(texts) for line, *_, texts, _, _ in told[0] if line == "example"]
    parts = [f"{-np.log(chance):.2f}" for chance in (1 - FAKE, REAL)]
    both = -np.log(REAL) - np.log(1 - FAKE), -np.log(FAKE)
    # The sum holds for the digits that are shown, too.
    assert sum(100 * float(part) for part in parts) == pytest.approx(100 * round(both[0], 2)) == 16
    assert any({*parts, f"{both[0]:.2f}"} <= texts for texts in shown)
    assert any({f"{REAL:g}", f"1 − {FAKE:g}", "=", f"{1 - FAKE:g}"} <= texts for texts in shown)
    assert {f"骗过的概率 {FAKE:g}", f"损失 = −ln {FAKE:g}", "0.16", f"{both[1]:.1f}"} <= shown[-1]
    # What is priced is a chance, and no goal of the forger yet; the law is never seen in pieces.
    assert not any("−ln" in texts or "−ln D" in texts for texts in shown)


def test_each_note_hangs_over_its_chance_and_what_it_costs_and_the_tower_ends_at_the_curve(told):
    flagged = [(notes, blocks) for line, _, _, _, blocks, notes in told[0] if line == "example"]
    notes, blocks = next(part for part in flagged if len(part[0]) == 2)
    middles = [note.get_center()[0] for note in notes]
    np.testing.assert_allclose(middles, [block.get_center()[0] for block in blocks], atol=1e-6)
    # Both stay, each with its number, until the forger's loss is told.
    shown = [(len(notes), set(texts)) for line, *_, texts, _, notes in told[0] if line == "example"]
    first = next(k for k, (count, _) in enumerate(shown) if count == 2)
    whole = [
        f"{REAL:g}" in texts and f"{1 - FAKE:g}" in texts for count, texts in shown[first:] if count == 2
    ]
    assert all(whole)
    assert any("0.16" in texts for count, texts in shown if count == 2)
    tower = flagged[-1][1][2]
    curve = next(curve for line, _, curves, *_ in reversed(told[0]) if line == "example" for curve in curves)
    order = np.argsort(curve[:, 0])
    met = np.interp(tower.get_center()[0], curve[order, 0], curve[order, 1])
    assert met == pytest.approx(tower.get_top()[1], abs=0.01)


def test_blocks_keep_their_height_from_the_curve_to_the_stack_and_from_afar_on_it_to_one_scale(told):
    piles = [blocks for line, *_, blocks, _ in told[0] if line == "example"]
    low, upper, forged = piles[-1]
    foot, unit = forged.get_bottom()[1], forged.height / -np.log(FAKE)
    losses = -np.log(REAL), -np.log(1 - FAKE)
    assert low.get_bottom()[1] == pytest.approx(foot)
    pile = upper.get_top()[1] - foot
    assert pile == pytest.approx(unit * sum(losses), rel=1e-6)
    assert low.get_left()[0] == pytest.approx(upper.get_left()[0])
    # Before, both stand on the ground beside each other, each as high as the curve is there, seen from near;
    # as large they lie on the stack at first.
    grown = [blocks for blocks in piles if len(blocks) == 2 and blocks[1].grown.get_value() == 1]
    apart = next(blocks for blocks in grown if blocks[1].gone.get_value() == 0)
    near = [block.height / loss for block, loss in zip(apart, losses, strict=True)]
    assert near[0] == pytest.approx(near[1], rel=1e-6)
    assert near[0] > 4 * unit
    assert apart[1].get_right()[0] < apart[0].get_left()[0]
    stacked = next(blocks for blocks in grown if blocks[1].gone.get_value() == 1)
    assert stacked[1].get_top()[1] - foot == pytest.approx(near[0] * sum(losses), rel=1e-6)


def test_the_inspectors_loss_is_laid_on_the_forgers_as_often_as_it_goes_into_it(told):
    laid = told[3][-1]
    once = -np.log(REAL) - np.log(1 - FAKE)
    feet, tops = laid[:, 1], laid[:, 3]
    assert len(laid) == int(-np.log(FAKE) / once) == 14
    np.testing.assert_allclose(tops, once * np.arange(1, 15), rtol=1e-9)
    assert (feet - (tops - once) > 0).all()
    assert (feet - (tops - once) < 0.2 * once).all()
    # They are counted as they are laid, and there are more of them than that.
    counts = [number for line, numbers, *_ in told[0] if line == "example" for number in numbers]
    assert counts[-1] == "14 份多"
    assert 14 * once < -np.log(FAKE)


def test_the_ground_of_the_chances_begins_elsewhere_from_near(told):
    ticks = [ticks for line, ticks in told[6] if line == "example"]
    assert set(ticks[-1]) == {"0", "0.5", "1", "2"}  # from afar again
    near = [seen for seen in ticks if "0.85" in seen]
    assert near
    assert not any({"0", "0.5"} & set(seen) for seen in near)


def test_the_score_rests_at_one_half_on_its_way(told):
    frames = [(curves, texts.count("½")) for line, _, curves, texts, *_ in told[0] if line == "best"]
    assert max(count for _, count in frames) == 2  # at its scale, and at the curve
    even = told[1].plot.c2p(0.0, 0.5)
    rest = next(curves for curves, count in frames if count == 2)
    ends = [curve[-1] for curve in rest if len(curve)]
    assert any(np.allclose(end, even, atol=0.05) for end in ends)
    assert max(curve[:, 1].max() for curve in frames[-1][0]) > even[1] + 2


def test_the_inspector_stops_with_her_lens_on_each_pile_before_the_spot(told):
    hills = told[1]
    piles = hills.piles(hills.mean, ValueTracker(1.0), hills.color_real, (0.5, 0.9), ValueTracker(1.0))
    stops = [x for x, _ in groupby(piles.places[:, 0]) if x > 1.0]
    rests = [a for a, b in pairwise(told[5]) if a == b]
    assert len(stops) == 2
    for stop in stops:
        x = hills.plot.c2p(stop, 0.0)[0]
        assert any(abs(rest - x) < 1e-6 for rest in rests)


def test_hills_grow_out_of_the_piles_of_notes_and_end_as_the_densities(told):
    hills = told[1]
    piles = hills.piles(hills.mean, ValueTracker(1.0), hills.color_real, (0.5, 0.9), ValueTracker(1.0))
    line = hills.hill(hills.p, hills.color_real, of=piles)[1]
    hills.smoothed.set_value(0.0)
    high = [hills.plot.p2c(point)[1] for point in line.update().points]
    assert max(high) == pytest.approx(piles.places[:, 1].max() + hills.high / 2, rel=0.02)
    hills.smoothed.set_value(1.0)
    at = np.array([hills.plot.p2c(point) for point in line.update().points])
    np.testing.assert_allclose(at[:, 1], hills.scale * hills.p(at[:, 0]), atol=2e-3)


def test_the_second_scene_stands_on_the_ground_of_all_others(told):
    assert set(told[4]) == {layout(WIDE).stage.edge(DOWN)[1]}


def test_the_stack_of_the_greatest_loss_is_to_the_same_scale(told):
    frames = [blocks for line, *_, blocks, _ in told[0] if line == "example"]
    unit = frames[-1][2].height / -np.log(FAKE)
    pile = told[2]
    assert pile[1].get_top()[1] - pile[0].get_bottom()[1] == pytest.approx(unit * FULL, rel=1e-4)


@pytest.mark.parametrize("shape", [WIDE, TALL], ids=["wide", "tall"])
def test_pushes_come_when_the_wall_is_gone_and_the_longer_one_is_under_the_steeper_tangent(shape, tmp_path):
    found, slopes, walled = [], [], []
    blue = ManimColor(THEME.colors.discriminator)

    class Watched(ForgerLearns):
        def look_on_the_way(self, time):
            there = [part for mobject in self.mobjects for part in mobject.get_family()]
            walls = any(seen(part) for part in there if isinstance(part, Wall))
            walled.append(walls)
            pushes = [part for part in there if isinstance(part, ScorePushes) and seen(part.arrows)]
            if not pushes:
                return
            assert not walls
            (told,) = pushes
            ways = np.array([arrow.get_end() - arrow.get_start() for arrow in told.arrows])
            tangents = told.tangents.points.reshape(-1, 4, 3)[:, [0, -1]]
            curve = next(part for part in there if isinstance(part, LiveCurve) and part.color == blue)
            x, y = curve.points[::4, 0], curve.points[::4, 1]
            # Each tangent is over its fake, on the curve, and as steep as that.
            at = [note.get_center()[0] for note in told.fakes]
            middles, along = tangents.mean(axis=1), tangents[:, 1] - tangents[:, 0]
            np.testing.assert_allclose(middles[:, 0], at, atol=1e-3)
            np.testing.assert_allclose(middles[:, 1], np.interp(at, x, y), atol=0.02)
            steep = along[:, 1] / along[:, 0]
            np.testing.assert_allclose(steep, np.interp(at, x, np.gradient(y, x)), atol=0.05)
            # They grow, after the lines have come down.
            if (long := np.linalg.norm(ways, axis=1)).max() > 0.05:
                slopes.append(steep)
                found.append(long)

    with told_dry(Watched, shape, 15, RenderOptions("zh", None, tmp_path)):
        pass
    assert sum(walled) > 10
    assert len(found) > 8
    trace = read("one_dimension")
    row = int(np.searchsorted(trace["step"], 1))
    at = trace["b"][row] + abs(trace["a"][row]) * np.array(FAKES)
    pushes = np.interp(at, trace["x"], nonsaturating_push(trace["x"], trace["d"][row]))
    # One scale for all, and while they are seen their order is that of the slopes.
    np.testing.assert_allclose(found[0] / found[0].max(), pushes / pushes.max(), rtol=0.02)
    np.testing.assert_array_equal(np.argsort(found, axis=1), np.argsort(slopes, axis=1))


def test_the_flat_loss_is_drawn_place_by_place_where_the_curve_of_the_score_was(tmp_path):
    fronts, texts = [], set()
    blue = ManimColor(THEME.colors.discriminator)

    class Watched(ForgerLearns):
        def look_on_the_way(self, time):
            there = [part for mobject in self.mobjects for part in mobject.get_family()]
            texts.update(part.text for part in there if isinstance(part, Label))
            sheet = self.sheets[-1] if self.sheets else None
            if sheet and sheet.line == "push" and "minimax" in sheet.met and "flat" not in sheet.met:
                score = next(part for part in there if isinstance(part, LiveCurve) and part.color == blue)
                loss = next(part for part in there if type(part) is Density).outline.points
                rod = next(part for part in there if type(part) is Segments).points
                fronts.append((score.points[:, 0], score.points[:, 1], loss[:, 0], loss[:, 1], rod[[0, -1]]))

    with told_dry(Watched, WIDE, 15, RenderOptions("zh", None, tmp_path)):
        pass
    met = [front for front in fronts if len(front[0]) and len(front[2])]
    assert len(met) > 10
    for x, y, over, loss, ((left, score, _), (right, fallen, _)) in met:
        # Left of the rod is the loss, right of it the score, and it joins one to the other.
        assert left == right
        assert over.max() == pytest.approx(left, abs=0.2)
        assert score == pytest.approx(np.interp(left, x, y), abs=0.25)
        assert fallen == pytest.approx(loss[over.argmax()], abs=0.1)
        assert fallen <= score
        # Over the fakes nothing is lost: it is as high as a score of 0.
        assert loss[0] == pytest.approx(met[0][1].min(), abs=0.01)
    ends = [front[2].max() for front in met]
    assert ends == sorted(ends)
    assert np.ptp(ends) > 8
    assert {"坡度 ∝", "D =", "0.001", "1 − D =", "0.999", "999 倍"} <= texts


def test_the_steep_hillside_changes_while_its_forger_stands_and_ends_at_the_logarithm_of_two(tmp_path):
    states = []

    class Watched(ForgerLearns):
        def look_on_the_way(self, time):
            if not self.sheets or self.sheets[-1].line != "walk":
                return
            there = [part for mobject in self.mobjects for part in mobject.get_family()]
            # Both race without anybody at the end of a lane.
            assert not any(isinstance(part, Inspector) for part in there)
            forger = max((part for part in there if isinstance(part, Forger)), key=lambda part: part.foot[0])
            flat, steep = (part.outline.points.copy() for part in there if type(part) is Density)
            states.append((float(forger.foot[0]), steep, flat))

    with told_dry(Watched, WIDE, 30, RenderOptions("zh", None, tmp_path)):
        pass
    stood, turns = True, 0
    for (x, steep, _), (at, become, _) in pairwise(states):
        stands = steep.shape == become.shape and np.allclose(steep, become, atol=1e-6)
        # Who walks does so on a hillside that stands.
        assert stands or abs(at - x) < 0.2
        turns += stood and not stands
        stood = stands
    assert turns == 3
    x, rest, flat = states[-1]
    ground = layout(WIDE).stage.edge(DOWN)[1]
    nat = np.ptp(flat[:, 1]) / -float(minimax_goal(_BEYOND, float(read("two_forgers")["minimax_b"][0])))
    assert (np.interp(x, rest[:, 0], rest[:, 1]) - ground) / nat == pytest.approx(np.log(2), rel=0.02)


@pytest.mark.parametrize("shape", [WIDE, TALL, SQUARE], ids=["wide", "tall", "square"])
def test_both_goals_stand_to_one_scale_with_their_tangents_and_pushes(shape, tmp_path):
    """Of the last frame in which the slopes are told, and of how far each forger has come at the end."""
    shown, feet = [], []

    class Watched(ForgerLearns):
        def look_on_the_way(self, time):
            if not self.sheets or ("times" not in self.sheets[-1].met and self.sheets[-1].line != "walk"):
                return
            there = [part for mobject in self.mobjects for part in mobject.get_family()]
            feet.append([part.foot.copy() for part in there if isinstance(part, Forger)])
            if self.sheets[-1].line == "push":
                slopes = [part.outline.points.copy() for part in there if type(part) is Density]
                tangents = [part.points[[0, -1]] for part in there if type(part) is Segments]
                pulls = [part.get_end() - part.get_start() for part in there if isinstance(part, Pull)]
                shown.append((slopes, tangents, pulls))

    with told_dry(Watched, shape, 5, RenderOptions("zh", None, tmp_path)):
        pass
    (flat, steep), tangents, (weak, strong) = shown[-1]
    # Each begins on top and ends on the ground, turned by half of a turn as the other one.
    turned = steep[0] + flat[-1] - flat[::-1]
    high = float(np.ptp(flat[:, 1]))
    assert np.interp(steep[:, 0], turned[:, 0], turned[:, 1]) == pytest.approx(steep[:, 1], abs=0.02 * high)
    assert flat[0, 1] - flat[-1, 1] == pytest.approx(steep[0, 1] - steep[-1, 1], rel=0.02)
    ways = [end - start for start, end in tangents]
    level, fall = (abs(way[1] / way[0]) for way in ways)
    assert fall / level == pytest.approx(999, rel=0.02)
    assert np.linalg.norm(ways[0]) == pytest.approx(np.linalg.norm(ways[1]), rel=0.02)
    assert strong[0] / weak[0] == pytest.approx(999, rel=0.01)
    # One stays where he was, the other one goes as far as from the fakes to the real notes.
    still, gone = feet[-1][0] - feet[0][0], feet[-1][1] - feet[0][1]
    means, first = read("two_forgers")["nonsaturating_b"], float(read("two_forgers")["minimax_b"][0])
    unit = np.ptp(flat[:, 0]) / (2 * _BEYOND - first)
    assert gone[0] == pytest.approx(unit * float(means[-1] - means[0]), rel=0.02)
    assert gone[0] > 100 * abs(still[0]) > 0


def seen(mobject):
    return any(
        part.get_fill_opacity() > 0.01 or (part.get_stroke_opacity() > 0.01 and part.get_stroke_width() > 0)
        for part in mobject.family_members_with_points()
    )


def test_both_curves_are_strong_where_there_are_notes_and_dimmed_beyond(tmp_path):
    dimmed = []

    class Watched(ForgerLearns):
        def look_on_the_way(self, time):
            there = [part for mobject in self.mobjects for part in mobject.get_family()]
            dimmed.extend(part.points[:, 0].copy() for part in there if type(part) is Boxes)

    with told_dry(Watched, WIDE, 5, RenderOptions("zh", None, tmp_path)):
        pass
    # The gap between both boxes gets narrower as the fakes come to the real notes.
    gaps = [x[len(x) // 2 :].min() - x[: len(x) // 2].max() for x in dimmed]
    assert min(gaps) > 0
    assert gaps[-1] < 0.8 * gaps[0]


def test_both_players_pull_at_the_fake_in_opposite_ways_when_their_wishes_are_told(tmp_path):
    pulls, apart, filled, thrown, learnt, all_pulls = [], [], [], [], [], set()

    class Watched(TwoPlayers):
        def look_on_the_way(self, time):
            there = [part for mobject in self.mobjects for part in mobject.get_family()]
            thrown.append(
                (
                    tuple(part.number for part in there if isinstance(part, NumberDie)),
                    sum(isinstance(part, Banknote) for part in there),
                )
            )
            walls = [part for part in there if isinstance(part, Wall)]
            forgers = [part for part in there if isinstance(part, Forger)]
            real = [
                part for part in there
                if isinstance(part, Banknote) and part.frame.get_fill_color() == ManimColor(THEME.colors.real)
            ]  # fmt: skip
            if self.sheets and self.sheets[-1].line in ("players", "wishes"):
                apart.append([part.get_x() for part in (forgers[-1], walls[-1], real[-1])])
            if any(isinstance(part, Bar) for part in there):
                track = next(part for part in there if isinstance(part, ScoreMeter)).track
                bars = [part.height / track.height for part in there if isinstance(part, Bar)]
                live = [part for part in there if isinstance(part, LiveNumber)]
                numbers = [float(part.shown) for part in live if part.template == "{}"]
                filled.append((bars, numbers))
            tags = [part for part in there if isinstance(part, StepsTag)]
            for tag in tags:
                shown = tag.said.text if isinstance(tag.said, Label) else tag.said.shown
                learnt.append((shown, float(tag.plate.width - tag.said.width)))
            all_pulls.update(
                tuple(part.get_fill_color().to_rgb()) for part in there if isinstance(part, Pull)
            )
            if self.sheets and self.sheets[-1].line == "wishes" and "real" not in self.sheets[-1].met:
                pulls.append(
                    [(part.get_center(), part.get_fill_color()) for part in there if isinstance(part, Pull)]
                )

    with told_dry(Watched, WIDE, 5, RenderOptions("zh", None, tmp_path)):
        pass
    # Two throws of dice: what is on them are the numbers of which a note was made that then comes out.
    notes = shown_notes()
    told = [
        tuple(f"{number:.1f}".replace("-", "−") for number in of) for of in (notes.other_noise, notes.noise)
    ]
    assert [row for row, _ in groupby(dice for dice, _ in thrown if dice)] == told
    # Beside the real note, the first throw's is there while the second rests.
    assert [[count for dice, count in thrown if dice == row][-1] for row in told] == [1, 2]
    (down, judge), (up, forge) = pulls[-1]
    assert (judge, forge) == tuple(map(ManimColor, (THEME.colors.discriminator, THEME.colors.generator)))
    assert down[0] == pytest.approx(up[0])
    assert down[1] < up[1]
    # The wall stays between the forger and the real note, and becomes the scale, filled up to each score.
    assert all(forger < wall < real for forger, wall, real in apart)
    for bars, numbers in filled:
        if len(numbers) == 2:
            np.testing.assert_allclose(bars, numbers, atol=0.006)
    assert len(filled[-1][1]) == 2
    # From the first dice on it is told for how long the printer has learnt; the number is that of the note.
    assert learnt[0][0] == "才练 160 步"
    assert learnt[-1][0] == f"练了 {notes.steps[-1]} 步"
    assert all(air > 0.1 for _, air in learnt)
    # Nobody else pulls than those two.
    wishing = [ManimColor(own).to_rgb() for own in (THEME.colors.discriminator, THEME.colors.generator)]
    assert all(any(np.allclose(color, own, atol=0.01) for own in wishing) for color in all_pulls)
    assert len(all_pulls) >= 2
