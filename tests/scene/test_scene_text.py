"""Text that fits its region or says so, and a theme that reaches whatever is drawn."""

import copy
import pickle
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import LEFT, ORIGIN, RIGHT, Square, ValueTracker, VMobject
from telling import tell
from tiny_lesson.scenes import Falling

from narrated import DEFAULT_THEME, Card, Header, Label, Readout, Readouts, Region, Slider, formula
from narrated.design.formats import FORMATS, TALL, WIDE
from narrated.design.layout import PIXEL, layout
from narrated.design.theme import current_theme, use_theme
from narrated.scene.render_options import RenderOptions
from voiceover.errors import InputError
from voiceover.words import Word

ALL = pytest.mark.parametrize("shape", FORMATS.values(), ids=FORMATS)
TEXTS = st.sampled_from(
    [
        "L1",
        "均方误差",
        "误差翻倍，扣分变四倍",
        "每个误差一个正方形（示意数据）",
        "AlphaGo Zero的损失",
        "mean squared error",
        "The more confident the mistake, the larger the penalty",
    ]
)


def px(width, height, x=0.0, y=0.0):
    return Region(x, y, width * PIXEL, height * PIXEL)


def word(text):
    return Word(text, "mse", Path("zh/scene4.toml"))


def themed(language, shape):
    return DEFAULT_THEME.set_for(language, shape)


