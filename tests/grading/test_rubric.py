"""From questions and notes to criteria, before any answer is read."""

from dataclasses import replace

import pytest

from coach.domain.answers import FrameworkChoice
from coach.domain.grading import Rubric
from coach.domain.notes import Framework, Line, Note, NoteRef, Step, Story, StoryField, Vault
from coach.grading.fallbacks import fallback
from coach.grading.rubric import freeze_rubric, rubric_for, rubric_for_reference

FRAMEWORK = Framework(
    "Ferry cases",
    10,
    (
        Step(
            "1. Clarify the context", 11, (Line("who sails, and when", 12), Line("what the limits are", 13))
        ),
        Step("**Step 2: Set goals/metrics** 🎯", 14, (Line("one metric and a guardrail", 15),)),
        Step("Propose solutions", 16),
        Step("Structure", 17, (Line("say the order first", 18),)),
    ),
)
CHOICE = FrameworkChoice(FRAMEWORK, "cases/ferry.md", 0.8, "it is your framework for cases")
EMPTY = Vault("notes")


def field(line: int, text: str = "some words of mine here") -> StoryField:
    return StoryField("full" if text else "empty", text, line)


STORIES = Vault(
    "notes",
    (
        Note(
            "bank.md",
            "0",
            "Bank",
            "",
            stories=(
                Story(
                    "Late parcels",
                    3,
                    8,
                    ("How do you handle pushback?",),
                    field(4),
                    field(5),
                    field(6),
                    field(7),
                ),
                Story(
                    "Queue",
                    10,
                    14,
                    ("Tell me about a time you missed a deadline.",),
                    situation=field(11),
                    action=field(12, ""),
                ),
            ),
        ),
        Note(
            "written-by-the-coach.md",
            "1",
            "Debrief",
            "",
            generated=True,
            stories=(Story("X", 1, 2, ("Why did you fail?",), result=field(2)),),
        ),
    ),
)


def by_id(rubric: Rubric) -> dict[str, tuple[str, NoteRef | None, bool]]:
    return {
        criterion.id: (criterion.basis, criterion.note, criterion.applies) for criterion in rubric.criteria
    }


def test_each_step_of_a_framework_is_a_criterion_with_its_lines() -> None:
    rubric = rubric_for("Design a ferry app.", "case", CHOICE, EMPTY)
    assert [criterion.name for criterion in rubric.criteria] == [
        "Clarify the context",
        "Set goals/metrics",
        "Propose solutions",
        "Structure",
        "Answers the question",
        "Structure",
    ]
    assert len({criterion.id for criterion in rubric.criteria}) == 6
    first = rubric.criteria[0]
    assert (first.basis, first.note) == ("note", NoteRef("cases/ferry.md", 11))
    assert [point.note for point in first.points] == [
        NoteRef("cases/ferry.md", 12),
        NoteRef("cases/ferry.md", 13),
    ]
    assert [(point.text, point.note) for point in rubric.criteria[2].points] == [
        ("Propose solutions", NoteRef("cases/ferry.md", 16))
    ]
    assert all(f"“{first.name}”" in anchor for anchor in first.anchors)
    assert (rubric.basis, rubric.path, rubric.line, rubric.reason) == (
        "note",
        "cases/ferry.md",
        10,
        CHOICE.why,
    )
    assert {criterion.basis for criterion in rubric.criteria[-2:]} == {"fallback:common"}


@pytest.mark.parametrize(
    ("question", "applies"),
    [
        ("Design a ferry app.", [True, True, True, True]),
        ("What clarifying questions would you ask?", [True, False, False, False]),
        ("How would you measure success for a ferry app?", [True, True, False, True]),
        ("Improve the ferry app. How would you measure success?", [True, True, True, True]),
    ],
)
def test_what_applies_follows_from_the_question(question: str, applies: list[bool]) -> None:
    rubric = rubric_for(question, "case", CHOICE, EMPTY)
    assert [criterion.applies for criterion in rubric.criteria[:4]] == applies


def test_a_narrow_question_never_leaves_a_framework_without_steps() -> None:
    bare = FrameworkChoice(Framework("RICE", 1, (Step("Reach", 2), Step("Effort", 3))), "a.md", 1.0, "named")
    rubric = rubric_for("What clarifying questions would you ask?", "case", bare, EMPTY)
    assert all(criterion.applies for criterion in rubric.criteria)


def test_a_case_without_a_framework_takes_the_named_fall_back() -> None:
    rubric = rubric_for("Design a ferry app.", "case", None, EMPTY)
    assert {criterion.basis for criterion in rubric.criteria} == {"fallback:case", "fallback:common"}
    assert rubric.basis == "fallback"
    assert "none of your frameworks fits" in rubric.reason


