"""One step of a machine, and the memory of one region of one entity."""

from __future__ import annotations

import gc
import random
import tracemalloc
from collections.abc import Iterator

from transitions import Machine

from negotrack.engine.axes import axes_of
from negotrack.machines.machine import GUARDED, MOVES, machine
from negotrack.machines.machine import ROWS as CELLS
from negotrack.machines.tables import REGIONS
from negotrack.model.subjects import Talks
from tests.bench.harness import Figure, Found, compared, interleaved

STEPS = 20_000


class Model:
    """What a shared `transitions` machine moves."""

    def __init__(self, state: str) -> None:
        self.state = state


def _walk(region_id: str, steps: int) -> list[str]:
    """Triggers that the table takes one after the other."""
    chance = random.Random(1)
    state, walk = REGIONS[region_id].initial, []
    for _ in range(steps):
        trigger = chance.choice([t for t, cells in MOVES[region_id].items() if state in cells])
        state = MOVES[region_id][trigger][state]
        walk.append(trigger)
    return walk


def step(quick: bool) -> Iterator[Found]:
    """The compiled step with its guard looked up and its history kept."""
    region = "talks"
    walk = _walk(region, STEPS // 4 if quick else STEPS)
    events = machine(region).events

    def ours() -> list[tuple[str, str, str]]:
        state, moves = REGIONS[region].initial, MOVES[region]
        history: list[tuple[str, str, str]] = []
        guarded, rows = GUARDED[region], CELLS[region]
        for trigger in walk:
            target = moves[trigger].get(state)
            if target is None or (trigger in guarded and rows[state, trigger].guard):
                continue
            history.append((state, trigger, target))
            state = target
        return history

    def theirs() -> list[tuple[str, str, str]]:
        model = Model(REGIONS[region].initial)
        history: list[tuple[str, str, str]] = []
        for trigger in walk:
            before = model.state
            events[trigger].trigger(model)
            history.append((before, trigger, model.state))
        return history

    assert ours() == theirs()
    turns = interleaved(ours, theirs)
    size = (len(walk), len(walk))
    yield compared("step", "gain of a compiled step", "transitions, one shared machine", *turns, 25,
                   at_least=True, per=size)  # fmt: skip


def memory(quick: bool) -> Iterator[Found]:
    """An axis with its place in a fold, against a machine with its model."""
    region, count = REGIONS["talks"], 1000
    subjects = [Talks(id=f"t{n}", name="", between=()) for n in range(count)]

    def ours() -> object:
        axes = [axis for subject in subjects for axis in axes_of(subject, 0)]
        states = dict.fromkeys(axes, region.initial)
        return axes, states

    def theirs() -> object:
        rows = [{"trigger": r.trigger, "source": r.source, "dest": r.target} for r in region.rows]
        states = list(region.machine_states)
        made = []
        for _ in range(20):
            model = Model(region.initial)
            made.append(Machine(model=model, states=states, transitions=rows, initial=region.initial))
        return made

    mine, other = _held(ours) / count, _held(theirs) / 20
    yield Figure(
        row="memory", what="bytes of one region of one entity: its axis and state, history aside", ratio=mine,
        against="a transitions machine a model, in bytes", goal=150, low=mine, high=mine, rounds=1,
        ours=f"{mine:.0f} B", theirs=f"{other:.0f} B, {other / mine:.0f} times as much",
    )  # fmt: skip


def _held(work: object) -> int:
    """Bytes that are held by what a piece of work leaves."""
    assert callable(work)
    work()
    gc.collect()
    tracemalloc.start()
    left = work()
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del left
    return held


ROWS = {"step": step, "memory": memory}
