"""Names beside curves, in regions of any shape."""

from pathlib import Path

import numpy as np
import pytest

from loss_scenes.losses import absolute_error, half_squared_error, huber
from narrated import Plot, Region
from narrated.design.formats import FORMATS
from narrated.design.layout import layout
from narrated.mobjects.free_place import samples
from voiceover.errors import InputError
from voiceover.words import Word

CURVES = {"平方": half_squared_error, "绝对值": absolute_error, "Huber": lambda r: huber(r, delta=1.0)}


def distance(label, mobjects):
    """From the label's box to the nearest point that is drawn."""
    half = np.array([label.width, label.height]) / 2
    off = np.maximum(np.abs(samples(mobjects) - label.get_center()[:2]) - half, 0.0)
    return float(np.linalg.norm(off, axis=1).min())


@pytest.mark.parametrize("shape", FORMATS.values(), ids=FORMATS)
def test_every_name_touches_nothing_and_is_nearest_to_its_own_curve(shape):
    place = layout(shape).main.inset(0.3)
    plot = Plot(place, (-3.0, 3.0), (0.0, 4.5), x_ticks=(-2, 0, 2), y_ticks=(1, 2), x_label="r")
    curves = {name: plot.curve(function, "#ffffff") for name, function in CURVES.items()}
    named = []
    for name, curve in curves.items():
        others = [other for other in curves.values() if other is not curve]
        label = plot.name_curve(name, "#ffffff", beside=curve, others=[*others, *named])
        assert place.contains(label)
        own, rest = distance(label, [curve]), distance(label, [plot.axes, plot.numbers, *others, *named])
        assert 0 < own < rest
        named.append(label)


def test_where_there_is_no_room_a_name_is_refused_with_its_key():
    plot = Plot(Region(0.0, 0.0, 2.0, 1.0), (-3.0, 3.0), (0.0, 4.5))
    curve = plot.curve(half_squared_error, "#ffffff")
    with pytest.raises(InputError, match=r"^zh/scene4.toml, 'mse': there is no free place .* at=\(x, y\)"):
        plot.name_curve(Word("均方误差的曲线", "mse", Path("zh/scene4.toml")), "#ffffff", beside=curve)
