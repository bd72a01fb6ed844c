"""The fold: admitted acts, in order, through the compiled tables, with coupling rules and the clock.

Owns: moving states, refusing what the tables or guards refuse, cascades, due dates.
Must not know: which claims count (its input does), what is asked of the result.

A cascade runs each link at most once, in the wiring's order, in which every link stands after those that can
move what it tests: so it reaches its fixed point within as many tries as there are links, whatever the order
in which the rules were written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush

from attrs import define

from negotrack.engine.acts import Act, FoldOrder, last_day_of, order_key, rivals
from negotrack.engine.axes import Axis
from negotrack.engine.conditions import states_of
from negotrack.engine.wiring import Link, Wiring
from negotrack.machines.couplings import AGREED_ANEW, CLOCK_RULES
from negotrack.machines.machine import ROWS, is_echo
from negotrack.machines.regions import plain
from negotrack.model.dates import FAR_FUTURE
from negotrack.model.subjects import Commitment
from negotrack.model.truth import Truth

CLOCK = "clock"
MARK_EVERY = 32
Due = tuple[int, int, Act]
"""The first day after which something may have ended, the one after which it surely has, the act that said so last."""
Armed = tuple[int, int, "Move"]
"""The day from which something is certain to be due, the first on which it may be, what set that."""
StaticGuard = Callable[[str, Act], str]


class Move:
    """One movement of one axis. `first` and `last` are ordinals of days; `act` is empty for the clock's."""

    __slots__ = ("act", "axis", "first", "last", "link", "root", "rule", "source", "target", "trigger")

    def __init__(
        self, axis: Axis, source: str, trigger: str, target: str, first: int, last: int, act: Act | None,
        rule: str = "", root: Move | None = None, link: Link | None = None,
    ) -> None:  # fmt: skip
        self.axis = axis
        self.source = source
        self.trigger = trigger
        self.target = target
        self.first = first
        self.last = last
        self.act = act
        self.rule = rule
        self.root = root
        self.link = link


class Refusal:
    """An act that was refused: by which rule, in which state."""

    __slots__ = ("act", "rule", "state")

    def __init__(self, act: Act, state: str, rule: str) -> None:
        self.act = act
        self.state = state
        self.rule = rule


@define(eq=False)
class Mark:
    """A place between two acts where folding can be taken up again: everything that the fold remembers there.

    `key` is the fold order of the act that comes next; `moves` and `refusals` count those before.
    """

    key: FoldOrder
    moves: int
    refusals: int
    states: dict[Axis, str]
    runs: dict[Axis, object]
    latest: dict[Axis, Move]
    dues: dict[Axis, Due]
    armed: dict[Axis, Armed]

    def agrees(self, fold: Fold) -> bool:
        """Whether a fold that has come to this place remembers the same: then it goes on in the same way."""
        return (
            self.states == fold.states
            and self.runs == fold.runs
            and self.dues == fold.dues
            and _days(self.armed) == _days(fold.armed)
            and all(_alike(move, fold.latest[axis]) for axis, move in self.latest.items())
        )


def _days(armed: dict[Axis, Armed]) -> dict[Axis, tuple[int, int]]:
    return {axis: due[:2] for axis, due in armed.items()}


def _alike(one: Move, other: Move) -> bool:
    return one is other or (one.first, one.last, one.act, one.rule) == (other.first, other.last, other.act, other.rule)


