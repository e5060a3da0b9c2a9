"""The recorder's page in a real browser, whose microphone plays a committed take."""

import time
import wave

import numpy as np
import pytest
from browser import launched, needs_browser, sync_api
from recording import Recorder, take_of, wav_of
from scipy.signal import correlate, resample_poly

pytestmark = needs_browser
RATE = 48_000
AROUND = 0.8  # seconds of silence before and after what the microphone hears, again and again
WIDE = {"width": 1280, "height": 800}
FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@pytest.fixture(scope="module")
def driver():
    with sync_api.sync_playwright() as driver:
        yield driver


@pytest.fixture
def open_page(driver):
    """Opens the page of a recorder in a browser with these switches; nothing may fail in it unseen."""
    opened, recorders = [], []

    def open_(recorder, *switches, **context):
        recorders.append(recorder)
        browser = launched(driver, *switches)
        page = browser.new_context(**{"viewport": WIDE, **context}).new_page()
        page.set_default_timeout(20_000)
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(recorder.address)
        until(page, "document.getElementById('title').textContent !== '…'")
        opened.append((browser, faults))
        return page

    yield open_
    for browser, _ in opened:
        browser.close()
    for recorder in recorders:
        recorder.stop()
    assert [fault for _, faults in opened for fault in faults] == []


def microphone(tmp_path, sound, rate):
    file = tmp_path / "microphone.wav"
    file.write_bytes(wav_of(sound, rate, AROUND))
    return (*FAKE, f"--use-file-for-fake-audio-capture={file}")


def stored(path):
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float)


def best_match(heard, source):
    """Correlation of a source with what was heard, where it fits best, and that place."""
    product = correlate(heard, source, "valid", "fft")
    sums = np.concatenate([[0.0], np.cumsum(heard**2)])
    energy = sums[len(source) :] - sums[: -len(source)]
    scores = product / np.sqrt(np.maximum(energy, 1.0) * np.sum(source**2))
    place = int(np.argmax(scores))
    return float(scores[place]), place


def until(page, expression, seconds=60.0):
    """Wait until something holds on the page, whose policy lets no driver wait inside of it."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, (expression, page.inner_text("main"))
        page.wait_for_timeout(20)


def pass_one(page):
    """Wait until the microphone has played what it plays once, and silence is heard again."""
    level = "document.querySelector('#level i').offsetWidth"
    until(page, f"{level} > 60")
    until(page, f"{level} < 8")


def record(page):
    """One line, by keys alone: from the silence before it to that after it; what the page says of it."""
    pass_one(page)
    page.keyboard.press("Space")
    until(page, "document.getElementById('record').getAttribute('aria-pressed') === 'true'")
    pass_one(page)
    page.keyboard.press("Space")
    until(page, "['good', 'warn', 'bad'].includes(document.getElementById('state').dataset.is)")
    return page.inner_text("#state")


def test_what_the_microphone_hears_is_what_is_kept(open_page, tmp_path):
    sound, rate = take_of("zh", "scene1", "title", "zm_yunjian")
    recorder = Recorder(tmp_path, "zh")
    page = open_page(recorder, *microphone(tmp_path, sound, rate))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")  # turns the microphone on
    until(page, "document.getElementById('microphone').options.length > 0")
    for _ in range(2):  # the second of these lines is about as long
        page.keyboard.press("ArrowRight")
        assert record(page).startswith("已保存。")
    assert page.inner_text("#count") == "已录 2 / 12 句"
    assert recorder.files() == [
        f"scene1/{name}" for name in ("hello.json", "hello.wav", "title.json", "title.wav")
    ]
    source = resample_poly(sound.astype(float), 2, 1)
    half = len(source) // 2
    for name in ("title", "hello"):
        heard = stored(recorder.recordings / "scene1" / f"{name}.wav")
        assert best_match(heard, source)[0] > 0.9
        # Were samples lost, the second half would come too early.
        (first, start), (second, middle) = best_match(heard, source[:half]), best_match(heard, source[half:])
        assert min(first, second) > 0.9
        assert abs(middle - start - half) < 0.001 * RATE
    page.keyboard.press("l")
    until(page, "document.getElementById('state').textContent === '正在播放。'")
    page.reload()
    until(page, "document.getElementById('count').textContent === '已录 2 / 12 句'")
    assert page.inner_text("#list button[aria-current]").endswith("我是Q bore fee！")


def test_one_begins_with_what_is_not_recorded_and_sees_how_it_is_read(open_page, tmp_path):
    recorder = Recorder(tmp_path, "en")
    lines = recorder.lines()
    first, second = list(lines)[:2]
    sound = wav_of(*take_of("en", *first.split("/"), "af_heart"))
    assert recorder.put(first, sound)[1]["kept"]
    page = open_page(recorder, viewport={"width": 360, "height": 740}, color_scheme="dark")
    assert page.inner_text("#prompt") == lines[second]["spoken"]
    assert page.get_attribute("#list button >> nth=0", "data-mark") == "done"
    page.click("#list button:has-text('100,000'), #list button:has-text('hundred thousand')")
    assert page.inner_text("#prompt mark") == "a hundred thousand"
    assert page.inner_text("#hints") == "say “a hundred thousand” for “100,000”"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.activeElement.id") == "record"
    assert page.evaluate("Object.keys(TEXTS.en).join() === Object.keys(TEXTS.zh).join()")


@pytest.mark.parametrize(
    ("switches", "told"),
    [((), "No microphone was found"), ((FAKE[0], f"{FAKE[1]}=deny"), "may not use the microphone")],
)
def test_without_a_microphone_the_page_says_what_to_do(open_page, tmp_path, switches, told):
    page = open_page(Recorder(tmp_path, "en"), *switches)
    assert page.inner_text("#record").startswith("Turn the microphone on")
    page.keyboard.press("Space")
    until(page, "!document.getElementById('error').hidden")
    assert told in page.inner_text("#error")
    assert page.is_enabled("#record")


def test_what_cannot_be_kept_is_not_lost(open_page, tmp_path):
    sound, rate = take_of("en", "scene1", "title", "af_heart")
    recorder = Recorder(tmp_path, "en")
    page = open_page(recorder, *microphone(tmp_path, sound, rate))
    page.keyboard.press("Space")
    until(page, "document.getElementById('microphone').options.length > 0")
    page.keyboard.press("Space")
    until(page, "document.getElementById('record').getAttribute('aria-pressed') === 'true'")
    page.keyboard.press("Escape")
    assert page.inner_text("#state") == "Dropped."
    page.keyboard.press("Space")
    page.wait_for_timeout(300)
    assert recorder.stop()[0] == 130
    page.keyboard.press("Space")
    until(page, "!document.getElementById('error').hidden")
    assert "does not answer" in page.inner_text("#error")
    assert page.inner_text("#record").startswith("Keep it now")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#place").endswith("line 1 of 12")
    assert recorder.files() == []
