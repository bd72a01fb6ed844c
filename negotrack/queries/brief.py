"""The brief: what changed between two moments, as short sourced sentences, heaviest first.

Owns: which changes become sentences and their order. Must not know: phrases (sentences), Markdown (exporters).
A brief claims nothing that the states do not: it is built from standings and claims, and names their reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from negotrack.engine.given import expect
from negotrack.engine.moment import Moment
from negotrack.engine.results import ClaimStanding, Since, Standing, Step
from negotrack.model.reports import Statement
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Meeting
from negotrack.problems import UsageError
from negotrack.queries.actors import acting
from negotrack.queries.diff import Change, ClaimChange, Difference, diff
from negotrack.queries.doubts import doubts_of_claim
from negotrack.queries.drawn import Told
from negotrack.queries.dues import meeting_due
from negotrack.queries.facts import coverage, title_of
from negotrack.queries.lasting import held_over
from negotrack.queries.sentences import (
    ANOMALY,
    CLAIM,
    FOOTING,
    INCIDENT,
    POSITION,
    SELF_EVIDENT,
    Words,
    doubts,
    footing,
    joined,
    refusal_words,
    source_name,
    state_words,
    weight_of,
    when_words,
)


@frozen(kw_only=True)
class Sentence:
    """One sentence: its words, how much it weighs, and the reports that it rests on, those against it apart."""

    weight: int
    kind: str
    subject: str
    region: str
    words: tuple[Words, ...]
    reports: tuple[str, ...]
    against: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentence without its reports, as plain text."""
        return "".join(words.text for words in self.words)


@frozen(kw_only=True)
class Brief(Told):
    """What changed. `further` counts what stands as before and only rests on more, or on other, reports."""

    scenario: str
    title: str
    since: date | None
    since_known: date | None
    as_of: date | None
    as_known: date | None
    lens: str
    sentences: tuple[Sentence, ...]
    further: int
    notes: tuple[str, ...]


def brief(before: Moment, after: Moment) -> Brief:
    """What changed from one moment to a later one, or in what is known of one day.

    Raises UsageError for moments of different declarations or lenses, or in the wrong order.
    """
    for moment in (before, after):
        expect(moment, Moment, where="brief")
    _check(before, after)
    found, new = diff(before, after), _new_steps(before, after)
    sentences = [
        *(s for change in found.changes for s in _changed(after, change, _undone(change, new))),
        *_rescheduled(after, found),
        *(s for change in found.claims for s in _claimed(after, change)),
        *_refused(before, after),
        *_said(before, after),
    ]
    place = {subject: number for number, subject in enumerate(after.history.scenario.subjects)}
    last = len(place)
    ordered = sorted(sentences, key=lambda s: (-s.weight, place.get(s.subject, last), s.region, s.reports))
    scenario = after.history.scenario
    return Brief(
        scenario=scenario.id,
        title=scenario.title or scenario.id,
        since=before.as_of,
        since_known=before.as_known,
        as_of=after.as_of,
        as_known=after.as_known,
        lens=after.lens.name,
        sentences=tuple(ordered),
        further=sum(_only_grounds(change) and not _undone(change, new) for change in found.changes),
        notes=tuple(filter(None, dict.fromkeys((_start(before), coverage(after))))),
    )


def _check(before: Moment, after: Moment) -> None:
    one, other = before.history.scenario, after.history.scenario
    if one.subjects != other.subjects:
        raise UsageError("a brief compares two moments of the same declarations")
    if before.lens != after.lens:
        raise UsageError("a brief compares two moments through the same lens")
    if before.as_of and after.as_of and before.as_of > after.as_of:
        raise UsageError(f"a brief goes forward: {before.as_of} is after {after.as_of}")


def _start(before: Moment) -> str:
    """What to say of a beginning before anything was known."""
    empty = before.history.last_report is None
    return f"no report was known by {before.as_known}: everything known is new" if empty and before.as_known else ""


def _only_grounds(change: Change) -> bool:
    """Whether a region stands as before, on the same footing."""
    return not change.moved and _footing(change.before) == _footing(change.after)


def _footing(standing: Standing) -> tuple[object, ...]:
    return (standing.certain, standing.status, standing.hedged, standing.held_against)


def _new_steps(before: Moment, after: Moment) -> dict[tuple[str, str], list[Step]]:
    """(subject, region) -> the steps to another state that only the later moment has."""
    known = {(s.subject, s.region, s.statement, s.trigger, s.target) for s in before.steps}
    found: dict[tuple[str, str], list[Step]] = {}
    for s in after.steps:
        if s.moved and (s.subject, s.region, s.statement, s.trigger, s.target) not in known:
            found.setdefault((s.subject, s.region), []).append(s)
    return found


