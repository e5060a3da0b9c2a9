"""make slides: a lesson on a lectern."""
