"""Formulas as MathML: nothing but MathML comes out, and a browser draws what the lessons have."""

import re
import xml.etree.ElementTree as ET

import pytest
from browser import needs_browser, opened

from lessons.log_cosh.loss import LOG_COSH
from loss_scenes.catalogue import CROSS_ENTROPY, FOCAL, HINGE, HUBER, SQUARED
from narrated.page.mathml import NAMESPACE, mathml
from voiceover.errors import InputError

LOSSES = SQUARED, CROSS_ENTROPY, HINGE, FOCAL, HUBER, LOG_COSH
OTHERS = (
    "x",
    "a/b",
    "sqrt(x^2 + 1)",
    "root(3, x)",
    "mat(1, 2; 3, 4)",
    "vec(a, b)",
    "underbrace(x, y)",
    "bold(x)",
)


@pytest.fixture(scope="module")
def browser():
    with opened() as browser:
        yield browser


def inside(markup):
    return [element.tag for element in ET.fromstring(markup).iter()]


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.role)
def test_formula_of_each_loss_is_mathml(loss):
    markup = mathml(loss.formula, block=True)
    assert all(tag.startswith(f"{{{NAMESPACE}}}m") for tag in inside(markup))
    assert 'display="block"' in markup
    assert len(inside(markup)) > 6


def test_formula_says_what_its_source_says():
    text = re.sub("<[^>]+>", "", mathml(HINGE.formula))
    assert text == "ℓ(𝑚)=max(0,1−𝑚)"


def test_names_of_parts_are_left_out():
    assert mathml("{{(1 - p)^gamma : factor}} x") == mathml("(1 - p)^gamma x")
    assert mathml("{{ x }}") == mathml("x")


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/hosts")', '#import "@preview/a:1.0.0"', "#text(red)[x]", "#link(<a>)", "a $ b", "x // y",
        "x /* y", "x\x00", "", " ", "y" * 2001, r"\frac{1}{2}", "frac(1", "colour", "cancel(x)",
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused(source):
    with pytest.raises(InputError) as caught:
        mathml(source)
    assert caught.value.permitted
    assert "\n" not in str(caught.value)


def test_words_in_a_formula_stay_words():
    markup = mathml('"<script>alert(1)</script> & <b>"')
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in markup
    assert inside(markup) == [f"{{{NAMESPACE}}}math", f"{{{NAMESPACE}}}mtext"]


def test_lengths_may_stand_in_a_formula():
    assert "mtable" in mathml("cases(gap: #0.6em, a, b)")


@needs_browser
def test_browser_draws_every_formula(browser):
    page = browser.new_page()
    formulas = [*(mathml(loss.formula, block=True) for loss in LOSSES), *map(mathml, OTHERS)]
    page.set_content("<!doctype html><body>" + "".join(f"<p>{markup}</p>" for markup in formulas))
    seen = page.evaluate(
        """() => [...document.querySelectorAll("math")].map((math) => ({
          wide: math.getBoundingClientRect().width,
          high: math.getBoundingClientRect().height,
          unknown: [...math.querySelectorAll("*")].filter((one) => !(one instanceof MathMLElement)).length,
          empty: [...math.querySelectorAll("mi, mn, mo, mtext")]
            .filter((one) => one.textContent.trim() && !one.getBoundingClientRect().width)
            .map((one) => one.textContent),
        }))"""
    )
    assert len(seen) == len(formulas)
    for one in seen:
        assert one["wide"] > 5
        assert one["high"] >= 8
        assert one["unknown"] == 0
        assert [text for text in one["empty"] if text != "\u0302"] == []
    page.close()
