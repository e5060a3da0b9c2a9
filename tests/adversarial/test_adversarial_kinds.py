"""What goes wrong: the key to the map of scores, what is seen at the hop, and the smallest game."""

import numpy as np
import pytest
from parts import there

from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.ring import Ring
from lessons.adversarial.pictures.score_map import ScoreKey, ScoreMap
from lessons.adversarial.pictures.score_meter import HALF
from lessons.adversarial.pictures.tilted_score import TiltedScore
from lessons.adversarial.scene4 import WhatGoesWrong
from lessons.adversarial.theme import THEME
from narrated.design.formats import WIDE
from narrated.design.layout import Region
from narrated.design.theme import use_theme
from narrated.mobjects.bars import Bar
from narrated.mobjects.text import Label, LiveNumber
from narrated.mobjects.vector_field import Arrows
from narrated.scene.dry_telling import told_dry
from narrated.scene.render_options import RenderOptions


@pytest.mark.parametrize("upright", [True, False])
def test_a_kind_stands_at_the_shade_of_its_score_and_the_bar_goes_from_0_to_1(upright):
    use_theme(THEME)
    scores = {3: 0.2, 5: 0.9}
    place = Region(0.0, 0.0, 2.0, 6.0) if upright else Region(0.0, 0.0, 7.0, 2.0)
    key = ScoreKey(place, Label("D", 44), tuple(scores), lambda kind: scores[kind])
    assert key.upright is upright
    axis = int(upright)
    low, high = key.at(0.0)[axis], key.at(1.0)[axis]
    for scores[3] in (0.2, 0.5, 0.7):
        key.riders.update()
        for rider, score in zip(key.riders, scores.values(), strict=True):
            assert rider.get_center()[axis] == pytest.approx(low + score * (high - low))
    (half,) = (part for part in there([key], Label) if part.text == HALF)
    assert half.get_center()[axis] == pytest.approx((low + high) / 2, abs=0.05)
    for part in key:  # nothing of it is beyond its place
        assert abs(part.get_center()[0]) + part.width / 2 <= place.width / 2 + 1e-6


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Of each frame by its line, what is seen of each part."""
    found = {}

    class Watched(WhatGoesWrong):
        def look_on_the_way(self, time):
            shades = [map_.picture.values() for map_ in there(self.mobjects, ScoreMap)]
            hearts = [heap.get_center() for ring in there(self.mobjects, Ring) for heap in ring.heaps]
            pushes = [part._data() for part in there(self.mobjects, Arrows) if type(part) is Arrows]
            seen = {
                "map": (shades, hearts, self.regions.stage),
                "pushes": [ends[:, 2:] - ends[:, :2] for ends in pushes],
                "scores": there(self.mobjects, TiltedScore),
                "names": {part.text: part.get_center() for part in there(self.mobjects, Label)},
                "players": [part.get_center() for part in there(self.mobjects, (Forger, Inspector))],
                "numbers": [part.value() for part in there(self.mobjects, LiveNumber)],
                "bars": [part.width for part in there(self.mobjects, Bar)],
            }
            line = self.sheets[-1].line if self.sheets else ""
            found.setdefault(line, []).append(seen)

    with told_dry(Watched, WIDE, 5, RenderOptions("zh", None, tmp_path_factory.mktemp("takes"))) as scene:
        yield found, {key: scene.word(key) for key in ("theta", "psi")}


def brightness(seen):
    """How bright the map is behind the middle of each kind's heap."""
    (shades,), hearts, stage = seen["map"]
    rows, columns = shades.shape
    left, top = stage.x - stage.width / 2, stage.y + stage.height / 2
    return np.array([
        shades[int((top - y) / stage.height * rows), int((x - left) / stage.width * columns)]
        for x, y, _ in hearts
    ])  # fmt: skip


def one_way(pushes):
    """From 0 to 1: how far all pushes have one direction."""
    ways = pushes / np.linalg.norm(pushes, axis=1)[:, np.newaxis]
    return float(np.linalg.norm(ways.mean(axis=0)))


def test_at_the_hop_the_map_is_brighter_where_the_fakes_go_and_all_are_pushed_one_way(told):
    found, _ = told
    before = next(seen for seen in found["caught"] if seen["pushes"])
    shades = brightness(before)
    assert shades[5] > shades[3] + 0.1
    assert len(before["pushes"][0]) == 8
    assert one_way(before["pushes"][0]) > 0.95


def test_with_the_penalty_pushes_are_shorter_and_each_fake_has_its_own_and_in_the_end_all_kinds_are_printed(
    told,
):
    found, _ = told
    pushed = [seen["pushes"][0] for seen in found["mended"] if seen["pushes"]]
    assert one_way(pushed[0]) > 0.95
    assert one_way(pushed[-1]) < 0.5
    steep, gentle = (np.linalg.norm(each, axis=1).mean() for each in (pushed[0], pushed[-1]))
    assert gentle < 0.5 * steep
    assert found["caught"][-1]["numbers"] == found["modes"][-1]["numbers"] == [1.0]
    last = found["mended"][-1]
    assert last["numbers"] == [8.0]
    np.testing.assert_allclose(brightness(last), 0.5, atol=0.03)


def test_numbers_are_named_at_whose_they_are_and_the_bar_is_as_long_as_the_distance(told):
    found, words = told
    last = found["spiral"][-3:] + found["tamed"]
    ratios = []
    for seen in last:
        assert not seen["scores"]  # it has made room for the plane
        forger, inspector = seen["players"]
        names = seen["names"]
        assert names[words["theta"]][1] == pytest.approx(forger[1], abs=0.1)
        assert names[words["theta"]][0] < forger[0]
        assert names[words["psi"]][1] == pytest.approx(inspector[1], abs=0.1)
        assert names[words["psi"]][0] > inspector[0]
        (number,), bar = seen["numbers"], max(seen["bars"])
        ratios.append(bar / number)
    np.testing.assert_allclose(ratios, ratios[0], rtol=1e-6)
    assert found["tamed"][-1]["numbers"][0] < 0.1 < 1.0 < found["spiral"][-1]["numbers"][0]
