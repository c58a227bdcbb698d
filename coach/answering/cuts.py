"""Shorter versions of an answer that only cut: whole sentences stay or go, their order is kept.

Speaking pace 140 words a minute, the usual pace of spoken English in interviews.
"""

import re

from coach.claims import BLANK, split_spoken
from coach.claims.figures import figures_in

WORDS_A_MINUTE = 140
SECONDS = (30, 60, 120)
_FIGURE = re.compile(r"\d|\b(?:half|twice|doubled|tripled|halved)\b", re.IGNORECASE)
_RESULT = re.compile(r"^(?:The result|In the end|As a result)\b|\[your result", re.IGNORECASE)
_STEP = re.compile(r"^(?:First|Then|Next|After that|From there|Finally)\b")
_OWN = re.compile(r"\bI\b|\bmy\b", re.IGNORECASE)


def cut_versions(text: str, result: str = "") -> dict[str, str]:
    """The answer in 30, 60 and 120 seconds. `result` is the result of the story that it tells."""
    return {str(seconds): cut(text, seconds, result) for seconds in SECONDS}


def cut(text: str, seconds: int, result: str = "") -> str:
    """The sentences worth most that fit the time; at least one, even where it runs over.

    The sentence with the figures of `result` stays in every cut.
    """
    budget = seconds * WORDS_A_MINUTE // 60
    sentences = split_spoken(text)
    sizes = [len(sentence.text.split()) for sentence in sentences]
    if sum(sizes) <= budget or not sentences:
        return text.strip()
    worth = [
        _worth(sentence.text, at, len(sentences), _opens(text, sentence.start))
        for at, sentence in enumerate(sentences)
    ]
    order = sorted(range(len(sentences)), key=lambda at: (-worth[at], at))
    kept = _result_sentence([sentence.text for sentence in sentences], result)
    left = budget - sum(sizes[at] for at in kept)
    for at in order:
        if at not in kept and sizes[at] <= left:
            kept.add(at)
            left -= sizes[at]
    if not kept:
        kept = {order[0]}
    pieces: list[str] = []
    last = 0
    for at in sorted(kept):
        paragraph = "\n" in text[last : sentences[at].start] and budget > WORDS_A_MINUTE
        pieces.append(("\n\n" if paragraph else " ") if pieces else "")
        pieces.append(sentences[at].text)
        last = sentences[at].end
    return "".join(pieces)


def _result_sentence(sentences: list[str], result: str) -> set[int]:
    """The sentence that gives most of the result's figures, the first of equals."""
    wanted = {(figure.dimension, figure.value) for figure in figures_in(result)}
    held = [
        len(wanted & {(figure.dimension, figure.value) for figure in figures_in(BLANK.sub("", sentence))})
        for sentence in sentences
    ]
    return {held.index(max(held))} if any(held) else set()


def _opens(text: str, start: int) -> bool:
    return start == 0 or text[:start].endswith("\n")


def _worth(sentence: str, at: int, count: int, opens: bool) -> float:
    """What a listener would miss most: the opening, what she did, and what came of it."""
    bare = BLANK.sub("", sentence)
    worth = 3.0 if at == 0 else 0.0
    worth += 2.0 * bool(opens)
    worth += 2.0 * bool(_FIGURE.search(bare))
    worth += 2.5 * bool(_RESULT.search(sentence))
    worth += 1.5 * bool(_STEP.match(sentence))
    worth += 1.0 * bool(_OWN.search(bare))
    worth += 0.5 * (at == count - 1)
    return worth - 0.02 * len(sentence.split())
