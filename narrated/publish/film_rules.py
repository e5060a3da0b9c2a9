"""A finished film before it is published: what any viewer would object to, and what a site does not take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from narrated.build.plan import Plan
from narrated.publish.platforms import Platform
from narrated.review.film_reader import FilmReader
from narrated.review.findings import Finding
from narrated.review.limits import limits_for
from narrated.review.observations import Telling, findings
from narrated.review.scorecard import check_same, tell_all
from narrated.review.sound import sound_row
from narrated.review.streams import streams_row
from voiceover.errors import InputError

# A share of the picture that is something else than ground, by more than some levels of 255.
_SHOWN, _LEVELS = 0.005, 40
# Kinds of notes of the layout row.
_OUT_OF_PLACE = {"nowhere", "outside", "caption", "band"}


def findings_of(film: FilmReader, plan: Plan, temporary: Path) -> list[str]:
    """What is wrong with a film wherever it is shown: streams, sound, first frame, places in the picture.

    The scenes are told anew, which takes some seconds each.

    Raises
    ------
    InputError
        If the film is damaged, or was not made of these scenes.
    """
    with film.damaged_told():
        found = [
            *_told("streams", streams_row(film).findings),
            *_told("sound", sound_row(film, limits_for(plan.format)).findings),
        ]
        if is_blank(film.still(0)):
            found.append("first frame: it is blank, and many sites show it before the film plays")
    tellings = tell_all(plan, temporary)
    check_same(film, tellings)
    outside = findings(map(_out_of_place, tellings), "layout", film.starts, film.fps)
    return [*found, *_told("safe area", outside)]


def _out_of_place(telling: Telling) -> Telling:
    """Of what was seen, that which a site's own words and buttons may cover: `make check` judges the rest."""
    notes = tuple(note for note in telling.notes.get("layout", ()) if note.kind in _OUT_OF_PLACE)
    return replace(telling, notes={"layout": notes})


def _told(row: str, found: Sequence[Finding]) -> Iterator[str]:
    for one in found:
        place = " ".join(filter(None, [one.scene, f"{one.second:.1f} s", one.line]))
        yield f"{row}: {place}: {one.message}"


def is_blank(picture: npt.NDArray[np.uint8]) -> bool:
    """Whether a picture (height, width, 3) shows next to nothing.

    Examples
    --------
    >>> picture = np.full((90, 160, 3), 20, np.uint8)
    >>> is_blank(picture)
    True
    >>> picture[30:60, 40:80] = 200
    >>> is_blank(picture)
    False
    """
    ground = np.median(picture.reshape(-1, 3), axis=0)
    shown = (abs(picture.astype(int) - ground) > _LEVELS).any(axis=2)
    return bool(shown.mean() < _SHOWN)


def check_film(plan: Plan, seconds: float, size: int, platform: Platform) -> Iterator[InputError]:
    """What a site does not take of a film that lasts so long and has so many bytes."""
    rules, shape = platform.rules, plan.format.name
    if shape not in platform.shapes:
        yield rules["shapes"].broken(f"the film is {shape}", ", ".join(platform.shapes))
    if (most := rules.get("seconds_most")) and seconds > most.value:
        yield most.broken(f"the film lasts {seconds:.1f} s", f"at most {most.value} s")
    if (most := rules.get("bytes_most")) and size > most.value:
        yield most.broken(f"the film has {size / 1e6:.0f} MB", f"at most {most.value / 1e6:.0f} MB")
    side = plan.quality.short_side
    if (least := rules.get("short_side_least")) and side < least.value:
        what = f"the film's short side has {side} pixels"
        yield least.broken(what, f"{least.value} or more, as without QUALITY=draft")


def check_cover(size: tuple[int, int], weight: int, platform: Platform) -> Iterator[InputError]:
    """What a site does not take of a cover of so many pixels and bytes."""
    rules = platform.rules
    if (most := rules.get("cover_bytes_most")) and weight > most.value:
        yield most.broken(f"the cover has {weight / 1e6:.1f} MB", f"at most {most.value / 1e6:.1f} MB")
    least = rules.get("cover_least")
    if least and (size[0] < least.value[0] or size[1] < least.value[1]):
        what = f"the cover has {size[0]}x{size[1]} pixels"
        yield least.broken(what, "{}x{} or more".format(*least.value))
