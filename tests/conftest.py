"""Hypothesis profiles, registered once: `dev` is quick and random, `ci` is larger and the same on every run.

`kill` is `ci` without shrinking, for asking many times whether anything fails at all.

`HYPOTHESIS_PROFILE=ci` chooses; the default is `dev`.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

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
settings.register_profile(  # only whether a law fails, as `python -m tests.plant` asks: nothing is made smaller
    "kill",
    parent=settings.get_profile("ci"),
    phases=[Phase.explicit, Phase.generate],
    print_blob=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
