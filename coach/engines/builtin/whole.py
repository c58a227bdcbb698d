"""What only the whole answer shows: whether it speaks to the question, and whether it has a shape.

Owns `relevance` and `structure`. Relevance is a nearness of topic: it can see that an answer
is about something else, and cannot see that a story on the right topic misses the point.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.detectors.question_kind import question_kind
from coach.detectors.themes import signs_of, speaks_of_herself, speaks_of_this_place, theme_of
from coach.domain.grading import Criterion, Level
from coach.domain.interview import QuestionKind
from coach.engines.builtin.alignment import Reading
from coach.engines.builtin.said import Said
from coach.engines.protocol import CriterionJudgement, QuotedWords

_OFF, _DOUBTFUL, _NEAR = 0.20, 0.30, 0.36  # nearness of a case's answer to its question
_SURELY = 0.5  # so near to the question that no sign of its theme is looked for
_SIGNS = {"something that you built": 2, "a technical matter": 2}  # common in any product story
_STORY_OFF = 0.14  # a story shares few words with the question that asked for it

_SIGNPOST = re.compile(
    r"^\W*(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|one,|two,|three,|four,|five,|then|next|"
    r"after that|finally|lastly|"
    r"to (?:begin|start)|in (?:short|summary|the end)|to sum up|so overall|overall|in conclusion|"
    r"as a result|the (?:result|outcome)|"
    r"looking back|before (?:that|i)|my task|when i|last (?:year|spring|summer|autumn|winter)|let me|"
    r"there are (?:two|three|four)|"
    r"i(?:['’]d| would| will) (?:start|begin)|\d[.)])|\b(?:in (?:two|three|four|five) (?:parts|steps)|"
    r"before i start|(?:two|three|four) (?:things|reasons|options|questions|causes))\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\W*(?:in (?:short|summary|the end)|to sum up|overall|so overall|in conclusion|finally|as a result|"
    r"looking back|since then|"
    r"i learned|i learnt|the result|the outcome|that is why)|\b(?:next time|in hindsight)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Relevance:
    """Nearness of the answer to the question (-1 to 1), None without vectors.

    `cap` is the level that no other criterion goes above, since what is well said about
    something else answers nothing.
    """

    nearness: float | None
    best: int
    level: Level
    cap: Level
    why: str


def read_relevance(text: str, said: Said, question: Reading, remarks: Sequence[Reading]) -> Relevance:
    """How far the answer as a whole speaks to `text`, the question."""
    if not said.remarks:
        return Relevance(None, 0, 1, 1, "You did not answer the question.")
    shared = [len(remark.stems & question.stems) for remark in remarks]
    if question.pooled is None:
        level: Level = 3 if max(shared) and said.words >= 12 else 2
        return Relevance(None, shared.index(max(shared)), level, 5, "Judged by shared words alone.")
    cosines = [float(question.pooled @ remark.pooled) for remark in remarks if remark.pooled is not None]
    best = cosines.index(max(cosines))
    lengths = [remark.words for remark in remarks if remark.pooled is not None]
    whole = np.average(
        [remark.pooled for remark in remarks if remark.pooled is not None], axis=0, weights=lengths
    )
    nearness = (cosines[best] + float(question.pooled @ whole / np.linalg.norm(whole))) / 2
    details = len(frozenset().union(*(remark.details for remark in said.remarks)))
    kind = question_kind(text)
    if kind in ("case", "knowledge"):
        level, cap, why = _of_case(nearness, details)
        if kind == "case" and _tells_a_story(said):
            level, cap, why = min(level, 2), 2, "You told what you did; the question asks what you would do."
    elif kind != "behavioural":
        level, cap, why = _of_person(kind, details, said)
    else:
        level, cap, why = _of_story(nearness, details, said)
        missing = _missing_theme(text, said) if nearness < _SURELY else None
        if missing is not None:
            level, cap, why = 1, 2, f"Your story shows no sign of {missing}, which the question asks for."
    if said.words < 12:
        level, why = min(level, 2), "You said too little to answer the question."
    if 2 * sum(remark.words for remark in said.remarks if remark.spoken) < said.words:
        level, cap, why = min(level, 2), min(cap, 2), "This is a list of terms more than an answer."
    return Relevance(nearness, best, level, cap, why)


def _of_case(nearness: float, details: int) -> tuple[Level, Level, str]:
    if nearness < _OFF:
        return 1, 2, "What you said is about something else than the question."
    if nearness < _DOUBTFUL:
        return 2, 3, "Little of what you said is about this question."
    if nearness < _NEAR:
        return 3, 5, "You spoke to the question, with little of its own matter."
    if details < 8:
        return 4, 5, "You spoke to the question."
    return 5, 5, "You spoke to the question and its particulars."


def _tells_a_story(said: Said) -> bool:
    own, all_of_it = len(said.reading.own_actions), len(said.reading.sentences)
    return own >= 3 and own >= 0.35 * all_of_it and not said.reading.hypotheticals


def _of_story(nearness: float, details: int, said: Said) -> tuple[Level, Level, str]:
    told = bool(said.reading.own_actions or said.reading.team_actions)
    if nearness < _STORY_OFF and not told:
        return 1, 2, "What you said is about something else than the question."
    if nearness < _STORY_OFF:
        return 2, 4, "Your story shows no link to the question: say in one sentence why it fits."
    if not told:
        return 3, 5, "You spoke to the question in general; it asks for something that you did."
    if details < 8:
        return 4, 5, "You answered with something that you did."
    return 5, 5, "You answered with a case of yours, told in its particulars."


def _missing_theme(question: str, said: Said) -> str | None:
    """What a story on this question could hardly do without and this one has not, or None."""
    theme = theme_of(question)
    if theme is None or signs_of(theme, said.reading.text) >= _SIGNS.get(theme, 1):
        return None
    return theme


def _of_person(kind: QuestionKind, details: int, said: Said) -> tuple[Level, Level, str]:
    """On herself or her reasons: any matter may belong there, so only the form can be seen."""
    if kind == "intro" and not speaks_of_herself(said.reading.text):
        return 1, 2, "You did not say who you are."
    if kind == "motivation" and not speaks_of_this_place(said.reading.text):
        return 1, 2, "You did not say what draws you here."
    if 2 * len(said.reading.hypotheticals) > len(said.reading.sentences):
        return 2, 3, "You said what you would do; the question is about you."
    if not said.reading.i:
        return 3, 5, "You did not speak of yourself."
    if details < 8:
        return 4, 5, "You spoke of yourself."
    return 5, 5, "You spoke of yourself, in particulars."


def judge_relevance(criterion: Criterion, said: Said, relevance: Relevance) -> CriterionJudgement:
    if not said.remarks:
        return CriterionJudgement(criterion.id, relevance.why, relevance.level)
    best = said.remarks[relevance.best]
    quotes = (QuotedWords(best.text, best.turn),)
    return CriterionJudgement(criterion.id, relevance.why, relevance.level, quotes)


def judge_structure(criterion: Criterion, said: Said) -> CriterionJudgement:
    """Signposts, order and a close. Says nothing of what the parts hold."""
    remarks = [remark for remark in said.remarks if remark.spoken]
    if len(remarks) < 2 or said.words < 20:
        level: Level = 2 if remarks and said.words >= 8 else 1
        quotes = tuple(QuotedWords(remark.text, remark.turn) for remark in remarks[:1])
        return CriterionJudgement(criterion.id, "It is too short to have a shape.", level, quotes)
    marked = [remark for remark in remarks if _SIGNPOST.search(remark.text)]
    closes = any(_CLOSING.search(remark.text) for remark in remarks[-3:])
    star = said.reading.star
    told = [star[name][0].start for name in ("situation", "task", "action", "result") if star[name]]
    in_order = len(told) >= 3 and told == sorted(told)
    strength = min(3, len(marked)) + 2 * in_order + closes
    quotes = tuple(QuotedWords(remark.text, remark.turn) for remark in (marked or remarks)[:2])
    if strength <= 1 or len(remarks) < 3:
        return CriterionJudgement(criterion.id, "You gave no sign of where one part ends.", 2, quotes)
    if strength <= 2 or said.words < 60:
        return CriterionJudgement(criterion.id, "The parts can be told apart; announce them.", 3, quotes)
    if strength <= 3 or not closes:
        return CriterionJudgement(
            criterion.id, "The parts are clear; a closing line would round it off.", 4, quotes
        )
    return CriterionJudgement(criterion.id, "The parts are clear and it comes to a close.", 5, quotes)


def judge_length(criterion: Criterion, said: Said) -> CriterionJudgement:
    """Words against the range that the criterion's points give ("about 140 to 280 words")."""
    asked = re.search(r"(\d+) (?:to|-|–) (\d+) words", " ".join(point.text for point in criterion.points))
    low, high = (int(asked.group(1)), int(asked.group(2))) if asked else (140, 280)
    words = said.words
    ratio = words / low if words < low else high / words if words > high else 1.0
    level: Level = 5 if ratio >= 1 else 4 if ratio > 0.8 else 3 if ratio > 0.6 else 2 if ratio > 0.33 else 1
    why = f"You said {words} words; {low} to {high} would be about right."
    quotes = tuple(QuotedWords(remark.text, remark.turn) for remark in said.remarks[:1])
    return CriterionJudgement(criterion.id, why, level, quotes)
