"""What callers give: the kinds of values, days, lenses, names of subjects. What cannot be taken is said in a sentence.

Owns: the one checker of arguments, and how to come from what was given to what is wanted.
Must not know: what is then done with them. It knows classes by their names alone, so that all may import it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from negotrack.model.intervals import DateError
from negotrack.model.lens import SHIPPED, Lens
from negotrack.model.report_dates import parse_report_date
from negotrack.model.scenario import Scenario
from negotrack.model.sources import UNKNOWN
from negotrack.problems import UsageError, suggest

if TYPE_CHECKING:
    from negotrack.engine.axes import Axis
    from negotrack.engine.wiring import Wiring

T = TypeVar("T")
Day = date | str | None

_WORDS: Final[Mapping[str, str]] = {
    "Scenario": "a scenario",
    "History": "a history",
    "Moment": "a moment",
    "Tracker": "a tracker",
    "Ledger": "a ledger",
    "Reading": "a reading",
    "Report": "a report",
    "Lens": "a lens",
    "str": "a text",
    "bytes": "a line of bytes",
    "int": "a whole number",
    "NoneType": "None",
}
_SCENARIO_FROM: Final = {
    "path": "load it first: nt.load({0})",
    "History": "it has one: history.scenario",
    "Moment": "it has one: moment.history.scenario",
    "Reading": "it has one: reading.checked()",
    "Report": "a report comes with declarations: nt.load(path)",
}
_STATELESS: Final = {
    "claim": "is a declared claim, which has a status and no state; it is one of moment.claims",
    "incident": "is an incident, which has no states; what was said of it is in history.reports",
}
_WAYS: Final[Mapping[str, Mapping[str, str]]] = {
    "Scenario": _SCENARIO_FROM,
    "History": {
        "path": "load and replay it first: nt.replay(nt.load({0}))",
        "Scenario": "replay it first: nt.replay(scenario)",
        "Moment": "it has one: moment.history",
        "Tracker": "it has one: tracker.history",
    },
    "Moment": {
        "path": "load and replay it first: nt.replay(nt.load({0})).at(day)",
        "Scenario": "replay it first, and name a day: nt.replay(scenario).at(day)",
        "History": "name a day: history.at(day)",
        "Tracker": "name a day: tracker.at(day)",
    },
    "Report": {
        "Scenario": "feed its reports: tracker.feed_all(scenario.reports)",
        "list": "feed them one by one: tracker.feed_all(reports)",
        "tuple": "feed them one by one: tracker.feed_all(reports)",
        "path": "reports are read with what they are about: nt.load(path).reports",
        "dict": "reports are read with what they are about: nt.load(path).reports",
    },
}
"""Wanted -> given -> what to do."""


def expect(given: object, *wanted: type[T], where: str, hint: str = "") -> T:
    """What was given, when it is of a kind that is wanted. Raises UsageError that says how to come by one."""
    if isinstance(given, wanted):
        return given
    words = " or ".join(_WORDS.get(kind.__name__, f"a {kind.__name__}") for kind in wanted)
    name = "path" if isinstance(given, str) or hasattr(given, "__fspath__") else type(given).__name__
    ways = (_WAYS.get(kind.__name__, {}).get(name, "") for kind in wanted)
    way = hint or next(filter(None, ways), "")
    raise UsageError(
        f"{where} takes {words}, not {described(given)}{'; ' if way else ''}{way.format(repr(given)[:60])}"
    )


def described(given: object) -> str:
    """What a value is, in a few words."""
    name = type(given).__name__
    if name in _WORDS and not isinstance(given, str | bytes | int):
        return _WORDS[name]
    if hasattr(given, "__fspath__"):
        return f"the path {str(given)[:60]!r}"
    shown = repr(given)
    what = f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    return f"{what}, {shown if len(shown) <= 60 else shown[:59] + '…'}"


def counted(reports: Collection[object]) -> str:
    """How many reports, in words."""
    return f"{len(reports)} report{'' if len(reports) == 1 else 's'}"


def expect_all(given: Iterable[Any], wanted: type[T], where: str) -> tuple[T, ...]:
    """Every one of several values of a kind; one by itself is no list of one."""
    return tuple(expect_each(given, wanted, where))


def expect_each(given: Iterable[Any], wanted: type[T], where: str, hint: str = "") -> Iterator[T]:
    """The same one after the other, as long as they come."""
    if isinstance(given, str | bytes | Mapping | wanted) or not isinstance(given, Iterable):
        words = _WORDS.get(wanted.__name__, f"a {wanted.__name__}")
        raise UsageError(f"{where} takes a list, not {described(given)}; put {words} into brackets: [...]")
    return (expect(one, wanted, where=f"{where}, each time,", hint=hint) for one in given)


def as_path(given: object, hint: str) -> str:
    """A path as text. Raises UsageError for anything else."""
    fspath = getattr(given, "__fspath__", None)
    found = fspath() if callable(fspath) else given
    if not isinstance(found, str):
        raise UsageError(f"a path is expected as text or as a pathlib.Path, not {described(given)}; {hint}")
    return found


def as_day(day: Day) -> date | None:
    """A day given as a date or as `2018-05-31`. Raises UsageError for anything else."""
    if day is None or (isinstance(day, date) and type(day) is date):
        return day
    if isinstance(day, datetime):
        raise UsageError(f"a day has no time: pass .date() of {day.isoformat()}, or {day.date().isoformat()!r}")
    if not isinstance(day, str):
        raise UsageError(
            f"a day is given as text, such as '2018-05-31', or as a datetime.date, not as {described(day)}"
        )
    if len(day) == 10 and day.isascii() and day[4] + day[7] == "--" and (day[:4] + day[5:7] + day[8:]).isdigit():
        with suppress(ValueError):
            return date(int(day[:4]), int(day[5:7]), int(day[8:]))
    try:
        read = parse_report_date(day)
    except DateError as error:
        raise UsageError(f"{error}; write a day as 2018-05-31") from None
    if read.minutes is not None:
        raise UsageError(f"{day!r} has a time; write a day as 2018-05-31")
    return read.day


def find_lens(scenario: Scenario, lens: Lens | str) -> Lens:
    """A lens by name, the scenario's own before the shipped ones, or a lens of the caller's.

    Raises UsageError with a suggestion, for sources that the scenario does not declare as well.
    """
    if isinstance(lens, Lens):
        _check_sources(scenario, lens)
        return lens
    known = {**SHIPPED, **scenario.lenses}
    if not isinstance(lens, str):
        listed = ", ".join(known)
        raise UsageError(f"a lens is given by its name ({listed}) or as nt.Lens(name=...), not as {described(lens)}")
    if lens not in known:
        raise UsageError(f"no lens {lens!r}; {suggest(lens, known) or 'there are ' + ', '.join(known)}")
    return known[lens]


def _check_sources(scenario: Scenario, lens: Lens) -> None:
    """Whom a lens names is declared, or is somebody unnamed under the key of a source."""
    for name in (*lens.exclude, *lens.only, *lens.trust):
        if name in scenario.outlets or name in scenario.parties or name == UNKNOWN.key:
            continue
        if not (name.startswith("anonymous(") and name.endswith(")")):
            near = suggest(name, (*scenario.outlets, *scenario.parties))
            raise UsageError(
                f"lens {lens.name!r} names {name[:60]!r}, which is no outlet or party of scenario {scenario.id!r}; "
                + (near or "somebody unnamed is written as in a chain: anonymous(israel, official)")
            )


def find_axis(wiring: Wiring, subject: str, region: str | None = None) -> Axis:
    """The axis of a region of a subject; `subject.region` in one is taken as well.

    Raises UsageError for names that do not exist, with the nearest ones.
    """
    for name in (subject, "" if region is None else region):
        if not isinstance(name, str):
            hint = "; ask for one after the other" if isinstance(name, list | tuple | set) else ""
            raise UsageError(f"subjects and regions are named by text, not by {described(name)}{hint}")
    known = wiring.scenario.subjects
    if subject not in known and region is None:
        subject, dot, named = subject.partition(".")
        region = named if dot else None
    if subject not in known:
        hint = suggest(subject, known) or "it declares " + (", ".join([*known][:8]) or "none")
        alone, dot, _ = subject.partition(".")
        if dot and alone in known:
            hint = f"it names a region already: ask for {subject!r} alone, or for {alone!r} and a region"
        raise UsageError(f"no subject {subject[:60]!r} in scenario {wiring.scenario.id!r}; {hint}")
    try:
        return wiring.axis(subject, region)
    except UsageError as error:
        if not wiring.axes(subject):
            why = _STATELESS.get(wiring.scenario.kind(subject), "has no states")
            raise UsageError(f"{subject!r} {why}") from None
        near = suggest(region or "", (axis.name for axis in wiring.axes(subject)))
        raise UsageError(f"{error}{'; ' if near else ''}{near}") from None
