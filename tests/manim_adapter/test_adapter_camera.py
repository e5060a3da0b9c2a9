"""The camera that repaints only what has changed: every pixel is manim's but where pictures fade."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import (
    LEFT,
    RED,
    RIGHT,
    UP,
    WHITE,
    YELLOW,
    Camera,
    Circle,
    Dot,
    ImageMobject,
    Line,
    PointCloudDot,
    Polygon,
    Square,
    ValueTracker,
    VGroup,
    VMobject,
)

from narrated.manim_adapter.camera import IncrementalCamera
from narrated.manim_adapter.wholes import join
from narrated.mobjects.text import Label

SIZE = {"pixel_width": 320, "pixel_height": 180, "frame_width": 14.2, "frame_height": 8.0}


def cast() -> list[VMobject]:
    """Things that overlap: filled, stroked, sharp, thick, set, with a gradient, without length."""
    sharp = Polygon([-1, 0, 0], [1, 0.05, 0], [-1, 0.1, 0], color=YELLOW, stroke_width=12)
    shaded = Square(2).set_fill([RED, YELLOW], 0.7).shift(RIGHT)
    behind = Circle(1.2, fill_opacity=0.5).set_stroke(RED, 9, background=True).shift(LEFT)
    return [Square(3), sharp, shaded, behind, Label("损失 L"), Line(LEFT, RIGHT), Dot(UP), Line(UP, UP)]


actions = st.lists(
    st.tuples(
        st.sampled_from(["move", "color", "width", "remove", "add", "raise", "open", "nothing", "far"]),
        st.integers(0, 7),
        st.floats(-3, 3),
    ),
    max_size=12,
)


def act(what: str, mobject: VMobject, amount: float, shown: list[VMobject]) -> None:
    if what == "move":
        mobject.shift(amount * RIGHT)
    elif what == "far":
        mobject.shift(amount * 9 * UP)
    elif what == "color":
        mobject.set_fill(RED, abs(amount) / 3)
    elif what == "width":
        mobject.set_stroke(width=3 * abs(amount))
    elif what == "open" and len(mobject.points) > 4 and len(mobject.fill_rgbas) == 1:
        mobject.set_points(mobject.points[:-3])
    elif what == "remove" and mobject in shown:
        shown.remove(mobject)
    elif what in {"add", "raise"}:
        if mobject in shown:
            shown.remove(mobject)
        shown.append(mobject)


@settings(max_examples=60)
@given(actions)
def test_whatever_happens_the_picture_is_that_of_the_whole_repainted(happening):
    plain, ours = Camera(**SIZE), IncrementalCamera(**SIZE)
    beneath = np.array(plain.background)
    beneath[40:90, 60:200] = (90, 10, 10, 255)
    mobjects, before = cast(), None
    shown = [*mobjects]
    for what, number, amount in [("nothing", 0, 0.0), *happening]:
        act(what, mobjects[number], amount, shown)
        plain.set_frame_to_background(beneath)
        plain.capture_mobjects([*shown, ValueTracker(1)])
        ours.draw(beneath, [*shown, ValueTracker(1)])
        assert (ours.pixel_array == plain.pixel_array).all()
        area = ours.dirty_region()
        if before is not None and area is not None:
            for part in area.rectangles:
                before[part.slices] = ours.pixel_array[part.slices]
            assert (before == ours.pixel_array).all()
        before = ours.pixel_array.copy()


@settings(max_examples=60)
@given(st.lists(st.tuples(actions.filter(bool), st.integers(0, 7)), min_size=1, max_size=5))
def test_the_ground_of_one_play_becomes_that_of_the_next(plays):
    plain, ours = Camera(**SIZE), IncrementalCamera(**SIZE)
    mobjects, before = cast(), None
    shown = [*mobjects]
    for happening, standing in plays:
        plain.reset()
        plain.capture_mobjects(shown[:standing])
        beneath = plain.pixel_array.copy()
        ground = ours.draw_static(shown[:standing])
        assert (ground == beneath).all()
        moving = shown[standing:]
        for what, number, amount in [("nothing", 0, 0.0), *happening]:
            if mobjects[number] in moving:
                act(what, mobjects[number], amount, moving)
            plain.set_frame_to_background(beneath)
            plain.capture_mobjects(moving)
            ours.draw(ground, moving)
            assert (ours.pixel_array == plain.pixel_array).all()
            area = ours.dirty_region()
            if before is not None:
                assert area is not None
                for part in area.rectangles:
                    before[part.slices] = ours.pixel_array[part.slices]
                assert (before == ours.pixel_array).all()
            before = ours.pixel_array.copy()
        shown = [*shown[:standing], *moving]
        shown.reverse()


def house(gloss: float = 0.0) -> VGroup:
    """A picture of shapes that lie over each other: filled, with an edge, and one that is seen through."""
    door = Square(1, fill_color=RED, fill_opacity=1).set_stroke(YELLOW, 4, 1)
    light = Square(2, stroke_width=0, fill_color=WHITE, fill_opacity=gloss).shift(0.5 * UP)
    return join(VGroup(Square(3, stroke_width=0, fill_color=YELLOW, fill_opacity=1), door, light))


@pytest.mark.parametrize("alpha", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("gloss", [0.0, 0.4])
def test_a_picture_fades_as_one(alpha, gloss):
    ground = np.full((180, 320, 4), (10, 20, 90, 255), dtype=np.uint8)
    plain, ours = Camera(**SIZE), IncrementalCamera(**SIZE)
    plain.set_frame_to_background(ground)
    plain.capture_mobjects([house(gloss)])
    opaque = plain.pixel_array.astype(float)
    ours.draw(ground, [house(gloss).fade(1 - alpha)])
    assert abs(ours.pixel_array - (alpha * opaque + (1 - alpha) * ground)).max() <= 2


def test_a_picture_does_not_jump_where_a_part_is_a_little_ahead():
    ours, picture = IncrementalCamera(**SIZE), house().fade(0.5)
    beneath = np.array(ours.background)
    ours.draw(beneath, [picture])
    before = ours.pixel_array.astype(float)
    picture[1].set_fill(opacity=0.5 + 1e-6)
    ours.draw(beneath, [picture])
    assert abs(ours.pixel_array - before).max() <= 1


@settings(max_examples=60)
@given(actions, st.lists(st.tuples(st.floats(0.1, 1.0), st.floats(-0.3, 0.3)), min_size=13, max_size=13))
def test_pictures_that_fade_are_repainted_as_they_are_whatever_happens(happening, fades):
    ours = IncrementalCamera(**SIZE)
    beneath = np.array(ours.background)
    mobjects, before = cast(), None
    first, second = house(0.4), house().shift(RIGHT)
    shown = [*mobjects[:3], first, *mobjects[3:], second]
    for number, ((what, which, amount), (alpha, way)) in enumerate(
        zip([("nothing", 0, 0.0), *happening], fades, strict=False)
    ):
        act(what, mobjects[which], amount, shown)
        faded = (first, second)[number % 2]
        faded.set_opacity(alpha).shift(way * RIGHT)
        faded[1].set_fill(opacity=alpha if number % 3 else alpha / 2)
        ours.draw(beneath, shown)
        fresh = IncrementalCamera(**SIZE)
        fresh.draw(beneath, shown)
        assert (ours.pixel_array == fresh.pixel_array).all()
        area = ours.dirty_region()
        if before is not None and area is not None:
            for part in area.rectangles:
                before[part.slices] = ours.pixel_array[part.slices]
            assert (before == ours.pixel_array).all()
        before = ours.pixel_array.copy()


def test_an_error_in_a_fade_leaves_the_next_picture_as_it_should_be(monkeypatch):
    ours, fresh = IncrementalCamera(**SIZE), IncrementalCamera(**SIZE)
    beneath = np.array(ours.background)
    monkeypatch.setattr(ours, "apply_fill", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ours.draw(beneath, [house().fade(0.5)])
    monkeypatch.undo()
    still = [Square(3, fill_opacity=1).shift(3 * LEFT), Dot()]
    for camera in (ours, fresh):
        camera.draw(beneath.copy(), still)
    assert (ours.pixel_array == fresh.pixel_array).all()


def test_what_stands_still_is_not_painted_again():
    camera, moving = IncrementalCamera(**SIZE), Dot(2 * LEFT)
    still = VGroup(Square().shift(4 * RIGHT), Label("静").shift(4 * RIGHT))
    beneath = np.array(camera.background)
    camera.draw(beneath, [moving, still])
    assert camera.dirty_region() is None
    moving.shift(0.1 * LEFT)
    camera.draw(beneath, [moving, still])
    area = camera.dirty_region()
    assert area is not None
    assert all(part.right < 160 for part in area.rectangles)
    camera.draw(beneath, [moving, still])
    assert camera.dirty_region().rectangles == []


def test_what_only_shares_a_box_with_what_is_crossed_is_not_painted_again():
    # A ring whose line is crossed, and in its middle, clear of that, a square.
    camera, moving = IncrementalCamera(**SIZE), Dot(2 * LEFT)
    ring, within = Circle(2), Square(1)
    beneath = np.array(camera.background)
    camera.draw(beneath, [ring, within, moving])
    camera.dirty_region()
    moving.shift(0.1 * LEFT)
    painted = []
    camera.apply_fill = lambda _, mobject: painted.append(mobject)
    camera.draw(beneath, [ring, within, moving])
    assert painted == [ring, moving]
    assert all(part.right < 160 - 22 for part in camera.dirty_region().rectangles)


def test_a_gradient_is_painted_again_when_only_a_member_of_its_mobject_moves():
    shaded, member = Square(2).set_fill([RED, YELLOW], 1), Dot(2 * LEFT)
    shaded.add(member)
    plain, ours = Camera(**SIZE), IncrementalCamera(**SIZE)
    beneath = np.array(plain.background)
    colors = set()
    for _ in range(3):
        member.shift(2 * RIGHT)
        plain.set_frame_to_background(beneath)
        plain.capture_mobjects([shaded])
        ours.draw(beneath, [shaded])
        assert (ours.pixel_array == plain.pixel_array).all()
        colors.add(tuple(ours.pixel_array[75, 145]))
    assert len(colors) > 1  # else this would not tell whether the gradient follows


def raster() -> ImageMobject:
    ramp = np.linspace(0, 255, 48, dtype=np.uint8).reshape(6, 8)
    return ImageMobject(np.stack([ramp, ramp[::-1], ramp[:, ::-1]], axis=-1)).scale_to_fit_height(2)


@pytest.mark.parametrize("cloud", [PointCloudDot, raster])
@pytest.mark.parametrize("order", [0, 1])
def test_clouds_and_rasters_among_the_outlines_are_drawn_as_manim_draws_them(order, cloud):
    parts = [cloud(), Dot()] if order else [Dot(), cloud()]
    plain, ours = Camera(**SIZE), IncrementalCamera(**SIZE)
    beneath = np.array(plain.background)
    for _ in range(3):
        parts[0].shift(0.4 * RIGHT)
        plain.set_frame_to_background(beneath)
        plain.capture_mobjects(parts)
        ours.draw(beneath, parts)
        assert (ours.pixel_array == plain.pixel_array).all()
        assert ours.dirty_region() is None


@pytest.mark.parametrize("cloud", [PointCloudDot, raster])
def test_clouds_and_rasters_may_stand_in_the_ground(cloud):
    plain, ours = Camera(**SIZE), IncrementalCamera(**SIZE)
    moving = Dot()
    for standing in ([Square(), cloud()], [cloud(), Square()], [Square()]):
        plain.reset()
        plain.capture_mobjects(standing)
        beneath = plain.pixel_array.copy()
        ground = ours.draw_static(standing)
        assert (ground == beneath).all()
        for _ in range(2):
            moving.shift(0.4 * RIGHT)
            plain.set_frame_to_background(beneath)
            plain.capture_mobjects([moving])
            ours.draw(ground, [moving])
            assert (ours.pixel_array == plain.pixel_array).all()
