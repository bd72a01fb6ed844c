"""Templates: a sentence for every verb of every kind of subject, with places for who acts and on whom.

Owns: these templates. Must not know: names, or how places are filled (words).
"""

from __future__ import annotations

DEMAND = {
    "press": "{by} press{es} {of}",
    "amend": "{by} amend{s} {its} demand on {of}",
    "shelve": "{by} shelve{s} {its} demand on {of}",
    "withdraw": "{by} withdraw{s} {its} demand on {of}",
    "supersede": "{by} replace{s} {its} demand on {of}",
    "consider": "{who} consider{ws} what {by} ask{s}",
    "accept_in_part": "{who} accept{ws} part of what {by} ask{s}",
    "accept": "{who} accept{ws} what {by} ask{s}",
    "reject": "{who} reject{ws} what {by} ask{s}",
    "meet_in_part": "Met in part, of what {by} ask{s} of {of}",
    "meet": "Met, what {by} ask{s} of {of}",
    "reverse": "No longer met, of what {by} ask{s} of {of}",
    "moot": "No longer matters, of what {by} ask{s} of {of}",
    "take_effect": "Takes effect, what {by} ask{s} of {of}",
    "breach": "Breached{broke}, what {by} ask{s} of {of}",
    "restore": "Kept again, what {by} ask{s} of {of}",
    "end": "Ended, what {by} ask{s} of {of}",
    "fall": "{by} ask{s} of {of}",
}
UNASKED = {
    "meet_in_part": "Met in part", "meet": "Met", "reverse": "No longer met", "moot": "No longer matters",
    "take_effect": "Takes effect", "breach": "Breached{broke}", "restore": "Kept again", "end": "Ended",
    "fall": "Unmet",
}  # fmt: skip
"""The same of what nobody is reported to demand."""
CONDITION = {
    "require": "{by} require{s}",
    "meet": "Condition met",
    "contest": "Contested, whether a condition is met",
    "reverse": "Condition open again",
    "waive": "{by} waive{s} a condition",
    "fail": "Condition that can no longer be met",
}
IMPERSONAL = {"require": "Required", "waive": "Condition waived"}
"""Where it cannot be told who requires or waives a condition."""
OF_THE_DEMANDER = ("press", "amend", "shelve", "withdraw", "supersede")
"""What who demands does: of several, those whose act it is."""
OF_THE_DEBTOR = ("signal", "offer", "commit", "discharge", "violate", "suspend", "resume", "cancel")
"""What who is committed does: of several, those whose act it is."""
COMMITMENT = {
    "signal": "{by} signal{s} {of}",
    "offer": "{by} offer{s} {of}",
    "commit": "{by} commit{s} {of}",
    "detach": "{by} {is} now bound",
    "revert": "{by} {is} no longer bound",
    "discharge": "{by} deliver{s}",
    "violate": "{by} break{s} {its} commitment",
    "suspend": "{by} suspend{s} {its} commitment",
    "resume": "{by} resume{s} {its} commitment",
    "expire": "Expired, the commitment of {by}",
    "cancel": "{by} cancel{s} {its} commitment",
    "release": "{of} release{os} {by}",
}
THREAT = {
    "signal": "{by} hint{s} at a threat {of}",
    "offer": "{by} make{s} a threat {of}",
    "commit": "{by} make{s} a firm threat {of}",
    "detach": "Due now, the threat of {by}",
    "revert": "No longer due, the threat of {by}",
    "discharge": "Carried out, the threat of {by}",
    "violate": "Not carried out, the threat of {by}",
    "suspend": "{by} suspend{s} {its} threat",
    "resume": "{by} take{s} up {its} threat again",
    "expire": "Expired, the threat of {by}",
    "cancel": "{by} take{s} back {its} threat",
    "release": "Lifted, the threat of {by}",
}
TALKS = {
    "moot": "reported mooted",
    "agree_to_talk": "agreed to be held",
    "explore": "reported exploratory",
    "negotiate": "reported under way",
    "advance": "reported advanced",
    "set_back": "reported set back",
    "stall": "reported stalled",
    "suspend": "suspended",
    "break_off": "broken off",
    "lapse": "lapsed",
    "resume": "resumed",
    "conclude": "concluded",
}
MEETING = {
    "schedule": "scheduled",
    "hold": "held",
    "postpone": "postponed",
    "cancel": "cancelled",
    "fall_overdue": "overdue",
}
INSTRUMENT = {
    "float": "floated",
    "table": "tabled",
    "amend": "amended",
    "negotiate": "in negotiation",
    "agree_in_principle": "agreed in principle",
    "initial": "initialled",
    "sign": "signed",
    "enter_into_force": "in force",
    "suspend": "suspended",
    "resume": "resumed",
    "fall_dormant": "dormant",
    "reaffirm": "reaffirmed",
    "terminate": "terminated",
    "expire": "run out",
    "reject": "rejected",
    "drop": "dropped",
    "supersede": "superseded",
    "ratify": "ratified",
    "withdraw_from": "left",
}
BY_ONE = ("float", "table", "amend", "reject", "drop", "terminate", "suspend", "ratify", "reaffirm", "withdraw_from")
"""What one side can do to an instrument by itself: who did it is said only where it is known."""
