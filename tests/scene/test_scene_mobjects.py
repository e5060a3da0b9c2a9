"""Drawn things: where they are, and that what they show is what they measure."""

import copy

import numpy as np
import pytest
from manim import LEFT, ORIGIN, RIGHT, FadeIn, Text, ValueTracker
from scipy.spatial import cKDTree

from loss_scenes import losses
from narrated import (
    Label,
    LiveNumber,
    Plot,
    Readout,
    Readouts,
    Region,
    Slider,
    TangentProbe,
)
from narrated.design.formats import WIDE
from narrated.design.layout import PIXEL, layout
from narrated.design.outlines import outlines
from narrated.mobjects.marks import Dots, Segments
from narrated.mobjects.text import plain_number
from voiceover.errors import InputError

REGION = Region(-1.0, 0.5, 8.0, 4.0)


@pytest.fixture
def plot():
    return Plot(
        REGION, (-3.0, 3.0), (0.0, 5.0), x_ticks=(-2, 0, 2), y_ticks=(1, 2, 3), x_label="r", y_label="l"
    )


def test_plot_coordinates_invert_and_stay_in_the_region(plot):
    for x, y in [(-3.0, 0.0), (3.0, 5.0), (0.3, 2.2)]:
        assert plot.p2c(plot.c2p(x, y)) == pytest.approx((x, y), abs=1e-12)
    assert REGION.contains(plot)


@pytest.mark.parametrize(
    ("loss", "gradient", "kinks"),
    [
        (losses.squared_error, losses.squared_error_grad, ()),
        (losses.half_squared_error, losses.half_squared_error_grad, ()),
        (losses.absolute_error, losses.absolute_error_grad, (0.0,)),
        (losses.huber, losses.huber_grad, ()),
        (losses.log_cosh, losses.log_cosh_grad, ()),
        (losses.hinge, losses.hinge_grad, (1.0,)),
        (losses.logistic, losses.logistic_grad, ()),
    ],
)
def test_a_curve_lies_on_its_function_and_keeps_its_corners(plot, loss, gradient, kinks):
    curve = plot.curve(loss, "#ffffff", kinks=kinks)
    anchors = curve.points[::4]
    for point in anchors[1:]:
        x, y = plot.p2c(point)
        if 0.0 < y < 5.0 - 1e-9:
            assert y == pytest.approx(float(loss(x)), abs=1e-9)
    for kink in kinks:
        corner = plot.c2p(kink, float(loss(kink)))
        assert np.min(np.linalg.norm(anchors - corner, axis=1)) < 1e-9
    argument = ValueTracker(1.7)
    probe = TangentProbe(plot, loss, gradient, argument, "#ffffff")
    for x in (-1.3, 0.4, 1.9):
        argument.set_value(x)
        probe.update()
        assert plot.p2c(probe.dot.get_center()) == pytest.approx((x, float(loss(x))), abs=1e-9)
        (x0, y0), (x1, y1) = plot.p2c(probe.tangent.get_start()), plot.p2c(probe.tangent.get_end())
        assert (y1 - y0) / (x1 - x0) == pytest.approx(float(gradient(x)), abs=1e-6)


def test_a_curve_that_leaves_the_panel_ends_on_its_edge(plot):
    curve = plot.curve(losses.squared_error, "#ffffff")
    heights = [plot.p2c(point)[1] for point in curve.points]
    assert max(heights) == pytest.approx(5.0, abs=1e-9)
    ends = plot.p2c(curve.points[0])[0], plot.p2c(curve.points[-1])[0]
    assert ends == pytest.approx((-np.sqrt(5), np.sqrt(5)), abs=0.01)


def spans(plot, curve):
    """From where to where, in plot coordinates, the connected pieces of a curve reach."""
    return [(plot.p2c(piece[0])[0], plot.p2c(piece[-1])[0]) for piece in curve.get_subpaths()]


def test_where_a_function_has_no_value_its_curve_has_a_gap(plot):
    def gappy(x):
        return np.where(np.abs(x) < 1, np.nan, x**2 / 2)

    left, right = spans(plot, plot.curve(gappy, "#ffffff"))
    assert left == pytest.approx((-3.0, -1.0), abs=0.04)
    assert right == pytest.approx((1.0, 3.0), abs=0.04)
    live = plot.live_curve(lambda: gappy, "#ffffff")
    live.update()
    assert len(spans(plot, live)) == 2
    assert len(spans(plot, plot.curve(lambda x: x * np.nan, "#ffffff"))) == 0
    assert len(spans(plot, plot.curve(np.log, "#ffffff"))) == 1


def test_a_curve_that_leaves_the_panel_and_comes_back_has_a_gap(plot):
    left, right = spans(plot, plot.curve(lambda x: 6.0 - x**2, "#ffffff"))
    assert (left[1], right[0]) == pytest.approx((-1.0, 1.0), abs=0.01)


