"""Services that speak: each module asks one of them, by its maker's own client."""
