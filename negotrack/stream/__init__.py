"""Answers from logs that are too long to be held: one negotiation after the other, each freed before the next.

A log is gone through once, to judge every line and to note where the reports of each negotiation stand; then the
lines of one negotiation at a time are read again and replayed. The answers are those of a replay of the whole.
"""

from __future__ import annotations
