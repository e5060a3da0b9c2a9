"""The commands: how they begin, fail and end."""
