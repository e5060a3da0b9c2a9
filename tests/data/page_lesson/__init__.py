"""A lesson for the tests of the page: a curve that one may bend, a quiz, two languages, and hostile words."""
