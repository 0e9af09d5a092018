"""A file of tables as it came, read safely: what is hostile is refused here, and nothing is understood yet."""
