"""What a user can do with the contacts of a list."""
