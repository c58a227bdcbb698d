"""Questions that an interviewer may ask: told by how they open, whom they address and where they stand.

Left out: what she will ask herself, the points of a framework, key phrases, and questions that an
article asks its reader in running text.
"""

import re

from coach.notes.labels import read_question_label
from coach.notes.outline import Part
from coach.notes.wording import plain, unquote, word_count

_REQUEST = re.compile(
    r"(?i)(?:please )?(?:(?:can|could|would) you )?(?:"
    r"tell (?:me|us) (?:about|how|why|what|of)|walk (?:me|us) through|talk (?:me|us) through"
    r"|talk (?:to me |to us )?about (?:a|an|one|your|some)\b"
    r"|describe (?:a|an|the|your|one|how|to (?:me|us)|yourself|something)\b"
    r"|give (?:me |us )?an? (?:\w+ )?example|share (?:a|an|one|some|your)\b|explain (?:a|how you|to me)\b"
    r"|name (?:a|one) (?:time|difficult|project)|introduce yourself|sell me|convince me"
    r"|cuéntame|háblame|describe una|erzählen sie|beschreiben sie|parlez-moi|décrivez|racontez|conte-me"
    r"|fale (?:me )?sobre)"
)
# After a first sentence only what nobody says to a reader: "Usage fell by half. Walk me through it."
_REQUEST_AFTER = re.compile(r"(?i)(?:walk|talk) me through|tell me (?:about|how|what)|give me an example")
_HOW_YOU = re.compile(
    r"(?i)(?:how|what|why|when|where|which|who) (?:\w+ ){0,2}?"
    r"(?:do|did|would|have|are|were|was|is|can|should|will|could|might)\b.*\byou(?:r|rself)?\b"
    r"|(?:have|did|do|are|were|can|could|would) you\b|if you\b|where do you\b"
    r"|what(?:'s| is| are| was) (?:your|the most|the biggest|one|something)\b"
    r"|why (?:you|us|this|our|are|do|should)\b|what (?:\w+ ){1,3}(?:do|did|would|are) you\b"
)
_BEHAVIOURAL_START = re.compile(
    r"(?i)how (?:do|did|would|have) you\b|what (?:does|do|did) success\b|why (?:do you want|should we)\b"
)
_ASKING_PLACE = re.compile(
    r"(?i)\b(?:questions?|behaviou?rals?|prompts?|star|stories|q\s?&\s?a|asked"
    r"|(?:they|may|might|likely to|could) (?:\w+ )?ask)\b"
)
_OWN_VOICE = re.compile(
    r"(?i)(?:(?:how|why|what|when|where|which|who)\b[^?]{0,40}? )?"
    r"(?:can|could|should|may|do|does|did|will|would|must|am|are|have|shall) "
    r"(?:I|we|a (?:user|customer|developer|team)|users|customers|somebody|someone|anybody|anyone|they)\b"
)
_WHY = re.compile(r"(?i)why ")
_YES_NO = re.compile(r"(?i)(?:do|did|are|were|was|is|can|could|will|have|has|should|would) ")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
SPOKEN = re.compile(r"[\"“]([^\"“”]{6,300})[\"”]")
_NOT_HERS = re.compile(r"(?i)(?:would|do) you (?:like|want) me to\b|shall i\b|want me to\b|let me know\b")
_AGAIN = re.compile(r"(?i)\W*(?:.{0,40}\^|(?:same|see|as) (?:as )?above.*|ditto|idem)\W*$")
_ENUMERATION = re.compile(r"^(?:(?:Q|question)\s?\d{0,3}\s*[.:)]|\d{1,3}\s*[.:)])\s*(?=\S)", re.IGNORECASE)
MAX_QUESTION_WORDS = 60


def clean_question(raw: str) -> str:
    """The words of a question, without marks, number and quotes."""
    text = unquote(_ENUMERATION.sub("", unquote(plain(raw))))
    asked, colon, _ = text.partition(": ")
    # "Tell me about yourself: keep it to a minute" asks what stands before the colon.
    return asked if colon and _REQUEST.match(asked) and word_count(asked) >= 4 else text


def questions_asked(line: str) -> tuple[str, ...]:
    """The questions behind a label: `Q: …`, `Asked as: "…", "…"`."""
    rest = plain(read_question_label(line) or "")
    spoken = [clean_question(text) for text in SPOKEN.findall(rest)] or [clean_question(rest)]
    return tuple(text for text in spoken if is_question(text, asking_place=True, quoted=True))


def refers_back(raw: str) -> bool:
    """True for "Another one for ^", "same as above": it answers the question before it."""
    return _AGAIN.match(plain(raw)) is not None


def is_request(text: str) -> bool:
    """True where the words can only be an interviewer's: "Tell me about…", "How do you…"."""
    if not 3 <= word_count(text) <= MAX_QUESTION_WORDS or _NOT_HERS.match(text):
        return False
    if _REQUEST.match(text) or _BEHAVIOURAL_START.match(text):
        return True
    return any(_REQUEST_AFTER.match(sentence) for sentence in _SENTENCE_END.split(text)[1:3])


def opens_request(text: str) -> bool:
    """True where the first words are an interviewer's."""
    return _REQUEST.match(text) is not None


def is_question(text: str, *, asking_place: bool = False, quoted: bool = False) -> bool:
    """True where `text` (clean) may be asked of her."""
    if is_request(text):
        return True
    if asking_place and quoted and 4 <= word_count(text) <= MAX_QUESTION_WORDS and not _NOT_HERS.match(text):
        return True
    fewest = 2 if (asking_place or quoted) and _WHY.match(text) else 3  # "Why us?"
    if (
        not text.endswith("?")
        or not fewest <= word_count(text) <= MAX_QUESTION_WORDS
        or _NOT_HERS.match(text)
    ):
        return False
    if asking_place or quoted:
        return True
    if _YES_NO.match(text):
        return False
    sentences = _SENTENCE_END.split(text)
    return any(_HOW_YOU.match(sentence) for sentence in sentences) and len(sentences) <= 4


def is_own_voice(text: str) -> bool:
    """True for "How do we …?", "Why do I …?": a customer's theme, or what she asks herself."""
    return _OWN_VOICE.match(text) is not None and not is_request(text)


def is_asking_place(part: Part) -> bool:
    """True under a heading such as "Behavioural questions"."""
    return any(_ASKING_PLACE.search(above.name) for above in (*part.path[-1:], part))
