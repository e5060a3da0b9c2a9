"""The sheet of a take: the JSON beside its sound, which says what is heard and when."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voiceover.engines.speech import Word
from voiceover.errors import excerpt
from voiceover.strict import is_number, is_whole, load_json

SCHEMA = 1
# What a sheet may claim: telephone to studio, and no sentence that lasts longer.
RATES = range(8_000, 192_001)
MAX_SECONDS = 600
# A line has at most 2000 characters, so there are no more rows than these fill.
MAX_BYTES = 500_000
_TEXTS = ("spoken", "voice", "locale", "sha256")
_OPTIONAL = ("presenter", "source")


@dataclass(frozen=True)
class Sheet:
    """What is heard in a take.

    ``presenter`` is the name that was shown while it was said, if one was; ``source`` tells the recording
    that it was made of from any other, if it was made of one.
    """

    spoken: str
    voice: str
    locale: str
    sha256: str
    sample_rate: int
    samples: int
    words: tuple[Word, ...]
    presenter: str = ""
    source: str = ""


def write_sheet(sheet: Sheet) -> str:
    """The sheet as JSON, a word a row."""
    table = {
        "schema": SCHEMA,
        "spoken": sheet.spoken,
        "voice": sheet.voice,
        "locale": sheet.locale,
        **({"presenter": sheet.presenter} if sheet.presenter else {}),
        **({"source": sheet.source} if sheet.source else {}),
        "sample_rate": sheet.sample_rate,
        "samples": sheet.samples,
        "sha256": sheet.sha256,
        "words": [
            [word.offset, word.length, round(word.start, 4), round(word.end, 4)] for word in sheet.words
        ],
    }
    text = json.dumps(table, ensure_ascii=False, indent=1)
    return text.replace("\n   ", " ").replace("\n  ]", " ]") + "\n"


def read_sheet(data: bytes) -> Sheet:
    """The sheet that JSON holds.

    Raises
    ------
    ValueError
        Naming what is wrong with it.
    """
    try:
        table = load_json(data)
        if not isinstance(table, dict):
            raise ValueError("no table")
        return _sheet(table)
    except KeyError as error:
        raise ValueError(f"no {error}") from None
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _sheet(table: dict[str, object]) -> Sheet:
    if not is_whole(table["schema"], range(SCHEMA, SCHEMA + 1)):
        raise ValueError(f"schema {excerpt(table['schema'])}, known is {SCHEMA}")
    texts = {name: table[name] for name in _TEXTS} | {name: table.get(name, "") for name in _OPTIONAL}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise ValueError(f"{name} must be a text")
    rate, samples, rows = table["sample_rate"], table["samples"], table["words"]
    if not is_whole(rate, RATES):
        raise ValueError(f"sample_rate must be a whole number from {RATES[0]} to {RATES[-1]}")
    if not is_whole(samples, range(1, MAX_SECONDS * rate + 1)):
        raise ValueError(f"samples must be a whole number from 1 to {MAX_SECONDS} seconds' worth")
    if not isinstance(rows, list) or not rows:
        raise ValueError("words must be a list")
    words = tuple(_words(rows, len(str(table["spoken"])), samples / rate))
    return Sheet(**texts, sample_rate=rate, samples=samples, words=words)  # type: ignore[arg-type]


def _words(rows: Sequence[object], characters: int, seconds: float) -> Iterator[Word]:
    """Words follow each other in the text and in time, inside the sound."""
    offset, time, end_of_sound = 0, 0.0, seconds + 1e-3
    for row in rows:
        if not (isinstance(row, list) and len(row) == 4):
            raise ValueError(f"word {excerpt(row)} must be [offset, length, start, end]")
        first, length, start, end = row
        in_text = is_whole(first, range(offset, characters)) and is_whole(
            length, range(1, characters - first + 1)
        )
        in_sound = is_number(start, time, end_of_sound) and is_number(end, start, end_of_sound)
        if not (in_text and in_sound):
            raise ValueError(f"word {excerpt(row)} is out of order, or outside the text or the sound")
        offset, time = first + length, float(end)
        yield Word(first, length, float(start), float(end))
