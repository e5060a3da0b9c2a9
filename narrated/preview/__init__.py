"""For writing: one scene on a page, drawn again whenever what it is made of is saved."""
