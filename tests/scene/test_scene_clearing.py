"""What leaves the screen when a chapter ends, and what stays."""

from types import SimpleNamespace

from manim import Dot, VGroup

from narrated.scene.narrated_scene import NarratedScene


def cleared(shown, keep):
    """What fades when everything that is shown but ``keep`` is to leave."""
    scene = SimpleNamespace(header=Dot(), caption=Dot(), mobjects=shown, remove=lambda *_: None, fps=30)
    animation = NarratedScene.clear_body(scene, *keep)
    return [part.mobject for part in getattr(animation, "animations", [])]


def test_what_is_kept_stays_and_the_rest_leaves():
    one, two = Dot(), Dot()
    assert cleared([one, two], [two]) == [one]


def test_what_leaves_is_gone_half_way():
    scene = SimpleNamespace(header=Dot(), caption=Dot(), mobjects=[Dot()], remove=lambda *_: None, fps=30)
    (fading,) = NarratedScene.clear_body(scene).animations
    assert [fading.rate_func(share) for share in (0.0, 0.5, 1.0)] == [0.0, 1.0, 1.0]


def test_what_came_in_one_group_with_what_leaves_stays_nevertheless():
    road, car, plot = VGroup(Dot(), Dot()), Dot(), Dot()
    assert cleared([VGroup(road, car, plot)], [road, car]) == [plot]


def test_nothing_fades_where_all_stays():
    road, car = Dot(), Dot()
    assert cleared([VGroup(road, car)], [road, car]) == []
