"""Drawn things that any lesson can use."""
