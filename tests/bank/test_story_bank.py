"""The story bank: fields, figures, places, rehearsals."""

from datetime import UTC, datetime
from decimal import Decimal

from coach.bank import BankedStory, Rehearsal, story_bank
from coach.claims import Ledger
from coach.domain.notes import Vault
from coach.matching import Matcher

TOLD = (
    "In 2023 our lead Ilya wanted to rewrite the importer and I disagreed. I pulled 90 days of error logs,"
    " showed him first and we argued it out. Import errors fell from 12 % to 4 %."
)


def bank_of(vault: Vault, matcher: Matcher, *rehearsed: Rehearsal) -> dict[int, BankedStory]:
    bank = story_bank(vault, matcher, Ledger.from_vault(vault), rehearsed)
    assert {one.path for one in bank} == {"bank.md"}  # a job description tells no story of hers
    return {one.line: one for one in bank}


def test_a_story_shows_its_fields_and_its_figures_with_their_lines(vault: Vault, dense: Matcher) -> None:
    bank = bank_of(vault, dense)
    conflict, failure, frame = bank[5], bank[10], bank[15]
    assert [field.state for field in frame.story.fields().values()] == ["empty"] * 4
    assert failure.story.result.state == "empty"
    figures = {figure.text: figure for figure in conflict.figures}
    assert figures["12 %"].value == Decimal(12)
    assert (figures["12 %"].unit, figures["12 %"].line) == ("%", 9)
    assert figures["3 weeks"].line == 7
    assert [figure.text for figure in failure.figures] == ["40 customers"]
    assert frame.figures == ()


def test_without_grades_nothing_was_rehearsed(vault: Vault, dense: Matcher) -> None:
    assert all(one.rehearsed is None for one in bank_of(vault, dense).values())


def test_the_last_grade_of_the_question_counts(vault: Vault, dense: Matcher) -> None:
    early = Rehearsal("Tell me about a failure.", "", 2.0, datetime(2026, 3, 1, tzinfo=UTC))
    late = Rehearsal("Tell me about a failure", "", 3.5, datetime(2026, 4, 1, tzinfo=UTC))
    bank = bank_of(vault, dense, late, early)
    assert bank[10].rehearsed == late
    assert bank[5].rehearsed is None


def test_the_story_that_was_told_counts_and_not_the_one_under_the_question(
    vault: Vault, dense: Matcher
) -> None:
    told = Rehearsal("Tell me about a failure.", TOLD, 4.0, datetime(2026, 4, 1, tzinfo=UTC))
    bank = bank_of(vault, dense, told)
    assert bank[5].rehearsed == told
    assert bank[10].rehearsed is None


def test_an_ungraded_overall_stays_none(vault: Vault, dense: Matcher) -> None:
    one = Rehearsal("Tell me about a failure.", "", None, datetime(2026, 4, 1, tzinfo=UTC))
    rehearsed = bank_of(vault, dense, one)[10].rehearsed
    assert rehearsed is not None
    assert rehearsed.level is None