class Fold:
    """States of the axes of one negotiation while its acts are folded, with the moves and refusals so far."""

    __slots__ = ("armed", "dues", "guard", "latest", "marks", "moves", "refusals", "runs", "states", "wiring")

    def __init__(self, wiring: Wiring, guard: StaticGuard) -> None:
        self.wiring = wiring
        self.guard = guard
        self.states: dict[Axis, str] = {}
        self.runs: dict[Axis, object] = {}
        self.latest: dict[Axis, Move] = {}
        self.dues: dict[Axis, Due] = {}
        self.armed: dict[Axis, Armed] = {}
        self.moves: list[Move] = []
        self.refusals: list[Refusal] = []
        self.marks: list[Mark] = []

    def run(self, acts: Sequence[Act], until: int = FAR_FUTURE) -> None:
        """Fold acts that stand in fold order, then let the clock run until a day."""
        for place, act in enumerate(acts):
            if not place % MARK_EVERY:
                self.mark(act)
            if self.armed:
                self.tick(min(act.last, until))
            self.take(act)
        self.tick(until, end=True)

    def mark(self, act: Act) -> None:
        """Note the place before an act."""
        self.marks.append(
            Mark(
                key=order_key(act),
                moves=len(self.moves),
                refusals=len(self.refusals),
                states=dict(self.states),
                runs=dict(self.runs),
                latest=dict(self.latest),
                dues=dict(self.dues),
                armed=dict(self.armed),
            )
        )

    def take_up(self, mark: Mark) -> None:
        """Go back to a place; moves and refusals are counted from there."""
        self.states, self.runs, self.latest = dict(mark.states), dict(mark.runs), dict(mark.latest)
        self.dues, self.armed = dict(mark.dues), dict(mark.armed)

    def take(self, act: Act) -> None:
        """Fold one act: it moves its axis, supports the claim that did, or is refused."""
        axis = act.axis
        state = self.states.get(axis, axis.region.initial)
        target = act.moves.get(state)
        if self.runs.get(axis) is act.run and not self._says_more(act, state, target):
            self._add_last_day(act)
            return
        if target is None:
            if not act.quiet and not self._may_precede(act):
                self.refusals.append(Refusal(act, state, f"no row for {act.trigger} in {plain(state)}"))
            return
        if is_echo(axis.region, act.moves, state, target):
            return
        guard = ROWS[axis.region.id][state, act.trigger].guard if act.guarded else ""
        reason = (self.guard(guard, act) or self._unmet(guard, axis)) if guard else ""
        if reason:
            self.refusals.append(Refusal(act, state, f"{guard}: {reason}"))
            return
        self.runs[axis] = act.run
        if axis.region.id in CLOCK_RULES:
            self._note_due(act, state, target)
        self._move(Move(axis, state, act.trigger, target, act.first, act.last, act))

    def _may_precede(self, act: Act) -> bool:
        """Whether an act that is refused now may have come before the last move of its axis, and been taken then: a
        treaty that entered into force on the 22nd may well have been signed in that month."""
        last = self.latest.get(act.axis)
        return last is not None and act.first < min(act.last, last.first) and act.moves.get(last.source) is not None

    def _says_more(self, act: Act, state: str, target: str | None) -> bool:
        """Whether an act of the claim that last moved its axis is more than support for it: it sets another last day,
        or says anew what a rule has undone, or since the clock has."""
        if target is None:
            return False
        last_day = last_day_of(act)
        if last_day is not None and self._set(act.axis) != last_day + 1:
            return True
        last = self.latest[act.axis]
        return target != state and last.rule != "" and (last.rule != CLOCK or act.first >= last.last)

    def _add_last_day(self, act: Act) -> None:
        """A further source of the claim that moved an axis may name the last day that the first one left out."""
        axis, last_day = act.axis, last_day_of(act)
        if last_day is not None and axis.region.id in CLOCK_RULES and axis not in self.dues:
            self._set_due(act, last_day + 1)
            self._arm(self.latest[axis])

    def _set(self, axis: Axis) -> int | None:
        """The day after the last day that is set, unless it is unset or two are told."""
        due = self.dues.get(axis)
        return due[0] if due and due[0] == due[1] else None

    def tick(self, day: int, *, end: bool = False) -> None:
        """Let what was due by a day, and was not done before, fall due: earliest first.

        At the `end` also what may be due by then and is not certain to be.
        """
        while due := [
            axis for axis, (certain, possible, _) in self.armed.items()
            if (possible if end else certain) <= day and possible < FAR_FUTURE
        ]:  # fmt: skip
            axis = min(due, key=lambda a: (self.armed[a][0], a.place))
            certain, possible, cause = self.armed.pop(axis)
            trigger = CLOCK_RULES[axis.region.id][0]
            state = self.states[axis]
            target = axis.moves[trigger].get(state)
            if target is not None:
                self._move(Move(axis, state, trigger, target, possible, certain, cause.act, CLOCK, cause))

    def _note_due(self, act: Act, source: str, target: str) -> None:
        """Until when a meeting, an offer, a term stands, as last said. A limit ends with what it was a limit of:
        that of an offer says nothing of how long it is in force once it is signed."""
        axis, last_day = act.axis, last_day_of(act)
        if last_day is not None:
            self._set_due(act, last_day + 1)
        elif axis.kind != "meeting":
            ends = axis.moves[CLOCK_RULES[axis.region.id][0]]
            if ends.get(source) != ends.get(target) or (plain(source), act.trigger) in AGREED_ANEW:
                self.dues.pop(axis, None)
        elif act.trigger == "postpone" or source not in CLOCK_RULES[axis.region.id][1]:
            self.dues.pop(axis, None)

    def _set_due(self, act: Act, day: int) -> None:
        """Set until when something stands: as said last, and where nobody knows which was, as one of those days."""
        before = self.dues.get(act.axis)
        if before is not None and rivals(before[2], act):
            self.dues[act.axis] = min(before[0], day), max(before[1], day), act
        else:
            self.dues[act.axis] = day, day, act

    def _arm(self, move: Move) -> None:
        axis = move.axis
        rule = CLOCK_RULES.get(axis.region.id)
        if rule is None:
            return
        first, last = self.dues[axis][:2] if axis in self.dues else self._declared(axis)
        if last and plain(move.target) in rule[1] and axis.moves[rule[0]].get(move.target):
            self.armed[axis] = (max(last, move.last), max(first, move.first), move)
        else:
            self.armed.pop(axis, None)

    def _declared(self, axis: Axis) -> tuple[int, int]:
        """The day after a declared last day, as first and last; zeros without one."""
        subject = self.wiring.scenario.subjects[axis.subject]
        if isinstance(subject, Commitment) and subject.deadline is not None:
            return subject.deadline.last_ordinal + 1, subject.deadline.last_ordinal + 1
        return 0, 0

    def _unmet(self, guard: str, axis: Axis) -> str:
        """Guards about states."""
        state_of = states_of(self.states)
        links = [self.wiring.links[n] for n in axis.incoming]
        tests = [link.test(state_of) for link in links if link.rule.name == "antecedent-holds"]
        if guard == "antecedent-holds" and any(test is not Truth.TRUE for test in tests):
            return f"what it waits for is {'not so' if Truth.FALSE in tests else 'unknown'}"
        if guard == "antecedent-fell-back" and all(test is Truth.TRUE for test in tests) and tests:
            return "what it waits for still holds"
        return ""

    def _move(self, move: Move) -> None:
        self._apply(move)
        if move.axis.links or move.axis.incoming:
            self._cascade(move)

    def _apply(self, move: Move) -> None:
        self.states[move.axis] = move.target
        self.latest[move.axis] = move
        self.moves.append(move)
        if move.axis.region.id in CLOCK_RULES:
            self._arm(move)

    def _cascade(self, root: Move) -> None:
        """Run the links that a move can set off, each at most once."""
        before = {root.axis: root.source}
        links = self.wiring.links
        queue = list({*root.axis.links, *root.axis.incoming})
        heapify(queue)
        queued = set(queue)
        while queue:
            number = heappop(queue)
            moved = self._try(links[number], before, root)
            if moved is None:
                continue
            before.setdefault(moved.axis, moved.source)
            for following in (*moved.axis.links, *moved.axis.incoming):
                if following > number and following not in queued:
                    queued.add(following)
                    heappush(queue, following)

    def _try(self, link: Link, before: dict[Axis, str], root: Move) -> Move | None:
        """Fire one link if its test says so and the target's table takes the trigger."""
        axis, rule = link.target, link.rule
        state = self.states.get(axis, axis.region.initial)
        if rule.stage == "first-word" and state != axis.region.initial:
            return None
        if rule.only_from and plain(state) not in rule.only_from:
            return None
        if not self._says(link, before):
            return None
        for trigger in rule.triggers:
            target = axis.moves.get(trigger, {}).get(state)
            if target is not None and target != state:
                first = max([root.first, *(self.latest[s].first for s in link.sources if s in self.latest)])
                move = Move(
                    axis,
                    state,
                    trigger,
                    target,
                    min(first, root.last),
                    root.last,
                    root.act,
                    rule.name,
                    root,
                    link,
                )
                self._apply(move)
                return move
        return None

    def _says(self, link: Link, before: dict[Axis, str]) -> bool:
        now = link.test(states_of(self.states))
        match link.rule.mode:
            case "while_true" | "while_impossible":
                return now is Truth.TRUE
            case "while_not_true":
                return now is not Truth.TRUE
            case "rises":
                return now is Truth.TRUE and self._was(link, before) is not Truth.TRUE
            case "falls":
                return now is not Truth.TRUE and self._was(link, before) is Truth.TRUE

    def _was(self, link: Link, before: dict[Axis, str]) -> Truth:
        return link.test(lambda axis: before.get(axis) or self.states.get(axis, axis.region.initial))
