"""Problem codes of what is well written and cannot be, or hardly can be, meant.

Owns: their entries. Must not know: how states move.
"""

from __future__ import annotations

from typing import Final

from negotrack.files.code import Code

MEANING_CODES: Final[tuple[Code, ...]] = (
    Code(
        "by-another-party",
        "A party presses, or gives up, a demand that is not its own.",
        "A demand is its demander's: under by stands who has it, or somebody who speaks for it. Another party that"
        " wants the same has a demand of its own. The statement counts for the demand all the same.",
        "demands:\n  out: {by: israel, of: iran}\nreports:\n  ...\n    - {press: out, by: russia}",
        "take by out; or declare {by: russia, variant_of: out} and press that; or say by speaks_for whose word it is",
        "warning",
    ),
    Code(
        "cycle-antecedent",
        "Commitments wait for one another in a circle.",
        "If each is binding only when the other is done or binding, the rules chase each other and never come to rest."
        " A deadlock between promises of acts is written with conditions that follow those acts.",
        "commitments:\n  a: {debtor: israel, antecedent: b}\n  b: {debtor: russia, antecedent: a}",
        "let one wait for a condition that follows what is done, such as {commitment: b, state: discharged}",
    ),
    Code(
        "cycle-based-on",
        "Lenses are based on one another in a circle.",
        "Then none of them has anything to start from.",
        "lenses:\n  mine: {based_on: yours}\n  yours: {based_on: mine}",
        "take one based_on out",
    ),
    Code(
        "cycle-follows",
        "Meetings follow one another in a circle.",
        "follows names an earlier meeting.",
        "meetings:\n  first: {follows: second}\n  second: {follows: first}",
        "take one follows out",
    ),
    Code(
        "cycle-implies",
        "Demands imply one another in a circle.",
        "Demands that are always met together are one demand in several wordings.",
        "demands:\n  a: {by: israel, implies: b}\n  b: {by: israel, implies: a}",
        "take one implies out, or make one a variant_of the other",
    ),
    Code(
        "cycle-order",
        "Statements are said to come before one another in a circle.",
        "before and after order what the dates leave open; in a circle there is no order.",
        "- {press: x, id: a, before: r/b}\n- {press: x, id: b, before: r/a}",
        "take one before or after out",
    ),
    Code(
        "cycle-retractions",
        "Retractions take one another back in a circle.",
        "Which of them counts cannot be told from such a circle.",
        "- {retract: r#2}\n- {retract: r#1}",
        "say the thing again instead of retracting a retraction",
        "warning",
    ),
    Code(
        "cycle-sources",
        "A chain of sources passes through the same source twice.",
        "Nobody is his own source. said_by begins below the outlet, which is in the chain already.",
        "outlet: kan\nsaid_by: [kan, anonymous israel official]",
        "leave out who is there already",
    ),
    Code(
        "cycle-speaks-for",
        "Parties speak for one another in a circle.",
        "Then it cannot be told whose word it is.",
        "parties:\n  a: {name: A, speaks_for: b}\n  b: {name: B, speaks_for: a}",
        "take one speaks_for out",
    ),
    Code(
        "cycle-step-to",
        "Demands step to one another in a circle.",
        "A step leads to a goal.",
        "demands:\n  a: {by: israel, horizon: interim, step_to: b}\n  b: {by: israel, horizon: interim, step_to: a}",
        "let both step to the final demand",
    ),
    Code(
        "cycle-supersedes",
        "Instruments supersede one another in a circle.",
        "The later one supersedes the earlier one.",
        "instruments:\n  a: {supersedes: b}\n  b: {supersedes: a}",
        "take one supersedes out",
    ),
    Code(
        "cycle-variant-of",
        "Demands are variants of one another in a circle.",
        "One wording is the main one, and the others are its variants.",
        "demands:\n  a: {by: israel, variant_of: b}\n  b: {by: israel, variant_of: a}",
        "take one variant_of out",
    ),
    Code(
        "date-phrase-mismatch",
        "The reading of a phrase cannot be what the phrase says.",
        "The phrase names a weekday, month or stretch of days that the reading is not in.",
        "event_date: thursday = 2018-05-30",
        "correct the reading or the phrase",
        "warning",
    ),
    Code(
        "far-future",
        "A date is later than 2080.",
        "It is more often a slip of the finger than a date.",
        "published: 2081-05-31",
        "check the year",
        "warning",
    ),
    Code(
        "needs-performer",
        "Nobody is named who did what only a party can do.",
        "A party ratifies or withdraws for itself. The source is no party, and by is not given.",
        "- withdraw_from: disengagement-1974",
        "say who: by: syria",
    ),
    Code(
        "no-reports",
        "There are no reports.",
        "Nothing has a state without a report. Perhaps the folder is not called reports.",
        "negotrack: 1\nscenario: x",
        "add reports, in the file or in the folder reports",
    ),
    Code(
        "order-contradicts-dates",
        "What is said to come first is dated later.",
        "before and after order events that the dates leave open; against the dates one of the two is wrong.",
        "- {press: x, event_date: 2018-05-31, before: r#2}\n- {accept: x, event_date: 2018-05-01}",
        "correct the order or a date",
        "warning",
    ),
    Code(
        "reported-before-event",
        "Something was reported before it happened.",
        "The event date is after the report date. What is planned has a verb of its own, such as schedule.",
        "published: 2018-05-31\nstatements:\n  - {hold: paris, event_date: 2018-06-05}",
        "check both dates, or use schedule with for",
        "warning",
    ),
    Code(
        "retract-of-nothing",
        "A retraction takes back what nobody has said.",
        "It names nothing, a report without statements, or something of which nothing was said.",
        "- retract: {hold: paris}",
        "name the statement, report or claim that is taken back",
    ),
    Code(
        "retracts-another-source",
        "A source takes back what came from another one.",
        "Only a source in the chain can retract. This one counts as nothing more than a denial.",
        "- retract: sohr-2018-05-31#1    # in a report of the Kremlin",
        "write deny, or correct the chain",
        "warning",
    ),
    Code(
        "reversed-range",
        "A range is written with its larger end first.",
        "It is read as if the ends were in order.",
        "distance: 80-70 km",
        "put the smaller end first",
        "warning",
    ),
    Code(
        "same-id-other-content",
        "Two reports have the same id and different content.",
        "A report is never replaced in silence: a correction adds another report.",
        "- {id: kan-1, outlet: kan, published: 2018-05-31}\n- {id: kan-1, outlet: kan, published: 2018-06-01}",
        "give one of them another id; retract what turned out wrong",
    ),
    Code(
        "same-report-twice",
        "A report is told twice.",
        "Both have the same id and the same content, so it counts once.",
        "- {id: kan-1, outlet: kan, published: 2018-05-31}\n- {id: kan-1, outlet: kan, published: 2018-05-31}",
        "take one out",
        "warning",
    ),
    Code(
        "schedule-without-date",
        "A meeting is scheduled without saying for when.",
        "It can never be overdue then.",
        "- schedule: paris-meeting",
        "add for: 2018-06-05",
        "warning",
    ),
    Code(
        "scheduled-for-past-day",
        "A meeting is set for a day that had passed when it was set.",
        "Without an event date the day of the report is taken for the one on which it was set. A slip in one of the"
        " days, or an old appointment that is told later.",
        "published: 2018-06-12\nstatements:\n  - {schedule: paris-meeting, for: 2018-06-01}",
        "correct the day; or say with event_date when it was set; or say what became of it: hold, cancel",
        "warning",
    ),
    Code(
        "self-gating",
        "A commitment or condition waits for itself.",
        "It could never come about. Often the demand that it answers was meant.",
        "commitments:\n  a: {debtor: israel, antecedent: a}",
        "let it wait for something else",
    ),
    Code(
        "step-to-not-final",
        "A step leads to a demand that is a step itself.",
        "step_to leads to the goal; implies says which steps are met together.",
        "demands:\n  a: {by: israel, horizon: interim, step_to: b}\n  b: {by: israel, horizon: interim}",
        "step to the final demand",
    ),
)
