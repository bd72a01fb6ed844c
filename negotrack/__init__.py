"""Tracks the state of negotiations from dated, attributed reports."""
