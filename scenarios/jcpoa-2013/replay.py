"""Feeds the reports of this scenario one by one and prints what each of them moves: `python replay.py`."""

from __future__ import annotations

from pathlib import Path

import negotrack as nt

FOLDER = Path(__file__).parent


def main() -> None:
    """The log as it comes in: every report, the movements that it causes, and what it does to claims."""
    scenario = nt.load(FOLDER)
    tracker = nt.Tracker(scenario)
    known: dict[str, str] = {}
    for report in sorted(scenario.reports, key=lambda report: report.published.sort_key):
        print(f"{report.published.day}  {report.id}: {report.text}")
        for step in tracker.feed(report):
            rule = f", by the rule {step.coupling}" if step.coupling else ""
            print(f"    {step.subject}.{step.region}: {step.source} -> {step.target}")
            print(f"        {step.trigger}, {step.statement}{rule}")
        for claim in tracker.at().claims:
            if claim.declared and known.get(claim.claim) != claim.status:
                print(f"    claim {claim.claim}: {known.get(claim.claim, 'unreported')} -> {claim.status}")
                known[claim.claim] = claim.status


if __name__ == "__main__":
    main()
