"""What goes wrong: a kind of notes with its bar, what is seen at the hop, and the smallest game's score."""

import numpy as np
import pytest
from parts import there

from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.ring import Ring
from lessons.adversarial.pictures.score_map import ScoreMap
from lessons.adversarial.pictures.scored_kind import ScoredKind
from lessons.adversarial.pictures.tilted_score import TiltedScore
from lessons.adversarial.scene4 import WhatGoesWrong
from lessons.adversarial.theme import THEME
from narrated.design.formats import WIDE
from narrated.mobjects.marks import Dots
from narrated.mobjects.text import Label
from narrated.scene.dry_telling import told_dry
from narrated.scene.render_options import RenderOptions


def test_the_bar_of_a_kind_comes_as_that_becomes_large_and_its_mark_stands_across_it_at_one_half():
    size, score = [1.0], [0.5]
    stand = ScoredKind(3, 120, lambda: score[0], theme=THEME)
    stand.stand_out(lambda: size[0], stand.get_left())
    for size[0] in (1.0, 1.6):
        for score[0] in (0.2, 0.5, 0.9):
            stand.update()
            assert stand.track.get_fill_opacity() == stand.mark.get_fill_opacity() == float(size[0] > 1.0)
            foot, high = float(stand.filling.get_bottom()[1]), float(stand.filling.height)
            assert float(stand.mark.get_y()) == pytest.approx(foot + 0.5 / score[0] * high)
            assert stand.mark.get_x() == pytest.approx(stand.track.get_x())
            assert stand.mark.width > stand.track.width


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Of each frame by its line: kinds, the map, scores, who is named.

    Of a kind: its width, its score over one half, how far its bar is seen.
    """
    found = {}

    class Watched(WhatGoesWrong):
        def look_on_the_way(self, time):
            kinds = [
                (
                    kind.note.width,
                    (kind.filling.get_top()[1] - kind.mark.get_y()) / kind.track.height,
                    kind.track.get_fill_opacity(),
                )
                for ring in there(self.mobjects, Ring)
                for kind in ring.kinds
            ]
            clear = [map_.lines.get_stroke_opacity() for map_ in there(self.mobjects, ScoreMap)]
            scores = there(self.mobjects, TiltedScore)
            fakes = [score.plot.p2c(there([score], Dots)[-1].get_center()) for score in scores]
            names = {part.text: part.get_center() for part in there(self.mobjects, Label)}
            players = [part.get_center() for part in there(self.mobjects, (Forger, Inspector))]
            line = self.sheets[-1].line if self.sheets else ""
            found.setdefault(line, []).append((kinds, clear, fakes, names, players))

    with told_dry(Watched, WIDE, 5, RenderOptions("zh", None, tmp_path_factory.mktemp("takes"))) as scene:
        yield found, {key: scene.word(key) for key in ("theta", "psi")}


def test_at_the_hop_the_map_is_quiet_and_both_kinds_are_large_the_one_it_goes_to_with_the_higher_score(told):
    found, _ = told
    (kinds, clear, *_) = found["caught"][-1]
    widths, _, bars = np.transpose(kinds)
    assert sorted(np.flatnonzero(widths > 1.5 * widths.min())) == [3, 5]
    assert np.flatnonzero(bars > 0.01).tolist() == np.flatnonzero(bars > 0.99).tolist() == [3, 5]
    assert kinds[5][1] > kinds[3][1] + 0.05
    (before,) = found["caught"][0][1]
    assert clear[0] < before / 2
    # Then all kinds are as large as each other, and in the end all scores are one half.
    (kinds, (after,), *_) = found["mended"][-1]
    assert after == pytest.approx(before)
    widths, scores, bars = np.transpose(kinds)
    assert bars.max() < 0.01
    np.testing.assert_allclose(widths, widths[0])
    np.testing.assert_allclose(scores, 0.0, atol=0.02)


def test_beside_the_plane_the_score_stays_in_sight_and_numbers_are_named_at_whose_they_are(told):
    found, words = told
    last = [frame for line in ("spiral", "tamed") for frame in found[line][4:]]
    assert all(fakes for _, _, fakes, *_ in last)
    places = {round(float(fakes[0][0]), 2) for _, _, fakes, *_ in found["tamed"]}
    assert len(places) > 3  # it moves on
    for _, _, _, names, (forger, inspector) in last:
        assert names[words["theta"]][0] == pytest.approx(forger[0])
        assert names[words["theta"]][1] < forger[1]
        assert names[words["psi"]][1] == pytest.approx(inspector[1], abs=0.1)
        assert names[words["psi"]][0] > inspector[0]
