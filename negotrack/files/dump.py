"""Scenarios and reports into canonical text, which reads back as the same values.

Owns: what is left out because it is the default, and the order of keys (the vocabulary's).
Must not know: comments and layout that somebody else wrote.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from negotrack.files.dump_parts import WRITERS, is_default, plain_text, without_flow
from negotrack.files.dump_reports import plain_report
from negotrack.files.emit import Flow, Plain, format_node
from negotrack.files.vocabulary import SECTIONS, Section
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import kind_of
from negotrack.problems import UsageError

_LINE: Final = 110
_ON_A_LINE: Final = ("party", "outlet", "channel", "lens")
"""The kinds that are written on one line each, where they fit."""
_encode: Final = msgspec.json.Encoder(enc_hook=without_flow).encode


def format_scenario(scenario: Scenario) -> str:
    """One YAML text with everything; `loads` of it equals the scenario.

    Raises UsageError for values that no file can hold, such as a statement whose chain lacks its outlet.
    """
    blocks = [format_node(_header(scenario))]
    for section in SECTIONS:
        values = _values(scenario, section)
        if values:
            lines = [format_node(plain_text({name: _declared(section, name, v)}), 2) for name, v in values.items()]
            blocks.append(f"{section.key}:\n{''.join(lines)}")
    if scenario.reports:
        blocks.append(format_node(plain_text({"reports": [plain_report(report) for report in scenario.reports]})))
    return "\n".join(blocks)


def format_declarations(scenario: Scenario) -> str:
    """The same without the reports: the text of scenario.yaml beside a folder of reports."""
    return format_scenario(scenario.with_reports(()))


def format_report(report: Report) -> str:
    """One report as the YAML text of a file of its own."""
    return format_node(plain_text(plain_report(report)))


def format_json_line(report: Report) -> str:
    """One report as one line of JSON, without the line feed."""
    return encode_report(report).decode()


def encode_report(report: Report) -> bytes:
    """The same as bytes: the canonical line of a report, of which there is one."""
    try:
        return _encode(plain_report(report))
    except UnicodeEncodeError:
        raise UsageError("text with half a surrogate pair cannot be written") from None


def format_json_header(scenario: Scenario) -> str:
    """The declarations as the first line of a file of JSON lines, without the line feed."""
    plain: dict[str, Any] = dict(_header(scenario))
    for section in SECTIONS:
        values = _values(scenario, section)
        if values:
            plain[section.key] = {name: _fields(section, value) for name, value in values.items()}
    plain["negotrack"] = scenario.version
    return json.dumps(without_flow(plain), ensure_ascii=False, separators=(",", ":"))


def _header(scenario: Scenario) -> dict[str, str]:
    header = {"negotrack": str(scenario.version), "scenario": scenario.id}
    texts = {"title": scenario.title, "note": scenario.note, "credit": scenario.credit}
    return header | {key: text for key, text in texts.items() if text}


def _values(scenario: Scenario, section: Section) -> Mapping[str, Any]:
    match section.kind:
        case "party":
            return scenario.parties
        case "outlet":
            return scenario.outlets
        case "channel":
            return scenario.channels
        case "lens":
            return scenario.lenses
        case kind:
            return {name: subject for name, subject in scenario.subjects.items() if kind_of(subject) == kind}


def _declared(section: Section, name: str, value: Any) -> Plain:
    fields = _fields(section, value)
    if not fields:
        return Flow({})
    if section.kind in _ON_A_LINE:
        line = format_node(plain_text({name: Flow(fields)}), 2)
        if len(line) <= _LINE and line.count("\n") == 1:
            return Flow(fields)
    return fields


def _fields(section: Section, value: Any) -> dict[str, Any]:
    """The fields that are not the default, in canonical order."""
    found: dict[str, Any] = {}
    for field in section.fields:
        if field.name == "based_on":
            continue
        content = getattr(value, field.target)
        if field.required or not is_default(section.model, field.target, content):
            found[field.name] = WRITERS[field.type](content)
    return found
