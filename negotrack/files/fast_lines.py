"""The fast way for lines of JSON that are plainly fine; any other line goes the slow way, which reports its faults.

A line is plainly fine when every key is known and stands once, every value is a plain one that was checked
before or checks out at once, and nothing in it would be warned of. So both ways give the same values, which a
property test holds. Owns: that judgement, and the caches that make it cheap. Must not know: files, problems.

msgspec keeps the last of duplicate keys. But what is lost with a duplicate is a text at least, its key; so in a
line without an escaped quote, two quotes for each text that was decoded mean that none was lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from negotrack.files.chains import parse_link
from negotrack.files.check_reports import DEMANDER_ONLY, PARTY_ONLY
from negotrack.files.fast_values import DEFAULTS, REPORT, REPORT_DEFAULTS, STATEMENT, new_report, new_statement
from negotrack.files.intake import Intake
from negotrack.files.values import LAST_LIKELY_YEAR, PLAIN_ID, RESERVED, is_far
from negotrack.files.vocabulary import BY_NAME
from negotrack.machines.verbs import TRIGGER_VERBS, moved_by
from negotrack.model.dates import DateError, EventDate, ReportDate, parse_event_date, parse_report_date, presumed
from negotrack.model.reports import POSITION_KINDS, Report, Statement
from negotrack.model.sources import SourceChain, outlet_link
from negotrack.model.subjects import Demand, Subject

LONGEST: Final = 100_000
"""Bytes of a line that is read this way: no text in it can be longer than a text may be."""
MOST_KEPT: Final = 50_000
"""Report dates that are remembered."""
_ACTS: Final = frozenset(TRIGGER_VERBS) - {"schedule", *PARTY_ONLY}
_ON_CLAIMS: Final = frozenset(("assert", "hedge", "deny", "decline"))
_FIELDS: Final = BY_NAME["statement"]
_HEADER_TEXTS: Final = ("title", "text", "url", "note")
_HEADER: Final = frozenset(("id", "outlet", "published", "statements", "relayed_by", "said_by", *_HEADER_TEXTS))

_PLACE: Final = {name: place for place, name in enumerate(STATEMENT)}
_ID, _VERB, _SUBJECTS, _DATE, _BY = (_PLACE[name] for name in ("id", "verb", "subjects", "event_date", "by"))
_CHAIN, _POLARITY, _TEXT, _REFERS = (_PLACE[name] for name in ("chain", "polarity", "text", "refers_to"))
_R_PLACE: Final = {name: place for place, name in enumerate(REPORT)}
_R_ID, _R_OUTLET, _R_PUBLISHED = (_R_PLACE[name] for name in ("id", "outlet", "published"))
_R_STATEMENTS, _R_RELAYED = _R_PLACE["statements"], _R_PLACE["relayed_by"]

Plan = tuple[list[Any], str, int, tuple[tuple[str, int, dict[Any, Any], Callable[[Any], Any] | None], ...]]
"""Values to start with, verb, where its value goes, and for each other key its place, cache and reader."""


class NotPlain(Exception):
    """The line must go the slow way."""


class FastLines:
    """Reads the plain lines of one log against what is declared."""

    def __init__(self, intake: Intake, subjects: Mapping[str, Subject]) -> None:
        self._declared = intake.declared
        self._subjects = subjects
        self._decode: Callable[[bytes], dict[str, Any]] = msgspec.json.Decoder(dict[str, Any]).decode
        self._headers: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._published: dict[str, tuple[ReportDate, EventDate]] = {}
        self._chains: dict[Any, tuple[SourceChain, str, tuple[str, ...]]] = {}
        self._plans: dict[tuple[str, ...], Plan] = {}
        self._about: dict[tuple[str, Any], Any] = {}
        self._caches: dict[str, dict[Any, Any]] = {}

    def read(self, raw: bytes) -> Report | None:
        """The report of a line, or None when it must go the slow way."""
        if len(raw) > LONGEST or (b"\\" in raw and b'\\"' in raw):
            return None
        try:
            return self._report(raw, self._decode(raw))
        except (msgspec.DecodeError, UnicodeDecodeError, DateError, NotPlain, LookupError, TypeError):
            return None

    def _report(self, raw: bytes, line: dict[str, Any]) -> Report:
        keys = tuple(line)
        extra = self._headers[keys] if keys in self._headers else self._new_header(keys)
        name, written = line["id"], line["published"]
        published, default_date = self._published.get(written) or self._new_published(written)
        relayed, said_by = line.get("relayed_by", ()), line.get("said_by", ())
        texts = len(keys) + 3 + len(extra)
        texts += (1 if type(relayed) is str else len(relayed)) + (1 if type(said_by) is str else len(said_by))
        if type(relayed) is list or type(said_by) is list:
            relayed, said_by = _hashable(relayed), _hashable(said_by)
        key = (line["outlet"], relayed, said_by)
        chain, outlet, relayed_by = self._chains.get(key) or self._new_chain(key)
        if not PLAIN_ID.fullmatch(name) or name in RESERVED:
            raise NotPlain
        found: list[Statement] = []
        items = line.get("statements", [])
        if type(items) is not list:
            raise NotPlain
        for item in items:
            keys = tuple(item)
            plan = self._plans.get(keys) or self._new_plan(keys)
            values = plan[0].copy()
            values[_ID], values[_DATE], values[_CHAIN] = f"{name}#{len(found) + 1}", default_date, chain
            texts += self._fill(plan, item, values)
            if values[_BY] and plan[1] in DEMANDER_ONLY:
                self._check_demander(values)
            happened: EventDate = values[_DATE]
            if happened.last_ordinal > published.ordinal and happened.latest is not None:
                raise NotPlain
            found.append(new_statement(values))
        values = REPORT_DEFAULTS.copy()
        values[_R_ID], values[_R_OUTLET], values[_R_PUBLISHED] = name, outlet, published
        values[_R_STATEMENTS], values[_R_RELAYED] = tuple(found), relayed_by
        if raw.count(b'"') != 2 * texts:
            raise NotPlain
        for text in extra:
            values[_R_PLACE[text]] = _text(line[text])
        return new_report(values)

    def _fill(self, plan: Plan, item: dict[str, Any], values: list[Any]) -> int:
        """Put what is written in a statement among its values; how many texts are in it."""
        _, verb, place, fields = plan
        about = item[verb]
        if type(about) is str:
            texts = len(item) + 1
            values[place] = self._about.get((verb, about)) or self._new_about(verb, about)
        else:
            texts = len(item) + len(about)
            values[place] = self._about.get((verb, _hashable(about))) or self._new_about(verb, about)
        for key, where, cache, read in fields:
            value = item[key]
            if type(value) is str:
                texts += 1
                if read is None:
                    values[where] = value
                else:
                    values[where] = cache[value] if value in cache else cache.setdefault(value, read(value))
            elif read is None:
                raise NotPlain
            elif type(value) is list:
                texts += len(value)
                value = tuple(value)
                values[where] = cache[value] if value in cache else cache.setdefault(value, read(value))
            else:
                values[where] = read(value)  # not cached: true and 1 are one key
        return texts

    def _check_demander(self, values: list[Any]) -> None:
        """That those who act on demands are among those who make them."""
        for name in values[_SUBJECTS]:
            subject = self._subjects[name]
            if isinstance(subject, Demand) and not set(values[_BY]) <= set(subject.by):
                raise NotPlain

    def _new_header(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The texts of a header with these keys."""
        if not _HEADER.issuperset(keys):
            raise NotPlain
        return self._headers.setdefault(keys, tuple(key for key in keys if key in _HEADER_TEXTS))

    def _new_published(self, text: str) -> tuple[ReportDate, EventDate]:
        if type(text) is not str:
            raise NotPlain
        found = parse_report_date(text)
        if found.day.year > LAST_LIKELY_YEAR:
            raise NotPlain
        if len(self._published) > MOST_KEPT:  # one reader may read a log without end, with a time in every report
            self._published.clear()
        return self._published.setdefault(text, (found, presumed(found.day)))

    def _new_chain(self, key: tuple[str, Any, Any]) -> tuple[SourceChain, str, tuple[str, ...]]:
        outlet, relayed, said_by = key
        outlets, parties = self._declared["outlet"], self._declared["party"]
        outer = _ids(relayed)
        if any(name not in outlets for name in (outlet, *outer)) or len(set(outer)) < len(outer):
            raise NotPlain
        inner = [parse_link(text, outlets, parties) for text in _ids(said_by)]
        links = tuple(link for link in (*map(outlet_link, (*outer, outlet)), *inner) if link is not None)
        named = [link.key for link in links if link.named]
        if None in inner or len(set(named)) < len(named):
            raise NotPlain
        return self._chains.setdefault(key, (SourceChain(links=links), outlet, outer))

    def _new_plan(self, keys: tuple[str, ...]) -> Plan:
        """How statements with these keys are read."""
        verbs = [key for key in keys if key in _ACTS or key in _ON_CLAIMS or key == "position"]
        if len(verbs) != 1 or type(keys) is not tuple:
            raise NotPlain
        verb = verbs[0]
        readers = self._readers(verb)
        fields = []
        for key in keys:
            if key != verb:
                name, read = readers[key]
                fields.append((key, _PLACE[name], self._caches.setdefault(f"{name} {key}", {}), read))
        place = _SUBJECTS if verb in _ACTS else _TEXT if verb == "position" else _REFERS
        polarity = verb if verb in _ON_CLAIMS else "assert"
        base = DEFAULTS.copy()
        base[_VERB], base[_POLARITY] = verb, polarity
        return self._plans.setdefault(keys, (base, verb, place, tuple(fields)))

    def _readers(self, verb: str) -> dict[str, tuple[str, Callable[[Any], Any] | None]]:
        """Key -> attribute and reader, for the keys that are plain with this verb."""
        found: dict[str, tuple[str, Callable[[Any], Any] | None]] = {
            "event_date": ("event_date", _event_date),
            "quote": ("quote", None),
            "note": ("note", None),
            "independent": ("independent", _flag),
            "credibility": ("credibility", _credibility),
        }
        for key in ("by", "to", "of", "about"):
            found[key] = key, self._ids_reader(_FIELDS[key].refers)
        for key in ("via", "claim"):
            found[key] = key, self._id_reader(_FIELDS[key].refers)
        if verb == "position":
            found["kind"] = "kind", _position_kind
        else:
            found["text"] = "text", None
        if verb not in ("hedge", "deny", "decline"):
            found["certainty"] = "polarity", _certainty
        return found

    def _ids_reader(self, kinds: tuple[str, ...]) -> Callable[[Any], Any]:
        def read(value: Any) -> tuple[str, ...]:
            found = _ids(value)
            if not all(any(name in self._declared[kind] for kind in kinds) for name in found):
                raise NotPlain
            if len(set(found)) < len(found):
                raise NotPlain
            return found

        return read

    def _id_reader(self, kinds: tuple[str, ...]) -> Callable[[Any], Any]:
        def read(value: Any) -> str:
            if type(value) is not str or not any(value in self._declared[kind] for kind in kinds):
                raise NotPlain
            return value

        return read

    def _new_about(self, verb: str, value: Any) -> Any:
        """What a verb is about, checked; positions differ every time and so are not kept."""
        if verb == "position":
            if type(value) is not str or not value.strip():
                raise NotPlain
            return value
        found = _ids(_hashable(value))
        if not found or len(set(found)) < len(found):
            raise NotPlain
        for name in found:
            if verb in _ON_CLAIMS:
                if name not in self._declared["claim"]:
                    raise NotPlain
            elif not moved_by(self._subjects[name], verb):
                raise NotPlain
        return self._about.setdefault((verb, _hashable(value)), found)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise NotPlain
    return value


def _hashable(value: Any) -> Any:
    return tuple(value) if type(value) is list else value


def _ids(value: Any) -> tuple[str, ...]:
    if type(value) is str:
        return (value,)
    if type(value) is not tuple or any(type(item) is not str for item in value):
        raise NotPlain
    return value


def _event_date(value: Any) -> EventDate:
    if type(value) is not str:
        raise NotPlain
    found = parse_event_date(value)  # a phrase needs its anchor, and so is refused here
    if found.phrase or is_far(found):
        raise NotPlain
    return found


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise NotPlain
    return value


def _credibility(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= 6:
        raise NotPlain
    return value


def _position_kind(value: Any) -> str:
    if value not in POSITION_KINDS:
        raise NotPlain
    return str(value)


def _certainty(value: Any) -> str:
    if value not in ("asserted", "hedged"):
        raise NotPlain
    return "assert" if value == "asserted" else "hedge"
