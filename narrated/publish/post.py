"""``post.md``: what to paste into a site's form, what to tick there, and which rules were kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrated.publish.platforms import Platform, table
from narrated.publish.text_rules import Chapter, length, pick_tags
from voiceover.languages import primary
from voiceover.script.publish_words import PostWords


@dataclass(frozen=True)
class Post:
    """All that a post is made of.

    Parameters
    ----------
    words
        With the description that is pasted before chapters and hashtags are added.
    covers, captions
        Names of files: of covers by their sides, of captions by their languages.
    label
        What the film says of its voice; empty where it says nothing.
    synthetic
        Whether its voice is.
    """

    platform: Platform
    language: str
    title: str
    words: PostWords
    chapters: Sequence[Chapter]
    film: str
    covers: Mapping[str, str]
    captions: Mapping[str, str]
    voice: str
    synthetic: bool
    label: str

    @property
    def text(self) -> str:
        """The description as it is pasted."""
        parts = [self.words.description.strip()]
        if self.platform.chapters == "text" and self.chapters:
            parts.append("\n".join(map(chapter_row, self.chapters)))
        if self.platform.tags == "text":
            parts.append(" ".join(map(_hashtag, pick_tags(self.words, self.platform)[0])))
        return "\n\n".join(filter(None, parts))

    def markdown(self) -> str:
        """The content of ``post.md``."""
        words = table("post_words.toml")
        told = words.get(primary(self.language), words["en"])
        sections = [
            (told["titles"], self._titles(told)),
            (told["description"], _fenced(self.text)),
            (told["tags"], self._tags(told)),
            (told["chapters"], self._chapters()),
            (told["time"], self.words.time),
            (told["form"], self._form(told)),
            (told["files"], self._files(told)),
            (told["rules"], self._rules(told)),
        ]
        shown = [f"## {heading}\n\n{body}" for heading, body in sections if body]
        return "\n\n".join([f"# {self.platform.name}: {self.title}", *shown]) + "\n"

    def _chapters(self) -> str:
        apart = self.chapters if self.platform.chapters == "form" else ()
        return _fenced("\n".join(map(chapter_row, apart))) if apart else ""

    def _titles(self, told: Mapping[str, str]) -> str:
        counts = [told["characters"].format(count=length(t, self.platform.key)) for t in self.words.titles]
        rows = zip(self.words.titles, counts, strict=True)
        return "\n".join(f"{number}. {title} ({count})" for number, (title, count) in enumerate(rows, 1))

    def _tags(self, told: Mapping[str, str]) -> str:
        picked, left = pick_tags(self.words, self.platform)
        rows = {told["picked"]: picked}
        rows |= {told[kind]: list(getattr(self.words, kind)) for kind in ("core", "traffic", "long_tail")}
        rows[told["left"]] = left
        in_text = self.platform.tags == "text"
        glue, written = (" ", _hashtag) if in_text else (", ", str)
        return "\n".join(f"- {kind}: {glue.join(map(written, tags))}" for kind, tags in rows.items() if tags)

    def _form(self, told: Mapping[str, str]) -> str:
        rows = [told["own"]]
        if self.synthetic:
            rows.append(self.platform.said("declare", self.language))
            rows.append(told["shown"].format(label=self.label) if self.label else told["unlabelled"])
            rows.append(told["person"])
        else:
            rows.append(told["human"].format(voice=self.voice))
        return "\n".join(f"- [ ] {row}" for row in rows)

    def _files(self, told: Mapping[str, str]) -> str:
        rows = [f"`{self.film}`: {told['film']}"]
        rows += [f"`{name}`: {told['cover'].format(sides=sides)}" for sides, name in self.covers.items()]
        rows += [
            f"`{name}`: {told['captions'].format(language=language)}"
            for language, name in self.captions.items()
        ]
        rows += [] if self.covers else [told["no_cover"]]
        rows += [] if self.captions else [told["burnt"]]
        return "\n".join(f"- {row}" for row in rows)

    def _rules(self, told: Mapping[str, str]) -> str:
        rows = [told["head"], "|---|---|---|---|---|"]
        for rule in self.platform.rules.values():
            value = ", ".join(map(str, rule.value)) if isinstance(rule.value, list) else f"`{rule.value}`"
            rows.append(f"| {rule.name} | {value} | {rule.confidence} | {rule.source} | {rule.date} |")
        unknown = ", ".join(self.platform.said("unknown", self.language))
        return "\n".join([*rows, *([f"\n{told['unknown']}: {unknown}."] if unknown else [])])


def chapter_row(chapter: Chapter) -> str:
    """A chapter as sites read it.

    Examples
    --------
    >>> chapter_row((75.9, "Three jobs")), chapter_row((3600.0, "The end"))
    ('1:15 Three jobs', '1:00:00 The end')
    """
    second, title = int(chapter[0]), chapter[1]
    hours, minutes = divmod(second // 60, 60)
    clock = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{clock}:{second % 60:02} {title}"


def _hashtag(tag: str) -> str:
    """A tag in a text, where it ends at the first space."""
    return f"#{''.join(tag.split())}"


def _fenced(text: str) -> str:
    # Longer than any that the text has of its own.
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}text\n{text}\n{fence}"
