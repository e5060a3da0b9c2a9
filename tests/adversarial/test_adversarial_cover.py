"""The cover: both notes, who inspects them, and a question that ends in gold, in every shape."""

import pytest
from manim import DOWN, LEFT, RIGHT, UP, ManimColor, tempconfig
from parts import there

from lessons.adversarial.cover import Cover
from lessons.adversarial.pictures.banknote import Banknote
from lessons.adversarial.pictures.players import Inspector
from lessons.adversarial.theme import THEME
from narrated.design.formats import SQUARE, TALL, WIDE
from narrated.mobjects.text import Label
from narrated.scene.render_options import RenderOptions


@pytest.fixture(params=[(locale, shape) for locale in ("zh", "en") for shape in (WIDE, TALL, SQUARE)])
def cover(request, tmp_path):
    locale, shape = request.param
    size = {
        "pixel_width": shape.width, "pixel_height": shape.height,
        "frame_width": shape.frame_width, "frame_height": shape.frame_height,
    }  # fmt: skip
    with tempconfig({**size, "dry_run": True, "media_dir": str(tmp_path), "verbosity": "ERROR"}):
        drawn = Cover(options=RenderOptions(locale, None, tmp_path))
        drawn.setup()
        drawn.construct()
        yield drawn


def test_the_question_ends_in_gold_and_keeps_clear_of_what_is_below_it(cover):
    words = there(cover.mobjects, Label)
    (inspector,), notes = there(cover.mobjects, Inspector), there(cover.mobjects, Banknote)
    gold = ManimColor(THEME.colors.gold)
    assert [word.text for word in words if word.get_fill_color() == gold] == [cover.words.word("cover_end")]
    low = min(word.get_edge_center(DOWN)[1] for word in words)
    assert low > max(part.get_edge_center(UP)[1] for part in (inspector, *notes))
    assert all(cover.regions.frame.contains(part) for part in (*words, *notes, inspector))


def test_both_notes_are_equally_large_and_the_inspector_hides_neither(cover):
    (inspector,), notes = there(cover.mobjects, Inspector), there(cover.mobjects, Banknote)
    assert notes[0].width == pytest.approx(notes[1].width)
    left, right = (inspector.get_edge_center(way)[0] for way in (LEFT, RIGHT))
    for note in notes:
        hidden = min(right, note.get_right()[0]) - max(left, note.get_left()[0])
        assert hidden < 0.3 * note.width
    # Who inspects is seen at the size of a thumbnail, too.
    assert inspector.height > 0.2 * cover.regions.frame.height
