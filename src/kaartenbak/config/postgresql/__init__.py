"""PostgreSQL as Django knows it, but for how a connection is looked at before it is used again."""
