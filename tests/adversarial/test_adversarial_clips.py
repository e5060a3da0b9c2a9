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
from lessons.adversarial.pictures.clip_distance import WORDS, ClipDistance
from lessons.adversarial.pictures.feature_bars import FeatureBars, most_telling
from lessons.adversarial.pictures.pipeline import Pipeline
from lessons.adversarial.pictures.players import Forger, Inspector
from lessons.adversarial.pictures.stamp import Stamp
from lessons.adversarial.scene7 import STAGES, ShortVideo
from lessons.adversarial.theme import THEME
from lessons.adversarial.traces import read
from narrated.design.formats import WIDE
from narrated.design.layout import Region, layout
from narrated.design.theme import use_theme
from narrated.mobjects.marks import Dots
from narrated.mobjects.raster import Raster
from narrated.mobjects.text import Label
from narrated.scene.dry_telling import told_dry
from narrated.scene.render_options import RenderOptions

PLACE = Region(0, 0, 12.0, 5.0)


@pytest.fixture
def measured():
    use_theme(THEME)
    return ClipDistance(PLACE, read("clip"), {key: key for key in WORDS})


def test_all_clouds_are_on_the_plane_to_one_scale_and_no_dot_is_beyond_it(measured):
    trace, clouds = read("clip"), measured.clouds
    made, real = (trace[key].astype(float) for key in ("finished_seen", "real_seen"))
    for ring, points in ((clouds.real[1], real), (clouds.made[1], made)):
        outline = clouds.at(deviation_ellipse(points, 2.0))
        np.testing.assert_allclose(ring.get_center()[:2], outline[:-1].mean(axis=0)[:2], atol=1e-2)
        assert outline[:, 0].min() > clouds.left
        for way, axis in ((LEFT, 0), (RIGHT, 0), (UP, 1), (DOWN, 1)):
            sign = way[axis]
            assert (sign * outline[:, axis]).max() <= sign * PLACE.edge(way)[axis] + 1e-9
            for dots in there([clouds, measured.others], Dots):
                assert sign * dots.get_edge_center(way)[axis] <= sign * PLACE.edge(way)[axis] + 1e-9
    unit = np.diff(clouds.at(np.eye(2)), axis=0)[0][:2]
    assert unit[0] == pytest.approx(-unit[1])
    assert clouds.real[1].width == pytest.approx(4.0 * -unit[0], rel=0.01)


def test_first_those_that_were_made_become_dots_then_the_real_ones(measured):
    clouds = measured.clouds
    whole = [len(cloud[0].points) for cloud in (clouds.made, clouds.real)]
    for gathered, shares in ((0.0, (0.0, 0.0)), (0.5, (0.5, 0.0)), (1.0, (1.0, 0.0)), (1.5, (1.0, 0.5))):
        clouds.gathered.set_value(gathered)
        clouds.update()
        seen = [len(cloud[0].points) for cloud in (clouds.made, clouds.real)]
        np.testing.assert_allclose(np.divide(seen, whole), shares, atol=0.01)


@pytest.mark.parametrize("place", [PLACE, Region(0, 0, 5.0, 8.0)])
def test_distances_stand_beside_the_clouds_or_below_them(place):
    use_theme(THEME)
    measured = ClipDistance(place, read("clip"), {key: key for key in WORDS})
    view, beside = measured.view, measured.beside
    if place.broad:
        assert beside.edge(RIGHT)[0] < view.edge(LEFT)[0] < measured.clouds.made[1].get_left()[0]
    else:
        assert beside.edge(UP)[1] <= view.edge(DOWN)[1] + 1e-9
    for told in (measured.title, measured.far, measured.near):
        assert beside.contains(told)


def test_the_clouds_are_as_high_as_their_place_and_take_nearly_half_of_its_width():
    use_theme(THEME)
    hero = layout(WIDE).hero
    place = Pipeline(hero, {key: key for key in STAGES}).below(hero)
    clouds = ClipDistance(place, read("clip"), {key: key for key in WORDS}).clouds
    assert place.edge(RIGHT)[0] - clouds.left > 0.43 * hero.width
    assert clouds.made[1].height > 0.85 * place.height


def test_both_distances_are_bars_to_one_scale_as_long_as_their_numbers_say(measured):
    trace = read("clip")
    squares = trace["distance"], trace["distance_real"]
    for told in (measured.far, measured.near):
        told.grown.set_value(0.5)
        told.update()
        half = told.bar.width
        told.grown.set_value(1.0)
        told.update()
        assert half == pytest.approx(0.5 * told.bar.width)
        assert told.number.get_left()[0] > told.bar.get_right()[0]
    unit = measured.near.bar.width / np.sqrt(trace["distance_real"])
    for told, squared in zip((measured.far, measured.near), squares, strict=True):
        assert told.bar.get_left()[0] == pytest.approx(measured.far.bar.get_left()[0])
        assert told.bar.width == pytest.approx(unit * np.sqrt(squared), rel=1e-6)
    assert [told.number.shown for told in (measured.far, measured.near)] == ["9.0", "1.2"]


def test_each_cloud_is_named_outside_its_ring_in_its_colour(measured):
    seen = (measured.known[1], measured.clouds.real[1]), (measured.made[1], measured.clouds.made[1])
    for name, ring in seen:
        assert name.get_fill_color() == ring.get_stroke_color()
        middle = ring.get_center()
        way = name.get_center() - middle
        along = ring.get_points_defining_boundary() - middle
        letters = name.get_points_defining_boundary() - middle
        assert (along @ way).max() < (letters @ way).min()


