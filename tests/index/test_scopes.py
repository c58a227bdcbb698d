import pytest

from coach.domain.notes import Note
from coach.domain.passages import Scope
from coach.index.scopes import paths_in

NOTES = (
    Note("stories.md", "1", "Stories", "", tags=("pm/behavioural",)),
    Note("companies/a.md", "2", "A", "", tags=("#Prep",), companies=("Brindlewick Robots",)),
    Note("companies-old/b.md", "3", "B", ""),
)


@pytest.mark.parametrize(
    ("scope", "paths"),
    [
        (Scope(paths=("stories.md", "gone.md")), {"stories.md"}),
        (Scope(folder="companies"), {"companies/a.md"}),
        (Scope(folder="./companies/"), {"companies/a.md"}),
        (Scope(tag="pm"), {"stories.md"}),
        (Scope(tag="#PREP"), {"companies/a.md"}),
        (Scope(tag="beh"), set()),
        (Scope(company="brindlewick"), {"companies/a.md"}),
        (Scope(company="Brindle"), set()),
        (Scope(folder="companies", tag="pm"), set()),
    ],
)
def test_every_condition_must_hold(scope: Scope, paths: set[str]) -> None:
    assert paths_in(scope, NOTES) == paths


def test_no_condition_is_no_restriction() -> None:
    assert paths_in(None, NOTES) is None
    assert paths_in(Scope(), NOTES) is None
