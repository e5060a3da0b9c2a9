"""What is seen in a film, line by line, in words: for those who cannot see it."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from narrated.build.description_file import NAME, film_digest, read_lines
from narrated.build.plan import Plan
from narrated.build.tellings import tell_scenes
from narrated.design.formats import Format
from narrated.json_files import sealed
from narrated.lesson import load_ref
from narrated.page import thing_words
from narrated.scene.render_options import RenderOptions
from narrated.scene.scene_job import SceneJob
from voiceover.atomic_write import write_whole
from voiceover.languages import primary

VERSION = 2
LOG = "description.txt"

_THINGS, _MOTIONS, _NUMBERS, _TEXTS, _FORMULAS = 5, 2, 3, 4, 1
_LONGEST = 46  # words of a description; a Chinese character counts for less than one
_CHARACTER = 0.5
_AXIS_UP, _AXIS_ACROSS = re.compile("↑ (.+)"), re.compile("(.+) →")

_SAYS_ITSELF = re.compile(r"[^\W\d_]{2}|[\u3400-\u9fff]")
_CHINESE = "[\u3400-\u9fff]"

Told = Mapping[str, Any]
"""What is seen in a line, as it travels from the worker that told it."""


def describe(plan: Plan, temporary: Path, say: Callable[[str], None] = lambda _: None) -> dict[str, str]:
    """What is seen in each line of a film, by ``scene/line``; written beside it where it is missing or stale.

    Parameters
    ----------
    plan
        Of a film that was made.
    temporary
        Folder for what is needed meanwhile.
    say
        Called with what is being done.

    Returns
    -------
    dict
        Empty in a language in which nothing has a name.

    Raises
    ------
    InputError
        For scenes that cannot be told, and tables of names that cannot be read.
    """
    language = plan.words.language
    sentences = Sentences.of(language)
    if sentences is None:
        say(f"no description: there are no words for what is seen in {language}")
        return {}
    path, made_of = plan.beside(NAME), _digest(plan)
    known = _read(path, made_of)
    if known is not None:
        return known
    say(f"describing what is seen in {len(plan.scenes)} scenes")
    jobs = [scene.job for scene in plan.scenes]
    tellings = tell_scenes(jobs, plan.jobs, temporary, _tell, LOG)
    lines = {
        f"{name}/{line}": sentences.line(seen)
        for name, told in tellings.items()
        for line, seen in told.items()
    }
    content = {
        "version": VERSION,
        "made_of": made_of,
        "film": film_digest(plan),
        "language": language,
        "lines": lines,
    }
    write_whole(path, json.dumps(sealed(content), ensure_ascii=False, indent=1) + "\n")
    return lines


class Sentences:
    """Makes a line's description of what was seen in it.

    Examples
    --------
    >>> seen = {"things": [("a house", "{count} houses", 12)], "motions": [], "texts": ["area →", "cheap"],
    ...         "numbers": [("price", "80", "90")], "formulas": []}
    >>> Sentences.of("en").line(seen)
    'Shown: twelve houses. Price: 80 to 90. Across: area. On screen: “cheap”.'
    """

    def __init__(self, words: Mapping[str, Any], *, spaced: bool) -> None:
        self.words, self.spaced = words, spaced

    @classmethod
    def of(cls, language: str) -> Sentences | None:
        """Those of a language; None where there are none."""
        source = files(__package__ or "") / "description_words.toml"
        tables = tomllib.loads(source.read_text("utf-8"))
        words = tables.get(primary(language))
        return cls(words, spaced=primary(language) != "zh") if words else None

    def line(self, seen: Told) -> str:
        """The description of a line: what matters most comes first, and what is too much is left out."""
        told, words = "", 0.0
        for sentence in self._sentences(seen):
            words += _length(sentence)
            if told and words > _LONGEST:
                break
            told += (" " if self.spaced and told else "") + sentence
        told = told or str(self.words["same"])
        return told if self.spaced else _set_chinese(told)

    def _sentences(self, seen: Told) -> Iterator[str]:
        words = self.words
        if things := [
            one if count == 1 else self._counted(many, count) for one, many, count in seen["things"][:_THINGS]
        ]:
            yield words["shown"].format(list=self._listed(things))
        if motions := [self._motion(*motion) for motion in seen["motions"][:_MOTIONS]]:
            yield _capital(words["motion"].format(list=words["motions"].join(motions)))
        yield from self._numbers(seen["numbers"])
        texts = seen["texts"]
        if axes := list(self._axes(texts)):
            yield _capital(words["motion"].format(list=words["motions"].join(axes)))
        plain = [each for each in texts if not (_AXIS_UP.fullmatch(each) or _AXIS_ACROSS.fullmatch(each))]
        if formulas := seen["formulas"][:_FORMULAS]:
            yield words["formula"].format(list=self._listed(formulas))
        if plain:
            yield words["texts"].format(list=self._quoted(plain[:_TEXTS]))

    def _motion(self, one: str, many: str, count: int, how: str) -> str:
        single, several = self.words[how]
        return str(
            single.format(thing=one) if count == 1 else several.format(thing=self._counted(many, count))
        )

    def _counted(self, many: str, count: int) -> str:
        counts = self.words["counts"]
        return many.format(count=counts[count] if count < len(counts) else count)

    def _numbers(self, numbers: Sequence[Sequence[str]]) -> Iterator[str]:
        """A sentence for the numbers of one name: those that change, or where they end."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name, first, last in numbers:
            key = name or (last if _SAYS_ITSELF.search(last) else "")
            groups.setdefault(key, []).append((first, last))
        for name, values in list(groups.items())[:_NUMBERS]:
            first, last = values[0]
            if name == last:  # it says itself what it is
                yield self.words["reads" if first == last else "becomes"].format(first=first, last=last)
                continue
            changed = self.words["changes"].format(first=first, last=last)
            ends = [last for _, last in values[: 2 * _NUMBERS]]
            listed = changed if len(values) == 1 and first != last else self._listed(ends)
            sentence = self.words["number" if name else "numbers"].format(name=name, list=listed)
            yield _capital(sentence)

    def _axes(self, texts: Iterable[str]) -> Iterator[str]:
        for key, pattern in (("across", _AXIS_ACROSS), ("upward", _AXIS_UP)):
            if names := [found[1] for each in texts if (found := pattern.fullmatch(each))]:
                yield self.words[key].format(list=self._listed(names))

    def _quoted(self, texts: Iterable[str]) -> str:
        quoted = [self.words["text"].format(text=text) for text in texts]
        return (", " if self.spaced else "").join(quoted)

    def _listed(self, parts: Sequence[str]) -> str:
        *others, last = parts
        return f"{self.words['between'].join(others)}{self.words['last']}{last}" if others else last


