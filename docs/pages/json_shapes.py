"""The page of JSON: the shape of every answer, read off what the commands print for the shipped scenarios.

Owns: which commands are run, how a shape is drawn. Must not know: what keys mean.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from attrs import define, field

from docs.pages.json_keys import MEANINGS
from docs.pages.markdown import block, code, page, table
from negotrack.cli.main import run
from negotrack.cli.terminal import Terminal

ROOT: Final = Path(__file__).resolve().parents[2]
SCENARIOS: Final = ("golan-2018", "prespa-2018", "jcpoa-2013", "colombia-2012")
_ODD: Final = """\
negotrack: 1
scenario: odd
parties: {north: {name: North}, south: {name: South}}
outlets: {daily: {name: The Daily}}
demands:
  pull-back: {by: north, of: south, text: Forces pull back, terms: [{achieve: Forces pull back, distance: 80 km}]}
meetings:
  round: {participants: [north, south]}
commitments:
  some-way: {debtor: south, creditor: north, answers: pull-back, consequent: [{achieve: Some way, distance: 60 km}]}
reports:
  - {id: r0, outlet: daily, published: 2024-02-28, suggested: [press: pull-back]}
  - id: r1
    outlet: daily
    published: 2024-03-01
    text: The Daily on a demand
    statements: [press: pull-back, accept: pull-back, offer: some-way, {schedule: round, for: 2024-04-01}]
  - {id: r2, outlet: daily, published: 2024-03-02, statements: [{schedule: round, for: 2024-04-08}]}
"""
_BROKEN: Final = _ODD.replace("parties:", "parties: {}\nparties:")
ASKED: Final[dict[str, tuple[str, ...]]] = {
    "status": ("status @", "status -"),
    "timeline": ("timeline @", "timeline -"),
    "replay": ("replay golan-2018", "replay golan-2018 --lens sceptical", "replay -"),
    "why": ("why golan-2018 accept-assad", "why prespa-2018 name-talks", "why golan-2018 withdrawal",
            "why colombia-2012 carry-out-1"),
    "what-if": ("what-if golan-2018 --without outlet:hadashot", "what-if golan-2018 --without outlet:sohr",
                "what-if golan-2018 --load-bearing", "what-if - --without report:r2"),
    "diff": ("diff prespa-2018 --from 2018-06-01 --to 2018-07-01",
             "diff golan-2018 --known-from 2018-05-30 --known-to 2018-05-31",
             "diff golan-2018 --known-from 2018-05-31 --known-to 2018-05-30",
             "diff - --from 2024-03-01 --to 2024-03-02"),
    "agenda": ("agenda @", "agenda golan-2018 --as-of 2018-07-15"),
    "outlook": ("outlook golan-2018 accept-assad", "outlook golan-2018 paris-meeting --as-of 2018-06-06",
                "outlook colombia-2012 carry-out-1"),
    "movement": ("movement @", "movement -"),
    "graph": ("graph golan-2018", "graph jcpoa-2013"),
    "brief": ("brief golan-2018 --since 2018-05-30", "brief prespa-2018 --since 2018-06-01"),
    "hindsight": ("hindsight golan-2018 --as-of 2018-05-30", "hindsight golan-2018 --as-of 2018-05-31"),
    "compare": ("compare golan-2018 golan-2018", "compare golan-2018 ="),
    "check": ("check -",),
    "todo": ("todo -",),
}  # fmt: skip
"""Command -> what is asked to see its shape. `@` stands for each scenario, `-` for a small odd log, `=` for another
coding of the first scenario."""
# Records that stand in several answers: told once.
SHARED: Final = {
    "interval": ("status", "standings.since"),
    "standing": ("status", "standings"),
    "claim": ("status", "claims"),
    "step": ("timeline", "steps"),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD = """\
Every question takes `--format json`, and `jsonl`, `csv` and `md`, which hold the same records: a line each, the
first table, tables in Markdown. The order of keys is stable, and keys are only ever added, at the end. Every key is
always there; what does not apply is null or an empty list. A statement's id is its report's id, `#` and its place
from 1, or `/` and its own id. Days are text, `2018-05-31`.

