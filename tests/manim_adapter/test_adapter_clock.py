"""The frame clock: as many frames as were asked for, each at its time, and the same end without a frame."""

import numpy as np
import pytest
from manim import (
    LEFT,
    RED,
    RIGHT,
    AnimationGroup,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    Scene,
    Square,
    Succession,
    Transform,
    ValueTracker,
    VGroup,
    linear,
    rate_functions,
    tempconfig,
)

from narrated.manim_adapter.apply_now import apply_now
from narrated.manim_adapter.frame_clock import FrameClock
from narrated.manim_adapter.pace import set_default_pace
from narrated.manim_adapter.pictures import draw_alone, in_drawing_order, picture_after_construct
from narrated.manim_adapter.renderer import ClipWriter, IncrementalRenderer
from narrated.manim_adapter.run_scene import run_scene
from narrated.manim_adapter.suspended_updates import RefreshesSuspended
from narrated.mobjects.text import LiveNumber

# Some are hard for floats: 29 at 25 frames a second, 123 and 245 at 15, 30 and 60.
COUNTS = [*range(1, 41), 57, 123, 245]


class CountingWriter(ClipWriter):
    """Keeps no picture, only what ``seen`` was as each was written."""

    seen = staticmethod(lambda: None)

    def write_frame(self, pixels, *, repeat=1, dirty=None):
        self.frames += repeat
        self.kept = [*getattr(self, "kept", []), *[self.seen()] * repeat]


def scene_of(construct, fps, folder, *bases):
    """A scene that has been run, with the frames that its writer got."""
    settings = {"pixel_width": 64, "pixel_height": 36, "frame_rate": fps, "media_dir": str(folder)}
    with tempconfig({**settings, "progress_bar": "none", "verbosity": "ERROR"}):
        scene_class = type("Clocked", (*bases, FrameClock), {"construct": construct, "fps": fps})
        scene = scene_class(IncrementalRenderer(file_writer_class=CountingWriter))
        run_scene(scene)
    return scene


@pytest.mark.parametrize("fps", [7, 15, 24, 25, 30, 60])
def test_plays_and_waits_have_exactly_the_frames_that_were_asked_for(fps, tmp_path):
    drawn = []

    def construct(self):
        at, dot = ValueTracker(0.0), Dot()
        self.add(dot)
        for count in COUNTS:
            self._wait_frames(count)
            drawn.append(self.renderer.frames_drawn)
            self._play_frames(count, at.animate.set_value(1.0), run_time=count / fps)
            drawn.append(self.renderer.frames_drawn)
        dot.add_updater(lambda m: m.set_x(at.get_value()))
        for count in COUNTS:  # what is updated is drawn frame by frame, by other code of manim's
            self._wait_frames(count)
            drawn.append(self.renderer.frames_drawn)

    scene = scene_of(construct, fps, tmp_path)
    counts = [*np.repeat(COUNTS, 2), *COUNTS]
    assert np.diff([0, *drawn]).tolist() == [int(count) for count in counts]
    assert scene.frame == sum(counts)
    assert scene.renderer.time == scene.frame / fps


@pytest.mark.parametrize("count", [1, 2, 7, 30])
def test_frame_k_of_n_shows_the_animation_at_k_plus_1_of_n(count, tmp_path):
    at = ValueTracker(0.0)

    def construct(self):
        self.renderer.file_writer.seen = at.get_value
        self._play_frames(count, at.animate(rate_func=linear).set_value(1.0), run_time=count / 30)

    scene = scene_of(construct, 30, tmp_path)
    assert scene.renderer.file_writer.kept == pytest.approx([(k + 1) / count for k in range(count)])


