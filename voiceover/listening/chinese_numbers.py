"""Chinese with its numbers as they are said, whichever way they were written."""

from __future__ import annotations

import re
import unicodedata

# Written in digits, which of the two is said of "2" is left open.
_SAME = str.maketrans("两〇", "二零")


def syllables_of_chinese(text: str) -> list[str]:
    """The syllables of a text without their tones; of Latin words the letters as they stand."""
    import cn2an
    from pypinyin import lazy_pinyin

    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<=[\d%])\s*[-–—~]\s*(?=\d)", "到", text)  # from ... to; else it is read as a minus
    spelt = cn2an.transform(text, "an2cn").translate(_SAME)
    return [unit for part in lazy_pinyin(spelt) for unit in re.findall(r"[a-zü]+|\d", part.lower())]
