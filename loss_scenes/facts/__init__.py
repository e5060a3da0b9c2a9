"""The four fun facts: their data, and for each a module with its pictures and its beat."""
