"""Tests of the command line, as somebody who types would see it."""
