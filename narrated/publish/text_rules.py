"""Titles, descriptions, tags and chapters as a site counts them, held against what it permits."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from narrated.publish.platforms import Platform
from voiceover.errors import InputError, excerpt
from voiceover.script.publish_words import PostWords

_HALVES = {"xiaohongshu"}
# Their tags stand in one field, with commas; one with a space in it counts with the quotes around it.
_COMMAS = {"bilibili", "youtube", "youtube-shorts"}
Chapter = tuple[float, str]  # its first second, and its title


def length(text: str, platform: str) -> int:
    """How long a text is to a site.

    Web forms count UTF-16 units, of which an emoji has two. Xiaohongshu counts a Latin letter, digit or
    sign as a half, rounded up at the end.

    Examples
    --------
    >>> length("AI为什么", "douyin"), length("AI为什么", "xiaohongshu"), length("👍", "youtube")
    (5, 4, 2)
    """
    if platform in _HALVES:
        return math.ceil(sum(0.5 if one.isascii() else _units(one) for one in text))
    return sum(map(_units, text))


def _units(character: str) -> int:
    return 1 + (ord(character) > 0xFFFF)


def together(tags: Sequence[str], platform: str) -> int:
    """How long all tags are to a site.

    Examples
    --------
    >>> together(["maths", "deep learning"], "youtube")
    21
    """
    if platform not in _COMMAS:
        return sum(length(tag, platform) for tag in tags)
    quoted = [f'"{tag}"' if " " in tag else tag for tag in tags]
    return length(",".join(quoted), platform)


def pick_tags(words: PostWords, platform: Platform) -> tuple[list[str], list[str]]:
    """Tags for a site, and those for which there is no room.

    One of the core, one that many look for, one that few look for, and so on, until the site takes no more.

    Examples
    --------
    >>> from narrated.publish.platforms import platforms
    >>> words = PostWords(core=("a", "b"), traffic=("c", "d"), long_tail=("e",))
    >>> pick_tags(words, platforms()["wechat-channels"])
    (['a', 'c', 'e'], ['b', 'd'])
    """
    turns = chain.from_iterable(zip_longest(words.core, words.traffic, words.long_tail))
    picked: list[str] = []
    left: list[str] = []
    for tag in dict.fromkeys(filter(None, turns)):
        more = [*picked, tag]
        (left if next(_tags(more, platform), None) else picked).append(tag)
    return picked, left


def _tags(tags: Sequence[str], platform: Platform) -> Iterator[InputError]:
    rules, key = platform.rules, platform.key
    if (most := rules.get("tags_most")) and len(tags) > most.value:
        yield most.broken(f"{len(tags)} tags", f"at most {most.value}")
    if (most := rules.get("tags_together")) and (found := together(tags, key)) > most.value:
        yield most.broken(f"tags of {found} characters together", f"at most {most.value}")


def chapters_for(chapters: Sequence[Chapter], platform: Platform) -> list[Chapter]:
    """The chapters that a site shows: none where it has no place for them, or asks for more of them.

    Examples
    --------
    >>> from narrated.publish.platforms import platforms
    >>> chapters_for([(0.0, "One"), (20.0, "Two")], platforms()["youtube"])
    []
    """
    least = platform.rules.get("chapters_least")
    if not platform.chapters or (least and len(chapters) < least.value):
        return []
    return list(chapters)


def check_texts(
    words: PostWords, text: str, chapters: Sequence[Chapter], seconds: float, platform: Platform
) -> Iterator[InputError]:
    """What is not as a site permits.

    Parameters
    ----------
    words
        Titles and tags.
    text
        The description as it will be pasted, with chapters and hashtags where they belong into it.
    chapters, seconds
        Those that the site is given, and how long the film is.
    """
    rules, key = platform.rules, platform.key
    for title in words.titles:
        found, told = length(title, key), f"the title {excerpt(title)}"
        if (most := rules.get("title_most")) and found > most.value:
            yield most.broken(f"{told} has {found} characters", f"at most {most.value}")
        if (least := rules.get("title_least")) and found < least.value:
            yield least.broken(f"{told} has {found} characters", f"at least {least.value}")
        if signs := rules.get("title_signs"):
            strange = [one for one in title if not (one.isalnum() or one in signs.value)]
            if strange:
                what = f"{told} has {', '.join(map(repr, dict.fromkeys(strange)))}"
                yield signs.broken(what, f"letters, digits and {signs.value!r}")
        yield from _forbidden(title, told, "title_forbidden", platform)
    if (most := rules.get("text_most")) and (found := length(text, key)) > most.value:
        yield most.broken(f"the description has {found} characters", f"at most {most.value}")
    size = len(text.encode())
    if (most := rules.get("text_bytes_most")) and size > most.value:
        yield most.broken(f"the description has {size} bytes in UTF-8", f"at most {most.value}")
    yield from _forbidden(text, "the description", "text_forbidden", platform)
    for tag in (*words.core, *words.traffic, *words.long_tail):
        yield from _forbidden(tag, f"the tag {excerpt(tag)}", "tags_forbidden", platform)
    if chapters:
        yield from _chapters(chapters, seconds, platform)


def _forbidden(text: str, told: str, name: str, platform: Platform) -> Iterator[InputError]:
    rule = platform.rules.get(name)
    if rule and (there := [one for one in rule.value if one in text]):
        yield rule.broken(f"{told} has {' and '.join(there)}", f"none of {' '.join(rule.value)}")


def _chapters(chapters: Sequence[Chapter], seconds: float, platform: Platform) -> Iterator[InputError]:
    rules = platform.rules
    ends = [*(start for start, _ in chapters[1:]), seconds]
    for (start, title), end in zip(chapters, ends, strict=False):
        if (least := rules.get("chapter_seconds_least")) and end - start < least.value:
            what = f"the chapter {excerpt(title)} lasts {end - start:.1f} s"
            yield least.broken(what, f"{least.value} s or more")
        if (most := rules.get("chapter_title_most")) and length(title, platform.key) > most.value:
            what = f"the chapter's title {excerpt(title)} has {length(title, platform.key)} characters"
            yield most.broken(what, f"at most {most.value}")