ANIMATIONS = {
    "fade in": lambda a, _: [FadeIn(a, shift=RIGHT)],
    "fade out": lambda _, b: [FadeOut(b)],
    "animate": lambda _, b: [b.animate.shift(LEFT).set_color(RED)],
    "animate what is not there yet": lambda a, _: [a.animate.shift(LEFT)],
    "transform": lambda a, b: [Transform(b, a)],
    "replace": lambda a, b: [ReplacementTransform(b, a)],
    "together": lambda a, b: [Create(a), FadeOut(b)],
    "group": lambda a, b: [AnimationGroup(FadeIn(a), FadeOut(b))],
    "lagged": lambda a, b: [LaggedStart(FadeIn(a), FadeOut(b), lag_ratio=0.5)],
    "one after the other": lambda a, b: [Succession(FadeIn(a), b.animate.shift(LEFT))],
}


@pytest.mark.parametrize("made", ANIMATIONS.values(), ids=ANIMATIONS)
def test_applied_now_a_scene_is_as_after_the_play(made, tmp_path):
    def told(way):
        def construct(self):
            one, other = Square(), VGroup(Circle(), Dot())
            self.add(other)
            way(self, made(one, other))

        return scene_of(construct, 30, tmp_path)

    played = told(lambda scene, animations: scene._play_frames(9, *animations, run_time=0.3))
    applied = told(lambda scene, animations: (apply_now(scene, *animations), scene._wait_frames(1)))
    assert (played.frame, applied.frame) == (9, 1)
    mine, theirs = in_drawing_order(applied), in_drawing_order(played)
    assert [type(m) for m in mine] == [type(m) for m in theirs]
    for one, other in zip(mine, theirs, strict=True):
        assert np.allclose(one.points, other.points)
        assert np.allclose(one.get_fill_rgbas(), other.get_fill_rgbas())
        assert np.allclose(one.get_stroke_rgbas(), other.get_stroke_rgbas())


@pytest.mark.parametrize("bases", [(RefreshesSuspended,), ()])
def test_a_number_stays_true_while_it_fades_in(bases, tmp_path):
    at = ValueTracker(0.0)
    number = LiveNumber(at.get_value, decimals=3)

    def construct(self):
        self.renderer.file_writer.seen = lambda: (number.shown, f"{at.get_value():.3f}")
        self._play_frames(9, FadeIn(number), at.animate.set_value(1.0), run_time=0.3)

    kept = scene_of(construct, 30, tmp_path, *bases).renderer.file_writer.kept
    wrong = [shown for shown, true in kept if shown != true]
    # Without the adapter manim leaves it as it was: if that changes, the adapter need not refresh it.
    assert bool(wrong) == (not bases), kept


def test_the_default_pace_is_replaced_and_a_chosen_one_stays():
    default, chosen, inner = (
        FadeIn(Dot()),
        FadeIn(Dot(), rate_func=rate_functions.there_and_back),
        FadeIn(Dot()),
    )
    built = Dot().animate.shift(RIGHT).build()
    for animation in (default, chosen, built, group := AnimationGroup(inner)):
        before = group.rate_func
        set_default_pace(animation, rate_functions.ease_out_sine)
    for animation in (default, inner, built):
        assert animation.rate_func is rate_functions.ease_out_sine
    assert chosen.rate_func is rate_functions.there_and_back
    assert group.rate_func is before is linear


class Pictured(Scene):
    def construct(self):
        low, high, front = Square(2, fill_opacity=1), Dot(), Circle().set_z_index(2)
        self.add(front, low, VGroup(high))


def test_a_picture_of_now_is_that_of_a_render_and_things_stand_in_drawing_order(tmp_path):
    with tempconfig({"dry_run": True, "pixel_width": 64, "pixel_height": 36, "media_dir": str(tmp_path)}):
        scene = Pictured()
        picture = np.array(picture_after_construct(scene))
    shown = in_drawing_order(scene)
    assert [type(m) for m in shown] == [Square, Dot, Circle]
    assert (draw_alone(scene, shown)[..., :3] == picture).all()
    assert not (draw_alone(scene, shown[1:])[..., :3] == picture).all()
    assert shown == [m for m in scene.camera.get_mobjects_to_display(scene.mobjects) if len(m.points)]
