"""What leaves the screen when a chapter ends, and what stays."""

from types import SimpleNamespace

import numpy as np
from manim import Dot, VGroup

from narrated.design.theme import DEFAULT_THEME
from narrated.review.limits import LIMITS
from narrated.scene.narrated_scene import NarratedScene


def clearing(shown, keep=()):
    """The animation with which everything that is shown but ``keep`` leaves."""
    scene = SimpleNamespace(
        header=Dot(), caption=Dot(), mobjects=shown, remove=lambda *_: None, fps=30, theme=DEFAULT_THEME
    )
    return NarratedScene.clear_body(scene, *keep)


def cleared(shown, keep):
    """What fades then."""
    return [part.mobject for part in getattr(clearing(shown, keep), "animations", [])]


def test_what_is_kept_stays_and_the_rest_leaves():
    one, two = Dot(), Dot()
    assert cleared([one, two], [two]) == [one]


def test_what_leaves_is_half_gone_before_what_comes_is_well_seen():
    (fading,) = clearing([Dot()]).animations
    comes = DEFAULT_THEME.motion.answer
    shares = np.linspace(0.0, 1.0, 301)
    left = np.array([1.0 - fading.rate_func(share) for share in shares])
    seen = np.array([comes(share) for share in shares])
    # The limits of the layout row: a text of over half its ink, a line from a fifth on.
    assert not ((left > LIMITS.half_there) & (seen > LIMITS.seen_from)).any()
    assert (left[0], left[-1]) == (1.0, 0.0)


def test_what_came_in_one_group_with_what_leaves_stays_nevertheless():
    road, car, plot = VGroup(Dot(), Dot()), Dot(), Dot()
    assert cleared([VGroup(road, car, plot)], [road, car]) == [plot]


def test_nothing_fades_where_all_stays():
    road, car = Dot(), Dot()
    assert cleared([VGroup(road, car)], [road, car]) == []
