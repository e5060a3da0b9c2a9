"""Narrated scenes about loss functions."""