def test_star_takes_the_lines_of_the_story_under_this_question() -> None:
    found = by_id(rubric_for("How do you handle pushback?", "behavioural", None, STORIES))
    assert found["situation"][:2] == ("note", NoteRef("bank.md", 4))
    assert found["result"][:2] == ("note", NoteRef("bank.md", 7))
    assert found["ownership"][:2] == ("fallback:behavioural", None)
    assert found["relevance"][:2] == ("fallback:common", None)


def test_a_field_that_her_story_lacks_is_cited_from_another_and_empty_labels_count() -> None:
    found = by_id(rubric_for("Tell me about a time you missed a deadline.", "behavioural", None, STORIES))
    assert found["situation"][1] == NoteRef("bank.md", 11)
    assert found["action"][1] == NoteRef("bank.md", 12)
    assert found["result"][1] == NoteRef("bank.md", 7)


def test_star_without_such_stories_says_fall_back() -> None:
    rubric = rubric_for("How do you handle pushback?", "behavioural", None, EMPTY)
    assert {basis for basis, _, _ in by_id(rubric).values()} == {"fallback:behavioural", "fallback:common"}
    assert rubric.basis == "fallback"


def test_what_the_coach_wrote_is_no_basis() -> None:
    found = by_id(rubric_for("Why did you fail?", "behavioural", None, Vault("notes", STORIES.notes[1:])))
    assert found["result"][:2] == ("fallback:behavioural", None)


def test_reflection_and_task_apply_by_question() -> None:
    def applies(question: str) -> dict[str, bool]:
        return {
            name: value[2] for name, value in by_id(rubric_for(question, "behavioural", None, EMPTY)).items()
        }

    assert not applies("Tell me about a product you led.")["reflection"]
    assert applies("Tell me about a time you failed.")["reflection"]
    assert applies("Tell me about a conflict.")["reflection"]
    weakness = applies("What is your biggest weakness?")
    assert (weakness["task"], weakness["quantified-result"], weakness["reflection"]) == (False, False, True)


def test_a_framework_serves_a_behavioural_question_only_where_she_chose_it() -> None:
    question = "How do you handle pushback?"
    assert rubric_for(question, "behavioural", CHOICE, EMPTY).basis == "fallback"
    assert rubric_for(question, "behavioural", CHOICE, EMPTY, chosen=True).name == "Ferry cases"


def test_the_hash_covers_what_is_judged_and_not_where_it_stands() -> None:
    rubric = rubric_for("Design a ferry app.", "case", CHOICE, EMPTY)
    moved = Framework(
        FRAMEWORK.name,
        90,
        tuple(
            replace(
                step, line=step.line + 80, points=tuple(replace(p, line=p.line + 80) for p in step.points)
            )
            for step in FRAMEWORK.steps
        ),
    )
    assert (
        rubric_for("Design a ferry app.", "case", replace(CHOICE, framework=moved), EMPTY).hash == rubric.hash
    )
    assert len(rubric.hash) == 12
    first, *rest = rubric.criteria
    for other in (
        replace(first, name="Other"),
        replace(first, points=first.points[:1]),
        replace(first, anchors=(*first.anchors[:4], "new")),
        replace(first, weight=2.0),
    ):
        assert freeze_rubric(replace(rubric, criteria=(other, *rest))).hash != rubric.hash


@pytest.mark.parametrize("kind", ["intro", "motivation", "knowledge", "small_talk", "case", "behavioural"])
def test_every_kind_has_a_rubric(kind: str) -> None:
    rubric = rubric_for("Question?", kind, None, EMPTY)  # type: ignore[arg-type]
    assert {"relevance", "structure"} <= {criterion.id for criterion in rubric.criteria}
    assert len({criterion.id for criterion in rubric.criteria}) == len(rubric.criteria)


@pytest.mark.parametrize(
    "name",
    ["behavioural", "case", "intro", "motivation", "knowledge", "small_talk", "common", "reference", "step"],
)
def test_fall_backs_have_five_different_anchors(name: str) -> None:
    for criterion in fallback(name):
        assert len(set(criterion.anchors)) == 5
        assert criterion.basis == f"fallback:{name}"


def test_a_reference_rubric_looks_for_its_sentences() -> None:
    rubric = rubric_for_reference("The bulb is in a closed path. The battery is full.")
    (criterion,) = rubric.criteria
    assert [point.text for point in criterion.points] == [
        "The bulb is in a closed path.",
        "The battery is full.",
    ]
    assert rubric.hash != rubric_for_reference("Another text.").hash
