"""Bugs to be planted: each a small change of one file that some law must notice.

Owns: what is changed where, and which test is expected to notice it first. Must not know: how it is run.
"""

from __future__ import annotations

from attrs import frozen

TABLES, LAW = "tests/unit/test_tables.py", "tests/property/test_law_"


@frozen
class Plant:
    """One bug: in `file` of the package, `old` (which must stand there exactly once) becomes `new`.

    `killer` is the beginning of the path of the tests that should notice it.
    """

    name: str
    file: str
    old: str
    new: str
    killer: str


MACHINES = (
    Plant(
        "wrong cell", "machines/tables.py",
        'rows_from("shelved", press="pressed",', 'rows_from("shelved", press="shelved",', TABLES,
    ),
    Plant(
        "resume to the usual state", "machines/regions.py",
        "return left_behind(state) or region.resume_to", "return region.resume_to", TABLES,
    ),
    Plant(
        "guard of cancelling missing", "machines/tables.py",
        '"cancel": "by-the-debtor",', '"cancel": "",', LAW + "07",
    ),
    Plant(
        "guard of answers missing", "machines/tables.py",
        '"accept": "speaks-for-addressee",', '"accept": "",', LAW + "07",
    ),
    Plant(
        "a cell is not compiled", "machines/machine.py",
        "for source, found in event.transitions.items():", "for source, found in [*event.transitions.items()][1:]:",
        LAW + "01",
    ),
    Plant(
        "dead ends are let pass", "machines/regions.py",
        "if state not in onward and plain(state) not in region.final:", "if state not in region.machine_states:",
        TABLES,
    ),
    Plant(
        "two rows for one cell are let pass", "machines/regions.py",
        "if (row.source, row.trigger) in seen:", "if (row.source, row.target) in seen and False:", TABLES,
    ),
)  # fmt: skip

COUPLINGS = (
    Plant(
        "no rule for what is implied", "machines/couplings.py",
        'relation="implied-fulfilment",', 'relation="implied-by-nothing",', LAW + "08",
    ),
    Plant(
        "falls are ignored", "engine/fold.py",
        "return now is not Truth.TRUE and self._was(link, before) is Truth.TRUE", "return False",
        "tests/unit/test_couplings",
    ),
    Plant(
        "a broken part leaves the whole", "machines/couplings.py",
        'states=("unmet", "not_in_effect", "breached"),', 'states=("not_in_effect",),', "tests/unit/test_couplings",
    ),
    Plant(
        "the whole mends its broken part", "engine/wiring.py",
        "return (STAGES.index(link.rule.stage), depth", "return (-STAGES.index(link.rule.stage), depth",
        "tests/unit/test_couplings",
    ),
    Plant(
        "edge instead of level", "machines/couplings.py",
        'relation="commitment-on-antecedent",\n        mode="while_true",',
        'relation="commitment-on-antecedent",\n        mode="rises",', LAW + "07",
    ),
    Plant(
        "unknown detaches", "engine/fold.py",
        'case "while_true" | "while_impossible":\n                return now is Truth.TRUE',
        'case "while_true" | "while_impossible":\n                return now is not Truth.FALSE', LAW + "07",
    ),
    Plant(
        "the unreported is known to be false", "engine/conditions.py",
        "return Truth.UNKNOWN if plain(state) in unsure else Truth.FALSE", "return Truth.FALSE", LAW + "07",
    ),
    Plant(
        "guards about states are not asked", "engine/fold.py",
        'reason = (self.guard(guard, act) or self._unmet(guard, axis)) if guard else ""',
        'reason = self.guard(guard, act) if guard else ""', LAW + "07",
    ),
    Plant(
        "cascades stop at once", "engine/fold.py",
        "if following > number and following not in queued:", "if following > number and not queued:",
        LAW + "08",
    ),
    Plant(
        "all is any", "engine/conditions.py",
        '"any" if reference.by == ("any",) else "all"', '"any"', "tests/unit/test_couplings",
    ),
    Plant(
        "at least one will do", "engine/conditions.py",
        "at_least(gate.n, [test(state_of)", "at_least(1, [test(state_of)", LAW + "07",
    ),
    Plant(
        "what fell back stays detached", "machines/couplings.py",
        'only_from=("detached", "suspended"),', 'only_from=("suspended",),', LAW + "07",
    ),
    Plant(
        "who is no party accepts by signature", "engine/wiring.py",
        "if target.party in instrument.parties:", "if instrument.parties:", "tests/unit/test_couplings",
    ),
    Plant(
        "rules in the order written", "engine/wiring.py",
        "return (STAGES.index(link.rule.stage), depth[number], link.target.place, link.rule.name)",
        "return (STAGES.index(link.rule.stage), 0, number, link.rule.name)", LAW + "09",
    ),
)  # fmt: skip

