"""The quiz in a real browser: answers by mouse and by keyboard alone, and what stays on the device."""

import contextlib
import json
import threading
import tomllib
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files

import pytest
from browser import needs_browser, opened

pytestmark = needs_browser
ASSETS = files("narrated.page") / "assets"
WORDS = tomllib.loads((files("narrated.page") / "page_words.toml").read_text("utf-8"))
SEE = {"scene": "scene4", "line": "mse", "cue": "square", "frame": 2136, "seconds": 71.2}
HTML = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>quiz</title>
<link rel="stylesheet" href="quiz.css"><main><h1>quiz</h1><div id="root"></div></main>
<script type="application/json" id="data">{data}</script>
<script type="module">
import {{ Quiz }} from "./quiz.js";
class Explorer extends EventTarget {{
  others = {{}};
  get(part, handle) {{ return part === "bowl" && handle === "x" ? this.value : this.others[handle]; }}
  set(part, handle, value) {{ this.others[handle] = value; }}
  told() {{ return `x ${{this.value}}`; }}
  move(value) {{
    this.value = value;
    const event = new Event("change");
    this.dispatchEvent(Object.assign(event, {{ part: "bowl", handle: "x", value }}));
  }}
}}
window.sought = [];
window.explorer = {explorer};
const {{ data, words }} = JSON.parse(document.getElementById("data").textContent);
window.open_quiz = (changes = {{}}) => {{
  window.quiz = new Quiz({{
    root: document.getElementById("root"), data: {{ ...data, ...changes }}, words,
    seek: (place) => window.sought.push(place), explorer: window.explorer,
  }});
}};
window.open_quiz();
</script>"""


def answer(name, *, right=False, **others):
    wrong = {} if right else {"name": [f"Idea {name}"]}
    return {"id": name, "right": right, **wrong, "why": [f"Why {name}."], "see": SEE, **others}


def choice(name="square", prompt="Twice the error?", texts=("two", "four", "eight")):
    said = zip(("double", "four", "cube"), texts, strict=True)
    answers = [answer(each, right=each == "four", text=[text]) for each, text in said]
    return {"id": name, "kind": "choice", "prompt": [prompt], "answers": answers}


NUMBER = {
    "id": "mean", "kind": "number", "prompt": ["The mean?"], "unit": ["m"],
    "answers": [
        answer("right", right=True, value=8.86, tolerance=0.1),
        answer("halfway", value=11.0, tolerance=0.1),
        {"id": "other", "right": False, "why": ["Why other."], "see": SEE},
    ],
}  # fmt: skip
EXPLORE = {
    "id": "drag", "kind": "explore", "prompt": ["Drag."], "part": "bowl", "handle": "x", "start": SEE,
    "goal": {"low": 0.44, "high": None},
    "answers": [answer("reached", right=True), answer("below")],
}  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    with opened() as browser:
        yield browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A folder with the quiz's files, and its address on this machine."""
    folder = tmp_path_factory.mktemp("page")
    for name in ("quiz.js", "quiz.css", "dom.js"):
        (folder / name).write_bytes((ASSETS / name).read_bytes())

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{served.server_address[1]}"
    served.shutdown()
    served.server_close()


@pytest.fixture
def open_page(browser, server):
    """Opens a page with these questions; nothing may fail in it unseen."""
    faults = []
    with contextlib.ExitStack() as stack:

        def open_(*questions, explorer="null", decimal=".", words="en", before=None, **context):
            folder, address = server
            data = {
                "version": 1,
                "lesson": "l",
                "language": words,
                "decimal": decimal,
                "questions": questions,
            }
            said = json.dumps({"data": data, "words": WORDS[words]}).replace("<", "\\u003c")
            (folder / "index.html").write_text(HTML.format(data=said, explorer=explorer), encoding="utf-8")
            inside = stack.enter_context(contextlib.closing(browser.new_context(**context)))
            page = inside.new_page()
            page.set_default_timeout(5000)
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("console", lambda message: message.type == "error" and faults.append(message.text))
            if before:
                page.add_init_script(before)
            page.goto(f"{address}/index.html")
            page.wait_for_selector(".quiz-body")
            return page

        yield open_
    assert faults == []


def card(page, name="square"):
    return page.locator(f"#quiz-question-{name}")


def focused(page):
    return page.evaluate("document.activeElement.className")


def progress(page):
    return page.locator(".quiz-progress").inner_text()


