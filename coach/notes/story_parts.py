"""What every form of story is made of: its fields in their states, its question, and what is none."""

import re
from dataclasses import dataclass

from coach.domain.notes import Story, StoryField
from coach.notes.labels import is_blank_text
from coach.notes.outline import Part
from coach.notes.questions import clean_question, is_question, questions_asked
from coach.notes.story_units import block_lines
from coach.notes.wording import is_quoted, name_of, plain, word_count

THIN_BELOW = 8  # words: fewer are a reminder, not something to speak from
_SECOND_PERSON = re.compile(
    r"(?i)\b(?:you|your|yourself|the (?:interviewer|candidate|applicant)|candidates)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Uu]s)\b")
_METHOD_PLACE = re.compile(
    r"(?i)\b(?:method|format|framework|technique|template|acronym|how to|stands for|structure"
    r"|rubrics?|tips)\b"
)


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story, and the lines of its fields (its question's line is not among them)."""

    story: Story
    start: int
    end: int


def make_field(text: str, line: int) -> StoryField:
    """A field whose label stands at `line`: empty, thin or full."""
    if is_blank_text(text):
        return StoryField("empty", "", line)
    return StoryField("thin" if word_count(text) < THIN_BELOW else "full", text, line)


def explains_method(text: str, title: str, part: Part, asked: bool) -> bool:
    place = " ".join([title, *(above.name for above in (*part.path[1:], part))])
    if not text:
        return not asked and _METHOD_PLACE.search(place) is not None
    mine, yours = len(_FIRST_PERSON.findall(text)), len(_SECOND_PERSON.findall(text))
    if yours > mine and yours:
        return True
    return mine == 0 and _METHOD_PLACE.search(place) is not None


def shorten(text: str) -> str:
    return text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + "…"


def question_of_part(part: Part) -> tuple[str, ...]:
    """The heading that asks, or the paragraph above the labels that does, nearest first."""
    for above in (part, *reversed(part.path)):
        if not above.level:
            break
        text = clean_question(name_of(above.raw))
        if is_question(text, asking_place=True):
            return (text,)
    for block in part.blocks:
        if block.kind in ("paragraph", "quote"):
            for line in block_lines(block):
                if asked := questions_asked(line.text):
                    return asked
                text = clean_question(line.text)
                if is_question(text, quoted=is_quoted(plain(line.text))):
                    return (text,)
    return ()
