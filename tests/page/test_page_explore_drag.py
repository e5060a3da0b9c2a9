"""Taking hold of marks in a real browser: they go where the pointer goes, and sliders rise to the right."""

import functools
import http.server
import json
import threading

import numpy as np
import pytest
from browser import needs_browser, opened
from test_page_explore_browser import ASSETS, PAGE, Handler

from narrated.page.explore_file import Part

pytestmark = needs_browser
WIDTH, HEIGHT = 854, 480
VALUES = np.linspace(0.0, 1.4, 29)


def handle(name, over, value, drag, **more):
    return {
        "name": name, "label": name, "range": over, "decimals": 2, "unit": "", "base": 0.0, "follows": None,
        "drag": drag, "frames": [[0, value]], **more,
    }  # fmt: skip


def mark(kind, name, over, numbers, **more):
    """Looked up: `numbers` for values of the handle."""
    table = [[float(v) for v in numbers(value)] for value in over]
    return {
        "kind": kind, "row": [*table[0], 1.0], "columns": list(range(len(table[0]))), "table": table,
        "axes": [[name, [float(v) for v in over]]], "shown": [[0, 1]], **more,
    }  # fmt: skip


def part(name, start, handles, marks):
    table = {
        "name": name, "scene": "scene1", "line": name, "title": name, "hint": "", "start": start,
        "end": start + 9, "handles": handles, "formulas": [], "marks": marks,
        "covered": [], "kept": [[68, 872, 1784, 178]], "behind": None, "front": None, "below": 0,
    }  # fmt: skip
    return dict(Part.of(table).content)


def street(turned):
    """Turns about the middle of the picture, and reaches beyond its edges."""
    x, y = 2200 * np.sin(turned), -2200 * np.cos(turned)
    return 930, 500, 930 + x, 500 + y, 930, 500, 930 - x, 500 - y


def error(r):
    return 835 + 185 * r, 752 - 147 * r * r / 2


def bar(p):
    return 1300, 520, 1850, 520 - 375 * p


def upright(at):
    """From an axis up to a curve."""
    return 835 + 185 * at, 752, 835 + 185 * at, 752 - 147 * at * at


STROKE = {"stroke": ["#ffffff", 1.0, 6.0]}
FILL = {"fill": ["#ffa45c", 1.0]}
ERRORS = np.linspace(-2.3, 2.3, 47)
DATA = {
    "version": 1, "made_of": "", "fps": 30, "width": 1920, "height": 1080, "glyphs": {},
    "parts": [
        part("street", 0, [handle("turned", [0.0, 1.4], 0.92, [0])],
             [mark("dashed", "turned", VALUES, street, dash=36.0, gap=24.0, **STROKE)]),
        part("error", 10, [handle("r", [-2.3, 2.3], 2.06, [0])],
             [mark("dots", "r", ERRORS, lambda r: (*error(r), 1.0), radius=24.0, **FILL)]),
        part("delta", 30, [handle("at", [0.25, 1.9], 1.0, [0])],
             [mark("dashed", "at", np.linspace(0.25, 1.9, 34), upright, dash=12.0, gap=8.0, **STROKE)]),
        part("bet", 20, [handle("p", [0.0, 1.0], 1.0, [0], base=0.01, decimals=3)],
             [mark("boxes", "p", np.linspace(0.0, 1.0, 9), bar, **FILL)]),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def page():
    Handler.made = {
        "index.html": PAGE,
        "data.json": json.dumps(DATA),
        "formulas.js": "export const functions = {};",
    }
    make = functools.partial(Handler, directory=str(ASSETS))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), make) as server, opened() as browser:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page, faults = browser.new_page(viewport={"width": 1100, "height": 900}), []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
        page.wait_for_function("window.ex")
        yield page
        assert faults == []
        server.shutdown()


def rest(page, name):
    """As the film has it."""
    start = next(part["start"] for part in DATA["parts"] if part["name"] == name)
    page.evaluate("f => { ex.show(999); ex.show(f); }", start + 4)


def ring(page):
    box = page.locator(".explore-ring").bounding_box()
    return np.array([box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])


def drag(page, pressed, way, steps=6):
    page.mouse.move(*pressed)
    page.mouse.down()
    page.mouse.move(*(np.asarray(pressed) + way), steps=steps)
    page.mouse.up()


