"""The truth row: numbers, ticks and tangents are what their functions and places give at that frame."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from narrated.design.theme import current_theme
from narrated.mobjects.probe import TangentProbe
from narrated.mobjects.text import Label, LiveNumber, Tick, plain_number
from narrated.review.findings import Finding, Row, row
from narrated.review.headline import Headline
from narrated.review.limits import Limits
from narrated.review.observations import Note, Telling, findings
from narrated.review.outline_pixels import box_of, to_pixels
from narrated.review.scene_snapshot import Picture

_NEAR = 1e-4  # of the plot's width: how far from a place its slope is measured
_EXACT = 1e-5  # relative: ticks have six digits


def judge(picture: Picture, limits: Limits) -> Iterator[Note]:
    """Live numbers, ticks and tangents that do not say what is so."""
    yield from _numbers(picture, limits)
    for tick in (m for m in picture.mobjects if isinstance(m, Tick)):
        said = current_theme().typography.value(tick.text)
        if not math.isclose(said, tick.value, rel_tol=_EXACT, abs_tol=1e-9):
            message = f"“{tick.text}” stands at {tick.value:.6g}: give its plot more decimals"
            yield Note("tick", tick.text, message, box_of(to_pixels(tick.points)))
    for probe in picture.probes:
        drawn = probe.tangent in probe.submobjects and probe.tangent.get_stroke_opacity() >= limits.seen_from
        beside = _slopes(probe) if drawn else []
        (width, height), off = probe.spans, 0.01 * max(map(abs, beside), default=0.0)
        off += 0.005 * height / width  # what nobody sees
        if beside and not min(beside) - off <= probe.slope <= max(beside) + off:
            message = f"a tangent has the slope {probe.slope:.3g} where its curve has {np.mean(beside):.3g}"
            yield Note("tangent", str(id(probe)), message, box_of(to_pixels(probe.tangent.points)))


def _slopes(probe: TangentProbe) -> list[float]:
    """Slopes of the curve on the left and on the right of a probe; none where there is no curve."""
    at, step, found = probe.argument(), _NEAR * probe.spans[0], []
    for beside in (-step, step):
        try:
            found.append((float(probe.function(at + beside)) - probe.value) / beside)
        except (ArithmeticError, ValueError):  # outside of the function's domain
            continue
    return [slope for slope in found if math.isfinite(slope)]


def _numbers(picture: Picture, limits: Limits) -> Iterator[Note]:
    for number in live_numbers(picture):
        if number.get_fill_opacity() < limits.seen_from:
            continue
        try:
            value = float(number.value())
            right = number.template.format(plain_number(value, number.decimals))
        except (ArithmeticError, ValueError, TypeError) as error:
            right = f"no number ({error})"
        if number.shown != right:
            message = f"“{number.shown}” is shown where the function gives “{right}”"
            yield Note("number", str(id(number)), message, box_of(to_pixels(number.points)))


def live_numbers(picture: Picture) -> list[LiveNumber]:
    """The live numbers that can be seen."""
    return [m for m in picture.mobjects if isinstance(m, LiveNumber) and m.get_fill_opacity() > 0]


def texts(picture: Picture) -> list[str]:
    """Everything that labels and live numbers say."""
    labels = [m.text for m in picture.mobjects if isinstance(m, Label) and m.get_fill_opacity() > 0]
    return labels + [number.shown for number in live_numbers(picture)]


def truth_row(
    tellings: Sequence[Telling], headlines: Sequence[Headline], starts: dict[str, int], fps: int
) -> Row:
    """Judge what was seen, and look for the headlines."""
    found = findings(tellings, "truth", starts, fps)
    by_name = {telling.name: telling for telling in tellings}
    wanted = [headline for headline in headlines if headline.scene in by_name]
    for headline in wanted:
        telling = by_name[headline.scene]
        text = headline.template.format(plain_number(headline.value(), headline.decimals))
        # Alone, or with its unit behind it.
        if not any(text in (shown, shown.split()[0]) for shown in telling.shown if shown.strip()):
            second = starts[telling.name] / fps
            message = f"the scene never shows “{text}”, which its data give"
            found.append(Finding(telling.name, second, "", message))
    count = sum(telling.numbers for telling in tellings)
    return row("truth", f"{count} live numbers, {len(wanted)} headlines", "exact to the digits shown", found)
