"""A kind of notes with its bar: where the mark of one half stands."""

import pytest

from lessons.adversarial.pictures.scored_kind import ScoredKind
from lessons.adversarial.theme import THEME


def test_the_mark_stands_across_the_bar_at_one_half_also_when_its_kind_is_large():
    size, score = [1.0], [0.5]
    stand = ScoredKind(3, 120, lambda: score[0], theme=THEME)
    stand.stand_out(lambda: size[0], stand.get_left())
    assert stand.mark not in stand.get_family()
    for size[0] in (1.0, 1.6):
        for score[0] in (0.2, 0.5, 0.9):
            stand.update()
            stand.mark.update()
            foot, high = float(stand.filling.get_bottom()[1]), float(stand.filling.height)
            assert float(stand.mark.get_y()) == pytest.approx(foot + 0.5 / score[0] * high)
            assert stand.mark.get_x() == pytest.approx(stand.track.get_x())
            assert stand.mark.width > stand.track.width
