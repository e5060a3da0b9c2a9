"""What is live, drawn over the film's own pictures in a real browser: in its place, dragged, given back."""

import base64
import http.server
import io
import json
import re
import threading
from functools import partial
from pathlib import Path
from typing import ClassVar

import av
import numpy as np
import pytest
from browser import needs_browser, opened
from PIL import Image
from touched_lesson.scenes import AT, CURVE, PLACE, WAVE, bowl, wave

import narrated.page
from narrated.design.layout import PIXEL
from narrated.page.explore_pack import told_by_changes
from narrated.page.formulas import functions_source

pytestmark = needs_browser
ASSETS = Path(narrated.page.__file__).parent / "assets"
SIZE = (854, 480)
PAGE = """<!doctype html><meta charset=utf-8><title>touched</title>
<style>body{margin:0;width:1100px}#p{position:relative;width:854px;height:480px}
#p>*{position:absolute;left:0;top:0;width:100%;height:100%}svg{pointer-events:none}</style>
<link rel=stylesheet href=explore.css><div id=p><img id=i><svg id=s></svg></div><div id=c></div>
<script type=module>
import {Explorer} from "./explore.js"; import {functions} from "./formulas.js";
const data = await (await fetch("data.json")).json();
window.ex = new Explorer({svg: document.getElementById("s"), controls: document.getElementById("c"),
  data, functions, words: {explore_back: "zurück"}});
window.told = []; ex.addEventListener("change", (e) => told.push([e.part, e.handle, e.value]));
</script>"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """The assets, and what the test has made."""

    made: ClassVar[dict[str, str]] = {}

    def do_GET(self):
        name = self.path.lstrip("/")
        if name not in self.made:
            return super().do_GET()
        body = self.made[name].encode()
        self.send_response(200)
        kind = {"js": "text/javascript", "json": "application/json"}.get(name.rpartition(".")[2], "text/html")
        self.send_header("Content-Type", kind)
        self.end_headers()
        return self.wfile.write(body)

    def log_message(self, *_):
        """Nothing."""


@pytest.fixture(scope="module")
def browser():
    with opened() as one:
        yield one


@pytest.fixture(scope="module")
def address(explore):
    Handler.made = {
        "index.html": PAGE,
        "data.json": json.dumps(explore.as_json()),
        "formulas.js": functions_source(explore.functions),
    }
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(ASSETS)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def frames(plan):
    with av.open(str(plan.output(".mp4"))) as container:
        return [frame.to_image() for frame in container.decode(video=0)]


@pytest.fixture
def page(browser, address):
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.wait_for_function("window.ex")
    yield page
    context.close()
    assert faults == []


def rest(page, frames, frame):
    """The film rests here."""
    file = io.BytesIO()
    frames[frame].save(file, "PNG")
    source = "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
    page.evaluate("u => { const i = document.getElementById('i'); i.src = u; return i.decode(); }", source)
    return page.evaluate("f => ex.show(f)", frame)


def settled(explore, index=0):
    """A frame in which nothing moves or fades."""
    part = explore.parts[index]
    return part.start + 2 * (part.end - part.start) // 3


def picture(page):
    return np.asarray(Image.open(io.BytesIO(page.locator("#p").screenshot())).convert("RGB")).astype(int)


def near(pixels, color, within=70):
    wanted = [int(color[k : k + 2], 16) for k in (1, 3, 5)]
    return np.abs(pixels - wanted).max(axis=2) < within


def path_of(page, color):
    """Points of the drawn curve of a colour, in pixels of the frame."""
    d = page.evaluate(
        f"document.querySelector('#s .explore-marks path[stroke=\"{color}\"]').getAttribute('d')"
    )
    points = np.array([float(v) for v in re.findall(r"-?[\d.]+", d)]).reshape(-1, 2)
    return points * np.array([SIZE[0] / 1920, SIZE[1] / 1080])


def pixel_of(x, y):
    """Of the frame, for coordinates of the lesson's plot."""
    left, low = PLACE.x - PLACE.width / 2, PLACE.y - PLACE.height / 2
    design = (
        960 + (left + (x + 2) / 4 * PLACE.width) / PIXEL,
        540 - (low + y / 5 * PLACE.height) / PIXEL,
    )
    return design[0] * SIZE[0] / 1920, design[1] * SIZE[1] / 1080


