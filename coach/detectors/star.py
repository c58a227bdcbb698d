"""Which sentences tell the situation, the task, the action, the result.

A monotone labelling: wordings vote for a field, the place in the answer leans (situations
come first, results last), and going back to an earlier field costs. The best path is found
by dynamic programming (Viterbi, 1967). Labels that she typed ("Task:") are taken at her word.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from coach.detectors import moves
from coach.detectors.figures import find_figures
from coach.detectors.sentences import Sentence
from coach.domain.notes import FIELD_NAMES, FieldName

_BACK = 1.6  # what a step back to an earlier field costs
_CLEAR = 1.6  # wording this clear puts a sentence in that field too, wherever the path runs

_LABEL = re.compile(
    r"^\W*(?:(?P<situation>s|situation|context|background)|(?P<task>t|task|goal|challenge)|(?P<action>a|"
    r"actions?|approach)|"
    r"(?P<result>r|results?|outcome|impact))\s*(?:\*\*)?\s*[:：–—]",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:(?:sure|okay|ok|yeah|yes|so|great|good|thanks?|thank you|um+|uh+|well|"
    r"right)\W+){0,3}(?:(?:great|good|interesting|tough) question|thanks?|thank you|let me (?:think|tell|"
    r"give|share|walk)|i(?:['’]ll| can| will) (?:tell|give|share|walk|talk)|(?:one|an) (?:example|time|"
    r"story) (?:that|i|is|comes|would)|"
    r"happy to)?\W*$",
    re.IGNORECASE,
)

_PLACE_OR_TIME = re.compile(
    r"\b(?:[Ww]hen i was|[Ww]hen I was|[Ww]hile I was|while i was|[Bb]ack (?:when|in|at)|[Ll]ast (?:year|"
    r"month|summer|spring|fall|autumn|winter|quarter)|in (?:19|20)\d\d|(?:a|two|three|few|"
    r"couple of) (?:year|month)s? ago|in my (?:\w+ )?(?:role|job|position|internship|company|team)|"
    r"at my (?:\w+ )?(?:role|job|company|internship)|[Aa]t [A-Z]\w+)\b"
)
_SITUATION = re.compile(
    r"\b(?:at the time|i was (?:a|an|the|working|on|at|interning|leading|part of)|we were (?:a|an|the|about|"
    r"in|facing|losing|seeing|growing)|there (?:was|were)|(?:the|our|my) (?:company|team|product|customers?|"
    r"clients?|users?|problem|issue|situation|context|background|startup|platform|system|app|site|sales|"
    r"support|manager|stakeholders?)\b.{0,40}?\b(?:was|were|had|kept|wanted|struggled|couldn['’]t|"
    r"did ?n['’]t)|"
    r"had been|struggl\w+|was facing|kept \w+ing|complain\w+|context)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|did|\w{2,}ed)\b", re.IGNORECASE)
_TASK = re.compile(
    r"\b(?:my (?:task|job|role|goal|responsibility|challenge|mandate|brief|aim) (?:was|is|became)|"
    r"i was (?:asked|tasked|responsible|charged|assigned|given|told to|in charge|expected|supposed)|(?:i|"
    r"we) (?:needed|had|was|were) to|the (?:goal|task|objective|challenge|ask|aim|target|question|mandate|"
    r"brief) (?:was|is|became)|(?:i|we) wanted to|our (?:goal|task|objective|target|aim) (?:was|is)|"
    r"it was (?:my|up to me|on me)|asked me to|told me to|wanted me to|needed me to|tasked with|deadline|"
    r"success (?:meant|looked|was)|"
    r"i owned (?:the|that|this|it|pricing|a )|it fell (?:to|on) me|(?:my|our) goal|"
    r"my (?:task|job|brief|mandate)|"
    r"(?:was|were|is) (?:mine|ours) to|(?:^|[.;:] )(?:mine|ours) to|"
    r"(?:i|we) (?:had|have) (?:\w+ ){0,3}(?:minutes|hours|days|weeks|months|time|say)\b|"
    r"(?:i|we) was to|i (?:had to|had no|took) (?:\w+ )?(?:say|over|on the|lead)|"
    r"(?:i|we)(?: was| were|['’]m)? (?:the )?(?:only|incident|on[- ]call|responsible|lead|project) "
    r"(?:pm|lead|owner|manager|for|person|product)|as (?:the )?(?:\w+ )?(?:incident|only|project|product) "
    r"(?:lead|crew|pm|owner|manager|team)|"
    r"(?:had|have|was|were) to (?:come|be|go|get|bring|reach|decide|choose|find)|"
    r"(?:to|must) (?:get|bring|bringing) (?:\w+ ){0,3}(?:under|below|down|to)|"
    r"without (?:winning|pulling rank|a second|more (?:support|people|staff)))\b",
    re.IGNORECASE,
)


def segment_star(
    sentences: Sequence[Sentence], skip: Callable[[Sentence], bool]
) -> Mapping[FieldName, tuple[Sentence, ...]]:
    """Each field with its sentences in order. A sentence that clearly tells two fields is in both.

    Sentences that `skip` takes out (hypotheticals, reflections, lines to the grader) are in
    none, nor are those that only their place would put into a field; but any sentence in the
    past may tell the situation.
    """
    told = [
        sentence for sentence in sentences if not skip(sentence) and not _OPENING.fullmatch(sentence.text)
    ]
    results = outcome_sentences(told)
    cues = _with_labels(told, [_cues(sentence.text, sentence in results) for sentence in told])
    last = max(1, len(told) - 1)
    path = _best_path([_leaning(cue, index / last) for index, cue in enumerate(cues)])
    fields: dict[FieldName, list[Sentence]] = {name: [] for name in FIELD_NAMES}
    for sentence, cue, chosen in zip(told, cues, path, strict=True):
        for name, strength in zip(FIELD_NAMES, cue, strict=True):
            told_here = strength > 0 or fields[name] or (name == "situation" and _PAST.search(sentence.text))
            if (name == chosen and told_here) or strength >= _CLEAR:
                fields[name].append(sentence)
    return {name: tuple(found) for name, found in fields.items()}


def outcome_sentences(told: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of `told` that tell an outcome.

    A change told before her first step is the situation, and so is one in a first sentence that
    sets the scene, unless the sentence tells a step of hers or announces a result.
    """
    own = [sentence for sentence in told if moves.tells_own_action(sentence.text)]
    first_step = own[0].start if own else 0

    def sets_the_scene(sentence: Sentence) -> bool:
        if moves.names_result(sentence.text) or sentence in own:
            return False
        opens = len(told) > 1 and sentence == told[0] and _PLACE_OR_TIME.search(sentence.text) is not None
        return opens or sentence.start < first_step

    return tuple(
        sentence for sentence in told if moves.tells_outcome(sentence.text) and not sets_the_scene(sentence)
    )


