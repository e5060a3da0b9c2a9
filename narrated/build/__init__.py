"""What a film is made of, what of it is stale, and who makes that."""
