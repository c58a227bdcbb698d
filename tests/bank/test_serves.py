"""What a story can serve besides its own question."""

from coach.bank.fit import FITS
from coach.bank.serves import asked_as, what_stories_serve
from coach.domain.notes import Vault
from coach.matching import Matcher
from coach.matching.competencies import COMPETENCIES, asked_for


def test_every_competency_is_put_as_a_question_that_asks_for_it() -> None:
    for name in COMPETENCIES:
        assert name in asked_for(asked_as(name)), name


def test_a_story_serves_its_competency_and_the_framework_it_follows(vault: Vault, dense: Matcher) -> None:
    serves = what_stories_serve(vault, dense)
    conflict = serves["bank.md", 5]
    assert conflict.competencies[0].name == "conflict"
    assert [one.score for one in conflict.competencies] == sorted(
        (one.score for one in conflict.competencies), reverse=True
    )
    assert "growing people" not in {one.name for one in conflict.competencies}
    (framework,) = conflict.frameworks
    assert (framework.name, framework.path) == ("Settling a disagreement", "bank.md")
    assert all(one.score >= FITS for served in serves.values() for one in served.competencies)


def test_an_empty_frame_serves_nothing(vault: Vault, dense: Matcher) -> None:
    assert ("bank.md", 15) not in what_stories_serve(vault, dense)
