"""Chapters: one idea each, told in a beat or a few; a scene inherits from its chapters and orders them."""
