"""How it was said: I and we, fillers, hedges, gibberish, lines that talk to the grader, declines.

Word lists and letter patterns of English, no dictionary. Refuses to say what an answer is worth.
"""

import re
import unicodedata
from collections.abc import Iterator

from coach.detectors.sentences import Sentence

WORD = re.compile(r"[^\W_]+(?:['’.,:/-][^\W_]+)*[%+]?", re.UNICODE)

_I = re.compile(r"\bI(?:['’](?:m|ve|d|ll))?\b(?!\.[eE]\b)|\bi(?:['’](?:m|ve|d|ll))?\b(?!\.e\b)|\bi(?:m|ve)\b")
_WE = re.compile(
    r"\bwe(?:['’](?:re|ve|d|ll))?\b|\bweve\b",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|hopefully|i (?:think|guess|suppose|believe|feel like)|"
    r"i['’]?m not sure|not (?:really|entirely) sure|kind of|kinda|sort of|sorta|somewhat|more or less|"
    r"or (?:something|whatever)|might|could be|a (?:little )?bit|i would say|i['’]d say|stuff like that|"
    r"as far as i (?:know|"
    r"remember))\b",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"\b(?:u+[hm]+|e+r+m*|uhm+|h+m{2,}|mm+|yk|basically|literally|i mean(?! (?:that|to|it)\b)|"
    r"you know(?! (?:that|what|how|why|if|when|where|who|the|about|of|a)\b)|okay so|so yeah)\b",
    re.IGNORECASE,
)
# "like" fills only where it carries nothing: set off by commas, or after a word it cannot follow.
_LIKE = re.compile(
    r"(?:[,–—]\s*like\s*,|(?:^|[.!?]\s+)like,|\b(?:and|so|but|because|um+|uh+|then|or|the|a|an|my|our|of|"
    r"with|for|in|about|really|basically|you know|i mean|like)[, ]\s*like\b(?! (?:to|that|this|it|him|her|"
    r"us|me)\b)|\b(?:was|were|am|is|are|been)[, ]\s*like\b(?=[, ]\s*(?:(?!nothing|something|anything|"
    r"everything)\w+ing|really|so|um+|"
    r"uh+|totally)\b))",
    re.IGNORECASE,
)

_DECLINE = re.compile(
    r"\b(?:i (?:really |honestly |just |actually )?(?:can['’]?t|cannot|couldn['’]?t|can not|don['’]?t|"
    r"do not) (?:really |even )?(?:think of|come up with|recall|remember|have) (?:any(?:thing| examples?|"
    r" stor(?:y|ies))?|one|an?|such|a good)\b(?: (?:good |specific |single |real |concrete )?(?:example|"
    r"time|story|one|instance|situation|answer))?|(?:i )?(?:really |honestly |just )?(?:don['’]?t|do not|"
    r"dont|dunno|didn['’]?t) (?:really )?know|i dunno|dunno|idk|(?:i have |i['’]?ve )?(?:got )?no (?:idea|"
    r"clue|example|answer)|not a clue|i wouldn['’]?t know|(?:nothing|no example|no story) (?:comes|"
    r"springs) to mind|nothing (?:really )?comes to me|my mind (?:is|went|has gone) blank|"
    r"i['’]?m (?:drawing a blank|blanking|stuck|not sure)|drawing a blank|(?:can|could|may|let['’]?s|"
    r"let us)\s?(?:i |we |you )?(?:please )?(?:just )?(?:skip|pass|move on)|i['’]?d (?:rather|"
    r"prefer) (?:not(?: to)?|to skip|to pass|skip|pass)|i (?:would|will) (?:rather |have to )?(?:skip|pass)|"
    r"i['’]?ll (?:skip|pass)|(?:that|it) (?:has )?never happened(?: to me)?|i['’]?ve never (?:done|"
    r"had) (?:that|one|this))\b",
    re.IGNORECASE,
)
_BARE_DECLINE = re.compile(
    r"\W*(?:sorry\W+|um+\W+|uh+\W+|please\W+|honestly\W+)*(?:skip|pass|next|n/?a|move on|nothing|"
    r"none)(?: (?:on )?(?:this|that|it|one|this one|that one|the question|this question|question|"
    r"for now))?(?:\W+(?:please|sorry|thanks))*\W*",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\b(?:but|however|although|though|still|except|because|so i|then i)\b(.*)", re.IGNORECASE | re.DOTALL
)
_EMPTY_WORDS_TEXT = (
    "a an the i me my you your it this that there here now right sorry honestly really just um uh er hmm "
    "well to be of off top head at moment for on in and or is was do can could we please one any good "
    "example time when where like thanks with from what how have had so"
)
_EMPTY_WORDS = frozenset(_EMPTY_WORDS_TEXT.split())

_INJECTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:rubric|instructions?|prompts?|rules?|"
    r"criteria|guidelines|previous|above|prior|system|anchors?)\b|\b(?:give|award|assign|grant|rate|score|"
    r"grade|mark) (?:me|this|it|my|the) ?(?:answer|response|candidate)?,? ?(?:with |as |at )?(?:an? |the |"
    r"all )?(?:\d+(?:/\d+)?|five|ten|full|top|max(?:imum)?|perfect|highest|best|a\+|excellent)\b|"
    r"\b(?:full|top|max(?:imum)?|perfect|highest) (?:marks|scores?|grades?|levels?|points)(?:,? please|"
    r" everywhere| (?:for|on|in) (?:everything|all|every|each|me|this answer|my answer))\b|\b(?:this|the|"
    r"my) (?:answer|candidate|response) (?:deserves|should (?:get|receive|be (?:given|graded|scored|"
    r"rated))|is (?:(?:a|worth(?: a)?) (?:level )?(?:5|five|perfect)|perfect)\b)|\bi deserve (?:an? |"
    r"the )?(?:\d|five|top|full|perfect|highest|max)|\b(?:every|each|all) (?:criterion|criteria|levels?|"
    r"scores?|grades?) (?:is|are|at|=|to|should|gets?|must)\b.{0,20}(?:\d|five|top|max)|"
    r"\byou are (?:now )?(?:an? |the )?(?:\w+ )?(?:grader|judge|evaluator|assistant|ai\b|language model|"
    r"dan\b)|\b(?:system|developer) (?:prompt|message|override|note)\b\s*[:=]?|"
    r"\bnote to (?:the )?(?:grader|judge|evaluator|model|ai|assistant)\b|\b(?:dear|hey) (?:grader|judge|"
    r"evaluator|ai|model)\b|</?\s*(?:system|assistant|user|human|instructions?|rubric|answer|candidate|"
    r"grade|prompt|think|transcript|reply|turn|criterion|question|untrusted|data|document|"
    r"note)[^>\n]{0,60}>|<\|[^|\n]{1,30}\|>|\[/?inst\]|(?:^|\n)[ \t]{0,9}\[system\]|<<\s*/?sys\s*>>|(?:^|"
    r"\n)[ \t]{0,9}#{1,6}\s*(?:system|(?:new )?instructions?)[ \t]*(?::|\n|$)|(?:^|\n)[ \t]{0,9}(?:system|"
    r"assistant)\s*:|"
    r"\bmy (?:answer|situation|task|action|result|ownership|reflection|relevance|structure)s? "
    r"(?:was|is|were|are) [1-5] (?:out )?of 5\b|\b(?:fairness|fair) (?:\w+ ){0,3}(?:is |means )[1-5] out of",
    re.IGNORECASE,
)
_REGION = re.compile(
    r"<!--.{0,4000}?(?:-->|\Z)|\{[^{}]{0,400}[\"'](?:level|score|grade|criteria|criterion(?:_id)?|overall|"
    r"judgements?)[\"']\s*:"
    r"[^{}]{0,1000}(?:\}|\Z)",
    re.IGNORECASE | re.DOTALL,
)

_KEY_WALKS = re.compile(r"asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|zxcv|xcvb|cvbn|vbnm|lkjh|fdsa|poiu|uiop|yuio")
_NEVER_TOGETHER = re.compile(
    r"q[^uaio'’]|j[bcdfghjklmnpqrstvwxz]|v[bcdfghjkmnpqtwxz]|x[bdgjkmnqrvwxz]|z[bcdfgjkmnpqrtvwx]|"
    r"[bcdfghjkmpvwxz]q|[bcfghjkmpqvwx]x|[bcfghjlmpqsvwx]j|[bcdfghjkmnpqvwx]zx|[fghkmpqvx]z|w[jqvxz]|"
    r"k[jqxz]|f[bdjkqvwxz]|h[bgjkqvxz]|p[jqvxz]|(?:df|gf|fg|dk|sd|kd)(?=[bcdfghjklmnpqrstvwxz])"
)
_LATIN = re.compile(r"[a-z]+")

