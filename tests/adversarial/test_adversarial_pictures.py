"""Pictures of the lesson's own drawing, what is done with them, and what the networks made of them."""

import numpy as np
import pytest
from scipy.linalg import sqrtm
from scipy.signal import correlate2d

from lessons.adversarial.models.clip_steps import cleaned_up, features, lined_up
from lessons.adversarial.models.convolution import LEVEL_EDGES, UPRIGHT_EDGES, convolve, edges
from lessons.adversarial.models.drawn_clips import SIZE, Walk, draw_clip, drawn_clips
from lessons.adversarial.models.drawn_houses import ROOFS, House, draw_house, draw_sketch
from lessons.adversarial.models.drawn_notes import DENOMINATIONS, Note, draw_note, drawn_notes
from lessons.adversarial.models.frechet import frechet_distance
from lessons.adversarial.models.round_plane import deviation_ellipse, round_plane
from lessons.adversarial.models.two_answers import mean_answer, median_interval
from lessons.adversarial.traces import read
from voiceover.errors import InputError

RNG = np.random.default_rng(5)


# -- a window slides over a picture --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kernel", [UPRIGHT_EDGES, LEVEL_EDGES, RNG.normal(size=(3, 3)), RNG.normal(size=(2, 5))]
)
def test_a_convolution_is_scipys_correlation_where_the_kernel_fits(kernel):
    picture = RNG.random((32, 32))
    expected = correlate2d(picture, kernel, mode="valid")
    np.testing.assert_allclose(convolve(picture, kernel), expected, atol=1e-12)
    assert convolve(picture, UPRIGHT_EDGES).shape == (30, 30)


def test_edges_light_up_where_greys_change_and_nowhere_else():
    picture = np.zeros((6, 8))
    picture[:, 4:] = 1.0
    assert edges(picture)[:, 2:4].min() == pytest.approx(1.0)
    assert np.delete(edges(picture), [2, 3], axis=1).max() == 0
    np.testing.assert_allclose(edges(picture.T), edges(picture).T)


def test_a_kernel_that_fits_nowhere_is_refused():
    with pytest.raises(InputError, match=r"a kernel of shape \(3, 3\) on a picture of shape \(2, 9\)"):
        convolve(np.zeros((2, 9)), UPRIGHT_EDGES)


# -- drawn pictures ------------------------------------------------------------------------------------------


def test_notes_differ_by_what_they_are_said_to_and_are_mirrored_in_their_layout():
    left, right = (draw_note(Note(1, side, 0.3, 0.5)) for side in (False, True))
    # A portrait on the right is that on the left, moved: the same columns, the wave behind it apart.
    face = (slice(10, 22), slice(6, 12))
    np.testing.assert_allclose(left[face], right[10:22, 20:26], atol=1e-12)
    digits = [draw_note(Note(each, False, 0.3, 0.5))[8:24, 20:29] for each in DENOMINATIONS]
    assert all(np.abs(a - b).max() > 0.8 for k, a in enumerate(digits) for b in digits[:k])


def test_random_notes_are_all_different_within_greys_and_the_same_for_the_same_seed():
    notes = drawn_notes(3, 40)
    assert notes.min() >= 0 <= notes.max() <= 1
    assert len(np.unique(notes.reshape(40, -1), axis=0)) == 40
    np.testing.assert_array_equal(notes, drawn_notes(3, 40))


def test_two_houses_of_one_sketch_differ_in_the_roof_alone():
    house = House(16, 9, 11, 9, True)
    red, blue = draw_house(house, "red"), draw_house(house, "blue")
    rows, columns = np.nonzero(np.abs(red - blue).max(axis=2))
    assert rows.max() < 27 - 11  # above the wall
    assert rows.min() >= 27 - 11 - 9
    assert columns.min() >= 16 - 9 - 2 - 1
    np.testing.assert_allclose(red[14, 16], ROOFS["red"])
    np.testing.assert_allclose(blue[14, 16], ROOFS["blue"])
    assert draw_sketch(house).min() < 0.2


def test_a_cat_goes_on_at_its_pace_and_its_legs_come_back():
    clip = draw_clip(Walk(19.0, 1.0, 0.4, 0.2, 0.0))
    # In eight frames of pace 1 the legs have gone round once: the same cat, eight columns further on.
    legs = slice(30, 39)
    np.testing.assert_allclose(clip[8][legs, 8:], clip[0][legs, :-8], atol=1e-9)
    assert np.abs(clip[2][legs, 2:] - clip[0][legs, :-2]).max() > 0.5


# -- what is done with a clip --------------------------------------------------------------------------------


def test_lining_up_holds_the_cat_in_the_middle():
    clip = drawn_clips(1, 1)[0]
    cut = lined_up(clip, SIZE)
    dark = np.where(cut < 0.55, 1.0, 0.0)
    middles = (dark * (np.arange(SIZE) + 0.5)).sum(axis=(1, 2)) / dark.sum(axis=(1, 2))
    assert np.abs(middles - SIZE / 2).max() < 0.75
    whole = np.where(clip < 0.55, 1.0, 0.0)
    assert dark.sum() == whole.sum()  # nothing of it is cut off


