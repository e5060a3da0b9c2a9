"""A lesson whose pictures can be touched on the page."""
