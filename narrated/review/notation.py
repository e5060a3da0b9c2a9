"""Mathematics as it is written, in Typst or in a line of text: which symbols, and in one spelling."""

from __future__ import annotations

import re

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "η": "eta", "θ": "theta",
    "λ": "lambda", "μ": "mu", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "ψ": "psi",
    "ω": "omega", "Δ": "Delta", "Σ": "Sigma", "ℓ": "ell", "ŷ": "hat(y)",
}  # fmt: skip
_SIGNS = {"²": "^2", "³": "^3", "½": "1/2 ", "−": "-", "·": " ", "×": " times ", "‖": "|", "∥": "|"}
# What Typst writes that is no symbol of the lesson's: letters' dress, layout, signs.
_DRESS = frozenset(
    re.findall(
        r"\w+",
        """
        abs approx arrow bb bold bracket cal cases cdot dot dots div e eq exp frac gap hat in infinity
        integral italic lr manimgrp mat max min mono norm op overline partial plus prime product qquad quad
        rel root sans serif sqrt sum text thick thin tilde times top underline upright vec
        """,
    )
)
_FUNCTIONS = frozenset({"ln", "log", "lg"})
_HATTED = re.compile(r"\bhat\(\s*([A-Za-z]+)\s*\)")
_INDEX = re.compile(r"_(\([^()]*\)|\w+)")
_NAME = re.compile(r"(?<![A-Za-z])[A-Za-z]+(?![A-Za-z])")
_UNIT = re.compile(r"(?<![A-Za-z])[（(][A-Za-z/²³%°]{1,5}[)）]")  # of an axis: "area (m²)"
# A single Latin letter that is a symbol in a text: no word ("a"), unit ("30 s", "km/h") or initial ("D.").
_LETTER = re.compile(
    r"(?<![A-Za-z0-9'’./}])(?<![\d}] )([B-HJ-Zb-z]|[aAI](?=\s*[=^(_<>+]))(?![A-Za-z'’.0-9-])"
)


def spelled(formula: str) -> str:
    """A formula in one spelling: no spaces, no names of its parts, no quotation marks.

    Examples
    --------
    >>> spelled("$ ell(p) = -ln {{ p : chance }} $"), spelled("ℓ(p) = −ln p"), spelled("½ r²")
    ('ell(p)=-lnp', 'ell(p)=-lnp', '1/2r^2')
    """
    text = re.sub(r"\{\{(.*?)(?::\s*\w+\s*)?\}\}", r"\1", _translated(formula))
    while (begin := text.find("manimgrp(")) >= 0:
        text = text[:begin] + _grouped(text[begin + len("manimgrp(") :])
    text = re.sub(r'\bop\(\s*"([^"]*)"\s*\)', r"\1", text)
    text = re.sub(r"\bgap:\s*#[\w.]+,", "", text)
    return re.sub(r'[\s"$\\]', "", text)


def _grouped(rest: str) -> str:
    """What is inside of ``manimgrp("name", inside)`` and what follows it, from its first parameter on."""
    rest = rest.partition(",")[2]
    depth = 1
    for place, character in enumerate(rest):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return rest[:place] + rest[place + 1 :]
    return rest


def _translated(text: str) -> str:
    for sign, name in _GREEK.items():
        text = text.replace(sign, f" {name} ")
    for sign, name in _SIGNS.items():
        text = text.replace(sign, name)
    return re.sub(r"\s+([\^)])", r"\1", text)


def symbols_of_formula(source: str) -> set[str]:
    """The symbols of a formula in Typst's notation, without indices; ``ln`` and ``log`` count as symbols.

    Examples
    --------
    >>> sorted(symbols_of_formula('op("MSE") = 1/n sum_(i=1)^n (hat(y)_i - y_i)^2'))
    ['hat(y)', 'n', 'y']
    """
    text = re.sub(r"#[\w.]+", " ", re.sub(r'"[^"]*"', " ", _translated(source)))
    text = _INDEX.sub(" ", text)
    found = {f"hat({name})" for name in _HATTED.findall(text)}
    return found | {
        name for name in _NAME.findall(_HATTED.sub(" ", text)) if name not in _DRESS | {"manimgrp"}
    }


def symbols_of_text(words: str) -> set[str]:
    """The symbols in a line of text: Greek letters, and Latin ones that stand alone and are no word.

    Examples
    --------
    >>> [sorted(symbols_of_text(words)) for words in ("残差 r", "γ = 2", "It's a 30 s film", "9 km/h")]
    [['r'], ['gamma'], [], []]
    """
    words = _UNIT.sub(" ", words)
    if re.fullmatch(r"\s*[A-Z]\s*", words):
        return set()  # the name of a place, such as a corner
    found = {name for sign, name in _GREEK.items() if sign in words}
    found |= {name for name in _FUNCTIONS if re.search(rf"(?<![A-Za-z]){name}(?![A-Za-z])", words)}
    return found | set(_LETTER.findall(words))


def powers_of_text(words: str) -> list[str]:
    """The pieces of a line of text that are formulas: what has a power or a logarithm, in one spelling.

    Examples
    --------
    >>> powers_of_text("平方误差 ½r²"), powers_of_text("−ln p 越大"), powers_of_text("65 m²")
    (['1/2r^2'], ['-lnp'], [])
    """
    text = _translated(_UNIT.sub(" ", words))
    pieces = re.findall(r"[A-Za-z0-9^_()+\-*/=.,| ]+", text)
    found = [spelled(piece) for piece in pieces if re.search(r"[A-Za-z)]\^|\b(ln|log)\b", piece)]
    whole = (piece for piece in found if piece.count("(") == piece.count(")"))
    return [piece for piece in whole if not re.fullmatch(r"[\d.,]*[kc]?m\^[23]", piece)]
