"""Items of news into drafts: every item a report whose statements are still to be coded, some with proposals.

Owns: the rules of proposals, the fields of an item. Must not know: files, what becomes of a proposal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Final

from attrs import define, field, frozen

from negotrack.files.jsontree import parse_json_line
from negotrack.files.tree import ListNode, MapNode, Node, TextNode
from negotrack.importers.actors import Actors
from negotrack.importers.cast import Cast
from negotrack.importers.ledger import Summary
from negotrack.importers.opening import MAX_LINE, Opened, fault
from negotrack.importers.records import MAX_CELL
from negotrack.importers.settings import Settings, bad, load_text
from negotrack.machines.verbs import VERBS
from negotrack.model.dates import DateError, ReportDate, parse_report_date, presumed
from negotrack.model.reports import Report, Statement
from negotrack.model.sources import SourceChain, outlet_link
from negotrack.problems import InvalidScenario, Problem, suggest

ABOUT: Final = {
    "talks": "talks",
    "meeting": "meeting",
    "agreement": "instrument",
    "demand": "demand",
    "demand-of-other": "demand",
    "commitment": "commitment",
}
FIELDS: Final = ("published", "text", "sources", "topics", "kind")
AGAIN: Final = "the same item again"
OTHER_DAYS: Final = "outside the days asked for"


@frozen(kw_only=True)
class Rule:
    """A proposal: the verb, what it is about, and when it fits."""

    name: str
    verb: str
    about: str
    fits: re.Pattern[str]
    unless: re.Pattern[str] | None


@frozen(kw_only=True)
class Rules:
    """The mapping: the names of fields, who relays the items, the rules in order."""

    columns: Mapping[str, str]
    portal: str
    rules: tuple[Rule, ...]


def load_rules(path: str | None, default: str) -> Rules:
    """The mapping given, or the shipped one. Raises ReadError and InvalidScenario."""
    settings = Settings.parse(*load_text(path, default), "the mapping of news")
    settings.only("name", "columns", "portal", "rules")
    node = settings.node.get("columns")
    if node is None:
        raise bad("the mapping has no columns", settings.span, "columns: {published: …, text: …}")
    columns = Settings.of(node, "columns")
    columns.only(*FIELDS)
    named = {name: columns.text(name) for name in columns.named()}
    for name in ("published", "text"):
        if name not in named:
            raise bad(f"there is no field for {name}", columns.span, f"add {name}: …")
    rules = tuple(_rule(Settings.of(item, "a rule")) for item in settings.nodes("rules"))
    return Rules(columns=named, portal=settings.text("portal", "portal"), rules=rules)


def _rule(settings: Settings) -> Rule:
    settings.only("name", "verb", "about", "any", "not")
    about = settings.text("about", among=tuple(ABOUT))
    verb = settings.text("verb")
    if verb not in VERBS[ABOUT[about]]:
        hint = suggest(verb, VERBS[ABOUT[about]]) or f"one of {', '.join(VERBS[ABOUT[about]])}"
        raise bad(f'"{verb}" does not go with {about}', settings.place("verb"), hint)
    phrases, against = settings.texts("any"), settings.texts("not")
    if not phrases:
        raise bad("the rule has no phrases", settings.span, "add any: [phrase, phrase]")
    for phrase in (*phrases, *against):
        if not any(word.strip("*.") for word in phrase.split()):
            raise bad(f'the phrase "{phrase[:60]}" has no word and would fit any text', settings.span, "write a word")
    return Rule(
        name=settings.text("name"),
        verb=verb,
        about=about,
        fits=_pattern(phrases),
        unless=_pattern(against) if against else None,
    )


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """`*` ends a word in any way, `..` leaves out up to six words."""
    return re.compile("|".join(_phrase(phrase) for phrase in phrases), re.IGNORECASE)


def _phrase(phrase: str) -> str:
    found, gap = "", ""
    for word in phrase.split():
        if word == "..":
            gap = r"(?:\W+\w+){0,6}?\W+"
            continue
        spelled = re.escape(word).replace(r"\*", r"\w*")
        found += (gap or r"\W+") + spelled if found else spelled
        gap = ""
    return rf"\b{found}\b"


@define(kw_only=True, eq=False)
class NewsImporter:
    """Turns items into drafts, and accounts for each of them."""

    rules: Rules
    actors: Actors
    cast: Cast
    summary: Summary
    since: date | None = None
    until: date | None = None
    _of_day: Counter[str] = field(factory=Counter, init=False)
    _told: set[bytes] = field(factory=set, init=False)
    _parties: dict[str, str] = field(factory=dict, init=False)
    _names: re.Pattern[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._parties = {name: party for name, party in self.actors.names() if len(name) > 1}
        longest_first = sorted(self._parties, key=lambda name: (-len(name), name))
        folded = {name.casefold(): party for name, party in self._parties.items()}
        short = "|".join(re.escape(name) for name in longest_first if len(name) < 5)
        long = "|".join(re.escape(name) for name in longest_first if len(name) >= 5)
        self._parties |= folded
        self._names = re.compile(rf"(?<!\w)(?:(?i:{long})|(?:{short}))(?!\w)")

    def reports(self, opened: Opened) -> Iterator[Report]:
        """A draft for each item. Raises InvalidScenario when there is none."""
        empty = True
        for number, raw in opened.lines:
            raw = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if not raw.strip():
                continue
            empty = False
            found = self._item(opened.name, number, raw)
            if isinstance(found, Problem):
                self.summary.fail(found)
                continue
            published, item = found
            if not self._in_time(published.day):
                self.summary.leave_out(OTHER_DAYS)
                continue
            # One text from two sources is two reports, of which each may stand or fall by itself.
            same = repr((published.day.isoformat(), item["text"][0], item.get("sources", ())))
            told = sha256(same.encode(errors="surrogatepass")).digest()[:16]
            if told in self._told:
                self.summary.merge(AGAIN)
                continue
            self._told.add(told)
            self.summary.became += 1
            self.summary.reports += 1
            yield self._draft(published, item)
        if empty:
            raise InvalidScenario([fault("empty-file", "the file holds nothing but empty lines", opened.name)])

    def _in_time(self, published: date) -> bool:
        return (self.since is None or published >= self.since) and (self.until is None or published <= self.until)

    def _item(self, name: str, number: int, raw: bytes) -> tuple[ReportDate, dict[str, tuple[str, ...]]] | Problem:
        """The day and the fields of an item, or why it is none."""
        if len(raw) > MAX_LINE:
            return fault("too-large", f"a line of more than {MAX_LINE} bytes", name, number)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            return fault("not-utf8", f"byte 0x{raw[error.start]:02X} is not UTF-8", name, number)
        node, problems = parse_json_line(name, number, text)
        if node is None or problems:
            return problems[0] if problems else fault("json-syntax", "this is no JSON", name, number)
        if not isinstance(node, MapNode):
            return fault("wrong-type", "an item is a map of its fields", name, number)
        for role, key in self.rules.columns.items():
            odd = _odd(node.get(key), several=role not in ("published", "text"))
            if odd is not None:
                wanted = "a text" if role in ("published", "text") else "a text or a list of texts"
                return Problem(code="wrong-type", message=f"{key} must be {wanted}", span=odd.span)
        item = {role: _texts(node.get(key)) for role, key in self.rules.columns.items()}
        for role in ("published", "text"):
            if not item[role] or not item[role][0].strip():
                return fault("missing-key", f"the item has no {self.rules.columns[role]}", name, number)
        long = sum(len(told) + 4 for role, texts in item.items() if role != "text" for told in texts)
        if long > MAX_CELL:
            return fault("text-too-long", f"{long} characters beside the text; the limit is {MAX_CELL}", name, number)
        try:
            return parse_report_date(item["published"][0]), item
        except DateError as error:
            return fault("bad-date", str(error), name, number, error.hint)

    def _draft(self, published: ReportDate, item: dict[str, tuple[str, ...]]) -> Report:
        day = published.day.isoformat()
        self._of_day[day] += 1
        name = f"{day}-{self._of_day[day]}"
        portal = self.cast.outlet(self.rules.portal, "archive")
        sources = item.get("sources", ())
        outlets = self._outlets(portal, sources[0] if sources else "")
        filed = [*item.get("kind", ()), *item.get("topics", ())]
        notes = [f"filed under {' / '.join(filed)}"] if filed else []
        if len(sources) > 1:
            notes.append(f"also cited: {', '.join(sources[1:])}")
        return Report(
            id=name,
            outlet=outlets[-1],
            published=published,
            relayed_by=outlets[:-1],
            text=item["text"][0],
            note="; ".join(notes),
            suggested=self._proposal(name, published, outlets, item["text"][0]),
        )

    def _outlets(self, portal: str, source: str) -> tuple[str, ...]:
        """Where the item was read, outermost first: `AP via ABC News` is what AP says, relayed by ABC News."""
        names = [name for part in reversed(source.split(" via ")) if (name := part.strip())]
        return tuple(dict.fromkeys((portal, *(self.cast.outlet(name) for name in names))))

    def _proposal(self, name: str, published: ReportDate, outlets: tuple[str, ...], text: str) -> tuple[Statement, ...]:
        """What the first rule that fits proposes, if the item names two parties."""
        rule = next(
            (r for r in self.rules.rules if r.fits.search(text) and not (r.unless and r.unless.search(text))), None
        )
        if rule is None:
            return ()
        parties = self._named(text)
        if len(parties) != 2:
            return ()
        self.summary.suggested[f"{rule.verb} ({rule.name})"] += 1
        subject = self._subject(rule.about, parties[0], parties[1], published.day.isoformat())
        return (
            Statement(
                id=f"{name}#s1",
                verb=rule.verb,
                subjects=(subject,),
                event_date=presumed(published.day),
                chain=SourceChain(links=tuple(outlet_link(outlet) for outlet in outlets)),
                note=f"proposed by the rule {rule.name}",
            ),
        )

    def _named(self, text: str) -> list[str]:
        """The parties that a text names, in order."""
        found: dict[str, None] = {}
        for match in self._names.finditer(text):
            found.setdefault(self._parties.get(match[0]) or self._parties[match[0].casefold()])
        return list(found)

    def _subject(self, about: str, one: str, other: str, day: str) -> str:
        match about:
            case "talks":
                return self.cast.talks(one, other)
            case "meeting":
                return self.cast.meeting("meeting", one, other, day)
            case "agreement":
                return self.cast.agreement(one, other, day)
            case "demand":
                return self.cast.demand(one, other, "")
            case "demand-of-other":
                return self.cast.demand(other, one, "")
            case _:
                return self.cast.commitment(one, other, "")


def _odd(node: Node | None, *, several: bool) -> Node | None:
    """What is no text where one is expected, or in a list of them; what is null is merely not there."""
    match node:
        case None | TextNode():
            return None
        case ListNode(items=items) if several:
            return next((item for item in items if not isinstance(item, TextNode)), None)
        case _:
            return node


def _texts(node: Node | None) -> tuple[str, ...]:
    """One text or a list of them."""
    match node:
        case TextNode(null=False, value=value):
            return (value,)
        case ListNode(items=items):
            texts = (item for item in items if isinstance(item, TextNode) and not item.null)
            return tuple(text.value for text in texts if text.value.strip())
        case _:
            return ()
