"""Drawn things of this lesson alone."""
