"""A kind of notes with its bar: where the mark of the best score stands."""

import pytest

from lessons.adversarial.pictures.scored_kind import ScoredKind
from lessons.adversarial.theme import THEME


def test_the_mark_stands_across_the_bar_at_the_best_score_also_when_its_kind_is_large():
    size, best = [1.0], [0.2]
    stand = ScoredKind(3, 120, lambda: 0.5, lambda: best[0], theme=THEME)
    stand.stand_out(lambda: size[0], stand.get_left())
    assert stand.mark not in stand.get_family()
    for size[0] in (1.0, 1.6):
        stand.update()
        # The filling is as high as one half.
        foot, half = float(stand.filling.get_bottom()[1]), float(stand.filling.height)
        for best[0] in (0.2, 0.9):
            stand.mark.update()
            assert float(stand.mark.get_y()) == pytest.approx(foot + 2 * half * best[0])
            assert stand.mark.get_x() == pytest.approx(stand.track.get_x())
            assert stand.mark.width > stand.track.width
