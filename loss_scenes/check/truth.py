"""The truth row: what a live number shows is what its function gives at that frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loss_scenes.check.drawn import Picture
from loss_scenes.check.headline import Headline
from loss_scenes.check.limits import Limits
from loss_scenes.check.notes import Note, Telling, findings
from loss_scenes.check.plane import box_of, to_pixels
from loss_scenes.check.rows import Finding, Row, row
from loss_scenes.mobjects.text import Label, LiveNumber, plain_number


def judge(picture: Picture, limits: Limits) -> Iterator[Note]:
    """Live numbers whose text is not the value of now."""
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
        if text not in telling.shown:
            second = starts[telling.name] / fps
            message = f"the scene never shows “{text}”, which its data give"
            found.append(Finding(telling.name, second, "", message))
    count = sum(telling.numbers for telling in tellings)
    return row("truth", f"{count} live numbers, {len(wanted)} headlines", "exact to the digits shown", found)
