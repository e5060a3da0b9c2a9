"""The deck: one page for reveal.js, opened from a folder."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from string import Template

from narrated.design.layout import layout
from narrated.slides.beats import Beat
from narrated.slides.talk import CLIPS, COVER, Talk

PAGE = "index.html"
DECK = {
    "reveal.js": "reveal/reveal.js",
    "reveal.css": "reveal/reveal.css",
    "LICENSE-reveal.txt": "reveal/LICENSE",
    "deck.js": "deck/deck.js",
    "deck.css": "deck/deck.css",
}
"""What the page needs, in ``deck/`` beside it, and where it stands here."""
# What the help lists, with the keys where they are the same in every language.
_HELP = {
    "forward": None, "back": None, "scene": None, "number": "1 2 Enter", "replay": "R", "pause": "K",
    "sound": "M", "captions": "C", "speaker": "S", "overview": "O Esc", "black": "B .",
    "fullscreen": "F F5", "help": "? H",
}  # fmt: skip
_CAPTION = 0.36  # of the height of the captions' band: the size of their text, of which two rows fit


def write_deck(talk: Talk, folder: Path) -> None:
    """Write the page, and what it needs besides the clips, into a folder."""
    (folder / "deck").mkdir()
    for name, source in DECK.items():
        (folder / "deck" / name).write_bytes(_source(source))
    (folder / PAGE).write_text(page(talk), encoding="utf-8")


def page(talk: Talk) -> str:
    """The page as text; of what it was given nothing becomes markup."""
    words = {name: escape(text) for name, text in talk.words.items()}
    slides = [_cover(talk)]
    numbered = enumerate(talk.beats, 1)
    for _, beats in groupby(numbered, key=lambda each: each[1].scene):
        slides += ["<section>", *(_slide(number, beat, talk) for number, beat in beats), "</section>"]
    return Template(_source("deck/index.html").decode()).substitute(
        words,
        language=escape(talk.language),
        title=escape(talk.title),
        places=_places(talk),
        slides="\n".join(slides),
        help="\n".join(_help(words)),
        data=_data(talk),
    )


def _source(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()


def _cover(talk: Talk) -> str:
    title = f"<h1>{escape(talk.title)}</h1>"
    if talk.cover:
        told = escape(talk.words["cover"].format(title=talk.title))
        return f'<section id="cover">{title}<img class="still" src="{COVER}" alt="{told}"></section>'
    rest = "".join(f"<p>{escape(text)}</p>" for text in (talk.subtitle, talk.presenter) if text)
    return f'<section id="cover" class="words">{title}{rest}</section>'


def _slide(number: int, beat: Beat, talk: Talk) -> str:
    place = escape(f"{CLIPS}/{beat.name}")
    told = escape(talk.film_of(beat))
    notes = "".join(f"<p>{escape(line.text)}</p>" for line in beat.lines)
    return (
        f'<section id="{escape(beat.name)}" data-number="{number}"><h2>{escape(beat.heading)}</h2>'
        f'<img class="still" src="{place}-last.jpg" alt="" loading="lazy">'
        f'<video data-clip="{place}.mp4" poster="{place}-first.jpg" preload="none" playsinline muted '
        f'aria-label="{told}" data-ignore></video>'
        f'<aside class="notes" dir="auto">{notes}</aside></section>'
    )


def _places(talk: Talk) -> str:
    """Where the captions stand, as in the film."""
    region, frame = layout(talk.shape).caption, layout(talk.shape).frame
    places = {
        "left": (frame.width / 2 + region.x - region.width / 2) / frame.width,
        "top": (frame.height / 2 - region.y - region.height / 2) / frame.height,
        "width": region.width / frame.width,
        "height": region.height / frame.height,
    }
    size = places["height"] * talk.shape.height * _CAPTION
    return "; ".join([*(f"--{name}: {share:.3%}" for name, share in places.items()), f"--size: {size:.1f}"])


def _help(words: dict[str, str]) -> list[str]:
    shown = []
    for name, keys in _HELP.items():
        told = words[f"{name}_keys"] if keys is None else keys
        shown.append(f"<dt>{told}</dt><dd>{words[f'{name}_does']}</dd>")
    return shown


def _data(talk: Talk) -> str:
    """What the page's script reads; in no place does it look like the end of the element around it."""
    data = {
        "slug": talk.slug,
        "language": talk.language,
        "title": talk.title,
        "width": talk.shape.width,
        "height": talk.shape.height,
        "fps": talk.fps,
        "sound": talk.sound,
        "words": dict(talk.words),
        "beats": [
            {
                "name": beat.name,
                "heading": beat.heading,
                "start": beat.start,
                "frames": beat.frames,
                "lines": [asdict(line) for line in beat.lines],
            }
            for beat in talk.beats
        ],
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
