"""Who is meant: names and codes of actors into parties, by tables that anybody can edit.

Owns: the tables of parties, actors and sectors, and the order in which they are asked. Must not know: events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from negotrack.files.values import PLAIN_ID, RESERVED
from negotrack.importers.settings import TableRow, bad, load_text, shipped, table_rows
from negotrack.model.dates import DateError, parse_report_date
from negotrack.model.parties import PARTY_KINDS, Party
from negotrack.problems import suggest

NOBODY: Final = "the actor is not named"
UNKNOWN: Final = "the actor is in no table"
OUT_OF_OFFICE: Final = "the actor was not in office on that day"
_SECTOR: Final = re.compile(r"(.+) \(([^()]+)\)")
_SEPARATOR: Final = re.compile(r"[,;]")


@frozen
class Named:
    """What a row says of one actor."""

    name: str
    country: str = ""
    group: str = ""
    sectors: str = ""


@frozen
class Refusal:
    """Why an actor is no party; `unknown` is the name that no table has."""

    reason: str
    unknown: str = ""


@frozen
class Alias:
    """That a name stands for a party, for all time or between two days, both inclusive."""

    party: str
    since: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether it does so on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@frozen
class Sector:
    """Whether those of a sector act for the state, and why."""

    speaks: bool
    reason: str


class Actors:
    """The tables of actors. `by_codes`: a country without a sector is the state itself, and names say nothing but
    those of one's own table."""

    def __init__(self, own: str | None = None, *, by_codes: bool = False) -> None:
        self.parties: dict[str, Party] = {}
        self._aliases: dict[str, list[Alias]] = {}
        self._spelled: dict[str, str] = {}
        self._own: frozenset[str] = frozenset()
        self._countries: dict[str, str] = {}
        self._groups: dict[str, str] = {}
        self._sectors: dict[str, Sector] = {}
        self._by_codes = by_codes
        self._known: dict[Named, str | Refusal | tuple[Alias, ...]] = {}
        self._read_parties()
        if own is not None:
            self._read_actors(*load_text(own, ""), own=True)
            self._own = frozenset(self._aliases)
        self._read_actors(*shipped("actors.csv"))
        self._read_sectors()

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name that stands for a party, with the party, for finding them in a text."""
        for party in self.parties.values():
            for name in (party.name, *party.aliases):
                yield name, party.id
        yield from ((self._spelled[name], aliases[0].party) for name, aliases in self._aliases.items())

    def find(self, named: Named, day: date) -> str | Refusal:
        """The party that an actor is, or why it is none."""
        found = self._known.get(named)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[named] = self._look_up(named)
        if isinstance(found, tuple):
            party = next((alias.party for alias in found if alias.on(day)), None)
            return party if party is not None else Refusal(OUT_OF_OFFICE)
        return found

    def _look_up(self, named: Named) -> str | Refusal | tuple[Alias, ...]:
        key = named.name.casefold()
        if key in self._own:
            return tuple(self._aliases[key])
        if not self._by_codes:
            if not key:
                return Refusal(NOBODY)
            if key in self._aliases:
                return tuple(self._aliases[key])
            if key in self._countries:
                return self._countries[key]
            found = _SECTOR.fullmatch(named.name)
            if found is not None and found[2].casefold() in self._countries:
                return self._by_sector(found[1], self._countries[found[2].casefold()], named.name)
        elif not (named.group or named.country):
            return Refusal(NOBODY) if not named.name else Refusal(UNKNOWN, named.name)
        if named.group in self._groups:
            return self._groups[named.group]
        return self._by_country(named)

    def _by_country(self, named: Named) -> str | Refusal:
        """By country and sectors, where one that does not act for the state outweighs those that do."""
        party = self._groups.get(named.country) or self._countries.get(named.country.casefold())
        sectors = [s for text in _SEPARATOR.split(named.sectors) if (s := text.strip())]
        if party is None:
            return Refusal(UNKNOWN, named.name or named.country)
        known = [self._sectors[s.casefold()] for s in sectors if s.casefold() in self._sectors]
        against = next((sector for sector in known if not sector.speaks), None)
        if against is not None:
            return Refusal(f"the actor is no party: {against.reason}")
        if known or (self._by_codes and not sectors):
            return party
        return Refusal(UNKNOWN, named.name or named.country)

    def _by_sector(self, word: str, party: str, name: str) -> str | Refusal:
        sector = self._sectors.get(word.casefold())
        if sector is None:
            return Refusal(UNKNOWN, name)
        return party if sector.speaks else Refusal(f"the actor is no party: {sector.reason}")

    def _read_parties(self) -> None:
        for row in table_rows(*shipped("parties.csv"), ("id", "name", "kind", "codes", "names")):
            codes, names = _several(row["codes"]), _several(row["names"])
            party = Party(
                id=row["id"], name=row["name"], kind=row["kind"], code=codes[0] if codes else "", aliases=names
            )
            self.parties[party.id] = party
            self._groups |= dict.fromkeys(codes, party.id)
            for name in (party.name, *names):
                self._countries.setdefault(name.casefold(), party.id)

    def _read_actors(self, name: str, text: str, *, own: bool = False) -> None:
        """The names of a table; those of one's own replace those that are shipped."""
        found: dict[str, list[Alias]] = {}
        for row in table_rows(name, text, ("name", "party"), ("since", "until", "kind")):
            self._declare(row, own)
            alias = Alias(row["party"], _day(row, "since"), _day(row, "until"))
            if alias.since is not None and alias.until is not None and alias.since > alias.until:
                raise bad(f"since {alias.since} is after until {alias.until}", row.span, "swap the two days")
            found.setdefault(row["name"].casefold(), []).append(alias)
            self._spelled.setdefault(row["name"].casefold(), row["name"])
        self._aliases = found | self._aliases

    def _declare(self, row: TableRow, own: bool) -> None:
        party, kind = row["party"], row["kind"] or "other"
        if not row["name"]:
            raise bad("an actor has no name", row.span)
        if not PLAIN_ID.fullmatch(party) or party in RESERVED:
            hint = "the id of a party: letters, digits, - and _"
            raise bad(f'"{party[:60]}" is no id', row.span, hint)
        if kind not in PARTY_KINDS:
            raise bad(f'there is no kind of party "{kind[:60]}"', row.span, suggest(kind, PARTY_KINDS))
        if party not in self.parties:
            if not own:
                raise bad(f'there is no party "{party}"', row.span, suggest(party, self.parties))
            self.parties[party] = Party(id=party, name=row["name"], kind=kind)

    def _read_sectors(self) -> None:
        for row in table_rows(*shipped("sectors.csv"), ("sector", "speaks", "reason")):
            self._sectors[row["sector"].casefold()] = Sector(row["speaks"] == "yes", row["reason"])


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for text in cell.split(";") if (part := text.strip()))


def _day(row: TableRow, column: str) -> date | None:
    if not row[column]:
        return None
    try:
        return parse_report_date(row[column]).day
    except DateError as error:
        raise bad(str(error), row.span, error.hint) from None
