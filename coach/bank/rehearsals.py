"""Which story an answer told: the one that is recognised in it, else the one under the question asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coach.bank.fit import RECOGNISED
from coach.domain.notes import Vault
from coach.matching import Matcher
from coach.matching.likeness import same_question

COMPARED = 40  # latest answers that are read for the story in them; older ones count by their question
_BEGINNING = 120  # words of an answer that are read: by then the story is plain


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """An answer of hers that was graded. `level` 1.0 to 5.0, None where no overall grade stands."""

    question: str
    answer: str
    level: float | None
    when: datetime


def last_rehearsals(
    vault: Vault, matcher: Matcher, rehearsed: Sequence[Rehearsal]
) -> dict[tuple[str, int], Rehearsal]:
    """The latest rehearsal of each story that has one, by path and line of the story."""
    latest = sorted(rehearsed, key=lambda one: one.when, reverse=True)
    beginnings = [" ".join(one.answer.split()[:_BEGINNING]) for one in latest[:COMPARED]]
    rows = matcher.story_fits(beginnings) if any(beginnings) else ()
    found: dict[tuple[str, int], Rehearsal] = {}
    for at, one in enumerate(latest):
        told = max(rows[at], key=lambda choice: choice.score, default=None) if at < len(rows) else None
        if told is not None and told.score >= RECOGNISED:
            found.setdefault((told.path, told.story.line), one)
            continue
        for note in vault.notes:
            for story in note.stories:
                if any(same_question(one.question, asked) for asked in story.questions):
                    found.setdefault((note.path, story.line), one)
    return found
