"""Where the interface stands. Apart from the rest, which takes long to load."""

BASE = "/api/v1"
