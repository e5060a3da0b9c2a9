"""The last scene: stages in order, a round of the game, features and distances as bars, what is labelled."""

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP, ManimColor
from parts import there

from lessons.adversarial.models.clip_steps import features, lined_up
from lessons.adversarial.models.drawn_clips import SIZE, drawn_clips
from lessons.adversarial.models.round_plane import deviation_ellipse
from lessons.adversarial.notes import shown_notes
from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.clip_distance import WORDS, ClipDistance, Clouds
from lessons.adversarial.pictures.feature_bars import FeatureBars, most_telling
from lessons.adversarial.pictures.pipeline import Pipeline
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.scene7 import STAGES, ShortVideo
from lessons.adversarial.theme import THEME
from lessons.adversarial.traces import read
from narrated.design.formats import WIDE
from narrated.design.layout import Region, layout
from narrated.design.theme import use_theme
from narrated.mobjects.bars import Bar
from narrated.mobjects.marks import Dots
from narrated.mobjects.raster import Raster
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.dry_telling import told_dry
from narrated.scene.render_options import RenderOptions


@pytest.fixture
def measured():
    use_theme(THEME)
    return ClipDistance(Region(0, 0, 12.0, 5.0), read("clip"), {key: key for key in WORDS}, {})


def test_all_looks_are_on_the_plane_to_one_scale_and_no_dot_is_beyond_it():
    use_theme(THEME)
    trace, place = read("clip"), Region(0, 0, 12.0, 5.0)
    made = np.stack([trace["made_seen"][-1], trace["finished_seen"]]).astype(float)
    clouds = Clouds(place, trace["real_seen"], made)
    units = []
    for look in range(len(made)):
        clouds.look.set_value(look)
        clouds.update()
        units.append(clouds.unit)
        ring = clouds.at(deviation_ellipse(clouds.now(), 2.0))
        np.testing.assert_allclose(clouds.now(), made[look], atol=1e-9)
        assert ring[:, 0].min() > clouds.left
        for way, axis in ((LEFT, 0), (RIGHT, 0), (UP, 1), (DOWN, 1)):
            sign = way[axis]
            assert (sign * ring[:, axis]).max() <= sign * place.edge(way)[axis] + 1e-9
            for dots in there([clouds], Dots):
                assert sign * dots.get_edge_center(way)[axis] <= sign * place.edge(way)[axis] + 1e-9
    assert len(set(units)) == 1
    apart = clouds.at(made[0].mean(axis=0)[np.newaxis])[0] - clouds.middle
    assert np.linalg.norm(apart) == pytest.approx(units[0] * np.linalg.norm(made[0].mean(axis=0)))


def test_the_clouds_are_as_high_as_their_place_and_take_half_of_its_width():
    use_theme(THEME)
    hero = layout(WIDE).hero
    place = Pipeline(hero, {key: key for key in STAGES}).below(hero)
    clouds = ClipDistance(place, read("clip"), {key: key for key in WORDS}, {}).clouds
    assert place.edge(RIGHT)[0] - clouds.left > hero.width / 2
    assert clouds.made.height > 0.9 * place.height


def test_all_distances_are_bars_to_one_scale_as_long_as_their_numbers_say(measured):
    trace = read("clip")
    groups = measured.made, measured.others
    bars = [bar for group in groups for bar in there([group], Bar)]
    numbers = [number for group in groups for number in there([group], LiveNumber)]
    unit = bars[1].width / np.sqrt(trace["distance_real"])
    for look, wiped in enumerate((trace["distances"][-1], trace["distance"])):
        measured.clouds.look.set_value(look)
        for group in groups:
            group.update()
        for bar, squared in zip(bars, (wiped, trace["distance_real"]), strict=True):
            assert bar.get_left()[0] == pytest.approx(bars[0].get_left()[0])
            assert bar.width == pytest.approx(unit * np.sqrt(squared), rel=1e-6)
        assert all(
            number.get_left()[0] > bar.get_right()[0] for number, bar in zip(numbers, bars, strict=True)
        )
    assert [number.shown for number in numbers] == ["9.0", "1.2"]


def test_while_the_clips_are_wiped_number_bar_cloud_and_its_name_are_in_step(measured):
    clouds = measured.clouds
    (bar,), (told,) = there([measured.made], Bar), there([measured.made], LiveNumber)
    name = next(part for part in there([measured.made], Label) if part.text == "made" and part.updaters)
    unit, start, stood = bar.width / measured.apart[0], clouds.now(), name.get_center()
    clouds.look.set_value(1)
    end = clouds.now()
    clouds.look.set_value(0.25)
    measured.update()
    apart = 0.75 * measured.apart[0] + 0.25 * measured.apart[1]
    assert bar.width == pytest.approx(unit * apart, rel=1e-6)
    assert told.shown == f"{apart:.0f}"  # of two digits
    np.testing.assert_allclose(clouds.now(), 0.75 * start + 0.25 * end)
    assert name.get_center()[0] > stood[0]


