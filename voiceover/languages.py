"""Which language a locale is of."""

from __future__ import annotations


def primary(locale: str) -> str:
    """The language of a locale or language tag, without script, region and variants.

    Examples
    --------
    >>> primary("zh-CN"), primary("en_GB")
    ('zh', 'en')
    """
    return locale.replace("_", "-").split("-")[0].lower()