def test_right_answer(open_page):
    page = open_page(choice(), choice("other", texts=("a", "b", "c")))
    assert progress(page) == "Question 1 of 2."
    page.get_by_label("four").check()
    page.get_by_role("button", name="Check").click()
    feedback = card(page).locator(".quiz-feedback")
    assert feedback.inner_text().split("\n")[0] == "Right!"
    assert "Why four." in feedback.inner_text()
    assert focused(page) == "quiz-feedback"
    assert progress(page) == "Question 1 of 2. 1 answered, 1 right at the first try."
    assert page.get_by_label("two").is_disabled()
    page.get_by_role("button", name="See it at 1:11").click()
    assert page.evaluate("sought") == [{"scene": "scene4", "line": "mse", "cue": "square"}]
    page.get_by_role("button", name="Continue").click()
    assert card(page, "other").is_visible()
    assert not card(page).is_visible()
    assert focused(page) == "quiz-card"


def test_wrong_answer_is_refuted_and_may_be_tried_again(open_page):
    page = open_page(choice())
    page.get_by_label("two").check()
    page.get_by_role("button", name="Check").click()
    feedback = card(page).locator(".quiz-feedback")
    assert feedback.locator(".quiz-verdict").inner_text() == "Not yet. This is a common misconception:"
    assert feedback.locator(".quiz-name").inner_text() == "Idea double"
    assert "Why double." in feedback.inner_text()
    assert focused(page) == "quiz-feedback"
    page.get_by_role("button", name="See it at 1:11").click()
    assert len(page.evaluate("sought")) == 1
    page.get_by_role("button", name="Try again").click()
    assert not feedback.is_visible()
    assert page.evaluate("document.activeElement.value") == "double"
    assert not page.get_by_label("two").is_checked()
    page.get_by_label("four").check()
    page.get_by_role("button", name="Check").click()
    assert feedback.locator(".quiz-verdict").inner_text() == "Right!"
    # What counts is the first try.
    assert progress(page) == "Question 1 of 1. 1 answered, 0 right at the first try."
    page.get_by_role("button", name="Continue").click()
    end = page.locator(".quiz-end")
    assert "0 of 1 right at the first try." in end.inner_text()
    assert "Idea double" in end.inner_text()
    end.get_by_role("button", name="See it at 1:11").click()
    assert len(page.evaluate("sought")) == 2
    end.get_by_role("button", name="Back to question 1").click()
    assert card(page).is_visible()


def test_nothing_chosen_is_told_and_counts_for_nothing(open_page):
    page = open_page(choice())
    page.get_by_role("button", name="Check").click()
    assert card(page).get_by_role("alert").inner_text() == "Choose an answer first."
    assert progress(page) == "Question 1 of 1."


@pytest.mark.parametrize(
    ("typed", "decimal", "verdict"),
    [
        ("8,9", ",", "Right!"), ("8,9", ".", "Right!"), ("8.9", ",", "Right!"), (" 8.86 ", ".", "Right!"),
        ("８．９", ".", "Right!"), ("8。9", ".", "Right!"), ("+8.9", ".", "Right!"), (".5", ".", None),
        ("\N{MINUS SIGN}8.9", ".", None), ("8,900", ".", None), ("8,900", ",", "Right!"),
    ],
)  # fmt: skip
def test_number(open_page, typed, decimal, verdict):
    page = open_page(NUMBER, decimal=decimal)
    page.get_by_label("Your answer:").fill(typed)
    page.get_by_role("button", name="Check").click()
    name = card(page, "mean").locator(".quiz-verdict").inner_text()
    assert name == (verdict or "Not that number.")


def test_number_of_a_misconception_and_any_other(open_page):
    page = open_page(NUMBER)
    field = page.get_by_label("Your answer:")
    for typed, name in (("11", "Idea halfway"), ("500", ""), ("-1e3", None), ("eight", None)):
        field.fill(typed)
        assert not card(page, "mean").locator(".quiz-feedback").is_visible()
        page.get_by_role("button", name="Check").click()
        feedback = card(page, "mean").locator(".quiz-feedback")
        if name:
            assert feedback.locator(".quiz-name").inner_text() == name
        elif name == "":
            # It may be a slip of the keys: no misconception is named.
            assert feedback.locator(".quiz-verdict").inner_text() == "Not that number."
            assert feedback.locator(".quiz-name").count() == 0
        else:
            assert card(page, "mean").get_by_role("alert").inner_text() == "Enter a number, such as 2.5."
            assert field.get_attribute("aria-invalid") == "true"
            assert focused(page) == "quiz-field"


