"""What scenarios answer when pytest asks: problems, questions of `checks.yaml`, goldens.

Owns: the format of `checks.yaml`, what makes an answer right, how a wrong one is told. Must not know: hooks, items.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from attrs import define, frozen

from negotrack.engine.history import History, replay
from negotrack.engine.moment import Moment
from negotrack.exporters.documents import format_json, visible
from negotrack.exporters.records import status_record
from negotrack.exporters.selection import Selection
from negotrack.files.decode import decode_text
from negotrack.files.profile import parse_profile
from negotrack.files.tree import ListNode, MapNode, Node, TextNode
from negotrack.loading import Reading, read
from negotrack.problems import Problem, suggest

KEYS: Final = ("question", "as_of", "as_known", "lens", "subject", "region", "state", "because")
REQUIRED: Final = ("subject", "state")
# By what two records of one table are the same row.
_ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "standings": ("subject", "region"),
    "claims": ("claim",),
    "held_out": ("statement", "claim"),
    "anomalies": ("statement", "subject", "region", "trigger"),
}
_SHOWN: Final = 20


class Wrong(Exception):
    """An answer is not the one expected; the message is the whole report."""


@frozen(kw_only=True)
class Check:
    """One question: which state a region must have, as of which day, as known on which day, under which lens."""

    subject: str
    state: tuple[str, ...]
    region: str = ""
    question: str = ""
    as_of: str | None = None
    as_known: str | None = None
    lens: str = "credulous"
    because: str = ""
    place: str = ""


@define(kw_only=True, slots=False)
class Asked:
    """One scenario under test."""

    folder: Path

    @cached_property
    def reading(self) -> Reading:
        """The scenario with its problems."""
        return read(self.folder)

    def check(self) -> None:
        """Fails when the log has errors."""
        errors = [problem for problem in self.reading.problems if problem.is_error]
        if errors:
            raise Wrong("\n".join(map(_told, errors)))

    def history(self, lens: str = "credulous", as_known: str | None = None) -> History:
        """The history under a lens as known on a day; worked out once."""
        found: History = self._replayed(lens, as_known)
        return found

    @cached_property
    def _replayed(self) -> Any:
        return cache(lambda lens, as_known: replay(self.reading.checked(), lens=lens, as_known=as_known))

    def ask(self, check: Check) -> None:
        """Fails when the region stands otherwise than the check says."""
        moment = self.history(check.lens, check.as_known).at(check.as_of)
        if moment.state(check.subject, check.region or None) not in check.state:
            raise Wrong("\n".join(_otherwise(check, moment)))

    def compare(self, path: Path, *, update: bool) -> None:
        """Fails when `status` answers otherwise than the golden; with `update`, the golden is rewritten.

        The day, the state of knowledge and the lens are the golden's own; keys that it does not have are passed
        over, since keys are only ever added.
        """
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        try:
            golden = json.loads(text or "{}")
        except ValueError as error:
            raise Wrong(f"{path.name} is no JSON: {error}") from None
        found = self.status(golden)
        if update:
            new = format_json(found)
            if new != text:
                path.write_text(new, encoding="utf-8")
            return
        differences = [visible(line) for line in _differences(golden, json.loads(format_json(found)))]
        if differences:
            more = [f"and {len(differences) - _SHOWN} more"] if len(differences) > _SHOWN else []
            head = f"{path.name}: status answers otherwise; to take its answer, run pytest --negotrack-update"
            raise Wrong("\n".join([head, *differences[:_SHOWN], *more]))

    def status(self, golden: Mapping[str, Any]) -> dict[str, Any]:
        """The answer of `status` on the day, as known and under the lens that the golden names."""
        history = self.history(golden.get("lens") or "credulous", golden.get("as_known"))
        return status_record(history.at(golden.get("as_of")), Selection(scenario=history.scenario))


def _told(problem: Problem) -> str:
    hint = f"; {problem.hint}" if problem.hint else ""
    return visible(f"{problem.span}: {problem.severity}[{problem.code}]: {problem.message}{hint}")


def _otherwise(check: Check, moment: Moment) -> Iterator[str]:
    """Question, expected, found, and the statements behind what was found."""
    standing = moment.standing(check.subject, check.region or None)
    told = {statement.id: (report, statement) for report, statement in moment.history.scenario.statements()}
    since = " to ".join(str(day) for day in dict.fromkeys((standing.since.earliest, standing.since.latest)) if day)
    yield visible(f"question: {check.question or 'where does it stand?'}")
    yield f"asked:    {check.subject}.{standing.region} as of {moment.as_of}, as known on {moment.as_known}, " + (
        f"lens {moment.lens.name}"
    )
    yield visible(f"expected: {' or '.join(check.state)}{f' ({check.because})' if check.because else ''}")
    yield f"found:    {standing.state}{f', since {since}' if since else ''}"
    for word, names in (("rests on", standing.statements), ("against", standing.held_against)):
        for name in names:
            report, statement = told[name]
            said = f"{statement.verb}: {', '.join((*statement.subjects, *statement.refers_to)) or statement.text}"
            yield visible(f"{word}: {name} ({report.published.day}, {statement.chain}) {said}")
    for held in moment.held_out:
        if check.subject in told[held.statement][1].subjects:
            yield visible(f"held out: {held.statement}: {held.because}")
    for anomaly in moment.anomalies:
        if (anomaly.subject, anomaly.region) == (check.subject, standing.region):
            yield visible(f"refused: {anomaly.statement} ({anomaly.trigger} in {anomaly.state}): {anomaly.rule}")
    yield f"asked in {check.place}"


def _differences(golden: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    if not golden:
        yield "it is empty"
    for key, value in golden.items():
        if key not in _ROWS:
            if found.get(key) != value:
                yield f"{key}: expected {value}, found {found.get(key)}"
            continue
        old, new = _by_key(key, value), _by_key(key, found[key])
        yield from (f"{key}: {' '.join(row)} is gone" for row in old if row not in new)
        yield from (f"{key}: {' '.join(row)} is new{_behind(new[row])}" for row in new if row not in old)
        for row in (row for row in old if row in new):
            for name, was in old[row].items():
                if new[row].get(name) != was:
                    yield (
                        f"{key}: {' '.join(row)}: {name}: expected {_short(was)}, found {_short(new[row].get(name))}"
                        + _behind(new[row])
                    )


def _by_key(table: str, rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, ...], Mapping[str, Any]]:
    return {tuple(str(row.get(name) or "-") for name in _ROWS[table]): row for row in rows}


def _behind(row: Mapping[str, Any]) -> str:
    names = row.get("statements") or row.get("for") or ()
    return f" (rests on {', '.join(names)})" if names else ""


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def read_checks(path: Path) -> tuple[list[tuple[int, Check]], list[str]]:
    """The numbered questions of a file, and what is wrong with the others."""
    text, problems = decode_text(path.name, path.read_bytes())
    tree = None
    if text is not None:
        tree, problems = parse_profile(path.name, text)
    faults = [_told(problem) for problem in problems if problem.is_error]
    if tree is None or faults:
        return [], faults
    if not isinstance(tree, ListNode):
        return [], [f"{tree.span}: expected a list of questions"]
    found = []
    for number, node in enumerate(tree.items, 1):
        check = _check(node)
        if isinstance(check, str):
            faults.append(check)
        else:
            found.append((number, check))
    return found, faults


def _check(node: Node) -> Check | str:
    """A question, or what is wrong with it."""
    if not isinstance(node, MapNode):
        return f"{node.span}: expected a question with {', '.join(KEYS)}"
    given: dict[str, Any] = {"place": str(node.span)}
    for key, value in node.entries:
        if key.value not in KEYS:
            hint = suggest(key.value, KEYS) or f"a question has {', '.join(KEYS)}"
            return f"{key.span}: unknown key {visible(key.value)!r}; {hint}"
        texts = _texts(value)
        if texts is None or (len(texts) != 1 and key.value != "state"):
            wanted = "a state or a list of states" if key.value == "state" else "a text"
            return f"{value.span}: {key.value} must be {wanted}"
        given[key.value] = texts if key.value == "state" else texts[0]
    missing = [name for name in REQUIRED if not given.get(name)]
    return f"{node.span}: a question needs {' and '.join(missing)}" if missing else Check(**given)


def _texts(node: Node) -> tuple[str, ...] | None:
    items = node.items if isinstance(node, ListNode) else (node,)
    found = tuple(item.value for item in items if isinstance(item, TextNode))
    return found if len(found) == len(items) else None
