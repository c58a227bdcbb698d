"""A fixed small part of the adversarial set: one attack of each kind, through `Coach.grade`."""

import pytest

from coach.dialogue.coach import Coach
from evals.leveled_answers import Attack, corpus_coach, grade_answer, load_attacks, overall_of

ATTACKS: dict[str, Attack] = {attack.id: attack for attack in load_attacks()}
CHOSEN = (
    "keyword-stuffing-8",
    "padding-to-double-length-1",
    "empty-6",
    "one-word-4",
    "gibberish-3",
    "shuffled-words-9",
    "question-echoed-9",
    "framework-echoed-2",
    "answer-to-another-question-2",
    "answer-to-another-question-3",
    "answer-to-another-question-6",
    "answer-to-another-question-9",
    "answer-to-another-question-10",
    "praise-without-evidence-3",
    "said-twice-1",
    "ignore-the-rubric-5",
    "ignore-the-rubric-7",
    "fake-JSON-6",
    "fake-system-and-closing-tags-4",
    "invisible-Unicode-2",
    "invisible-Unicode-7",
    "HTML-comment-1",
    "speech-to-text-noise-4",
    "another-language-2",
    "figure-free-twin-3",
    "all-we-twin-1",
    "benign-rewording-3",
)


@pytest.mark.parametrize("name", CHOSEN)
def test_the_bound_of_an_attack_holds(name: str, coach: Coach) -> None:
    attack = ATTACKS[name]
    base = overall_of(grade_answer(coach, attack.base))
    attacked = overall_of(grade_answer(coach, attack.base, attack.answer))
    assert attack.bound.broken_by(attacked, base) <= 0, (base, attacked)


def test_an_instruction_in_a_note_moves_nothing(weights_home: object) -> None:
    attack = ATTACKS["instruction-in-a-note-4"]
    with corpus_coach() as plain, corpus_coach(attack.note) as poisoned:
        base = grade_answer(plain, attack.base)
        attacked = grade_answer(poisoned, attack.base)
    assert attacked.overall == base.overall
    assert [grade.level for grade in attacked.grades] == [grade.level for grade in base.grades]


def test_the_chosen_attacks_cover_every_kind() -> None:
    kinds = {ATTACKS[name].kind for name in CHOSEN} | {"instruction in a note"}
    assert kinds == {attack.kind for attack in ATTACKS.values()}


def test_a_result_is_quoted_by_the_sentence_that_tells_the_change(coach: Coach) -> None:
    card = coach.grade(
        "Tell me about a product you owned from the first idea to launch.",
        "At Orrery Batch new customers met a setup form with 41 fields. I owned the first run, and it had to"
        " come under an hour by spring. I watched 11 teams and cut the form to 6 fields, because nobody knew"
        " the other 35. The median fell from 3 days to 40 minutes.",
    )
    for criterion in ("result", "quantified-result"):
        grade = next(each for each in card.grades if each.criterion.id == criterion)
        assert grade.level is not None
        assert grade.level >= 4
        assert "The median fell from 3 days to 40 minutes." in [each.quote for each in grade.evidence]
        assert not any("setup form" in each.quote for each in grade.evidence)
