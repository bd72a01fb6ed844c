"""The texts that `init` and `new report` begin with: commented, and without problems as they stand.

Owns: their words. Must not know: where they are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from negotrack.files.emit import format_scalar
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Commitment, Condition, Demand, Instrument, Meeting, Talks

_SCENARIO: Final = """\
# Who and what. What was reported lies in reports/, one file a report.
# negotrack check shows every mistake; negotrack explain CODE says what to do about one.
# For completion in your editor: negotrack schema . > schema.json, and as the first line of each file
#   yaml-language-server: $schema=schema.json   (with "# " before it; ../schema.json in reports/)
negotrack: 1
scenario: NAME
title: What the talks are about, in a few words

# States, groups, organisations and persons. Who speaks for a party has standing: its word is the party's word.
parties:
  north: {name: North, kind: state}
  south: {name: South, kind: state}
  envoy: {name: The envoy of North, kind: person, speaks_for: {party: north, office: Envoy}}

# Who published; reliability from A (always reliable) to F (cannot be judged).
outlets:
  daily: {name: The Daily, kind: newspaper, reliability: B}

# Series of negotiations.
talks:
  border-talks: {name: Talks on the border, between: [north, south]}

# What a party presses for: final is the goal, interim a step to it.
demands:
  full-withdrawal:
    by: north
    of: south
    text: All forces leave the border area
  pull-back:
    by: north
    of: south
    horizon: interim
    text: Forces stay away from the border
    step_to: full-withdrawal
    terms:
      - {maintain: forces stay away from the border, distance: 20 km | 30 km}

# What somebody would do in return, and what that waits for.
commitments:
  reopen-crossing:
    debtor: north
    creditor: south
    text: The crossing is opened again
    antecedent: pull-back

# More sections: channels, meetings, conditions, instruments, incidents, claims, lenses.
"""

FIRST_REPORT: Final = """\
# One report: what one outlet published on one day. Make more with: negotrack new report
id: daily-2024-03-01
outlet: daily
published: 2024-03-01

# On whose word: from the outlet inwards. Without said_by the outlet speaks for itself.
said_by: [anonymous north official]
text: Your own summary of what it says

# Each statement has one verb. What is not said happened on the day of the report, and is marked so.
statements:
  - negotiate: border-talks
  - press: pull-back
    event_date: ..2024-03-01  # by that day; also 2024-02, 2024-02-20/2024-03-01, thursday = 2024-02-29
    quote: at most a few words
  - position: The envoy calls the mood constructive  # moves no state, and is never lost
    said_by: [envoy]
    of: north
    kind: characterisation
"""
"""The report that goes with it."""


def scenario_text(name: str) -> str:
    """A scenario with one of each of the things that most logs need."""
    return _SCENARIO.replace("NAME", name, 1)


def report_text(scenario: Scenario, *, name: str, outlet: str, published: date, header: dict[str, str]) -> str:
    """A report without statements yet, with examples drawn from what the scenario declares."""
    lines = [f"id: {format_scalar(name)}", f"outlet: {format_scalar(outlet)}", f"published: {published.isoformat()}"]
    lines += [f"{key}: {format_scalar(value)}" for key, value in header.items()]
    if "text" not in header:
        lines.append("# text: your own summary of what it says")
    lines += [
        "# said_by: [anonymous official]   # below the outlet, outermost first; a statement may have its own",
        "statements:",
        *(f"# {line}" for line in _examples(scenario)),
    ]
    return "\n".join(lines) + "\n"


def _examples(scenario: Scenario) -> list[str]:
    """Statements about what is declared, a line each."""
    verbs: Sequence[tuple[type, str]] = (
        (Talks, "negotiate"), (Demand, "press"), (Condition, "require"), (Commitment, "offer"),
        (Instrument, "table"), (Meeting, "hold"),
    )  # fmt: skip
    found = [
        f"- {verb}: {subject.id}"
        for kind, verb in verbs
        for subject in list(scenario.subjects.values())
        if isinstance(subject, kind)
    ]
    first = list(dict.fromkeys(line.partition(":")[0] for line in found))
    picked = [next(line for line in found if line.startswith(start)) for start in first]
    if not picked:
        picked = ["- position: what somebody holds"]
    return [
        *picked,
        "  event_date: ..2018-05-31   # by that day; without it, the day of the report",
        "  certainty: hedged          # where the source itself is not sure",
        "- deny: other-report#1       # a statement or a claim by its id",
    ]
