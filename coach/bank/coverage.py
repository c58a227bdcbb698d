"""Her questions against her stories: what is covered, what is thin, what is missing, what is over-used.

Owns the statuses. Deterministic; without embeddings the scores come from shared words and
competencies, and `CoverageMap.by_words` says so. Thresholds and what they were set on: `fit`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coach.bank.fit import FITS, NEAR
from coach.domain.answers import StoryChoice
from coach.domain.notes import FieldName, NoteRef, Story
from coach.matching import Matcher
from coach.matching.likeness import same_question

Coverage = Literal["covered", "thin", "missing"]
OVER_USED = 3  # a story told for more of her questions than this: a round asks four or five
_NEEDED: tuple[FieldName, ...] = ("action", "result")  # without one of these there is nothing to tell


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of hers that asks for a story, and where it stands."""

    text: str
    source: NoteRef


@dataclass(frozen=True, slots=True)
class MappedStory:
    """A column of the map. `best_for` counts the questions that it is the best story for."""

    title: str
    path: str
    line: int
    best_for: int = 0
    over_used: bool = False


@dataclass(frozen=True, slots=True)
class CoveredQuestion:
    """A row of the map. `scores` holds one score (0 to 1) a story, in the order of the columns.

    `best` is an index into the columns, None where nothing comes near; `also` are other places
    where the same question stands; `why` and `next` are one clause and one action.
    """

    question: str
    source: NoteRef
    status: Coverage
    best: int | None
    scores: tuple[float, ...]
    why: str
    next: str = ""
    also: tuple[NoteRef, ...] = ()

    @property
    def score(self) -> float | None:
        """The fit of the best story; None where there is none."""
        return None if self.best is None else self.scores[self.best]


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """Rows and columns in the order of the notes. `by_words` where no embeddings were at hand."""

    stories: tuple[MappedStory, ...]
    questions: tuple[CoveredQuestion, ...]
    by_words: bool

    def count(self, status: Coverage) -> int:
        """How many questions have this status."""
        return sum(row.status == status for row in self.questions)


def coverage(questions: Sequence[AskedQuestion], matcher: Matcher) -> CoverageMap:
    """The map of `questions` against every story of the matcher's vault that has words.

    Covered: the best story fits (`FITS`) and its action and result are told. Thin: it only comes
    near (`NEAR`), or it lacks one of the two. A story of hers that stands under the question is its
    best one, whatever else comes close. A frame with no words covers nothing and is no column.
    """
    rows = _distinct(questions)
    fits = matcher.story_fits([row.text for row, _ in rows])
    told = [at for at, choice in enumerate(fits[0] if fits else ()) if not choice.story.is_blank]
    mapped = [
        _row(question, also, [row[at] for at in told], matcher)
        for (question, also), row in zip(rows, fits, strict=True)
    ]
    counts = Counter(row.best for row in mapped if row.best is not None)
    columns = tuple(
        MappedStory(choice.story.title, choice.path, choice.story.line, counts[at], counts[at] > OVER_USED)
        for at, choice in enumerate(fits[0][at] for at in told)
    )
    return CoverageMap(columns, tuple(mapped), not matcher.dense)


def _distinct(questions: Sequence[AskedQuestion]) -> list[tuple[AskedQuestion, tuple[NoteRef, ...]]]:
    """Each question once, at its first place, with the other places where it stands."""
    found: list[tuple[AskedQuestion, tuple[NoteRef, ...]]] = []
    for question in questions:
        for at, (known, also) in enumerate(found):
            if same_question(known.text, question.text):
                if question.source not in (known.source, *also):
                    found[at] = (known, (*also, question.source))
                break
        else:
            found.append((question, ()))
    return found


def _row(
    question: AskedQuestion, also: tuple[NoteRef, ...], choices: Sequence[StoryChoice], matcher: Matcher
) -> CoveredQuestion:
    scores = tuple(choice.score for choice in choices)
    row = CoveredQuestion(question.text, question.source, "missing", None, scores, "", also=also)
    best = _best(question.text, choices)
    frame = matcher.blank_for(question.text)
    if best is None or scores[best] < NEAR:
        if frame is not None:
            place = f"{frame.path}:{frame.story.line}"
            return replace(row, why="its frame is still empty", next=f"Fill in the frame at {place}.")
        return replace(row, why="no story of yours comes near", next=f"Write a story under {_at(question)}.")
    choice = choices[best]
    lacks = missing_fields(choice.story)
    place = f"“{choice.story.title}” ({choice.path}:{choice.story.line})"
    if lacks:
        named = " and ".join(lacks)
        return replace(
            row,
            status="thin",
            best=best,
            why=f"its story has no {named}",
            next=f"Write the {named} of {place}.",
        )
    if scores[best] < FITS:
        advice = f"Name {place} there if you would tell it, or write another."
        return replace(row, status="thin", best=best, why="the nearest story only comes close", next=advice)
    empty = f", though its own frame at {frame.path}:{frame.story.line} is still empty" if frame else ""
    return replace(row, status="covered", best=best, why=choice.why + empty)


def _best(question: str, choices: Sequence[StoryChoice]) -> int | None:
    ranked = sorted(
        range(len(choices)),
        key=lambda at: (
            not any(same_question(question, asked) for asked in choices[at].story.questions),
            -choices[at].score,
            at,
        ),
    )
    return ranked[0] if ranked else None


def missing_fields(story: Story) -> tuple[FieldName, ...]:
    """Which of action and result has no words."""
    fields = story.fields()
    return tuple(name for name in _NEEDED if fields[name].state in ("empty", "absent"))


def _at(question: AskedQuestion) -> str:
    return f"{question.source.path}:{question.source.line}"
