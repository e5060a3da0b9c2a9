"""The fifth scene: weights on brightnesses, layers as blocks to one rule, a note that is printed again."""

from itertools import pairwise

import numpy as np
import pytest
from manim import RIGHT
from parts import there

from lessons.adversarial.chapters.convolving import LEVELS, RIGHT_LESS_LEFT
from lessons.adversarial.models.convolution import convolve
from lessons.adversarial.models.layer_shapes import layer_shapes
from lessons.adversarial.notes import shown_notes
from lessons.adversarial.pictures.banknote import SHAPE, Banknote
from lessons.adversarial.pictures.blocks import Chain
from lessons.adversarial.pictures.opening import Opening
from lessons.adversarial.scene5 import FromNumbersToNotes
from lessons.adversarial.theme import THEME
from narrated.design.formats import SQUARE, TALL, WIDE
from narrated.design.layout import PIXEL, layout
from narrated.design.theme import use_theme
from narrated.mobjects.raster import Raster
from narrated.mobjects.text import Label, LiveNumber
from narrated.scene.dry_telling import told_dry
from narrated.scene.render_options import RenderOptions

SHAPES = layer_shapes(32)[::-1]


@pytest.mark.parametrize("shape", [WIDE, TALL, SQUARE], ids=["wide", "tall", "square"])
def test_every_edge_of_a_block_is_as_long_as_the_root_of_what_it_counts(shape):
    use_theme(THEME)
    hero = layout(shape).hero
    chain = Chain(hero, SHAPES, end=1.2)
    blocks = chain.blocks
    assert [(block.cells, block.channels) for block in blocks] == list(SHAPES)
    units = [block.front.height / np.sqrt(block.cells) for block in blocks]
    np.testing.assert_allclose(units, units[0])
    np.testing.assert_allclose([block.front.width / block.front.height for block in blocks], SHAPE)
    depths = [np.linalg.norm(block.back) / np.sqrt(block.channels) for block in blocks]
    np.testing.assert_allclose(depths, depths[0])
    # None lies over another, or over a name, and all stand in the part that is read.
    drawn = [block.body(THEME.colors.generator) for block in blocks]
    for block, body in zip(blocks, drawn, strict=True):
        assert hero.contains(body, tolerance=1e-6)
        assert hero.contains(chain.name(blocks.index(block)))
    axis = 0 if chain.row else 1
    spans = [
        (
            min(body.get_all_points()[:, axis].min(), block.front.center[axis] - half),
            body.get_all_points()[:, axis].max(),
        )
        for block, body in zip(blocks, drawn, strict=True)
        for half in [(block.front.width if chain.row else block.front.height) / 2]
    ]
    for one, other in pairwise(spans):
        low, high = (one, other) if chain.row else (other, one)
        assert low[1] < high[0]


