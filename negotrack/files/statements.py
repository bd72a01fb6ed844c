"""Statements: what a report says of one subject.

A statement depends on its report (the day that anchors phrases, the chain above it) and has its verb as a key,
so it is read by the vocabulary directly. Owns: the notation of statements, verbs with their subjects.
Must not know: whole scenarios, other reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

from attrs import define, frozen

from negotrack.files.builder import show
from negotrack.files.chains import make_chain, read_links
from negotrack.files.declarations import READERS
from negotrack.files.guesses import KEY_GUESSES, fitting_guess, guess_verb, taken_by, takes
from negotrack.files.intake import Intake, Refused, article, described
from negotrack.files.parts import unknown_key
from negotrack.files.tree import ListNode, MapNode, Node, TextNode
from negotrack.files.values import PLAIN_ID, items, read_event_date, read_new_id, read_text
from negotrack.files.vocabulary import BY_NAME, VERBS, Field, named_by
from negotrack.machines.verbs import TRIGGER_VERBS, moved_by
from negotrack.machines.verbs import VERBS as KIND_VERBS
from negotrack.model.dates import EventDate, ReportDate, presumed
from negotrack.model.reports import CLAIM_VERBS, POSITION_KINDS, Polarity, Statement
from negotrack.model.sources import Link, SourceChain
from negotrack.model.subjects import Demand, Subject
from negotrack.problems import Span

FIELDS = BY_NAME["statement"]
OPEN_END: Final = (
    "where no day is named, give the first that it can be with an open end: 2018-09-24..; or the words and your "
    "reading of them: early october = 2018-10-01/2018-10-10"
)
"""What to write for `soon`."""
_VERBS = frozenset(VERBS)
_SPEAKABLE = ("deny", "decline", "retract")
"""The verbs about claims that also take what is claimed itself."""


@frozen(kw_only=True)
class Reference:
    """That a statement names another one, a claim or a report: looked up when everything has been read."""

    owner: str
    key: str
    target: str
    span: Span


@define(kw_only=True, eq=False)
class Frame:
    """What the statements of one report share."""

    intake: Intake
    subjects: Mapping[str, Subject]
    report: str
    published: ReportDate
    dated: bool
    """Whether the report date could be read, so that phrases can be judged by it."""
    outer: tuple[Link, ...]
    inner: tuple[Link, ...]
    chain: SourceChain
    circling: bool
    """Whether its outlets alone are no chain, which has been reported."""
    references: list[Reference]

    @property
    def day(self) -> date:
        """The day of the report."""
        return self.published.day


@define(kw_only=True, eq=False)
class _Verb:
    """A verb as written and what it was found to be about."""

    name: str
    key: TextNode
    value: Node
    subjects: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    polarity: Polarity = "assert"
    text: str = ""


def read_statement(frame: Frame, node: Node, name: str) -> Statement:
    """One statement; raises Refused when it has errors, all of which have been reported."""
    if not isinstance(node, MapNode):
        message = f"a statement is {described(node)}; a map is expected"
        raise frame.intake.error("wrong-type", message, node.span, "write it as press: id")
    frame.intake.places.setdefault((name, ""), node)
    given, refused = _read_fields(frame, node, name)
    verb = _find_verb(frame, node)
    chain: SourceChain | None = None
    try:
        chain = _read_chain(frame, node)
    except Refused:
        refused = True
    if verb is None:
        raise Refused
    frame.intake.places.setdefault((name, "verb"), verb.value)
    try:
        _read_about(frame, verb, verb.value, name)
    finally:
        _check_fields(frame, verb, node)
    if refused or chain is None:
        raise Refused
    return _statement(frame, name, verb, given, chain)


def statement_id(frame: Frame, node: Node, default: str) -> str:
    """The id under which a statement is known: its own, or else its place."""
    own = node.get("id") if isinstance(node, MapNode) else None
    if own is None:
        return default
    try:
        name = read_new_id(frame.intake, own, "the id of this statement")
    except Refused:
        return f"{frame.report}/{own.value}" if isinstance(own, TextNode) and own.value else default
    return f"{frame.report}/{name}"


def _read_fields(frame: Frame, node: MapNode, name: str) -> tuple[dict[str, Any], bool]:
    given: dict[str, Any] = {}
    refused = False
    for key, value in node.entries:
        field = FIELDS.get(key.value)
        if field is None or field.type in ("own_id", "chain"):
            continue
        frame.intake.places.setdefault((name, key.value), value)
        try:
            given[field.target] = _read_field(frame, field, value, name)
        except Refused:
            refused = True
    return given, refused


def _read_field(frame: Frame, field: Field, node: Node, name: str) -> Any:
    if field.type == "event_date":
        hint = OPEN_END if field.name == "for" else ""
        return read_event_date(frame.intake, node, field.name, frame.day, dated=frame.dated, hint=hint)
    if field.type == "statement_ids":
        return _read_mentions(frame, node, name, field.name)
    return READERS[field.type](frame.intake, node, field)


def _read_mentions(frame: Frame, node: Node, owner: str, key: str) -> tuple[str, ...]:
    """Ids of statements, claims or reports, noted for later."""
    found = []
    for item in items(frame.intake, node, key):
        target = read_text(frame.intake, item, key)
        found.append(target)
        frame.references.append(Reference(owner=owner, key=key, target=target, span=item.span))
    return tuple(found)


def verbs_written(node: Node) -> set[str]:
    """The verbs that a statement may have meant: those written, or every one."""
    keys = {key.value for key, _ in node.entries} if isinstance(node, MapNode) else set()
    return keys & _VERBS or set(_VERBS)


def _find_verb(frame: Frame, node: MapNode) -> _Verb | None:
    """The one verb; unknown keys are reported on the way."""
    intake = frame.intake
    verbs, unknown = [], []
    for entry in node.entries:
        written = entry[0].value
        if written in _VERBS:
            verbs.append(entry)
        elif written not in FIELDS:
            unknown.append(entry[0])
    if unknown or not verbs:
        _report_unknown(intake, unknown, bool(verbs), node)
    if len(verbs) > 1:
        related = (("the first one", verbs[0][0].span),)
        message = f"a second verb, {verbs[1][0].value}, beside {verbs[0][0].value}; a statement has one"
        intake.error("two-verbs", message, verbs[1][0].span, "make it a statement of its own", related)
    if len(verbs) != 1:
        return None
    key, value = verbs[0]
    return _Verb(name=key.value, key=key, value=value)


def _report_unknown(intake: Intake, unknown: list[TextNode], has_verb: bool, node: MapNode) -> None:
    """What is nearer to a verb than to a field was meant as the verb, when there is none."""
    known = (*FIELDS, *VERBS)
    blamed = None
    if not has_verb and unknown:
        unlike = [key for key in unknown if key.value not in KEY_GUESSES]
        blamed = next((key for key in unlike if guess_verb(key.value)), None)
        blamed = blamed or next((key for key in unlike if intake.nearest(key.value, known) in _VERBS), None)
        if blamed is None and unlike and all(intake.nearest(key.value, tuple(FIELDS)) is None for key in unlike):
            blamed = unlike[0]
    for key in unknown:
        if key is blamed:
            kinds = _kinds_in(intake, node.get(key.value))
            hint = guess_verb(key.value, kinds) or intake.suggest(key.value, VERBS)
            listed = "; ".join(map(takes, kinds)) or "the page of the verbs lists those of each kind"
            intake.error("unknown-verb", f'there is no verb "{show(key.value)}"', key.span, hint or listed)
        else:
            unknown_key(intake, key, tuple(FIELDS), "a statement", KEY_GUESSES)
    if not has_verb and blamed is None:
        message = "a statement has no verb; exactly one is expected"
        intake.error("no-verb", message, node.span, "add one, such as press: id")


def _kinds_in(intake: Intake, node: Node | None) -> list[str]:
    """The kinds of the subjects that are named here."""
    named = node.items if isinstance(node, ListNode) else (node,)
    kinds = [intake.subject_kinds.get(item.value) for item in named if isinstance(item, TextNode)]
    return list(dict.fromkeys(kind for kind in kinds if kind is not None))


def _read_about(frame: Frame, verb: _Verb, node: Node, name: str) -> None:
    """Fill in what the verb is about."""
    match verb.name:
        case "position":
            verb.text = _read_words(frame.intake, verb.name, node)
        case "incident":
            _read_incident(frame.intake, verb, node)
        case "identify":
            verb.refers_to = _read_mentions(frame, node, name, verb.name)
        case _ if verb.name in CLAIM_VERBS:
            verb.polarity = cast(Polarity, verb.name)
            _read_claimed(frame, verb, node, name)
        case _:
            verb.subjects = read_acted_on(frame, verb.name, verb.key, node)


def _read_words(intake: Intake, verb: str, node: Node) -> str:
    if isinstance(node, TextNode) and not node.value.strip():
        raise intake.error("needs-text", f"{verb} says nothing", node.span, f"write {verb}: what is held")
    return read_text(intake, node, verb)


def _read_incident(intake: Intake, verb: _Verb, node: Node) -> None:
    """A declared incident, several, or an account in words; one word is taken for an id."""
    if isinstance(node, TextNode) and not (PLAIN_ID.fullmatch(node.value) or node.value in intake.subject_kinds):
        verb.text = _read_words(intake, verb.name, node)
        return
    _refuse_kinds(intake, verb, node)
    verb.subjects = READERS["ids"](intake, node, named_by("incident"))


def _read_claimed(frame: Frame, verb: _Verb, node: Node, name: str) -> None:
    """A claim, a statement, a list of these, or what is claimed itself."""
    intake = frame.intake
    if isinstance(node, MapNode) and verb.name in _SPEAKABLE:
        if len(node.entries) != 1 or not node.named.keys() <= set(TRIGGER_VERBS):
            _refuse_claimed(intake, verb, node)
        ((key, value),) = node.entries
        verb.name = key.value
        verb.subjects = read_acted_on(frame, key.value, key, value)
        return
    if isinstance(node, TextNode) and not node.value.strip() and verb.name == "retract":
        hint = "name a statement, a report or a claim"
        raise intake.error("retract-of-nothing", "this retracts nothing", node.span, hint)
    if verb.name in _SPEAKABLE:
        verb.refers_to = _read_mentions(frame, node, name, verb.name)
        if not verb.refers_to:
            code = "retract-of-nothing" if verb.name == "retract" else "wrong-type"
            raise intake.error(code, f"{verb.name} has an empty list", node.span, "name a claim or a statement")
    else:
        _refuse_kinds(intake, verb, node)
        verb.refers_to = READERS["ids"](intake, node, named_by(verb.name))


def _refuse_kinds(intake: Intake, verb: _Verb, node: Node) -> None:
    """Report subjects of another kind than the verb is for, saying what that kind takes, before they are read."""
    wanted = "incident" if verb.name == "incident" else "claim"
    for item in node.items if isinstance(node, ListNode) else (node,):
        kind = intake.subject_kinds.get(item.value) if isinstance(item, TextNode) else None
        if isinstance(item, TextNode) and kind not in (None, wanted):
            message = f'"{verb.name}" goes with {article(wanted)}, and "{item.value}" is {article(str(kind))}'
            related = (("declared here", intake.place(item.value)),)
            intake.error("wrong-kind", message, item.span, takes(str(kind)), related)
            intake.blamed.add(item.span)


def _refuse_claimed(intake: Intake, verb: _Verb, node: MapNode) -> None:
    for key, _ in node.entries:
        if key.value not in TRIGGER_VERBS:
            hint = intake.suggest(key.value, TRIGGER_VERBS) or f"write {verb.name}: {{hold: id}}"
            raise intake.error("unknown-verb", f'there is no verb "{show(key.value)}" to {verb.name}', key.span, hint)
    message = f"{verb.name} holds {len(node.entries)} verbs; one is expected"
    code = "two-verbs" if node.entries else "no-verb"
    raise intake.error(code, message, node.span, f"write {verb.name}: {{hold: id}}")


def read_acted_on(frame: Frame, verb: str, key: TextNode, node: Node) -> tuple[str, ...]:
    """The subjects of a verb that moves machines; each must be of a kind that takes it."""
    try:
        found = cast(tuple[str, ...], READERS["ids"](frame.intake, node, named_by(verb)))
    except Refused:
        listed = node.items if isinstance(node, ListNode) else ()
        for subject in dict.fromkeys(item.value for item in listed if isinstance(item, TextNode)):
            if subject in frame.intake.subject_kinds:
                _takes(frame, subject, verb, key)
        raise
    if not found:
        raise frame.intake.error("wrong-type", f"{verb} has an empty list", node.span, f"write {verb}: id")
    refused = [subject for subject in found if not _takes(frame, subject, verb, key)]
    if refused:
        raise Refused
    return found


def _takes(frame: Frame, name: str, verb: str, key: TextNode) -> bool:
    """Whether a subject takes a verb, reported when not; of a faulty subject only the kind is known."""
    kind = frame.intake.subject_kinds[name]
    subject = frame.subjects.get(name)
    if verb in KIND_VERBS.get(kind, {}) if subject is None else moved_by(subject, verb):
        return True
    what, listed = article(kind), takes(kind, subject)
    if isinstance(subject, Demand) and verb in KIND_VERBS["demand"]:
        what = f"a demand to {subject.mode} something"
        listed = listed.replace(article(kind), what, 1)
    hint = fitting_guess(verb, kind) or frame.intake.suggest(verb, taken_by(kind, subject))
    message = f'"{verb}" does not go with "{show(name)}", which is {what}'
    related = (("declared here", frame.intake.place(name)),)
    frame.intake.error("verb-not-for-kind", message, key.span, f"{hint} ({listed})" if hint else listed, related)
    return False


def _check_fields(frame: Frame, verb: _Verb, node: MapNode) -> None:
    """Fields that go with some verbs only, and values that go with the verb."""
    intake = frame.intake
    refused = None
    written = verb.key.value
    for key, value in node.entries:
        field = FIELDS.get(key.value)
        if field is not None and field.verbs and written not in field.verbs:
            message = f"{key.value} does not go with {written}"
            refused = intake.error("key-not-for-verb", message, key.span, f"it goes with {', '.join(field.verbs)}")
        elif key.value == "kind" and written == "position" and isinstance(value, TextNode):
            kinds = Field(name="kind", type="choice", values=POSITION_KINDS, doc="")
            try:
                READERS["choice"](intake, value, kinds)
            except Refused as error:
                refused = error
    if written == "identify" and node.get("as") is None:
        refused = intake.error("missing-key", "identify does not say as whom", node.span, "add as: party")
    refused = _check_words(intake, verb, node) or refused
    if refused is not None:
        raise refused


def _check_words(intake: Intake, verb: _Verb, node: MapNode) -> Refused | None:
    """Nothing is said twice in one statement, or against itself."""
    text, certainty = node.get("text"), node.get("certainty")
    if verb.text and text is not None:
        message = f"{verb.name} has its text already; a second one stands here"
        return intake.error("key-not-for-verb", message, text.span, "put the rest under note")
    written = verb.key.value
    if certainty is not None and written in ("hedge", "deny", "decline", "retract"):
        message = f"certainty does not go with {written}, which says itself how sure it is"
        hint = "write hedge alone, or assert with certainty: hedged" if written == "hedge" else "say so under note"
        return intake.error("key-not-for-verb", message, certainty.span, hint)
    return None


def _read_chain(frame: Frame, node: MapNode) -> SourceChain:
    """The statement's own chain below the outlet, or the report's."""
    own = node.get("said_by")
    if own is None:
        return frame.chain
    links = read_links(frame.intake, own, "said_by")
    if frame.circling:
        return frame.chain
    return make_chain(frame.intake, frame.outer, links, own)


def _statement(frame: Frame, name: str, verb: _Verb, given: dict[str, Any], chain: SourceChain) -> Statement:
    certainty = given.pop("certainty", "asserted")
    polarity: Polarity = "hedge" if certainty == "hedged" else verb.polarity
    event_date: EventDate = given.pop("event_date", None) or presumed(frame.day)
    if verb.text:
        given["text"] = verb.text
    return Statement(
        id=name,
        verb=verb.name,
        subjects=verb.subjects,
        refers_to=verb.refers_to,
        polarity=polarity,
        event_date=event_date,
        chain=chain,
        **given,
    )
