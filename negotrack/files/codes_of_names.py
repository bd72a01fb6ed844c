"""Problem codes of keys, ids and values: what is written where nothing like it can stand.

Owns: their entries. Must not know: how ids are looked up.
"""

from __future__ import annotations

from typing import Final

from negotrack.files.code import Code

NAME_CODES: Final[tuple[Code, ...]] = (
    Code(
        "bad-date",
        "A date cannot be read.",
        "Dates are written year-month-day, or in the notation of the format. Others are read differently by different"
        " people: 05/06/2018 is May or June.",
        "event_date: 05/06/2018",
        "write 2018-06-05, 2018-06, or the phrase with your reading: thursday = 2018-05-31",
    ),
    Code(
        "bad-id",
        "An id has a character that ids do not have, or is a word with a meaning of its own.",
        "Ids are letters, digits, hyphens and underscores. anonymous, unknown, all and any mean something themselves.",
        "parties:\n  united states: {name: United States}",
        "write united-states, and the full name under name",
    ),
    Code(
        "bad-quantity",
        "A quantity cannot be read, or is of another kind than its key.",
        "A quantity is a number with a unit. Commas are refused, as they separate thousands for some and decimals for"
        " others.",
        "distance: 70 kg",
        "write 70 km, 70-80 km, 70 km | 80 km or at most 300 kg",
    ),
    Code(
        "duplicate-id",
        "An id is used for two things.",
        "Subjects of all kinds share one space of ids, and so do parties and outlets, and the statements of a report.",
        "talks:\n  geneva: {}\nmeetings:\n  geneva: {}",
        "choose another id for one of them",
    ),
    Code(
        "invisible-in-id",
        "An id has a character that nobody can see.",
        "Two ids that look the same would not be the same. The message names the character.",
        "parties:\n  isra<U+200B>el: {name: Israel}",
        "type the id anew",
    ),
    Code(
        "key-not-for-verb",
        "A key does not go with the verb of its statement.",
        "Some keys say something that only some verbs can use; elsewhere they would be ignored.",
        "- press: iran-off-border\n  for: 2018-06-05",
        "take the key out, or use the verb that it goes with",
    ),
    Code(
        "look-alike-id",
        "Two ids look alike, or one id mixes scripts in a word.",
        "They differ in capitals only, in how accents are encoded, or in letters of two scripts that are drawn alike.",
        "parties:\n  iran: {name: Iran}\n  Iran: {name: Iran}",
        "rename one of them, or type the word in one script",
        "warning",
    ),
    Code(
        "missing-key",
        "A required key is missing.",
        "Without it, what is declared or reported means nothing. The message names the key.",
        "demands:\n  withdrawal: {of: iran}",
        "add the key",
    ),
    Code(
        "needs-text",
        "A text is missing where it is all that is said.",
        "A position is its text, and so is a term unless it names a demand.",
        "- position:",
        "say what is held, in your own words",
    ),
    Code(
        "no-verb",
        "A statement has no verb.",
        "The verb says what is reported to have happened, and is the key of a statement.",
        "- event_date: 2018-05-31",
        "add the verb with its subject, such as press: iran-off-border",
    ),
    Code(
        "not-a-party",
        "A reference names parties that its subject does not have.",
        "What a condition follows can only be the act of a party to the instrument, or the answer of an addressee.",
        "follows: {instrument: disengagement-1974, party_act: reaffirmed, by: france}",
        "name its parties, or write all or any",
    ),
    Code(
        "repeated-id",
        "A list names the same id twice.",
        "It counts once. Perhaps another one was meant.",
        "by: [israel, israel]",
        "take one out",
        "warning",
    ),
    Code(
        "two-verbs",
        "A statement has two verbs.",
        "A statement says one thing, so that each can be denied or retracted by itself.",
        "- press: iran-off-border\n  accept: iran-off-border",
        "make two statements of it",
    ),
    Code(
        "unknown-channel",
        "Nothing where talks happen is declared under this id.",
        "via names a channel, talks or a meeting; channel names a channel.",
        "via: back-chanel",
        "correct the id, or declare it under channels",
    ),
    Code(
        "unknown-claim",
        "No claim is declared under this id.",
        "assert, hedge, deny and retract name a declared claim, or a statement as report#1.",
        "- deny: withdrawl",
        "correct the id, or declare it under claims",
    ),
    Code(
        "unknown-key",
        "A key does not exist there.",
        "It would be ignored, and what it says would be lost. The message names the keys that exist.",
        "kan: {name: Kan, reliabilty: B}",
        "correct the key, or put the text under note",
    ),
    Code(
        "unknown-lens",
        "No lens has this id.",
        "based_on names credulous, sceptical, officials, or a lens of your own.",
        "lenses:\n  mine: {based_on: skeptical}",
        "correct the id",
    ),
    Code(
        "unknown-outlet",
        "No outlet is declared under this id.",
        "Outlets are declared, so that one is not spelled in two ways.",
        "outlet: kann",
        "correct the id, or declare it under outlets",
    ),
    Code(
        "unknown-party",
        "No party is declared under this id.",
        "Parties are declared, so that one is not spelled in two ways.",
        "by: rusia",
        "correct the id, or declare it under parties",
    ),
    Code(
        "unknown-report",
        "There is no report with this id.",
        "A statement is named by its report's id, # and its place, and only what was told can be referred to.",
        "- retract: sohr-2018-05-32",
        "correct the id of the report",
    ),
    Code(
        "unknown-source",
        "A link of a chain is nobody who is declared.",
        "A source is an outlet or a party by its id, unknown, or anonymous with a description.",
        "said_by: [an israeli official]",
        "write anonymous israel official, or declare the party or outlet",
    ),
    Code(
        "unknown-statement",
        "There is no statement of this name.",
        "A statement's name is its report's id with # and its place from 1, or with / and its own id.",
        "- deny: sohr-2018-05-31#7",
        "correct the name; the message lists the report's statements",
    ),
    Code(
        "unknown-subject",
        "Nothing is declared under this id.",
        "Subjects are declared, so that one is not spelled in two ways.",
        "- press: iran-of-border",
        "correct the id, or declare it in the section of its kind",
    ),
    Code(
        "unknown-value",
        "A field cannot have this value.",
        "The field takes one of a few words, or a state that its subject has. The message lists them.",
        "kind: brodcaster",
        "write one of the words listed",
    ),
    Code(
        "unknown-verb",
        "There is no such verb.",
        "Verbs are the triggers of the tables, the verbs about claims, and position, incident and identify.",
        "- presses: iran-off-border",
        "correct the verb; negotrack's reference lists the verbs of each kind",
    ),
    Code(
        "verb-not-for-kind",
        "The verb does not go with a subject of this kind.",
        "Each kind has its own table. A demand to maintain something takes effect and is breached, and is never met.",
        "- sign: iran-off-border",
        "use a verb of that kind, which the message lists, or name the subject that was meant",
    ),
    Code(
        "wrong-kind",
        "The id is that of something of another kind.",
        "A demand steps to a demand, talks belong to a channel, and so on.",
        "step_to: disengagement-1974",
        "name something of the kind that is expected",
    ),
    Code(
        "wrong-type",
        "A value is of another form than its key takes.",
        "A text where a list or a map is expected, a map where a text is expected, nothing at all, or a number out of"
        " its range.",
        "name: [Israel]",
        "write the form that the message names",
    ),
)
