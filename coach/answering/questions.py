"""How a question is put: which rules apply to it, and its words as they may be said back.

Owns the patterns of `material`; knows nothing of the notes.
"""

import re
from collections.abc import Sequence

from coach.claims.words import tokens_in

TRADEOFF_ASKED = re.compile(
    r"\b(?:vs\.?|versus|trade-?offs?|against|between\b.+\band)\b|\bor\b", re.IGNORECASE
)
OWN_STORY = re.compile(
    r"\b(?:tell me about|describe|give me an example|a time|when (?:did|have) you)\b", re.IGNORECASE
)
ASKED_TO_ACT = re.compile(
    r"\b(?:what (?:do|would|should) you do|how would you (?:go about|approach)|walk me through it)\b",
    re.IGNORECASE,
)
INTERVIEW = re.compile(
    r"\b(?:tell me|describe|give me|walk me|talk me|explain|your|(?:do|did|have|would|are|can) (?:you|u))\b",
    re.IGNORECASE,
)
OF_HERS = re.compile(r"\b(?:I|my|me|story|example)\b", re.IGNORECASE)
OWN_PAST = re.compile(
    r"^\W*(?:(?:a |an |the )?(?:story|example|time)\b|my\b|(?:when|what|how|why|where) did i\b|did i\b)",
    re.IGNORECASE,
)
# What sets a case: something to design, decide or find out. Other words that are no question about
# her past either ("how tall is the tower") are looked up in the notes and not worked as a case.
CASE_SET = re.compile(
    r"\b(?:(?:re)?design|improve|build|launch|grow|increase|reduce|fix|estimate|how many|(?:how|what) would"
    r"|should (?:we|they|you|i)\b|would you|imagine|suppose|what do you do|walk me through "
    r"it|needs?\b|asks? for"
    r"|says? that|say that|complain\w*|fell\b|drop(?:s|ped)?\b|declin\w+|doubl\w+|slow\w*|go-to-market"
    r"|pric(?:e|ing)\b"
    r"|charge\b|moneti[sz]e|prioriti[sz]e|roadmap|diagnose|investigate|triage|your (?:goal|metric)s?)",
    re.IGNORECASE,
)
EXPERIENCE = re.compile(
    r"\b(?:tell me about|describe|give me an example of) (?:a|an|the|your|one|how you|\w+ing)\b"
    r"|^\W*(?:a (?:time|story|moment)|(?:my )?stor(?:y|ies)) (?!that|which)\w+"
    r"|\bmy (?:experience|story)\b",
    re.IGNORECASE,
)
WOULD = re.compile(r"\b(?:would|should|framework|method|metrics?)\b", re.IGNORECASE)
_SHORT_FORMS = {
    "u": "you", "ur": "your", "thru": "through", "abt": "about", "bout": "about", "w": "with", "wat": "what",
    "whats": "what's", "sth": "something", "smth": "something", "ppl": "people", "b4": "before",
    "bc": "because", "pls": "please", "plz": "please", "cos": "because", "dont": "don't", "didnt": "didn't",
}  # fmt: skip
TO_ASK = re.compile(
    r"\b(?:what|which questions?) (?:should|could|do|can) i ask\b|questions? (?:to ask|for them)",
    re.IGNORECASE,
)


def spelled_out(question: str) -> str:
    """The question with short forms of chat written out: the rules read plain words."""
    return re.sub(
        r"\b[A-Za-z]+\d?\b(?!['’])", lambda found: _SHORT_FORMS.get(found[0].lower(), found[0]), question
    )


def joined_words(question: str, words: Sequence[str]) -> tuple[str, ...]:
    """Words of a question as it has them: neighbours in one phrase."""
    phrases: list[str] = []
    end = -1
    for token in tokens_in(question):
        if token.text not in words:
            continue
        if phrases and not question[end : token.start].strip():
            phrases[-1] += f" {token.text}"
        else:
            phrases.append(token.text)
        end = token.end
    return tuple(dict.fromkeys(phrases))
