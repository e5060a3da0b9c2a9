"""The page of a small lesson, as the command line writes it, in a real browser: from a disk, and served."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from browser import needs_browser, opened

pytestmark = [needs_browser, pytest.mark.slow]
TESTS = Path(__file__).parents[1]
COMMAND = [sys.executable, str(TESTS / "build" / "tiny_command.py")]
NAMES = {"LESSON", "SCENES", "LOCALE", "FORMAT", "QUALITY", "VOICE", "SERVE", "PORT", "WHY"}
FILMS = ("zh-wide", "zh-tall", "en-wide", "en-tall")
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
READY = "document.getElementById('video').readyState >= 2 && !document.getElementById('video').seeking"


class Project:
    """The lesson in a folder of its own."""

    def __init__(self, root):
        self.root = root
        self.page = root / "media" / "page" / "bowl.html"

    def call(self, *words):
        known = {name: value for name, value in os.environ.items() if name not in NAMES}
        return {
            "args": [*COMMAND, *words, "--lesson", "page_lesson.lesson"],
            "cwd": self.root,
            "env": known | {"PYTHONPATH": f"{self.root}:{TESTS.parent}", "PYTHONUNBUFFERED": "1"},
            "text": True,
        }

    def run(self, *words):
        return subprocess.run(**self.call(*words), capture_output=True, timeout=100, check=False)


def copied(root):
    shutil.copytree(TESTS / "data" / "page_lesson", root / "page_lesson")
    return Project(root)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The lesson, its four films, and its page."""
    project = copied(tmp_path_factory.mktemp("bowl"))
    for words in (("films", "--format", "wide,tall"), ("page",)):
        done = project.run(*words)
        assert done.returncode == 0, done.stderr
    project.said = done.stdout
    return project


@pytest.fixture(scope="module")
def browser():
    with opened() as browser:
        yield browser


