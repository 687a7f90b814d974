"""What a user can do with the classification of contacts."""
