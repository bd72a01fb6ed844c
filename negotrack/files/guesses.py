"""Words that people write for verbs and keys of the format, and what they most likely meant.

Owns: that table, and what each kind of subject takes, in words. Must not know: where the words were found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from negotrack.files.intake import article
from negotrack.machines.verbs import VERBS, verbs_for
from negotrack.model.reports import CLAIM_VERBS
from negotrack.model.subjects import Subject

VERB_GUESSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "abandon": ("withdraw", "drop", "break_off"),
        "abrogate": ("terminate",),
        "accede": ("sign", "ratify"),
        "agree": ("accept", "agree_in_principle", "agree_to_talk"),
        "announce": ("schedule", "float", "signal"),
        "approve": ("accept", "ratify"),
        "ask": ("press", "require"),
        "attack": ("incident",),
        "begin": ("explore", "negotiate", "take_effect"),
        "call_off": ("cancel", "break_off"),
        "collapse": ("break_off",),
        "comply": ("meet", "discharge"),
        "concede": ("accept", "accept_in_part"),
        "condemn": ("position",),
        "confirm": ("assert",),
        "decline_to_comment": ("decline",),
        "delay": ("postpone", "stall"),
        "demand": ("press",),
        "discuss": ("negotiate", "explore", "consider"),
        "draft": ("table", "negotiate"),
        "extend": ("amend", "take_effect", "offer"),
        "fulfil": ("meet", "discharge"),
        "fulfill": ("meet", "discharge"),
        "guarantee": ("commit",),
        "halt": ("suspend",),
        "implement": ("enter_into_force", "discharge", "meet"),
        "insist": ("press",),
        "meet": ("hold",),
        "pause": ("suspend",),
        "plan": ("schedule",),
        "pledge": ("commit",),
        "prolong": ("amend", "take_effect", "offer"),
        "promise": ("commit",),
        "propose": ("table", "float", "offer"),
        "pull_out": ("withdraw_from",),
        "refuse": ("reject",),
        "reject": ("deny",),
        "renew": ("reaffirm", "resume", "amend"),
        "request": ("press", "require"),
        "resign": ("incident",),
        "sanction": ("incident",),
        "start": ("explore", "negotiate", "take_effect"),
        "strike": ("incident",),
        "suggest": ("float",),
        "threaten": ("commit",),
        "veto": ("reject",),
        "violate": ("breach",),
        "visit": ("hold", "incident"),
        "warn": ("commit", "position"),
    }
)
"""Word -> the verbs that it may stand for, the likeliest first; some are verbs of other kinds themselves."""

REPORT_KEY_GUESSES: Final[Mapping[str, str]] = MappingProxyType({"date": "published", "day": "published"})
"""The same of a report."""
KEY_GUESSES: Final[Mapping[str, str]] = MappingProxyType(
    {"date": "event_date", "when": "event_date", "day": "event_date", "source": "said_by", "speaker": "said_by"}
    | {"actor": "by", "who": "by", "summary": "text", "description": "text", "comment": "note", "until": "deadline"}
)
"""Key of a statement that does not exist -> the one that was meant."""

_HOW: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accede": "of an instrument that names the newcomer among its parties",
        "threaten": "of a commitment declared with kind: threat",
        "warn": "of a commitment declared with kind: threat",
        "extend": "with its new deadline",
        "prolong": "with its new deadline",
    }
)


def taken_by(kind: str, subject: Subject | None = None) -> tuple[str, ...]:
    """The verbs that a subject takes; of one that could not be read, those of its kind."""
    if kind in ("claim", "incident"):
        return CLAIM_VERBS if kind == "claim" else ("incident",)
    return verbs_for(subject) if subject is not None else tuple(VERBS.get(kind, ()))


def takes(kind: str, subject: Subject | None = None) -> str:
    """What a kind of subject takes, as a hint."""
    return f"{article(kind)} {'take' if kind == 'talks' else 'takes'} {', '.join(taken_by(kind, subject))}"


def fitting_guess(word: str, kind: str) -> str:
    """The same, and nothing where none of them goes with the kind."""
    found = [verb for verb in VERB_GUESSES.get(word, ()) if verb in taken_by(kind)]
    return guess_verb(word, [kind]) if found else ""


def guess_verb(word: str, kinds: Iterable[str] = ()) -> str:
    """`did you mean "press"?`: the verbs that a word may stand for, of these kinds where they are known."""
    folded = word.casefold().replace("-", "_").replace(" ", "_")
    meant = [verb for verb in VERB_GUESSES.get(folded, ()) if verb != folded]
    fitting = {verb for kind in kinds for verb in taken_by(kind)}
    chosen = [verb for verb in meant if verb in fitting] or meant
    if not chosen:
        return ""
    how = f", {_HOW[folded]}" if folded in _HOW else ""
    quoted = " or ".join(f'"{verb}"' for verb in chosen)
    return f"did you mean {quoted}{how}?"
