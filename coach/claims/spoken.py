"""Her notes as sentences to say: labels, marks and loose ends go; no word of hers is changed or added."""

import re

from coach.claims.prose import plain_line, split_spoken
from coach.claims.words import tokens_in

_QUOTES = '“”"‘'
_TRAILING = re.compile(r"[\s,;]*\b(?:etc|and so on)\b\.?\s*$", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s*\((?:[^()]*\b(?:rewrite|todo|tbd|check|if they (?:ask|push|smile)|\?\?)[^()]*|\?+)\)\s*$",
    re.IGNORECASE,
)
# Reminders to herself inside a story: not for the interviewer's ear.
_PROMPT = re.compile(
    r"^\(?(?:if they|also tracked|rewrite|todo|tbd|see \[?|note to self|say the lesson)\b", re.IGNORECASE
)


def spoken_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a note's text, each with a capital at its start and one mark at its end."""
    sentences = []
    for line in text.splitlines():
        plain = _ASIDE.sub("", plain_line(line))
        if _PROMPT.match(plain):
            continue
        for span in split_spoken(plain):
            said = tidy(span.text)
            if said:
                sentences.append(said)
    return tuple(sentences)


def tidy(sentence: str) -> str:
    """One sentence: trailing "etc" and doubled marks go, a capital and a full stop come."""
    said = _TRAILING.sub("", sentence.strip())
    said = re.sub(r"\s+([,.;!?])", r"\1", re.sub(r"\s{2,}", " ", said))
    said = re.sub(r"(?<!\.)\.\.(?!\.)", ".", said)
    said = re.sub(r"^[-*•–—>\s]+", "", said).rstrip(" ,;:-–—")
    if not re.search(r"[A-Za-z0-9]", said):
        return ""
    said = re.sub(r"\bi(?=\b(?!\.e\b|/))(?=['’ ])", "I", said)
    first = next((token for token in tokens_in(said) if token.text[0].isalpha()), None)
    if first and first.start <= 1 and first.text.islower():
        said = said[: first.start] + said[first.start].upper() + said[first.start + 1 :]
    return said if said[-1] in '.!?…”")]' and not re.fullmatch(r".*[^.!?…][)\]”\"]", said) else said + "."


def unquoted(phrase: str) -> str:
    """A key phrase without its quotation marks and without the dots that leave it open."""
    return tidy(phrase.strip().strip(_QUOTES + "’").rstrip("…").strip())
