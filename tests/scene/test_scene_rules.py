"""The golden rules: leaves of which one is open, and the losses that fly onto them."""

import numpy as np
import pytest
from untold import untold

from loss_scenes.chapters.rules import Rules
from loss_scenes.pictures.rack import Rack
from narrated.design.formats import SQUARE, TALL, WIDE
from narrated.design.layout import layout
from narrated.mobjects.accordion import Accordion


@pytest.mark.parametrize("shape", [TALL, SQUARE])
def test_no_leaf_passes_another_where_closed_ones_share_a_row(shape) -> None:
    leaves = Accordion(layout(shape).hero, ["Sort", "Fit", "Make"], "#ffd700")
    for move in leaves.open(0):
        move.begin()
        move.finish()
    before = {tuple(plate.get_center().round(6)) for plate in leaves.plates}
    for index in (1, 2, 0):
        moves = leaves.open(index)
        for plate in leaves.plates:
            move = next(move for move in moves if move.mobject is plate)
            assert np.allclose(move.target_mobject.get_center(), plate.get_center())
        assert {tuple(plate.get_center().round(6)) for plate in leaves.plates} == before
        for move in moves:
            move.begin()
            move.finish()


def test_each_loss_flies_to_the_leaf_that_begins_with_it() -> None:
    with untold(WIDE) as scene:
        rules = Rules(scene)
        cards, _ = rules.rack()
        flown = zip(Rack(cards, lambda: 0.0).curves, rules.curves, strict=False)
        colors = [(card.get_stroke_color(), curve.get_stroke_color()) for card, curve in flown]
    assert len(colors) == 2
    assert all(before == after for before, after in colors)
