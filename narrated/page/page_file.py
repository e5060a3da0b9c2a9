"""The page as one file: its modules as one script, its data as text that cannot become markup, its films.

Nothing is fetched: the policy that stands in the page permits no address at all, and just the script and the
style that stand in it.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

MOST_BYTES = 200_000
"""Of a page without its films, compressed by gzip."""
CHUNK = 3 << 18
"""Bytes of a film in one element: the page decodes them one after the other, and stays awake."""
_MAIN, _STYLE = "main.js", "page.css"
_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"\./([\w-]+\.js)";[ \t]*$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b\*?\s*(\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_OTHER = re.compile(r"^\s*(import\b(?!\()[^\n]*|export\b[^\n]*)", re.MULTILINE)


@dataclass(frozen=True)
class PageFilm:
    """A film in the page: its name and its file; ``digest`` is that of the file."""

    key: str
    video: Path
    digest: str


def assets() -> Traversable:
    """The folder of what the page is made of."""
    return files(__package__).joinpath("assets")


def script_of(modules: Mapping[str, str], main: str = _MAIN) -> str:
    r"""One script of ES modules that import each other by name, each in a scope of its own.

    Lines that are comments are left out.

    Raises
    ------
    ValueError
        For a module that is missing, a circle, or a form of import or export other than
        ``import { a, b as c } from "./file.js";`` and ``export`` before a function, class or constant.

    Examples
    --------
    >>> main = 'import { a as b } from "./a.js";\nb();'
    >>> print(script_of({"main.js": main, "a.js": "export const a = 1;"}))
    "use strict";
    const m0 = (() => {
    const a = 1;
    return { a };
    })();
    const m1 = (() => {
    const { a: b } = m0;
    b();
    return {  };
    })();
    """
    done: dict[str, str] = {}
    order: list[str] = []
    _add(main, modules, done, order, ())
    return "\n".join(['"use strict";', *order])


def _add(
    name: str, modules: Mapping[str, str], done: dict[str, str], order: list[str], above: tuple[str, ...]
) -> None:
    if name in done:
        return
    if name in above or name not in modules:
        what = "a circle" if name in above else "no such module"
        raise ValueError(f"{' -> '.join((*above, name))}: {what}")
    source = modules[name]
    for _, other in _IMPORT.findall(source):
        _add(other, modules, done, order, (*above, name))
    body = _IMPORT.sub(lambda found: _taken(found[1], done[found[2]]), source)
    body = _COMMENT.sub("", body)
    exported = _EXPORT.findall(body)
    body = _EXPORT.sub("", body)
    if other_form := _OTHER.search(body):
        raise ValueError(f"{name}: {other_form[1].strip()!r} is not understood")
    done[name] = f"m{len(done)}"
    order.append(
        f"const {done[name]} = (() => {{\n{body.rstrip()}\nreturn {{ {', '.join(exported)} }};\n}})();"
    )


def _taken(names: str, module: str) -> str:
    taken = (" ".join(name.split()).replace(" as ", ": ") for name in names.split(",") if name.strip())
    return f"const {{ {', '.join(taken)} }} = {module};"


def as_script_data(value: Any) -> str:
    r"""JSON that may stand in a script element: nothing in it ends the element or begins another.

    Examples
    --------
    >>> as_script_data({"say": "</script><!-- \u2028"})
    '{"say":"\\u003c/script\\u003e\\u003c!-- \\u2028"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def policy(script: str, style: str, *, served: bool) -> str:
    """What the page may load and do: its own script and style, pictures and films that stand in it.

    ``served``: its films come from where the page came from.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data: blob:",
            f"media-src blob:{' ' + chr(39) + 'self' + chr(39) if served else ''}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@dataclass(frozen=True)
class PageShell:
    """The page without its films: what stands before them, and what after; and its policy."""

    before: str
    after: str
    policy: str

    @property
    def compressed(self) -> int:
        """Bytes that it takes, compressed by gzip."""
        return len(gzip.compress((self.before + self.after).encode(), 9, mtime=0))

    def parts(self, films: Iterable[PageFilm]) -> Iterator[bytes]:
        """The whole page, piece by piece: each film as base64 in elements that run nothing."""
        yield self.before.encode()
        for film in films:
            with film.video.open("rb") as file:
                while block := file.read(CHUNK):
                    yield b'<script type="text/plain" data-film="%b">' % film.key.encode()
                    yield base64.b64encode(block)
                    yield b"</script>\n"
            yield b'<template data-film-end="%b"></template>\n' % film.key.encode()
        yield self.after.encode()


def page_shell(data: Mapping[str, Any], functions: str, *, served: bool = False) -> PageShell:
    """The page around its films.

    Parameters
    ----------
    data
        What the page knows: JSON.
    functions
        Source of the module ``formulas.js``.
    served
        Whether the films stand beside the page instead of in it.
    """
    found = {file.name: file.read_text(encoding="utf-8") for file in assets().iterdir()}
    modules = {name: text for name, text in found.items() if name.endswith(".js")}
    script = script_of({**modules, "formulas.js": functions})
    sheets = sorted(
        (name for name in found if name.endswith(".css")), key=lambda name: (name != _STYLE, name)
    )
    style = "\n".join(found[name] for name in sheets)
    if re.search(r"</(script|style)|<!--", script + style, re.IGNORECASE):
        raise ValueError("a script or style of the page holds what would end its element")
    allowed = policy(script, style, served=served)
    first = data["languages"][data["films"][0]["locale"]]
    filled = {
        "lang": html.escape(first["lang"]),
        "title": html.escape(first["title"]),
        "description": html.escape(first["description"] or first["title"]),
        "policy": html.escape(allowed),
        "style": style,
        "data": as_script_data(data),
        "script": script,
    }
    # One pass: what is filled in is not looked at again.
    text = re.sub(r"\{\{(\w+)\}\}", lambda place: filled[place[1]], found["page.html"])
    before, _, after = text.partition("<!-- films -->\n")
    return PageShell(before, after, allowed)
