"""Keys, ids and values that cannot stand where they stand: one problem each, at its place, with the nearest name."""

from __future__ import annotations

import pytest

from tests.logs import log, only_problem, read_log

CASES = [
    # keys
    ("unknown-key", log(parties="france: {name: France, ‸cod: FRA}"), 'did you mean "code"?'),
    ("unknown-key", log(demands="x:\n  by: israel\n  ‸step-to: out"), 'did you mean "step_to"?'),
    ("unknown-key", log("press: out\n‸quotee: x"), 'did you mean "quote"?'),
    ("unknown-key", log(demands="x: {by: israel, terms: [{achieve: Go, ‸distanse: 3 km}]}"), '"distance"'),
    ("unknown-key", log(parties="x: {name: X, speaks_for: {party: iran, ‸ofice: y}}"), 'did you mean "office"?'),
    ("unknown-key", log(conditions="x: {follows: {demand: out, ‸fulfillment: met}}"), 'did you mean "fulfilment"?'),
    ("unknown-key", log(reports="- {id: r, outlet: kan, published: 2018-05-31, ‸ulr: x}"), 'did you mean "url"?'),
    ("unknown-key", log() + "‸commitment: {}\n", 'did you mean "commitments"?'),
    ("unknown-key", log(lenses="mine: {admit: ‸reported}"), 'did you mean "admits"?'),
    ("missing-key", log(parties="‸france: {code: FRA}"), "add name: …"),
    ("missing-key", log(demands="‸x: {of: iran}"), "add by: …"),
    ("missing-key", log(demands="x: {by: iran, terms: [‸{distance: 3 km}]}"), "{demand: id}"),
    ("missing-key", log(reports="- ‸{id: r, published: 2018-05-31}"), "add outlet: …"),
    ("missing-key", log("‸identify: r#2", "press: out"), "add as: party"),
    ("missing-key", log(commitments="x: {debtor: iran, antecedent: ‸{at_least: 2}}"), "of: [...]"),
    ("missing-key", log(parties="x: {name: X, speaks_for: ‸{office: y}}"), "add party: id"),
    # types
    ("wrong-type", log(parties="france: {name: ‸[France]}"), "give one text"),
    ("wrong-type", log(parties="france: {name: ‸{a: b}}"), "quotes"),
    ("wrong-type", log(parties="x: ‸France"), "write it as x: {name: …}"),
    ("wrong-type", log(conditions="x: {guarantee: ‸yes}"), "write true or false"),
    ("wrong-type", log("press: out\ncredibility: ‸7"), "from 1 to 6"),
    ("wrong-type", log("press: out\ncredibility: ‸٣"), "from 1 to 6"),
    ("wrong-type", log(demands="x: {by: israel, step_to: ‸[out, border]}"), "name one"),
    ("wrong-type", log(conditions="x: {follows: ‸out}"), "{demand: id, fulfilment: met}"),
    ("wrong-type", log(commitments="x: {debtor: iran, antecedent: {not: ‸[quiet, out]}}"), "not: {any: [...]}"),
    ("wrong-type", log(commitments="x: {debtor: iran, antecedent: {all: quiet, ‸any: out}}"), "inside the other"),
    ("wrong-type", log(commitments="x: {debtor: iran, antecedent: {at_least: ‸3, of: [quiet, out]}}"), "under of"),
    ("wrong-type", log(commitments="x: {debtor: iran, antecedent: ‸[]}"), "name what it waits for"),
    ("wrong-type", log("press: ‸[]"), "write press: id"),
    ("wrong-type", log("press: [‸[out]]"), "one list of ids"),
    ("wrong-type", log("accept: out\nby: [iran, ‸[syria, russia]]"), "one list of ids"),
    ("wrong-type", log(reports="- {id: r, outlet: kan, published: 2018-05-31, statements: ‸{press: out}}"), '"- "'),
    ("wrong-type", log(commitments="x: {debtor: iran, antecedent: {condition: quiet, state: ‸[]}}"), "name a state"),
    ("wrong-type", log(conditions="x: {follows: {demand: out, response: accepted, by: ‸[]}}"), "name a party"),
    ("wrong-type", log(reports="- ‸kan"), "write it as id: …"),
    # values
    ("unknown-value", log(outlets="bbc: {name: BBC, kind: ‸brodcaster}"), 'did you mean "broadcaster"?'),
    ("unknown-value", log(outlets="bbc: {name: BBC, reliability: ‸G}"), "A, B, C, D, E, F"),
    ("unknown-value", log("position: Peace\nkind: ‸hope"), "wish"),
    ("unknown-value", log(talks="x: {roles: {‸mediater: russia}}"), 'did you mean "mediator"?'),
    ("unknown-value", log(conditions="x: {follows: {demand: out, response: ‸acepted}}"), 'did you mean "accepted"?'),
    ("unknown-value", log(conditions="x: {follows: ‸{demand: border, fulfilment: met}}"), "holding"),
    ("unknown-value", log(lenses="mine: {admits: [reported, ‸confirmd]}"), 'did you mean "confirmed"?'),
    ("not-a-party", log(conditions="x: {follows: ‸{instrument: treaty, party_act: signed, by: iran}}"), "el, syria"),
    # ids that are not declared
    ("unknown-party", log(demands="x: {by: ‸rusia}"), 'did you mean "russia"?'),
    ("unknown-party", log("press: out\nto: [iran, ‸syrai]"), 'did you mean "syria"?'),
    ("unknown-outlet", log(reports="- {id: r, outlet: ‸kann, published: 2018-05-31}"), 'did you mean "kan"?'),
    ("unknown-channel", log(talks="x: {channel: ‸bak}"), 'did you mean "back"?'),
    ("unknown-channel", log("press: out\nvia: ‸moskow"), 'did you mean "moscow"?'),
    ("unknown-subject", log("press: ‸bordr"), 'did you mean "border"?'),
    ("unknown-subject", log(commitments="x: {debtor: iran, antecedent: [‸quite]}"), 'did you mean "quiet"?'),
    ("unknown-subject", log("incident: ‸strik"), 'did you mean "strike"?'),
    ("unknown-claim", log("press: out\nclaim: ‸withdrawl"), 'did you mean "withdrawal"?'),
    ("unknown-claim", log("deny: ‸withdrawl"), 'did you mean "withdrawal"?'),
    ("unknown-lens", log(lenses="mine: {based_on: ‸skeptical}"), 'did you mean "sceptical"?'),
    ("unknown-source", log("press: out\nsaid_by: [‸sorh]"), 'did you mean "sohr"?'),
    ("unknown-source", log("press: out\nsaid_by: ‸an israeli official"), "anonymous"),
    ("unknown-source", log(lenses="mine: {exclude: ‸sorh}"), 'did you mean "sohr"?'),
    ("unknown-report", log("retract: ‸rr#1", "press: out"), 'did you mean "r"?'),
    ("unknown-statement", log("deny: ‸r#7"), "the report has r#1"),
    ("unknown-statement", log("press: out\nid: a", "deny: ‸r#1"), '"r/a"'),
    ("unknown-statement", log("press: out\nbefore: ‸r"), "r#1"),
    ("wrong-kind", log(demands="x: {by: israel, step_to: ‸treaty}"), "expected a demand"),
    ("wrong-kind", log("deny: ‸r", "press: out"), "name a statement of it: r#1"),
    ("wrong-kind", log("deny: ‸paris"), "deny: {verb: paris}"),
    ("repeated-id", log(demands="x: {by: [israel, ‸israel]}"), "take one out"),
    ("repeated-id", log(commitments="x: {debtor: iran, antecedent: {all: [quiet, ‸quiet]}}"), "take one out"),
    ("repeated-id", log(commitments="x: {debtor: iran, antecedent: {at_least: 2, of: [quiet, ‸quiet]}}"), '"quiet"'),
    # merges
    ("unknown-key", log(parties="x: {‸<<: {name: X}}"), "not merged"),
    ("unknown-key", log(reports="- {‸<<: {outlet: kan, published: 2018-05-31}, id: r}"), "not merged"),
    # new ids
    ("bad-id", log(parties="‸united states: {name: US}"), "write united-states"),
    ("bad-id", log(parties="‸anonymous: {name: X}"), "choose another"),
    ("bad-id", log(parties="‸-x: {name: X}"), "write x"),
    ("bad-id", log("press: out\nid: ‸a#b"), "write a-b"),
    ("invisible-in-id", log(parties='‸"is\\u200brael2": {name: X}'), "U+200B ZERO WIDTH SPACE"),
    ("invisible-in-id", log(parties='‸"a\\u00a0b": {name: X}'), "U+00A0 NO-BREAK SPACE"),
    ("invisible-in-id", log(parties='‸"a\\u202eb": {name: X}'), "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ("invisible-in-id", log(parties='‸"a\\eb": {name: X}'), "U+001B"),
    *(
        ("invisible-in-id", log(parties=f'‸"x\\U{code:08x}a": {{name: X}}'), f"U+{code:04X}")
        for code in (0xFE0F, 0x3164, 0x034F, 0xE0100, 0x115F, 0x180B, 0xFFA0, 0x17B4, 0x2065)
    ),
    ("duplicate-id", log(meetings="‸moscow: {}"), "choose another id"),
    ("duplicate-id", log(outlets="‸israel: {name: Israel}"), "choose another id"),
    ("duplicate-id", log(lenses="‸credulous: {min_origins: 2}"), "choose another id"),
    ("duplicate-id", log("press: out\nid: a", "‸press: border\nid: a"), "choose another id"),
    ("duplicate-key", log(parties="‸israel: {name: Israel}"), ""),
    ("look-alike-id", log(parties="‸Israel: {name: X}"), "rename"),
    ("look-alike-id", log(parties="‸iszrаel: {name: X}"), "one script"),
    ("look-alike-id", log(parties="‸isrаel: {name: X}"), "rename"),
    *(
        ("look-alike-id", log(parties=f"{one}: {{name: X}}\n‸{other}: {{name: Y}}"), said)
        for one, other, said in (
            ("fifa", "\ufb01fa", "look alike, but one has U+FB01 LATIN SMALL LIGATURE FI"),
            ("strasse", "straße", "look alike, but one has U+00DF"),
            ("kelvin", "\u212aelvin", "look alike, but one has U+212A KELVIN SIGN"),
            ("ilo", "\u0131lo", "U+0131 LATIN SMALL LETTER DOTLESS I"),
            ("m1", "m\u0661", "U+0661 ARABIC-INDIC DIGIT ONE"),
            ("gaza", "\u0261aza", "U+0261 LATIN SMALL LETTER SCRIPT G"),
            ("a\u0301\u0308x", "a\u0308\u0301x", "the same characters stand in another order"),
            ("a\u0323\u0301x", "a\u0301\u0323x", "the same characters stand in another order"),
            ("\u00e9x", "e\u0301x", "(NFC and NFD)"),
            ("\u00e9x", "\u00c9x", "in capitals only"),
        )
    ),
    # verbs
    ("unknown-verb", log("‸presss: out"), 'did you mean "press"?'),
    ("unknown-verb", log("‸telephoned: strike"), "an incident takes incident"),
    ("unknown-verb", log("deny: {‸holdd: paris}"), 'did you mean "hold"?'),
    ("no-verb", log("‸quote: x"), "add one"),
    ("no-verb", log("deny: ‸{}"), "deny: {hold: id}"),
    ("two-verbs", log("press: out\n‸accept: out"), "statement of its own"),
    ("two-verbs", log("deny: ‸{hold: paris, press: out}"), "deny: {hold: id}"),
    ("verb-not-for-kind", log("‸sign: out"), "press, amend, shelve"),
    ("verb-not-for-kind", log("‸meet: border"), "take_effect"),
    ("verb-not-for-kind", log("‸breach: out"), "meet_in_part"),
    ("verb-not-for-kind", log("‸hold: strike"), "incident"),
    ("verb-not-for-kind", log("deny: {‸sign: paris}"), "schedule, hold"),
    ("verb-not-for-kind", log("‸reject: moscow"), "talks take moot, agree_to_talk"),
    ("verb-not-for-kind", log("‸meet: paris"), 'did you mean "hold"?'),
    ("wrong-kind", log("press: ‸russia"), "who acts stands under by; name a demand here"),
    ("wrong-kind", log("assert: ‸out"), "a demand takes press"),
    ("wrong-kind", log("incident: ‸treaty"), "an instrument takes float"),
    ("unknown-subject", log("reject: ‸everything"), "demands or instruments"),
    ("unknown-verb", log("‸demand: out"), 'did you mean "press"?'),
    ("unknown-verb", log("‸agree: out"), 'did you mean "accept"?'),
    ("unknown-verb", log("‸agree: treaty"), 'did you mean "agree_in_principle"?'),
    ("unknown-verb", log("‸agree: nobody"), '"accept" or "agree_in_principle" or "agree_to_talk"'),
    ("unknown-verb", log("‸threaten: accept"), 'did you mean "commit", of a commitment declared with kind: threat?'),
    ("unknown-verb", log("‸extend: border"), 'did you mean "amend" or "take_effect", with its new deadline?'),
    ("unknown-verb", log("‸Veto: treaty"), 'did you mean "reject"?'),
    ("unknown-verb", log("‸resign: strike"), 'did you mean "incident"?'),
    ("unknown-key", log("press: out\n‸date: 2018-05-01"), 'did you mean "event_date"?'),
    ("unknown-key", log(reports="- {id: r, outlet: kan, published: 2018-05-31, ‸date: 2018-05-31}"), '"published"'),
    ("key-without-value", log("{press: out, text: one, ‸two and three}"), "in quotes"),
    ("key-without-value", log("{press: out, ‸for}"), "without a colon"),
    ("key-without-value", log("{‸press:out}"), "a space after it"),
    ("key-without-value", log(parties="x: {name: Long, ‸the}"), "in quotes"),
    ("bad-date", log("schedule: paris\nfor: ‸soon"), "with an open end: 2018-09-24.."),
    ("bad-quantity", log(demands="x: {by: iran, terms: [{achieve: Go, count: ‸'3'}]}"), "count: 3 prisoners"),
    ("bad-quantity", log(demands="x: {by: iran, terms: [{achieve: Go, level: ‸20}]}"), "level: 20 %"),
    ("key-not-for-verb", log("press: out\n‸for: 2018-06-05"), "schedule, postpone"),
    ("key-not-for-verb", log("press: out\n‸as: iran"), "identify"),
    ("key-not-for-verb", log("deny: withdrawal\ncertainty: ‸hedged"), "note"),
    ("key-not-for-verb", log("position: Peace\ntext: ‸More"), "note"),
    ("needs-text", log("position:‸"), "position: what is held"),
    ("needs-text", log(demands='x: {by: iran, terms: [‸{achieve: ""}]}'), "say what"),
    # dates and quantities
    ("bad-date", log("press: out\nevent_date: ‸2018-02-30"), "01 to 28"),
    ("bad-date", log("press: out\nevent_date: ‸05/06/2018"), "2018"),
    ("bad-date", log("press: out\nevent_date: ‸2018-W22-4"), ""),
    ("bad-date", log(reports="- {id: r, outlet: kan, published: ‸2018-05}"), "one day"),
    ("bad-date", log(commitments="x: {debtor: iran, deadline: ‸thursday}"), "phrase = "),
    ("bad-date", log(parties="x: {name: X, speaks_for: {party: iran, since: ‸2018}}"), "2018-05-31"),
    ("bad-date", log(parties="x: {name: X, speaks_for: ‸{party: iran, since: 2018-05-02, until: 2018-05-01}}"), ""),
    ("bad-quantity", log(demands="x: {by: iran, terms: [{achieve: Go, distance: ‸70 kg}]}"), "key quantity"),
    ("bad-quantity", log(demands="x: {by: iran, terms: [{achieve: Go, distance: ‸1e999 km}]}"), ""),
    ("bad-version", log().replace("negotrack: 1", "negotrack: ‸2"), "newer negotrack"),
    ("bad-version", log().replace("negotrack: 1", "negotrack: ‸one"), "negotrack: 1"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "hint"), CASES, ids=[f"{n}-{code}" for n, (code, _, _) in enumerate(CASES)])
def test_one_problem_at_its_place(code: str, text: str, hint: str) -> None:
    problem = only_problem(text)
    assert problem.code == code
    assert hint in f"{problem.message} {problem.hint}"


def test_every_fault_is_reported_in_one_run() -> None:
    text = log("press: bordr\nvia: moskow", "sing: treaty", parties="x: {cod: y}", demands="z: {by: rusia}")
    assert [problem.code for problem in read_log(text).problems] == [
        "missing-key", "unknown-key", "unknown-party", "unknown-subject", "unknown-channel", "unknown-verb",
    ]  # fmt: skip


def found(*statements: str, header: str = "outlet: kan, published: 2018-05-31", other: str = "") -> list[str]:
    """The codes of what is wrong with a report `r` of these statements, and with those of another one."""
    told = f"- {{id: r, {header}, statements: [{', '.join(statements)}]}}"
    more = f"\n- {{id: q, outlet: kan, published: 2018-06-01, statements: [{other}]}}" if other else ""
    return [problem.code for problem in read_log(log(reports=told + more)).problems]


WRONG_HEADERS = [
    ("unknown-outlet", "outlet: knn, published: 2018-05-31"),
    ("bad-date", "outlet: kan, published: 2018-13-31"),
    ("missing-key", "published: 2018-05-31"),
    ("missing-key", "outlet: kan"),
    ("unknown-source", "outlet: kan, published: 2018-05-31, said_by: nobody"),
    ("unknown-outlet", "outlet: kan, published: 2018-05-31, relayed_by: knn"),
]


@pytest.mark.parametrize(("code", "header"), WRONG_HEADERS)
def test_a_wrong_header_hides_no_statement(code: str, header: str) -> None:
    statements = (
        "{pres: out}", "{press: nobody, event_date: soonish}", "{deny: out}", "{retract: r9}", "{schedule: paris}",
        "{press: out, by: iran}", "{hold: [out, nowhere]}", "{accept: out, before: r#20}",
    )  # fmt: skip
    assert sorted(found(*statements, header=header)) == sorted([
        code, "unknown-verb", "unknown-subject", "bad-date", "wrong-kind", "unknown-report", "schedule-without-date",
        "by-another-party", "verb-not-for-kind", "unknown-subject", "unknown-statement",
    ])  # fmt: skip


@pytest.mark.parametrize(("code", "header"), WRONG_HEADERS)
def test_what_follows_from_a_wrong_header_is_left_unsaid(code: str, header: str) -> None:
    statements = (
        "{press: out, event_date: yesterday = 2018-05-30}", "{press: out, event_date: today, before: q#1}",
        "{schedule: paris, for: 2018-06-02}", "{retract: {press: out}}", "{press: border, said_by: liberman}",
    )  # fmt: skip
    assert found(*statements, other="{deny: r#2}, {retract: r}") == []
    assert found(*statements, header=header, other="{deny: r#2}, {retract: r}") == [code]


def test_a_wrong_id_of_a_report_hides_no_statement_and_is_no_unknown_report() -> None:
    text = log(
        reports="- {id: r 1, outlet: kan, published: 2018-05-31, statements: [{pres: out}, {deny: out}]}\n"
        "- {id: q, outlet: kan, published: 2018-06-01, statements: [{deny: 'r 1#1'}, {retract: z9}]}"
    )
    codes = [problem.code for problem in read_log(text).problems]
    assert codes == ["bad-id", "unknown-verb", "wrong-kind", "unknown-claim"]


def test_a_report_with_a_wrong_id_is_still_one() -> None:
    text = log(reports="- {id: r 1, outlet: kan, published: 2018-05-31}")
    assert [problem.code for problem in read_log(text).problems] == ["bad-id"]


@pytest.mark.parametrize(
    ("code", "declared"),
    [
        ("cycle-step-to", {"demands": "x: {by: israel, %s, horizon: interim, step_to: x}"}),
        ("step-to-not-final", {"demands": "x: {by: israel, %s, horizon: interim, step_to: border}"}),
        ("cycle-speaks-for", {"parties": "x: {name: X, %s, speaks_for: y}\ny: {name: Y, speaks_for: x}"}),
        ("self-gating", {"commitments": "x: {debtor: iran, %s, antecedent: x}"}),
        ("unknown-value", {"conditions": "x: {text: X, %s, follows: {demand: out, fulfilment: holding}}"}),
    ],
)
def test_a_wrong_key_of_a_declaration_hides_no_wrong_link(code: str, declared: dict[str, str]) -> None:
    def codes(key: str) -> list[str]:
        return [p.code for p in read_log(log(**{s: text % key for s, text in declared.items()})).problems]

    assert codes("note: x") == [code] and codes("nots: x") == ["unknown-key", code]


def test_what_follows_from_a_wrong_declaration_is_left_unsaid() -> None:
    follows = "k: {follows: {demand: x, response: accepted, by: syria}}\nl: {follows: {demand: x, fulfilment: holding}}"
    for key in ("of: siria", "terms: [{maintain: X, distance: 3 kg}]"):
        text = log(demands=f"x: {{by: israel, {key}}}", conditions=follows)
        assert len(read_log(text).problems) == 1
    for act in ("press: out\nby: x", "withdraw_from: treaty\nsaid_by: x"):
        text = log(act, parties="x: {name: X, nots: y, speaks_for: israel}")
        assert [problem.code for problem in read_log(text).problems] == ["unknown-key"]


@pytest.mark.parametrize(
    "party",
    ["x: {name: X, name: Y}", "x: {name: X, of: &a iran}", "x: {name: X}\nx: {name: Y}", "x: {name: X, big}"],
)
def test_a_fault_within_a_declaration_hides_no_unknown_id(party: str) -> None:
    codes = [p.code for p in read_log(log("press: out\nto: y\nby: x", "press: nothing", parties=party)).problems]
    assert len(codes) in (3, 4) and codes[-2:] == ["unknown-party", "unknown-subject"]


def test_every_subject_of_a_list_is_judged() -> None:
    assert found("{assert: [withdrawal, out, treaty, nothing]}") == ["wrong-kind", "wrong-kind", "unknown-claim"]
    assert found("{press: [out, treaty, nothing, russia]}") == ["verb-not-for-kind", "unknown-subject", "wrong-kind"]


def test_a_wrong_verb_hides_no_source_and_a_wrong_subject_no_key() -> None:
    assert found("{pres: out, said_by: nobody}") == ["unknown-verb", "unknown-source"]
    assert found("{press: nothing, said_by: nobody}") == ["unknown-subject", "unknown-source"]
    assert found("{press: nothing, for: 2018-06-01}") == ["unknown-subject", "key-not-for-verb"]
    assert found("{press: out, accept: out, said_by: nobody}") == ["two-verbs", "unknown-source"]


def test_a_fault_of_one_statement_hides_nothing_of_the_others() -> None:
    others = ("{withdraw_from: treaty}", "{schedule: paris}", "{press: out, event_date: 2018-06-05}")
    whole = ["needs-performer", "schedule-without-date", "reported-before-event"]
    assert found(*others) == whole
    assert found("{pres: out}", *others) == ["unknown-verb", *whole]
    assert found("{pres: out}", other="{retract: {hold: paris}}") == ["unknown-verb"]  # it may have been meant
    assert found("{accept: out, event_date: x}", other="{retract: {hold: paris}}") == ["bad-date", "retract-of-nothing"]


def test_a_key_given_twice_hides_no_unknown_report() -> None:
    assert found("{press: out, press: out}", other="{retract: r9}, {deny: out}, {deny: r#7}") == [
        "duplicate-key", "unknown-report", "wrong-kind",
    ]  # fmt: skip


def test_an_id_taken_twice_shows_though_one_of_the_reports_is_broken() -> None:
    one = "- {id: r, outlet: kan, published: 2018-05-31, statements: [{pres: out}]}"
    for other, codes in (
        ("{id: r, outlet: sohr, published: 2018-05-31}", ["unknown-verb", "same-id-other-content"]),
        ("{id: r, outlet: kan, published: 2018-05-31}", ["unknown-verb"]),
        ("{id: r, outlet: knn, published: 2018-05-31}", ["unknown-verb", "unknown-outlet"]),
    ):
        assert [p.code for p in read_log(log(reports=f"{one}\n- {other}")).problems] == codes


@pytest.mark.parametrize(
    "text",
    [
        log("press: x", demands="x: {by: rusia}"),  # what is declared wrongly is still declared
        log("press: out\nby: x y", parties="x y: {name: X}"),
        log("deny: q#1", reports="- {id: q, outlet: kan, published: 2018-05-31, statements: [{press: nothing}]}\n"
            "- {id: p, outlet: kan, published: 2018-05-31, statements: [{deny: q#1}]}"),
        log(parties="x: *iran", demands="y: {by: x}"),
        log("press: out\nto: x", parties="x: &a {name: X}"),
        log().replace("parties:", "parties: none\nparty:", 1),
        log().replace("parties:", "Parties:", 1),
        log().replace("reports:", "report:", 1),
        log("press: out\nsaid_by: sohr", "press: border\nsaid_by: anonymous").replace(
            "outlet: kan", "outlet: kan\n    relayed_by: kan"
        ),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_follows_from_a_fault_is_left_unsaid(text: str) -> None:
    errors = [p for p in read_log(text).problems if p.is_error]
    assert len({p.code for p in errors}) <= 2
    assert not {p.code for p in errors[1:]} & {"unknown-party", "unknown-statement", "no-reports"}


def test_messages_show_no_controls() -> None:
    text = log('"pre\\ess": out', 'press: "a\\e[2J"', parties='"\\x9b1m": {name: X}')
    for problem in read_log(text).problems:
        assert all(char.isprintable() for char in problem.message + problem.hint), problem
