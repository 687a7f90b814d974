"""The endpoints about duplicates and merging (api.md §9)."""
