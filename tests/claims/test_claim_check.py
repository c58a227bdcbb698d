"""The claim check on planted corruptions, and sentence by sentence."""

import pytest
from planted import CORRUPT, NOTES, TRUE

from coach.claims import Ledger, check_draft
from coach.domain.notes import Note, Vault


def ledger_of(text: str, **given: object) -> Ledger:
    note = Note(path="stories.md", sha256="0", title="stories", text=text, **given)  # type: ignore[arg-type]
    return Ledger.from_vault(Vault("notes", (note,)))


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return ledger_of(NOTES)


def test_planted_corruptions_are_seldom_supported(ledger: Ledger) -> None:
    passed = [line for line in CORRUPT if check_draft(line, ledger).blanks == 0]
    assert len(CORRUPT) >= 150
    assert len(passed) <= 0.02 * len(CORRUPT), passed


def test_true_sentences_seldom_raise_an_alarm(ledger: Ledger) -> None:
    alarms = [line for line in TRUE if check_draft(line, ledger).blanks]
    assert len(TRUE) >= 75
    assert len(alarms) <= 0.05 * len(TRUE), alarms


def test_a_figure_links_to_its_line(ledger: Ledger) -> None:
    claims = check_draft("I interviewed fourteen nurses.", ledger).claims
    assert [(claim.text, claim.state, claim.path) for claim in claims] == [
        ("fourteen", "supported", "stories.md")
    ]
    assert claims[0].line is not None
    assert "14 nurses" in NOTES.splitlines()[claims[0].line - 1]


@pytest.mark.parametrize(
    ("draft", "shown"),
    [
        ("Setup time went down by 40 %.", "Setup time went down by [your number: Setup time went down]."),
        ("We had 4,000 users after launch.", "We had [your number: users after launch] users after launch."),
        ("I worked with Acme Health on it.", "I worked with [name] on it."),
        ("In 2019 I joined.", "In [your date] I joined."),
        ("We won the award.", "[your result: what was won]."),
    ],
)
def test_an_unsupported_claim_leaves_a_blank_that_reads(draft: str, shown: str) -> None:
    assert check_draft(draft, ledger_of("- Setup time went down by 15 %.\n- 12 users.")).text == shown


def test_forty_percent_is_never_supported_by_fifteen() -> None:
    checked = check_draft("Setup time went down by 40 %.", ledger_of("Setup time went down by 15 %."))
    assert "40" not in checked.text
    assert checked.blanks == 1


def test_an_unsupported_result_goes_whole(ledger: Ledger) -> None:
    checked = check_draft("I listened first, and I was promoted to director.", ledger)
    assert checked.text == "I listened first, and [your result: what it changed for you]."


def test_a_difference_of_supported_figures_is_derived(ledger: Ledger) -> None:
    checked = check_draft("Time per referral fell from 9 to 4 minutes, a drop of 5 minutes.", ledger)
    assert checked.blanks == 0
    assert "derived" in {claim.state for claim in checked.claims}


def test_a_checked_text_passes_unchanged(ledger: Ledger) -> None:
    draft = "We reached 9,000 users with Globex. Support tickets went up by 28%. I won an award."
    once = check_draft(draft, ledger)
    twice = check_draft(once.text, ledger)
    assert once.blanks >= 3
    assert (twice.text, twice.blanks) == (once.text, 0)
    assert {claim.state for claim in twice.claims} == {"blank"}


def test_her_own_words_count_and_say_so() -> None:
    ledger = ledger_of("nothing here").with_said("We had 300 pilot users at Globex.")
    claims = check_draft("We had 300 pilot users at Globex.", ledger).claims
    assert {claim.state for claim in claims} == {"supported"}
    assert {claim.origin for claim in claims} == {"said"}
    assert {claim.path for claim in claims} == {None}


def test_line_breaks_and_spacing_stay(ledger: Ledger) -> None:
    draft = "\nI interviewed 14 nurses.\n\n  I retired 4 dashboards.  \n"
    assert check_draft(draft, ledger).text == draft


@pytest.mark.parametrize(
    ("note", "draft", "blanks"),
    [
        ("Setup tickets fell by 40 %.", "Setup tickets fell by over 40 %.", 1),
        ("Setup tickets fell by 40 %.", "Setup tickets fell by nearly 40 %.", 1),
        ("Setup tickets fell by 40 %.", "Setup tickets fell by about 40 %.", 0),
        ("Setup tickets fell by over 40 %.", "Setup tickets fell by more than 40 %.", 0),
        ("Setup tickets fell by 41 %.", "Setup tickets fell by over 40 %.", 0),
        ("Setup tickets fell by 61 %.", "Setup tickets fell by over 40 %.", 1),
        ("I ran the beta for 6 weeks.", "I ran the beta over 6 weeks.", 0),
        ("The goal was under one hour.", "My goal was less than one hour.", 0),
    ],
)
def test_more_than_a_figure_is_not_the_figure(note: str, draft: str, blanks: int) -> None:
    assert check_draft(draft, ledger_of(f"- {note}")).blanks == blanks
