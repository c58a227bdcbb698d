"""The engine that needs no model: rules, local vectors, stock words."""
