"""Benchmarks: every figure is a ratio to a rival or a floor measured in the same run. Never run as tests.

`python -m tests.bench [ROW…] [--json FILE] [--quick]`
"""