def test_cleaning_up_takes_specks_off_what_is_light_and_leaves_the_cat():
    clip = draw_clip(Walk(19.0, 1.0, 0.4, 0.2, 0.0))
    specks = clip.copy()
    specks[3, [4, 11, 45], [4, 30, 9]] = 0.6
    at_specks = specks != clip
    assert cleaned_up(specks)[at_specks].min() > 0.7
    np.testing.assert_allclose(cleaned_up(specks)[~at_specks], cleaned_up(clip)[~at_specks])
    body = slice(26, 32), slice(16, 21)  # of the first frame
    np.testing.assert_array_equal(cleaned_up(clip)[0][body], clip[0][body])


# -- how far two sets are apart ------------------------------------------------------------------------------


def test_the_frechet_distance_is_its_closed_form():
    first = RNG.normal(size=(60, 4)) @ RNG.normal(size=(4, 4)) + RNG.normal(size=4)
    second = RNG.normal(size=(90, 4)) @ RNG.normal(size=(4, 4))
    c1, c2 = (np.cov(each.T, bias=True) for each in (first, second))
    apart = first.mean(axis=0) - second.mean(axis=0)
    closed = apart @ apart + np.trace(c1 + c2 - 2 * np.real(sqrtm(c1 @ c2)))
    assert frechet_distance(first, second) == pytest.approx(closed, rel=1e-9)
    assert frechet_distance(second, first) == pytest.approx(closed, rel=1e-9)


def test_equal_sets_are_not_apart_and_a_move_alone_counts_by_its_square():
    some = RNG.normal(size=(50, 6))
    assert frechet_distance(some, some) == pytest.approx(0, abs=1e-9)
    assert frechet_distance(some, some[::-1] + 2.0) == pytest.approx(6 * 4, rel=1e-9)
    with pytest.raises(InputError, match="two rows or more"):
        frechet_distance(some, some[:1])


# -- what the networks made ----------------------------------------------------------------------------------


def test_squared_error_is_least_at_the_mean_and_absolute_error_all_the_way_between():
    answers = RNG.random((2, 5, 5, 3))
    low, high = median_interval(answers)

    def costs(picture):
        return np.mean((picture - answers) ** 2), np.mean(np.abs(picture - answers))

    mean = mean_answer(answers)
    between = [low + share * (high - low) for share in RNG.random((6, 5, 5, 3))]
    outside = [mean + off for off in RNG.normal(size=(6, 5, 5, 3))]
    assert costs(mean)[0] < min(costs(other)[0] for other in between + outside)
    for each in between:
        assert costs(each)[1] == pytest.approx(costs(low)[1], rel=1e-12)
    assert min(costs(other)[1] for other in outside) > costs(low)[1]


def test_trained_squared_error_paints_the_mean_absolute_error_in_between_and_the_third_decides():
    trace = {name: array.astype(float) / 255 for name, array in read("two_answers").items()}
    first, second = trace["answers"]
    roof = np.abs(first - second).max(axis=2) > 0.3  # red, green and blue where the roofs differ wholly

    def share(picture):  # of the way from red to blue, in each pixel of the roof
        way = (second - first)[roof]
        return ((picture - first)[roof] * way).sum(axis=1) / (way**2).sum(axis=1)

    np.testing.assert_allclose(trace["mean"], (first + second) / 2, atol=1 / 255)
    assert np.abs(trace["squared"][-1] - trace["mean"])[roof].mean() < 0.03
    assert np.abs(share(trace["squared"][-1]) - 0.5).max() < 0.15
    undecided = share(trace["absolute"][-1])
    assert undecided.min() > -0.1
    assert undecided.max() < 1.1
    assert 0.15 < undecided.mean() < 0.85
    decided = np.round(share(trace["adversarial"][-1]).mean())
    nearest = trace["answers"][int(decided)]
    assert np.abs(trace["adversarial"][-1] - nearest)[roof].mean() < 0.06
    assert np.abs(share(trace["adversarial"][-1]) - decided).max() < 0.25
    for name in ("squared", "absolute", "adversarial"):  # all agree on what is sure
        assert np.abs(trace[name][-1] - first)[~roof].mean() < 0.02


def test_the_forger_comes_near_to_real_notes_and_prints_many_kinds():
    trace = read("banknotes")
    real, samples = trace["real"].astype(float), trace["samples"].astype(float)
    notes = 255 * drawn_notes(7, 1500)  # none of those that were learnt from
    apart = [np.sqrt(((notes - each) ** 2).mean(axis=(1, 2)).min()) for each in samples[-1]]
    first = [np.sqrt(((notes - each) ** 2).mean(axis=(1, 2)).min()) for each in samples[0]]
    among = [np.sqrt(((notes - each) ** 2).mean(axis=(1, 2)).min()) for each in real]
    assert min(first) > 60
    assert np.median(apart) < 25
    assert apart[int(trace["best"])] < 1.6 * np.median(among)
    spread = [each.std(axis=0).mean() for each in (samples[-1], real)]
    assert spread[0] > 0.8 * spread[1]
    assert abs(trace["d_real"][-1] - 0.5) < 0.1
    assert abs(trace["d_fake"][-1] - 0.5) < 0.1


