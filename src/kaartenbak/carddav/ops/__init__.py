"""What can be done with address books."""
