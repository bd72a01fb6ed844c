"""Hypothesis profiles, registered once: `dev` is quick and random, `ci` is larger and the same on every run.

`HYPOTHESIS_PROFILE=ci` chooses; the default is `dev`.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile(
    "ci",
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],  # a loaded machine is not a fault of the code
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