def test_keyboard_alone(open_page):
    page = open_page(choice(), NUMBER)
    press = page.keyboard.press

    def walk(to, most=20):
        for _ in range(most):
            press("Tab")
            if page.evaluate("document.activeElement.matches(arguments_)".replace("arguments_", repr(to))):
                return
        raise AssertionError(to)

    walk("input[type=radio]")
    press("ArrowDown")
    press("ArrowUp")
    press("Enter")  # of a form
    assert card(page).locator(".quiz-name").inner_text() == "Idea double"
    walk(".quiz-see")
    press("Space")
    assert len(page.evaluate("sought")) == 1
    press("Tab")
    press("Enter")
    press("ArrowDown")
    assert page.get_by_label("four").is_checked()
    walk(".quiz-check")
    press("Space")
    assert focused(page) == "quiz-feedback"
    walk(".quiz-next")
    press("Enter")
    assert focused(page) == "quiz-card"
    walk(".quiz-field")
    page.keyboard.type("8.9")
    press("Enter")
    assert card(page, "mean").locator(".quiz-verdict").inner_text() == "Right!"
    walk(".quiz-next")
    press("Space")
    assert focused(page) == "quiz-end"
    walk(".quiz-end > .quiz-button")
    press("Enter")
    assert progress(page) == "Question 1 of 2."


def test_hostile_text_stays_text(open_page):
    hostile = "<img src=x onerror=\"document.title='hurt'\"></script><script>document.title='hurt'</script>"
    question = choice(prompt=hostile, texts=(hostile, "four", "{now} ${x}"))
    maths = [
        f'<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>{each}</mi></math>'
        for each in (
            "x",
            "<script>document.title='hurt'</script>",
            "<b xmlns='http://www.w3.org/1999/xhtml'>y</b>",
        )
    ]
    maths.append('<math xmlns="http://www.w3.org/1998/Math/MathML"><mi onclick="hurt()">z</mi></math>')
    maths.append("<p>no formula")
    for each in question["answers"]:
        each["why"] = [hostile, *({"math": markup} for markup in maths)]
        each["name"] = [hostile]
    page = open_page(question)
    assert hostile in card(page).locator("legend").inner_text()
    card(page).locator("input").first.check()
    page.get_by_role("button", name="Check").click()
    feedback = card(page).locator(".quiz-feedback")
    assert hostile in feedback.inner_text()
    page.wait_for_timeout(100)
    assert page.title() == "quiz"
    assert page.locator("#root img, #root script, #root b, #root [onclick]").count() == 0
    # The first formula is one; a script is no element of MathML, but no script either.
    assert page.evaluate("document.querySelector('.quiz-feedback math') instanceof MathMLElement")


def test_device_that_keeps_nothing(open_page):
    refused = "{ get() { throw new DOMException('no', 'SecurityError'); } }"
    page = open_page(choice(), before=f"Object.defineProperty(window, 'localStorage', {refused})")
    page.get_by_label("four").check()
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="Continue").click()
    assert "This browser keeps nothing" in page.locator(".quiz-end").inner_text()
    # In another language the page makes a new one: what was answered is still known.
    page.evaluate("quiz.destroy(); open_quiz({ language: 'zh' })")
    assert "1 of 1 right at the first try." in page.locator(".quiz-end").inner_text()


def test_result_stays_on_the_device_until_it_is_cleared(open_page):
    page = open_page(choice(), choice("other", texts=("a", "b", "c")))
    page.get_by_label("two").check()
    page.get_by_role("button", name="Check").click()
    page.reload()
    page.wait_for_selector(".quiz-body")
    assert progress(page) == "Question 1 of 2. 1 answered, 0 right at the first try."
    page.get_by_role("button", name="Result").click()
    assert "Not answered yet: 1." in page.locator(".quiz-end").inner_text()
    page.get_by_role("button", name="Clear and start over").click()
    assert progress(page) == "Question 1 of 2."
    assert focused(page) == "quiz-card"
    page.reload()
    page.wait_for_selector(".quiz-body")
    assert progress(page) == "Question 1 of 2."


@pytest.mark.parametrize(
    "kept",
    ["nonsense", "null", "[]", '{"version":1}', '{"version":2,"results":{"square":{"first":"four"}}}',
     '{"version":1,"results":{"square":{"first":"gone"}},"at":99,"all":"yes"}',
     '{"version":1,"results":{"square":5,"__proto__":{"first":"four"}},"at":-3}'],
)  # fmt: skip
def test_damaged_result_is_none(open_page, kept):
    page = open_page(choice(), before=f"localStorage.setItem('quiz:l', {json.dumps(kept)})")
    assert "answered" not in progress(page)