def _undone(change: Change, new: dict[tuple[str, str], list[Step]]) -> tuple[Step, ...]:
    """The new steps that do not show from where a region stood and stands: all but the last, where they led back
    to a state that it had been in.
    """
    steps = new.get((change.subject, change.region), [])
    visited = [change.before.state, *(step.target for step in steps)]
    back = len(set(visited)) < len(visited) and visited[-1] == change.after.state
    return tuple(steps[:-1]) if back else ()


def _changed(after: Moment, change: Change, undone: tuple[Step, ...]) -> Iterator[Sentence]:
    now = change.after
    if (now.coupling in SELF_EVIDENT or _only_grounds(change)) and not undone:
        return
    scenario = after.history.scenario
    day, setting = _scheduled(after, now)
    words = list(state_words(scenario, now, day, acting(after, now)))
    if change.moved:
        if now.reported and held_over(after, now):
            words.append(Words(text=f" from {now.since.earliest} to {now.since.latest}"))
        elif now.reported:
            words.append(Words(text=f", {when_words(now.since)}"))
        if change.before.reported:
            words.append(Words(text=f" (before: {change.before.state.replace('_', ' ')})"))
    elif undone:
        words.append(Words(text=f" again, {when_words(now.since)}"))
    else:
        words.insert(0, Words(text="as before, "))
    words.extend(Words(text=f"; {doubt}") for doubt in doubts(now))
    if setting and setting not in now.statements:
        words.append(Words(text=f"; that day was set {_set_on(after, setting)}"))
    claims = {claim.claim: claim for claim in after.claims} if undone else {}
    if undone:
        between = (_in_between(after, step, claims.get(step.claim)) for step in undone)
        words.append(Words(text=f"; in between: {', '.join(between)}"))
    grounds = now.statements if now.reported else _taken_back(after, change)
    grounds = (*grounds, setting, *(step.statement for step in undone))
    yield Sentence(
        weight=weight_of(now) - (0 if change.moved or undone else FOOTING),
        kind=now.kind,
        subject=now.subject,
        region=now.region,
        words=tuple(words),
        reports=_reports(after, grounds),
        against=_reports(after, (*now.held_against, *(n for s in undone for n in _denying(claims.get(s.claim))))),
    )


def _in_between(after: Moment, step: Step, claim: ClaimStanding | None) -> str:
    """A step that was undone since, with its own marks: what qualifies the end of the way says nothing of it."""
    marks = "".join(f" ({doubt})" for doubt in doubts_of_claim(after, claim))
    return f"{step.target.replace('_', ' ')} {when_words(step.when)}{marks}"


def _denying(claim: ClaimStanding | None) -> tuple[str, ...]:
    return claim.against if claim is not None else ()


def _scheduled(moment: Moment, standing: Standing) -> tuple[str, str]:
    """The day for which a meeting is set, as last said, and by which statement."""
    subject = moment.history.scenario.subjects[standing.subject]
    due = meeting_due(moment, subject) if isinstance(subject, Meeting) else None
    if due is None or not due.dated or standing.state == "overdue":
        return "", ""
    return when_words(due.when).removeprefix("on "), due.statement


def _set_on(moment: Moment, statement: str) -> str:
    event = moment.history.record.by_id[statement].statement.event_date
    return when_words(Since(earliest=event.earliest, latest=event.latest))


def _rescheduled(after: Moment, found: Difference) -> Iterator[Sentence]:
    """Meetings that are set for another day and stand as before."""
    moved = {change.subject for change in found.changes if change.moved}
    for change in found.rescheduled:
        if change.subject in moved:
            continue
        now = after.standing(change.subject)
        to, was = (when_words(due.when) if due.dated else "without a day" for due in (change.after, change.before))
        words = (
            Words(text="the meeting "),
            Words(text=f"“{title_of(after.history.scenario.subjects[change.subject])}”", data=True),
            Words(text=f" is now set {to.replace('on ', 'for ', 1)}"),
            Words(text=f", as said {_set_on(after, change.after.statement)}" if change.after.statement else ""),
            Words(text=f" (before: {was})"),
        )
        yield Sentence(
            weight=weight_of(now), kind="meeting", subject=change.subject, region=now.region,
            words=tuple(word for word in words if word.text), reports=_reports(after, (change.after.statement,)),
        )  # fmt: skip


def _taken_back(after: Moment, change: Change) -> tuple[str, ...]:
    """What a state rested on that is not believed any more: what is still known of it."""
    return tuple(name for name in change.before.statements if name in after.history.record.by_id)


