"""The deck in a real browser, opened as a file, walked through by keys alone."""

import base64
import io
import shutil

import numpy as np
import pytest
from browser import needs_browser, opened
from lectern import BEATS, HOSTILE, pictures
from PIL import Image

pytest.importorskip("pptx", reason="python-pptx is not installed")
pytestmark = [needs_browser, pytest.mark.slow]
WIDE = {"width": 960, "height": 540}
RESTS = "document.querySelector('section.present:not(.stack) video').paused"
NOW = """() => {
  const section = document.querySelector("section.present:not(.stack)");
  const video = section.querySelector("video");
  const now = { name: section.id };
  if (video) Object.assign(now, { at: video.currentTime, paused: video.paused, muted: video.muted });
  return now;
}"""


@pytest.fixture(scope="module")
def browser():
    # Nothing is heard before a key is pressed, as on a lecturer's machine.
    with opened("--autoplay-policy=user-gesture-required") as browser:
        yield browser


@pytest.fixture
def page(browser, lectern):
    """The deck; nothing may fail in it unseen, nor anything be asked of a network."""
    context = browser.new_context(viewport=WIDE)
    context.set_default_timeout(15_000)
    faults, asked = [], []

    def watch(page):
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.on("request", lambda request: asked.append(request.url))

    context.on("page", watch)
    page = context.new_page()
    page.goto((lectern.slides / "index.html").as_uri())
    page.wait_for_function("document.querySelector('.reveal.ready')")
    yield page
    context.close()
    assert faults == []
    assert {url.partition(":")[0] for url in asked} == {"file"}


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def until(page, name, paused=None):
    """Wait for a beat, and for its clip to play or to rest."""
    page.wait_for_function(
        "([name, paused, now]) => { const found = eval(`(${now})()`);"
        " return found.name === name && (paused === null || found.paused === paused); }",
        arg=[name, paused, NOW],
    )
    return page.evaluate(NOW)


def length(lectern, name):
    return len(pictures(lectern.clips / f"{name}.mp4")) / 15


def test_one_key_walks_through_everything(page, lectern):
    assert page.evaluate(NOW) == {"name": "cover"}
    assert page.title() == HOSTILE["lesson"]
    for name in BEATS:
        press(page, "PageDown")
        until(page, name, paused=False)
        # It plays to its end by itself, and stays.
        assert until(page, name, paused=True)["at"] == pytest.approx(length(lectern, name), abs=0.04)
    press(page, "PageDown")
    page.wait_for_timeout(200)
    assert page.evaluate(NOW)["name"] == BEATS[-1]


def test_forward_while_a_clip_plays_shows_its_last_picture_first(page, lectern):
    press(page, "PageDown")
    until(page, BEATS[0], paused=False)
    press(page, "PageDown")
    at = until(page, BEATS[0], paused=True)["at"]
    assert length(lectern, BEATS[0]) - 1 / 15 <= at <= length(lectern, BEATS[0])
    press(page, "PageDown")
    until(page, BEATS[1], paused=False)