def test_all_questions_at_once(open_page):
    page = open_page(choice(), NUMBER, choice("other", texts=("a", "b", "c")))
    page.get_by_role("button", name="Show all").click()
    assert [card(page, name).is_visible() for name in ("square", "mean", "other")] == [True] * 3
    assert page.locator(".quiz-end").is_visible()
    assert progress(page) == "3 questions."
    page.get_by_role("button", name="One at a time").click()
    assert [card(page, name).is_visible() for name in ("square", "mean", "other")] == [True, False, False]


def test_steps_lead_to_each_question_and_say_how_it_went(open_page):
    page = open_page(choice(), NUMBER)
    page.get_by_label("four").check()
    page.get_by_role("button", name="Check").click()
    assert page.get_by_role("button", name="Question 1, right at the first try").count() == 1
    page.get_by_role("button", name="Question 2, not answered yet").click()
    assert card(page, "mean").is_visible()
    assert page.locator("[aria-current=step]").inner_text() == "2"


def test_answer_by_the_live_picture(open_page):
    page = open_page(EXPLORE, explorer="new Explorer()")
    check = page.get_by_role("button", name="Check")
    check.click()
    assert card(page, "drag").get_by_role("alert").inner_text().startswith("Go to the picture and drag first")
    page.get_by_role("button", name="Try it in the picture (1:11)").click()
    assert page.evaluate("sought") == [{"scene": "scene4", "line": "mse", "cue": "square", "part": "bowl"}]
    # What the film shows there is nobody's answer, be it wrong or right; it costs nothing.
    for film in (0.1, 2.0):
        page.evaluate(f"explorer.value = {film}")
        check.click()
        assert (
            card(page, "drag")
            .get_by_role("alert")
            .inner_text()
            .startswith("Go to the picture and drag first")
        )
        assert not card(page, "drag").locator(".quiz-feedback").is_visible()
        assert progress(page) == "Question 1 of 1."
    page.evaluate("explorer.move(0.25)")
    assert card(page, "drag").locator(".quiz-now").inner_text() == "Now: x 0.25"
    check.click()
    assert card(page, "drag").locator(".quiz-name").inner_text() == "Idea below"
    page.evaluate("explorer.move(0.1 + 0.2 + 0.14)")
    check.click()
    assert card(page, "drag").locator(".quiz-verdict").inner_text() == "Right!"
    page.evaluate("quiz.destroy(); explorer.move(1)")
    assert page.locator("#root").inner_html() == ""


def test_what_a_live_question_takes_for_given_is_so_when_it_is_judged(open_page):
    page = open_page({**EXPLORE, "given": {"y": 1.6}}, explorer="new Explorer()")
    page.evaluate("quiz.give('drag')")
    assert page.evaluate("explorer.others") == {"y": 1.6}
    page.evaluate("explorer.others.y = 0.3; explorer.move(0.5); quiz.judge('drag')")
    assert page.evaluate("explorer.others") == {"y": 1.6}
    assert card(page, "drag").get_by_role("alert").inner_text().startswith("Something else was moved")
    assert progress(page) == "Question 1 of 1.", "it is no answer"
    page.evaluate("quiz.judge('drag')")
    assert card(page, "drag").locator(".quiz-verdict").inner_text() == "Right!"


def test_live_question_is_left_out_without_an_explorer(open_page):
    page = open_page(EXPLORE, choice())
    assert progress(page) == "Question 1 of 1."
    assert card(page, "drag").count() == 0


@pytest.mark.parametrize("words", ["zh", "en"])
def test_narrow_page_and_targets(open_page, words):
    long = "Ein recht langes " + "Wort" * 12
    page = open_page(choice(prompt=long), NUMBER, words=words, viewport={"width": 320, "height": 640})
    page.locator(".quiz-toggle").click()
    page.locator("input").first.check()
    page.locator(".quiz-check").first.click()
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, input")].map((one) => one.getBoundingClientRect())
          .filter(({ width, height }) => width && (width < 24 || height < 24)).length"""
    )
    assert small == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_word_is_there_in_every_language_and_used():
    source = (ASSETS / "quiz.js").read_text("utf-8")
    keys = {key for key in WORDS["zh"] if key.startswith("quiz_") and key != "quiz_title"}
    assert keys == {key for key in WORDS["en"] if key.startswith("quiz_") and key != "quiz_title"}
    for key in keys:
        assert key in source or key.startswith("quiz_step_")
