"""Reads of address books."""