# Two small words that English never puts side by side, an article before a stop, and a small word
# with a capital in mid-sentence: a text has hardly any, its words in random order have many.
_SMALL = (
    r"(?:of|to|in|on|at|by|for|from|with|and|or|was|were|is|are|be|been|had|has|have|did|i|we|he|she|they|"
    r"the|a|an|my|our|if|but|so|because|which|who)(?![\w'’-])"
)
_DISORDER = re.compile(
    rf"\b(?:(the|a|an|my|our|their|your|its)\s+(?!\1\b){_SMALL}|(?:the|an|my|our|their|your)(?=[.,;:?!])|"
    r"of\s+(?:to|was|were|is|are|had|has|have|i|and|from|by|for|with|in|at|or|so)(?![\w'’-])|"
    r"from\s+(?:of|to|was|were|and|i|had|with|for|by)(?![\w'’-])|(?:and|or)\s+(?:of|or)(?![\w'’-])|"
    r"(?:to|for|by|with|at)\s+(?:of|was|were|had|has|did|and|i|is)(?![\w'’-])|"
    r"i\s+(?:of|to|the|a|an|from|by|at|with|for|my|our|is|are|and|we)(?![\w'’-])|"
    r"(?<=[a-z0-9,;] )(?-i:The|As|We|My|Since|He|She|They|When|On|At|It|So|If|But|And|From)(?=\s[a-z]))",
    re.IGNORECASE,
)


def count_words(text: str) -> int:
    """Words of `text`; a figure with its sign is one word."""
    return sum(1 for _ in WORD.finditer(text))


def count_i(text: str) -> int:
    """First person singular as the subject ("I", "I've"), not the "i" of "i.e."."""
    return sum(1 for _ in _I.finditer(text))


def count_we(text: str) -> int:
    """First person plural as the subject ("we", "we've")."""
    return sum(1 for _ in _WE.finditer(text))


def count_fillers(text: str) -> int:
    """um, uh, you know, basically, and "like" where it only fills."""
    return sum(1 for pattern in (_FILLERS, _LIKE) for _ in pattern.finditer(text))


def count_hedges(text: str) -> int:
    """maybe, I think, kind of: words that take back what is said."""
    return sum(1 for _ in _HEDGES.finditer(text))


def without_invisible(text: str) -> str:
    """`text` without characters that show nothing: zero-width ones, soft hyphens, tag characters."""
    if text.isascii():
        return text
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def is_disordered(text: str) -> bool:
    """True where the words stand in no order that English has: a list of words, shuffled."""
    broken = sum(1 for _ in _DISORDER.finditer(text))
    return broken >= 3 and broken >= 0.03 * len(text.split())


def looks_like_gibberish(text: str) -> bool:
    """True where most words cannot be words, or the same one or two come again and again.

    By letters alone, so names and jargon in between do no harm. Text in another script is
    not gibberish, nor is a number; text with neither letter nor digit is.
    """
    text = without_invisible(text)
    if not text.strip():
        return False
    if is_disordered(text):
        return True
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    if not words:
        return not any(char.isdigit() for char in text)
    if len(words) >= 6 and len(set(words)) <= max(2, len(words) // 10):
        return True
    judged = re.findall(r"[^\W\d_]{3,}", text)
    return bool(judged) and sum(_cannot_be_a_word(word) for word in judged) * 2 > len(judged)


def _cannot_be_a_word(word: str) -> bool:
    lower = "".join(
        char for char in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(char)
    )
    if not _LATIN.fullmatch(lower):
        return False
    if word.isupper() and len(word) <= 6:
        return False  # an acronym
    vowels = sum(char in "aeiouy" for char in lower)
    return (
        (vowels == 0 and len(lower) > 3)
        or len(lower) > 30
        or (len(lower) >= 6 and not 0.12 <= vowels / len(lower) <= 0.85)
        or re.search(r"[^aeiouy]{6}|(.)\1{3}|(..)\2{2}", lower) is not None
        or _KEY_WALKS.search(lower) is not None
        or _NEVER_TOGETHER.search(lower) is not None
    )


def injection_spans(text: str) -> Iterator[tuple[int, int]]:
    """Places in `text` that speak to the grader or imitate its data, invisible characters aside."""
    visible = [index for index, char in enumerate(text) if unicodedata.category(char) != "Cf"]
    bare = "".join(text[index] for index in visible)
    for pattern in (_INJECTION, _REGION):
        for match in pattern.finditer(bare):
            if match.end() > match.start():
                yield visible[match.start()], visible[match.end() - 1] + 1


def injected(text: str, sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences that speak to the grader instead of the interviewer."""
    spans = tuple(injection_spans(text))
    return tuple(
        sentence
        for sentence in sentences
        if any(start < sentence.end and sentence.start < end for start, end in spans)
    )


def is_decline(text: str) -> bool:
    """True where she passes on the question and says nothing else of substance."""
    said = " ".join(text.split())
    if not said or count_words(said) > 30:
        return False
    if _BARE_DECLINE.fullmatch(said):
        return True
    if not _DECLINE.search(said):
        return False
    rest = _DECLINE.sub(" ", said)
    turn = _TURNS.search(rest)
    return len(_content(rest)) <= 5 and not (turn and len(_content(turn.group(1))) > 1)


def _content(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", text.lower()) if word not in _EMPTY_WORDS]