def test_bars_are_features_of_the_clip_to_one_scale_the_longest_as_wide_as_its_place():
    use_theme(THEME)
    clips = drawn_clips(int(read("clip").note["seed"]), 8)
    known = features(np.stack([lined_up(clip, SIZE) for clip in clips]))
    which = most_telling(known, 6)
    others = np.delete(known, which, axis=1)
    assert known[:, which].std(axis=0).min() >= others.std(axis=0).max()
    own = features(read("clip")["finished"][np.newaxis] / 255)[0, which]
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
        # In one row they are as large as there is room.
        small = labels[0].size == pytest.approx(THEME.type.label)
        assert small == (rows == 2)
        assert small or pipeline.width > 0.9 * wide or labels[0].size == THEME.type.body
        assert all(place.contains(label) for label in labels)
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
            stamps = [
                (part[1].text, part.width, part[0].get_fill_opacity()) for part in there(self.mobjects, Stamp)
            ]
            found.append((line, lit, pictures, players, notes, texts, stamps))

    with told_dry(Watched, WIDE, 10, RenderOptions("zh", None, tmp_path_factory.mktemp("takes"))) as scene:
        yield found, scene.word


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


def test_the_clip_that_was_made_stays_until_it_is_its_own_dot_among_all_that_were(told):
    use_theme(THEME)
    trace, hero, orange = read("clip"), layout(WIDE).hero, ManimColor(THEME.colors.generator)
    pipeline = Pipeline(hero, {key: told[1](key) for key in STAGES})
    clouds = ClipDistance(pipeline.below(hero), trace, {key: told[1](key) for key in WORDS}).clouds
    own = clouds.at(trace["finished_seen"][trace["followed"][:1]].astype(float))[0]
    before = [pictures for line, _, pictures, *_ in told[0] if line == "produce"][-1]
    after = [(lit, pictures) for line, lit, pictures, *_ in told[0] if line == "measure"]
    (first, _), (was, _) = after[0][1][0], before[0]
    np.testing.assert_allclose((*first.center, first.width), (*was.center, was.width))
    looked_at = [pictures for lit, pictures in after if lit == ["features"]]
    for ((_, edge),) in looked_at:  # one clip, at every moment
        assert edge == orange
    small = looked_at[-1][0][0]
    np.testing.assert_allclose(small.center, own, atol=1e-6)
    assert 0.1 * hero.height < small.height < 0.3 * hero.height


def test_the_question_stands_over_the_pair_and_then_what_the_meters_are(told):
    found, word = told
    guess = [texts for line, *_, texts, _ in found if line == "guess"]
    label = [texts for line, *_, texts, _ in found if line == "label"]
    asked = [texts for texts in guess if word("which") in texts and word("score") not in texts]
    assert len(asked) > 0.6 * len(guess)
    assert word("score") in label[0]
    assert word("which") not in label[0]


def test_what_was_fake_is_told_before_what_is_synthetic_is_labelled(told):
    found, word = told
    stamped = [[text for text, *_ in stamps] for line, *_, stamps in found if line == "label"]
    seen = [texts for texts in stamped if texts]
    order = [texts for k, texts in enumerate(seen) if k == 0 or texts != seen[k - 1]]
    fake, synthetic = word("fake"), word("synthetic")
    assert order == [[fake], [synthetic], [synthetic, synthetic]]


def test_a_stamp_is_there_at_once_and_falls_from_larger_to_its_size(told):
    widths: dict[int, list[float]] = {}
    for *_, stamps in told[0]:
        labels = [width for text, width, _ in stamps if text == told[1]("synthetic")]
        for k, width in enumerate(labels):
            widths.setdefault(k, []).append(width)
        assert all(opacity == 1 for text, _, opacity in stamps if text == told[1]("synthetic"))
    assert len(widths) == 2
    for of_one in widths.values():
        assert of_one[0] > 1.2 * of_one[-1]
        assert of_one == sorted(of_one, reverse=True)


def test_the_film_ends_with_a_label_on_all_that_is_synthetic_and_both_players_before_it(told):
    found, word = told
    *_, pictures, (forger, inspector), notes, texts, _ = found[-1]
    hero = layout(WIDE).hero
    assert texts.count(word("synthetic")) == 2
    assert word("law") in texts
    ((middle, note),), ((clip, _),) = notes, pictures
    assert forger[0] < clip.edge(LEFT)[0] + 0.1 * clip.width
    assert inspector[0] > note.get_right()[0] - 0.1 * note.width
    # Both are equally high, fill what is read, and the whole is about the middle.
    assert clip.height == pytest.approx(note.height, rel=0.1)
    assert note.height > 0.75 * hero.height
    assert clip.width + note.width > 0.75 * hero.width
    assert clip.x - clip.width / 2 == pytest.approx(-(middle + note.width / 2), abs=0.2)
    np.testing.assert_array_equal(
        [len(level.points) for level in note._levels],
        [len(level.points) for level in Banknote(400, shown_notes().fake, theme=THEME)._levels],
    )


def test_what_is_guessed_at_stands_on_both_sides_of_the_middle_and_fills_what_is_read(told):
    left, right = next(pictures for line, _, pictures, *_ in told[0][::-1] if line == "guess")
    assert left[0].x == pytest.approx(-right[0].x)
    assert left[0].width == pytest.approx(right[0].width)
    assert left[0].height > 0.7 * layout(WIDE).hero.height
