"""What gets asked: hers before the stock, near before far, spread, cleaned, never what she would ask."""

from dataclasses import replace

import pytest

from coach.domain.interview import Setup
from coach.domain.notes import Note, NoteRef, Question, Vault
from coach.errors import UsageError
from coach.interview.agenda import MINUTES, make_agenda
from coach.interview.wording import clean_for_speaking, near_duplicate
from coach.stock import find_case, stock_cases, stock_questions

EMPTY = Vault("notes")


def texts(setup: Setup, vault: Vault, avoid: tuple[str, ...] = ()) -> list[str]:
    return [item.text for item in make_agenda(setup, vault, avoid)]


def test_her_questions_come_before_the_stock_and_are_cleaned_for_speaking(vault: Vault) -> None:
    agenda = make_agenda(Setup("behavioural", questions=4, company="Marlow"), vault)
    assert {item.kind for item in agenda} == {"behavioural"}
    assert {item.source.path for item in agenda if item.source} == {"bank.md"}
    assert "How do you decide what to cut when two customers want different things?" in texts(
        Setup("behavioural", questions=4, company="Marlow"), vault
    )
    for item in agenda:
        note = vault.note("bank.md")
        assert note is not None
        assert item.source is not None
        assert item.source.line in {question.line for question in note.questions}
        assert "  " not in item.text
        assert item.text[0] not in '-"“1'


@pytest.mark.parametrize("seed", range(12))
def test_near_duplicates_are_not_both_asked(vault: Vault, seed: int) -> None:
    asked = texts(Setup("behavioural", questions=9, seed=seed), vault)
    assert sum("product" in text and "launch" in text for text in asked) == 1
    assert not any(near_duplicate(a, b) for i, a in enumerate(asked) for b in asked[:i])


@pytest.mark.parametrize("seed", range(6))
def test_headings_take_turns(vault: Vault, seed: int) -> None:
    agenda = make_agenda(Setup("behavioural", questions=3, note="bank", seed=seed), vault)
    lines = [item.source.line for item in agenda if item.source]
    groups = {1: range(1, 5), 2: range(5, 8), 3: range(8, 10)}
    assert {key for line in lines for key, span in groups.items() if line in span} == {1, 2, 3}


@pytest.mark.parametrize("round_", ["behavioural", "case", "intro", "mixed"])
def test_the_seed_decides_and_nothing_else(vault: Vault, round_: str) -> None:
    setup = Setup(round_, questions=5)  # type: ignore[arg-type]
    assert make_agenda(setup, vault) == make_agenda(setup, vault)
    assert len({make_agenda(replace(setup, seed=seed), vault) for seed in range(8)}) > 1


def test_what_she_would_ask_them_and_what_frameworks_ask_is_never_asked_of_her(vault: Vault) -> None:
    for round_ in ("behavioural", "case", "intro", "mixed"):
        asked = texts(Setup(round_, questions=40), vault)  # type: ignore[arg-type]
        assert not any(
            "night" in text or "batch or real time" in text or "ship faster" in text for text in asked
        )
        assert not any("^" in text for text in asked)


def test_a_case_in_her_notes_comes_first_and_keeps_its_line(vault: Vault) -> None:
    first, second = make_agenda(Setup("case", questions=2), vault)
    assert first.text == "A customer needs answers twice as fast from a large model"
    assert first.source == NoteRef("cases.md", 4)
    assert second.source is None
    assert find_case(second.text) is not None


def test_other_companies_and_generated_notes_stay_out(vault: Vault) -> None:
    asked = texts(Setup("behavioural", questions=40, company="marlow"), vault)
    assert not any("Dunmore" in text for text in asked)
    assert not any("debrief" in text for text in texts(Setup("behavioural", questions=40), vault))
    assert any("Dunmore" in text for text in texts(Setup("behavioural", questions=40), vault))


def test_the_intro_round_opens_with_small_talk_that_suits_her(vault: Vault) -> None:
    talk, pitch, why, *_ = make_agenda(Setup("intro", questions=4, company="MARLOW"), vault)
    assert (talk.kind, pitch.kind, why.kind) == ("small_talk", "intro", "motivation")
    openers = {q.text: q.words for q in stock_questions()["small_talk"]}
    assert {"hik", "hike", "trip"} & set(openers[talk.text])
    assert talk.source == NoteRef("prep marlow.md", 2)
    assert pitch.text == "Walk me through your background."
    assert why.text == "Why Marlow?"


