"""Answers for other programs: JSON, JSON lines, CSV, Markdown."""
