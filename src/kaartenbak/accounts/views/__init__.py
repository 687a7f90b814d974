"""The pages about users: coming in, one's own profile, and what administrators do."""
