"""Captions: rows and pages as wide as they really are, broken where a reader would, turned with the word."""

import re
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import ManimColor, VGroup, tempconfig

from loss_scenes.lesson import LESSON
from narrated import DEFAULT_THEME
from narrated.design.caption_rows import caption_rows, pages_of, rows_of
from narrated.design.formats import FORMATS, TALL, WIDE
from narrated.design.layout import PIXEL, Region, layout
from narrated.design.outlines import advance
from narrated.lesson import load_ref
from narrated.manim_adapter.camera import IncrementalCamera
from narrated.manim_adapter.frame import set_frame
from narrated.manim_adapter.renderer import IncrementalRenderer
from narrated.manim_adapter.run_scene import run_scene
from narrated.mobjects.caption import Caption, caption_space
from narrated.mobjects.text import glyphs, path_of
from narrated.scene.dry_telling import told_dry
from narrated.scene.render_options import RenderOptions
from voiceover.errors import InputError
from voiceover.script.bookmarks import parse
from voiceover.script.lines import Cue, Line
from voiceover.takes import seconds_at

ALL = pytest.mark.parametrize("shape", FORMATS.values(), ids=FORMATS)
CHINESE = [
    "第二，优化导向，负梯度指出参数该往哪里走。",
    "第三，合页损失Hinge Loss，用于支持向量机和文本分类。",
    "生成常用组合损失，比如pix2pix用对抗损失加L1像素损失。",
]
ENGLISH = [
    "Generation often mixes losses: in pix2pix, adversarial loss plus L1 loss on pixels.",
    "Loss functions turn a gap into one number, which a model then learns to lower.",
    "Squared errors let one outlier pull the line away from all the other points.",
]


def space(language="zh", shape=WIDE):
    return caption_space(layout(shape).caption, DEFAULT_THEME.set_for(language, shape))


def narrow(language):
    """A space whose rows are shorter than any format's: how it breaks does not hang on the look."""
    room = space(language)
    return replace(room, width={"zh": 16, "en": 21}[language[:2]] * room.size)


def line(marked):
    read = parse(marked)
    cues = tuple(Cue(mark.name, mark.offset, mark.offset) for mark in read.marks)
    return Line("said", read.plain, read.plain, marked, cues, "words/zh/scene1.toml, line 'said'")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("今天聊聊损失函数。", ["今天聊聊损失函数。"]),
        ("第二，优化导向，负梯度指出参数该往哪里走。", ["第二，优化导向，", "负梯度指出参数该往哪里走。"]),
        ("第三，合页损失Hinge Loss，用于支持向量机。", ["第三，合页损失Hinge Loss，", "用于支持向量机。"]),
    ],
)
def test_a_row_ends_after_punctuation(text, rows):
    assert caption_rows(text, narrow("zh-CN")) == rows


def test_without_punctuation_a_row_ends_between_words_or_better_at_a_cue():
    text = "这样训练出来的人工智能模型能够看懂神经网络的梯度下降"
    first, second = caption_rows(text, narrow("zh"))
    for word in ("训练", "人工智能", "模型", "看懂", "神经网络", "梯度", "下降"):
        assert word in first or word in second, (first, second)
    at = text.index("能够看懂")
    assert caption_rows(text, narrow("zh"), [at]) == [text[:at], text[at:]]


def test_no_particle_begins_a_row_and_no_lone_verb_ends_one():
    text = "生成常用组合损失函数比如pix2pix用对抗损失加L1像素"
    first, second = caption_rows(text, narrow("zh"))
    assert second[0] not in "的了着过"
    assert not first.endswith(("用", "加"))


def test_english_breaks_between_phrases_and_never_after_an_article():
    assert [caption_rows(text, narrow("en-GB"))[0] for text in ENGLISH] == [
        "Generation often mixes losses: in pix2pix,",
        "Loss functions turn a gap into one number,",
        "Squared errors let one outlier pull",
    ]
    text = "Every lesson of this course explains a loss and how it behaves far from home."
    assert caption_rows(text, narrow("en")) == [text[: text.index(" and")], text[text.index("and") :]]


def test_a_latin_run_is_never_parted():
    text = "这个句子的正中间有一个名字SuperconvergenceNet在里面走过"
    assert "SuperconvergenceNet" in "|".join(caption_rows(text, narrow("zh")))


def test_a_row_never_starts_with_punctuation_nor_ends_with_an_opening_bracket():
    first, second = caption_rows(
        "一二三四五六七八九十一二三四五「六七八九十」，一二三四五六七八", narrow("zh")
    )
    assert second[0] not in "，」"
    assert first[-1] != "「"


