"""Ledgers: read strictly, and kept by the lessons that have one."""

import tomllib

import pytest

from loss_scenes.lesson import LESSON
from loss_scenes.theme import THEME
from narrated.design.theme import DEFAULT_THEME
from narrated.review.ledger import Held, read_ledger
from narrated.review.notation import symbols_of_formula
from voiceover.errors import InputError


def test_the_ledger_of_the_film_fits_its_theme_and_lists_every_symbol_of_its_formulas():
    ledger = read_ledger(LESSON.ledger)
    Held(ledger, THEME)
    written = tomllib.loads(LESSON.ledger.read_text(encoding="utf-8"))["formulas"]
    symbols = [symbols_of_formula(one) for spellings in written.values() for one in spellings]
    assert len(symbols) > 10
    assert set().union(*symbols) <= set(ledger.symbols)


def ledger_file(tmp_path, text):
    path = tmp_path / "ledger.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[colours.squared]", "unknown key 'colours'"),
        ("[colors.squared]\nwords = ['a']", "'means' is missing"),
        ("[colors.squared]\nmeans = 'a'\nword = ['a']", "unknown key 'word'"),
        ("[symbols]\nr = 1", "r is 1 (int)"),
        ("[formulas]\nsquared = 'r^2'", "a list of texts"),
        ("[formulas", "malformed TOML"),
    ],
)
def test_what_is_no_ledger_is_told_with_its_place(tmp_path, text, said):
    path = ledger_file(tmp_path, text)
    with pytest.raises(InputError) as told:
        read_ledger(path)
    assert said in str(told.value).replace("'r'", "r")
    assert str(path) in str(told.value)


def test_a_colour_that_the_theme_does_not_have_is_told(tmp_path):
    path = ledger_file(tmp_path, "[colors.targt]\nmeans = 'the truth'")
    with pytest.raises(InputError, match=r"'targt'.*target"):
        Held(read_ledger(path), DEFAULT_THEME)


def test_a_ledger_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match=r"ledger\.toml"):
        read_ledger(tmp_path / "ledger.toml")
