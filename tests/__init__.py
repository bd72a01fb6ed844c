"""The tests of negotrack, and `python -m tests.check`, which runs everything that must hold."""
