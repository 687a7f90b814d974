"""What a user can do with contacts."""
