"""make page: a film that one can touch, in one file."""
