"""Results asserted in a sentence: "I shipped …", "it cut …", "we were promoted …".

Owns the verbs of outcome and what may stand in for what ("launched" for "shipped").
A plan, a condition, a question or a denial asserts no result.
"""

import re
from dataclasses import dataclass

from coach.claims.prose import Span
from coach.claims.words import is_hypothetical, is_negated

_KINDS: dict[str, tuple[str, str]] = {
    "ship": (
        "shipped launched released deployed rolled delivered published landed introduced",
        "what was shipped",
    ),
    "win": ("won awarded beat earned secured closed signed landed raised", "what was won"),
    "promote": ("promoted hired", "what it changed for you"),
    "adopt": ("adopted renewed retained converted onboarded migrated approved accepted", "who took it up"),
    "up": (
        "grew increased raised lifted doubled tripled quadrupled boosted improved exceeded rose climbed",
        "what went up, and by how much",
    ),
    "down": (
        "cut reduced dropped fell lowered decreased halved saved eliminated shortened slashed shrank",
        "what went down, and by how much",
    ),
    "done": (
        "achieved completed solved fixed resolved unblocked hit met finished succeeded",
        "what was achieved",
    ),
}
HINTS = {kind: hint for kind, (_, hint) in _KINDS.items()}
_VERBS: dict[str, frozenset[str]] = {}
for _kind, (_verbs, _) in _KINDS.items():
    for _verb in _verbs.split():
        _VERBS[_verb] = _VERBS.get(_verb, frozenset()) | {_kind}

# The base and -ing forms count as the same result when a note says it that way ("Shipping the portal").
_FORMS = {
    "ship": (
        r"ship(?:s|ped|ping)?|launch\w*|releas\w*|deploy\w*|roll(?:ed|s|ing)?[ -]?out|rollout|deliver\w*"
        r"|publish\w*|land(?:s|ed|ing)?|live|introduc\w*|GA|put out"
    ),
    "win": (
        r"w[io]n\w*|award\w*|beat\w*|earn\w*|secur\w*|clos(?:e|ed|ing)|sign(?:s|ed|ing)?"
        r"|land(?:s|ed|ing)?|rais\w+"
    ),
    "promote": (r"promot\w*|hir(?:e|ed|ing)"),
    "adopt": (
        r"adopt\w*|renew\w*|retain\w*|retention|convert\w*|conversion|onboard\w*|migrat\w*"
        r"|approv\w*|accept\w*|use[sd]?|using|took up|take-up"
    ),
    "up": (
        r"gr[eo]w\w*|increas\w*|rais\w*|lift\w*|doubl\w*|tripl\w*|quadrupl\w*|boost\w*|improv\w*"
        r"|exceed\w*|rose|ris\w+|climb\w*|jump\w*|gain\w*|went|from|up|more|higher|faster|better"
    ),
    "down": (
        r"cut\w*|reduc\w*|drop\w*|fell|fall\w*|lower\w*|decreas\w*|halv\w*|sav(?:e|ed|es|ing|ings)"
        r"|eliminat\w*|short\w*|slash\w*|shr[au]nk\w*|declin\w*|remov\w*|improv\w*|went|from|down|fewer|less"
        r"|faster"
    ),
    "done": (r"achiev\w*|complet\w*|solv\w*|fix\w*|resolv\w*|unblock\w*|hit|met|finish\w*|succe\w*|reach\w*"),
}
_FORM = {kind: re.compile(rf"\b(?:{forms})\b", re.IGNORECASE) for kind, forms in _FORMS.items()}
_PATTERN = re.compile(rf"\b(?P<verb>{'|'.join(sorted(_VERBS, key=len, reverse=True))})\b", re.IGNORECASE)
_NOT_VERB_BEFORE = re.compile(
    r"\b(?:to|the|a|an|of|would|could|should|might|may|will|can|if|for|in|by|with|each|our|their|every"
    r"|no|this|that's"
    r"|how|what|more|most|as|is|be|being|get|gets|not)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(r"\s+(?:issues?|by default|features?|loops?|questions?)\b", re.IGNORECASE)
_PASSIVE_BEFORE = re.compile(
    r"\b(?:was|were|been|got|had|have|has|it|i|we|they)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result asserted in a clause: its place in the sentence and which kinds of result it can be."""

    text: str
    start: int
    end: int
    kinds: frozenset[str]


def outcomes_in(sentence: str, clauses: tuple[Span, ...]) -> tuple[Outcome, ...]:
    """The results that a sentence asserts, one a clause at most."""
    if sentence.rstrip().endswith("?"):
        return ()
    outcomes = []
    for clause in clauses:
        if is_hypothetical(clause.text) or is_negated(clause.text):
            continue
        for found in _PATTERN.finditer(clause.text):
            verb = found["verb"].lower()
            before = clause.text[: found.start()]
            noun = verb in {
                "cut",
                "hit",
                "beat",
                "met",
                "fixed",
                "closed",
                "raised",
                "won",
                "accepted",
                "finished",
            }
            if _NOUN_AFTER.match(clause.text[found.end() :]) and noun:
                continue
            if _NOT_VERB_BEFORE.search(before) and not _PASSIVE_BEFORE.search(before):
                continue
            if (
                verb in {"rolled", "introduced"}
                and "out" not in clause.text[found.end() : found.end() + 25]
                and verb == "rolled"
            ):
                continue
            outcomes.append(Outcome(clause.text, clause.start, clause.end, _VERBS[verb]))
            break
    return tuple(outcomes)


def holds_kind(text: str, kinds: frozenset[str]) -> bool:
    """True where the text tells of a result of one of these kinds, in any form of its verbs."""
    return any(_FORM[kind].search(text) for kind in kinds)
