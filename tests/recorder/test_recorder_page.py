"""The recorder's page in a real browser, whose microphone plays a committed take."""

import shutil
import time
import wave

import numpy as np
import pytest
from recording import Recorder, take_of, wav_of
from scipy.signal import correlate, resample_poly

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason=f"no browser: none of {', '.join(BROWSERS)}")
RATE = 48_000
AROUND = 1.0  # seconds of silence before and after what the microphone hears, again and again
FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@pytest.fixture(scope="module")
def driver():
    with sync_api.sync_playwright() as driver:
        yield driver


@pytest.fixture
def open_page(driver):
    """Opens the page of a recorder in a browser with these switches; nothing may fail in it unseen."""
    opened = []

    def open_(recorder, *switches, **context):
        # Without the sandbox, which root cannot have: it loads one page, of this machine.
        arguments = ["--no-sandbox", *switches]
        browser = driver.chromium.launch(executable_path=BROWSER, args=arguments)
        page = browser.new_context(viewport={"width": 1280, "height": 800}, **context).new_page()
        page.set_default_timeout(20_000)
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(recorder.address)
        until(page, "document.getElementById('title').textContent !== '…'")
        opened.append((browser, recorder, faults))
        return page

    yield open_
    for browser, recorder, faults in opened:
        browser.close()
        recorder.stop()
        assert faults == []


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


def until(page, expression, seconds=20.0):
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


@pytest.mark.parametrize(
    ("locale", "voice", "kept"), [("en", "af_heart", "Kept."), ("zh", "zm_yunjian", "已保存。")]
)
def test_what_the_microphone_hears_is_what_is_kept(open_page, tmp_path, locale, voice, kept):
    sound, rate = take_of(locale, "scene1", "title", voice)
    recorder = Recorder(tmp_path, locale)
    page = open_page(recorder, *microphone(tmp_path, sound, rate))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")  # turns the microphone on
    until(page, "document.getElementById('microphone').options.length > 0")
    said = []
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        said.append(record(page))
    assert said[0].startswith(kept)
    assert recorder.files()[-1] == "scene1/title.wav"
    heard = stored(recorder.recordings / "scene1" / "title.wav")
    source = resample_poly(sound.astype(float), 2, 1)
    assert best_match(heard, source)[0] > 0.9
    # Were samples lost, the second half would come too early.
    half = len(source) // 2
    (first, start), (second, middle) = best_match(heard, source[:half]), best_match(heard, source[half:])
    assert min(first, second) > 0.9
    assert abs(middle - start - half) < 0.001 * RATE
    # The other line is shorter or longer than what was said: the page tells, whether it was kept or not.
    kept_too = (recorder.recordings / "scene1" / "hello.wav").exists()
    assert said[1].startswith(kept) == kept_too
    assert page.get_attribute("#list button[aria-current]", "data-mark") == "none" or kept_too