def test_marks_without_a_place_are_not_drawn(plot):
    places = np.array([(0.0, 1.0), (np.nan, 1.0), (2.0, np.inf), (1.0, 2.0)])
    assert len(Dots(plot, lambda: places, "#ffffff").get_subpaths()) == 2
    ends = np.column_stack([places, places + 0.5])
    assert len(Segments(plot, lambda: ends, "#ffffff").get_subpaths()) == 2
    assert len(Segments(plot, lambda: ends[:0], "#ffffff").points) == 0


def test_ticks_show_the_digits_that_each_needs():
    ticks = (0.01, 0.25, 0.1 + 0.2, 1, 2.5)
    plot = Plot(REGION, (0.0, 3.0), (-1.0, 1.0), x_ticks=ticks, y_ticks=(-0.125,))
    assert [number.text for number in plot.numbers] == ["0.01", "0.25", "0.3", "1", "2.5", "−0.125"]
    rounded = Plot(REGION, (0, 1), (0, 1), x_ticks=ticks[:2], decimals=1)
    assert [number.text for number in rounded.numbers] == ["0.0", "0.2"]


def test_infinity_is_not_drawn():
    plot = Plot(REGION, (0.0, 1.0), (0.0, 4.0))
    curve = plot.curve(losses.cross_entropy, "#ffffff")
    assert np.isfinite(curve.points).all()
    assert plot.p2c(curve.points[0])[1] <= 4.0 + 1e-9


def test_labels_of_one_line_share_its_middle_whatever_their_ink():
    low, tall = Label("gyp", 40), Label("国X", 40)
    low.set_line(np.array([0.0, 1.0, 0.0]), LEFT)
    tall.beside(low, 0.2)
    assert low.line_middle == pytest.approx(1.0)
    assert tall.line_middle == pytest.approx(1.0)
    assert tall.get_left()[0] == pytest.approx(low.get_right()[0] + 0.2)
    # The ink of a CJK character fills the em square evenly, so its middle is the line's.
    assert Label("国", 40).set_line(ORIGIN).get_center()[1] == pytest.approx(0.0, abs=1e-6)


def test_sizes_are_pixels_of_the_design():
    two, one = Label("国国", 60), Label("国", 60)
    assert (two.width - one.width) / PIXEL == pytest.approx(60, rel=0.02)


def test_every_character_is_drawn_also_after_a_space():
    assert len(Label("a b").points) == len(Label("a").points) + len(Label("b").points)


@pytest.mark.parametrize("value", [0.0, -0.004, 3.14159, -12.5, 1e6])
def test_a_live_number_shows_its_value(value):
    tracker = ValueTracker(0.0)
    number = LiveNumber(tracker.get_value, decimals=2, template="{} %")
    tracker.set_value(value)
    number.update()
    assert number.shown == f"{plain_number(value, 2)} %"
    assert float(number.shown.removesuffix(" %").replace("−", "-")) == pytest.approx(value, abs=0.005)


def test_a_live_number_keeps_its_edge_and_its_digits_their_width():
    tracker = ValueTracker(1.11)
    number = LiveNumber(tracker.get_value).set_line(np.array([2.0, 1.0, 0.0]), RIGHT)
    widths = []
    for value in (1.11, 4.44, 88.88, -0.5):
        tracker.set_value(value)
        number.update()
        assert number.get_right()[0] == pytest.approx(2.0)
        widths.append(number.width)
    assert widths[0] == pytest.approx(widths[1], abs=0.12)  # a one is as wide as a four, but for its ink


def test_what_is_animated_does_not_copy_the_scene_behind_it():
    class Scene:
        def __deepcopy__(self, memo):
            raise AssertionError("the scene was copied")

        def value(self, *_):
            return 1.0

    scene, plot = Scene(), Plot(REGION, (-1.0, 1.0), (0.0, 1.0))
    made = [
        LiveNumber(scene.value),
        Readouts(REGION, Readout("a", scene.value, "#ffffff")),
        TangentProbe(plot, scene.value, scene.value, ValueTracker(0.0), "#ffffff"),
    ]
    for mobject in made:
        copy.deepcopy(mobject)
        FadeIn(mobject)


def test_a_slider_in_too_low_a_region_is_told_with_the_pixels():
    low = Region(0.0, 0.0, 4.0, 60 * PIXEL)
    with pytest.raises(InputError, match=r"slider 'gamma' stands in a region 60 px high.* 8\d px or more"):
        Slider(low, "gamma", ValueTracker(0.5), 0.0, 1.0, "#ffffff")


def test_a_slider_follows():
    tracker = ValueTracker(0.0)
    slider = Slider(REGION, "x", tracker, 0.0, 2.0, "#ffffff")
    for value in (0.0, 0.5, 2.0):
        tracker.set_value(value)
        slider.update()
        start, end = slider.track.get_start(), slider.track.get_end()
        share = (slider.knob.get_center()[0] - start[0]) / (end[0] - start[0])
        assert share == pytest.approx(value / 2)