@pytest.mark.parametrize("far", [-90.0, -30.0, 30.0, 90.0])
def test_a_street_turns_as_far_as_it_is_pulled_and_never_jumps(page, far):
    rest(page, "street")
    before = ring(page)
    middle = np.array([930 * WIDTH / 1920, 500 * HEIGHT / 1080])
    arm = (before - middle) / np.hypot(*(before - middle))
    assert np.hypot(*(before - middle)) > 80
    drag(page, before, far * np.array([-arm[1], arm[0]]))
    moved = np.hypot(*(ring(page) - before))
    assert moved == pytest.approx(abs(far), abs=0.2 * abs(far))
    assert (page.evaluate("ex.get('street', 'turned')") > 0.92) == (far > 0)


def test_a_dot_on_a_steep_curve_goes_sideways_with_the_pointer(page):
    rest(page, "error")
    before = ring(page)
    drag(page, before, (-60, 0))
    assert ring(page)[0] - before[0] == pytest.approx(-60, abs=2)
    # On over the bottom, to the other side, and there is no way back to the first one but the same.
    drag(page, ring(page), (-200, 0))
    assert page.evaluate("ex.get('error', 'r')") < -0.5


def test_the_whole_line_can_be_taken_hold_of(page):
    rest(page, "street")
    arm = np.array([np.sin(0.92), -np.cos(0.92)])
    pressed = np.array([930 * WIDTH / 1920, 500 * HEIGHT / 1080]) - 150 * arm
    assert np.hypot(*(pressed - ring(page))) > 200
    pressed += 8 * np.array([-arm[1], arm[0]])  # beside the stroke, which is not to be met by a hair
    cursor = "([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor"
    assert page.evaluate(cursor, pressed.tolist()) == "grab"
    assert page.evaluate(cursor, (pressed + 60 * np.array([-arm[1], arm[0]])).tolist()) == "auto"
    drag(page, pressed, -60 * np.array([-arm[1], arm[0]]))
    assert page.evaluate("ex.get('street', 'turned')") == pytest.approx(0.92 + 60 / 150, abs=0.1)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_an_upright_line_goes_sideways_with_the_pointer_wherever_it_is_pressed(page, share):
    rest(page, "delta")
    x, low, _, high = np.array(upright(1.0)) * WIDTH / 1920
    drag(page, (x, low + share * (high - low)), (50, 0))
    assert page.evaluate("ex.get('delta', 'at')") == pytest.approx(1 + 50 / 185 * 1920 / WIDTH, abs=0.02)


def test_a_bar_is_pulled_by_its_top_wherever_it_is_pressed(page):
    rest(page, "bet")
    before = ring(page)
    assert before[1] == pytest.approx((520 - 375) * HEIGHT / 1080, abs=2)
    drag(page, before + np.array([120, 60]), (0, 50))
    assert ring(page)[1] - before[1] == pytest.approx(50, abs=2)


def test_a_slider_rises_to_the_right_although_an_exponent_falls(page):
    rest(page, "bet")
    slider, number = page.get_by_role("slider"), page.get_by_role("spinbutton")
    assert slider.get_attribute("aria-valuetext") == "0.010"
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert 0.9 < page.evaluate("ex.get('bet', 'p')") < 1.0
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    assert float(number.input_value()) > 0.012
    page.keyboard.press("End")
    assert float(number.input_value()) == 1.0
    assert page.evaluate("ex.get('bet', 'p')") == 0.0
    box = slider.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    assert float(number.input_value()) > 0.9


def test_what_is_moved_stays_moved_in_the_next_frame_until_it_is_given_back(page):
    rest(page, "error")
    page.evaluate("ex.set('error', 'r', -1); ex.show(15)")
    assert page.evaluate("[ex.get('error', 'r'), ex.moved.length]") == [-1, 1]
    page.wait_for_function("document.querySelector('.explore-said').textContent === 'r \u22121.00'")
    page.evaluate("ex.set('error', 'r', -1.5)")  # will be said soon, were it not given back
    page.locator(".explore-back").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("ex.moved.length === 0")
    page.wait_for_timeout(900)
    assert page.text_content(".explore-said") == ""
    assert page.evaluate("document.activeElement.type") == "range"
    page.evaluate("ex.show(99)")
    assert page.evaluate("ex.moved") == []
