"""Lessons of their own, made of the parts of ``loss_scenes``."""
