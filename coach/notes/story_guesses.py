"""Stories that she told without labels: a paragraph under a question, in her own past, with an outcome.

A guess, and marked as one (confidence 0.4). The sentences before the first thing that she did are the
situation, those from the first outcome on are the result; what she did stands between.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from coach.domain.notes import Line, Story, StoryField
from coach.notes.story_parts import FoundStory, make_field, shorten
from coach.notes.wording import plain, word_count

_FEWEST_WORDS = 30
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“‘(]?[A-Z0-9])")
_PAST = (
    r"(?:\w{2,}ed|was|were|had|did|got|made|took|went|led|built|wrote|found|told|gave|ran|set|cut|kept|brought|saw"
    r"|thought|began|chose|met|sat|spoke|left|put|came|became|taught|sold|bought|drew|held|spent|won|lost|knew)"
)
_I_DID = re.compile(rf"\b(?:I|[Ww]e) (?:\w+ly |then |also |first |finally |just |never |both )?{_PAST}\b")
_SHE_DID = re.compile(rf"\bI (?:\w+ly |then |also |first |finally |just )?(?!was\b|were\b|had\b){_PAST}\b")
_OUTCOME = re.compile(
    r"(?i)\b(?:as a result|in the end|eventually|ended up|since then|after that|by the end|this led to"
    r"|(?:rose|fell|dropped|grew|increased|decreased|improved|went (?:up|down|from)|cut|reduced|saved|doubled"
    r"|halved|shipped|launched|signed|renewed|adopted|passed|won|finished|delivered)\b)"
)
_FIGURE = re.compile(r"\d")
_YOU = re.compile(r"(?i)\byou(?:r|rs|rself)?\b")
_I = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|me)\b")
_WOULD = re.compile(r"\b(?:I|we)(?:['’]d| would| will|['’]ll| should| usually| always| try to| tend to)\b")


def guess_story(lines: Sequence[Line], title: str, questions: tuple[str, ...]) -> FoundStory | None:
    """The story that `lines` (raw) tell, if they do."""
    kept = [Line(text, line.line) for line in lines if (text := plain(line.text))]
    if not questions or not kept:
        return None
    text = " ".join(line.text for line in kept)
    if word_count(text) < _FEWEST_WORDS or len(text) > 6_000:
        return None
    did = len(_I_DID.findall(text))
    mine, yours = len(_I.findall(text)), len(_YOU.findall(text))
    if (
        did < 3
        or len(_SHE_DID.findall(text)) < 2
        or mine < 3
        or yours > mine
        or len(_WOULD.findall(text)) >= did
    ):
        return None
    sentences = [*_sentences(kept)]
    ends = [index for index, one in enumerate(sentences) if _OUTCOME.search(one.text)]
    first = next((index for index, one in enumerate(sentences) if _SHE_DID.search(one.text)), None)
    if first is None or not ends or ends[-1] <= first:
        return None
    # The outcome is what stands last and speaks of one; without a break it is one sentence.
    trailing = [
        *takewhile(
            lambda index: index in ends or _FIGURE.search(sentences[index].text) is not None,
            range(len(sentences) - 1, first, -1),
        )
    ]
    last = min(trailing) if trailing and any(index in ends for index in trailing) else ends[-1]
    action = max(first, 1) if last > 1 else first
    story = Story(
        title=shorten(title or questions[0]),
        line=kept[0].line,
        end_line=kept[-1].line,
        questions=questions,
        situation=_field(sentences[:action]),
        action=_field(sentences[action:last]),
        result=_field(sentences[last:]),
        confidence=0.4,
        reason="a guess: a paragraph in the first person and the past, with an outcome, under a question",
    )
    return FoundStory(story, kept[0].line, kept[-1].line)


def _sentences(lines: Sequence[Line]) -> Iterator[Line]:
    """Sentences with the line that each begins on; one that runs over lines keeps their breaks."""
    text = "\n".join(line.text for line in lines)
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    for begin, end in zip(starts, starts[1:], strict=False):
        if sentence := text[begin:end].strip():
            yield Line(sentence, lines[text[:begin].count("\n")].line)


def _field(sentences: Sequence[Line]) -> StoryField:
    if not sentences:
        return StoryField("absent")
    text = sentences[0].text
    for before, sentence in zip(sentences, sentences[1:], strict=False):
        text += ("\n" if sentence.line > before.line + before.text.count("\n") else " ") + sentence.text
    return make_field(text, sentences[0].line)