@pytest.mark.parametrize(("name", "color"), [("bowl", CURVE), ("wave", WAVE)])
def test_it_stands_over_the_films_own_curve(page, frames, explore, name, color):
    """The middle of the curve's colour in each column of the film's frame, against the drawn one: 2 px."""
    part = next(part for part in explore.parts if part.name == name)
    worst = 0.0
    for frame in np.linspace(part.start + 8, settled(explore, explore.parts.index(part)), 3).astype(int):
        assert rest(page, frames, int(frame))
        drawn = path_of(page, color)
        seen = near(np.asarray(frames[frame]).astype(int), color)
        seen[400:] = False  # captions
        columns = [x for x in np.flatnonzero(seen.any(axis=0)) if drawn[0, 0] + 4 < x < drawn[-1, 0] - 4]
        assert len(columns) > 200
        for x in columns:
            rows = np.flatnonzero(seen[:, x])
            if np.ptp(rows) + 1 > 2 * len(rows):
                continue  # something stands before it
            slope = np.gradient(drawn[:, 1], drawn[:, 0])[np.searchsorted(drawn[:, 0], x) - 1]
            off = abs(rows.mean() - np.interp(x + 0.5, drawn[:, 0], drawn[:, 1]) + 0.5)
            worst = max(worst, off / np.hypot(1, slope))
    assert worst < 2.0


def test_while_nothing_is_moved_the_film_is_seen_as_it_is(page, frames, explore):
    frame = settled(explore)
    rest(page, frames, frame)
    page.evaluate("document.querySelectorAll('.explore-grip').forEach((grip) => grip.remove())")
    assert np.abs(picture(page) - np.asarray(frames[frame]).astype(int)).max() <= 1


def test_a_point_is_dragged_and_all_else_follows(page, frames, explore):
    rest(page, frames, settled(explore))
    assert page.evaluate("[ex.get('bowl', 'at'), ex.get('bowl', 'steep')]") == [0.9, 1.0]
    before = picture(page)
    x, y = pixel_of(0.9, float(bowl(0.9)))
    there = pixel_of(-1.0, float(bowl(-1.0)))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(*there, steps=8)
    page.mouse.up()
    assert page.evaluate("ex.get('bowl', 'at')") == pytest.approx(-1.0, abs=0.03)
    assert page.evaluate("told.at(-1).slice(0, 2)") == ["bowl", "at"]
    page.evaluate("document.querySelectorAll('.explore-grip').forEach((grip) => grip.remove())")
    after = picture(page)
    red = near(after, "#ff3333")
    red[:120] = False  # the scene's number
    assert np.mean(np.nonzero(red), axis=1)[::-1] == pytest.approx(there, abs=3)
    # Nothing of the film's own dot is left, and the square that stands before the curve still does.
    assert near(before, "#ff3333")[120:, 430:].any()
    assert not red[:, 430:].any()
    assert near(after, "#5577ff").sum() == pytest.approx(near(before, "#5577ff").sum(), rel=0.02)
    # What is only true of the film is gone: the words at the left above.
    x, y = map(int, pixel_of(-1.4, 4.6))
    words = np.s_[y - 20 : y + 20, x - 60 : x + 60]
    assert before[words].max() > 200
    assert after[words].max() < 100


def test_the_curve_follows_its_slider_by_formula(page, frames, explore):
    rest(page, frames, settled(explore))
    assert page.evaluate("ex.set('bowl', 'steep', 0.3)")
    drawn = path_of(page, CURVE)
    for x, y in drawn[::20]:
        left, _ = pixel_of(-2, 0)
        right, _ = pixel_of(2, 0)
        at = -2 + 4 * (x - left) / (right - left)
        assert y == pytest.approx(pixel_of(at, float(bowl(at, steep=0.3)))[1], abs=0.1)
    seen = near(picture(page), CURVE)
    x, y = map(int, pixel_of(-1.5, float(bowl(-1.5, steep=0.3))))
    old = int(pixel_of(-1.5, float(bowl(-1.5)))[1])
    assert seen[y - 2 : y + 3, x].any()
    assert not seen[old - 3 : old + 4, x].any()


def test_what_has_no_formula_is_looked_up_within_half_a_pixel(page, frames, explore):
    rest(page, frames, settled(explore, 1))
    random = np.random.default_rng(1)
    for at, steep in zip(random.uniform(*AT, 60), random.uniform(0.2, 1.5, 60), strict=True):
        page.evaluate("([a, s]) => { ex.set('wave', 'at', a); ex.set('wave', 'steep', s); }", [at, steep])
        x, y = page.evaluate(
            "() => { const { part, numbers } = ex.shown.get('wave');"
            " return numbers[part.marks.findIndex((mark) => mark.kind === 'dots')].slice(0, 2); }"
        )
        wanted = np.array(pixel_of(at, float(wave(at, steep=steep)))) / SIZE * (1920, 1080)
        assert np.hypot(x - wanted[0], y - wanted[1]) < 0.5