CLAIMS = (
    Plant(
        "an anonymous source counts for each outlet", "engine/claims.py",
        "if voice.statement.independent and not voice.origin.named else key", "if not voice.origin.named else key",
        "tests/property/test_claims",
    ),
    Plant(
        "a relay is an origin", "engine/claims.py",
        "reached = _ends(key, cites)", "reached = {key}", "tests/property/test_claims",
    ),
    Plant(
        "anybody can retract", "engine/negotiation.py",
        "if any(link.key == retraction.origin.key for link in target.statement.chain.links):",
        "if target.statement.chain.links:", LAW + "12",
    ),
    Plant(
        "what was retracted before it was said is gone", "engine/negotiation.py",
        "if target.order >= retraction.order:", "if target.order == retraction.order:", LAW + "12",
    ),
    Plant(
        "retractions are forgotten", "engine/negotiation.py",
        "return [voice for voice in voices if voice.id not in gone]", "return voices", LAW + "12",
    ),
    Plant(
        "denials of statements are ignored", "engine/negotiation.py",
        "found.extend(by_voice.get(name, ()))", "found.extend(by_voice.get(voice.id, ()))",
        "tests/property/test_stateful",
    ),
    Plant(
        "who denies does not count as denying", "engine/lens.py",
        'denying = _live(by_origin, ("denies",), ("deny",))', 'denying = _live(by_origin, ("denies",), ("hedge",))',
        "tests/property/test_claims",
    ),
    Plant(
        "claims part at an anomaly", "engine/claims.py",
        "if target is not None and not is_echo(self.axis.region, act.moves, self.state, target):\n",
        "self.open_runs.clear()\n            if target is not None:\n",
        "tests/property/test_stateful",
    ),
    Plant(
        "a hedge confirms", "engine/lens.py",
        "return not voice.statement.hedged and voice.named_by in", "return voice.named_by in",
        "tests/property/test_claims",
    ),
    Plant(
        "what a source said first holds", "engine/claims.py",
        "in sorted(said, key=lambda pair: pair[0].order):",
        "in sorted(said, key=lambda pair: pair[0].order, reverse=True):", "tests/property/test_stateful",
    ),
    Plant(
        "who changed its mind still carries its claim", "engine/negotiation.py",
        "if verdict.admitted and act.voice in verdict.counted:", "if verdict.admitted:", "tests/property/test_stateful",
    ),
    Plant(
        "an axis of another negotiation is moved as well", "engine/acts.py",
        "for place, subject in enumerate(subjects) if subject in own)",
        "for place, subject in enumerate(subjects))", LAW + "01",
    ),
)  # fmt: skip

FOLDING = (
    Plant(
        "order by report date", "engine/acts.py",
        "return (act.last, act.first, act.voice.order, act.place)",
        "return (act.voice.day, act.first, act.voice.order, act.place)", "tests/property/test_event_order",
    ),
    Plant(
        "ties go by the order of feeding", "engine/record.py",
        "position = self._position.get(report.id, self._unlisted)", "position = len(self.reports)", LAW + "03",
    ),
    Plant(
        "the clock is a day early", "engine/fold.py",
        "if last_day is not None:\n            self._set_due(act, last_day + 1)",
        "if last_day is not None:\n            self._set_due(act, last_day)", "tests/property/test_clock",
    ),
    Plant(
        "the clock is a day late", "engine/fold.py",
        "if (possible if end else certain) <= day and", "if (possible if end else certain) < day and",
        "tests/property/test_clock",
    ),
    Plant(
        "what is prolonged ends all the same", "engine/fold.py",
        "return True\n        last = ", "return False\n        last = ",
        "tests/unit/test_couplings.py",
    ),
    Plant(
        "support moves again", "engine/fold.py",
        "if self.runs.get(axis) is act.run and", "if self.runs.get(axis) is act and", "tests/property/test_claims",
    ),
    Plant(
        "quiet acts are anomalies", "engine/fold.py",
        "if not act.quiet and not self._may_precede(act):", "if act.axis:", LAW + "13",
    ),
    Plant(
        "dates are not narrowed", "engine/claims.py",
        "if first <= last and (act.first, act.last) != (first, last):", "if first < 0:", "tests/property/test_claims",
    ),
    Plant(
        "refusals are not told", "engine/fold.py",
        'self.refusals.append(Refusal(act, state, f"{guard}: {reason}"))', "pass", LAW + "13",
    ),
    Plant(
        "the day before", "engine/tape.py",
        "place = bisect_right(track[0], day) if track else 0",
        "place = bisect_right(track[0], day - 1) if track else 0",
        "tests/property/test_stateful",
    ),
    Plant(
        "what is possible is what is certain", "engine/tape.py",
        "for act in self.derived.admitted if act.first <= day]", "for act in self.derived.admitted if act.last <= day]",
        LAW + "06",
    ),
)  # fmt: skip