def _tell(job: SceneJob) -> dict[str, Told]:
    from narrated.page.description_telling import tell_seen

    options = RenderOptions(job.locale, job.voice, job.draft_takes)
    lines = tell_seen(load_ref(job.ref), Format.of_pixels(job.width, job.height), job.fps, options)
    return {
        line: {
            "things": [(noun.one, noun.many, count) for noun, count in seen.things],
            "motions": [(noun.the, noun.many, count, how) for noun, count, how in seen.motions],
            "numbers": [(change.name, change.first, change.last) for change in seen.numbers],
            "texts": seen.texts,
            "formulas": seen.formulas,
        }
        for line, seen in lines.items()
    }


def _digest(plan: Plan) -> str:
    """What a description is made of: the film by its manifest, the names of things, how it is told."""
    found = hashlib.sha256(f"{VERSION} {film_digest(plan)}".encode())
    packages = {thing_words.home(scene.job.ref.partition(":")[0]) for scene in plan.scenes}
    for table in thing_words.tables(packages):
        found.update(table.read_bytes())
    for source in ("description.py", "description_telling.py", "description_words.toml", "thing_words.py"):
        found.update(Path(__file__).with_name(source).read_bytes())
    return found.hexdigest()


def _read(path: Path, made_of: str) -> dict[str, str] | None:
    """The descriptions that stand there, if they are of this film; what is damaged is made again."""
    return read_lines(path, {"version": VERSION, "made_of": made_of})


def _length(sentence: str) -> float:
    """Words of a sentence."""
    characters = len(re.findall(r"[\u3400-\u9fff]", sentence))
    return characters * _CHARACTER + len(re.findall(r"[^\s\u3400-\u9fff、，。“”：]+", sentence))


def _set_chinese(told: str) -> str:
    """With a space between Chinese and other words, and none inside of Chinese.

    >>> _set_chinese("出现Huber和两 只猫，12 座房子")
    '出现 Huber 和两只猫，12 座房子'
    """
    told = re.sub(f"(?<={_CHINESE}) (?={_CHINESE})", "", told)
    return re.sub(f"(?<={_CHINESE})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?={_CHINESE})", " ", told)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:] if sentence[:1].isascii() else sentence
