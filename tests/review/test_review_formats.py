"""The scorecard's rows know the format: safe area, caption band, sizes of text and rows of captions."""

import numpy as np
import pytest
from manim import FadeIn
from tiny_lesson.scenes import Falling, Rising

from narrated import Label, beat
from narrated.design.formats import FORMATS, SQUARE, TALL, WIDE
from narrated.design.layout import PIXEL, layout
from narrated.design.typography import typography
from narrated.export.caption_entry import Entry
from narrated.review.captions import _readable
from narrated.review.limits import limits_for
from narrated.review.observer import tell
from narrated.scene.render_options import RenderOptions

ALL = pytest.mark.parametrize("shape", FORMATS.values(), ids=FORMATS)


def seen(scene, shape, tmp_path):
    return tell(scene, scene.script, shape, 15, RenderOptions("zh", "espeak", tmp_path), limits_for(shape))


class Stray(Rising):
    """Small words below the tall frame's safe area, and others at its right."""

    def construct(self) -> None:
        self.words_come()

    @beat
    def words_come(self) -> None:
        with self.narrate("word"):
            self.on("shown", FadeIn(Label(self.word("hello"), 30).set_line(self.regions.body.center)))
            corner = np.array([self.regions.frame.width / 2 - 1.0, self.regions.body.y, 0.0])
            self.add(Label("right", 42).set_line(corner))
            self.add(
                Label("low", 42).set_line(np.array([0.0, 120 * PIXEL - self.regions.frame.height / 2, 0.0]))
            )


@ALL
def test_a_scene_of_regions_passes_in_every_format(shape, tmp_path):
    notes = seen(Falling, shape, tmp_path).notes
    found = [note.message for note in notes["layout"] if note.kind != "line"]  # its tangent meets a tick
    assert not found
    assert not notes["contrast"], [note.message for note in notes["contrast"]]
    assert not notes["truth"]


def test_what_leaves_the_safe_area_of_a_tall_frame_or_is_small_there_is_found(tmp_path):
    kinds = {shape.name: {(n.kind, n.what.strip("“”")) for n in seen(Stray, shape, tmp_path).notes["layout"]}
             for shape in (WIDE, TALL, SQUARE)}  # fmt: skip
    assert ("outside", "right") in kinds["tall"]
    assert ("outside", "low") in kinds["tall"]
    assert any(kind == "small" for kind, _ in kinds["tall"])
    assert ("outside", "low") not in kinds["wide"]
    assert ("band", "low") in kinds["wide"]
    assert not any(kind == "small" for kind, _ in kinds["wide"] | kinds["square"])


def test_boxes_are_those_of_the_formats_own_pixels(tmp_path):
    notes = {
        n.what.strip("“”"): n for n in seen(Stray, TALL, tmp_path).notes["layout"] if n.kind == "outside"
    }
    left, top, right, bottom = notes["low"].box
    assert (left + right) / 2 == pytest.approx(540, abs=2)
    assert pytest.approx((top + bottom) / 2, abs=12) == 1920 - 120
    assert layout(TALL).safe.height / PIXEL == pytest.approx(1210)


def test_captions_have_two_rows_and_a_row_is_as_wide_as_its_letters():
    words = typography("zh")
    shown = Entry(0, 5000, ("一行", "两行", "三行。"))
    assert _readable(shown, 1.0, words, limits_for(WIDE)) == ["the caption has 3 rows"]
    long = Entry(0, 6000, ("一二三四五六七八九十一二三四五六七八九十一二三。",))
    assert _readable(long, 1.0, words, limits_for(WIDE)) == [
        "a row of the caption is 24.0 em wide, permitted are 22"
    ]
