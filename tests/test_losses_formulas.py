"""The losses that the page computes itself are those of Python, to 1e-12, in a real browser."""

from __future__ import annotations

import inspect
import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from browser import needs_browser, opened

import loss_scenes.catalogue as catalogue
import loss_scenes.losses as losses
from narrated.page.formulas import exported, formula_name, functions_source

RESIDUALS = [0.0, -0.0, 1e-300, 1e-9, 0.3, 0.999999, 1.0, 1.000001, 2.5, 40.0, 1e8, 1e160, math.inf]
SIGNED = [*RESIDUALS, *(-one for one in RESIDUALS)]
SHARES = [0.0, 5e-324, 1e-300, 1e-9, 0.01, 0.1, 0.5, 0.9, 0.999999, 1 - 2**-53, 1.0]
DELTAS = [{"delta": one} for one in (1e-3, 1.0, 2.5, 1e6)]
POWERS = [{"gamma": g, **w} for g in (0.0, 0.5, 1.0, 2.0, 5.0) for w in ({}, {"weight": 0.25})]
SOFT = [{"targets": one} for one in (0.0, 0.25, 1.0)]
HARD = [
    {"targets": t, "gamma": g, **a} for t in (0.0, 1.0) for g in (0.0, 2.0) for a in ({}, {"alpha": 0.25})
]
CASES: dict[str, tuple[list[float], list[dict[str, float]]]] = {
    **dict.fromkeys(("squared_error", "half_squared_error", "absolute_error", "log_cosh"), (SIGNED, [{}])),
    **dict.fromkeys(("hinge", "logistic", "sigmoid"), (SIGNED, [{}])),
    **dict.fromkeys(("huber", "pseudo_huber", "huber_of_squares"), (SIGNED, DELTAS)),
    "cross_entropy": (SHARES, [{}]),
    "focal": (SHARES, POWERS),
    "binary_cross_entropy": (SHARES, SOFT),
    "binary_cross_entropy_with_logits": (SIGNED, SOFT),
    "sigmoid_focal": (SIGNED, HARD),
}
GRID = {"SIGNED": np.linspace(-6, 6, 97), "SHARES": np.linspace(0.002, 0.998, 83)}


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """A page that has all formulas."""
    names = sorted(exported("loss_scenes"))
    source = functions_source([("loss_scenes", name) for name in names])
    with opened() as browser:
        page = browser.new_page()
        page.add_script_tag(content=re.sub("^export const functions", "window.functions", source))
        yield page


def python_of(name: str) -> Callable[..., Any]:
    """The function of that name."""
    found: Callable[..., Any] = getattr(losses, name, None) or getattr(catalogue, name)
    return found


def every_name() -> list[str]:
    """The losses and their gradients."""
    return [n for name in CASES for n in (name, f"{name}_grad") if n != "sigmoid_grad"]


def test_every_elementwise_loss_is_known_by_its_formula() -> None:
    """A public function of a number that gives a number has a formula; those of rows are no formulas."""
    rows = {"kl_divergence", "kl_divergence_grad"}  # elementwise gradients of what is summed over rows
    elementwise = {
        name
        for name in losses.__all__
        if inspect.isfunction(function := getattr(losses, name))
        and "axis" not in inspect.signature(function).parameters
    }
    assert elementwise - rows <= exported("loss_scenes")
    assert sorted(exported("loss_scenes")) == sorted(every_name())
    assert formula_name(losses.huber) == ("loss_scenes", "huber")
    assert formula_name(lambda x: x) is None


@needs_browser
@pytest.mark.parametrize("name", every_name())
def test_formulas_are_those_of_python(page: Any, name: str) -> None:
    """On a grid, at zero, at kinks, at the ends of the domain and far outside."""
    arguments, parameters = CASES[name.removesuffix("_grad")]
    arguments = [*arguments, *GRID["SHARES" if arguments is SHARES else "SIGNED"].tolist()]
    if "delta" in parameters[0]:
        arguments = [*arguments, *(s * p["delta"] for p in parameters for s in (-1.0, 1.0))]
    function = python_of(name)
    for given in parameters:
        with np.errstate(all="ignore"):
            wanted = np.array([float(function(argument, **given)) for argument in arguments])
        texts = [repr(argument).replace("inf", "Infinity") for argument in arguments]
        code = f"[{','.join(texts)}].map((x) => String(functions.{name}(x, {json.dumps(given)})))"
        found = np.array([float(text.replace("Infinity", "inf")) for text in page.evaluate(code)])
        for argument, one, two in zip(arguments, wanted, found, strict=True):
            same = one == two or (math.isnan(one) and math.isnan(two))
            assert same or math.isclose(one, two, rel_tol=1e-12, abs_tol=1e-300), (argument, given, one, two)