def test_letters_count_as_wide_as_they_are():
    narrow, broad = "il" * 26, "MW" * 26
    assert advance(broad, DEFAULT_THEME.font) > 3 * advance(narrow, DEFAULT_THEME.font)
    assert caption_rows(narrow, space("en")) == [narrow]
    with pytest.raises(InputError, match="does not fit"):
        caption_rows(broad, space("en"))


@ALL
@pytest.mark.parametrize(("language", "text"), [("zh", t) for t in CHINESE] + [("en", t) for t in ENGLISH])
def test_the_band_of_every_format_holds_the_captions(shape, language, text):
    theme, band = DEFAULT_THEME.set_for(language, shape), layout(shape).caption
    caption = Caption(band, theme=theme)
    caption.say(line(text))
    em, shown = theme.type.caption * PIXEL, ""
    for number in range(len(caption.pages)):
        caption.turn_to(number)
        assert 1 <= len(caption.rows) <= 2
        assert band.contains(caption.band)
        pill = Region(*caption.band.get_center()[:2], caption.band.width, caption.band.height)
        words = VGroup(*(part for part in caption.family_members_with_points()[1:] if part.fill_opacity))
        assert pill.inset(0.6 * em, 0.15 * em).contains(words)
        assert pill.width - words.width == pytest.approx(1.24 * em, abs=0.02 * em)
        assert pill.y - pill.height / 2 == pytest.approx(band.y - band.height / 2)
        shown += "".join(caption.rows)
    assert "".join(shown.split()) == "".join(text.split())


def test_a_wide_frame_has_pages_of_one_row_where_a_clause_ends_there_and_a_tall_one_of_two():
    said = line(ENGLISH[0])
    wide, tall = ([page.rows for page in pages_of(said, space("en", shape))] for shape in (WIDE, TALL))
    assert wide == [
        ("Generation often mixes losses: in pix2pix,",),
        ("adversarial loss plus L1 loss on pixels.",),
    ]
    assert [len(rows) for rows in tall] == [2, 2]
    assert [" ".join(rows) for rows in tall] == [" ".join(rows) for rows in wide]


def test_a_row_that_parts_a_phrase_is_worse_than_another_page():
    said = line("它像考试的评分标准，错得越远，通常扣得越多。")
    assert [page.rows for page in pages_of(said, space("zh", TALL))] == [
        ("它像考试的评分标准，",),
        ("错得越远，", "通常扣得越多。"),
    ]


def test_a_page_begins_where_the_voice_tells_its_time():
    shown = "In <bookmark mark='one'/>pix2pix, the L1 loss compares all pixels, and a judge the whole."
    heard = "In <bookmark mark='one'/>pix to pix, the L one loss compares all pixels, and a judge the whole."
    a, b = parse(shown), parse(heard)
    cues = tuple(Cue(x.name, x.offset, y.offset) for x, y in zip(a.marks, b.marks, strict=True))
    said = Line("said", a.plain, b.plain, heard, cues, "words/zh/scene1.toml, line 'said'")
    pages = pages_of(said, space("en", TALL))
    assert [b.plain[page.spoken :] for page in pages[1:]] == ["and a judge the whole."]
    refused = r"scene1.toml, line 'said': caption .* 4 pages of 2 rows of \d+ px.* set a bookmark"
    with pytest.raises(InputError, match=refused):
        pages_of(replace(said, spoken="one word"), replace(space("en", TALL), width=300))
    with pytest.raises(InputError, match=refused):
        pages_of(line("word " * 400), space("en", TALL))


@settings(max_examples=100)
@given(
    text=st.text(alphabet="损失函数的，。「」aBW1 .-", min_size=1, max_size=90).filter(str.strip),
    language=st.sampled_from(["zh", "en"]),
    marks=st.sets(st.integers(0, 90), max_size=3),
)
def test_pages_hold_the_whole_text_and_each_begins_where_the_one_before_ends(text, language, marks):
    text = " ".join(text.split())
    cues = tuple(Cue(f"c{at}", at, at) for at in sorted(marks) if at < len(text))
    said = Line("said", text, text, text, cues)
    room = space(language, TALL)
    try:
        pages = pages_of(said, room)
    except InputError:
        return
    starts = [page.start for page in pages]
    assert starts == sorted(set(starts)) == [page.spoken for page in pages]
    for page, end in zip(pages, [*starts[1:], len(text)], strict=True):
        assert 1 <= len(page.rows) <= room.rows
        assert "".join("".join(page.rows).split()) == "".join(text[page.start : end].split())


