"""Which voices there are, what each needs, and whether it is ready on this machine."""

from __future__ import annotations

import importlib.util
import textwrap
from collections.abc import Iterator

from voiceover.engines import kokoro_vectors
from voiceover.engines.registry import ENGINES, Engine, reads
from voiceover.engines.speech import ANY_LANGUAGE
from voiceover.remedies import RECORDED, installing, listing, option

_MODULES = {"voice": "onnxruntime", "espeak": "espeakng_loader"}
_WIDTH, _INDENT = 76, 15
_MANY = 4  # languages, each with voices of its own, in rows of their own
_MORE = {
    "Azure": "NAME, of some hundreds more",
    "ElevenLabs": "NAME, or the identifier, of a voice of your account",
    "pyttsx3": "IDENTIFIER of a voice of this system",
}


def told(locale: str = "") -> Iterator[str]:
    """The rows of a list of all engines and their voices; with ``locale``, of those that read it."""
    for engine in ENGINES:
        lacking = _lacking(engine)
        needs = f"needs {', '.join(lacking)}" if lacking else "ready"
        yield f"{engine.name}: {needs}; word times: {'told' if engine.word_times else 'by alignment'}"
        prefix = f"{engine.service.prefix}:" if engine.service else ""
        groups: dict[str, list[str]] = {}
        for voice in engine.module.voices():
            if not locale or reads(engine, voice, locale):
                groups.setdefault(_languages(engine, voice), []).append(voice)
        if len(groups) > _MANY:
            groups = {"each its own": [voice for names in groups.values() for voice in names]}
        for languages, names in groups.items():
            yield from _wrapped(f"{languages:13}{prefix}", [name.removeprefix(prefix) for name in names])
        if more := _MORE.get(engine.name):
            yield f"  {'':13}{prefix}{more}"
        if engine.extra == "voice":
            to_fetch = [one for one in kokoro_vectors.fetchable() if not locale or reads(engine, one, locale)]
            yield from _wrapped(f"{'':13}to fetch, `{listing()}` with {option('fetch')}NAME: ", to_fetch)
    yield "your own: what you record, by a page or into files (docs/recording.md); word times: by alignment"
    yield f"  {'':13}{RECORDED}"


def _lacking(engine: Engine) -> list[str]:
    if engine.service:
        return engine.service.lacking()
    if importlib.util.find_spec(_MODULES[engine.extra]) is None:
        return [f"the extra {engine.extra} (`{installing(engine.extra)}`)"]
    return []


def _languages(engine: Engine, voice: str) -> str:
    languages = tuple(engine.module.languages(voice))
    return "any" if languages == ANY_LANGUAGE else " ".join(languages) or "none"


def _wrapped(first: str, names: list[str]) -> Iterator[str]:
    if names:
        yield from textwrap.wrap(
            first + "  ".join(names), _WIDTH + _INDENT, initial_indent="  ", subsequent_indent=" " * _INDENT,
            drop_whitespace=True, break_on_hyphens=False, break_long_words=False,
        )  # fmt: skip