In `jsonl` the first line is the head under `"record": "answer"`; every other line names its table under `record`."""


@define
class Shape:
    """What was seen at one place: kinds of values, and the keys below."""

    kinds: dict[str, None] = field(factory=dict)
    keys: dict[str, Shape] = field(factory=dict)

    def see(self, value: Any) -> None:
        """Take a value in."""
        match value:
            case dict():
                self.kinds["record"] = None
                for key, inner in value.items():
                    self.keys.setdefault(key, Shape()).see(inner)
            case list():
                self.kinds["list of records" if any(isinstance(one, dict) for one in value) else "list"] = None
                for one in value:
                    if isinstance(one, dict):
                        Shape.see(self, one)
                        self.kinds.pop("record", None)
            case None:
                self.kinds["null"] = None
            case bool():
                self.kinds["true or false"] = None
            case int() | float():
                self.kinds["number"] = None
            case _:
                self.kinds["day" if _DAY.fullmatch(value) else "text"] = None

    @property
    def shown(self) -> str:
        """The kinds in words."""
        kinds = list(self.kinds)
        if "list of records" in kinds:
            kinds = [kind for kind in kinds if kind != "list"]
        if "text" in kinds:
            kinds = [kind for kind in kinds if kind != "day"]
        if kinds == ["null"]:
            return "text or null"
        return " or ".join(sorted(kinds, key=lambda kind: kind == "null"))


def json_page() -> str:
    """The page."""
    shapes = {verb: shape_of(verb) for verb in ASKED}
    records = {name: _at(shapes[verb], path) for name, (verb, path) in SHARED.items()}
    parts = [part for verb, shape in shapes.items() for part in _answer(verb, shape, records)]
    shared = [
        part
        for name, (verb, path) in SHARED.items()
        for part in (f"### {name}", table(_COLUMNS, _rows(verb, records[name], records, path, own=name)))
    ]
    return page("JSON", _HEAD, "## Records that many answers hold", *shared, *parts)


def shape_of(verb: str) -> Shape:
    """The shape of a command's answers."""
    found = Shape()
    for asked in ASKED[verb]:
        for scenario in SCENARIOS if "@" in asked else ("",):
            for answer in _ask(asked.replace("@", scenario)):
                found.see(answer)
    return found


def _ask(asked: str) -> Iterator[Any]:
    """What a command prints as JSON; a list is each of its records."""
    verb, *rest = asked.split()
    args = [str(ROOT / "scenarios" / arg) if arg in SCENARIOS else arg for arg in rest]
    text = _BROKEN if verb == "check" else _ODD
    if "=" in args:
        args[args.index("=")] = "-"
        text = _second_coding()
    out, err = io.StringIO(), io.StringIO()
    terminal = Terminal(out=out, err=err, stdin=io.BytesIO(text.encode()), environ={})
    code = run([verb, *args, "--format", "json"], terminal)
    assert code in (0, 1), err.getvalue()
    answer = json.loads(out.getvalue())
    yield from answer if isinstance(answer, list) else [answer]


def _second_coding() -> str:
    """The first scenario as somebody else might have coded it: in one file, with less and something other."""
    folder = ROOT / "scenarios" / SCENARIOS[0]
    reports = ("2018-05-31-hadashot", "2018-05-31-kan")
    texts = [(folder / "reports" / f"{name}.yaml").read_text(encoding="utf-8") for name in reports]
    texts[0] = texts[0].replace("advance:", "stall:").replace("signal:", "offer:").replace(", no-disguise]", "]")
    texts[1] = texts[1].rstrip("\n") + "\n  - stall: israel-russia\n"
    items = ["  - " + text.rstrip("\n").replace("\n", "\n    ") for text in texts]
    return (folder / "scenario.yaml").read_text(encoding="utf-8") + "reports:\n" + "\n".join(items) + "\n"


_DAYS: Final = ("as_of", "since")
ONE_FILE: Final = ("check", "todo")
_COLUMNS: Final = ("key", "value", "meaning")


def _answer(verb: str, shape: Shape, records: dict[str, Shape]) -> Iterator[str]:
    yield f"## {verb}"
    asked = ASKED[verb][0].replace("@", SCENARIOS[0])
    if verb in ONE_FILE:
        asked = f"{verb} FILE"
    shown = f"negotrack {re.sub('|'.join(SCENARIOS), lambda name: f'scenarios/{name[0]}', asked)} --format json"
    yield block(shown)
    if verb == "check":
        yield "A list of these; `doctor` prints the same of a store:"
    yield table(_COLUMNS, _rows(verb, shape, records))


def _rows(
    verb: str, shape: Shape, records: dict[str, Shape], path: str = "", *, own: str = ""
) -> Iterator[tuple[str, str, str]]:
    base = path if own else ""
    for key, inner in shape.keys.items():
        full = f"{path}.{key}" if path else key
        shown = full.removeprefix(f"{base}.") if base else full
        named = _named(inner, records)
        kind = inner.shown.replace("list of records", f"list of [{named}](#{named})s" if named else "list of records")
        kind = kind.replace("record", f"[{named}](#{named})") if named and kind.startswith("record") else kind
        yield code(shown), kind.replace("text or null", "day or null") if key in _DAYS else kind, _meaning(verb, full)
        if not named:
            yield from _below(verb, inner, records, full, base)


def _below(verb: str, shape: Shape, records: dict[str, Shape], path: str, base: str) -> Iterator[tuple[str, str, str]]:
    for key, kind, meaning in _rows(verb, shape, records, path):
        yield (code(key.strip("`").removeprefix(f"{base}.")) if base else key), kind, meaning


def _named(shape: Shape, records: dict[str, Shape]) -> str:
    """The name of the shared record that has exactly these keys."""
    return next((name for name, record in records.items() if list(record.keys) == list(shape.keys)), "")


def _meaning(verb: str, path: str) -> str:
    """What a key means. Refuses a key of which nothing is said."""
    found = MEANINGS.get(f"{verb}.{path}") or MEANINGS.get(path.rpartition(".")[2])
    if found is None:
        raise KeyError(f"docs/pages/json_keys.py says nothing of {verb}.{path}")
    return found


def _at(shape: Shape, path: str) -> Shape:
    for key in path.split("."):
        shape = shape.keys[key]
    return shape
