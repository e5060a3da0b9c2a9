"""English with its numbers as they are said, whichever way they were written."""

from __future__ import annotations

import re

_UNITS = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {10**9: "billion", 10**6: "million", 10**3: "thousand", 100: "hundred"}
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_ORDINALS |= {"nine": "ninth", "twelve": "twelfth"}
_NUMBER = re.compile(
    r"(?P<minus>(?<!\w)[-\N{MINUS SIGN}])?"
    r"(?P<whole>\d{1,3}(?:,\d{3})+(?!\d)|\d+|(?=\.\d))(?:\.(?P<decimals>\d+))?"
    r"(?P<th>(?:st|nd|rd|th)\b)?"
)
_SCALE = rf"(?:{'|'.join(_SCALES.values())})"
# Said or left out, and the same number either way.
_FREE = (
    (re.compile(rf"\b({_SCALE}) and (?=(?:{'|'.join(_UNITS + _TENS)}))"), r"\1 "),
    (re.compile(rf"\ba (?={_SCALE}\b)"), "one "),
    (re.compile(r"\bzero (?=point\b)"), ""),
    (re.compile(r"\bper cent\b"), "percent"),
)


def words_of_english(text: str, *, years: bool = False) -> list[str]:
    """The words of a text in lower case, its numbers spelt out; ``years`` in pairs of digits.

    Examples
    --------
    >>> " ".join(words_of_english("The 21st of 1,500 rows: 3.14 or −20%."))
    'the twenty first of one thousand five hundred rows three point one four or minus twenty percent'
    >>> words_of_english("In 1986", years=True)
    ['in', 'nineteen', 'eighty', 'six']
    """
    text = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("%", " percent ")
    text = _NUMBER.sub(lambda found: f" {_spelt(found, years)} ", text)
    text = " ".join(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", text))
    for pattern, plain in _FREE:
        text = pattern.sub(plain, text)
    return text.split()


def _spelt(found: re.Match[str], years: bool) -> str:
    whole = found["whole"].replace(",", "")
    words = ["minus"] if found["minus"] else []
    if years and re.fullmatch(r"(1[1-9]|20)\d\d", found["whole"]):
        words += _cardinal(int(whole[:2])) + (_cardinal(int(whole[2:])) if int(whole[2:]) else ["hundred"])
    elif whole:
        words += _cardinal(int(whole))
    if found["decimals"]:
        words += ["point", *(_UNITS[int(digit)] for digit in found["decimals"])]
    if found["th"]:
        last = words.pop()
        words.append(_ORDINALS.get(last, f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"))
    return " ".join(words)


def _cardinal(number: int) -> list[str]:
    for scale, name in _SCALES.items():
        if number >= scale:
            more, rest = divmod(number, scale)
            return [*_cardinal(more), name, *(_cardinal(rest) if rest else ())]
    if number < len(_UNITS):
        return [_UNITS[number]]
    tens, unit = divmod(number, 10)
    return [_TENS[tens - 2], *(_cardinal(unit) if unit else ())]
