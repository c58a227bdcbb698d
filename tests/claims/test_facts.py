"""Facts out of text: values, units, subjects, lines; what is no claim; which notes are evidence."""

from decimal import Decimal

import pytest

from coach.claims import Ledger, conflicts, contradictions, facts_in
from coach.domain.notes import Note, Question, Vault


def numbers(text: str) -> list[tuple[str, Decimal | None, str]]:
    return [
        (fact.text, fact.value, fact.dimension) for fact in facts_in(text, "note") if fact.kind == "number"
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("It takes 1.5 s now.", "It takes 1500 ms now."),
        ("We reached 12k users.", "We reached 12,000 users."),
        ("Half of the clinics stayed.", "50 % of the clinics stayed."),
        ("It took two weeks.", "It took 14 days."),
        ("It took 1 year.", "It took 12 months."),
        ("I asked twenty-five nurses.", "I asked 25 nurses."),
        ("It saved $1.2M.", "It saved $1,200,000."),
        ("Usage doubled.", "Usage went 2x."),
    ],
)
def test_the_same_amount_has_the_same_value(left: str, right: str) -> None:
    assert [found[1:] for found in numbers(left)] == [found[1:] for found in numbers(right)] != []


@pytest.mark.parametrize(
    "text",
    [
        "There are two reasons for it.",
        "First, I would ask; second, I would listen.",
        "One thing I learned is patience.",
        "I go from zero to one.",
        "Step 3: weigh the options.",
        "1) understand it, 2) decide it.",
        "p99 matters most.",
        "It ran on GPT-4.",
        "We are there 24/7.",
    ],
)
def test_small_words_and_list_numbers_are_no_figures(text: str) -> None:
    assert numbers(text) == []


def test_a_range_shares_its_unit() -> None:
    assert [found[1:] for found in numbers("It fell from 9 to 4 minutes.")] == [
        (Decimal(540), "time"),
        (Decimal(240), "time"),
    ]


def test_facts_carry_their_line_over_a_wrapped_sentence() -> None:
    facts = facts_in("# Head\n\n- I asked the nurses at\n  Harbour Clinic about 14 forms.\n", "note", "a.md")
    assert {(fact.kind, fact.line, fact.path) for fact in facts} == {
        ("name", 3, "a.md"),
        ("number", 3, "a.md"),
    }


def test_names_and_dates_but_no_sentence_starts() -> None:
    text = "Customers asked for it. At Northwind I met Jane Doe in March 2024 about the OpenAI launch."
    found = [(fact.kind, fact.text) for fact in facts_in(text, "note") if fact.kind in {"name", "date"}]
    assert found == [
        ("name", "Northwind"),
        ("name", "Jane Doe"),
        ("date", "March 2024"),
        ("name", "OpenAI"),
    ]


def note(text: str, path: str = "a.md", **given: object) -> Note:
    return Note(path=path, sha256="0", title=str(given.pop("title", "a")), text=text, **given)  # type: ignore[arg-type]


def test_generated_notes_and_job_descriptions_are_no_evidence_but_a_cv_is() -> None:
    vault = Vault(
        "notes",
        (
            note("We shipped 5 apps.", "debrief.md", generated=True),
            note("You will manage 6 apps.", "role.md", title="Job description"),
            note("You have built 7 apps.", "jd.md", tags=("job-description",)),
            note("Built 8 apps.", "cv.md", title="CV"),
        ),
    )
    found = [(fact.value, fact.origin) for fact in Ledger.from_vault(vault).facts if fact.kind == "number"]
    assert found == [(Decimal(8), "cv")]


def test_a_question_in_the_notes_supports_no_figure() -> None:
    asked = "Tell me about a time you grew revenue by 40 %."
    vault = Vault("notes", (note(f"1. {asked}", questions=(Question(asked, 1),)),))
    assert not Ledger.from_vault(vault).numbers


def test_restricted_to_keeps_what_she_said() -> None:
    vault = Vault("notes", (note("We had 5 apps."), note("We had 6 sites.", "b.md")))
    ledger = Ledger.from_vault(vault).with_said("We had 7 shops.").restricted_to({"b.md"})
    assert [fact.value for fact in ledger.facts if fact.kind == "number"] == [Decimal(6), Decimal(7)]


def test_a_contradiction_needs_the_same_subject_and_context() -> None:
    ledger = Ledger.from_vault(
        Vault("n", (note("- We cut setup time for clinics by 40 %.\n- I led 5 nurses."),))
    )
    found = contradictions("We cut setup time for clinics by 60 %. I led 9 designers.", ledger)
    assert [(one.said.text, one.noted.text) for one in found] == [("60 %", "40 %")]
    assert contradictions("We cut setup time for clinics by 40 %.", ledger) == ()


def test_two_notes_that_disagree_are_a_conflict() -> None:
    vault = Vault(
        "n",
        (
            note("Lost work fell from 1,900 to 640 GPU hours a month."),
            note("- lost work fell to 720 GPU hours a month", "b.md"),
            note("- the bakery wasted 22 loaves a week", "c.md"),
        ),
    )
    pairs = [{left.value, right.value} for left, right in conflicts(Ledger.from_vault(vault))]
    assert {Decimal(640), Decimal(720)} in pairs
    assert all(Decimal(22) not in pair for pair in pairs)