def test_regions_of_the_wide_frame_do_not_overlap():
    places = layout(WIDE)
    for name in ("header", "body", "caption"):
        region = getattr(places, name)
        assert abs(region.y) + region.height / 2 <= places.safe.height / 2 + abs(places.safe.y) + 1e-9
    assert places.header.y - places.header.height / 2 > places.body.y + places.body.height / 2
    assert places.body.y - places.body.height / 2 > places.caption.y + places.caption.height / 2
    assert places.main.x + places.main.width / 2 < places.side.x - places.side.width / 2


@pytest.mark.parametrize("text", ["Huber 损失", "½r² = 0.5", "gpq，。（示意）", "π ‖θ‖² × −1"])
@pytest.mark.parametrize("weight", ["NORMAL", "BOLD"])
def test_outlines_are_those_of_manims_text(text, weight):
    font = "Noto Sans CJK SC"
    ours = np.concatenate(outlines(text, font, weight))
    theirs = Text(text, font=font, weight=weight, font_size=96)
    points = np.concatenate([glyph.points for glyph in theirs.submobjects if len(glyph.points) > 4])
    scale = np.ptp(points[:, 0]) / np.ptp(ours[:, 0])
    assert np.ptp(points[:, 1]) / np.ptp(ours[:, 1]) == pytest.approx(scale, rel=2e-3)
    ours = (ours - ours.min(axis=0)) * scale
    theirs_at_zero = points - points.min(axis=0)
    # Every anchor of manim's outline is one of ours, to a hundredth of the em.
    tree = cKDTree(ours[:, :2])
    distance, _ = tree.query(theirs_at_zero[:, :2])
    assert distance.max() < 0.01 * scale


def extent(piece: np.ndarray) -> tuple[float, float]:
    return float(piece[:, 0].min()), float(piece[:, 0].max())


def test_a_missing_character_is_named():
    with pytest.raises(InputError, match=r"'\U0001f9ff' \(U\+1F9FF\) cannot be drawn"):
        outlines("a\U0001f9ff", "Noto Sans CJK SC")


@pytest.mark.parametrize("text", ["e\u0301x", "n\u0303x", "ﬁx", "fix"])
def test_ligatures_and_marks_belong_to_their_first_character(text):
    pieces = outlines(text, "Noto Sans CJK SC")
    assert len(pieces) == len(text)
    assert len(pieces[0]) > len(outlines(text[0], "Noto Sans CJK SC")[0]) or text[0] == "ﬁ"
    assert len(pieces[1]) == 0 or text[1] == "x"
    assert extent(pieces[0])[1] < extent(pieces[-1])[0]


def test_what_is_written_from_right_to_left_is_read_so():
    # Two Hebrew words between Latin ones, with a number: the Unicode bidirectional algorithm's own order.
    text = "ab \N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET} \N{HEBREW LETTER GIMEL}1 cd"
    lefts = {
        c: extent(piece)[0]
        for c, piece in zip(text, outlines(text, "Noto Sans CJK SC"), strict=True)
        if len(piece)
    }
    assert "".join(sorted(lefts, key=lefts.__getitem__)) == (
        "ab1\N{HEBREW LETTER GIMEL}\N{HEBREW LETTER BET}\N{HEBREW LETTER ALEF}cd"
    )


def test_letters_that_join_are_joined():
    # Arabic: a letter in the middle of a word has another shape than by itself.
    beh = "\N{ARABIC LETTER BEH}"
    alone = outlines(beh, "Noto Sans CJK SC")[0]
    joined = outlines(3 * beh, "Noto Sans CJK SC")
    assert [extent(piece)[0] for piece in joined] == sorted((extent(p)[0] for p in joined), reverse=True)
    assert len(joined[1]) != len(alone)


def test_a_font_without_chinese_has_its_lines_in_the_middle_too():
    latin, chinese = (outlines("H", font)[0][:, 1] for font in ("DejaVu Sans", "Noto Sans CJK SC"))
    assert latin.min() + latin.max() == pytest.approx(0)
    assert chinese.min() + chinese.max() == pytest.approx(0, abs=0.06)


def test_a_live_number_stays_true_while_it_fades_and_moves():
    tracker = ValueTracker(1.0)
    number = LiveNumber(tracker.get_value, decimals=1).set_line(np.array([0.0, 0.0, 0.0]), RIGHT)
    fade = FadeIn(number)
    fade.begin()
    tracker.set_value(99.5)
    number.refresh()
    fade.interpolate(0.5)
    assert number.shown == "99.5"
    assert 0 < number.get_fill_opacity() < 1
    fade.finish()
    move = number.animate.shift(2 * RIGHT).build()
    move.begin()
    move.finish()
    number.update()
    assert number.get_right()[0] == pytest.approx(2.0)
