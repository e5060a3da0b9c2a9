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
        assert hero.contains(chain.name(blocks.index(block)), tolerance=0.3)
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
    assert min(block.front.height for block in layers) > 120 * PIXEL
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


def test_the_products_that_are_shown_make_the_sum_that_is_shown(told):
    texts = [texts for line, texts, *_ in told if line == "convolve" and any("=" in text for text in texts)]
    levels = np.rint(shown_notes().real / 255 * LEVELS)
    best = convolve(levels, RIGHT_LESS_LEFT).max()
    for shown in texts:
        (equation,) = (text for text in shown if "=" in text)
        terms, result = equation.replace("\N{MINUS SIGN}", "-").replace(" ", "").split("=")
        assert eval(terms) == int(result) == best  # the strongest edge there is
    # In all nine cells there are a weight, which stands above its column too, a sign and a brightness.
    last = texts[-1]
    assert last.count("×") == 9
    assert [last.count(weight) for weight in ("\N{MINUS SIGN}1", "0", "+1")] == [4, 4, 4]
    digits = [int(text) for text in last if text in {str(k) for k in range(1, LEVELS + 1)}]
    assert len(digits) == 9
    weighed = np.array(digits).reshape(3, 3) * RIGHT_LESS_LEFT
    equation = next(text for text in last if "=" in text)
    terms = equation.split("=")[0].replace(" ", "").replace("\N{MINUS SIGN}", "-").replace("+", " ").split()
    assert weighed.sum(axis=0).tolist() == [int(term) for term in terms]


def test_the_map_of_edges_becomes_a_sheet_as_wide_as_the_layer_and_of_the_same_edges(told):
    shapes = [{len(picture) for picture in pictures} for line, *_, pictures in told if line == "shrink"]
    before = [{len(picture) for picture in pictures} for line, *_, pictures in told if line == "convolve"]
    assert before[-1] == {32, 30}
    assert shapes[0] == {32, 16}  # the note and the map, and no other picture yet
    first = next(pictures for line, *_, pictures in told if line == "shrink")
    small = next(picture for picture in first if len(picture) == 16)
    large = next(p for p in reversed([pictures for line, *_, pictures in told if line == "convolve"]))
    whole = next(picture for picture in large if len(picture) == 30)
    # Every other window is the same one, but for the rim.
    np.testing.assert_allclose(small[1:-1, 1:-1], whole[1:-1:2, 1:-1:2])


def test_the_layers_have_the_same_names_there_and_back(told):
    names = {f"{cells}×{cells}×{channels}" for cells, channels in SHAPES}
    rod = "1×1×32"
    assert names - {rod} <= set([t for line, t, *_ in told if line == "shrink"][-1])
    assert names <= set([t for line, t, *_ in told if line == "grow"][-1])


def test_the_steps_are_wound_back_and_then_only_grow(told):
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