def test_back_plays_the_beat_before_from_its_start(page):
    press(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    until(page, BEATS[1], paused=True)
    press(page, "PageUp")
    assert until(page, BEATS[0], paused=False)["at"] < 1
    press(page, "r")
    assert until(page, BEATS[0], paused=False)["at"] < 0.5
    press(page, "k")
    until(page, BEATS[0], paused=True)
    press(page, "k")
    until(page, BEATS[0], paused=False)


def test_the_narration_is_one_key_away(page):
    press(page, "PageDown")
    assert until(page, BEATS[0], paused=False)["muted"]
    press(page, "m")
    assert not page.evaluate(NOW)["muted"]
    press(page, "PageDown", "PageDown")
    assert not until(page, BEATS[1], paused=False)["muted"]
    assert page.evaluate("document.querySelector('#scene1-02 video').webkitAudioDecodedByteCount") > 0
    press(page, "m")
    assert page.evaluate(NOW)["muted"]


def test_captions_are_one_key_away_and_stand_where_the_film_has_them(page, lectern):
    press(page, "PageDown", "c")
    page.wait_for_function(f"document.querySelector('.captions').textContent === {lectern.lines[0].text!r}")
    box = page.locator(".captions").bounding_box()
    assert 0.78 * WIDE["height"] < box["y"] < box["y"] + box["height"] < WIDE["height"]
    press(page, "c")
    page.wait_for_function("document.querySelector('.captions').hidden")


def test_a_page_that_is_loaded_again_waits_at_its_beat(page):
    press(page, "End")
    until(page, BEATS[-1])
    page.wait_for_function(f"location.hash === '#/{BEATS[-1]}'")  # it is told after a second
    page.reload()
    page.wait_for_function("document.querySelector('.reveal.ready')")
    assert until(page, BEATS[-1], paused=True)["at"] == 0
    press(page, "PageDown")
    until(page, BEATS[-1], paused=False)
    press(page, "Home")
    until(page, "cover")
    press(page, "2", "Enter")
    until(page, BEATS[1], paused=False)


def test_black_screen_overview_and_help_by_keys(page):
    press(page, "PageDown")
    until(page, BEATS[0], paused=False)
    press(page, ".")
    page.wait_for_function("document.querySelector('.reveal.paused')")
    until(page, BEATS[0], paused=True)
    press(page, "PageDown")
    page.wait_for_function("!document.querySelector('.reveal.paused')")
    press(page, "o", "ArrowRight", "Enter")
    until(page, BEATS[2])
    assert not page.evaluate("Reveal.isOverview()")
    for key in ("Escape", "PageDown", "Shift+?"):
        press(page, "?")
        assert page.locator("dialog.help").is_visible()
        press(page, key)
        assert page.locator("dialog.help").is_hidden()
    until(page, BEATS[2])
    assert not page.evaluate("Reveal.isOverview()")


def test_a_click_goes_forward_and_among_all_beats_chooses(page):
    page.mouse.click(480, 200)
    until(page, BEATS[0], paused=False)
    page.mouse.click(480, 200)
    until(page, BEATS[0], paused=True)
    press(page, "o")
    page.wait_for_timeout(300)  # it glides there
    page.locator(f"#{BEATS[1]}").click()
    until(page, BEATS[1], paused=False)
    page.wait_for_function("document.querySelector('.seam').hidden")


def test_the_speakers_window_tells_what_is_said_what_comes_and_how_long_it_takes(page, lectern):
    press(page, "PageDown")
    with page.context.expect_page() as opened:
        press(page, "s")
    view = opened.value
    view.set_default_timeout(15_000)
    first, second = (line.text for line in lectern.lines[:2])
    view.wait_for_function(f"document.querySelector('[data-lines]').textContent === {first!r}")
    assert view.locator("[data-after]").text_content() == second
    assert view.locator("[data-still]").get_attribute("src").endswith("scene1-02-last.jpg")
    view.wait_for_function("document.querySelector('[data-still]').naturalWidth > 0")
    assert (
        view.evaluate("document.querySelector('[data-mirror]').width")
        == pictures(lectern.clips / "scene1-01.mp4").shape[2]
    )
    assert view.title().endswith(HOSTILE["lesson"])
    # Its keys and buttons drive the deck, and it follows.
    view.keyboard.press("PageDown")
    until(page, BEATS[0], paused=True)
    view.locator('[data-do="forward"]').click()
    until(page, BEATS[1])
    view.wait_for_function(f"document.querySelector('[data-lines]').textContent === {second!r}")
    view.locator("[data-minutes]").fill("20")
    view.wait_for_function("/^(19:5|20:0)/.test(document.querySelector('[data-left]').textContent)")
    assert view.locator("[data-clip]").text_content().startswith("0:0")
    view.locator('[data-do="sound"]').click()
    assert not page.evaluate(NOW)["muted"]
    view.wait_for_function("""document.querySelector('[data-do="sound"]').ariaPressed === "true" """)
    view.keyboard.press(" ")  # goes forward, and does not press the button again
    until(page, BEATS[1], paused=True)
    assert not page.evaluate(NOW)["muted"]
    view.keyboard.press("End")
    until(page, BEATS[-1])
    view.wait_for_function("document.querySelector('[data-still]').hidden")


def test_a_clip_plays_on_after_the_black_screen(page):
    press(page, "PageDown")
    until(page, BEATS[0], paused=False)
    for key in ("b", "PageDown", "k"):
        press(page, "b")
        until(page, BEATS[0], paused=True)
        press(page, key)
        assert until(page, BEATS[0], paused=False)["at"] > 0
        assert not page.evaluate("Reveal.isPaused()")
    press(page, "k", "b", "b")  # whoever held it goes on with it
    page.wait_for_timeout(100)
    until(page, BEATS[0], paused=True)


def test_a_swipe_does_what_a_key_does(browser, lectern):
    context = browser.new_context(viewport=WIDE, has_touch=True)
    page = context.new_page()
    page.goto((lectern.slides / "index.html").as_uri())
    page.wait_for_function("document.querySelector('.reveal.ready')")
    touch = context.new_cdp_session(page)

    def swipe(start, end):
        for kind, xs in (("Start", [start]), ("Move", [(start + end) / 2]), ("Move", [end]), ("End", [])):
            points = [{"x": x, "y": 270} for x in xs]
            touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})

    swipe(700, 200)
    until(page, BEATS[0], paused=False)
    swipe(700, 200)
    assert until(page, BEATS[0], paused=True)["at"] > 0.3
    swipe(700, 200)
    until(page, BEATS[1], paused=False)
    swipe(200, 700)
    until(page, BEATS[0], paused=False)
    page.touchscreen.tap(480, 200)
    until(page, BEATS[0], paused=True)
    context.close()


