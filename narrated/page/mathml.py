"""Formulas as MathML: set by Typst, from the source that the film's pictures have. Light: no manim."""

from __future__ import annotations

import functools
import html
import re
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from voiceover.errors import InputError, excerpt

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_MOST = 2000  # characters of a formula, far more than any has
# What MathML Core knows, without what would link, run or hold other markup.
_ELEMENTS = re.compile(
    "math|merror|mfrac|mi|mmultiscripts|mn|mo|mover|mpadded|mphantom|mprescripts|mroot|mrow|ms|mspace|msqrt|mstyle"
    "|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover"
)
_ATTRIBUTES = re.compile(
    "accent|accentunder|class|columnspan|depth|dir|display|displaystyle|fence|form|height|largeop|linethickness"
    "|lspace|mathvariant|maxsize|minsize|movablelimits|rowspan|rspace|scriptlevel|separator|stretchy|symmetric"
    "|voffset|width|xmlns"
)
# Manim's names of parts, as in {{ x : chance }}: MathML has no use for them.
_PART = re.compile(r"\{\{(.*?)(?::[^:{}]*)?\}\}", re.DOTALL)
# Of Typst's code a formula needs lengths alone; the rest could read files, or fetch packages.
_CODE = re.compile(r"#(?!\d+(?:\.\d+)?(?:em|pt|mm|cm|in)\b)")


def mathml(source: str, *, block: bool = False) -> str:
    r"""A formula in Typst's notation as MathML Core.

    Parameters
    ----------
    source
        Typst's maths without dollar signs, as ``narrated.formula`` takes it; parts in ``{{ x : name }}`` are
        set without their names.
    block
        Whether it stands in a row of its own, with large sums and fractions.

    Returns
    -------
    str
        A ``math`` element with nothing in it but elements of MathML and text. Its namespace is written out:
        it is XML as well as HTML.

    Raises
    ------
    InputError
        For what Typst cannot set, code in the formula, and what is no mathematics.

    Examples
    --------
    >>> mathml("r^2")
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>𝑟</mi><mn>2</mn></msup></math>'
    """
    plain = _PART.sub(r"\1", source).strip()
    _check(source, plain)
    try:
        page, ignored = _typeset(f"$ {plain} $" if block else f"${plain}$")
    except typst.TypstError as error:
        raise InputError(
            f"the formula {excerpt(source, 200)} cannot be set ({error})",
            permitted="Typst's notation, as in frac(1, 2) or sqrt(x); that of LaTeX is another",
        ) from error
    reader = _Reader(source)
    if ignored:
        raise reader.refused(ignored)
    reader.feed(page)
    reader.close()
    return reader.found()


def _check(source: str, plain: str) -> None:
    if not plain or len(plain) > _MOST:
        raise InputError(
            f"a formula of {len(plain)} characters: {excerpt(source)}", permitted=f"1 to {_MOST} characters"
        )
    wrong = _CODE.search(plain) or re.search(r"\$|//|/\*|[\x00-\x08\x0b-\x1f]", plain)
    if wrong:
        raise InputError(
            f"{excerpt(wrong[0])} in the formula {excerpt(source, 200)}",
            permitted="Typst's maths without code, comments and dollar signs; # stands before a length alone,"
            " as in #0.6em",
        )


@functools.lru_cache(maxsize=512)
def _typeset(equation: str) -> tuple[str, str]:
    """The page that Typst makes of an equation, in a folder without other files, and what it left out."""
    with TemporaryDirectory(prefix="formula-") as name:
        folder = Path(name)
        source = folder / "formula.typ"
        source.write_text(equation, encoding="utf-8")
        made, warnings = typst.compile_with_warnings(
            source, root=folder, package_path=folder, font_paths=_fonts(), format="html"
        )
    left_out = [warning.message for warning in warnings if "ignored" in warning.message]
    return made.decode(), "; ".join(left_out)


@functools.cache
def _fonts() -> typst.Fonts:
    """Those that Typst brings: it asks for some, and draws nothing here; to look for others takes 0.2 s."""
    return typst.Fonts(include_system_fonts=False)


class _Reader(HTMLParser):
    """Takes the one formula out of a page; refuses what is not of MathML."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.parts: list[str] = []
        self.depth = self.formulas = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "math":
            self.formulas += 1
            attrs = [("xmlns", NAMESPACE), *attrs]
        elif not self.depth:
            return
        unknown = [name for name, _ in attrs if not _ATTRIBUTES.fullmatch(name)]
        if not _ELEMENTS.fullmatch(tag) or unknown:
            raise self.refused(f"<{tag}{' ' if unknown else ''}{' '.join(unknown)}>")
        said = "".join(f' {name}="{html.escape(value or "")}"' for name, value in attrs)
        self.parts.append(f"<{tag}{said}>")
        self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.parts.append(f"</{tag}>")
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.parts.append(html.escape(data, quote=False))

    def found(self) -> str:
        """The formula."""
        if self.formulas != 1 or self.depth:
            raise self.refused("no single formula")
        return "".join(self.parts)

    def refused(self, what: str) -> InputError:
        """What is told of a formula that is no MathML."""
        return InputError(
            f"the formula {excerpt(self.source, 200)} cannot become MathML ({what})",
            permitted="fractions, roots, sums, indices, accents, cases, matrices and words",
            remedy="write it without colours, boxes and strokes through it",
        )