def test_without_notes_the_stock_carries_every_round() -> None:
    assert texts(Setup("intro", questions=2), EMPTY)[1:] == ["Tell me about yourself.", "Why this company?"]
    for round_, count in (("behavioural", 5), ("case", 3), ("mixed", 4)):
        agenda = make_agenda(Setup(round_, questions=count), EMPTY)  # type: ignore[arg-type]
        assert len(agenda) == count
        assert all(item.source is None for item in agenda)
        assert all("{" not in item.text for item in agenda)


def test_a_mixed_round_has_everything_in_its_place(vault: Vault) -> None:
    kinds = [item.kind for item in make_agenda(Setup("mixed", questions=4, note="prep marlow.md"), vault)]
    assert kinds == ["small_talk", "intro", "behavioural", "behavioural", "case"]
    assert [item.kind for item in make_agenda(Setup("mixed", questions=1), EMPTY)] == ["behavioural"]


def test_questions_asked_lately_wait_until_nothing_else_is_left(vault: Vault) -> None:
    setup = Setup("behavioural", questions=3, note="bank")
    first = texts(setup, vault)
    assert not set(first) & set(texts(setup, vault, tuple(first)))
    everything = texts(replace(setup, questions=90), vault)
    assert len(set(texts(setup, vault, tuple(everything)))) == 3


def test_minutes_cut_the_agenda_but_leave_a_question(vault: Vault) -> None:
    agenda = make_agenda(Setup("mixed", questions=6, minutes=30), vault)
    assert sum(MINUTES[item.kind] for item in agenda if item.kind != "small_talk") <= 30
    assert "case" in {item.kind for item in agenda}
    assert len(make_agenda(Setup("case", questions=3, minutes=1), vault)) == 1


@pytest.mark.parametrize(
    ("setup", "named"),
    [
        (Setup(company="Nowhere"), "Dunmore, Marlow"),
        (Setup(note="nothing.md"), "bank.md, cases.md"),
        (Setup(note="prep"), "prep dunmore.md, prep marlow.md"),
    ],
)
def test_an_unknown_company_or_note_is_said_with_what_there_is(
    setup: Setup, named: str, vault: Vault
) -> None:
    with pytest.raises(UsageError, match=named) as error:
        make_agenda(setup, vault)
    assert (setup.company or setup.note) in error.value.message


def test_ids_are_numbered_in_order(vault: Vault) -> None:
    agenda = make_agenda(Setup("intro", questions=3), vault)
    assert [item.id for item in agenda] == ["q1", "q2", "q3", "q4"]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("1. - “Tell me about  a launch.”", "Tell me about a launch."),
        ('"Why us ?', "Why us?"),
        ("What does success look like?”", "What does success look like?"),
        ("- **How** do you use [[bank|the bank]]?", "How do you use the bank?"),
        ('What is "good" to you?', 'What is "good" to you?'),
        ("tell me about don't and 3.5 things", "Tell me about don't and 3.5 things"),
        ("Tell me about the users' trust", "Tell me about the users' trust"),
    ],
)
def test_cleaning_takes_marks_away_and_no_words(written: str, spoken: str) -> None:
    assert clean_for_speaking(written) == spoken


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (
            "How do you balance customer requests with the roadmap?",
            "How do you balance one customer's urgency with the broader roadmap?",
            True,
        ),
        ("Tell me about a time you failed.", "Tell me about a failure.", True),
        ("Tell me about a conflict with an engineer.", "Describe a conflict you had with an engineer.", True),
        ("Tell me about a conflict with an engineer.", "Tell me about the hardest launch you ran.", False),
        ("Tell me about a product you led.", "What is your favourite product?", False),
    ],
)
def test_near_duplicates_are_told_by_their_words(first: str, second: str, same: bool) -> None:
    assert near_duplicate(first, second) is same
    assert near_duplicate(second, first) is same


def test_no_two_stock_questions_are_near_duplicates() -> None:
    asked = [question.text for question in stock_questions()["behavioural"]]
    assert [(a, b) for i, a in enumerate(asked) for b in asked[:i] if near_duplicate(a, b)] == []


def test_stock_cases_cover_infrastructure_and_products_and_hide_their_facts() -> None:
    cases = stock_cases()
    assert len(cases) >= 12
    assert len({case.id for case in cases}) == len(cases)
    for case in cases:
        assert case.ask[-1] in "?."
        for fact in (case.users, case.scale, case.constraint, case.target):
            assert fact not in case.text


def test_cases_near_her_field_come_before_others() -> None:
    text = "clinics patients appointments booked letters health message week chain money"
    note = Note(
        "health.md", "0" * 64, "health", text, questions=(Question("Tell me about a time you led.", 1),)
    )
    for seed in range(5):
        nearest = texts(Setup("case", questions=5, seed=seed), Vault("n", (note,)))
        assert any("clinics" in text for text in nearest)