def test_a_page_is_drawn_whole_wherever_in_a_movement_it_is_turned(tmp_path):
    settings = {"frame_rate": 15, "media_dir": str(tmp_path), "verbosity": "ERROR", "progress_bar": "none"}
    with tempconfig({**settings, "pixel_width": 216, "pixel_height": 384}):
        set_frame()
        turned = []

        class Renderer(IncrementalRenderer):
            def add_frame(self, frame, num_frames=1):
                super().add_frame(frame, num_frames)
                rows = scene.caption.rows
                if len(scene.caption.pages) > 1 and (not turned or turned[-1] != rows):
                    turned.append(rows)
                    fresh = IncrementalCamera()
                    fresh.draw(np.array(fresh.background), scene.mobjects)
                    band = slice(round(384 * 1238 / 1920), round(384 * 1456 / 1920))
                    assert (fresh.pixel_array[band] == frame[band]).all(), rows

        scene = load_ref("lessons.log_cosh.scene1:SmoothBend")(
            Renderer(tmp_path / "clip.mp4"), options=RenderOptions(locale="en")
        )
        run_scene(scene)
    assert len(turned) == 3


def test_each_page_stands_from_the_frame_of_its_first_word():
    pages: dict[tuple[str, tuple[str, ...]], tuple[int, int]] = {}

    class Watched(load_ref(LESSON.scenes[6].ref)):
        def look_on_the_way(self, time):
            if self.sheet:
                frame = self.frame + round(time * self.fps) - 1
                place = self.sheet.line, self.caption.rows
                pages[place] = pages.get(place, (frame,))[0], frame + 1

        def _advance(self, count):
            super()._advance(count)
            # A wait is looked at once: all of its frames show one page.
            if self.sheet:
                place = self.sheet.line, self.caption.rows
                pages[place] = pages.get(place, (self.frame - count,))[0], self.frame

    with told_dry(Watched, TALL, 30, RenderOptions(locale="en")) as scene:
        pass
    turned = 0
    for sheet in scene.sheets:
        said = scene.words.line(sheet.line)
        expected = pages_of(said, scene.caption.space)
        stand = [pages[sheet.line, page.rows] for page in expected]
        cues = {cue.caption_offset: cue.name for cue in said.cues}
        for page, (start, _), before in zip(expected[1:], stand[1:], stand, strict=False):
            turned += 1
            spoken = seconds_at(page.spoken, scene.takes[sheet.line].words)
            assert abs(start - sheet.start - spoken * 30) <= 0.5 + 1e-6
            assert start == before[1]
            assert page.start not in cues or start == sheet.frames[cues[page.start]]
        # Where the whole line stands still, nobody looks.
        assert len(expected) == 1 or stand[0][0] == sheet.start
    assert turned > 5


@pytest.mark.parametrize(("language", "text"), [("zh", "长" * 45), ("en", "x" * 99), ("en", "word " * 24)])
def test_what_does_not_fit_is_refused_with_its_place_and_the_pixels(language, text):
    with pytest.raises(InputError, match=r"scene1.toml, line 'said': caption .* px long .* 2 rows of \d+ px"):
        rows_of(line(text), space(language))


