"""Tests of the house rules: layers, sizes, words."""
