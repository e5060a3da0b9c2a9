"""What is written where a lesson is published: titles to choose from, description, tags, a time, a label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from voiceover.errors import InputError, excerpt
from voiceover.script.tables import Table

ASKED, EVERYWHERE, NOWHERE = "asked", "everywhere", "nowhere"
_LABELLED = (ASKED, EVERYWHERE, NOWHERE)
_NO_TAG = re.compile(r"[#＃,，、;；`]")
_KEYS = ("titles", "description", "core", "traffic", "long_tail", "time")


@dataclass(frozen=True)
class PostWords:
    """The texts of one post.

    Parameters
    ----------
    titles
        To choose from, the best first.
    core, traffic, long_tail
        Tags: what the lesson is about, what many look for, what few look for and just this answers.
    time
        When it is best published, as people say it.
    """

    titles: tuple[str, ...] = ()
    description: str = ""
    core: tuple[str, ...] = ()
    traffic: tuple[str, ...] = ()
    long_tail: tuple[str, ...] = ()
    time: str = ""


@dataclass(frozen=True)
class PublishWords:
    """The table ``[publish]`` of a ``lesson.toml``.

    Parameters
    ----------
    everywhere
        Texts where a site has none of its own.
    sites
        Of each site what it has of its own, by its name; what is empty there is taken from ``everywhere``.
    label
        What a film says at its start where its voice is synthetic; empty: the usual words of the language.
    labelled
        Where it says so: ``asked`` (on sites that ask for it), ``everywhere`` or ``nowhere``.
    """

    everywhere: PostWords = PostWords()
    sites: Mapping[str, PostWords] = field(default_factory=dict)
    label: str = ""
    labelled: str = ASKED

    def of(self, site: str) -> PostWords:
        """The texts for a site.

        Examples
        --------
        >>> words = PublishWords(PostWords(titles=("Long", ), time="noon"), {"brief": PostWords(("Short",))})
        >>> words.of("brief").titles, words.of("brief").time, words.of("other").titles
        (('Short',), 'noon', ('Long',))
        """
        own = self.sites.get(site, PostWords())
        said = {name: getattr(own, name) for name in _KEYS if getattr(own, name)}
        return replace(self.everywhere, **said)


def read_publish_words(table: Table, presenter: str) -> PublishWords:
    """Read ``[publish]``; mistakes are noted in the table."""
    table.check_keys(*_KEYS, "label", "labelled", "sites")
    labelled = table.text("labelled", default=ASKED)
    if labelled and labelled not in _LABELLED:
        table.mistakes.add(
            InputError(
                f"'labelled' is {excerpt(labelled)}",
                where=table.where,
                permitted=", ".join(_LABELLED),
                remedy="correct it",
            )
        )
    sites = table.table("sites", f"{table.where}, sites")
    return PublishWords(
        everywhere=_post(table, presenter),
        sites={name: _site(sites.table(name, f"{sites.where}.{name}"), presenter) for name in sites},
        label=table.text("label", default="").replace("{presenter}", presenter),
        labelled=labelled,
    )


def _site(table: Table, presenter: str) -> PostWords:
    table.check_keys(*_KEYS)
    return _post(table, presenter)


def _post(table: Table, presenter: str) -> PostWords:
    def named(text: str) -> str:
        return text.replace("{presenter}", presenter)

    return PostWords(
        titles=tuple(map(named, table.texts("titles"))),
        description=named(table.text("description", default="", permit="\n", most=10_000)),
        core=_tags(table, "core"),
        traffic=_tags(table, "traffic"),
        long_tail=_tags(table, "long_tail"),
        time=table.text("time", default=""),
    )


def _tags(table: Table, key: str) -> tuple[str, ...]:
    tags = table.texts(key)
    for tag in tags:
        if found := _NO_TAG.search(tag):
            table.mistakes.add(
                InputError(
                    f"the tag {excerpt(tag)} has {excerpt(found[0])} in it",
                    where=f"{table.where}, {key!r}",
                    permitted="words; signs that part tags or begin them are set where they are needed",
                    remedy="delete it, or make two tags of one",
                )
            )
    return tags
