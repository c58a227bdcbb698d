"""Which questions in notes are fit to be asked of her, and in which round.

Notes hold many question marks: checklists, what to ask the interviewer, article prose, notes
to self. Owns telling those apart by wording and heading; when in doubt a question is left
out, because the stock has others. Refuses to reword anything.
"""

import re
from collections.abc import Sequence

from coach.detectors.question_kind import question_kind
from coach.domain.interview import QuestionKind

_LONGEST = 60  # words; more is prose
_UNSPEAKABLE = re.compile(r"\^|\bX\b|\.\.\.\s*\?|_{2,}|https?://|[\[\]{}<>|]|&\w+;|[\"”] ?/ ?[\"“]")
_NOT_FOR_HER = re.compile(
    r"criteri|rubric|evaluat|checklist|clarif|to ask\b|\basking|ask (?:them|back)|"
    r"for (?:them|the interviewer)|reverse",
    re.IGNORECASE,
)
_THEY_ASK = re.compile(r"\b(?:they|likely|interviewers?)\b.*\bask\b", re.IGNORECASE)
_FOR_HER = re.compile(
    r"question|prompt|practice|exercise|drill|\bcases?\b|behaviou?r|\bask\b|bank", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|my|mine|our)\b")
_COMMENT = re.compile(
    r"this question|\bsee (?:our|also|the)\b|check out|for example:|\(optional\)|\w: [A-Z].{60}",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"(?:tell|describe|walk|take|give|share|explain|talk|design|improve|redesign|estimate|imagine|"
    r"suppose|build|"
    r"you(?:['’]re| are)?|your|how|what|why|when|which|introduce|name|pick|think)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"(?:are|were|was|is|did|do|does|has|had|can|could|will|would|should|may)\b(?! (?:you|"
    r"we) (?:ever|tell|give|describe))",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"\bhow (?:would|might|should) (?:you|we|one)\b|\bwhat (?:would|do|should) (?:you|we) do\b|"
    r"^(?:design|improve|redesign|estimate|build|imagine|suppose|as (?:an?|the)\b|you(?:['’]re|"
    r" are) (?:the|a|an)\b)|"
    r"\bhow you(?:['’]d| would)\b|\byour plan\?$|\bhow many\b|^should (?!i\b)|"
    r"\b(?:needs?|wants?|complains?|says?|reports?|asks? for|is down|are down|dropped|doubles?|fell)\b",
    re.IGNORECASE,
)
_ABOUT_HER = re.compile(
    r"\babout you\b|\bdescribe you\b|\byour (?:\w+ )?(?:peers|colleagues|manager|boss|team ?mates|"
    r"job|career|company)\b|"
    r"^(?:describe|tell me about) |\blike (?:you|us) to\b|\bwork(?:ing)? together\b|\byou like\b",
    re.IGNORECASE,
)
_SAID_OF_HER = re.compile(r"\babout you\b|\bdescribe you\b", re.IGNORECASE)
_OF_HER_PAST = re.compile(
    r"^(?:tell|describe|talk|walk|give|share|explain|take)\b|\byou(?:r|['’]ve)?\b(?! (?:like|"
    r"will)\b)(?<!will you)",
    re.IGNORECASE,
)
_WHAT_NOW = re.compile(
    r"[.!] +(?:so )?what(?: (?:do|would) you do|['’]s your plan| is your plan)(?: (?:about it|"
    r"next|first|now))?\?$|"
    r"^as (?:an?|the) \w+|\bhow you(?:['’]d| would)\b",
    re.IGNORECASE,
)


def spoken_kind(text: str, *, with_stories: bool, has_story: bool) -> QuestionKind:
    """The kind of a question of hers, where she keeps it and not only its wording considered.

    `with_stories`: it stands in a note that holds stories; `has_story`: she answers it with one.
    """
    kind = question_kind(text)
    if kind == "behavioural" and _WHAT_NOW.search(text):
        return "case"
    if kind in ("case", "knowledge") and (has_story or _SAID_OF_HER.search(text)):
        return "behavioural"
    about_her = kind == "case" and _ABOUT_HER.search(text)
    in_bank = kind == "knowledge" and with_stories and re.match(r"how do you\b", text, re.IGNORECASE)
    return "behavioural" if about_her or in_bank else kind


def is_askable(text: str, kind: QuestionKind, heading: Sequence[str], *, in_framework: bool = False) -> bool:
    """Whether an interviewer could put `text`, found under `heading`, to her as it stands.

    `in_framework`: it stands in a cheat sheet, where only a heading that says so makes it a question.
    """
    if not 2 <= len(text.split()) <= _LONGEST or _UNSPEAKABLE.search(text) or _COMMENT.search(text):
        return False
    if _FIRST_PERSON.search(text) or _is_closed(heading) or (in_framework and not is_bank_heading(heading)):
        return False
    if kind == "case":
        return bool(_TASK.search(text)) and not _ABOUT_HER.search(text)
    if kind in ("behavioural", "intro", "motivation"):
        if _YES_OR_NO.match(text) or not _IMPERATIVE.match(text):
            return (
                re.match(r"(?:have you ever|can you (?:tell|give|describe|walk))\b", text, re.IGNORECASE)
                is not None
            )
        return (
            kind == "motivation"
            or re.search(r"\byou\w*\b|\b(?:a|an|the) \w+", text, re.IGNORECASE) is not None
        )
    return False


def is_bank_heading(heading: Sequence[str]) -> bool:
    """Whether a heading says that questions for her stand under it."""
    return bool(_FOR_HER.search(" / ".join(heading))) and not _is_closed(heading)


def _is_closed(heading: Sequence[str]) -> bool:
    where = " / ".join(heading)
    return bool(_NOT_FOR_HER.search(where)) and not _THEY_ASK.search(where)
