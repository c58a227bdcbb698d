"""Her stories in one view: what each holds, where it stands, what it can serve, when it was told last.

Owns the gathering. Refuses to judge: what is missing is for `notes.gaps`, what fits for `matching`.
Job descriptions and what the coach wrote tell no story of hers.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from coach.bank.rehearsals import Rehearsal, last_rehearsals
from coach.bank.serves import ServedBy, Serves, what_stories_serve
from coach.claims import Fact, Ledger, is_evidence
from coach.domain.notes import Story, Vault
from coach.matching import Matcher


@dataclass(frozen=True, slots=True)
class BankedFigure:
    """A figure of a story as she wrote it, with what it counts where that stands right behind it.

    `value` is in the base of `dimension` (seconds, months, bytes, "" for a count), `unit` as
    written or the noun counted, `line` in the file.
    """

    text: str
    value: Decimal | None
    unit: str
    dimension: str
    line: int


@dataclass(frozen=True, slots=True)
class BankedStory:
    """One story with everything known about it. `line` and `end_line` are its span in `path`."""

    story: Story
    path: str
    figures: tuple[BankedFigure, ...] = ()
    competencies: tuple[Serves, ...] = ()
    frameworks: tuple[Serves, ...] = ()
    rehearsed: Rehearsal | None = None

    @property
    def title(self) -> str:
        return self.story.title

    @property
    def line(self) -> int:
        return self.story.line

    @property
    def questions(self) -> tuple[str, ...]:
        return self.story.questions


def story_bank(
    vault: Vault, matcher: Matcher, ledger: Ledger, rehearsed: Sequence[Rehearsal] = ()
) -> tuple[BankedStory, ...]:
    """Every story of the vault, in the order of the notes, frames that wait to be filled included.

    Figures are those of the ledger inside the story's lines, except those that a question names.
    """
    facts = _figures_by_note(ledger)
    serves = what_stories_serve(vault, matcher)
    last = last_rehearsals(vault, matcher, rehearsed)
    bank: list[BankedStory] = []
    for note in vault.notes:
        for story in note.stories if is_evidence(note) else ():
            key = (note.path, story.line)
            served = serves.get(key, ServedBy())
            bank.append(
                BankedStory(
                    story,
                    note.path,
                    _figures(story, facts[note.path]),
                    served.competencies,
                    served.frameworks,
                    last.get(key),
                )
            )
    return tuple(bank)


def _figures_by_note(ledger: Ledger) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for entry in ledger.entries:
        if entry.path is not None and not entry.asks:
            found[entry.path] += [fact for fact in entry.facts if fact.kind == "number"]
    return found


def _figures(story: Story, facts: Sequence[Fact]) -> tuple[BankedFigure, ...]:
    return tuple(
        BankedFigure(_with_noun(fact), fact.value, fact.unit, fact.dimension, fact.line)
        for fact in facts
        if fact.line is not None and story.line <= fact.line <= story.end_line
    )


def _with_noun(fact: Fact) -> str:
    """ "58" as "58 dashboards", in her own spelling, where the noun stands right behind the number."""
    at = fact.sentence.casefold().find(f"{fact.text} {fact.unit}".casefold())
    if fact.dimension or not fact.unit or at < 0:
        return fact.text
    return fact.sentence[at : at + len(fact.text) + 1 + len(fact.unit)]