def test_the_distances_of_the_clips_are_what_their_words_say():
    trace = read("clip")
    cut = np.rint(lined_up(trace["raw"] / 255, SIZE) * 255)
    # Rounded to 256 greys, half a column may become the next one, and a pixel at the threshold a speck.
    assert np.mean([np.array_equal(*pair) for pair in zip(trace["real"], cut, strict=True)]) > 0.9
    np.testing.assert_allclose(trace["edges"], np.clip(edges(trace["real"] / 255.0), 0, 1) * 255, atol=4)
    cleaned = cleaned_up(trace["generated"] / 255.0) * 255
    # What is said of both: it is not sure.
    assert trace["rated"] == pytest.approx([0.5, 0.5], abs=0.08)
    assert np.mean(np.abs(trace["finished"] - cleaned) > 1) < 0.01
    assert np.abs(trace["finished"].astype(float) - trace["generated"]).max() > 15  # there were specks
    assert trace["distance_real"] < trace["distance"] < trace["distances"][-1] < 0.05 * trace["distances"][0]


def test_two_sets_of_real_clips_are_as_far_apart_as_is_told():
    trace = read("clip")
    clips = np.stack([lined_up(clip, SIZE) for clip in drawn_clips(int(trace.note["seed"]), 512)])
    known, others = features(clips[:256]), features(clips[256:])
    assert frechet_distance(others, known) == pytest.approx(float(trace["distance_real"]), rel=1e-6)


def test_the_clips_that_are_collected_are_those_that_became_dots():
    trace = read("clip")
    collected = drawn_clips(int(trace.note["seed"]), 8)  # fewer of them: the same walks, another grain
    grain = np.abs(collected[:, np.newaxis] - trace["raw"] / 255).mean(axis=(2, 3, 4))[:, 0]
    assert grain.argmin() == 0
    assert grain[0] < 0.03 < grain[1:].min()


def test_the_clips_that_are_followed_end_like_the_first_and_the_third_real_one():
    trace = read("clip")
    assert trace["became"].shape == (len(trace["step"]), 2, SIZE, SIZE)
    np.testing.assert_array_equal(trace["became"][-1, 0], trace["generated"][0])
    real, made = (trace[name].astype(float) for name in ("real_seen", "finished_seen"))
    ends = np.linalg.norm(made[trace["followed"]] - real[[0, 2]], axis=1)
    assert (ends < 0.8).all()  # standard deviations
    assert (ends < np.linalg.norm(real[[0, 2]] - real[[2, 0]], axis=1) / 2).all()


def test_on_the_plane_the_real_clips_are_round_and_those_that_are_made_come_from_afar():
    trace = read("clip")
    real, others, made = (trace[name].astype(float) for name in ("real_seen", "others_seen", "made_seen"))
    np.testing.assert_allclose(real.mean(axis=0), 0.0, atol=2e-3)
    np.testing.assert_allclose(np.cov(real.T, bias=True), np.eye(2), atol=2e-3)
    assert np.linalg.norm(others.mean(axis=0)) < 0.2
    afar = np.linalg.norm([*made.mean(axis=1), trace["finished_seen"].astype(float).mean(axis=0)], axis=1)
    assert (np.diff(afar) < 0).all()  # each look finds them nearer
    assert afar[0] > 50
    assert 1 < afar[-1] < 2  # in the end nearly over the real ones, and not quite
    assert 5 < np.sqrt(trace["distance"] / trace["distance_real"]) < 10  # as on all of the features


def test_the_plane_has_the_second_principal_axis_and_the_way_and_its_ellipses_are_those_of_covariances():
    decomposition = pytest.importorskip("sklearn.decomposition")
    rng = np.random.default_rng(5)
    known = rng.normal(size=(60, 7)) @ rng.normal(size=(7, 7))
    far = known + rng.normal(size=7)
    plane, pca = round_plane(known, far), decomposition.PCA(7).fit(known)
    seen = plane.seen(known)
    np.testing.assert_allclose(np.cov(seen.T, bias=True), np.eye(2), atol=1e-9)
    parts = pca.transform(known)
    assert abs(np.corrcoef(seen[:, 1], parts[:, 1])[0, 1]) == pytest.approx(1)
    np.testing.assert_allclose(np.corrcoef(seen[:, 0], parts[:, :2].T)[0, 1:], 0.0, atol=1e-9)
    assert plane.seen(far)[:, 0].mean() < 0
    away = deviation_ellipse(seen, 2.0) - seen.mean(axis=0)
    inverse = np.linalg.inv(np.cov(seen.T, bias=True))
    np.testing.assert_allclose(np.einsum("ni,ij,nj->n", away, inverse, away), 4.0)
