"""Chat shorthand and common slips of typing, written out: for reading what she wants and for searching.

Never for what is graded or quoted: her words stay as she typed them there.
"""

import re

_WRITTEN_OUT = {
    "u": "you", "ur": "your", "r": "are", "abt": "about", "abut": "about", "abot": "about",
    "wud": "would", "wld": "would", "shud": "should", "cud": "could", "wat": "what", "wot": "what",
    "whats": "what's", "hows": "how's", "im": "I'm", "ive": "I've", "dont": "don't", "cant": "can't",
    "didnt": "didn't", "anser": "answer", "answr": "answer", "awnser": "answer", "ansewr": "answer",
    "tel": "tell", "teh": "the", "pls": "please", "plz": "please", "thx": "thanks", "cuz": "because",
    "ppl": "people", "b4": "before", "questoin": "question", "quesiton": "question",
    "intervew": "interview", "interveiw": "interview", "weekness": "weakness", "weaknes": "weakness",
    "strenght": "strength", "strenghts": "strengths", "experiance": "experience", "managment": "management",
}  # fmt: skip
_WORD = re.compile(r"(?<![\w'’./@-])[a-z0-9]+(?![\w'’/@-])", re.IGNORECASE)


def write_out(text: str) -> str:
    """The same text with "wud", "ur" and "abt" as words; capitals at the start of a word are kept."""
    return _WORD.sub(_replace, text)


def _replace(found: re.Match[str]) -> str:
    word = found[0]
    if len(word) == 1 and word.isupper():
        return word  # a name or a letter, such as the language R
    full = _WRITTEN_OUT.get(word.lower())
    if full is None:
        return word
    return full[0].upper() + full[1:] if word[0].isupper() else full
