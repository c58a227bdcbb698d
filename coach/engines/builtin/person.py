"""Levels for the parts of an introduction, by their wordings.

Owns who she is now, how she came here and why this role. Their points ("two or three steps of
your path") name a form and no matter, so that nearness to them says nothing. Her hobbies are
not what she does.
"""

import re
from collections.abc import Callable, Sequence
from types import MappingProxyType

from coach.domain.grading import Criterion, Level
from coach.engines.builtin.said import Remark, Said
from coach.engines.protocol import CriterionJudgement, QuotedWords

_NOW = re.compile(
    r"\bi(?:['’]m| am) (?:a |an |the )?(?:\w+ ){0,2}(?:manager|pm|engineer|designer|lead|owner|analyst|"
    r"developer|founder|director|head|responsible|in charge)\b|\bi (?:currently |now )?(?:run|lead|manage|"
    r"own|build|look after|make|work (?:on|at|as|with|for))\b|\b(?:currently|these days|right now|"
    r"for the (?:last|past)|my (?:current|present))\b",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"\b(?:i (?:grew up|studied|graduated|trained|began|started|joined|moved|came to|went (?:and|to|into))|"
    r"before (?:that|this|i)\b|previously|my first|i used to (?!it)|"
    r"(?:first|then|after(?:wards| that)?),? (?:at |came |"
    r"i )|led me|brought me|it started|years? (?:at|ago)|i (?:have )?worked (?:in|at|for)|"
    r"(?:then|before that) [A-Z]\w+)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\b(?:because|led me|brought me|that(?:['’]s| is| was) (?:why|how|where)|hooked|so (?:then )?i|"
    r"since then|"
    r"where i learn(?:ed|t)|i learn(?:ed|t)|taught me|that (?:led|brought|made)|ever since|as a result)\b",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"\b(?:your|you['’](?:re|ve)|you (?:\w+ )?(?:are|have|do|make|sell|build|run|host|offer|show|publish|"
    r"need|work|ship|solve)|with you|for you|this (?:role|company|team|job|position))\b",
    re.IGNORECASE,
)
_WANT = re.compile(
    r"\b(?:i(?:['’]d| would) (?:like|love)|i want|that(?:['’]s| is) why|interests? me|draws? me|i keep|"
    r"i wrote)\b",
    re.IGNORECASE,
)
_ANY_PLACE = re.compile(r"\b(?:new challenge|happy to be here|open person|like to know)\b", re.I)


def _judged(criterion: Criterion, level: Level, why: str, remarks: Sequence[Remark]) -> CriterionJudgement:
    best = sorted(remarks, key=lambda remark: (-_weight([remark]), -remark.words))[:2]
    ordered = [remark for remark in remarks if remark in best]
    return CriterionJudgement(
        criterion.id, why, level, tuple(QuotedWords(remark.text, remark.turn) for remark in ordered)
    )


def _weight(remarks: Sequence[Remark]) -> int:
    words: frozenset[str] = frozenset().union(*(remark.details for remark in remarks))
    return (
        len(words)
        + 2 * sum(min(2, remark.figures) for remark in remarks)
        + sum(each.names for each in remarks)
    )


def _that(said: Said, pattern: re.Pattern[str]) -> list[Remark]:
    return [
        remark
        for remark in said.remarks
        if remark.spoken and not remark.recites and pattern.search(remark.text)
    ]


def judge_now(criterion: Criterion, said: Said) -> CriterionJudgement:
    """What she does today."""
    found = [remark for remark in _that(said, _NOW) if not _ANY_PLACE.search(remark.text)]
    weight = _weight(found)
    if not found:
        return _judged(criterion, 1, "You did not say what you do now.", ())
    if weight < 3:
        return _judged(criterion, 2, "You named what you do, and nothing more.", found)
    if weight < 6:
        return _judged(criterion, 3, "You said what you do, in words that fit many people.", found)
    if weight < 14 or len(found) < 2:
        return _judged(criterion, 4, "You said what you do, and where.", found)
    return _judged(criterion, 5, "You said what you do and what is yours in it.", found)


def judge_path(criterion: Criterion, said: Said) -> CriterionJudgement:
    """Steps of her path, and what led from one to the next."""
    found = _that(said, _PATH)
    weight = _weight(found)
    if not found:
        return _judged(criterion, 1, "You told no step of your path.", ())
    stations = sum(len(_PATH.findall(remark.text)) for remark in found)
    links = sum(1 for remark in said.remarks if _LINK.search(remark.text))
    if stations < 2 and weight < 6:
        return _judged(criterion, 2, "You named one step of your path.", found)
    if not links or weight < 5:
        return _judged(
            criterion, 3, "You named steps of your path; say what led from one to the next.", found
        )
    if links < 2 or stations < 3 or weight < 12:
        return _judged(criterion, 4, "You told steps of your path and what led on from one.", found)
    return _judged(criterion, 5, "You told steps of your path, and how each led on to the next.", found)


def judge_why_here(criterion: Criterion, said: Said) -> CriterionJudgement:
    """Why this role."""
    found = [remark for remark in _that(said, _HERE) if not remark.text.rstrip().endswith("?")]
    weight = _weight(found)
    if not found:
        return _judged(criterion, 1, "You did not come to this role.", ())
    if weight < 3 or all(_ANY_PLACE.search(remark.text) for remark in found):
        return _judged(criterion, 2, "You said that you are interested, not why.", found)
    if weight < 6:
        return _judged(criterion, 3, "You gave a reason that would fit many companies.", found)
    if weight < 9 or not any(_WANT.search(remark.text) for remark in found):
        return _judged(criterion, 4, "You gave a reason that fits this place.", found)
    return _judged(criterion, 5, "You tied this place to what you have done or want to do.", found)


PERSON_READINGS: MappingProxyType[str, Callable[[Criterion, Said], CriterionJudgement]] = MappingProxyType(
    {"now": judge_now, "path": judge_path, "why-here": judge_why_here}
)
