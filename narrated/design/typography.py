"""How words are set, by language and by the shape of the picture. Light: no manim."""

from __future__ import annotations

import functools
import itertools
import logging
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from voiceover.languages import primary

FONT = "Noto Sans CJK SC"
"""The font of a theme that names no other."""


@dataclass(frozen=True)
class Typography:
    """How a language is set.

    Parameters
    ----------
    font
        For themes that name none of their own.
    row_em
        How wide a row of a caption may be where the picture is wider, in em: a sentence of usual length
        stands in one row, and a longer one in two that an eye takes in.
    breaks
        Offsets in a text at which a row may begin: 0 before a phrase, 1 before another word; elsewhere what
        belongs together would be parted.
    space
        Between two words of one sentence that have different colours, in em: a language without spaces
        leaves hardly any.
    decimal_point, minus
        Of numbers.
    """

    font: str
    row_em: float
    breaks: Callable[[str], Mapping[int, int]] = field(repr=False)
    space: float = 0.28
    decimal_point: str = "."
    minus: str = "\N{MINUS SIGN}"

    def number(self, value: float, decimals: int) -> str:
        """A number without a negative zero."""
        text = f"{value:.{decimals}f}"
        if float(text) == 0:
            text = text.lstrip("-")
        return text.replace("-", self.minus).replace(".", self.decimal_point)

    def value(self, text: str) -> float:
        """The number that a text says."""
        return float(text.replace(self.minus, "-").replace(self.decimal_point, "."))


@dataclass(frozen=True)
class TextSizes:
    """Sizes of text in a format.

    Parameters
    ----------
    smallest
        The floor to which text may shrink, in pixels of the design.
    caption
        Size of captions, as a share of the theme's.
    """

    smallest: float
    caption: float


TEXT_SIZES: Mapping[str, TextSizes] = MappingProxyType({
    "wide": TextSizes(smallest=28, caption=1.0),
    "tall": TextSizes(smallest=36, caption=1.1),
    "square": TextSizes(smallest=28, caption=0.8),
    "landscape": TextSizes(smallest=28, caption=1.0),
    "portrait": TextSizes(smallest=36, caption=1.0),
})  # fmt: skip
"""By the names of the formats: a tall picture is seen on the whole of a phone, but the phone is small."""


def typography(language: str) -> Typography:
    """The row of a language tag such as ``zh-CN``; one that has none is set as English is.

    Examples
    --------
    >>> typography("zh-CN").number(-2.5, 1), typography("en").value("−2.5")
    ('−2.5', -2.5)
    """
    return _BY_LANGUAGE.get(primary(language), OTHERS)


def load_dictionary(language: str) -> None:
    """Load what words of a language are looked up in, for all processes that are forked later.

    That of Chinese takes 0.4 s and 70 MiB.
    """
    typography(language).breaks("一条线")


# What is said with the word before it.
_BOUND = frozenset("的地得了着过们吗呢吧啊呀嘛")
_LINKS = re.compile(
    r"(about|after|although|and|as|at|because|before|between|but|by|for|from|if|in|into|like|of|on|or|over|per|so"
    r"|than|that|though|through|to|under|unless|until|when|where|which|while|who|whose|with|without)",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"a", "an", "the"})


def _words_of_chinese(text: str) -> dict[int, int]:
    words = list(_jieba().tokenize(text))
    # A single character that is no particle belongs to what follows: it is a verb, a preposition, a measure.
    return {
        start: 0
        for (before, _, _), (word, start, _) in itertools.pairwise(words)
        if word[0] not in _BOUND and (len(before) > 1 or before in _BOUND)
    }


def _links_of_english(text: str) -> dict[int, int]:
    """A phrase begins with the word that links it to what is before; an article or a link ends none."""
    words = [(word[0], word.start()) for word in re.finditer(r"\S+", text)]
    return {
        start: 0 if _LINKS.fullmatch(word) else 1
        for (before, _), (word, start) in itertools.pairwise(words)
        if not (_LINKS.fullmatch(before) or before.lower() in _ARTICLES)
    }


@functools.cache
def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of old forms in its source
        import jieba
    jieba.setLogLevel(logging.WARNING)
    # What its `initialize` does, but for a file among the user's temporary ones, which saves no time.
    words = jieba.dt
    words.FREQ, words.total = words.gen_pfdict(words.get_dict_file())
    words.initialized = True
    return jieba


_BY_LANGUAGE: Mapping[str, Typography] = MappingProxyType({
    "zh": Typography(font=FONT, row_em=22.0, breaks=_words_of_chinese, space=0.04),
    "en": Typography(font=FONT, row_em=26.0, breaks=_links_of_english),
})  # fmt: skip
OTHERS = _BY_LANGUAGE["en"]
"""For languages that have no row."""
