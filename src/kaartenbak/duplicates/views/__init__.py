"""The pages of duplicates and of merging."""
