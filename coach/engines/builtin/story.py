"""Levels for the parts of a story: the four STAR fields, ownership, figures, reflection.

Owns the step from what the detectors found to a level and one plain sentence. The anchors are
those of the rubric: 1 not shown, 2 named only, 3 told, 4 specific to this case, 5 specific
with figures or reasons. The thresholds were set on answers written for this project.
"""

import re
from collections.abc import Callable, Sequence
from types import MappingProxyType

from coach.detectors.moves import count_steps
from coach.detectors.sentences import Sentence
from coach.domain.grading import Criterion, Level
from coach.domain.notes import FieldName
from coach.engines.builtin.said import Remark, Said
from coach.engines.protocol import CriterionJudgement, QuotedWords

_COMPARED = re.compile(
    r"\bfrom\b.{1,40}\bto\b|\b(?:by|up|down|minus|plus)\s+(?:about |some |nearly |almost |over )?\d|%|"
    r"\bper ?cent\b|\binstead of\b|"
    r"\bcompared\b|\bversus\b|\bhalv|\bdoubl|\btripl|\btwice\b|\btarget\b|\bbefore\b",
    re.IGNORECASE,
)
# A change with its size: from this to that, by so much, so many where there were none.
_CHANGED = re.compile(
    r"\bfrom\b.{1,40}\d.{0,20}\bto\b.{0,15}\d|\b(?:by|up|down)\s+(?:about |some |nearly |almost |over )?\d|"
    r"\b(?:fell|rose|dropped|grew|climbed|went (?:up|down)|lost|saved|kept)\b.{0,40}\d|\bhalv|\bdoubl",
    re.IGNORECASE,
)
_ROUGH = re.compile(
    r"\b(?:(?:many|far|much|a lot|quite a (?:bit|lot)|significantly|substantially) "
    r"(?:more|less|fewer|better|faster|higher|lower)|(?:nearly|almost) (?:all|none|half|everyone|everybody)|"
    r"most of (?:them|the)|half|twice|(?:up|down|rose|fell) (?:quite )?a (?:bit|lot))\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:since then|from then on|ever since|now i|i now|next time|these days|i still|should have|"
    r"would have|differently)\b",
    re.IGNORECASE,
)
_FIELD_WORDS: dict[FieldName, tuple[str, str]] = {
    "situation": ("where and when it was, and what was at stake", "the situation"),
    "task": ("what you had to achieve", "the task"),
}


def _remarks(said: Said, sentences: Sequence[Sentence]) -> list[Remark]:
    wanted = {sentence.text for sentence in sentences}
    return [
        remark for remark in said.remarks if remark.text in wanted and remark.spoken and not remark.recites
    ]


def _details(remarks: Sequence[Remark]) -> int:
    """Words that show a case, figures and names among `remarks`."""
    words: frozenset[str] = frozenset().union(*(remark.details for remark in remarks))
    return (
        len(words)
        + 2 * sum(min(2, remark.figures) for remark in remarks)
        + sum(remark.names for remark in remarks)
    )


def _steps(own: Sequence[Remark]) -> int:
    return sum(count_steps(remark.text) for remark in own)


def _judged(
    criterion: Criterion,
    level: Level,
    why: str,
    remarks: Sequence[Remark] = (),
    worth: Callable[[Remark], int] = lambda remark: _details([remark]) + 2 * remark.reasons,
) -> CriterionJudgement:
    """The judgement with the two remarks that are worth most as its quotes."""
    best = sorted(remarks, key=lambda remark: (-worth(remark), -remark.words))[:2]
    ordered = [remark for remark in remarks if remark in best]
    return CriterionJudgement(
        criterion.id, why, level, tuple(QuotedWords(remark.text, remark.turn) for remark in ordered)
    )


def _results(said: Said) -> tuple[list[Remark], Callable[[Remark], int]]:
    """The remarks that tell what came of it, and how much each tells of a change.

    A step of hers or the team's with a figure in it ("I cut the form to 6 fields") is a step first.
    """
    steps = [*said.reading.own_actions, *said.reading.team_actions]
    own = {sentence.text for sentence in steps}
    found = _remarks(said, [*said.reading.outcomes, *said.reading.star["result"]])
    others = [remark for remark in found if remark.text not in own or _CHANGED.search(remark.text)]

    def worth(remark: Remark) -> int:
        changed = bool(remark.figures) and _CHANGED.search(remark.text) is not None
        return _details([remark]) + 40 * changed - 20 * (remark.text in own)

    return others or found, worth


def judge_context(criterion: Criterion, said: Said, field: FieldName) -> CriterionJudgement:
    """Situation or task."""
    asked, what = _FIELD_WORDS[field]
    found = _remarks(said, said.reading.star[field])
    if not found:
        return _judged(criterion, 1, f"You did not say {asked}.")
    details, words = _details(found), sum(remark.words for remark in found)
    if words < 8 or (not details and len(found) == 1):
        return _judged(criterion, 2, f"You only touched {what}: say {asked}.", found)
    if details < 4:
        return _judged(criterion, 3, f"You told {what}, in words that would fit many cases.", found)
    figures = any(remark.figures for remark in found)
    if details < 6 or not (figures or any(remark.reasons for remark in found)):
        return _judged(
            criterion, 4, f"You made {what} specific; a figure or the stakes would make it weigh.", found
        )
    return _judged(
        criterion, 5, f"You made {what} specific, with {'figures' if figures else 'the reason'}.", found
    )


