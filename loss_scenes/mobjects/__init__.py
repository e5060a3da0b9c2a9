"""Drawn things that any lesson can use; they know no loss and no words."""
