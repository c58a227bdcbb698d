"""Words as claims compare them: tokens with their place, light stems, and which words carry a subject.

Owns the word lists. Refuses to judge: who is supported is decided in `support`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:['’][A-Za-z]+)?|\d[\d,]*(?:\.\d+)?|[%$€£]")
_SUFFIXES = (
    "isations", "izations", "isation", "ization", "ements", "ement", "ments", "ment", "ations", "ation",
    "ingly", "edly", "ings", "ing", "ers", "ies", "ied", "ed", "es", "er", "ly", "s", "e", "y",
)  # fmt: skip

FUNCTION_WORDS = word_set(
    "a an the and or but nor so yet if then than that this these those there here it its itself i me my "
    "mine "
    "myself we us our ours ourselves you your yours he him his she her hers they them their theirs who "
    "whom whose "
    "which what when where why how all any both each few more most other some such no not only own same "
    "too very "
    "just also even still again once ever never always often is am are was were be been being do does "
    "did doing "
    "done have has had having can could will would shall should may might must to of in on at by for "
    "with about "
    "against between into through during before after above below from up down out off over under "
    "further as "
    "until while because since per via across within without toward towards upon around near like unlike "
    "i'm i'd "
    "i've i'll we'd we've we're we'll it's that's there's didn't don't wasn't weren't couldn't wouldn't "
    "isn't "
    "aren't doesn't half twice both zero two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred thousand million billion dozen percent "
    " hadn't hasn't won't can't let let's get got getting go went gone going come came make made "
    "making take took taken one ones first second third finally next later now today back well really "
    "actually "
    "basically roughly approximately nearly almost exactly least much many lot lots every another s t d "
    "ll ve re m "
    "im ive id dont didnt cant wont etc eg ie vs w s"
)

# Verbs and adverbs that say which way a figure went; they are compared as a direction, not as a subject.
UP_WORDS = word_set(
    "grow grew grown increase increased rise rose risen raise raised lift lifted climb climbed gain "
    "gained higher more boost boosted jump jumped expand expanded double doubled triple tripled upward "
    "quadrupled extra added increases rises raises lifts growth increasing growing"
)
DOWN_WORDS = word_set(
    "cut cuts reduce reduced drop dropped fall fell fallen lower lowered decrease decreased shrink shrank "
    "shrunk decline declined halve halved less fewer save saved saving trim trimmed lose lost downward "
    "shorten shortened slash slashed removed reduces reduction drops falls lowers reducing cutting"
)
_NEUTRAL_CHANGE = word_set(
    "change changed improve improved improves improvement improving moved move bring brought reach "
    "reached hit "
    "became become land landed achieve achieved result resulted results total overall about ended end "
    "start "
    "started began stood stand"
)

# Head nouns that say little alone: "setup time" is about the setup.
WEAK_NOUNS = word_set(
    "time times rate rates number numbers count counts score scores usage volume level levels amount "
    "share figure "
    "figures metric metrics percent percentage points point people person thing things work part parts "
    "way team "
    "teams day days week weeks month months quarter quarters year years hour hours minute minutes second "
    "seconds "
    "last previous new old full whole average median target goal baseline need "
    "needed want wanted use used ask asked say said tell told know knew find found put keep kept see saw "
    "work worked try tried spend spent give gave call called show showed open first"
)

_NEGATIONS = re.compile(
    r"\b(?:not|never|no longer|failed to|neither|nor|hardly|cannot|unable to)\b|n['’]t\b", re.IGNORECASE
)
_MOVED_UP = re.compile(
    r"\b(?:went|goes?|going|gone|moved|came|was|were|is|are|brought|shot"
    r"|[a-z]+ed)\s+(?:back\s+)?up\b(?!\s+(?:a|an|the|with|on)\b)"
    r"|\bup\s+(?:by|from|to|\d)",
    re.IGNORECASE,
)
_MOVED_DOWN = re.compile(
    r"\b(?:went|goes?|going|gone|moved|came|was|were|is|are|brought)\s+(?:back\s+)?down\b|\bdown\s+(?:by"
    r"|from|to|\d)",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:would|could|should|might|may|will|shall|if|plan(?:s|ned|ning)? to|hope(?:s|d)? "
    r"to|want(?:s|ed)? to|"
    r"aim(?:s|ed|ing)? to|going to|about to|tried to|try to|let me|let's|once we|target)\b|['’](?:d|ll)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or sign with its place: `source[start:end] == text`."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """Lower case, without a possessive ending."""
        return re.sub(r"['’]s?$", "", self.text.lower().replace("’", "'"))


def tokens_in(text: str) -> tuple[Token, ...]:
    """Every word, figure and currency or percent sign, in order."""
    return tuple(Token(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A light English stem: plural, tense and a few noun endings go; at least four letters stay."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= (3 if suffix in {"s", "e", "y"} else 4):
            word = word[: -len(suffix)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]  # shipped -> ship
    return word.rstrip("e") if len(word) > 4 else word


def is_content(word: str) -> bool:
    """True for a word that can carry a subject: no function word, no change word, no figure."""
    low = word.lower().replace("’", "'").removesuffix("'s")
    return (
        len(low) > 1
        and low[0].isalpha()
        and low not in FUNCTION_WORDS
        and low not in UP_WORDS
        and low not in DOWN_WORDS
        and low not in _NEUTRAL_CHANGE
    )


def content_stems(text: str) -> frozenset[str]:
    """Stems of the content words; neighbours are also joined, so that "set up" meets "setup"."""
    words = [token.lower for token in tokens_in(text)]
    stems = {stem(word) for word in words if is_content(word)}
    joined = {
        stem(left + right)
        for left, right in pairwise(words)
        if left.isalpha() and right.isalpha() and 5 <= len(left + right) <= 14
    }
    return frozenset(stems | joined)


def plain_stems(words: Iterable[str]) -> frozenset[str]:
    """Stems of those of `words` that carry a subject, nothing joined."""
    return frozenset(stem(word) for word in words if is_content(word))


def direction_of(text: str) -> int:
    """+1 where the words say that something went up, -1 down, 0 where they say neither or both."""
    words = {token.lower for token in tokens_in(text)}
    up = bool(words & UP_WORDS) or bool(_MOVED_UP.search(text))
    down = bool(words & DOWN_WORDS) or bool(_MOVED_DOWN.search(text))
    return int(up) - int(down)


def is_negated(text: str) -> bool:
    """True where the clause denies what it says."""
    return bool(_NEGATIONS.search(text))


def is_hypothetical(text: str) -> bool:
    """True for a plan, a condition or a wish: nothing is asserted."""
    return bool(_HYPOTHETICAL.search(text))
