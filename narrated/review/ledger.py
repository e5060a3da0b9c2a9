"""The ledger row: one colour, one symbol and one notation have one meaning through the film."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path

import numpy as np
from manim import ManimColor

from narrated.design.theme import Palette, Theme
from narrated.review.limits import Limits
from narrated.review.notation import powers_of_text, spelled, symbols_of_formula, symbols_of_text
from narrated.review.observations import Note, quoted
from narrated.review.reading import Reading, lines, readings
from narrated.review.scene_snapshot import Paint, Picture
from voiceover.errors import InputError, Mistakes, names_for
from voiceover.script.tables import read_toml

_SAME = 0.012  # what rounding to 8 bits may add, thrice
_LONGEST_UNIT = 5  # characters
# Roles that tell nothing but that something is there; `drawn_...` are the tones of drawn things.
_NEUTRAL = ("background", "panel", "raised", "caption_band", "text", "muted", "grid", "axis", "prediction")


@dataclass(frozen=True)
class Meaning:
    """What a colour stands for, and the words of which a text in that colour says one; none: any text."""

    means: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Ledger:
    """What a lesson says that its colours, symbols and formulas mean.

    Parameters
    ----------
    path
        Its file.
    colors
        By roles of the theme.
    symbols
        Of Typst, such as ``r``, ``hat(y)``, ``gamma``: what each means.
    formulas
        What each states, and all spellings that are permitted.
    """

    path: Path
    colors: Mapping[str, Meaning]
    symbols: Mapping[str, str]
    formulas: Mapping[str, tuple[str, ...]]


def read_ledger(path: Path) -> Ledger:
    """The ledger of a lesson.

    Raises
    ------
    InputError
        For what is no ledger, with all mistakes in it.
    """
    mistakes = Mistakes()
    root = read_toml(path, mistakes)
    root.check_keys("colors", "symbols", "formulas")
    colors, symbols, formulas = (
        root.table(key, f"{path}, [{key}]") for key in ("colors", "symbols", "formulas")
    )
    meanings = {}
    for role in colors:
        entry = colors.table(role, f"{path}, [colors.{role}]")
        entry.check_keys("means", "words")
        meanings[role] = Meaning(entry.text("means"), entry.texts("words"))
    means = {symbol: symbols.text(symbol) for symbol in symbols}
    written = {name: tuple(map(spelled, formulas.texts(name))) for name in formulas}
    mistakes.tell()
    return Ledger(path, meanings, means, written)


class Held:
    """Holds what a scene draws against the ledger.

    Parameters
    ----------
    ledger, theme
        Of the lesson and of the scene.

    Raises
    ------
    InputError
        For a colour of the ledger that is no role of the theme.
    """

    def __init__(self, ledger: Ledger, theme: Theme) -> None:
        self.ledger = ledger
        roles = {field.name: getattr(theme.colors, field.name) for field in fields(theme.colors)}
        for role in ledger.colors:
            if role not in roles:
                raise InputError(
                    f"the ledger has the colour {role!r}",
                    where=ledger.path,
                    permitted=names_for(role, roles),
                    remedy="name a role of the theme",
                )
        self._rgb = {role: np.array(ManimColor(color).to_rgb()) for role, color in roles.items()}
        drawn = {field.name for field in fields(Palette) if field.name.startswith("drawn_")}
        self._neutral = {*_NEUTRAL, *drawn} - set(ledger.colors)
        self._formulas = {one: name for name, spellings in ledger.formulas.items() for one in spellings}

    def judge(self, picture: Picture, limits: Limits) -> Iterator[Note]:
        """What the ledger does not permit in a picture at rest."""
        file = self.ledger.path.name
        found = readings(picture, limits)
        units = _units(found)
        for one in found:
            box = one.text.box
            for symbol in sorted(_symbols(one) - set(self.ledger.symbols)):
                message = f"{quoted(one.text.words)} has the symbol {symbol}, which {file} does not list: "
                message += "write it as the film does elsewhere, or list it"
                yield Note("symbol", f"{symbol} {one.text.words}", message, box)
            for formula in self._unlisted(one):
                message = f"{quoted(one.text.words)} is written {formula}, which {file} does not list: "
                message += "write it as the film does elsewhere, or list it"
                yield Note("formula", formula, message, box)
            if one not in units:
                yield from self._said_in_color(one)
        for shape in picture.shapes:
            if shape.role == "decoration" or shape.caption:
                continue
            for paint in filter(None, (shape.fill, shape.stroke)):
                if paint.opacity >= limits.seen_from and (role := self._unlisted_role(paint)):
                    message = f"a {shape.name} has the colour {role}, which {file} gives no meaning: "
                    message += "make it neutral, or list the role"
                    yield Note("color", role, message, shape.box)

    def _roles(self, paint: Paint) -> list[str]:
        return [role for role, rgb in self._rgb.items() if np.abs(rgb - paint.rgb).max() < _SAME]

    def _unlisted_role(self, paint: Paint) -> str:
        roles = self._roles(paint)
        known = any(role in self._neutral or role in self.ledger.colors for role in roles)
        return "" if known or not roles else roles[0]

    def _said_in_color(self, one: Reading) -> Iterator[Note]:
        paint, words = one.text.paint, one.text.words
        if role := self._unlisted_role(paint):
            message = (
                f"{quoted(words)} has the colour {role}, which {self.ledger.path.name} gives no meaning: "
            )
            yield Note("color", role, message + "make it neutral, or list the role", one.text.box)
        roles = self._roles(paint)
        meanings = [self.ledger.colors[role] for role in roles if role in self.ledger.colors]
        if not meanings or any(role in self._neutral for role in roles) or one.kind == "number":
            return
        plain = spelled(words)
        if one.mathematics or plain in self.ledger.symbols or plain in self._formulas:
            # A formula that is listed under the name of a colour has that or none.
            name = self._formulas.get(plain.strip("+="), "")
            if name in self.ledger.colors and name not in roles:
                means = " or ".join(meaning.means for meaning in meanings)
                message = f"{quoted(words)} has the colour of {means}: give it that of {name}, or none"
                yield Note("words", words, message, one.text.box)
            return
        wanted = [word for meaning in meanings for word in meaning.words]
        if not all(meaning.words for meaning in meanings):
            return
        said = words.casefold()
        if any(word.casefold() in said or spelled(word) in plain for word in wanted):
            return
        means = " or ".join(meaning.means for meaning in meanings)
        message = f"{quoted(words)} has the colour of {means}, and says none of its words: "
        yield Note("words", words, message + "name what it means, or make it neutral", one.text.box)

    def _unlisted(self, one: Reading) -> list[str]:
        if one.kind == "formula":
            # With numbers put in it is a sum, and no notation any more.
            pieces = [spelled(one.text.words)] if _symbols(one) - {"ln", "log"} else []
        else:
            pieces = powers_of_text(one.text.words) if one.live is None else []
        return [piece for piece in pieces if piece.strip("+=") not in self._formulas]


def _units(found: Sequence[Reading]) -> list[Reading]:
    """Short words that go on with a number beside them, in its colour."""
    return [
        after
        for row in lines(found)
        for before, after in pairwise(row)
        if before.kind == "number"
        and after.kind == "words"
        and len(after.text.words) <= _LONGEST_UNIT
        and np.abs(np.subtract(before.text.paint.rgb, after.text.paint.rgb)).max() < _SAME
    ]


def _symbols(one: Reading) -> set[str]:
    """The symbols that a text shows."""
    if one.live is not None:
        return symbols_of_text(one.live.template)
    return (symbols_of_formula if one.mathematics else symbols_of_text)(one.text.words)
