"""Scenarios held to what they must say and show."""