def test_everything_works_by_keyboard_and_is_read_out(page, frames, explore):
    rest(page, frames, settled(explore))
    section = page.locator("#c section")
    assert section.get_attribute("aria-labelledby")
    slider = section.get_by_role("slider", name="陡度")
    slider.focus()
    before = page.evaluate("ex.get('bowl', 'steep')")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("ex.get('bowl', 'steep')") > before
    assert slider.get_attribute("aria-valuetext").endswith(" m")
    number = section.get_by_role("spinbutton", name="位置")
    number.fill("-0.5")
    number.press("Enter")
    assert page.evaluate("ex.get('bowl', 'at')") == -0.5
    number.fill("99")
    number.press("Enter")
    assert page.evaluate("ex.get('bowl', 'at')") == AT[1]
    number.fill("")
    number.press("Tab")
    assert (page.evaluate("ex.get('bowl', 'at')"), number.input_value()) == (AT[1], "1.80")
    page.wait_for_function("document.querySelector('.explore-said').textContent !== ''")
    told = re.fullmatch(
        r"位置 1\.80; 陡度 1\.01 m; 高 (\d\.\d\d); 坡度 (\d\.\d\d) m", page.text_content(".explore-said")
    )
    steep = page.evaluate("ex.get('bowl', 'steep')")
    high, rises = map(float, told.groups())
    assert (high, rises) == pytest.approx((steep * AT[1] ** 2, 2 * steep * AT[1]), abs=0.006)
    assert page.evaluate("document.querySelector('.explore-said').getAttribute('aria-live')") == "polite"
    targets = page.evaluate(
        "[...document.querySelectorAll('.explore-target, #c input, #c button')]"
        ".map((one) => one.getBoundingClientRect()).map((box) => [box.width, box.height])"
    )
    assert min(min(size) for size in targets) >= 23.9


def test_words_never_become_markup(page, frames, explore):
    rest(page, frames, settled(explore))
    assert page.locator("#c h3").text_content() == "碗 <b onclick='x()'>&amp;</b>"
    assert page.locator("#c img, #c b").count() == 0
    assert page.title() == "touched"


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_it_is_given_back_to_the_film(page, frames, explore, motion):
    page.emulate_media(reduced_motion=motion)
    frame = settled(explore)
    rest(page, frames, frame)
    page.evaluate("ex.set('bowl', 'at', -1.5)")
    seconds = page.evaluate(
        "async () => { const began = performance.now(); window.way = [];"
        " const look = () => { const at = ex.get('bowl', 'at'); if (at !== undefined) { way.push(at);"
        " requestAnimationFrame(look); } }; look(); await ex.hide();"
        " return (performance.now() - began) / 1000; }"
    )
    way = page.evaluate("way")
    if motion == "reduce":
        assert seconds < 0.15
    else:
        assert 0.25 < seconds < 1.5
        assert len(way) > 3
        assert way == sorted(way)
    assert page.locator("#s *").count() == 0
    assert page.locator("#c *").count() == 0
    assert page.evaluate("ex.get('bowl', 'at') === undefined && !ex.set('bowl', 'at', 0)")


def test_it_says_what_is_live_and_what_comes_next(page, explore):
    one, two = explore.parts
    names = page.evaluate(
        "([a, b]) => [ex.live(a).map((p) => p.name), ex.live(b).map((p) => p.name), ex.next(a - 2).part.name,"
        " ex.next(b)]",
        [one.start, two.end],
    )
    assert names == [["bowl"], [], "bowl", None]
    frame = page.evaluate("f => ex.next(f).frame", one.end)
    assert two.start <= frame < two.end
    assert not page.evaluate("f => ex.show(f)", two.end)


def test_a_page_reads_every_number_of_its_tables(page, explore):
    """What is packed by how it changes is unpacked to the digit."""
    random = np.random.default_rng(1)
    tables = [mark["table"] for part in explore.parts for mark in part.content["marks"] if mark.get("table")]
    tables += [
        np.round(random.normal(0.0, 10.0**size, (rows, columns)), places).tolist()
        for size, places, rows, columns in ((3, 1, 9, 7), (-2, 6, 2, 1), (4, 0, 5, 2), (2, 3, 1, 4))
    ]
    read = page.evaluate(
        "async (packed) => { const { tableOf } = await import('./explores.js');"
        " return packed.map(([text, width]) => tableOf(text, width)); }",
        [[told_by_changes(table), len(table[0])] for table in tables],
    )
    assert len(tables) > 4
    assert read == tables