def _claimed(after: Moment, change: ClaimChange) -> Iterator[Sentence]:
    """Declared claims; what is claimed of a region is said with its state."""
    now, was = change.after, change.before
    if now is None or not now.declared or (was is not None and was.status == now.status):
        return
    subject = after.history.scenario.subjects.get(now.claim)
    words = [
        Words(text="the claim "),
        Words(text=f"“{title_of(subject) if subject else now.claim}”", data=True),
        Words(text=f" is {now.status}"),
    ]
    words += [Words(text=f" (before: {was.status})")] if was is not None else []
    qualified = footing(now.status, now.origins, hedged=now.hedged) if now.supporting else ()
    words += [Words(text=f"; {doubt}") for doubt in qualified if now.status not in doubt]
    words += [Words(text=f"; it does not count under this lens: {now.because}", data=True)] if now.because else []
    yield Sentence(
        weight=CLAIM, kind="claim", subject=now.claim, region="claim", words=tuple(words),
        reports=_reports(after, now.supporting), against=_reports(after, now.against),
    )  # fmt: skip


def _refused(before: Moment, after: Moment) -> Iterator[Sentence]:
    known = {(anomaly.statement, anomaly.region) for anomaly in before.anomalies}
    for anomaly in after.anomalies:
        if (anomaly.statement, anomaly.region) in known:
            continue
        subject = after.history.scenario.subjects.get(anomaly.subject)
        state = anomaly.state.replace("_", " ")
        words = (
            Words(text=f"a report of “{anomaly.trigger.replace('_', ' ')}” for "),
            Words(text=f"“{title_of(subject) if subject else anomaly.subject}”", data=True),
            Words(text=f" moved nothing{f', and it stays {state}' if subject else ''}: "),
            Words(text=refusal_words(after.history.scenario, anomaly), data=True),
        )
        kind = after.history.scenario.kind(anomaly.subject) if subject else "statement"
        yield Sentence(
            weight=ANOMALY, kind=kind, subject=anomaly.subject, region=anomaly.region, words=words,
            reports=_reports(after, (anomaly.statement,)),
        )  # fmt: skip


def _said(before: Moment, after: Moment) -> Iterator[Sentence]:
    """Positions and incidents that are new, with whose they are and on whose word."""
    held = {out.statement: out.because for out in after.held_out}
    old = {statement.id for statement in _speech(before)}
    for statement in _speech(after):
        if statement.id in old or after.history.fates.get(statement.id) == "retracted":
            continue
        is_position = statement.verb == "position"
        words = [*_speaker(after.history.scenario, statement), Words(text=_content(after, statement), data=True)]
        if not is_position:
            event = statement.event_date
            words.append(Words(text=f", {when_words(Since(earliest=event.earliest, latest=event.latest))}"))
        words += [Words(text="; hedged")] if statement.hedged else []
        words += [Words(text="; it does not count under this lens")] if statement.id in held else []
        yield Sentence(
            weight=POSITION if is_position else INCIDENT, kind=statement.verb, subject=(*statement.about, "")[0],
            region=statement.kind or statement.verb, words=tuple(words), reports=_reports(after, (statement.id,)),
        )  # fmt: skip


def _speech(moment: Moment) -> Iterator[Statement]:
    day = moment.as_of.toordinal() if moment.as_of else 0
    for report in moment.history.reports:
        for statement in report.statements:
            told = statement.verb in ("position", "incident") and statement.polarity in ("assert", "hedge")
            if told and statement.event_date.first_ordinal <= day:
                yield statement


def _speaker(scenario: Scenario, statement: Statement) -> Iterator[Words]:
    if statement.verb == "incident":
        yield Words(text="incident: ")
        return
    yield Words(text=f"{(statement.kind or 'position').replace('-', ' ')}", data=True)
    if statement.of:
        yield Words(text=" of ")
        yield Words(text=joined(scenario, statement.of), data=True)
    yield Words(text=", on the word of ")
    yield Words(text=source_name(scenario, statement.chain.origin), data=True)
    yield Words(text=": ")


def _content(moment: Moment, statement: Statement) -> str:
    named = [title_of(moment.history.scenario.subjects[name]) for name in statement.subjects]
    return f"“{'; '.join(named) or statement.text}”"


def _reports(moment: Moment, statements: Iterable[str]) -> tuple[str, ...]:
    """The reports of some statements, in report order."""
    known = moment.history.record.by_id
    found = {known[name].report.id for name in statements if name in known}
    return tuple(report.id for report in moment.history.reports if report.id in found)
