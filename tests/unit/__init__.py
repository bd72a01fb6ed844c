"""Tests of one module each, through its public names."""