@settings(max_examples=150)
@given(
    text=st.text(alphabet="损失函数的，。「」aBW1 .-é\u0301", min_size=1, max_size=70).filter(str.strip),
    language=st.sampled_from(["zh", "en", "ar"]),
    shape=st.sampled_from(list(FORMATS.values())),
    breaks=st.lists(st.integers(-9, 90)),
)
def test_any_text_is_broken_whole_and_fits_or_is_refused(text, language, shape, breaks):
    room = space(language, shape)
    try:
        rows = caption_rows(text, room, breaks)
    except InputError:
        return
    assert 1 <= len(rows) <= room.rows
    assert all(row == row.strip() and advance(row, room.font, "BOLD") <= room.row for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


def test_ten_thousand_characters_are_refused_at_once():
    began = time.process_time()
    with pytest.raises(InputError) as caught:
        caption_rows("长" * 10_000, space())
    assert "caption '长长" in str(caught.value)
    assert "长长…' is " in str(caught.value)
    assert len(str(caught.value)) < 500
    assert time.process_time() - began < 2


def test_what_is_spoken_is_bold_gold_and_nothing_stands_in_a_pause():
    theme = DEFAULT_THEME.set_for("en", WIDE)
    caption = Caption(layout(WIDE).caption, theme=theme)
    assert not caption.family_members_with_points()
    caption.say(line("A loss <bookmark mark='turns'/>turns gaps into <bookmark mark='number'/>one number."))
    band, (_, turns, number) = caption.band.copy(), caption.submobjects[1:]
    plain = turns.copy()
    caption.mark("turns")
    assert turns[0].get_fill_color() == ManimColor(theme.colors.gold)
    assert number[0].get_fill_color() == ManimColor(theme.colors.text)
    assert turns.width > plain.width
    assert turns.get_center() == pytest.approx(plain.get_center(), abs=0.05)
    caption.mark("number")
    assert np.array_equal(turns[0].points, plain[0].points)
    assert np.array_equal(caption.band.points, band.points)
    caption.clear_text()
    assert not caption.family_members_with_points()


@pytest.mark.parametrize(
    ("marked", "gold"),
    [
        ("第一，<>量化误差，把差距变成<>一个数字。", ["量化误差，", "一个数字。"]),
        ("<>回归，预测数值，<>比如房价。", ["回归，预测数值，", "比如房价。"]),
        ("<>价格、动物和<>图画", ["价格、动物和", "图画"]),
        ("It is <>“cheap,” and pays <>3,000.5 times, too", ["“cheap,”", "3,000.5 times, too"]),
        ("Losses <>turn 1,000 gaps into <>one: a number", ["turn 1,000 gaps into", "one: a number"]),
    ],
)
def test_what_is_gold_ends_with_its_clause_not_with_what_leads_up_to_the_next_cue(marked, gold):
    names = iter("abc")
    theme = DEFAULT_THEME.set_for("en", WIDE)
    caption = Caption(layout(WIDE).caption, theme=theme)
    caption.say(line(re.sub("<>", lambda _: f"<bookmark mark='{next(names)}'/>", marked)))
    for name, phrase in zip("abc", gold, strict=False):
        caption.mark(name)
        parts = caption.family_members_with_points()[1:]
        points = [part.points for part in parts if part.get_fill_color() == ManimColor(theme.colors.gold)]
        ink = path_of(glyphs(phrase, theme.font, theme.type.caption, "BOLD"))
        shapes = [each - each.mean(axis=0) for each in (np.concatenate(points), ink)]
        assert shapes[0] == pytest.approx(shapes[1], abs=0.01)


@pytest.mark.parametrize("glue", ["\u00a0", "\u202f", "\u2007"])
def test_no_row_ends_at_a_no_break_space(glue):
    said = line(f"Loss functions turn a gap into exactly one{glue}number, which falls.")
    for width in range(6, 20):
        try:
            rows = caption_rows(said.caption, replace(narrow("en"), width=width * 58, rows=9))
        except InputError:
            continue
        assert f"one{glue}number," in "|".join(rows)
    caption = Caption(layout(TALL).caption, theme=DEFAULT_THEME.set_for("en", TALL))
    caption.say(said)
    assert f"one{glue}number," in "|".join(row for page in caption.pages for row in page.rows)
    assert f"五{glue}六" in "|".join(
        caption_rows(f"一二三四五{glue}六七八", replace(narrow("zh"), width=320))
    )


def widest_gap(points):
    """Between what stands beside each other in a row, in units of the scene."""
    ends = np.sort(points.reshape(-1, 4, 3)[:, :, 0], axis=1)[:, [0, 3]]
    ends = ends[np.argsort(ends[:, 0])]
    return float(np.max(ends[1:, 0] - np.maximum.accumulate(ends[:, 1])[:-1]))


@pytest.mark.parametrize("spoken", ["", "first", "second"])
def test_no_gap_opens_where_a_phrase_is_not_bold(spoken):
    theme = DEFAULT_THEME.set_for("en", WIDE)
    caption = Caption(layout(WIDE).caption, theme=theme)
    marked = "With <bookmark mark='first'/>severe imbalance, try <bookmark mark='second'/>focal loss."
    said = line(marked)
    caption.say(said)
    assert len(caption.rows) == 1
    caption.mark(spoken)
    points = np.concatenate([part.points for part in caption.family_members_with_points()[1:]])
    plain = path_of(glyphs(said.caption, theme.font, theme.type.caption))
    assert widest_gap(points) < widest_gap(plain) + 0.1 * theme.type.caption * PIXEL
