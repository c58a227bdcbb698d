"""The map: statuses, best stories, over-use, with and without embeddings, and in a big folder."""

import csv
import io
import time
from random import Random

import pytest

from coach.answering import material
from coach.bank import AskedQuestion, CoverageMap, CoveredQuestion, coverage
from coach.bank.export import coverage_json, coverage_rows
from coach.bank.fit import NEAR
from coach.dialogue.stories import story_questions
from coach.domain.notes import Note, NoteRef, Vault
from coach.matching import Matcher
from coach.notes.parse import parse_note

SYLLABLES = [
    "ba",
    "ke",
    "lo",
    "mi",
    "nu",
    "pra",
    "ste",
    "vor",
    "zil",
    "tam",
    "hep",
    "gru",
    "fin",
    "dos",
    "wex",
    "qua",
]


@pytest.fixture(params=["dense", "lexical"])
def matcher(request: pytest.FixtureRequest) -> Matcher:
    found: Matcher = request.getfixturevalue(request.param)
    return found


def mapped(vault: Vault, matcher: Matcher) -> CoverageMap:
    return coverage(story_questions(vault), matcher)


def row_at(found: CoverageMap, line: int, path: str = "bank.md") -> CoveredQuestion:
    return next(row for row in found.questions if row.source == NoteRef(path, line))


def test_a_told_story_covers_its_question_and_the_others_are_thin_or_missing(
    vault: Vault, matcher: Matcher
) -> None:
    found = mapped(vault, matcher)
    conflict, failure = row_at(found, 5), row_at(found, 10)
    assert conflict.status == "covered"
    assert conflict.best is not None
    assert found.stories[conflict.best].line == 5
    assert conflict.also == (NoteRef("more.md", 4),)
    assert failure.status == "thin"
    assert failure.why == "its story has no result"
    assert "bank.md:10" in failure.next
    frame, moon = row_at(found, 15), row_at(found, 20)
    assert (frame.status, frame.best, frame.score) == ("missing", None, None)
    assert frame.next == "Fill in the frame at bank.md:15."
    assert moon.status == "missing"
    assert len(conflict.scores) == len(found.stories) == 2  # frames and job descriptions are no columns


def test_a_story_best_for_too_many_questions_is_over_used(vault: Vault, dense: Matcher) -> None:
    found = mapped(vault, dense)
    conflict, failure = found.stories
    assert (conflict.best_for, conflict.over_used) == (4, True)
    assert (failure.best_for, failure.over_used) == (1, False)


def test_the_map_says_where_it_compared_by_words(vault: Vault, dense: Matcher, lexical: Matcher) -> None:
    assert not mapped(vault, dense).by_words
    assert mapped(vault, lexical).by_words
    assert mapped(vault, lexical) == mapped(vault, lexical)


def test_the_map_takes_a_story_where_ask_takes_one() -> None:
    assert material.STORY_FAIR == NEAR


def test_nothing_to_map_is_no_error(dense: Matcher) -> None:
    assert coverage((), dense).questions == ()
    nothing = coverage(
        [AskedQuestion("Tell me about a failure.", NoteRef("a.md", 1))], Matcher(Vault("n"), None)
    )
    assert nothing.questions[0].status == "missing"
    assert nothing.stories == ()


def test_the_table_has_a_column_a_story_and_no_formula(vault: Vault, dense: Matcher) -> None:
    found = mapped(vault, dense)
    sheet = io.StringIO()
    csv.writer(sheet).writerows(coverage_rows(found))
    rows = list(csv.reader(io.StringIO(sheet.getvalue())))
    assert rows[0][:6] == ["question", "path", "line", "status", "best story", "score"]
    assert all(len(row) == 6 + len(found.stories) for row in rows)
    assert len(rows) == 1 + len(found.questions)
    formula = coverage([AskedQuestion("=HYPERLINK(1)", NoteRef("a.md", 1))], dense)
    assert list(coverage_rows(formula))[1][0] == "'=HYPERLINK(1)"
    told = coverage_json(found)
    assert told["counts"]["covered"] == found.count("covered")
    assert all(len(row["scores"]) == len(told["stories"]) for row in told["questions"])


def test_two_hundred_stories_and_questions_are_compared_in_seconds() -> None:
    pick = Random(7)
    words = [f"{first}{last}" for first in SYLLABLES for last in SYLLABLES if first != last]
    notes: list[Note] = []
    for at in range(20):
        stories = (
            f"{n + 1}. Tell me about a time you {' '.join(pick.sample(words, 6))}.\n"
            + "\n".join(f"    {name}: In 2021 I {' '.join(pick.sample(words, 18))}." for name in "STAR")
            for n in range(10)
        )
        notes.append(parse_note(f"n{at:02}.md", "\n".join(stories).encode()))
    vault = Vault("notes", tuple(notes))
    began = time.perf_counter()
    found = mapped(vault, Matcher(vault, None))
    assert (len(found.stories), len(found.questions)) == (200, 200)
    assert found.count("covered") == 200
    assert time.perf_counter() - began < 15  # three seconds on an idle core
