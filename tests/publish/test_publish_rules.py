"""What sites permit, as data; texts counted as they count them; and where a label goes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from lessons.log_cosh.lesson import LESSON as LOG_COSH
from loss_scenes.lesson import LESSON
from narrated.design.formats import COVERS, FORMATS, TALL, WIDE
from narrated.publish.folders import _texts
from narrated.publish.platforms import label_rules, platforms
from narrated.publish.post import Post
from narrated.publish.text_rules import check_texts, length, pick_tags, together
from narrated.publish.voice_label import draw_label, is_synthetic, label_text
from voiceover.script.publish_words import PostWords
from voiceover.script.scene_script import load_lesson_words

SITES = {"douyin", "bilibili", "xiaohongshu", "wechat-channels", "youtube", "youtube-shorts"}
RULES = {f"{site.key} {rule.name}": rule for site in platforms().values() for rule in site.rules.values()}
RULES |= {f"label {rule.name}": rule for rule in label_rules().values()}


def test_every_site_of_the_command_line_has_rules_and_says_what_to_declare():
    assert platforms().keys() == SITES
    for site in platforms().values():
        assert set(site.covers) <= COVERS.keys()
        assert set(site.shapes) <= FORMATS.keys()
        assert site.chapters in {"", "text", "form"}
        assert site.tags in {"text", "form"}
        for name in ("declare", "unknown"):
            assert getattr(site, name).keys() == {"zh", "en"}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_names_its_source_its_date_and_what_that_is_worth(rule):
    assert rule.source
    assert rule.confidence in {"official", "code", "secondary", "recalled"}
    assert date.fromisoformat(f"{rule.date}-01"[:10]) >= date(2024, 1, 1)


def problems(site, **words):
    texts = PostWords(**{"titles": ("六个字的标题",), **words})
    return [str(error) for error in check_texts(texts, texts.description, (), 100, platforms()[site])]


@pytest.mark.parametrize(
    ("site", "fits", "too_long"),
    [
        ("douyin", "长" * 30, "长" * 31),
        ("bilibili", "长" * 79, "长" * 80),
        ("xiaohongshu", "长" * 10 + "a" * 20, "长" * 10 + "a" * 21),
        ("wechat-channels", "长" * 16, "长" * 17),
        ("wechat-channels", "六六六六六六", "五五五五五"),
        ("wechat-channels", "《函数》:50%+1?", "一句完整的话。"),
        ("youtube", "x" * 98 + "👍", "x" * 99 + "👍"),
        ("youtube-shorts", "a = b and so on", "a < b and so on"),
    ],
)
def test_a_title_is_held_against_the_limit_with_its_source(site, fits, too_long):
    assert problems(site, titles=(fits,)) == []
    (told,) = problems(site, titles=(too_long,))
    assert "the title" in told
    sources = [f"({rule.confidence}: {rule.source}, " for rule in platforms()[site].rules.values()]
    assert any(source in told for source in sources)


def test_the_description_is_held_against_its_limit():
    assert problems("bilibili", description="长" * 249) == []
    (told,) = problems("bilibili", description="长" * 250)
    assert "the description has 250 characters. Permitted: at most 249" in told
    (told,) = problems("youtube", description="<b>")
    assert "the description has < and >" in told


def test_tags_fill_what_a_site_takes_in_turn_and_no_more():
    words = PostWords(core=tuple(f"core {n}" for n in range(80)), traffic=("busy",), long_tail=("rare",))
    picked, left = pick_tags(words, platforms()["douyin"])
    assert picked == ["core 0", "busy", "rare", "core 1", "core 2"]
    assert len(picked) + len(left) == 82
    picked, _ = pick_tags(words, platforms()["youtube"])
    assert 480 < together(picked, "youtube") <= 500
    assert together(["a b", "c"], "youtube") == len('"a b",c')
    assert length("aé", "xiaohongshu") == 2


def test_a_chapter_that_a_site_would_not_show_is_told():
    site = platforms()["youtube"]
    chapters = [(0.0, "One"), (9.0, "x" * 71), (40.0, "Three")]
    told = [str(error) for error in check_texts(PostWords(), "", chapters, 45.0, site)]
    assert ["lasts 9.0 s" in told[0], "71 characters" in told[1], "lasts 5.0 s" in told[2]] == [True] * 3


@pytest.mark.parametrize("site", platforms().values(), ids=platforms())
@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("lesson", [LESSON, LOG_COSH], ids=lambda lesson: lesson.slug)
def test_the_texts_of_the_lessons_are_as_every_site_permits(lesson, locale, site):
    words = load_lesson_words(lesson.words, locale)
    texts = _texts(words, site)
    post = Post(site, words.language, words.title, texts, (), "film.mp4", {}, {}, words.voice, True, "")
    assert list(check_texts(texts, post.text, (), 170, site)) == []
    assert all(title in post.markdown() for title in texts.titles)


def test_a_voice_is_synthetic_where_an_engine_speaks_with_it():
    assert is_synthetic("zm_yunjian")
    assert is_synthetic("espeak")
    assert not is_synthetic("recorded")


@pytest.mark.parametrize("shape", [WIDE, TALL], ids=lambda shape: shape.name)
@pytest.mark.parametrize("language", ["zh-CN", "en", "pt-BR"])
def test_the_label_is_large_enough_and_lies_where_nothing_is_drawn(shape, language):
    width, height = shape.pixels(480)
    frame = np.full((height, width, 3), (26, 26, 46), np.uint8)
    # Stripes everywhere but for a strip of a fifth of the height.
    free = slice(int(0.5 * height), int(0.7 * height) if shape == WIDE else int(0.6 * height))
    frame[::4] = 250
    frame[free] = (26, 26, 46)
    label = draw_label(label_text("", language), [frame], shape)
    left, top, right, bottom = label.box
    assert free.start <= top < bottom <= free.stop
    assert label.over == 0
    shown = label.on(frame).astype(int)
    white = np.flatnonzero((shown[top:bottom, left:right] > 200).all(axis=2).any(axis=1))
    assert np.ptp(white) + 1 >= label_rules()["size_least"].value * min(width, height)
    assert np.array_equal(shown[: free.start], frame[: free.start])


def test_a_site_takes_what_is_missing_from_what_is_said_for_all():
    words = load_lesson_words(LESSON.words, "zh")
    own, other = words.publish.of("wechat-channels"), words.publish.of("douyin")
    assert own.titles != other.titles
    assert replace(own, titles=other.titles) == other


def test_a_description_on_youtube_is_counted_in_bytes():
    assert problems("youtube", description="长" * 1666) == []
    (told,) = problems("youtube", description="长" * 1667)
    assert "the description has 5001 bytes in UTF-8. Permitted: at most 5000" in told


def test_the_page_of_the_documentation_names_every_rule_without_a_page_and_all_that_is_unknown():
    page = (Path(__file__).parents[2] / "docs" / "publish.md").read_text(encoding="utf-8")
    sites = platforms().values()
    recalled = [(site, one) for site in sites for one in site.rules.values() if one.confidence == "recalled"]
    weak = {f"| {site.key} | `{one.name}` | " for site, one in recalled}
    assert {row for row in weak if row in page} == weak
    assert page.count("\n| ") - 2 == len(weak) + sum(bool(site.unknown["en"]) for site in sites)
    assert all("; ".join(site.unknown["en"]) in page for site in sites)
