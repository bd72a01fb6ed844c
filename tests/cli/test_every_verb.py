"""Every verb by itself: whatever is the only thing that a log says, every view can draw it, in every form."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotrack.machines.verbs import OWN_ACTS, VERBS
from negotrack.model.reports import CLAIM_VERBS
from negotrack.view.glyphs import ASCII, STYLES, UNICODE
from tests.cli.running import negotrack

LOG = """\
negotrack: 1
scenario: alone
parties: {north: {name: North}, south: {name: South}, envoy: {name: Envoy, kind: person, speaks_for: south}}
outlets: {wire: {name: Wire}}
talks: {talks: {name: Talks, between: [north, south]}}
meetings: {meeting: {name: Summit, participants: [north, south]}}
demands:
  demand: {by: north, of: south, text: They leave}
  truce: {by: north, of: south, text: They hold their fire, terms: [{maintain: No fire}]}
conditions: {condition: {text: It is quiet, beneficiary: north}}
commitments: {commitment: {debtor: south, creditor: north, text: They go, antecedent: condition}}
instruments: {instrument: {name: Deal, parties: [north, south]}}
incidents: {incident: {text: A strike}}
claims: {claim: {text: They left}}
reports:
"""
EARLIER = "  - {id: r0, outlet: wire, published: 2024-03-01, said_by: [anonymous south official], statements: [%s]}\n"
LATER = "  - {id: r1, outlet: wire, published: 2024-03-05, said_by: [anonymous south official], statements: [%s]}\n"
SUBJECTS = ("talks", "meeting", "demand", "truce", "condition", "commitment", "instrument")
ON_ITS_DAY = "{negotiate: talks}"
OF_DEMANDS = ("take_effect", "breach", "restore", "end")
ALONE = [
    *(
        f"{{{verb}: {'truce' if verb in OF_DEMANDS else kind}{', by: south' if verb in OWN_ACTS else ''}}}"
        for kind, verbs in VERBS.items()
        for verb in verbs
    ),
    "{schedule: meeting, for: 2024-03-20}",
    "{postpone: meeting, for: 2024-03-03}",
    "{press: [demand, truce], deadline: 2024-03-20}",
    "{position: They want peace, of: north}",
    "{incident: incident}",
    "{incident: Shots at the border}",
    *(f"{{{verb}: {'r0#1' if verb == 'retract' else 'claim'}}}" for verb in CLAIM_VERBS),
    "{deny: {negotiate: talks}}",
    '{identify: "r0#1", as: envoy}',
]
QUESTIONS = (
    ("status",),
    ("timeline",),
    ("timeline", "--by", "subject"),
    ("replay",),
    ("agenda",),
    ("movement",),
    ("graph",),
    ("brief", "--since", "2024-03-02"),
    ("hindsight", "--as-of", "2024-03-05"),
    ("diff", "--from", "2024-03-02", "--to", "2024-03-06"),
)


@pytest.mark.parametrize("statement", ALONE)
def test_every_view_draws_every_verb_alone_on_its_day(statement: str, tmp_path: Path) -> None:
    path = tmp_path / "log.yaml"
    for reports in ([LATER % statement], [EARLIER % ON_ITS_DAY, LATER % statement]):
        path.write_text(LOG + "".join(reports), encoding="utf-8")
        if "r0#1" in statement and len(reports) == 1:
            continue
        for command, *options in QUESTIONS:
            for form in ((), ("--format", "json")) if command != "brief" else ((),):
                ran = negotrack(command, str(path), *options, *form)
                assert ran.code == 0, (command, options, ran.err)
        for name in ("html", "ics"):
            ran = negotrack("export", str(path), "--to", name)
            assert ran.code == 0, ran.err


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_every_kind_that_has_a_sign_has_a_style(signs: object) -> None:
    assert isinstance(signs, type(UNICODE))
    assert {*signs.filled, *signs.hollow} <= STYLES.keys()
