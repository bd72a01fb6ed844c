"""Law 11: removing a report that no `why`, for or against, names anywhere in the history changes no state.

Logs in which words are denied, taken back or put in order are left aside: these may be what keeps a region
unreported, and of that no `why` tells.
"""

from __future__ import annotations

from hypothesis import event, given

import negotrack as nt
from negotrack.model.scenario import Scenario
from tests.answers import all_states, days_of
from tests.strategies import scenarios


@given(scenarios(most=7, exact=True, asserting=True))
def test_what_no_why_names_can_be_left_out(scenario: Scenario) -> None:
    """Such a report said what moved nothing, supported nothing and was held against nothing."""
    history = nt.replay(scenario)
    days = days_of(scenario)
    named = {
        name
        for day in days
        for standing in history.at(day).standings
        if standing.reported
        for name in nt.why(history.at(day), standing.subject, standing.region).named
    }
    for report in scenario.reports:
        if not named.intersection(s.id for s in report.statements):
            event("a report that no why names")
            rest = scenario.with_reports(r for r in scenario.reports if r is not report)
            assert all_states(nt.replay(rest), days) == all_states(history, days)
