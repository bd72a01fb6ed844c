"""What can be asked of a history."""