def test_sound_and_captions_are_as_they_were_before_a_page_was_loaded_again(page, lectern):
    press(page, "m", "c")
    page.reload()
    page.wait_for_function("document.querySelector('.reveal.ready')")
    press(page, "PageDown")
    assert not until(page, BEATS[0], paused=False)["muted"]
    page.wait_for_function(f"document.querySelector('.captions').textContent === {lectern.lines[0].text!r}")


def test_typed_digits_are_shown_and_forgotten(page):
    press(page, "3")
    assert page.locator(".notice").text_content().startswith("3 / 3")
    page.wait_for_timeout(2100)
    press(page, "Enter")
    until(page, BEATS[0])
    press(page, "o")
    number = (
        "one => { const { content, display } = getComputedStyle(one, '::after'); return content + display; }"
    )
    shown = page.evaluate(f"[...document.querySelectorAll('section[id]')].map({number})")
    assert shown[1:] == ['"1"block', '"2"block', '"3"block']


def test_the_picture_fills_a_window_of_any_size(page):
    for width, height in ((1283, 731), (1024, 768), (500, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(100)
        box = page.locator("section.present .still").bounding_box()
        scale = min(width / 16, height / 9)
        assert (box["width"], box["height"]) == pytest.approx((16 * scale, 9 * scale), abs=0.1)
        assert (box["x"], box["y"]) == pytest.approx(
            ((width - box["width"]) / 2, (height - box["height"]) / 2), abs=0.1
        )
    page.mouse.click(250, 20)  # above the picture
    until(page, BEATS[0], paused=False)


def test_a_deck_that_is_loaded_again_opens_a_speakers_window_again(page):
    with page.context.expect_page() as opened:
        press(page, "s")
    lost = opened.value
    lost.wait_for_function("document.querySelector('[data-mirror]')")
    page.reload()
    page.wait_for_function("document.querySelector('.reveal.ready')")
    assert lost.locator("[data-lost]").is_visible()
    with page.context.expect_page() as opened:
        press(page, "s")
    view = opened.value
    view.wait_for_function("document.querySelector('[data-clock]').textContent")
    assert view.locator("[data-lost]").is_hidden()
    view.keyboard.press("PageDown")
    until(page, BEATS[0], paused=False)


def test_the_remote_walks_while_the_planned_minutes_are_filled_in(page):
    with page.context.expect_page() as opened:
        press(page, "s")
    view = opened.value
    minutes = view.locator("[data-minutes]")
    minutes.fill("20")
    view.keyboard.press("PageDown")
    until(page, BEATS[0], paused=False)
    for key in ("Enter", "Escape"):
        minutes.focus()
        view.keyboard.press(key)
        assert view.evaluate("document.activeElement === document.body")
        assert not page.evaluate("Reveal.isOverview()")
    assert minutes.input_value() == "20"


def test_a_narrow_window_keeps_the_deck(page):
    page.set_viewport_size({"width": 390, "height": 844})
    press(page, "PageDown")
    until(page, BEATS[0], paused=False)
    page.set_viewport_size(WIDE)
    press(page, "PageDown")
    until(page, BEATS[0], paused=True)
    press(page, "PageDown")
    until(page, BEATS[1], paused=False)


def test_nothing_flashes_between_two_beats(page, lectern):
    film = np.concatenate([pictures(lectern.clips / f"{name}.mp4") for name in BEATS])[:, ::3, ::3].astype(
        int
    )
    press(page, "PageDown")
    until(page, BEATS[0], paused=False)
    page.add_style_tag(content=".notice { display: none }")  # which is no picture of the film
    page.wait_for_timeout(300)
    shots = []
    session = page.context.new_cdp_session(page)

    def keep(shot):
        shots.append(shot["data"])
        session.send("Page.screencastFrameAck", {"sessionId": shot["sessionId"]})

    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "png"})
    press(page, "End")  # whose clip is not loaded yet
    page.wait_for_timeout(250)
    press(page, "Home")
    for name in BEATS:
        press(page, "PageDown")  # the next clip
        until(page, name, paused=False)
        page.wait_for_timeout(200)
        press(page, "PageDown")  # its last picture
        page.wait_for_timeout(100)
    press(page, "PageUp")
    page.wait_for_timeout(250)
    session.send("Page.stopScreencast")
    assert len(shots) > 10
    size = film.shape[2], film.shape[1]
    apart = []
    for data in shots:
        shot = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB").resize(size)
        # The bar of progress at the lower edge is no part of the film.
        apart.append(abs(film - np.asarray(shot).astype(int))[:, :-2].mean(axis=(1, 2, 3)).min())
    wrong = [number for number, off in enumerate(apart) if off >= 6]
    # On a busy machine the cover may still be going when the first is taken.
    first = next(number for number, off in enumerate(apart) if off < 6)
    assert first < 3
    assert wrong == [*range(first)], [round(off, 1) for off in apart]


