"""What an author glues together stays in one row, from the file of words to the picture; it is not heard."""

import contextlib

import pytest

from narrated import DEFAULT_THEME, Label, Region
from narrated.design.caption_rows import CaptionSpace, pages_of, rows_of
from narrated.design.formats import WIDE
from narrated.design.layout import PIXEL
from narrated.design.typography import typography
from narrated.mobjects.caption import Caption
from voiceover.errors import InputError
from voiceover.script.scene_script import load_script

NO_BREAK_SPACES = ("\u00a0", "\u202f", "\u2007")
JOINER = "\u2060"


@pytest.fixture
def script(tmp_path):
    """Loads a script of one line and one word on the screen."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "lesson.toml").write_text(
        'language = "en"\nvoice = "af_heart"\ntitle = "x"\n[presenter]\nname = "Ada"\n'
    )

    def load(say, shown="x"):
        text = f'title = "x"\n[lines.a]\nsay = "{say}"\n[words]\nshown = "{shown}"\n'
        (tmp_path / "en" / "scene1.toml").write_text(text, encoding="utf-8")
        return load_script(tmp_path, "en", "scene1")

    return load


def every_way(line, language):
    """The rows of a line in spaces of all widths that hold it."""
    for width in range(100, 1200, 20):
        space = CaptionSpace(width, 9, 46, DEFAULT_THEME.font, typography(language))
        try:
            yield rows_of(line, space)
        except InputError:
            continue


def every_page(line, language):
    """The pages of a line in spaces of all widths that hold it in more than one."""
    for width in range(100, 1200, 20):
        space = CaptionSpace(width, 2, 46, DEFAULT_THEME.font, typography(language))
        with contextlib.suppress(InputError):
            if len(pages := pages_of(line, space)) > 1:
                yield [" ".join(page.rows) for page in pages]


@pytest.mark.parametrize("glue", NO_BREAK_SPACES)
@pytest.mark.parametrize("mark", ["", "<bookmark mark='here'/>"])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("words", ["5{}kg", "five,{}that"])
def test_no_page_of_a_caption_ends_at_a_no_break_space(script, glue, mark, after, words):
    glued = words.format(f"{glue}{mark}" if after else f"{mark}{glue}")
    (line,) = script(f"A gap of {glued} turns, again and again, into one number, which falls.").lines
    found = list(every_page(line, "en"))
    assert len(found) > 5
    assert all(words.format(glue) in "|".join(pages) for pages in found)


@pytest.mark.parametrize(
    ("say", "whole"),
    [
        ("This is a sentence of pre<bookmark mark='a'/>training that goes on for long.", "pretraining"),
        ("It has training<bookmark mark='a'/>, which goes on, and on, for very long.", "training,"),
    ],
)
def test_no_page_begins_inside_a_word_or_with_a_mark(script, say, whole):
    (line,) = script(say).lines
    found = list(every_page(line, "en"))
    assert len(found) > 5
    assert all(whole in "|".join(pages) for pages in found)


def test_no_page_is_a_mark_alone(script):
    (line,) = script("模型把所有的差距变成一个数字<bookmark mark='a'/>，交叉熵越小就越好。").lines
    found = list(every_page(line, "zh"))
    assert len(found) > 5
    assert all(page.strip("，。") for pages in found for page in pages)


@pytest.mark.parametrize("glue", NO_BREAK_SPACES)
@pytest.mark.parametrize("mark", ["", "<bookmark mark='here'/>"])
@pytest.mark.parametrize("after", [False, True])
def test_no_row_of_a_caption_ends_at_a_no_break_space(script, glue, mark, after):
    glued = f"{glue}{mark}" if after else f"{mark}{glue}"
    (line,) = script(f"A gap of 5{glued}kg turns into one number, which falls.").lines
    found = list(every_way(line, "en"))
    assert len({len(rows) for rows in found}) > 2
    assert all(f"5{glue}kg" in "|".join(rows) for rows in found)
    (plain,) = script(f"A gap of 5 {mark}kg turns into one number, which falls.").lines
    assert any("5|kg" in "|".join(rows) for rows in every_way(plain, "en"))
    assert (line.spoken, line.marked) == (plain.spoken, plain.marked)


def test_no_row_ends_at_a_word_joiner(script):
    (line,) = script(f"模型把差距变成一个数字，交叉{JOINER}熵越小就越好").lines
    found = list(every_way(line, "zh"))
    assert len({len(rows) for rows in found}) > 2
    assert all(f"叉{JOINER}熵" in "|".join(rows) for rows in found)
    assert JOINER not in line.spoken
    caption = Caption(Region(0.0, 0.0, 6.0, 2.0), theme=DEFAULT_THEME.set_for("zh", WIDE))
    caption.say(line)
    assert "".join(caption.rows) == line.caption


@pytest.mark.parametrize("glue", [*NO_BREAK_SPACES, JOINER])
def test_no_row_of_a_label_ends_at_glue(script, glue):
    text = script("Words.", f"损失函数{glue}越小越好").word("shown")
    apart = 0
    for width in range(120, 400, 10):
        region = Region(0.0, 0.0, width * PIXEL, 400 * PIXEL)
        rows = "|".join(Label(text, 36, within=region).rows)
        assert f"数{glue}越" in rows
        apart += "函数|越小" in "|".join(Label(text.replace(glue, ""), 36, within=region).rows)
    assert apart