def test_a_word_is_a_text_that_knows_its_place_wherever_it_goes():
    one = word("均方误差")
    for other in (one, copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert (other, other.where) == ("均方误差", "zh/scene4.toml, 'mse'")
    assert Label(one).copy().text.where == one.where
    assert not hasattr(one + "!", "where")


def test_text_that_fits_is_drawn_as_without_a_region():
    free, fitted = Label("均方误差", 42), Label("均方误差", 42, within=px(400, 100))
    assert (fitted.size, fitted.rows) == (42, ("均方误差",))
    assert fitted.width == pytest.approx(free.width)


def test_text_is_broken_before_it_shrinks_and_shrinks_before_it_is_refused():
    text = word("误差翻倍，扣分变四倍")
    broken = Label(text, 42, within=px(230, 110))
    assert (broken.rows, broken.size) == (("误差翻倍，", "扣分变四倍"), 42)
    shrunk = Label(text, 42, within=px(350, 50))
    assert shrunk.rows == (text,)
    assert 28 <= shrunk.size < 42
    assert shrunk.em == pytest.approx(shrunk.size)
    with pytest.raises(InputError) as caught:
        Label(text, 42, within=px(250, 50))
    told = str(caught.value)
    assert told.startswith(
        "zh/scene4.toml, 'mse': '误差翻倍，扣分变四倍' needs 280 px in a row where there are 250 px"
    )
    assert "not" not in told.split("Permitted", maxsplit=1)[0]
    assert "28 px" in told


def test_the_floor_is_higher_in_a_tall_frame_and_never_enlarges():
    place = px(300, 50)
    assert Label("误差翻倍，扣分变四倍", 42, within=place).size < 36
    with pytest.raises(InputError, match="36 px"):
        Label("误差翻倍，扣分变四倍", 42, within=place, theme=themed("zh", TALL))
    assert Label("L1", 20, within=place, theme=themed("zh", TALL)).size == 20


@settings(max_examples=80)
@given(
    text=TEXTS,
    width=st.integers(20, 900),
    height=st.integers(20, 300),
    edge=st.sampled_from([LEFT, RIGHT, ORIGIN]),
    shape=st.sampled_from(list(FORMATS.values())),
)
def test_text_lies_in_its_region_whole_or_is_refused(text, width, height, edge, shape):
    region, theme = px(width, height, 1.0, -2.0), themed("zh", shape)
    try:
        label = Label(text, 42, within=region, edge=edge, theme=theme)
    except InputError:
        return
    assert theme.text_sizes.smallest <= label.size <= 42
    assert "".join("".join(label.rows).split()) == "".join(text.split())
    # One row is let stand in a region that is lower than it.
    assert region.inset(-0.06 * label.size * PIXEL, -0.5 * label.size * PIXEL).contains(label)


def test_rows_are_aligned_at_the_edge_that_they_stand_at():
    text, region = "误差翻倍，扣分变四倍呀", px(250, 120)
    for edge, side in ((LEFT, 0), (RIGHT, 1)):
        label = Label(text, 42, within=region, edge=edge)
        assert len(label.rows) == 2
        ends = [label.points[label.points[:, 1] * sign > 0][:, 0] for sign in (1, -1)]
        upper, lower = ([end.min(), end.max()][side] for end in ends)
        assert upper == pytest.approx(lower, abs=1e-9)


def test_what_region_fit_shrinks_keeps_text_above_the_floor():
    label = px(200, 60).fit(Label("均方误差函数", 42))
    assert 28 < label.em < 42
    assert px(40, 40).fit(Square(1.0)).width == pytest.approx(40 * PIXEL)
    with pytest.raises(InputError, match=r"zh/scene4.toml, 'mse': '均方误差函数' stands in \d+x\d+ px"):
        px(120, 60).fit(Label(word("均方误差函数"), 42))


def test_cards_readouts_sliders_and_formulas_fit_or_say_so():
    long = word("一个很长很长的名字，怎么也放不进这么窄的地方，只好报错")
    place = px(300, 60)
    for make in (
        lambda: Readouts(place, Readout(long, lambda: 0.5, "#ffffff")),
        lambda: Slider(place, long, ValueTracker(0.5), 0.0, 1.0, "#ffffff"),
        lambda: Card(px(300, 120), long, color="#ffffff"),
        lambda: Card(px(300, 200), "短", long, color="#ffffff"),
    ):
        with pytest.raises(
            InputError, match=r"^zh/scene4.toml, 'mse': .* px in a row where there are \d+ px"
        ):
            make()
    with pytest.raises(InputError, match=r"stands in \d+x\d+ px where there are 100x60 px"):
        formula("a + b + c + d + e + f", within=px(100, 60))
    math = formula("a + b + c + d", 60, within=px(170, 60))
    assert px(170, 60).contains(math)


def test_readouts_stand_in_columns_where_the_region_is_low_and_never_over_each_other():
    rows = [Readout(name, lambda: 0.5, "#ffffff") for name in ("残差", "平方", "斜率", "损失")]
    for width, height, columns in ((600, 400, 1), (900, 130, 2)):
        place = px(width, height)
        shown = Readouts(place, *rows)
        assert place.contains(shown)
        assert len({round(float(name.get_left()[0]), 1) for name in shown.names}) == columns
        heights = sorted(round(name.line_middle, 6) for name in shown.names)
        assert len(set(heights)) == 4 / columns
    with pytest.raises(InputError, match="4 read-outs of 54 px stand in a region 40 px high"):
        Readouts(px(900, 40), *rows)


def test_a_formula_that_region_fit_would_make_unreadable_is_refused():
    assert px(200, 60).contains(px(200, 60).fit(formula("a + b + c + d", 60)))
    with pytest.raises(InputError, match=r"'a \+ b \+ c' stands in \d+x\d+ px where there are 60x20 px"):
        px(60, 20).fit(formula("a + b + c", 42))


def test_a_cards_lines_wrap_and_push_what_is_below_them():
    place = px(420, 500)
    card = Card(place, "焦点损失", "容易的样本少扣分，难的样本照扣", "第二行", color="#ffffff")
    first, second = card.lines
    assert len(first.rows) == 2
    assert place.contains(card)
    assert first.get_bottom()[1] > second.get_top()[1]
    assert card.heading.get_bottom()[1] > first.get_top()[1]


@ALL
@pytest.mark.parametrize(
    ("language", "title", "sense"),
    [
        ("zh", "五大经典损失函数（前三个）", "误差翻倍，扣分变四倍"),
        ("zh", "损失函数", ""),
        ("en", "Five classic loss functions", "Twice the error, four times the penalty"),
    ],
)
def test_the_header_holds_title_and_sense_in_every_format(shape, language, title, sense):
    place = layout(shape).header
    header = Header(place, 4, 8, word(title), word(sense), theme=themed(language, shape))
    assert place.inset(-0.01, -8 * PIXEL).contains(header)  # descenders may hang out of its last row
    parts = [header.chip, header.bars, *header.heading]
    for index, one in enumerate(parts):
        for other in parts[index + 1 :]:
            apart = abs(one.get_center() - other.get_center()) - [
                (one.width + other.width) / 2,
                (one.height + other.height) / 2,
                0.0,
            ]
            assert max(apart[:2]) > 0, (one, other)


@ALL
@pytest.mark.parametrize("total", [1, 8, 80, 200])
def test_bars_of_many_scenes_stand_apart_and_leave_the_title_its_room(shape, total):
    place = layout(shape).header
    header = Header(place, total, total, word("五大经典损失函数"), "", theme=themed("zh", shape))
    assert place.inset(-0.01, -8 * PIXEL).contains(header)
    assert header.heading.width > place.width / 6
    assert header.narrow or header.bars.width <= place.width / 3 + 1e-6
    for one, other in pairwise(header.bars):
        assert one.width > 0
        assert one.get_right()[0] < other.get_left()[0]
    if total <= 8 and not header.narrow:
        assert header.bars[0].width == pytest.approx(52 * PIXEL)


def test_a_title_that_no_size_lets_in_is_told_with_its_key():
    with pytest.raises(InputError, match=r"^zh/scene4.toml, 'mse': .* needs \d+ px"):
        Header(layout(TALL).header, 1, 8, word("很长的题目" * 9), "", theme=themed("zh", TALL))


def test_a_scenes_own_theme_is_that_of_everything_drawn(tmp_path):
    roles = [role.name for role in fields(DEFAULT_THEME.colors)]
    others = {role: f"#{40 + 4 * n:02x}10{200 - 4 * n:02x}" for n, role in enumerate(roles)}
    own = replace(DEFAULT_THEME, colors=replace(DEFAULT_THEME.colors, **others))
    known, seen = {getattr(own.colors, role) for role in roles}, set()

    class Own(Falling):
        theme = own

        def _advance(self, count):
            super()._advance(count)
            for mobject in (part for top in self.mobjects for part in top.get_family()):
                if isinstance(mobject, VMobject) and len(mobject.points):
                    if mobject.get_stroke_width() > 0 and mobject.get_stroke_opacity() > 0:
                        seen.add(mobject.get_stroke_color().to_hex().lower())
                    if mobject.get_fill_opacity() > 0:
                        seen.add(mobject.get_fill_color().to_hex().lower())

    tell(Own, tmp_path, options=RenderOptions(voice="espeak", draft_takes=tmp_path))
    assert len(seen) > 8
    assert seen <= known, seen - known


def test_the_current_theme_is_the_default_until_a_scene_sets_another():
    assert current_theme() is DEFAULT_THEME
    own = replace(DEFAULT_THEME, dot=0.5)
    use_theme(own)
    assert (current_theme(), current_theme(DEFAULT_THEME)) == (own, DEFAULT_THEME)
    assert themed("zh", WIDE).type == DEFAULT_THEME.type