def test_each_cloud_is_named_outside_its_ring_in_its_colour(measured):
    seen = {"true": measured.clouds.ring, "made": measured.clouds.made[1], "others": measured.others[1]}
    names = there([measured.known, measured.made, measured.others], Label)
    for key, ring in seen.items():
        name = next(part for part in names if part.text == key)
        assert name.get_fill_color() == ring[1].get_stroke_color()
        middle = ring.get_center()
        way = name.get_center() - middle
        along = ring[1].get_points_defining_boundary() - middle
        letters = name.get_points_defining_boundary() - middle
        assert (along @ way).max() < (letters @ way).min()


def test_the_clips_that_are_seen_at_their_dots_are_wiped_with_their_cloud(measured):
    trace = read("clip")
    for became, clip in zip(measured.became, (trace["generated"], trace["finished"]), strict=True):
        # Rounded to 256 greys, a pixel at the threshold may become a speck.
        assert np.mean(np.abs(255 * became[0] - clip[0]) > 1) < 0.01


def test_bars_are_features_of_the_clip_to_one_scale_the_longest_as_wide_as_its_place():
    use_theme(THEME)
    clips = drawn_clips(int(read("clip").note["seed"]), 8)
    known = features(np.stack([lined_up(clip, SIZE) for clip in clips]))
    which = most_telling(known, 6)
    others = np.delete(known, which, axis=1)
    assert known[:, which].std(axis=0).min() >= others.std(axis=0).max()
    own = known[0, which]
    grown = [0.0]
    bars = FeatureBars(Region(0, 0, 3.0, 4.0), own, lambda: grown[0], THEME.colors.real)
    for share in (0.5, 1.0):
        grown[0] = share
        bars.update()
        np.testing.assert_allclose([bar.width for bar in bars.bars], 3.0 * share * own / own.max(), atol=2e-3)
    assert bars.bars[0].get_bottom()[1] > bars.bars[1].get_top()[1]


def test_names_stand_in_one_row_where_there_is_room_and_in_two_where_not():
    use_theme(THEME)
    names = {key: key for key in STAGES}
    for wide, rows in ((13.0, 1), (6.0, 2)):
        place = Region(0, 0, wide, 5.0)
        pipeline = Pipeline(place, names)
        labels = there([pipeline], Label)
        assert [label.text for label in labels] == list(STAGES)
        assert len({round(label.line_middle, 6) for label in labels}) == rows
        below = pipeline.below(place)
        assert below.edge(UP)[1] < min(label.get_bottom()[1] for label in labels)
        np.testing.assert_allclose(below.edge(DOWN), place.edge(DOWN))


def test_a_stage_that_there_is_not_cannot_be_lit():
    use_theme(THEME)
    with pytest.raises(KeyError, match="print"):
        Pipeline(Region(0, 0, 13.0, 5.0), {key: key for key in STAGES}).light("print")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Of each frame that is computed: its line, the stage that is lit, and pictures, notes and texts."""
    found = []
    gold = ManimColor(THEME.colors.gold)

    class Watched(ShortVideo):
        def look_on_the_way(self, time):
            line = self.sheets[-1].line if self.sheets else ""
            pipelines = there(self.mobjects, Pipeline)
            lit = [
                key for one in pipelines for key, name in one.names.items() if name.get_fill_color() == gold
            ]
            pictures = [(part.place, part[0].get_fill_color()) for part in there(self.mobjects, Raster)]
            players = [part.get_center() for part in there(self.mobjects, (Forger, Inspector))]
            notes = [(part.get_center()[0], part) for part in there(self.mobjects, Banknote)]
            texts = [part.text for part in there(self.mobjects, Label)]
            found.append((line, lit, pictures, players, notes, texts))

    with told_dry(Watched, WIDE, 5, RenderOptions("zh", None, tmp_path_factory.mktemp("takes"))) as scene:
        yield found, scene.word("synthetic")


def test_stages_are_lit_one_by_one_in_the_order_in_which_they_are_told(told):
    shown = [lit for _, lit, *_ in told[0] if len(lit) == 1]
    order = [lit for k, (lit,) in enumerate(shown) if k == 0 or shown[k - 1] != [lit]]
    assert order == list(STAGES)
    assert not any(lit for line, lit, *_ in told[0] if line == "label")


def test_a_clip_goes_from_the_forger_to_a_place_between_both_under_the_strip(told):
    orange = ManimColor(THEME.colors.generator)
    ways = [
        [place for place, edge in pictures if edge == orange]
        for line, lit, pictures, *_ in told[0]
        if line == "pipeline" and not lit
    ]
    starts, ends = ways[0][0], ways[-1][0]
    players = told[0][0][3]
    assert abs(starts.x - players[0][0]) < abs(ends.x - players[0][0])
    assert players[0][0] < ends.x < players[1][0]
    assert ends.width > starts.width


def test_the_film_ends_with_a_label_on_all_that_is_synthetic_and_both_players_under_the_note(told):
    found, word = told
    *_, (forger, inspector), notes, texts = found[-1]
    assert texts.count(word) == 2
    ((middle, note),) = notes
    assert forger[0] < middle < inspector[0]
    assert max(forger[1], inspector[1]) < note.get_bottom()[1]
    np.testing.assert_array_equal(
        [len(level.points) for level in note._levels],
        [len(level.points) for level in Banknote(400, shown_notes().fake, theme=THEME)._levels],
    )