LENSES = (
    Plant(
        "any status is admitted", "engine/lens.py",
        "if known.status not in lens.admits:", 'if known.status not in (*lens.admits, "reported"):', LAW + "14",
    ),
    Plant("what is excluded counts", "engine/lens.py", "    if excluded:\n", "    if not passed:\n", LAW + "14"),
    Plant(
        "anonymous officials are officials", "engine/lens.py",
        "if not lens.officials_only or speaks(voice):",
        "if not lens.officials_only or voice.origin.of or speaks(voice):",
        "tests/unit/test_couplings",
    ),
    Plant(
        "one origin is enough", "engine/lens.py",
        "if known.origins < lens.min_origins:", "if known.origins < 1:", LAW + "14",
    ),
)  # fmt: skip

RECORDS = (
    Plant(
        "a report counts as often as it is fed", "engine/record.py",
        "known = self.reports.get(report.id)", "known = None", LAW + "04",
    ),
    Plant(
        "references to what comes late are lost", "engine/record.py",
        "touched |= self._place_referring(self.by_id[statement.id])", "pass", LAW + "03",
    ),
    Plant(
        "known the day after", "engine/history.py",
        "r.published.day <= as_known]", "r.published.day < as_known]", LAW + "05",
    ),
    Plant(
        "the tape is stale", "engine/tracker.py",
        "if component in record.revived:", "if component not in record.voices:", "tests/unit/test_late_reports",
    ),
    Plant(
        "nothing is undone", "engine/tracker.py",
        "undone.extend(gone.elements())", "undone.extend(())", LAW + "15",
    ),
    Plant(
        "histories share what is spliced", "engine/history.py",
        "        for tape in twin._tapes.values():\n            tape.derived.shared = True\n"
        "        return twin\n\n    def members",
        "        return twin\n\n    def members", LAW + "15",
    ),
    Plant(
        "a late claim reaches only itself", "engine/splice.py",
        "return act.base == grouping.state and", "return act.base and", "tests/unit/test_late_reports",
    ),
    Plant(
        "the old course is met too early", "engine/fold.py",
        "self.states == fold.states\n            and self.runs == fold.runs", "True", LAW + "15",
    ),
)  # fmt: skip
OWN_WORDS = (
    Plant(
        "the other side confirms a promise", "engine/wiring.py",
        "own = frozenset(getattr(self.scenario.subjects[subject], role)) if role else principals",
        "own = principals", "tests/property/test_claims",
    ),
    Plant(
        "the last day printed last wins", "engine/fold.py",
        "if before is not None and rivals(before[2], act):", "if before is not None and act is None:",
        "tests/unit/test_couplings",
    ),
    Plant(
        "last days make no difference between claims", "engine/claims.py",
        "same_day = limit is None or self.limit in (None, limit)", "same_day = True",
        "tests/unit/test_couplings",
    ),
    Plant(
        "a month surely comes after its days", "engine/tape.py",
        "return before.last <= last.first or", "return True or", "tests/unit/test_couplings",
    ),
    Plant(
        "an unnamed source takes back another's word", "engine/claims.py",
        "return \"\" if voice.origin.named or len(links) < 2 else links[-2].key", "return \"\"",
        "tests/unit/test_unnamed_sources",
    ),
    Plant(
        "the day told first is the day", "engine/claims.py",
        "written[0].trigger in ONCE and", "written[0].trigger in () and", "tests/unit/test_couplings",
    ),
    Plant(
        "whoever is accused, it is one claim", "engine/claims.py",
        "accused == self.accused)", "True)", "tests/unit/test_accusations",
    ),
    Plant(
        "an accuser confirms", "engine/lens.py",
        "if claim.trigger not in ACCUSING:", "if claim.trigger:", "tests/unit/test_accusations",
    ),
    Plant(
        "hearsay is as good as one's own word", "engine/acts.py",
        "if len(links) < 3:", "if links:", "tests/unit/test_accusations",
    ),
)  # fmt: skip

PLANTS: tuple[Plant, ...] = (*MACHINES, *COUPLINGS, *CLAIMS, *FOLDING, *LENSES, *RECORDS, *OWN_WORDS)