def judge_action(criterion: Criterion, said: Said) -> CriterionJudgement:
    """Steps that she took herself, how many, how specific, how reasoned."""
    reading = said.reading
    own = _remarks(said, reading.own_actions)
    if not own:
        team = _remarks(said, reading.team_actions)
        if team:
            return _judged(criterion, 2, "You told what the team did, not what you did.", team[:1])
        if reading.hypotheticals:
            why = "You said what you would do, not what you did."
            return _judged(criterion, 2, why, _remarks(said, reading.hypotheticals)[:1])
        return _judged(criterion, 1, "You told no step that you took.")
    details = _details(own)
    reasoned = sum(remark.reasons or remark.weighs for remark in said.remarks if remark in own)
    if sum(remark.words for remark in own) < 8 or (len(own) == 1 and details < 3):
        return _judged(criterion, 2, "You named one step of yours without telling how you did it.", own)
    steps = _steps(own)
    if steps < 3 or details < 9:
        return _judged(criterion, 3, "You told steps of yours, but little of how you did them here.", own)
    if reasoned < 2 or details < 16 or steps < 4:
        return _judged(criterion, 4, "You told your steps in detail; say more of why you chose them.", own)
    return _judged(criterion, 5, "You told your own steps in detail and gave your reasons.", own)


def judge_result(criterion: Criterion, said: Said) -> CriterionJudgement:
    """What came of it."""
    found, worth = _results(said)
    if not found:
        return _judged(criterion, 1, "You did not say what came of it.")
    details = _details(found)
    figures = [remark for remark in found if remark.figures]
    if not figures and details < 2:
        return _judged(criterion, 2, "You said that it ended well, but not what came of it.", found)
    if not figures and details < 5:
        return _judged(criterion, 3, "You told the result, without a figure or much detail.", found)
    if not figures:
        return _judged(criterion, 4, "You told a specific result; it has no figure.", found)
    if any(_COMPARED.search(remark.text) for remark in figures) and details >= 5:
        return _judged(
            criterion, 5, "You gave the result with a figure that can be compared.", figures, worth
        )
    return _judged(criterion, 4, "You gave the result with a figure; say what it was before.", figures, worth)


def judge_ownership(criterion: Criterion, said: Said) -> CriterionJudgement:
    """Whether her own part is clear."""
    reading = said.reading
    own, team = _remarks(said, reading.own_actions), _remarks(said, reading.team_actions)
    if not own:
        if reading.hypotheticals and reading.i > reading.we:
            why = "You said what you would do; nothing shows what you did yourself."
            return _judged(criterion, 2, why, _remarks(said, reading.hypotheticals)[:1])
        return _judged(criterion, 2 if team else 1, "Your own part does not show.", team[:1])
    share = reading.i / max(1, reading.i + reading.we)
    if share < 0.35:
        return _judged(criterion, 2, f"You said “we” {reading.we} times and “I” {reading.i}.", own)
    steps = _steps(own)
    if share < 0.6 or steps < 3:
        return _judged(criterion, 3, "Part of it is yours by name; say who did the rest.", own)
    if steps < 4 or not any(remark.weighs or remark.reasons for remark in own):
        return _judged(criterion, 4, "Your own part is clear.", own)
    return _judged(criterion, 5, "Your own part is clear, with decisions that were yours.", own)


def judge_figures(criterion: Criterion, said: Said) -> CriterionJudgement:
    """Whether the result is quantified."""
    outcomes, worth = _results(said)
    in_result = [remark for remark in outcomes if remark.figures]
    anywhere = [remark for remark in said.remarks if remark.figures]
    rough = [remark for remark in outcomes if not remark.figures and _ROUGH.search(remark.text)]
    if not in_result and rough:
        return _judged(
            criterion, 3, "You gave the size of the result in words; a figure would show it.", rough
        )
    if not anywhere:
        return _judged(criterion, 1, "There is no figure in your answer.")
    if not in_result:
        return _judged(criterion, 2, "You gave figures, but none for the result.", anywhere)
    count = sum(remark.figures for remark in in_result)
    compared = any(_COMPARED.search(remark.text) for remark in in_result)
    if not compared:
        return _judged(
            criterion, 3, "You gave a figure for the result, with nothing to compare it to.", in_result, worth
        )
    if count < 2 or _details(in_result) < 6:
        return _judged(
            criterion, 4, "You gave a figure for the result that can be compared.", in_result, worth
        )
    return _judged(
        criterion,
        5,
        "You gave figures for the result, with what they were measured against.",
        in_result,
        worth,
    )


def judge_reflection(criterion: Criterion, said: Said) -> CriterionJudgement:
    """What she learned, and whether it changed anything."""
    found = _remarks(said, said.reading.reflections)
    if not found:
        return _judged(criterion, 1, "You did not say what you learned from it.")
    details = _details(found)
    own: frozenset[str] = frozenset().union(*(remark.own for remark in found))
    changed = any(_HABIT.search(remark.text) for remark in found)
    if len(own) < 2 and not changed:
        return _judged(criterion, 2, "You said that you learned something, but not what.", found)
    if details < 3 or not changed:
        return _judged(criterion, 3, "You said what you learned; say what you do differently since.", found)
    if details < 5 or len(found) < 2:
        return _judged(criterion, 4, "You said what you learned and what changed.", found)
    return _judged(criterion, 5, "You said what you learned, what changed, and from what.", found)


def _situation(criterion: Criterion, said: Said) -> CriterionJudgement:
    return judge_context(criterion, said, "situation")


def _task(criterion: Criterion, said: Said) -> CriterionJudgement:
    return judge_context(criterion, said, "task")


STORY_READINGS: MappingProxyType[str, Callable[[Criterion, Said], CriterionJudgement]] = MappingProxyType(
    {
        "situation": _situation,
        "task": _task,
        "action": judge_action,
        "result": judge_result,
        "ownership": judge_ownership,
        "figures": judge_figures,
        "reflection": judge_reflection,
    }
)