@pytest.fixture
def show(browser, project):
    """Opens the page; nothing may fail in it unseen, nor ask for anything outside of it."""
    faults, contexts = [], []

    def show(place="", viewport=DESK, address=None, before="", **more):
        context = browser.new_context(viewport=viewport, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        own = address or project.page.as_uri()
        page.on(
            "request",
            lambda asked: (
                asked.url.startswith((own, "data:", "blob:")) or faults.append(f"asked for {asked.url}")
            ),
        )
        if before:
            page.add_init_script(before)
        page.goto(f"{own}{place}")
        until(page, READY)
        return page

    yield show
    for context in contexts:
        context.close()
    assert faults == []


def until(page, expression, seconds=10.0):
    """Wait until something holds; the page's policy lets no driver wait inside of it."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(20)


def lesson_of(project):
    """What the page knows, as it stands in the file."""
    text = project.page.read_text("utf-8")
    return json.loads(
        re.search(r'<script type="application/json" id="lesson">(.*?)</script>', text, re.DOTALL)[1]
    )


def film_of(project, key):
    return next(film for film in lesson_of(project)["films"] if film["key"] == key)


def frame(page):
    """The frame that the page believes is shown, from the bar."""
    return int(page.input_value("#seek"))


def go(page, wanted):
    """Move the bar to a frame, as a hand does."""
    page.evaluate(
        f"""() => {{ const bar = document.getElementById("seek");
        bar.value = {wanted}; bar.dispatchEvent(new Event("input")); }}"""
    )
    until(page, READY)


def corner(page):
    """A place in the picture where nothing is drawn."""
    page.evaluate("document.getElementById('stage').scrollIntoView()")
    box = page.locator("#video").bounding_box()
    return box["x"] + 12, box["y"] + 12


def watch(page):
    """Note in `window.shown` which frame the browser presents."""
    page.evaluate(
        """void document.getElementById("video").requestVideoFrameCallback(function next(now, { mediaTime }) {
        window.shown = Math.round(mediaTime * 15);
        document.getElementById("video").requestVideoFrameCallback(next); })"""
    )


# -- the command ---------------------------------------------------------------------------------------------


def test_a_lesson_without_films_has_no_page(tmp_path):
    project = copied(tmp_path)
    done = project.run("page")
    assert done.returncode == 2
    assert "no finished film of bowl" in done.stderr
    assert "narrated films --lesson page_lesson.lesson" in done.stderr
    assert not project.page.exists()


def test_films_that_are_asked_for_must_be_there(project):
    done = project.run("page", "--locale", "zh", "--format", "square")
    assert done.returncode == 2
    assert "no finished film of bowl (zh, square, high)" in done.stderr
    assert re.search(r"options of what is finished there, en-tall-\w+, ", done.stderr)
    assert "--locale zh --format square" in done.stderr


def test_the_page_tells_its_size_and_stays_small(project):
    assert f"written  ({', '.join(FILMS)})" in project.said
    size = int(re.search(r"(\d+) of 200 kB without its films", project.said)[1])
    assert 20 < size < 80, "what every page has beside its lesson"


def test_an_unchanged_page_is_kept_and_a_lost_one_is_the_same_again(project):
    before, stat = project.page.read_bytes(), project.page.stat()
    done = project.run("page", "--why")
    assert (done.returncode, done.stderr) == (0, "")
    assert "unchanged" in done.stdout
    assert done.stdout.count("kept, nothing it is made of changed") == len(FILMS) + 1
    assert project.page.stat().st_mtime_ns == stat.st_mtime_ns
    project.page.unlink()
    assert project.run("page").returncode == 0
    assert project.page.read_bytes() == before
    assert list(project.page.parent.glob(".*part*")) == []


def test_a_film_that_is_older_than_its_words_is_left_out_or_refused(project):
    words = project.root / "page_lesson" / "words" / "en" / "scene2.toml"
    before = words.read_text()
    words.write_text(before.replace('"Thanks"', '"Bye"'))
    try:
        done = project.run("page", "--format", "wide")
        assert "en-wide: left out, the film is older than scene2 is now" in done.stdout
        assert [film["key"] for film in lesson_of(project)["films"]] == ["zh-wide"]
        done = project.run("page", "--locale", "en")
        assert done.returncode == 2
        assert "the film is older than scene2 is now" in done.stderr
    finally:
        words.write_text(before)
        assert project.run("page").returncode == 0


def test_a_film_that_ends_early_is_told_and_the_page_stays(project):
    before = project.page.read_bytes()
    (film,) = project.root.glob("media/**/en-wide-*/bowl.mp4")
    whole = film.read_bytes()
    try:
        film.write_bytes(whole[: len(whole) // 2])
        done = project.run("page", "--locale", "en", "--format", "wide")
        assert done.returncode == 2
        assert "the film is damaged, or ends before its timeline does" in done.stderr
        assert "Remedy: run `" in done.stderr
        assert project.page.read_bytes() == before
    finally:
        film.write_bytes(whole)
        assert project.run("page").returncode == 0
    assert project.page.read_bytes() == before


@pytest.mark.parametrize("name", ["explore.json", "description.json"])
def test_what_was_changed_in_what_is_known_of_a_film_is_found_out_again(project, name):
    (file,) = project.root.glob(f"media/**/en-wide-*/{name}")
    before = file.read_text("utf-8")
    table = json.loads(before)
    if name == "explore.json":
        table["parts"][0]["handles"][0]["range"] = [float("nan"), 1]
    else:
        table["lines"] = dict.fromkeys(table["lines"], "\ud800")
    file.write_text(json.dumps(table))
    done = project.run("page")
    assert (done.returncode, done.stderr) == (0, "")
    assert file.read_text("utf-8") == before


def test_the_quiz_stands_beside_the_page_for_other_programs(project):
    for locale in ("zh", "en"):
        quiz = json.loads((project.page.parent / f"bowl-quiz.{locale}.json").read_text("utf-8"))
        assert [question["id"] for question in quiz["questions"]] == ["shape", "steeper"]
    try:
        assert project.run("page", "--locale", "en").returncode == 0
        beside = {path.name for path in project.page.parent.glob("bowl-quiz.*")}
        assert beside == {"bowl-quiz.en.json", "bowl-quiz.en.zip"}
    finally:
        assert project.run("page").returncode == 0
    assert len(list(project.page.parent.glob("bowl-quiz.*"))) == 4


# -- what is hostile, what is outside ------------------------------------------------------------------------


def test_hostile_words_are_words(show):
    page = show("#en/wide/scene1/rest")
    assert page.title() == "The bowl </script>"
    assert page.inner_text("#title") == "The bowl </script>"
    assert page.inner_text("#subtitle") == "For tests & <!--"
    assert "onerror" in page.inner_text("#live"), "the hint is shown as it was written"
    assert page.evaluate("document.querySelectorAll('[onerror], img:not(.still), b').length") == 0


def test_the_policy_permits_no_address_and_no_other_script(project, show):
    page = show()
    told = page.evaluate("document.querySelector('meta[http-equiv]').content")
    rules = dict(rule.split(" ", 1) for rule in told.split("; "))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/=]+'", rules["script-src"])
    assert "http" not in told
    assert "connect-src" not in rules
    text = project.page.read_text("utf-8")
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", text)


def test_a_browser_that_remembers_nothing_shows_the_page_all_the_same(show):
    refuse = "{ get() { throw new DOMException('denied', 'SecurityError'); } }"
    page = show(
        "#en/wide",
        before=f"Object.defineProperty(window, 'localStorage', {refuse}); history.replaceState = null;",
    )
    page.click("#theme")
    assert page.evaluate("document.documentElement.hasAttribute('data-dark')")
    page.click("#play")
    until(page, "Number(document.getElementById('seek').value) > 3")


# -- the player ----------------------------------------------------------------------------------------------


def test_every_seek_shows_just_the_frame_that_the_page_says(project, show):
    page = show("#en/wide")
    watch(page)
    frames = film_of(project, "en-wide")["frames"]
    for wanted in (1, 14, 15, 16, 37, frames - 1, 2):
        go(page, wanted)
        until(page, f"window.shown === {wanted}")
        assert frame(page) == wanted


def test_it_plays_and_rests_on_the_frame_that_is_shown(show):
    page = show("#en/wide")
    page.click("#begin")
    until(page, "Number(document.getElementById('seek').value) > 8")
    assert page.get_attribute("#play", "aria-label") == "Pause"
    watch(page)
    until(page, "window.shown > 0")
    page.click("#play")
    page.wait_for_timeout(300)
    assert page.get_attribute("#play", "aria-label") == "Play"
    assert page.evaluate("document.getElementById('video').paused")
    assert frame(page) == page.evaluate("window.shown")


def test_it_ends_and_begins_again(show):
    page = show("#en/wide/scene2/end/shown")
    page.click("#play")
    until(page, "document.getElementById('video').ended")
    until(page, "document.getElementById('play').getAttribute('aria-label') === 'Play'")
    page.click("#play")
    until(page, "document.getElementById('seek').value < 30 && document.getElementById('seek').value > 2")


@pytest.mark.parametrize(
    ("choice", "value", "other"), [("language", "zh", "zh-wide"), ("shape", "tall", "en-tall")]
)
def test_another_language_or_shape_goes_on_with_the_same_thought(project, show, choice, value, other):
    page = show("#en/wide/scene1/bowl/steep")
    here, there = (film_of(project, key)["scenes"][0]["lines"][0] for key in ("en-wide", other))
    (_, begin), end = here["cues"][1], here["end"]
    middle = (begin + end) // 2
    go(page, middle)
    until(page, READY)
    page.select_option(f"#{choice}", value)
    until(page, f"location.hash.startsWith('#{other.replace('-', '/')}/scene1/bowl/steep') && {READY}")
    begin_there, end_there = there["cues"][1][1], there["end"]
    share = (middle - begin) / (end - begin)
    assert abs(frame(page) - (begin_there + share * (end_there - begin_there))) <= 1
    if choice == "language":
        assert page.evaluate("document.documentElement.lang") == "zh"
        assert page.inner_text("#transcript-title") == "文稿"
        assert page.get_attribute("#title", "lang") == "zh-CN"


def test_switching_while_it_plays_plays_on(show):
    page = show("#en/wide")
    page.select_option("#speed", "1.5")
    page.click("#play")
    until(page, "Number(document.getElementById('seek').value) > 3")
    page.select_option("#language", "zh")
    until(page, f"document.getElementById('title').lang === 'zh-CN' && {READY}")
    begun = frame(page)
    until(page, f"Number(document.getElementById('seek').value) > {begun + 3}")
    assert page.evaluate("document.getElementById('video').playbackRate") == 1.5


def test_captions_of_the_other_language_stand_beneath_the_picture(show):
    page = show("#en/wide/scene1/rest")
    assert page.is_hidden("#caption"), "the film's own are in the picture"
    page.keyboard.press("c")
    assert page.inner_text("#caption").replace("\n", "") == "现在停在这里，看一看。"
    assert page.get_attribute("#caption", "lang") == "zh-CN"
    # The film's own are told as in the picture, and are not printed twice.
    told = page.eval_on_selector_all("#captions option", "all => all.map((one) => one.textContent)")
    assert told == ["English (in the picture)", "中文"]
    page.keyboard.press("Escape")
    page.select_option("#captions", "off")
    assert page.is_hidden("#caption")


# -- the transcript ------------------------------------------------------------------------------------------


def test_the_words_follow_the_film_and_a_click_goes_there(project, show):
    page = show("#en/wide/scene1/bowl/steep")
    assert page.inner_text(".line[data-now] .say-0") == "This is a bowl, and it gets steeper."
    spoken = "[...CSS.highlights.get('spoken')].map(String)"
    assert page.evaluate(spoken) == ["gets", "可以变陡。"], "a word, and in the other language the same cue"
    page.click("text=Thank you all.")
    until(page, READY)
    assert frame(page) == film_of(project, "en-wide")["scenes"][1]["lines"][0]["start"]
    page.select_option("#view", "zh")
    assert page.is_hidden("text=Thank you all.")
    assert page.is_visible("text=谢谢大家。")


def test_search_counts_steps_and_marks_without_markup(show):
    page = show("#en/wide")
    page.keyboard.press("/")
    page.keyboard.type("IT")
    assert page.inner_text("#hits") == "1 of 3"
    assert page.evaluate("[...CSS.highlights.get('hit')].map(String)") == ["it", "It", "it"]
    page.keyboard.press("Enter")
    assert page.inner_text("#hits") == "2 of 3"
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    assert page.inner_text("#hits") == "3 of 3"
    page.fill("#query", "<img")
    assert page.inner_text("#hits") == "Nothing found"
    assert page.evaluate("document.querySelectorAll('.line[data-hit]').length") == 0


# -- what is live, and the quiz ------------------------------------------------------------------------------


def test_a_part_is_moved_where_the_film_rests_and_given_back_when_it_plays(show):
    page = show("#en/wide/scene1/rest")
    slider = page.get_by_role("slider", name="steepness")
    assert float(slider.input_value()) == pytest.approx(1.5, abs=0.01)
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert float(slider.input_value()) > 1.51, "an arrow on a slider is the slider's"
    drawn = page.evaluate("document.querySelectorAll('#overlay path, #overlay polyline').length")
    assert drawn >= 1
    video, overlay = (page.locator(name).bounding_box() for name in ("#video", "#overlay"))
    assert overlay == pytest.approx(video, abs=0.5)
    page.click("#play")
    until(page, "!document.getElementById('video').paused")
    assert page.get_by_role("slider", name="steepness").count() == 0
    page.click("#play")


def test_what_is_moved_is_not_lost_by_a_press_beside_it_nor_by_a_switch(show):
    page = show("#en/wide/scene1/rest")
    slider = page.get_by_role("slider", name="steepness")
    slider.fill("2.5")
    slider.focus()
    page.keyboard.press(" ")
    page.mouse.click(*corner(page))
    page.wait_for_timeout(400)
    assert page.evaluate("document.getElementById('video').paused")
    assert float(slider.input_value()) == pytest.approx(2.5, abs=0.01)
    page.keyboard.press(".")
    until(page, READY)
    page.wait_for_timeout(150)
    assert float(slider.input_value()) == pytest.approx(2.5, abs=0.01)
    page.select_option("#shape", "tall")
    until(page, f"document.body.dataset.shape === 'tall' && {READY}")
    page.wait_for_timeout(300)
    assert float(slider.input_value()) == pytest.approx(2.5, abs=0.01)
    page.click(".explore-back")
    until(page, "document.querySelector('.explore-back').disabled")
    page.mouse.click(*corner(page))
    until(page, "!document.getElementById('video').paused")


def test_where_nothing_is_live_the_page_says_what_is_next_and_goes_there(show, project):
    page = show("#en/wide")
    assert "Next to try: Bend the bowl" in page.inner_text("#live-next")
    page.click("#live-next button")
    until(page, f"document.activeElement === document.querySelector('{SLIDER}')")
    assert re.fullmatch(r"Try this here: Bend the bowl .+", page.text_content("#status")), (
        "it is said as well"
    )
    # In the frame that it leads to nothing moves.
    part = next(one for key, one in lesson_of(project)["explore"]["parts"] if key == "en-wide")
    now, before, after = (value_at(part, frame(page) + step) for step in (0, -1, 1))
    assert now in (before, after)
    page.keyboard.press("k")
    until(page, "document.activeElement.id === 'play'")
    assert page.text_content("#status") == ""


def value_at(part, frame):
    """The film's value of a part's handle, straight between corners."""
    return float(np.interp(frame, *zip(*part["handles"][0]["frames"], strict=True)))


def test_a_wrong_answer_leads_to_the_film_and_a_picture_is_moved_to_answer(project, show):
    page = show("#en/wide")
    page.click("text=A line")
    page.click(".quiz-card:visible .quiz-check")
    assert "“All curves are lines”" in page.inner_text(".quiz-card:visible")
    page.click(".quiz-card:visible .quiz-see")
    until(page, READY)
    assert frame(page) == dict(film_of(project, "en-wide")["scenes"][0]["lines"][0]["cues"])["steep"]
    page.click(".quiz-step >> nth=1")
    page.click(".quiz-card:visible .quiz-go")
    until(page, READY)
    page.wait_for_timeout(150)  # it is live where the film has come to rest
    page.get_by_role("slider", name="steepness").fill("2.5")
    page.click(".quiz-card:visible .quiz-check")
    assert page.get_attribute(".quiz-card:visible .quiz-feedback", "data-state") == "right"


# -- everybody -----------------------------------------------------------------------------------------------


def test_a_walk_by_keyboard_alone_meets_everything_and_is_never_trapped(show):
    page = show("#en/wide/scene1/rest")
    names = []
    for _ in range(80):
        page.keyboard.press("Tab")
        name, outlined, inside = page.evaluate(
            """() => { const one = document.activeElement, box = one.getBoundingClientRect();
            const style = getComputedStyle(one);
            return [one === document.body ? "" : one.id || one.className || one.tagName,
              style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
              box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight]; }"""
        )
        if not name:
            break
        assert outlined, f"{name} has the focus, and nothing shows it"
        assert inside, f"{name} has the focus, and is not seen"
        names.append(name)
    else:
        pytest.fail("the walk never comes to an end")
    wanted = {
        "print",
        "theme",
        "seek",
        "play",
        "mute",
        "volume",
        "captions",
        "speed",
        "language",
        "shape",
        "keys",
    }
    assert wanted | {"view", "query", "time"} <= set(names)
    assert names.count("time") == 1, "the transcript is one stop; arrows go on from it"
    page.focus("#keys")
    page.keyboard.press("Enter")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "keys"


def test_keys_are_those_of_large_players_and_letters_can_be_switched_off(show):
    page = show("#en/wide")
    last = int(page.get_attribute("#seek", "max"))
    page.keyboard.press("8")
    begun = frame(page)
    assert abs(begun - 0.8 * (last + 1)) <= 0.5
    page.keyboard.press("ArrowLeft")
    assert frame(page) == begun - 5 * 15
    page.keyboard.press("l")
    assert frame(page) == last, "ten seconds are more than there are"
    page.keyboard.press(",")
    assert frame(page) == last - 1
    page.keyboard.press(">")
    assert page.input_value("#speed") == "1.25"
    page.keyboard.press("m")
    until(page, "document.getElementById('mute').getAttribute('aria-label') === 'Unmute'")
    page.keyboard.press("0")
    page.focus("#seek")  # on the bar as well
    page.keyboard.press(" ")
    until(page, "!document.getElementById('video').paused")
    page.keyboard.press("k")
    until(page, "document.getElementById('video').paused")
    page.keyboard.press("5")
    until(page, READY)
    page.wait_for_timeout(500)
    stood = frame(page)
    assert abs(stood - 0.5 * (last + 1)) <= 0.5, "it rests where it was sent to"
    page.keyboard.press("?")
    page.uncheck("#letters")
    page.keyboard.press("Escape")
    page.keyboard.press("9")
    assert frame(page) == stood, "switched off"


@pytest.mark.parametrize("more", [0, 1])
def test_the_last_of_some_quick_presses_counts(show, more):
    page = show("#en/wide")
    # So quick that the browser has not told yet of the one before.
    page.evaluate(
        """async (more) => {
          const video = document.getElementById("video");
          const key = { key: "k", bubbles: true };
          const press = () => document.body.dispatchEvent(new KeyboardEvent("keydown", key));
          press();
          for (let k = 0; k < 99 && video.paused; k += 1) await null;
          if (video.paused) throw new Error("it was never played");
          for (let k = 0; k < 1 + more; k += 1) press();
        }""",
        more,
    )
    page.wait_for_timeout(700)
    assert page.evaluate("document.getElementById('video').paused") is (more == 0)
    assert page.get_attribute("#play", "aria-label") == ("Pause" if more else "Play")


# -- the keyboard, the bar, on paper -------------------------------------------------------------------------


def test_the_transcript_is_one_stop_of_tab(project, show):
    page = show("#en/wide")
    lines = page.locator(".time")
    count = lines.count()
    assert page.eval_on_selector_all(".time", "all => all.filter((one) => one.tabIndex >= 0).length") == 1
    page.focus("#describe")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.time')"):
            break
    focused = "[...document.querySelectorAll('.time')].indexOf(document.activeElement)"
    first = page.evaluate(focused)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == first + 1
    page.keyboard.press("End")
    assert page.evaluate(focused) == count - 1
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == count - 1
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    aim = [line["start"] for scene in film_of(project, "en-wide")["scenes"] for line in scene["lines"]][-2]
    until(page, READY)
    assert frame(page) == aim
    # Tab leads out of it at once.
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('lines').contains(document.activeElement)") is False
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == count - 2


def test_a_mark_on_the_bar_says_what_can_be_tried(show):
    page = show("#en/wide")
    box = page.locator(".live-mark").first.bounding_box()
    assert min(box["width"], box["height"]) >= 6
    page.mouse.move(box["x"] - 2, box["y"] + 2)
    title = page.text_content(".live-all button span >> nth=0")
    assert title
    assert page.inner_text("#tip").endswith(f"Try this here: {title}")
    page.mouse.move(box["x"] + box["width"] + 40, box["y"] + 2)
    assert "Try this" not in page.inner_text("#tip")


def test_a_question_on_the_picture_is_printed_with_a_line_to_write_on(show):
    page = show("#en/wide")
    page.emulate_media(media="print")
    entry = page.locator("#quiz-question-steeper .quiz-entry")
    assert entry.bounding_box()["height"] >= 30
    assert entry.evaluate("one => getComputedStyle(one).borderBlockEndStyle") == "solid"
    assert page.is_hidden(TRY)


# -- from the quiz to the film and back ----------------------------------------------------------------------

TRY = "#quiz-question-steeper .quiz-go"
SLIDER = "#live-controls input[type=range]"


def wrong_line(page):
    """Answer the first question wrongly."""
    page.check("#quiz-question-shape input[value=line]")
    page.click("#quiz-question-shape .quiz-check")


def test_seeing_it_plays_on_and_leads_back_to_the_question(show):
    page = show("#en/wide")
    wrong_line(page)
    page.click(".quiz-see")
    begun = frame(page)
    until(page, f"Number(document.getElementById('seek').value) > {begun + 3}")
    assert page.get_attribute("#play", "aria-label") == "Pause"
    assert page.is_visible("#stage > #asked")
    assert page.inner_text("#asked-text") == page.inner_text("#quiz-question-shape legend").partition(" ")[2]
    page.get_by_role("button", name="Back to question 1").click()
    assert page.evaluate("document.activeElement.id") == "quiz-question-shape"
    assert page.is_hidden("#asked")


@pytest.mark.parametrize("viewport", [DESK, {"width": 390, "height": 844}], ids=["desk", "phone"])
@pytest.mark.parametrize("place", ["#en/wide/scene1/rest", "#en/tall/scene1/rest"])
def test_question_picture_and_slider_are_seen_together(show, place, viewport):
    page = show(place, viewport)
    page.click(".quiz-step >> nth=1")
    page.click(TRY)
    until(page, f"document.activeElement === document.querySelector('{SLIDER}')")
    assert (
        page.inner_text("#asked-text") == page.inner_text("#quiz-question-steeper legend").partition(" ")[2]
    )
    for seen in ("#asked-text", "#asked-back", SLIDER, "#picture"):
        box = page.locator(seen).first.bounding_box()
        slack = 0 if seen != "#picture" else 0.1 * box["height"]
        assert box["y"] >= -slack, seen
        assert box["y"] + box["height"] <= viewport["height"], seen
    page.keyboard.press("End")
    moved = page.input_value(SLIDER)
    page.click("#asked-back")
    assert page.evaluate("document.activeElement.id") == "quiz-question-steeper"
    # What was moved is still there when it is tried again.
    page.click(TRY)
    assert page.input_value(SLIDER) == moved
    assert page.evaluate(f"document.activeElement === document.querySelector('{SLIDER}')")
    page.get_by_role("button", name="Check").locator("visible=true").first.click()
    assert page.evaluate("document.activeElement.matches('.quiz-feedback')")
    assert page.inner_text("#quiz-question-steeper .quiz-verdict") == "Right!"
    assert page.is_hidden("#asked")


def test_sliders_stand_with_the_tall_picture_on_a_phone(show, project):
    page = show("#en/tall", {"width": 390, "height": 844})
    go(page, film_of(project, "en-tall")["frames"] // 3)
    until(page, f"document.querySelector('{SLIDER}') !== null")
    page.evaluate("document.getElementById('stage').scrollIntoView()")
    for seen in ("#picture", "#live .explore-hint", SLIDER):
        box = page.locator(seen).first.bounding_box()
        assert box["y"] >= -1, seen
        assert box["y"] + box["height"] <= 844, seen


@pytest.mark.parametrize("place", ["#zh/wide/scene1/rest", "#en/tall/scene1/rest"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(show, place, scheme, viewport):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    page = show(place, viewport, color_scheme=scheme)
    page.keyboard.press("c")
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    page.click("#keys")
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("place", ["#zh/wide/scene1/rest", "#en/tall/scene1/rest"])
def test_320_pixels_are_wide_enough_and_targets_large_enough(show, place):
    page = show(place, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, input, summary, a[href]")]
        .filter((one) => one.checkVisibility() && !one.matches(".skip"))
        .map((one) => [one.id || one.className || one.tagName, one.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_dark_is_chosen_by_the_system_or_by_hand(show):
    background = "getComputedStyle(document.body).backgroundColor"
    page = show("#en/wide", color_scheme="dark")
    assert page.evaluate(background) == "rgb(26, 26, 46)"
    page.click("#theme")
    assert page.evaluate(background) == "rgb(244, 246, 251)"
    page.reload()
    until(page, READY)
    assert page.evaluate(background) == "rgb(244, 246, 251)"


def test_print_is_a_storyboard_with_the_text(show):
    page = show("#en/wide/scene1/rest")
    page.evaluate("void (window.print = () => { window.printed = true; })")
    page.keyboard.press("Control+p")
    until(page, "window.printed === true")
    page.emulate_media(media="print")
    assert page.is_hidden("#stage")
    assert page.is_hidden("#live")
    stills = page.evaluate(
        "[...document.querySelectorAll('.still')].map((one) => [one.checkVisibility(), one.naturalWidth])"
    )
    assert stills == [[True, 640]] * 3
    assert page.is_visible("text=Thank you all.")
    assert page.is_visible("text=谢谢大家。")


def test_the_whole_screen_keeps_the_drawing_over_the_film(show):
    page = show("#en/wide/scene1/rest")
    page.keyboard.press("f")
    until(page, "document.fullscreenElement?.id === 'stage'")
    page.wait_for_timeout(100)
    video, overlay = (page.locator(name).bounding_box() for name in ("#video", "#overlay"))
    assert overlay == pytest.approx(video, abs=0.5)
    assert video["width"] / video["height"] == pytest.approx(160 / 90, rel=0.01)
    assert page.is_visible("#play")


# -- served --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(project):
    process = subprocess.Popen(
        **project.call("page", "--serve"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    for line in process.stdout:
        if line.startswith("http://"):
            break
    yield line.split()[0]
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=20)
    assert complaint.strip() == "stopped; the page is whole: the last that was made, or none"


def test_served_films_stand_beside_the_page(served, show):
    page = show("#en/wide/scene1/rest", address=served)
    assert page.evaluate("document.getElementById('video').currentSrc") == f"{served}films/en-wide.mp4"
    assert page.evaluate("document.querySelectorAll('script[data-film]').length") == 0
    page.click("#play")
    begun = frame(page)
    until(page, f"Number(document.getElementById('seek').value) > {begun + 3}")


def test_any_bytes_of_a_film_may_be_asked_for_and_nothing_else(served, project):
    film = next(project.root.glob("media/bowl/en-wide-*/parts/page/bowl.mp4")).read_bytes()
    port = urlsplit(served).port

    def ask(path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    status, headers, body = ask("/films/en-wide.mp4", Range="bytes=100-199")
    assert (status, body) == (206, film[100:200])
    assert headers["Content-Range"] == f"bytes 100-199/{len(film)}"
    assert ask("/films/en-wide.mp4", Range="bytes=-7")[2] == film[-7:]
    assert ask("/films/en-wide.mp4")[::2] == (200, film)
    status, headers, _ = ask("/films/en-wide.mp4", Range=f"bytes={len(film)}-")
    assert (status, headers["Content-Range"]) == (416, f"bytes */{len(film)}")
    for other in ("items=0-1", "bytes=0-1,3-4"):
        assert ask("/films/en-wide.mp4", Range=other)[::2] == (200, film)
    for path in ("/films/../page_lesson/lesson.py", "/films/zh-square.mp4", "/etc/passwd"):
        assert ask(path)[0] == 404
    assert ask("/", Host="films.example")[0] == 403
    assert "frame-ancestors 'none'" in ask("/")[1]["Content-Security-Policy"]