def test_a_picture_stands_until_the_first_of_the_next_clip_is_there(page):
    press(page, "PageDown")
    until(page, BEATS[0], paused=False)
    page.wait_for_function("document.querySelector('.seam').hidden")
    stands = "const seam = document.querySelector('.seam'); return !seam.hidden && seam.width > 0;"
    assert page.evaluate(f"() => {{ Reveal.next(); {stands} }}")
    page.wait_for_function("document.querySelector('.seam').hidden")
    assert until(page, BEATS[1], paused=False)["at"] < 0.5


def test_a_clip_that_is_missing_is_told_and_the_next_can_be_shown(browser, lectern, tmp_path):
    folder = shutil.copytree(lectern.slides, tmp_path / "stick")
    (folder / "clips" / "scene1-01.mp4").unlink()
    page = browser.new_context(viewport=WIDE).new_page()
    page.goto((folder / "index.html").as_uri())
    page.wait_for_function("document.querySelector('.reveal.ready')")
    press(page, "PageDown")
    page.wait_for_function("document.querySelector('.notice').textContent.includes('scene1-01.mp4')")
    assert page.locator("#scene1-01 video").is_hidden()
    page.wait_for_function("document.querySelector('#scene1-01 img').naturalWidth > 0")
    press(page, "PageDown")
    until(page, BEATS[1], paused=False)
    page.context.close()
