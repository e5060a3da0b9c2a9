"""Parts of scenes 6 to 8 and of the cover: what is drawn is what is computed."""

import numpy as np
import pytest
from manim import LEFT

from loss_scenes.catalogue import FIVE, SQUARED
from loss_scenes.losses import cross_entropy
from narrated.design.formats import WIDE
from narrated.design.layout import Region, layout
from narrated.mobjects.plot_card import PlotCard
from narrated.mobjects.portrait import Portrait

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


# -- scene 8 and the cover --------------------------------------------------------------------------------


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
