"""Why, for people: the statements that a state rests on, those against it, the path, the rules, as a tree.

Owns: the tree and its words. Must not know: how reasons are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.text import Text
from rich.tree import Tree

from negotrack.engine.moment import Moment
from negotrack.engine.results import ClaimStanding, Since, Step
from negotrack.model.reports import CLAIM_VERBS
from negotrack.queries.why import Why
from negotrack.view.days import apart, span
from negotrack.view.glyphs import STYLES, state_style
from negotrack.view.layout import Line
from negotrack.view.text import safe
from negotrack.view.words import Wording, claim_name, plain_state

_OTHERWISE = {"deny": "denied: ", "decline": "no comment on: ", "retract": "taken back: "}
"""What the polarity of a statement says of its verb."""


def why_trees(found: Sequence[Why], moment: Moment) -> Iterable[Tree]:
    """One tree a region."""
    words = Wording(moment.history.scenario)
    return [_tree(one, moment, words) for one in found]


def _tree(found: Why, moment: Moment, words: Wording) -> Tree:
    standing = found.standing
    title: Line = [
        (f"{standing.subject}.{standing.region}", "lead"),
        (f"  {words.subject(standing.subject)}: ", ""),
        (plain_state(standing.state), state_style(standing.state)),
        (f"  since {span(standing.since)}" if standing.reported else "", "dim"),
        ("" if standing.certain else f"  not certain by {moment.as_of}; surely {plain_state(standing.surely)}", "mark"),
    ]
    tree = Tree(_text(title), guide_style="dim")
    if not standing.reported:
        tree.add(_text([("Nothing was reported of it by then, under this lens.", "dim")]))
    _grounds(tree, found, moment)
    _steps(tree, "Path", found.path)
    _steps(tree, "Moved by what happened to", found.gates)
    if found.rules:
        branch = tree.add(_text([("Rules that fired", "group")]))
        for reason in found.rules:
            tested = f"  (tested {', '.join(reason.tested)})" if reason.tested else ""
            where = f"{reason.subject}.{reason.region}"
            branch.add(_text([(reason.rule, "lead"), (f" on {where}: {reason.because}", ""), (tested, "dim")]))
    disputed = [claim for claim in found.claims if claim.status in ("disputed", "reported")]
    if disputed:
        branch = tree.add(_text([("Claims that the way there went through", "group")]))
        for claim in disputed:
            origins = "one origin" if claim.origins == 1 else f"{claim.origins} independent origins"
            branch.add(_text([(claim_name(claim.claim), "lead"), (f"  {claim.status}, {origins}", "mark")]))
    return tree


def _grounds(tree: Tree, found: Why, moment: Moment) -> None:
    """What it rests on: a smallest set, further statements of the same claim, those on the way there, those against."""
    chains = dict(found.chains)
    alone, further = len(found.statements) == 1, bool(found.supporting)
    rests = "Rests on these together: without any one of them it would stand otherwise"
    if further:
        enough = "for the state, whatever its day"
        rests = f"This by itself is enough {enough}" if alone else f"These together are enough {enough}"
    elif alone:
        rests = "Rests on this alone"
    _statements(tree, rests, found.statements, chains, moment)
    same = {name for claim in found.claims if claim.claim == found.standing.claim for name in claim.supporting}
    also = [name for name in found.supporting if name in same]
    _statements(tree, "Also said", also, chains, moment, found.standing.since)
    _statements(tree, "Said on the way there", [n for n in found.supporting if n not in same], chains, moment)
    _statements(tree, "Held against", found.against, chains, moment)


def claim_trees(claims: Sequence[ClaimStanding], moment: Moment) -> Iterable[Tree]:
    """One tree a claim, with both sides."""
    words = Wording(moment.history.scenario)
    trees = []
    for claim in claims:
        origins = "one origin" if claim.origins == 1 else f"{claim.origins} independent origins"
        title: Line = [(claim.claim, "lead"), (f"  {words.subject(claim.claim)}: ", ""), (claim.status, "mark")]
        tree = Tree(_text([*title, (f", {origins}", "dim")]), guide_style="dim")
        voices = {name: str(v.statement.chain) for name, v in moment.history.record.by_id.items()}
        _statements(tree, "For", claim.supporting, voices, moment)
        _statements(tree, "Against", claim.against, voices, moment)
        if claim.because:
            tree.add(_text([(f"Held out: {claim.because}", "dim")]))
        trees.append(tree)
    return trees


def _statements(
    tree: Tree, title: str, names: Sequence[str], chains: Mapping[str, str], moment: Moment, since: Since | None = None
) -> None:
    """A branch of statements with what they say, when, and on whose word; and which give another day than `since`."""
    if not names:
        return
    branch = tree.add(_text([(title, "group")]))
    for name in names:
        voice = moment.history.record.by_id[name]
        statement = voice.statement
        said = statement.text or statement.note or ""
        what = " ".join((statement.verb, *statement.subjects, *statement.refers_to))
        turned = "" if statement.verb in CLAIM_VERBS else _OTHERWISE.get(statement.polarity, "")
        dates = statement.event_date
        days = Since(earliest=dates.earliest, latest=dates.latest)
        when = span(days)
        presumed = " (presumed)" if dates.presumed else ""
        told: Line = [(name, "report"), (f"  {turned}", "bad"), (what, "lead"), (f"  {said}" if said else "", "")]
        leaf = branch.add(_text(told))
        hedge = ", hedged" if statement.hedged else ""
        dated = f"happened {when}{presumed}, reported {voice.report.published.day}"
        other = "; gives another day" if since and not dates.presumed and apart(days, since) else ""
        leaf.add(_text([(f"{chains.get(name, '')}{hedge}; {dated}", "dim"), (other, "mark")]))


def _steps(tree: Tree, title: str, steps: Sequence[Step]) -> None:
    if not steps:
        return
    branch = tree.add(_text([(title, "group")]))
    for step in steps:
        by = f"rule {step.coupling}" if step.coupling else step.trigger
        branch.add(
            _text(
                [
                    (f"{span(step.when)}  ", "dim"),
                    (f"{step.subject}.{step.region}: ", ""),
                    (plain_state(step.source), state_style(step.source)),
                    (" -> ", "dim"),
                    (plain_state(step.target), state_style(step.target)),
                    (f"  by {by}", "dim"),
                    (f"  {step.statement}", "report"),
                ]
            )
        )


def _text(line: Line) -> Text:
    found = Text()
    for piece, style in line:
        if piece:
            found.append(safe(piece), style=STYLES[style])
    return found