def test_in_a_wide_picture_no_layer_is_small():
    use_theme(THEME)
    *layers, rod = Chain(layout(WIDE).hero, SHAPES, end=1.2).blocks
    assert min(block.front.height for block in layers) > 0.1 * layout(WIDE).frame.height
    assert np.linalg.norm(rod.back) > 3 * rod.front.height  # a rod, not a tile


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Texts, live numbers, notes and pictures of the scene in each frame, by line."""
    found = []

    class Watched(FromNumbersToNotes):
        def look_on_the_way(self, time):
            line = self.sheets[-1].line if self.sheets else ""
            texts = [part.text for part in there(self.mobjects, Label)]
            numbers = [float(part.value()) for part in there(self.mobjects, LiveNumber)]
            notes = [part.copy() for part in there(self.mobjects, Banknote)]
            pictures = [part.values() for part in there(self.mobjects, Raster)]
            found.append((line, texts, numbers, notes, pictures))

    with told_dry(Watched, WIDE, 5, RenderOptions("zh", None, tmp_path_factory.mktemp("takes"))):
        yield found


def number(text):
    return int(text.replace("\N{MINUS SIGN}", "-").replace(" ", ""))


def test_the_products_that_are_shown_make_the_sum_that_is_shown(told):
    lines = [texts for line, texts, *_ in told if line == "convolve" and any("=" in text for text in texts)]
    levels = np.rint(shown_notes().real / 255 * LEVELS)
    best = int(convolve(levels, RIGHT_LESS_LEFT).max())  # the strongest edge there is
    for shown in lines:
        (terms,) = (text for text in shown if "=" in text)
        first, *others = terms.removesuffix(" =").replace("\N{MINUS SIGN} ", "+ \N{MINUS SIGN}").split(" + ")
        columns = [number(term) for term in (first, *others)]
        assert sum(columns) == best
        assert str(best) in shown
    # In all nine cells there are a weight, which has come down from over its column, a sign and a brightness.
    last = next(shown for shown in reversed(lines) if shown.count("+1") == 3)
    assert last.count("×") == 9
    assert [last.count(weight) for weight in ("\N{MINUS SIGN}1", "0", "+1")] == [3, 3, 3]
    digits = [int(text) for text in last if text in {str(k) for k in range(1, LEVELS + 1)}]
    weighed = np.array(digits).reshape(3, 3) * RIGHT_LESS_LEFT
    assert weighed.sum(axis=0).tolist() == columns


def test_of_two_opposite_edges_one_cell_is_lit_and_the_other_dark_with_its_sum(told):
    levels = np.rint(shown_notes().real / 255 * LEVELS)
    sums = convolve(levels, RIGHT_LESS_LEFT).astype(int)
    light, dark = (np.unravel_index(place, sums.shape) for place in (sums.argmax(), sums.argmin()))
    windows = [levels[row : row + 3, column : column + 3] for row, column in (light, dark)]
    np.testing.assert_array_equal(windows[0], windows[1][:, ::-1])  # the same edge, seen in a mirror
    told_there = [
        ([number(text) for text in texts if text.strip("\N{MINUS SIGN}").isdigit()], pictures)
        for line, texts, *_, pictures in told
        if line == "convolve"
    ]
    both = [(numbers, pictures) for numbers, pictures in told_there if -sums.max() in numbers]
    for numbers, pictures in both:
        assert sorted(numbers) == [sums[dark], sums[light]]
        found = next(picture for picture in pictures if len(picture) == len(sums))
        assert found[light] == 1.0
        assert found[dark] == 0.0
    # They stand there before the map is full, and still when it is.
    first, last = (next(p for p in both[k][1] if len(p) == len(sums)) for k in (0, -1))
    assert np.count_nonzero(first) < np.count_nonzero(last)
    np.testing.assert_array_equal(last > 0, sums > sums.max() / 2 / LEVELS)  # what rounds up to a grey


def test_the_map_of_edges_becomes_a_sheet_as_wide_as_the_layer_and_of_the_same_edges(told):
    shapes = [{len(picture) for picture in pictures} for line, *_, pictures in told if line == "shrink"]
    before = [{len(picture) for picture in pictures} for line, *_, pictures in told if line == "convolve"]
    assert before[-1] == {32, 30}
    # What two of its cells came from goes first. Then there are the note and the map, and nothing else yet.
    first = shapes.index({32, 16})
    assert all(shape == {32, 30} for shape in shapes[:first])
    pictures = [pictures for line, *_, pictures in told if line == "shrink"][first]
    small = next(picture for picture in pictures if len(picture) == 16)
    large = next(p for p in reversed([pictures for line, *_, pictures in told if line == "convolve"]))
    whole = next(picture for picture in large if len(picture) == 30)
    # Every other window is the same one, but for the rim.
    np.testing.assert_allclose(small[1:-1, 1:-1], whole[1:-1:2, 1:-1:2])


def test_the_layers_have_the_same_names_there_and_back(told):
    names = {f"{cells}×{cells}×{channels}" for cells, channels in SHAPES}
    rod = "1×1×32"
    assert names - {rod} <= set([t for line, t, *_ in told if line == "shrink"][-1])
    assert names <= set([t for line, t, *_ in told if line == "grow"][-1])


def test_the_note_is_wound_back_before_a_step_is_told_and_then_they_only_grow(told):
    steps = [round(numbers[0]) for line, _, numbers, *_ in told if line == "samples" and numbers]
    assert steps[0] == 0
    assert steps == sorted(steps)
    assert steps[-1] == 6000
    before = [notes for line, _, numbers, notes, _ in told if line == "samples" and not numbers]
    assert all(len(notes) == 1 for notes in before)  # no others of the last step
    assert not np.array_equal(*(inked(notes[0]) for notes in (before[0], before[-1])))


def inked(note):
    """How many points each level of a note's greys has."""
    return np.array([len(level.points) for level in note._levels])


def test_the_scene_ends_with_the_two_notes_of_the_opening_in_their_places(told):
    opening = Opening.in_hero(layout(WIDE).hero, THEME.type.title)
    *_, notes, _ = told[-1]
    notes = [note for note in notes if note.paper.get_fill_opacity() > 0]
    real, fake = (
        next(n for n in notes if n.frame.get_fill_color().to_hex().lower() == color)
        for color in (THEME.colors.real, THEME.colors.generator)
    )
    assert len(notes) == 2
    shown = shown_notes()
    for note, place, picture in ((real, opening.real, shown.real), (fake, opening.fake, shown.fake)):
        np.testing.assert_allclose(note.get_center(), place.center, atol=1e-6)
        assert note.width == pytest.approx(opening.width * PIXEL)
        same = Banknote(opening.width, picture, theme=THEME).move_to(place.center)
        for level, other in zip(note._levels, same._levels, strict=True):
            np.testing.assert_allclose(level.points, other.points, atol=1e-6)
    assert (fake.get_center() - real.get_center()) @ RIGHT < 0
