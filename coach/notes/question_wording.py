"""When two wordings ask the same: what is left of a question without the words that only ask.

Conservative: "a time you failed" and "a time you succeeded" differ, and so do "how do you handle" and
"tell me about a time you handled": one asks for a habit, the other for a story.
"""

import re

from coach.notes.wording import WORD, word_count

_PAST = re.compile(
    r"(?i)\b(?:a|an|one|some|your (?:last|most recent)) (?:\w+ )?(?:time|situation|occasion|example|moment"
    r"|instance)s?\b"
    r"|^(?:please )?(?:tell (?:me|us) about|describe|share) (?:a|an|one|your)\b"
    r"|\bhave you (?:ever )?\b|\bwhen (?:have|did) you\b|\bwhen you(?:['’]ve| have)?\b"
)
_ASIDE = re.compile(
    r"(?:tell|me|us|about|give|an?|example|examples|of|time|when|your?|describe|share|please|can|could|would"
    r"|talk|through|walk|have|had|has|ever|did|do|does|one|some|situation|occasion|moment|instance|the|to|in"
    r"|on|at|that|which|who|was|were|is|are|with|and|for|it|how|what|why|where|been|be|as|any|experience"
    r"|experienced|recent|recently|specific)$"
)
_ALIKE = {
    **dict.fromkeys(("coworker", "colleague", "teammate", "peer"), "colleague"),
    **dict.fromkeys(("boss", "manager", "supervisor"), "manager"),
    **dict.fromkeys(("disagreed", "disagree", "disagreement", "disagreeing"), "disagree"),
    **dict.fromkeys(("failure", "failed", "fail", "failing"), "fail"),
    **dict.fromkeys(("resume", "résumé", "cv"), "resume"),
}


def asked_key(text: str) -> str:
    """What two questions share when they ask the same: their words that carry meaning, and whether
    they ask for something that happened."""
    words = [word.casefold().replace("-", "").replace("’", "'") for word in WORD.findall(text)]
    kept = sorted({_stem(word) for word in words if not _ASIDE.match(word)})
    if not kept or (len(kept) == 1 and word_count(text) > 12):
        return text.casefold().strip(" ?.!")
    opening = "" if _PAST.search(text) else " ".join(word for word in words[:2] if word in _HOW)
    return f"{bool(_PAST.search(text))} {opening} {' '.join(kept)}"


_HOW = frozenset(("how", "why", "what", "when", "where", "which", "who"))


def _stem(word: str) -> str:
    word = _ALIKE.get(word, word)
    if word in _ALIKE.values():
        return word
    word = _ALIKE.get(word.removesuffix("s"), word)
    for ending in ("ization", "isation", "izing", "ising", "ized", "ised", "ize", "ise"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    return word