def _cues(text: str, outcome: bool) -> list[float]:
    """How strongly the wording speaks for each field. The weights were set by hand on spoken answers."""
    own, team = moves.tells_own_action(text), moves.tells_team_action(text)
    result = 1.6 * outcome + 1.8 * moves.names_result(text)
    if result and find_figures(text):
        result += 0.8
    return [
        1.8 if _PLACE_OR_TIME.search(text) else 1.4 if _SITUATION.search(text) else 0.0,
        2.2 if _TASK.search(text) else 0.0,
        2.4 if own else 1.2 if team else 0.0,
        result,
    ]


def _leaning(cues: Sequence[float], place: float) -> list[float]:
    """Cues with the pull of the place: 0 is the first sentence, 1 the last."""
    situation, task, action, result = cues
    return [
        situation + 0.9 * (1 - place) + (0.4 if place == 0 else 0.0),
        task + 0.5 * (1 - abs(place - 0.25)),
        action + 0.6 * (1 - abs(place - 0.55)),
        result + 0.9 * place - (0.6 if place < 0.3 else 0.0),
    ]


def _with_labels(told: Sequence[Sentence], cues: list[list[float]]) -> list[list[float]]:
    """Where she typed labels, a sentence belongs to the label above it."""
    labels = [_LABEL.match(sentence.text) for sentence in told]
    if sum(label is not None for label in labels) < 2:
        return cues
    current: str | None = None
    settled = []
    for label, cue in zip(labels, cues, strict=True):
        if label is not None:
            current = label.lastgroup
        settled.append(cue if current is None else [9.0 if name == current else 0.0 for name in FIELD_NAMES])
    return settled


def _best_path(votes: Sequence[Sequence[float]]) -> tuple[FieldName, ...]:
    if not votes:
        return ()
    fields = range(len(FIELD_NAMES))
    best = list(votes[0])
    came: list[list[int]] = []
    for vote in votes[1:]:
        origin = [max(fields, key=lambda f, t=to: best[f] - _BACK * (f > t)) for to in fields]  # type: ignore[misc]
        came.append(origin)
        best = [best[origin[to]] - _BACK * (origin[to] > to) + vote[to] for to in fields]
    state = max(fields, key=best.__getitem__)
    path = [state]
    for origin in reversed(came):
        state = origin[state]
        path.append(state)
    return tuple(FIELD_NAMES[state] for state in reversed(path))
