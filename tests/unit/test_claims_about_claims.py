"""Claims may be about claims, and about themselves: who has standing in them is still found, and found soon."""

from __future__ import annotations

import pytest

from negotrack.engine.history import replay
from negotrack.loading import loads

LOG = """
negotrack: 1
scenario: circle
parties:
  left: {name: Left}
  right: {name: Right}
  envoy: {name: Envoy, kind: person, speaks_for: left}
outlets: {wire: {name: The Wire}}
demands: {zone: {by: left, of: right, text: A zone}}
claims:
  one: {text: It is so, about: ABOUT}
  two: {text: It was said that it is so, about: one}
reports:
  - {id: r, outlet: wire, published: 2018-05-31, said_by: [envoy], statements: [{assert: [one, two]}]}
"""


@pytest.mark.parametrize("about", ["one", "two", "[two, one]", "[two, zone]", "zone"])
def test_claims_about_each_other_end_somewhere(about: str) -> None:
    scenario = loads(LOG.replace("ABOUT", about))
    parties = ("left", "right") if "zone" in about else ()
    assert scenario.principals("one") == scenario.principals("two") == parties
    statuses = [claim.status for claim in replay(scenario).at("2018-06-01").claims]
    assert statuses == ["confirmed" if parties else "reported"] * 2


def test_a_long_chain_of_claims_is_followed_to_its_end() -> None:
    chain = "".join(f"  c{n}: {{text: so, about: c{n + 1}}}\n" for n in range(3000))
    chain += "  c3000: {text: so, about: zone}\n"
    scenario = loads(LOG.replace("ABOUT", "c0").replace("reports:", f"{chain}reports:"))
    assert scenario.principals("one") == ("left", "right")
